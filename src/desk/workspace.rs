//! Opening a workspace, its settings, and its file as a whole.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, RwLock};

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use crate::domain::entity::Instant;
use crate::domain::phrase::Phrase;
use crate::domain::venue::{VENUE_ID, Venue};
use crate::store::{self, Holder, Read, Store};

use super::live::Live;
use super::{Desk, Done, Failure, Finding, Inner, Outcome, Result, Setup};

/// A clock that is further behind the last entry than this is told.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// Opening, and the workspace as a whole.
impl Desk {
    /// Opens the workspace at `path`, creating it if there is no file or one of no bytes; migrates after a backup; takes
    /// the lock; starts building the directory in the background.
    ///
    /// # Errors
    /// `Storage` with a sentence: locked (by whom), newer, foreign, broken, read-only, full.
    pub async fn open(path: &Path, setup: Setup) -> Result<Self> {
        let desk = Self::open_without_search(path, setup).await?;

        desk.build();

        Ok(desk)
    }

    /// As [`Desk::open`], for one action that searches nobody: the lists page from the file.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub async fn open_without_search(path: &Path, setup: Setup) -> Result<Self> {
        let store = Store::open(path, &holder(&setup)).await?;

        Self::start(store, setup).await
    }

    /// A workspace in memory, for previews and tests.
    pub async fn in_memory(setup: Setup) -> Result<Self> {
        let desk = Self::start(Store::in_memory().await?, setup).await?;

        desk.build();

        Ok(desk)
    }

    async fn start(store: Store, setup: Setup) -> Result<Self> {
        let now = (setup.clock)();
        let (_, last) = store.newest().await?;
        let mut notices = Vec::new();

        if let Some(kept) = store.migrated() {
            notices.push(Phrase::new("notice-migrated").with("path", kept.display().to_string()));
        }

        if let Some(last) = last
            && last - now > CLOCK_TOLERANCE
        {
            notices.push(Phrase::new("notice-clock").with("last", last).with("now", now));
        }

        let known = store.get::<Venue>(VENUE_ID).await?;
        let missing = known.is_none();
        let shared = store.shared().await?;
        // The name that this desk was given among the others.
        let name = shared.as_ref().and_then(|shared| shared.computer.clone());
        let setup = Setup { desk: name.unwrap_or(setup.desk), ..setup };
        let sharing = super::sharing::Sharing::new(shared);
        let venue = known.unwrap_or_else(|| Venue::new("", ZONE, now));
        let desk = Self(Arc::new(Inner {
            store,
            setup,
            live: Live::new(),
            venue: RwLock::new(Arc::new(venue.clone())),
            revision: AtomicU64::new(0),
            copies: Mutex::default(),
            asked: Default::default(),
            sharing,
            notices,
        }));

        if missing {
            let mut tx = desk.begin(super::history::CREATE).await?;
            let venue = Venue { created_at: tx.at(), ..venue };

            tx.insert(&venue).await?;
            desk.commit(tx, Done::new("done-workspace-create", "")).await?;
        }

        Ok(desk)
    }

    /// Empty for a workspace in memory.
    pub fn path(&self) -> &Path {
        self.0.store.path()
    }

    /// Who acts here: as the others of a shared workspace know them, else who is logged in to this computer.
    pub fn operator(&self) -> String {
        self.shared().map_or_else(|| self.0.setup.operator.clone(), |shared| shared.operator.name.clone())
    }

    /// To the microsecond, as it is kept.
    pub fn now(&self) -> Instant {
        let now = (self.0.setup.clock)();

        Instant::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// The day it is at the venue.
    pub fn today(&self) -> NaiveDate {
        self.settings().day(self.now())
    }

    /// Things to tell on opening (the clock was set back, the file was migrated …).
    pub fn notices(&self) -> Vec<Phrase> {
        self.0.notices.clone()
    }

    pub async fn venue(&self) -> Result<Venue> {
        Ok(Venue::clone(&self.settings()))
    }

    /// Only what differs from the settings as they are is written.
    pub async fn save_venue(&self, venue: Venue) -> Result<Outcome> {
        let problems = venue.problems();

        if !problems.is_empty() {
            return Err(Failure::Refused(problems));
        }

        let mut tx = self.begin("venue.edit").await?;
        let before = tx.get::<Venue>(VENUE_ID).await?.ok_or_else(|| Failure::Gone(Phrase::new("gone-venue")))?;
        let after = Venue { id: VENUE_ID, created_at: before.created_at, ..venue };

        tx.update(&before, &after).await?;
        self.commit(tx, Done::new("done-venue-edit", after.name)).await
    }

    /// quick_check, foreign keys, and our own invariants. Empty when all is well.
    pub async fn check(&self) -> Result<Vec<Finding>> {
        Ok(self.0.store.check().await?.into_iter().map(|phrase| Finding { phrase }).collect())
    }

    /// A copy of the whole workspace at `to`, complete or not there at all; refuses to overwrite a file.
    pub async fn backup(&self, to: &Path) -> Result<()> {
        Ok(self.0.store.backup(to).await?)
    }

    /// Replaces the workspace at `workspace` by the backup `from`; what was there is kept beside it, and its path
    /// returned. The workspace must not be open.
    pub async fn restore(from: &Path, workspace: &Path) -> Result<Option<PathBuf>> {
        Ok(store::restore(from, workspace, &holder(&Setup::of_this_computer())).await?)
    }

    /// Closes the file in order (checkpoint, lock given back); copies of files that were shown go.
    pub async fn close(self) -> Result<()> {
        self.settle().await;
        self.stop_talking().await;
        self.forget_copies();

        Ok(self.0.store.close().await?)
    }
}

fn holder(setup: &Setup) -> Holder {
    Holder {
        operator: setup.operator.clone(),
        computer: setup.desk.clone(),
        process: std::process::id(),
        since: (setup.clock)(),
    }
}

/// Where a venue is until its settings say otherwise.
const ZONE: Tz = Tz::Europe__Paris;

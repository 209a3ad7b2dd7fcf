//! One conversation with the server, from its beginning to its end.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::store::Touched;
use crate::sync::link::Link;
use crate::sync::rules::{self, DECLARING, SCHEMA};
use crate::sync::setup::declaration;
use crate::sync::talk::{Ask, Heard, Kept, PAGE, Rest, Step, Talk, Write};
use crate::sync::wire::{ARCHIVED, Page, Rev};

use super::super::live::ONE_BY_ONE;
use super::super::{Desk, Failure, Result};
use super::State;

/// What a conversation did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exchanged {
    /// Operations that the server answered, and of these those that it refused.
    pub sent: usize,
    pub refused: usize,
    /// Rows that came from the server.
    pub taken: usize,
}

/// How many rows are gathered before the lists are brought up to date in the middle of a long conversation.
const MANY: usize = 500;

/// A page that came so fast may be whole again; one that took so long should have been smaller.
const QUICK: Duration = Duration::from_secs(1);
const SLOW: Duration = Duration::from_secs(5);

/// Microseconds. How often this file and the server are compared.
const A_DAY: i64 = 86_400_000_000;

impl Desk {
    /// One conversation; how it stands after a failure is for the caller to tell.
    pub(super) async fn converse(&self) -> Result<Exchanged> {
        let _turn = self.0.sharing.turn.lock().await;
        let Some(shared) = self.shared() else { return Err(Failure::Elsewhere(Phrase::new("failure-not-shared"))) };

        self.0.sharing.taken.store(0, Ordering::Relaxed);
        self.tell(State::Talking).await;

        let mut link = self.link(&shared).await?;
        let mut touched = Touched::new();
        let done = match self.send_files(&mut link).await {
            Ok(()) => self.talk(&mut link, &mut touched).await,
            Err(failure) => Err(failure),
        };

        if !touched.is_empty() {
            self.refresh(touched).await;
        }

        // Who may be known twice is worth knowing, and no conversation failing for.
        let _ = self.weigh_arrivals().await;

        let done = match done {
            Ok(exchanged) => self.fetch_files(&mut link).await.map(|()| exchanged),
            Err(failure) => Err(failure),
        };

        if done.is_ok() {
            // How many there are is worth knowing, and no conversation failing for.
            let sql = "SELECT jsonb_path_query_array(api.conflicts(true), '$[*].entity')::text";
            let open = link.run(sql, &[]).await.unwrap_or_default();
            let entities = open.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str);
            let mine = entities.filter(|entity| self.may(rules::write(entity))).count();

            self.0.sharing.conflicts.store(mine, Ordering::Relaxed);
        }

        link.close().await;

        if done.is_ok() {
            self.0.sharing.agreed.store(false, Ordering::Relaxed);
            self.store().exchanged(self.now().timestamp_micros()).await?;
        }

        self.reload_shared().await?;

        if done.is_ok() {
            self.tell(State::Quiet).await;
        }

        done
    }

    async fn talk(&self, link: &mut Link, touched: &mut Touched) -> Result<Exchanged> {
        let Some(shared) = self.store().shared().await? else {
            return Err(Failure::Elsewhere(Phrase::new("failure-not-shared")));
        };
        let due = shared.verified_at.is_none_or(|at| self.now().timestamp_micros() - at > A_DAY);
        let mut talk = Talk::new(shared.memory, self.0.setup.desk.clone(), SCHEMA);

        if due {
            talk = talk.verifying();
        }

        let mut step = talk.begin();
        let mut exchanged = Exchanged::default();
        let mut declared = false;
        let mut pace = PAGE;
        // The page behind the one that is being written: the server works on it meanwhile.
        let mut ahead: Option<(Rev, Heard)> = None;

        loop {
            let heard = match step {
                Step::Rest(Rest::Quiet) => return Ok(exchanged),
                Step::Rest(Rest::TooNew) if !declared && DECLARING.iter().all(|permission| self.may(permission)) => {
                    declared = true;
                    link.run("SELECT api.declare($1::jsonb)::text", &[Some(declaration().to_string())])
                        .await
                        .map_err(Failure::Elsewhere)?;
                    step = talk.begin();

                    continue;
                }
                Step::Rest(rest) => return Err(Failure::Elsewhere(said(rest))),
                Step::Ask(Ask::Pull { cursor, .. }) => match ahead.take().filter(|(at, _)| *at == cursor) {
                    Some((_, heard)) => heard,
                    None => self.pull(link, cursor, &mut pace).await,
                },
                Step::Ask(ask) => link.ask(&ask, &self.0.setup.desk).await,
                Step::Write(Write::Take(page)) if page.more => {
                    let cursor = page.cursor;
                    let keep = self.keep(Write::Take(page), touched, &mut exchanged);
                    let (kept, heard) = tokio::join!(keep, self.pull(link, cursor, &mut pace));

                    ahead = Some((cursor, heard));

                    Heard::Kept(kept?)
                }
                Step::Write(write) => Heard::Kept(self.keep(write, touched, &mut exchanged).await?),
            };

            step = talk.hear(heard);
        }
    }

    /// Asks for a page, a smaller one on a line that carries it slowly. Never a larger one: taken apart, a page takes ten
    /// times its size, and several are in memory at once.
    async fn pull(&self, link: &mut Link, cursor: Rev, pace: &mut usize) -> Heard {
        let start = std::time::Instant::now();
        let heard = link.ask(&Ask::Pull { cursor, limit: *pace }, &self.0.setup.desk).await;

        *pace = match start.elapsed() {
            took if took < QUICK => PAGE,
            took if took > SLOW => (*pace / 2).max(PAGE / 8),
            _ => *pace,
        };

        heard
    }

    async fn keep(&self, write: Write, touched: &mut Touched, exchanged: &mut Exchanged) -> Result<Kept> {
        if let Write::Settle(pushed) = &write {
            exchanged.sent += pushed.answers.len();
            exchanged.refused +=
                pushed.answers.iter().filter(|answer| answer.outcome == crate::sync::wire::Outcome::Refused).count();
        }

        if let Write::Take(page) = &write {
            self.look_before(page).await?;
            self.note_strangers(page).await?;
            exchanged.taken += page.rows.len();
            self.0.sharing.taken.store(exchanged.taken, Ordering::Relaxed);
        }

        let long = matches!(&write, Write::Take(page) if page.more);
        let (kept, rows) = self.store().converse(write, self.now().timestamp_micros()).await?;

        // Of more than that it is only known that everything has to be read again.
        let room = (usize::try_from(ONE_BY_ONE).unwrap_or(0) + 1).saturating_sub(touched.len());

        touched.extend(rows.into_iter().take(room));

        // What is on screen follows at once; a long conversation brings it up to date at its end.
        if !long && !touched.is_empty() && touched.len() <= MANY {
            self.refresh(std::mem::take(touched)).await;
        }

        Ok(kept)
    }

    /// Stops before much goes out of sight at once, keeping a copy of the file as it is.
    async fn look_before(&self, page: &Page) -> Result<()> {
        let mut gone: BTreeMap<&str, Vec<Id>> = BTreeMap::new();

        for row in page.rows.iter().filter(|row| row.cells.get(ARCHIVED).is_some_and(|at| !at.is_null())) {
            gone.entry(&row.entity).or_default().push(row.id);
        }

        for (entity, ids) in gone {
            let (seen, all) = self.store().in_sight(entity, &ids).await?;

            if seen <= FEW || (seen <= MUCH && seen * 10 <= all) {
                continue;
            }

            if self.0.sharing.agreed.load(Ordering::Relaxed) {
                return Ok(());
            }

            let mut told = Phrase::new("sync-many-archived").with("count", seen).with("path", "");

            if !self.path().as_os_str().is_empty() {
                // Named by how far this file has come: who asks again and again does not copy it again and again.
                let cursor = self.store().shared().await?.map_or(0, |shared| shared.memory.cursor);
                let to = self.path().with_extension(format!("before-exchange-{cursor}.guichet"));

                if !to.exists() {
                    self.backup(&to).await?;
                }

                told = Phrase::new("sync-many-archived").with("count", seen).with("path", to.display().to_string());
            }

            return Err(Failure::Elsewhere(told));
        }

        Ok(())
    }
}

/// So few rows that go at once are never asked about; more than a tenth of an entity is, and more than so many.
const FEW: usize = 10;
const MUCH: usize = 100;

fn said(rest: Rest) -> Phrase {
    match rest {
        Rest::Quiet => Phrase::new("sync-quiet"),
        Rest::Differs => Phrase::new("sync-differs"),
        Rest::OtherServer { name } => Phrase::new("sync-other-server").with("name", name),
        Rest::TooNew => Phrase::new("sync-too-new"),
        Rest::TooOld => Phrase::new("sync-too-old"),
        Rest::Revoked => Phrase::new("sync-revoked"),
        Rest::Misunderstood(detail) => Phrase::new("sync-misunderstood").with("detail", detail),
        Rest::Fault(detail) => Phrase::new("sync-fault").with("detail", detail),
    }
}

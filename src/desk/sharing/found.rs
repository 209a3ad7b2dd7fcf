//! Founding: a PostgreSQL database becomes the place where desks meet, and this desk the first of them.

use crate::domain::TABLES;
use crate::domain::entity::Id;
use crate::domain::phrase::{Phrase, Problem};
use crate::store::{Shared, Upload, server_script};
use crate::sync::address::Address;
use crate::sync::link::Link;
use crate::sync::setup::{Founded, Founder, Founding as Setup, Loaded, upgrade};
use crate::sync::talk::Memory;
use crate::sync::wire::{Mark, Operator};
use crate::sync::{rules, scram};

use super::super::{Desk, Failure, Job, Result};
use super::State;

/// What founding takes.
#[derive(Clone)]
pub struct Founding {
    /// Where, and the login of the database's administrator: used once, kept nowhere.
    pub administrator: Address,
    pub secret: String,
    /// The name of the workspace there; empty: the venue's.
    pub workspace: String,
    /// The name of the operator there; empty: who is logged in to this computer.
    pub operator: String,
}

impl Desk {
    /// Shares this workspace: makes roles, tables and functions in the database, uploads everything, and goes on as its
    /// first desk, with a login of its own. The sentence tells what the operator should know (no keychain).
    ///
    /// # Errors
    /// `Refused` when it is shared already; `Elsewhere` when the server would not. Nothing is left there or here then.
    pub async fn share(&self, founding: Founding, job: &Job) -> Result<Option<Phrase>> {
        let unfinished = self.shared();

        if unfinished.as_ref().is_some_and(|shared| !never_finished(shared, &founding.administrator)) {
            return Err(Problem::new("sync-shared-here").into());
        }

        let settings = self.settings();
        let or = |given: &str, otherwise: &str| match given.trim() {
            "" => otherwise.trim().to_owned(),
            given => given.to_owned(),
        };
        let workspace = or(&or(&founding.workspace, &settings.name), "Guichet");
        let operator = or(&founding.operator, &self.0.setup.operator);
        let secret = scram::new_secret().map_err(Failure::Elsewhere)?;
        let desk = Id::now_v7();

        job.set_total(self.store().upload_size().await? as u64);

        let mut founder = Founder::new(&founding.administrator, &founding.secret, &server_script)
            .await
            .map_err(Failure::Elsewhere)?;

        if let Some(unfinished) = unfinished {
            self.forget_secret(&unfinished.address).await;
        }

        let founded = founder
            .found(&Setup {
                workspace: &workspace,
                operator: &operator,
                computer: &self.0.setup.desk,
                desk,
                secret: &secret,
            })
            .await
            .map_err(Failure::Elsewhere)?;
        let address = Address { login: founded.login.clone(), ..founding.administrator.clone() };

        // From here on changes wait in the outbox: what is made during the upload is in it, in the outbox, or in both.
        self.store()
            .share(&Shared {
                address: address.clone(),
                computer: None,
                workspace,
                memory: Memory {
                    server: founded.server,
                    desk,
                    cursor: 0,
                    marks: Vec::new(),
                    acked: 0,
                    sent: 0,
                    epoch: 0,
                },
                operator: Operator { id: founded.operator, name: operator, role: "administrator".to_owned() },
                permissions: rules::PERMISSIONS.iter().map(|&name| name.to_owned()).collect(),
                offline: false,
                exchanged_at: None,
                verified_at: None,
            })
            .await?;

        // Before the server knows the login: what is cut here leaves no workspace whose secret nobody has.
        let told = self.keep_secret(&address, &secret).await;
        let uploaded = tokio::select! {
            uploaded = self.upload(founder, &founded, desk, job) => uploaded,
            () = job.cancelled() => Err(Failure::Cancelled),
        };

        match uploaded {
            // The workspace is shared whatever comes of this: what is not noted now, the first conversation takes in.
            Ok(loaded) if loaded.exact => drop(self.note_revisions(&address, &secret, loaded.mark).await),
            Ok(_) => {}
            Err(failure) => match Link::open(&address, &secret).await {
                // The last answer was lost, and the workspace is there: its login tells.
                Ok(link) => link.close().await,
                Err(_) => {
                    self.store().unshare().await?;
                    self.forget_secret(&address).await;

                    return Err(failure);
                }
            },
        }

        self.reload_shared().await?;

        let hashes = self.store().contents().await?;

        if !hashes.is_empty() {
            let mut link = Link::open(&address, &secret).await.map_err(Failure::Elsewhere)?;

            self.put_files(&mut link, &hashes).await?;
            link.close().await;
        }

        self.tell(State::Quiet).await;
        self.0.sharing.wake();

        Ok(told)
    }
}

impl Desk {
    /// Brings the server of this shared workspace up to this program, as the database's administrator. Gives its version
    /// before and after: the same when there was nothing to do.
    ///
    /// # Errors
    /// `Elsewhere` when this workspace is not shared, or not in that database, or the server would not.
    pub async fn upgrade_server(&self, administrator: &Address, secret: &str) -> Result<(i32, i32)> {
        let Some(shared) = self.shared() else { return Err(Failure::Elsewhere(Phrase::new("failure-not-shared"))) };

        upgrade(administrator, secret, &server_script, shared.memory.server).await.map_err(Failure::Elsewhere)
    }

    async fn upload(&self, mut founder: Founder, founded: &Founded, desk: Id, job: &Job) -> Result<Loaded> {
        let mut upload = Upload::default();
        let mut count = 0;
        let mut pieces = self.store().upload(&mut upload).await?;

        while !pieces.is_empty() {
            // The next ones are read while these go.
            let (copied, next) = tokio::join!(founder.copy(&pieces), self.store().upload(&mut upload));

            copied.map_err(Failure::Elsewhere)?;
            count += pieces.len();
            job.step(count as u64)?;
            pieces = next?;
        }

        founder.finish(founded, desk).await.map_err(Failure::Elsewhere)
    }

    /// The server has what this file has: only the revisions that it gave are missing here.
    async fn note_revisions(&self, address: &Address, secret: &str, mark: Mark) -> Result<()> {
        let Ok(mut link) = Link::open(address, secret).await else { return Ok(()) };

        for table in TABLES {
            let mut after = Id::nil();

            loop {
                let Ok(revs) = link.revisions(table.name, after, mark.0).await else { return Ok(()) };
                let Some((last, _)) = revs.last() else { break };

                after = *last;
                self.store().uploaded(table.name, &revs).await?;
            }
        }

        link.close().await;

        self.store().known_up_to(mark).await.map_err(Failure::from)
    }
}

/// Whether this may be left of a founding in this database that was broken off, by a power cut say: nothing was ever
/// exchanged. What the database holds decides.
fn never_finished(shared: &Shared, administrator: &Address) -> bool {
    let place = |address: &Address| (address.host.clone(), address.port, address.database.clone());

    shared.exchanged_at.is_none() && shared.memory.cursor == 0 && place(&shared.address) == place(administrator)
}

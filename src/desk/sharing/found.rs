//! Founding: a PostgreSQL database becomes the place where desks meet, and this desk the first of them.

use crate::domain::entity::Id;
use crate::domain::phrase::{Phrase, Problem};
use crate::store::{Shared, Upload, server_script};
use crate::sync::address::Address;
use crate::sync::link::Link;
use crate::sync::setup::{Founder, Founding as Setup};
use crate::sync::talk::Memory;
use crate::sync::wire::Operator;
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
        let uploaded = async {
            let mut upload = Upload::default();
            let mut count = 0;

            loop {
                let pieces = self.store().upload(&mut upload).await?;

                if pieces.is_empty() {
                    break;
                }

                founder.copy(&pieces).await.map_err(Failure::Elsewhere)?;
                count += pieces.len();
                job.step(count as u64)?;
            }

            let finished = founder.finish(&founded, desk).await;

            match finished {
                // The answer may be lost and the workspace there: its login tells.
                Err(_) if let Ok(link) = Link::open(&address, &secret).await => {
                    link.close().await;

                    Ok(())
                }
                finished => finished.map_err(Failure::Elsewhere),
            }
        }
        .await;

        if let Err(failure) = uploaded {
            self.store().unshare().await?;
            self.forget_secret(&address).await;

            return Err(failure);
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

/// Whether this may be left of a founding in this database that was broken off, by a power cut say: nothing was ever
/// exchanged. What the database holds decides.
fn never_finished(shared: &Shared, administrator: &Address) -> bool {
    let place = |address: &Address| (address.host.clone(), address.port, address.database.clone());

    shared.exchanged_at.is_none() && shared.memory.cursor == 0 && place(&shared.address) == place(administrator)
}

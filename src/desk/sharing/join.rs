//! Joining: a one-time code makes this computer a desk of a shared workspace.

use std::path::Path;

use crate::domain::entity::Id;
use crate::domain::phrase::{Phrase, Problem};
use crate::store::Shared;
use crate::sync::address::Address;
use crate::sync::invite::Invitation;
use crate::sync::link::Link;
use crate::sync::scram;
use crate::sync::talk::Memory;
use crate::sync::wire::{Greeting, Hello, Operator};

use super::super::{Desk, Failure, Result, Setup};

/// What joining takes.
#[derive(Clone)]
pub struct Joining {
    /// The code as the invitation gave it.
    pub code: String,
    /// The operator's name, as the others will read it; empty: who is logged in to this computer.
    pub operator: String,
}

impl Desk {
    /// Joins a shared workspace with a new file at `path`, where there must be none. What the others have comes with the
    /// first [`Desk::exchange`]. The sentence tells what the operator should know (no keychain).
    ///
    /// # Errors
    /// `Refused` when there is a file; `Elsewhere` when the code is none, was used, or is older than 72 hours, or the
    /// server is out of reach.
    pub async fn join(path: &Path, setup: Setup, joining: Joining) -> Result<(Self, Option<Phrase>)> {
        if path.exists() {
            return Err(Problem::new(Phrase::new("failure-exists").with("path", path.display().to_string())).into());
        }

        let invitation = Invitation::read(&joining.code).map_err(Failure::Elsewhere)?;
        let name = match joining.operator.trim() {
            "" => setup.operator.clone(),
            name => name.to_owned(),
        };
        let secret = scram::new_secret().map_err(Failure::Elsewhere)?;
        let desk = Id::now_v7();
        let mut link = Link::open(&invitation.address, &invitation.secret).await.map_err(Failure::Elsewhere)?;
        let accepted = link
            .run(
                "SELECT api.accept($1, $2, $3::uuid, $4)::text",
                &[
                    Some(name.clone()),
                    Some(setup.desk.clone()),
                    Some(desk.to_string()),
                    Some(scram::verifier(&secret).map_err(Failure::Elsewhere)?),
                ],
            )
            .await
            .map_err(Failure::Elsewhere)?;

        link.close().await;

        let login = accepted["login"].as_str().unwrap_or_default().to_owned();
        let address = Address { login, ..invitation.address };
        let greeting = greet(&address, &secret, desk, &setup.desk).await?;
        let joined = Self::open(path, setup).await?;

        joined
            .store()
            .share(&Shared {
                address: address.clone(),
                workspace: greeting.workspace,
                memory: Memory {
                    server: greeting.server,
                    desk,
                    cursor: 0,
                    marks: Vec::new(),
                    acked: 0,
                    sent: 0,
                    epoch: 0,
                },
                operator: Operator { name, ..greeting.operator },
                permissions: greeting.permissions,
                offline: false,
                exchanged_at: None,
                verified_at: None,
            })
            .await?;
        joined.reload_shared().await?;

        let told = joined.keep_secret(&address, &secret).await;

        Ok((joined, told))
    }
}

async fn greet(address: &Address, secret: &str, desk: Id, computer: &str) -> Result<Greeting> {
    use crate::sync::talk::{Ask, Heard};

    let mut link = Link::open(address, secret).await.map_err(Failure::Elsewhere)?;
    let hello = Hello { desk, schema: crate::sync::rules::SCHEMA, marks: Vec::new(), computer: computer.to_owned() };
    let heard = link.ask(&Ask::Hello(hello), computer).await;

    link.close().await;

    match heard {
        Heard::Greeting(greeting) => Ok(greeting),
        _ => Err(Failure::Elsewhere(Phrase::new("sync-fault").with("detail", "hello"))),
    }
}

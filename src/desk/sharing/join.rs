//! Joining: a one-time code makes this computer a desk of a shared workspace.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::domain::entity::Id;
use crate::domain::phrase::{Phrase, Problem};
use crate::store::Shared;
use crate::sync::address::Address;
use crate::sync::invite::Invitation;
use crate::sync::link::Link;
use crate::sync::scram;
use crate::sync::talk::Memory;
use crate::sync::wire::{Greeting, Hello};

use super::super::{Desk, Failure, Result, Setup};

/// What joining takes.
#[derive(Clone, Default)]
pub struct Joining {
    /// The code as the invitation gave it.
    pub code: String,
    /// The operator's name, as the others will read it; empty: as they were invited.
    pub operator: String,
    /// What this desk is to be called among the others; empty: like this computer.
    pub computer: String,
}

/// What a desk keeps under the login of its invitation from the moment it is let in until it is one of the desks: who loses
/// the answer comes in with it.
#[derive(Serialize, Deserialize)]
struct Seat {
    login: String,
    desk: Id,
    secret: String,
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
        let computer = Some(joining.computer.trim().to_owned()).filter(|name| !name.is_empty());
        let setup = Setup { desk: computer.clone().unwrap_or(setup.desk), ..setup };
        let (seat, greeting) = match take_up(&invitation, &setup).await? {
            Some(taken) => taken,
            None => accept(&invitation, &setup, &joining).await?,
        };
        let address = Address { login: seat.login.clone(), ..invitation.address.clone() };
        let joined = Self::open(path, setup).await?;

        joined
            .store()
            .share(&Shared {
                address: address.clone(),
                computer,
                workspace: greeting.workspace,
                memory: Memory {
                    server: greeting.server,
                    desk: seat.desk,
                    cursor: 0,
                    marks: Vec::new(),
                    acked: 0,
                    sent: 0,
                    epoch: 0,
                },
                operator: greeting.operator,
                permissions: greeting.permissions,
                offline: false,
                exchanged_at: None,
                verified_at: None,
            })
            .await?;
        joined.reload_shared().await?;

        let told = joined.keep_secret(&address, &seat.secret).await;

        joined.forget_kept(&invitation.address).await;

        Ok((joined, told))
    }
}

/// Comes in where an earlier attempt was let in and did not hear of it; none when there was none.
async fn take_up(invitation: &Invitation, setup: &Setup) -> Result<Option<(Seat, Greeting)>> {
    let (keychain, address) = (setup.keychain.clone(), invitation.address.clone());
    let kept = tokio::task::spawn_blocking(move || keychain.find(&address)).await;
    let kept = kept.ok().and_then(std::result::Result::ok).flatten();
    let Some(seat) = kept.and_then(|kept| serde_json::from_str::<Seat>(&kept).ok()) else { return Ok(None) };
    let address = Address { login: seat.login.clone(), ..invitation.address.clone() };
    let greeting = greet(&address, &seat.secret, seat.desk, &setup.desk).await;

    // It was not let in after all.
    if refused(&greeting) {
        return Ok(None);
    }

    Ok(Some((seat, greeting.map_err(cut)?)))
}

/// Uses the invitation. The answer names the login before the server does what it says: whatever is lost from there on,
/// logging in with it tells what became of it.
async fn accept(invitation: &Invitation, setup: &Setup, joining: &Joining) -> Result<(Seat, Greeting)> {
    let name = [joining.operator.trim(), &invitation.name, &setup.operator];
    let name = name.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned();
    let secret = scram::new_secret().map_err(Failure::Elsewhere)?;
    let verifier = scram::verifier(&secret).map_err(Failure::Elsewhere)?;
    let desk = Id::now_v7();
    let mut link = Link::open(&invitation.address, &invitation.secret).await.map_err(over)?;

    link.begin().await.map_err(over)?;

    let accepted = link
        .run(
            "SELECT api.accept($1, $2, $3::uuid, $4)::text",
            &[Some(name), Some(setup.desk.clone()), Some(desk.to_string()), Some(verifier)],
        )
        .await
        .map_err(over)?;
    let seat = Seat { login: accepted["login"].as_str().unwrap_or_default().to_owned(), desk, secret };

    keep(&seat, invitation, setup).await;

    let committed = link.commit().await;

    link.close().await;

    let address = Address { login: seat.login.clone(), ..invitation.address.clone() };
    let mut greeting = greet(&address, &seat.secret, desk, &setup.desk).await;

    for _ in 0..3 {
        if greeting.is_ok() || refused(&greeting) {
            break;
        }

        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        greeting = greet(&address, &seat.secret, desk, &setup.desk).await;
    }

    match (greeting, committed) {
        (Ok(greeting), _) => Ok((seat, greeting)),
        (Err(_), Err(trouble)) => Err(cut(over(trouble))),
        (Err(failure), Ok(())) => Err(cut(failure)),
    }
}

/// A line that failed between being let in and being there.
fn cut(failure: Failure) -> Failure {
    let phrase = failure.phrase();

    match phrase.key.as_ref() {
        "sync-fault" | "sync-unreachable" => {
            let detail = phrase.args.into_iter().find(|(name, _)| name == "detail").map(|(_, detail)| detail);

            Failure::Elsewhere(Phrase::new("sync-join-cut").with("detail", detail.unwrap_or_else(|| "–".into())))
        }
        _ => failure,
    }
}

fn refused(greeting: &Result<Greeting>) -> bool {
    matches!(greeting, Err(failure) if failure.phrase().key == "sync-login-refused")
}

/// Without a keychain nothing is kept: the attempts that follow here are all there are.
async fn keep(seat: &Seat, invitation: &Invitation, setup: &Setup) {
    let (keychain, address) = (setup.keychain.clone(), invitation.address.clone());
    let kept = serde_json::to_string(seat).unwrap_or_default();
    let _ = tokio::task::spawn_blocking(move || keychain.keep(&address, &kept)).await;
}

/// What a login that was refused means for an invitation.
fn over(trouble: Phrase) -> Failure {
    Failure::Elsewhere(match trouble.key.as_ref() {
        "sync-login-refused" | "sync-revoked" => Phrase::new("sync-invitation-over"),
        _ => trouble,
    })
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

//! Keeping in touch: a conversation after each local change, when another desk pushed something, and now and then.

use std::sync::Weak;
use std::time::Duration;

use crate::domain::entity::Instant;
use crate::sync::link::Listener;

use super::super::{Desk, Failure, Inner};
use super::State;

/// How long the server is left alone when nobody said anything, and after trouble; each with a little chance, so that
/// desks that lost the same network do not come back as one.
const SLOW: Duration = Duration::from_secs(45);
const LEAST: Duration = Duration::from_secs(2);
const MOST: Duration = Duration::from_secs(60);

/// Changes come in bursts: an action is followed by another.
const BREATH: Duration = Duration::from_millis(80);

impl Desk {
    /// Exchanges in the background for as long as this desk is open. Does nothing for a workspace that is not shared,
    /// until it is.
    pub fn keep_in_touch(&self) {
        let inner = std::sync::Arc::downgrade(&self.0);

        tokio::spawn(async move { keep(inner).await });
    }
}

async fn keep(inner: Weak<Inner>) {
    let mut listener: Option<Listener> = None;
    let mut pause = LEAST;
    let mut since: Option<Instant> = None;

    while let Some(desk) = inner.upgrade().map(Desk) {
        let wait = match desk.shared() {
            None => {
                desk.tell(State::Alone).await;
                MOST
            }
            Some(shared) if shared.offline => {
                listener = None;
                desk.tell(State::Offline).await;
                MOST
            }
            Some(shared) => {
                if listener.is_none()
                    && let Ok(secret) = desk.secret(&shared.address).await
                {
                    listener = Listener::open(&shared.address, &secret).await;
                }

                match desk.exchange().await {
                    Ok(_) => {
                        since = None;
                        pause = LEAST;
                        desk.tell(State::Quiet).await;
                        SLOW
                    }
                    Err(failure) => {
                        listener = None;
                        desk.tell(state(&desk, &failure, &mut since)).await;
                        pause = (pause * 2).min(MOST);
                        pause
                    }
                }
            }
        };
        let wake = desk.0.sharing.wake.clone();

        // The desk may be closed meanwhile: what waits here must not keep it open.
        drop(desk);

        let heard = async {
            match &mut listener {
                Some(listener) => listener.heard().await,
                None => std::future::pending().await,
            }
        };

        tokio::select! {
            () = wake.notified() => tokio::time::sleep(BREATH).await,
            still = heard => if !still { listener = None },
            () = tokio::time::sleep(jitter(wait)) => {}
        }
    }
}

fn state(desk: &Desk, failure: &Failure, since: &mut Option<Instant>) -> State {
    let phrase = failure.phrase();

    match phrase.key.as_ref() {
        "sync-no-secret" | "sync-no-keychain" => State::NeedsSecret(phrase),
        "sync-other-server" | "sync-many-archived" | "sync-differs" | "sync-too-old" | "sync-too-new"
        | "sync-revoked" | "sync-login-refused" | "sync-needs-tls" => State::Stopped(phrase),
        _ => State::Apart { since: *since.get_or_insert_with(|| desk.now()), why: phrase },
    }
}

fn jitter(wait: Duration) -> Duration {
    let nanos =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());

    wait + wait.mul_f64(f64::from(nanos % 1_000) / 4_000.0)
}

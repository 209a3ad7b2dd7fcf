//! Keeping in touch: a conversation after each local change, when another desk pushed something, and now and then.

use std::sync::{PoisonError, Weak};
use std::time::Duration;

use crate::sync::link::Listener;

use super::super::{Desk, Failure, Inner, Result};
use super::{Exchanged, State};

/// How long the server is left alone when nobody said anything, and after trouble; each with a little chance, so that
/// desks that lost the same network do not come back as one.
const SLOW: Duration = Duration::from_secs(45);
const LEAST: Duration = Duration::from_secs(2);
const MOST: Duration = Duration::from_secs(20);

/// Changes come in bursts: an action is followed by another.
const BREATH: Duration = Duration::from_millis(80);

impl Desk {
    /// Says and takes in everything there is, once.
    ///
    /// # Errors
    /// `Elsewhere` with a sentence: not shared, out of reach, no secret, another workspace, too old, revoked. Nothing is
    /// lost; what waits goes on waiting.
    pub async fn exchange(&self) -> Result<Exchanged> {
        let done = self.converse().await;

        match &done {
            Ok(_) => *self.0.sharing.apart.write().unwrap_or_else(PoisonError::into_inner) = None,
            Err(failure) if self.shared().is_some() => self.tell(self.after(failure)).await,
            Err(_) => {}
        }

        done
    }

    /// How it stands after a conversation that failed.
    fn after(&self, failure: &Failure) -> State {
        let phrase = failure.phrase();

        match phrase.key.as_ref() {
            "sync-no-secret" | "sync-no-keychain" => State::NeedsSecret(phrase),
            "sync-other-server" | "sync-many-archived" | "sync-differs" | "sync-too-old" | "sync-too-new"
            | "sync-revoked" | "sync-login-refused" | "sync-needs-tls" => State::Stopped(phrase),
            _ => {
                let mut apart = self.0.sharing.apart.write().unwrap_or_else(PoisonError::into_inner);

                State::Apart { since: *apart.get_or_insert_with(|| self.now()), why: phrase }
            }
        }
    }

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
                match desk.exchange().await {
                    Ok(_) if listener.is_some() => {
                        pause = LEAST;
                        SLOW
                    }
                    // Listens, and then exchanges once more what came before it did. Only now: whether the server is
                    // there, the exchange says at once.
                    Ok(_) => {
                        pause = LEAST;

                        if let Ok(secret) = desk.secret(&shared.address).await {
                            listener = Listener::open(&shared.address, &secret).await;
                        }

                        if listener.is_some() { Duration::ZERO } else { SLOW }
                    }
                    Err(_) => {
                        listener = None;
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

fn jitter(wait: Duration) -> Duration {
    let nanos =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());

    wait + wait.mul_f64(f64::from(nanos % 1_000) / 4_000.0)
}

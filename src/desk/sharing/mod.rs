//! Sharing the workspace with other desks: founding and joining, the conversation in the background, the team.
//!
//! - `found` makes a PostgreSQL database the place where desks meet; `join` makes this computer one of them.
//! - `exchange` one conversation from beginning to end; `touch` keeps having them; `files` the contents of files.
//! - `team` operators, desks, invitations; `review` conflicts and what was refused, `mend` the rules for writing it again;
//!   `arrivals` who came and may be known here already.

mod arrivals;
mod exchange;
mod files;
mod found;
mod join;
mod mend;
mod review;
mod team;
mod touch;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::{Notify, watch};

use crate::domain::entity::Instant;
use crate::domain::phrase::{Phrase, Problem};
use crate::store::{Shared, Tx};
use crate::sync::rules;

use super::{Desk, Failure, Result};

pub use crate::domain::team::Role;
pub use crate::domain::typed::Input;
pub use crate::sync::address::{Address, Trust};
pub use crate::sync::invite::Invitation;
pub use crate::sync::rules::{PERMISSIONS, granted, permission, takes, write as writes};
pub use crate::sync::wire::{Cells, Op, Why};
pub use exchange::Exchanged;
pub use found::Founding;
pub use join::Joining;
pub use review::{Conflict, Refusal, Side, Written};
pub use team::{DeskSeen, Exception, Invited, Member as TeamMember, Team};

/// How the workspace is shared, as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    pub state: State,
    /// Changes made here that the server has not answered.
    pub waiting: usize,
    /// Changes that it refused, to be decided.
    pub refused: usize,
    /// Fields that two desks changed, to be looked at; as the last conversation found them.
    pub conflicts: usize,
    /// When the last conversation came to its end.
    pub exchanged: Option<Instant>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// The workspace is this computer's only.
    Alone,
    /// A conversation is under way.
    Talking,
    /// Everything was shared and taken in.
    Quiet,
    /// The operator chose to work without the network.
    Offline,
    /// Out of reach since then; it tries again by itself.
    Apart { since: Instant, why: Phrase },
    /// It needs a decision: another workspace at this address, access revoked, a program that is too old.
    Stopped(Phrase),
    /// The keychain does not have the secret of this desk, or there is none: the operator has to give it.
    NeedsSecret(Phrase),
}

/// What a desk keeps of sharing while it is open.
pub(super) struct Sharing {
    shared: RwLock<Option<Arc<Shared>>>,
    /// Given by the operator, where there is no keychain.
    given: RwLock<Option<String>>,
    /// Whether no keychain took it.
    unkept: AtomicBool,
    status: watch::Sender<Status>,
    wake: Arc<Notify>,
    /// Whether the operator agreed to what the next conversation takes out of sight.
    agreed: AtomicBool,
    /// Rows taken in by the conversation under way, or the last one.
    taken: AtomicUsize,
    conflicts: AtomicUsize,
    arrivals: Mutex<arrivals::Arrivals>,
    arrived: AtomicUsize,
    /// Since when the server is out of reach.
    apart: RwLock<Option<Instant>>,
    /// One conversation at a time.
    turn: tokio::sync::Mutex<()>,
}

impl Sharing {
    pub fn new(shared: Option<Shared>) -> Self {
        let state = if shared.is_some() { State::Talking } else { State::Alone };

        Self {
            shared: RwLock::new(shared.map(Arc::new)),
            given: RwLock::default(),
            unkept: AtomicBool::new(false),
            agreed: AtomicBool::new(false),
            status: watch::Sender::new(Status { state, waiting: 0, refused: 0, conflicts: 0, exchanged: None }),
            wake: Arc::default(),
            taken: AtomicUsize::new(0),
            conflicts: AtomicUsize::new(0),
            arrivals: Mutex::default(),
            arrived: AtomicUsize::new(0),
            apart: RwLock::default(),
            turn: tokio::sync::Mutex::new(()),
        }
    }

    fn get(&self) -> Option<Arc<Shared>> {
        self.shared.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, shared: Option<Shared>) {
        *self.shared.write().unwrap_or_else(PoisonError::into_inner) = shared.map(Arc::new);
    }

    /// There is something to say.
    pub fn wake(&self) {
        self.wake.notify_one();
    }
}

/// How the actions begin that say to the server again what it did not take.
const AGAIN: &str = "sync.";

fn barred(permission: &str) -> Failure {
    Problem::new(Phrase::new("sync-role-may-not").with("permission", rules::permission(permission))).into()
}

impl Desk {
    /// How the workspace is shared; none when it is not.
    pub fn shared(&self) -> Option<Arc<Shared>> {
        self.0.sharing.get()
    }

    /// The state of the conversation, now and as it changes.
    pub fn sharing_status(&self) -> watch::Receiver<Status> {
        self.0.sharing.status.subscribe()
    }

    /// How many rows the conversation under way has taken in; the last one, when there is none.
    pub fn taken(&self) -> usize {
        self.0.sharing.taken.load(Ordering::Relaxed)
    }

    /// Whether the operator may: always in a workspace that is not shared.
    pub fn may(&self, permission: &str) -> bool {
        self.shared().is_none_or(|shared| {
            // Before the first conversation nothing is known; the server decides all the same.
            shared.permissions.is_empty() || shared.permissions.iter().any(|known| known == permission)
        })
    }

    pub(crate) fn allowed(&self, action: &str) -> Result<()> {
        match rules::takes(action) {
            Some(permission) if !self.may(permission) => Err(barred(permission)),
            _ => Ok(()),
        }
    }

    /// Whether the operator may write everything that an action changed: the server judges row by row, and what it would
    /// refuse of an action is not done in part here. What is sent again is the server's to judge.
    pub(crate) async fn allowed_in(&self, tx: &Tx) -> Result<()> {
        if tx.action().starts_with(AGAIN) || rules::PERMISSIONS.iter().all(|permission| self.may(permission)) {
            return Ok(());
        }

        let entities = tx.entities().await?;

        match entities.iter().map(|entity| rules::write(entity)).find(|permission| !self.may(permission)) {
            Some(permission) => Err(barred(permission)),
            None => Ok(()),
        }
    }

    /// Gives the secret of this desk, where no keychain keeps it.
    pub fn give_secret(&self, secret: &str) {
        *self.0.sharing.given.write().unwrap_or_else(PoisonError::into_inner) = Some(secret.to_owned());
        self.0.sharing.wake();
    }

    /// The secret of this desk, where no keychain keeps it: the operator has to note it down, it lies nowhere else.
    pub fn secret_to_note(&self) -> Option<String> {
        let unkept = self.0.sharing.unkept.load(Ordering::Relaxed);

        self.0.sharing.given.read().unwrap_or_else(PoisonError::into_inner).clone().filter(|_| unkept)
    }

    /// Why the operator has to give the secret of this desk; none when it is there, or not needed.
    pub async fn wants_secret(&self) -> Option<Phrase> {
        self.secret(&self.shared()?.address).await.err()
    }

    /// The operator noted the secret.
    pub fn secret_noted(&self) {
        self.0.sharing.unkept.store(false, Ordering::Relaxed);
    }

    /// Has the next conversation in the background now, which tells how it stands.
    pub fn try_again(&self) {
        self.0.sharing.wake();
    }

    /// Works without the network from now on, or with it again.
    pub async fn set_offline(&self, offline: bool) -> Result<()> {
        self.store().set_offline(offline).await?;
        self.reload_shared().await?;
        self.0.sharing.wake();

        Ok(())
    }

    /// Agrees that the next conversation takes out of sight what [`Desk::exchange`] stopped at (`sync-many-archived`).
    pub fn agree_to_archive(&self) {
        self.0.sharing.agreed.store(true, Ordering::Relaxed);
        self.0.sharing.wake();
    }

    /// Leaves the shared workspace: everything stays here, and nothing is sent any more. The server is told if it can be.
    ///
    /// # Errors
    /// `Elsewhere` when nobody would be left to manage the team, while other desks take part.
    pub async fn leave(&self) -> Result<()> {
        let _turn = self.0.sharing.turn.lock().await;
        let Some(shared) = self.shared() else { return Ok(()) };

        if let Ok(mut link) = self.link(&shared).await {
            // Out of reach, the administrator can still revoke it.
            let told = link.run("SELECT api.leave()::text", &[]).await;
            let last = told.err().filter(|trouble| trouble.key == "sync-last-administrator");
            let desks = match &last {
                Some(_) => link.run("SELECT api.desks()::text", &[]).await.unwrap_or_default(),
                None => serde_json::Value::Null,
            };

            link.close().await;

            if let Some(last) = last
                && desks.as_array().is_some_and(|desks| desks.len() > 1)
            {
                return Err(Failure::Elsewhere(last));
            }
        }

        self.forget_secret(&shared.address).await;
        self.store().unshare().await?;
        self.reload_shared().await?;
        self.tell(State::Alone).await;

        Ok(())
    }

    /// Waits a moment for a conversation to come to its end; what it did not say, the next one does.
    pub(super) async fn stop_talking(&self) {
        let _ = tokio::time::timeout(std::time::Duration::from_secs(2), self.0.sharing.turn.lock()).await;
    }

    async fn reload_shared(&self) -> Result<()> {
        self.0.sharing.set(self.store().shared().await?);

        Ok(())
    }

    /// The secret of this desk: given, or from the keychain.
    async fn secret(&self, address: &Address) -> std::result::Result<String, Phrase> {
        if let Some(given) = self.0.sharing.given.read().unwrap_or_else(PoisonError::into_inner).clone() {
            return Ok(given);
        }

        let (keychain, address) = (self.0.setup.keychain.clone(), address.clone());
        let found = tokio::task::spawn_blocking(move || keychain.find(&address)).await;

        found
            .unwrap_or_else(|_| Err(Phrase::new("sync-no-keychain").with("detail", "")))?
            .ok_or_else(|| Phrase::new("sync-no-secret"))
    }

    /// Keeps the secret for the next start; tells why it could not.
    async fn keep_secret(&self, address: &Address, secret: &str) -> Option<Phrase> {
        *self.0.sharing.given.write().unwrap_or_else(PoisonError::into_inner) = Some(secret.to_owned());

        let (keychain, address, secret) = (self.0.setup.keychain.clone(), address.clone(), secret.to_owned());
        let kept = tokio::task::spawn_blocking(move || keychain.keep(&address, &secret)).await;

        let trouble = kept.unwrap_or_else(|_| Err(Phrase::new("sync-no-keychain").with("detail", ""))).err();

        self.0.sharing.unkept.store(trouble.is_some(), Ordering::Relaxed);

        trouble
    }

    async fn forget_secret(&self, address: &Address) {
        *self.0.sharing.given.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.forget_kept(address).await;
    }

    /// Takes what is kept under this address out of the keychain.
    async fn forget_kept(&self, address: &Address) {
        let (keychain, address) = (self.0.setup.keychain.clone(), address.clone());

        // Without a keychain there is nothing to forget.
        let _ = tokio::task::spawn_blocking(move || keychain.forget(&address)).await;
    }

    async fn link(&self, shared: &Shared) -> Result<crate::sync::link::Link> {
        let secret = self.secret(&shared.address).await.map_err(Failure::Elsewhere)?;

        crate::sync::link::Link::open(&shared.address, &secret).await.map_err(Failure::Elsewhere)
    }

    async fn tell(&self, state: State) {
        let waiting = self.store().waiting().await.unwrap_or(0);
        let refused = self.store().refused().await.map_or(0, |refused| refused.len());
        let conflicts = self.0.sharing.conflicts.load(Ordering::Relaxed);
        // Counted anew the next time, if it could not be.
        let _ = self.count_arrivals().await;
        let exchanged = self.shared().and_then(|shared| Instant::from_timestamp_micros(shared.exchanged_at?));

        self.0.sharing.status.send_if_modified(|status| {
            let now = Status { state, waiting, refused, conflicts, exchanged };
            let changed = *status != now;

            *status = now;

            changed
        });
    }
}

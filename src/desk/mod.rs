//! Every action an operator can take. Each write checks the rule, then changes rows and appends to the journal in one
//! transaction, then brings the directory up to date, and says what it did.
//!
//! Rooms by subject: `workspace` (opening, settings, backup), `members`, `subscriptions` with the rules of a `sale`,
//! `products`, `fields` of the venue's own with their `attachments`, `tickets`, `duplicates` (who may be known twice),
//! `sharing` with other desks, `lists` (what the lists show, `shown` their rows), `history` (journal, undo, redo),
//! `sources` (who gave each value); `live` keeps the directory current.
//!
//! An action is written so (see [`crate::store::Tx`] for what can be done inside):
//! ```ignore
//! let mut tx = self.begin("member.add").await?;
//! tx.insert(&member).await?;
//! self.commit(tx, Done::new("done-member-add", member.display_name())).await
//! ```

mod among;
mod attachments;
mod demo;
pub mod duplicates;
pub mod export;
pub mod failure;
mod fields;
mod history;
pub mod import;
pub mod job;
mod layouts;
mod lists;
mod live;
mod members;
mod products;
mod sale;
pub mod sharing;
mod shown;
mod sources;
mod subscriptions;
#[cfg(test)]
mod tests;
mod tickets;
mod workspace;

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, RwLock};

use crate::domain::custom::{CustomField, FieldKind};
use crate::domain::entity::{Id, Instant};
use crate::domain::member::Member;
use crate::domain::money::{Method, Payment};
use crate::domain::period::Period;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::query::MemberRow;
use crate::domain::subscription::{Standing, Subscription};
use crate::domain::ticket::Ticket;
use crate::domain::venue::Venue;
use crate::store::{self, Store, Tx};

pub use crate::domain::product::Offer;
pub use crate::sync::secret::Keychain;
pub use failure::{Failure, Result};
pub use fields::Said;
pub use job::Job;
pub use layouts::ExportLayout;
pub use sources::{Giver, Source};

/// One computer with a workspace open. Cheap to clone; all clones are the same desk.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    store: Store,
    setup: Setup,
    live: live::Live,
    venue: RwLock<Arc<Venue>>,
    revision: AtomicU64,
    /// Copies of files that other programs show; gone with this run.
    copies: Mutex<Option<tempfile::TempDir>>,
    asked: among::Asked,
    sharing: sharing::Sharing,
    notices: Vec<Phrase>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("path", &self.path()).finish_non_exhaustive()
    }
}

/// What a desk needs to know that is not in the workspace.
#[derive(Clone)]
pub struct Setup {
    /// Who acts: the person logged in to the computer.
    pub operator: String,
    /// This computer's name.
    pub desk: String,
    /// What time it is. Tests give their own.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// BCP 47: by whose rules names sort.
    pub language: String,
    /// Where the secret of a shared workspace is kept. Tests keep theirs out of the system's.
    pub keychain: Keychain,
}

/// What an action did.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The journal entry, to undo it by; nil when there was nothing to change, and so nothing to undo.
    pub entry: Id,
    /// In words: "Subscription of Zoé Lefèvre recorded".
    pub said: Phrase,
    /// The member it concerns, when there is one.
    pub member: Option<Id>,
    /// What could not be done and why (undo of what was changed since, skipped rows, warnings).
    pub left: Vec<Phrase>,
}

/// Who subscribes.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    Member(Id),
    /// Joins with this subscription, in one action.
    New {
        first_name: String,
        last_name: String,
        email: Option<String>,
        no_email: bool,
    },
}

/// A subscription about to be sold at the counter.
#[derive(Debug, Clone, PartialEq)]
pub struct Sale {
    pub who: Who,
    pub price: Id,
    pub options: Vec<Id>,
    /// Minor units.
    pub contribution: i64,
    /// None: not paid yet; awaits payment.
    pub method: Option<Method>,
    /// When it was paid; none: now.
    pub paid_at: Option<Instant>,
    /// The subscription that this one renews.
    pub renews: Option<Id>,
}

/// What a sale would do, shown before saving.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    pub period: Period,
    /// What forbids it; empty when it can be saved.
    pub problems: Vec<Problem>,
    /// What should be known but forbids nothing (another member has this e-mail …).
    pub warnings: Vec<Phrase>,
    /// Existing members who may be the same person as a `Who::New`.
    pub alike: Vec<MemberRow>,
}

/// Everything on a member's page.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberPage {
    pub member: Member,
    pub standing: Standing,
    /// Newest first.
    pub subscriptions: Vec<Subscription>,
    /// Newest first; reversed ones and their counter-entries included.
    pub payments: Vec<Payment>,
    /// Minor units, of payments that count.
    pub total_paid: i64,
    /// Other members with the same e-mail.
    pub same_email: Vec<Id>,
    pub last_activity: Option<Instant>,
    /// The venue's own fields in use, in their order, with what they hold.
    pub fields: Vec<(CustomField, Option<String>)>,
    /// Newest first.
    pub tickets: Vec<Ticket>,
}

/// One operator action as the journal tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryEntry {
    pub id: Id,
    pub at: Instant,
    pub operator: String,
    pub desk: String,
    /// Stable name, for example `member.edit`; said with the text `action-member-edit`.
    pub action: String,
    pub subject: String,
    pub note: Option<Phrase>,
    pub undone: bool,
    /// Whether this entry is itself an undo (of what).
    pub undoes: Option<Id>,
    pub changes: Vec<FieldChange>,
    /// How many rows it touched in all; `changes` is cut at a hundred.
    pub rows: usize,
}

/// One field of one row, before and after; on an insert or archive there is one without field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    pub entity: String,
    pub row: Id,
    /// `insert`, `update`, `archive` (the row was removed, or an undo took it away) or `restore` (it came back).
    pub kind: String,
    /// Of the value of a field of the venue's own: the field's title, and its kind. It is told like a column of the
    /// member: its value before and after, also on an insert.
    pub custom: Option<(String, FieldKind)>,
    pub field: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Something wrong with a workspace, found by `check`.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub phrase: Phrase,
}

/// The rows that an export or a bulk action is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Selection<Q> {
    /// All that the query finds, in its order.
    Query(Q),
    /// These, in this order.
    Ticked(Vec<Id>),
}

/// The order of products, prices, options or fields after they were dragged or moved.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    Products(Vec<Id>),
    Prices(Vec<Id>),
    Options(Vec<Id>),
    Fields(Vec<Id>),
}

impl Setup {
    /// The person logged in to this computer, its name, its clock and its language.
    pub fn of_this_computer() -> Self {
        Self {
            operator: whoami::realname()
                .ok()
                .filter(|name| !name.trim().is_empty())
                .or_else(|| whoami::username().ok())
                .unwrap_or_else(|| "?".to_owned()),
            desk: whoami::devicename().or_else(|_| whoami::hostname()).unwrap_or_else(|_| "?".to_owned()),
            clock: Arc::new(chrono::Utc::now),
            language: sys_locale::get_locale().unwrap_or_else(|| "fr".to_owned()),
            keychain: Keychain::System,
        }
    }
}

/// How an action ends: what the journal keeps of it, and what is said.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Done {
    pub said: Phrase,
    /// What it was about, in the words of its time: a name.
    pub subject: String,
    pub member: Option<Id>,
    pub note: Option<Phrase>,
    pub left: Vec<Phrase>,
}

impl Done {
    /// `said` gets the subject as `name`.
    pub fn new(said: &'static str, subject: impl Into<String>) -> Self {
        let subject = subject.into();

        Self {
            said: Phrase::new(said).with("name", subject.as_str()),
            subject,
            member: None,
            note: None,
            left: Vec::new(),
        }
    }

    pub fn member(mut self, member: Id) -> Self {
        self.member = Some(member);

        self
    }

    pub fn note(mut self, note: Phrase) -> Self {
        self.note = Some(note);

        self
    }
}

impl Outcome {
    /// Whether there is anything to undo.
    pub fn changed(&self) -> bool {
        !self.entry.is_nil()
    }
}

impl Desk {
    /// Begins an action, after whoever writes. Dropping it takes everything back. Its name is said with the text
    /// `action-<name>`, the dot as a hyphen.
    pub(crate) async fn begin(&self, action: &'static str) -> Result<Tx> {
        self.allowed(action)?;

        let origin = store::Origin { operator: self.operator(), desk: self.0.setup.desk.clone(), now: self.now() };

        Ok(self.0.store.begin(action, origin).await?)
    }

    /// Ends an action: entry, commit, directory. An action that changed nothing leaves no entry.
    pub(crate) async fn commit(&self, tx: Tx, done: Done) -> Result<Outcome> {
        let mut outcome = Outcome { entry: tx.entry(), said: done.said, member: done.member, left: done.left };

        if tx.changed().await? {
            self.allowed_in(&tx).await?;
            self.moves();
            tx.commit(&done.subject, done.member, done.note.as_ref()).await?;
            self.changed().await;
        } else {
            outcome.entry = Id::nil();
            outcome.said = Phrase::new("done-nothing");
        }

        Ok(outcome)
    }

    /// What can be read outside of an action.
    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    /// The settings as they are, without asking the file.
    pub(crate) fn settings(&self) -> Arc<Venue> {
        self.0.settings()
    }
}

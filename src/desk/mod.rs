//! Every action an operator can take. Each write checks the rule, then changes rows and appends to the journal in one
//! transaction, then brings the directory up to date, and says what it did.

pub mod export;
pub mod failure;
pub mod import;
pub mod job;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::entity::{Id, Instant};
use crate::domain::member::Member;
use crate::domain::money::{Method, Payment};
use crate::domain::period::Period;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::product::{Offer, Price, Product, ProductOption};
use crate::domain::query::{Counts, MemberQuery, MemberRow, Page, SubscriptionQuery, SubscriptionRow};
use crate::domain::subscription::{Standing, Subscription};
use crate::domain::venue::Venue;

pub use failure::{Failure, Result};
pub use job::Job;

/// One computer with a workspace open. Cheap to clone; all clones are the same desk.
#[derive(Clone)]
pub struct Desk {
    // Arc<Inner>: store, directory, operator, clock
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
}

/// What an action did.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The journal entry, to undo it by.
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
    /// `insert`, `update` or `archive`.
    pub kind: String,
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

/// The order of products, prices or options after they were dragged or moved.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    Products(Vec<Id>),
    Prices(Vec<Id>),
    Options(Vec<Id>),
}

impl Setup {
    /// The person logged in to this computer, its name, and its clock.
    pub fn of_this_computer() -> Self {
        todo!()
    }
}

/// Opening, and the workspace as a whole.
impl Desk {
    /// Opens the workspace at `path`, creating it if there is no file; migrates after a backup; takes the lock; starts
    /// building the directory in the background.
    ///
    /// # Errors
    /// `Storage` with a sentence: locked (by whom), newer, foreign, broken, read-only, full.
    pub async fn open(path: &Path, setup: Setup) -> Result<Self> {
        let _ = (path, setup);
        todo!()
    }

    /// A workspace in memory, for previews and tests.
    pub async fn in_memory(setup: Setup) -> Result<Self> {
        let _ = setup;
        todo!()
    }

    pub fn path(&self) -> &Path {
        todo!()
    }

    pub fn operator(&self) -> &str {
        todo!()
    }

    pub fn now(&self) -> Instant {
        todo!()
    }

    /// Things to tell on opening (the clock was set back, the file was migrated …).
    pub fn notices(&self) -> Vec<Phrase> {
        todo!()
    }

    /// Whether search answers from memory yet.
    pub fn ready(&self) -> bool {
        todo!()
    }

    /// Resolves when the directory is ready.
    pub async fn wait_ready(&self) {
        todo!()
    }

    /// Grows by one with each change to the workspace, by whomever in this process: a list asks again when it moved.
    pub fn revision(&self) -> u64 {
        todo!()
    }

    pub async fn venue(&self) -> Result<Venue> {
        todo!()
    }

    pub async fn save_venue(&self, venue: Venue) -> Result<Outcome> {
        let _ = venue;
        todo!()
    }

    /// quick_check, foreign keys, and our own invariants. Empty when all is well.
    pub async fn check(&self) -> Result<Vec<Finding>> {
        todo!()
    }

    /// A copy of the whole workspace at `to`, complete or not there at all; refuses to overwrite a file.
    pub async fn backup(&self, to: &Path) -> Result<()> {
        let _ = to;
        todo!()
    }

    /// Replaces the workspace at `workspace` by the backup `from`; what was there is kept beside it, and its path
    /// returned. The workspace must not be open.
    pub async fn restore(from: &Path, workspace: &Path) -> Result<Option<PathBuf>> {
        let _ = (from, workspace);
        todo!()
    }

    /// Closes the file in order (checkpoint, lock given back).
    pub async fn close(self) -> Result<()> {
        todo!()
    }
}

/// Members.
impl Desk {
    pub async fn members(&self, query: &MemberQuery, window: Range<usize>) -> Result<Page<MemberRow>> {
        let _ = (query, window);
        todo!()
    }

    /// The ids of all that the query finds, in its order.
    pub async fn member_ids(&self, query: &MemberQuery) -> Result<Vec<Id>> {
        let _ = query;
        todo!()
    }

    pub async fn member(&self, id: Id) -> Result<MemberPage> {
        let _ = id;
        todo!()
    }

    /// Members with this e-mail (matched trimmed and lower-cased).
    pub async fn members_by_email(&self, email: &str) -> Result<Vec<MemberRow>> {
        let _ = email;
        todo!()
    }

    pub async fn add_member(&self, member: Member, no_email: bool) -> Result<Outcome> {
        let _ = (member, no_email);
        todo!()
    }

    /// Saves a member edited from the state `before`; only the fields that differ are written.
    pub async fn edit_member(&self, before: &Member, after: Member, no_email: bool) -> Result<Outcome> {
        let _ = (before, after, no_email);
        todo!()
    }

    /// Activates or deactivates; several in one action.
    pub async fn set_active(&self, members: &[Id], active: bool) -> Result<Outcome> {
        let _ = (members, active);
        todo!()
    }
}

/// Subscriptions.
impl Desk {
    pub async fn subscriptions(
        &self,
        query: &SubscriptionQuery,
        window: Range<usize>,
    ) -> Result<Page<SubscriptionRow>> {
        let _ = (query, window);
        todo!()
    }

    pub async fn subscription_ids(&self, query: &SubscriptionQuery) -> Result<Vec<Id>> {
        let _ = query;
        todo!()
    }

    /// What the sale would give. `Gone` when the price or member is not there any more.
    pub async fn preview(&self, sale: &Sale) -> Result<Preview> {
        let _ = sale;
        todo!()
    }

    pub async fn subscribe(&self, sale: Sale) -> Result<Outcome> {
        let _ = sale;
        todo!()
    }

    /// Records the payment of a subscription that awaits it.
    pub async fn pay(&self, subscription: Id, method: Method, amount: i64) -> Result<Outcome> {
        let _ = (subscription, method, amount);
        todo!()
    }

    /// The sale that renews this subscription at the same price, option and method, to be shown and confirmed.
    pub async fn renewal(&self, subscription: Id) -> Result<Sale> {
        let _ = subscription;
        todo!()
    }

    /// Moves the end to the end of `until` (a day of the venue), for a reason.
    pub async fn extend(&self, subscription: Id, until: chrono::NaiveDate, why: &str) -> Result<Outcome> {
        let _ = (subscription, until, why);
        todo!()
    }

    pub async fn cancel(&self, subscription: Id, why: &str) -> Result<Outcome> {
        let _ = (subscription, why);
        todo!()
    }

    pub async fn payments(&self) -> Result<Vec<Payment>> {
        todo!()
    }
}

/// Products.
impl Desk {
    /// All of them in their order, archived ones last.
    pub async fn offers(&self) -> Result<Vec<Offer>> {
        todo!()
    }

    /// Creates or changes, by id.
    pub async fn save_product(&self, product: Product) -> Result<Outcome> {
        let _ = product;
        todo!()
    }

    pub async fn save_price(&self, price: Price) -> Result<Outcome> {
        let _ = price;
        todo!()
    }

    pub async fn save_option(&self, option: ProductOption) -> Result<Outcome> {
        let _ = option;
        todo!()
    }

    pub async fn archive_product(&self, product: Id, archived: bool) -> Result<Outcome> {
        let _ = (product, archived);
        todo!()
    }

    pub async fn archive_price(&self, price: Id, archived: bool) -> Result<Outcome> {
        let _ = (price, archived);
        todo!()
    }

    pub async fn archive_option(&self, option: Id, archived: bool) -> Result<Outcome> {
        let _ = (option, archived);
        todo!()
    }

    pub async fn reorder(&self, order: Order) -> Result<Outcome> {
        let _ = order;
        todo!()
    }
}

/// The journal.
impl Desk {
    /// Newest first; of one member, or of the whole workspace.
    pub async fn history(&self, member: Option<Id>, limit: usize) -> Result<Vec<HistoryEntry>> {
        let _ = (member, limit);
        todo!()
    }

    /// Undoes `entry`, or the last action not undone yet. Undoing an undo redoes. `Outcome.left` lists what had to stay.
    pub async fn undo(&self, entry: Option<Id>) -> Result<Outcome> {
        let _ = entry;
        todo!()
    }

    /// Undoes the last undo, if nothing was done since.
    pub async fn redo(&self) -> Result<Outcome> {
        todo!()
    }

    /// Counts for the tabs without filter.
    pub async fn counts(&self) -> Result<Counts> {
        todo!()
    }
}

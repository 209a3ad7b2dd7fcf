//! Taking a file in: check first, then all of it or nothing, as one action.

mod check;
mod layout;
mod prepare;
mod rejects;
mod shelf;
mod source;
mod walk;
mod work;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Desk, Failure, Job, Outcome, Result};
use crate::domain::custom::FieldKind;
use crate::domain::entity::{Id, Instant, Value};
use crate::domain::phrase::Phrase;
use crate::domain::subscription::Subscription;
pub use crate::exchange::map::Chosen;
pub use crate::exchange::plan::catalogue::NewPrice;
pub use crate::exchange::{Answer, DateOrder, Decimal, Doubt, Field, Meaning, OnMatch, Question, ReadAs, Subject};
use crate::words::{Language, Words};

/// What the operator decided about a file; what is none is inferred.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportOptions {
    /// What the rows are about; none: what the file's headers say.
    pub subject: Option<Subject>,
    /// What happens to members who are already known.
    pub on_match: OnMatch,
    /// The same for single columns, by their index from 0.
    pub policies: BTreeMap<usize, OnMatch>,
    /// Sheet of a workbook, by name.
    pub sheet: Option<String>,
    /// WHATWG label.
    pub encoding: Option<String>,
    pub separator: Option<char>,
    pub decimal: Option<Decimal>,
    pub dates: Option<DateOrder>,
    /// From 1; 0: the file has no row of column names.
    pub header_row: Option<usize>,
    pub map: Vec<Chosen>,
    /// Leaves aside how a file with the same headers was taken in before.
    pub afresh: bool,
    /// Cells that were mended: row as a spreadsheet counts, column from 0.
    pub mends: BTreeMap<(usize, usize), String>,
    /// What was decided of single rows.
    pub rows: BTreeMap<usize, RowChoice>,
    /// Where the file's value takes the place of one that was made by hand: row and meaning of the column.
    pub take: BTreeSet<(usize, Meaning)>,
    /// The same for all of them.
    pub take_all: bool,
    /// What was decided of products and prices that the workspace does not have, by [`NewPrice::name`].
    pub sales: BTreeMap<String, SaleChoice>,
    /// What happens to those of which nothing was decided: created, else left out.
    pub create: bool,
}

/// What was decided of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowChoice {
    /// It does not come in.
    LeaveOut,
    /// It is somebody new, whatever it looks like.
    New,
    /// It is this member.
    Same(Id),
    /// It is the person of that row.
    SameRow(usize),
}

/// What was decided of a product and price that the workspace does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaleChoice {
    Create,
    /// It is this price.
    Use(Id),
    /// People come in without that subscription.
    LeaveOut,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            subject: None,
            on_match: OnMatch::Fill,
            policies: BTreeMap::new(),
            sheet: None,
            encoding: None,
            separator: None,
            decimal: None,
            dates: None,
            header_row: None,
            map: Vec::new(),
            afresh: false,
            mends: BTreeMap::new(),
            rows: BTreeMap::new(),
            take: BTreeSet::new(),
            take_all: false,
            sales: BTreeMap::new(),
            create: true,
        }
    }
}

/// One column of the file and what it was taken for.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnMap {
    /// From 0.
    pub index: usize,
    pub header: String,
    /// None: not imported.
    pub meaning: Option<Meaning>,
    /// What kind of field of the venue's own it would make.
    pub suggested: FieldKind,
    pub policy: OnMatch,
    /// The first different values, as written.
    pub samples: Vec<String>,
    /// How many rows have something there.
    pub filled: usize,
}

/// A row that cannot come in.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// As a spreadsheet counts rows, from 1.
    pub row: usize,
    /// The name of the column, when one is at fault.
    pub column: Option<String>,
    /// Its index, from 0.
    pub index: Option<usize>,
    /// What stands in that cell, shortened.
    pub value: String,
    pub why: Phrase,
}

/// A row whose person may be one who is already known, in the workspace or in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct PossibleDuplicate {
    pub row: usize,
    /// The person in the row: "Zoé Lefèvre".
    pub name: String,
    /// The other one.
    pub of: Alike,
    /// Who the other one is, and why they may be the same.
    pub why: Phrase,
}

/// Who a row's person may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alike {
    Member(Id),
    Row(usize),
}

/// What a change or contradiction is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Of {
    /// A column of the member.
    Member(&'static str),
    /// One of the venue's own fields, by its title.
    Custom(String),
}

/// A value before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    pub of: Of,
    pub before: Value,
    pub after: Value,
}

/// A value made by hand that the file contradicts. It stays unless the operator decides otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    pub row: usize,
    /// Of the column; with the row it names the decision.
    pub meaning: Meaning,
    /// The member.
    pub name: String,
    pub of: Of,
    pub kept: Value,
    pub said: Value,
    /// Who made it, and when.
    pub by: String,
    pub at: Instant,
}

/// What a row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    New,
    Updated,
    Unchanged,
}

/// A row that can come in, and what it would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// As a spreadsheet counts rows, from 1.
    pub row: usize,
    pub effect: Effect,
    /// The person as the row names them.
    pub name: String,
    pub email: Option<String>,
    /// Of a known member: what would change.
    pub changes: Vec<Changed>,
    /// The subscription that it brings.
    pub sold: Option<Sold>,
    /// The title of the ticket that it brings.
    pub ticket: Option<String>,
}

/// A subscription that a row brings, in short.
#[derive(Debug, Clone, PartialEq)]
pub struct Sold {
    pub product: String,
    pub price: String,
    /// Minor units.
    pub contribution: i64,
    pub paid_on: Option<NaiveDate>,
}

impl Sold {
    pub(super) fn of(subscription: &Subscription) -> Self {
        Self {
            product: subscription.product_name.clone(),
            price: subscription.price_name.clone(),
            contribution: subscription.contribution,
            paid_on: subscription.paid_on,
        }
    }
}

/// The most refusals and possible duplicates that a summary lists; all are counted.
pub const LISTED: usize = 10_000;

/// What an import would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub file: PathBuf,
    pub read_as: ReadAs,
    /// The program that wrote the file, where its headers tell.
    pub program: Option<&'static str>,
    /// What the rows are about, when that was said or is known.
    pub subject: Option<Subject>,
    /// When a file with these headers was taken in before; its columns were mapped as then.
    pub remembered: Option<Instant>,
    pub columns: Vec<ColumnMap>,
    /// Rows of people: `new + updated + unchanged + refused_count`.
    pub rows: usize,
    /// Rows that the operator left out; not among `rows`.
    pub left_out: usize,
    /// Rows that bring a new member.
    pub new: usize,
    /// Rows that change a known member or bring one something (a subscription).
    pub updated: usize,
    /// Rows that say nothing that is not known, doubled rows included.
    pub unchanged: usize,
    pub new_subscriptions: usize,
    pub new_payments: usize,
    /// Minor units, of the new payments.
    pub new_amount: i64,
    /// The first [`LISTED`] of each effect, in the order of the file; rows that only double another one are not among them.
    pub listed: Vec<Listed>,
    pub refused_count: usize,
    /// The first [`LISTED`].
    pub refused: Vec<Refusal>,
    pub duplicate_count: usize,
    /// The first [`LISTED`].
    pub duplicates: Vec<PossibleDuplicate>,
    pub new_tickets: usize,
    pub contradiction_count: usize,
    /// The first [`LISTED`].
    pub contradictions: Vec<Contradiction>,
    /// Products and prices that are named in the file and will be created: "Supporter", "Supporter · 50,00 €".
    pub new_products: Vec<String>,
    /// All that the file names and the workspace has not, also those that will not be created.
    pub new_prices: Vec<NewPrice>,
    /// Titles of the fields that will be created.
    pub new_fields: Vec<String>,
    /// Lines that are not people (titles, totals, blanks), and anything else worth knowing.
    pub notes: Vec<Phrase>,
}

impl Summary {
    /// Whether importing would change anything.
    pub fn changes(&self) -> bool {
        self.new + self.updated > 0
    }
}

/// A file that was read and checked: what [`Desk::import`] takes. Cheap to clone.
#[derive(Clone)]
pub struct Checked {
    pub summary: Summary,
    plan: Arc<source::Plan>,
}

impl Desk {
    /// Reads the whole file and says what importing it would do; writes nothing.
    ///
    /// # Errors
    /// `Storage` or `Refused` with a sentence that names the file and the way out; `Cancelled`.
    pub async fn check_import(&self, file: &Path, options: ImportOptions, job: &Job) -> Result<Checked> {
        let (plan, summary) = self.check_file(file, options, None, job).await?;

        Ok(Checked { summary, plan })
    }

    /// Checks again with other options; the file is only read again when they say how to read it.
    ///
    /// # Errors
    /// As [`Desk::check_import`].
    pub async fn recheck_import(&self, checked: &Checked, options: ImportOptions, job: &Job) -> Result<Checked> {
        let file = checked.summary.file.clone();
        let (plan, summary) = self.check_file(&file, options, Some(&checked.plan), job).await?;

        Ok(Checked { summary, plan })
    }

    /// Imports what was checked, as one action: all of it, or nothing when it fails or is cancelled.
    ///
    /// # Errors
    /// `Refused` when the workspace changed since the check in a way that would make the summary untrue.
    pub async fn import(&self, checked: Checked, job: &Job) -> Result<Outcome> {
        self.write_import(checked, job).await
    }

    /// The cells of some rows as they were read, mends included, by the row's number; rows that are not there are left out.
    ///
    /// # Errors
    /// `Storage` when the copy of the file that was read cannot be read any more.
    pub async fn imported_rows(&self, checked: &Checked, rows: &[usize]) -> Result<BTreeMap<usize, Vec<String>>> {
        let plan = checked.plan.clone();
        let wanted: BTreeSet<usize> = rows.iter().copied().collect();

        tokio::task::spawn_blocking(move || plan.cells(&wanted)).await.map_err(interrupted)?
    }

    /// Writes the refused rows as they were, with a column that says why; gives how many. The file imports again once
    /// mended.
    pub async fn save_rejects(&self, checked: &Checked, to: &Path) -> Result<usize> {
        let (plan, target) = (checked.plan.clone(), to.to_owned());
        let words = self.words(None);

        tokio::task::spawn_blocking(move || rejects::write(&plan, &target, &words)).await.map_err(interrupted)?
    }

    /// The texts of a language, or of this computer's, for what is written into files.
    pub(super) fn words(&self, language: Option<Language>) -> Words {
        let venue = self.settings();
        let own = if self.0.setup.language.starts_with("en") { Language::English } else { Language::French };

        Words::new(language.unwrap_or(own), &venue.currency, venue.zone())
    }
}

/// A thread that was to do the work is gone: the program is closing.
pub(super) fn interrupted(_: tokio::task::JoinError) -> Failure {
    Failure::Cancelled
}

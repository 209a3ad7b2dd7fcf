//! Taking a file in: check first, then all of it or nothing, as one action.

mod check;
mod rejects;
mod walk;
mod write;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Desk, Failure, Job, Outcome, Result};
use crate::domain::entity::Value;
use crate::domain::phrase::Phrase;
use crate::domain::subscription::Subscription;
pub use crate::exchange::{DateOrder, Decimal, Field, OnMatch, ReadAs};
use crate::words::{Language, Words};

/// What the operator decided about a file; what is none is inferred.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportOptions {
    pub on_match: OnMatch,
    /// Sheet of a workbook, by name.
    pub sheet: Option<String>,
    /// WHATWG label.
    pub encoding: Option<String>,
    pub separator: Option<char>,
    pub decimal: Option<Decimal>,
    pub dates: Option<DateOrder>,
    /// From 1; 0: the file has no row of column names.
    pub header_row: Option<usize>,
    /// Column (its name in the file, or its letter or number from 1) and the field it is, or none to pass over it.
    pub map: Vec<(String, Option<Field>)>,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            on_match: OnMatch::Fill,
            sheet: None,
            encoding: None,
            separator: None,
            decimal: None,
            dates: None,
            header_row: None,
            map: Vec::new(),
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
    pub field: Option<Field>,
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
    /// The other one, and why they may be the same.
    pub why: Phrase,
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
    /// Of a known member: the columns that would change, each before and after.
    pub changes: Vec<(&'static str, Value, Value)>,
    /// The subscription that it brings.
    pub sold: Option<Sold>,
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
    pub columns: Vec<ColumnMap>,
    /// Rows of people: `new + updated + unchanged + refused_count`.
    pub rows: usize,
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
    /// Products and prices that are named in the file and will be created: "Supporter", "Supporter · 50,00 €".
    pub new_products: Vec<String>,
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
    plan: Arc<check::Plan>,
}

impl Desk {
    /// Reads the whole file and says what importing it would do; writes nothing.
    ///
    /// # Errors
    /// `Storage` or `Refused` with a sentence that names the file and the way out; `Cancelled`.
    pub async fn check_import(&self, file: &Path, options: ImportOptions, job: &Job) -> Result<Checked> {
        let (plan, summary) = self.check_file(file, options, job).await?;

        Ok(Checked { summary, plan })
    }

    /// Imports what was checked, as one action: all of it, or nothing when it fails or is cancelled.
    ///
    /// # Errors
    /// `Refused` when the workspace changed since the check in a way that would make the summary untrue.
    pub async fn import(&self, checked: Checked, job: &Job) -> Result<Outcome> {
        self.write_import(checked, job).await
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

//! Writing members, subscriptions or payments to a file.

use std::path::Path;

use super::{Desk, Job, Result, Selection};
use crate::domain::entity::Id;
use crate::domain::query::{MemberQuery, SubscriptionQuery};
pub use crate::exchange::{Dialect, Field, Subject};
use crate::words::Language;

/// What to export.
#[derive(Debug, Clone, PartialEq)]
pub enum ExportOf {
    Members(Selection<MemberQuery>),
    Subscriptions(Selection<SubscriptionQuery>),
    /// All of them, or those of the given members.
    Payments(Option<Vec<Id>>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct ExportOptions {
    /// In this order; empty: [`default_fields`].
    pub fields: Vec<Field>,
    /// Of a CSV; a workbook has none.
    pub dialect: Dialect,
    /// Of the headers and of words in cells.
    pub language: Language,
}

/// The fields that can be exported of a subject, in their usual order.
pub fn exportable(subject: Subject) -> &'static [Field] {
    let _ = subject;
    todo!()
}

/// The fields exported when none are chosen.
pub fn default_fields(subject: Subject) -> &'static [Field] {
    let _ = subject;
    todo!()
}

impl Desk {
    /// Writes the file whole or not at all and gives the number of rows; `.csv` or `.xlsx` by its name. An existing file is
    /// replaced only when the new one is complete.
    ///
    /// # Errors
    /// `Storage` with a sentence (disk full, read-only, unknown kind of file); `Cancelled`.
    pub async fn export(&self, what: ExportOf, to: &Path, options: ExportOptions, job: &Job) -> Result<usize> {
        let _ = (what, to, options, job);
        todo!()
    }
}

//! Writing members, subscriptions, payments or tickets to a file.

mod columns;
mod members;
mod own;
mod rows;
mod sink;

use std::path::Path;

use tokio::sync::mpsc;

use super::import::interrupted;
use super::{Desk, Job, Result, Selection};
use crate::domain::entity::Id;
use crate::domain::money::decimals;
use crate::domain::query::{MemberQuery, SubscriptionQuery};
use crate::exchange::write::cells::Currency;
use crate::exchange::write::{Kind, Plan};
pub use crate::exchange::{Dialect, Field, Meaning, Subject};
use crate::words::Language;

/// What to export.
#[derive(Debug, Clone, PartialEq)]
pub enum ExportOf {
    Members(Selection<MemberQuery>),
    Subscriptions(Selection<SubscriptionQuery>),
    /// All of them, or those of the given members.
    Payments(Option<Vec<Id>>),
    /// All of them, or those of the given members.
    Tickets(Option<Vec<Id>>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct ExportOptions {
    /// In this order; empty: [`default_fields`].
    pub fields: Vec<Meaning>,
    /// Of a CSV; a workbook has none.
    pub dialect: Dialect,
    /// Of the headers and of words in cells.
    pub language: Language,
}

/// The fields that can be exported of a subject, in their usual order.
pub fn exportable(subject: Subject) -> &'static [Field] {
    match subject {
        Subject::Members => rows::MEMBER,
        Subject::Subscriptions => rows::SUBSCRIPTION,
        Subject::Payments => rows::PAYMENT,
        Subject::Tickets => rows::TICKET,
    }
}

/// The fields exported when none are chosen.
pub fn default_fields(subject: Subject) -> &'static [Field] {
    use Field::*;

    match subject {
        Subject::Members => &[
            Email, FirstName, LastName, Phone, BirthDate, Address, PostalCode, City, Country, Newsletter, Active,
            Standing, ValidUntil, Comment,
        ],
        Subject::Subscriptions => &[
            Email,
            FirstName,
            LastName,
            Product,
            Price,
            Contribution,
            Options,
            Method,
            PaidOn,
            Starts,
            Ends,
            Status,
            CancelledOn,
        ],
        Subject::Payments => rows::PAYMENT,
        Subject::Tickets => {
            &[Email, FirstName, LastName, TicketTitle, TicketCategory, OrderNumber, TicketNumber, Activity, TicketDate]
        }
    }
}

impl ExportOf {
    fn subject(&self) -> Subject {
        match self {
            Self::Members(_) => Subject::Members,
            Self::Subscriptions(_) => Subject::Subscriptions,
            Self::Payments(_) => Subject::Payments,
            Self::Tickets(_) => Subject::Tickets,
        }
    }
}

impl Desk {
    /// Writes the file whole or not at all and gives the number of rows; `.csv`, `.xlsx` or `.ods` by its name. An
    /// existing file is replaced only when the new one is complete.
    ///
    /// # Errors
    /// `Storage` with a sentence (disk full, read-only, unknown kind of file, a cell it cannot hold); `Cancelled`.
    pub async fn export(&self, what: ExportOf, to: &Path, options: ExportOptions, job: &Job) -> Result<usize> {
        let subject = what.subject();
        let own = self.custom_fields(true).await?;
        let known = |meaning: &Meaning| match meaning {
            Meaning::Field(field) => exportable(subject).contains(field),
            Meaning::Custom(id) => own.iter().any(|field| field.id == *id),
            Meaning::New(_) => false,
        };
        let fields: Vec<Meaning> = if options.fields.is_empty() {
            default_fields(subject).iter().copied().map(Meaning::Field).collect()
        } else {
            options.fields.into_iter().filter(known).collect()
        };
        let kind = Kind::of(to)?;
        let words = self.words(Some(options.language));
        let (send, receive) = mpsc::channel(4);
        let currency = self.settings().currency.clone();
        let plan = Plan {
            target: to.to_owned(),
            kind,
            dialect: options.dialect,
            sheet: words.get(columns::sheet(subject)),
            columns: columns::columns(&fields, &own, &words),
            currency: Currency {
                sign: words.currency_sign().to_owned(),
                decimals: decimals(&currency),
                code: currency,
            },
        };
        // Writing has a thread of its own, so that reading goes on meanwhile.
        let writing = tokio::task::spawn_blocking(move || sink::write(&plan, receive));
        let sent = rows::send(self, what, &fields, &own, &words, &send, job).await;

        // Without the end mark the writer leaves nothing behind.
        let sent = match sent {
            Ok(count) => send.send(sink::Part::End).await.map(|()| count).map_err(|_| super::Failure::Cancelled),
            Err(failure) => Err(failure),
        };

        drop(send);

        // The writer knows better than the channel why it stopped.
        writing.await.map_err(interrupted)?.and(sent)
    }
}

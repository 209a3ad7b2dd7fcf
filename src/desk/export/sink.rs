//! The writing end of an export.

use std::path::{Path, PathBuf};

use tokio::sync::mpsc;

use crate::desk::{Failure, Result};
use crate::domain::money::decimals;
use crate::domain::phrase::Phrase;
use crate::exchange::read::trouble::named;
use crate::exchange::write::cells::{Cell, Shape};
use crate::exchange::write::{csv, xlsx};
use crate::exchange::{Dialect, Field, Subject};
use crate::words::Words;

/// What comes through the channel.
pub enum Part {
    Rows(Vec<Vec<Cell>>),
    /// All rows were sent.
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Xlsx,
}

impl Kind {
    /// By the name of the file.
    pub fn of(path: &Path) -> Result<Self> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());

        match extension.as_deref() {
            Some("csv" | "txt") => Ok(Self::Csv),
            Some("xlsx") => Ok(Self::Xlsx),
            _ => Err(Failure::Storage(Phrase::new("exchange-unknown-kind").with("file", named(path)))),
        }
    }
}

pub struct Plan {
    pub target: PathBuf,
    pub kind: Kind,
    pub dialect: Dialect,
    pub subject: Subject,
    pub fields: Vec<Field>,
    pub currency: String,
    pub words: Words,
}

/// Writes what comes until the end mark; blocks. Without the mark nothing is left.
pub fn write(plan: &Plan, mut rows: mpsc::Receiver<Part>) -> Result<()> {
    let places = decimals(&plan.currency);
    let headers: Vec<String> = plan.fields.iter().map(|field| plan.words.get(header(*field))).collect();

    match plan.kind {
        Kind::Csv => {
            let mut writer = csv::Writer::new(&plan.target, plan.dialect, places)?;

            writer.row(&headers.into_iter().map(Cell::Text).collect::<Vec<_>>())?;

            while let Some(part) = rows.blocking_recv() {
                match part {
                    Part::Rows(rows) => rows.iter().try_for_each(|row| writer.row(row))?,
                    Part::End => return Ok(writer.finish()?),
                }
            }
        }
        Kind::Xlsx => {
            let shapes = plan.fields.iter().map(|field| shape(*field)).collect();
            let sheet = plan.words.get(match plan.subject {
                Subject::Members => "exchange-sheet-members",
                Subject::Subscriptions => "exchange-sheet-subscriptions",
                Subject::Payments => "exchange-sheet-payments",
                Subject::Tickets => "exchange-sheet-tickets",
            });
            let symbol = if plan.currency == "EUR" { "€" } else { &plan.currency };
            let mut writer = xlsx::Writer::new(&plan.target, &sheet, headers, shapes, places, symbol)?;

            while let Some(part) = rows.blocking_recv() {
                match part {
                    Part::Rows(rows) => rows.iter().try_for_each(|row| writer.row(row))?,
                    Part::End => return Ok(writer.finish()?),
                }
            }
        }
    }

    Ok(())
}

fn shape(field: Field) -> Shape {
    match field {
        Field::Contribution | Field::Amount => Shape::Money,
        Field::BirthDate
        | Field::CreatedAt
        | Field::PaidOn
        | Field::Starts
        | Field::Ends
        | Field::ValidUntil
        | Field::CancelledOn => Shape::Date,
        Field::Address | Field::Comment | Field::BillingAddress | Field::Email | Field::Options => Shape::Long,
        Field::PostalCode
        | Field::Country
        | Field::Language
        | Field::Newsletter
        | Field::Active
        | Field::Team
        | Field::Vip
        | Field::Currency => Shape::Short,
        _ => Shape::Text,
    }
}

/// The key of the name that a column gets: one that the importer knows again.
pub fn header(field: Field) -> &'static str {
    match field {
        Field::MemberId => "exchange-header-member-id",
        Field::Email => "exchange-header-email",
        Field::FirstName => "exchange-header-first-name",
        Field::LastName => "exchange-header-last-name",
        Field::FullName => "exchange-header-full-name",
        Field::Pseudonym => "exchange-header-pseudonym",
        Field::Username => "exchange-header-username",
        Field::Phone => "exchange-header-phone",
        Field::BirthDate => "exchange-header-birth-date",
        Field::Address => "exchange-header-address",
        Field::PostalCode => "exchange-header-postal-code",
        Field::City => "exchange-header-city",
        Field::Country => "exchange-header-country",
        Field::Language => "exchange-header-language",
        Field::Newsletter => "exchange-header-newsletter",
        Field::Unsubscribed => "exchange-header-unsubscribed",
        Field::Comment => "exchange-header-comment",
        Field::Active => "exchange-header-active",
        Field::EmailState => "exchange-header-email-state",
        Field::Team => "exchange-header-team",
        Field::Vip => "exchange-header-vip",
        Field::BillingName => "exchange-header-billing-name",
        Field::BillingEmail => "exchange-header-billing-email",
        Field::BillingAddress => "exchange-header-billing-address",
        Field::BillingCountry => "exchange-header-billing-country",
        Field::BillingVat => "exchange-header-billing-vat",
        Field::Standing => "exchange-header-standing",
        Field::ValidUntil => "exchange-header-valid-until",
        Field::CreatedAt => "exchange-header-created-at",
        Field::Product => "exchange-header-product",
        Field::Price => "exchange-header-price",
        Field::PriceAmount => "exchange-header-price-amount",
        Field::Contribution => "exchange-header-contribution",
        Field::Options => "exchange-header-options",
        Field::Method => "exchange-header-method",
        Field::PaidOn => "exchange-header-paid-on",
        Field::Starts => "exchange-header-starts",
        Field::Ends => "exchange-header-ends",
        Field::Status => "exchange-header-status",
        Field::CancelledOn => "exchange-header-cancelled-on",
        Field::Amount => "exchange-header-amount",
        Field::Currency => "exchange-header-currency",
        Field::Note => "exchange-header-note",
        Field::PaymentKind => "exchange-header-payment-kind",
        Field::TicketTitle => "exchange-header-ticket-title",
        Field::TicketCategory => "exchange-header-ticket-category",
        Field::OrderNumber => "exchange-header-order-number",
        Field::TicketNumber => "exchange-header-ticket-number",
        Field::Activity => "exchange-header-activity",
        Field::TicketDate => "exchange-header-ticket-date",
        Field::Source => "exchange-header-source",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::map::names::known;
    use crate::words::Language;

    #[test]
    fn the_importer_knows_every_header_again() {
        for language in [Language::French, Language::English] {
            let words = Words::new(language, "EUR", chrono_tz::Tz::UTC);

            for field in Field::ALL {
                let name = words.get(header(*field));

                assert_eq!(known(&name), Some(*field), "{name}");
            }
        }
    }
}

//! The columns that fields become: their names and what stands in them.

use crate::exchange::write::cells::{Column, Shape};
use crate::exchange::{Field, Subject};
use crate::words::Words;

/// The column of a field, named in the language of the file.
pub fn column(field: Field, words: &Words) -> Column {
    Column { header: words.get(header(field)), shape: shape(field) }
}

/// The key of the name of the sheet.
pub fn sheet(subject: Subject) -> &'static str {
    match subject {
        Subject::Members => "exchange-sheet-members",
        Subject::Subscriptions => "exchange-sheet-subscriptions",
        Subject::Payments => "exchange-sheet-payments",
    }
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
fn header(field: Field) -> &'static str {
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

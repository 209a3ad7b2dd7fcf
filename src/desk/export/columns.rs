//! The columns that fields become: their names and what stands in them.

use std::collections::HashSet;

use crate::domain::custom::{CustomField, FieldKind};
use crate::exchange::map::names::{key, known};
use crate::exchange::write::cells::{Column, Shape};
use crate::exchange::{Field, Meaning, Subject};
use crate::words::Words;

/// The columns of some fields, named in the language of the file. The importer knows each of them again by its name.
pub fn columns(fields: &[Meaning], own: &[CustomField], words: &Words) -> Vec<Column> {
    let mut taken: HashSet<String> = HashSet::new();

    fields
        .iter()
        .filter_map(|meaning| match meaning {
            Meaning::Field(field) => Some(Column { header: words.get(header(*field)), shape: shape(*field) }),
            Meaning::Custom(id) => {
                let field = own.iter().find(|field| field.id == *id)?;
                // A title that means something else, or that another field has too, would come back as that.
                let plain = known(&field.title).is_none() && taken.insert(key(&field.title));
                let header = if plain { field.title.clone() } else { meaning.name(own)? };

                Some(Column { header, shape: own_shape(field.kind) })
            }
            Meaning::New(_) => None,
        })
        .collect()
}

fn own_shape(kind: FieldKind) -> Shape {
    match kind {
        FieldKind::Number => Shape::Decimal,
        FieldKind::Date => Shape::Date,
        FieldKind::YesNo => Shape::Short,
        FieldKind::LongText => Shape::Long,
        FieldKind::Text | FieldKind::Choice | FieldKind::Choices | FieldKind::File => Shape::Text,
    }
}

/// The key of the name of the sheet.
pub fn sheet(subject: Subject) -> &'static str {
    match subject {
        Subject::Members => "exchange-sheet-members",
        Subject::Subscriptions => "exchange-sheet-subscriptions",
        Subject::Payments => "exchange-sheet-payments",
        Subject::Tickets => "exchange-sheet-tickets",
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
        | Field::CancelledOn
        | Field::TicketDate => Shape::Date,
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

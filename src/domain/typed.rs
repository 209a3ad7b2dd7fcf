//! How a single cell is typed where there is no form of its entity: what kind of input a column takes.

use super::custom::FieldKind;
use super::entity::{Column, Kind, Named, Table, Wins};
use super::member::EmailState;
use super::product::OptionChoice;

/// What a column is typed into.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    Text,
    /// A text of several lines.
    Lines,
    Number,
    /// Minor units of the venue's currency.
    Money,
    /// Basis points: 5.5 % is 550.
    Rate,
    YesNo,
    Date,
    /// One of these: the stable name, and the key of the text that says it.
    Choice(Vec<(&'static str, String)>),
    /// The value of a field of the venue's own.
    Own(FieldKind),
}

/// What `column` is typed into; none when it is not for people to type: ids and moments, what is written once, what only
/// makes sense beside other columns (when a subscription ends, and why) or in a form (a duration).
pub fn input(table: &Table, column: &Column) -> Option<Input> {
    if table.fact || matches!(column.wins, Wins::Never | Wins::Greatest) {
        return None;
    }

    match (table.name, column.name) {
        ("subscription", "cancelled_why") => Some(Input::Text),
        ("member", "email_state") => Some(choice::<EmailState>()),
        ("product", "option_choice") => Some(choice::<OptionChoice>()),
        ("member", "comment" | "address" | "billing_address")
        | ("product", "short_text" | "long_text")
        | ("custom_field", "help" | "choices") => Some(Input::Lines),
        ("price", "amount" | "minimum") => Some(Input::Money),
        ("product", "vat_rate") => Some(Input::Rate),
        ("subscription" | "layout" | "field_value", _)
        | ("member", "email_error" | "newsletter_how")
        | ("price", "duration" | "requires")
        | ("custom_field", "kind")
        | (_, "position" | "welcomed") => None,
        _ => match column.kind {
            Kind::Text => Some(Input::Text),
            Kind::Integer => Some(Input::Number),
            Kind::Bool => Some(Input::YesNo),
            Kind::Date => Some(Input::Date),
            Kind::Id | Kind::Instant => None,
        },
    }
}

fn choice<T: Named>() -> Input {
    Input::Choice(T::ALL.iter().map(|value| (value.name(), value.key())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TABLES;

    fn of(table: &str, column: &str) -> Option<Input> {
        let table = TABLES.iter().find(|known| known.name == table).unwrap();

        input(table, table.column(column).unwrap())
    }

    #[test]
    fn each_kind_has_its_input_and_what_nobody_types_has_none() {
        for (table, column, expected) in [
            ("member", "first_name", Some(Input::Text)),
            ("member", "comment", Some(Input::Lines)),
            ("member", "vip", Some(Input::YesNo)),
            ("member", "birth_date", Some(Input::Date)),
            ("member", "created_at", None),
            ("member", "modified_at", None),
            ("price", "amount", Some(Input::Money)),
            ("price", "stock", Some(Input::Number)),
            ("price", "product", None),
            ("product", "vat_rate", Some(Input::Rate)),
            ("payment", "amount", None),
            ("subscription", "ends", None),
            ("subscription", "contribution", None),
        ] {
            assert_eq!(of(table, column), expected, "{table}.{column}");
        }

        assert!(matches!(of("member", "email_state"), Some(Input::Choice(choices)) if choices.len() == 3));
    }
}

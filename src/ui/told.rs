//! Cells of the journal in words: what a column is called, and what it holds as people say it.

use std::str::FromStr;

use crate::domain::TABLES;
use crate::domain::entity::{Instant, Kind, Named};
use crate::domain::member::{EmailState, Source};
use crate::domain::money::{Method, PaymentKind, rate_text};
use crate::domain::period::Duration;
use crate::domain::phrase::Phrase;
use crate::domain::product::OptionChoice;
use crate::domain::subscription::{Origin, Validity};
use crate::words::Words;

/// The column of every entity that can be archived; no table declares it.
const ARCHIVED: &str = "archived_at";

/// What a column is called on screen.
pub fn label(entity: &str, column: &str, words: &Words) -> String {
    let table = TABLES.iter().find(|table| table.name == entity);

    if column == ARCHIVED {
        return words.get("sharing-archived");
    }

    match table.filter(|table| table.column(column).is_some()) {
        Some(table) => words.get(&table.key(column)),
        None => column.to_owned(),
    }
}

/// What a cell holds; an en dash when it is empty.
pub fn cell(entity: &str, column: &str, text: Option<&str>, words: &Words) -> String {
    match text {
        text if column == ARCHIVED => words.get(if text.is_some() { "choice-yes" } else { "choice-no" }),
        Some(text) if !text.is_empty() => value(entity, column, text, words),
        _ => "–".to_owned(),
    }
}

fn value(entity: &str, field: &str, text: &str, words: &Words) -> String {
    let kind = TABLES
        .iter()
        .find(|table| table.name == entity)
        .and_then(|table| table.column(field))
        .map(|column| column.kind);

    let said = match (kind, field) {
        (Some(Kind::Bool), _) => Some(words.get(if text == "true" { "choice-yes" } else { "choice-no" })),
        (Some(Kind::Date), _) => text.parse().ok().map(|day| words.date(day)),
        (Some(Kind::Instant), _) => text.parse::<Instant>().ok().map(|at| words.moment(at)),
        (Some(Kind::Integer), "contribution" | "amount" | "minimum") => {
            text.parse().ok().map(|minor| words.money(minor))
        }
        (_, "email_state") => named::<EmailState>(text, words),
        (_, "duration") => text.parse::<Duration>().ok().map(|duration| words.say(&duration.phrase())),
        (_, "option_choice") => named::<OptionChoice>(text, words),
        (_, "vat_rate") => text.parse().ok().map(|rate| format!("{}\u{a0}%", rate_text(rate))),
        (_, "source") => named::<Source>(text, words),
        (_, "method") => named::<Method>(text, words),
        (_, "validity") => named::<Validity>(text, words),
        (_, "origin") => named::<Origin>(text, words),
        (_, "kind") => named::<PaymentKind>(text, words),
        (_, "why") => serde_json::from_str::<Phrase>(text).ok().map(|why| words.say(&why)),
        _ => None,
    };

    said.unwrap_or_else(|| text.replace('\n', ", "))
}

fn named<T: FromStr + Named>(text: &str, words: &Words) -> Option<String> {
    text.parse::<T>().ok().map(|value| words.get(&value.key()))
}

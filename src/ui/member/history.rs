//! The journal of a member in words: who did what and when, with each field before and after.

use std::str::FromStr;

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{Message, State};
use crate::desk::{FieldChange, HistoryEntry};
use crate::domain::TABLES;
use crate::domain::entity::{Instant, Kind, Named};
use crate::domain::member::{EmailState, Source};
use crate::domain::money::{Method, PaymentKind};
use crate::domain::phrase::Phrase;
use crate::domain::subscription::{Origin, Validity};
use crate::ui::kit::{self, Element, Icon, Tone, space};
use crate::ui::screen::Shared;

/// Fields shown of one entry before "and so many others".
const FIELDS: usize = 12;

impl State {
    pub(super) fn history_view<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;
        let Some(history) = &self.history else { return kit::skeleton(Length::Fill) };

        if history.is_empty() {
            return kit::empty_state(Icon::History, words.get("history-empty"), words.get("history-empty-text"), []);
        }

        let entries = history.iter().map(|entry| told(entry, shared));

        iced::widget::Column::with_children(entries).spacing(space::L).into()
    }
}

fn told<'a>(entry: &'a HistoryEntry, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let when = words.ago(entry.at, shared.desk.now());
    let by = words.say(&Phrase::new("history-by").with("when", when).with("operator", entry.operator.as_str()));
    let mut head =
        row![kit::strong(words.say(&entry.title())).width(Length::Fill)].spacing(space::S).align_y(Alignment::Center);

    if entry.undone {
        head = head.push(kit::pill(Tone::Neutral, words.get("history-undone")));
    } else {
        head = head
            .push(kit::button(words.get("undo")).icon(Icon::Undo).quiet().small().on_press(Message::Undo(entry.id)));
    }

    let mut told = column![head, kit::line(by).small().muted()].spacing(space::XS);

    if let Some(note) = &entry.note {
        told = told.push(kit::caption(words.say(note)));
    }

    let fields: Vec<_> = entry.changes.iter().filter(|change| change.field.is_some()).collect();

    for change in fields.iter().take(FIELDS) {
        told = told.push(field(change, shared));
    }

    if fields.len() > FIELDS {
        told = told.push(kit::caption(words.say(&Phrase::new("history-more").with("count", fields.len() - FIELDS))));
    }

    let light = container(kit::light(if entry.undone { Tone::Neutral } else { Tone::Positive }))
        .padding(iced::Padding { top: 6.0, ..iced::Padding::ZERO });

    row![light, told.width(Length::Fill)].spacing(space::M).into()
}

/// "Téléphone : – → 06 11 22 33 44".
fn field<'a>(change: &FieldChange, shared: &'a Shared) -> Element<'a, Message> {
    if let Some((title, kind)) = &change.custom {
        let said = |text: &Option<String>| {
            text.as_deref().map_or_else(|| "–".to_owned(), |text| shared.words.field_value(*kind, text))
        };
        let phrase = Phrase::new("history-field")
            .with("field", title.as_str())
            .with("before", said(&change.before))
            .with("after", said(&change.after));

        return kit::small(shared.words.say(&phrase)).into();
    }

    let name = change.field.as_deref().unwrap_or_default();
    let label = TABLES
        .iter()
        .find(|table| table.name == change.entity)
        .map_or_else(|| name.to_owned(), |table| shared.words.get(&table.key(name)));
    let said = |text: &Option<String>| match text {
        Some(text) if !text.is_empty() => value(&change.entity, name, text, shared),
        _ => "–".to_owned(),
    };
    let phrase = Phrase::new("history-field")
        .with("field", label)
        .with("before", said(&change.before))
        .with("after", said(&change.after));

    kit::small(shared.words.say(&phrase)).into()
}

/// A cell of the journal as people say it.
fn value(entity: &str, field: &str, text: &str, shared: &Shared) -> String {
    let words = &shared.words;
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
        (_, "email_state") => named::<EmailState>(text, shared),
        (_, "source") => named::<Source>(text, shared),
        (_, "method") => named::<Method>(text, shared),
        (_, "validity") => named::<Validity>(text, shared),
        (_, "origin") => named::<Origin>(text, shared),
        (_, "kind") => named::<PaymentKind>(text, shared),
        (_, "why") => serde_json::from_str::<Phrase>(text).ok().map(|why| words.say(&why)),
        _ => None,
    };

    said.unwrap_or_else(|| text.replace('\n', ", "))
}

fn named<T: FromStr + Named>(text: &str, shared: &Shared) -> Option<String> {
    text.parse::<T>().ok().map(|value| shared.words.get(&value.key()))
}

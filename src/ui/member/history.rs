//! The journal of a member in words: who did what and when, with each field before and after.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{Message, State};
use crate::desk::{FieldChange, HistoryEntry};
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Element, Icon, Tone, space};
use crate::ui::screen::Shared;
use crate::ui::told;

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
        head = head.push(
            kit::button(words.get("undo"))
                .icon(Icon::Undo)
                .quiet()
                .small()
                .on_press(Message::Undo(entry.id))
                .barred(shared.sharing.barred_action(&entry.action).map(|why| words.say(&why))),
        );
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
    let label = told::label(&change.entity, name, &shared.words);
    let said = |text: &Option<String>| told::cell(&change.entity, name, text.as_deref(), &shared.words);
    let phrase = Phrase::new("history-field")
        .with("field", label)
        .with("before", said(&change.before))
        .with("after", said(&change.after));

    kit::small(shared.words.say(&phrase)).into()
}

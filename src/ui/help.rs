//! The page of keys: the table that listens is the table that is shown.

use iced::widget::{Column, Row, column, row};
use iced::{Alignment, Element, Length, Subscription, Task};

use crate::domain::phrase::Phrase;
use crate::ui::keys::{Group, TABLE};
use crate::ui::kit::{self, Dialog, size, space};
use crate::ui::screen::{Ask, Shared, Step};

/// The title of a group, and the chords of each of its lines with what they do.
type Keys = (String, Vec<(Vec<String>, String)>);

pub struct State {
    groups: Vec<Keys>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
}

impl State {
    pub fn new(shared: &Shared) -> (Self, Task<Message>) {
        (Self { groups: groups(shared) }, Task::none())
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Refresh => {
                self.groups = groups(shared);
                Step::none()
            }
            Message::Dismiss => Step::ask(Ask::Close),
        }
    }

    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> Dialog<'a, Message> {
        let words = &shared.words;
        let wide = shared.size.width >= size::DIALOG + size::PANEL;
        let parts = self.groups.iter().map(group);
        let content: Element<'a, Message> = if wide {
            let mut parts = parts;
            let first = parts.next();
            let rest = Column::with_children(parts).spacing(space::XL).width(Length::FillPortion(1));

            row![Column::with_children(first).width(Length::FillPortion(1)), rest].spacing(space::XXL).into()
        } else {
            Column::with_children(parts).spacing(space::XL).into()
        };

        kit::dialog(words.get("help-title"), column![content, kit::caption(words.get("help-foot"))].spacing(space::XL))
            .width(if wide { size::DIALOG + size::PANEL } else { size::DIALOG })
            .on_escape(words.get("key-name-escape"), Message::Dismiss)
            .on_outside(Message::Dismiss)
            .on_enter(Some(Message::Dismiss))
            .button(kit::button(words.get("help-close")).primary().on_press(Message::Dismiss))
    }

    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::none()
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        None
    }
}

fn group<'a>((title, keys): &'a Keys) -> Element<'a, Message> {
    let lines = keys.iter().map(|(chords, does)| {
        let caps = chords.iter().map(|chord| kit::key(chord.as_str()));

        row![
            Row::with_children(caps).spacing(space::XS).width(size::PANEL / 2.0 - space::L),
            kit::body(does.as_str()).width(Length::Fill),
        ]
        .align_y(Alignment::Center)
        .spacing(space::M)
        .into()
    });

    column![kit::section(title.as_str()), Column::with_children(lines).spacing(space::XS)].spacing(space::S).into()
}

fn groups(shared: &Shared) -> Vec<Keys> {
    let words = &shared.words;

    [(Group::Everywhere, "help-everywhere"), (Group::List, "help-list"), (Group::Forms, "help-forms")]
        .into_iter()
        .map(|(group, title)| {
            let keys = TABLE
                .iter()
                .filter(|line| line.group == group)
                .map(|line| (line.chords.iter().map(|chord| chord.label(words)).collect(), words.get(line.text)));

            (words.get(title), keys.collect())
        })
        .collect()
}

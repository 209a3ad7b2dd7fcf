//! The dialog of the palette: one input, and below it what it finds.

use iced::widget::{Column, column, container, operation, row};
use iced::{Alignment, Length, Task};

use super::{Entry, Message, State};
use crate::domain::fold;
use crate::ui::kit::{self, Dialog, Element, Icon, Tone, size, space};
use crate::ui::screen::Shared;

/// The input.
pub const INPUT: &str = "palette_input";
const LIST: &str = "palette_list";

/// How many entries are seen without scrolling.
const SEEN: usize = 10;

pub fn dialog<'a>(state: &'a State, shared: &'a Shared) -> Dialog<'a, Message> {
    let words = &shared.words;
    let input = kit::field("", &state.text)
        .id(INPUT)
        .icon(Icon::Search)
        .placeholder(words.get("palette-hint"))
        .on_input(Message::Typed)
        .on_submit(Message::Run);

    let mut found: Vec<Element<'a, Message>> = Vec::new();
    let typed = fold::words(&state.text);
    for (at, entry) in state.entries.iter().enumerate() {
        found.push(
            kit::entry(line(entry, &typed, shared))
                .current(at == state.at)
                .passed_over()
                .on_press(Message::Choose(at))
                .into(),
        );
    }

    let height = height(shared);
    let list: Element<'a, Message> = if let Some(problem) = &state.problem {
        kit::note(Tone::Danger, words.say(problem))
    } else if found.is_empty() {
        container(kit::muted(words.get("palette-none"))).padding(space::S).into()
    } else {
        kit::scroll(Column::with_children(found).padding(iced::Padding::ZERO.right(space::M)))
            .id(LIST)
            .height(Length::Fill)
            .into()
    };

    kit::dialog(
        words.get("key-palette"),
        column![input, container(list).height(height), kit::caption(words.get("palette-foot"))].spacing(space::M),
    )
    .on_escape(words.get("key-name-escape"), Message::Dismiss)
    .on_outside(Message::Dismiss)
    .on_enter(Some(Message::Run))
}

fn line<'a>(entry: &'a Entry, typed: &[String], shared: &'a Shared) -> Element<'a, Message> {
    match entry {
        Entry::Do { name, hint, .. } => {
            let mut content = row![
                kit::icon(Icon::Command),
                kit::marked(name.as_str(), fold::marks(name, typed)).width(Length::Fill),
            ]
            .spacing(space::M)
            .align_y(Alignment::Center);
            if !hint.is_empty() {
                content = content.push(kit::key(hint.as_str()));
            }

            content.into()
        }
        Entry::Member { name, email, .. } => {
            let address = if email.is_empty() { shared.words.get("palette-no-email") } else { email.clone() };
            let marks = fold::marks(&address, typed);

            row![
                kit::icon(Icon::User),
                kit::marked(name.as_str(), fold::marks(name, typed)).width(Length::FillPortion(1)),
                kit::marked(address, marks).muted().align_right().width(Length::FillPortion(1)),
            ]
            .spacing(space::M)
            .align_y(Alignment::Center)
            .into()
        }
    }
}

/// Of the list. Always the same: the input stays where the eyes are.
fn height(shared: &Shared) -> f32 {
    let rows = f32::from(u16::try_from(SEEN).unwrap_or(1)) * size::ROW;

    rows.min((shared.size.height - size::PANEL / 2.0).max(size::ROW * 2.0))
}

/// Scrolls so that the entry `at` is seen, in the middle where it can be.
pub fn reveal(at: usize, shared: &Shared) -> Task<Message> {
    let before = ((height(shared) - size::ROW) / 2.0).max(0.0);
    let y = (f32::from(u16::try_from(at).unwrap_or(u16::MAX)) * size::ROW - before).max(0.0);

    operation::scroll_to(LIST, operation::AbsoluteOffset { x: 0.0, y })
}

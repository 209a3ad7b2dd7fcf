//! The last step: what came in, and the ways on and back.

use iced::widget::{center, column, row};
use iced::{Alignment, Length};

use super::said::{also, created};
use super::{Message, State, Work};
use crate::desk::Outcome;
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Element, Icon, Tone, size, space};
use crate::ui::screen::Shared;
use crate::words::Words;

/// What an import did, once it is done.
pub struct Finished {
    pub outcome: Outcome,
    pub undone: bool,
}

/// It in words.
#[derive(Default)]
pub struct Said {
    text: String,
    lines: Vec<String>,
    left: Vec<String>,
}

impl State {
    pub(super) fn say_done(&self, words: &Words) -> Said {
        let (Some(checked), Some(finished)) = (&self.checked, &self.finished) else { return Said::default() };
        let summary = &checked.summary;
        let mut lines = also(summary, words);
        let prices = created(self, summary);
        if prices > 0 {
            lines.push(words.say(&Phrase::new("import-done-prices").with("count", prices)));
        }
        if summary.left_out > 0 {
            lines.push(words.say(&Phrase::new("import-done-left").with("count", summary.left_out)));
        }

        Said {
            text: words.say(&Phrase::new("import-done-text").with("new", summary.new).with("updated", summary.updated)),
            lines,
            left: finished.outcome.left.iter().map(|left| words.say(left)).collect(),
        }
    }
}

pub fn view<'a>(state: &'a State, finished: &'a Finished, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let said = &state.said.done;
    let free = matches!(state.work, Work::Idle);

    if finished.undone {
        return kit::surface(kit::empty_state(
            Icon::Undo,
            words.get("import-undone-title"),
            words.get("import-undone-text"),
            [
                kit::button(words.get("import-another")).on_press(Message::Another),
                kit::button(words.get("import-members")).primary().id(super::MEMBERS).on_press(Message::Members),
            ],
        ));
    }

    let mut content = column![
        kit::icon::tinted(Icon::CircleCheck, size::ICON_LARGE, |t| t.positive),
        kit::title(words.get("import-done-title")),
        kit::body(said.text.as_str()).align_x(Alignment::Center),
    ]
    .spacing(space::M)
    .align_x(Alignment::Center)
    .max_width(size::READING);

    for line in &said.lines {
        content = content.push(kit::muted(line.as_str()).align_x(Alignment::Center));
    }
    for left in &said.left {
        content = content.push(kit::note(Tone::Warning, left.as_str()));
    }
    let mut buttons =
        row![kit::button(words.get("import-undo")).icon(Icon::Undo).on_press_maybe(free.then_some(Message::Undo))]
            .spacing(space::S);
    if state.checked.as_ref().is_some_and(|checked| checked.summary.refused_count > 0) {
        buttons = buttons.push(kit::button(words.get("import-rejects")).on_press(Message::Rejects));
    }
    buttons = buttons
        .push(kit::button(words.get("import-another")).on_press(Message::Another))
        .push(kit::button(words.get("import-members")).primary().id(super::MEMBERS).on_press(Message::Members));

    let page =
        column![content, buttons.wrap().vertical_spacing(space::S)].spacing(space::XL).align_x(Alignment::Center);

    kit::surface(center(page).padding(space::XL).width(Length::Fill))
}

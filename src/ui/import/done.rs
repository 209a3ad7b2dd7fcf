//! The last step: what came in, and the ways on and back.

use iced::widget::{center, column, row};
use iced::{Alignment, Length};

use super::{Finished, Message, State, Work};
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Element, Icon, Tone, size, space};
use crate::ui::screen::Shared;

pub fn view<'a>(state: &'a State, finished: &'a Finished, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
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
        kit::body(
            words.say(&Phrase::new("import-done-text").with("new", finished.new).with("updated", finished.updated),)
        )
        .align_x(Alignment::Center),
    ]
    .spacing(space::M)
    .align_x(Alignment::Center)
    .max_width(size::READING);

    for left in &finished.outcome.left {
        content = content.push(kit::note(Tone::Warning, words.say(left)));
    }
    let mut buttons =
        row![kit::button(words.get("import-undo")).icon(Icon::Undo).on_press_maybe(free.then_some(Message::Undo))]
            .spacing(space::S);
    if finished.refused > 0 {
        buttons = buttons.push(kit::button(words.get("import-rejects")).on_press(Message::Rejects));
    }
    buttons = buttons
        .push(kit::button(words.get("import-another")).on_press(Message::Another))
        .push(kit::button(words.get("import-members")).primary().id(super::MEMBERS).on_press(Message::Members));

    let page =
        column![content, buttons.wrap().vertical_spacing(space::S)].spacing(space::XL).align_x(Alignment::Center);

    kit::surface(center(page).padding(space::XL).width(Length::Fill))
}

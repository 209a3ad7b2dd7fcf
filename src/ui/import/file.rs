//! The first step: drop, choose or name the file; then watch it being read.

use iced::widget::{center, column, container, row};
use iced::{Alignment, Length, Padding};

use super::view::middle;
use super::{Message, State, Work};
use crate::domain::phrase::Phrase;
use crate::ui::jobs;
use crate::ui::kit::{self, Element, Icon, role, size, space};
use crate::ui::screen::Shared;

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;

    if let Work::Checking(job) = &state.work {
        let label = words.say(&Phrase::new("import-checking").with("file", state.name()));
        let stop = kit::button(words.get("import-stop")).on_press(Message::Cancel);

        return middle(column![
            kit::progress(label, jobs::share(job), Some(stop)),
            kit::caption(words.say(&jobs::far(job))),
        ]);
    }

    let problem = state.problem.as_ref().map(|problem| words.say(problem));
    let mut content = column![
        kit::icon::tinted(Icon::Spreadsheet, size::ICON_LARGE, |t| t.accent),
        kit::heading(words.get("import-drop-title")),
        kit::muted(words.get("import-drop-text")).align_x(Alignment::Center),
        container(
            kit::button(words.get("import-browse"))
                .primary()
                .icon(Icon::FolderOpen)
                .id(super::BROWSE)
                .on_press(Message::Browse),
        )
        .padding(Padding::from([space::S, 0.0])),
    ]
    .spacing(space::S)
    .align_x(Alignment::Center)
    .max_width(size::READING - size::PANEL / 4.0);

    if state.no_dialog {
        content = content.push(kit::note(kit::Tone::Neutral, words.get("import-no-dialog")));
    }
    // The button stands beside the input, below the line of its label.
    let read = container(
        kit::button(words.get("import-path-use"))
            .on_press_maybe((!state.path.trim().is_empty()).then_some(Message::UsePath)),
    )
    .padding(Padding::ZERO.top(role::SMALL.1 + space::XS));
    content = content.push(
        row![
            kit::field(words.get("import-path"), &state.path)
                .id(super::PATH)
                .placeholder(words.get("import-path-hint"))
                .problem(problem)
                .width(Length::Fill)
                .on_input(Message::TypedPath)
                .on_submit(Message::UsePath),
            read,
        ]
        .spacing(space::S),
    );

    center(content).padding(space::XL).into()
}

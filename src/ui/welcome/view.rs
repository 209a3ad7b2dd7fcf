//! How the first run looks: one card in the middle of the window.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{Message, Start, State};
use crate::ui::jobs;
use crate::ui::kit::{self, Element, Icon, size, space};
use crate::ui::screen::Shared;
use crate::words::Language;

/// The input of the venue's name.
pub const NAME: &str = "welcome_name";

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let busy = state.saving || state.filling.is_some();
    let language = Language::ALL.iter().position(|language| *language == words.language());
    let languages = kit::segmented(Language::ALL.iter().map(|language| language.own_name()), language, |at| {
        Message::Language(Language::ALL.get(at).copied().unwrap_or_default())
    });
    let problem = state.problem.as_ref().map(|problem| words.say(problem));

    let mut content = column![
        row![
            column![kit::title(words.get("welcome-title")), kit::muted(words.get("welcome-text"))]
                .spacing(space::XS)
                .width(Length::Fill),
            languages,
        ]
        .spacing(space::L)
        .align_y(Alignment::Start),
        kit::field(words.get("welcome-name"), &state.name)
            .id(NAME)
            .placeholder(words.get("welcome-name-hint"))
            .problem(problem)
            .on_input(Message::Name)
            .on_submit(Message::Begin),
        column![kit::caption(words.get("welcome-start")), starts(state, shared)].spacing(space::S),
    ]
    .spacing(space::XL);

    if let Some(job) = &state.filling {
        let stop = kit::button(words.get("welcome-cancel")).on_press(Message::Cancel);
        content = content.push(kit::progress(words.get("welcome-filling"), jobs::share(job), Some(stop)));
    } else {
        let join = kit::button(words.get("welcome-join"))
            .quiet()
            .icon(Icon::Link)
            .on_press_maybe((!busy).then_some(Message::Join));
        let begin = kit::button(words.get("welcome-begin"))
            .primary()
            .hint(words.get("key-name-enter"))
            .on_press_maybe((!busy).then_some(Message::Begin));

        content = content.push(kit::spread(join, begin));
    }

    let card = container(kit::card(container(content).padding(space::L))).max_width(size::READING + space::XXL);

    kit::canvas(
        container(kit::scroll(container(card).center_x(Length::Fill).padding(space::XL))).center_y(Length::Fill),
    )
}

fn starts<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let cards = Start::ALL.iter().map(|start| {
        let (icon, title, text) = match start {
            Start::File => (Icon::Spreadsheet, "welcome-start-file", "welcome-start-file-text"),
            Start::Examples => (Icon::Sparkles, "welcome-start-examples", "welcome-start-examples-text"),
            Start::Empty => (Icon::FileText, "welcome-start-empty", "welcome-start-empty-text"),
        };
        let current = state.start == *start;
        let content = row![
            kit::icon::tinted(icon, size::ICON + space::XS, |t| t.accent),
            column![kit::strong(shared.words.get(title)), kit::caption(shared.words.get(text)).width(Length::Fill),]
                .spacing(space::XS)
                .width(Length::Fill),
        ]
        .spacing(space::M)
        .align_y(Alignment::Center);
        let press = state.filling.is_none().then_some(Message::Start(*start));

        kit::card_choice(content, current, press, Message::BeginWith(*start))
    });

    iced::widget::Column::with_children(cards).spacing(space::S).into()
}

//! The first step: drop, choose or name the file; then watch it being read. Come back to, it says what the file is.

use iced::widget::{center, column, container, row};
use iced::{Alignment, Length, Padding};

use super::view::{ends, middle};
use super::{Message, State, Step, Work};
use crate::desk::import::{Field, Meaning, Subject};
use crate::domain::phrase::Phrase;
use crate::ui::jobs;
use crate::ui::kit::{self, Element, Icon, role, size, space};
use crate::ui::screen::Shared;

/// What the rows of a file can be about.
pub const SUBJECTS: &[(Subject, &str)] = &[
    (Subject::Members, "import-subject-members"),
    (Subject::Subscriptions, "import-subject-subscriptions"),
    (Subject::Tickets, "import-subject-tickets"),
];

impl State {
    /// What the rows are about: as decided, as the program that wrote them says, else as their columns do.
    pub(super) fn subject(&self) -> Subject {
        let Some(checked) = &self.checked else { return Subject::Members };
        let has = |field| checked.summary.columns.iter().any(|column| column.meaning == Some(Meaning::Field(field)));
        let decided = self.options.subject.or(checked.summary.subject);

        decided.unwrap_or_else(|| match () {
            () if has(Field::Product) || has(Field::Price) => Subject::Subscriptions,
            () if has(Field::TicketTitle) || has(Field::TicketNumber) => Subject::Tickets,
            () => Subject::Members,
        })
    }
}

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;

    if let Work::Checking(job) = &state.work {
        let label = words.say(&Phrase::new("import-checking").with("file", state.name()));
        let stop = kit::button(words.get("import-stop")).on_press(Message::Cancel);

        return middle(column![
            kit::progress(label, jobs::share(job), Some(stop)),
            kit::caption(state.said.progress.as_str()),
        ]);
    }

    let mut page = column![].spacing(space::XL).align_x(Alignment::Center).max_width(size::READING - size::PANEL / 4.0);
    if state.checked.is_some() {
        page = page.push(about(state, shared));
    }
    page = page.push(ask(state, shared));

    if state.checked.is_some() || shared.size.height < size::DIALOG {
        return kit::scroll(container(page).center_x(Length::Fill).padding(space::XL)).height(Length::Fill).into();
    }

    center(page).padding(space::XL).into()
}

/// The file that was read: who wrote it, as what it is taken, its sheets.
fn about<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let Some(checked) = &state.checked else { return column![].into() };
    let read = &checked.summary.read_as;
    let said = &state.said;
    let mut content = column![
        row![
            kit::icon::tinted(Icon::Spreadsheet, size::ICON, |t| t.accent),
            kit::strong(said.about.as_str()).width(Length::Fill)
        ]
        .spacing(space::S)
    ]
    .spacing(space::M);

    if let Some(program) = &said.program {
        content = content.push(kit::note(kit::Tone::Positive, program.as_str()));
    }
    if let Some(remembered) = said.columns.remembered() {
        let afresh = kit::link(words.get("import-afresh")).small().on_press(Message::Afresh);
        content = content.push(kit::spread(kit::caption(remembered), afresh));
    }
    if read.sheets.len() > 1 {
        let at = state
            .options
            .sheet
            .as_ref()
            .or(read.sheet.as_ref())
            .and_then(|sheet| read.sheets.iter().position(|known| known == sheet));
        content = content.push(
            kit::select(read.sheets.iter().map(String::as_str), at, move |at| {
                Message::Sheet(read.sheets.get(at).cloned().unwrap_or_default())
            })
            .label(words.get("import-read-sheet")),
        );
    }
    let subjects = kit::segmented(SUBJECTS.iter().map(|(_, key)| words.get(key)), said.subject, |at| {
        Message::About(SUBJECTS.get(at).map_or(Subject::Members, |(subject, _)| *subject))
    })
    .width(Length::Fill);
    content = content.push(column![kit::caption(words.get("import-subject")), subjects].spacing(space::XS));

    kit::card(content)
}

fn ask<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let again = state.checked.is_some();
    let problem = state.problem.as_ref().map(|problem| words.say(problem));
    let browse = kit::button(words.get("import-browse")).icon(Icon::FolderOpen).id(super::BROWSE);
    let browse = if again { browse } else { browse.primary() }.on_press(Message::Browse);
    let mut content = column![].spacing(space::S).align_x(Alignment::Center);

    if !again {
        content = content
            .push(kit::icon::tinted(Icon::Spreadsheet, size::ICON_LARGE, |t| t.accent))
            .push(kit::heading(words.get("import-drop-title")))
            .push(kit::muted(words.get("import-drop-text")).align_x(Alignment::Center));
    }
    content = content.push(container(browse).padding(Padding::from([space::S, 0.0])));
    if state.no_dialog {
        content = content.push(kit::note(kit::Tone::Neutral, words.get("import-no-dialog")));
    }

    // The button stands beside the input, below the line of its label.
    let read = container(
        kit::button(words.get("import-path-use"))
            .on_press_maybe((!state.path.trim().is_empty()).then_some(Message::UsePath)),
    )
    .padding(Padding::ZERO.top(role::SMALL.1 + space::XS));

    content
        .push(
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
        )
        .into()
}

/// The way on, for a file that was read.
pub fn foot<'a>(state: &'a State, shared: &'a Shared) -> Option<Element<'a, Message>> {
    state.checked.as_ref()?;
    let on = kit::button(shared.words.get("import-file-on")).primary().on_press(Message::Go(Step::Columns));

    Some(ends(iced::widget::space().into(), on.into()))
}

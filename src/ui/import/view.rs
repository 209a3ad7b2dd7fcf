//! The page: where one is, what is left to decide, and at the foot the way on.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{Message, State, Step, Work, columns, done, file, verify};
use crate::ui::jobs;
use crate::ui::kit::{self, Element, Tone, space};
use crate::ui::screen::Shared;
use crate::words::Words;

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let later = kit::button(words.get(if state.blank() { "import-close" } else { "import-later" }));
    let head =
        kit::page_header(words.get("import-title"), state.said.about.as_str(), [later.on_press(Message::Later).into()]);
    let labels: Vec<String> = Step::ALL.iter().map(|step| words.get(step.key())).collect();
    let at = Step::ALL.iter().position(|step| *step == state.step).unwrap_or(0);
    let steps = container(kit::steps(labels, at, |at| {
        Step::ALL.get(at).copied().filter(|step| state.reachable(*step)).map(Message::Go)
    }))
    .padding(iced::Padding::from([0.0, space::M]).bottom(space::M));

    let (content, foot): (Element<'a, Message>, Option<Element<'a, Message>>) = match (&state.work, state.step) {
        (Work::Importing(job), _) => (writing(state, job, shared), None),
        (_, Step::File) => (kit::surface(file::view(state, shared)), file::foot(state, shared)),
        (_, Step::Columns) => (kit::surface(columns::view(state, shared)), Some(columns::foot(state, shared))),
        (_, Step::Verify) => (verify::view(state, shared), Some(verify::foot(state, shared))),
        (_, Step::Done) => match &state.finished {
            Some(finished) => {
                let foot = state.rejects_path.is_some().then(|| verify::foot(state, shared));
                (done::view(state, finished, shared), foot)
            }
            None => (column![].into(), None),
        },
    };

    let mut page = column![head, steps, kit::separator(), container(content).height(Length::Fill).width(Length::Fill)];
    if let Some(foot) = foot {
        page = page
            .push(kit::separator())
            .push(container(foot).width(Length::Fill).padding([space::M, space::L + space::XS]));
    }

    kit::canvas(page)
}

fn writing<'a>(state: &'a State, job: &crate::desk::Job, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let stop = kit::button(words.get("import-stop")).on_press(Message::Cancel);

    kit::surface(middle(column![
        kit::section(words.get("import-writing")),
        kit::muted(words.get("import-writing-text")),
        kit::progress(state.said.progress.as_str(), jobs::share(job), Some(stop)),
    ]))
}

pub(super) fn middle<'a>(content: iced::widget::Column<'a, Message>) -> Element<'a, Message> {
    iced::widget::center(content.spacing(space::M).width(kit::size::FORM)).into()
}

/// Two ends of a foot.
pub(super) fn ends<'a>(left: Element<'a, Message>, right: Element<'a, Message>) -> Element<'a, Message> {
    row![left, iced::widget::space().width(Length::Fill), right].align_y(Alignment::Center).into()
}

/// What went wrong.
pub(super) fn problem<'a>(state: &State, words: &Words) -> Option<Element<'a, Message>> {
    state.problem.as_ref().map(|problem| kit::note(Tone::Danger, words.say(problem)))
}

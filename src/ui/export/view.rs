//! The dialog of the export.

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Length};

use super::{Format, Message, State};
use crate::desk::Selection;
use crate::domain::phrase::Phrase;
use crate::ui::fields;
use crate::ui::kit::{self, Dialog, Element, Tone, size, space};
use crate::ui::screen::{ExportOf, Shared};

/// The input of the path.
pub const PATH: &str = "export_path";

pub fn dialog<'a>(state: &'a State, shared: &'a Shared) -> Dialog<'a, Message> {
    let words = &shared.words;
    let main = state.can_save().then_some(Message::Save);

    if state.running.is_some() {
        return kit::dialog(words.get("export-title"), progress(state, shared))
            .width(size::DIALOG_SMALL)
            .on_escape(words.get("key-name-escape"), Message::Dismiss)
            .button(kit::button(words.get("export-later")).on_press(Message::Dismiss));
    }

    let label = match (&state.path, &state.replacing) {
        (None, _) => "export-save",
        (Some(_), None) => "export-write",
        (Some(_), Some(_)) => "export-replace",
    };
    let mut dialog = kit::dialog(words.get("export-title"), content(state, shared))
        .on_escape(words.get("key-name-escape"), Message::Dismiss)
        .on_enter(main.clone());
    if state.path.is_none() {
        dialog = dialog.left(kit::link(words.get("export-type-path")).small().on_press(Message::TypePath));
    }

    dialog
        .button(kit::button(words.get("export-cancel")).on_press(Message::Dismiss))
        .button(kit::button(words.get(label)).primary().hint(words.get("key-name-enter")).on_press_maybe(main))
}

fn content<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let labels: Vec<String> = Format::ALL.iter().map(|format| words.get(format.key())).collect();
    let at = Format::ALL.iter().position(|format| *format == state.format);
    let formats =
        kit::segmented(labels, at, |at| Message::Format(Format::ALL.get(at).copied().unwrap_or(Format::FrenchCsv)))
            .width(Length::Fill);

    let mut parts: Column<'a, Message> = column![
        what(state, shared),
        column![kit::caption(words.get("export-format")), formats, kit::caption(words.get(state.format.hint()))]
            .spacing(space::XS),
        chosen(state, shared),
    ]
    .spacing(space::L);

    if let Some(path) = &state.path {
        let problem = state.problem.as_ref().map(|problem| words.say(problem));
        parts = parts.push(
            kit::field(words.get("export-path"), path)
                .id(PATH)
                .problem(problem)
                .on_input(Message::Path)
                .on_submit(Message::UsePath),
        );
    } else if let Some(problem) = &state.problem {
        parts = parts.push(kit::note(Tone::Danger, words.say(problem)));
    }

    parts.into()
}

/// How many, and which.
fn what<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let (key, ticked) = match &state.of {
        ExportOf::Members(selection) => ("export-members-count", matches!(selection, Selection::Ticked(_))),
        ExportOf::Subscriptions(selection) => ("export-subscriptions-count", matches!(selection, Selection::Ticked(_))),
    };
    let count = match state.count {
        Some(count) => words.say(&Phrase::new(key).with("count", count)),
        None => words.get("export-counting"),
    };
    let which = words.get(if ticked { "export-ticked" } else { "export-filtered" });

    row![kit::section(count), kit::muted(which)].spacing(space::S).align_y(Alignment::Center).into()
}

/// How many columns, and on demand which.
fn chosen<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let count = state.fields.iter().filter(|(_, chosen)| *chosen).count();
    let toggle = if state.choosing_fields { "export-fields-hide" } else { "export-fields-choose" };
    let mut head = row![
        kit::caption(words.get("export-fields")),
        kit::small_strong(words.say(&Phrase::new("export-fields-count").with("count", count))),
        kit::link(words.get(toggle)).small().on_press(Message::ChooseFields(!state.choosing_fields)),
    ]
    .spacing(space::S)
    .align_y(Alignment::Center);
    if !state.choosing_fields {
        return head.into();
    }

    head = head
        .push(iced::widget::space().width(Length::Fill))
        .push(kit::link(words.get("export-fields-all")).small().on_press(Message::AllFields(true)))
        .push(kit::link(words.get("export-fields-none")).small().on_press(Message::AllFields(false)));
    let half = state.fields.len().div_ceil(2).max(1);
    let columns = state.fields.chunks(half).map(|part| {
        let boxes = part.iter().map(|(field, chosen)| {
            let field = *field;

            kit::checkbox(shared.words.get(fields::name(field)), *chosen)
                .on_toggle(move |wanted| Message::Field(field, wanted))
                .into()
        });

        Column::with_children(boxes).spacing(space::S).width(Length::FillPortion(1)).into()
    });

    column![head, kit::well(iced::widget::Row::with_children(columns).spacing(space::M))].spacing(space::S).into()
}

fn progress<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let Some(job) = &state.running else { return column![].into() };
    let stop = kit::button(words.get("export-stop")).on_press(Message::Cancel);

    container(kit::progress(words.get("export-running"), crate::ui::jobs::share(job), Some(stop)))
        .width(Length::Fill)
        .into()
}

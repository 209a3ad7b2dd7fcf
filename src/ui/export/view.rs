//! The dialog of the export.

use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced::mouse::Interaction;
use iced::widget::{Column, column, container, mouse_area, row};
use iced::{Alignment, Length, Padding};

use super::{Format, Message, Scope, State};
use crate::desk::export::Subject;
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Dialog, Element, Icon, Tone, role, size, space};
use crate::ui::screen::Shared;

/// The inputs of the path and of the name of a choice.
pub const PATH: &str = "export_path";
pub const NAME: &str = "export_layout_name";

/// The list of columns, before it scrolls.
const LIST: f32 = size::PANEL / 2.0;

const SUBJECTS: &[(Subject, &str)] = &[
    (Subject::Members, "export-subject-members"),
    (Subject::Subscriptions, "export-subject-subscriptions"),
    (Subject::Payments, "export-subject-payments"),
    (Subject::Tickets, "export-subject-tickets"),
];

/// The tick of the column at this place, for the focus.
pub fn line_id(at: usize) -> String {
    format!("export_field_{at}")
}

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

/// How many, which, and of what.
fn what<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let key = match state.subject {
        Subject::Members => "export-members-count",
        Subject::Subscriptions => "export-subscriptions-count",
        Subject::Payments => "export-subject-payments",
        Subject::Tickets => "export-subject-tickets",
    };
    let count = match (state.count, state.subject) {
        (_, Subject::Payments | Subject::Tickets) => words.get(key),
        (Some(count), _) => words.say(&Phrase::new(key).with("count", count)),
        (None, _) => words.get("export-counting"),
    };
    let narrowed = state.narrowed() && state.scope == Scope::Given;
    let of_members = matches!(state.subject, Subject::Payments | Subject::Tickets);
    let which = words.get(match (narrowed, of_members, state.ticked()) {
        (false, ..) => "export-all",
        (true, false, true) => "export-ticked",
        (true, false, false) => "export-filtered",
        (true, true, true) => "export-of-ticked",
        (true, true, false) => "export-of-filtered",
    });
    let head = row![kit::section(count), kit::muted(which)].spacing(space::S).align_y(Alignment::Center);

    // No list that drops down comes first: Enter at once is to save.
    let at = SUBJECTS.iter().position(|(subject, _)| *subject == state.subject);
    let subjects = kit::segmented(SUBJECTS.iter().map(|(_, key)| words.get(key)), at, |at| {
        Message::Subject(SUBJECTS.get(at).map_or(Subject::Members, |(subject, _)| *subject))
    })
    .width(Length::Fill);
    let mut parts = column![head, subjects].spacing(space::S);
    if state.narrowed() {
        let given = words.get(if state.ticked() { "export-scope-ticked" } else { "export-scope-shown" });
        let at = usize::from(state.scope == Scope::All);
        parts = parts.push(
            kit::segmented([given, words.get("export-scope-all")], Some(at), |at| {
                Message::Scope(if at == 0 { Scope::Given } else { Scope::All })
            })
            .width(Length::Fill),
        );
    }

    parts.into()
}

/// How many columns, by which name they are kept, and on demand which.
fn chosen<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let count = state.columns.list().iter().filter(|column| column.chosen).count();
    let toggle = if state.choosing_fields { "export-fields-hide" } else { "export-fields-choose" };
    let mut head = row![
        kit::caption(words.get("export-fields")),
        kit::small_strong(words.say(&Phrase::new("export-fields-count").with("count", count))),
        kit::link(words.get(toggle)).small().on_press(Message::ChooseFields(!state.choosing_fields)),
    ]
    .spacing(space::S)
    .align_y(Alignment::Center);
    if state.choosing_fields {
        head = head
            .push(iced::widget::space().width(Length::Fill))
            .push(kit::link(words.get("export-fields-all")).small().on_press(Message::AllFields(true)))
            .push(kit::link(words.get("export-fields-none")).small().on_press(Message::AllFields(false)));
    }
    let mut parts = column![head].spacing(space::S);
    if !state.layouts.is_empty() {
        parts = parts.push(layouts(state, shared));
    }
    if !state.choosing_fields {
        return parts.into();
    }

    let last = state.columns.list().len().saturating_sub(1);
    let lines = state.columns.list().iter().enumerate().map(|(at, column)| {
        let tick = kit::checkbox(column.label.as_str(), column.chosen)
            .id(line_id(at))
            .on_toggle(move |wanted| Message::Field(at, wanted))
            .on_keys(move |key, modifiers| match key {
                Key::Named(Named::ArrowUp) if modifiers == Modifiers::ALT => Some(Message::Move(at, -1)),
                Key::Named(Named::ArrowDown) if modifiers == Modifiers::ALT => Some(Message::Move(at, 1)),
                _ => None,
            });

        let handle = mouse_area(container(kit::icon(Icon::Grip)).padding(space::XS))
            .interaction(if state.dragged.is_some() { Interaction::Grabbing } else { Interaction::Grab })
            .on_press(Message::Grab(at));
        let line = row![
            handle,
            container(tick).width(Length::Fill),
            kit::icon_button(Icon::ChevronUp, words.get("export-field-up"))
                .on_press_maybe((at > 0).then_some(Message::Move(at, -1))),
            kit::icon_button(Icon::ChevronDown, words.get("export-field-down"))
                .on_press_maybe((at < last).then_some(Message::Move(at, 1))),
        ]
        .align_y(Alignment::Center);

        mouse_area(kit::carried(line, state.dragged == Some(at))).on_enter(Message::Over(at)).into()
    });

    parts
        .push(kit::well(
            kit::scroll(container(Column::with_children(lines)).padding(Padding::ZERO.right(space::L))).height(LIST),
        ))
        .push(kit::caption(words.get("export-fields-help")))
        .push(kept_as(state, shared))
        .into()
}

/// The named choices; the one in force can be forgotten.
fn layouts<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let names = state.layouts.iter().map(|layout| layout.name.clone());
    let named = state.layouts.iter().position(|layout| Some(layout.id) == state.layout).map(|at| at + 1);
    let at = named.or(state.usual.then_some(0));
    let choose = kit::select(std::iter::once(words.get("export-layout-usual")).chain(names), at, |at| {
        Message::Layout(at.checked_sub(1).and_then(|at| state.layouts.get(at)).map(|layout| layout.id))
    })
    .placeholder(words.get("export-layout"));
    let mut line = row![choose].spacing(space::S).align_y(Alignment::Center);
    if state.layout.is_some() {
        line = line.push(
            kit::icon_button(Icon::Trash, words.get("export-layout-forget"))
                .on_press(Message::Forget)
                .barred(shared.barred("member.write")),
        );
    }

    line.into()
}

/// The choice kept under a name.
fn kept_as<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let Some(name) = &state.keep else {
        return kit::link(words.get("export-keep")).small().on_press(Message::KeepAs(String::new())).into();
    };
    let problem = state.keep_problem.as_ref().map(|problem| words.say(problem));

    row![
        kit::field(words.get("export-keep-name"), name)
            .id(NAME)
            .problem(problem)
            .width(Length::Fill)
            .on_input(Message::KeepAs)
            .on_submit(Message::Keep),
        // Beside the input, below the line of its label.
        container(kit::button(words.get("export-keep-go")).on_press(Message::Keep))
            .padding(Padding::ZERO.top(role::SMALL.1 + space::XS)),
    ]
    .spacing(space::S)
    .into()
}

fn progress<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let Some(job) = &state.running else { return column![].into() };
    let stop = kit::button(words.get("export-stop")).on_press(Message::Cancel);

    container(kit::progress(words.get("export-running"), crate::ui::jobs::share(job), Some(stop)))
        .width(Length::Fill)
        .into()
}

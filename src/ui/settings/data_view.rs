//! The page of the data: where it lies, its copies, other workspaces, and the check.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::data::{Check, Message, State, Want, title};
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Element, Icon, Tone, space};
use crate::ui::screen::Shared;
use crate::words::Words;

/// The input of a path.
pub const PATH: &str = "settings_path";

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    column![place(state, shared), copies(state, shared), others(state, shared), check(state, shared)]
        .spacing(space::L)
        .into()
}

fn place<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let path = shared.desk.path().display().to_string();
    let mut what = row![kit::icon(Icon::Database), container(kit::body(path)).width(Length::Fill)]
        .spacing(space::M)
        .align_y(Alignment::Center);
    if let Some(size) = state.size {
        what = what.push(kit::caption(words.say(&weight(size))));
    }

    kit::card(
        column![
            kit::section_title(words.get("settings-where-title"), Some(words.get("settings-where-help"))),
            kit::well(what),
            kit::button(words.get("settings-open-folder")).icon(Icon::FolderOpen).on_press(Message::OpenFolder),
        ]
        .spacing(space::M),
    )
}

fn copies<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let backup = if state.backing_up {
        kit::button(words.get("settings-backup-running")).icon(Icon::Disk)
    } else {
        kit::button(words.get("settings-backup")).icon(Icon::Disk).on_press(Message::Ask(Want::Backup))
    };
    let restore = kit::button(words.get("settings-restore")).icon(Icon::Restore).on_press(Message::Ask(Want::Restore));

    let mut all = column![action(words.get("settings-backup-help"), backup)]
        .push(asked(state, Want::Backup, words))
        .push(action(words.get("settings-restore-help"), restore))
        .push(asked(state, Want::Restore, words))
        .spacing(space::M);
    if let Some(path) = &state.confirming {
        let text = Phrase::new("settings-restore-confirm-text").with("path", path.display().to_string());
        let sure = column![
            kit::strong(words.get("settings-restore-confirm-title")),
            kit::body(words.say(&text)),
            row![
                kit::button(words.get("settings-cancel")).on_press(Message::Dismiss),
                kit::button(words.get("settings-restore-confirm")).danger().on_press(Message::ConfirmRestore),
            ]
            .spacing(space::S),
        ]
        .spacing(space::M);
        all = all.push(kit::well(sure));
    }

    kit::card(all)
}

fn others<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;

    kit::card(
        column![
            kit::section_title(words.get("settings-other-title"), Some(words.get("settings-other-help"))),
            row![
                kit::button(words.get("settings-open")).icon(Icon::FolderOpen).on_press(Message::Ask(Want::Open)),
                kit::button(words.get("settings-create")).icon(Icon::Plus).on_press(Message::Ask(Want::Create)),
            ]
            .spacing(space::S)
            .wrap()
            .vertical_spacing(space::S),
        ]
        .push(asked(state, Want::Open, words))
        .push(asked(state, Want::Create, words))
        .spacing(space::M),
    )
}

fn check<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let button = match state.check {
        Check::Running => kit::button(words.get("settings-check-running")),
        _ => kit::button(words.get("settings-check")).on_press(Message::Check),
    };
    let mut all = column![
        kit::section_title(words.get("settings-check-title"), None),
        action(words.get("settings-check-help"), button.icon(Icon::CircleCheck)),
    ]
    .spacing(space::M);
    match &state.check {
        Check::Idle | Check::Running => {}
        Check::Done(findings) if findings.is_empty() => {
            all = all.push(kit::note(Tone::Positive, words.get("settings-check-clean")));
        }
        Check::Done(findings) => {
            let count = Phrase::new("settings-check-found").with("count", findings.len());
            all = all.push(kit::strong(words.say(&count)));
            for finding in findings {
                all = all.push(kit::note(Tone::Warning, finding.as_str()));
            }
        }
        Check::Failed(phrase) => all = all.push(kit::note(Tone::Danger, words.say(phrase))),
    }

    kit::card(all)
}

/// What a button does, and the button.
fn action<'a>(help: String, button: kit::Button<'a, Message>) -> Element<'a, Message> {
    row![container(kit::body(help)).width(Length::Fill), button].spacing(space::M).align_y(Alignment::Center).into()
}

/// The path field, where there is no native dialog.
fn asked<'a>(state: &'a State, want: Want, words: &'a Words) -> Option<Element<'a, Message>> {
    let (_, path) = state.asking.as_ref().filter(|(asked, _)| *asked == want && state.no_dialog)?;
    let problem = state.problem.as_ref().map(|problem| words.say(problem));

    let asked = column![
        kit::field(words.get(title(want)), path)
            .id(PATH)
            .placeholder(words.get("settings-path"))
            .help(words.get("settings-no-dialog"))
            .problem(problem)
            .on_input(Message::TypedPath)
            .on_submit(Message::UsePath),
        row![
            kit::button(words.get("settings-cancel")).on_press(Message::Dismiss),
            kit::button(words.get("settings-path-use")).primary().on_press(Message::UsePath),
        ]
        .spacing(space::S),
    ]
    .spacing(space::S);

    Some(asked.into())
}

/// The size of a file as people say it.
fn weight(bytes: u64) -> Phrase {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);

    if bytes < 1_000_000 {
        Phrase::new("settings-size-kilobytes").with("size", number(bytes.div_ceil(1000)))
    } else {
        Phrase::new("settings-size-megabytes").with("size", number(bytes.div_ceil(1_000_000)))
    }
}

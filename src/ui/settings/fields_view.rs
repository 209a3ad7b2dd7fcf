//! The page of the venue's own fields: the list, or the form of the one that is open.

use iced::widget::{Id as WidgetId, column, container, row};
use iced::{Alignment, Length};

use super::fields::{Draft, Message, State, TITLE, line_id, pressed};
use crate::domain::custom::{CustomField, FieldKind};
use crate::domain::entity::Named;
use crate::domain::phrase::Phrase;
use crate::ui::custom::{self, Control};
use crate::ui::kit::{self, Element, Icon, LineAct, Tone, space};
use crate::ui::screen::Shared;

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    match &state.draft {
        Some(draft) => form(state, draft, shared),
        None => list(state, shared),
    }
}

fn list<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let add = kit::button(words.get("settings-field-new")).primary().icon(Icon::Plus).on_press(Message::New);
    let title = kit::section_title(words.get("settings-fields-title"), Some(words.get("settings-fields-help")));

    if let Some(failure) = &state.failure {
        let retry = kit::button(words.get("retry")).icon(Icon::Refresh).on_press(Message::Load);

        return column![title, kit::note(Tone::Danger, words.say(failure)), retry].spacing(space::M).into();
    }

    let Some(fields) = &state.fields else {
        return column![title, kit::skeleton(Length::Fill)].spacing(space::M).into();
    };

    if fields.is_empty() {
        return kit::empty_state(
            Icon::Tag,
            words.get("settings-fields-empty"),
            words.get("settings-fields-empty-text"),
            [add],
        );
    }

    let mut lines = column![].spacing(space::XS);

    for field in state.shown() {
        lines = lines.push(line(field, state.current == Some(field.id), shared));
    }

    let mut actions = vec![add.into()];

    if state.archived() > 0 {
        let label = if state.show_archived {
            words.get("settings-fields-hide-archived")
        } else {
            words.say(&Phrase::new("settings-fields-show-archived").with("count", state.archived()))
        };

        actions.push(
            kit::button(label).quiet().icon(Icon::Archive).on_press(Message::ShowArchived(!state.show_archived)).into(),
        );
    }

    column![title, kit::card(lines), kit::flow(actions), kit::caption(words.get("settings-fields-keys"))]
        .spacing(space::L)
        .into()
}

/// A line that opens its form when pressed, with what can be done to it at the right.
fn line<'a>(field: &'a CustomField, current: bool, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let (id, archived) = (field.id, field.archived);
    let mut marks = row![].spacing(space::XS);

    if field.required {
        marks = marks.push(kit::pill(Tone::Warning, words.get("settings-field-required-tag")));
    }

    if archived {
        marks = marks.push(kit::pill(Tone::Neutral, words.get("settings-field-archived-tag")));
    }

    let content = row![
        container(kit::line(field.title.as_str()).strong()).width(Length::FillPortion(4)),
        container(kit::line(words.get(&field.kind.key())).muted()).width(Length::FillPortion(3)),
        container(marks).width(Length::FillPortion(3)),
    ]
    .spacing(space::M)
    .align_y(Alignment::Center);
    let archive = if archived { "settings-field-unarchive" } else { "settings-field-archive" };
    let labels = ["settings-field-more", "settings-field-edit", "settings-field-up", "settings-field-down", archive];
    let entry = kit::entry(content)
        .id(line_id(id))
        .current(current)
        .on_press(Message::Open(id))
        .on_keys(move |key, modifiers| pressed(key, modifiers, field));

    kit::ordered(entry, labels.map(|label| words.get(label)), archived, !archived, None, move |act| match act {
        LineAct::Open => Message::Open(id),
        LineAct::Up => Message::Shift(id, -1),
        LineAct::Down => Message::Shift(id, 1),
        LineAct::Archive => Message::Archive(id, !archived),
    })
}

fn form<'a>(state: &'a State, draft: &'a Draft, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let field = &draft.field;
    let wrong = |column: &str| {
        let problem = draft.problems.iter().find(|problem| problem.field == Some(column))?;

        Some(words.say(&problem.phrase))
    };
    let kinds = FieldKind::ALL.iter().map(|kind| words.get(&kind.key()));
    let kind = FieldKind::ALL.iter().position(|kind| *kind == field.kind);
    let title = if draft.fresh { "settings-field-form-new" } else { "settings-field-form" };
    let label =
        (!draft.fresh).then(|| words.say(&Phrase::new("settings-field-label").with("label", field.label.as_str())));

    let mut all = column![
        kit::section_title(words.get(title), label),
        kit::field(words.get("custom-field-title"), &field.title)
            .id(TITLE)
            .placeholder(words.get("settings-field-title-hint"))
            .problem(wrong("title"))
            .on_input(Message::Title)
            .on_submit(Message::Save),
        kit::select(kinds.collect::<Vec<_>>(), kind, |at| {
            Message::Kind(FieldKind::ALL.get(at).copied().unwrap_or(FieldKind::Text))
        })
        .label(words.get("custom-field-kind"))
        .problem(wrong("kind"))
        .width(Length::Fill),
    ]
    .spacing(space::L);

    if field.has_choices() {
        all = all.push(
            kit::area(words.get("settings-field-choices"), &draft.choices)
                .lines(6)
                .problem(wrong("choices"))
                .on_action(Message::Choices),
        );
    }

    all = all
        .push(
            kit::field(words.get("settings-field-help"), field.help.as_deref().unwrap_or_default())
                .placeholder(words.get("settings-field-help-hint"))
                .problem(wrong("help"))
                .on_input(Message::Help)
                .on_submit(Message::Save),
        )
        .push(
            kit::switch(words.get("custom-field-required"), words.get("settings-field-required-help"), field.required)
                .on_toggle(Message::Required),
        );

    if !field.title.trim().is_empty() {
        all = all.push(preview(draft, shared));
    }

    for problem in draft.problems.iter().filter(|problem| problem.field.is_none()) {
        all = all.push(kit::note(Tone::Danger, words.say(&problem.phrase)));
    }

    if state.leaving {
        let keep = kit::button(words.get("member-keep-editing")).on_press(Message::Leave);
        let discard = kit::button(words.get("member-discard-yes")).danger().on_press(Message::LeaveForGood);

        return all
            .push(kit::well(
                column![kit::body(words.get("settings-field-leave")), kit::flow([keep.into(), discard.into()])]
                    .spacing(space::M)
                    .width(Length::Fill),
            ))
            .into();
    }

    let save = kit::button(words.get(if draft.fresh { "settings-field-create" } else { "settings-save" }))
        .primary()
        .on_press_maybe((!draft.saving && (draft.fresh || draft.changed())).then_some(Message::Save));

    all.push(kit::flow([save.into(), kit::button(words.get("back")).on_press(Message::Leave).into()])).into()
}

/// The control as a member's page shows it, to be tried.
fn preview<'a>(draft: &'a Draft, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let control = Control {
        field: &draft.field,
        text: &draft.tried,
        content: Some(&draft.area),
        problem: draft.refusal(shared).map(|phrase| words.say(&phrase)),
        busy: draft.field.kind == FieldKind::File,
        id: WidgetId::new("settings_field_preview"),
    };

    kit::well(
        column![kit::caption(words.get("settings-field-preview")), custom::control(control, words, Message::Try),]
            .spacing(space::M)
            .width(Length::Fill),
    )
}

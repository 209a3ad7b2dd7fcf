//! How the page of sharing looks: the form that shares a workspace, or how the shared one stands.

use iced::widget::text::Wrapping;
use iced::widget::{Column, Id, column, container, row};
use iced::{Alignment, Length};

use super::found::{Field, Form, Proof};
use super::{Message, State, refused, review, team_view};
use crate::desk::sharing::{self, Conflict, Role};
use crate::domain::entity::Named;
use crate::domain::phrase::Phrase;
use crate::ui::jobs;
use crate::ui::kit::{self, Dialog, Element, Icon, Tone, size, space};
use crate::ui::screen::Shared;
use crate::ui::told;

/// The input of the certificate's file.
pub const CERTIFICATE: &str = "sharing_certificate";

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    match &shared.sharing.place {
        None => column![found(state, shared), join(shared)].spacing(space::L).into(),
        Some(_) => {
            let mut all = column![here(state, shared)].spacing(space::L);

            if let Some(open) = open(state, shared) {
                all = all.push(open);
            }

            if let Some(doubles) = state.doubles.view(shared) {
                all = all.push(doubles.map(Message::Doubles));
            }

            all = all.push(team_view::desks(&state.team, shared).map(Message::Team));

            if let Some(team) = team_view::team(&state.team, shared) {
                all = all.push(team.map(Message::Team));
            }

            all.push(leave(shared)).into()
        }
    }
}

fn found<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let form = &state.form;
    let busy = state.founding.is_some();
    let problem = |field: &str| {
        let problem = state.problems.iter().find(|problem| problem.field == Some(field))?;

        Some(words.say(&problem.phrase))
    };
    let input = |field: Field, label: &str, id: &'static str| {
        let column = name(field);
        let mut input = kit::field(words.get(label), text(form, field)).id(id).problem(problem(column));

        if !busy {
            input = input.on_input(move |text| Message::Type(field, text)).on_submit(Message::Share);
        }

        input
    };

    let place = row![
        input(Field::Server, "sharing-server", "sharing_server")
            .placeholder("db.example.org")
            .width(Length::FillPortion(3)),
        input(Field::Port, "sharing-port", "sharing_port").width(Length::FillPortion(1)),
    ]
    .spacing(space::M);
    let admin = row![
        input(Field::Login, "sharing-login", "sharing_login"),
        input(Field::Password, "sharing-password", "sharing_password").secure(),
    ]
    .spacing(space::M);
    let names = row![
        input(Field::Workspace, "sharing-workspace", "sharing_workspace"),
        input(Field::Operator, "sharing-operator", "sharing_operator"),
    ]
    .spacing(space::M);

    let mut content = column![
        kit::section_title(words.get("sharing-share-title"), None),
        kit::muted(words.get("sharing-share-text")),
        place,
        input(Field::Database, "sharing-database", "sharing_database").help(words.get("sharing-database-help")),
        column![admin, kit::caption(words.get("sharing-login-help"))].spacing(space::XS),
        proof(state, shared, problem("trust"), busy),
    ]
    .spacing(space::L);

    if form.proof() == Proof::Pinned {
        let path = input(Field::Certificate, "sharing-certificate", CERTIFICATE);
        let path = if state.no_dialog { path.help(words.get("sharing-certificate-typed")) } else { path };
        let pick = kit::button(words.get("sharing-browse"))
            .icon(Icon::FolderOpen)
            .on_press_maybe((!busy).then_some(Message::PickCertificate));

        content = content.push(column![path, pick].spacing(space::S));
    }

    content = content.push(names);

    if let Some(failure) = &state.failure {
        content = content.push(kit::note(Tone::Danger, words.say(failure)));
    }

    let act: Element<'a, Message> = match &state.founding {
        Some(job) => {
            let stop = kit::button(words.get("sharing-stop")).icon(Icon::X).on_press(Message::StopSharing);
            let far = column![
                kit::progress(words.get("sharing-job-share"), jobs::share(job), Some(stop)),
                kit::caption(words.say(&jobs::far(job))),
            ];

            far.spacing(space::XS).into()
        }
        None => {
            let share = kit::button(words.get("sharing-share")).primary().id("sharing_share").on_press(Message::Share);

            container(share).align_right(Length::Fill).into()
        }
    };

    kit::card(content.push(act))
}

fn text(form: &Form, field: Field) -> &str {
    match field {
        Field::Server => &form.server,
        Field::Port => &form.port,
        Field::Database => &form.database,
        Field::Login => &form.login,
        Field::Password => &form.password,
        Field::Certificate => &form.certificate,
        Field::Workspace => &form.workspace,
        Field::Operator => &form.operator,
    }
}

/// By which a problem names its field.
fn name(field: Field) -> &'static str {
    match field {
        Field::Server => "server",
        Field::Port => "port",
        Field::Database => "database",
        Field::Login => "login",
        Field::Password => "password",
        Field::Certificate => "certificate",
        Field::Workspace => "workspace",
        Field::Operator => "operator",
    }
}

/// How the server proves who it is, with what that means.
fn proof<'a>(state: &'a State, shared: &Shared, problem: Option<String>, busy: bool) -> Element<'a, Message> {
    let words = &shared.words;
    let proof = state.form.proof();
    let labels = ["sharing-proof-system", "sharing-proof-pinned", "sharing-proof-local"];
    let help = match proof {
        Proof::System => "sharing-proof-system-help",
        Proof::Pinned => "sharing-proof-pinned-help",
        Proof::Local => "sharing-proof-local-help",
    };
    let at = Proof::ALL.iter().position(|known| *known == proof);

    kit::select(labels.map(|label| words.get(label)), at, Message::Proof)
        .label(words.get("sharing-proof"))
        .help(words.get(help))
        .problem(problem)
        .enabled(!busy)
        .id("sharing_proof")
        .into()
}

fn join<'a>(shared: &Shared) -> Element<'a, Message> {
    let words = &shared.words;

    kit::card(
        column![
            kit::section_title(words.get("sharing-join-title"), Some(words.get("sharing-join-help"))),
            kit::button(words.get("sharing-join-open")).icon(Icon::Link).on_press(Message::Join),
        ]
        .spacing(space::M),
    )
}

fn fact<'a>(label: String, value: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    let label = container(kit::caption(label)).width(size::FORM / 3.0);

    row![label, container(value).width(Length::Fill)].spacing(space::M).into()
}

/// What a role is called, in the words there are for it.
pub fn role(role: &str, shared: &Shared) -> String {
    role.parse::<Role>().map_or_else(|()| role.to_owned(), |role| shared.words.get(&role.key()))
}

/// How the shared workspace stands, and what this desk can do about it.
fn here<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let known = &shared.sharing;
    let Some(place) = &known.place else { return kit::body("").into() };
    let standing = super::standing(shared, true);
    let exchanged = match known.status.exchanged {
        Some(at) => words.ago(at, shared.desk.now()),
        None => words.get("sharing-never"),
    };
    let who = Phrase::new("sharing-you").with("name", place.operator.as_str()).with("role", role(&place.role, shared));
    let waiting = words.say(&Phrase::new("sharing-waiting").with("count", known.status.waiting));
    let facts = column![
        fact(words.get("sharing-fact-server"), kit::body(place.server.as_str())),
        fact(words.get("sharing-fact-database"), kit::body(place.database.as_str())),
        fact(words.get("sharing-fact-you"), kit::body(words.say(&who))),
        fact(words.get("sharing-fact-exchanged"), kit::body(exchanged)),
        fact(words.get("sharing-fact-waiting"), kit::body(waiting)),
    ]
    .spacing(space::XS);
    let title = row![
        kit::section(place.workspace.as_str()).width(Length::Fill),
        kit::pill(standing.tone, standing.label.clone()),
    ]
    .spacing(space::M)
    .align_y(Alignment::Center);
    let mut content = column![title, facts].spacing(space::L);

    if let Some(note) = trouble(state, shared) {
        content = content.push(note);
    }

    if asks_to_archive(&known.status.state) {
        let agree = kit::button(words.get("sharing-agree")).id("sharing_agree").on_press(Message::Agree);

        content = content.push(agree);
    }

    if let Some(secret) = &known.secret {
        let noted = column![
            kit::body(words.get("sharing-secret-note")),
            kit::strong(secret.as_str()).wrapping(Wrapping::Glyph),
            kit::flow([
                kit::button(words.get("sharing-copy")).icon(Icon::Copy).on_press(Message::CopySecret).into(),
                kit::button(words.get("sharing-secret-noted")).icon(Icon::Check).on_press(Message::SecretNoted).into(),
            ]),
        ];

        content = content.push(kit::well(noted.spacing(space::M)));
    }

    if needs_secret(&known.status.state) {
        let give = kit::button(words.get("sharing-secret-give"))
            .on_press_maybe((!state.secret.trim().is_empty()).then_some(Message::GiveSecret));
        let secret = kit::field(words.get("sharing-secret"), &state.secret)
            .id("sharing_secret")
            .secure()
            .help(words.get("sharing-secret-help"))
            .on_input(Message::Secret)
            .on_submit(Message::GiveSecret);

        content = content.push(column![secret, give].spacing(space::S));
    }

    let busy = state.busy || known.talking;
    let label = words.get(if known.talking { "sharing-exchanging" } else { "sharing-exchange" });
    let exchange = kit::button(label)
        .icon(Icon::Refresh)
        .id("sharing_exchange")
        .on_press_maybe((!busy && !place.offline).then_some(Message::Exchange));
    let offline = kit::switch(
        words.get("sharing-offline"),
        words.get(if place.offline { "sharing-offline-on" } else { "sharing-offline-off" }),
        place.offline,
    )
    .id("sharing_offline")
    .on_toggle(Message::Offline);

    kit::card(content.push(offline).push(exchange))
}

/// Whether the operator has to give the secret of this desk: there is none, or the server does not take it.
fn needs_secret(state: &sharing::State) -> bool {
    match state {
        sharing::State::NeedsSecret(_) => true,
        sharing::State::Stopped(why) => why.key == "sync-login-refused",
        _ => false,
    }
}

/// Whether the conversation stopped before much goes out of sight at once.
fn asks_to_archive(state: &sharing::State) -> bool {
    matches!(state, sharing::State::Stopped(why) if why.key == "sync-many-archived")
}

/// Why there is no conversation.
pub fn in_the_way(shared: &Shared) -> Option<(Tone, &Phrase)> {
    match &shared.sharing.status.state {
        sharing::State::Stopped(why) | sharing::State::NeedsSecret(why) => Some((Tone::Danger, why)),
        sharing::State::Apart { why, .. } => Some((Tone::Warning, why)),
        _ => None,
    }
}

/// What is in the way: of what was last asked for, or of the conversation.
fn trouble<'a>(state: &'a State, shared: &'a Shared) -> Option<Element<'a, Message>> {
    let words = &shared.words;
    let conversation = in_the_way(shared);
    // A dialog shows its own.
    let asked = state.failure.as_ref().filter(|_| !state.has_dialog()).map(|failure| (Tone::Danger, failure));
    let notes: Vec<_> = [conversation, asked.filter(|(_, said)| conversation.is_none_or(|(_, why)| *said != why))]
        .into_iter()
        .flatten()
        .map(|(tone, why)| kit::note(tone, words.say(why)))
        .collect();

    (!notes.is_empty()).then(|| Column::with_children(notes).spacing(space::S).into())
}

/// What waits for a decision; none when nothing does.
fn open<'a>(state: &'a State, shared: &'a Shared) -> Option<Element<'a, Message>> {
    let words = &shared.words;
    let conflicts = state.review.conflicts.iter().flatten();
    let cards: Vec<Element<'a, Message>> = conflicts
        .map(|(conflict, name)| self::conflict(state, conflict, name, shared))
        .chain(
            state
                .review
                .refusals
                .iter()
                .map(|(refusal, name)| refused::card(&state.review, refusal, name, shared).map(Message::Review)),
        )
        .collect();

    let told = in_the_way(shared).map(|(_, why)| why);
    let failures = [&state.review.unknown, &state.review.failure].into_iter().flatten();
    let notes: Vec<Element<'a, Message>> = failures
        .filter(|failure| told != Some(*failure))
        .map(|failure| kit::note(Tone::Danger, words.say(failure)))
        .collect();

    if cards.is_empty() && notes.is_empty() {
        return None;
    }

    let title = kit::section_title(words.get("sharing-review-title"), Some(words.get("sharing-review-help")));

    Some(kit::card(Column::with_children([title].into_iter().chain(cards).chain(notes)).spacing(space::M)))
}

fn conflict<'a>(state: &'a State, conflict: &'a Conflict, name: &str, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let id = conflict.id;
    let [kept, lost] =
        conflict.values().map(|value| told::cell(&conflict.entity, &conflict.field, value.as_deref(), words));
    let line = |label: &str, value: &str, by: String| -> Element<'a, Message> {
        let what =
            row![container(kit::caption(words.get(label))).width(size::FORM / 4.0), kit::strong(value.to_owned()),]
                .spacing(space::M);

        kit::spread(what, kit::caption(by))
    };
    let ready = |take| (!state.review.busy).then_some(Message::Review(review::Message::Settle(id, take)));
    let value = |key: &'static str, value: &str| words.say(&Phrase::new(key).with("value", short(value)));
    let enter = words.get("key-name-enter");
    let shifted = format!("{}+{enter}", words.get("key-name-shift"));
    let content = column![
        kit::strong(review::title(&conflict.entity, &conflict.field, name, shared)),
        line("sharing-kept", &kept, review::by(&conflict.kept_by, shared)),
        line("sharing-lost", &lost, review::by(&conflict.lost_by, shared)),
        kit::flow([
            kit::button(value("sharing-keep", &kept)).hint(enter).on_press_maybe(ready(false)).into(),
            kit::button(value("sharing-take", &lost)).hint(shifted).on_press_maybe(ready(true)).into(),
        ]),
    ]
    .spacing(space::S);

    kit::card_decision(content, decision(id), Message::Review(review::Message::Reached), move |key, modifiers| {
        review::key(id, key, modifiers).map(Message::Review)
    })
}

/// The id of the card of a conflict.
pub fn decision(conflict: i64) -> Id {
    Id::from(format!("sharing.conflict.{conflict}"))
}

/// A value as it fits on a button.
fn short(value: &str) -> String {
    const LETTERS: usize = 24;

    match value.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

fn leave<'a>(shared: &Shared) -> Element<'a, Message> {
    let words = &shared.words;

    kit::card(
        column![
            kit::section_title(words.get("sharing-leave-title"), Some(words.get("sharing-leave-help"))),
            kit::flow([
                kit::button(words.get("sharing-leave"))
                    .icon(Icon::LogOut)
                    .id("sharing_leave")
                    .on_press(Message::Leave)
                    .into(),
                kit::button(words.get("sharing-join-open")).icon(Icon::Link).on_press(Message::Join).into(),
            ]),
        ]
        .spacing(space::M),
    )
}

pub fn dialog<'a>(state: &'a State, shared: &'a Shared) -> Option<Dialog<'a, Message>> {
    if state.leaving {
        return Some(leaving(shared));
    }

    team_view::dialog(&state.team, shared).map(|dialog| dialog.map(Message::Team))
}

fn leaving<'a>(shared: &'a Shared) -> Dialog<'a, Message> {
    let words = &shared.words;
    let waiting = shared.sharing.status.waiting;

    kit::dialog(
        words.get("sharing-leave-ask"),
        kit::body(words.say(&Phrase::new("sharing-leave-text").with("count", waiting))),
    )
    .width(size::DIALOG_SMALL)
    .on_escape(words.get("key-name-escape"), Message::Dismiss)
    .button(kit::button(words.get("cancel")).on_press(Message::Dismiss))
    .button(kit::button(words.get("sharing-leave")).danger().on_press(Message::ReallyLeave))
}

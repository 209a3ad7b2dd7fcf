//! Who takes part: desks, operators, and the invitation of another.

use iced::widget::text::Wrapping;
use iced::widget::{Column, Id as WidgetId, Space, column, container, row};
use iced::{Alignment, Length};

use super::team::{Asked, Guest, GuestField, MANAGE, Message, State};
use super::view::in_the_way;
use crate::desk::sharing::{DeskSeen, Invited, PERMISSIONS, Role, TeamMember, granted, permission};
use crate::domain::entity::{Id, Instant, Named};
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Dialog, Element, Icon, Tone, size, space};
use crate::ui::screen::Shared;

/// The status of an operator who was invited and has not come yet.
const PENDING: &str = "pending";
const ACTIVE: &str = "active";

/// The desks that share the workspace, and when each was last heard of.
pub fn desks<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    // For who manages the team each comes with its login.
    let known = state.team.as_ref().map(|team| &team.desks).or(state.desks.as_ref());
    let title = kit::section_title(words.get("sharing-desks-title"), None);
    let content: Element<'a, Message> = match known {
        Some(desks) => {
            Column::with_children(desks.iter().map(|seen| desk(state, seen, shared))).spacing(space::M).into()
        }
        None if state.unknown.is_some() || offline(shared) => kit::caption(words.get("sharing-desks-unknown")).into(),
        None => kit::skeleton(Length::Fill),
    };

    kit::card(column![title, content].push(unlike_the_way(state.unknown.as_ref(), shared)).spacing(space::M))
}

/// What went wrong, beside what it is about; none when the page says it already of the whole conversation.
fn unlike_the_way<'a>(failure: Option<&Phrase>, shared: &Shared) -> Option<Element<'a, Message>> {
    let told = in_the_way(shared).map(|(_, why)| why);

    failure.filter(|failure| told != Some(*failure)).map(|failure| kit::note(Tone::Danger, shared.words.say(failure)))
}

fn offline(shared: &Shared) -> bool {
    shared.sharing.place.as_ref().is_some_and(|place| place.offline)
}

fn desk<'a>(state: &'a State, seen: &'a DeskSeen, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let when = match seen.last_seen.and_then(Instant::from_timestamp_micros) {
        Some(at) => words.ago(at, shared.desk.now()),
        None => words.get("sharing-never"),
    };
    let detail = Phrase::new("sharing-desk-seen").with("operator", seen.operator.as_str()).with("when", when);
    let what = column![kit::line(seen.computer.as_str()).strong(), kit::line(words.say(&detail)).small().muted(),];
    let here = seen.login.is_some() && seen.login.as_ref() == shared.sharing.place.as_ref().map(|place| &place.login);
    let mut line = row![kit::icon(Icon::Monitor), container(what).width(Length::Fill)]
        .spacing(space::M)
        .align_y(Alignment::Center);

    // This one leaves by itself.
    if here {
        line = line.push(kit::pill(Tone::Neutral, words.get("sharing-this-desk")));
    } else if let Some(login) = &seen.login {
        let asked =
            Asked::Revoke { login: login.clone(), operator: seen.operator.clone(), computer: seen.computer.clone() };

        line = line.push(
            kit::button(words.get("sharing-revoke-open"))
                .small()
                .icon(Icon::Ban)
                .on_press_maybe((!state.busy).then_some(Message::Ask(asked))),
        );
    }

    line.into()
}

/// The operators, for who manages them.
pub fn team<'a>(state: &'a State, shared: &'a Shared) -> Option<Element<'a, Message>> {
    let words = &shared.words;

    if !shared.sharing.may(MANAGE) {
        return None;
    }

    let invite = kit::button(words.get("sharing-invite"))
        .icon(Icon::UserPlus)
        .id("sharing_invite")
        .on_press_maybe((!offline(shared)).then_some(Message::Invite));
    let title = kit::spread(kit::section_title(words.get("sharing-team-title"), None), invite);
    let operators: Element<'a, Message> = match &state.team {
        Some(team) => {
            let lines = team.operators.iter().map(|operator| member(state, operator, shared));

            Column::with_children(lines).spacing(space::M).into()
        }
        None if state.failure.is_some() || offline(shared) => kit::caption(words.get("sharing-desks-unknown")).into(),
        None => kit::skeleton(Length::Fill),
    };
    let failure = unlike_the_way(state.failure.as_ref(), shared);
    let invitations = state.team.as_ref().filter(|team| !team.invitations.is_empty()).map(|team| {
        let lines = team.invitations.iter().map(|open| invitation(state, open, shared));

        column![
            kit::separator(),
            kit::strong(words.get("sharing-invitations-title")),
            Column::with_children(lines).spacing(space::M),
        ]
        .spacing(space::M)
    });

    Some(kit::card(column![title].push(failure).push(operators).push(invitations).spacing(space::M)))
}

/// An invitation that was not answered.
fn invitation<'a>(state: &'a State, open: &'a Invited, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let key = if open.expired() { "sharing-invitation-since" } else { "sharing-invitation-until" };
    let until = Instant::from_timestamp_micros(open.expires).unwrap_or_default();
    let when = Phrase::new(key).with("role", words.get(&open.role.key())).with("at", until);
    let mut name = row![kit::line(open.name.as_str()).strong()].spacing(space::S).align_y(Alignment::Center);

    if open.expired() {
        name = name.push(kit::pill(Tone::Neutral, words.get("sharing-invitation-over")));
    }

    let asked = Asked::Withdraw { login: open.login.clone(), name: open.name.clone() };
    let withdraw = kit::button(words.get("sharing-withdraw-open"))
        .small()
        .icon(Icon::X)
        .on_press_maybe((!state.busy).then_some(Message::Ask(asked)));

    kit::spread(column![name, kit::caption(words.say(&when))], withdraw)
}

fn member<'a>(state: &'a State, member: &'a TeamMember, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let id = member.id;
    let mut name = row![kit::line(member.name.as_str()).strong()].spacing(space::S).align_y(Alignment::Center);

    if member.status == PENDING {
        name = name.push(kit::pill(Tone::Warning, words.get("sharing-pending")));
    }

    let who = column![name].push(member.email.as_deref().map(|email| kit::line(email).small().muted()));
    let at = Role::ALL.iter().position(|role| *role == member.role);
    let role = kit::select(Role::ALL.iter().map(|role| words.get(&role.key())), at, move |at| {
        Message::Role(id, Role::ALL.get(at).copied().unwrap_or(Role::User))
    })
    .enabled(!state.busy)
    .width(size::FORM / 3.0);
    let active = member.status == ACTIVE;
    let mut switch = kit::switch(words.get(if active { "sharing-active" } else { "sharing-inactive" }), "", active);

    if !state.busy {
        switch = switch.on_toggle(move |on| Message::Active(id, on));
    }

    // Who was invited comes in by their code.
    let switch: Element<'a, Message> = if member.status == PENDING { Space::new().into() } else { switch.into() };

    let unfolded = state.unfolded == Some(id);
    let unfold = kit::button(match member.permissions.len() {
        0 => words.get("sharing-permissions"),
        count => words.say(&Phrase::new("sharing-permissions-other").with("count", count)),
    })
    .small()
    .quiet()
    .icon(if unfolded { Icon::ChevronUp } else { Icon::ChevronDown })
    .tip(words.get("sharing-permissions-tip"))
    .id(permissions_id(id))
    .on_press(Message::Unfold(id));

    let acts = row![unfold, role, container(switch).width(size::FORM / 4.0)];
    let line = kit::spread(who, acts.spacing(space::M).align_y(Alignment::Center));

    column![line].push(unfolded.then(|| permissions(state, member, shared))).spacing(space::S).into()
}

/// The id of the button that shows someone's permissions.
pub fn permissions_id(operator: Id) -> WidgetId {
    WidgetId::from(format!("sharing.permissions.{operator}"))
}

/// What someone may, one by one: as the role says, or not.
fn permissions<'a>(state: &'a State, member: &'a TeamMember, shared: &'a Shared) -> Element<'a, Message> {
    const CHOICES: [Option<bool>; 3] = [None, Some(true), Some(false)];

    let words = &shared.words;
    let id = member.id;
    let mut lines = column![kit::caption(words.get("sharing-permissions-help"))].spacing(space::S);

    for &name in PERMISSIONS {
        let as_role =
            if granted(member.role, name) { "sharing-permission-role-yes" } else { "sharing-permission-role-no" };
        let labels = [as_role, "sharing-permission-given", "sharing-permission-denied"].map(|key| words.get(key));
        let now = member.exception(name);
        let choice = kit::select(labels, CHOICES.iter().position(|choice| *choice == now), move |at| {
            Message::Permission(id, name, CHOICES.get(at).copied().flatten())
        })
        .enabled(!state.busy)
        .width(size::FORM / 2.0);

        lines = lines.push(kit::spread(kit::body(words.say(&permission(name))), choice));
    }

    kit::well(lines)
}

pub fn dialog<'a>(state: &'a State, shared: &'a Shared) -> Option<Dialog<'a, Message>> {
    match (&state.asked, &state.guest) {
        (Some(asked), _) => Some(question(asked, shared)),
        (None, Some(guest)) => Some(match &guest.code {
            Some(code) => invited(guest, code, shared),
            None => invite(state, guest, shared),
        }),
        (None, None) => None,
    }
}

fn question<'a>(asked: &'a Asked, shared: &'a Shared) -> Dialog<'a, Message> {
    let words = &shared.words;
    let (title, text, confirm) = match asked {
        Asked::Revoke { operator, computer, .. } => {
            let who = Phrase::new("sharing-revoke-ask").with("operator", operator.as_str());

            (who.with("computer", computer.as_str()), "sharing-revoke-text", "sharing-revoke")
        }
        Asked::Withdraw { name, .. } => (
            Phrase::new("sharing-withdraw-ask").with("name", name.as_str()),
            "sharing-withdraw-text",
            "sharing-withdraw",
        ),
    };

    kit::dialog(words.say(&title), kit::body(words.get(text)))
        .width(size::DIALOG_SMALL)
        .on_escape(words.get("key-name-escape"), Message::Dismiss)
        .button(kit::button(words.get("cancel")).on_press(Message::Dismiss))
        .button(kit::button(words.get(confirm)).danger().on_press(Message::Confirm))
}

fn invite<'a>(state: &'a State, guest: &'a Guest, shared: &'a Shared) -> Dialog<'a, Message> {
    let words = &shared.words;
    let problem = |field: &str| guest.problem(field).map(|phrase| words.say(phrase));
    let at = Role::ALL.iter().position(|role| *role == guest.role);
    let help = match guest.role {
        Role::Administrator => "sharing-role-administrator-help",
        Role::Manager => "sharing-role-manager-help",
        Role::User => "sharing-role-user-help",
        Role::Door => "sharing-role-door-help",
    };
    let mut content = column![
        kit::muted(words.get("sharing-invite-text")),
        kit::field(words.get("sharing-guest-name"), &guest.name)
            .id("guest_name")
            .problem(problem("name"))
            .on_input(|text| Message::TypeGuest(GuestField::Name, text)),
        kit::field(words.get("sharing-guest-email"), &guest.email)
            .id("guest_email")
            .problem(problem("email"))
            .help(words.get("sharing-guest-email-help"))
            .on_input(|text| Message::TypeGuest(GuestField::Email, text)),
        kit::select(Role::ALL.iter().map(|role| words.get(&role.key())), at, Message::GuestRole)
            .label(words.get("sharing-guest-role"))
            .help(words.get(help)),
    ]
    .spacing(space::L);

    if let Some(failure) = &guest.failure {
        content = content.push(kit::note(Tone::Danger, words.say(failure)));
    }

    let send = (!state.busy).then_some(Message::SendInvitation);

    kit::dialog(words.get("sharing-invite-title"), content)
        .width(size::DIALOG)
        .on_escape(words.get("key-name-escape"), Message::Dismiss)
        .on_enter(send.clone())
        .button(kit::button(words.get("cancel")).on_press(Message::Dismiss))
        .button(
            kit::button(words.get("sharing-invite-make"))
                .primary()
                .hint(words.get("key-name-enter"))
                .on_press_maybe(send),
        )
}

fn invited<'a>(guest: &'a Guest, code: &'a str, shared: &'a Shared) -> Dialog<'a, Message> {
    let words = &shared.words;
    let code = kit::small(code).wrapping(Wrapping::Glyph).width(Length::Fill);
    let content = column![
        kit::body(words.say(&Phrase::new("sharing-code-text").with("name", guest.name.trim()))),
        kit::well(code),
        kit::note(Tone::Warning, words.get("sharing-code-once")),
    ]
    .spacing(space::L);
    let copy = kit::button(words.get(if guest.copied { "sharing-copied" } else { "sharing-copy" }))
        .primary()
        .icon(if guest.copied { Icon::Check } else { Icon::Copy })
        .on_press(Message::Copy);

    kit::dialog(words.get("sharing-code-title"), content)
        .width(size::DIALOG)
        .on_escape(words.get("key-name-escape"), Message::Dismiss)
        .on_enter(Some(Message::Copy))
        .button(kit::button(words.get("close")).on_press(Message::Dismiss))
        .button(copy)
}

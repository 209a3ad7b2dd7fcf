//! Who takes part: the desks, the operators and what each may do, and the invitation of another.

use iced::Task;

use crate::desk::Failure;
use crate::desk::sharing::{DeskSeen, Role, Team};
use crate::domain::entity::Id;
use crate::domain::phrase::{Phrase, Problem};
use crate::ui::kit;
use crate::ui::screen::{Shared, Step};

/// The permission that it takes to see and change the team.
pub const MANAGE: &str = "team.manage";

#[derive(Default)]
pub struct State {
    /// None while they are asked for.
    pub desks: Option<Vec<DeskSeen>>,
    /// Why the desks are not known.
    pub unknown: Option<Phrase>,
    /// For who manages it.
    pub team: Option<Team>,
    /// Why the team is not known, or was not changed.
    pub failure: Option<Phrase>,
    /// Whose permissions are shown one by one.
    pub unfolded: Option<Id>,
    pub asked: Option<Asked>,
    pub guest: Option<Guest>,
    /// What the server is asked for just now.
    pub busy: bool,
}

/// What is asked about before it is done.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// Take a desk's access away.
    Revoke { login: String, operator: String, computer: String },
    /// Withdraw an invitation that was not answered.
    Withdraw { login: String, name: String },
}

/// Someone about to be invited.
#[derive(Debug, Clone, PartialEq)]
pub struct Guest {
    pub name: String,
    pub email: String,
    pub role: Role,
    /// The code, once the server made the invitation.
    pub code: Option<String>,
    pub copied: bool,
    pub failure: Option<Phrase>,
    problems: Vec<Problem>,
}

/// The inputs about a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuestField {
    Name,
    Email,
}

#[derive(Debug, Clone)]
pub enum Message {
    Desks(Result<Vec<DeskSeen>, Failure>),
    Team(Result<Team, Failure>),
    Role(Id, Role),
    Active(Id, bool),
    /// Show someone's permissions one by one, or not any more.
    Unfold(Id),
    /// Give or deny a permission; none: as the role says.
    Permission(Id, &'static str, Option<bool>),
    Changed(Result<(), Failure>),

    Ask(Asked),
    Confirm,
    Dismiss,

    Invite,
    TypeGuest(GuestField, String),
    GuestRole(usize),
    SendInvitation,
    Invited(Result<String, Failure>),
    Copy,
}

impl State {
    pub fn load(shared: &Shared) -> Task<Message> {
        let desk = shared.desk.clone();
        let mut tasks = vec![Task::perform(async move { desk.desks().await }, Message::Desks)];

        if shared.desk.may(MANAGE) {
            let desk = shared.desk.clone();

            tasks.push(Task::perform(async move { desk.team().await }, Message::Team));
        }

        Task::batch(tasks)
    }

    pub fn has_dialog(&self) -> bool {
        self.asked.is_some() || self.guest.is_some()
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        self.guest.as_ref().is_some_and(|guest| guest.code.is_some()).then(|| Phrase::new("sharing-code-unsaved"))
    }

    /// Closes the innermost thing that is open; false when nothing was.
    pub fn dismiss(&mut self) -> bool {
        self.busy || self.asked.take().is_some() || self.guest.take().is_some()
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        let desk = shared.desk.clone();

        match message {
            Message::Desks(Ok(desks)) => {
                self.desks = Some(desks);
                self.unknown = None;
            }
            Message::Desks(Err(failure)) => self.unknown = Some(failure.phrase()),
            Message::Team(Ok(team)) => {
                self.team = Some(team);
                self.failure = None;
            }
            Message::Team(Err(failure)) => self.failure = Some(failure.phrase()),
            Message::Unfold(operator) => {
                self.unfolded = Some(operator).filter(|operator| self.unfolded != Some(*operator));
            }
            Message::Role(..)
            | Message::Active(..)
            | Message::Permission(..)
            | Message::Confirm
            | Message::SendInvitation
                if self.busy => {}
            Message::Role(operator, role) => {
                return self.work(async move { desk.set_role(operator, role).await }, Message::Changed);
            }
            Message::Active(operator, active) => {
                return self.work(async move { desk.set_operator_active(operator, active).await }, Message::Changed);
            }
            Message::Permission(operator, permission, granted) => {
                return self
                    .work(async move { desk.set_permission(operator, permission, granted).await }, Message::Changed);
            }
            Message::Changed(answer) => {
                self.busy = false;
                self.failure = answer.err().map(|failure| failure.phrase());

                if self.failure.is_none() {
                    return Step::task(Self::load(shared));
                }
            }

            Message::Ask(asked) => {
                self.failure = None;
                self.asked = Some(asked);
            }
            Message::Confirm => {
                if let Some(Asked::Revoke { login, .. } | Asked::Withdraw { login, .. }) = self.asked.take() {
                    return self.work(async move { desk.revoke(&login).await }, Message::Changed);
                }
            }
            Message::Dismiss => {
                self.dismiss();
            }

            Message::Invite => self.guest = Some(Guest::new()),
            Message::TypeGuest(field, text) => {
                if let Some(guest) = &mut self.guest {
                    match field {
                        GuestField::Name => guest.name = text,
                        GuestField::Email => guest.email = text,
                    }
                    guest.recheck();
                }
            }
            Message::GuestRole(at) => {
                if let Some(guest) = &mut self.guest {
                    guest.role = Role::ALL.get(at).copied().unwrap_or(Role::User);
                }
            }
            Message::SendInvitation => return self.invite(shared),
            Message::Invited(answer) => {
                self.busy = false;

                let Some(guest) = &mut self.guest else { return Step::none() };

                match answer {
                    Ok(code) => {
                        guest.code = Some(code);
                        guest.failure = None;

                        return Step::task(Self::load(shared));
                    }
                    Err(failure) => guest.failure = Some(failure.phrase()),
                }
            }
            Message::Copy => {
                if let Some(guest) = &mut self.guest
                    && let Some(code) = guest.code.clone()
                {
                    guest.copied = true;

                    return Step::task(iced::clipboard::write(code));
                }
            }
        }

        Step::none()
    }

    fn invite(&mut self, shared: &Shared) -> Step<Message> {
        let Some(guest) = &mut self.guest else { return Step::none() };

        guest.problems = guest.wrong();

        if !guest.problems.is_empty() {
            return Step::task(kit::reach_wrong());
        }

        let desk = shared.desk.clone();
        let (name, email, role) = (guest.name.trim().to_owned(), guest.email.trim().to_owned(), guest.role);

        self.work(async move { desk.invite(&name, &email, role).await }, Message::Invited)
    }

    fn work<T: Send + 'static>(
        &mut self,
        work: impl Future<Output = T> + Send + 'static,
        done: impl Fn(T) -> Message + Send + 'static,
    ) -> Step<Message> {
        self.busy = true;

        Step::task(Task::perform(work, done))
    }
}

impl Guest {
    fn new() -> Self {
        Self {
            name: String::new(),
            email: String::new(),
            role: Role::Manager,
            code: None,
            copied: false,
            failure: None,
            problems: Vec::new(),
        }
    }

    fn wrong(&self) -> Vec<Problem> {
        let mut problems = Vec::new();

        if self.name.trim().is_empty() {
            problems.push(Problem::at("name", "sharing-guest-name-missing"));
        }

        if !self.email.trim().contains('@') {
            problems.push(Problem::at("email", "sharing-guest-email-missing"));
        }

        problems
    }

    fn recheck(&mut self) {
        if !self.problems.is_empty() {
            self.problems = self.wrong();
        }
    }

    pub fn problem(&self, field: &str) -> Option<&Phrase> {
        self.problems.iter().find(|problem| problem.field == Some(field)).map(|problem| &problem.phrase)
    }
}

//! Sharing the workspace with other desks: the page in the settings, joining, and how it stands at the foot of the window.
//!
//! - `known` what the window knows, kept by the root; `foot` that in few words.
//! - `found` the form that shares a workspace; `join` the dialog that joins one.
//! - `review` what waits for a decision; `doubles` who may be known twice; `view` and `team_view` how the page looks.

pub mod doubles;
mod foot;
pub mod found;
pub mod join;
mod known;
pub mod review;
mod team_view;
mod view;

use std::time::Duration;

use iced::{Subscription, Task};

use crate::desk::sharing::{DeskSeen, Exchanged, Role, Team};
use crate::desk::{Failure, Job};
use crate::domain::entity::Id;
use crate::domain::phrase::{Phrase, Problem};
use crate::ui::files::{self, Kind, Picked};
use crate::ui::kit::{self, Dialog, Element};
use crate::ui::screen::{Ask, Shared, Step};

pub use foot::{Standing, standing};
pub use known::{Known, Place};

/// A form as it may be used: with a word on who may change it, and locked, for who may not.
pub fn guarded<'a, M: 'a>(content: impl Into<Element<'a, M>>, permission: &str, shared: &Shared) -> Element<'a, M> {
    match shared.barred(permission) {
        Some(why) => iced::widget::column![kit::note(kit::Tone::Neutral, why), kit::locked(content, true)]
            .spacing(kit::space::L)
            .into(),
        None => content.into(),
    }
}

/// What is done to the team or to this desk, and takes a moment.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// Leave the shared workspace.
    Leave,
    /// Take a desk's access away.
    Revoke { login: String, operator: String, computer: String },
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
    problems: Vec<Problem>,
}

pub struct State {
    form: found::Form,
    problems: Vec<Problem>,
    /// The workspace is being shared.
    founding: Option<Job>,
    /// No dialog of files on this computer.
    no_dialog: bool,
    /// The secret of this desk, as it is typed.
    secret: String,
    /// What the desk or the server is asked for just now.
    busy: bool,
    failure: Option<Phrase>,
    /// Why the team is not known, or was not changed.
    team_failure: Option<Phrase>,
    asked: Option<Asked>,
    /// None while they are asked for.
    desks: Option<Vec<DeskSeen>>,
    /// For who manages it.
    team: Option<Team>,
    guest: Option<Guest>,
    review: review::State,
    doubles: doubles::State,
}

/// The inputs about a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuestField {
    Name,
    Email,
}

#[derive(Debug, Clone)]
pub enum Message {
    /// The page is in sight: ask for what it shows.
    Load,
    Dismiss,
    Tick,

    Type(found::Field, String),
    Proof(usize),
    PickCertificate,
    Picked(Picked),
    Share,
    Shared(Result<Option<Phrase>, Failure>),
    StopSharing,
    Join,

    Exchange,
    Exchanged(Result<Exchanged, Failure>),
    Offline(bool),
    OfflineSet(Result<(), Failure>),
    Secret(String),
    GiveSecret,
    /// What the conversation stopped at may go out of sight.
    Agree,
    CopySecret,
    /// The secret is noted, and is not shown any more.
    SecretNoted,
    Ask(Asked),
    Confirm,
    Left(Result<(), Failure>),

    Desks(Result<Vec<DeskSeen>, Failure>),
    Team(Result<Team, Failure>),
    Role(Id, Role),
    Active(Id, bool),
    TeamChanged(Result<(), Failure>),

    Invite,
    TypeGuest(GuestField, String),
    GuestRole(usize),
    SendInvitation,
    Invited(Result<String, Failure>),
    Copy,

    Review(review::Message),
    Doubles(doubles::Message),
}

impl State {
    pub fn new(shared: &Shared) -> Self {
        Self {
            form: found::Form::new(&shared.venue.name, &shared.desk.operator()),
            problems: Vec::new(),
            founding: None,
            no_dialog: false,
            secret: String::new(),
            busy: false,
            failure: None,
            team_failure: None,
            asked: None,
            desks: None,
            team: None,
            guest: None,
            review: review::State::default(),
            doubles: doubles::State::default(),
        }
    }

    pub fn subscription(&self) -> Subscription<Message> {
        match self.founding {
            Some(_) => iced::time::every(Duration::from_millis(100)).map(|_| Message::Tick),
            None => Subscription::none(),
        }
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        self.guest.as_ref().is_some_and(|guest| guest.code.is_some()).then(|| Phrase::new("sharing-code-unsaved"))
    }

    pub fn view<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        view::view(self, shared)
    }

    /// What must be answered first.
    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> Option<Dialog<'a, Message>> {
        view::dialog(self, shared)
    }

    pub fn has_dialog(&self) -> bool {
        self.asked.is_some() || self.guest.is_some()
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Load => return Step::task(self.load(shared)),
            Message::Dismiss => self.dismiss(),
            Message::Tick => {}

            Message::Type(field, text) => {
                self.form.type_in(field, text);
                self.recheck();
            }
            Message::Proof(at) => {
                self.form.choose(found::Proof::ALL.get(at).copied().unwrap_or(found::Proof::System));
                self.recheck();
            }
            Message::PickCertificate => {
                let title = shared.words.get("sharing-certificate-title");
                let kinds = vec![Kind {
                    name: shared.words.get("sharing-certificate-kind"),
                    extensions: vec!["pem", "crt", "cer"],
                }];

                return Step::task(files::open(title, kinds).map(Message::Picked));
            }
            Message::Picked(Picked::Path(path)) => {
                self.form.type_in(found::Field::Certificate, path.display().to_string());
                self.recheck();
            }
            Message::Picked(Picked::Cancelled) => {}
            Message::Picked(Picked::Unavailable) => {
                self.no_dialog = true;

                return Step::task(kit::reach(view::CERTIFICATE));
            }
            Message::Share if self.founding.is_some() => {}
            Message::Share => return self.share(shared),
            Message::Shared(answer) => {
                self.founding = None;

                match answer {
                    Ok(told) => {
                        // The administrator's password was needed once.
                        self.form.type_in(found::Field::Password, String::new());
                        self.failure = None;

                        let step = Step::task(self.load(shared)).and(Ask::Say(Phrase::new("sharing-shared-done")));

                        return match told {
                            Some(told) => step.and(Ask::Say(told)),
                            None => step,
                        };
                    }
                    Err(Failure::Cancelled) => self.failure = Some(Phrase::new("sharing-share-stopped")),
                    Err(failure) => self.failure = Some(failure.phrase()),
                }
            }
            Message::StopSharing => {
                if let Some(job) = &self.founding {
                    job.cancel();
                }
            }
            Message::Join => return Step::ask(Ask::Join),

            Message::Exchange if self.busy => {}
            Message::Exchange => {
                let desk = shared.desk.clone();

                return self.work(async move { desk.exchange().await }, Message::Exchanged);
            }
            Message::Exchanged(answer) => {
                self.busy = false;

                match answer {
                    Ok(Exchanged { sent, taken, .. }) => {
                        let said = Phrase::new("sharing-exchanged").with("sent", sent).with("taken", taken);
                        self.failure = None;

                        return Step::task(self.load(shared)).and(Ask::Say(said));
                    }
                    Err(failure) => {
                        self.failure = Some(failure.phrase());
                        shared.desk.try_again();
                    }
                }
            }
            Message::Offline(offline) => {
                let desk = shared.desk.clone();

                return self.work(async move { desk.set_offline(offline).await }, Message::OfflineSet);
            }
            Message::OfflineSet(answer) => {
                self.busy = false;
                self.failure = answer.err().map(|failure| failure.phrase());
            }
            Message::Secret(text) => self.secret = text,
            Message::GiveSecret if self.secret.trim().is_empty() => {}
            Message::GiveSecret => {
                shared.desk.give_secret(self.secret.trim());
                self.secret.clear();
                self.failure = None;
            }
            Message::Agree => shared.desk.agree_to_archive(),
            Message::CopySecret => {
                if let Some(secret) = &shared.sharing.secret {
                    return Step::task(iced::clipboard::write(secret.clone()));
                }
            }
            Message::SecretNoted => {
                shared.desk.secret_noted();

                return Step::ask(Ask::LookAgain);
            }
            Message::Ask(asked) => {
                self.failure = None;
                self.asked = Some(asked);
            }
            Message::Confirm => return self.confirm(shared),
            Message::Left(answer) => {
                self.busy = false;

                match answer {
                    Ok(()) => {
                        self.desks = None;
                        self.team = None;
                        self.review = review::State::default();

                        return Step::ask(Ask::Say(Phrase::new("sharing-left")));
                    }
                    Err(failure) => self.failure = Some(failure.phrase()),
                }
            }

            Message::Desks(Ok(desks)) => {
                self.desks = Some(desks);
                self.failure = None;
            }
            Message::Team(Ok(team)) => {
                self.team = Some(team);
                self.team_failure = None;
            }
            Message::Desks(Err(failure)) => self.failure = Some(failure.phrase()),
            Message::Team(Err(failure)) => self.team_failure = Some(failure.phrase()),
            Message::Role(..) | Message::Active(..) if self.busy => {}
            Message::Role(operator, role) => {
                let desk = shared.desk.clone();

                return self.work(async move { desk.set_role(operator, role).await }, Message::TeamChanged);
            }
            Message::Active(operator, active) => {
                let desk = shared.desk.clone();

                return self
                    .work(async move { desk.set_operator_active(operator, active).await }, Message::TeamChanged);
            }
            Message::TeamChanged(answer) => {
                self.busy = false;

                match answer {
                    Ok(()) => {
                        self.team_failure = None;

                        return Step::task(self.load(shared));
                    }
                    Err(failure) => self.team_failure = Some(failure.phrase()),
                }
            }

            Message::Invite => {
                self.failure = None;
                self.guest = Some(Guest {
                    name: String::new(),
                    email: String::new(),
                    role: Role::Manager,
                    code: None,
                    copied: false,
                    problems: Vec::new(),
                });
            }
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
            Message::SendInvitation if self.busy => {}
            Message::SendInvitation => return self.invite(shared),
            Message::Invited(answer) => {
                self.busy = false;

                match (answer, &mut self.guest) {
                    (Ok(code), Some(guest)) => {
                        guest.code = Some(code);
                        self.failure = None;

                        return Step::task(self.load(shared));
                    }
                    (Err(failure), _) => self.failure = Some(failure.phrase()),
                    (Ok(_), None) => {}
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

            Message::Doubles(message) => return self.doubles.update(message, shared).map(Message::Doubles),
            Message::Review(message) => return self.review.update(message, shared).map(Message::Review),
        }

        Step::none()
    }

    /// Asks for everything that the page shows; nothing of a workspace that is not shared.
    fn load(&mut self, shared: &Shared) -> Task<Message> {
        if shared.desk.shared().is_none() {
            return Task::none();
        }

        let review = Task::batch([
            review::State::load(shared).map(Message::Review),
            doubles::State::load(shared).map(Message::Doubles),
        ]);

        // The server is not spoken to by who chose not to.
        if shared.sharing.place.as_ref().is_some_and(|place| place.offline) {
            return review;
        }

        let desk = shared.desk.clone();
        let mut tasks = vec![review, Task::perform(async move { desk.desks().await }, Message::Desks)];

        if shared.desk.may("team.manage") {
            let desk = shared.desk.clone();

            tasks.push(Task::perform(async move { desk.team().await }, Message::Team));
        }

        Task::batch(tasks)
    }

    /// What the workspace itself knows of it, after it changed.
    pub fn refresh(shared: &Shared) -> Task<Message> {
        match &shared.sharing.place {
            Some(_) => doubles::State::load(shared).map(Message::Doubles),
            None => Task::none(),
        }
    }

    fn dismiss(&mut self) {
        if self.busy {
            return;
        }

        if self.asked.take().is_none() && self.guest.take().is_none() {
            self.failure = None;
            self.team_failure = None;
        }
    }

    fn share(&mut self, shared: &Shared) -> Step<Message> {
        let (founding, file) = match self.form.build() {
            Ok(built) => built,
            Err(problems) => {
                self.problems = problems;

                return Step::task(kit::reach_wrong());
            }
        };
        let running = shared.jobs.begin("sharing-job-share".into());
        let desk = shared.desk.clone();
        self.problems.clear();
        self.failure = None;
        self.founding = Some(running.job.clone());

        Step::task(Task::perform(
            async move {
                let mut founding = founding;

                if let Some(file) = file {
                    let certificate = found::certificate(file).await.map_err(Failure::Elsewhere)?;
                    founding.administrator.trust = crate::desk::sharing::Trust::Pinned(certificate);
                }

                desk.share(founding, &running.job).await
            },
            Message::Shared,
        ))
    }

    fn confirm(&mut self, shared: &Shared) -> Step<Message> {
        let desk = shared.desk.clone();

        match self.asked.take() {
            Some(Asked::Leave) => self.work(async move { desk.leave().await }, Message::Left),
            Some(Asked::Revoke { login, .. }) => {
                self.work(async move { desk.revoke(&login).await }, Message::TeamChanged)
            }
            None => Step::none(),
        }
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

    /// Once sharing was refused, what is still wrong is said as it is corrected.
    fn recheck(&mut self) {
        if !self.problems.is_empty() {
            self.problems = self.form.build().err().unwrap_or_default();
        }
    }
}

impl Guest {
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

    fn problem(&self, field: &str) -> Option<&Phrase> {
        self.problems.iter().find(|problem| problem.field == Some(field)).map(|problem| &problem.phrase)
    }
}

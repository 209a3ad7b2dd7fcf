//! Sharing the workspace with other desks: the page in the settings, joining, and how it stands at the foot of the window.
//!
//! - `known` what the window knows, kept by the root; `foot` that in few words.
//! - `found` the form that shares a workspace; `join` the dialog that joins one.
//! - `review` what waits for a decision, `refused` what of it the server refused; `doubles` who may be known twice.
//! - `team` who takes part; `view` and `team_view` how the page looks.

pub mod doubles;
mod foot;
pub mod found;
pub mod join;
mod known;
pub mod refused;
pub mod review;
pub mod team;
mod team_view;
mod view;

use std::time::Duration;

use iced::{Subscription, Task};

use crate::desk::sharing::Exchanged;
use crate::desk::{Failure, Job};
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
    /// Whether this desk is to leave is being asked.
    leaving: bool,
    team: team::State,
    review: review::State,
    doubles: doubles::State,
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
    Leave,
    ReallyLeave,
    Left(Result<(), Failure>),

    Team(team::Message),
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
            leaving: false,
            team: team::State::default(),
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
        let mending = self.review.mending.as_ref().is_some_and(refused::Mending::typed);

        self.team.unsaved().or_else(|| mending.then(|| Phrase::new("sharing-mend-unsaved")))
    }

    pub fn view<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        view::view(self, shared)
    }

    /// What must be answered first.
    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> Option<Dialog<'a, Message>> {
        view::dialog(self, shared)
    }

    pub fn has_dialog(&self) -> bool {
        self.leaving || self.team.has_dialog()
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
            Message::Leave => {
                self.failure = None;
                self.leaving = true;
            }
            Message::ReallyLeave => {
                let desk = shared.desk.clone();
                self.leaving = false;

                return self.work(async move { desk.leave().await }, Message::Left);
            }
            Message::Left(answer) => {
                self.busy = false;

                match answer {
                    Ok(()) => {
                        self.team = team::State::default();
                        self.review = review::State::default();

                        return Step::ask(Ask::Say(Phrase::new("sharing-left")));
                    }
                    Err(failure) => self.failure = Some(failure.phrase()),
                }
            }

            Message::Team(message) => return self.team.update(message, shared).map(Message::Team),
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

        Task::batch([review, team::State::load(shared).map(Message::Team)])
    }

    /// What the workspace itself knows of it, after it changed.
    pub fn refresh(shared: &Shared) -> Task<Message> {
        match &shared.sharing.place {
            Some(_) => doubles::State::load(shared).map(Message::Doubles),
            None => Task::none(),
        }
    }

    fn dismiss(&mut self) {
        if self.busy || self.team.dismiss() || std::mem::take(&mut self.leaving) || self.review.dismiss() {
            return;
        }

        self.failure = None;
        self.team.failure = None;
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

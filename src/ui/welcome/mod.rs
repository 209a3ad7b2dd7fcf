//! The first run: what the venue is called, the language, and what to start with.

mod view;

use std::time::Duration;

use iced::{Element, Subscription, Task};

use crate::desk::{Failure, Job, Outcome};
use crate::domain::phrase::Phrase;
use crate::domain::venue::Venue;
use crate::ui::kit;
use crate::ui::screen::{Ask, Section, Shared, Step};
use crate::words::Language;

/// How many example members are made, and from which seed: the same for everyone, so that they can be spoken about.
const EXAMPLES: usize = 300;
const SEED: u64 = 2026;

/// What to start with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    File,
    Examples,
    Empty,
}

impl Start {
    pub const ALL: &'static [Self] = &[Self::File, Self::Examples, Self::Empty];
}

pub struct State {
    name: String,
    start: Start,
    problem: Option<Phrase>,
    /// The answer is being kept.
    saving: bool,
    /// The examples are being made.
    filling: Option<Job>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
    Tick,
    /// The window is there: the first input gets the focus.
    Shown,
    Name(String),
    Language(Language),
    Start(Start),
    Begin,
    /// Enter on what is to be started with.
    BeginWith(Start),
    /// The workspace is there already, shared by others.
    Join,
    Saved(Result<Outcome, Failure>),
    Filled(Result<Outcome, Failure>),
    Cancel,
}

impl State {
    pub fn new(shared: &Shared) -> (Self, Task<Message>) {
        let state =
            Self { name: shared.venue.name.clone(), start: Start::File, problem: None, saving: false, filling: None };

        (state, Task::done(Message::Shown))
    }

    pub fn subscription(&self) -> Subscription<Message> {
        // A workspace may be open before the window is.
        let shown = iced::window::open_events().map(|_| Message::Shown);

        match self.filling {
            Some(_) => {
                Subscription::batch([shown, iced::time::every(Duration::from_millis(100)).map(|_| Message::Tick)])
            }
            None => shown,
        }
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        None
    }

    pub fn view<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        view::view(self, shared)
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Refresh | Message::Dismiss | Message::Tick => {}
            Message::Shown => return Step::task(kit::reach(view::NAME)),
            Message::Name(name) => {
                self.name = name;
                self.problem = None;
            }
            Message::Language(language) => {
                let mut preferences = shared.preferences.clone();
                preferences.language = Some(language);

                return Step::ask(Ask::Keep(Box::new(preferences)));
            }
            Message::Start(start) => self.start = start,

            Message::BeginWith(_) if self.filling.is_some() => {}
            Message::BeginWith(start) => {
                self.start = start;

                return self.update(Message::Begin, shared);
            }
            Message::Begin if self.saving || self.filling.is_some() => {}
            Message::Begin if self.name.trim().is_empty() => {
                self.problem = Some("welcome-name-missing".into());

                return Step::task(kit::reach(view::NAME));
            }
            // The examples come first: were they to fail, the welcome is still there.
            Message::Begin if self.start == Start::Examples => {
                let running = shared.jobs.begin("welcome-job-examples".into());
                let desk = shared.desk.clone();
                self.problem = None;
                self.filling = Some(running.job.clone());

                return Step::task(Task::perform(
                    async move { desk.demo(EXAMPLES, SEED, &running.job).await },
                    Message::Filled,
                ));
            }
            Message::Begin => return self.save(shared),
            Message::Filled(Ok(_)) => {
                self.filling = None;

                return self.save(shared);
            }
            Message::Filled(Err(failure)) => {
                self.filling = None;
                self.problem = Some(failure.phrase());
            }
            Message::Join => return Step::ask(Ask::Join),
            Message::Cancel => {
                if let Some(job) = &self.filling {
                    job.cancel();
                }
            }

            Message::Saved(Ok(outcome)) => {
                self.saving = false;
                let next = match self.start {
                    Start::File => Ask::Import(None),
                    Start::Examples => Ask::Go(Section::Members),
                    Start::Empty => Ask::Go(Section::Products),
                };

                return Step::ask(Ask::Done(outcome)).and(next);
            }
            Message::Saved(Err(failure)) => {
                self.saving = false;
                self.problem = Some(failure.phrase());
            }
        }

        Step::none()
    }

    fn save(&mut self, shared: &Shared) -> Step<Message> {
        let venue = Venue { name: self.name.trim().to_owned(), welcomed: true, ..shared.venue.clone() };
        let desk = shared.desk.clone();
        self.saving = true;

        Step::task(Task::perform(async move { desk.save_venue(venue).await }, Message::Saved))
    }
}

//! What screens are given and what they may ask of the program around them.
//!
//! A screen is `State + Message` with `State::new(&Shared, …) -> (State, Task<Message>)`,
//! `update(&mut self, Message, &Shared) -> Step<Message>`, `view(&self, &Shared) -> kit::Element<Message>`,
//! `subscription(&self) -> Subscription<Message>` and `unsaved(&self) -> Option<Phrase>` (what closing the program
//! would lose).
//!
//! The import is a page: it takes the place of the section until it asks to be closed or put away. What opens over the
//! window (palette, help, export, jobs, subscribe) has, in place of `view`,
//! `dialog(&self, &Shared) -> kit::Dialog<Message>`: the root shows it with `kit::modal`, so that the keyboard and the
//! pointer reach nothing behind it.
//!
//! Every `Message` has `Refresh` (the workspace changed: ask again, keep what is shown until the answer is there) and
//! `Dismiss` (Escape, or a press beside a dialog: close the innermost thing that is open; a dialog with nothing left to
//! close answers with [`Ask::Close`], or [`Ask::Hide`] while its work goes on).

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use iced::Task;

use crate::desk::{Desk, Job, Outcome, Selection};
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::domain::query::{MemberQuery, SubscriptionQuery};
use crate::domain::venue::Venue;
use crate::preferences::Preferences;
use crate::ui::keys::Action;
use crate::ui::sharing::Known;
use crate::words::Words;

/// What every screen is shown with.
pub struct Shared {
    pub desk: Desk,
    /// The venue's settings as last read; kept current by the root.
    pub venue: Venue,
    pub words: Words,
    pub preferences: Preferences,
    pub jobs: Jobs,
    /// How the workspace is shared, and what the operator may do; kept current by the root.
    pub sharing: Known,
    /// Size of the window in logical pixels.
    pub size: iced::Size,
}

impl Shared {
    pub fn new(desk: Desk, venue: Venue, preferences: Preferences) -> Self {
        let words = Words::new(preferences.language(), &venue.currency, venue.zone());

        let sharing = Known::of(&desk);

        Self { desk, venue, words, preferences, jobs: Jobs::default(), sharing, size: iced::Size::new(1366.0, 768.0) }
    }

    /// Why the operator may not, and who may, for a button that is disabled; none when they may.
    pub fn barred(&self, permission: &str) -> Option<String> {
        self.sharing.barred(permission).map(|phrase| self.words.say(&phrase))
    }

    /// The sign of the currency as the language writes it: "€".
    pub fn currency_sign(&self) -> String {
        self.words
            .money(0)
            .chars()
            .filter(|c| !c.is_ascii_digit() && !c.is_whitespace() && !",.".contains(*c))
            .collect()
    }

    /// Makes the words anew, after the language or the venue changed.
    pub fn reword(&mut self) {
        self.words = Words::new(self.preferences.language(), &self.venue.currency, self.venue.zone());
    }
}

/// The long works that run in this window. Cheap to clone; all clones are the same list.
#[derive(Clone, Default)]
pub struct Jobs(Arc<Mutex<Vec<(u64, Phrase, Job)>>>);

/// A work in the list; it leaves the list when this is dropped. Move it into the future that does the work.
pub struct Running {
    jobs: Jobs,
    id: u64,
    pub job: Job,
}

impl Jobs {
    /// Puts a work in the list, said with `title` ("Import of venue.csv").
    pub fn begin(&self, title: Phrase) -> Running {
        let job = Job::new();
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = list.last().map_or(0, |(last, ..)| last + 1);
        list.push((id, title, job.clone()));

        Running { jobs: self.clone(), id, job }
    }

    /// What runs, oldest first: what it is, how far it is, and how to stop it.
    pub fn list(&self) -> Vec<(Phrase, Job)> {
        let list = self.0.lock().unwrap_or_else(PoisonError::into_inner);

        list.iter().map(|(_, title, job)| (title.clone(), job.clone())).collect()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.jobs.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|(id, ..)| *id != self.id);
    }
}

/// The result of a screen's `update`: its own task, and what it asks of its parent.
pub struct Step<M> {
    pub task: Task<M>,
    pub asks: Vec<Ask>,
}

#[derive(Debug, Clone)]
pub enum Ask {
    /// An action was done: say it in a toast with "Undo", and refresh what shows it.
    Done(Outcome),
    /// Say something in a toast.
    Say(Phrase),
    /// Say what went wrong.
    Fail(Phrase),
    OpenMember(Id),
    /// Open "new subscription", for this member when given.
    Subscribe(Option<Id>),
    /// Open "new subscription" for whom these words name.
    SubscribeFor(String),
    /// Open "new subscription" filled with the renewal of this one.
    Renew(Id),
    Import(Option<PathBuf>),
    Export(ExportOf),
    /// Open the dialog that joins a shared workspace.
    Join,
    /// Go on with this workspace, which is open already; the one before is closed.
    Enter(Desk),
    /// What is known of sharing has changed on this desk.
    LookAgain,
    Go(Section),
    /// Do what this key would do.
    Do(Action),
    /// Close the dialog that asks; its state is dropped.
    Close,
    /// Put the dialog that asks away while its work goes on; it still gets its messages.
    Hide,
    /// The preferences were changed by the screen: keep them.
    Keep(Box<Preferences>),
    /// Another workspace is to be opened (or this one again, after a restore).
    OpenWorkspace(PathBuf),
    /// Replace the workspace by this backup: the root closes the desk, restores, and opens it again.
    Restore(PathBuf),
}

#[derive(Debug, Clone)]
pub enum ExportOf {
    Members(Selection<MemberQuery>),
    Subscriptions(Selection<SubscriptionQuery>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Members,
    Products,
    Settings,
}

impl Section {
    pub const ALL: [Self; 3] = [Self::Members, Self::Products, Self::Settings];
}

impl<M> Step<M> {
    pub fn none() -> Self {
        Self { task: Task::none(), asks: Vec::new() }
    }

    pub fn task(task: Task<M>) -> Self {
        Self { task, asks: Vec::new() }
    }

    pub fn ask(ask: Ask) -> Self {
        Self { task: Task::none(), asks: vec![ask] }
    }

    pub fn and(mut self, ask: Ask) -> Self {
        self.asks.push(ask);

        self
    }

    pub fn map<N: Send + 'static>(self, f: impl Fn(M) -> N + Send + 'static) -> Step<N>
    where
        M: Send + 'static,
    {
        Step { task: self.task.map(f), asks: self.asks }
    }
}

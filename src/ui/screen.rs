//! What screens are given and what they may ask of the program around them.

use std::path::PathBuf;

use iced::Task;

use crate::desk::{Desk, Outcome, Selection};
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::domain::query::{MemberQuery, SubscriptionQuery};
use crate::preferences::Preferences;
use crate::words::Words;

/// What every screen is shown with.
pub struct Shared {
    pub desk: Desk,
    pub words: Words,
    pub preferences: Preferences,
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
    /// Open "new subscription" filled with the renewal of this one.
    Renew(Id),
    Import(Option<PathBuf>),
    Export(ExportOf),
    Go(Section),
    /// The preferences were changed by the screen: keep them.
    Keep(Box<Preferences>),
    /// Another workspace is to be opened (or this one again, after a restore).
    OpenWorkspace(PathBuf),
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

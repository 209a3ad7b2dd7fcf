//! Reading and checking the file, checking again behind what is shown, and the import itself.

use std::path::PathBuf;
use std::time::Duration;

use iced::Task;

use super::done::Finished;
use super::{GO, MEMBERS, Memory, Message, ON, Opaque, State, Step, Work, rows::Filter};
use crate::desk::import::{Checked, Field, ImportOptions, Meaning};
use crate::desk::{Failure, Job, Outcome};
use crate::domain::phrase::Phrase;
use crate::ui::kit;
use crate::ui::screen::{Ask, Shared, Step as Answer};

/// Decisions that follow each other within this time are checked together.
const PAUSE: Duration = Duration::from_millis(200);

impl State {
    /// Begins with this file.
    pub(super) fn take(&mut self, file: PathBuf, shared: &Shared) -> Task<Message> {
        match &self.work {
            Work::Importing(_) | Work::Undoing => return Task::none(),
            Work::Checking(job) | Work::Rechecking(job) => job.cancel(),
            Work::Idle => {}
        }
        self.path = file.display().to_string();
        self.file = Some(file);
        self.options = ImportOptions { on_match: self.options.on_match, ..ImportOptions::default() };
        self.steps.clear();
        self.memory = Memory::default();
        self.checked = None;
        self.finished = None;
        self.detail = None;
        self.filter = Filter::ToSee;
        self.kept.clear();
        self.listing.begin();
        self.listing.clear();
        self.work = Work::Idle;
        self.step = Step::File;

        self.check(shared)
    }

    /// Something was decided: checks again once nothing more is, for a moment.
    pub(super) fn rethink(&mut self) -> Task<Message> {
        match &self.work {
            Work::Importing(_) | Work::Undoing | Work::Checking(_) => return Task::none(),
            Work::Rechecking(job) => job.cancel(),
            Work::Idle => {}
        }
        self.work = Work::Idle;
        self.stale = true;
        self.problem = None;
        self.question += 1;
        let question = self.question;

        Task::perform(async { tokio::time::sleep(PAUSE).await }, move |()| Message::Recheck(question))
    }

    pub(super) fn check(&mut self, shared: &Shared) -> Task<Message> {
        let Some(file) = self.file.clone() else { return Task::none() };
        match &self.work {
            Work::Importing(_) | Work::Undoing => return Task::none(),
            // The answer of the check that runs would be about other options.
            Work::Checking(job) | Work::Rechecking(job) => job.cancel(),
            Work::Idle => {}
        }

        self.question += 1;
        let (question, desk, options) = (self.question, shared.desk.clone(), self.options.clone());
        let answer = move |answer: Result<Checked, Failure>| {
            Message::Checked(question, answer.map(|checked| Box::new(Opaque(checked))))
        };

        match self.checked.clone() {
            Some(checked) => {
                let job = Job::new();
                self.work = Work::Rechecking(job.clone());

                Task::perform(async move { desk.recheck_import(&checked, options, &job).await }, answer)
            }
            None => {
                self.problem = None;
                let running = shared.jobs.begin(Phrase::new("import-job-check").with("file", self.name()));
                self.work = Work::Checking(running.job.clone());

                Task::perform(async move { desk.check_import(&file, options, &running.job).await }, answer)
            }
        }
    }

    /// A check is done. The first one leads on; after that what is shown stays where it is.
    pub(super) fn show(&mut self, checked: Checked) -> Task<Message> {
        let first = self.checked.is_none();
        let summary = &checked.summary;
        // Nothing says who a row is about, or the file does not say how it is to be read: the columns come first.
        let clear = summary.read_as.doubts.is_empty()
            && summary.columns.iter().any(|column| {
                matches!(
                    column.meaning.and_then(Meaning::field),
                    Some(Field::Email | Field::LastName | Field::FirstName | Field::FullName)
                )
            });
        self.work = Work::Idle;
        self.stale = false;
        self.checked = Some(checked);
        self.list();
        let cells = self.reopen();

        if !first {
            return cells;
        }
        self.step = if clear { Step::Verify } else { Step::Columns };

        kit::reach(if clear { GO } else { ON })
    }

    pub(super) fn check_failed(&mut self, failure: Failure) {
        self.work = Work::Idle;
        match failure {
            Failure::Cancelled if self.checked.is_none() => self.file = None,
            Failure::Cancelled => {}
            failure => {
                self.problem = Some(failure.phrase());
                if self.checked.is_none() {
                    self.file = None;
                    self.step = Step::File;
                }
            }
        }
    }

    pub(super) fn import(&mut self, shared: &Shared) -> Task<Message> {
        let Some(checked) = self.checked.clone().filter(|_| self.can_import()) else { return Task::none() };
        self.question += 1;
        self.problem = None;
        let (question, desk) = (self.question, shared.desk.clone());
        let running = shared.jobs.begin(Phrase::new("import-job-import").with("file", self.name()));
        self.work = Work::Importing(running.job.clone());

        Task::perform(async move { desk.import(checked, &running.job).await }, move |answer| {
            Message::Imported(question, answer)
        })
    }

    pub(super) fn can_import(&self) -> bool {
        matches!(self.work, Work::Idle)
            && !self.stale
            && self.checked.as_ref().is_some_and(|checked| checked.summary.changes())
    }

    pub(super) fn imported(&mut self, outcome: Outcome) -> Answer<Message> {
        self.work = Work::Idle;
        self.step = Step::Done;
        self.detail = None;
        self.finished = Some(Finished { outcome: outcome.clone(), undone: false });

        Answer { task: kit::reach(MEMBERS), asks: vec![Ask::Done(outcome)] }
    }

    pub(super) fn undo(&mut self, shared: &Shared) -> Task<Message> {
        let (Work::Idle, Some(finished)) = (&self.work, &self.finished) else { return Task::none() };
        let (desk, entry) = (shared.desk.clone(), finished.outcome.entry);
        self.work = Work::Undoing;

        Task::perform(async move { desk.undo(Some(entry)).await }, Message::Undone)
    }
}

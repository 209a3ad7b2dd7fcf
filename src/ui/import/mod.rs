//! Taking a file in: choose it, see how its columns were understood, see what would happen, then all of it at once.
//! The page can be left at any step and come back to.

mod columns;
mod done;
mod file;
mod rows;
mod verify;
mod view;

use std::path::PathBuf;
use std::time::Duration;

use iced::{Element, Subscription, Task};

use crate::desk::import::{Checked, DateOrder, Decimal, Field, ImportOptions, Meaning, OnMatch};
use crate::desk::{Failure, Job, Outcome};
use crate::domain::phrase::Phrase;
use crate::ui::files::{self, Kind, Picked};
use crate::ui::kit;
use crate::ui::screen::{Ask, Section, Shared, Step as Answer};

use rows::{Filter, Row};

/// The controls that get the focus.
const BROWSE: &str = "import_browse";
const PATH: &str = "import_path";
const GO: &str = "import_go";
const MEMBERS: &str = "import_members";
const REJECTS: &str = "import_rejects";

/// The extensions of the files that can be read.
const EXTENSIONS: &[&str] = &["csv", "tsv", "txt", "xlsx", "xls", "ods"];

/// The four steps across the top of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    File,
    Columns,
    Verify,
    Done,
}

impl Step {
    pub const ALL: &'static [Self] = &[Self::File, Self::Columns, Self::Verify, Self::Done];

    fn key(self) -> &'static str {
        match self {
            Self::File => "import-step-file",
            Self::Columns => "import-step-columns",
            Self::Verify => "import-step-verify",
            Self::Done => "import-step-done",
        }
    }
}

/// What is going on.
enum Work {
    Idle,
    /// The file is being read and checked.
    Checking(Job),
    /// It is being written.
    Importing(Job),
    Undoing,
}

/// What an import did, once it is done.
struct Finished {
    outcome: Outcome,
    new: usize,
    updated: usize,
    refused: usize,
    undone: bool,
}

pub struct State {
    step: Step,
    file: Option<PathBuf>,
    /// The path as typed.
    path: String,
    no_dialog: bool,
    options: ImportOptions,
    /// Whether the options changed since the last check.
    stale: bool,
    work: Work,
    /// The id of the last work: an older answer is dropped.
    question: u64,
    problem: Option<Phrase>,
    checked: Option<Checked>,
    rows: Vec<Row>,
    filter: Filter,
    /// Grows when the list shows other rows: it begins at its first one again.
    version: u64,
    /// Why the file was read as it was is shown.
    explained: bool,
    current: Option<usize>,
    saving_rejects: bool,
    /// Where the refused rows would be written, while that is being typed.
    rejects_path: Option<String>,
    finished: Option<Finished>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
    Tick,
    Browse,
    Picked(Picked),
    TypedPath(String),
    UsePath,
    /// A file was dropped on the window.
    Dropped(PathBuf),
    Go(Step),
    Map(usize, Option<Meaning>),
    Encoding(String),
    Separator(char),
    Dates(DateOrder),
    Decimal(Decimal),
    Sheet(String),
    OnMatch(OnMatch),
    Verify,
    Checked(u64, Result<Box<Opaque>, Failure>),
    Explain(bool),
    Filter(Filter),
    Current(usize),
    Rejects,
    RejectsPicked(Picked),
    RejectsTyped(String),
    SaveRejects,
    RejectsSaved(PathBuf, Result<usize, Failure>),
    Import,
    Imported(u64, Result<Outcome, Failure>),
    Cancel,
    Undo,
    Undone(Result<Outcome, Failure>),
    Another,
    Members,
    /// Leaves the page as it is.
    Later,
}

/// A checked file in a message.
#[derive(Clone)]
pub struct Opaque(Checked);

impl std::fmt::Debug for Opaque {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Checked")
    }
}

impl State {
    pub fn new(shared: &Shared, file: Option<PathBuf>) -> (Self, Task<Message>) {
        let mut state = Self {
            step: Step::File,
            file: None,
            path: String::new(),
            no_dialog: false,
            options: ImportOptions::default(),
            stale: false,
            work: Work::Idle,
            question: 0,
            problem: None,
            checked: None,
            rows: Vec::new(),
            filter: Filter::ToSee,
            version: 0,
            explained: false,
            current: None,
            saving_rejects: false,
            rejects_path: None,
            finished: None,
        };
        let task = match file {
            Some(file) => state.take(file, shared),
            None => kit::reach(BROWSE),
        };

        (state, task)
    }

    /// Follows the work while there is some.
    pub fn subscription(&self) -> Subscription<Message> {
        match self.work {
            Work::Checking(_) | Work::Importing(_) => {
                iced::time::every(Duration::from_millis(100)).map(|_| Message::Tick)
            }
            Work::Idle | Work::Undoing => Subscription::none(),
        }
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        match self.work {
            Work::Importing(_) => Some("import-unsaved".into()),
            _ => None,
        }
    }

    pub fn view<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        view::view(self, shared)
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Answer<Message> {
        match message {
            Message::Refresh | Message::Tick => {}
            Message::Dismiss => return self.dismiss(),

            Message::Browse => {
                let kinds = vec![Kind { name: shared.words.get("import-file-kind"), extensions: EXTENSIONS.to_vec() }];
                let task = files::open(shared.words.get("import-file-title"), kinds);

                return Answer::task(task.map(Message::Picked));
            }
            Message::Picked(Picked::Path(file)) | Message::Dropped(file) => {
                return Answer::task(self.take(file, shared));
            }
            Message::Picked(Picked::Cancelled) => {}
            Message::Picked(Picked::Unavailable) => {
                self.no_dialog = true;

                return Answer::task(kit::reach(PATH));
            }
            Message::TypedPath(text) => {
                self.path = text;
                self.problem = None;
            }
            Message::UsePath => match files::typed(&self.path) {
                Some(file) => return Answer::task(self.take(file, shared)),
                None => self.problem = Some("import-path-missing".into()),
            },

            Message::Go(step) => return Answer::task(self.go(step, shared)),
            Message::Map(index, meaning) => self.map(index, meaning),
            Message::Encoding(encoding) => self.decide(|options| options.encoding = Some(encoding)),
            Message::Separator(separator) => self.decide(|options| options.separator = Some(separator)),
            Message::Dates(dates) => self.decide(|options| options.dates = Some(dates)),
            Message::Decimal(decimal) => self.decide(|options| options.decimal = Some(decimal)),
            Message::Sheet(sheet) => self.decide(|options| options.sheet = Some(sheet)),
            Message::OnMatch(policy) => {
                if self.options.on_match != policy {
                    self.options.on_match = policy;
                    return Answer::task(self.check(shared));
                }
            }
            Message::Verify => return Answer::task(self.check(shared)),
            Message::Checked(question, _) if question != self.question => {}
            Message::Checked(_, Ok(checked)) => {
                self.show(checked.0);

                return Answer::task(kit::reach(GO));
            }
            Message::Checked(_, Err(failure)) => self.check_failed(failure),

            Message::Explain(explained) => self.explained = explained,
            Message::Filter(filter) => {
                self.filter = filter;
                self.list();
            }
            Message::Current(at) => self.current = Some(at),

            Message::Rejects => return self.ask_rejects(shared),
            Message::RejectsPicked(Picked::Path(path)) => return self.save_rejects(path, shared),
            Message::RejectsPicked(Picked::Cancelled) => self.rejects_path = None,
            Message::RejectsPicked(Picked::Unavailable) => {
                return Answer::task(kit::reach(REJECTS));
            }
            Message::RejectsTyped(text) => self.rejects_path = Some(text),
            Message::SaveRejects => {
                if let Some(path) = self.rejects_path.as_deref().and_then(files::typed) {
                    return self.save_rejects(path, shared);
                }
            }
            Message::RejectsSaved(path, Ok(count)) => {
                self.saving_rejects = false;
                self.rejects_path = None;

                return Answer::ask(Ask::Say(
                    Phrase::new("import-rejects-saved").with("count", count).with("path", path.display().to_string()),
                ));
            }
            Message::RejectsSaved(_, Err(failure)) => {
                self.saving_rejects = false;

                return Answer::ask(Ask::Fail(failure.phrase()));
            }

            Message::Import => return Answer::task(self.import(shared)),
            Message::Imported(question, _) if question != self.question => {}
            Message::Imported(_, Ok(outcome)) => return self.imported(outcome),
            Message::Imported(_, Err(failure)) => {
                self.work = Work::Idle;
                match failure {
                    Failure::Cancelled => return Answer::ask(Ask::Say("import-cancelled".into())),
                    failure => self.problem = Some(failure.phrase()),
                }
            }
            Message::Cancel => match &self.work {
                Work::Checking(job) | Work::Importing(job) => job.cancel(),
                Work::Idle | Work::Undoing => {}
            },

            Message::Undo => {
                if let (Work::Idle, Some(finished)) = (&self.work, &self.finished) {
                    let (desk, entry) = (shared.desk.clone(), finished.outcome.entry);
                    self.work = Work::Undoing;

                    return Answer::task(Task::perform(async move { desk.undo(Some(entry)).await }, Message::Undone));
                }
            }
            Message::Undone(Ok(outcome)) => {
                self.work = Work::Idle;
                if let Some(finished) = &mut self.finished {
                    finished.undone = true;
                }

                return Answer::ask(Ask::Done(outcome));
            }
            Message::Undone(Err(failure)) => {
                self.work = Work::Idle;

                return Answer::ask(Ask::Fail(failure.phrase()));
            }
            Message::Another => {
                let (state, task) = Self::new(shared, None);
                *self = state;

                return Answer::task(task);
            }
            Message::Members => return Answer::ask(Ask::Go(Section::Members)).and(Ask::Close),
            Message::Later => return Answer::ask(if self.blank() { Ask::Close } else { Ask::Hide }),
        }

        Answer::none()
    }

    /// Whether there is nothing to come back to.
    pub fn blank(&self) -> bool {
        self.file.is_none() && self.path.is_empty() || self.finished.is_some()
    }

    fn dismiss(&mut self) -> Answer<Message> {
        if self.rejects_path.take().is_some() {
            return Answer::none();
        }

        Answer::ask(if self.blank() { Ask::Close } else { Ask::Hide })
    }

    /// Begins with this file.
    fn take(&mut self, file: PathBuf, shared: &Shared) -> Task<Message> {
        if let Work::Importing(_) = self.work {
            return Task::none();
        }
        self.path = file.display().to_string();
        self.file = Some(file);
        self.options = ImportOptions { on_match: self.options.on_match, ..ImportOptions::default() };
        self.checked = None;
        self.finished = None;
        self.step = Step::File;

        self.check(shared)
    }

    fn check(&mut self, shared: &Shared) -> Task<Message> {
        let Some(file) = self.file.clone() else { return Task::none() };
        match &self.work {
            Work::Importing(_) | Work::Undoing => return Task::none(),
            // The answer of the check that runs would be about other options.
            Work::Checking(job) => job.cancel(),
            Work::Idle => {}
        }

        self.question += 1;
        self.problem = None;
        self.stale = false;
        let (question, desk, options) = (self.question, shared.desk.clone(), self.options.clone());
        let running = shared.jobs.begin(Phrase::new("import-job-check").with("file", self.name()));
        self.work = Work::Checking(running.job.clone());

        Task::perform(async move { desk.check_import(&file, options, &running.job).await }, move |answer| {
            Message::Checked(question, answer.map(|checked| Box::new(Opaque(checked))))
        })
    }

    fn show(&mut self, checked: Checked) {
        let first = self.checked.is_none();
        let summary = &checked.summary;
        self.work = Work::Idle;
        self.filter = Filter::ToSee;
        // Nothing that says who a row is about: the columns come first.
        let known = summary.columns.iter().any(|column| {
            matches!(
                column.meaning.and_then(Meaning::field),
                Some(Field::Email | Field::LastName | Field::FirstName | Field::FullName)
            )
        });
        self.step = if first && !known { Step::Columns } else { Step::Verify };
        self.checked = Some(checked);
        self.list();
    }

    fn list(&mut self) {
        self.rows = self.checked.as_ref().map(|checked| rows::of(&checked.summary, self.filter)).unwrap_or_default();
        self.version += 1;
        self.current = None;
    }

    fn check_failed(&mut self, failure: Failure) {
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

    fn go(&mut self, step: Step, shared: &Shared) -> Task<Message> {
        match step {
            _ if !self.reachable(step) => {}
            Step::Verify if self.stale => return self.check(shared),
            step => self.step = step,
        }

        Task::none()
    }

    /// Whether a click on the step leads there.
    pub fn reachable(&self, step: Step) -> bool {
        let free = matches!(self.work, Work::Idle);

        match step {
            Step::File => free && self.finished.is_none(),
            Step::Columns | Step::Verify => free && self.finished.is_none() && self.checked.is_some(),
            Step::Done => self.finished.is_some(),
        }
    }

    fn decide(&mut self, change: impl FnOnce(&mut ImportOptions)) {
        change(&mut self.options);
        self.stale = true;
    }

    fn map(&mut self, index: usize, meaning: Option<Meaning>) {
        let Some(checked) = &mut self.checked else { return };
        // A field comes from one column: the one that had it gives it up.
        for column in &mut checked.summary.columns {
            if column.index != index
                && matches!(meaning, Some(Meaning::Field(_) | Meaning::Custom(_)))
                && column.meaning == meaning
            {
                column.meaning = None;
                remember(&mut self.options, column.index, None);
            }
        }
        if let Some(column) = checked.summary.columns.iter_mut().find(|column| column.index == index) {
            column.meaning = meaning;
        }
        remember(&mut self.options, index, meaning);
        self.stale = true;
    }

    fn ask_rejects(&mut self, shared: &Shared) -> Answer<Message> {
        if self.checked.is_none() || self.saving_rejects {
            return Answer::none();
        }
        let path = self.proposed_rejects(shared);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let extensions = if path.extension().is_some_and(|found| found == "xlsx") { vec!["xlsx"] } else { vec!["csv"] };
        let kinds = vec![Kind { name: shared.words.get("import-file-kind"), extensions }];
        let task = files::save(shared.words.get("import-rejects-title"), &name, path.parent(), kinds);
        self.rejects_path = Some(path.display().to_string());

        Answer::task(task.map(Message::RejectsPicked))
    }

    /// Beside the file it comes from: "adherents refus.csv".
    fn proposed_rejects(&self, shared: &Shared) -> PathBuf {
        let file = self.file.clone().unwrap_or_default();
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let stem = shared.words.say(&Phrase::new("import-rejects-name").with("name", stem));
        let folder = file.parent().filter(|folder| folder.is_dir()).map_or_else(files::documents, PathBuf::from);

        files::unused(&folder, &stem, "csv")
    }

    fn save_rejects(&mut self, path: PathBuf, shared: &Shared) -> Answer<Message> {
        let Some(checked) = self.checked.clone() else { return Answer::none() };
        let desk = shared.desk.clone();
        self.saving_rejects = true;

        Answer::task(Task::perform(
            async move {
                let answer = desk.save_rejects(&checked, &path).await;
                (path, answer)
            },
            |(path, answer)| Message::RejectsSaved(path, answer),
        ))
    }

    fn import(&mut self, shared: &Shared) -> Task<Message> {
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

    pub fn can_import(&self) -> bool {
        matches!(self.work, Work::Idle)
            && !self.stale
            && self.checked.as_ref().is_some_and(|checked| checked.summary.changes())
    }

    fn imported(&mut self, outcome: Outcome) -> Answer<Message> {
        self.work = Work::Idle;
        self.step = Step::Done;
        let summary = self.checked.as_ref().map(|checked| &checked.summary);
        self.finished = Some(Finished {
            outcome: outcome.clone(),
            new: summary.map_or(0, |summary| summary.new),
            updated: summary.map_or(0, |summary| summary.updated),
            refused: summary.map_or(0, |summary| summary.refused_count),
            undone: false,
        });

        Answer { task: kit::reach(MEMBERS), asks: vec![Ask::Done(outcome)] }
    }

    /// The name of the file, without its folder.
    fn name(&self) -> String {
        self.file
            .as_deref()
            .and_then(|file| file.file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }
}

/// Notes what a column is; named by its number, because headers can be doubled or missing.
fn remember(options: &mut ImportOptions, index: usize, meaning: Option<Meaning>) {
    let name = (index + 1).to_string();
    options.map.retain(|(column, _)| *column != name);
    options.map.push((name, meaning));
}

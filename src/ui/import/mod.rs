//! Taking a file in: choose it, see how its columns were understood, see what would happen, then all of it at once.
//! The page can be left at any step and come back to: nothing that was decided is lost.

mod check;
mod choices;
mod columns;
mod decide;
mod detail;
mod done;
mod file;
mod pane;
mod rejects;
mod rows;
mod said;
mod sales;
mod verify;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use iced::{Element, Subscription, Task};

use crate::desk::import::{
    Checked, Contradiction, DateOrder, Decimal, ImportOptions, Meaning, OnMatch, PossibleDuplicate, Question,
    RowChoice, SaleChoice, Subject,
};
use crate::desk::{Failure, Job, Outcome};
use crate::domain::custom::CustomField;
use crate::domain::phrase::Phrase;
use crate::domain::product::Offer;
use crate::ui::files::{self, Kind, Picked};
use crate::ui::kit;
use crate::ui::screen::{Ask, Section, Shared, Step as Answer};

use detail::Detail;
use done::Finished;
use rows::{Filter, Listing, Told};
use said::Said;

/// The controls that get the focus.
const BROWSE: &str = "import_browse";
const PATH: &str = "import_path";
const GO: &str = "import_go";
const ON: &str = "import_on";
const MEMBERS: &str = "import_members";
const REJECTS: &str = "import_rejects";

/// The extensions of the files that can be read.
const EXTENSIONS: &[&str] = &["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "vcf"];

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
    /// The file is being read and checked for the first time.
    Checking(Job),
    /// It is checked again, behind what is shown.
    Rechecking(Job),
    /// It is being written.
    Importing(Job),
    Undoing,
}

/// What of the workspace can be chosen from.
#[derive(Debug, Clone, Default)]
pub struct Known {
    fields: Vec<CustomField>,
    offers: Vec<Offer>,
}

/// What was decided about and is no longer asked by the check, so that it can be decided otherwise.
#[derive(Default)]
struct Memory {
    duplicates: BTreeMap<usize, PossibleDuplicate>,
    contradictions: BTreeMap<(usize, Meaning), Contradiction>,
    left: BTreeMap<usize, Told>,
}

pub struct State {
    step: Step,
    file: Option<PathBuf>,
    /// The path as typed.
    path: String,
    no_dialog: bool,
    options: ImportOptions,
    /// What was decided before, the latest last: each decision is a step.
    steps: Vec<ImportOptions>,
    /// Whether the options changed since the last check.
    stale: bool,
    work: Work,
    /// The id of the last work: an older answer is dropped.
    question: u64,
    problem: Option<Phrase>,
    checked: Option<Checked>,
    known: Known,
    memory: Memory,
    filter: Filter,
    /// Rows that were decided since the card was chosen: they stay in the list, as they are now.
    kept: BTreeSet<usize>,
    listing: Listing,
    detail: Option<Detail>,
    /// Why the file was read as it was is shown.
    explained: bool,
    saving_rejects: bool,
    /// Where the refused rows would be written, while that is being typed.
    rejects_path: Option<String>,
    finished: Option<Finished>,
    /// All that is written on the page, in the operator's language.
    said: Said,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
    Tick,
    Known(Result<Box<Known>, Failure>),
    Browse,
    Picked(Picked),
    TypedPath(String),
    UsePath,
    /// A file was dropped on the window.
    Dropped(PathBuf),
    Go(Step),
    About(Subject),
    /// Leaves aside how such a file was taken in before.
    Afresh,
    Map(usize, Option<Meaning>),
    /// A column's own policy; none: that of the file.
    Policy(usize, Option<OnMatch>),
    Encoding(String),
    Separator(char),
    Dates(DateOrder),
    Decimal(Decimal),
    Sheet(String),
    HeaderRow(usize),
    /// What was in doubt, and how it is read.
    Answer(Question, String),
    OnMatch(OnMatch),
    Verify,
    /// Nothing was decided for a moment: check again, if this is still the last question.
    Recheck(u64),
    Checked(u64, Result<Box<Opaque>, Failure>),
    Explain(bool),
    Filter(Filter),
    Current(usize),
    Open(usize),
    /// The rows that are seen.
    Seen(Range<usize>),
    Fetch(usize),
    Cells(usize, Result<Vec<String>, Failure>),
    Cell(usize, String),
    Mend,
    Unmend(usize),
    CloseRow,
    Beside(isize),
    /// What a row is; decided again, it is taken back. With `true` the next row follows.
    Choose(RowChoice, bool),
    Take(Meaning, bool),
    TakeAll(bool),
    Sale(String, SaleChoice),
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
            steps: Vec::new(),
            stale: false,
            work: Work::Idle,
            question: 0,
            problem: None,
            checked: None,
            known: Known::default(),
            memory: Memory::default(),
            filter: Filter::ToSee,
            kept: BTreeSet::new(),
            listing: Listing::default(),
            detail: None,
            explained: false,
            saving_rejects: false,
            rejects_path: None,
            finished: None,
            said: Said::default(),
        };
        let task = match file {
            Some(file) => state.take(file, shared),
            None => kit::reach(BROWSE),
        };
        state.say(shared);

        (state, Task::batch([ask(shared), task]))
    }

    /// Follows the work while there is some.
    pub fn subscription(&self) -> Subscription<Message> {
        match self.work {
            Work::Checking(_) | Work::Rechecking(_) | Work::Importing(_) => {
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
        let answer = self.act(message, shared);
        self.say(shared);

        answer
    }

    fn act(&mut self, message: Message, shared: &Shared) -> Answer<Message> {
        match message {
            Message::Tick => {}
            Message::Refresh => {
                self.listing.forget();

                return Answer::task(ask(shared));
            }
            Message::Known(Ok(known)) => self.known = *known,
            Message::Known(Err(failure)) => return Answer::ask(Ask::Fail(failure.phrase())),
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

            Message::Go(step) => return Answer::task(self.go(step)),
            Message::Verify => return Answer::task(self.go(Step::Verify)),
            Message::Recheck(question) if question == self.question => return Answer::task(self.check(shared)),
            Message::Recheck(_) => {}
            Message::Checked(question, _) if question != self.question => {}
            Message::Checked(_, Ok(checked)) => return Answer::task(self.show(checked.0)),
            Message::Checked(_, Err(failure)) => self.check_failed(failure),
            Message::Cancel => match &self.work {
                Work::Checking(job) | Work::Rechecking(job) | Work::Importing(job) => job.cancel(),
                Work::Idle | Work::Undoing => {}
            },

            Message::Explain(explained) => self.explained = explained,
            Message::Filter(filter) => {
                self.filter = filter;
                self.kept.clear();
                self.listing.begin();
                self.list();
            }
            Message::Seen(seen) => self.listing.see(seen),

            Message::Rejects
            | Message::RejectsPicked(_)
            | Message::RejectsTyped(_)
            | Message::SaveRejects
            | Message::RejectsSaved(..) => return self.reject(message, shared),

            Message::Import => return Answer::task(self.import(shared)),
            Message::Imported(question, _) if question != self.question => {}
            Message::Imported(_, Ok(outcome)) => return self.imported(outcome),
            Message::Imported(_, Err(Failure::Cancelled)) => {
                self.work = Work::Idle;

                return Answer::ask(Ask::Say("import-cancelled".into()));
            }
            Message::Imported(_, Err(failure)) => {
                self.work = Work::Idle;
                // The workspace may have changed since the check.
                let task = self.rethink();
                self.problem = Some(failure.phrase());

                return Answer::task(task);
            }
            Message::Undo => return Answer::task(self.undo(shared)),
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

            message => return Answer::task(self.decide(message, shared)),
        }

        Answer::none()
    }

    /// Whether there is nothing to come back to.
    pub fn blank(&self) -> bool {
        self.file.is_none() && self.path.is_empty() || self.finished.is_some()
    }

    /// Escape: what was typed into a cell, the row that is open, the page.
    fn dismiss(&mut self) -> Answer<Message> {
        if self.rejects_path.take().is_some() {
            return Answer::none();
        }
        if self.step == Step::Verify
            && let Some(detail) = &mut self.detail
        {
            if !detail.forget_typed() {
                self.detail = None;

                return Answer::task(kit::reach(verify::TABLE));
            }

            return Answer::none();
        }

        Answer::ask(if self.blank() { Ask::Close } else { Ask::Hide })
    }

    fn go(&mut self, step: Step) -> Task<Message> {
        if !self.reachable(step) {
            return Task::none();
        }
        self.step = step;

        match step {
            Step::File => kit::reach(BROWSE),
            Step::Columns => kit::reach(ON),
            Step::Verify => kit::reach(GO),
            Step::Done => kit::reach(MEMBERS),
        }
    }

    /// Whether a click on the step leads there.
    pub fn reachable(&self, step: Step) -> bool {
        let free = matches!(self.work, Work::Idle | Work::Rechecking(_));

        match step {
            Step::File => free && self.finished.is_none(),
            Step::Columns | Step::Verify => free && self.finished.is_none() && self.checked.is_some(),
            Step::Done => self.finished.is_some(),
        }
    }

    fn list(&mut self) {
        let Some(checked) = &self.checked else { return self.listing.clear() };
        let rows = rows::of(&checked.summary, &self.options, self.filter, &self.kept);
        let open = self.detail.as_ref().map(|detail| detail.row);
        self.listing.put(rows, open);
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

/// Asks what of the workspace can be chosen from.
fn ask(shared: &Shared) -> Task<Message> {
    let desk = shared.desk.clone();

    Task::perform(
        async move { Ok(Box::new(Known { fields: desk.custom_fields(false).await?, offers: desk.offers().await? })) },
        Message::Known,
    )
}

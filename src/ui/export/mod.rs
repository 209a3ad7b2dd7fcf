//! Taking what is on screen out to a file: the kind of file, the fields, where to. Enter at once takes what is proposed.

mod columns;
mod view;

use std::path::PathBuf;
use std::time::Duration;

use iced::{Event, Subscription, Task, mouse};

use crate::desk::export::{self, Dialect, ExportOptions, Subject};
use crate::desk::{Desk, ExportLayout, Failure, Job, Outcome, Selection};
use crate::domain::custom::CustomField;
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::domain::query::{MemberQuery, SubscriptionQuery};
use crate::ui::files::{self, Kind, Picked};
use crate::ui::kit::{self, Dialog};
use crate::ui::screen::{Ask, ExportOf, Shared, Step};

use columns::{Columns, usual};

/// The kinds of file offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    FrenchCsv,
    PlainCsv,
    Xlsx,
    Ods,
}

impl Format {
    pub const ALL: &'static [Self] = &[Self::FrenchCsv, Self::PlainCsv, Self::Xlsx, Self::Ods];

    fn extension(self) -> &'static str {
        match self {
            Self::FrenchCsv | Self::PlainCsv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::FrenchCsv => "export-format-french",
            Self::PlainCsv => "export-format-plain",
            Self::Xlsx => "export-format-xlsx",
            Self::Ods => "export-format-ods",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::FrenchCsv => "export-format-french-hint",
            Self::PlainCsv => "export-format-plain-hint",
            Self::Xlsx => "export-format-xlsx-hint",
            Self::Ods => "export-format-ods-hint",
        }
    }
}

/// Which rows go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those ticked in the list, or those that it shows.
    Given,
    All,
}

pub struct State {
    /// What the list showed when the export was opened.
    of: ExportOf,
    subject: Subject,
    scope: Scope,
    format: Format,
    columns: Columns,
    own: Vec<CustomField>,
    layouts: Vec<ExportLayout>,
    /// The named choice that the columns are, if they are one.
    layout: Option<Id>,
    /// Whether they are the usual ones.
    usual: bool,
    choosing_fields: bool,
    /// Where the column stands that is being dragged.
    dragged: Option<usize>,
    /// The name under which the choice would be kept, while it is typed.
    keep: Option<String>,
    /// What is wrong with that name.
    keep_problem: Option<Phrase>,
    /// How many rows; none until counted, or where it is not known before.
    count: Option<usize>,
    /// The path being typed, when there is no native dialog or when it was asked for.
    path: Option<String>,
    problem: Option<Phrase>,
    /// Agreed to replace the file at this path.
    replacing: Option<PathBuf>,
    running: Option<Job>,
}

/// What of the workspace can be chosen from.
#[derive(Debug, Clone)]
pub struct Known {
    own: Vec<CustomField>,
    layouts: Vec<ExportLayout>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
    Tick,
    Known(Subject, Result<Known, Failure>),
    Counted(Subject, Scope, Result<Option<usize>, Failure>),
    Subject(Subject),
    Scope(Scope),
    Format(Format),
    ChooseFields(bool),
    /// The column at this place is chosen or not.
    Field(usize, bool),
    AllFields(bool),
    /// The column at this place goes up (-1) or down (1).
    Move(usize, isize),
    /// The column at this place is taken by its handle, carried over another place, let go.
    Grab(usize),
    Over(usize),
    LetGo,
    /// A named choice; none: the usual columns.
    Layout(Option<Id>),
    KeepAs(String),
    Keep,
    Kept(Result<Outcome, Failure>),
    Forget,
    /// Where to? By the native dialog.
    Save,
    Picked(Picked),
    TypePath,
    Path(String),
    UsePath,
    Written(PathBuf, Result<usize, Failure>),
    Cancel,
}

impl State {
    pub fn new(shared: &Shared, of: ExportOf) -> (Self, Task<Message>) {
        let subject = subject(&of);
        let state = Self {
            subject,
            scope: Scope::Given,
            format: Format::FrenchCsv,
            columns: Columns::of(subject, &[], None, &shared.words),
            own: Vec::new(),
            layouts: Vec::new(),
            layout: None,
            usual: true,
            choosing_fields: false,
            dragged: None,
            keep: None,
            keep_problem: None,
            count: None,
            path: None,
            problem: None,
            replacing: None,
            running: None,
            of,
        };
        let task = state.ask(shared);

        (state, task)
    }

    /// Asks how many rows there are, and what can be chosen from.
    fn ask(&self, shared: &Shared) -> Task<Message> {
        let (subject, desk) = (self.subject, shared.desk.clone());
        let known =
            async move { Ok(Known { own: desk.custom_fields(false).await?, layouts: desk.layouts(subject).await? }) };

        Task::batch([self.count(shared), Task::perform(known, move |known| Message::Known(subject, known))])
    }

    fn count(&self, shared: &Shared) -> Task<Message> {
        let (subject, scope, desk, what) = (self.subject, self.scope, shared.desk.clone(), self.what());
        let count = async move {
            Ok(match what {
                What::Members(Selection::Query(query)) => Some(desk.members(&query, 0..0).await?.total),
                What::Subscriptions(Selection::Query(query)) => Some(desk.subscriptions(&query, 0..0).await?.total),
                What::Members(Selection::Ticked(ids)) | What::Subscriptions(Selection::Ticked(ids)) => Some(ids.len()),
                What::Of(..) => None,
            })
        };

        Task::perform(count, move |count| Message::Counted(subject, scope, count))
    }

    /// Whether the rows of this subject can be narrowed to those of the list.
    pub fn narrowed(&self) -> bool {
        match (&self.of, self.subject) {
            (ExportOf::Members(_), Subject::Members | Subject::Payments | Subject::Tickets) => true,
            (ExportOf::Subscriptions(_), Subject::Subscriptions) => true,
            (ExportOf::Members(_) | ExportOf::Subscriptions(_), _) => false,
        }
    }

    /// Whether the list's rows are those ticked.
    pub fn ticked(&self) -> bool {
        matches!(&self.of, ExportOf::Members(Selection::Ticked(_)) | ExportOf::Subscriptions(Selection::Ticked(_)))
    }

    fn what(&self) -> What {
        let given = self.scope == Scope::Given && self.narrowed();

        match (self.subject, &self.of) {
            (Subject::Members, ExportOf::Members(selection)) if given => What::Members(selection.clone()),
            (Subject::Members, _) => What::Members(Selection::Query(MemberQuery::default())),
            (Subject::Subscriptions, ExportOf::Subscriptions(selection)) if given => {
                What::Subscriptions(selection.clone())
            }
            (Subject::Subscriptions, _) => What::Subscriptions(Selection::Query(SubscriptionQuery::default())),
            (Subject::Payments | Subject::Tickets, ExportOf::Members(selection)) if given => {
                What::Of(self.subject, Some(selection.clone()))
            }
            (Subject::Payments | Subject::Tickets, _) => What::Of(self.subject, None),
        }
    }

    pub fn subscription(&self) -> Subscription<Message> {
        let ticks = match self.running {
            Some(_) => iced::time::every(Duration::from_millis(100)).map(|_| Message::Tick),
            None => Subscription::none(),
        };
        // Wherever the button is released.
        let released = match self.dragged {
            Some(_) => iced::event::listen_with(|event, _, _| {
                matches!(event, Event::Mouse(mouse::Event::ButtonReleased(_))).then_some(Message::LetGo)
            }),
            None => Subscription::none(),
        };

        Subscription::batch([ticks, released])
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        self.running.as_ref().map(|_| Phrase::new("export-unsaved"))
    }

    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> Dialog<'a, Message> {
        view::dialog(self, shared)
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Tick => {}
            Message::Refresh => return Step::task(self.ask(shared)),
            Message::Dismiss if self.running.is_some() => return Step::ask(Ask::Hide),
            Message::Dismiss if self.keep.take().is_some() => self.keep_problem = None,
            Message::Dismiss if self.path.take().is_some() => {
                self.problem = None;
                self.replacing = None;
            }
            Message::Dismiss if self.choosing_fields => self.choosing_fields = false,
            Message::Dismiss => return Step::ask(Ask::Close),

            Message::Counted(subject, scope, _) if (subject, scope) != (self.subject, self.scope) => {}
            Message::Counted(_, _, Ok(count)) => self.count = count,
            Message::Counted(_, _, Err(failure)) => self.problem = Some(failure.phrase()),
            Message::Known(subject, _) if subject != self.subject => {}
            Message::Known(_, Ok(known)) => self.know(known, shared),
            Message::Known(_, Err(failure)) => self.problem = Some(failure.phrase()),

            Message::Subject(subject) => {
                self.subject = subject;
                self.layout = None;
                self.usual = true;
                self.layouts.clear();
                self.count = None;
                self.columns = Columns::of(subject, &self.own, None, &shared.words);

                return Step::task(self.ask(shared));
            }
            Message::Scope(scope) => {
                self.scope = scope;
                self.count = None;

                return Step::task(self.count(shared));
            }
            Message::Format(format) => {
                self.format = format;
                if let Some(path) = &mut self.path {
                    *path = PathBuf::from(&path).with_extension(format.extension()).display().to_string();
                }
            }
            Message::ChooseFields(choosing) => self.choosing_fields = choosing,
            Message::Field(at, wanted) => {
                self.columns.choose(at, wanted);
                self.recognise();
            }
            Message::AllFields(wanted) => {
                self.columns.choose_all(wanted);
                self.recognise();
            }
            Message::Move(at, by) => {
                let to = self.columns.shift(at, by);
                self.recognise();

                return Step::task(kit::reach(view::line_id(to)));
            }
            Message::Grab(at) => self.dragged = Some(at),
            Message::Over(to) => {
                if let Some(from) = self.dragged.filter(|from| *from != to) {
                    self.columns.carry(from, to);
                    self.dragged = Some(to);
                    self.recognise();
                }
            }
            Message::LetGo => self.dragged = None,
            Message::Layout(layout) => {
                let chosen = self.layouts.iter().find(|known| Some(known.id) == layout);
                self.columns =
                    Columns::of(self.subject, &self.own, chosen.map(|known| &known.fields[..]), &shared.words);
                self.layout = layout;
                self.usual = layout.is_none();
            }
            Message::KeepAs(name) => {
                let opened = self.keep.is_none();
                self.keep = Some(name);
                self.keep_problem = None;

                if opened {
                    return Step::task(kit::reach(view::NAME));
                }
            }
            Message::Keep => return self.keep(shared),
            Message::Kept(Ok(outcome)) => {
                self.keep = None;

                return Step::ask(Ask::Done(outcome));
            }
            Message::Kept(Err(failure)) => self.keep_problem = Some(failure.phrase()),
            Message::Forget => {
                if let Some(layout) = self.layout.take() {
                    let desk = shared.desk.clone();

                    return Step::task(Task::perform(async move { desk.forget_layout(layout).await }, Message::Kept));
                }
            }

            Message::Save if !self.can_save() => {}
            // The path is open: the same key uses it.
            Message::Save if self.path.is_some() => return self.use_path(shared),
            Message::Save => {
                let path = self.proposed(shared);
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let kind =
                    Kind { name: shared.words.get(self.format.key()), extensions: vec![self.format.extension()] };
                let task = files::save(shared.words.get("export-title"), &name, path.parent(), vec![kind]);

                return Step::task(task.map(Message::Picked));
            }
            // The native dialog has asked before replacing a file.
            Message::Picked(Picked::Path(path)) => return self.write(self.named(path), shared),
            Message::Picked(Picked::Cancelled) => {}
            Message::Picked(Picked::Unavailable) | Message::TypePath => {
                self.path = Some(self.proposed(shared).display().to_string());

                return Step::task(iced::widget::operation::focus(view::PATH));
            }
            Message::Path(path) => {
                self.path = Some(path);
                self.problem = None;
                self.replacing = None;
            }
            Message::UsePath => return self.use_path(shared),
            Message::Written(path, Ok(count)) => {
                self.running = None;
                let said = Phrase::new("export-done").with("count", count).with("path", path.display().to_string());

                return Step::ask(Ask::Say(said)).and(Ask::Close);
            }
            Message::Written(_, Err(Failure::Cancelled)) => {
                self.running = None;

                return Step::ask(Ask::Say("export-cancelled".into()));
            }
            Message::Written(_, Err(failure)) => {
                self.running = None;
                self.problem = Some(failure.phrase());
            }
            Message::Cancel => {
                if let Some(job) = &self.running {
                    job.cancel();
                }
            }
        }

        Step::none()
    }

    /// The fields and named choices there are; what is chosen stays.
    fn know(&mut self, known: Known, shared: &Shared) {
        let kept = self.columns.chosen();
        self.own = known.own;
        self.layouts = known.layouts;
        self.columns = Columns::of(self.subject, &self.own, (!self.usual).then_some(&kept[..]), &shared.words);
        self.recognise();
    }

    /// Which named choice the columns are.
    fn recognise(&mut self) {
        let chosen = self.columns.chosen();
        self.usual = chosen.iter().eq(usual(self.subject).iter());
        self.layout = self.layouts.iter().find(|known| known.fields == chosen).map(|known| known.id);
    }

    fn keep(&mut self, shared: &Shared) -> Step<Message> {
        let Some(name) = self.keep.clone() else { return Step::none() };
        let (desk, subject, chosen) = (shared.desk.clone(), self.subject, self.columns.chosen());

        Step::task(Task::perform(async move { desk.save_layout(subject, &name, &chosen).await }, Message::Kept))
    }

    pub fn can_save(&self) -> bool {
        self.running.is_none() && self.count != Some(0) && self.columns.list().iter().any(|column| column.chosen)
    }

    fn use_path(&mut self, shared: &Shared) -> Step<Message> {
        let Some(path) = self.path.as_deref().and_then(files::typed).filter(|_| self.can_save()) else {
            self.problem = Some("export-path-missing".into());
            return Step::none();
        };
        let path = self.named(path);
        if path.exists() && self.replacing.as_ref() != Some(&path) {
            self.problem = Some(Phrase::new("export-file-exists").with("path", path.display().to_string()));
            self.replacing = Some(path);
            return Step::none();
        }

        self.write(path, shared)
    }

    fn write(&mut self, path: PathBuf, shared: &Shared) -> Step<Message> {
        if !self.can_save() {
            return Step::none();
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let running = shared.jobs.begin(Phrase::new("export-job").with("file", name));
        let desk = shared.desk.clone();
        let what = self.what();
        let options = ExportOptions {
            fields: self.columns.chosen(),
            dialect: match self.format {
                Format::PlainCsv => Dialect::Plain,
                Format::FrenchCsv | Format::Xlsx | Format::Ods => Dialect::FrenchExcel,
            },
            language: shared.words.language(),
        };
        self.problem = None;
        self.running = Some(running.job.clone());

        Step::task(Task::perform(
            async move {
                let answer = match what.of(&desk).await {
                    Ok(what) => desk.export(what, &path, options, &running.job).await,
                    Err(failure) => Err(failure),
                };

                (path, answer)
            },
            |(path, answer)| Message::Written(path, answer),
        ))
    }

    /// The kind of file is told by its name: a name without the right ending gets it.
    fn named(&self, path: PathBuf) -> PathBuf {
        let extension = self.format.extension();
        if path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension)) {
            return path;
        }
        let mut name = path.into_os_string();
        name.push(".");
        name.push(extension);

        PathBuf::from(name)
    }

    fn proposed(&self, shared: &Shared) -> PathBuf {
        let key = match self.subject {
            Subject::Members => "export-name-members",
            Subject::Subscriptions => "export-name-subscriptions",
            Subject::Payments => "export-name-payments",
            Subject::Tickets => "export-name-tickets",
        };
        let day = shared.venue.day(shared.desk.now()).to_string();
        let stem = shared.words.say(&Phrase::new(key).with("day", day));

        files::unused(&files::documents(), &stem, self.format.extension())
    }
}

fn subject(of: &ExportOf) -> Subject {
    match of {
        ExportOf::Members(_) => Subject::Members,
        ExportOf::Subscriptions(_) => Subject::Subscriptions,
    }
}

/// The rows that go out.
enum What {
    Members(Selection<MemberQuery>),
    Subscriptions(Selection<SubscriptionQuery>),
    /// Payments or tickets: all, or those of these members.
    Of(Subject, Option<Selection<MemberQuery>>),
}

impl What {
    /// As the desk takes it.
    async fn of(self, desk: &Desk) -> Result<export::ExportOf, Failure> {
        Ok(match self {
            Self::Members(selection) => export::ExportOf::Members(selection),
            Self::Subscriptions(selection) => export::ExportOf::Subscriptions(selection),
            Self::Of(subject, selection) => {
                let ids = match selection {
                    Some(Selection::Ticked(ids)) => Some(ids),
                    Some(Selection::Query(query)) => Some(desk.member_ids(&query).await?),
                    None => None,
                };

                if subject == Subject::Tickets {
                    export::ExportOf::Tickets(ids)
                } else {
                    export::ExportOf::Payments(ids)
                }
            }
        })
    }
}

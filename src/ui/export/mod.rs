//! Taking what is on screen out to a file: the kind of file, the fields, where to. Enter at once takes what is proposed.

mod view;

use std::path::PathBuf;
use std::time::Duration;

use iced::{Subscription, Task};

use crate::desk::export::{self, Dialect, ExportOptions, Field, Meaning, Subject, default_fields, exportable};
use crate::desk::{Failure, Job, Selection};
use crate::domain::phrase::Phrase;
use crate::ui::files::{self, Kind, Picked};
use crate::ui::kit::Dialog;
use crate::ui::screen::{Ask, ExportOf, Shared, Step};

/// The kinds of file offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    FrenchCsv,
    PlainCsv,
    Xlsx,
}

impl Format {
    pub const ALL: &'static [Self] = &[Self::FrenchCsv, Self::PlainCsv, Self::Xlsx];

    fn extension(self) -> &'static str {
        match self {
            Self::FrenchCsv | Self::PlainCsv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::FrenchCsv => "export-format-french",
            Self::PlainCsv => "export-format-plain",
            Self::Xlsx => "export-format-xlsx",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::FrenchCsv => "export-format-french-hint",
            Self::PlainCsv => "export-format-plain-hint",
            Self::Xlsx => "export-format-xlsx-hint",
        }
    }
}

pub struct State {
    of: ExportOf,
    format: Format,
    /// What can be exported, and whether it is.
    fields: Vec<(Field, bool)>,
    choosing_fields: bool,
    /// How many rows; none until counted.
    count: Option<usize>,
    /// The path being typed, when there is no native dialog or when it was asked for.
    path: Option<String>,
    problem: Option<Phrase>,
    /// Agreed to replace the file at this path.
    replacing: Option<PathBuf>,
    running: Option<Job>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
    Tick,
    Counted(Result<usize, Failure>),
    Format(Format),
    ChooseFields(bool),
    Field(Field, bool),
    AllFields(bool),
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
        let usual = default_fields(subject);
        let state = Self {
            format: Format::FrenchCsv,
            fields: exportable(subject).iter().map(|field| (*field, usual.contains(field))).collect(),
            choosing_fields: false,
            count: None,
            path: None,
            problem: None,
            replacing: None,
            running: None,
            of: of.clone(),
        };
        let desk = shared.desk.clone();
        let count = async move {
            match of {
                ExportOf::Members(Selection::Query(query)) => Ok(desk.members(&query, 0..0).await?.total),
                ExportOf::Subscriptions(Selection::Query(query)) => Ok(desk.subscriptions(&query, 0..0).await?.total),
                ExportOf::Members(Selection::Ticked(ids)) | ExportOf::Subscriptions(Selection::Ticked(ids)) => {
                    Ok(ids.len())
                }
            }
        };

        (state, Task::perform(count, Message::Counted))
    }

    pub fn subscription(&self) -> Subscription<Message> {
        match self.running {
            Some(_) => iced::time::every(Duration::from_millis(100)).map(|_| Message::Tick),
            None => Subscription::none(),
        }
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        self.running.as_ref().map(|_| Phrase::new("export-unsaved"))
    }

    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> Dialog<'a, Message> {
        view::dialog(self, shared)
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Refresh | Message::Tick => {}
            Message::Dismiss if self.running.is_some() => return Step::ask(Ask::Hide),
            Message::Dismiss if self.path.take().is_some() => {
                self.problem = None;
                self.replacing = None;
            }
            Message::Dismiss if self.choosing_fields => self.choosing_fields = false,
            Message::Dismiss => return Step::ask(Ask::Close),

            Message::Counted(Ok(count)) => self.count = Some(count),
            Message::Counted(Err(failure)) => self.problem = Some(failure.phrase()),

            Message::Format(format) => {
                self.format = format;
                if let Some(path) = &mut self.path {
                    *path = PathBuf::from(&path).with_extension(format.extension()).display().to_string();
                }
            }
            Message::ChooseFields(choosing) => self.choosing_fields = choosing,
            Message::Field(field, wanted) => {
                if let Some((_, chosen)) = self.fields.iter_mut().find(|(known, _)| *known == field) {
                    *chosen = wanted;
                }
            }
            Message::AllFields(wanted) => self.fields.iter_mut().for_each(|(_, chosen)| *chosen = wanted),

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

    pub fn can_save(&self) -> bool {
        self.running.is_none() && self.count != Some(0) && self.fields.iter().any(|(_, chosen)| *chosen)
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
        let what = match self.of.clone() {
            ExportOf::Members(selection) => export::ExportOf::Members(selection),
            ExportOf::Subscriptions(selection) => export::ExportOf::Subscriptions(selection),
        };
        let options = ExportOptions {
            fields: self.fields.iter().filter(|(_, chosen)| *chosen).map(|(field, _)| Meaning::Field(*field)).collect(),
            dialect: match self.format {
                Format::PlainCsv => Dialect::Plain,
                Format::FrenchCsv | Format::Xlsx => Dialect::FrenchExcel,
            },
            language: shared.words.language(),
        };
        self.problem = None;
        self.running = Some(running.job.clone());

        Step::task(Task::perform(
            async move {
                let answer = desk.export(what, &path, options, &running.job).await;
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
        let key = match subject(&self.of) {
            Subject::Members => "export-name-members",
            Subject::Subscriptions | Subject::Payments | Subject::Tickets => "export-name-subscriptions",
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

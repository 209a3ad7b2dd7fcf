//! Where the data lies: the file and its size, backup, restore, other workspaces, and the check of integrity.

use std::path::{Path, PathBuf};

use iced::Task;

use crate::desk::{Failure, Finding};
use crate::domain::phrase::Phrase;
use crate::ui::files::{self, Kind, Picked};
use crate::ui::kit;
use crate::ui::screen::{Ask, Shared, Step};
use crate::words::Words;

/// The extension of a workspace file.
pub const EXTENSION: &str = "guichet";

/// What a path is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    Backup,
    Restore,
    Open,
    Create,
}

/// How the check of integrity stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    Idle,
    Running,
    /// The findings in words; none when all is well.
    Done(Vec<String>),
    Failed(Phrase),
}

pub struct State {
    pub size: Option<u64>,
    pub check: Check,
    pub backing_up: bool,
    /// The path that is being asked for, as typed.
    pub asking: Option<(Want, String)>,
    /// Whether the native dialog is missing here.
    pub no_dialog: bool,
    pub problem: Option<Phrase>,
    /// The backup chosen, until the replacement is confirmed.
    pub confirming: Option<PathBuf>,
}

#[derive(Debug, Clone)]
pub enum Message {
    /// Looks again how large the file is.
    Measure,
    Measured(Option<u64>),
    OpenFolder,
    FolderOpened(bool),
    Ask(Want),
    Picked(Want, Picked),
    TypedPath(String),
    UsePath,
    BackedUp(PathBuf, Result<(), Failure>),
    ConfirmRestore,
    Check,
    Checked(Result<Vec<Finding>, Failure>),
    Dismiss,
}

impl State {
    pub fn new(shared: &Shared) -> (Self, Task<Message>) {
        let state = Self {
            size: None,
            check: Check::Idle,
            backing_up: false,
            asking: None,
            no_dialog: false,
            problem: None,
            confirming: None,
        };

        (state, measure(shared.desk.path()))
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Measure => return Step::task(measure(shared.desk.path())),
            Message::Measured(size) => self.size = size,

            Message::OpenFolder => {
                let folder = shared.desk.path().parent().unwrap_or(Path::new(".")).to_owned();

                return Step::task(Task::perform(open_folder(folder), Message::FolderOpened));
            }
            Message::FolderOpened(true) => {}
            Message::FolderOpened(false) => {
                let folder = shared.desk.path().parent().unwrap_or(Path::new(".")).display().to_string();

                return Step::ask(Ask::Fail(Phrase::new("settings-folder-not-opened").with("path", folder)));
            }

            Message::Ask(want) => {
                let proposed = match want {
                    Want::Backup => proposed(shared),
                    _ => files::unused(&files::documents(), "guichet", EXTENSION),
                };
                let typed = match want {
                    Want::Backup | Want::Create => proposed.display().to_string(),
                    Want::Restore | Want::Open => String::new(),
                };
                self.problem = None;
                self.confirming = None;
                self.asking = Some((want, typed));

                return Step::task(
                    pick(want, &proposed, &shared.words).map(move |picked| Message::Picked(want, picked)),
                );
            }
            Message::Picked(want, Picked::Path(path)) => {
                self.asking = None;

                return self.take(want, path, shared);
            }
            Message::Picked(_, Picked::Cancelled) => self.asking = None,
            Message::Picked(_, Picked::Unavailable) => {
                self.no_dialog = true;

                return Step::task(kit::reach(super::data_view::PATH));
            }
            Message::TypedPath(text) => {
                self.problem = None;
                if let Some((_, path)) = &mut self.asking {
                    *path = text;
                }
            }
            Message::UsePath => {
                if let Some((want, text)) = self.asking.clone() {
                    match files::typed(&text) {
                        Some(path) => return self.take(want, path, shared),
                        None => self.problem = Some("settings-path-missing".into()),
                    }
                }
            }

            Message::BackedUp(path, Ok(())) => {
                self.backing_up = false;
                self.asking = None;

                return Step::ask(Ask::Say(Phrase::new("settings-backed-up").with("path", path.display().to_string())));
            }
            Message::BackedUp(_, Err(failure)) => {
                self.backing_up = false;

                return self.refuse(failure.phrase());
            }
            Message::ConfirmRestore => {
                if let Some(path) = self.confirming.take() {
                    self.asking = None;

                    return Step::ask(Ask::Restore(path));
                }
            }

            Message::Check if self.check == Check::Running => {}
            Message::Check => {
                self.check = Check::Running;
                let desk = shared.desk.clone();
                let running = shared.jobs.begin("settings-job-check".into());

                return Step::task(Task::perform(
                    async move {
                        let _running = running;
                        desk.check().await
                    },
                    Message::Checked,
                ));
            }
            Message::Checked(Ok(findings)) => {
                self.check = Check::Done(findings.iter().map(|found| shared.words.say(&found.phrase)).collect());
            }
            Message::Checked(Err(failure)) => self.check = Check::Failed(failure.phrase()),

            Message::Dismiss => {
                if self.confirming.take().is_none() {
                    self.asking = None;
                    self.problem = None;
                }
            }
        }

        Step::none()
    }

    /// Does what the path was asked for.
    fn take(&mut self, want: Want, path: PathBuf, shared: &Shared) -> Step<Message> {
        if let Some(problem) = refusal(want, &path) {
            return self.refuse(problem);
        }

        match want {
            Want::Backup => {
                self.backing_up = true;
                let desk = shared.desk.clone();
                let running = shared.jobs.begin("settings-job-backup".into());

                return Step::task(Task::perform(
                    async move {
                        let _running = running;
                        let answer = desk.backup(&path).await;
                        (path, answer)
                    },
                    |(path, answer)| Message::BackedUp(path, answer),
                ));
            }
            Want::Restore => self.confirming = Some(path),
            Want::Open | Want::Create => {
                self.asking = None;

                return Step::ask(Ask::OpenWorkspace(path));
            }
        }

        Step::none()
    }

    /// Beside the path field if it is open, else in a toast.
    fn refuse(&mut self, phrase: Phrase) -> Step<Message> {
        if self.asking.is_some() {
            self.problem = Some(phrase);
            Step::none()
        } else {
            Step::ask(Ask::Fail(phrase))
        }
    }
}

fn proposed(shared: &Shared) -> PathBuf {
    let day = shared.venue.day(shared.desk.now());
    let stem = shared.words.say(&Phrase::new("settings-backup-name").with("day", day.to_string()));

    files::unused(&files::documents(), &stem, EXTENSION)
}

/// Asks for a path with the native dialog; `proposed`: where it goes unless the person says otherwise.
pub fn pick(want: Want, proposed: &Path, words: &Words) -> Task<Picked> {
    let title = words.get(title(want));
    let kind = |extensions: &[&'static str]| {
        vec![Kind { name: words.get("settings-file-kind"), extensions: extensions.to_vec() }]
    };

    match want {
        Want::Backup | Want::Create => {
            let name = proposed.file_name().unwrap_or_default().to_string_lossy().into_owned();

            files::save(title, &name, proposed.parent(), kind(&[EXTENSION]))
        }
        // The workspace that is made at the first start has an ending of its own.
        Want::Restore | Want::Open => files::open(title, kind(&[EXTENSION, "workspace"])),
    }
}

/// What forbids this path: a file that would be replaced, or one that is not there.
pub fn refusal(want: Want, path: &Path) -> Option<Phrase> {
    let key = match want {
        Want::Backup | Want::Create if path.exists() => "settings-file-exists",
        Want::Open | Want::Restore if !path.is_file() => "settings-file-missing",
        _ => return None,
    };

    Some(Phrase::new(key).with("path", path.display().to_string()))
}

/// The key of the title of the dialog.
pub fn title(want: Want) -> &'static str {
    match want {
        Want::Backup => "settings-backup-title",
        Want::Restore => "settings-restore-title",
        Want::Open => "settings-open-title",
        Want::Create => "settings-create-title",
    }
}

fn measure(path: &Path) -> Task<Message> {
    let path = path.to_owned();
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");

    // What was written last lies in the log beside the file until it is closed.
    let size = async move {
        let file = tokio::fs::metadata(path).await.ok()?.len();
        let log = tokio::fs::metadata(log).await.map_or(0, |log| log.len());

        Some(file + log)
    };

    Task::perform(size, Message::Measured)
}

/// Shows the folder in the system's file manager; false when there is none.
async fn open_folder(folder: PathBuf) -> bool {
    let program = if cfg!(target_os = "windows") {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let started = tokio::task::spawn_blocking(move || {
        std::process::Command::new(program)
            .arg(folder)
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()
    });

    // Explorer answers 1 even when it has opened the folder.
    matches!(started.await, Ok(Ok(status)) if status.success() || cfg!(target_os = "windows"))
}

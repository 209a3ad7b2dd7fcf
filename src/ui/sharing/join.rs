//! Joining a shared workspace with the code of an invitation: a new file, and what the others have comes into it.

use std::path::PathBuf;
use std::time::Duration;

use iced::widget::{column, row};
use iced::{Alignment, Subscription, Task};

use crate::desk::sharing::{Invitation, Joining};
use crate::desk::{Desk, Failure, Setup};
use crate::domain::phrase::{Phrase, Problem};
use crate::preferences::Preferences;
use crate::ui::files::{self, Kind, Picked};
use crate::ui::kit::{self, Dialog, Icon, Tone, size, space};
use crate::ui::screen::{Ask, Shared, Step};

/// The input of the code.
pub const CODE: &str = "join_code";
const PATH: &str = "join_path";

/// The extension of a workspace file.
const EXTENSION: &str = "guichet";

pub struct State {
    code: String,
    operator: String,
    computer: String,
    path: String,
    /// The path was typed or chosen: the code does not change it any more.
    placed: bool,
    /// So was the operator's name.
    named: bool,
    problems: Vec<Problem>,
    failure: Option<Phrase>,
    doing: Doing,
}

enum Doing {
    Nothing,
    /// The code is being used.
    Joining,
    /// What the others have is coming; with what is to be told afterwards.
    Taking(Desk, Option<Phrase>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
    Tick,
    Code(String),
    Operator(String),
    Computer(String),
    Path(String),
    Browse,
    Picked(Picked),
    Join,
    Joined(Result<(Desk, Option<Phrase>), Failure>),
    Taken(Option<Phrase>),
}

impl State {
    pub fn new(shared: &Shared) -> (Self, Task<Message>) {
        let state = Self {
            code: String::new(),
            operator: shared.desk.operator().to_owned(),
            computer: String::new(),
            path: String::new(),
            placed: false,
            named: false,
            problems: Vec::new(),
            failure: None,
            doing: Doing::Nothing,
        };

        (state, kit::reach(CODE))
    }

    pub fn subscription(&self) -> Subscription<Message> {
        match self.doing {
            Doing::Taking(..) => iced::time::every(Duration::from_millis(150)).map(|_| Message::Tick),
            _ => Subscription::none(),
        }
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        None
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Refresh | Message::Tick => {}
            Message::Dismiss if self.busy() => {}
            Message::Dismiss => return Step::ask(Ask::Close),
            Message::Code(code) => {
                self.code = code;
                self.place();
                self.recheck();
            }
            Message::Operator(name) => {
                self.operator = name;
                self.named = true;
            }
            Message::Computer(name) => self.computer = name,
            Message::Path(path) => {
                self.path = path;
                self.placed = true;
                self.recheck();
            }
            Message::Browse => {
                let proposed = files::typed(&self.path).unwrap_or_else(|| beside("guichet"));
                let name = proposed.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let words = &shared.words;
                let kinds = vec![Kind { name: words.get("settings-file-kind"), extensions: vec![EXTENSION] }];

                return Step::task(
                    files::save(words.get("sharing-join-where"), &name, proposed.parent(), kinds).map(Message::Picked),
                );
            }
            Message::Picked(Picked::Path(path)) => {
                self.path = path.display().to_string();
                self.placed = true;
                self.recheck();
            }
            Message::Picked(Picked::Cancelled) => {}
            Message::Picked(Picked::Unavailable) => return Step::task(kit::reach(PATH)),
            Message::Join if self.busy() => {}
            Message::Join => {
                self.problems = self.wrong();

                let Some(path) = files::typed(&self.path).filter(|_| self.problems.is_empty()) else {
                    return Step::task(kit::reach_wrong());
                };
                let joining = Joining {
                    code: self.code.clone(),
                    operator: self.operator.clone(),
                    computer: self.computer.clone(),
                };
                self.failure = None;
                self.doing = Doing::Joining;

                return Step::task(Task::perform(
                    async move { Desk::join(&path, Setup::of_this_computer(), joining).await },
                    Message::Joined,
                ));
            }
            Message::Joined(Ok((desk, told))) => {
                self.doing = Doing::Taking(desk.clone(), told);

                return Step::task(Task::perform(
                    async move { desk.exchange().await.err().map(|failure| failure.phrase()) },
                    Message::Taken,
                ));
            }
            Message::Joined(Err(failure)) => {
                self.doing = Doing::Nothing;
                self.failure = Some(failure.phrase());
            }
            // Joined all the same: what has not come yet comes later.
            Message::Taken(failed) => {
                if let Doing::Taking(desk, told) = std::mem::replace(&mut self.doing, Doing::Nothing) {
                    let mut step = Step::ask(Ask::Close).and(Ask::Enter(desk));
                    step.asks.extend(told.map(Ask::Say));
                    step.asks.extend(failed.map(Ask::Fail));

                    return step;
                }
            }
        }

        Step::none()
    }

    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> Dialog<'a, Message> {
        let words = &shared.words;
        let busy = self.busy();
        let problem = |field: &str| {
            let problem = self.problems.iter().find(|problem| problem.field == Some(field))?;

            Some(words.say(&problem.phrase))
        };
        let mut code = kit::field(words.get("sharing-join-code"), &self.code)
            .id(CODE)
            .placeholder("guichet-…")
            .help(words.get("sharing-join-code-help"))
            .problem(problem("code"));
        let mut operator =
            kit::field(words.get("sharing-operator"), &self.operator).help(words.get("sharing-operator-help"));
        let mut computer = kit::field(words.get("sharing-computer"), &self.computer)
            .placeholder(Setup::of_this_computer().desk)
            .help(words.get("sharing-computer-help"));
        let mut path = kit::field(words.get("sharing-join-where"), &self.path).id(PATH).problem(problem("path"));
        let browse = kit::button(words.get("sharing-browse"))
            .icon(Icon::FolderOpen)
            .on_press_maybe((!busy).then_some(Message::Browse));

        if !busy {
            code = code.on_input(Message::Code);
            operator = operator.on_input(Message::Operator);
            computer = computer.on_input(Message::Computer);
            path = path.on_input(Message::Path);
        }

        let mut content = column![
            kit::muted(words.get("sharing-join-text")),
            code,
            operator,
            computer,
            row![path, browse].spacing(space::S).align_y(if problem("path").is_some() {
                Alignment::Center
            } else {
                Alignment::End
            }),
        ]
        .spacing(space::L);

        match &self.doing {
            Doing::Nothing => {}
            Doing::Joining => content = content.push(kit::progress(words.get("sharing-joining"), None, None)),
            Doing::Taking(desk, _) => {
                let said = words.say(&Phrase::new("sharing-taking").with("count", desk.taken()));

                content = content.push(kit::progress(said, None, None));
            }
        }

        if let Some(failure) = &self.failure {
            content = content.push(kit::note(Tone::Danger, words.say(failure)));
        }

        kit::dialog(words.get("sharing-join-title"), content)
            .width(size::DIALOG)
            .on_escape(words.get("key-name-escape"), Message::Dismiss)
            .on_enter((!busy).then_some(Message::Join))
            .button(kit::button(words.get("cancel")).on_press_maybe((!busy).then_some(Message::Dismiss)))
            .button(
                kit::button(words.get("sharing-join-do"))
                    .primary()
                    .hint(words.get("key-name-enter"))
                    .on_press_maybe((!busy).then_some(Message::Join)),
            )
    }

    fn busy(&self) -> bool {
        !matches!(self.doing, Doing::Nothing)
    }

    /// Proposes a file named after the database that the code leads to.
    /// What the code says, where nothing was typed.
    fn place(&mut self) {
        let invitation = Invitation::read(&self.code).ok();

        if let Some(invitation) = invitation.as_ref().filter(|invitation| !self.named && !invitation.name.is_empty()) {
            self.operator.clone_from(&invitation.name);
        }

        if !self.placed {
            self.path = invitation
                .map(|invitation| beside(&invitation.address.database).display().to_string())
                .unwrap_or_default();
        }
    }

    fn wrong(&self) -> Vec<Problem> {
        let mut problems = Vec::new();

        if self.code.trim().is_empty() {
            problems.push(Problem::at("code", "sharing-join-code-missing"));
        } else if let Err(phrase) = Invitation::read(&self.code) {
            problems.push(Problem::at("code", phrase));
        }

        match files::typed(&self.path) {
            None => problems.push(Problem::at("path", "sharing-join-where-missing")),
            Some(path) if path.exists() => problems.push(Problem::at(
                "path",
                Phrase::new("settings-file-exists").with("path", path.display().to_string()),
            )),
            Some(_) => {}
        }

        problems
    }

    fn recheck(&mut self) {
        if !self.problems.is_empty() {
            self.problems = self.wrong();
        }
    }
}

/// A file that is not there yet, beside the workspace that opens by itself.
fn beside(stem: &str) -> PathBuf {
    let usual = Preferences::default_workspace();
    let folder = usual.parent().map_or_else(files::documents, |folder| folder.to_owned());

    files::unused(&folder, stem, EXTENSION)
}

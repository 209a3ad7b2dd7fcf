//! Opening a workspace, and everything that lives while it is open.

use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::time::Duration;

use iced::widget::operation;
use iced::{Subscription, Task};
use tokio::sync::watch;

use super::broken::{self, Broken, Then};
use super::{App, Message, Stage};
use crate::desk::sharing::Status;
use crate::desk::{Desk, Failure, Setup};
use crate::domain::entity::Id;
use crate::domain::venue::Venue;
use crate::preferences::Preferences;
use crate::ui::screen::{Section, Shared};
use crate::ui::sharing::join;
use crate::ui::{export, help, import, jobs, members, palette, products, settings, subscribe, welcome};

/// A workspace that was opened.
#[derive(Clone)]
pub struct Opened {
    pub desk: Desk,
    pub venue: Box<Venue>,
}

pub struct Workspace {
    pub shared: Shared,
    pub section: Section,
    pub members: members::State,
    pub products: products::State,
    pub settings: settings::State,
    /// Until the first run has been answered.
    pub welcome: Option<welcome::State>,
    pub overlay: Option<Overlay>,
    /// An import that was begun, in the page's place while it is shown.
    pub import: Option<import::State>,
    pub import_shown: bool,
    /// Put away while its work goes on.
    pub hidden_export: Option<export::State>,
    /// Sales put away unfinished, the last one last.
    pub parked: Vec<subscribe::State>,
    pub habit: subscribe::Habit,
    /// What the lists show is of this revision of the workspace.
    pub revision: u64,
    pub ready: bool,
    pub watched: Watched,
}

/// What the desk tells of sharing, for as long as it is open.
#[derive(Clone)]
pub struct Watched {
    /// Of this opening: the next one is told anew.
    id: Id,
    status: watch::Receiver<Status>,
}

impl Hash for Watched {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// What is open over the window.
pub enum Overlay {
    Palette(palette::State),
    Help(help::State),
    Jobs(jobs::State),
    Export(export::State),
    Subscribe(Box<subscribe::State>),
    Join(join::State),
    /// Whether to leave what is not saved.
    Quit,
}

impl Workspace {
    pub fn new(opened: Opened, preferences: Preferences) -> (Self, Task<Message>) {
        let Opened { desk, venue } = opened;
        let revision = desk.revision();
        let ready = desk.ready();
        let watched = Watched { id: Id::now_v7(), status: desk.sharing_status() };
        // What was joined was welcomed elsewhere, and what it is called comes with the first conversation.
        let welcomed = venue.welcomed || desk.shared().is_some();
        let shared = Shared::new(desk, *venue, preferences);
        let (members, members_task) = members::State::new(&shared);
        let (products, products_task) = products::State::new(&shared);
        let (settings, settings_task) = settings::State::new(&shared);
        // One place has the focus at first: asking for two leaves it to chance.
        let (welcome, first) = if welcomed {
            (None, operation::focus(members::SEARCH))
        } else {
            let (state, task) = welcome::State::new(&shared);
            (Some(state), task.map(Message::Welcome))
        };
        let desk = shared.desk.clone();
        let built = async move {
            desk.keep_in_touch();
            desk.wait_ready().await;
        };
        let built = Task::perform(built, |()| Message::Ready);

        let workspace = Self {
            shared,
            section: Section::Members,
            members,
            products,
            settings,
            welcome,
            overlay: None,
            import: None,
            import_shown: false,
            hidden_export: None,
            parked: Vec::new(),
            habit: subscribe::Habit::default(),
            revision,
            ready,
            watched,
        };
        let tasks = [
            members_task.map(Message::Members),
            products_task.map(Message::Products),
            settings_task.map(Message::Settings),
            first,
            built,
        ];

        (workspace, Task::batch(tasks))
    }

    /// The section that is shown; none while an import has its place.
    pub fn page(&self) -> Option<Section> {
        (!self.import_shown).then_some(self.section)
    }

    pub fn subscription(&self) -> Subscription<Message> {
        let screen = match (&self.welcome, self.page()) {
            // What is open over the window has the keyboard to itself.
            _ if self.overlay.is_some() => Subscription::none(),
            (Some(welcome), _) => welcome.subscription().map(Message::Welcome),
            (None, Some(Section::Members)) => self.members.subscription().map(Message::Members),
            (None, Some(Section::Products)) => self.products.subscription().map(Message::Products),
            (None, Some(Section::Settings)) => self.settings.subscription().map(Message::Settings),
            (None, None) => Subscription::none(),
        };
        let overlay = match &self.overlay {
            Some(Overlay::Palette(state)) => state.subscription().map(Message::Palette),
            Some(Overlay::Help(state)) => state.subscription().map(Message::Help),
            Some(Overlay::Jobs(state)) => state.subscription().map(Message::Jobs),
            Some(Overlay::Export(state)) => state.subscription().map(Message::Export),
            Some(Overlay::Join(state)) => state.subscription().map(Message::Join),
            Some(Overlay::Subscribe(_) | Overlay::Quit) | None => Subscription::none(),
        };
        let hidden = [
            self.import.as_ref().map(|state| state.subscription().map(Message::Import)),
            self.hidden_export.as_ref().map(|state| state.subscription().map(Message::Export)),
        ];
        // Seldom while nothing runs and nothing is awaited: standings change with the time of day.
        let resting = self.shared.jobs.list().is_empty() && self.ready && !self.members.counting();
        let pace = if resting { Duration::from_secs(30) } else { Duration::from_millis(250) };
        let tick = iced::time::every(pace).map(|_| Message::Tick);

        let sharing = Subscription::run_with(self.watched.clone(), told).map(Message::Sharing);

        Subscription::batch([screen, overlay, tick, sharing].into_iter().chain(hidden.into_iter().flatten()))
    }
}

impl App {
    /// Opens the workspace at `path`; the one that is open is closed first.
    pub(super) fn open(&mut self, path: PathBuf) -> Task<Message> {
        let before = self.take_desk(&path);

        Task::perform(
            async move {
                let opened = open(before, &path).await;
                (path, opened)
            },
            |(path, opened)| Message::Opened(path, opened),
        )
    }

    /// Goes on with a desk that is open already; the one before is closed.
    pub(super) fn enter(&mut self, desk: Desk) -> Task<Message> {
        let path = desk.path().to_owned();
        let before = self.take_desk(&path);

        Task::perform(
            async move {
                let opened = async {
                    if let Some(before) = before {
                        before.close().await?;
                    }

                    let venue = Box::new(desk.venue().await?);

                    Ok(Opened { desk, venue })
                }
                .await;

                (path, opened)
            },
            |(path, opened)| Message::Opened(path, opened),
        )
    }

    /// Closes the workspace, puts the backup in its place and opens it again.
    pub(super) fn restore(&mut self, backup: PathBuf) -> Task<Message> {
        let Stage::Open(workspace) = &self.stage else { return Task::none() };
        let path = workspace.shared.desk.path().to_owned();
        let desk = self.take_desk(&path);

        restore(desk, backup, path)
    }

    /// The desk that is open, to be closed; the window shows that `path` is being opened.
    fn take_desk(&mut self, path: &std::path::Path) -> Option<Desk> {
        match std::mem::replace(&mut self.stage, Stage::Opening(path.to_owned())) {
            Stage::Open(workspace) => Some(workspace.shared.desk),
            _ => None,
        }
    }

    pub(super) fn opened(&mut self, path: PathBuf, answer: Result<Opened, Failure>) -> Task<Message> {
        match answer {
            Ok(opened) => {
                let notices = opened.desk.notices();
                let (workspace, task) = Workspace::new(opened, self.preferences.clone());
                self.stage = Stage::Open(Box::new(workspace));
                self.resize();

                let keep = if self.preferences.last_workspace.as_ref() == Some(&path) {
                    Task::none()
                } else {
                    self.preferences.last_workspace = Some(path);
                    self.share_preferences();
                    self.keep()
                };
                let notices: Vec<_> = notices.into_iter().map(|notice| self.warn(notice)).collect();

                Task::batch([task, keep].into_iter().chain(notices))
            }
            Err(failure) => {
                self.stage = Stage::Failed(Broken::new(path, failure.phrase()));

                Broken::shown()
            }
        }
    }

    /// What the page of a workspace that does not open asks for.
    pub(super) fn broken(&mut self, message: broken::Message) -> Task<Message> {
        let words = self.words();
        let Stage::Failed(broken) = &mut self.stage else { return Task::none() };
        let (task, then) = broken.update(message, &words);
        let then = match then {
            Then::Nothing => Task::none(),
            Then::Open(path) => self.open(path),
            Then::Restore(backup) => restore(None, backup, broken.path.clone()),
        };

        Task::batch([task.map(Message::Broken), then])
    }

    /// A backup has taken the workspace's place, or has not: the workspace is then opened as it was.
    pub(super) fn restored(&mut self, path: PathBuf, answer: Result<(), Failure>) -> Task<Message> {
        match (answer, &mut self.stage) {
            (Ok(()), _) => self.open(path),
            (Err(failure), Stage::Failed(broken)) => {
                broken.refuse(failure.phrase());

                Task::none()
            }
            (Err(failure), _) => Task::batch([self.open(path), self.fail(failure.phrase())]),
        }
    }

    /// Screens see the preferences as they are.
    pub(super) fn share_preferences(&mut self) {
        let preferences = self.preferences.clone();

        if let Some(workspace) = self.workspace() {
            workspace.shared.preferences = preferences;
        }
    }
}

/// How sharing stands, now and as it changes.
fn told(watched: &Watched) -> impl futures::Stream<Item = Status> + use<> {
    futures::stream::unfold((watched.status.clone(), true), |(mut status, first)| async move {
        if !first {
            status.changed().await.ok()?;
        }

        let now = status.borrow_and_update().clone();

        Some((now, (status, false)))
    })
}

async fn open(before: Option<Desk>, path: &std::path::Path) -> Result<Opened, Failure> {
    if let Some(desk) = before {
        desk.close().await?;
    }

    let desk = Desk::open(path, Setup::of_this_computer()).await?;
    let venue = Box::new(desk.venue().await?);

    Ok(Opened { desk, venue })
}

/// Puts a backup in the place of the workspace at `path`; what was there is kept beside it.
pub fn restore(desk: Option<Desk>, backup: PathBuf, path: PathBuf) -> Task<Message> {
    Task::perform(
        async move {
            let restored = async {
                if let Some(desk) = desk {
                    desk.close().await?;
                }

                Desk::restore(&backup, &path).await.map(|_| ())
            }
            .await;

            (path, restored)
        },
        |(path, restored)| Message::Restored(path, restored),
    )
}

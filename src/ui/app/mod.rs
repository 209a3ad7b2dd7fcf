//! The root of the window: what is open, what screens ask of each other, keys, toasts, closing.

mod act;
mod ask;
mod boot;
pub mod broken;
mod closing;
mod opened;
mod shell;
mod toast;

use std::path::PathBuf;
use std::time::Duration;

use iced::keyboard::key::Physical;
use iced::keyboard::{Key, Modifiers};
use iced::{Event, Size, Subscription, Task, Theme, event, keyboard, window};

use crate::desk::{Failure, Outcome};
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::preferences::{Appearance, Preferences};
use crate::ui::screen::Section;
use crate::ui::sharing::join;
use crate::ui::start::Starting;
use crate::ui::{export, help, import, jobs, keys, kit, members, palette, products, settings, subscribe, welcome};
use crate::words::{Language, Words};

pub use boot::{Options, application, demo, presets};
use broken::Broken;
pub use opened::Opened;
use opened::Workspace;
use toast::Toasts;

/// The whole window.
pub struct App {
    options: Options,
    preferences: Preferences,
    /// The language that is remembered, while another is used for this time only.
    chosen: Option<Language>,
    stage: Stage,
    toasts: Toasts,
    /// Size of the window in logical pixels at a text size of 100 %.
    size: Size,
    system_dark: bool,
    /// Grows with each change of the preferences; they are written once they rest.
    kept: u64,
    /// A window that hides its content is closing.
    closing: bool,
}

enum Stage {
    Opening(PathBuf),
    Failed(Broken),
    Open(Box<Workspace>),
}

/// One variant per screen, and a handful of its own.
#[derive(Clone)]
pub enum Message {
    Members(members::Message),
    Products(products::Message),
    Settings(settings::Message),
    Welcome(welcome::Message),
    Palette(palette::Message),
    Help(help::Message),
    Import(import::Message),
    Export(export::Message),
    Jobs(jobs::Message),
    Subscribe(subscribe::Message),
    Join(join::Message),

    Opened(PathBuf, Result<Opened, Failure>),
    Broken(broken::Message),
    Restored(PathBuf, Result<(), Failure>),

    Venue(Result<Box<crate::domain::venue::Venue>, Failure>),
    /// How sharing stands.
    Sharing(crate::desk::sharing::Status),
    Ready,
    Tick,
    Section(Section),
    Do(keys::Action),
    Key {
        key: Key,
        physical: Physical,
        modifiers: Modifiers,
        text: Option<String>,
        captured: bool,
    },
    Resized(Size),
    Dropped(PathBuf),
    System(iced::theme::Mode),

    Undo(Option<Id>),
    Undone(Result<Outcome, Failure>),
    Expire(u64),
    CloseToast(u64),
    HoverToasts(bool),
    /// A frame is about to be drawn, while a start is under way.
    Frame,
    Keep(u64),
    Kept(Result<(), Phrase>),

    CloseRequested,
    Stay,
    Leave,
    Closed,
}

impl App {
    /// The window before its workspace is open.
    pub fn new(options: Options, preferences: Preferences, notices: Vec<Phrase>) -> (Self, Task<Message>) {
        let path = options
            .workspace
            .clone()
            .or_else(|| preferences.last_workspace.clone())
            .unwrap_or_else(Preferences::default_workspace);
        let mut app = Self::opening(options, preferences, path.clone());
        let notices: Vec<_> = notices.into_iter().map(|notice| app.warn(notice)).collect();
        let system = iced::system::theme().map(Message::System);

        let tasks = [system, app.open(path)].into_iter().chain(notices);

        (app, Task::batch(tasks))
    }

    /// The window while the workspace at `path` is being opened.
    fn opening(options: Options, mut preferences: Preferences, path: PathBuf) -> Self {
        let chosen = preferences.language;
        preferences.language = options.language.or(chosen);

        Self {
            options,
            size: preferences.window.map_or(boot::SIZE, |(width, height)| Size::new(width, height)),
            preferences,
            chosen,
            stage: Stage::Opening(path),
            toasts: Toasts::default(),
            system_dark: false,
            kept: 0,
            closing: false,
        }
    }

    /// The window on a workspace that is open already; nothing of this computer is read or remembered.
    pub fn over(opened: Opened, preferences: Preferences) -> (Self, Task<Message>) {
        let options = Options { preset: true, ..Options::default() };
        let mut app = Self::opening(options, preferences, PathBuf::new());
        let task = app.opened(PathBuf::new(), Ok(opened));

        (app, task)
    }

    /// What an event of the window means, when it means anything: `status` says whether a control took it.
    pub fn heard(event: Event, status: event::Status) -> Option<Message> {
        match event {
            Event::Keyboard(keyboard::Event::KeyPressed { key, physical_key, modifiers, text, .. }) => {
                Some(Message::Key {
                    key,
                    physical: physical_key,
                    modifiers,
                    text: text.map(|text| text.to_string()),
                    captured: status == event::Status::Captured,
                })
            }
            Event::Window(window::Event::Resized(size)) => Some(Message::Resized(size)),
            Event::Window(window::Event::FileDropped(path)) => Some(Message::Dropped(path)),
            Event::Window(window::Event::CloseRequested) => Some(Message::CloseRequested),
            _ => None,
        }
    }

    pub fn title(&self) -> String {
        match &self.stage {
            Stage::Open(workspace) if !workspace.shared.venue.name.is_empty() => {
                format!("{} – Guichet", workspace.shared.venue.name)
            }
            _ => "Guichet".to_owned(),
        }
    }

    pub fn theme(&self) -> Theme {
        let dark = match self.preferences.appearance {
            Appearance::System => self.system_dark,
            Appearance::Light => false,
            Appearance::Dark => true,
        };

        kit::theme(dark)
    }

    pub fn scale(&self) -> f32 {
        f32::from(self.preferences.text_size) / 100.0
    }

    /// The words in use; before a workspace is open they know no currency and no place.
    fn words(&self) -> Words {
        match &self.stage {
            Stage::Open(workspace) => workspace.shared.words.clone(),
            _ => Words::of_this_computer(self.preferences.language()),
        }
    }

    fn workspace(&mut self) -> Option<&mut Workspace> {
        match &mut self.stage {
            Stage::Open(workspace) => Some(workspace),
            _ => None,
        }
    }

    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Opened(path, answer) => self.opened(path, answer),
            Message::Broken(message) => self.broken(message),
            Message::Restored(path, answer) => self.restored(path, answer),

            Message::Key { key, physical, modifiers, text, captured } => {
                self.key(&key, physical, modifiers, text.as_deref(), captured)
            }
            Message::Do(action) => self.act(action),
            Message::Resized(size) => {
                let scale = self.scale();
                self.size = Size::new(size.width * scale, size.height * scale);
                self.preferences.window = Some((self.size.width, self.size.height));
                self.resize();

                self.keep()
            }
            Message::System(mode) => {
                // "No preference" is light: it is what one comes back to from dark.
                self.system_dark = mode == iced::theme::Mode::Dark;

                Task::none()
            }

            Message::Expire(id) => self.toasts.expire(id),
            Message::CloseToast(id) => {
                self.toasts.close(id);

                Task::none()
            }
            Message::HoverToasts(on) => self.toasts.hover(on),
            Message::Frame => {
                if self.options.starting.as_mut().is_some_and(Starting::frame) {
                    self.options.starting = None;
                }

                Task::none()
            }
            Message::Keep(kept) => {
                if kept != self.kept {
                    return Task::none();
                }

                let preferences = self.remembered();

                Task::perform(async move { preferences.save() }, Message::Kept)
            }
            Message::Kept(Ok(())) => Task::none(),
            Message::Kept(Err(phrase)) => self.warn(phrase),

            Message::CloseRequested => self.close_requested(),
            Message::Leave => self.leave(),
            Message::Closed => iced::exit(),

            message => self.in_workspace(message),
        }
    }

    /// Gives the screens the room there is.
    fn resize(&mut self) {
        let scale = self.scale();
        let size = Size::new(self.size.width / scale, self.size.height / scale);

        if let Some(workspace) = self.workspace() {
            workspace.shared.size = size;
        }
    }

    /// The preferences as they are to be written.
    fn remembered(&self) -> Preferences {
        let mut preferences = self.preferences.clone();

        if preferences.language == self.options.language {
            preferences.language = self.chosen;
        }

        preferences
    }

    /// Writes the preferences once they have rested for a moment.
    fn keep(&mut self) -> Task<Message> {
        if self.options.preset {
            return Task::none();
        }

        self.kept += 1;
        let kept = self.kept;

        after(Duration::from_millis(600), Message::Keep(kept))
    }

    pub fn subscription(&self) -> Subscription<Message> {
        let mut all = vec![event::listen_with(listen), iced::system::theme_changes().map(Message::System)];

        if self.options.starting.is_some() {
            all.push(window::frames().map(|_| Message::Frame));
        }

        if let Stage::Open(workspace) = &self.stage {
            all.push(workspace.subscription());
        }

        Subscription::batch(all)
    }
}

/// Says `message` after a while.
fn after(wait: Duration, message: Message) -> Task<Message> {
    Task::perform(tokio::time::sleep(wait), move |()| message.clone())
}

fn listen(event: Event, status: event::Status, _window: window::Id) -> Option<Message> {
    App::heard(event, status)
}

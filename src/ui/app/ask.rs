//! What screens are told, and what they ask.

use iced::widget::operation;
use iced::{Size, Task};

use super::opened::{Overlay, Workspace};
use super::{App, Message};
use crate::desk::Outcome;
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::preferences::Preferences;
use crate::ui::screen::{Ask, Section, Step};
use crate::ui::sharing::{self, join};
use crate::ui::subscribe::{self, Start};
use crate::ui::{export, import, members, palette, products, settings};

/// Who asks: closing and hiding concern the one that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    Page,
    Welcome,
    Palette,
    Help,
    Jobs,
    Import,
    Export,
    Subscribe,
    Join,
}

impl Overlay {
    fn is(&self, from: From) -> bool {
        matches!(
            (self, from),
            (Self::Palette(_), From::Palette)
                | (Self::Help(_), From::Help)
                | (Self::Jobs(_), From::Jobs)
                | (Self::Export(_), From::Export)
                | (Self::Subscribe(_), From::Subscribe)
                | (Self::Join(_), From::Join)
        )
    }
}

impl App {
    /// Passes a message on to the screen it is for.
    pub(super) fn in_workspace(&mut self, message: Message) -> Task<Message> {
        let Some(workspace) = self.workspace() else { return Task::none() };
        let Workspace { shared, overlay, import, hidden_export, .. } = workspace;

        macro_rules! step {
            ($from:ident, $wrap:path, $screen:expr, $message:expr) => {
                match $screen {
                    Some(screen) => {
                        let step = screen.update($message, shared);
                        self.take(step, From::$from, $wrap)
                    }
                    None => Task::none(),
                }
            };
        }

        macro_rules! open {
            ($variant:ident) => {
                match overlay {
                    Some(Overlay::$variant(state)) => Some(state),
                    _ => None,
                }
            };
        }

        match message {
            Message::Members(message) => step!(Page, Message::Members, Some(&mut workspace.members), message),
            Message::Products(message) => step!(Page, Message::Products, Some(&mut workspace.products), message),
            Message::Settings(message) => step!(Page, Message::Settings, Some(&mut workspace.settings), message),
            Message::Welcome(message) => step!(Welcome, Message::Welcome, workspace.welcome.as_mut(), message),
            Message::Palette(message) => step!(Palette, Message::Palette, open!(Palette), message),
            Message::Help(message) => step!(Help, Message::Help, open!(Help), message),
            Message::Jobs(message) => step!(Jobs, Message::Jobs, open!(Jobs), message),
            Message::Import(message) => step!(Import, Message::Import, import.as_mut(), message),
            Message::Export(message) => {
                step!(Export, Message::Export, open!(Export).or(hidden_export.as_mut()), message)
            }
            Message::Subscribe(message) => step!(Subscribe, Message::Subscribe, open!(Subscribe), message),
            Message::Join(message) => step!(Join, Message::Join, open!(Join), message),

            Message::Venue(Ok(venue)) => {
                workspace.shared.venue = *venue;
                workspace.shared.reword();

                Task::none()
            }
            Message::Venue(Err(failure)) => self.fail(failure.phrase()),
            Message::Sharing(status) => {
                let shared = &mut workspace.shared;
                let exchanged = shared.sharing.status.exchanged != status.exchanged;
                let desk = shared.desk.clone();

                shared.sharing.follow(status, &desk);

                // What other desks did is shown at once, and what waits for a decision where it is looked at.
                let refresh = workspace.revision != desk.revision();
                let look =
                    exchanged && workspace.page() == Some(Section::Settings) && workspace.settings.shows_sharing();
                let load = settings::Message::Sharing(sharing::Message::Load);
                let look = if look { Task::done(Message::Settings(load)) } else { Task::none() };

                // Who came and may be known here is told once.
                let told: Vec<_> = desk.news().into_iter().map(|phrase| self.warn(phrase)).collect();
                let refresh = if refresh { self.refresh() } else { Task::none() };

                Task::batch(told.into_iter().chain([refresh, look]))
            }
            Message::Ready => {
                workspace.ready = true;

                self.refresh()
            }
            Message::Tick => {
                workspace.ready = workspace.shared.desk.ready();

                if workspace.revision == workspace.shared.desk.revision() { Task::none() } else { self.refresh() }
            }
            Message::Section(section) => self.ask(Ask::Go(section), From::Page),
            Message::Dropped(path)
                if workspace.overlay.is_none()
                    && workspace.page() == Some(Section::Members)
                    && workspace.members.takes_files() =>
            {
                Task::done(Message::Members(members::Message::Dropped(path)))
            }
            Message::Dropped(path) if workspace.overlay.is_none() => self.ask(Ask::Import(Some(path)), From::Page),
            Message::Undo(entry) => self.undo(entry),
            Message::Undone(answer) => self.undone(answer),
            Message::Stay => {
                workspace.overlay = None;

                Task::none()
            }
            _ => Task::none(),
        }
    }

    fn take<M: Send + 'static>(&mut self, step: Step<M>, from: From, wrap: fn(M) -> Message) -> Task<Message> {
        let Step { task, asks } = step;
        let mut tasks = vec![task.map(wrap)];

        for ask in asks {
            tasks.push(self.ask(ask, from));
        }

        Task::batch(tasks)
    }

    pub(super) fn ask(&mut self, ask: Ask, from: From) -> Task<Message> {
        match ask {
            Ask::Done(outcome) => self.done_by(outcome, from),
            Ask::Say(phrase) => self.say(phrase),
            Ask::Fail(phrase) => self.fail(phrase),
            Ask::Keep(preferences) => self.keep_these(*preferences),
            Ask::OpenWorkspace(path) => self.open(path),
            Ask::Restore(backup) => self.restore(backup),
            Ask::Do(action) => self.act(action),
            Ask::Enter(desk) => self.enter(desk),
            ask => match self.workspace() {
                Some(workspace) => match barred(&ask, workspace) {
                    Some(phrase) => self.warn(phrase),
                    None => workspace.ask(ask, from),
                },
                None => Task::none(),
            },
        }
    }

    /// An action was done: said, with the way back; everything that shows it asks again.
    fn done_by(&mut self, outcome: Outcome, from: From) -> Task<Message> {
        let Outcome { entry, said, member, left } = outcome;
        let entry = Some(entry).filter(|entry| *entry != Id::nil());
        // The last step of an import says all this itself, and who has just begun sees what was begun with.
        let told = from == From::Welcome
            || from == From::Import && self.workspace().is_some_and(|workspace| workspace.import_shown);
        let mut tasks = vec![self.refresh()];

        if !told {
            tasks.push(self.done(said, entry));
            tasks.extend(left.into_iter().map(|phrase| self.warn(phrase)));
        }

        if from == From::Subscribe
            && let Some(workspace) = self.workspace()
            && let Some(member) = member
            && workspace.page() == Some(Section::Members)
        {
            if let Some(Overlay::Subscribe(sale)) = &workspace.overlay {
                workspace.habit = sale.habit();
            }

            tasks.push(Task::done(Message::Members(members::Message::OpenSold(member))));
        }

        Task::batch(tasks)
    }

    /// Everything that is shown asks again.
    pub(super) fn refresh(&mut self) -> Task<Message> {
        self.workspace().map_or_else(Task::none, Workspace::refresh)
    }

    fn keep_these(&mut self, mut preferences: Preferences) -> Task<Message> {
        // The size of the window is the root's own.
        preferences.window = self.preferences.window;
        preferences.last_workspace.clone_from(&self.preferences.last_workspace);

        let language = preferences.language() != self.preferences.language();

        if language {
            self.options.language = None;
        }

        let scale = preferences.text_size != self.preferences.text_size;
        self.preferences = preferences;
        self.share_preferences();

        if language && let Some(workspace) = self.workspace() {
            workspace.shared.reword();
        }

        if scale {
            self.resize();
        }

        // What was prepared in the language before is prepared anew.
        let refresh = if language { self.refresh() } else { Task::none() };
        let keep = self.keep();

        Task::batch([refresh, keep])
    }
}

/// Why the operator may not begin this, whichever way they asked for it.
fn barred(ask: &Ask, workspace: &Workspace) -> Option<Phrase> {
    let permission = match ask {
        Ask::Subscribe(_) | Ask::SubscribeFor(_) | Ask::Renew(_) => "subscription.write",
        Ask::Import(_) => "member.write",
        _ => return None,
    };

    workspace.shared.sharing.barred(permission)
}

impl Workspace {
    /// Everything that is shown asks again.
    pub(super) fn refresh(&mut self) -> Task<Message> {
        let Self { shared, members, products, settings, overlay, import, .. } = self;
        self.revision = shared.desk.revision();

        let desk = shared.desk.clone();
        let venue = Task::perform(async move { desk.venue().await.map(Box::new) }, Message::Venue);
        let pages = [
            members.update(members::Message::Refresh, shared).task.map(Message::Members),
            products.update(products::Message::Refresh, shared).task.map(Message::Products),
            settings.update(settings::Message::Refresh, shared).task.map(Message::Settings),
        ];
        let over = match overlay {
            Some(Overlay::Palette(state)) => state.update(palette::Message::Refresh, shared).task.map(Message::Palette),
            Some(Overlay::Subscribe(state)) => {
                state.update(subscribe::Message::Refresh, shared).task.map(Message::Subscribe)
            }
            Some(Overlay::Export(state)) => state.update(export::Message::Refresh, shared).task.map(Message::Export),
            _ => Task::none(),
        };

        let import = import
            .as_mut()
            .map_or_else(Task::none, |state| state.update(import::Message::Refresh, shared).task.map(Message::Import));

        Task::batch(pages.into_iter().chain([venue, over, import]))
    }

    pub(super) fn ask(&mut self, ask: Ask, from: From) -> Task<Message> {
        match ask {
            Ask::OpenMember(id) => {
                self.section = Section::Members;
                self.welcome = None;
                self.import_shown = false;
                let step = self.members.update(members::Message::Open(id), &self.shared);

                step.task.map(Message::Members)
            }
            Ask::Subscribe(None) => self.subscribe(Start::Anyone),
            Ask::Subscribe(Some(member)) => self.subscribe(Start::Member(member)),
            Ask::SubscribeFor(text) => {
                let open = self.subscribe(Start::Anyone);
                let look = Task::done(Message::Subscribe(subscribe::Message::Look(text)));

                Task::batch([open, look])
            }
            Ask::Renew(subscription) => self.subscribe(Start::Renewal(subscription)),
            Ask::Import(path) => {
                self.welcome = None;

                self.overlay = None;
                self.import_shown = true;

                // One that is under way is shown; a file given anew begins anew once nothing would be lost by it.
                if self.import.as_ref().is_some_and(|state| path.is_none() || state.unsaved().is_some()) {
                    return Task::none();
                }

                let (state, task) = import::State::new(&self.shared, path);
                self.import = Some(state);

                task.map(Message::Import)
            }
            Ask::LookAgain => {
                let status = self.shared.desk.sharing_status().borrow().clone();

                Task::done(Message::Sharing(status))
            }
            Ask::Join => {
                let (state, task) = join::State::new(&self.shared);
                self.overlay = Some(Overlay::Join(state));

                task.map(Message::Join)
            }
            Ask::Export(of) => {
                if let Some(state) = self.hidden_export.take() {
                    self.overlay = Some(Overlay::Export(state));

                    return Task::none();
                }

                let (state, task) = export::State::new(&self.shared, of);
                self.overlay = Some(Overlay::Export(state));

                task.map(Message::Export)
            }
            Ask::Go(section) => {
                self.section = section;
                self.welcome = None;
                self.import_shown = false;

                if section == Section::Members { operation::focus(members::SEARCH) } else { Task::none() }
            }
            Ask::Close => {
                match from {
                    From::Import => {
                        self.import = None;
                        self.import_shown = false;
                    }
                    From::Export => self.hidden_export = None,
                    _ => {}
                }

                if self.overlay.as_ref().is_some_and(|overlay| overlay.is(from)) {
                    self.overlay = None;
                }

                Task::none()
            }
            Ask::Hide if from == From::Import => {
                self.import_shown = false;

                Task::none()
            }
            Ask::Hide => {
                if self.overlay.as_ref().is_some_and(|overlay| overlay.is(from)) {
                    match self.overlay.take() {
                        Some(Overlay::Export(state)) => self.hidden_export = Some(state),
                        Some(Overlay::Subscribe(state)) => self.parked.push(*state),
                        _ => {}
                    }
                }

                Task::none()
            }
            // The root's own.
            Ask::Done(_)
            | Ask::Say(_)
            | Ask::Fail(_)
            | Ask::Do(_)
            | Ask::Enter(_)
            | Ask::Keep(_)
            | Ask::OpenWorkspace(_)
            | Ask::Restore(_) => Task::none(),
        }
    }

    /// Opens a sale. One left unfinished comes back: for anyone the last one, for a member that member's own.
    pub(super) fn subscribe(&mut self, start: Start) -> Task<Message> {
        let parked = self.parked.iter().rposition(|state| start == Start::Anyone || state.start() == start);

        let (state, task) = match parked.map(|place| self.parked.remove(place)) {
            Some(mut state) => {
                let task = state.resume(&self.shared);
                (state, task)
            }
            None => subscribe::State::new(&self.shared, start, self.habit),
        };

        self.overlay = Some(Overlay::Subscribe(Box::new(state)));

        task.map(Message::Subscribe)
    }

    /// What closing the program would lose, and what it would stop.
    pub fn unsaved(&self) -> Vec<Phrase> {
        let sale = match &self.overlay {
            Some(Overlay::Subscribe(state)) => state.unsaved(),
            _ => None,
        };
        let import = self.import.as_ref().and_then(import::State::unsaved);
        let mut all: Vec<_> = [self.members.unsaved(), self.products.unsaved(), self.settings.unsaved(), sale, import]
            .into_iter()
            .flatten()
            .collect();

        all.extend(self.parked.iter().filter_map(subscribe::State::unsaved));
        all.extend(
            self.shared.jobs.list().into_iter().map(|(title, _)| Phrase::new("quit-running").with("title", title)),
        );

        all
    }

    /// The room there is, for what depends on it.
    pub fn width(&self) -> f32 {
        let Size { width, .. } = self.shared.size;

        width
    }
}

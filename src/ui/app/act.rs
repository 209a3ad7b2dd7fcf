//! What keys do, and what actions chosen by their name do.

use iced::Task;
use iced::keyboard::key::{Named, Physical};
use iced::keyboard::{Key, Modifiers};
use iced::widget::operation;

use super::ask::From;
use super::opened::{Overlay, Workspace};
use super::{App, Message, Stage};
use crate::desk::{Failure, Outcome, Selection};
use crate::domain::entity::Id;
use crate::domain::query::MemberQuery;
use crate::ui::keys::{self, Action};
use crate::ui::screen::{Ask, ExportOf, Section};
use crate::ui::subscribe;
use crate::ui::{help, import, jobs, members, palette, products, settings, welcome};

impl App {
    pub(super) fn key(
        &mut self,
        key: &Key,
        physical: Physical,
        modifiers: Modifiers,
        text: Option<&str>,
        captured: bool,
    ) -> Task<Message> {
        let action = keys::action(key, physical, modifiers);

        // A text input takes Ctrl+Backspace for a word; here it takes the filters off wherever it is pressed.
        if captured && action != Some(Action::ClearFilters) {
            return Task::none();
        }

        let Some(workspace) = self.workspace() else { return Task::none() };

        if matches!(workspace.overlay, Some(Overlay::Subscribe(_)))
            && let Some(by) = arrow(key)
        {
            return self.in_workspace(Message::Subscribe(subscribe::Message::Move(by)));
        }

        if workspace.welcome.is_some() && workspace.overlay.is_none() && *key == Key::Named(Named::Enter) {
            return self.in_workspace(Message::Welcome(welcome::Message::Begin));
        }

        // What is open over the window has the keyboard to itself.
        if workspace.overlay.is_some()
            || workspace.welcome.is_some()
            || workspace.members.has_dialog() && workspace.page() == Some(Section::Members)
            || workspace.settings.has_dialog() && workspace.page() == Some(Section::Settings)
        {
            return Task::none();
        }

        if let Some(action) = action {
            return self.act(action);
        }

        if workspace.page() == Some(Section::Members)
            && let Some(press) = members::Press::read(key, modifiers, text)
        {
            return self.in_workspace(Message::Members(members::Message::Press(press)));
        }

        Task::none()
    }

    pub(super) fn act(&mut self, action: Action) -> Task<Message> {
        let Some(workspace) = self.workspace() else { return Task::none() };

        match action {
            Action::Undo => {
                // What is typed and not saved is nearest.
                if workspace.page() == Some(Section::Members) && workspace.members.step_back() {
                    return Task::none();
                }

                if workspace.import_shown
                    && workspace.overlay.is_none()
                    && let Some(task) = workspace.import.as_mut().and_then(|import| import.step_back(&workspace.shared))
                {
                    return task.map(Message::Import);
                }

                self.undo(None)
            }
            Action::Redo => {
                let desk = workspace.shared.desk.clone();

                Task::perform(async move { desk.redo().await }, Message::Undone)
            }
            Action::Subscribe => self.ask(Ask::Subscribe(None), From::Page),
            Action::Import => self.ask(Ask::Import(None), From::Page),
            action => workspace.act(action),
        }
    }

    pub(super) fn undo(&mut self, entry: Option<Id>) -> Task<Message> {
        let Stage::Open(workspace) = &self.stage else { return Task::none() };
        let desk = workspace.shared.desk.clone();

        Task::perform(async move { desk.undo(entry).await }, Message::Undone)
    }

    pub(super) fn undone(&mut self, answer: Result<Outcome, Failure>) -> Task<Message> {
        match answer {
            Ok(outcome) => {
                self.toasts.undone();
                let mut tasks = vec![self.done(outcome.said, None)];

                for phrase in outcome.left {
                    tasks.push(self.warn(phrase));
                }

                tasks.push(self.refresh());

                Task::batch(tasks)
            }
            Err(Failure::Refused(problems)) => {
                let phrases: Vec<_> = problems.into_iter().map(|problem| problem.phrase).collect();

                Task::batch(phrases.into_iter().map(|phrase| self.warn(phrase)).collect::<Vec<_>>())
            }
            Err(failure) => self.fail(failure.phrase()),
        }
    }
}

impl Workspace {
    fn act(&mut self, action: Action) -> Task<Message> {
        let on_members = self.page() == Some(Section::Members);
        let members = |message| Task::done(Message::Members(message));

        match action {
            Action::Search => {
                self.section = Section::Members;
                self.import_shown = false;
                self.members.uncover(&self.shared);

                Task::batch([operation::focus(members::SEARCH), operation::select_all(members::SEARCH)])
            }
            Action::Palette => {
                let (state, task) = palette::State::new(&self.shared);
                self.overlay = Some(Overlay::Palette(state));

                task.map(Message::Palette)
            }
            Action::Help => {
                let (state, task) = help::State::new(&self.shared);
                self.overlay = Some(Overlay::Help(state));

                task.map(Message::Help)
            }
            Action::Jobs => {
                let (state, task) = jobs::State::new(&self.shared);
                self.overlay = Some(Overlay::Jobs(state));

                task.map(Message::Jobs)
            }
            Action::Export if on_members => members(members::Message::Export),
            Action::Export => {
                let all = ExportOf::Members(Selection::Query(MemberQuery::default()));

                self.ask(Ask::Export(all), From::Page)
            }
            Action::Save => match self.page() {
                Some(Section::Members) => members(members::Message::Save),
                Some(Section::Products) => Task::done(Message::Products(products::Message::Save)),
                Some(Section::Settings) => Task::done(Message::Settings(settings::Message::SaveVenue)),
                None => Task::none(),
            },
            Action::Members => self.ask(Ask::Go(Section::Members), From::Page),
            Action::Products => self.ask(Ask::Go(Section::Products), From::Page),
            Action::Settings => self.ask(Ask::Go(Section::Settings), From::Page),
            Action::Sharing => {
                let page = Task::done(Message::Settings(settings::Message::Page(settings::Page::Sharing)));

                Task::batch([self.ask(Ask::Go(Section::Settings), From::Page), page])
            }
            Action::NextTab if on_members => members(members::Message::NextList(1)),
            Action::PreviousTab if on_members => members(members::Message::NextList(-1)),
            Action::NextTab | Action::PreviousTab if self.page() == Some(Section::Settings) => {
                let by = if action == Action::NextTab { 1 } else { -1 };

                Task::done(Message::Settings(settings::Message::Turn(by)))
            }
            Action::Duplicates => {
                let list = members(members::Message::Duplicates);

                Task::batch([self.ask(Ask::Go(Section::Members), From::Page), list])
            }
            Action::ClearFilters if on_members => members(members::Message::ClearFilters),
            Action::Close => match self.page() {
                None => Task::done(Message::Import(import::Message::Dismiss)),
                Some(Section::Members) => members(members::Message::Dismiss),
                Some(Section::Products) => Task::done(Message::Products(products::Message::Dismiss)),
                Some(Section::Settings) => Task::done(Message::Settings(settings::Message::Dismiss)),
            },
            _ => Task::none(),
        }
    }
}

/// Up and down, in lines.
fn arrow(key: &Key) -> Option<isize> {
    match key {
        Key::Named(Named::ArrowDown) => Some(1),
        Key::Named(Named::ArrowUp) => Some(-1),
        _ => None,
    }
}

//! The member beside the list: opened, left half edited, and come back to.

use iced::Task;

use super::filters::List;
use super::{Message, State, beside};
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::ui::screen::{Ask, Shared, Step};
use crate::ui::{kit, member};

impl State {
    pub(super) fn panel(&mut self, id: Id, message: member::Message, shared: &Shared) -> Step<Message> {
        let Some(panel) = self.panel.as_mut().filter(|panel| panel.id() == id) else {
            // Saved after another member was opened: what was kept of it is no draft any more.
            if message.saved() {
                self.drafts.remove(&id);
            }

            return member::late(message).map(move |message| Message::Panel(id, message));
        };
        let step = panel.update(message, shared);

        if panel.draft().is_none() {
            self.drafts.remove(&id);

            if panel.gone() {
                self.panel = None;
            }
        }

        step.map(move |message| Message::Panel(id, message))
    }

    /// Opens a member in the panel; one left half edited comes back as it was.
    pub(super) fn open(&mut self, id: Id, shared: &Shared) -> Task<Message> {
        if self.panel.as_ref().is_some_and(|panel| panel.id() == id) {
            return Task::none();
        }

        let tab = self.panel.as_ref().map_or(member::Tab::General, member::State::tab);
        self.keep_draft();
        let (panel, task) = member::State::new(shared, id, tab, self.drafts.remove(&id));
        self.panel = Some(panel);
        self.members.point_at(id);

        Task::batch([task.map(move |message| Message::Panel(id, message)), kit::panel_to_top()])
    }

    /// Where the panel stands in the list's place, the list comes back; what is half edited is kept.
    pub fn uncover(&mut self, shared: &Shared) {
        if !beside(shared) {
            self.keep_draft();
        }
    }

    /// Closes the panel, and says what of it is kept for when it is opened again.
    pub(super) fn close(&mut self) -> Step<Message> {
        let kept = self.panel.as_ref().and_then(member::State::draft).map(|draft| draft.name());

        self.keep_draft();

        kept.map_or_else(Step::none, |name| Step::ask(Ask::Say(Phrase::new("member-draft-kept").with("name", name))))
    }

    fn keep_draft(&mut self) {
        if let Some(panel) = self.panel.take()
            && let Some(draft) = panel.draft()
        {
            self.drafts.insert(panel.id(), draft);
        }
    }

    pub(super) fn open_current(&mut self, shared: &Shared) -> Step<Message> {
        let member = match self.list {
            List::Subscriptions => self.subscriptions.current_row().map(|row| row.member),
            _ => self.members.current_row().map(|row| row.id),
        };

        Step::task(member.map_or_else(Task::none, |id| self.open(id, shared)))
    }

    /// Whether a dialog is open over the window.
    pub fn has_dialog(&self) -> bool {
        self.asking.is_some() || self.panel.as_ref().is_some_and(member::State::has_dialog)
    }

    /// Whether a file that is dropped on the window may be for the member that is open.
    pub fn takes_files(&self) -> bool {
        self.panel.as_ref().is_some_and(member::State::takes_files)
    }

    /// What a dialog over the window asks.
    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> Option<kit::Dialog<'a, Message>> {
        if let Some(dialog) = self.custom_dialog(shared) {
            return Some(dialog);
        }

        let panel = self.panel.as_ref()?;
        let id = panel.id();

        Some(panel.dialog_view(shared)?.map(move |message| Message::Panel(id, message)))
    }

    /// Takes back the last edit of the member that is open; false when there is none.
    pub fn step_back(&mut self) -> bool {
        self.panel.as_mut().is_some_and(member::State::step_back)
    }

    /// What closing the program would lose.
    pub fn unsaved(&self) -> Option<Phrase> {
        let open = self.panel.as_ref().and_then(member::State::draft).into_iter();
        let names: Vec<String> = open.chain(self.drafts.values().cloned()).map(|draft| draft.name()).collect();

        match names.as_slice() {
            [] => None,
            [name] => Some(Phrase::new("member-unsaved-one").with("name", name.clone())),
            names => {
                Some(Phrase::new("member-unsaved-many").with("count", names.len()).with("names", names.join(", ")))
            }
        }
    }
}

//! What was done, said at the foot of the window with the way back.

use std::time::Duration;

use iced::Task;

use super::{App, Message, after};
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::ui::keys::{self, Action};
use crate::ui::kit::{self, Tone};
use crate::words::Words;

/// Long enough to read and to reach for "Undo".
const LIFE: Duration = Duration::from_secs(8);

/// What went wrong stays longer.
const LONG_LIFE: Duration = Duration::from_secs(20);

/// The most shown at once.
const SHOWN: usize = 3;

#[derive(Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    last: u64,
    /// The pointer rests on them: they stay.
    hovered: bool,
    /// Those whose time ran out while they were read.
    overdue: Vec<u64>,
}

struct Toast {
    id: u64,
    tone: Tone,
    phrase: Phrase,
    undo: Option<Id>,
}

impl Toasts {
    fn show(&mut self, tone: Tone, phrase: Phrase, undo: Option<Id>) -> Task<Message> {
        // Said twice in a row it is said once, with a new life.
        self.shown.retain(|toast| undo.is_some() || toast.phrase != phrase);

        // Only the last action is undone by the key, and only it shows the button.
        if tone == Tone::Positive {
            self.shown.retain(|toast| toast.tone != Tone::Positive);
        }

        self.last += 1;
        let id = self.last;
        self.shown.push(Toast { id, tone, phrase, undo });

        if self.shown.len() > SHOWN {
            self.shown.remove(0);
        }

        let life = if matches!(tone, Tone::Danger | Tone::Warning) { LONG_LIFE } else { LIFE };

        after(life, Message::Expire(id))
    }

    pub fn expire(&mut self, id: u64) -> Task<Message> {
        if self.hovered {
            self.overdue.push(id);
        } else {
            self.close(id);
        }

        Task::none()
    }

    pub fn close(&mut self, id: u64) {
        self.shown.retain(|toast| toast.id != id);

        if self.shown.is_empty() {
            self.hovered = false;
            self.overdue.clear();
        }
    }

    pub fn hover(&mut self, on: bool) -> Task<Message> {
        self.hovered = on;

        if on {
            return Task::none();
        }

        let overdue = std::mem::take(&mut self.overdue);

        Task::batch(overdue.into_iter().map(|id| after(Duration::from_secs(2), Message::Expire(id))))
    }

    /// An action was undone: its button goes.
    pub fn undone(&mut self) {
        self.shown.retain(|toast| toast.undo.is_none());
    }

    pub fn view(&self, words: &Words) -> Vec<kit::Toast<Message>> {
        self.shown
            .iter()
            .map(|toast| kit::Toast {
                tone: toast.tone,
                text: words.say(&toast.phrase),
                action: toast.undo.map(|entry| {
                    (words.get("undo"), Message::Undo(Some(entry)), Some(keys::hint(Action::Undo, words)))
                }),
                close: Some((words.get("close"), Message::CloseToast(toast.id))),
            })
            .collect()
    }
}

impl App {
    pub(super) fn say(&mut self, phrase: Phrase) -> Task<Message> {
        self.toasts.show(Tone::Neutral, phrase, None)
    }

    pub(super) fn warn(&mut self, phrase: Phrase) -> Task<Message> {
        self.toasts.show(Tone::Warning, phrase, None)
    }

    pub(super) fn fail(&mut self, phrase: Phrase) -> Task<Message> {
        self.toasts.show(Tone::Danger, phrase, None)
    }

    /// Something was done that `entry` takes back.
    pub(super) fn done(&mut self, phrase: Phrase, entry: Option<Id>) -> Task<Message> {
        self.toasts.show(Tone::Positive, phrase, entry)
    }
}

//! What keys do in the list, from wherever no control took them.

use iced::Task;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced::widget::operation;

use super::{Message, SEARCH, State, TABLE, beside};
use crate::ui::screen::{Shared, Step};

/// A key that means something in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    Move(isize),
    Page(isize),
    First,
    Last,
    Open,
    Tick,
    TickAll,
    /// A letter typed anywhere goes to the search.
    Type(String),
}

impl Press {
    /// Reads a key press that no control took; `text`: what it writes.
    pub fn read(key: &Key, modifiers: Modifiers, text: Option<&str>) -> Option<Self> {
        if modifiers.command() && key.as_ref() == Key::Character("a") {
            return Some(Self::TickAll);
        }

        if modifiers.command() || modifiers.alt() || modifiers.control() {
            return None;
        }

        Some(match key {
            Key::Named(Named::ArrowDown) => Self::Move(1),
            Key::Named(Named::ArrowUp) => Self::Move(-1),
            Key::Named(Named::PageDown) => Self::Page(1),
            Key::Named(Named::PageUp) => Self::Page(-1),
            Key::Named(Named::Home) => Self::First,
            Key::Named(Named::End) => Self::Last,
            Key::Named(Named::Enter) => Self::Open,
            Key::Named(Named::Space) => Self::Tick,
            _ => {
                let typed: String = text?.chars().filter(|c| !c.is_control()).collect();

                if typed.is_empty() {
                    return None;
                }

                Self::Type(typed)
            }
        })
    }
}

impl State {
    pub(super) fn press(&mut self, press: Press, shared: &Shared) -> Step<Message> {
        let page = isize::try_from(self.shown().saturating_sub(1).max(1)).unwrap_or(1);

        match press {
            Press::Move(by) => self.go(by, shared),
            Press::Page(by) => self.go(by * page, shared),
            Press::First => self.go(isize::MIN + 1, shared),
            Press::Last => self.go(isize::MAX, shared),
            Press::Open => self.submit(shared),
            Press::Tick => match self.current() {
                Some(index) => {
                    let on = self.id_at(index).is_some_and(|id| !self.ticks().has(id));
                    self.update(Message::Tick(index..=index, on), shared)
                }
                None => Step::none(),
            },
            Press::TickAll => {
                let on = !self.all_ticked();
                self.update(Message::TickAll(on), shared)
            }
            Press::Type(typed) => {
                self.uncover(shared);
                let text = format!("{}{typed}", self.queries.members.text);
                let step = self.update(Message::Search(text), shared);
                let focus = Task::batch([operation::focus(SEARCH), operation::move_cursor_to_end(SEARCH)]);

                Step { task: Task::batch([step.task, focus]), asks: step.asks }
            }
        }
    }

    fn shown(&self) -> usize {
        match self.list {
            super::List::Subscriptions => self.subscriptions.visible().len(),
            _ => self.members.visible().len(),
        }
    }

    /// Moves the current row. The focus goes to the list, which takes the next keys itself.
    fn go(&mut self, by: isize, shared: &Shared) -> Step<Message> {
        let moved = match self.list {
            super::List::Subscriptions => self.subscriptions.step(by),
            _ => self.members.step(by),
        };

        if moved.is_none() {
            return Step::none();
        }

        // Beside the list the panel shows the row the arrows are on, as pressing it would.
        let open = if beside(shared) { self.open_current(shared) } else { Step::none() };

        Step { task: Task::batch([open.task, operation::focus(TABLE)]), asks: open.asks }
    }
}

//! The four lists, and the member beside them.

mod filters;
mod ticks;
mod window;

use iced::widget::space;
use iced::{Element, Subscription, Task};

use crate::domain::phrase::Phrase;
use crate::ui::screen::{Shared, Step};

pub struct State {}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
}

impl State {
    pub fn new(_shared: &Shared) -> (Self, Task<Message>) {
        (Self {}, Task::none())
    }

    pub fn update(&mut self, message: Message, _shared: &Shared) -> Step<Message> {
        match message {
            Message::Refresh => Step::none(),
            Message::Dismiss => Step::none(),
        }
    }

    pub fn view<'a>(&'a self, _shared: &'a Shared) -> Element<'a, Message> {
        space().into()
    }

    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::none()
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        None
    }
}

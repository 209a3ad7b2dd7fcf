//! How the dialog looks.

use iced::Element;
use iced::widget::space;

use super::{Message, State};
use crate::ui::screen::Shared;

impl State {
    pub fn view<'a>(&'a self, _shared: &'a Shared) -> Element<'a, Message> {
        space().into()
    }
}

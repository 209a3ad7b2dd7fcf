//! Tooltips.

use std::time::Duration;

use iced::Border;
use iced::widget::{container, tooltip};

use super::tokens::{radius, space};
use super::{Element, tokens, write};

/// Shows a sentence under something the pointer rests on.
pub fn tip<'a, M: 'a>(content: impl Into<Element<'a, M>>, text: impl Into<String>) -> Element<'a, M> {
    let text =
        container(write::small(text.into())).padding([space::XS + 1.0, space::S]).max_width(320).style(|theme| {
            let t = tokens(theme);
            container::Style {
                background: Some(t.inverse.into()),
                text_color: Some(t.on_inverse),
                border: Border::default().rounded(radius::CONTROL - 2.0),
                ..container::Style::default()
            }
        });

    tooltip(content, text, tooltip::Position::Bottom).gap(6).delay(Duration::from_millis(450)).into()
}

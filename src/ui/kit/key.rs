//! Keys as they are shown: "Ctrl F".

use iced::widget::container;
use iced::widget::text::{LineHeight, Wrapping};
use iced::{Border, Color};

use super::tokens::radius;
use super::{Element, Tokens, tokens, write};

/// A key cap.
pub fn key<'a, M: 'a>(name: impl Into<String>) -> Element<'a, M> {
    cap(name.into(), |t| (t.raised, t.border, t.muted))
}

/// A key cap on a primary button.
pub(super) fn on_accent<'a, M: 'a>(name: impl Into<String>) -> Element<'a, M> {
    cap(name.into(), |t| (Color::TRANSPARENT, Color { a: 0.5, ..t.on_accent }, t.on_accent))
}

/// A key cap on the dark bar or a toast.
pub(super) fn inverse<'a, M: 'a>(name: impl Into<String>) -> Element<'a, M> {
    cap(name.into(), |t| (Color::TRANSPARENT, Color { a: 0.35, ..t.on_inverse }, t.on_inverse_muted))
}

fn cap<'a, M: 'a>(name: String, colors: fn(&Tokens) -> (Color, Color, Color)) -> Element<'a, M> {
    let name = write::small(name).size(12.0).line_height(LineHeight::Absolute(16.0.into())).wrapping(Wrapping::None);

    container(name)
        .padding([0.0, 5.0])
        .style(move |theme| {
            let (ground, edge, ink) = colors(tokens(theme));
            container::Style {
                background: Some(ground.into()),
                border: Border { color: edge, width: 1.0, radius: radius::SMALL.into() },
                text_color: Some(ink),
                ..container::Style::default()
            }
        })
        .into()
}

/// The name of a shortcut with the command key of this system: `command("F")` is "Ctrl F", on a Mac "⌘ F".
pub fn command(letter: &str) -> String {
    if cfg!(target_os = "macos") { format!("⌘ {letter}") } else { format!("Ctrl {letter}") }
}

/// [`command`] with Shift: "Ctrl ⇧ F".
pub fn command_shift(letter: &str) -> String {
    if cfg!(target_os = "macos") { format!("⇧ ⌘ {letter}") } else { format!("Ctrl ⇧ {letter}") }
}

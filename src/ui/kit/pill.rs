//! Small marks: states, people.

use iced::widget::{container, text::Wrapping};

use super::surface::{Tone, ground};
use super::tokens::radius;
use super::{Element, tokens, write};

/// A state in a word: never colour alone.
pub fn pill<'a, M: 'a>(tone: Tone, word: impl Into<String>) -> Element<'a, M> {
    let word: String = word.into();

    container(write::small(word).wrapping(Wrapping::None))
        .padding([1.0, 9.0])
        .clip(true)
        .style(move |theme| {
            let (ink, soft) = tone.colors(tokens(theme));
            container::Style { text_color: Some(ink), ..ground(theme, |_| soft, None, radius::FULL) }
        })
        .into()
}

/// The initials of a person: those of the first and of the last name, `size` pixels wide.
pub fn avatar<'a, M: 'a>(first: &str, last: &str, size: f32) -> Element<'a, M> {
    let letters: String = [first, last]
        .iter()
        .filter_map(|name| name.trim().chars().find(|c| c.is_alphanumeric()))
        .flat_map(char::to_uppercase)
        .collect();
    let text = if size >= 40.0 { write::section(letters) } else { write::small_strong(letters) };

    container(text)
        .center(size)
        .style(|theme| {
            let ink = tokens(theme).accent;
            container::Style { text_color: Some(ink), ..ground(theme, |t| t.accent_soft, None, radius::FULL) }
        })
        .into()
}

/// The mark of the workspace: the first letter of its name on the accent.
pub fn emblem<'a, M: 'a>(name: &str) -> Element<'a, M> {
    let letter: String =
        name.trim().chars().find(|c| c.is_alphanumeric()).into_iter().flat_map(char::to_uppercase).collect();

    container(write::strong(letter))
        .center(28)
        .style(|theme| {
            let ink = tokens(theme).on_accent;
            container::Style { text_color: Some(ink), ..ground(theme, |t| t.accent, None, radius::CONTROL - 1.0) }
        })
        .into()
}

/// A small round light before a word: the state of the desk.
pub fn light<'a, M: 'a>(tone: Tone) -> Element<'a, M> {
    container(iced::widget::Space::new())
        .width(8)
        .height(8)
        .style(move |theme| {
            let (ink, _) = tone.colors(tokens(theme));
            ground(theme, |_| ink, None, radius::FULL)
        })
        .into()
}

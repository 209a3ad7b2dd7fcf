//! Text in the roles there are. All give an iced `Text`, so that a width or an alignment can be set on it.

use iced::widget::Text;
use iced::widget::text::{self, IntoFragment, LineHeight, Shaping};
use iced::{Color, Font};

use super::font::{FONT, SEMIBOLD};
use super::tokens::role;
use super::{Tokens, tokens};

fn of<'a>(content: impl IntoFragment<'a>, font: Font, (size, line): (f32, f32)) -> Text<'a> {
    iced::widget::text(content)
        .font(font)
        .size(size)
        .line_height(LineHeight::Absolute(line.into()))
        .shaping(Shaping::Advanced)
}

/// Colours a text: `ink(body("…"), |t| t.danger)`.
pub fn ink<'a>(text: Text<'a>, color: impl Fn(&Tokens) -> Color + 'a) -> Text<'a> {
    text.style(move |theme| text::Style { color: Some(color(tokens(theme))) })
}

/// 14 px, the common text.
pub fn body<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    of(content, FONT, role::BODY)
}

/// 14 px semibold.
pub fn strong<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    of(content, SEMIBOLD, role::BODY)
}

/// 14 px, secondary.
pub fn muted<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    ink(body(content), |t| t.muted)
}

/// 13 px.
pub fn small<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    of(content, FONT, role::SMALL)
}

/// 13 px semibold.
pub fn small_strong<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    of(content, SEMIBOLD, role::SMALL)
}

/// 13 px, secondary: labels, captions, explanations.
pub fn caption<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    ink(small(content), |t| t.muted)
}

/// 16 px semibold: the title of a section or a card.
pub fn section<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    of(content, SEMIBOLD, role::STRONG)
}

/// 18 px semibold: the title of a panel or a dialog.
pub fn heading<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    of(content, SEMIBOLD, role::PANEL)
}

/// 20 px semibold: the title of a page, a figure that counts.
pub fn title<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    of(content, SEMIBOLD, role::PAGE)
}

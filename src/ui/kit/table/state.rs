//! What a table remembers between frames, and its parts.

use std::ops::Range;
use std::time::Instant;

use iced::Rectangle;
use iced::advanced::text::paragraph::Plain;
use iced::keyboard::Modifiers;

use super::super::focus::Focus;
use super::super::tokens::size;
use super::tip::{Paragraph, Rest};

/// What the last frame showed, to know when another is needed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Drawn {
    pub hovered: Option<usize>,
    pub focused: bool,
    pub on_bar: bool,
    pub on_grip: Option<usize>,
}

#[derive(Default)]
pub(super) struct State {
    pub focus: Focus,
    pub offset: f64,
    pub shift: f32,
    pub version: u64,
    pub current: Option<usize>,
    /// The current row is to be scrolled into sight.
    pub reveal: bool,
    /// The number of the first row that has a state.
    pub first: usize,
    /// The window the screen was told of.
    pub told: Option<Range<usize>>,
    pub drag: Option<Drag>,
    pub pressed: Option<(usize, Instant)>,
    /// The row ticked last, from which Shift ticks.
    pub anchor: Option<usize>,
    pub modifiers: Modifiers,
    pub rest: Option<Rest>,
    /// The pointer rested long enough to be told the whole text.
    pub rested: bool,
    pub tip: Plain<Paragraph>,
}

/// What the pointer draws along.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Drag {
    /// The thumb, taken that far from its beginning.
    Rows(f32),
    Columns(f32),
    /// The edge of a column, with its width and where the pointer took it.
    Edge {
        column: usize,
        width: f32,
        from: f32,
        now: f32,
    },
}

/// The parts of a laid out table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    pub header: Rectangle,
    pub body: Rectangle,
}

pub(super) fn parts(bounds: Rectangle) -> Parts {
    let height = size::TABLE_HEADER.min(bounds.height);

    Parts {
        header: Rectangle { height, ..bounds },
        body: Rectangle { y: bounds.y + height, height: bounds.height - height, ..bounds },
    }
}

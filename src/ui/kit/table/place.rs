//! Where things are in a table: columns across, rows down, thumbs of the scrollbars. Rows are counted in f64, because an
//! f32 cannot tell the pixels of a million rows apart.

use std::ops::Range;

use super::{Column, NARROWEST};

/// Room before the first column without tick boxes, and with them.
const BEFORE: f32 = 20.0;
pub(super) const TICKS: f32 = 40.0;
/// Between the text of one column and the next.
pub(super) const GAP: f32 = 12.0;
/// The share of its width that a column can lose.
const YIELD: f32 = 0.25;
const SHORTEST_THUMB: f32 = 28.0;

/// The columns: where each begins and how wide it is, and the width of all.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Across {
    pub columns: Vec<(f32, f32)>,
    pub total: f32,
}

/// Shares the room among the columns; `drawn` is the width that one is being drawn to.
pub(super) fn across(columns: &[Column], ticks: bool, room: f32, drawn: Option<(usize, f32)>) -> Across {
    let before = if ticks { TICKS } else { BEFORE };
    let width = |index: usize, column: &Column| match drawn {
        Some((at, width)) if at == index => (width, 0),
        _ => (column.width.max(NARROWEST), column.fill),
    };

    let least: f32 = columns.iter().enumerate().map(|(index, column)| width(index, column).0).sum();
    let shares: u32 = columns.iter().enumerate().map(|(index, column)| u32::from(width(index, column).1)).sum();
    let over = (room - before - least).max(0.0);
    // Rather than scroll sideways, columns that share what is left over also give way a little.
    let yielding: f32 = columns
        .iter()
        .enumerate()
        .filter(|(index, column)| column.fill > 0 && drawn.is_none_or(|(at, _)| at != *index))
        .map(|(_, column)| column.width)
        .sum();
    let missing = (before + least - room).max(0.0);
    let less = if missing > 0.0 && missing <= yielding * YIELD { missing / yielding } else { 0.0 };

    let mut x = before;
    let columns = columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let (least, share) = width(index, column);
            let least = match drawn {
                Some((at, _)) if at == index => least,
                _ if column.fill == 0 => least,
                _ => (least * (1.0 - less)).max(NARROWEST),
            };
            let extra = if shares == 0 { 0.0 } else { over * f32::from(share) / shares as f32 };
            let place = (x, (least + extra).floor());
            x += place.1;
            place
        })
        .collect();

    Across { columns, total: x }
}

/// The rows: how high one is, how many, and how high the place is in which they are seen.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Down {
    pub rows: usize,
    pub row: f32,
    pub foot: f32,
    pub seen: f32,
}

impl Down {
    pub fn total(self) -> f64 {
        self.rows as f64 * f64::from(self.row) + f64::from(self.foot)
    }

    pub fn furthest(self) -> f64 {
        (self.total() - f64::from(self.seen)).max(0.0)
    }

    /// An offset that exists, at a whole pixel.
    pub fn clamp(self, offset: f64) -> f64 {
        offset.round().clamp(0.0, self.furthest().ceil())
    }

    pub fn window(self, offset: f64) -> Range<usize> {
        if self.rows == 0 || self.row <= 0.0 {
            return 0..0;
        }
        let row = f64::from(self.row);
        let first = (offset / row).floor() as usize;
        let end = ((offset + f64::from(self.seen)) / row).ceil() as usize;

        first.min(self.rows)..end.min(self.rows)
    }

    /// Where a row is drawn, from the top of the place in which rows are seen.
    pub fn y(self, index: usize, offset: f64) -> f32 {
        (index as f64 * f64::from(self.row) - offset) as f32
    }

    pub fn at(self, y: f32, offset: f64) -> Option<usize> {
        let index = ((f64::from(y) + offset) / f64::from(self.row)).floor();

        (index >= 0.0 && index < self.rows as f64).then_some(index as usize)
    }

    /// The offset that shows the row whole, moved as little as possible.
    pub fn reveal(self, index: usize, offset: f64) -> f64 {
        let top = index as f64 * f64::from(self.row);
        let bottom = top + f64::from(self.row) + f64::from(self.foot);

        self.clamp(offset.max(bottom - f64::from(self.seen)).min(top))
    }

    /// Whole rows that are seen at once, at least one.
    pub fn page(self) -> usize {
        (((self.seen - self.foot) / self.row) as usize).saturating_sub(1).max(1)
    }

    /// Where the thumb begins and how long it is; None when all is seen.
    pub fn thumb(self, offset: f64) -> Option<(f32, f32)> {
        thumb(offset, self.furthest(), self.total(), self.seen)
    }

    /// The offset of a thumb that begins at `y`.
    pub fn drag(self, y: f32) -> f64 {
        let Some((_, length)) = self.thumb(0.0) else { return 0.0 };
        let way = f64::from((self.seen - length).max(1.0));

        self.clamp(f64::from(y) / way * self.furthest())
    }
}

pub(super) fn thumb(offset: f64, furthest: f64, total: f64, seen: f32) -> Option<(f32, f32)> {
    if furthest <= 0.0 || total <= 0.0 {
        return None;
    }
    let length = ((f64::from(seen) * f64::from(seen) / total) as f32).max(SHORTEST_THUMB).min(seen);
    let begin = (offset / furthest) as f32 * (seen - length);

    Some((begin, length))
}

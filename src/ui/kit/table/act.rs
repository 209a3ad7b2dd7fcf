//! What the pointer and the keys do in a table.

use std::time::{Duration, Instant};

use iced::advanced::widget::Tree;
use iced::advanced::{Shell, mouse};
use iced::keyboard::{Modifiers, key::Named};
use iced::{Point, Rectangle};

use super::super::focus::Focus;
use super::place::{self, GAP, TICKS};
use super::state::{Drag, Parts, State, parts};
use super::tip::Rest;
use super::widget::{BAR, Widget};
use super::{NARROWEST, WIDEST};

/// Two presses within this time open a row.
const TWICE: Duration = Duration::from_millis(450);
/// How near to the edge of a column the pointer takes it.
const GRIP: f32 = 5.0;

impl<'a, M: Clone + 'a> Widget<'a, M> {
    pub(super) fn scroll_to(&self, state: &mut State, offset: f64, shell: &mut Shell<'_, M>) {
        let offset = self.down.clamp(offset);
        if offset != state.offset {
            state.offset = offset;
            shell.invalidate_layout();
            shell.request_redraw();
        }
    }

    pub(super) fn shift_to(&self, state: &mut State, shift: f32, room: f32, shell: &mut Shell<'_, M>) {
        let shift = shift.round().clamp(0.0, (self.across.total - room).max(0.0));
        if shift != state.shift {
            state.shift = shift;
            shell.invalidate_layout();
            shell.request_redraw();
        }
    }

    /// The column whose edge the pointer is at.
    pub(super) fn grip(&self, bounds: Rectangle, shift: f32, cursor: mouse::Cursor) -> Option<usize> {
        self.table.on_resize.as_ref()?;
        let x = cursor.position_over(parts(bounds).header)?.x - bounds.x + shift;

        self.across.columns.iter().position(|(from, width)| (x - (from + width - GAP / 2.0)).abs() <= GRIP)
    }

    pub(super) fn column_at(&self, x: f32) -> Option<usize> {
        self.across.columns.iter().position(|(from, width)| (*from..from + width - GAP).contains(&x))
    }

    /// The whole text of the cell the pointer rests on, when it is not seen whole.
    pub(super) fn shortened<'t>(&self, rest: Rest, first: usize, rows: &'t Tree) -> Option<&'t str> {
        let row = rows.children.get(rest.row.checked_sub(first)?)?;

        super::super::line::shortened(row.children.get(rest.column)?)
    }

    pub(super) fn tick(&self, state: &mut State, index: usize, shell: &mut Shell<'_, M>) {
        let Some(ticks) = &self.table.ticks else { return };
        let ticked = match self.built().iter().find(|row| row.index == index) {
            Some(row) => row.ticked,
            None => (self.table.row)(index).is_some_and(|row| row.ticked),
        };
        let rows = match state.anchor {
            Some(anchor) if state.modifiers.shift() => anchor.min(index)..=anchor.max(index),
            _ => index..=index,
        };
        state.anchor = Some(index);
        shell.publish((ticks.tick)(rows, !ticked));
    }

    pub(super) fn key(&self, state: &mut State, named: Named, modifiers: Modifiers, shell: &mut Shell<'_, M>) -> bool {
        let Some(last) = self.table.rows.checked_sub(1) else { return false };
        let at = self.table.current;
        let page = self.down.page();

        let target = match named {
            Named::ArrowDown => at.map_or(0, |at| (at + 1).min(last)),
            Named::ArrowUp => at.map_or(last, |at| at.saturating_sub(1)),
            Named::PageDown => at.map_or(0, |at| (at + page).min(last)),
            Named::PageUp => at.map_or(0, |at| at.saturating_sub(page)),
            Named::Home => 0,
            Named::End => last,
            Named::Enter => {
                if let (Some(at), Some(open)) = (at, &self.table.on_open) {
                    shell.publish(open(at));
                }
                return at.is_some() && self.table.on_open.is_some();
            }
            Named::Space if self.table.ticks.is_some() => {
                if let Some(at) = at {
                    self.tick(state, at, shell);
                }
                return true;
            }
            _ => return false,
        };
        if modifiers.control() && !matches!(named, Named::Home | Named::End) {
            return false;
        }

        match &self.table.on_current {
            Some(current) => {
                if at != Some(target) {
                    shell.publish(current(target));
                }
                let offset = self.down.reveal(target, state.offset);
                self.scroll_to(state, offset, shell);
            }
            None => {
                let offset = match named {
                    Named::ArrowDown => state.offset + f64::from(self.down.row),
                    Named::ArrowUp => state.offset - f64::from(self.down.row),
                    Named::PageDown => state.offset + f64::from(self.down.seen),
                    Named::PageUp => state.offset - f64::from(self.down.seen),
                    Named::Home => 0.0,
                    _ => self.down.furthest(),
                };
                self.scroll_to(state, offset, shell);
            }
        }

        true
    }

    pub(super) fn press(
        &self,
        state: &mut State,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, M>,
    ) -> bool {
        let Parts { body, .. } = parts(bounds);

        if let Some(column) = self.grip(bounds, state.shift, cursor)
            && let (Some((_, width)), Some(at)) = (self.across.columns.get(column), cursor.position())
        {
            state.drag = Some(Drag::Edge { column, width: *width, from: at.x, now: *width });
            return true;
        }
        let Some(at) = cursor.position_in(body) else { return false };

        if let Some((begin, length)) = self.down.thumb(state.offset)
            && at.x >= body.width - BAR
        {
            let grab = if (begin..=begin + length).contains(&at.y) { at.y - begin } else { length / 2.0 };
            state.drag = Some(Drag::Rows(grab));
            self.scroll_to(state, self.down.drag(at.y - grab), shell);
            return true;
        }
        if let Some((begin, length)) = self.sideways(state.shift, body.width)
            && at.y >= body.height - BAR
        {
            let grab = if (begin..=begin + length).contains(&at.x) { at.x - begin } else { length / 2.0 };
            state.drag = Some(Drag::Columns(grab));
            return true;
        }

        state.focus = Focus::by_pointer();
        let Some(index) = self.down.at(at.y, state.offset) else { return true };
        if self.table.ticks.is_some() && at.x + state.shift < TICKS - 2.0 {
            self.tick(state, index, shell);
            return true;
        }
        if let Some(current) = &self.table.on_current {
            shell.publish(current(index));
        }
        let twice = state.pressed.is_some_and(|(before, when)| before == index && when.elapsed() < TWICE);
        state.pressed = if twice { None } else { Some((index, Instant::now())) };
        if twice && let Some(open) = &self.table.on_open {
            shell.publish(open(index));
        }

        true
    }

    /// The thumb below, when the columns are wider than the table.
    pub(super) fn sideways(&self, shift: f32, room: f32) -> Option<(f32, f32)> {
        place::thumb(f64::from(shift), f64::from(self.across.total - room), f64::from(self.across.total), room)
    }

    pub(super) fn drag(&self, state: &mut State, drag: Drag, bounds: Rectangle, at: Point, shell: &mut Shell<'_, M>) {
        let body = parts(bounds).body;

        match drag {
            Drag::Rows(grab) => self.scroll_to(state, self.down.drag(at.y - body.y - grab), shell),
            Drag::Columns(grab) => {
                if let Some((_, length)) = self.sideways(state.shift, body.width) {
                    let share = (at.x - body.x - grab) / (body.width - length).max(1.0);
                    self.shift_to(state, share * (self.across.total - body.width), body.width, shell);
                }
            }
            Drag::Edge { column, width, from, .. } => {
                let now = (width + at.x - from).round().clamp(NARROWEST, WIDEST);
                state.drag = Some(Drag::Edge { column, width, from, now });
                shell.invalidate_layout();
                shell.request_redraw();
            }
        }
    }
}

//! The whole of a text that does not fit into its cell, shown while the pointer rests on it.

use std::time::{Duration, Instant};

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::text::paragraph::Plain;
use iced::advanced::text::{self, LineHeight, Renderer as _, Shaping, Wrapping};
use iced::advanced::{Overlay, mouse, overlay};
use iced::{Border, Point, Rectangle, Renderer, Size, Theme, alignment};

use super::super::font::FONT;
use super::super::tokens::{radius, role, space};
use super::super::{Tokens, tokens};

pub(super) type Paragraph = <Renderer as text::Renderer>::Paragraph;

pub(super) const REST: Duration = Duration::from_millis(450);
const WIDEST: f32 = 480.0;
const GAP: f32 = 4.0;

/// The cell under the pointer, and since when.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rest {
    pub row: usize,
    pub column: usize,
    pub since: Instant,
}

impl Rest {
    pub fn over(self, now: Instant) -> bool {
        now.saturating_duration_since(self.since) >= REST
    }
}

/// Shows `content` below the cell. The renderer draws the paragraph after this is gone: it is kept by the table.
pub(super) fn show<'a, M: 'a>(
    content: &'a str,
    cell: Rectangle,
    paragraph: &'a mut Plain<Paragraph>,
) -> overlay::Element<'a, M, Theme, Renderer> {
    overlay::Element::new(Box::new(Tip { content, cell, paragraph }))
}

struct Tip<'a> {
    content: &'a str,
    cell: Rectangle,
    paragraph: &'a mut Plain<Paragraph>,
}

impl<M> Overlay<M, Theme, Renderer> for Tip<'_> {
    fn layout(&mut self, _renderer: &Renderer, bounds: Size) -> layout::Node {
        self.paragraph.update(text::Text {
            content: self.content,
            bounds: Size::new(WIDEST.min(bounds.width - 2.0 * space::L), f32::INFINITY),
            size: role::SMALL.0.into(),
            line_height: LineHeight::Absolute(role::SMALL.1.into()),
            font: FONT,
            align_x: text::Alignment::Left,
            align_y: alignment::Vertical::Top,
            shaping: Shaping::Advanced,
            wrapping: Wrapping::WordOrGlyph,
        });

        let inside = self.paragraph.min_bounds();
        let size = Size::new(inside.width.ceil() + 2.0 * space::S, inside.height.ceil() + 2.0 * space::XS);
        let x = (self.cell.x - space::S).min(bounds.width - size.width - space::XS).max(space::XS);
        let below = self.cell.y + self.cell.height + GAP;
        let y = if below + size.height <= bounds.height { below } else { self.cell.y - GAP - size.height };

        layout::Node::new(size).move_to(Point::new(x.round(), y.round()))
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
    ) {
        let t: &Tokens = tokens(theme);
        let bounds = layout.bounds();
        let border = Border::default().rounded(radius::CONTROL - 2.0);

        renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, t.inverse);
        let at = Point::new(bounds.x + space::S, bounds.y + space::XS);
        renderer.fill_paragraph(self.paragraph.raw(), at, t.on_inverse, bounds);
    }
}

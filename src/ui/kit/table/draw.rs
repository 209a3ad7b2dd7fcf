//! How a table is drawn.

use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::text::{self, LineHeight, Renderer as _, Shaping, Wrapping};
use iced::advanced::widget::Tree;
use iced::advanced::{Layout, mouse};
use iced::{Border, Color, Point, Rectangle, Renderer, Size, Theme, alignment};

use super::super::font::ICONS;
use super::super::surface::thumb;
use super::super::tokens::radius;
use super::super::{Icon, Tokens, focus, tokens};
use super::place::{GAP, TICKS};
use super::state::{Drag, Drawn, Parts, State, parts};
use super::widget::{BAR, Built, Widget};

/// Width of the edge of the current row.
const EDGE: f32 = 3.0;
/// The tick box.
const BOX: f32 = 16.0;

fn fill(renderer: &mut Renderer, bounds: Rectangle, color: Color, border: Border) {
    renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, color);
}

fn flat(renderer: &mut Renderer, bounds: Rectangle, color: Color) {
    fill(renderer, bounds, color, Border::default());
}

impl<'a, M: Clone + 'a> Widget<'a, M> {
    #[allow(clippy::too_many_arguments)]
    pub(super) fn paint(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let t = tokens(theme);
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        let Parts { header, body } = parts(bounds);
        let drawn = self.drawn();
        let [header_tree, rows_tree] = tree.children.as_slice() else { return };
        let mut layouts = layout.children();
        let (Some(titles), Some(rows)) = (layouts.next(), layouts.next()) else { return };

        flat(renderer, bounds, t.surface);
        if let Some(seen) = body.intersection(viewport) {
            renderer.with_layer(seen, |renderer| {
                let shown = self.built().iter().zip(&rows_tree.children).zip(rows.children());
                for ((row, tree), layout) in shown {
                    let place = Rectangle { x: body.x, width: body.width, ..layout.bounds() };
                    self.paint_ground(renderer, t, state, row, place, drawn);
                    self.paint_cells(renderer, theme, (row, tree, layout), cursor, &seen, state.shift);
                }
                self.paint_bars(renderer, t, state, body, drawn);
            });
        }

        if let Some(seen) = header.intersection(viewport) {
            renderer.with_layer(seen, |renderer| {
                flat(renderer, header, t.raised);
                flat(renderer, Rectangle { y: header.y + header.height - 1.0, height: 1.0, ..header }, t.border);
                self.paint_edges(renderer, t, state, header, drawn);
                for ((title, tree), layout) in self.header().iter().zip(&header_tree.children).zip(titles.children()) {
                    let style = renderer::Style { text_color: t.muted };
                    title.as_widget().draw(tree, renderer, theme, &style, layout, cursor, &seen);
                }
            });
        }

        if drawn.focused && self.table.current.is_none() {
            let border = Border { color: t.accent, width: 1.0, radius: radius::SMALL.into() };
            focus::ring(renderer, body.shrink(3.0), radius::SMALL, t);
            fill(renderer, body.shrink(3.0), Color::TRANSPARENT, border);
        }
    }

    fn paint_ground(
        &self,
        renderer: &mut Renderer,
        t: &Tokens,
        state: &State,
        row: &Built<'a, M>,
        place: Rectangle,
        drawn: Drawn,
    ) {
        let current = self.table.current == Some(row.index);
        if row.ticked || current {
            flat(renderer, place, t.selected);
        } else if drawn.hovered == Some(row.index) {
            flat(renderer, place, t.raised);
        }
        flat(renderer, Rectangle { y: place.y + place.height - 1.0, height: 1.0, ..place }, t.border);
        if current {
            flat(renderer, Rectangle { width: EDGE, height: place.height - 1.0, ..place }, t.accent);
            if drawn.focused {
                let inside = Rectangle { height: place.height - 1.0, ..place }.shrink(2.0);
                let border = Border { color: t.accent, width: 1.0, radius: radius::SMALL.into() };
                focus::ring(renderer, inside, radius::SMALL, t);
                fill(renderer, inside, Color::TRANSPARENT, border);
            }
        }
        if self.table.ticks.is_some() {
            let x = place.x + (TICKS - BOX) / 2.0 + 2.0 - state.shift;
            let y = place.y + ((place.height - 1.0 - BOX) / 2.0).round();
            paint_tick(renderer, t, Rectangle { x, y, width: BOX, height: BOX }, row.ticked);
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn paint_cells(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        (row, tree, layout): (&Built<'a, M>, &Tree, Layout<'_>),
        cursor: mouse::Cursor,
        seen: &Rectangle,
        shift: f32,
    ) {
        let t = tokens(theme);
        let place = layout.bounds();
        let style = renderer::Style { text_color: t.text };

        if row.cells.is_empty() {
            for (at, (x, width)) in self.across.columns.iter().enumerate() {
                let long = 0.35 + ((row.index * 7 + at * 5) % 9) as f32 / 20.0;
                let bar = Rectangle {
                    x: seen.x + x - shift,
                    y: place.y + (place.height / 2.0 - 5.0).round(),
                    width: ((width - GAP) * long).round(),
                    height: 9.0,
                };
                fill(renderer, bar, t.hover, Border::default().rounded(radius::FULL));
            }
            return;
        }

        for (((cell, tree), layout), (x, width)) in
            row.cells.iter().zip(&tree.children).zip(layout.children()).zip(&self.across.columns)
        {
            let column = Rectangle { x: place.x + x, width: width - GAP + 2.0, ..place };
            if let Some(seen) = column.intersection(seen) {
                cell.as_widget().draw(tree, renderer, theme, &style, layout, cursor, &seen);
            }
        }
    }

    fn paint_bars(&self, renderer: &mut Renderer, t: &Tokens, state: &State, body: Rectangle, drawn: Drawn) {
        let strong = drawn.on_bar || matches!(state.drag, Some(Drag::Rows(_) | Drag::Columns(_)));
        let round = Border::default().rounded(radius::FULL);

        if let Some((begin, length)) = self.down.thumb(state.offset) {
            let bar = Rectangle {
                x: body.x + body.width - BAR + 2.0,
                y: body.y + begin + 2.0,
                width: BAR - 4.0,
                height: length - 4.0,
            };
            fill(renderer, bar, thumb(t, strong), round);
        }
        if let Some((begin, length)) = self.sideways(state.shift, body.width) {
            let bar = Rectangle {
                x: body.x + begin + 2.0,
                y: body.y + body.height - BAR + 2.0,
                width: length - 4.0,
                height: BAR - 4.0,
            };
            fill(renderer, bar, thumb(t, strong), round);
        }
    }

    /// The edges of columns in the header, where they can be drawn along.
    fn paint_edges(&self, renderer: &mut Renderer, t: &Tokens, state: &State, header: Rectangle, drawn: Drawn) {
        let drawing = match state.drag {
            Some(Drag::Edge { column, .. }) => Some(column),
            _ => drawn.on_grip,
        };
        if let Some((x, width)) = drawing.and_then(|column| self.across.columns.get(column)) {
            let x = (header.x + x + width - GAP / 2.0 - state.shift).round();
            flat(
                renderer,
                Rectangle { x: x - 1.0, y: header.y + 7.0, width: 2.0, height: header.height - 14.0 },
                t.accent,
            );
        }
    }
}

fn paint_tick(renderer: &mut Renderer, t: &Tokens, bounds: Rectangle, ticked: bool) {
    let (ground, edge) = if ticked { (t.accent, t.accent) } else { (t.surface, t.strong) };
    fill(renderer, bounds, ground, Border { color: edge, width: 1.0, radius: radius::SMALL.into() });

    if ticked {
        let check = text::Text {
            content: Icon::Check.code().to_string(),
            bounds: Size::new(12.0, 12.0),
            size: 12.0.into(),
            line_height: LineHeight::Absolute(12.0.into()),
            font: ICONS,
            align_x: text::Alignment::Left,
            align_y: alignment::Vertical::Top,
            shaping: Shaping::Basic,
            wrapping: Wrapping::None,
        };
        renderer.fill_text(check, Point::new(bounds.x + 2.0, bounds.y + 2.0), t.on_accent, bounds);
    }
}

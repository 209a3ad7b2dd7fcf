//! A text on one line that ends with "…" where there is no room for all of it, with the letters found marked.

use std::borrow::Cow;
use std::ops::Range;

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::text::{self, LineHeight, Paragraph as _, Renderer as _, Shaping, Span, Wrapping};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Widget, mouse};
use iced::{Border, Color, Font, Length, Point, Rectangle, Renderer, Size, Theme, alignment};

use super::font::{FONT, SEMIBOLD};
use super::tokens::role;
use super::{Element, Tokens, tokens};

type Paragraph = <Renderer as text::Renderer>::Paragraph;

/// One line of text, see [`line()`].
pub struct Line<'a> {
    content: Cow<'a, str>,
    font: Font,
    role: (f32, f32),
    color: Option<fn(&Tokens) -> Color>,
    marks: Vec<Range<usize>>,
    width: Length,
    align: alignment::Horizontal,
}

/// A text on one line, shortened with "…" when there is not the room.
pub fn line<'a>(content: impl Into<Cow<'a, str>>) -> Line<'a> {
    Line {
        content: content.into(),
        font: FONT,
        role: role::BODY,
        color: None,
        marks: Vec::new(),
        width: Length::Shrink,
        align: alignment::Horizontal::Left,
    }
}

/// A [`line()`] with those byte ranges marked: the letters found, see `domain::fold::marks`.
pub fn marked<'a>(content: impl Into<Cow<'a, str>>, marks: Vec<Range<usize>>) -> Line<'a> {
    line(content).marks(marks)
}

impl Line<'_> {
    pub fn strong(mut self) -> Self {
        self.font = SEMIBOLD;
        self
    }

    /// 13 px.
    pub fn small(mut self) -> Self {
        self.role = role::SMALL;
        self
    }

    /// Size and line height of that role, see `tokens::role`.
    pub fn role(mut self, role: (f32, f32)) -> Self {
        self.role = role;
        self
    }

    pub fn muted(self) -> Self {
        self.ink(|t| t.muted)
    }

    pub fn ink(mut self, color: fn(&Tokens) -> Color) -> Self {
        self.color = Some(color);
        self
    }

    pub fn marks(mut self, marks: Vec<Range<usize>>) -> Self {
        self.marks = marks;
        self
    }

    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    pub fn align_right(mut self) -> Self {
        self.align = alignment::Horizontal::Right;
        self
    }

    pub fn align_center(mut self) -> Self {
        self.align = alignment::Horizontal::Center;
        self
    }

    /// The text in spans, every second one marked.
    fn spans(&self, upto: usize, tail: &'static str) -> Vec<Span<'_>> {
        let mut spans = Vec::with_capacity(2 * self.marks.len() + 2);
        let mut at = 0;

        for mark in &self.marks {
            let (start, end) = (mark.start.clamp(at, upto), mark.end.clamp(at, upto));
            if let (Some(before), Some(inside)) = (self.content.get(at..start), self.content.get(start..end)) {
                spans.push(Span::new(before));
                spans.push(Span::new(inside));
                at = end;
            }
        }
        spans.push(Span::new(self.content.get(at..upto).unwrap_or_default()));
        spans.push(Span::new(tail));

        spans
    }

    fn written<T>(&self, content: T) -> text::Text<T, Font> {
        text::Text {
            content,
            bounds: Size::new(f32::INFINITY, self.role.1),
            size: self.role.0.into(),
            line_height: LineHeight::Absolute(self.role.1.into()),
            font: self.font,
            align_x: text::Alignment::Left,
            align_y: alignment::Vertical::Top,
            shaping: Shaping::Advanced,
            wrapping: Wrapping::None,
        }
    }

    /// The paragraph of the first `upto` bytes and, when that is not all, "…".
    fn paragraph(&self, upto: usize) -> Paragraph {
        let tail = if upto < self.content.len() { "…" } else { "" };

        if self.marks.is_empty() {
            let content = if tail.is_empty() {
                Cow::Borrowed(&*self.content)
            } else {
                Cow::Owned(format!("{}{tail}", self.content.get(..upto).unwrap_or_default()))
            };
            Paragraph::with_text(self.written(&*content))
        } else {
            Paragraph::with_spans(self.written(self.spans(upto, tail).as_slice()))
        }
    }
}

#[derive(Default)]
struct State {
    content: String,
    marks: Vec<Range<usize>>,
    font: Option<Font>,
    size: f32,
    /// The width of the whole text.
    whole: f32,
    full: Paragraph,
    /// The shortened text and the room it was made for.
    cut: Option<(f32, Paragraph)>,
}

impl State {
    fn shown(&self) -> &Paragraph {
        self.cut.as_ref().map_or(&self.full, |(_, cut)| cut)
    }

    fn update(&mut self, line: &Line<'_>, room: f32) {
        if self.content != line.content
            || self.marks != line.marks
            || self.font != Some(line.font)
            || self.size != line.role.0
        {
            line.content.as_ref().clone_into(&mut self.content);
            self.marks.clone_from(&line.marks);
            self.font = Some(line.font);
            self.size = line.role.0;
            self.full = line.paragraph(line.content.len());
            self.whole = self.full.min_width();
            self.cut = None;
        }

        if self.whole <= room + 0.5 {
            self.cut = None;
        } else if self.cut.as_ref().is_none_or(|(made_for, _)| *made_for != room) {
            let middle = line.role.1 / 2.0;
            let mut upto =
                self.full.hit_test(Point::new((room - line.role.0).max(0.0), middle)).map_or(0, text::Hit::cursor);
            while !line.content.is_char_boundary(upto) {
                upto = upto.saturating_sub(1);
            }
            upto = line.content.get(..upto).map_or(0, |kept| kept.trim_end().len());

            self.cut = Some((room, line.paragraph(upto)));
        }
    }
}

/// The whole text of a line that was shortened, from its tree; None when all of it is seen or it is no line.
pub(super) fn shortened(tree: &Tree) -> Option<&str> {
    if tree.tag != tree::Tag::of::<State>() {
        return None;
    }
    let state = tree.state.downcast_ref::<State>();

    state.cut.is_some().then_some(&*state.content)
}

impl<M> Widget<M, Theme, Renderer> for Line<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();

        layout::sized(limits, self.width, Length::Shrink, |limits| {
            state.update(self, limits.max().width);

            Size::new(state.shown().min_width().ceil(), self.role.1)
        })
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        let shown = state.shown();
        let tokens = tokens(theme);
        let free = (bounds.width - shown.min_width()).max(0.0);
        let x = bounds.x
            + match self.align {
                alignment::Horizontal::Left => 0.0,
                alignment::Horizontal::Center => (free / 2.0).round(),
                alignment::Horizontal::Right => free.floor(),
            };

        for index in 0..self.marks.len() {
            for mark in shown.span_bounds(2 * index + 1) {
                let found =
                    Rectangle { x: x + mark.x, y: bounds.y + 1.0, width: mark.width, height: self.role.1 - 2.0 };
                if let Some(found) = found.intersection(viewport) {
                    let border = Border::default().rounded(3.0);
                    renderer.fill_quad(Quad { bounds: found, border, ..Quad::default() }, tokens.warning_soft);
                }
            }
        }

        let color = self.color.map_or(style.text_color, |color| color(tokens));
        renderer.fill_paragraph(shown, Point::new(x, bounds.y), color, *viewport);
    }

    fn operate(&mut self, _tree: &mut Tree, layout: Layout<'_>, _renderer: &Renderer, operation: &mut dyn Operation) {
        operation.text(None, layout.bounds(), &self.content);
    }
}

impl<'a, M: 'a> From<Line<'a>> for Element<'a, M> {
    fn from(line: Line<'a>) -> Self {
        Self::new(line)
    }
}

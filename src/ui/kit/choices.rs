//! One of a few, side by side: a segmented choice, and tabs. One stop of the Tab key; the arrows walk among the choices.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::{container, row};
use iced::{Alignment, Border, Color, Event, Length, Padding, Point, Rectangle, Renderer, Size, Theme, touch, window};

use super::focus::{self, Focus};
use super::tokens::{radius, size, space};
use super::{Element, tokens, write};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Segmented,
    Tabs,
}

/// A segmented choice or tabs, see [`segmented`] and [`tabs`].
pub struct Choices<'a, M> {
    kind: Kind,
    items: Vec<Element<'a, M>>,
    selected: Option<usize>,
    id: Option<Id>,
    width: Length,
    pick: Option<Box<dyn Fn(usize) -> M + 'a>>,
    drawn: (Option<usize>, bool),
}

/// One of a few in a frame; `pick` is told the number of the one picked.
pub fn segmented<'a, M: 'a>(
    labels: impl IntoIterator<Item = impl Into<String>>,
    selected: Option<usize>,
    pick: impl Fn(usize) -> M + 'a,
) -> Choices<'a, M> {
    let items = labels.into_iter().enumerate().map(|(index, label)| {
        let label: String = label.into();
        let text = if selected == Some(index) { write::strong(label) } else { write::body(label) };

        container(text.wrapping(iced::widget::text::Wrapping::None)).padding([0.0, space::M]).clip(true).into()
    });

    Choices {
        kind: Kind::Segmented,
        items: items.collect(),
        selected,
        id: None,
        width: Length::Shrink,
        pick: Some(Box::new(pick)),
        drawn: (None, false),
    }
}

/// Tabs with their counts, already written for the language: `("En cours", Some("26"))`.
pub fn tabs<'a, M: 'a>(
    labels: impl IntoIterator<Item = (impl Into<String>, Option<String>)>,
    selected: usize,
    pick: impl Fn(usize) -> M + 'a,
) -> Choices<'a, M> {
    let items = labels.into_iter().enumerate().map(|(index, (label, count))| {
        let label: String = label.into();
        let text = if selected == index { write::strong(label) } else { write::body(label) };
        let mut item = row![text.wrapping(iced::widget::text::Wrapping::None)].spacing(5).align_y(Alignment::Center);
        if let Some(count) = count {
            item = item.push(write::caption(count));
        }

        item.into()
    });

    Choices {
        kind: Kind::Tabs,
        items: items.collect(),
        selected: Some(selected),
        id: None,
        width: Length::Shrink,
        pick: Some(Box::new(pick)),
        drawn: (None, false),
    }
}

impl<M> Choices<'_, M> {
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// With `Fill` segments share the width equally, and tabs stand on a line across it.
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    pub fn enabled(mut self, enabled: bool) -> Self {
        if !enabled {
            self.pick = None;
        }
        self
    }

    fn hovered(&self, layout: Layout<'_>, cursor: mouse::Cursor) -> Option<usize> {
        self.pick.as_ref()?;
        layout.children().position(|item| cursor.is_over(item.bounds()))
    }
}

#[derive(Default)]
struct State {
    focus: Focus,
    pressed: Option<usize>,
}

const TAB_GAP: f32 = 20.0;
const TAB_GAP_LEAST: f32 = 10.0;
const TAB_HEIGHT: f32 = 38.0;

impl<'a, M: Clone + 'a> Widget<M, Theme, Renderer> for Choices<'a, M> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        self.items.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.items);
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let (height, gap) = match self.kind {
            Kind::Segmented => (size::CONTROL, 0.0),
            Kind::Tabs => (TAB_HEIGHT, TAB_GAP),
        };
        let count = self.items.len().max(1) as f32;
        let limits = limits.width(self.width);
        let max = limits.max();
        let equal = (self.kind == Kind::Segmented && self.width != Length::Shrink && max.width.is_finite())
            .then(|| (max.width / count).floor());

        let room = Size::new(equal.unwrap_or(max.width), height);
        let inside: Vec<_> = self
            .items
            .iter_mut()
            .zip(&mut tree.children)
            .map(|(item, tree)| item.as_widget_mut().layout(tree, renderer, &layout::Limits::new(Size::ZERO, room)))
            .collect();

        let last = inside.len().saturating_sub(1);
        let natural: f32 = inside.iter().map(|node| node.size().width.ceil()).sum();
        let gap = if gap > 0.0 && last > 0 {
            ((max.width - natural) / last as f32).floor().clamp(TAB_GAP_LEAST, gap)
        } else {
            0.0
        };
        let mut x = 0.0;
        let mut nodes = Vec::with_capacity(inside.len());
        for (index, node) in inside.into_iter().enumerate() {
            let natural = node.size();
            let width = match equal {
                Some(_) if index == last => max.width - x,
                Some(equal) => equal,
                None => natural.width.ceil(),
            };
            let at = Point::new(((width - natural.width) / 2.0).round(), ((height - natural.height) / 2.0).round());
            nodes.push(layout::Node::with_children(Size::new(width, height), vec![node.move_to(at)]).move_to((x, 0.0)));
            x += width + if index == last { 0.0 } else { gap };
        }

        layout::Node::with_children(limits.resolve(self.width, height, Size::new(x, height)), nodes)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        operation.container(self.id.as_ref(), layout.bounds());
        if self.pick.is_some() {
            let state = tree.state.downcast_mut::<State>();
            operation.focusable(self.id.as_ref(), layout.bounds(), &mut state.focus);
        }
        operation.traverse(&mut |operation| {
            for ((item, tree), layout) in self.items.iter_mut().zip(&mut tree.children).zip(layout.children()) {
                for layout in layout.children() {
                    item.as_widget_mut().operate(tree, layout, renderer, operation);
                }
            }
        });
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, M>,
        _viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let hovered = self.hovered(layout, cursor);
        let Some(pick) = &self.pick else { return };

        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                if hovered.is_some() && !shell.is_event_captured() {
                    state.focus = Focus::by_pointer();
                    state.pressed = hovered;
                    shell.capture_event();
                } else {
                    state.focus = Focus::default();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. }) => {
                if let Some(pressed) = state.pressed.take()
                    && hovered == Some(pressed)
                {
                    if self.selected != Some(pressed) {
                        shell.publish(pick(pressed));
                    }
                    shell.capture_event();
                }
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. })
                if state.focus.focused && modifiers.is_empty() && !shell.is_event_captured() =>
            {
                let last = self.items.len().saturating_sub(1);
                let at = self.selected;
                let target = match named {
                    Named::ArrowRight => Some(at.map_or(0, |at| if at == last { 0 } else { at + 1 })),
                    Named::ArrowLeft => Some(at.map_or(last, |at| if at == 0 { last } else { at - 1 })),
                    Named::Home => Some(0),
                    Named::End => Some(last),
                    Named::Space => at.or(Some(0)),
                    _ => None,
                };
                if let Some(target) = target {
                    state.focus.visible = true;
                    if at != Some(target) && !self.items.is_empty() {
                        shell.publish(pick(target));
                    }
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            _ => {}
        }

        let now = (hovered, state.focus.shown());
        if let Event::Window(window::Event::RedrawRequested(_)) = event {
            self.drawn = now;
        } else if self.drawn != now {
            shell.request_redraw();
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let t = tokens(theme);
        let bounds = layout.bounds();
        let shown = tree.state.downcast_ref::<State>().focus.shown();
        let (hovered, _) = self.drawn;
        let disabled = self.pick.is_none();
        let last = self.items.len().saturating_sub(1);
        let fill = |renderer: &mut Renderer, bounds: Rectangle, border: Border, color: Color| {
            renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, color);
        };

        if self.kind == Kind::Segmented {
            if shown {
                focus::ring(renderer, bounds, radius::CONTROL, t);
            }
            fill(renderer, bounds, Border::default().rounded(radius::CONTROL), t.surface);
        } else if self.width != Length::Shrink {
            let line = Rectangle { y: bounds.y + bounds.height - 1.0, height: 1.0, ..bounds };
            fill(renderer, line, Border::default(), t.border);
        }

        for (index, item) in layout.children().enumerate() {
            let cell = item.bounds();
            let (selected, over) = (self.selected == Some(index), hovered == Some(index));

            if self.kind == Kind::Segmented && (selected || over) {
                let left = if index == 0 { radius::CONTROL } else { 0.0 };
                let right = if index == last { radius::CONTROL } else { 0.0 };
                let corners = iced::border::radius(0.0).left(left).right(right);
                let ground = match (selected, disabled) {
                    (true, false) => t.accent_soft,
                    _ => t.hover,
                };
                fill(renderer, cell, Border::default().rounded(corners), ground);
            }
            if self.kind == Kind::Tabs && selected {
                let under = Rectangle { y: cell.y + cell.height - 2.0, height: 2.0, ..cell };
                fill(renderer, under, Border::default(), t.accent);
                if shown {
                    let text = cell.shrink(Padding::from([6.0, 0.0])).expand(Padding::from([0.0, 5.0]));
                    let border = Border { color: t.accent, width: 1.0, radius: radius::SMALL.into() };
                    focus::ring(renderer, text, radius::SMALL, t);
                    fill(renderer, text, border, Color::TRANSPARENT);
                }
            }
        }

        if self.kind == Kind::Segmented {
            for item in layout.children().skip(1) {
                let cell = item.bounds();
                fill(renderer, Rectangle { width: 1.0, ..cell }, Border::default(), t.border);
            }
            let edge = match (shown, disabled) {
                (true, _) => t.accent,
                (_, true) => t.border,
                _ => t.strong,
            };
            fill(
                renderer,
                bounds,
                Border { color: edge, width: 1.0, radius: radius::CONTROL.into() },
                Color::TRANSPARENT,
            );
        }

        for (((index, item), tree), layout) in self.items.iter().enumerate().zip(&tree.children).zip(layout.children())
        {
            let selected = self.selected == Some(index);
            let text_color = match self.kind {
                _ if disabled => t.faint,
                Kind::Segmented if selected => t.accent,
                Kind::Tabs if selected => t.text,
                _ if hovered == Some(index) => t.text,
                _ => t.muted,
            };
            for layout in layout.children() {
                let style = renderer::Style { text_color };
                item.as_widget().draw(tree, renderer, theme, &style, layout, cursor, viewport);
            }
        }
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        match self.hovered(layout, cursor) {
            Some(_) => mouse::Interaction::Pointer,
            None => mouse::Interaction::None,
        }
    }
}

impl<'a, M: Clone + 'a> From<Choices<'a, M>> for Element<'a, M> {
    fn from(choices: Choices<'a, M>) -> Self {
        Self::new(choices)
    }
}

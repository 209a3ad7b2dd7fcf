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

/// The widths of segments in a room: all the same, or as much more than each needs, or in several lines.
fn shared(natural: &[f32], room: f32) -> Vec<f32> {
    let count = natural.len().max(1);
    let widest = natural.iter().copied().fold(1.0, f32::max);
    let equal = (room / count as f32).floor();
    let last = natural.len().saturating_sub(1);

    let mut widths: Vec<f32> = if equal >= widest {
        vec![equal; natural.len()]
    } else if natural.iter().sum::<f32>() <= room {
        let more = ((room - natural.iter().sum::<f32>()) / count as f32).floor();
        natural.iter().map(|width| width + more).collect()
    } else {
        let a_line = ((room / widest).floor() as usize).clamp(1, count);
        return vec![(room / a_line as f32).floor(); natural.len()];
    };
    let before: f32 = widths.iter().take(last).sum();
    if let Some(width) = widths.last_mut() {
        *width = room - before;
    }

    widths
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
        let limits = limits.width(self.width);
        let max = limits.max();
        let room = layout::Limits::new(Size::ZERO, Size::new(max.width, height));
        let inside: Vec<_> = self
            .items
            .iter_mut()
            .zip(&mut tree.children)
            .map(|(item, tree)| item.as_widget_mut().layout(tree, renderer, &room))
            .collect();

        let natural: Vec<f32> = inside.iter().map(|node| node.size().width.ceil()).collect();
        let fill = self.width != Length::Shrink && max.width.is_finite();
        let widths = match self.kind {
            Kind::Segmented if fill => shared(&natural, max.width),
            _ => natural.clone(),
        };
        let spaces = natural.len().saturating_sub(1).max(1) as f32;
        let gap = match self.kind {
            Kind::Segmented => 0.0,
            Kind::Tabs => ((max.width - natural.iter().sum::<f32>()) / spaces).floor().clamp(TAB_GAP_LEAST, gap),
        };

        let (mut x, mut y, mut wide) = (0.0, 0.0, 0.0_f32);
        let mut nodes = Vec::with_capacity(inside.len());
        for (node, width) in inside.into_iter().zip(widths) {
            let natural = node.size();
            if x > 0.0 && x + width > max.width + 0.5 {
                (x, y) = (0.0, y + height);
            }
            let at = Point::new(((width - natural.width) / 2.0).round(), ((height - natural.height) / 2.0).round());
            nodes.push(layout::Node::with_children(Size::new(width, height), vec![node.move_to(at)]).move_to((x, y)));
            wide = wide.max(x + width);
            x += width + gap;
        }

        let all = y + height;
        layout::Node::with_children(limits.resolve(self.width, all, Size::new(wide, all)), nodes)
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
                let at = |x: bool, y: bool| if x && y { radius::CONTROL } else { 0.0 };
                let (left, right) = (cell.x <= bounds.x + 0.5, cell.x + cell.width >= bounds.x + bounds.width - 0.5);
                let (top, bottom) = (cell.y <= bounds.y + 0.5, cell.y + cell.height >= bounds.y + bounds.height - 0.5);
                let corners = iced::border::Radius {
                    top_left: at(left, top),
                    top_right: at(right, top),
                    bottom_right: at(right, bottom),
                    bottom_left: at(left, bottom),
                };
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
                if cell.x > bounds.x + 0.5 {
                    fill(renderer, Rectangle { width: 1.0, ..cell }, Border::default(), t.border);
                }
                if cell.y > bounds.y + 0.5 {
                    fill(renderer, Rectangle { height: 1.0, ..cell }, Border::default(), t.border);
                }
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

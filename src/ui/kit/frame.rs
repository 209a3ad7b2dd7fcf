//! The box around an input.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, text};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::{text_editor, text_input};
use iced::{Border, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, window};

use super::tokens::{radius, space};
use super::{Element, focus, tokens};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Input,
    Area,
}

/// The box around an input: its edge, the ring, an icon before and something behind. It keeps Escape from the input, so that
/// the first Escape closes the dialog or clears the search instead of only taking the focus away.
pub(super) struct Frame<'a, M> {
    kind: Kind,
    /// Before, the input, behind.
    parts: Vec<Element<'a, M>>,
    has: (bool, bool),
    width: Length,
    wrong: bool,
    disabled: bool,
    drawn: (bool, bool),
}

impl<'a, M: 'a> Frame<'a, M> {
    pub fn new(
        kind: Kind,
        input: Element<'a, M>,
        leading: Option<Element<'a, M>>,
        trailing: Option<Element<'a, M>>,
    ) -> Self {
        let has = (leading.is_some(), trailing.is_some());
        let empty = || Element::from(iced::widget::Space::new());

        Self {
            kind,
            parts: vec![leading.unwrap_or_else(empty), input, trailing.unwrap_or_else(empty)],
            has,
            width: Length::Fill,
            wrong: false,
            disabled: false,
            drawn: (false, false),
        }
    }

    pub fn width(mut self, width: Length) -> Self {
        self.width = width;
        self
    }

    pub fn wrong(mut self, wrong: bool) -> Self {
        self.wrong = wrong;
        self
    }

    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    fn focused(&self, tree: &Tree) -> bool {
        let Some(input) = tree.children.get(1) else { return false };

        match self.kind {
            Kind::Input => {
                input.state.downcast_ref::<text_input::State<<Renderer as text::Renderer>::Paragraph>>().is_focused()
            }
            Kind::Area => input.state.downcast_ref::<text_editor::State<text::highlighter::PlainText>>().is_focused(),
        }
    }
}

const INSET: f32 = 10.0;

impl<'a, M: 'a> Widget<M, Theme, Renderer> for Frame<'a, M> {
    fn tag(&self) -> tree::Tag {
        struct InputFrame;
        struct AreaFrame;

        match self.kind {
            Kind::Input => tree::Tag::of::<InputFrame>(),
            Kind::Area => tree::Tag::of::<AreaFrame>(),
        }
    }

    fn children(&self) -> Vec<Tree> {
        self.parts.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.parts);
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let limits = limits.width(self.width);
        let room = limits.max().width;
        let loose = layout::Limits::new(Size::ZERO, Size::new(room, f32::INFINITY));
        let mut nodes = Vec::with_capacity(3);

        let mut side =
            |index: usize| self.parts[index].as_widget_mut().layout(&mut tree.children[index], renderer, &loose);
        let (before, behind) = (side(0), side(2));
        let left = if self.has.0 { before.size().width + INSET + space::S } else { INSET };
        let right = if self.has.1 { behind.size().width + space::S + space::S } else { INSET };

        let inner = layout::Limits::new(Size::ZERO, Size::new((room - left - right).max(0.0), limits.max().height));
        let input = self.parts[1].as_widget_mut().layout(&mut tree.children[1], renderer, &inner);
        let height = input.size().height;
        let width = input.size().width + left + right;

        let middle = |node: &layout::Node| ((height - node.size().height) / 2.0).round();
        let (y0, y2) = (middle(&before), middle(&behind));
        let x2 = width - behind.size().width - if self.has.1 { space::S } else { 0.0 };
        nodes.push(before.move_to(Point::new(INSET, y0)));
        nodes.push(input.move_to(Point::new(left, 0.0)));
        nodes.push(behind.move_to(Point::new(x2, y2)));

        layout::Node::with_children(limits.resolve(self.width, height, Size::new(width, height)), nodes)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        operation.container(None, layout.bounds());
        if self.disabled {
            return;
        }
        operation.traverse(&mut |operation| {
            for ((part, tree), layout) in self.parts.iter_mut().zip(&mut tree.children).zip(layout.children()) {
                part.as_widget_mut().operate(tree, layout, renderer, operation);
            }
        });
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, M>,
        viewport: &Rectangle,
    ) {
        if let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(Named::Escape), .. }) = event {
            return;
        }

        // The wheel turns the page until somebody types here: it would stop at every long text that the pointer meets.
        if matches!(event, Event::Mouse(mouse::Event::WheelScrolled { .. })) && !self.focused(tree) {
            return;
        }

        let bounds = layout.bounds();
        let order = [2, 0, 1];
        for index in order {
            let Some(part) = layout.children().nth(index) else { continue };
            // The whole box takes the pointer for its input.
            let mut cursor = cursor;
            if index == 1
                && let Some(at) = cursor.position_over(bounds)
                && !shell.is_event_captured()
            {
                let inside = part.bounds();
                let x = at.x.clamp(inside.x + 0.1, (inside.x + inside.width - 0.1).max(inside.x + 0.1));
                let y = at.y.clamp(inside.y + 0.1, (inside.y + inside.height - 0.1).max(inside.y + 0.1));
                cursor = mouse::Cursor::Available(Point::new(x, y));
            }
            self.parts[index].as_widget_mut().update(
                &mut tree.children[index],
                event,
                part,
                cursor,
                renderer,
                clipboard,
                shell,
                viewport,
            );
        }

        let now = (self.focused(tree), cursor.is_over(bounds));
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
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let t = tokens(theme);
        let bounds = layout.bounds();
        let focused = self.focused(tree);

        if focused {
            focus::ring(renderer, bounds, radius::CONTROL, t);
        }
        let edge = match () {
            () if self.disabled => t.border,
            () if self.wrong => t.danger,
            () if focused => t.accent,
            () => t.strong,
        };
        renderer.fill_quad(
            Quad {
                bounds,
                border: Border { color: edge, width: 1.0, radius: radius::CONTROL.into() },
                ..Quad::default()
            },
            if self.disabled { t.raised } else { t.surface },
        );

        for ((part, tree), layout) in self.parts.iter().zip(&tree.children).zip(layout.children()) {
            part.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let behind = layout.children().nth(2).map_or(mouse::Interaction::None, |layout| {
            self.parts[2].as_widget().mouse_interaction(&tree.children[2], layout, cursor, viewport, renderer)
        });

        match behind {
            mouse::Interaction::None if cursor.is_over(layout.bounds()) && !self.disabled => mouse::Interaction::Text,
            _ => behind,
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, M, Theme, Renderer>> {
        overlay::from_children(&mut self.parts, tree, layout, renderer, viewport, translation)
    }
}

impl<'a, M: 'a> From<Frame<'a, M>> for Element<'a, M> {
    fn from(frame: Frame<'a, M>) -> Self {
        Self::new(frame)
    }
}

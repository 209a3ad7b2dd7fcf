//! What yields to the room there is, so that nothing is cut off at a large text size.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay};
use iced::widget::Row;
use iced::{Alignment, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector};

use super::Element;
use super::tokens::{size, space};

/// Things side by side that go on in another line where there is no room: chips, buttons.
pub fn flow<'a, M: 'a>(things: impl IntoIterator<Item = Element<'a, M>>) -> Element<'a, M> {
    Row::with_children(things).spacing(space::S).align_y(Alignment::Center).wrap().vertical_spacing(space::S).into()
}

/// One thing at the left and one at the right. Where there is no room for both, the left one goes on in more lines beside a
/// small right one, and a large right one goes below.
pub fn spread<'a, M: 'a>(left: impl Into<Element<'a, M>>, right: impl Into<Element<'a, M>>) -> Element<'a, M> {
    Element::new(Yielding { parts: vec![left.into(), right.into()], kind: Kind::Spread, shown: None })
}

/// `wide` where there are at least `from` logical pixels, else `narrow`.
pub fn adaptive<'a, M: 'a>(
    from: f32,
    wide: impl Into<Element<'a, M>>,
    narrow: impl Into<Element<'a, M>>,
) -> Element<'a, M> {
    Element::new(Yielding { parts: vec![wide.into(), narrow.into()], kind: Kind::Adaptive { from }, shown: None })
}

/// The share of the width up to which the right one of a spread stays beside the left one.
const SMALL: f32 = 0.25;

/// A head, something that scrolls, and a foot: the middle one gives way, so that the foot is always seen.
pub(super) fn held<'a, M: 'a>(
    head: impl Into<Element<'a, M>>,
    body: impl Into<Element<'a, M>>,
    foot: impl Into<Element<'a, M>>,
) -> Element<'a, M> {
    Element::new(Yielding { parts: vec![head.into(), body.into(), foot.into()], kind: Kind::Held, shown: None })
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Spread,
    Adaptive { from: f32 },
    Held,
}

struct Yielding<'a, M> {
    parts: Vec<Element<'a, M>>,
    kind: Kind,
    /// The only part that is shown; None shows all.
    shown: Option<usize>,
}

impl<M> Yielding<'_, M> {
    fn shows(&self, index: usize) -> bool {
        self.shown.is_none_or(|shown| shown == index)
    }
}

impl<M> Widget<M, Theme, Renderer> for Yielding<'_, M> {
    fn tag(&self) -> tree::Tag {
        struct Mark;

        tree::Tag::of::<Mark>()
    }

    fn children(&self) -> Vec<Tree> {
        self.parts.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.parts);
    }

    fn size(&self) -> Size<Length> {
        match self.kind {
            Kind::Spread | Kind::Held => Size::new(Length::Fill, Length::Shrink),
            Kind::Adaptive { .. } => {
                self.parts.first().map_or(Size::new(Length::Shrink, Length::Shrink), |wide| wide.as_widget().size())
            }
        }
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let max = limits.max();
        let mut part =
            |index: usize, limits: &layout::Limits| match (self.parts.get_mut(index), tree.children.get_mut(index)) {
                (Some(part), Some(tree)) => part.as_widget_mut().layout(tree, renderer, limits),
                _ => layout::Node::new(Size::ZERO),
            };

        match self.kind {
            Kind::Adaptive { from } => {
                let shown = usize::from(max.width < from);
                let node = part(shown, limits);
                let empty = || layout::Node::new(Size::ZERO);
                let size = node.size();
                self.shown = Some(shown);

                let nodes = if shown == 0 { vec![node, empty()] } else { vec![empty(), node] };
                layout::Node::with_children(size, nodes)
            }
            Kind::Held => {
                let within = |height: f32| layout::Limits::new(Size::ZERO, Size::new(max.width, height.max(0.0)));
                let head = part(0, &within(max.height));
                let foot = part(2, &within(max.height - head.size().height));
                let body = part(1, &within(max.height - head.size().height - foot.size().height));
                let (one, two, three) = (head.size().height, body.size().height, foot.size().height);

                layout::Node::with_children(
                    Size::new(max.width, one + two + three),
                    vec![head, body.move_to(Point::new(0.0, one)), foot.move_to(Point::new(0.0, one + two))],
                )
            }
            Kind::Spread => {
                let loose = layout::Limits::new(Size::ZERO, max);
                let unbounded = layout::Limits::new(Size::ZERO, Size::new(f32::INFINITY, max.height));
                let (left, right) = (part(0, &unbounded), part(1, &unbounded));
                let fits = left.size().width + space::M + right.size().width <= max.width;

                let small = right.size().width <= max.width * SMALL;
                if !fits && small && left.size().width > 0.0 {
                    let beside = max.width - right.size().width - space::M;
                    let left = part(0, &layout::Limits::new(Size::ZERO, Size::new(beside.max(0.0), max.height)));
                    let size = Size::new(max.width, left.size().height.max(right.size().height));
                    let x = max.width - right.size().width;
                    return layout::Node::with_children(size, vec![left, right.move_to(Point::new(x, 0.0))]);
                }
                let (left, right) = if fits { (left, right) } else { (part(0, &loose), part(1, &loose)) };
                let (one, two) = (left.size(), right.size());
                if fits {
                    let height = one.height.max(two.height);
                    let middle = |size: Size| ((height - size.height) / 2.0).round();
                    layout::Node::with_children(
                        Size::new(max.width, height),
                        vec![
                            left.move_to(Point::new(0.0, middle(one))),
                            right.move_to(Point::new(max.width - two.width, middle(two))),
                        ],
                    )
                } else {
                    let gap = match one.height.min(two.height) {
                        0.0 => 0.0,
                        height if height < size::CONTROL_SMALL => space::XS / 2.0,
                        _ => space::S,
                    };
                    let below = one.height + gap;
                    layout::Node::with_children(
                        Size::new(max.width, below + two.height),
                        vec![left, right.move_to(Point::new(0.0, below))],
                    )
                }
            }
        }
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        let shown = self.shown;

        operation.container(None, layout.bounds());
        operation.traverse(&mut |operation| {
            let parts = self.parts.iter_mut().zip(&mut tree.children).zip(layout.children()).enumerate();
            for (_, ((part, tree), layout)) in parts.filter(|(at, _)| shown.is_none_or(|shown| shown == *at)) {
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
        let shown = self.shown;
        let parts = self.parts.iter_mut().zip(&mut tree.children).zip(layout.children()).enumerate();

        for (_, ((part, tree), layout)) in parts.filter(|(at, _)| shown.is_none_or(|shown| shown == *at)) {
            part.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
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
        let parts = self.parts.iter().zip(&tree.children).zip(layout.children()).enumerate();

        for (_, ((part, tree), layout)) in parts.filter(|(at, _)| self.shows(*at)) {
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
        let parts = self.parts.iter().zip(&tree.children).zip(layout.children()).enumerate();

        parts
            .filter(|(at, _)| self.shows(*at))
            .map(|(_, ((part, tree), layout))| {
                part.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            })
            .max()
            .unwrap_or_default()
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, M, Theme, Renderer>> {
        let shown = self.shown;
        let found: Vec<_> = self
            .parts
            .iter_mut()
            .zip(&mut tree.children)
            .zip(layout.children())
            .enumerate()
            .filter(|(at, _)| shown.is_none_or(|shown| shown == *at))
            .filter_map(|(_, ((part, tree), layout))| {
                part.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
            })
            .collect();

        (!found.is_empty()).then(|| overlay::Group::with_children(found).overlay())
    }
}

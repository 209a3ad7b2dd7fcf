//! A form that can be read and not changed.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay};
use iced::{Color, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

use super::{Element, tokens};

/// How much of the ground covers what cannot be changed.
const VEIL: f32 = 0.45;

/// Shows a form; while it is locked neither the keyboard nor the pointer reach anything in it.
pub fn locked<'a, M: 'a>(content: impl Into<Element<'a, M>>, locked: bool) -> Element<'a, M> {
    Element::new(Locked { content: content.into(), locked })
}

struct Locked<'a, M> {
    content: Element<'a, M>,
    locked: bool,
}

impl<M> Widget<M, Theme, Renderer> for Locked<'_, M> {
    fn tag(&self) -> tree::Tag {
        struct Mark;

        tree::Tag::of::<Mark>()
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let node = self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits);

        layout::Node::with_children(node.size(), vec![node])
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        let mut texts = TextsOnly(operation);
        let operation: &mut dyn Operation = if self.locked { &mut texts } else { texts.0 };

        for layout in layout.children().take(1) {
            self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
        }
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
        if self.locked {
            return;
        }

        for layout in layout.children().take(1) {
            self.content.as_widget_mut().update(
                &mut tree.children[0],
                event,
                layout,
                cursor,
                renderer,
                clipboard,
                shell,
                viewport,
            );
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
        let cursor = if self.locked { mouse::Cursor::Unavailable } else { cursor };

        for inner in layout.children().take(1) {
            self.content.as_widget().draw(&tree.children[0], renderer, theme, style, inner, cursor, viewport);
        }

        if self.locked
            && let Some(bounds) = layout.bounds().intersection(viewport)
        {
            let veil = Color { a: VEIL, ..tokens(theme).surface };

            renderer.with_layer(bounds, |renderer| {
                renderer.fill_quad(Quad { bounds, ..Quad::default() }, veil);
            });
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
        if self.locked {
            return mouse::Interaction::None;
        }

        layout.children().next().map_or(mouse::Interaction::None, |layout| {
            self.content.as_widget().mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
        })
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, M, Theme, Renderer>> {
        if self.locked {
            return None;
        }

        let layout = layout.children().next()?;

        self.content.as_widget_mut().overlay(&mut tree.children[0], layout, renderer, viewport, translation)
    }
}

/// Finds what is written, and nothing that takes the focus.
struct TextsOnly<'a>(&'a mut dyn Operation);

impl Operation for TextsOnly<'_> {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        self.0.traverse(&mut |operation| operate(&mut TextsOnly(operation)));
    }

    fn container(&mut self, id: Option<&iced::advanced::widget::Id>, bounds: Rectangle) {
        self.0.container(id, bounds);
    }

    fn text(&mut self, id: Option<&iced::advanced::widget::Id>, bounds: Rectangle, text: &str) {
        self.0.text(id, bounds, text);
    }
}

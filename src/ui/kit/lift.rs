//! The soft shade around what floats. The software renderer draws shadows outside of the part of the window that it redraws,
//! so that they darken with every frame: the shade is made of rings instead.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay};
use iced::{Border, Color, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

use super::{Element, Tokens, tokens};

const RINGS: u8 = 9;
const RING: f32 = 2.0;
/// How far the shade lies below what casts it.
const BELOW: f32 = 4.0;

/// Draws the shade around opaque bounds, before they are drawn.
pub(super) fn shade(renderer: &mut Renderer, bounds: Rectangle, radius: f32, t: &Tokens) {
    let under = Rectangle { y: bounds.y + BELOW, ..bounds };
    let inside = BELOW / RING;

    for ring in 0..RINGS {
        let out = (f32::from(ring) - inside + 1.0) * RING;
        let share = 1.0 - f32::from(ring) / f32::from(RINGS);
        renderer.fill_quad(
            Quad {
                bounds: under.expand(out),
                border: Border {
                    color: Color { a: t.shadow.a * share * share, ..t.shadow },
                    width: RING,
                    radius: (radius + out).max(0.0).into(),
                },
                ..Quad::default()
            },
            Color::TRANSPARENT,
        );
    }
}

/// Something opaque that floats, with that radius.
pub(super) fn lift<'a, M: 'a>(content: impl Into<Element<'a, M>>, radius: f32) -> Element<'a, M> {
    Element::new(Lift { content: content.into(), radius })
}

struct Lift<'a, M> {
    content: Element<'a, M>,
    radius: f32,
}

impl<M> Widget<M, Theme, Renderer> for Lift<'_, M> {
    fn tag(&self) -> tree::Tag {
        self.content.as_widget().tag()
    }

    fn state(&self) -> tree::State {
        self.content.as_widget().state()
    }

    fn children(&self) -> Vec<Tree> {
        self.content.as_widget().children()
    }

    fn diff(&self, tree: &mut Tree) {
        self.content.as_widget().diff(tree);
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.content.as_widget_mut().layout(tree, renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.content.as_widget_mut().operate(tree, layout, renderer, operation);
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
        self.content.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);

        // What floats covers what lies below it.
        if let Event::Mouse(mouse::Event::ButtonPressed(_) | mouse::Event::WheelScrolled { .. }) = event
            && cursor.is_over(layout.bounds())
        {
            shell.capture_event();
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
        shade(renderer, layout.bounds(), self.radius, tokens(theme));
        self.content.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let found = self.content.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer);

        match found {
            mouse::Interaction::None if cursor.is_over(layout.bounds()) => mouse::Interaction::Idle,
            _ => found,
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
        self.content.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
    }
}

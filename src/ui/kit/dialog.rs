//! Dialogs over the dimmed window, and toasts.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::{Column, Row, Space, container, mouse_area, row};
use iced::{Alignment, Event, Length, Padding, Point, Rectangle, Renderer, Size, Theme, Vector};

use super::button::Button;
use super::flow::{held, spread};
use super::lift::{lift, shade};
use super::surface::{Tone, ground, scroll};
use super::tokens::{radius, size, space};
use super::{Element, Icon, focus, icon, icon_button, key, tokens, write};

/// A dialog, see [`dialog`].
pub struct Dialog<'a, M> {
    title: String,
    content: Element<'a, M>,
    left: Option<Element<'a, M>>,
    buttons: Vec<Element<'a, M>>,
    escape: Option<(String, M)>,
    enter: Option<M>,
    outside: Option<M>,
    width: f32,
}

/// A dialog with its title. Shown by [`modal`]. Give its buttons in order, the main one last; `on_enter` with the message of
/// the main one.
pub fn dialog<'a, M>(title: impl Into<String>, content: impl Into<Element<'a, M>>) -> Dialog<'a, M> {
    Dialog {
        title: title.into(),
        content: content.into(),
        left: None,
        buttons: Vec::new(),
        escape: None,
        enter: None,
        outside: None,
        width: size::DIALOG,
    }
}

impl<'a, M> Dialog<'a, M> {
    /// Logical pixels, `size::DIALOG` or `size::DIALOG_SMALL`.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    pub fn button(mut self, button: Button<'a, M>) -> Self
    where
        M: Clone + 'a,
    {
        self.buttons.push(button.into());
        self
    }

    /// At the left of the buttons.
    pub fn left(mut self, left: impl Into<Element<'a, M>>) -> Self {
        self.left = Some(left.into());
        self
    }

    /// What Escape says, with the name of that key, shown beside the title.
    pub fn on_escape(mut self, name: impl Into<String>, message: M) -> Self {
        self.escape = Some((name.into(), message));
        self
    }

    /// What Enter says, wherever no control took it. None while the main button is disabled.
    pub fn on_enter(mut self, message: Option<M>) -> Self {
        self.enter = message;
        self
    }

    /// What a press beside the dialog says: only where nothing typed can be lost.
    pub fn on_outside(mut self, message: M) -> Self {
        self.outside = Some(message);
        self
    }

    /// The same dialog in the words of what shows it.
    pub fn map<N: 'a>(self, f: impl Fn(M) -> N + Clone + 'a) -> Dialog<'a, N>
    where
        M: 'a,
    {
        Dialog {
            title: self.title,
            content: self.content.map(f.clone()),
            left: self.left.map(|left| left.map(f.clone())),
            buttons: self.buttons.into_iter().map(|button| button.map(f.clone())).collect(),
            escape: self.escape.map(|(name, message)| (name, f(message))),
            enter: self.enter.map(&f),
            outside: self.outside.map(&f),
            width: self.width,
        }
    }
}

/// Shows a dialog over everything. While it is open the keyboard and the pointer reach nothing else; its first input gets
/// the focus, and what had it gets it back.
pub fn modal<'a, M: Clone + 'a>(base: impl Into<Element<'a, M>>, dialog: Option<Dialog<'a, M>>) -> Element<'a, M> {
    let Some(Dialog { title, content, left, buttons, escape, enter, outside, width }) = dialog else {
        return Element::new(Modal { parts: vec![base.into()], escape: None, enter: None, outside: None });
    };

    let mut head = row![write::heading(title).width(Length::Fill)].spacing(space::M).align_y(Alignment::Center);
    if let Some((name, _)) = &escape {
        head = head.push(key::key(name.clone()));
    }
    let edge = 22.0;
    let head = container(head).padding(Padding { top: 20.0, right: edge, bottom: space::M, left: edge });
    let body = scroll(container(content).padding(Padding { top: 2.0, right: edge, bottom: 2.0, left: edge }));
    let foot: Element<'a, M> = if buttons.is_empty() && left.is_none() {
        Space::new().height(edge).into()
    } else {
        let left = left.unwrap_or_else(|| Space::new().into());
        let buttons = Row::with_children(buttons).spacing(10);
        let padding = Padding { top: space::L, right: edge, bottom: edge, left: edge };
        container(spread(left, buttons)).padding(padding).into()
    };
    let all = held(head, body, foot);

    let card = container(all)
        .width(Length::Fill)
        .max_width(width)
        .style(|theme| ground(theme, |t| t.surface, Some(|t| t.border), radius::DIALOG));

    Element::new(Modal {
        parts: vec![base.into(), card.into()],
        escape: escape.map(|(_, message)| message),
        enter,
        outside,
    })
}

/// A base and, while it is open, a dialog over it.
struct Modal<'a, M> {
    parts: Vec<Element<'a, M>>,
    escape: Option<M>,
    enter: Option<M>,
    outside: Option<M>,
}

#[derive(Default)]
struct State {
    open: bool,
    /// Its first input has the focus.
    entered: bool,
    /// Which control had the focus before it opened, to give it back.
    before: Option<usize>,
    restore: bool,
}

impl<M: Clone> Modal<'_, M> {
    fn open(&self) -> bool {
        self.parts.len() > 1
    }
}

impl<'a, M: Clone + 'a> Widget<M, Theme, Renderer> for Modal<'a, M> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State { open: self.open(), ..State::default() })
    }

    fn children(&self) -> Vec<Tree> {
        self.parts.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.parts);

        let open = self.open();
        let state = tree.state.downcast_mut::<State>();
        if state.open != open {
            state.open = open;
            state.entered = false;
            state.restore = !open;
        }
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let size = limits.max();
        let mut nodes = Vec::with_capacity(2);

        for (index, (part, tree)) in self.parts.iter_mut().zip(&mut tree.children).enumerate() {
            if index == 0 {
                nodes.push(part.as_widget_mut().layout(tree, renderer, &layout::Limits::new(Size::ZERO, size)));
            } else {
                let room = Size::new((size.width - 32.0).max(0.0), (size.height - 32.0).max(0.0));
                let node = part.as_widget_mut().layout(tree, renderer, &layout::Limits::new(Size::ZERO, room));
                let x = ((size.width - node.size().width) / 2.0).round();
                let y = ((size.height - node.size().height) / 2.0).round();
                nodes.push(node.move_to(Point::new(x, y)));
            }
        }

        layout::Node::with_children(size, nodes)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        operation.container(None, layout.bounds());
        operation.traverse(&mut |operation| {
            let top = self.parts.len() - 1;
            if let (Some(part), Some(tree), Some(layout)) =
                (self.parts.get_mut(top), tree.children.get_mut(top), layout.children().nth(top))
            {
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
        let open = self.open();
        let Tree { state, children, .. } = tree;
        let state = state.downcast_mut::<State>();
        let mut parts = self.parts.iter_mut().zip(children).zip(layout.children());
        let Some(((base, base_tree), base_layout)) = parts.next() else { return };

        if state.restore {
            state.restore = false;
            if let Some(at) = state.before.take() {
                focus::run(base, base_tree, base_layout, renderer, focus::nth(at));
                shell.request_redraw();
            }
        }
        let Some(((card, card_tree), card_layout)) = parts.next().filter(|_| open) else {
            base.as_widget_mut().update(base_tree, event, base_layout, cursor, renderer, clipboard, shell, viewport);
            return;
        };

        if !state.entered {
            state.entered = true;
            let mut blur = focus::Blur { at: 0, had: &mut state.before };
            base.as_widget_mut().operate(base_tree, base_layout, renderer, &mut blur);
            focus::run(card, card_tree, card_layout, renderer, focus::first_input());
            shell.request_redraw();
        }

        if let Event::Window(_) = event {
            let cursor = mouse::Cursor::Unavailable;
            base.as_widget_mut().update(base_tree, event, base_layout, cursor, renderer, clipboard, shell, viewport);
        }
        card.as_widget_mut().update(card_tree, event, card_layout, cursor, renderer, clipboard, shell, viewport);
        if shell.is_event_captured() {
            return;
        }

        match event {
            Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(Named::Escape), .. }) => {
                if let Some(message) = &self.escape {
                    shell.publish(message.clone());
                }
                shell.capture_event();
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(Named::Enter), repeat, .. }) => {
                if let Some(message) = &self.enter
                    && !repeat
                {
                    shell.publish(message.clone());
                }
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::ButtonPressed(_)) => {
                if let Some(message) = &self.outside
                    && !cursor.is_over(card_layout.bounds())
                {
                    shell.publish(message.clone());
                }
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::WheelScrolled { .. } | mouse::Event::ButtonReleased(_)) => shell.capture_event(),
            _ => {}
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
        let open = self.open();

        for (index, ((part, tree), layout)) in self.parts.iter().zip(&tree.children).zip(layout.children()).enumerate()
        {
            if index == 0 {
                let cursor = if open { mouse::Cursor::Unavailable } else { cursor };
                part.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
            } else {
                renderer.with_layer(*viewport, |renderer| {
                    renderer.fill_quad(Quad { bounds: *viewport, ..Quad::default() }, tokens(theme).dim);
                });
                renderer.with_layer(*viewport, |renderer| {
                    shade(renderer, layout.bounds(), radius::DIALOG, tokens(theme));
                    part.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
                });
            }
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
        let top = self.parts.len() - 1;
        let found = match (self.parts.get(top), tree.children.get(top), layout.children().nth(top)) {
            (Some(part), Some(tree), Some(layout)) => {
                part.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            }
            _ => mouse::Interaction::None,
        };

        if self.open() && found == mouse::Interaction::None { mouse::Interaction::Idle } else { found }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, M, Theme, Renderer>> {
        let top = self.parts.len() - 1;
        let layout = layout.children().nth(top)?;

        self.parts.get_mut(top)?.as_widget_mut().overlay(
            tree.children.get_mut(top)?,
            layout,
            renderer,
            viewport,
            translation,
        )
    }
}

/// A toast: what was done, and the way back.
#[derive(Debug, Clone)]
pub struct Toast<M> {
    pub tone: Tone,
    pub text: String,
    /// The label of the button, its message, and the key that does the same.
    pub action: Option<(String, M, Option<String>)>,
    /// The tooltip of the cross, and its message.
    pub close: Option<(String, M)>,
}

/// The buttons at the foot of a panel and the bar for what is ticked stay free.
const ABOVE_FOOT: f32 = 76.0;

/// Toasts over the foot of the window, the latest lowest. `hover` is told when the pointer comes upon them and leaves, so
/// that they stay while they are read.
pub fn toasts<'a, M: Clone + 'a>(
    base: impl Into<Element<'a, M>>,
    toasts: impl IntoIterator<Item = Toast<M>>,
    hover: impl Fn(bool) -> M,
) -> Element<'a, M> {
    let toasts: Vec<Element<'a, M>> = toasts.into_iter().map(toast).collect();
    let over: Element<'a, M> = if toasts.is_empty() {
        Space::new().into()
    } else {
        let column = Column::with_children(toasts).spacing(space::S).align_x(Alignment::End);

        container(mouse_area(column).on_enter(hover(true)).on_exit(hover(false)))
            .width(Length::Fill)
            .height(Length::Fill)
            .align_x(Alignment::End)
            .align_y(Alignment::End)
            .padding(Padding { bottom: ABOVE_FOOT, ..Padding::new(space::L) })
            .into()
    };

    iced::widget::stack![base.into(), over].width(Length::Fill).height(Length::Fill).into()
}

fn toast<'a, M: Clone + 'a>(toast: Toast<M>) -> Element<'a, M> {
    let Toast { tone, text, action, close } = toast;
    let glyph = match tone {
        Tone::Neutral => Icon::Info,
        Tone::Positive => Icon::CircleCheck,
        Tone::Warning => Icon::Alert,
        Tone::Danger => Icon::CircleAlert,
    };
    let mut content: Row<'_, M> =
        row![icon::icon(glyph), container(write::body(text)).max_width(420).padding([7.0, 0.0])]
            .spacing(10)
            .align_y(Alignment::Center);
    if let Some((label, message, hint)) = action {
        content = content.push(Space::new().width(space::XS)).push(super::button(label).inverse().on_press(message));
        if let Some(hint) = hint {
            content = content.push(key::inverse(hint));
        }
    }
    if let Some((tip, message)) = close {
        content = content.push(icon_button(Icon::X, tip).inverse().small().on_press(message));
    }

    let toast = container(content).padding(Padding { top: 4.0, right: space::S, bottom: 4.0, left: 14.0 }).style(
        move |theme| {
            let t = tokens(theme);
            let style = ground(theme, |t| t.inverse, None, radius::CARD);
            container::Style { text_color: Some(t.on_inverse), ..style }
        },
    );

    lift(toast, radius::CARD)
}

//! The one focusable control on which all others are built: it can be pressed with the pointer, with Enter and with
//! Space, shows the focus, answers to keys of its own, and may open a menu.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{
    Alignment, Border, Color, Event, Length, Padding, Rectangle, Renderer, Shadow, Size, Theme, Vector, border, touch,
    window,
};

use super::focus::{self, Focus};
use super::menu::{self, Menu};
use super::{Element, Tokens, tokens};

/// In which state a control is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Status {
    pub hovered: bool,
    pub pressed: bool,
    /// Has the focus, and it is to be seen.
    pub focused: bool,
    pub open: bool,
    pub disabled: bool,
}

/// How a control is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub background: Option<Color>,
    pub text: Color,
    pub border: Border,
    /// Filled with a strong colour, around which a soft ring would not be seen.
    pub filled: bool,
}

impl Look {
    pub fn plain(text: Color) -> Self {
        Self { background: None, text, border: border::rounded(super::radius::CONTROL), filled: false }
    }

    pub fn background(mut self, color: Color) -> Self {
        self.background = Some(color);
        self
    }

    pub fn fill(mut self, color: Color) -> Self {
        self.background = Some(color);
        self.filled = true;
        self
    }

    pub fn edge(mut self, color: Color) -> Self {
        self.border = self.border.color(color).width(1.0);
        self
    }

    pub fn radius(mut self, radius: impl Into<border::Radius>) -> Self {
        self.border = self.border.rounded(radius);
        self
    }
}

type LookFn<'a> = Box<dyn Fn(&Tokens, Status) -> Look + 'a>;
type KeyFn<'a, M> = Box<dyn Fn(&Key, Modifiers) -> Option<M> + 'a>;

/// The focusable control.
pub(super) struct Control<'a, M> {
    pub content: Element<'a, M>,
    pub id: Option<Id>,
    pub width: Length,
    pub height: Length,
    pub padding: Padding,
    pub align: Alignment,
    press: Option<Box<dyn Fn() -> M + 'a>>,
    keys: Option<KeyFn<'a, M>>,
    menu: Option<Menu<'a, M>>,
    look: LookFn<'a>,
    stop: bool,
    status: Status,
}

#[derive(Default)]
struct State {
    focus: Focus,
    pressed: bool,
    menu: menu::State,
}

impl<'a, M: Clone + 'a> Control<'a, M> {
    pub fn new(content: impl Into<Element<'a, M>>, look: impl Fn(&Tokens, Status) -> Look + 'a) -> Self {
        Self {
            content: content.into(),
            id: None,
            width: Length::Shrink,
            height: Length::Shrink,
            padding: Padding::ZERO,
            align: Alignment::Center,
            press: None,
            keys: None,
            menu: None,
            look: Box::new(look),
            stop: true,
            status: Status::default(),
        }
    }

    pub fn id(mut self, id: Option<Id>) -> Self {
        self.id = id;
        self
    }

    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }

    pub fn padding(mut self, padding: impl Into<Padding>) -> Self {
        self.padding = padding.into();
        self
    }

    pub fn align(mut self, align: Alignment) -> Self {
        self.align = align;
        self
    }

    /// What pressing it says. With neither this nor a menu it is disabled.
    pub fn press(mut self, message: Option<M>) -> Self {
        self.press = message.map(|message| Box::new(move || message.clone()) as Box<dyn Fn() -> M + 'a>);
        self
    }

    /// Not reached by Tab: the same can be done with a key elsewhere.
    pub fn quiet(mut self) -> Self {
        self.stop = false;
        self
    }

    /// Keys it answers to while it has the focus, before Enter and Space.
    pub fn keys(mut self, keys: impl Fn(&Key, Modifiers) -> Option<M> + 'a) -> Self {
        self.keys = Some(Box::new(keys));
        self
    }

    /// Pressing it opens this menu.
    pub fn menu(mut self, menu: Option<Menu<'a, M>>) -> Self {
        self.menu = menu;
        self
    }

    fn enabled(&self) -> bool {
        self.press.is_some() || self.menu.is_some()
    }

    fn activate(&self, state: &mut State, shell: &mut Shell<'_, M>) {
        if let Some(menu) = &self.menu {
            state.menu.open(menu);
            shell.request_redraw();
        } else if let Some(press) = &self.press {
            shell.publish(press());
        }
    }

    fn key(&self, state: &mut State, key: &Key, modifiers: Modifiers, repeat: bool, shell: &mut Shell<'_, M>) -> bool {
        if let Some(message) = self.keys.as_ref().and_then(|keys| keys(key, modifiers)) {
            shell.publish(message);
            return true;
        }
        if modifiers.control() || modifiers.alt() || modifiers.logo() {
            return false;
        }

        match key {
            Key::Named(Named::Enter | Named::Space) => {
                if !repeat {
                    self.activate(state, shell);
                }
                true
            }
            Key::Named(Named::ArrowDown | Named::ArrowUp) if self.menu.is_some() => {
                self.activate(state, shell);
                true
            }
            Key::Character(typed) => match &self.menu {
                Some(menu) => state.menu.type_closed(menu, typed, shell),
                None => false,
            },
            _ => false,
        }
    }
}

impl<'a, M: Clone + 'a> Widget<M, Theme, Renderer> for Control<'a, M> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));

        let enabled = self.enabled();
        let state = tree.state.downcast_mut::<State>();
        if !enabled {
            *state = State::default();
        }
    }

    fn size(&self) -> Size<Length> {
        Size { width: self.width, height: self.height }
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let align = self.align;

        layout::positioned(
            limits,
            self.width,
            self.height,
            self.padding,
            |limits| self.content.as_widget_mut().layout(&mut tree.children[0], renderer, &limits.loose()),
            |content, size| content.align(align, Alignment::Center, size),
        )
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        operation.container(self.id.as_ref(), layout.bounds());

        if self.enabled() && self.stop {
            let state = tree.state.downcast_mut::<State>();
            operation.focusable(self.id.as_ref(), layout.bounds(), &mut state.focus);
        }

        operation.traverse(&mut |operation| {
            for layout in layout.children().take(1) {
                self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
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

        let enabled = self.enabled();
        let state = tree.state.downcast_mut::<State>();
        let over = cursor.is_over(layout.bounds()) && (cursor.position().is_none_or(|at| viewport.contains(at)));

        match event {
            Event::Mouse(mouse::Event::ButtonPressed(_)) | Event::Touch(touch::Event::FingerPressed { .. }) => {
                let first = matches!(event, Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)))
                    || matches!(event, Event::Touch(_));

                if over && enabled && !shell.is_event_captured() {
                    if first {
                        state.focus = Focus::by_pointer();
                        state.pressed = true;
                        shell.capture_event();
                    }
                } else if state.focus.focused {
                    state.focus = Focus::default();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. })
                if state.pressed =>
            {
                state.pressed = false;
                if enabled && over {
                    self.activate(state, shell);
                }
                shell.capture_event();
            }
            Event::Touch(touch::Event::FingerLost { .. }) => state.pressed = false,
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, repeat, .. })
                if enabled
                    && state.focus.focused
                    && !shell.is_event_captured()
                    && self.key(state, key, *modifiers, *repeat, shell) =>
            {
                state.focus.visible = true;
                shell.capture_event();
            }
            _ => {}
        }

        let status = Status {
            hovered: over && enabled,
            pressed: state.pressed && over,
            focused: state.focus.shown(),
            open: state.menu.is_open(),
            disabled: !enabled,
        };

        if let Event::Window(window::Event::RedrawRequested(_)) = event {
            self.status = status;
        } else if self.status != status {
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
        let tokens = tokens(theme);
        let status = Status { disabled: !self.enabled(), ..self.status };
        let look = (self.look)(tokens, status);
        let bounds = layout.bounds();
        let mut edge = look.border;

        if status.focused && look.filled {
            focus::outline(renderer, bounds, edge.radius.top_left, tokens);
        } else if status.focused {
            focus::ring(renderer, bounds, edge.radius.top_left, tokens);
            edge = edge.color(tokens.accent).width(edge.width.max(1.0));
        }
        if look.background.is_some() || edge.width > 0.0 {
            renderer.fill_quad(
                Quad { bounds, border: edge, shadow: Shadow::default(), ..Quad::default() },
                look.background.unwrap_or(Color::TRANSPARENT),
            );
        }

        for layout in layout.children().take(1) {
            let style = renderer::Style { text_color: look.text };
            self.content.as_widget().draw(&tree.children[0], renderer, theme, &style, layout, cursor, viewport);
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
        let inner = layout.children().next().map_or(mouse::Interaction::None, |layout| {
            self.content.as_widget().mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
        });

        match inner {
            mouse::Interaction::None if cursor.is_over(layout.bounds()) && self.enabled() => {
                mouse::Interaction::Pointer
            }
            _ => inner,
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
        let state = tree.state.downcast_mut::<State>();

        match &self.menu {
            Some(menu) if state.menu.is_open() => Some(menu.overlay(&mut state.menu, layout.bounds() + translation)),
            _ => {
                let layout = layout.children().next()?;
                self.content.as_widget_mut().overlay(&mut tree.children[0], layout, renderer, viewport, translation)
            }
        }
    }
}

impl<'a, M: Clone + 'a> From<Control<'a, M>> for Element<'a, M> {
    fn from(control: Control<'a, M>) -> Self {
        Self::new(control)
    }
}

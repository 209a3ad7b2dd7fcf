//! Inputs for text. What is typed stays as it was typed; a problem is said below it.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, text};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::text::LineHeight;
use iced::widget::{column, text_editor, text_input};
use iced::{
    Background, Border, Color, Event, Length, Padding, Point, Rectangle, Renderer, Size, Theme, Vector, alignment,
    window,
};

use super::font::FONT;
use super::tokens::{radius, role, size, space};
use super::{Element, Icon, Tokens, focus, icon, key, tokens, write};

/// A label above a control, and help or a problem below it.
pub(super) fn framed<'a, M: 'a>(
    control: impl Into<Element<'a, M>>,
    label: String,
    help: Option<String>,
    problem: Option<String>,
    width: Length,
) -> Element<'a, M> {
    if label.is_empty() && help.is_none() && problem.is_none() {
        return control.into();
    }

    let mut content = column![].spacing(space::XS).width(width);
    if !label.is_empty() {
        content = content.push(write::caption(label));
    }
    content = content.push(control);
    match (problem, help) {
        (Some(problem), _) => content = content.push(write::ink(write::small(problem), |t| t.danger)),
        (None, Some(help)) => content = content.push(write::caption(help)),
        (None, None) => {}
    }

    content.into()
}

/// An input of one line, see [`field`].
pub struct Field<'a, M> {
    label: String,
    value: &'a str,
    placeholder: String,
    help: Option<String>,
    problem: Option<String>,
    icon: Option<Icon>,
    hint: Option<String>,
    suffix: Option<String>,
    clear: Option<M>,
    right: bool,
    secure: bool,
    width: Length,
    id: Option<Id>,
    input: Option<Box<dyn Fn(String) -> M + 'a>>,
    submit: Option<M>,
}

/// An input of one line with its label above it (none when empty). Disabled without [`Field::on_input`].
pub fn field<'a, M>(label: impl Into<String>, value: &'a str) -> Field<'a, M> {
    Field {
        label: label.into(),
        value,
        placeholder: String::new(),
        help: None,
        problem: None,
        icon: None,
        hint: None,
        suffix: None,
        clear: None,
        right: false,
        secure: false,
        width: Length::Fill,
        id: None,
        input: None,
        submit: None,
    }
}

/// The search input: a lens, and the key that leads to it. `clear` is said by the cross that shows when there is text.
pub fn search<'a, M>(
    value: &'a str,
    placeholder: impl Into<String>,
    hint: impl Into<String>,
    clear: M,
) -> Field<'a, M> {
    Field {
        placeholder: placeholder.into(),
        icon: Some(Icon::Search),
        hint: Some(hint.into()),
        clear: Some(clear),
        ..field("", value)
    }
}

impl<'a, M> Field<'a, M> {
    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Self {
        self.placeholder = placeholder.into();
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What is wrong, below it, instead of the help; its edge turns red.
    pub fn problem(mut self, problem: Option<String>) -> Self {
        self.problem = problem;
        self
    }

    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// A key cap at its right.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A unit at its right: "€".
    pub fn suffix(mut self, suffix: impl Into<String>) -> Self {
        self.suffix = Some(suffix.into());
        self
    }

    /// For amounts.
    pub fn align_right(mut self) -> Self {
        self.right = true;
        self
    }

    /// For passwords.
    pub fn secure(mut self) -> Self {
        self.secure = true;
        self
    }

    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    pub fn on_input(mut self, input: impl Fn(String) -> M + 'a) -> Self {
        self.input = Some(Box::new(input));
        self
    }

    /// Enter. Without it Enter goes on to the dialog, which takes it for its main button.
    pub fn on_submit(mut self, submit: M) -> Self {
        self.submit = Some(submit);
        self
    }
}

impl<'a, M: Clone + 'a> From<Field<'a, M>> for Element<'a, M> {
    fn from(field: Field<'a, M>) -> Self {
        let Field { label, value, placeholder, help, problem, icon: glyph, hint, suffix, clear, right, .. } = field;
        let (disabled, wrong) = (field.input.is_none(), problem.is_some());

        let mut input = text_input(&placeholder, value)
            .font(FONT)
            .size(role::BODY.0)
            .line_height(LineHeight::Absolute(role::BODY.1.into()))
            .padding(Padding::from([(size::CONTROL - role::BODY.1) / 2.0, 0.0]))
            .secure(field.secure)
            .on_input_maybe(field.input)
            .on_submit_maybe(field.submit)
            .style(move |theme, _| bare(tokens(theme), disabled));
        if right {
            input = input.align_x(alignment::Horizontal::Right);
        }
        if let Some(id) = field.id {
            input = input.id(id);
        }

        let leading = glyph.map(|glyph| icon::tinted(glyph, size::ICON, |t| t.faint).into());
        let trailing = match (clear, hint, suffix) {
            (Some(clear), _, _) if !value.is_empty() => Some(
                super::Control::new(icon::sized(Icon::X, 14.0), |t, status| {
                    let look = super::Look::plain(t.muted).radius(radius::FULL);
                    if status.hovered { look.background(t.hover) } else { look }
                })
                .width(22)
                .height(22)
                .press(Some(clear))
                .quiet()
                .into(),
            ),
            (_, Some(hint), _) => Some(key::key(hint)),
            (_, _, Some(suffix)) => Some(write::muted(suffix).into()),
            _ => None,
        };

        let framed_input =
            Frame::new(Kind::Input, input.into(), leading, trailing).width(field.width).wrong(wrong).disabled(disabled);

        framed(framed_input, label, help, problem, field.width)
    }
}

fn bare(t: &Tokens, disabled: bool) -> text_input::Style {
    text_input::Style {
        background: Background::Color(Color::TRANSPARENT),
        border: Border::default(),
        icon: t.muted,
        placeholder: t.faint,
        value: if disabled { t.muted } else { t.text },
        selection: Color { a: 0.28, ..t.accent },
    }
}

/// An input of several lines, see [`area`].
pub struct Area<'a, M> {
    label: String,
    content: &'a text_editor::Content,
    placeholder: String,
    help: Option<String>,
    problem: Option<String>,
    height: f32,
    id: Option<Id>,
    action: Option<Box<dyn Fn(text_editor::Action) -> M + 'a>>,
}

/// An input of several lines. The screen keeps the `Content` and performs the actions on it.
pub fn area<'a, M>(label: impl Into<String>, content: &'a text_editor::Content) -> Area<'a, M> {
    Area {
        label: label.into(),
        content,
        placeholder: String::new(),
        help: None,
        problem: None,
        height: 3.0 * role::BODY.1 + 14.0,
        id: None,
        action: None,
    }
}

impl<'a, M> Area<'a, M> {
    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Self {
        self.placeholder = placeholder.into();
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub fn problem(mut self, problem: Option<String>) -> Self {
        self.problem = problem;
        self
    }

    /// How many lines are seen.
    pub fn lines(mut self, lines: u8) -> Self {
        self.height = f32::from(lines) * role::BODY.1 + 14.0;
        self
    }

    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    pub fn on_action(mut self, action: impl Fn(text_editor::Action) -> M + 'a) -> Self {
        self.action = Some(Box::new(action));
        self
    }
}

impl<'a, M: Clone + 'a> From<Area<'a, M>> for Element<'a, M> {
    fn from(area: Area<'a, M>) -> Self {
        let Area { label, content, placeholder, help, problem, height, id, action } = area;
        let (disabled, wrong) = (action.is_none(), problem.is_some());

        let mut editor = text_editor(content)
            .placeholder(placeholder)
            .font(FONT)
            .size(role::BODY.0)
            .line_height(LineHeight::Absolute(role::BODY.1.into()))
            .height(height)
            .padding(Padding::from([7.0, 0.0]))
            .style(move |theme, _| {
                let t = tokens(theme);
                text_editor::Style {
                    background: Background::Color(Color::TRANSPARENT),
                    border: Border::default(),
                    placeholder: t.faint,
                    value: if disabled { t.muted } else { t.text },
                    selection: Color { a: 0.28, ..t.accent },
                }
            });
        if let Some(action) = action {
            editor = editor.on_action(action);
        }
        if let Some(id) = id {
            editor = editor.id(id);
        }

        let frame =
            Frame::new(Kind::Area, editor.into(), None, None).width(Length::Fill).wrong(wrong).disabled(disabled);

        framed(frame, label, help, problem, Length::Fill)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Input,
    Area,
}

/// The box around an input: its edge, the ring, an icon before and something behind. It keeps Escape from the input, so that
/// the first Escape closes the dialog or clears the search instead of only taking the focus away.
struct Frame<'a, M> {
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
    fn new(
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

    fn width(mut self, width: Length) -> Self {
        self.width = width;
        self
    }

    fn wrong(mut self, wrong: bool) -> Self {
        self.wrong = wrong;
        self
    }

    fn disabled(mut self, disabled: bool) -> Self {
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

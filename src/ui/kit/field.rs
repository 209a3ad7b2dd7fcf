//! Inputs for text. What is typed stays as it was typed; a problem is said below it.

use iced::advanced::widget::Id;
use iced::widget::text::LineHeight;
use iced::widget::{column, container, text_editor, text_input};
use iced::{Background, Border, Color, Length, Padding, alignment};

use super::focus::WRONG;
use super::font::FONT;
use super::frame::{Frame, Kind};
use super::tokens::{radius, role, size, space};
use super::{Element, Icon, Tokens, icon, key, tokens, write};

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

    let wrong = problem.is_some();
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

    let framed = container(content).width(width);

    if wrong { framed.id(WRONG).into() } else { framed.into() }
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

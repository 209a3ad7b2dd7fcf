//! Tick boxes and switches.

use iced::advanced::widget::Id;
use iced::keyboard::{Key, Modifiers};
use iced::widget::{Space, column, container, row};
use iced::{Alignment, Border, Color, Length};

use super::control::{Control, Look, Status};
use super::tokens::{radius, space};
use super::{Element, Icon, Tokens, icon, tokens, write};

/// What a tick box shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Check {
    #[default]
    Off,
    On,
    /// Some of what it stands for, not all.
    Mixed,
}

impl From<bool> for Check {
    fn from(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }
}

/// The box alone, without a control around it.
pub(super) fn tick<'a, M: 'a>(check: Check, disabled: bool) -> Element<'a, M> {
    let mark: Element<'a, M> = match check {
        Check::Off => Space::new().into(),
        Check::On => icon::sized(Icon::Check, 12.0).into(),
        Check::Mixed => icon::sized(Icon::Minus, 12.0).into(),
    };

    container(mark)
        .center(16)
        .style(move |theme| {
            let t = tokens(theme);
            let (ground, edge) = match (check, disabled) {
                (Check::Off, false) => (t.surface, t.strong),
                (_, true) => (t.hover, t.border),
                _ => (t.accent, t.accent),
            };
            container::Style {
                background: Some(ground.into()),
                text_color: Some(if disabled { t.faint } else { t.on_accent }),
                border: Border { color: edge, width: 1.0, radius: radius::SMALL.into() },
                ..container::Style::default()
            }
        })
        .into()
}

/// A tick box, see [`checkbox`].
pub struct Checkbox<'a, M> {
    label: String,
    check: Check,
    id: Option<Id>,
    toggle: Option<Box<dyn Fn(bool) -> M + 'a>>,
    keys: Option<KeyFn<'a, M>>,
}

type KeyFn<'a, M> = Box<dyn Fn(&Key, Modifiers) -> Option<M> + 'a>;

/// A tick box with its label; with an empty label the box alone. `Check::from(bool)`.
pub fn checkbox<'a, M>(label: impl Into<String>, check: impl Into<Check>) -> Checkbox<'a, M> {
    Checkbox { label: label.into(), check: check.into(), id: None, toggle: None, keys: None }
}

impl<'a, M> Checkbox<'a, M> {
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Told whether it is to be on; from `Mixed` it is. Disabled without.
    pub fn on_toggle(mut self, toggle: impl Fn(bool) -> M + 'a) -> Self {
        self.toggle = Some(Box::new(toggle));
        self
    }

    /// Keys it answers to while it has the focus, before Enter and Space.
    pub fn on_keys(mut self, keys: impl Fn(&Key, Modifiers) -> Option<M> + 'a) -> Self {
        self.keys = Some(Box::new(keys));
        self
    }
}

impl<'a, M: Clone + 'a> From<Checkbox<'a, M>> for Element<'a, M> {
    fn from(checkbox: Checkbox<'a, M>) -> Self {
        let Checkbox { label, check, id, toggle, keys } = checkbox;
        let mut content = row![tick(check, toggle.is_none())].spacing(space::S).align_y(Alignment::Center);

        if !label.is_empty() {
            content = content.push(write::body(label));
        }

        let control = Control::new(content, faded)
            .id(id)
            .padding([2.0, 0.0])
            .press(toggle.map(|toggle| toggle(check != Check::On)));

        match keys {
            Some(keys) => control.keys(keys).into(),
            None => control.into(),
        }
    }
}

fn faded(t: &Tokens, status: Status) -> Look {
    Look::plain(if status.disabled { t.faint } else { t.text }).radius(radius::SMALL + 2.0)
}

/// A switch, see [`switch`].
pub struct Switch<'a, M> {
    label: String,
    help: String,
    on: bool,
    id: Option<Id>,
    toggle: Option<Box<dyn Fn(bool) -> M + 'a>>,
}

/// A switch that explains itself: what it is, and below it what its present state means.
pub fn switch<'a, M>(label: impl Into<String>, help: impl Into<String>, on: bool) -> Switch<'a, M> {
    Switch { label: label.into(), help: help.into(), on, id: None, toggle: None }
}

impl<'a, M> Switch<'a, M> {
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Told whether it is to be on. Disabled without.
    pub fn on_toggle(mut self, toggle: impl Fn(bool) -> M + 'a) -> Self {
        self.toggle = Some(Box::new(toggle));
        self
    }
}

impl<'a, M: Clone + 'a> From<Switch<'a, M>> for Element<'a, M> {
    fn from(switch: Switch<'a, M>) -> Self {
        let Switch { label, help, on, id, toggle } = switch;
        let disabled = toggle.is_none();

        let knob = container(Space::new()).width(14).height(14).style(move |theme| {
            let t = tokens(theme);
            let ink = match (on, disabled) {
                (true, false) => t.on_accent,
                (false, false) => t.strong,
                (_, true) => t.faint,
            };
            container::Style {
                background: Some(ink.into()),
                border: Border::default().rounded(radius::FULL),
                ..container::Style::default()
            }
        });
        let track = container(knob)
            .width(34)
            .height(20)
            .padding(3)
            .align_x(if on { Alignment::End } else { Alignment::Start })
            .style(move |theme| {
                let t = tokens(theme);
                let (ground, edge) = match (on, disabled) {
                    (true, false) => (t.accent, t.accent),
                    (false, false) => (t.surface, t.strong),
                    (_, true) => (t.hover, t.border),
                };
                container::Style {
                    background: Some(ground.into()),
                    border: Border { color: edge, width: 1.0, radius: radius::FULL.into() },
                    ..container::Style::default()
                }
            });

        let mut text = column![write::body(label)].spacing(1);
        if !help.is_empty() {
            text = text.push(write::caption(help));
        }
        let content = row![track, text.width(Length::Fill)].spacing(space::M);

        Control::new(content, |t, status| {
            let look = Look::plain(if status.disabled { t.faint } else { t.text });
            if status.hovered { look.background(Color { a: 0.6, ..t.hover }) } else { look }
        })
        .id(id)
        .width(Length::Fill)
        .align(Alignment::Start)
        .padding([space::XS, 0.0])
        .press(toggle.map(|toggle| toggle(!on)))
        .into()
    }
}

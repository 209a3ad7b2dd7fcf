//! Buttons and links.

use iced::advanced::widget::Id;
use iced::widget::text::Wrapping;
use iced::widget::{Row, row};
use iced::{Alignment, Color, Length, Padding};

use super::control::{Control, Look, Status};
use super::menu::{Item, Menu};
use super::tokens::{radius, size, space};
use super::{Element, Icon, Tokens, icon, key, tip, write};

/// How much a button stands out. One primary button a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Weight {
    Primary,
    #[default]
    Secondary,
    Quiet,
    Danger,
    /// On the dark floating bar and on toasts.
    Inverse,
}

/// A button, see [`button`].
pub struct Button<'a, M> {
    label: Option<String>,
    icon: Option<Icon>,
    trailing: Option<Icon>,
    hint: Option<String>,
    tip: Option<String>,
    weight: Weight,
    small: bool,
    width: Length,
    id: Option<Id>,
    press: Option<M>,
    menu: Option<Menu<'a, M>>,
}

/// A secondary button; disabled until it is told what pressing it says.
pub fn button<'a, M>(label: impl Into<String>) -> Button<'a, M> {
    Button {
        label: Some(label.into()),
        icon: None,
        trailing: None,
        hint: None,
        tip: None,
        weight: Weight::default(),
        small: false,
        width: Length::Shrink,
        id: None,
        press: None,
        menu: None,
    }
}

/// A quiet square button with only an icon, named by its tooltip.
pub fn icon_button<'a, M>(icon: Icon, tip: impl Into<String>) -> Button<'a, M> {
    Button { label: None, icon: Some(icon), tip: Some(tip.into()), weight: Weight::Quiet, ..button("") }
}

/// A button that drops a menu down; `pick` is given the number of the item.
pub fn menu_button<'a, M>(label: impl Into<String>, items: Vec<Item>, pick: impl Fn(usize) -> M + 'a) -> Button<'a, M> {
    Button {
        trailing: Some(Icon::ChevronDown),
        menu: Some(Menu { items, selected: None, choice: false, pick: Box::new(pick) }),
        ..button(label)
    }
}

/// [`icon_button`] that drops a menu down: "…".
pub fn icon_menu<'a, M>(
    icon: Icon,
    tip: impl Into<String>,
    items: Vec<Item>,
    pick: impl Fn(usize) -> M + 'a,
) -> Button<'a, M> {
    Button { trailing: None, ..menu_button("", items, pick) }.only_icon(icon, tip)
}

impl<'a, M> Button<'a, M> {
    fn only_icon(mut self, icon: Icon, tip: impl Into<String>) -> Self {
        self.label = None;
        self.icon = Some(icon);
        self.tip = Some(tip.into());
        self.weight = Weight::Quiet;
        self
    }

    /// The one main action of a view.
    pub fn primary(mut self) -> Self {
        self.weight = Weight::Primary;
        self
    }

    /// With an edge: the common one.
    pub fn secondary(mut self) -> Self {
        self.weight = Weight::Secondary;
        self
    }

    /// Without an edge.
    pub fn quiet(mut self) -> Self {
        self.weight = Weight::Quiet;
        self
    }

    /// For what cannot be taken back.
    pub fn danger(mut self) -> Self {
        self.weight = Weight::Danger;
        self
    }

    /// For the floating bar and toasts.
    pub(super) fn inverse(mut self) -> Self {
        self.weight = Weight::Inverse;
        self
    }

    /// 26 px high instead of 34.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same, in a cap behind the label.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn tip(mut self, tip: impl Into<String>) -> Self {
        self.tip = Some(tip.into());
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

    pub fn on_press(mut self, message: M) -> Self {
        self.press = Some(message);
        self
    }

    /// Disabled, and says why below the pointer, when there is a reason. To be called last.
    pub fn barred(mut self, why: Option<String>) -> Self {
        if why.is_some() {
            self.press = None;
            self.menu = None;
            self.tip = why;
        }
        self
    }

    /// Disabled when None.
    pub fn on_press_maybe(mut self, message: Option<M>) -> Self {
        self.press = message;
        self
    }
}

fn look(t: &Tokens, weight: Weight, status: Status) -> Look {
    let Status { hovered, pressed, open, disabled, .. } = status;
    let on = hovered || open;

    if disabled {
        let look = Look::plain(Color { a: 0.55, ..t.faint });
        return match weight {
            Weight::Primary | Weight::Danger => look.background(t.hover),
            Weight::Secondary => look.edge(t.border),
            Weight::Quiet | Weight::Inverse => look,
        };
    }

    match weight {
        Weight::Primary => Look::plain(t.on_accent).fill(if on { t.accent_hover } else { t.accent }),
        Weight::Danger => {
            let fill = if on { Color { a: 0.88, ..t.danger_fill } } else { t.danger_fill };
            Look::plain(t.on_danger).fill(fill)
        }
        Weight::Secondary => {
            let ground = if pressed || open || hovered { t.hover } else { t.surface };
            Look::plain(t.text).background(ground).edge(t.strong)
        }
        Weight::Quiet => {
            let look = Look::plain(if on { t.text } else { t.muted });
            if on { look.background(t.hover) } else { look }
        }
        Weight::Inverse => {
            let look = Look { filled: true, ..Look::plain(t.on_inverse) };
            if on { look.background(Color { a: 0.14, ..t.on_inverse }) } else { look }
        }
    }
}

impl<'a, M: Clone + 'a> From<Button<'a, M>> for Element<'a, M> {
    fn from(button: Button<'a, M>) -> Self {
        let Button { label, icon: glyph, trailing, hint, tip: tooltip, weight, small, width, id, press, menu } = button;
        let square = label.is_none();
        let mut content: Row<'_, M> = row![].spacing(space::S).align_y(Alignment::Center);

        if let Some(glyph) = glyph {
            content = content.push(icon::icon(glyph));
        }
        if let Some(label) = label {
            let label = match (weight, small) {
                (Weight::Quiet, false) => write::body(label),
                (Weight::Quiet, true) => write::small(label),
                (_, true) => write::small_strong(label),
                _ => write::strong(label),
            };
            content = content.push(label.wrapping(Wrapping::None));
        }
        if let Some(trailing) = trailing {
            content = content.push(icon::sized(trailing, 14.0));
        }
        if let Some(hint) = hint {
            content = content.push(match weight {
                Weight::Primary => key::on_accent(hint),
                _ => key::key(hint),
            });
        }

        let height = if small { size::CONTROL_SMALL } else { size::CONTROL };
        let padding = match (square, small) {
            (true, _) => Padding::ZERO,
            (false, false) => Padding::from([0.0, if weight == Weight::Inverse { space::M } else { 14.0 }]),
            (false, true) => Padding::from([0.0, 10.0]),
        };
        let control = Control::new(content, move |t, status| {
            let look = look(t, weight, status);
            if small { look.radius(radius::CONTROL - 2.0) } else { look }
        })
        .id(id)
        .height(height)
        .width(if square { Length::Fixed(height) } else { width })
        .padding(padding)
        .press(press)
        .menu(menu);

        match tooltip {
            Some(tooltip) => tip::tip(control, tooltip),
            None => control.into(),
        }
    }
}

/// A link in a text.
pub struct Link<M> {
    label: String,
    small: bool,
    id: Option<Id>,
    press: Option<M>,
}

/// A link in a text: the accent, underlined under the pointer by its ground.
pub fn link<M>(label: impl Into<String>) -> Link<M> {
    Link { label: label.into(), small: false, id: None, press: None }
}

impl<M> Link<M> {
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    pub fn on_press(mut self, message: M) -> Self {
        self.press = Some(message);
        self
    }
}

impl<'a, M: Clone + 'a> From<Link<M>> for Element<'a, M> {
    fn from(link: Link<M>) -> Self {
        let label = if link.small { write::small_strong(link.label) } else { write::strong(link.label) };

        Control::new(label, |t, status| {
            let look = Look::plain(if status.disabled { t.faint } else { t.accent }).radius(radius::SMALL);
            if status.hovered { look.background(t.accent_soft) } else { look }
        })
        .id(link.id)
        .padding([0.0, 3.0])
        .press(link.press)
        .into()
    }
}

//! A choice from a list that drops down, and the filter chip.

use iced::advanced::widget::Id;
use iced::keyboard::{Key, key::Named};
use iced::widget::row;
use iced::{Alignment, Length};

use super::control::{Control, Look};
use super::field::framed;
use super::line::line;
use super::menu::{Item, Menu};
use super::tokens::{radius, size, space};
use super::{Element, Icon, icon, write};

/// A choice from a list, see [`select`].
pub struct Select<'a, M> {
    label: String,
    options: Vec<Item>,
    selected: Option<usize>,
    placeholder: String,
    help: Option<String>,
    problem: Option<String>,
    width: Length,
    id: Option<Id>,
    enabled: bool,
    pick: Box<dyn Fn(usize) -> M + 'a>,
}

/// A choice from a list that drops down: Enter, Space or an arrow open it, letters pick what begins with them. `pick` is
/// told the number of the option.
pub fn select<'a, M>(
    options: impl IntoIterator<Item = impl Into<Item>>,
    selected: Option<usize>,
    pick: impl Fn(usize) -> M + 'a,
) -> Select<'a, M> {
    Select {
        label: String::new(),
        options: options.into_iter().map(Into::into).collect(),
        selected,
        placeholder: String::new(),
        help: None,
        problem: None,
        width: Length::Fill,
        id: None,
        enabled: true,
        pick: Box::new(pick),
    }
}

impl<M> Select<'_, M> {
    /// The label above it.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Self {
        self.placeholder = placeholder.into();
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What is wrong, below it, instead of the help.
    pub fn problem(mut self, problem: Option<String>) -> Self {
        self.problem = problem;
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

    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }
}

impl<'a, M: Clone + 'a> From<Select<'a, M>> for Element<'a, M> {
    fn from(select: Select<'a, M>) -> Self {
        let Select { label, options, selected, placeholder, help, problem, width, id, enabled, pick } = select;
        let wrong = problem.is_some();
        let enabled = enabled && !options.is_empty();
        let shown = match selected.and_then(|at| options.get(at)) {
            Some(option) => line(option.label().to_owned()),
            None => line(placeholder).ink(|t| t.faint),
        };
        let content = row![shown.width(Length::Fill), icon::tinted(Icon::ChevronDown, 14.0, |t| t.muted)]
            .spacing(space::S)
            .align_y(Alignment::Center);

        let menu = Menu { items: options, selected, choice: true, pick };
        let control = Control::new(content, move |t, status| {
            let edge = match () {
                () if status.disabled => t.border,
                () if wrong => t.danger,
                () if status.open => t.accent,
                () => t.strong,
            };
            let text = if status.disabled { t.faint } else { t.text };
            Look::plain(text).background(if status.disabled { t.raised } else { t.surface }).edge(edge)
        })
        .id(id)
        .width(width)
        .height(size::CONTROL)
        .align(Alignment::Start)
        .padding([0.0, 10.0])
        .menu(enabled.then_some(menu));

        framed(control, label, help, problem, width)
    }
}

/// Puts the label of a chip and what is chosen together.
type Titled<'a> = Box<dyn Fn(&str, &str) -> String + 'a>;

/// A filter, see [`chip`].
pub struct Chip<'a, M> {
    label: String,
    titled: Option<Titled<'a>>,
    choices: Vec<String>,
    selected: Option<usize>,
    names: bool,
    id: Option<Id>,
    pick: Box<dyn Fn(Option<usize>) -> M + 'a>,
}

/// A filter that shows what is on: "Actif", or "Actif : oui ✕". Pressing it drops its choices down; Delete, Backspace or its
/// cross clear it. `pick` is told the number of the choice, or None when it is cleared.
pub fn chip<'a, M>(
    label: impl Into<String>,
    choices: impl IntoIterator<Item = impl Into<String>>,
    selected: Option<usize>,
    pick: impl Fn(Option<usize>) -> M + 'a,
) -> Chip<'a, M> {
    Chip {
        label: label.into(),
        titled: None,
        choices: choices.into_iter().map(Into::into).collect(),
        selected,
        names: false,
        id: None,
        pick: Box::new(pick),
    }
}

impl<'a, M> Chip<'a, M> {
    /// How the label and what is chosen are put together, as the language writes it.
    pub fn titled(mut self, titled: impl Fn(&str, &str) -> String + 'a) -> Self {
        self.titled = Some(Box::new(titled));
        self
    }

    /// Its choices are names, which keep their capitals: "Produit : Adhésion", but "Actif : oui".
    pub fn names(mut self) -> Self {
        self.names = true;
        self
    }

    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl<'a, M: Clone + 'a> From<Chip<'a, M>> for Element<'a, M> {
    fn from(chip: Chip<'a, M>) -> Self {
        let Chip { label, titled, choices, selected, names, id, pick } = chip;
        let chosen = selected
            .and_then(|at| choices.get(at))
            .map(|choice| if names { choice.clone() } else { lower_first(choice) });
        let on = chosen.is_some();
        let text = match chosen {
            Some(chosen) => write::small_strong(match titled {
                Some(titled) => titled(&label, &chosen),
                None => format!("{label}: {chosen}"),
            }),
            None => write::small(label),
        };

        let pick = std::rc::Rc::new(pick);
        let clear = on.then(|| pick(None));
        let mut content = row![text.wrapping(iced::widget::text::Wrapping::None)].spacing(6).align_y(Alignment::Center);
        if on {
            let cross = Control::new(icon::sized(Icon::X, 13.0), |t, status| {
                let look = Look::plain(t.accent).radius(radius::FULL);
                if status.hovered { look.background(t.surface) } else { look }
            })
            .width(18)
            .height(18)
            .press(clear.clone())
            .quiet();
            content = content.push(cross);
        }

        let picked = std::rc::Rc::clone(&pick);
        let menu = Menu {
            items: choices.into_iter().map(Item::new).collect(),
            selected,
            choice: true,
            pick: Box::new(move |at| picked(if selected == Some(at) { None } else { Some(at) })),
        };

        Control::new(content, move |t, status| {
            let look = Look::plain(if on { t.accent } else { t.muted }).radius(radius::FULL);
            match (on, status.hovered || status.open) {
                (true, _) => look.background(t.accent_soft).edge(t.accent_soft),
                (false, true) => look.background(t.hover).edge(t.border),
                (false, false) => look.background(t.surface).edge(t.border),
            }
        })
        .id(id)
        .height(size::CONTROL_SMALL)
        .padding(iced::Padding { top: 0.0, bottom: 0.0, left: 12.0, right: if on { 6.0 } else { 12.0 } })
        .keys(move |key, modifiers| match key {
            Key::Named(Named::Delete | Named::Backspace) if modifiers.is_empty() => clear.clone(),
            _ => None,
        })
        .menu(Some(menu))
        .into()
    }
}

/// The first letter small, as within a sentence.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();

    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

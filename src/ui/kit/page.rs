//! The frame of the window and of a page: sections at the left, title and actions above, steps, the bar for what is ticked.

use iced::advanced::widget::Id;
use iced::widget::text::Wrapping;
use iced::widget::{Column, Row, Space, column, container, row};
use iced::{Alignment, Color, Length, Padding};

use super::button::Button;
use super::control::{Control, Look};
use super::lift::lift;
use super::surface::{Tone, ground};
use super::tokens::{radius, size, space};
use super::{Element, Icon, Tokens, adaptive, icon, key, line, pill, spread, tokens, write};

/// A section in the bar at the left.
pub struct NavItem<M> {
    pub icon: Option<Icon>,
    pub label: String,
    /// Written for the language.
    pub count: Option<String>,
    pub current: bool,
    pub press: M,
    pub id: Option<Id>,
}

/// A line of the bar at the left.
pub fn nav_item<'a, M: Clone + 'a>(item: NavItem<M>) -> Element<'a, M> {
    let NavItem { icon: glyph, label, count, current, press, id } = item;
    let mut content: Row<'_, M> = row![].spacing(10).align_y(Alignment::Center);

    if let Some(glyph) = glyph {
        content = content.push(icon::icon(glyph));
    }
    let label = line(label).width(Length::Fill);
    content = content.push(if current { label.strong() } else { label });
    if let Some(count) = count {
        content = content.push(if current { line(count).small().strong() } else { line(count).small() });
    }

    Control::new(content, move |t, status| nav_look(t, current, status.hovered))
        .id(id)
        .width(Length::Fill)
        .height(size::CONTROL)
        .align(Alignment::Start)
        .padding([0.0, 10.0])
        .press(Some(press))
        .into()
}

/// The bar at the left: the name of the workspace, the sections, and something at the foot. Where the window is narrow only
/// the icons are left, and `small_foot`.
pub fn sidebar<'a, M: Clone + 'a>(
    name: &str,
    items: impl IntoIterator<Item = NavItem<M>>,
    foot: impl Into<Element<'a, M>>,
    small_foot: impl Into<Element<'a, M>>,
) -> Element<'a, M> {
    let items: Vec<NavItem<M>> = items.into_iter().collect();
    let small = Column::with_children(items.iter().map(nav_icon)).spacing(space::XS);
    let narrow = column![
        container(pill::emblem(name)).padding(Padding { bottom: 14.0, ..Padding::new(3.0) }),
        small,
        Space::new().height(Length::Fill),
        small_foot.into(),
    ];
    let narrow = container(narrow).height(Length::Fill).padding([space::M, space::S]);

    let head = row![pill::emblem(name), line(name.to_owned()).strong()].spacing(10).align_y(Alignment::Center);
    let wide = column![
        container(head).padding(Padding { top: 8.0, right: 8.0, bottom: 18.0, left: 8.0 }),
        Column::with_children(items.into_iter().map(nav_item)).spacing(1),
        Space::new().height(Length::Fill),
        container(foot).padding([space::S, 4.0]),
    ];
    let wide = container(wide).width(size::SIDEBAR - 1.0).height(Length::Fill).padding(space::M);

    adaptive(size::SIDEBAR_BESIDE, row![wide, super::divider()], row![narrow, super::divider()])
}

/// A section as its icon, or the first letter of its name.
fn nav_icon<'a, M: Clone + 'a>(item: &NavItem<M>) -> Element<'a, M> {
    let current = item.current;
    let content: Element<'a, M> = match item.icon {
        Some(glyph) => icon::sized(glyph, 18.0).into(),
        None => write::strong(item.label.chars().take(1).collect::<String>()).into(),
    };
    let control = Control::new(content, move |t, status| nav_look(t, current, status.hovered))
        .id(item.id.clone())
        .width(size::CONTROL)
        .height(size::CONTROL)
        .press(Some(item.press.clone()));

    super::tip(control, item.label.clone())
}

/// How something stands, in few words: an icon, the words, and a sentence for who rests on it. Pressing it leads to more.
pub struct State<M> {
    pub icon: Icon,
    pub tone: Tone,
    pub label: String,
    pub tip: String,
    pub press: M,
    pub id: Option<Id>,
}

/// A [`State`] with its words.
pub fn state<'a, M: Clone + 'a>(state: State<M>) -> Element<'a, M> {
    let tone = state.tone;
    let content = row![write::ink(icon::icon(state.icon), move |t| tone.colors(t).0), write::small(state.label)]
        .spacing(space::S)
        .align_y(Alignment::Center);
    let control = Control::new(content, |t, status| nav_look(t, false, status.hovered))
        .id(state.id)
        .align(Alignment::Start)
        .padding([space::XS, 6.0])
        .press(Some(state.press));

    super::tip(control, state.tip)
}

/// A [`State`] as its icon; its words and its sentence are below the pointer.
pub fn state_icon<'a, M: Clone + 'a>(state: State<M>) -> Element<'a, M> {
    let tone = state.tone;
    let glyph = write::ink(icon::sized(state.icon, 18.0), move |t| tone.colors(t).0);
    let control = Control::new(glyph, |t, status| nav_look(t, false, status.hovered))
        .id(state.id)
        .width(size::CONTROL)
        .height(size::CONTROL)
        .press(Some(state.press));

    super::tip(control, format!("{}\n{}", state.label, state.tip))
}

fn nav_look(t: &Tokens, current: bool, hovered: bool) -> Look {
    let look = Look::plain(if current { t.accent } else { t.muted });
    match (current, hovered) {
        (true, _) => look.background(t.accent_soft),
        (false, true) => Look { text: t.text, ..look.background(t.hover) },
        (false, false) => look,
    }
}

/// The head of a page: its title, what it counts, and at the right its search and buttons.
pub fn page_header<'a, M: 'a>(
    title: impl Into<String>,
    count: impl Into<String>,
    right: impl IntoIterator<Item = Element<'a, M>>,
) -> Element<'a, M> {
    let left = row![write::title(title.into()).wrapping(Wrapping::None), line(count.into()).muted()]
        .height(size::CONTROL)
        .spacing(space::M)
        .align_y(Alignment::Center);
    let right = Row::with_children(right).spacing(space::M).align_y(Alignment::Center);
    let content = spread(left, right.wrap().vertical_spacing(space::S));

    container(content).padding(Padding { top: space::L, right: 20.0, bottom: space::S, left: 20.0 }).into()
}

/// Where one is in something that is done in steps; those before `current` (from 0) are done. Those done can be pressed
/// when `back` says so.
pub fn steps<'a, M: Clone + 'a>(
    labels: impl IntoIterator<Item = impl Into<String>>,
    current: usize,
    back: impl Fn(usize) -> Option<M> + 'a,
) -> Element<'a, M> {
    let steps = labels.into_iter().enumerate().map(|(index, label)| {
        let label: String = label.into();
        let (done, now) = (index < current, index == current);
        let mark: Element<'a, M> = if done {
            icon::sized(Icon::Check, 13.0).into()
        } else {
            write::small_strong((index + 1).to_string()).into()
        };
        let mark = container(mark).center(22).style(move |theme| {
            let t = tokens(theme);
            let (fill, edge, ink) = match (done, now) {
                (true, _) => (t.accent_soft, t.accent_soft, t.accent),
                (_, true) => (t.accent, t.accent, t.on_accent),
                _ => (t.canvas, t.strong, t.muted),
            };
            let style = ground(theme, |_| fill, None, radius::FULL);
            container::Style { text_color: Some(ink), border: style.border.color(edge).width(1.0), ..style }
        });
        let label = if now { write::strong(label) } else { write::muted(label) };

        Control::new(row![mark, label].spacing(space::S).align_y(Alignment::Center), |t, status| {
            let look = Look::plain(t.text);
            if status.hovered { look.background(t.hover) } else { look }
        })
        .padding([2.0, 6.0])
        .press(if done { back(index) } else { None })
        .into()
    });

    Row::with_children(steps).spacing(space::L).into()
}

/// The dark bar that floats over the foot of a list once rows are ticked.
pub fn ticked_bar<'a, M: Clone + 'a>(
    count: impl Into<String>,
    all: Option<(String, M)>,
    actions: impl IntoIterator<Item = Button<'a, M>>,
    escape: (String, M),
) -> Element<'a, M> {
    let mut left = row![write::strong(count.into()).wrapping(Wrapping::None)]
        .spacing(space::S + space::XS)
        .align_y(Alignment::Center);
    if let Some((label, message)) = all {
        left = left.push(quiet(label, message));
    }
    let mut right = row![].spacing(space::XS).align_y(Alignment::Center);
    for action in actions {
        right = right.push(action.inverse());
    }
    right = right.push(quiet(escape.0, escape.1));

    let bar = container(spread(left, right))
        .width(Length::Fill)
        .padding(Padding { top: 2.0, right: space::S, bottom: 2.0, left: 14.0 })
        .style(|theme| {
            let t = tokens(theme);
            let style = ground(theme, |t| t.inverse, None, radius::CARD);
            container::Style { text_color: Some(t.on_inverse), ..style }
        });

    lift(bar, radius::CARD)
}

fn quiet<'a, M: Clone + 'a>(label: String, message: M) -> Element<'a, M> {
    Control::new(write::body(label).wrapping(Wrapping::None), |t, status| {
        let look = Look::plain(if status.hovered { t.on_inverse } else { t.on_inverse_muted });
        if status.hovered { look.background(Color { a: 0.14, ..t.on_inverse }) } else { look }
    })
    .height(28)
    .padding([0.0, space::S])
    .press(Some(message))
    .into()
}

/// Puts something over the foot of what it belongs to: the bar for what is ticked over its list.
pub fn over_foot<'a, M: 'a>(base: impl Into<Element<'a, M>>, over: Option<Element<'a, M>>) -> Element<'a, M> {
    let over = over.map(|over| {
        container(container(over).max_width(820))
            .width(Length::Fill)
            .height(Length::Fill)
            .align_x(Alignment::Center)
            .align_y(Alignment::End)
            .padding(Padding { top: 0.0, right: 20.0, bottom: space::L, left: 20.0 })
            .into()
    });
    let over: Element<'a, M> = over.unwrap_or_else(|| Space::new().into());

    iced::widget::stack![base.into(), over].width(Length::Fill).height(Length::Fill).into()
}

/// How far something is, from 0 to 1 or None when that is not known, and the button that stops it.
pub fn progress<'a, M: Clone + 'a>(
    label: impl Into<String>,
    done: Option<f32>,
    cancel: Option<Button<'a, M>>,
) -> Element<'a, M> {
    let filled = ((done.unwrap_or(1.0).clamp(0.0, 1.0) * 1000.0) as u16).max(1);
    let strength = if done.is_some() { 1.0 } else { 0.35 };
    let bar = container(Space::new())
        .height(6)
        .width(Length::FillPortion(filled))
        .style(move |theme| ground(theme, |t| Color { a: strength, ..t.accent }, None, radius::FULL));
    let bar = container(row![bar, Space::new().width(Length::FillPortion(1001 - filled))])
        .width(Length::Fill)
        .style(|theme| ground(theme, |t| t.border, None, radius::FULL));

    let mut content = row![column![line(label.into()).small(), bar].spacing(6).width(Length::Fill)]
        .spacing(space::M)
        .align_y(Alignment::Center);
    if let Some(cancel) = cancel {
        content = content.push(cancel.small());
    }

    content.into()
}

/// A shortcut and what it does, for the page of keys.
pub fn shortcut<'a, M: 'a>(keys: impl Into<String>, does: impl Into<String>) -> Element<'a, M> {
    row![container(key::key(keys)).width(150), write::body(does.into())]
        .spacing(space::M)
        .align_y(Alignment::Center)
        .into()
}

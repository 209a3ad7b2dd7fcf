//! What controls and texts stand on: cards, wells, panels, pages.

use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced::widget::{Id, Row, Space, column, container, operation, row, rule, scrollable};
use iced::{Alignment, Background, Border, Color, Length, Padding, Shadow, Task};

use super::control::{Control, Look};
use super::tokens::{radius, size, space};
use super::{Element, Icon, Tokens, button::Button, icon, line, tokens, write};

/// A filled rectangle with an edge, from colours of the theme.
pub(super) fn ground(
    theme: &iced::Theme,
    fill: impl Fn(&Tokens) -> Color,
    edge: Option<fn(&Tokens) -> Color>,
    round: f32,
) -> container::Style {
    let t = tokens(theme);

    container::Style {
        background: Some(Background::Color(fill(t))),
        text_color: Some(t.text),
        border: Border {
            color: edge.map_or(Color::TRANSPARENT, |edge| edge(t)),
            width: if edge.is_some() { 1.0 } else { 0.0 },
            radius: round.into(),
        },
        ..container::Style::default()
    }
}

/// The ground of the window, everything inside.
pub fn canvas<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    container(content)
        .width(Length::Fill)
        .height(Length::Fill)
        .style(|theme| ground(theme, |t| t.canvas, None, 0.0))
        .into()
}

/// The ground of tables and panels.
pub fn surface<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    container(content)
        .width(Length::Fill)
        .height(Length::Fill)
        .style(|theme| ground(theme, |t| t.surface, None, 0.0))
        .into()
}

/// A line of a list that can be dragged; the one under way stands out.
pub fn carried<'a, M: 'a>(content: impl Into<Element<'a, M>>, under_way: bool) -> Element<'a, M> {
    let ground = move |theme: &iced::Theme| match under_way {
        true => ground(theme, |t| t.selected, Some(|t| t.accent), radius::CONTROL),
        false => container::Style::default(),
    };

    container(content).width(Length::Fill).style(ground).into()
}

/// A card: things that belong together.
pub fn card<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    container(content)
        .width(Length::Fill)
        .padding(space::M)
        .style(|theme| ground(theme, |t| t.surface, Some(|t| t.border), radius::CARD))
        .into()
}

/// A card that can be pressed; the current one has an accent edge.
pub fn card_button<'a, M: Clone + 'a>(
    content: impl Into<Element<'a, M>>,
    current: bool,
    press: Option<M>,
) -> Element<'a, M> {
    pressed_card(content.into(), current, press).into()
}

/// One of a few in a card: Space or a press chooses it, Enter says `enter`.
pub fn card_choice<'a, M: Clone + 'a>(
    content: impl Into<Element<'a, M>>,
    current: bool,
    choose: Option<M>,
    enter: M,
) -> Element<'a, M> {
    let keys = move |key: &Key, _| (*key == Key::Named(Named::Enter)).then(|| enter.clone());

    pressed_card(content.into(), current, choose).keys(keys).into()
}

/// A card that is decided with keys while it has the focus; a press beside its buttons only gives it the focus, which says
/// `reached`.
pub fn card_decision<'a, M: Clone + 'a>(
    content: impl Into<Element<'a, M>>,
    id: Id,
    reached: M,
    keys: impl Fn(&Key, Modifiers) -> Option<M> + 'a,
) -> Element<'a, M> {
    pressed_card(content.into(), false, Some(reached)).id(Some(id)).keys(keys).into()
}

fn pressed_card<'a, M: Clone + 'a>(content: Element<'a, M>, current: bool, press: Option<M>) -> Control<'a, M> {
    Control::new(content, move |t, status| {
        let ground = if status.hovered && !current { t.raised } else { t.surface };
        Look::plain(t.text).background(ground).edge(if current { t.accent } else { t.border }).radius(radius::CARD)
    })
    .width(Length::Fill)
    .align(Alignment::Start)
    .padding(space::M)
    .press(press)
}

/// A well: what follows from what was typed, or a note beside the work.
pub fn well<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    container(content)
        .width(Length::Fill)
        .padding([space::M, 14.0])
        .style(|theme| ground(theme, |t| t.raised, None, radius::CARD))
        .into()
}

/// How a note sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Neutral,
    Positive,
    Warning,
    Danger,
}

impl Tone {
    /// The colour of its text and of its ground.
    pub(super) fn colors(self, t: &Tokens) -> (Color, Color) {
        match self {
            Self::Neutral => (t.muted, t.hover),
            Self::Positive => (t.positive, t.positive_soft),
            Self::Warning => (t.warning, t.warning_soft),
            Self::Danger => (t.danger, t.danger_soft),
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Neutral => Icon::Info,
            Self::Positive => Icon::CircleCheck,
            Self::Warning => Icon::Alert,
            Self::Danger => Icon::CircleAlert,
        }
    }
}

/// A sentence that must be seen, with an icon, across the width: what went wrong and what to do.
pub fn note<'a, M: 'a>(tone: Tone, text: impl Into<String>) -> Element<'a, M> {
    let text: String = text.into();
    let content = row![icon::icon(tone.icon()), write::small(text).width(Length::Fill)].spacing(space::S);

    container(content)
        .width(Length::Fill)
        .padding([10.0, space::M])
        .style(move |theme| {
            let (ink, soft) = tone.colors(tokens(theme));
            container::Style { text_color: Some(ink), ..ground(theme, |_| soft, None, radius::CONTROL) }
        })
        .into()
}

/// Something that must be answered: the question on a ground that stands out, and its answers.
pub fn question<'a, M: 'a>(
    text: impl Into<String>,
    answers: impl IntoIterator<Item = Element<'a, M>>,
) -> Element<'a, M> {
    let text: String = text.into();
    let text = row![
        write::ink(icon::icon(Icon::Alert), |t| t.warning),
        write::ink(write::small(text), |t| t.text).width(Length::Fill)
    ]
    .spacing(space::S);

    container(column![text, super::flow(answers)].spacing(space::S))
        .width(Length::Fill)
        .padding([10.0, space::M])
        .style(|theme| ground(theme, |t| t.warning_soft, None, radius::CONTROL))
        .into()
}

/// A horizontal line between things.
pub fn separator<'a, M: 'a>() -> Element<'a, M> {
    rule::horizontal(1).style(hairline).into()
}

/// A vertical line between things.
pub fn divider<'a, M: 'a>() -> Element<'a, M> {
    rule::vertical(1).style(hairline).into()
}

fn hairline(theme: &iced::Theme) -> rule::Style {
    rule::Style { color: tokens(theme).border, radius: 0.0.into(), fill_mode: rule::FillMode::Full, snap: true }
}

/// Something that scrolls up and down when it is taller than its place.
pub fn scroll<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> scrollable::Scrollable<'a, M> {
    scrollable(content)
        .direction(scrollable::Direction::Vertical(scrollable::Scrollbar::new().width(10).scroller_width(6).margin(2)))
        .style(scrolling)
        .width(Length::Fill)
}

pub(super) fn scrolling(theme: &iced::Theme, status: scrollable::Status) -> scrollable::Style {
    let t = tokens(theme);
    let strong = matches!(
        status,
        scrollable::Status::Hovered { is_vertical_scrollbar_hovered: true, .. } | scrollable::Status::Dragged { .. }
    );
    let rail = scrollable::Rail {
        background: None,
        border: Border::default(),
        scroller: scrollable::Scroller {
            background: Background::Color(thumb(t, strong)),
            border: Border::default().rounded(radius::FULL),
        },
    };

    scrollable::Style {
        container: container::Style::default(),
        vertical_rail: rail,
        horizontal_rail: rail,
        gap: None,
        auto_scroll: scrollable::AutoScroll {
            background: Background::Color(t.surface),
            border: Border { color: t.border, width: 1.0, radius: radius::FULL.into() },
            shadow: Shadow::default(),
            icon: t.muted,
        },
    }
}

/// The thumb of a scrollbar.
pub(super) fn thumb(t: &Tokens, strong: bool) -> Color {
    Color { a: if strong { 0.85 } else { 0.45 }, ..t.strong }
}

/// Facts side by side in a frame, each as wide as its letters ask for: "Depuis 2019 | Total payé 148,00 € | Vu hier".
pub fn stats<'a, M: 'a>(facts: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Element<'a, M> {
    let mut cells: Row<'_, M> = row![];

    for (index, (name, value)) in facts.into_iter().enumerate() {
        if index > 0 {
            cells = cells.push(divider());
        }
        let (name, value): (String, String) = (name.into(), value.into());
        let letters = name.chars().count().max(value.chars().count()).clamp(6, 40);
        let share = u16::try_from(letters + 3).unwrap_or(1);
        let fact = column![line(name).small().muted(), line(value).strong()];
        cells = cells.push(container(fact).width(Length::FillPortion(share)).padding([6.0, space::M]).clip(true));
    }

    container(cells.height(52.0))
        .padding(1)
        .width(Length::Fill)
        .style(|theme| ground(theme, |t| t.surface, Some(|t| t.border), radius::CARD))
        .into()
}

/// A figure in a card of its own that shows what it counts when pressed.
#[derive(Debug, Clone)]
pub struct Stat<M> {
    pub figure: String,
    pub name: String,
    pub tone: Tone,
    pub current: bool,
    pub press: Option<M>,
}

/// Figures side by side: "1 712 nouveaux".
pub fn stat_cards<'a, M: Clone + 'a>(stats: impl IntoIterator<Item = Stat<M>>) -> Element<'a, M> {
    let cards = stats.into_iter().map(|stat| {
        let tone = stat.tone;
        let figure = write::ink(write::title(stat.figure), move |t| match tone {
            Tone::Neutral => t.text,
            _ => tone.colors(t).0,
        });

        card_button(column![figure, write::caption(stat.name)], stat.current, stat.press)
    });

    Row::with_children(cards).spacing(10).into()
}

/// The title of a part of a form or a page, with what it is for.
pub fn section_title<'a, M: 'a>(title: impl Into<String>, help: Option<String>) -> Element<'a, M> {
    let mut content = column![write::section(title.into())].spacing(2);
    if let Some(help) = help {
        content = content.push(write::caption(help));
    }

    content.into()
}

/// What an empty list says: what would be here and what to do first.
pub fn empty_state<'a, M: Clone + 'a>(
    glyph: Icon,
    title: impl Into<String>,
    text: impl Into<String>,
    actions: impl IntoIterator<Item = Button<'a, M>>,
) -> Element<'a, M> {
    let badge = container(icon::tinted(glyph, 26.0, |t| t.accent))
        .center(60)
        .style(|theme| ground(theme, |t| t.accent_soft, None, radius::FULL));
    let actions = Row::with_children(actions.into_iter().map(Element::from)).spacing(space::S);

    let content = column![
        badge,
        Space::new().height(space::M),
        write::section(title.into()).align_x(Alignment::Center),
        write::muted(text.into()).align_x(Alignment::Center),
        Space::new().height(space::M),
        actions,
    ]
    .spacing(space::XS)
    .max_width(size::FORM)
    .align_x(Alignment::Center);

    container(content).center(Length::Fill).padding(space::XL).into()
}

/// A grey bar where a text is still being loaded.
pub fn skeleton<'a, M: 'a>(width: impl Into<Length>) -> Element<'a, M> {
    container(Space::new()).width(width).height(10).style(|theme| ground(theme, |t| t.hover, None, radius::FULL)).into()
}

/// What scrolls in the panel.
const PANEL: Id = Id::new("kit.panel");

/// Scrolls the panel to its top: it shows something else.
pub fn panel_to_top<M: Send + 'static>() -> Task<M> {
    operation::scroll_to(PANEL, operation::AbsoluteOffset { x: 0.0, y: 0.0 })
}

/// The panel at the right: what does not scroll above, what scrolls, and its buttons at the foot.
pub fn panel<'a, M: 'a>(
    head: impl Into<Element<'a, M>>,
    content: impl Into<Element<'a, M>>,
    foot: Option<Element<'a, M>>,
) -> Element<'a, M> {
    let edge = 18.0;
    let body = scroll(container(content).padding(Padding { top: space::M, right: edge, bottom: space::L, left: edge }));
    let body = body.id(PANEL);
    let mut all = column![
        container(head).width(Length::Fill).padding(Padding { top: space::L, right: edge, bottom: 0.0, left: edge }),
        body.height(Length::Fill),
    ];
    if let Some(foot) = foot {
        all = all
            .push(separator())
            .push(container(foot).width(Length::Fill).align_x(Alignment::End).padding([space::M, edge]));
    }

    container(all)
        .width(Length::Fill)
        .height(Length::Fill)
        .style(|theme| ground(theme, |t| t.surface, None, 0.0))
        .into()
}

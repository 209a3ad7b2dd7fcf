//! The list that drops down from a select, a filter chip or a menu button: pointer, arrows, Home, End, Enter, and the
//! first letters of what is looked for.

use std::time::{Duration, Instant};

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::text::paragraph::Plain;
use iced::advanced::text::{self, LineHeight, Renderer as _, Shaping, Wrapping};
use iced::advanced::{Clipboard, Overlay, Shell, mouse, overlay};
use iced::keyboard::{self, Key, key::Named};
use iced::{Border, Color, Event, Font, Point, Rectangle, Renderer, Size, Theme, alignment, touch};

use super::font::{FONT, ICONS, SEMIBOLD};
use super::tokens::{radius, role, space};
use super::{Icon, lift, tokens};

type Paragraph = <Renderer as text::Renderer>::Paragraph;

const ROW: f32 = 32.0;
const EDGE: f32 = 4.0;
const TALLEST: f32 = 11.0 * ROW + 2.0 * EDGE;
const GAP: f32 = 4.0;
/// Letters typed within this time are one word.
const WORD: Duration = Duration::from_millis(900);

/// A line of a menu.
#[derive(Debug, Clone)]
pub struct Item {
    label: String,
    icon: Option<Icon>,
    hint: Option<String>,
    danger: bool,
    disabled: bool,
    heading: bool,
    separated: bool,
}

impl Item {
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            icon: None,
            hint: None,
            danger: false,
            disabled: false,
            heading: false,
            separated: false,
        }
    }

    /// The name of the items below it; it cannot be picked.
    pub fn heading(label: impl Into<String>) -> Self {
        Self { disabled: true, heading: true, separated: true, ..Self::new(label) }
    }

    pub(super) fn label(&self) -> &str {
        &self.label
    }

    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same, at the right.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// A line above it.
    pub fn separated(mut self) -> Self {
        self.separated = true;
        self
    }

    fn height(&self) -> f32 {
        if self.separated { ROW + 2.0 * EDGE + 1.0 } else { ROW }
    }
}

impl<T: Into<String>> From<T> for Item {
    fn from(label: T) -> Self {
        Self::new(label)
    }
}

/// What drops down, and what picking says.
pub(super) struct Menu<'a, M> {
    pub items: Vec<Item>,
    pub selected: Option<usize>,
    /// Shows a check mark on the selected one, and picks by typing while closed.
    pub choice: bool,
    pub pick: Box<dyn Fn(usize) -> M + 'a>,
}

#[derive(Default)]
pub(super) struct State {
    open: bool,
    hovered: Option<usize>,
    typed: String,
    typed_at: Option<Instant>,
    scroll: f32,
    labels: Vec<Plain<Paragraph>>,
    hints: Vec<Plain<Paragraph>>,
}

impl State {
    pub fn is_open(&self) -> bool {
        self.open
    }

    pub fn open<M>(&mut self, menu: &Menu<'_, M>) {
        self.open = true;
        self.scroll = 0.0;
        self.typed.clear();
        self.hovered = menu.selected.or_else(|| menu.items.iter().position(|item| !item.disabled));
        self.reveal(menu, TALLEST);
    }

    /// The item that begins with what was typed lately and now.
    fn find<M>(&mut self, menu: &Menu<'_, M>, typed: &str) -> Option<usize> {
        let now = Instant::now();
        if self.typed_at.is_none_or(|at| now - at > WORD) {
            self.typed.clear();
        }
        self.typed_at = Some(now);
        self.typed.extend(typed.chars().flat_map(char::to_lowercase));

        let starts = |item: &Item| !item.disabled && plain(&item.label).starts_with(&plain(&self.typed));

        menu.items.iter().position(starts)
    }

    /// Letters typed on a closed select pick at once.
    pub fn type_closed<M>(&mut self, menu: &Menu<'_, M>, typed: &str, shell: &mut Shell<'_, M>) -> bool {
        if !menu.choice {
            return false;
        }
        if let Some(found) = self.find(menu, typed)
            && menu.selected != Some(found)
        {
            shell.publish((menu.pick)(found));
        }

        true
    }

    fn reveal<M>(&mut self, menu: &Menu<'_, M>, height: f32) {
        if let Some(at) = self.hovered {
            let top: f32 = menu.items.iter().take(at).map(Item::height).sum();
            let bottom = top + menu.items.get(at).map_or(0.0, Item::height) + 2.0 * EDGE;
            self.scroll = self.scroll.min(top).max(bottom - height).max(0.0);
        }
    }
}

/// Lower case without accents, enough to find by the first letters.
fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;

    text.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase).collect()
}

fn written(content: &str, font: Font, (size, line): (f32, f32)) -> text::Text<&str> {
    text::Text {
        content,
        bounds: Size::INFINITE,
        size: size.into(),
        line_height: LineHeight::Absolute(line.into()),
        font,
        align_x: text::Alignment::Left,
        align_y: alignment::Vertical::Top,
        shaping: Shaping::Advanced,
        wrapping: Wrapping::None,
    }
}

impl<'a, M: Clone + 'a> Menu<'a, M> {
    pub fn overlay<'b>(&'b self, state: &'b mut State, target: Rectangle) -> overlay::Element<'b, M, Theme, Renderer> {
        overlay::Element::new(Box::new(Open { menu: self, state, target }))
    }
}

struct Open<'a, 'b, M> {
    menu: &'b Menu<'a, M>,
    state: &'b mut State,
    target: Rectangle,
}

impl<M: Clone> Open<'_, '_, M> {
    fn total(&self) -> f32 {
        self.menu.items.iter().map(Item::height).sum::<f32>() + 2.0 * EDGE
    }

    fn at(&self, bounds: Rectangle, cursor: mouse::Cursor) -> Option<usize> {
        let y = cursor.position_in(bounds)?.y - EDGE + self.state.scroll;
        let mut top = 0.0;

        for (index, item) in self.menu.items.iter().enumerate() {
            let bottom = top + item.height();
            if y >= bottom - ROW && y < bottom {
                return (!item.disabled).then_some(index);
            }
            top = bottom;
        }

        None
    }

    fn go(&mut self, by: isize, from: isize) {
        let count = self.menu.items.len() as isize;
        let mut at = from;

        for _ in 0..count {
            at = (at + by).rem_euclid(count.max(1));
            if self.menu.items.get(at as usize).is_some_and(|item| !item.disabled) {
                self.state.hovered = Some(at as usize);
                return;
            }
        }
    }

    fn pick(&mut self, index: usize, shell: &mut Shell<'_, M>) {
        self.state.open = false;
        shell.publish((self.menu.pick)(index));
        shell.request_redraw();
    }
}

impl<M: Clone> Overlay<M, Theme, Renderer> for Open<'_, '_, M> {
    fn layout(&mut self, _renderer: &Renderer, bounds: Size) -> layout::Node {
        let State { labels, hints, .. } = &mut *self.state;
        labels.resize_with(self.menu.items.len(), Plain::default);
        hints.resize_with(self.menu.items.len(), Plain::default);

        let mut width: f32 = 0.0;
        for ((item, label), hint) in self.menu.items.iter().zip(labels).zip(hints) {
            let (font, sizes) = if item.heading { (SEMIBOLD, role::SMALL) } else { (FONT, role::BODY) };
            label.update(written(&item.label, font, sizes));
            hint.update(written(item.hint.as_deref().unwrap_or_default(), FONT, role::SMALL));

            let mark = if self.menu.choice || item.icon.is_some() { 16.0 + space::S } else { 0.0 };
            let hint = if item.hint.is_some() { hint.min_width() + space::XL } else { 0.0 };
            width = width.max(label.min_width() + mark + hint);
        }

        let width = (width + 2.0 * (EDGE + space::S) + space::S).ceil().clamp(self.target.width, bounds.width.max(1.0));
        let below = bounds.height - self.target.y - self.target.height - GAP - EDGE;
        let above = self.target.y - GAP - EDGE;
        let wanted = self.total().min(TALLEST);
        let (height, y) = if below >= wanted || below >= above {
            let height = wanted.min(below.max(ROW));
            (height, self.target.y + self.target.height + GAP)
        } else {
            let height = wanted.min(above.max(ROW));
            (height, self.target.y - GAP - height)
        };
        let x = self.target.x.min(bounds.width - width - EDGE).max(0.0);

        self.state.scroll = self.state.scroll.clamp(0.0, (self.total() - height).max(0.0));

        layout::Node::new(Size::new(width, height)).move_to(Point::new(x.round(), y.round()))
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, M>,
    ) {
        let bounds = layout.bounds();

        match event {
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                if let Some(at) = self.at(bounds, cursor)
                    && self.state.hovered != Some(at)
                {
                    self.state.hovered = Some(at);
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::WheelScrolled { delta }) => {
                if cursor.is_over(bounds) {
                    let by = match delta {
                        mouse::ScrollDelta::Lines { y, .. } => y * ROW * 2.0,
                        mouse::ScrollDelta::Pixels { y, .. } => *y,
                    };
                    self.state.scroll = (self.state.scroll - by).clamp(0.0, (self.total() - bounds.height).max(0.0));
                    shell.request_redraw();
                }
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::ButtonPressed(_)) | Event::Touch(touch::Event::FingerPressed { .. }) => {
                if !cursor.is_over(bounds) {
                    self.state.open = false;
                    shell.request_redraw();
                }
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. }) => {
                if let Some(at) = self.at(bounds, cursor) {
                    self.pick(at, shell);
                    shell.capture_event();
                }
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) => {
                let typing = self.state.typed_at.is_some_and(|at| at.elapsed() < WORD) && !self.state.typed.is_empty();
                let current = self.state.hovered.map_or(-1, |at| at as isize);

                match key {
                    Key::Named(Named::ArrowDown) => self.go(1, current),
                    Key::Named(Named::ArrowUp) => self.go(-1, current.max(0)),
                    Key::Named(Named::Home | Named::PageUp) => self.go(1, -1),
                    Key::Named(Named::End | Named::PageDown) => self.go(-1, self.menu.items.len() as isize),
                    Key::Named(Named::Escape) => self.state.open = false,
                    Key::Named(Named::Tab) => {
                        self.state.open = false;
                        shell.request_redraw();
                        return;
                    }
                    Key::Named(Named::Enter) => {
                        if let Some(at) = self.state.hovered {
                            self.pick(at, shell);
                        }
                    }
                    Key::Named(Named::Space) if !typing => {
                        if let Some(at) = self.state.hovered {
                            self.pick(at, shell);
                        }
                    }
                    Key::Named(Named::Space) => {
                        self.state.hovered = self.state.find(self.menu, " ").or(self.state.hovered);
                    }
                    Key::Character(typed) if !modifiers.control() && !modifiers.alt() && !modifiers.logo() => {
                        self.state.hovered = self.state.find(self.menu, typed).or(self.state.hovered);
                    }
                    _ => {}
                }

                self.state.reveal(self.menu, bounds.height);
                shell.request_redraw();
                shell.capture_event();
            }
            _ => {}
        }
    }

    fn mouse_interaction(&self, layout: Layout<'_>, cursor: mouse::Cursor, _renderer: &Renderer) -> mouse::Interaction {
        if self.at(layout.bounds(), cursor).is_some() { mouse::Interaction::Pointer } else { mouse::Interaction::Idle }
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
    ) {
        let tokens = tokens(theme);
        let bounds = layout.bounds();

        lift::shade(renderer, bounds, radius::CARD, tokens);
        renderer.fill_quad(
            Quad {
                bounds,
                border: Border { color: tokens.border, width: 1.0, radius: radius::CARD.into() },
                ..Quad::default()
            },
            tokens.surface,
        );

        renderer.with_layer(bounds.shrink(1.0), |renderer| {
            let mut top = bounds.y + EDGE - self.state.scroll;

            for (index, item) in self.menu.items.iter().enumerate() {
                let bottom = top + item.height();
                let row =
                    Rectangle { x: bounds.x + EDGE, y: bottom - ROW, width: bounds.width - 2.0 * EDGE, height: ROW };
                top = bottom;
                if row.y > bounds.y + bounds.height || bottom < bounds.y {
                    continue;
                }

                if item.separated {
                    let line = Rectangle { y: row.y - EDGE - 1.0, height: 1.0, ..row };
                    renderer.fill_quad(Quad { bounds: line, ..Quad::default() }, tokens.border);
                }
                let hovered = self.state.hovered == Some(index) && !item.disabled;
                if hovered {
                    let border = Border::default().rounded(radius::CONTROL - 2.0);
                    renderer.fill_quad(Quad { bounds: row, border, ..Quad::default() }, tokens.accent_soft);
                }

                let selected = self.menu.choice && self.menu.selected == Some(index);
                let color = match () {
                    () if item.heading => tokens.muted,
                    () if item.disabled => Color { a: 0.5, ..tokens.faint },
                    () if item.danger => tokens.danger,
                    () if selected => tokens.accent,
                    () => tokens.text,
                };
                let mut x = row.x + space::S;
                if let Some(icon) = item.icon.or_else(|| selected.then_some(Icon::Check)) {
                    let mut code = [0; 4];
                    let glyph = text::Text {
                        bounds: Size::new(16.0, 16.0),
                        shaping: Shaping::Basic,
                        ..written(icon.code().encode_utf8(&mut code), ICONS, (16.0, 16.0))
                    };
                    let ink = if item.danger || selected { color } else { tokens.muted };
                    renderer.fill_text(
                        glyph.with_content(icon.code().to_string()),
                        Point::new(x, row.y + (ROW - 16.0) / 2.0),
                        ink,
                        bounds,
                    );
                }
                if !item.heading && (self.menu.choice || item.icon.is_some()) {
                    x += 16.0 + space::S;
                }
                if let Some(label) = self.state.labels.get(index) {
                    let y = row.y + (ROW - if item.heading { role::SMALL.1 } else { role::BODY.1 }) / 2.0;
                    renderer.fill_paragraph(label.raw(), Point::new(x, y), color, bounds);
                }
                if let (Some(_), Some(hint)) = (&item.hint, self.state.hints.get(index)) {
                    let x = row.x + row.width - space::S - hint.min_width();
                    let y = row.y + (ROW - role::SMALL.1) / 2.0;
                    renderer.fill_paragraph(hint.raw(), Point::new(x.round(), y), tokens.faint, bounds);
                }
            }
        });
    }
}

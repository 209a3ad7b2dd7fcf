//! The table as a widget: it builds the rows that are seen while it is laid out, and answers to the pointer and the keys.

use std::ops::Range;
use std::time::{Duration, Instant};

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, mouse, overlay};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, touch, window};

use super::super::Element;
use super::super::focus::Focus;
use super::super::tokens::size;
use super::place::{self, Across, Down, GAP, TICKS};
use super::{Content, NARROWEST, Table, WIDEST, header};

/// Two presses within this time open a row.
const TWICE: Duration = Duration::from_millis(450);
/// How far one notch of the wheel goes, logical pixels.
const NOTCH: f32 = 60.0;
/// Width of the strip of a scrollbar.
pub(super) const BAR: f32 = 10.0;
/// How near to the edge of a column the pointer takes it.
const GRIP: f32 = 5.0;

pub(super) struct Widget<'a, M> {
    pub(super) table: Table<'a, M>,
    header: Vec<Element<'a, M>>,
    built: Vec<Built<'a, M>>,
    pub(super) across: Across,
    pub(super) down: Down,
    drawn: Drawn,
}

/// A row that is seen.
pub(super) struct Built<'a, M> {
    pub index: usize,
    pub ticked: bool,
    /// Not one cell while it is not loaded.
    pub cells: Vec<Element<'a, M>>,
    alive: Vec<bool>,
}

/// What the last frame showed, to know when another is needed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Drawn {
    pub hovered: Option<usize>,
    pub focused: bool,
    pub on_bar: bool,
    pub on_grip: Option<usize>,
}

#[derive(Default)]
pub(super) struct State {
    pub focus: Focus,
    pub offset: f64,
    pub shift: f32,
    version: u64,
    current: Option<usize>,
    reveal: bool,
    first: usize,
    told: Option<Range<usize>>,
    pub drag: Option<Drag>,
    pressed: Option<(usize, Instant)>,
    anchor: Option<usize>,
    modifiers: Modifiers,
}

/// What the pointer draws along.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Drag {
    /// The thumb, taken that far from its beginning.
    Rows(f32),
    Columns(f32),
    /// The edge of a column, with its width and where the pointer took it.
    Edge {
        column: usize,
        width: f32,
        from: f32,
        now: f32,
    },
}

/// The parts of a laid out table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    pub header: Rectangle,
    pub body: Rectangle,
}

pub(super) fn parts(bounds: Rectangle) -> Parts {
    let height = size::TABLE_HEADER.min(bounds.height);

    Parts {
        header: Rectangle { height, ..bounds },
        body: Rectangle { y: bounds.y + height, height: bounds.height - height, ..bounds },
    }
}

impl<'a, M: Clone + 'a> Widget<'a, M> {
    pub fn new(table: Table<'a, M>) -> Self {
        let header = header::build(&table);

        Self {
            table,
            header,
            built: Vec::new(),
            across: Across::default(),
            down: Down::default(),
            drawn: Drawn::default(),
        }
    }

    pub(super) fn built(&self) -> &[Built<'a, M>] {
        &self.built
    }

    pub(super) fn header(&self) -> &[Element<'a, M>] {
        &self.header
    }

    pub(super) fn drawn(&self) -> Drawn {
        self.drawn
    }

    fn build(&self, index: usize) -> Built<'a, M> {
        let Some(row) = (self.table.row)(index) else {
            return Built { index, ticked: false, cells: Vec::new(), alive: Vec::new() };
        };
        let mut alive = Vec::with_capacity(row.cells.len());
        let cells = row
            .cells
            .into_iter()
            .zip(&self.table.columns)
            .map(|(cell, column)| {
                alive.push(matches!(cell.content, Content::Element(_)));
                match cell.content {
                    Content::Line(line) if column.right => line.align_right().width(Length::Fill).into(),
                    Content::Line(line) => line.width(Length::Fill).into(),
                    Content::Element(element) => element,
                }
            })
            .collect();

        Built { index, ticked: row.ticked, cells, alive }
    }

    /// Builds the rows of the window and gives each its state of before, found by its number.
    fn fill(&mut self, state: &mut State, rows: &mut Tree, window: Range<usize>) {
        let same = self.built.first().map(|row| row.index) == Some(window.start) && self.built.len() == window.len();
        if same && !window.is_empty() {
            return;
        }

        let mut had: Vec<Option<Tree>> = std::mem::take(&mut rows.children).into_iter().map(Some).collect();
        let mut built = std::mem::take(&mut self.built).into_iter().map(Some).collect::<Vec<_>>();
        let built_first = built.first().and_then(|row| row.as_ref().map(|row| row.index)).unwrap_or(0);

        for index in window.clone() {
            let kept = index.checked_sub(built_first).and_then(|at| built.get_mut(at)).and_then(Option::take);
            let row = kept.unwrap_or_else(|| self.build(index));
            let before = index.checked_sub(state.first).and_then(|at| had.get_mut(at)).and_then(Option::take);
            let mut tree = before.unwrap_or_else(Tree::empty);

            tree.diff_children(&row.cells);
            rows.children.push(tree);
            self.built.push(row);
        }
        state.first = window.start;
    }

    fn place_row(&mut self, at: usize, tree: &mut Tree, renderer: &Renderer, y: f32, shift: f32) -> layout::Node {
        let height = self.table.row_height;
        let Some(row) = self.built.get_mut(at) else { return layout::Node::new(Size::ZERO) };

        let cells =
            row.cells.iter_mut().zip(&mut tree.children).zip(self.across.columns.iter().zip(&self.table.columns));
        let nodes = cells
            .map(|((cell, tree), ((x, width), column))| {
                let room = Size::new((width - GAP).max(0.0), height);
                let node = cell.as_widget_mut().layout(tree, renderer, &layout::Limits::new(Size::ZERO, room));
                let left = if column.right { room.width - node.size().width } else { 0.0 };
                let top = ((height - node.size().height) / 2.0).round();
                node.move_to(Point::new(x + left, top))
            })
            .collect();

        layout::Node::with_children(Size::new(self.across.total, height), nodes).move_to(Point::new(-shift, y))
    }

    fn scroll_to(&self, state: &mut State, offset: f64, shell: &mut Shell<'_, M>) {
        let offset = self.down.clamp(offset);
        if offset != state.offset {
            state.offset = offset;
            shell.invalidate_layout();
            shell.request_redraw();
        }
    }

    fn shift_to(&self, state: &mut State, shift: f32, room: f32, shell: &mut Shell<'_, M>) {
        let shift = shift.round().clamp(0.0, (self.across.total - room).max(0.0));
        if shift != state.shift {
            state.shift = shift;
            shell.invalidate_layout();
            shell.request_redraw();
        }
    }

    /// The column whose edge the pointer is at.
    fn grip(&self, bounds: Rectangle, shift: f32, cursor: mouse::Cursor) -> Option<usize> {
        self.table.on_resize.as_ref()?;
        let x = cursor.position_over(parts(bounds).header)?.x - bounds.x + shift;

        self.across.columns.iter().position(|(from, width)| (x - (from + width - GAP / 2.0)).abs() <= GRIP)
    }

    fn tick(&self, state: &mut State, index: usize, shell: &mut Shell<'_, M>) {
        let Some(ticks) = &self.table.ticks else { return };
        let ticked = match self.built.iter().find(|row| row.index == index) {
            Some(row) => row.ticked,
            None => (self.table.row)(index).is_some_and(|row| row.ticked),
        };
        let rows = match state.anchor {
            Some(anchor) if state.modifiers.shift() => anchor.min(index)..=anchor.max(index),
            _ => index..=index,
        };
        state.anchor = Some(index);
        shell.publish((ticks.tick)(rows, !ticked));
    }

    fn key(&self, state: &mut State, named: Named, modifiers: Modifiers, shell: &mut Shell<'_, M>) -> bool {
        let Some(last) = self.table.rows.checked_sub(1) else { return false };
        let at = self.table.current;
        let page = self.down.page();

        let target = match named {
            Named::ArrowDown => at.map_or(0, |at| (at + 1).min(last)),
            Named::ArrowUp => at.map_or(last, |at| at.saturating_sub(1)),
            Named::PageDown => at.map_or(0, |at| (at + page).min(last)),
            Named::PageUp => at.map_or(0, |at| at.saturating_sub(page)),
            Named::Home => 0,
            Named::End => last,
            Named::Enter => {
                if let (Some(at), Some(open)) = (at, &self.table.on_open) {
                    shell.publish(open(at));
                }
                return at.is_some() && self.table.on_open.is_some();
            }
            Named::Space if self.table.ticks.is_some() => {
                if let Some(at) = at {
                    self.tick(state, at, shell);
                }
                return true;
            }
            _ => return false,
        };
        if modifiers.control() && !matches!(named, Named::Home | Named::End) {
            return false;
        }

        match &self.table.on_current {
            Some(current) => {
                if at != Some(target) {
                    shell.publish(current(target));
                }
                let offset = self.down.reveal(target, state.offset);
                self.scroll_to(state, offset, shell);
            }
            None => {
                let offset = match named {
                    Named::ArrowDown => state.offset + f64::from(self.down.row),
                    Named::ArrowUp => state.offset - f64::from(self.down.row),
                    Named::PageDown => state.offset + f64::from(self.down.seen),
                    Named::PageUp => state.offset - f64::from(self.down.seen),
                    Named::Home => 0.0,
                    _ => self.down.furthest(),
                };
                self.scroll_to(state, offset, shell);
            }
        }

        true
    }

    fn press(&self, state: &mut State, bounds: Rectangle, cursor: mouse::Cursor, shell: &mut Shell<'_, M>) -> bool {
        let Parts { body, .. } = parts(bounds);

        if let Some(column) = self.grip(bounds, state.shift, cursor)
            && let (Some((_, width)), Some(at)) = (self.across.columns.get(column), cursor.position())
        {
            state.drag = Some(Drag::Edge { column, width: *width, from: at.x, now: *width });
            return true;
        }
        let Some(at) = cursor.position_in(body) else { return false };

        if let Some((begin, length)) = self.down.thumb(state.offset)
            && at.x >= body.width - BAR
        {
            let grab = if (begin..=begin + length).contains(&at.y) { at.y - begin } else { length / 2.0 };
            state.drag = Some(Drag::Rows(grab));
            self.scroll_to(state, self.down.drag(at.y - grab), shell);
            return true;
        }
        if let Some((begin, length)) = self.sideways(state.shift, body.width)
            && at.y >= body.height - BAR
        {
            let grab = if (begin..=begin + length).contains(&at.x) { at.x - begin } else { length / 2.0 };
            state.drag = Some(Drag::Columns(grab));
            return true;
        }

        state.focus = Focus::by_pointer();
        let Some(index) = self.down.at(at.y, state.offset) else { return true };
        if self.table.ticks.is_some() && at.x + state.shift < TICKS - 2.0 {
            self.tick(state, index, shell);
            return true;
        }
        if let Some(current) = &self.table.on_current {
            shell.publish(current(index));
        }
        let twice = state.pressed.is_some_and(|(before, when)| before == index && when.elapsed() < TWICE);
        state.pressed = if twice { None } else { Some((index, Instant::now())) };
        if twice && let Some(open) = &self.table.on_open {
            shell.publish(open(index));
        }

        true
    }

    /// The thumb below, when the columns are wider than the table.
    pub(super) fn sideways(&self, shift: f32, room: f32) -> Option<(f32, f32)> {
        place::thumb(f64::from(shift), f64::from(self.across.total - room), f64::from(self.across.total), room)
    }

    fn drag(&self, state: &mut State, drag: Drag, bounds: Rectangle, at: Point, shell: &mut Shell<'_, M>) {
        let body = parts(bounds).body;

        match drag {
            Drag::Rows(grab) => self.scroll_to(state, self.down.drag(at.y - body.y - grab), shell),
            Drag::Columns(grab) => {
                if let Some((_, length)) = self.sideways(state.shift, body.width) {
                    let share = (at.x - body.x - grab) / (body.width - length).max(1.0);
                    self.shift_to(state, share * (self.across.total - body.width), body.width, shell);
                }
            }
            Drag::Edge { column, width, from, .. } => {
                let now = (width + at.x - from).round().clamp(NARROWEST, WIDEST);
                state.drag = Some(Drag::Edge { column, width, from, now });
                shell.invalidate_layout();
                shell.request_redraw();
            }
        }
    }
}

impl<'a, M: Clone + 'a> iced::advanced::Widget<M, Theme, Renderer> for Widget<'a, M> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State {
            version: self.table.version,
            current: self.table.current,
            reveal: true,
            ..State::default()
        })
    }

    fn children(&self) -> Vec<Tree> {
        let mut header = Tree::empty();
        header.diff_children(&self.header);

        vec![header, Tree::empty()]
    }

    fn diff(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        if state.version != self.table.version {
            state.version = self.table.version;
            state.offset = 0.0;
            state.anchor = None;
            state.told = None;
        }
        if state.current != self.table.current {
            state.current = self.table.current;
            state.reveal = true;
        }
        if let Some(header) = tree.children.first_mut() {
            header.diff_children(&self.header);
        }
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let size = limits.max();
        let Parts { header, body } = parts(Rectangle::with_size(size));
        let Tree { state, children, .. } = tree;
        let state = state.downcast_mut::<State>();
        let [header_tree, rows_tree] = children.as_mut_slice() else { return layout::Node::new(size) };

        let drawn = match state.drag {
            Some(Drag::Edge { column, now, .. }) => Some((column, now)),
            _ => None,
        };
        self.across = place::across(&self.table.columns, self.table.ticks.is_some(), body.width, drawn);
        let sideways = if self.across.total > body.width { BAR } else { 0.0 };
        self.down = Down {
            rows: self.table.rows,
            row: self.table.row_height,
            foot: self.table.foot + sideways,
            seen: body.height,
        };
        if std::mem::take(&mut state.reveal)
            && let Some(current) = self.table.current
        {
            state.offset = self.down.reveal(current, state.offset);
        }
        state.offset = self.down.clamp(state.offset);
        state.shift = state.shift.clamp(0.0, (self.across.total - body.width).max(0.0));

        let ticks = usize::from(self.table.ticks.is_some());
        let mut titles = Vec::with_capacity(self.header.len());
        for (at, (element, tree)) in self.header.iter_mut().zip(&mut header_tree.children).enumerate() {
            let (x, width, inset) = match at.checked_sub(ticks) {
                None => (12.0, TICKS, 0.0),
                Some(column) => {
                    let (x, width) = self.across.columns.get(column).copied().unwrap_or_default();
                    let inset = header::inset(&self.table, column);
                    (x - inset, width - GAP + 2.0 * inset, inset)
                }
            };
            let _ = inset;
            let limits = layout::Limits::new(Size::ZERO, Size::new(width.max(0.0), header.height));
            let node = element.as_widget_mut().layout(tree, renderer, &limits);
            let y = ((header.height - node.size().height) / 2.0).round();
            titles.push(node.move_to(Point::new(x - state.shift, y)));
        }

        let window = self.down.window(state.offset);
        self.fill(state, rows_tree, window.clone());
        let (offset, shift, down) = (state.offset, state.shift, self.down);
        let rows = (0..self.built.len())
            .zip(&mut rows_tree.children)
            .map(|(at, tree)| self.place_row(at, tree, renderer, down.y(window.start + at, offset), shift))
            .collect();

        layout::Node::with_children(
            size,
            vec![
                layout::Node::with_children(header.size(), titles),
                layout::Node::with_children(body.size(), rows).move_to(Point::new(0.0, header.height)),
            ],
        )
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        let Tree { state, children, .. } = tree;
        let state = state.downcast_mut::<State>();
        let [header_tree, rows_tree] = children.as_mut_slice() else { return };
        let mut layouts = layout.children();
        let (Some(header), Some(body)) = (layouts.next(), layouts.next()) else { return };

        operation.container(self.table.id.as_ref(), layout.bounds());
        operation.traverse(&mut |operation| {
            for ((title, tree), layout) in self.header.iter_mut().zip(&mut header_tree.children).zip(header.children())
            {
                title.as_widget_mut().operate(tree, layout, renderer, operation);
            }
        });
        operation.focusable(self.table.id.as_ref(), layout.bounds(), &mut state.focus);
        operation.traverse(&mut |operation| {
            for ((row, tree), layout) in self.built.iter_mut().zip(&mut rows_tree.children).zip(body.children()) {
                for ((cell, tree), layout) in row.cells.iter_mut().zip(&mut tree.children).zip(layout.children()) {
                    cell.as_widget_mut().operate(tree, layout, renderer, operation);
                }
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
        let Tree { state, children, .. } = tree;
        let state = state.downcast_mut::<State>();
        let [header_tree, rows_tree] = children.as_mut_slice() else { return };
        let mut layouts = layout.children();
        let (Some(header), Some(body)) = (layouts.next(), layouts.next()) else { return };
        let bounds = layout.bounds();
        let Parts { header: above, body: below } = parts(bounds);
        let seen = below.intersection(viewport).unwrap_or_default();

        let gripped = state.drag.is_some() || self.grip(bounds, state.shift, cursor).is_some();
        let over_titles = if gripped || !cursor.is_over(above) { mouse::Cursor::Unavailable } else { cursor };
        for ((title, tree), layout) in self.header.iter_mut().zip(&mut header_tree.children).zip(header.children()) {
            title.as_widget_mut().update(tree, event, layout, over_titles, renderer, clipboard, shell, &above);
        }
        let over_rows = if state.drag.is_some() || !cursor.is_over(seen) { mouse::Cursor::Unavailable } else { cursor };
        for ((row, tree), layout) in self.built.iter_mut().zip(&mut rows_tree.children).zip(body.children()) {
            let cells = row.cells.iter_mut().zip(&row.alive).zip(&mut tree.children).zip(layout.children());
            for (((cell, alive), tree), layout) in cells {
                if *alive {
                    cell.as_widget_mut().update(tree, event, layout, over_rows, renderer, clipboard, shell, &seen);
                }
            }
        }

        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                state.focus = Focus::default();
                if !shell.is_event_captured() && cursor.is_over(bounds) && self.press(state, bounds, cursor, shell) {
                    shell.capture_event();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. } | touch::Event::FingerLost { .. }) => {
                if let Some(drag) = state.drag.take() {
                    if let (Drag::Edge { column, now, .. }, Some(resize)) = (drag, &self.table.on_resize) {
                        shell.publish(resize(column, now));
                    }
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::CursorMoved { position })
            | Event::Touch(touch::Event::FingerMoved { position, .. }) => {
                if let Some(drag) = state.drag {
                    self.drag(state, drag, bounds, *position, shell);
                    shell.capture_event();
                }
            }
            Event::Mouse(mouse::Event::WheelScrolled { delta })
                if cursor.is_over(bounds) && !shell.is_event_captured() =>
            {
                let (x, y) = match delta {
                    mouse::ScrollDelta::Lines { x, y } => (x * NOTCH, y * NOTCH),
                    mouse::ScrollDelta::Pixels { x, y } => (*x, *y),
                };
                let (x, y) = if state.modifiers.shift() { (x + y, 0.0) } else { (x, y) };
                self.scroll_to(state, state.offset - f64::from(y), shell);
                self.shift_to(state, state.shift - x, below.width, shell);
                shell.capture_event();
            }
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => state.modifiers = *modifiers,
            Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. })
                if state.focus.focused && !shell.is_event_captured() =>
            {
                state.modifiers = *modifiers;
                if self.key(state, *named, *modifiers, shell) {
                    state.focus.visible = true;
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            _ => {}
        }

        let window = self.down.window(state.offset);
        if let Some(on_window) = &self.table.on_window
            && state.told.as_ref() != Some(&window)
        {
            shell.publish(on_window(window.clone()));
            state.told = Some(window);
        }

        let now = Drawn {
            hovered: cursor
                .position_in(seen)
                .filter(|_| state.drag.is_none())
                .and_then(|at| self.down.at(at.y, state.offset))
                .filter(|_| self.table.on_current.is_some()),
            focused: state.focus.shown(),
            on_bar: cursor.position_in(below).is_some_and(|at| at.x >= below.width - BAR || at.y >= below.height - BAR),
            on_grip: self.grip(bounds, state.shift, cursor),
        };
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
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        self.paint(tree, renderer, theme, layout, cursor, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        if matches!(state.drag, Some(Drag::Edge { .. })) || self.grip(bounds, state.shift, cursor).is_some() {
            return mouse::Interaction::ResizingHorizontally;
        }
        if !cursor.is_over(bounds) {
            return mouse::Interaction::None;
        }

        let mut layouts = layout.children();
        let (Some(header), Some(body)) = (layouts.next(), layouts.next()) else { return mouse::Interaction::None };
        let titles =
            self.header.iter().zip(tree.children.iter().flat_map(|tree| &tree.children)).zip(header.children());
        let mut found = titles
            .map(|((title, tree), layout)| {
                title.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            })
            .find(|found| *found != mouse::Interaction::None);

        if let (None, Some(rows)) = (found, tree.children.get(1)) {
            found = self
                .built
                .iter()
                .zip(&rows.children)
                .zip(body.children())
                .filter(|(_, layout)| cursor.is_over(layout.bounds()))
                .flat_map(|((row, tree), layout)| row.cells.iter().zip(&tree.children).zip(layout.children()))
                .map(|((cell, tree), layout)| {
                    cell.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
                })
                .find(|found| *found != mouse::Interaction::None);
        }

        found.unwrap_or(match self.drawn.hovered {
            Some(_) if !self.drawn.on_bar => mouse::Interaction::Pointer,
            _ => mouse::Interaction::Idle,
        })
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, M, Theme, Renderer>> {
        let [header_tree, rows_tree] = tree.children.as_mut_slice() else { return None };
        let mut layouts = layout.children();
        let (header, body) = (layouts.next()?, layouts.next()?);
        let mut found = Vec::new();

        found.extend(overlay::from_children(&mut self.header, header_tree, header, renderer, viewport, translation));
        for ((row, tree), layout) in self.built.iter_mut().zip(&mut rows_tree.children).zip(body.children()) {
            if row.alive.contains(&true) {
                found.extend(overlay::from_children(&mut row.cells, tree, layout, renderer, viewport, translation));
            }
        }

        (!found.is_empty()).then(|| overlay::Group::with_children(found).overlay())
    }
}

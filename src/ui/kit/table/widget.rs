//! The table as a widget: it builds the rows that are seen while it is laid out, and answers to the pointer and the keys.

use std::ops::Range;
use std::time::Instant;

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, mouse, overlay};
use iced::keyboard::{self, Key};
use iced::{Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, touch, window};

use super::super::Element;
use super::super::focus::Focus;
use super::place::{self, Across, Down, GAP, TICKS};
use super::state::{Drag, Drawn, Parts, State, parts};
use super::tip::{self, Rest};
use super::{Content, Table, header};

/// How far one notch of the wheel goes, logical pixels.
const NOTCH: f32 = 60.0;
/// Width of the strip of a scrollbar.
pub(super) const BAR: f32 = 10.0;

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

        let rest = cursor
            .position_in(seen)
            .filter(|_| state.drag.is_none())
            .and_then(|at| Some((self.down.at(at.y, state.offset)?, self.column_at(at.x + state.shift)?)));
        if rest != state.rest.map(|rest| (rest.row, rest.column)) {
            state.rest = rest.map(|(row, column)| Rest { row, column, since: Instant::now() });
            if std::mem::take(&mut state.rested) {
                shell.request_redraw();
            }
        }
        if let (Some(rest), false) = (state.rest, state.rested)
            && self.shortened(rest, state.first, rows_tree).is_some()
        {
            match event {
                Event::Window(window::Event::RedrawRequested(now)) if rest.over(*now) => {
                    state.rested = true;
                    shell.invalidate_layout();
                    shell.request_redraw();
                }
                _ => shell.request_redraw_at(rest.since + tip::REST),
            }
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
        let Tree { state, children, .. } = tree;
        let state = state.downcast_mut::<State>();
        let [header_tree, rows_tree] = children.as_mut_slice() else { return None };
        let mut layouts = layout.children();
        let (header, body) = (layouts.next()?, layouts.next()?);

        if let Some(rest) = state.rest.filter(|_| state.rested) {
            let cell = body.children().nth(rest.row.checked_sub(state.first)?)?.children().nth(rest.column)?.bounds();
            let content = self.shortened(rest, state.first, rows_tree)?;

            return Some(tip::show(content, cell + translation, &mut state.tip));
        }

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

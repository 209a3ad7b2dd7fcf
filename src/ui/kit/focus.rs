//! What the keyboard points at. iced gives the focus to text inputs only; here every control gets it, Tab and Shift+Tab
//! walk through all of them in the order of the tree, and what is scrolled away comes into sight.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::operation::{Focusable, Operation, Outcome, Scrollable, TextInput};
use iced::advanced::widget::{Id, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::operation::AbsoluteOffset;
use iced::{Border, Event, Length, Rectangle, Renderer, Size, Task, Theme, Vector};

use super::{Element, Tokens};

/// How far the soft ring of the focus reaches around a control.
pub(super) const RING: f32 = 2.0;

/// The focus of one control.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Focus {
    pub focused: bool,
    /// Shown when it came by the keyboard; who clicks knows where the pointer is.
    pub visible: bool,
}

impl Focus {
    pub fn by_pointer() -> Self {
        Self { focused: true, visible: false }
    }

    pub fn shown(self) -> bool {
        self.focused && self.visible
    }
}

impl Focusable for Focus {
    fn is_focused(&self) -> bool {
        self.focused
    }

    fn focus(&mut self) {
        *self = Self { focused: true, visible: true };
    }

    fn unfocus(&mut self) {
        *self = Self::default();
    }
}

/// Draws the soft ring around what has the focus; the control draws its own accent edge.
pub(super) fn ring(renderer: &mut Renderer, bounds: Rectangle, radius: f32, tokens: &Tokens) {
    renderer.fill_quad(
        Quad {
            bounds: bounds.expand(RING),
            border: Border { color: tokens.ring, width: RING, radius: (radius + RING).into() },
            ..Quad::default()
        },
        iced::Color::TRANSPARENT,
    );
}

/// Draws the ring around a control filled with the accent itself: a gap, and then a line that can be told from it.
pub(super) fn outline(renderer: &mut Renderer, bounds: Rectangle, radius: f32, tokens: &Tokens) {
    renderer.fill_quad(
        Quad {
            bounds: bounds.expand(RING + 2.0),
            border: Border { color: tokens.accent, width: RING, radius: (radius + RING + 2.0).into() },
            ..Quad::default()
        },
        iced::Color::TRANSPARENT,
    );
}

/// Runs an operation, and those that follow from it, on one widget.
pub(super) fn run<M>(
    content: &mut Element<'_, M>,
    tree: &mut Tree,
    layout: Layout<'_>,
    renderer: &Renderer,
    operation: impl Operation + 'static,
) {
    let mut next: Option<Box<dyn Operation>> = Some(Box::new(operation));

    while let Some(mut operation) = next.take() {
        content.as_widget_mut().operate(tree, layout, renderer, operation.as_mut());

        if let Outcome::Chain(following) = operation.finish() {
            next = Some(following);
        }
    }
}

/// Which control gets the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    Next,
    Previous,
    /// The first text input, or else the first control.
    FirstInput,
    Index(usize),
}

/// Counts the controls, then moves the focus; at the end it begins anew.
struct Step {
    goal: Goal,
    total: usize,
    focused: Option<usize>,
    first_input: Option<usize>,
}

impl Operation for Step {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            self.focused = Some(self.total);
        }
        self.total += 1;
    }

    fn text_input(&mut self, _id: Option<&Id>, _bounds: Rectangle, _state: &mut dyn TextInput) {
        if self.first_input.is_none() {
            // An input is announced as a text input before it is as a control.
            self.first_input = Some(self.total);
        }
    }

    fn finish(&self) -> Outcome<()> {
        if self.total == 0 {
            return Outcome::None;
        }

        let target = match self.goal {
            Goal::Next => self.focused.map_or(0, |at| (at + 1) % self.total),
            Goal::Previous => self.focused.map_or(self.total - 1, |at| (at + self.total - 1) % self.total),
            Goal::FirstInput => self.first_input.unwrap_or(0),
            Goal::Index(index) => index,
        };

        Outcome::Chain(Box::new(Land::on(target)))
    }
}

/// Gives the focus to the control of that number and takes it from all others.
struct Land {
    target: usize,
    at: usize,
    landed: Option<Rectangle>,
    /// It had the focus already: who is typing goes on where they are.
    stays: bool,
    /// What is to be seen with it.
    around: Option<Rectangle>,
    scrolling: Scrolling,
    /// What scrolls and holds it, by number.
    held: Vec<usize>,
}

/// What scrolls, counted in the order of the walk, and what of it one is in.
#[derive(Default)]
struct Scrolling {
    count: usize,
    /// The content of what was met last comes next.
    entering: bool,
    within: Vec<usize>,
}

impl Scrolling {
    fn meet(&mut self) {
        self.count += 1;
        self.entering = true;
    }

    fn enter(&mut self) -> bool {
        let entered = std::mem::take(&mut self.entering);
        if entered {
            self.within.push(self.count);
        }

        entered
    }
}

impl Land {
    fn on(target: usize) -> Self {
        Self {
            target,
            at: 0,
            landed: None,
            stays: false,
            around: None,
            scrolling: Scrolling::default(),
            held: Vec::new(),
        }
    }
}

impl Operation for Land {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let entered = self.scrolling.enter();
        operate(self);
        if entered {
            self.scrolling.within.pop();
        }
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        _bounds: Rectangle,
        _content: Rectangle,
        _translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.scrolling.meet();
    }

    fn focusable(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if self.at == self.target {
            self.stays = state.is_focused();
            if !self.stays {
                state.focus();
            }
            self.landed = Some(bounds);
            self.held.clone_from(&self.scrolling.within);
        } else if state.is_focused() {
            state.unfocus();
        }
        self.at += 1;
    }

    fn finish(&self) -> Outcome<()> {
        match self.landed {
            Some(bounds) => {
                let around = self.around.unwrap_or(bounds);

                Outcome::Chain(Box::new(Reveal {
                    bounds,
                    around,
                    select: !self.stays,
                    held: self.held.clone(),
                    count: 0,
                }))
            }
            None => Outcome::None,
        }
    }
}

/// Room kept above and below what is scrolled into sight: the label of a field stands above it, its problem below.
const REVEAL: f32 = super::space::XXL + super::space::S;

/// Scrolls what contains a control so that it can be seen with what is around it, and selects the text of the input that
/// is there.
struct Reveal {
    bounds: Rectangle,
    around: Rectangle,
    select: bool,
    /// What scrolls and holds the control, by number.
    held: Vec<usize>,
    /// How many were met.
    count: usize,
}

impl Operation for Reveal {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        self.count += 1;
        // A long content reaches under what stands below its place: only what holds the control scrolls.
        if !self.held.contains(&self.count) {
            return;
        }

        // Where not all of it fits, the control itself has to, and its top before its foot.
        let all = if self.around.height <= bounds.height { self.around } else { self.bounds };
        let margin = REVEAL.min((bounds.height - all.height) / 2.0).max(0.0);
        let above = all.y - translation.y - margin - bounds.y;
        let below = all.y + all.height - translation.y + margin - bounds.y - bounds.height;
        let by = if above < 0.0 { above } else { below.clamp(0.0, above) };

        if by != 0.0 {
            state.scroll_by(AbsoluteOffset { x: 0.0, y: by }, bounds, content);
        }
    }

    fn text_input(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn TextInput) {
        if self.select && bounds == self.bounds {
            state.select_all();
        }
    }
}

fn step(goal: Goal) -> Step {
    Step { goal, total: 0, focused: None, first_input: None }
}

/// Moves the focus to the next control, after the last one to the first.
pub(super) fn next() -> impl Operation {
    step(Goal::Next)
}

pub(super) fn previous() -> impl Operation {
    step(Goal::Previous)
}

pub(super) fn first_input() -> impl Operation {
    step(Goal::FirstInput)
}

/// Gives the focus back to the control of that number.
pub(super) fn nth(index: usize) -> impl Operation {
    step(Goal::Index(index))
}

/// Looks for the control with this id, then moves the focus to it.
struct Find {
    id: Id,
    at: usize,
    found: Option<usize>,
}

impl Operation for Find {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, id: Option<&Id>, _bounds: Rectangle, _state: &mut dyn Focusable) {
        if id == Some(&self.id) {
            self.found = Some(self.at);
        }
        self.at += 1;
    }

    fn finish(&self) -> Outcome<()> {
        match self.found {
            Some(target) => Outcome::Chain(Box::new(Land::on(target))),
            None => Outcome::None,
        }
    }
}

/// What a field is in while something is wrong with it.
pub(super) const WRONG: Id = Id::new("kit.wrong");

/// Looks for the first field with a problem.
struct FindWrong {
    at: usize,
    field: Option<Rectangle>,
    found: Option<usize>,
}

impl Operation for FindWrong {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        if self.field.is_none() && id == Some(&WRONG) {
            self.field = Some(bounds);
        }
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, _state: &mut dyn Focusable) {
        if self.field.is_some() && self.found.is_none() {
            self.found = Some(self.at);
        }
        self.at += 1;
    }

    fn finish(&self) -> Outcome<()> {
        match self.found {
            Some(target) => Outcome::Chain(Box::new(Land { around: self.field, ..Land::on(target) })),
            None => Outcome::None,
        }
    }
}

/// Gives the focus to the first field with a problem, and scrolls so that both can be seen.
pub fn reach_wrong<M: Send + 'static>() -> Task<M> {
    iced::advanced::widget::operate(FindWrong { at: 0, field: None, found: None }).discard()
}

/// Gives the focus to the control with this id, and scrolls so that it can be seen.
pub fn reach<M: Send + 'static>(id: impl Into<Id>) -> Task<M> {
    iced::advanced::widget::operate(Find { id: id.into(), at: 0, found: None }).discard()
}

/// Takes the focus from every control and notes which one had it.
pub(super) struct Blur<'a> {
    pub at: usize,
    pub had: &'a mut Option<usize>,
}

impl Operation for Blur<'_> {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            *self.had = Some(self.at);
            state.unfocus();
        }
        self.at += 1;
    }
}

/// The outermost widget of the window: Tab and Shift+Tab walk through its controls.
pub fn window<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    Element::new(Window { content: content.into() })
}

struct Window<'a, M> {
    content: Element<'a, M>,
}

impl<M> Widget<M, Theme, Renderer> for Window<'_, M> {
    fn tag(&self) -> tree::Tag {
        self.content.as_widget().tag()
    }

    fn state(&self) -> tree::State {
        self.content.as_widget().state()
    }

    fn children(&self) -> Vec<Tree> {
        self.content.as_widget().children()
    }

    fn diff(&self, tree: &mut Tree) {
        self.content.as_widget().diff(tree);
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.content.as_widget_mut().layout(tree, renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.content.as_widget_mut().operate(tree, layout, renderer, operation);
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
        self.content.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);

        if shell.is_event_captured() {
            return;
        }

        if let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(Named::Tab), modifiers, .. }) = event
            && !modifiers.control()
            && !modifiers.alt()
            && !modifiers.logo()
        {
            if modifiers.shift() {
                run(&mut self.content, tree, layout, renderer, previous());
            } else {
                run(&mut self.content, tree, layout, renderer, next());
            }
            shell.capture_event();
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
        self.content.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.content.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, M, Theme, Renderer>> {
        self.content.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
    }
}

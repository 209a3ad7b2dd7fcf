//! Hands on the whole window without a screen: presses keys, types and clicks on what is drawn, runs the tasks that
//! follow, and counts the presses. The widgets keep their state from one press to the next, as in the real window.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use futures::StreamExt;
use guichet::preferences::Preferences;
use guichet::ui::app::{App, Message, Opened, Options};
use guichet::ui::kit;
use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{self, Key, Location, Modifiers};
use iced::{Event, Point, Rectangle, Size, Task, Vector, event, mouse, window};
use iced_test::core::renderer::Headless;
use iced_test::core::{clipboard, widget};
use iced_test::runtime::user_interface::{Cache, UserInterface};
use iced_test::runtime::{Action, task};
use iced_test::selector::{Bounded, Selector};

type Ui<'a> = UserInterface<'a, Message, iced::Theme, iced::Renderer>;

/// How long anything may take on a busy machine before the story gives up on it.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Hands {
    runtime: tokio::runtime::Runtime,
    pub app: App,
    cache: Option<Cache>,
    renderer: iced::Renderer,
    size: Size,
    cursor: mouse::Cursor,
    actions: Receiver<Action<Message>>,
    sender: Sender<Action<Message>>,
    /// Keys and clicks so far, beside the text typed.
    pub presses: usize,
    pub closed: bool,
}

impl Hands {
    /// Opens the window on this workspace, and waits for its list.
    pub fn on(runtime: tokio::runtime::Runtime, opened: Opened, preferences: Preferences) -> Self {
        Self::with(runtime, || App::over(opened, preferences))
    }

    /// Opens the window on the workspace at this path; nothing of this computer is remembered.
    pub fn at(path: &Path, preferences: Preferences) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let options = Options { workspace: Some(path.to_owned()), preset: true, ..Options::default() };

        Self::with(runtime, || App::new(options, preferences, Vec::new()))
    }

    fn with(runtime: tokio::runtime::Runtime, app: impl FnOnce() -> (App, Task<Message>)) -> Self {
        let renderer = runtime
            .block_on(<iced::Renderer as Headless>::new(kit::FONT, kit::role::BODY.0.into(), Some("tiny-skia")))
            .expect("a renderer in memory");
        for font in kit::fonts() {
            iced_test::renderer::graphics::text::font_system().write().unwrap().load_font(font.into());
        }
        let guard = runtime.enter();
        let (app, task) = app();
        drop(guard);
        let (sender, actions) = channel();
        let mut hands = Self {
            runtime,
            app,
            cache: None,
            renderer,
            size: Size::new(1366.0, 768.0),
            cursor: mouse::Cursor::Unavailable,
            actions,
            sender,
            presses: 0,
            closed: false,
        };
        hands.spawn(task);
        hands.resize(1366.0, 768.0);

        hands
    }

    pub fn resize(&mut self, width: f32, height: f32) {
        self.size = Size::new(width, height);
        self.simulate(vec![Event::Window(window::Event::Resized(self.size))]);
    }

    fn spawn(&mut self, task: Task<Message>) {
        let Some(mut stream) = task::into_stream(task) else { return };
        let sender = self.sender.clone();
        self.runtime.spawn(async move {
            while let Some(action) = stream.next().await {
                if sender.send(action).is_err() {
                    return;
                }
            }
        });
    }

    /// Runs a task to its end.
    pub fn run(&mut self, task: Task<Message>) {
        let Some(mut stream) = task::into_stream(task) else { return };
        while let Some(action) = self.runtime.block_on(stream.next()) {
            self.act(action);
        }
    }

    pub fn send(&mut self, message: Message) {
        let guard = self.runtime.enter();
        let task = self.app.update(message);
        drop(guard);
        self.spawn(task);
    }

    fn ui<T>(&mut self, act: impl FnOnce(&mut Ui<'_>, &mut iced::Renderer) -> T) -> T {
        let cache = self.cache.take().unwrap_or_default();
        let mut ui = UserInterface::build(self.app.view(), self.size, cache, &mut self.renderer);
        let answer = act(&mut ui, &mut self.renderer);
        self.cache = Some(ui.into_cache());

        answer
    }

    fn simulate(&mut self, events: Vec<Event>) {
        for event in events {
            let cursor = self.cursor;
            let (status, messages) = self.ui(|ui, renderer| {
                let mut messages = Vec::new();
                let (_, statuses) =
                    ui.update(std::slice::from_ref(&event), cursor, renderer, &mut clipboard::Null, &mut messages);

                (statuses.first().copied().unwrap_or(event::Status::Ignored), messages)
            });
            for message in messages {
                self.send(message);
            }
            if let Some(message) = App::heard(event, status) {
                self.send(message);
            }
            self.pump();
        }
    }

    /// Does what has come back from the tasks.
    fn pump(&mut self) {
        while let Ok(action) = self.actions.try_recv() {
            self.act(action);
        }
    }

    fn act(&mut self, action: Action<Message>) {
        match action {
            Action::Output(message) => self.send(message),
            Action::Widget(operation) => {
                let mut next = Some(operation);
                while let Some(mut operation) = next.take() {
                    self.ui(|ui, renderer| ui.operate(renderer, operation.as_mut()));
                    if let widget::operation::Outcome::Chain(following) = operation.finish() {
                        next = Some(following);
                    }
                }
            }
            Action::Exit => self.closed = true,
            _ => {}
        }
    }

    /// Waits until something is so.
    #[track_caller]
    pub fn until(&mut self, what: &str, so: impl Fn(&mut Self) -> bool) {
        let begun = Instant::now();
        loop {
            self.pump();
            if so(self) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{what}: waited in vain; shown: {:?}", self.texts());
            match self.actions.recv_timeout(Duration::from_millis(20)) {
                Ok(action) => self.act(action),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => panic!("the tasks are gone"),
            }
        }
    }

    #[track_caller]
    pub fn must_show(&mut self, text: &str) {
        self.until(&format!("« {text} » is not shown"), |hands| hands.shows(text));
    }

    #[track_caller]
    pub fn must_not_show(&mut self, text: &str) {
        self.until(&format!("« {text} » is still shown"), |hands| !hands.shows(text));
    }

    /// Every text that is drawn.
    pub fn texts(&mut self) -> Vec<String> {
        let mut texts = Texts::default();
        self.ui(|ui, renderer| ui.operate(renderer, &mut widget::operation::black_box(&mut texts)));

        texts.0
    }

    /// Whether some text that is drawn contains this.
    pub fn shows(&mut self, text: &str) -> bool {
        self.texts().iter().any(|shown| shown.contains(text))
    }

    /// What has the focus, and whether all of it can be seen; none when nothing has it.
    pub fn focused(&mut self) -> Option<Focused> {
        let window = Rectangle::with_size(self.size);
        let mut look = Look { views: vec![(window, Vector::ZERO)], ..Look::default() };
        self.ui(|ui, renderer| ui.operate(renderer, &mut widget::operation::black_box(&mut look)));

        look.focused
    }

    /// How far what scrolls under this id is scrolled.
    pub fn scrolled(&mut self, id: &'static str) -> f32 {
        let mut look = Look { wanted: Some(widget::Id::new(id)), ..Look::default() };
        self.ui(|ui, renderer| ui.operate(renderer, &mut widget::operation::black_box(&mut look)));

        look.scrolled.unwrap_or_else(|| panic!("nothing scrolls as {id}"))
    }

    fn bounds<S>(&mut self, selector: S) -> Option<Point>
    where
        S: Selector + Send,
        S::Output: Bounded + Clone + Send,
    {
        let mut find = selector.find();
        self.ui(|ui, renderer| ui.operate(renderer, &mut widget::operation::black_box(&mut find)));

        match widget::Operation::finish(&find) {
            widget::operation::Outcome::Some(found) => Some(found?.visible_bounds()?.center()),
            _ => None,
        }
    }

    /// Clicks on what bears this text, exactly.
    #[track_caller]
    pub fn click(&mut self, text: &str) {
        self.must_show(text);
        let owned = text.to_owned();
        let at = self.bounds(owned.as_str()).unwrap_or_else(|| panic!("no « {text} » to press: {:?}", self.texts()));
        self.click_at(at);
    }

    #[track_caller]
    pub fn click_on(&mut self, id: &'static str) {
        let at = self.bounds(iced::widget::Id::new(id)).unwrap_or_else(|| panic!("no {id} to press"));
        self.click_at(at);
    }

    fn click_at(&mut self, at: Point) {
        self.presses += 1;
        self.cursor = mouse::Cursor::Available(at);
        self.simulate(vec![
            Event::Mouse(mouse::Event::CursorMoved { position: at }),
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)),
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)),
        ]);
    }

    pub fn write(&mut self, text: &str) {
        for letter in text.chars() {
            let key = Key::Character(letter.to_lowercase().to_string().into());
            let key = if letter == ' ' { Key::Named(Named::Space) } else { key };
            self.key(key, Modifiers::empty(), Some(letter.to_string()));
        }
    }

    /// Presses a named key.
    pub fn tap(&mut self, named: Named) {
        self.presses += 1;
        self.key(Key::Named(named), Modifiers::empty(), None);
    }

    /// Presses Ctrl and a letter.
    pub fn control(&mut self, letter: char) {
        self.presses += 1;
        self.key(Key::Character(letter.to_string().into()), Modifiers::COMMAND, None);
    }

    pub fn chord(&mut self, named: Named, modifiers: Modifiers) {
        self.presses += 1;
        self.key(Key::Named(named), modifiers, None);
    }

    pub fn control_shift(&mut self, letter: char) {
        self.presses += 1;
        self.key(Key::Character(letter.to_string().into()), Modifiers::COMMAND | Modifiers::SHIFT, None);
    }

    fn key(&mut self, key: Key, modifiers: Modifiers, text: Option<String>) {
        let physical_key = Physical::Code(Code::KeyA);
        self.simulate(vec![
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)),
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: key.clone(),
                modified_key: key.clone(),
                physical_key,
                location: Location::Standard,
                modifiers,
                text: text.map(Into::into),
                repeat: false,
            }),
            Event::Keyboard(keyboard::Event::KeyReleased {
                key: key.clone(),
                modified_key: key,
                physical_key,
                location: Location::Standard,
                modifiers,
            }),
            Event::Keyboard(keyboard::Event::ModifiersChanged(Modifiers::empty())),
        ]);
    }

    /// Asks the workspace itself.
    pub fn ask<T>(&self, ask: impl Future<Output = T>) -> T {
        self.runtime.block_on(ask)
    }
}

/// A control that has the focus.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Focused {
    /// Its number, in the order of the Tab key.
    pub at: usize,
    /// Where it is in the window.
    pub bounds: Rectangle,
    /// Nothing of it is scrolled away or outside of the window.
    pub in_sight: bool,
}

/// Looks for what has the focus, through everything that scrolls.
#[derive(Default)]
struct Look {
    /// What shows a part of what it holds, from the window inwards, and how far it is scrolled in all.
    views: Vec<(Rectangle, Vector)>,
    entered: Option<(Rectangle, Vector)>,
    at: usize,
    focused: Option<Focused>,
    wanted: Option<widget::Id>,
    scrolled: Option<f32>,
}

impl widget::Operation for Look {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn widget::Operation)) {
        let entered = self.entered.take();
        let inside = entered.is_some();
        self.views.extend(entered);
        operate(self);
        if inside {
            self.views.pop();
        }
    }

    fn scrollable(
        &mut self,
        id: Option<&widget::Id>,
        bounds: Rectangle,
        _content: Rectangle,
        translation: Vector,
        _state: &mut dyn widget::operation::Scrollable,
    ) {
        let scrolled = self.views.last().map_or(Vector::ZERO, |(_, scrolled)| *scrolled);
        if id.is_some() && id == self.wanted.as_ref() {
            self.scrolled = Some(translation.y);
        }
        self.entered = Some((bounds - scrolled, scrolled + translation));
    }

    fn focusable(&mut self, _id: Option<&widget::Id>, bounds: Rectangle, state: &mut dyn widget::operation::Focusable) {
        if state.is_focused() {
            let scrolled = self.views.last().map_or(Vector::ZERO, |(_, scrolled)| *scrolled);
            let bounds = bounds - scrolled;
            let seen = |(view, _): &(Rectangle, Vector)| {
                view.y <= bounds.y + 0.5 && bounds.y + bounds.height <= view.y + view.height + 0.5
            };
            self.focused = Some(Focused { at: self.at, bounds, in_sight: self.views.iter().all(seen) });
        }
        self.at += 1;
    }
}

#[derive(Default)]
struct Texts(Vec<String>);

impl widget::Operation for Texts {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn widget::Operation)) {
        operate(self);
    }

    fn text(&mut self, _id: Option<&widget::Id>, _bounds: iced::Rectangle, text: &str) {
        self.0.push(text.to_owned());
    }

    fn text_input(
        &mut self,
        _id: Option<&widget::Id>,
        _bounds: iced::Rectangle,
        state: &mut dyn widget::operation::TextInput,
    ) {
        self.0.push(state.text().to_owned());
    }
}

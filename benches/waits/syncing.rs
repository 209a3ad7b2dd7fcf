//! A window on a desk while the desk talks to the server: how long its frames take.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use futures::StreamExt;
use futures::channel::mpsc;
use guichet::desk::Desk;
use guichet::preferences::Preferences;
use guichet::ui::app::{App, Message, Opened};
use guichet::ui::kit;
use iced::{Size, Task};
use iced_test::core::renderer::Headless;
use iced_test::runtime::futures::subscription::{Tracker, into_recipes};
use iced_test::runtime::user_interface::{Cache, UserInterface};
use iced_test::runtime::{Action, task};

use crate::measure::{Result, Times};

/// As a screen asks for them.
const PACE: Duration = Duration::from_millis(16);

/// A window in a thread of its own, drawn again and again until it is closed. A frame is what the program decides of it:
/// the messages that came, view and layout.
pub struct Window {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<std::result::Result<Times, String>>,
}

impl Window {
    pub async fn open(desk: &Desk) -> Result<Self> {
        let opened = Opened { desk: desk.clone(), venue: Box::new(desk.venue().await?) };
        let stop = Arc::new(AtomicBool::new(false));
        let (told, runtime) = (stop.clone(), tokio::runtime::Handle::current());
        let thread = std::thread::spawn(move || frames(&runtime, opened, &told));

        Ok(Self { stop, thread })
    }

    /// How long its frames took.
    pub async fn close(self) -> Result<Times> {
        self.stop.store(true, Ordering::Relaxed);

        let thread = self.thread;
        let times = tokio::task::spawn_blocking(move || thread.join()).await?.map_err(|_| "the window broke")?;

        Ok(times?)
    }
}

fn frames(runtime: &tokio::runtime::Handle, opened: Opened, stop: &AtomicBool) -> std::result::Result<Times, String> {
    let _inside = runtime.enter();

    for font in kit::fonts() {
        iced_test::renderer::graphics::text::font_system().write().map_err(|_| "no fonts")?.load_font(font.into());
    }

    let mut renderer = runtime
        .block_on(<iced::Renderer as Headless>::new(kit::FONT, kit::role::BODY.0.into(), Some("tiny-skia")))
        .ok_or("nothing to draw with")?;
    let size = Size::new(1366.0, 768.0);
    let (sender, mut messages) = mpsc::unbounded();
    let mut tracker = Tracker::new();
    let begin = |task: Task<Message>| {
        let Some(mut actions) = task::into_stream(task) else { return };
        let sender = sender.clone();

        runtime.spawn(async move {
            while let Some(action) = actions.next().await {
                if let Action::Output(message) = action
                    && sender.unbounded_send(message).is_err()
                {
                    return;
                }
            }
        });
    };
    let (mut app, task) = App::over(opened, Preferences::default());

    begin(task);
    begin(app.update(Message::Resized(size)));

    let mut cache = Cache::default();
    let mut times = Times::default();

    while !stop.load(Ordering::Relaxed) {
        let start = Instant::now();

        while let Ok(message) = messages.try_recv() {
            begin(app.update(message));
        }

        for future in tracker.update(into_recipes(app.subscription()).into_iter(), sender.clone()) {
            runtime.spawn(future);
        }

        cache = UserInterface::build(app.view(), size, cache, &mut renderer).into_cache();
        times.add(start.elapsed());
        std::thread::sleep(PACE.saturating_sub(start.elapsed()));
    }

    Ok(times)
}

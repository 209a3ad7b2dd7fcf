//! One frame of the list of members while it is scrolled: view and layout, without drawing.

use std::path::Path;
use std::time::Instant;

use futures::StreamExt;
use guichet::preferences::Preferences;
use guichet::ui::app::{App, Message, Options};
use guichet::ui::kit;
use iced::mouse::ScrollDelta;
use iced::{Event, Point, Size, Task, mouse};
use iced_test::core::clipboard;
use iced_test::core::renderer::Headless;
use iced_test::runtime::user_interface::{Cache, UserInterface};
use iced_test::runtime::{self, Action};

use crate::measure::{Report, Result, Times};

/// Frames measured; each turns the wheel by three rows.
const FRAMES: usize = 300;

pub fn measure(workspace: &Path, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let size = Size::new(1366.0, 768.0);

    for font in kit::fonts() {
        iced_test::renderer::graphics::text::font_system().write().map_err(|_| "no fonts")?.load_font(font.into());
    }

    let mut renderer = runtime
        .block_on(<iced::Renderer as Headless>::new(kit::FONT, kit::role::BODY.0.into(), Some("tiny-skia")))
        .ok_or("nothing to draw with")?;
    let options = Options { workspace: Some(workspace.to_owned()), ..Options::default() };
    let (mut app, task) = App::new(options, Preferences::default(), Vec::new());
    run(&runtime, &mut app, task);
    let task = app.update(Message::Resized(size));
    run(&runtime, &mut app, task);

    let mut cache = Cache::default();
    let mut times = Times::default();

    for frame in 0..FRAMES {
        let start = Instant::now();
        let mut window = UserInterface::build(app.view(), size, cache, &mut renderer);
        times.add(start.elapsed());

        let events = [
            Event::Mouse(mouse::Event::CursorMoved { position: Point::new(600.0, 500.0) }),
            Event::Mouse(mouse::Event::WheelScrolled { delta: ScrollDelta::Pixels { x: 0.0, y: -108.0 } }),
        ];
        let cursor = mouse::Cursor::Available(Point::new(600.0, 500.0));
        let mut messages = Vec::new();
        let _ = window.update(&events, cursor, &mut renderer, &mut clipboard::Null, &mut messages);
        cache = window.into_cache();

        if frame == FRAMES / 2 && messages.is_empty() {
            return Err("the list does not scroll".into());
        }

        for message in messages {
            let task = app.update(message);
            run(&runtime, &mut app, task);
        }
    }

    report.times("a frame while scrolling: view + layout", &times);

    Ok(())
}

/// Runs a task and what follows from it.
fn run(runtime: &tokio::runtime::Runtime, app: &mut App, task: Task<Message>) {
    let Some(stream) = runtime::task::into_stream(task) else { return };
    let _inside = runtime.enter();
    let actions: Vec<_> = runtime.block_on(stream.collect());

    for action in actions {
        if let Action::Output(message) = action {
            let task = app.update(message);
            run(runtime, app, task);
        }
    }
}

//! One frame of the list of members while it is scrolled: view and layout, without drawing.

use std::path::Path;
use std::time::{Duration, Instant};

use futures::StreamExt;
use futures::stream::{BoxStream, SelectAll};
use guichet::preferences::Preferences;
use guichet::ui::app::{App, Message, Options};
use guichet::ui::{kit, members};
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
    let (app, task) = App::new(options, Preferences::default(), Vec::new());
    let mut program = Program { runtime, app, tasks: SelectAll::new() };
    program.begin(task);
    program.rest(Duration::from_secs(5));
    program.send(Message::Resized(size));
    program.rest(Duration::from_secs(1));

    let mut cache = Cache::default();
    let mut times = Times::default();

    let mut last = 0;

    for _ in 0..FRAMES {
        let start = Instant::now();
        let mut window = UserInterface::build(program.app.view(), size, cache, &mut renderer);
        times.add(start.elapsed());

        let events = [
            Event::Mouse(mouse::Event::CursorMoved { position: Point::new(600.0, 500.0) }),
            Event::Mouse(mouse::Event::WheelScrolled { delta: ScrollDelta::Pixels { x: 0.0, y: -108.0 } }),
        ];
        let cursor = mouse::Cursor::Available(Point::new(600.0, 500.0));
        let mut messages = Vec::new();
        let _ = window.update(&events, cursor, &mut renderer, &mut clipboard::Null, &mut messages);
        cache = window.into_cache();

        for message in messages {
            if let Message::Members(members::Message::Shown(rows)) = &message {
                last = rows.end;
            }

            program.send(message);
        }

        program.rest(Duration::from_millis(20));
    }

    if last < FRAMES * 2 {
        return Err(format!("the list has been scrolled to row {last} only").into());
    }

    report.times("a frame while scrolling: view + layout", &times);

    Ok(())
}

/// The program without a window. Some of its tasks never end, so it is let run until nothing has come for a while.
struct Program {
    runtime: tokio::runtime::Runtime,
    app: App,
    tasks: SelectAll<BoxStream<'static, Action<Message>>>,
}

impl Program {
    fn send(&mut self, message: Message) {
        let handle = self.runtime.handle().clone();
        let _inside = handle.enter();
        let task = self.app.update(message);
        self.begin(task);
    }

    fn begin(&mut self, task: Task<Message>) {
        self.tasks.extend(runtime::task::into_stream(task));
    }

    fn rest(&mut self, idle: Duration) {
        loop {
            let next = self.runtime.block_on(async { tokio::time::timeout(idle, self.tasks.next()).await });

            match next {
                Ok(Some(Action::Output(message))) => self.send(message),
                Ok(Some(_)) => {}
                Ok(None) | Err(_) => return,
            }
        }
    }
}

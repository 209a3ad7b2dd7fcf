//! From starting the program to its window with the list, beside an empty window of the same toolkit; needs Xvfb.

#[path = "../../tests/xvfb.rs"]
#[allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "written for tests")]
mod xvfb;

use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use iced::widget::space;
use xvfb::{HEIGHT, Screen, WIDTH};

use crate::measure::{Report, Result, Times, mebibytes, memory_of, milliseconds, ratio};

/// How often each program is started.
const TIMES: usize = 7;

/// Pixels that are not the ground of the list once its rows are there.
const INK: usize = 800;

pub fn measure(workspace: &Path, report: &mut Report) -> Result<()> {
    let screen = Screen::start();
    let (mut empty, mut shown, mut listed) = (Times::default(), Times::default(), Times::default());
    let mut memory = (None, None);

    for _ in 0..TIMES {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["part", "empty", "-"]);
        let (mut program, start) = begin(&screen, command)?;
        empty.add(until(&mut program, start, || drawn(&screen))?);
        end(&screen, program)?;
    }

    for n in 0..TIMES {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guichet"));
        command.arg("--workspace").arg(workspace);
        let (mut program, start) = begin(&screen, command)?;
        shown.add(until(&mut program, start, || drawn(&screen))?);
        listed.add(until(&mut program, start, || ink(&screen) > INK)?);

        if n + 1 == TIMES {
            sleep(Duration::from_secs(15));
            memory = memory_of(&program.id().to_string());
        }

        end(&screen, program)?;
    }

    let (empty, shown, listed) = (empty.percentile(50), shown.percentile(50), listed.percentile(50));
    report.line("start → an empty iced window", format!("{:.0} ms", milliseconds(empty)));
    report.line("start → window", format!("{:.0} ms: {}", milliseconds(shown), ratio(shown, empty)));
    report.line("start → window with its list", format!("{:.0} ms: {}", milliseconds(listed), ratio(listed, empty)));
    report.line("memory, window with its list and search ready (at most)", mebibytes(memory.0, memory.1));

    Ok(())
}

/// A window with nothing in it.
pub fn empty() -> Result<()> {
    fn nothing(_: &()) -> iced::Element<'_, ()> {
        space().into()
    }

    iced::application(|| (), |_: &mut (), _: ()| {}, nothing).run()?;

    Ok(())
}

fn begin(screen: &Screen, mut command: Command) -> Result<(Child, Instant)> {
    command.env("DISPLAY", &screen.display).env("ICED_BACKEND", "tiny-skia").env_remove("WAYLAND_DISPLAY");
    let start = Instant::now();

    Ok((command.spawn()?, start))
}

fn until(program: &mut Child, start: Instant, mut done: impl FnMut() -> bool) -> Result<Duration> {
    loop {
        if done() {
            return Ok(start.elapsed());
        }

        if let Some(status) = program.try_wait()? {
            return Err(format!("the program ended: {status}").into());
        }

        if start.elapsed() > Duration::from_secs(60) {
            return Err("no window within a minute".into());
        }

        sleep(Duration::from_millis(1));
    }
}

fn end(screen: &Screen, mut program: Child) -> Result<()> {
    program.kill()?;
    program.wait()?;
    let start = Instant::now();

    while drawn(screen) && start.elapsed() < Duration::from_secs(5) {
        sleep(Duration::from_millis(5));
    }

    Ok(())
}

/// Whether there is something on the screen, which is black without a window.
fn drawn(screen: &Screen) -> bool {
    screen.picture().chunks_exact(4).filter(|pixel| pixel[..3] != [0; 3]).count() > 10_000
}

/// How many pixels are written on in the middle, where the rows of the list are.
fn ink(screen: &Screen) -> usize {
    let picture = screen.picture();
    let width = usize::from(WIDTH);
    let inside = |line: usize| &picture[(line * width + width / 4) * 4..(line * width + width * 3 / 4) * 4];

    (usize::from(HEIGHT) * 2 / 5..usize::from(HEIGHT) * 4 / 5)
        .flat_map(|line| inside(line).chunks_exact(4))
        .filter(|pixel| pixel[..3].iter().all(|&part| part < 140) && pixel[..3] != [0; 3])
        .count()
}

//! Opening the window, or saying plainly why there is none.

use std::io::Write;
use std::process::{Command, ExitCode};

use super::app::{self, Options};
use super::display::{self, Screen};
use super::start::{self, Drawing, Known, Mark};
use crate::domain::phrase::Phrase;
use crate::preferences::Preferences;
use crate::words::{Language, Words};

/// Set on the program started again, so that it is started again once only.
const AGAIN: &str = "GUICHET_STARTED_AGAIN";

/// The window library's own choice of what draws, and its name for software.
const BACKEND: &str = "ICED_BACKEND";
const SOFTWARE: &str = "tiny-skia";

/// Opens the window and stays until it is closed. With no screen it says so and gives 1.
pub fn run(mut options: Options) -> ExitCode {
    let screen = display::look();
    let language = options.language;
    let (mut preferences, _) = Preferences::load();
    let forced = forced();
    let mark = Mark::of_this_computer();
    let drawing = start::choose(Known {
        card: cfg!(feature = "gpu"),
        software: options.software,
        remembered: preferences.software,
        unfinished: mark.is_there(),
        forced,
    });
    let again = std::env::var_os(AGAIN).is_some();

    // The libraries read the environment themselves; it can be changed safely only for another process.
    let command = match screen {
        Screen::Missing(phrase) => return refuse(&phrase, language),
        Screen::Without(variables) if !again => {
            let mut command = start_again();
            for variable in variables {
                command.env_remove(variable);
            }
            Some(command)
        }
        _ => None,
    };
    let command = if cfg!(feature = "gpu") && drawing == Drawing::Software && !again && forced.is_none() {
        let mut command = command.unwrap_or_else(start_again);
        command.env(BACKEND, SOFTWARE);
        Some(command)
    } else {
        command
    };

    if let Some(command) = command {
        return hand_over(command, language);
    }

    let (starting, notice) = start::begin(drawing, mark, &mut preferences);
    options.starting = starting;

    if let Some(notice) = notice {
        options.notices.push(notice);
        options.notices.extend(preferences.save().err());
    }

    match app::application(options).run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(&Phrase::new("display-failed").with("reason", error.to_string()), language),
    }
}

/// What draws, when the environment says so.
fn forced() -> Option<Drawing> {
    let backend = std::env::var_os(BACKEND).filter(|backend| !backend.is_empty())?;

    Some(if backend == SOFTWARE { Drawing::Software } else { Drawing::Card })
}

fn start_again() -> Command {
    let mut arguments = std::env::args_os();
    let called = arguments.next().unwrap_or_default();
    let mut command = Command::new(std::env::current_exe().unwrap_or_else(|_| called.into()));
    command.args(arguments).env(AGAIN, "1");

    command
}

/// This process becomes the other one where the system can do that; elsewhere it waits for it.
fn hand_over(mut command: Command, language: Option<Language>) -> ExitCode {
    #[cfg(unix)]
    let error = std::os::unix::process::CommandExt::exec(&mut command);

    #[cfg(not(unix))]
    let error = match command.status() {
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
            return ExitCode::from(code);
        }
        Err(error) => error,
    };

    refuse(&Phrase::new("display-failed").with("reason", error.to_string()), language)
}

fn refuse(phrase: &Phrase, language: Option<Language>) -> ExitCode {
    let language = language.unwrap_or_else(|| Preferences::load().0.language());
    let words = Words::of_this_computer(language);
    let _ = writeln!(std::io::stderr(), "{}", words.say(phrase));

    ExitCode::FAILURE
}

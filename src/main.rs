//! Window or command line?

use std::process::ExitCode;

use guichet::cli::{self, Next};
use guichet::ui;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Next::Exit(code) => code,
        Next::Window { workspace, language, software } => {
            let mut options = ui::Options::default();
            options.workspace = workspace;
            options.language = language;
            options.software = software;

            ui::run(options)
        }
    }
}

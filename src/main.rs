//! Window or command line?

use std::process::ExitCode;

use guichet::cli::{self, Next};
use guichet::ui;

fn main() -> ExitCode {
    guichet_allocator::keep_little();

    match cli::run(std::env::args_os()) {
        Next::Exit(code) => code,
        Next::Window { workspace, language, software } => {
            ui::run(ui::Options { workspace, language, software, ..ui::Options::default() })
        }
    }
}

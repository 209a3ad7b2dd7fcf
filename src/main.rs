//! Window or command line?

use std::process::ExitCode;

use guichet::cli::{self, Next};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Next::Exit(code) => code,
        Next::Window { .. } => ExitCode::FAILURE,
    }
}

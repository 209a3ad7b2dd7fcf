//! What people wait for, measured on real workspace files and beside what else would do the job.
//!
//! `cargo bench` measures 100 000 and 1 000 000 members; `cargo bench -- 20000` another size, and a word after it only
//! what is called so (`desk`, `import`, `matched`, `export`, `frame`, `window`, `shared`). Each part runs in a process of its own, so that memory is
//! its own too.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a measurement is printed")]

mod desk;
mod files;
mod frame;
mod matched;
mod measure;
mod shared;
mod syncing;
mod window;

#[path = "../../tests/server/cluster.rs"]
#[allow(dead_code, clippy::unwrap_used, clippy::expect_used, reason = "the tests' own")]
mod cluster;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use guichet::desk::{Desk, Job, Setup};
use guichet::domain::venue::Venue;
use measure::{Report, Result};

const PARTS: [&str; 7] = ["desk", "frame", "window", "import", "matched", "export", "shared"];

fn main() -> ExitCode {
    // As the program does.
    guichet_allocator::keep_little();

    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let done = match words.first().map(String::as_str) {
        Some("part") => part(&words[1..]),
        _ => all(&words),
    };

    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");

            ExitCode::FAILURE
        }
    }
}

/// Measures everything and prints one table.
fn all(words: &[String]) -> Result<()> {
    let mut sizes: Vec<usize> = words.iter().filter_map(|word| word.replace('_', "").parse().ok()).collect();
    let named: Vec<&String> = words.iter().filter(|word| PARTS.contains(&word.as_str())).collect();

    if sizes.is_empty() {
        sizes = vec![100_000, 1_000_000];
    }

    let mut table: Vec<(String, Vec<String>)> = Vec::new();

    for (column, size) in sizes.iter().enumerate() {
        eprintln!("{size} members");
        let folder = tempfile::tempdir()?;
        let workspace = folder.path().join("bench.guichet");
        let mut lines = vec![("example data written".to_owned(), example(&workspace, *size)?)];

        for part in PARTS.iter().filter(|part| named.is_empty() || named.iter().any(|name| name == *part)) {
            eprintln!(" {part}");
            let output = Command::new(std::env::current_exe()?)
                .args(["part", part])
                .arg(&workspace)
                // What the program remembers of this computer is left alone.
                .envs(["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"].map(|name| (name, folder.path())))
                .stderr(std::process::Stdio::inherit())
                .output()?;

            for line in String::from_utf8_lossy(&output.stdout).lines() {
                if let Some((what, value)) = line.split_once('\t') {
                    lines.push((what.to_owned(), value.to_owned()));
                }
            }

            if !output.status.success() {
                lines.push(((*part).to_owned(), "not measured".to_owned()));
            }
        }

        for (what, value) in lines {
            let row = match table.iter_mut().position(|(known, _)| *known == what) {
                Some(row) => row,
                None => {
                    table.push((what, Vec::new()));
                    table.len() - 1
                }
            };
            let values = &mut table[row].1;
            values.resize(column, "–".to_owned());
            values.push(value);
        }
    }

    let sizes: Vec<String> = sizes.iter().map(|size| format!("{size} members")).collect();
    println!("| | {} |\n|---|{}", sizes.join(" | "), "---|".repeat(sizes.len()));

    for (what, values) in table {
        println!("| {what} | {} |", values.join(" | "));
    }

    Ok(())
}

/// Fills the workspace that is measured; says how long that took.
fn example(workspace: &Path, size: usize) -> Result<String> {
    let start = Instant::now();

    tokio::runtime::Runtime::new()?.block_on(async {
        let desk = Desk::open(workspace, Setup::of_this_computer()).await?;
        desk.demo(size, 1, &Job::new()).await?;
        let venue = desk.venue().await?;
        desk.save_venue(Venue { welcomed: true, ..venue }).await?;
        desk.close().await?;

        Ok::<_, Box<dyn std::error::Error>>(())
    })?;

    Ok(format!("{:.1} s", start.elapsed().as_secs_f64()))
}

/// Measures one part in this process and prints its lines.
fn part(words: &[String]) -> Result<()> {
    let [part, workspace, ..] = words else { return Err("part: which, and on what?".into()) };
    let workspace = PathBuf::from(workspace);
    let mut report = Report::default();

    match part.as_str() {
        "desk" => tokio::runtime::Runtime::new()?.block_on(desk::measure(&workspace, &mut report))?,
        "export" => tokio::runtime::Runtime::new()?.block_on(files::export(&workspace, &mut report))?,
        "import" => tokio::runtime::Runtime::new()?.block_on(files::import(&workspace, &mut report))?,
        "matched" => tokio::runtime::Runtime::new()?.block_on(matched::measure(&workspace, &mut report))?,
        "matching" => {
            let csv = words.get(2).ok_or("matching: with which file?")?;

            tokio::runtime::Runtime::new()?.block_on(matched::matching(&workspace, Path::new(csv), &mut report))?;
        }
        "shared" => tokio::runtime::Runtime::new()?.block_on(shared::measure(&workspace, &mut report))?,
        "frame" => frame::measure(&workspace, &mut report)?,
        "window" => window::measure(&workspace, &mut report)?,
        "empty" => window::empty()?,
        other => return Err(format!("no part is called {other}").into()),
    }

    for (what, value) in report.0 {
        println!("{what}\t{value}");
    }

    Ok(())
}

//! Files in and out, through the desk, on real files.

mod bad;
mod decide;
mod dialects;
mod export;
mod formats;
mod hostile;
mod mutated;
mod nameless;
mod roundtrip;
mod scattered;
mod sheets;
mod sources;
mod spectrum;
mod undo;
mod vcard;
mod venue;
mod workbooks;

use std::path::Path;
use std::sync::Arc;

use chrono::{TimeZone, Utc};
use guichet::desk::import::{Checked, ImportOptions};
use guichet::desk::{Desk, Job, Outcome, Setup};
use guichet::domain::entity::Instant;
use guichet::exchange::read::row::Row;
use guichet::exchange::read::trouble::Trouble;
use guichet::exchange::read::{Table, Wishes, table};

pub fn now() -> Instant {
    Utc.with_ymd_and_hms(2026, 11, 22, 10, 0, 0).unwrap()
}

pub fn setup() -> Setup {
    Setup {
        operator: "Ana".into(),
        desk: "Accueil".into(),
        clock: Arc::new(now),
        language: "fr".into(),
        keychain: guichet::desk::Keychain::None,
    }
}

pub async fn desk() -> Desk {
    Desk::in_memory(setup()).await.unwrap()
}

pub fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> std::path::PathBuf {
    let path = folder.join(name);

    std::fs::write(&path, bytes).unwrap();

    path
}

pub async fn check(desk: &Desk, file: &Path) -> Checked {
    desk.check_import(file, ImportOptions::default(), &Job::new()).await.unwrap()
}

pub async fn import(desk: &Desk, file: &Path) -> Outcome {
    let checked = check(desk, file).await;

    desk.import(checked, &Job::new()).await.unwrap()
}

/// A file as it is read, and its rows.
pub fn rows(file: &Path) -> (Table, Vec<Vec<String>>) {
    let read = table(file, &Wishes::default(), &|_, _| true).unwrap();
    let mut of = read.rows.rows(0);
    let mut row = Row::default();
    let mut rows = Vec::new();

    while of.next(&mut row).unwrap() {
        rows.push(row.cells().map(str::to_owned).collect());
    }

    drop(of);

    (read, rows)
}

/// What the file is refused with.
pub fn refusal(file: &Path) -> Option<String> {
    match table(file, &Wishes::default(), &|_, _| true) {
        Err(Trouble::Said(phrase)) => Some(phrase.key.into_owned()),
        _ => None,
    }
}

/// New, updated and unchanged rows, refused rows.
pub fn counts(checked: &Checked) -> (usize, usize, usize, usize) {
    let summary = &checked.summary;

    (summary.new, summary.updated, summary.unchanged, summary.refused_count)
}

//! Files in and out, through the desk, on real files.

mod bad;
mod dialects;
mod export;
mod formats;
mod roundtrip;
mod sheets;
mod sources;
mod venue;

use std::path::Path;
use std::sync::Arc;

use chrono::{TimeZone, Utc};
use guichet::desk::import::{Checked, ImportOptions};
use guichet::desk::{Desk, Job, Outcome, Setup};
use guichet::domain::entity::Instant;

pub fn now() -> Instant {
    Utc.with_ymd_and_hms(2026, 11, 22, 10, 0, 0).unwrap()
}

pub fn setup() -> Setup {
    Setup { operator: "Ana".into(), desk: "Accueil".into(), clock: Arc::new(now), language: "fr".into() }
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

/// New, updated and unchanged rows, refused rows.
pub fn counts(checked: &Checked) -> (usize, usize, usize, usize) {
    let summary = &checked.summary;

    (summary.new, summary.updated, summary.unchanged, summary.refused_count)
}

//! One process a file: a lock beside the workspace, and who holds it.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::phrase::Phrase;

use super::file::{about, beside, said};
use super::{Error, Result};

/// Who has a workspace open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Holder {
    pub operator: String,
    pub computer: String,
    pub process: u32,
    pub since: DateTime<Utc>,
}

/// Held until released or dropped.
pub(super) struct Lock {
    file: Mutex<Option<File>>,
    holder: PathBuf,
}

/// Takes the lock beside `path`. The holder is told in a second file, since some systems keep others from reading a
/// locked one.
pub(super) fn take(path: &Path, holder: &Holder) -> Result<Lock> {
    let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let told = beside(&whole, ".open");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(beside(&whole, ".lock"))
        .map_err(|error| said(path, error.into()))?;

    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(locked(path, &told)),
        Err(TryLockError::Error(error)) => return Err(said(path, error.into())),
    }

    // Who holds it is a courtesy: the lock alone protects the file.
    if let Ok(json) = serde_json::to_vec(holder) {
        let _ = fs::write(&told, json);
    }

    Ok(Lock { file: Mutex::new(Some(file)), holder: told })
}

impl Lock {
    pub(super) fn release(&self) {
        let file = self.file.lock().map(|mut file| file.take()).unwrap_or_default();

        if let Some(file) = file {
            let _ = fs::remove_file(&self.holder);
            let _ = file.unlock();
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.release();
    }
}

fn locked(path: &Path, told: &Path) -> Error {
    let holder = fs::read(told).ok().and_then(|json| serde_json::from_slice::<Holder>(&json).ok());

    match holder {
        Some(holder) => Error(
            Phrase::new("failure-locked")
                .with("path", path.display().to_string())
                .with("operator", holder.operator)
                .with("computer", holder.computer)
                .with("process", holder.process.to_string())
                .with("since", holder.since),
        ),
        None => about("failure-locked-unknown", path),
    }
}

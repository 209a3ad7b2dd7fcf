//! What lies at a path, told before anything there is touched: the header of an SQLite file names its program and its
//! version.

use std::fs;
use std::io::Read;
use std::path::Path;

use guichet_migrations::{APPLICATION_ID, VERSION};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::domain::phrase::Phrase;

use super::rows::statement;
use super::{Error, Result};

/// What the first look at a path tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// No file, or one of no bytes: a workspace is made there.
    Free,
    /// A workspace that this program can read.
    Ours,
    /// A database that has nothing in it, as far as its header tells.
    Blank,
}

/// What the database says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub application: i32,
    pub version: i32,
    /// But for the migrator's own, which is all that a creation that was cut short leaves.
    pub tables: i64,
}

/// Looks without opening the database, and makes the folder of a new one.
pub(super) fn look(path: &Path) -> Result<Place> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(|error| said(path, error.into()))?;
            }

            return Ok(Place::Free);
        }
        Err(error) => return Err(said(path, error.into())),
    };

    if metadata.is_dir() {
        return Err(about("failure-folder", path));
    }

    if metadata.len() == 0 {
        return if beside(path, "-wal").exists() { Err(about("failure-emptied", path)) } else { Ok(Place::Free) };
    }

    let mut header = [0; 100];

    match fs::File::open(path).and_then(|mut file| file.read_exact(&mut header)) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            return Err(about("failure-not-a-workspace", path));
        }
        Err(error) => return Err(said(path, error.into())),
    }

    if !header.starts_with(b"SQLite format 3\0") {
        return Err(about("failure-not-a-workspace", path));
    }

    if metadata.permissions().readonly() {
        return Err(about("failure-read-only", path));
    }

    let number = |at: usize| i32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);

    match (number(68), number(60)) {
        (APPLICATION_ID, version) if version > VERSION => Err(about("failure-newer", path)),
        (APPLICATION_ID, _) => Ok(Place::Ours),
        (0, 0) => Ok(Place::Blank),
        _ => Err(about("failure-foreign", path)),
    }
}

pub(super) async fn version(connection: &DatabaseConnection) -> Result<Found> {
    let number = async |sql: &str| -> Result<i64> {
        let row = connection.query_one_raw(statement(sql, [])).await?;

        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
    };
    let narrow = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);

    Ok(Found {
        application: narrow(number("PRAGMA application_id").await?),
        version: narrow(number("PRAGMA user_version").await?),
        tables: number(
            "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'seaql_migrations' AND name NOT LIKE 'sqlite_%'",
        )
        .await?,
    })
}

/// Whether the opened database may be used. What it says now counts: the header may be older than the log beside it.
pub(super) fn accept(path: &Path, found: &Found) -> Result<()> {
    match found {
        Found { application: APPLICATION_ID, version, .. } if *version > VERSION => Err(about("failure-newer", path)),
        Found { application: APPLICATION_ID, version, .. } if *version > 0 => Ok(()),
        Found { application: 0, version: 0, tables: 0 } => Ok(()),
        _ => Err(about("failure-foreign", path)),
    }
}

/// `path` with something behind its name.
pub(super) fn beside(path: &Path, suffix: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();

    name.push(suffix);

    name.into()
}

/// A failure about a file.
pub(super) fn about(key: &'static str, path: &Path) -> Error {
    Error(Phrase::new(key).with("path", path.display().to_string()))
}

/// Names the file in what the disk or the database said.
pub(super) fn said(path: &Path, error: Error) -> Error {
    if error.0.args.iter().any(|(name, _)| name == "path") {
        error
    } else {
        Error(Phrase::new("failure-at").with("path", path.display().to_string()).with("what", error.0))
    }
}

//! What the file or the disk would not do, as a sentence.

use sea_orm::{DbErr, RuntimeErr};

use crate::domain::entity::BadValue;
use crate::domain::phrase::Phrase;

/// Always about storage: the file, the disk, or what a row holds.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{0:?}")]
pub struct Error(pub Phrase);

pub type Result<T> = std::result::Result<T, Error>;

impl From<Phrase> for Error {
    fn from(phrase: Phrase) -> Self {
        Self(phrase)
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if let DbErr::ConnectionAcquire(_) = error {
            return Self(Phrase::new("failure-busy"));
        }

        Self::of_code(code(&error), &error)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::of_code(error.sqlite_error().map(|of| of.extended_code), &error)
    }
}

impl Error {
    /// What an error of SQLite means, by its code.
    fn of_code(code: Option<i32>, error: &dyn std::error::Error) -> Self {
        let key = match code.map(|code| code & 0xff) {
            Some(5 | 6) => "failure-busy",
            Some(8) => "failure-read-only",
            Some(10) => "failure-disk",
            Some(11) => "failure-corrupt",
            Some(13) => "failure-disk-full",
            Some(14) => "failure-cannot-open",
            Some(26) => "failure-not-a-workspace",
            _ => return Self(Phrase::new("failure-storage").with("detail", error.to_string())),
        };

        Self(Phrase::new(key))
    }
}

impl From<BadValue> for Error {
    fn from(error: BadValue) -> Self {
        Self(Phrase::new("failure-unreadable-row").with("column", error.column))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        let key = match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => "failure-disk-full",
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => "failure-read-only",
            std::io::ErrorKind::NotFound => "failure-cannot-open",
            _ => return Self(Phrase::new("failure-storage").with("detail", error.to_string())),
        };

        Self(Phrase::new(key))
    }
}

/// SQLite's extended result code.
fn code(error: &DbErr) -> Option<i32> {
    let (DbErr::Conn(RuntimeErr::SqlxError(error))
    | DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        return None;
    };

    error.as_database_error()?.code()?.parse().ok()
}

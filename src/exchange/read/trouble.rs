//! Why a file could not be read or written: always a sentence that names the file and the way out.

use std::io;
use std::path::Path;

use crate::domain::phrase::Phrase;

/// What stopped the reading or writing of a file.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Trouble {
    #[error("{0:?}")]
    Said(Phrase),
    /// The operator stopped it.
    #[error("stopped")]
    Stopped,
}

pub type Outcome<T> = Result<T, Trouble>;

impl From<Phrase> for Trouble {
    fn from(phrase: Phrase) -> Self {
        Self::Said(phrase)
    }
}

/// The name of a file as it is said in a sentence.
pub fn named(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// What the system said about reading `path`, in words.
pub fn reading(path: &Path, error: &io::Error) -> Trouble {
    let key = match error.kind() {
        io::ErrorKind::NotFound => "exchange-file-missing",
        io::ErrorKind::PermissionDenied => "exchange-file-forbidden",
        io::ErrorKind::IsADirectory => "exchange-file-folder",
        _ => "exchange-file-unreadable",
    };

    Phrase::new(key)
        .with("file", named(path))
        .with("path", path.display().to_string())
        .with("error", error.to_string())
        .into()
}

/// What the system said about writing `path`, in words.
pub fn writing(path: &Path, error: &io::Error) -> Trouble {
    let key = match error.kind() {
        io::ErrorKind::NotFound => "exchange-folder-missing",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "exchange-target-forbidden",
        io::ErrorKind::IsADirectory => "exchange-target-folder",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => "exchange-disk-full",
        _ => "exchange-target-unwritable",
    };

    Phrase::new(key)
        .with("file", named(path))
        .with("path", path.display().to_string())
        .with("error", error.to_string())
        .into()
}

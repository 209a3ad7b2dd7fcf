//! Files out: whole or not at all.

pub mod cells;
pub mod csv;
pub mod xlsx;

use std::fs::File;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::exchange::read::trouble::{Outcome, writing};

/// A file that takes the place of another once it is complete; dropped before, nothing is left of it.
pub struct Beside<'a> {
    target: &'a Path,
    file: NamedTempFile,
}

impl<'a> Beside<'a> {
    /// In the folder of `target`, so that renaming is one step.
    ///
    /// # Errors
    /// A sentence: no such folder, read-only, the target is a folder.
    pub fn new(target: &'a Path) -> Outcome<Self> {
        if target.is_dir() {
            return Err(writing(target, &std::io::ErrorKind::IsADirectory.into()));
        }

        if target.metadata().is_ok_and(|meta| meta.permissions().readonly()) {
            return Err(writing(target, &std::io::ErrorKind::PermissionDenied.into()));
        }

        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new()
            .prefix(".guichet-")
            .tempfile_in(folder)
            .map_err(|error| writing(target, &error))?;

        Ok(Self { target, file })
    }

    pub fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// The folder it stands in.
    pub fn folder(&self) -> &Path {
        self.file.path().parent().unwrap_or(Path::new("."))
    }

    /// Puts it in place, on the disk and not only on its way there.
    pub fn keep(self) -> Outcome<()> {
        let Self { target, file } = self;

        file.as_file().sync_all().map_err(|error| writing(target, &error))?;
        readable(&file).map_err(|error| writing(target, &error))?;
        file.persist(target).map_err(|error| writing(target, &error.error))?;

        Ok(())
    }
}

/// Temporary files are for their owner alone; an export is an ordinary file.
#[cfg(unix)]
fn readable(file: &NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &NamedTempFile) -> std::io::Result<()> {
    Ok(())
}

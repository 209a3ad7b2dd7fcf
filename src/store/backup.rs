//! Copies of the whole workspace, each complete or not there at all.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use guichet_migrations::{APPLICATION_ID, VERSION};
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use uuid::Uuid;

use super::file::{self, about, beside, said};
use super::lock::{Holder, take};
use super::rows::statement;
use super::{Result, Store, connect, options};

impl Store {
    /// A copy at `to`, which must not exist. Other actions go on meanwhile, except in memory.
    pub async fn backup(&self, to: &Path) -> Result<()> {
        if self.path.as_os_str().is_empty() {
            return copy(&self.writer, to).await;
        }

        let connection = connect(options(&self.path), 1).await?;
        let result = copy(&connection, to).await;

        connection.close().await?;

        result
    }
}

/// Keeps the state before a migration, beside the file. Returns where.
pub(super) async fn before_migration(connection: &DatabaseConnection, path: &Path, version: i32) -> Result<PathBuf> {
    let to = free(path, &format!(".before-v{VERSION}-from-v{version}"));

    copy(connection, &to).await?;

    Ok(to)
}

async fn copy(connection: &DatabaseConnection, to: &Path) -> Result<()> {
    if to.exists() {
        return Err(about("failure-exists", to));
    }

    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(about("failure-no-folder", folder));
    }

    let part = beside(to, &format!(".{}.part", Uuid::now_v7().simple()));
    let done = write(connection, &part, to).await;

    if done.is_err() {
        let _ = fs::remove_file(&part);
    }

    done.map_err(|error| said(to, error))
}

/// A copy, synchronised to the disk.
async fn copy_to_part(connection: &DatabaseConnection, part: &Path) -> Result<()> {
    let Some(name) = part.to_str() else {
        return Err(about("failure-path-not-text", part));
    };

    connection.execute_raw(statement("VACUUM INTO ?", [name.into()])).await?;
    File::options().write(true).open(part)?.sync_all()?;

    Ok(())
}

async fn write(connection: &DatabaseConnection, part: &Path, to: &Path) -> Result<()> {
    copy_to_part(connection, part).await?;

    // Someone may have made a file there while the copy was written.
    if to.exists() {
        return Err(about("failure-exists", to));
    }

    fs::rename(part, to)?;
    sync_folder(to);

    Ok(())
}

/// Makes a rename survive a power cut, where the system lets folders be synchronised.
fn sync_folder(of: &Path) {
    if let Some(folder) = of.parent()
        && let Ok(folder) = File::open(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
    {
        let _ = folder.sync_all();
    }
}

/// The first name that is free among `path` + `suffix`, `path` + `suffix` + `-2` …
fn free(path: &Path, suffix: &str) -> PathBuf {
    let first = beside(path, suffix);

    if !first.exists() {
        return first;
    }

    (2..).map(|n| beside(path, &format!("{suffix}-{n}"))).find(|path| !path.exists()).unwrap_or(first)
}

/// Puts the backup `from` in the place of `workspace`, which must not be open. What was there is kept beside it and its
/// path returned.
///
/// # Errors
/// The backup is no workspace, is newer than this program, or is damaged; the workspace is open; the disk would not.
/// What was there then still is.
pub async fn restore(from: &Path, workspace: &Path, holder: &Holder) -> Result<Option<PathBuf>> {
    if !from.exists() {
        return Err(about("failure-no-backup", from));
    }

    let backup = verified(from).await?;
    let lock = match take(workspace, holder) {
        Ok(lock) => lock,
        Err(error) => {
            backup.close().await?;

            return Err(error);
        }
    };
    let part = beside(workspace, &format!(".{}.part", Uuid::now_v7().simple()));
    let copied = copy_to_part(&backup, &part).await;

    backup.close().await?;

    let done = match copied {
        Ok(()) => replace(&part, workspace),
        Err(error) => Err(error),
    };

    if done.is_err() {
        let _ = fs::remove_file(&part);
    }

    lock.release();

    done.map_err(|error| said(workspace, error))
}

fn replace(part: &Path, workspace: &Path) -> Result<Option<PathBuf>> {
    let kept = if workspace.exists() {
        let kept = free(workspace, &format!(".{}", chrono::Local::now().format("%Y-%m-%d-%H%M%S")));

        // The log holds what the file does not yet: they stay together.
        for suffix in ["-wal", "-shm"] {
            if beside(workspace, suffix).exists() {
                fs::rename(beside(workspace, suffix), beside(&kept, suffix))?;
            }
        }

        fs::rename(workspace, &kept)?;

        Some(kept)
    } else {
        None
    };

    fs::rename(part, workspace)?;
    sync_folder(workspace);

    Ok(kept)
}

/// The backup, open for reading, if it is a sound workspace of a version this program knows.
async fn verified(from: &Path) -> Result<DatabaseConnection> {
    if file::look(from)? != file::Place::Ours {
        return Err(about("failure-foreign", from));
    }

    // Where nothing can be written beside it, not even for reading, there is no log either.
    let reading = SqliteConnectOptions::new().filename(from).read_only(true);
    let connection = match connect(reading.clone(), 1).await {
        Ok(connection) => connection,
        Err(_) => connect(reading.immutable(true), 1).await.map_err(|error| {
            if error.0.key == "failure-corrupt" { about("failure-damaged-backup", from) } else { said(from, error) }
        })?,
    };
    let sound = match file::version(&connection).await {
        Ok(found) if found.application == APPLICATION_ID && found.version <= VERSION => {
            match connection.query_one_raw(statement("PRAGMA quick_check(1)", [])).await {
                Ok(Some(row)) => row.try_get_by_index::<String>(0).is_ok_and(|said| said == "ok"),
                _ => false,
            }
        }
        _ => false,
    };

    if !sound {
        connection.close().await?;

        return Err(about("failure-damaged-backup", from));
    }

    Ok(connection)
}

//! The workspace file: the only place that names SeaORM and SQLite.
//!
//! - [`Store`] one open file: one writer, several readers, the lock beside it. `file` says what lies at a path.
//! - [`Read`] what can be read, from the store or inside a transaction; `lists` pages the lists in SQL.
//! - [`Tx`] one operator action: rows and their journal in one transaction. `undo` takes one back, `bulk` is for many rows.
//! - `scan` reads many rows where they are; `pack` what of many a transaction sees.
//! - `content` the bytes of files; `values` who has what in a field of the venue's own.
//! - `shared` the file's half of sharing with other desks.
//! - `journal` the history, `authors` who gave each value, `check` what must hold, `backup` copies.
//!
//! Rows are read and written from their declaration ([`crate::domain::entity::Entity::TABLE`]): no table is spelt out
//! here but the journal's.

mod authors;
mod backup;
mod bulk;
mod check;
mod content;
mod error;
mod file;
mod journal;
mod lists;
mod lock;
mod pack;
mod read;
mod rows;
mod scan;
mod shared;
#[cfg(test)]
mod tests;
mod tx;
mod undo;
mod values;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use guichet_migrations::{Migrator, MigratorTrait, VERSION};
use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};

pub use authors::{Author, Authors};
pub use backup::restore;

pub use error::{Error, Result};
pub use journal::{Change, ChangeKind, Entry};
pub use lists::Listed;

pub use lock::Holder;
pub use pack::Pack;
pub use read::Read;
pub use scan::{Cells, Way};
pub use shared::{Refused, Shared, Touched, Upload, cells_of, server_script};

pub use tx::{Origin, Tx};
pub use undo::{Left, Undone, Why};

/// How many rows go into one statement: more gains nothing, and SQLite takes 32 766 values at most.
pub const CHUNK: usize = 500;

/// One open workspace.
pub struct Store {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    /// None in memory, where there is one connection for all.
    scans: Option<Arc<scan::Scans>>,
    path: PathBuf,
    lock: Option<lock::Lock>,
    migrated: Option<PathBuf>,
    fresh: bool,
}

impl Store {
    /// Opens the file at `path`, creating it when there is none; an older one is copied beside itself, then migrated.
    ///
    /// # Errors
    /// A sentence: locked (by whom), newer, foreign, no database, a folder, read-only, broken, disk full.
    pub async fn open(path: &Path, holder: &Holder) -> Result<Self> {
        file::look(path)?;

        let lock = lock::take(path, holder)?;
        let writer =
            connect(options(path).create_if_missing(true), 1).await.map_err(|error| file::said(path, error))?;
        let found = file::version(&writer).await.map_err(|error| file::said(path, error))?;

        file::accept(path, &found)?;

        let migrated = match found.version {
            0 => None,
            version if version < VERSION => Some(backup::before_migration(&writer, path, version).await?),
            _ => None,
        };

        // A mode that stays in the file: set only once the file is known to be ours.
        writer.execute_unprepared("PRAGMA journal_mode = WAL").await.map_err(|error| file::said(path, error.into()))?;
        Migrator::up(&writer, None).await.map_err(|error| file::said(path, error.into()))?;

        let reader = connect(options(path).pragma("query_only", "ON").pragma("cache_size", "-2000"), 4).await?;

        let store = Self {
            writer,
            reader,
            scans: Some(Arc::new(scan::Scans::new(path))),
            path: path.to_owned(),
            lock: Some(lock),
            migrated,
            fresh: found.version == 0,
        };

        store.renew_outbox().await?;

        Ok(store)
    }

    /// A workspace that lives in memory, on one connection that readers and the writer take in turn.
    pub async fn in_memory() -> Result<Self> {
        let writer = connect(SqliteConnectOptions::new().in_memory(true).filename(":memory:"), 1).await?;

        Migrator::up(&writer, None).await?;

        Ok(Self {
            reader: writer.clone(),
            writer,
            scans: None,
            path: PathBuf::new(),
            lock: None,
            migrated: None,
            fresh: true,
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the file's state before its migration was kept, when it was migrated on opening.
    pub fn migrated(&self) -> Option<&Path> {
        self.migrated.as_deref()
    }

    /// Whether the file was created by opening it.
    pub fn fresh(&self) -> bool {
        self.fresh
    }

    /// Writes everything into the one file, closes it and gives the lock back.
    pub async fn close(&self) -> Result<()> {
        if let Some(scans) = &self.scans {
            scans.close();
        }

        self.reader.close_by_ref().await?;

        if self.lock.is_some() {
            self.writer.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }

        self.writer.close_by_ref().await?;

        if let Some(lock) = &self.lock {
            lock.release();
        }

        Ok(())
    }
}

/// How a workspace file is opened. Full synchronisation: an acknowledged payment survives a power cut. A small page cache
/// for each connection: the system caches the file, and the directory answers what would read much of it.
fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .pragma("journal_size_limit", "67108864")
        .pragma("cache_size", "-4000")
}

async fn connect(options: SqliteConnectOptions, connections: u32) -> Result<DatabaseConnection> {
    let options = options.disable_statement_logging();
    let mut pool = ConnectOptions::new("sqlite::memory:");

    // A connection that was closed for being idle would take an in-memory workspace with it.
    pool.max_connections(connections)
        .min_connections(1)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .acquire_timeout(Duration::from_secs(20))
        .map_sqlx_sqlite_opts(move |_| options.clone());

    Ok(Database::connect(pool).await?)
}

//! The changes of Guichet's tables, one file each, never edited once landed. The workspace file (SQLite) carries in
//! `PRAGMA user_version` how many of them it has seen, so that a program can tell a newer file before touching it.

mod m0001_members_and_journal;
mod m0002_fields_tickets_and_layouts;
mod m0003_sharing;
mod m0004_not_the_same;
mod server;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;
pub use server::{Names, SERVER, SERVER_VERSION};

/// `PRAGMA application_id` of a workspace file: "Gcht".
pub const APPLICATION_ID: i32 = 0x4763_6874;

/// The newest version of a workspace file that this program knows; the number of migrations.
pub const VERSION: i32 = 4;

/// Brings a workspace file up to [`VERSION`]. Each migration runs in a transaction of its own.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_members_and_journal::Migration),
            Box::new(m0002_fields_tickets_and_layouts::Migration),
            Box::new(m0003_sharing::Migration),
            Box::new(m0004_not_the_same::Migration),
        ]
    }
}

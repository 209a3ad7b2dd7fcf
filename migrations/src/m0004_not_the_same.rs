//! The decision that two members are not the same person, one row for two members.
//!
//! A desk that shares its workspace has passed over what newer desks said of it: the next conversation compares, and so
//! gets it.

use sea_orm_migration::prelude::*;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_not_the_same"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(UP).await?;

        Ok(())
    }
}

const UP: &str = "
PRAGMA user_version = 4;

CREATE TABLE apart (
    id BLOB PRIMARY KEY,
    one BLOB NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
    other BLOB NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
    created_at INTEGER NOT NULL,
    archived_at INTEGER,
    rev INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX apart_one ON apart (one);
CREATE INDEX apart_other ON apart (other);

UPDATE sync_state SET verified_at = NULL;
";

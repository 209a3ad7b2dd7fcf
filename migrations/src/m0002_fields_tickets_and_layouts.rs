//! The venue's own fields and their values, the files among them, tickets, and remembered choices of columns.
//!
//! The id of a value follows from its member and its field, so that two desks that fill in the same field offline write
//! the same row. Files lie in `content` by their SHA-256; a value names its file, and a content is never taken away.

use sea_orm_migration::prelude::*;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0002_fields_tickets_and_layouts"
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
PRAGMA user_version = 2;

CREATE TABLE custom_field (
    id BLOB PRIMARY KEY,
    title TEXT NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    help TEXT,
    choices TEXT NOT NULL,
    required INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    position INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE field_value (
    id BLOB PRIMARY KEY,
    member BLOB NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
    field BLOB NOT NULL REFERENCES custom_field (id) DEFERRABLE INITIALLY DEFERRED,
    value TEXT,
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX field_value_member ON field_value (member);
CREATE INDEX field_value_field ON field_value (field);

CREATE TABLE content (
    hash TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE ticket (
    id BLOB PRIMARY KEY,
    member BLOB NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    category TEXT,
    order_number TEXT,
    ticket_number TEXT,
    activity TEXT,
    date TEXT,
    source TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_member ON ticket (member);
CREATE INDEX ticket_number ON ticket (ticket_number, order_number);

CREATE TABLE layout (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX layout_name ON layout (kind, name);
";

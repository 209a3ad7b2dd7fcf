//! What a desk that shares its workspace remembers: the conversation, what waits to be sent, what was refused.
//!
//! `rev` is the server's revision of a row, none while the server has no such row. The outbox is filled by a trigger that
//! exists only in a shared workspace, so that a workspace of one desk pays nothing for it.

use sea_orm_migration::prelude::*;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0003_sharing"
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
PRAGMA user_version = 3;

ALTER TABLE venue ADD COLUMN rev INTEGER;
ALTER TABLE product ADD COLUMN rev INTEGER;
ALTER TABLE price ADD COLUMN rev INTEGER;
ALTER TABLE product_option ADD COLUMN rev INTEGER;
ALTER TABLE member ADD COLUMN rev INTEGER;
ALTER TABLE subscription ADD COLUMN rev INTEGER;
ALTER TABLE payment ADD COLUMN rev INTEGER;
ALTER TABLE custom_field ADD COLUMN rev INTEGER;
ALTER TABLE field_value ADD COLUMN rev INTEGER;
ALTER TABLE ticket ADD COLUMN rev INTEGER;
ALTER TABLE layout ADD COLUMN rev INTEGER;

-- 1: the action of another desk.
ALTER TABLE entry ADD COLUMN theirs INTEGER;

CREATE TABLE sync_state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    address TEXT NOT NULL,
    server BLOB NOT NULL,
    workspace TEXT NOT NULL,
    desk BLOB NOT NULL,
    cursor INTEGER NOT NULL,
    marks TEXT NOT NULL,
    acked INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    clock_offset INTEGER NOT NULL,
    operator TEXT NOT NULL,
    permissions TEXT NOT NULL,
    offline INTEGER NOT NULL,
    exchanged_at INTEGER,
    -- When this file and the server were last found to have the same.
    verified_at INTEGER,
    -- 1 while changes of other desks are written: they do not go back into the outbox.
    applying INTEGER NOT NULL
) STRICT;

-- `change` is the line of the journal to send, or none for an offer, which carries its cells in `fields`. `payload` is
-- what was sent: sending it again says the same.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    op BLOB NOT NULL UNIQUE,
    change INTEGER,
    entity TEXT NOT NULL,
    row BLOB NOT NULL,
    kind TEXT NOT NULL,
    base INTEGER NOT NULL,
    clock INTEGER,
    fields TEXT,
    payload TEXT
) STRICT;

CREATE INDEX outbox_row ON outbox (row);

-- What the server says of rows that are shown under waiting changes.
CREATE TABLE sync_base (
    row BLOB PRIMARY KEY,
    cells TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_refused (
    op BLOB PRIMARY KEY,
    payload TEXT NOT NULL,
    why TEXT NOT NULL,
    at INTEGER NOT NULL,
    settled_at INTEGER
) STRICT;
";

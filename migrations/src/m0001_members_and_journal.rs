//! Members, products, subscriptions, payments, and the journal that is their history, their undo and their outbox.
//!
//! Ids are 16-byte UUIDv7, dates ISO text, moments microseconds UTC, flags 0 or 1. Nothing but ids is UNIQUE: desks that
//! work offline may both fill in the same e-mail. References are checked at commit, so that rows may come in any order.

use sea_orm_migration::prelude::*;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_members_and_journal"
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
PRAGMA application_id = 1197697140;
PRAGMA user_version = 1;

CREATE TABLE venue (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    school_year_end TEXT NOT NULL,
    expires_soon_days INTEGER NOT NULL,
    rollover_days INTEGER NOT NULL,
    welcomed INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE product (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    category TEXT,
    vat_rate INTEGER NOT NULL,
    short_text TEXT,
    long_text TEXT,
    option_choice TEXT NOT NULL,
    max_per_member INTEGER,
    archived INTEGER NOT NULL,
    position INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE price (
    id BLOB PRIMARY KEY,
    product BLOB NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    amount INTEGER NOT NULL,
    open INTEGER NOT NULL,
    minimum INTEGER NOT NULL,
    duration TEXT NOT NULL,
    stock INTEGER,
    max_per_member INTEGER,
    requires TEXT NOT NULL,
    archived INTEGER NOT NULL,
    position INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE product_option (
    id BLOB PRIMARY KEY,
    product BLOB NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    archived INTEGER NOT NULL,
    position INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
    id BLOB PRIMARY KEY,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email TEXT,
    active INTEGER NOT NULL,
    email_state TEXT NOT NULL,
    email_error TEXT,
    email_checked_at INTEGER,
    team INTEGER NOT NULL,
    vip INTEGER NOT NULL,
    pseudonym TEXT,
    username TEXT,
    phone TEXT,
    birth_date TEXT,
    address TEXT,
    postal_code TEXT,
    city TEXT,
    country TEXT,
    language TEXT,
    newsletter INTEGER NOT NULL,
    newsletter_at INTEGER,
    newsletter_how TEXT,
    comment TEXT,
    billing_name TEXT,
    billing_email TEXT,
    billing_address TEXT,
    billing_country TEXT,
    billing_vat TEXT,
    source TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX member_email ON member (email) WHERE archived_at IS NULL;

CREATE TABLE subscription (
    id BLOB PRIMARY KEY,
    member BLOB NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
    product BLOB NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    price BLOB REFERENCES price (id) DEFERRABLE INITIALLY DEFERRED,
    product_name TEXT NOT NULL,
    price_name TEXT NOT NULL,
    duration TEXT NOT NULL,
    contribution INTEGER NOT NULL,
    options TEXT NOT NULL,
    starts INTEGER NOT NULL,
    validity TEXT NOT NULL,
    ends INTEGER,
    why TEXT NOT NULL,
    paid_on TEXT,
    method TEXT,
    awaiting_validation INTEGER NOT NULL,
    cancelled_at INTEGER,
    cancelled_by TEXT,
    cancelled_why TEXT,
    origin TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX subscription_member ON subscription (member);
CREATE INDEX subscription_ends ON subscription (ends) WHERE archived_at IS NULL;

CREATE TABLE payment (
    id BLOB PRIMARY KEY,
    member BLOB NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
    subscription BLOB REFERENCES subscription (id) DEFERRABLE INITIALLY DEFERRED,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    method TEXT NOT NULL,
    kind TEXT NOT NULL,
    reverses BLOB REFERENCES payment (id) DEFERRABLE INITIALLY DEFERRED,
    paid_at INTEGER NOT NULL,
    note TEXT,
    created_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX payment_subscription ON payment (subscription);
CREATE INDEX payment_member ON payment (member);
CREATE INDEX payment_reverses ON payment (reverses) WHERE reverses IS NOT NULL;

-- One action of an operator. `first_change` and `last_change` bound its rows in `change`; both 0 when it has none.
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    operator TEXT NOT NULL,
    desk TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    member BLOB,
    note TEXT,
    undoes BLOB,
    undone_by BLOB,
    first_change INTEGER NOT NULL,
    last_change INTEGER NOT NULL
) STRICT;

CREATE INDEX entry_id ON entry (id);
CREATE INDEX entry_member ON entry (member) WHERE member IS NOT NULL;

-- One row that an action touched: `insert`, `update` (fields as {column: [before, after]}), `archive` or `restore`.
-- An insert carries no copy of its row.
CREATE TABLE change (
    seq INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL,
    entity TEXT NOT NULL,
    row BLOB NOT NULL,
    kind TEXT NOT NULL,
    fields TEXT
) STRICT;

CREATE INDEX change_row ON change (row);
";

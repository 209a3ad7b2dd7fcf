//! The file's half of sharing: each [`Write`] of a conversation is one transaction here.
//!
//! - `outbox` what waits to be sent, and what comes of it; `take` what other desks did; `cells` rows as the server has
//!   them. The rules of what is shown are [`crate::sync::merge`], the order of things [`crate::sync::talk`].

mod cells;
mod outbox;
mod refused;
mod take;
#[cfg(test)]
mod tests;
mod upload;

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::domain::TABLES;
use crate::domain::entity::{Entity, Id, Table};
use crate::domain::phrase::Phrase;
use crate::sync::address::Address;
use crate::sync::rules;
use crate::sync::setup::Half;
use crate::sync::talk::{Kept, Memory, Write};
use crate::sync::wire::{Digest, Greeting, Operator, Sum};

use super::rows::statement;
use super::{Error, Read, Result, Store, bulk, tx};

pub use refused::{Refused, cells_of};
pub use upload::Upload;

/// How a workspace is shared.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    pub address: Address,
    /// What this desk is called there, when it was given a name of its own.
    pub computer: Option<String>,
    /// The workspace's name on the server.
    pub workspace: String,
    pub memory: Memory,
    /// Who the operator is there, and what they may do.
    pub operator: Operator,
    pub permissions: Vec<String>,
    /// Whether the operator chose to work without the network.
    pub offline: bool,
    /// When the last conversation came to its end, microseconds.
    pub exchanged_at: Option<i64>,
    /// When this file and the server were last found to have the same.
    pub verified_at: Option<i64>,
}

/// Where and as what, as the file keeps it.
#[derive(Serialize, serde::Deserialize)]
struct Seat {
    #[serde(flatten)]
    address: Address,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    computer: Option<String>,
}

/// The rows that a conversation changed: entity and id.
pub type Touched = Vec<(&'static str, Id)>;

/// A transaction of the conversation.
struct Exchange {
    connection: DatabaseTransaction,
    /// This computer's time, microseconds.
    now: i64,
    touched: Touched,
}

impl Store {
    /// How this workspace is shared; none when it is not.
    pub async fn shared(&self) -> Result<Option<Shared>> {
        shared(&self.reader).await
    }

    /// How many changes wait to be sent.
    pub async fn waiting(&self) -> Result<usize> {
        let row = self.reader.query_one_raw(statement("SELECT count(*) FROM outbox", [])).await?;
        let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);

        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Begins to share: from now on what changes goes into the outbox. Rows that are here and not on the server stay so
    /// until they are changed; founding uploads them ([`Store::upload`]).
    pub async fn share(&self, shared: &Shared) -> Result<()> {
        let exchange = self.exchange(0).await?;

        exchange.leave().await?;
        exchange
            .run(
                "INSERT INTO sync_state (one, address, server, workspace, desk, cursor, marks, acked, sent, epoch,
                     clock_offset, operator, permissions, offline, exchanged_at, verified_at, applying)
                 VALUES (1, ?, ?, ?, ?, 0, '[]', 0, 0, 0, 0, ?, ?, 0, NULL, NULL, 0)",
                [
                    json(&Seat { address: shared.address.clone(), computer: shared.computer.clone() })?.into(),
                    shared.memory.server.into(),
                    shared.workspace.as_str().into(),
                    shared.memory.desk.into(),
                    json(&shared.operator)?.into(),
                    json(&shared.permissions)?.into(),
                ],
            )
            .await?;
        exchange.run(&trigger(), []).await?;

        Ok(exchange.connection.commit().await?)
    }

    /// Ends sharing: everything stays here, what was refused too, and nothing is sent any more.
    pub async fn unshare(&self) -> Result<()> {
        let exchange = self.exchange(0).await?;

        exchange.leave().await?;

        for table in TABLES {
            exchange.run(&format!("UPDATE {} SET rev = NULL WHERE rev IS NOT NULL", table.name), []).await?;
        }

        Ok(exchange.connection.commit().await?)
    }

    /// Works without the network, or with it again.
    pub async fn set_offline(&self, offline: bool) -> Result<()> {
        self.writer.execute_raw(statement("UPDATE sync_state SET offline = ?", [i64::from(offline).into()])).await?;

        Ok(())
    }

    /// How many of these rows of an entity are in sight here, and how many it has in all.
    pub async fn in_sight(&self, entity: &str, ids: &[Id]) -> Result<(usize, usize)> {
        let Some(table) = rules::table(entity) else { return Ok((0, 0)) };
        let mut seen = 0;

        for ids in ids.chunks(super::CHUNK) {
            let sql = format!(
                "SELECT count(*) FROM {} WHERE archived_at IS NULL AND id IN ({})",
                table.name,
                super::rows::marks(ids.len())
            );
            let row = self.reader.query_one_raw(statement(sql, ids.iter().map(|&id| id.into()))).await?;

            seen += row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?.unwrap_or(0);
        }

        let sql = format!("SELECT count(*) FROM {} WHERE +archived_at IS NULL", table.name);
        let row = self.reader.query_one_raw(statement(sql, [])).await?;
        let all: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);

        Ok((usize::try_from(seen).unwrap_or(0), usize::try_from(all).unwrap_or(0)))
    }

    /// Of these ids those that no row of an entity has here, in sight or not.
    pub async fn unknown<E: Entity>(&self, ids: &[Id]) -> Result<Vec<Id>> {
        let known: Vec<(E, bool)> = self.some_any_state(ids).await?;
        let known: HashSet<Id> = known.iter().map(|(row, _)| row.id()).collect();

        Ok(ids.iter().copied().filter(|id| !known.contains(id)).collect())
    }

    /// Gives a shared workspace the outbox of this program: that of an older one does not know of every entity.
    pub(super) async fn renew_outbox(&self) -> Result<()> {
        let known = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'outbox_fill'";
        let Some(known) = self.writer.query_one_raw(statement(known, [])).await? else { return Ok(()) };

        if known.try_get_by_index::<String>(0)? != trigger() {
            let exchange = self.exchange(0).await?;

            exchange.run("DROP TRIGGER outbox_fill", []).await?;
            exchange.run(&trigger(), []).await?;
            exchange.connection.commit().await?;
        }

        Ok(())
    }

    /// A conversation came to its end at `now`.
    pub async fn exchanged(&self, now: i64) -> Result<()> {
        self.writer.execute_raw(statement("UPDATE sync_state SET exchanged_at = ?", [now.into()])).await?;

        Ok(())
    }

    /// Carries out one transaction of a conversation; `now` is this computer's time in microseconds.
    pub async fn converse(&self, write: Write, now: i64) -> Result<(Kept, Touched)> {
        let mut exchange = self.exchange(now).await?;
        let mut memory = exchange.memory().await?;

        exchange.run("UPDATE sync_state SET applying = 1", []).await?;

        if let Write::Take(page) = &write {
            // Many rows all over the file, for as long as more of them come.
            let cache = if page.more { bulk::LARGE_CACHE } else { tx::SMALL_CACHE };

            exchange.connection.execute_unprepared(cache).await?;
        }

        let mut same = None;
        let frozen = match write {
            Write::Greet(greeting) => {
                exchange.greet(&greeting, &mut memory).await?;
                None
            }
            Write::Freeze(count) => Some(exchange.freeze(&mut memory, count).await?),
            Write::Settle(pushed) => {
                exchange.settle(&mut memory, pushed).await?;
                None
            }
            Write::Take(page) => {
                exchange.take(&mut memory, page).await?;
                None
            }
            Write::Compare(digest) => {
                same = Some(exchange.compare(&mut memory, &digest).await?);
                None
            }
            Write::Rewind { common, last_seq } => {
                exchange.rewind(&mut memory, common, last_seq).await?;
                None
            }
            Write::Reincarnate => {
                memory.desk = Uuid::now_v7();
                memory.acked = 0;
                memory.sent = 0;
                None
            }
            Write::Rename(op) => {
                exchange.run("UPDATE outbox SET op = randomblob(16), payload = NULL WHERE op = ?", [op.into()]).await?;
                None
            }
        };

        exchange.remember(&memory).await?;
        exchange.connection.commit().await?;

        let kept = match (frozen, same) {
            (Some(batch), _) => Kept::Frozen(memory, batch),
            (None, Some(same)) => Kept::Compared(memory, same),
            (None, None) => Kept::Done(memory),
        };

        Ok((kept, exchange.touched))
    }

    async fn exchange(&self, now: i64) -> Result<Exchange> {
        let connection = self
            .writer
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await?;

        Ok(Exchange { connection, now, touched: Vec::new() })
    }
}

impl Exchange {
    async fn run(&self, sql: &str, values: impl IntoIterator<Item = sea_orm::Value>) -> Result<u64> {
        Ok(self.connection.execute_raw(statement(sql, values)).await?.rows_affected())
    }

    async fn memory(&self) -> Result<Memory> {
        let shared = shared(&self.connection).await?;

        shared.map(|shared| shared.memory).ok_or_else(|| Error(Phrase::new("failure-not-shared")))
    }

    async fn remember(&self, memory: &Memory) -> Result<()> {
        self.run(
            "UPDATE sync_state
             SET desk = ?, cursor = ?, marks = ?, acked = ?, sent = ?, epoch = ?, applying = 0",
            [
                memory.desk.into(),
                memory.cursor.into(),
                json(&memory.marks)?.into(),
                memory.acked.into(),
                memory.sent.into(),
                memory.epoch.into(),
            ],
        )
        .await?;

        Ok(())
    }

    async fn greet(&self, greeting: &Greeting, memory: &mut Memory) -> Result<()> {
        memory.epoch = greeting.epoch;

        if let Some(before) = shared(&self.connection).await?.map(|shared| shared.permissions)
            && before != greeting.permissions
        {
            self.regrant(memory, &before, &greeting.permissions).await?;
        }

        self.run(
            "UPDATE sync_state SET clock_offset = ?, workspace = ?, operator = ?, permissions = ?",
            [
                (greeting.now - self.now).into(),
                greeting.workspace.as_str().into(),
                json(&greeting.operator)?.into(),
                json(&greeting.permissions)?.into(),
            ],
        )
        .await?;

        Ok(())
    }

    /// What may newly be read is pulled from the beginning; what may not be read any more goes, but for what still waits.
    async fn regrant(&self, memory: &mut Memory, before: &[String], now: &[String]) -> Result<()> {
        let may = |permissions: &[String], table: &Table| {
            rules::read(table.name).is_none_or(|needed| permissions.iter().any(|known| known == needed))
        };

        for table in TABLES.iter().rev().filter(|table| !may(now, table)) {
            let used: String = TABLES
                .iter()
                .flat_map(|child| child.columns.iter().map(move |column| (child, column)))
                .filter(|(child, column)| rules::refers(child.name, column.name) == Some(table.name))
                .map(|(child, column)| {
                    format!(
                        " AND NOT EXISTS (SELECT 1 FROM {} c WHERE c.{} = t.id AND c.id <> t.id)",
                        child.name, column.name
                    )
                })
                .collect();
            let gone = format!(
                "SELECT id FROM {} t WHERE rev IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.row = t.id){used}",
                table.name
            );

            self.run(&format!("DELETE FROM change WHERE row IN ({gone})"), []).await?;
            self.run(&format!("DELETE FROM {} WHERE id IN ({gone})", table.name), []).await?;
        }

        if TABLES.iter().any(|table| may(now, table) && !may(before, table)) {
            memory.cursor = 0;
            memory.marks.clear();
        }

        Ok(())
    }

    /// Whether the rows that the server has are those here, by their revisions. A difference goes back to the beginning.
    async fn compare(&self, memory: &mut Memory, digest: &Digest) -> Result<bool> {
        let mut same = true;

        for table in TABLES {
            let Some(there) = digest.get(table.name).copied().or_else(|| {
                // An entity that holds nothing may be left out; one that may not be read is.
                rules::read(table.name).is_none().then(Sum::default)
            }) else {
                continue;
            };
            same &= self.sum(table).await? == there;
        }

        if same {
            self.run("UPDATE sync_state SET verified_at = ?", [self.now.into()]).await?;
        } else {
            memory.cursor = 0;
            memory.marks.clear();
        }

        Ok(same)
    }

    /// Page by page: a million rows are summed up, and never held.
    async fn sum(&self, table: &Table) -> Result<Sum> {
        let sql =
            format!("SELECT id, rev FROM {} WHERE rev IS NOT NULL AND id > ? ORDER BY id LIMIT 10000", table.name);
        let (mut sum, mut after) = (Sum::default(), Id::nil());

        loop {
            let rows = self.connection.query_all_raw(statement(sql.as_str(), [after.into()])).await?;
            let Some(last) = rows.last() else { return Ok(sum) };

            after = last.try_get_by_index(0)?;

            for row in &rows {
                sum.add(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            }
        }
    }

    async fn leave(&self) -> Result<()> {
        self.run("DROP TRIGGER IF EXISTS outbox_fill", []).await?;

        for table in ["sync_state", "outbox", "sync_base"] {
            self.run(&format!("DELETE FROM {table}"), []).await?;
        }

        Ok(())
    }
}

/// Fills the outbox from the journal. The base is the revision that the operator saw: under changes that wait already,
/// the one that the first of them was made from.
fn trigger() -> String {
    let revs: String = TABLES
        .iter()
        .map(|table| format!("WHEN '{name}' THEN (SELECT rev FROM {name} WHERE id = NEW.row) ", name = table.name))
        .collect();

    format!(
        "CREATE TRIGGER outbox_fill AFTER INSERT ON change WHEN (SELECT applying FROM sync_state) = 0
         BEGIN
             INSERT INTO outbox (op, change, entity, row, kind, base) VALUES (
                 randomblob(16), NEW.seq, NEW.entity, NEW.row, NEW.kind,
                 coalesce((SELECT min(base) FROM outbox WHERE row = NEW.row), CASE NEW.entity {revs} END, 0)
             );
         END"
    )
}

async fn shared(connection: &impl ConnectionTrait) -> Result<Option<Shared>> {
    let row = connection
        .query_one_raw(statement(
            "SELECT address, server, workspace, desk, cursor, marks, acked, sent, epoch, operator, permissions,
                 offline, exchanged_at, verified_at
             FROM sync_state",
            [],
        ))
        .await?;
    let Some(row) = row else { return Ok(None) };
    let offline: i64 = row.try_get_by_index(11)?;
    let Seat { address, computer } = parse(&row.try_get_by_index::<String>(0)?)?;

    Ok(Some(Shared {
        address,
        computer,
        workspace: row.try_get_by_index(2)?,
        memory: Memory {
            server: row.try_get_by_index(1)?,
            desk: row.try_get_by_index(3)?,
            cursor: row.try_get_by_index(4)?,
            marks: parse(&row.try_get_by_index::<String>(5)?)?,
            acked: row.try_get_by_index(6)?,
            sent: row.try_get_by_index(7)?,
            epoch: row.try_get_by_index(8)?,
        },
        operator: parse(&row.try_get_by_index::<String>(9)?)?,
        permissions: parse(&row.try_get_by_index::<String>(10)?)?,
        offline: offline != 0,
        exchanged_at: row.try_get_by_index(12)?,
        verified_at: row.try_get_by_index(13)?,
    }))
}

fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Error(Phrase::new("failure-storage").with("detail", error.to_string())))
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error(Phrase::new("failure-storage").with("detail", error.to_string())))
}

/// The server's half for a workspace's tag and database. None if the tag is none.
pub fn server_script(tag: &str, database: &str) -> Option<Half> {
    let names = guichet_migrations::Names::new(tag, database)?;

    Some(Half { owner: names.owner().to_owned(), sql: names.script(), version: guichet_migrations::SERVER_VERSION })
}

//! One operator action: rows and their journal, in one transaction.
//!
//! ```text
//! let mut tx = desk.begin("member.add").await?;      // BEGIN IMMEDIATE; waits for whoever writes
//! tx.insert(&member).await?;                         // the row, and its line in the journal
//! tx.insert_many(&subscriptions).await?;             // 500 rows a statement; call as often as you like
//! tx.update(&before, &after).await?;                 // only the columns that differ; none: nothing is written
//! desk.commit(tx, Said { … }).await?                 // the entry, COMMIT, directory, outcome
//! ```
//! Dropping the `Tx` (an error, a cancelled job) rolls everything back. Hundreds of rows and more: call [`Tx::bulk`]
//! first. Inside an action read through the `Tx` ([`super::Read`]), never through the store: a workspace in memory has
//! one connection only.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait, Value as Sql,
};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::domain::entity::{Entity, Id, Instant, Value, differences};
use crate::domain::phrase::Phrase;

use super::rows::{self, marks, statement};
use super::{CHUNK, Error, Result, Store};

/// Who acts, where and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    pub operator: String,
    pub desk: String,
    pub now: Instant,
}

/// An action under way.
pub struct Tx {
    pub(super) connection: DatabaseTransaction,
    pub(super) seq: i64,
    first_change: i64,
    id: Id,
    at: Instant,
    origin: Origin,
    action: &'static str,
    /// Indexes that are made again before the commit.
    pub(super) away: Vec<String>,
}

/// The writer's page cache while it does one action after the other.
pub(super) const SMALL_CACHE: &str = "PRAGMA cache_size = -4000";

/// New cells of rows, by the columns that they are for.
type Sets = BTreeMap<Vec<&'static str>, Vec<(Id, Vec<Value>)>>;

fn add(sets: &mut Sets, row: Id, differences: Vec<(&'static str, Value, Value)>) {
    if !differences.is_empty() {
        let columns = differences.iter().map(|(name, ..)| *name).collect();

        sets.entry(columns).or_default().push((row, differences.into_iter().map(|(_, _, after)| after).collect()));
    }
}

impl Store {
    /// Begins an action, after whoever writes has finished. Its time is never before that of the last entry.
    pub async fn begin(&self, action: &'static str, origin: Origin) -> Result<Tx> {
        let connection = self
            .writer
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await?;

        // A large action that was dropped may have left its large cache.
        connection.execute_unprepared(SMALL_CACHE).await?;

        let last = connection
            .query_one_raw(statement(
                "SELECT coalesce(max(seq), 0),
                     coalesce((SELECT at FROM entry WHERE theirs IS NULL ORDER BY seq DESC LIMIT 1), 0),
                     coalesce((SELECT max(seq) FROM change), 0)
                 FROM entry",
                [],
            ))
            .await?
            .ok_or_else(|| Error(Phrase::new("failure-corrupt")))?;
        let last_at: i64 = last.try_get_by_index(1)?;
        let at = origin.now.timestamp_micros().max(last_at + 1);

        Ok(Tx {
            connection,
            seq: last.try_get_by_index::<i64>(0)? + 1,
            first_change: last.try_get_by_index::<i64>(2)? + 1,
            id: Uuid::now_v7(),
            at: Instant::from_timestamp_micros(at).unwrap_or(origin.now),
            origin,
            action,
            away: Vec::new(),
        })
    }
}

impl Tx {
    /// When it is written: the `created_at` of what it inserts. Never before the last entry, so it may be ahead of the
    /// clock; what counts from a moment (a payment, a period) takes the clock's.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// The id that its journal entry gets.
    pub fn entry(&self) -> Id {
        self.id
    }

    pub fn operator(&self) -> &str {
        &self.origin.operator
    }

    pub fn action(&self) -> &'static str {
        self.action
    }

    /// What the action turned out to be, when that was not known at its beginning.
    pub fn set_action(&mut self, action: &'static str) {
        self.action = action;
    }

    pub async fn insert<E: Entity>(&mut self, row: &E) -> Result<()> {
        self.insert_many(std::slice::from_ref(row)).await
    }

    pub async fn insert_many<E: Entity>(&mut self, rows: &[E]) -> Result<()> {
        rows::insert(&self.connection, rows).await?;

        self.journal_inserts(E::TABLE.name, rows.iter().map(Entity::id)).await
    }

    /// Takes rows out of sight; facts never are.
    pub async fn archive<E: Entity>(&mut self, rows: &[Id]) -> Result<()> {
        const { assert!(!E::TABLE.fact, "facts are never taken away") };

        for ids in rows.chunks(CHUNK) {
            let sql = format!("UPDATE {} SET archived_at = ? WHERE id IN ({})", E::TABLE.name, marks(ids.len()));
            let values = std::iter::once(self.at.timestamp_micros().into()).chain(ids.iter().map(|&id| id.into()));

            self.connection.execute_raw(statement(sql, values)).await?;
        }

        self.journal(E::TABLE.name, "archive", rows.iter().map(|&id| (id, None)).collect()).await
    }

    /// Brings archived rows back, as they were when they were archived.
    pub async fn restore<E: Entity>(&mut self, rows: &[Id]) -> Result<()> {
        for ids in rows.chunks(CHUNK) {
            let sql = format!("UPDATE {} SET archived_at = NULL WHERE id IN ({})", E::TABLE.name, marks(ids.len()));

            self.connection.execute_raw(statement(sql, ids.iter().map(|&id| id.into()))).await?;
        }

        self.journal(E::TABLE.name, "restore", rows.iter().map(|&id| (id, None)).collect()).await
    }

    /// Writes what differs. Returns whether anything did.
    pub async fn update<E: Entity>(&mut self, before: &E, after: &E) -> Result<bool> {
        Ok(self.update_many(&[(before.clone(), after.clone())]).await? > 0)
    }

    /// Writes what differs in each pair of before and after. Returns how many rows differed.
    pub async fn update_many<E: Entity>(&mut self, pairs: &[(E, E)]) -> Result<usize> {
        const { assert!(!E::TABLE.fact, "facts are never edited") };

        let mut sets = Sets::new();
        let mut lines = Vec::new();

        for (before, after) in pairs {
            let differences = differences(before, after);

            if differences.is_empty() {
                continue;
            }

            let fields: Map<String, Json> = differences
                .iter()
                .map(|(name, before, after)| ((*name).to_owned(), json!([before.to_json(), after.to_json()])))
                .collect();

            lines.push((before.id(), Some(Json::Object(fields).to_string())));
            add(&mut sets, before.id(), differences);
        }

        let count = lines.len();

        self.set(E::TABLE.name, sets).await?;
        self.journal(E::TABLE.name, "update", lines).await?;

        Ok(count)
    }

    /// Writes what differs in rows that this action inserted itself: the journal has a line of each already.
    pub async fn complete_many<E: Entity>(&mut self, pairs: &[(E, E)]) -> Result<()> {
        const { assert!(!E::TABLE.fact, "facts are never edited") };

        let mut sets = Sets::new();

        pairs.iter().for_each(|(before, after)| add(&mut sets, before.id(), differences(before, after)));

        self.set(E::TABLE.name, sets).await
    }

    async fn set(&self, table: &str, sets: Sets) -> Result<()> {
        for (columns, rows) in sets {
            rows::update(&self.connection, table, &columns, rows).await?;
        }

        Ok(())
    }

    /// A line of the journal for each row that was inserted. The ids go as one value, one after the other: bound one by
    /// one they would take as long as the rows themselves.
    async fn journal_inserts(&self, entity: &'static str, ids: impl Iterator<Item = Id>) -> Result<()> {
        let ids: Vec<u8> = ids.flat_map(Id::into_bytes).collect();

        if ids.is_empty() {
            return Ok(());
        }

        self.connection
            .execute_raw(statement(
                "WITH RECURSIVE place (at) AS
                     (SELECT 1 UNION ALL SELECT at + 16 FROM place WHERE at + 16 < length(?3))
                 INSERT INTO change (entry, entity, row, kind)
                 SELECT ?1, ?2, substr(?3, at, 16), 'insert' FROM place",
                [self.seq.into(), entity.into(), ids.into()],
            ))
            .await?;

        Ok(())
    }

    /// Lines of the journal: row and, for an update, its fields as JSON.
    pub(super) async fn journal(
        &mut self,
        entity: &'static str,
        kind: &'static str,
        lines: Vec<(Id, Option<String>)>,
    ) -> Result<()> {
        let mut lines = lines.into_iter().peekable();

        while lines.peek().is_some() {
            let chunk: Vec<_> = lines.by_ref().take(CHUNK).collect();
            let row = format!("({})", marks(5));
            let sql = format!(
                "INSERT INTO change (entry, entity, row, kind, fields) VALUES {}",
                vec![row.as_str(); chunk.len()].join(",")
            );
            let values = chunk
                .into_iter()
                .flat_map(|(id, fields)| [self.seq.into(), entity.into(), id.into(), kind.into(), Sql::String(fields)]);

            self.connection.execute_raw(statement(sql, values)).await?;
        }

        Ok(())
    }

    /// The entities of which the action has changed rows so far.
    pub async fn entities(&self) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT entity FROM change WHERE seq >= ?";
        let rows = self.connection.query_all_raw(statement(sql, [self.first_change.into()])).await?;

        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }

    /// Whether the action has changed anything so far.
    pub async fn changed(&self) -> Result<bool> {
        Ok(self.last_change().await? >= self.first_change)
    }

    async fn last_change(&self) -> Result<i64> {
        let row = self.connection.query_one_raw(statement("SELECT coalesce(max(seq), 0) FROM change", [])).await?;

        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
    }

    /// Writes the entry and commits. `subject` names what the action was about; `note` is kept with it.
    pub async fn commit(self, subject: &str, member: Option<Id>, note: Option<&Phrase>) -> Result<()> {
        self.commit_as(subject, member, note, None).await
    }

    pub(super) async fn commit_as(
        mut self,
        subject: &str,
        member: Option<Id>,
        note: Option<&Phrase>,
        undoes: Option<Id>,
    ) -> Result<()> {
        self.index_again().await?;

        let last = self.last_change().await?;
        let (first, last) = if last < self.first_change { (0, 0) } else { (self.first_change, last) };
        let note = note.and_then(|note| serde_json::to_string(note).ok());

        self.connection
            .execute_raw(statement(
                "INSERT INTO entry
                     (seq, id, at, operator, desk, action, subject, member, note, undoes, first_change, last_change)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    self.seq.into(),
                    self.id.into(),
                    self.at.timestamp_micros().into(),
                    self.origin.operator.as_str().into(),
                    self.origin.desk.as_str().into(),
                    self.action.into(),
                    subject.into(),
                    Sql::Uuid(member),
                    Sql::String(note),
                    Sql::Uuid(undoes),
                    first.into(),
                    last.into(),
                ],
            ))
            .await?;

        self.connection.commit().await?;

        Ok(())
    }
}

//! The journal, read: one entry per operator action, and the changes it made.

use chrono::DateTime;
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::Value as Json;

use crate::domain::custom::FieldValue;
use crate::domain::duplicate::Apart;
use crate::domain::entity::{Entity, Id, Instant};
use crate::domain::money::Payment;
use crate::domain::phrase::Phrase;
use crate::domain::subscription::Subscription;
use crate::domain::ticket::Ticket;

use super::read::Read;
use super::rows::{marks, statement};
use super::{Result, Store};

/// One action as it stands in the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub seq: i64,
    pub id: Id,
    pub at: Instant,
    pub operator: String,
    pub desk: String,
    pub action: String,
    pub subject: String,
    pub member: Option<Id>,
    pub note: Option<Phrase>,
    pub undoes: Option<Id>,
    pub undone_by: Option<Id>,
    pub(super) first_change: i64,
    pub(super) last_change: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    Insert,
    Update,
    /// The row was taken out of sight, by an undo or because it was removed.
    Archive,
    /// The row was brought back by a redo.
    Restore,
}

/// One row that an action touched.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub entity: String,
    pub row: Id,
    pub kind: ChangeKind,
    /// Column, before and after, as [`crate::domain::entity::Value::to_json`] writes them; of updates.
    pub fields: Vec<(String, Json, Json)>,
}

impl ChangeKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Archive => "archive",
            Self::Restore => "restore",
        }
    }
}

pub(super) const ENTRY: &str =
    "seq, id, at, operator, desk, action, subject, member, note, undoes, undone_by, first_change, last_change";

pub(super) fn entry(row: &QueryResult) -> Result<Entry> {
    let at: i64 = row.try_get_by_index(2)?;
    let note: Option<String> = row.try_get_by_index(8)?;

    Ok(Entry {
        seq: row.try_get_by_index(0)?,
        id: row.try_get_by_index(1)?,
        at: DateTime::from_timestamp_micros(at).unwrap_or_default(),
        operator: row.try_get_by_index(3)?,
        desk: row.try_get_by_index(4)?,
        action: row.try_get_by_index(5)?,
        subject: row.try_get_by_index(6)?,
        member: row.try_get_by_index(7)?,
        note: note.and_then(|note| serde_json::from_str(&note).ok()),
        undoes: row.try_get_by_index(9)?,
        undone_by: row.try_get_by_index(10)?,
        first_change: row.try_get_by_index(11)?,
        last_change: row.try_get_by_index(12)?,
    })
}

pub(super) fn change(row: &QueryResult) -> Result<Change> {
    let kind: String = row.try_get_by_index(2)?;
    let fields: Option<String> = row.try_get_by_index(3)?;

    Ok(Change {
        entity: row.try_get_by_index(0)?,
        row: row.try_get_by_index(1)?,
        kind: match kind.as_str() {
            "insert" => ChangeKind::Insert,
            "update" => ChangeKind::Update,
            "archive" => ChangeKind::Archive,
            _ => ChangeKind::Restore,
        },
        fields: fields.as_deref().map(fields_of).unwrap_or_default(),
    })
}

fn fields_of(json: &str) -> Vec<(String, Json, Json)> {
    let Ok(Json::Object(fields)) = serde_json::from_str(json) else {
        return Vec::new();
    };

    fields
        .into_iter()
        .filter_map(|(name, pair)| match pair {
            Json::Array(pair) => {
                let [before, after] = <[Json; 2]>::try_from(pair).ok()?;

                Some((name, before, after))
            }
            _ => None,
        })
        .collect()
}

impl Entry {
    /// How many rows it touched.
    pub fn rows(&self) -> usize {
        if self.last_change == 0 { 0 } else { usize::try_from(self.last_change - self.first_change + 1).unwrap_or(0) }
    }
}

impl Store {
    /// Newest first; all, or those that touched a member or what is theirs.
    pub async fn entries(&self, member: Option<Id>, limit: usize) -> Result<Vec<Entry>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = match member {
            None => {
                let sql = format!("SELECT {ENTRY} FROM entry ORDER BY seq DESC LIMIT ?");

                self.reader.query_all_raw(statement(sql, [limit.into()])).await?
            }
            Some(member) => {
                let sql = format!(
                    "WITH own (id) AS (
                         SELECT ?1
                         UNION ALL SELECT id FROM {} WHERE member = ?1
                         UNION ALL SELECT id FROM {} WHERE member = ?1
                         UNION ALL SELECT id FROM {} WHERE member = ?1
                         UNION ALL SELECT id FROM {} WHERE member = ?1
                         UNION ALL SELECT id FROM {apart} WHERE one = ?1
                         UNION ALL SELECT id FROM {apart} WHERE other = ?1
                     )
                     SELECT {ENTRY} FROM entry WHERE seq IN (
                         SELECT c.entry FROM own CROSS JOIN change c ON c.row = own.id
                         UNION SELECT seq FROM entry WHERE member = ?1
                     ) ORDER BY seq DESC LIMIT ?2",
                    Subscription::TABLE.name,
                    Payment::TABLE.name,
                    FieldValue::TABLE.name,
                    Ticket::TABLE.name,
                    apart = Apart::TABLE.name,
                );

                self.reader.query_all_raw(statement(sql, [member.into(), limit.into()])).await?
            }
        };

        rows.iter().map(entry).collect()
    }

    /// The changes of an entry, at most `limit`; only those of `rows` when given.
    pub async fn changes(&self, of: &Entry, rows: Option<&[Id]>, limit: usize) -> Result<Vec<Change>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut values = vec![of.first_change.into(), of.last_change.into(), of.seq.into()];
        let only = match rows {
            None => String::new(),
            Some(rows) => {
                values.extend(rows.iter().map(|&id| sea_orm::Value::from(id)));

                format!("AND row IN ({})", marks(rows.len()))
            }
        };

        values.push(limit.into());

        let sql = format!(
            "SELECT entity, row, kind, fields FROM change
             WHERE seq BETWEEN ? AND ? AND entry = ? {only} ORDER BY seq LIMIT ?"
        );

        self.reader.query_all_raw(statement(sql, values)).await?.iter().map(change).collect()
    }

    /// On which desk a row was entered, and whether that is another one; none where the journal does not say.
    pub async fn entered(&self, row: Id) -> Result<Option<(String, bool)>> {
        let found = self
            .reader
            .query_one_raw(statement(
                "SELECT e.desk, e.theirs IS NOT NULL FROM change c JOIN entry e ON e.seq = c.entry
                 WHERE c.row = ? AND c.kind = 'insert' ORDER BY c.seq LIMIT 1",
                [row.into()],
            ))
            .await?;
        let Some(found) = found else { return Ok(None) };
        let theirs: i64 = found.try_get_by_index(1)?;

        Ok(Some((found.try_get_by_index(0)?, theirs != 0)))
    }

    /// The number of the newest change, and the time of the newest entry.
    pub async fn newest(&self) -> Result<(i64, Option<Instant>)> {
        let row = self
            .reader
            .query_one_raw(statement(
                "SELECT coalesce((SELECT max(seq) FROM change), 0), (SELECT at FROM entry WHERE theirs IS NULL ORDER BY seq DESC LIMIT 1)",
                [],
            ))
            .await?;

        Ok(match row {
            None => (0, None),
            Some(row) => (
                row.try_get_by_index(0)?,
                row.try_get_by_index::<Option<i64>>(1)?.and_then(DateTime::from_timestamp_micros),
            ),
        })
    }

    /// The rows of `entity` that changed after the change `seq`, each once.
    pub async fn touched_since(&self, entity: &str, seq: i64) -> Result<Vec<Id>> {
        let rows = self
            .connection()
            .query_all_raw(statement(
                "SELECT DISTINCT row FROM change NOT INDEXED WHERE seq > ? AND entity = ?",
                [seq.into(), entity.into()],
            ))
            .await?;

        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }
}

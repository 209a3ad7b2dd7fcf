//! What the server refused: kept until someone decides, mended and sent again, or put aside.

use sea_orm::ConnectionTrait;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::domain::entity::Value;
use crate::store::rows::{self, statement};
use crate::store::{Read, Result, Store, Tx};
use crate::sync::rules;
use crate::sync::wire::{ARCHIVED, Cells, Op, OpKind, Why};

use super::cells::{row_of, selected};
use super::parse;

/// An operation that the server refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    pub op: Op,
    pub why: Option<Why>,
    /// When it was answered, microseconds.
    pub at: i64,
}

impl Store {
    /// What was refused and not settled, oldest first.
    pub async fn refused(&self) -> Result<Vec<Refused>> {
        let rows = self
            .reader
            .query_all_raw(statement(
                "SELECT payload, why, at FROM sync_refused WHERE settled_at IS NULL ORDER BY at, op",
                [],
            ))
            .await?;

        rows.iter()
            .map(|row| {
                Ok(Refused {
                    op: parse(&row.try_get_by_index::<String>(0)?)?,
                    why: parse(&row.try_get_by_index::<String>(1)?)?,
                    at: row.try_get_by_index(2)?,
                })
            })
            .collect()
    }

    /// Puts a refused operation aside: it stays in the file, and is not listed any more.
    pub async fn put_aside(&self, op: Uuid, now: i64) -> Result<()> {
        self.writer
            .execute_raw(statement("UPDATE sync_refused SET settled_at = ? WHERE op = ?", [now.into(), op.into()]))
            .await?;

        Ok(())
    }
}

/// A row as it is here, in sight or not; none when it is not here.
pub async fn cells_of(read: &impl Read, entity: &str, row: Uuid) -> Result<Option<Cells>> {
    let Some(table) = rules::table(entity) else { return Ok(None) };
    let sql = format!("SELECT {} FROM {} WHERE id = ?", selected(table), table.name);
    let found = read.connection().query_one_raw(statement(sql, [row.into()])).await?;

    Ok(found.map(|row| row_of(table, &row)).transpose()?.map(|(_, here)| here.cells))
}

impl Tx {
    /// Writes cells into a row as it is now, journalled like any change: what a desk said once and says again. A row that
    /// the server refused comes back into sight, and is sent as a new one. Returns whether anything changed.
    pub async fn write_again(&mut self, op: &Op) -> Result<bool> {
        let Some(table) = rules::table(&op.entity) else { return Ok(false) };
        let sql = format!("SELECT {} FROM {} WHERE id = ?", selected(table), table.name);
        let found = self.connection.query_one_raw(statement(sql, [op.row.into()])).await?;
        let Some((_, here)) = found.map(|row| row_of(table, &row)).transpose()? else { return Ok(false) };
        let refused = here.rev.is_none() && op.kind == OpKind::Insert;
        let mut names = Vec::new();
        let mut values = Vec::new();
        let mut fields = Map::new();

        for column in table.columns {
            let Some(json) = op.set.get(column.name).filter(|json| here.cells.get(column.name) != Some(*json)) else {
                continue;
            };
            let Some(value) = Value::from_json(column.kind, json) else { continue };

            fields.insert(column.name.to_owned(), json!([here.cells.get(column.name), json]));
            names.push(column.name);
            values.push(value);
        }

        if !names.is_empty() {
            rows::update(&self.connection, table.name, &names, vec![(op.row, values)]).await?;
        }

        // Whether it is to be in sight: of a row that comes back as a new one the insert says it.
        let sight = op.set.get(ARCHIVED).filter(|_| !refused && !table.fact).map(Json::is_null);
        let moved = sight.filter(|shown| *shown != here.cells.get(ARCHIVED).is_none_or(Json::is_null));

        if let Some(shown) = moved {
            let at = (!shown).then(|| self.at().timestamp_micros());
            let sql = format!("UPDATE {} SET archived_at = ? WHERE id = ?", table.name);

            self.connection.execute_raw(statement(sql, [at.into(), op.row.into()])).await?;
            self.journal(table.name, if shown { "restore" } else { "archive" }, vec![(op.row, None)]).await?;
        }

        if refused {
            let sql = format!("UPDATE {} SET archived_at = NULL WHERE id = ?", table.name);

            self.connection.execute_raw(statement(sql, [op.row.into()])).await?;
            self.journal(table.name, "insert", vec![(op.row, None)]).await?;
        } else if !names.is_empty() {
            self.journal(table.name, "update", vec![(op.row, Some(Json::Object(fields).to_string()))]).await?;
        }

        Ok(refused || moved.is_some() || !names.is_empty())
    }

    /// Takes a refused operation off the list.
    pub async fn settle_refused(&self, op: Uuid) -> Result<()> {
        let at = self.at().timestamp_micros();
        let sql = "UPDATE sync_refused SET settled_at = ? WHERE op = ?";

        self.connection.execute_raw(statement(sql, [at.into(), op.into()])).await?;

        Ok(())
    }
}

//! Rows to and from SQL, from the declaration of their entity.

use chrono::DateTime;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement};

use crate::domain::entity::{BadValue, Column, Entity, Id, Kind, Table, Value};

use super::pack::whole;
use super::{CHUNK, Error, Result};

pub(super) fn statement(sql: impl Into<String>, values: impl IntoIterator<Item = sea_orm::Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)
}

/// `id, first, second …`: what [`decode`] reads.
pub(super) fn columns(table: &Table) -> String {
    std::iter::once("id").chain(table.columns.iter().map(|column| column.name)).collect::<Vec<_>>().join(", ")
}

pub(super) fn bind(value: Value) -> sea_orm::Value {
    match value {
        // SQLite's NULL has no type.
        Value::Null => sea_orm::Value::BigInt(None),
        Value::Text(text) => text.into(),
        Value::Integer(number) => number.into(),
        Value::Bool(flag) => i64::from(flag).into(),
        Value::Id(id) => id.into(),
        Value::Date(date) => date.to_string().into(),
        Value::Instant(at) => at.timestamp_micros().into(),
    }
}

/// The cell at `index` of a row.
pub(super) fn cell(row: &QueryResult, index: usize, kind: Kind) -> std::result::Result<Option<Value>, DbErr> {
    Ok(match kind {
        Kind::Text => {
            row.try_get_by_index::<Option<String>>(index)?.map_or(Some(Value::Null), |t| Some(Value::Text(t)))
        }
        Kind::Integer => {
            row.try_get_by_index::<Option<i64>>(index)?.map_or(Some(Value::Null), |n| Some(Value::Integer(n)))
        }
        Kind::Bool => {
            row.try_get_by_index::<Option<i64>>(index)?.map_or(Some(Value::Null), |n| Some(Value::Bool(n != 0)))
        }
        Kind::Id => row.try_get_by_index::<Option<Id>>(index)?.map_or(Some(Value::Null), |id| Some(Value::Id(id))),
        Kind::Date => row
            .try_get_by_index::<Option<String>>(index)?
            .map_or(Some(Value::Null), |text| text.parse().ok().map(Value::Date)),
        Kind::Instant => row
            .try_get_by_index::<Option<i64>>(index)?
            .map_or(Some(Value::Null), |at| DateTime::from_timestamp_micros(at).map(Value::Instant)),
    })
}

fn value(row: &QueryResult, index: usize, column: &Column) -> Result<Value> {
    Ok(cell(row, index, column.kind)?.ok_or(BadValue { column: column.name, expected: "a date" })?)
}

/// The entity in a row that was selected with [`columns`].
pub(super) fn decode<E: Entity>(row: &QueryResult) -> Result<E> {
    let id = row.try_get_by_index(0)?;
    let mut values = Vec::with_capacity(E::TABLE.columns.len());

    for (index, column) in E::TABLE.columns.iter().enumerate() {
        values.push(value(row, index + 1, column)?);
    }

    Ok(E::from_values(id, values)?)
}

/// Live rows of an entity; `rest` follows `WHERE archived_at IS NULL`.
pub(super) async fn select<E: Entity>(
    connection: &impl ConnectionTrait,
    rest: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Result<Vec<E>> {
    let sql = format!("SELECT {} FROM {} WHERE archived_at IS NULL {rest}", columns(&E::TABLE), E::TABLE.name);

    connection.query_all_raw(statement(sql, values)).await?.iter().map(decode).collect()
}

/// Live rows whose `column` is one of `ids`, in no particular order.
pub(super) async fn select_in<E: Entity>(
    connection: &impl ConnectionTrait,
    column: &str,
    ids: &[Id],
) -> Result<Vec<E>> {
    let mut found = Vec::with_capacity(ids.len());

    for ids in ids.chunks(CHUNK) {
        if let Some(rows) = whole(connection, column, ids).await? {
            found.extend(rows);

            continue;
        }

        let rest = format!("AND {column} IN ({})", marks(ids.len()));

        found.extend(select(connection, &rest, ids.iter().map(|&id| id.into())).await?);
    }

    Ok(found)
}

/// `?, ?, ?`
pub(super) fn marks(count: usize) -> String {
    let mut marks = "?, ".repeat(count);

    marks.truncate(marks.len().saturating_sub(2));

    marks
}

/// Inserts rows, at most [`CHUNK`] a statement.
pub(super) async fn insert<E: Entity>(connection: &impl ConnectionTrait, rows: &[E]) -> Result<()> {
    let row = format!("({})", marks(E::TABLE.columns.len() + 1));

    for rows in rows.chunks(CHUNK) {
        let mut sql = format!("INSERT INTO {} ({}) VALUES ", E::TABLE.name, columns(&E::TABLE));
        let mut values = Vec::with_capacity(rows.len() * (E::TABLE.columns.len() + 1));

        for (index, entity) in rows.iter().enumerate() {
            if index > 0 {
                sql.push(',');
            }

            sql.push_str(&row);
            values.push(entity.id().into());
            values.extend(entity.values().into_iter().map(bind));
        }

        connection.execute_raw(statement(sql, values)).await?;
    }

    Ok(())
}

/// Writes new cells into many rows of one table: each row with the same columns, at most [`CHUNK`] a statement.
pub(super) async fn update(
    connection: &impl ConnectionTrait,
    table: &str,
    columns: &[&str],
    rows: Vec<(Id, Vec<Value>)>,
) -> Result<()> {
    let set: Vec<String> =
        columns.iter().enumerate().map(|(index, column)| format!("{column} = v.column{}", index + 2)).collect();
    let row = format!("({})", marks(columns.len() + 1));
    let mut rows = rows.into_iter().peekable();

    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
        let lines = vec![row.as_str(); chunk.len()].join(",");
        let sql =
            format!("UPDATE {table} SET {} FROM (VALUES {lines}) AS v WHERE {table}.id = v.column1", set.join(", "));
        let expected = chunk.len() as u64;
        let values =
            chunk.into_iter().flat_map(|(id, cells)| std::iter::once(id.into()).chain(cells.into_iter().map(bind)));
        let written = connection.execute_raw(statement(sql, values)).await?.rows_affected();

        if written != expected {
            return Err(Error(crate::domain::phrase::Phrase::new("failure-row-gone")));
        }
    }

    Ok(())
}

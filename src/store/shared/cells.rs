//! Rows of the workspace as cells: what the server has of them.

use std::collections::{HashMap, HashSet};

use sea_orm::ConnectionTrait;
use serde_json::Value as Json;

use crate::domain::entity::{Column, Id, Kind, Table, Value};
use crate::domain::phrase::Phrase;
use crate::store::rows::{self, bind, cell, marks, statement};
use crate::store::{CHUNK, Error, Result};
use crate::sync::rules;
use crate::sync::wire::{ARCHIVED, Cells, Rev};

use super::Exchange;

/// A row as it is here, in sight or not.
#[derive(Debug, Clone)]
pub struct Here {
    pub cells: Cells,
    pub rev: Option<Rev>,
}

/// All columns of `table` in the order of [`row_of`]: its own, whether it is archived, the revision.
pub fn selected(table: &Table) -> String {
    format!("{}, {ARCHIVED}, rev", rows::columns(table))
}

/// The id and the row of a line that was selected with [`selected`].
pub fn row_of(table: &Table, row: &sea_orm::QueryResult) -> Result<(Id, Here)> {
    let mut cells = Cells::new();

    for (index, column) in table.columns.iter().enumerate() {
        let value = cell(row, index + 1, column.kind)?.unwrap_or(Value::Null);

        cells.insert(column.name.to_owned(), value.to_json());
    }

    let archived: Option<i64> = row.try_get_by_index(table.columns.len() + 1)?;

    if !table.fact {
        cells.insert(ARCHIVED.to_owned(), archived.map_or(Json::Null, Json::from));
    }

    Ok((row.try_get_by_index(0)?, Here { cells, rev: row.try_get_by_index(table.columns.len() + 2)? }))
}

impl Exchange {
    pub async fn rows(&self, table: &Table, ids: &[Id]) -> Result<HashMap<Id, Here>> {
        let mut found = HashMap::with_capacity(ids.len());

        for ids in ids.chunks(CHUNK) {
            let sql = format!("SELECT {} FROM {} WHERE id IN ({})", selected(table), table.name, marks(ids.len()));
            let values = ids.iter().map(|&id| id.into());

            for row in self.connection.query_all_raw(statement(sql, values)).await? {
                let (id, here) = row_of(table, &row)?;

                found.insert(id, here);
            }
        }

        Ok(found)
    }

    pub async fn revs(&self, table: &Table, ids: &[Id]) -> Result<HashMap<Id, Option<Rev>>> {
        let mut found = HashMap::with_capacity(ids.len());

        for ids in ids.chunks(CHUNK) {
            let sql = format!("SELECT id, rev FROM {} WHERE id IN ({})", table.name, marks(ids.len()));
            let values = ids.iter().map(|&id| id.into());

            for row in self.connection.query_all_raw(statement(sql, values)).await? {
                found.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            }
        }

        Ok(found)
    }

    /// Writes rows as they are to be shown. Columns that this program does not know stay on the server; those that the
    /// server does not have yet get a value that says nothing.
    pub async fn put(&self, table: &'static Table, shown: &[(Id, Cells, Option<Rev>)]) -> Result<()> {
        self.parents(table, shown).await?;

        let width = table.columns.len() + 3;
        let line = format!("({})", marks(width));
        let names = selected(table);
        let set: Vec<String> =
            names.split(", ").filter(|name| *name != "id").map(|name| format!("{name} = excluded.{name}")).collect();

        for rows in shown.chunks(CHUNK) {
            let sql = format!(
                "INSERT INTO {} ({names}) VALUES {} ON CONFLICT (id) DO UPDATE SET {}",
                table.name,
                vec![line.as_str(); rows.len()].join(","),
                set.join(", ")
            );
            let mut values = Vec::with_capacity(rows.len() * width);

            for (id, cells, rev) in rows {
                values.push((*id).into());

                for column in table.columns {
                    values.push(bind(value_of(table, column, cells.get(column.name))?));
                }

                values.push(cells.get(ARCHIVED).and_then(Json::as_i64).into());
                values.push((*rev).into());
            }

            self.run(&sql, values).await?;
        }

        Ok(())
    }

    /// Rows may come before those they refer to, which were changed later: a place out of sight is kept for these.
    async fn parents(&self, table: &Table, shown: &[(Id, Cells, Option<Rev>)]) -> Result<()> {
        for column in table.columns {
            let Some(parent) = rules::refers(table.name, column.name).and_then(rules::table) else { continue };
            let wanted: HashSet<Id> = shown
                .iter()
                .filter_map(|(_, cells, _)| cells.get(column.name)?.as_str()?.parse().ok())
                .filter(|id| parent.name != table.name || shown.iter().all(|(row, ..)| row != id))
                .collect();
            let wanted: Vec<Id> = wanted.into_iter().collect();
            let there = self.revs(parent, &wanted).await?;
            let missing: Vec<Id> = wanted.into_iter().filter(|id| !there.contains_key(id)).collect();
            let width = parent.columns.len() + 3;
            let line = format!("({})", marks(width));

            for ids in missing.chunks(CHUNK) {
                let sql = format!(
                    "INSERT INTO {} ({}) VALUES {}",
                    parent.name,
                    selected(parent),
                    vec![line.as_str(); ids.len()].join(",")
                );
                let mut values = Vec::with_capacity(ids.len() * width);

                for id in ids {
                    values.push((*id).into());

                    for column in parent.columns {
                        let refers = rules::refers(parent.name, column.name).filter(|_| !column.optional);

                        // A required reference of a row that is not known yet: to itself, until it is.
                        values.push(match refers {
                            Some(_) => (*id).into(),
                            None => bind(nothing(column)),
                        });
                    }

                    values.push(0_i64.into());
                    values.push(None::<i64>.into());
                }

                self.run(&sql, values).await?;
            }
        }

        Ok(())
    }
}

fn value_of(table: &Table, column: &Column, json: Option<&Json>) -> Result<Value> {
    let Some(json) = json.filter(|json| !json.is_null() || column.optional) else { return Ok(nothing(column)) };

    Value::from_json(column.kind, json).ok_or_else(|| {
        Error(Phrase::new("failure-unreadable-row").with("column", format!("{}.{}", table.name, column.name)))
    })
}

/// What a column holds when nothing is known.
fn nothing(column: &Column) -> Value {
    if column.optional {
        return Value::Null;
    }

    match column.kind {
        Kind::Text => Value::Text(String::new()),
        Kind::Integer => Value::Integer(0),
        Kind::Bool => Value::Bool(false),
        Kind::Id => Value::Id(Id::nil()),
        Kind::Date => Value::Date(chrono::NaiveDate::default()),
        Kind::Instant => Value::Instant(chrono::DateTime::UNIX_EPOCH),
    }
}

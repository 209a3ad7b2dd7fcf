//! Who gave a field the value that it has: read from the journal, which alone knows.

use std::collections::HashMap;

use chrono::DateTime;
use sea_orm::ConnectionTrait;

use crate::domain::entity::{Id, Instant};

use super::journal::change;
use super::rows::{marks, statement};
use super::{CHUNK, Result};

/// The action that gave a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Author {
    /// Name of the action: `member.edit`.
    pub action: String,
    pub operator: String,
    /// What it was about: of an import the name of the file.
    pub subject: String,
    pub at: Instant,
}

/// The authors of one row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Authors {
    row: Option<Author>,
    fields: HashMap<String, Author>,
}

impl Authors {
    /// Who gave this field its value: the last action in force that changed it, else the one that brought the row.
    pub fn of(&self, field: &str) -> Option<&Author> {
        self.fields.get(field).or(self.row.as_ref())
    }
}

/// The authors of these rows. Actions that were undone gave nothing, and undoing gives back what others gave.
pub(super) async fn authors(connection: &impl ConnectionTrait, rows: &[Id]) -> Result<HashMap<Id, Authors>> {
    let mut found: HashMap<Id, Authors> = HashMap::new();

    for rows in rows.chunks(CHUNK) {
        let sql = format!(
            "SELECT c.entity, c.row, c.kind, c.fields, e.action, e.operator, e.subject, e.at
             FROM change c JOIN entry e ON e.seq = c.entry
             WHERE c.row IN ({}) AND c.kind IN ('insert', 'update') AND e.undoes IS NULL AND e.undone_by IS NULL
             ORDER BY c.seq",
            marks(rows.len())
        );

        for row in connection.query_all_raw(statement(sql, rows.iter().map(|&id| id.into()))).await? {
            let change = change(&row)?;
            let author = Author {
                action: row.try_get_by_index(4)?,
                operator: row.try_get_by_index(5)?,
                subject: row.try_get_by_index(6)?,
                at: DateTime::from_timestamp_micros(row.try_get_by_index(7)?).unwrap_or_default(),
            };
            let of = found.entry(change.row).or_default();

            if change.fields.is_empty() {
                of.row = Some(author);
            } else {
                of.fields.extend(change.fields.into_iter().map(|(field, ..)| (field, author.clone())));
            }
        }
    }

    Ok(found)
}

//! Everything that a workspace holds, for a server that is being founded.

use sea_orm::ConnectionTrait;

use crate::domain::TABLES;
use crate::domain::entity::Id;
use crate::store::rows::statement;
use crate::store::{CHUNK, Result, Store};
use crate::sync::setup::Piece;
use crate::sync::talk::remember;
use crate::sync::wire::{Action, Mark, Rev};

use super::cells::{row_of, selected};

/// How many pieces come at a time.
const PAGE: i64 = 2_000;

/// How far the upload has come: rows table by table, then the journal's entries, then its changes.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    stage: usize,
    after: Id,
    seq: i64,
}

impl Store {
    /// How many pieces there are in all.
    pub async fn upload_size(&self) -> Result<usize> {
        let counts: Vec<String> = TABLES
            .iter()
            .map(|table| table.name)
            .chain(["entry", "change"])
            .map(|table| format!("(SELECT count(*) FROM {table})"))
            .collect();
        let row = self.reader.query_one_raw(statement(format!("SELECT {}", counts.join(" + ")), [])).await?;
        let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);

        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// The next pieces; empty at the end.
    pub async fn upload(&self, upload: &mut Upload) -> Result<Vec<Piece>> {
        loop {
            let pieces = match upload.stage.checked_sub(TABLES.len()) {
                None => self.upload_rows(upload).await?,
                Some(0) => self.upload_entries(upload).await?,
                Some(1) => self.upload_changes(upload).await?,
                Some(_) => return Ok(Vec::new()),
            };

            if !pieces.is_empty() {
                return Ok(pieces);
            }

            upload.stage += 1;
            upload.after = Id::nil();
            upload.seq = 0;
        }
    }

    /// Notes the revisions that uploaded rows were given.
    pub async fn uploaded(&self, entity: &str, revs: &[(Id, Rev)]) -> Result<()> {
        let exchange = self.exchange(0).await?;

        for revs in revs.chunks(CHUNK) {
            let lines = vec!["(?, ?)"; revs.len()].join(",");
            let sql = format!(
                "UPDATE {entity} SET rev = v.column2 FROM (VALUES {lines}) AS v
                 WHERE {entity}.id = v.column1 AND {entity}.rev IS NULL"
            );

            exchange.run(&sql, revs.iter().flat_map(|(id, rev)| [(*id).into(), (*rev).into()])).await?;
        }

        Ok(exchange.connection.commit().await?)
    }

    /// Everything that was uploaded is known here: the conversation goes on behind it.
    pub async fn known_up_to(&self, mark: Mark) -> Result<()> {
        let exchange = self.exchange(0).await?;
        let mut memory = exchange.memory().await?;

        memory.cursor = mark.0;
        remember(&mut memory.marks, mark);
        exchange.remember(&memory).await?;

        Ok(exchange.connection.commit().await?)
    }

    async fn upload_rows(&self, upload: &mut Upload) -> Result<Vec<Piece>> {
        let table = &TABLES[upload.stage];
        let sql = format!("SELECT {} FROM {} WHERE id > ? ORDER BY id LIMIT ?", selected(table), table.name);
        let rows = self.reader.query_all_raw(statement(sql, [upload.after.into(), PAGE.into()])).await?;

        rows.iter()
            .map(|row| {
                let (id, here) = row_of(table, row)?;

                upload.after = id;

                Ok(Piece::Row { entity: table.name, id, cells: here.cells })
            })
            .collect()
    }

    async fn upload_entries(&self, upload: &mut Upload) -> Result<Vec<Piece>> {
        let sql = "SELECT seq, id, at, operator, desk, action, subject, member, note, undoes
                   FROM entry WHERE seq > ? ORDER BY seq LIMIT ?";
        let rows = self.reader.query_all_raw(statement(sql, [upload.seq.into(), PAGE.into()])).await?;

        rows.iter()
            .map(|row| {
                upload.seq = row.try_get_by_index(0)?;

                Ok(Piece::Entry {
                    seq: upload.seq,
                    action: Action {
                        id: row.try_get_by_index(1)?,
                        at: row.try_get_by_index(2)?,
                        operator: row.try_get_by_index(3)?,
                        desk: row.try_get_by_index(4)?,
                        action: row.try_get_by_index(5)?,
                        subject: row.try_get_by_index(6)?,
                        member: row.try_get_by_index(7)?,
                        note: row.try_get_by_index(8)?,
                        undoes: row.try_get_by_index(9)?,
                    },
                })
            })
            .collect()
    }

    async fn upload_changes(&self, upload: &mut Upload) -> Result<Vec<Piece>> {
        let sql = "SELECT c.seq, e.id, c.entity, c.row, c.kind, c.fields
                   FROM change c LEFT JOIN entry e ON e.seq = c.entry WHERE c.seq > ? ORDER BY c.seq LIMIT ?";
        let rows = self.reader.query_all_raw(statement(sql, [upload.seq.into(), PAGE.into()])).await?;

        rows.iter()
            .map(|row| {
                upload.seq = row.try_get_by_index(0)?;

                Ok(Piece::Change {
                    seq: upload.seq,
                    entry: row.try_get_by_index(1)?,
                    entity: row.try_get_by_index(2)?,
                    row: row.try_get_by_index(3)?,
                    kind: row.try_get_by_index(4)?,
                    fields: row.try_get_by_index(5)?,
                })
            })
            .collect()
    }
}

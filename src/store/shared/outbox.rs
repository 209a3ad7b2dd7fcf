//! What waits to be sent: numbered and fixed before it goes, taken out when it is answered, offered again to a server that
//! lost it.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::domain::TABLES;
use crate::domain::entity::{Id, Table};
use crate::store::rows::{marks, statement};
use crate::store::{CHUNK, Result};
use crate::sync::merge::{Waiting, shown};
use crate::sync::rules::{self, SCHEMA};
use crate::sync::talk::{BATCH_SIZE, Memory};
use crate::sync::wire::{ARCHIVED, Action, Batch, Cells, Op, OpKind, Outcome, Pushed, Rev, Row};

use super::cells::{row_of, selected};
use super::{Exchange, json, parse};

/// A line of the outbox with its line of the journal.
struct Line {
    id: i64,
    op: Uuid,
    entity: String,
    row: Id,
    kind: OpKind,
    base: Rev,
    clock: i64,
    set: Cells,
    was: Cells,
    payload: Option<String>,
    action: Option<Action>,
}

/// What the server said of a row.
pub(super) struct Said {
    pub id: Id,
    pub row: Option<Row>,
    pub refused: bool,
}

/// What [`line()`] reads.
const LINES: &str = "SELECT o.id, o.op, o.entity, o.row, o.kind, o.base, o.clock, o.fields, o.payload, c.fields,
         e.id, e.at, e.operator, e.desk, e.action, e.subject, e.member, e.note, e.undoes
     FROM outbox o LEFT JOIN change c ON c.seq = o.change LEFT JOIN entry e ON e.seq = coalesce(c.entry, (
         SELECT max(l.entry) FROM change l WHERE l.row = o.row AND o.change IS NULL
     ))";

fn line(row: &QueryResult) -> Result<Line> {
    let kind: String = row.try_get_by_index(4)?;
    let kind = OpKind::of(&kind).unwrap_or(OpKind::Update);
    let clock: Option<i64> = row.try_get_by_index(6)?;
    let at: Option<i64> = row.try_get_by_index(11)?;
    let (mut set, mut was) = (Cells::new(), Cells::new());

    if let Some(cells) = row.try_get_by_index::<Option<String>>(7)? {
        set = parse(&cells)?;
    }

    if let Some(fields) = row.try_get_by_index::<Option<String>>(9)? {
        for (column, [before, after]) in parse::<BTreeMap<String, [Json; 2]>>(&fields)? {
            was.insert(column.clone(), before);
            set.insert(column, after);
        }
    }

    match kind {
        OpKind::Archive => {
            set.insert(ARCHIVED.to_owned(), at.map_or(Json::Null, Json::from));
            was.insert(ARCHIVED.to_owned(), Json::Null);
        }
        OpKind::Restore => {
            set.insert(ARCHIVED.to_owned(), Json::Null);
        }
        OpKind::Insert | OpKind::Update | OpKind::Offer => {}
    }

    let action = match row.try_get_by_index::<Option<Id>>(10)? {
        None => None,
        Some(id) => Some(Action {
            id,
            at: at.unwrap_or(0),
            operator: row.try_get_by_index(12)?,
            desk: row.try_get_by_index(13)?,
            action: row.try_get_by_index(14)?,
            subject: row.try_get_by_index(15)?,
            member: row.try_get_by_index(16)?,
            note: row.try_get_by_index(17)?,
            undoes: row.try_get_by_index(18)?,
        }),
    };

    Ok(Line {
        id: row.try_get_by_index(0)?,
        op: row.try_get_by_index(1)?,
        entity: row.try_get_by_index(2)?,
        row: row.try_get_by_index(3)?,
        kind,
        base: row.try_get_by_index(5)?,
        clock: clock.or(at).unwrap_or(0),
        set,
        was,
        payload: row.try_get_by_index(8)?,
        action,
    })
}

impl Exchange {
    /// The first operations that wait, numbered after the last that was answered.
    pub(super) async fn freeze(&self, memory: &mut Memory, count: usize) -> Result<Batch> {
        let limit = i64::try_from(count).unwrap_or(i64::MAX);
        let lines: Vec<Line> = self
            .connection
            .query_all_raw(statement(format!("{LINES} ORDER BY o.id LIMIT ?"), [limit.into()]))
            .await?
            .iter()
            .map(line)
            .collect::<Result<_>>()?;
        let inserted = self.inserted(&lines).await?;
        let offset = self.offset().await?;
        let mut batch = Batch { desk: memory.desk, schema: SCHEMA, entries: Vec::new(), ops: Vec::new() };
        let mut entries: HashMap<Uuid, Action> = HashMap::new();
        let mut size = 0;

        for line in lines {
            let mut op = match &line.payload {
                Some(payload) => parse::<Op>(payload)?,
                None => Op {
                    op: line.op,
                    seq: 0,
                    entry: line.action.as_ref().map(|action| action.id),
                    set: match line.kind {
                        OpKind::Insert => inserted.get(&line.row).cloned().unwrap_or_default(),
                        _ => line.set,
                    },
                    was: line.was,
                    entity: line.entity,
                    row: line.row,
                    kind: line.kind,
                    base: line.base,
                    clock: if line.kind == OpKind::Offer { line.clock } else { line.clock + offset },
                },
            };

            let payload = match &line.payload {
                Some(payload) => payload.clone(),
                None => json(&op)?,
            };

            size += payload.len();

            if size > BATCH_SIZE && !batch.ops.is_empty() {
                break;
            }

            if line.payload.is_none() {
                self.run("UPDATE outbox SET payload = ? WHERE id = ?", [payload.into(), line.id.into()]).await?;
            }

            op.seq = memory.acked + 1 + i64::try_from(batch.ops.len()).unwrap_or(0);
            memory.sent = memory.sent.max(op.seq);
            entries.extend(line.action.map(|action| (action.id, action)));
            batch.ops.push(op);
        }

        batch.entries = entries.into_values().collect();
        batch.entries.sort_by_key(|action| (action.at, action.id));

        Ok(batch)
    }

    /// The rows of inserts as they were inserted: without what was changed since, and waits behind them.
    async fn inserted(&self, lines: &[Line]) -> Result<HashMap<Id, Cells>> {
        let new: Vec<&Line> =
            lines.iter().filter(|line| line.kind == OpKind::Insert && line.payload.is_none()).collect();
        let mut found = HashMap::new();

        for table in TABLES {
            let ids: Vec<Id> = new.iter().filter(|line| line.entity == table.name).map(|line| line.row).collect();

            found.extend(self.rows(table, &ids).await?.into_iter().map(|(id, here)| (id, here.cells)));
        }

        let ids: Vec<Id> = new.iter().map(|line| line.row).collect();

        for line in self.lines(&ids).await?.into_iter().rev().filter(|line| line.kind != OpKind::Insert) {
            if let Some(cells) = found.get_mut(&line.row) {
                cells.extend(line.was);
            }
        }

        Ok(found)
    }

    /// What waits for these rows, in its order.
    async fn lines(&self, rows: &[Id]) -> Result<Vec<Line>> {
        let mut found = Vec::new();

        for rows in rows.chunks(CHUNK) {
            let sql = format!("{LINES} WHERE o.row IN ({}) ORDER BY o.id", marks(rows.len()));

            for row in self.connection.query_all_raw(statement(sql, rows.iter().map(|&id| id.into()))).await? {
                found.push(line(&row)?);
            }
        }

        found.sort_by_key(|line| line.id);

        Ok(found)
    }

    async fn offset(&self) -> Result<i64> {
        let row = self.connection.query_one_raw(statement("SELECT clock_offset FROM sync_state", [])).await?;

        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
    }

    pub(super) async fn settle(&mut self, memory: &mut Memory, pushed: Pushed) -> Result<()> {
        let mut rows: BTreeMap<&'static str, Vec<Said>> = BTreeMap::new();

        for answer in pushed.answers {
            let found = self
                .connection
                .query_one_raw(statement(
                    "DELETE FROM outbox WHERE op = ? RETURNING entity, row, payload",
                    [answer.op.into()],
                ))
                .await?;
            let Some(found) = found else { continue };
            let refused = answer.outcome == Outcome::Refused;

            if refused {
                let payload: Option<String> = found.try_get_by_index(2)?;

                self.run(
                    "INSERT OR REPLACE INTO sync_refused (op, payload, why, at) VALUES (?, ?, ?, ?)",
                    [answer.op.into(), payload.into(), json(&answer.why)?.into(), self.now.into()],
                )
                .await?;
            }

            if let Some(table) = rules::table(&found.try_get_by_index::<String>(0)?) {
                let said = Said { id: found.try_get_by_index(1)?, row: answer.row, refused };

                rows.entry(table.name).or_default().push(said);
            }
        }

        for table in TABLES {
            if let Some(rows) = rows.remove(table.name) {
                self.show(table, rows, false).await?;
            }
        }

        memory.acked = pushed.last_seq;

        Ok(())
    }

    /// Makes rows what the server says, under what still waits. `pulled`: what is here already in that revision stays.
    pub(super) async fn show(&mut self, table: &'static Table, rows: Vec<Said>, pulled: bool) -> Result<()> {
        // Several answers about one row: the last one knows all.
        let rows: HashMap<Id, (Option<Row>, bool)> =
            rows.into_iter().map(|said| (said.id, (said.row, said.refused))).collect();
        let ids: Vec<Id> = rows.keys().copied().collect();
        let revs = self.revs(table, &ids).await?;
        let mut waiting: HashMap<Id, Vec<Waiting>> = HashMap::new();

        for line in self.lines(&ids).await? {
            waiting.entry(line.row).or_default().push(Waiting { kind: line.kind, set: line.set });
        }

        let asked: Vec<Id> = rows
            .iter()
            .filter(|(id, (row, _))| row.is_none() || waiting.contains_key(*id))
            .map(|(id, _)| *id)
            .collect();
        let here = self.rows(table, &asked).await?;
        let mut written = Vec::with_capacity(rows.len());

        for (id, (row, refused)) in rows {
            let rev = revs.get(&id).copied().flatten();

            match (&row, rev) {
                (Some(row), Some(rev)) if rev > row.rev || (pulled && rev == row.rev) => continue,
                // Taken, but may not be read: it stays as it was written.
                (None, _) if !refused => continue,
                _ => {}
            }

            let waiting = waiting.get(&id).map_or(&[][..], Vec::as_slice);
            let now = row.as_ref().map(|row| row.rev);

            match row.as_ref().filter(|_| !waiting.is_empty()) {
                Some(row) => {
                    self.run(
                        "INSERT OR REPLACE INTO sync_base (row, cells) VALUES (?, ?)",
                        [id.into(), json(&row.cells)?.into()],
                    )
                    .await?;
                }
                None => {
                    self.run("DELETE FROM sync_base WHERE row = ?", [id.into()]).await?;
                }
            }

            let here = here.get(&id).map(|here| here.cells.clone());

            match shown(row.map(|row| row.cells), here, waiting) {
                Some(cells) => written.push((id, cells, now)),
                // A refused insert: the row is kept out of sight, and among the refused.
                None => {
                    self.run(
                        &format!("UPDATE {} SET archived_at = ?, rev = NULL WHERE id = ?", table.name),
                        [self.now.into(), id.into()],
                    )
                    .await?;
                }
            }

            self.touched.push((table.name, id));
        }

        self.put(table, &written).await
    }

    /// Goes back to what the desk and a server that was put back both know, and offers what the server lost, before what
    /// waits.
    pub(super) async fn rewind(&self, memory: &mut Memory, common: Rev, last_seq: i64) -> Result<()> {
        memory.cursor = common;
        memory.marks.retain(|mark| mark.0 <= common);
        memory.acked = last_seq;
        memory.sent = last_seq;

        let waiting = self.connection.query_one_raw(statement("SELECT coalesce(min(id), 1) FROM outbox", [])).await?;
        let first: i64 = waiting.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(1);
        let mut offers = Vec::new();

        for table in TABLES {
            let sql = format!("SELECT {} FROM {} WHERE rev > ? ORDER BY rev", selected(table), table.name);

            for row in self.connection.query_all_raw(statement(sql, [common.into()])).await? {
                offers.push((table, row_of(table, &row)?));
            }
        }

        let count = i64::try_from(offers.len()).unwrap_or(0);

        for (place, (table, (id, here))) in offers.into_iter().enumerate() {
            let waiting = self.lines(&[id]).await?;

            if waiting.iter().any(|line| line.kind == OpKind::Insert) {
                continue;
            }

            let base = self
                .connection
                .query_one_raw(statement("DELETE FROM sync_base WHERE row = ? RETURNING cells", [id.into()]))
                .await?;
            let cells = match base {
                Some(row) => parse(&row.try_get_by_index::<String>(0)?)?,
                None => waiting.into_iter().rev().fold(here.cells, |mut cells, line| {
                    cells.extend(line.was);
                    cells
                }),
            };

            self.run(
                "INSERT INTO outbox (id, op, entity, row, kind, base, clock, fields)
                 VALUES (?, randomblob(16), ?, ?, 'offer', ?, ?, ?)",
                [
                    (first - count + i64::try_from(place).unwrap_or(0)).into(),
                    table.name.into(),
                    id.into(),
                    common.into(),
                    here.rev.into(),
                    json(&cells)?.into(),
                ],
            )
            .await?;
        }

        for table in TABLES {
            self.run(&format!("UPDATE {} SET rev = ?1 WHERE rev > ?1", table.name), [common.into()]).await?;
        }

        self.run("UPDATE outbox SET base = ?1 WHERE base > ?1", [common.into()]).await?;

        Ok(())
    }
}

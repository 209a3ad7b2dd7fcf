//! Taking an entry back, or giving it again: the inverse of each of its changes, in sets, so that an import of hundreds
//! of thousands of rows takes seconds.
//!
//! A row that was inserted is archived, one that was archived restored. An update puts back each field that still is as
//! the entry left it. Money is undone by a counter-entry. What cannot be taken back whole stays as it is and is named:
//! rows that a later action touched, rows that others depend on, fields that changed since.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, QueryResult, Value as Sql};
use serde_json::{Map, Value as Json, json};

use crate::domain::TABLES;
use crate::domain::entity::{Column, Entity, Id, Table, Value};
use crate::domain::money::{Payment, PaymentKind};
use crate::domain::phrase::Phrase;
use crate::domain::subscription::Subscription;

use super::journal::{Change, ENTRY, Entry, change, entry};
use super::rows::{self, cell, columns, marks, statement};
use super::{Result, Tx};

/// From so many rows on the undo gets a large page cache.
const MANY: usize = 1_000;

/// How many rows are passed over in the time that one takes to be found.
const PASS: usize = 8;

/// How many updates are put back at once.
const AT_ONCE: usize = 2_000;

/// How many rows that had to stay are named.
const NAMED: usize = 200;

/// Fields that follow the others: nothing is lost when they stay, and nobody needs to be told.
const FOLLOWS: &[&str] = &["modified_at"];

/// Rows whose fields only make sense together: put back whole or not at all.
const WHOLE: &[&str] = &[Subscription::TABLE.name];

/// Why a row had to stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// These fields were changed since.
    Changed,
    /// A later action touched the row.
    Touched,
    /// Other rows depend on it.
    Used,
    /// What it depends on is not there.
    Orphan,
}

/// A row that had to stay as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    pub entity: String,
    pub row: Id,
    pub why: Why,
    /// The fields that had to stay, when only fields had to.
    pub fields: Vec<String>,
}

/// What had to stay: the first of them, and how many there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Undone {
    pub left: Vec<Left>,
    pub count: usize,
}

/// The tables that an entry changed, each with the kind of change.
struct Touched(Vec<(String, String)>);

impl Touched {
    fn contains(&self, table: &str, kind: &str) -> bool {
        self.0.iter().any(|(of, what)| of == table && what == kind)
    }
}

/// A column that refers to another table.
struct Reference {
    child: &'static Table,
    column: String,
    parent: &'static Table,
    indexed: bool,
}

impl Tx {
    pub async fn entry_by_id(&self, id: Id) -> Result<Option<Entry>> {
        self.entry_where("id = ?", [id.into()]).await
    }

    /// The newest action that is in force, but for `except`.
    pub async fn last_done(&self, except: &str) -> Result<Option<Entry>> {
        self.entry_where("undoes IS NULL AND undone_by IS NULL AND action <> ?", [except.into()]).await
    }

    /// The newest undo that is in force, if no action was done after it.
    pub async fn last_undone(&self) -> Result<Option<Entry>> {
        self.entry_where(
            "undone_by IS NULL AND undoes IN (SELECT id FROM entry WHERE undoes IS NULL AND undone_by = e.id)
             AND seq > (SELECT max(seq) FROM entry WHERE undoes IS NULL)",
            [],
        )
        .await
    }

    async fn entry_where(&self, condition: &str, values: impl IntoIterator<Item = Sql>) -> Result<Option<Entry>> {
        let sql = format!("SELECT {ENTRY} FROM entry e WHERE theirs IS NULL AND {condition} ORDER BY seq DESC LIMIT 1");

        self.connection.query_one_raw(statement(sql, values)).await?.map(|row| entry(&row)).transpose()
    }

    /// Takes back what `of` did, as far as that can be done.
    pub async fn invert(&mut self, of: &Entry) -> Result<Undone> {
        if of.rows() > MANY {
            self.bulk().await?;
        }

        let touched = self.touched(of).await?;
        let mut undone = Undone::default();

        self.prepare(of, &touched).await?;
        self.put_back(of, &touched, &mut undone).await?;
        self.weigh_money(of).await?;
        self.keep(of).await?;
        self.turn("take", "archive", Some(self.at().timestamp_micros())).await?;
        self.turn("give", "restore", None).await?;
        self.counter().await?;
        self.left(&mut undone).await?;

        Ok(undone)
    }

    /// Writes the entry of an undo and marks what it undoes; commits.
    pub async fn commit_undo(
        self,
        subject: &str,
        member: Option<Id>,
        note: Option<&Phrase>,
        undoes: &Entry,
    ) -> Result<()> {
        let mut by = self.entry();
        let mut at = undoes.id;
        let mut undone = true;

        // Down the chain of undos of undos, each puts the one below in force or out of it.
        loop {
            let mark = if undone { Some(by) } else { None };

            self.connection
                .execute_raw(statement("UPDATE entry SET undone_by = ? WHERE id = ?", [Sql::Uuid(mark), at.into()]))
                .await?;

            let Some(below) = self.entry_by_id(at).await?.and_then(|entry| entry.undoes) else { break };

            (by, at, undone) = (at, below, !undone);
        }

        self.commit_as(subject, member, note, Some(undoes.id)).await
    }

    /// Lists the rows to archive (`take`) and to restore (`give`).
    async fn prepare(&self, of: &Entry, touched: &Touched) -> Result<()> {
        self.connection
            .execute_unprepared(
                "CREATE TEMP TABLE IF NOT EXISTS undo_row (
                     entity TEXT, id BLOB, way TEXT, kept TEXT, PRIMARY KEY (entity, id)
                 ) WITHOUT ROWID;
                 DELETE FROM undo_row",
            )
            .await?;

        for table in TABLES.iter().filter(|table| !table.fact) {
            for (way, kinds, live) in
                [("take", &["insert", "restore"][..], "IS NULL"), ("give", &["archive"], "IS NOT NULL")]
            {
                if !kinds.iter().any(|kind| touched.contains(table.name, kind)) {
                    continue;
                }

                let kinds = kinds.iter().map(|kind| format!("'{kind}'")).collect::<Vec<_>>().join(", ");
                let sql = format!(
                    "INSERT OR IGNORE INTO undo_row (entity, id, way)
                     SELECT c.entity, c.row, '{way}' FROM change c CROSS JOIN {} t ON t.id = c.row
                     WHERE c.seq BETWEEN ? AND ? AND c.entry = {entry} AND c.entity = ? AND c.kind IN ({kinds}) AND t.archived_at {live}
                     ORDER BY c.row",
                    table.name,
                    entry = of.seq,
                );
                let values = [of.first_change.into(), of.last_change.into(), table.name.into()];

                self.connection.execute_raw(statement(sql, values)).await?;
            }
        }

        Ok(())
    }

    /// What an entry did to which tables.
    async fn touched(&self, of: &Entry) -> Result<Touched> {
        let rows = self
            .connection
            .query_all_raw(statement(
                "SELECT DISTINCT entity, kind FROM change WHERE seq BETWEEN ? AND ? AND entry = ?",
                [of.first_change.into(), of.last_change.into(), of.seq.into()],
            ))
            .await?;

        rows.iter()
            .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
            .collect::<Result<_>>()
            .map(Touched)
    }

    /// Puts the fields of updates back, the last update first.
    async fn put_back(&mut self, of: &Entry, touched: &Touched, undone: &mut Undone) -> Result<()> {
        for table in TABLES.iter().filter(|table| !table.fact && touched.contains(table.name, "update")) {
            let mut last = of.last_change;

            loop {
                // The updates of rows that the entry itself made go with the row.
                let found = self
                    .connection
                    .query_all_raw(statement(
                        "SELECT entity, row, kind, fields, seq FROM change c
                         WHERE seq BETWEEN ? AND ? AND entry = ? AND entity = ? AND kind = 'update'
                             AND NOT EXISTS (SELECT 1 FROM temp.undo_row u WHERE u.entity = c.entity AND u.id = c.row)
                         ORDER BY seq DESC LIMIT ?",
                        [
                            of.first_change.into(),
                            last.into(),
                            of.seq.into(),
                            table.name.into(),
                            i64::try_from(AT_ONCE).unwrap_or(i64::MAX).into(),
                        ],
                    ))
                    .await?;
                let Some(earliest) = found.last() else { break };

                last = earliest.try_get_by_index::<i64>(4)? - 1;

                let changes: Vec<Change> = found.iter().map(change).collect::<Result<_>>()?;

                self.put_back_rows(table, changes, undone).await?;
            }
        }

        Ok(())
    }

    async fn put_back_rows(&mut self, table: &'static Table, changes: Vec<Change>, undone: &mut Undone) -> Result<()> {
        let mut ids: Vec<Id> = changes.iter().map(|change| change.row).collect();

        ids.sort_unstable();
        ids.dedup();

        let columns: Vec<&Column> = table
            .columns
            .iter()
            .filter(|column| changes.iter().any(|change| change.fields.iter().any(|(name, ..)| name == column.name)))
            .collect();
        let current = self.cells(table, &columns, &ids).await?;
        let mut wanted = current.clone();

        for change in changes {
            let Some(row) = wanted.get_mut(&change.row) else { continue };
            let mut stays = Vec::new();
            let mut back = Vec::new();

            for (name, before, after) in change.fields {
                let Some(index) = columns.iter().position(|column| column.name == name) else { continue };

                match Value::from_json(columns[index].kind, &before) {
                    Some(before) if row[index].to_json() == after => back.push((index, before)),
                    _ if FOLLOWS.contains(&name.as_str()) => {}
                    _ => stays.push(name),
                }
            }

            if !stays.is_empty() {
                self.stay(table.name, change.row, stays, undone).await?;

                if WHOLE.contains(&table.name) {
                    continue;
                }
            }

            for (index, before) in back {
                row[index] = before;
            }
        }

        self.write(table, &columns, current, wanted).await
    }

    /// Writes the cells that differ and their lines in the journal.
    async fn write(
        &mut self,
        table: &'static Table,
        columns: &[&Column],
        current: HashMap<Id, Vec<Value>>,
        mut wanted: HashMap<Id, Vec<Value>>,
    ) -> Result<()> {
        let mut sets: HashMap<Vec<&str>, Vec<(Id, Vec<Value>)>> = HashMap::new();
        let mut lines = Vec::new();

        for (id, old) in current {
            let Some(new) = wanted.remove(&id) else { continue };
            let mut names = Vec::new();
            let mut cells = Vec::new();
            let mut fields = Map::new();

            for ((column, old), new) in columns.iter().zip(old).zip(new) {
                if old != new {
                    fields.insert(column.name.to_owned(), json!([old.to_json(), new.to_json()]));
                    names.push(column.name);
                    cells.push(new);
                }
            }

            if !names.is_empty() {
                lines.push((id, Some(Json::Object(fields).to_string())));
                sets.entry(names).or_default().push((id, cells));
            }
        }

        for (names, rows) in sets {
            rows::update(&self.connection, table.name, &names, rows).await?;
        }

        self.journal(table.name, "update", lines).await
    }

    /// Notes that a row's fields stay, also for the money that hangs on it.
    async fn stay(&self, entity: &str, row: Id, fields: Vec<String>, undone: &mut Undone) -> Result<()> {
        self.connection
            .execute_raw(statement(
                "INSERT OR IGNORE INTO temp.undo_row (entity, id, way, kept) VALUES (?, ?, 'field', 'changed')",
                [entity.into(), row.into()],
            ))
            .await?;
        undone.count += 1;

        if undone.left.len() < NAMED {
            undone.left.push(Left { entity: entity.to_owned(), row, why: Why::Changed, fields });
        }

        Ok(())
    }

    /// These columns of live rows.
    async fn cells(&self, table: &Table, columns: &[&Column], ids: &[Id]) -> Result<HashMap<Id, Vec<Value>>> {
        let sql = format!(
            "SELECT id{} FROM {} WHERE archived_at IS NULL AND id IN ({})",
            columns.iter().map(|column| format!(", {}", column.name)).collect::<String>(),
            table.name,
            marks(ids.len())
        );
        let found = self.connection.query_all_raw(statement(sql, ids.iter().map(|&id| id.into()))).await?;

        found
            .iter()
            .map(|row| {
                let cells = columns
                    .iter()
                    .enumerate()
                    .map(|(index, column)| Ok(cell(row, index + 1, column.kind)?.unwrap_or(Value::Null)))
                    .collect::<Result<_>>()?;

                Ok((row.try_get_by_index(0)?, cells))
            })
            .collect()
    }

    /// Marks the rows that have to stay: those that were touched since, those that others use (what uses them first),
    /// and those whose parent is not there (parents first).
    async fn keep(&self, of: &Entry) -> Result<()> {
        self.connection
            .execute_raw(statement(
                "UPDATE temp.undo_row SET kept = 'touched' WHERE way = 'take'
                 AND EXISTS (SELECT 1 FROM entry WHERE seq > ?1 AND undoes IS NULL AND undone_by IS NULL)
                 AND EXISTS (
                     SELECT 1 FROM change c JOIN entry e ON e.seq = c.entry
                     WHERE c.row = undo_row.id AND c.entry > ?1 AND e.undoes IS NULL AND e.undone_by IS NULL
                 )",
                [of.seq.into()],
            ))
            .await?;

        let references = self.references().await?;

        for parent in TABLES.iter().rev().filter(|table| !table.fact) {
            for reference in references.iter().filter(|reference| reference.parent.name == parent.name) {
                self.keep_used(reference).await?;
            }
        }

        for child in TABLES.iter().filter(|table| !table.fact) {
            for reference in references.iter().filter(|reference| reference.child.name == child.name) {
                let sql = format!(
                    "UPDATE temp.undo_row SET kept = 'orphan' WHERE entity = ? AND way = 'give' AND kept IS NULL
                     AND EXISTS (
                         SELECT 1 FROM {child} c JOIN {parent} p ON p.id = c.{column}
                         WHERE c.id = undo_row.id AND p.archived_at IS NOT NULL AND NOT EXISTS (
                             SELECT 1 FROM temp.undo_row g
                             WHERE g.entity = ? AND g.id = p.id AND g.way = 'give' AND g.kept IS NULL
                         )
                     )",
                    child = reference.child.name,
                    parent = reference.parent.name,
                    column = reference.column,
                );

                self.connection.execute_raw(statement(sql, [child.name.into(), reference.parent.name.into()])).await?;
            }
        }

        Ok(())
    }

    async fn keep_used(&self, reference: &Reference) -> Result<()> {
        let Reference { child, column, parent, indexed } = reference;
        // What goes too is no hindrance: rows that are archived, money that is countered.
        let stays = if child.fact {
            format!(
                "c.kind = 'payment' AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.reverses = c.id) AND NOT (
                     EXISTS (SELECT 1 FROM temp.undo_row g WHERE g.entity = '{table}' AND g.id = c.id)
                     AND NOT EXISTS (
                         SELECT 1 FROM temp.undo_row s
                         WHERE s.entity = '{subscription}' AND s.id = c.subscription AND s.kept IS NOT NULL
                     )
                 )",
                table = child.name,
                subscription = Subscription::TABLE.name,
            )
        } else {
            format!(
                "c.archived_at IS NULL AND NOT EXISTS (
                     SELECT 1 FROM temp.undo_row g
                     WHERE g.entity = '{}' AND g.id = c.id AND g.way = 'take' AND g.kept IS NULL
                 )",
                child.name
            )
        };
        let taken = "entity = ? AND way = 'take' AND kept IS NULL";
        let count =
            self.count(&format!("SELECT count(*) FROM temp.undo_row WHERE {taken}"), vec![parent.name.into()]).await?;

        if count == 0 {
            return Ok(());
        }

        // One pass over those that could use them, in their order, costs less than looking for each all over the table.
        let passes = !*indexed
            || count > MANY
                && self.count(&format!("SELECT count(*) FROM {}", child.name), Vec::new()).await? / PASS < count;
        let used = if passes {
            format!("id IN (SELECT c.{column} FROM {} c WHERE {stays})", child.name)
        } else {
            format!("EXISTS (SELECT 1 FROM {} c WHERE c.{column} = undo_row.id AND {stays})", child.name)
        };
        let sql = format!("UPDATE temp.undo_row SET kept = 'used' WHERE {taken} AND {used}");

        self.connection.execute_raw(statement(sql, [parent.name.into()])).await?;

        Ok(())
    }

    async fn count(&self, sql: &str, values: Vec<Sql>) -> Result<usize> {
        let row = self.connection.query_one_raw(statement(sql, values)).await?;
        let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);

        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Which columns refer to which tables, from the schema.
    async fn references(&self) -> Result<Vec<Reference>> {
        let rows = self
            .connection
            .query_all_raw(statement(
                r#"SELECT m.name, f."from", f."table", EXISTS (
                       SELECT 1 FROM pragma_index_list(m.name) l, pragma_index_info(l.name) i
                       WHERE i.seqno = 0 AND i.name = f."from"
                   )
                   FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"#,
                [],
            ))
            .await?;
        let table = |name: String| TABLES.iter().find(|table| table.name == name);
        let read = |row: &QueryResult| -> Result<Option<Reference>> {
            let (child, parent) = (table(row.try_get_by_index(0)?), table(row.try_get_by_index(2)?));
            let indexed: i64 = row.try_get_by_index(3)?;

            Ok(match (child, parent) {
                (Some(child), Some(parent)) => {
                    Some(Reference { child, column: row.try_get_by_index(1)?, parent, indexed: indexed != 0 })
                }
                _ => None,
            })
        };

        rows.iter().filter_map(|row| read(row).transpose()).collect()
    }

    async fn turn(&self, way: &str, kind: &str, archived_at: Option<i64>) -> Result<()> {
        for table in TABLES.iter().filter(|table| !table.fact) {
            let rows = "FROM temp.undo_row WHERE entity = ? AND way = ? AND kept IS NULL";
            let sql = format!("UPDATE {} SET archived_at = ? WHERE id IN (SELECT id {rows})", table.name);

            self.connection
                .execute_raw(statement(sql, [Sql::BigInt(archived_at), table.name.into(), way.into()]))
                .await?;

            let sql =
                format!("INSERT INTO change (entry, entity, row, kind) SELECT ?, entity, id, ? {rows} ORDER BY id");

            self.connection
                .execute_raw(statement(sql, [self.seq.into(), kind.into(), table.name.into(), way.into()]))
                .await?;
        }

        Ok(())
    }

    /// Lists the money that is to be answered (`money`): of each payment or counter-entry that the entry made, the last
    /// of its chain of reversals, if that leaves it in force.
    async fn weigh_money(&self, of: &Entry) -> Result<()> {
        let sql = format!(
            "WITH RECURSIVE chain (kind, id, last_kind) AS (
                 SELECT p.kind, p.id, p.kind FROM change c CROSS JOIN {payment} p ON p.id = c.row
                 WHERE c.seq BETWEEN ? AND ? AND c.entry = ? AND c.entity = '{payment}' AND c.kind = 'insert'
                 UNION ALL
                 SELECT chain.kind, r.id, r.kind FROM chain CROSS JOIN {payment} r ON r.reverses = chain.id
             )
             INSERT INTO temp.undo_row (entity, id, way)
             SELECT '{payment}', id, 'money' FROM chain
             WHERE kind = last_kind AND NOT EXISTS (SELECT 1 FROM {payment} r WHERE r.reverses = chain.id)
             ORDER BY id",
            payment = Payment::TABLE.name,
        );

        self.connection
            .execute_raw(statement(sql, [of.first_change.into(), of.last_change.into(), of.seq.into()]))
            .await?;

        Ok(())
    }

    /// Answers the listed money with counter-entries, unless the subscription it is for had to stay as it is.
    async fn counter(&self) -> Result<()> {
        let at = self.at();
        let (payment, reversal) = (PaymentKind::Payment.as_str(), PaymentKind::Reversal.as_str());
        let cells: Vec<String> = Payment::TABLE
            .columns
            .iter()
            .map(|column| match column.name {
                "amount" => "-p.amount".to_owned(),
                "kind" => format!("CASE p.kind WHEN '{payment}' THEN '{reversal}' ELSE '{payment}' END"),
                "reverses" => "p.id".to_owned(),
                "note" => "NULL".to_owned(),
                "paid_at" | "created_at" => at.timestamp_micros().to_string(),
                name => format!("p.{name}"),
            })
            .collect();
        // UUIDv7, made where the rows are: time, version, a number that keeps them in order, chance.
        let sql = format!(
            "INSERT INTO {table} ({columns})
             SELECT unhex(printf('%012x7%03x8%05x', {millis}, (n >> 20) & 4095, n & 1048575) || hex(randomblob(5))), {cells}
             FROM (SELECT id AS of, row_number() OVER (ORDER BY id) AS n FROM temp.undo_row WHERE way = 'money')
                 CROSS JOIN {table} p ON p.id = of
             WHERE NOT EXISTS (
                 SELECT 1 FROM temp.undo_row s
                 WHERE s.entity = '{subscription}' AND s.id = p.subscription AND s.kept IS NOT NULL
             )",
            table = Payment::TABLE.name,
            columns = columns(&Payment::TABLE),
            millis = at.timestamp_millis(),
            cells = cells.join(", "),
            subscription = Subscription::TABLE.name,
        );

        self.connection.execute_unprepared(&sql).await?;

        // What reverses an end of a chain can only have been made just now.
        let sql = format!(
            "INSERT INTO change (entry, entity, row, kind)
             SELECT ?, '{table}', r.id, 'insert' FROM temp.undo_row u CROSS JOIN {table} r ON r.reverses = u.id
             WHERE u.way = 'money' ORDER BY r.id",
            table = Payment::TABLE.name,
        );

        self.connection.execute_raw(statement(sql, [self.seq.into()])).await?;

        Ok(())
    }

    /// Adds the rows that had to stay to what had to stay of fields.
    async fn left(&self, undone: &mut Undone) -> Result<()> {
        let sql = "SELECT count(*) FROM temp.undo_row WHERE kept IS NOT NULL AND way <> 'field'";

        undone.count += self.count(sql, Vec::new()).await?;

        let rows = self
            .connection
            .query_all_raw(statement(
                "SELECT entity, id, kept FROM temp.undo_row WHERE kept IS NOT NULL AND way <> 'field'
                 ORDER BY kept = 'used', id LIMIT ?",
                [i64::try_from(NAMED).unwrap_or(i64::MAX).into()],
            ))
            .await?;

        for row in rows.iter().take(NAMED - undone.left.len().min(NAMED)) {
            let kept: String = row.try_get_by_index(2)?;

            undone.left.push(Left {
                entity: row.try_get_by_index(0)?,
                row: row.try_get_by_index(1)?,
                why: match kept.as_str() {
                    "touched" => Why::Touched,
                    "used" => Why::Used,
                    _ => Why::Orphan,
                },
                fields: Vec::new(),
            });
        }

        Ok(())
    }
}

//! A server in memory, by the same rules as `migrations/server`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use uuid::Uuid;

use super::Fault;
use crate::domain::entity::Wins;
use crate::sync::rules;
use crate::sync::wire::{
    Answer, Batch, Cells, Denied, Digest, Greeting, Hello, Logged, Mark, Op, OpKind, Operator, Outcome, Page, Pushed,
    Rev, Row, Why,
};

/// When a column got its value, by the server and by the desk's clock, and from which stream.
#[derive(Debug, Clone, Copy)]
struct Given {
    rev: Rev,
    clock: i64,
    desk: Uuid,
}

#[derive(Debug, Clone)]
struct Kept {
    cells: Cells,
    given: BTreeMap<String, Given>,
    first: Given,
    rev: Rev,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    pub op: Uuid,
    pub entity: String,
    pub row: Uuid,
    pub column: String,
    pub kept: Json,
    pub lost: Json,
}

#[derive(Debug, Clone)]
pub struct Server {
    pub id: Uuid,
    rev: Rev,
    rows: BTreeMap<(String, Uuid), Kept>,
    pub log: Vec<Logged>,
    marks: Vec<Mark>,
    ops: BTreeMap<Uuid, (Op, Outcome, Option<Why>)>,
    /// How often each operation was carried out: more than once is a doubled fact.
    pub done: BTreeMap<Uuid, usize>,
    streams: BTreeMap<Uuid, i64>,
    pub conflicts: Vec<Conflict>,
    pub refused: Vec<Op>,
    /// Every value that a column ever had here.
    pub had: BTreeSet<(Uuid, String, String)>,
    /// Values that went without a trace: what was written over had not been seen, and no conflict tells of it.
    pub silent: Vec<String>,
    pub readers: BTreeSet<Uuid>,
    fault: Option<Fault>,
}

impl Server {
    pub fn new(id: Uuid, fault: Option<Fault>) -> Self {
        Self {
            id,
            rev: 0,
            rows: BTreeMap::new(),
            log: Vec::new(),
            marks: Vec::new(),
            ops: BTreeMap::new(),
            done: BTreeMap::new(),
            streams: BTreeMap::new(),
            conflicts: Vec::new(),
            refused: Vec::new(),
            had: BTreeSet::new(),
            silent: Vec::new(),
            readers: BTreeSet::new(),
            fault,
        }
    }

    pub fn rows(&self) -> BTreeMap<(String, Uuid), Cells> {
        self.rows.iter().map(|(key, row)| (key.clone(), row.cells.clone())).collect()
    }

    pub fn newest_clock(&self) -> i64 {
        self.rows.values().flat_map(|row| row.given.values()).map(|given| given.clock).max().unwrap_or(0)
    }

    pub fn hello(&self, hello: &Hello, now: i64) -> Greeting {
        let common = match self.fault {
            Some(Fault::NoHistoryHash) => hello.marks.iter().map(|mark| mark.0).find(|rev| *rev <= self.rev),
            _ => hello.marks.iter().find(|mark| self.marks.contains(mark)).map(|mark| mark.0),
        };

        Greeting {
            server: self.id,
            workspace: "the venue".to_owned(),
            schema: 1,
            oldest: 1,
            now,
            last_seq: self.streams.get(&hello.desk).copied(),
            incarnation: Some(1),
            common: common.unwrap_or(0),
            head: self.rev,
            epoch: 1,
            operator: Operator::default(),
            permissions: Vec::new(),
        }
    }

    pub fn enrol(&mut self, desk: Uuid) {
        self.streams.entry(desk).or_insert(0);
    }

    /// Revisions taken before the lock: only a faulty server does so.
    pub fn reserve(&mut self, count: usize, now: i64) -> Vec<Rev> {
        (0..count).map(|_| self.next(now)).collect()
    }

    fn next(&mut self, now: i64) -> Rev {
        self.rev = now.max(self.rev + 1);

        self.rev
    }

    pub fn push(&mut self, batch: &Batch, now: i64, reserved: Vec<Rev>) -> Result<Pushed, Denied> {
        let mut after = self.clone();
        let pushed = after.carry_out(batch, now, reserved)?;

        *self = after;

        Ok(pushed)
    }

    fn carry_out(&mut self, batch: &Batch, now: i64, reserved: Vec<Rev>) -> Result<Pushed, Denied> {
        let mut reserved = reserved.into_iter();
        let logged = self.log.len();
        let mut last = *self.streams.get(&batch.desk).ok_or(Denied::Revoked)?;
        let mut answers = Vec::new();

        for op in &batch.ops {
            let same = |known: &Op| Op { seq: 0, ..known.clone() } == Op { seq: 0, ..op.clone() };
            let known = self.ops.get(&op.op).filter(|_| self.fault != Some(Fault::NoLedger)).cloned();

            if let Some((known, outcome, why)) = known {
                if !same(&known) {
                    return Err(Denied::Reused(op.op));
                }

                last = if op.seq == last + 1 { op.seq } else { last };
                answers.push(Answer { op: op.op, seq: op.seq, outcome, why, row: self.row(op) });

                continue;
            }

            if op.seq <= last && !matches!(self.fault, Some(Fault::ForkTaken | Fault::NoLedger)) {
                return Err(Denied::Fork);
            }

            if op.seq > last + 1 {
                return Err(Denied::Gap);
            }

            last = op.seq.max(last);

            let rev = reserved.next().unwrap_or_else(|| self.next(now));
            let (outcome, why) = match self.judge(op, batch.desk, rev, now) {
                Ok(outcome) => (outcome, None),
                Err(code) => {
                    self.refused.push(op.clone());

                    (Outcome::Refused, Some(Why { code: code.to_owned(), message: String::new(), column: None }))
                }
            };

            self.ops.insert(op.op, (op.clone(), outcome, why.clone()));
            answers.push(Answer { op: op.op, seq: op.seq, outcome, why, row: self.row(op) });
        }

        self.streams.insert(batch.desk, last);
        self.mark(logged);

        Ok(Pushed { last_seq: last, answers })
    }

    fn mark(&mut self, from: usize) {
        let Some(last) = self.log[from..].iter().map(|record| record.rev).max() else { return };
        let place = self.marks.partition_point(|mark| mark.0 < last);
        let before = place.checked_sub(1).map_or("", |place| self.marks[place].1.as_str());
        let text: String = self.log[from..].iter().map(|record| format!("{record:?}")).collect();
        let mut hash = std::hash::DefaultHasher::new();

        std::hash::Hash::hash(&(before, text), &mut hash);
        self.marks.insert(place, Mark(last, format!("{:x}", std::hash::Hasher::finish(&hash))));
    }

    fn row(&self, op: &Op) -> Option<Row> {
        let row = self.rows.get(&(op.entity.clone(), op.row))?;

        Some(Row { entity: op.entity.clone(), id: op.row, cells: row.cells.clone(), rev: row.rev })
    }

    fn judge(&mut self, op: &Op, desk: Uuid, rev: Rev, now: i64) -> Result<Outcome, &'static str> {
        if self.readers.contains(&desk) {
            return Err("42501");
        }

        let table = rules::table(&op.entity).ok_or("GB404")?;
        let clock = if self.fault == Some(Fault::NoClamp) { op.clock } else { op.clock.min(now) };
        // What is offered is not this desk's own: its changes that wait were not made upon it.
        let from = if op.kind == OpKind::Offer { Uuid::nil() } else { desk };
        let mine = Given { rev, clock, desk: from };
        let key = (op.entity.clone(), op.row);
        let refers = |column: &String, value: &Json| {
            rules::refers(table.name, column)
                .zip(value.as_str().and_then(|id| id.parse().ok()))
                .is_some_and(|(parent, id): (_, Uuid)| !self.rows.contains_key(&(parent.to_owned(), id)))
        };

        if op.set.iter().any(|(column, value)| refers(column, value)) {
            return Err("23503");
        }

        let Some(row) = self.rows.get(&key).cloned() else {
            if !matches!(op.kind, OpKind::Insert | OpKind::Offer) {
                return Err("GB404");
            }

            let row = Kept { cells: op.set.clone(), given: BTreeMap::new(), first: mine, rev };

            self.had.extend(op.set.iter().map(|(column, value)| (op.row, column.clone(), value.to_string())));
            self.rows.insert(key, row);
            self.record(op, desk, rev, None);

            return Ok(Outcome::Applied);
        };

        if table.fact {
            return if op.set.iter().all(|(column, value)| row.cells.get(column) == Some(value)) {
                Ok(Outcome::Applied)
            } else {
                Err("GB405")
            };
        }

        let mut after = row.clone();
        let mut outcome = Outcome::Applied;
        let mut fields = BTreeMap::new();
        let mut conflicts = Vec::new();
        let mut groups: BTreeMap<&str, Vec<(&String, &Json)>> = BTreeMap::new();

        for (column, value) in &op.set {
            groups.entry(rules::together(table.name, column)).or_default().push((column, value));
        }

        for (group, columns) in groups {
            let cell = |column: &str| row.cells.get(column).cloned().unwrap_or(Json::Null);
            let wins = rules::wins(table, columns[0].0);

            if columns.iter().all(|(column, value)| cell(column) == **value) {
                continue;
            }

            // The columns of the group, also those that this change leaves as they are.
            let given: Vec<Given> = row
                .cells
                .keys()
                .chain(columns.iter().map(|(column, _)| *column))
                .filter(|column| rules::together(table.name, column) == group)
                .map(|column| row.given.get(column).copied().unwrap_or(row.first))
                .collect();
            let seen = given.iter().all(|given| given.rev <= op.base || given.desk == desk);
            let theirs = given.iter().map(|given| (given.clock, given.desk)).max().unwrap_or((0, desk));

            let take = match wins {
                Wins::Never if matches!(op.kind, OpKind::Offer | OpKind::Insert) => false,
                Wins::Never => return Err("GB403"),
                Wins::Nobody if !seen && op.kind != OpKind::Offer => return Err("GB409"),
                Wins::Greatest => columns.iter().all(|(column, value)| cell(column).as_i64() < value.as_i64()),
                _ => seen || (clock, from) > theirs,
            };

            for (column, value) in columns {
                let old = cell(column);

                if old == *value {
                    continue;
                }

                if !seen && wins != Wins::Greatest {
                    let (kept, lost) = if take { (value.clone(), old.clone()) } else { (old.clone(), value.clone()) };

                    conflicts.push(Conflict {
                        op: op.op,
                        entity: op.entity.clone(),
                        row: op.row,
                        column: column.clone(),
                        kept,
                        lost,
                    });
                    outcome = Outcome::Merged;
                }

                if take {
                    if seen && op.was.get(column).is_some_and(|was| *was != old) {
                        self.silent.push(format!("{} {column}: {old} under {:?} by {value}", op.row, op.was[column]));
                    }

                    self.had.insert((op.row, column.clone(), value.to_string()));
                    after.cells.insert(column.clone(), value.clone());
                    after.given.insert(column.clone(), mine);
                    fields.insert(column.clone(), [old, value.clone()]);
                }
            }
        }

        self.conflicts.extend(conflicts);

        if !fields.is_empty() {
            after.rev = rev;
            self.rows.insert(key, after);
        }

        if !fields.is_empty() || op.kind != OpKind::Offer {
            self.record(op, desk, rev, Some(fields));
        }

        Ok(outcome)
    }

    fn record(&mut self, op: &Op, desk: Uuid, rev: Rev, fields: Option<BTreeMap<String, [Json; 2]>>) {
        *self.done.entry(op.op).or_default() += 1;
        self.log.push(Logged {
            op: op.op,
            rev,
            entry: op.entry,
            entity: op.entity.clone(),
            row: op.row,
            kind: op.kind,
            fields,
            desk,
        });
    }

    pub fn digest(&self) -> Digest {
        let mut digest = Digest::new();

        for ((entity, id), row) in &self.rows {
            digest.entry(entity.clone()).or_default().add(*id, row.rev);
        }

        digest
    }

    pub fn pull(&self, cursor: Rev, limit: usize) -> Page {
        let mut count = 0;
        let mut until = None;
        let mut records: Vec<&Logged> = self.log.iter().filter(|record| record.rev > cursor).collect();
        let mut marks = self.marks.iter().filter(|mark| mark.0 > cursor).peekable();

        records.sort_by_key(|record| record.rev);

        while count < limit
            && let Some(mark) = marks.next()
        {
            count = records.iter().filter(|record| record.rev <= mark.0).count();
            until = Some(mark);
        }

        let upto = until.map_or(cursor, |mark| mark.0);

        Page {
            cursor: upto,
            hash: until.map(|mark| mark.1.clone()),
            more: marks.peek().is_some(),
            rows: self
                .rows
                .iter()
                .filter(|(_, row)| row.rev > cursor && row.rev <= upto)
                .map(|((entity, id), row)| Row {
                    entity: entity.clone(),
                    id: *id,
                    cells: row.cells.clone(),
                    rev: row.rev,
                })
                .collect(),
            entries: Vec::new(),
            changes: records.into_iter().filter(|record| record.rev <= upto).cloned().collect(),
        }
    }
}

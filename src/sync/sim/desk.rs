//! A desk in memory: what `store` does to a workspace file, in one transaction each.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use uuid::Uuid;

use super::{Fault, Keeps};
use crate::sync::merge::{Waiting, shown};
use crate::sync::talk::{Kept, Memory, Write, remember};
use crate::sync::wire::{Batch, Cells, Digest, Mark, Op, OpKind, Outcome, Page, Pushed, Rev, Row};

#[derive(Debug, Clone)]
struct Here {
    cells: Cells,
    /// None: the server has no such row yet.
    rev: Option<Rev>,
}

#[derive(Debug, Clone)]
struct Pending {
    op: Uuid,
    entity: String,
    row: Uuid,
    kind: OpKind,
    set: Cells,
    was: Cells,
    base: Rev,
    at: i64,
    frozen: Option<Op>,
}

#[derive(Debug, Clone)]
pub struct File {
    rows: BTreeMap<(String, Uuid), Here>,
    /// What the server said of rows that are shown under waiting changes.
    base: BTreeMap<(String, Uuid), Cells>,
    outbox: Vec<Pending>,
    refused: Vec<Op>,
    memory: Memory,
    offset: i64,
    fault: Option<Fault>,
}

impl Keeps for File {
    fn new(server: Uuid, desk: Uuid, fault: Option<Fault>) -> Self {
        Self {
            rows: BTreeMap::new(),
            base: BTreeMap::new(),
            outbox: Vec::new(),
            refused: Vec::new(),
            memory: Memory { server, desk, cursor: 0, marks: Vec::new(), acked: 0, sent: 0, epoch: 1 },
            offset: 0,
            fault,
        }
    }

    fn copy(&self) -> Option<Self> {
        Some(self.clone())
    }

    fn memory(&self) -> Memory {
        self.memory.clone()
    }

    fn set_cursor(&mut self, page: &Page) {
        self.memory.cursor = page.cursor;
        self.memory.marks.extend(page.hash.clone().map(|hash| Mark(page.cursor, hash)));
        self.memory.marks.sort_by_key(|mark| std::cmp::Reverse(mark.0));
    }

    fn refused(&self) -> Vec<Op> {
        self.refused.clone()
    }

    fn rows(&self) -> BTreeMap<(String, Uuid), Cells> {
        self.rows.iter().map(|(key, row)| (key.clone(), row.cells.clone())).collect()
    }

    fn waiting(&self) -> usize {
        self.outbox.len()
    }

    fn revs(&self) -> BTreeMap<(String, Uuid), Rev> {
        self.rows.iter().filter_map(|(key, row)| Some((key.clone(), row.rev?))).collect()
    }

    fn insert(&mut self, op: Uuid, entity: &str, row: Uuid, cells: Cells, at: i64) -> Option<Uuid> {
        self.rows.insert((entity.to_owned(), row), Here { cells, rev: None });
        self.wait(op, entity, row, OpKind::Insert, Cells::new(), Cells::new(), at);

        Some(op)
    }

    fn edit(&mut self, op: Uuid, entity: &str, row: Uuid, column: &str, value: Json, at: i64) -> Option<Uuid> {
        let here = self.rows.get_mut(&(entity.to_owned(), row))?;
        let was = here.cells.insert(column.to_owned(), value.clone()).unwrap_or(Json::Null);
        let cells = |value| Cells::from([(column.to_owned(), value)]);

        self.wait(op, entity, row, OpKind::Update, cells(value), cells(was), at);

        Some(op)
    }

    /// Values that wait and yet are not shown.
    fn hidden(&self) -> Vec<String> {
        let mut last = BTreeMap::new();

        for pending in self.outbox.iter().filter(|pending| pending.kind == OpKind::Update) {
            for (column, value) in &pending.set {
                last.insert((pending.entity.clone(), pending.row, column), value);
            }
        }

        last.into_iter()
            .filter(|((entity, row, column), value)| {
                self.rows.get(&(entity.clone(), *row)).and_then(|row| row.cells.get(*column)) != Some(*value)
            })
            .map(|((_, row, column), value)| format!("{row} {column}: {value}"))
            .collect()
    }

    fn write(&mut self, write: Write, now: i64, chance: &mut dyn FnMut() -> Uuid) -> Kept {
        match write {
            Write::Greet(greeting) => {
                self.offset = greeting.now - now;
                self.memory.epoch = greeting.epoch;
            }
            Write::Freeze(count) => return self.freeze(count),
            Write::Settle(pushed) => self.settle(pushed),
            Write::Take(page) => self.take(page),
            Write::Compare(digest) => {
                let mut here = Digest::new();

                for ((entity, id), rev) in self.revs() {
                    here.entry(entity).or_default().add(id, rev);
                }

                if here != digest {
                    self.memory.cursor = 0;
                    self.memory.marks.clear();
                }

                return Kept::Compared(self.memory.clone(), here == digest);
            }
            Write::Rewind { common, last_seq } => self.rewind(common, last_seq, chance),
            Write::Reincarnate => {
                self.memory.desk = chance();
                self.memory.acked = 0;
                self.memory.sent = 0;
            }
            Write::Rename(op) => {
                let id = chance();

                for pending in self.outbox.iter_mut().filter(|pending| pending.op == op) {
                    pending.op = id;
                    pending.frozen = None;
                }
            }
        }

        Kept::Done(self.memory.clone())
    }
}

impl File {
    #[expect(clippy::too_many_arguments, reason = "the columns of a line of the outbox")]
    fn wait(&mut self, op: Uuid, entity: &str, row: Uuid, kind: OpKind, set: Cells, was: Cells, at: i64) {
        let pending = self.outbox.iter().filter(|pending| pending.row == row).map(|pending| pending.base).min();
        let rev = self.rows.get(&(entity.to_owned(), row)).and_then(|row| row.rev).unwrap_or(0);
        let base = match self.fault {
            Some(Fault::BaseOfPending) => rev,
            _ => pending.unwrap_or(rev),
        };

        self.outbox.push(Pending { op, entity: entity.to_owned(), row, kind, set, was, base, at, frozen: None });
    }

    fn freeze(&mut self, count: usize) -> Kept {
        let mut ops = Vec::new();

        for place in 0..count.min(self.outbox.len()) {
            let inserted = self.before(&self.outbox[place].entity, self.outbox[place].row, place + 1);
            let pending = &mut self.outbox[place];
            let fixed = pending.frozen.take().filter(|_| self.fault != Some(Fault::NotFrozen));
            let mut op = fixed.unwrap_or_else(|| {
                let here = self.rows.get(&(pending.entity.clone(), pending.row));

                Op {
                    op: pending.op,
                    seq: 0,
                    entry: None,
                    entity: pending.entity.clone(),
                    row: pending.row,
                    kind: pending.kind,
                    set: match pending.kind {
                        OpKind::Insert => inserted,
                        _ => pending.set.clone(),
                    },
                    was: pending.was.clone(),
                    base: match self.fault {
                        Some(Fault::BaseWhenSent) => here.and_then(|here| here.rev).unwrap_or(0),
                        _ => pending.base,
                    },
                    clock: if pending.kind == OpKind::Offer { pending.at } else { pending.at + self.offset },
                }
            });

            op.seq = self.memory.acked + 1 + ops.len() as i64;
            pending.frozen = Some(op.clone());
            self.memory.sent = self.memory.sent.max(op.seq);
            ops.push(op);
        }

        let batch = Batch { desk: self.memory.desk, schema: 1, entries: Vec::new(), ops };

        Kept::Frozen(self.memory.clone(), batch)
    }

    /// A row without what waits from a place of the outbox on.
    fn before(&self, entity: &str, row: Uuid, place: usize) -> Cells {
        let mut cells = self.rows.get(&(entity.to_owned(), row)).map(|here| here.cells.clone()).unwrap_or_default();

        for edit in self.outbox[place..].iter().rev().filter(|pending| pending.row == row) {
            cells.extend(edit.was.clone());
        }

        cells
    }

    fn settle(&mut self, pushed: Pushed) {
        for answer in pushed.answers {
            let Some(place) = self.outbox.iter().position(|pending| pending.op == answer.op) else { continue };
            let pending = self.outbox.remove(place);

            if answer.outcome == Outcome::Refused {
                self.refused.extend(pending.frozen.filter(|_| self.fault != Some(Fault::RefusedDropped)));
            }

            if self.fault != Some(Fault::AnswerWithoutRow) {
                self.show(&pending.entity, pending.row, answer.row, answer.outcome == Outcome::Refused);
            }
        }

        self.memory.acked = pushed.last_seq;
    }

    fn take(&mut self, page: Page) {
        for row in page.rows {
            let (entity, id) = (row.entity.clone(), row.id);

            self.show(&entity, id, Some(row), false);
        }

        self.memory.cursor = page.cursor;

        if let Some(hash) = page.hash {
            remember(&mut self.memory.marks, Mark(page.cursor, hash));
        }
    }

    fn show(&mut self, entity: &str, row: Uuid, server: Option<Row>, refused: bool) {
        let key = (entity.to_owned(), row);
        let here = self.rows.get(&key).cloned();

        match (&here, &server) {
            (Some(Here { rev: Some(rev), .. }), Some(server)) if *rev > server.rev => return,
            // Taken, but may not be read: it stays as it was written.
            (_, None) if !refused => return,
            _ => {}
        }

        let waiting: Vec<Waiting> = self
            .outbox
            .iter()
            .filter(|pending| pending.row == row && self.fault != Some(Fault::NoRebase))
            .map(|pending| Waiting { kind: pending.kind, set: pending.set.clone() })
            .collect();
        let rev = server.as_ref().map(|server| server.rev);

        match server.as_ref().filter(|_| !waiting.is_empty()) {
            Some(server) => self.base.insert(key.clone(), server.cells.clone()),
            None => self.base.remove(&key),
        };

        match shown(server.map(|server| server.cells), here.map(|here| here.cells), &waiting) {
            Some(cells) => self.rows.insert(key, Here { cells, rev }),
            None => self.rows.remove(&key),
        };
    }

    fn rewind(&mut self, common: Rev, last_seq: i64, chance: &mut dyn FnMut() -> Uuid) {
        self.memory.cursor = common;
        self.memory.marks.retain(|mark| mark.0 <= common);
        self.memory.acked = last_seq;
        self.memory.sent = last_seq;

        let lost: Vec<((String, Uuid), Rev)> = self.revs().into_iter().filter(|(_, rev)| *rev > common).collect();
        let mut offers = Vec::new();

        for (key, rev) in lost {
            let (entity, row) = &key;
            let set = self.base.get(&key).cloned().unwrap_or_else(|| self.before(entity, *row, 0));

            if let Some(here) = self.rows.get_mut(&key) {
                here.rev = Some(common);
            }

            if self.outbox.iter().any(|pending| pending.row == *row && pending.kind == OpKind::Insert) {
                continue;
            }

            offers.push(Pending {
                op: chance(),
                entity: entity.clone(),
                row: *row,
                kind: OpKind::Offer,
                set,
                was: Cells::new(),
                base: common,
                at: rev,
                frozen: None,
            });
        }

        // What is referred to comes first: the order in which rows came to be.
        offers.sort_by_key(|offer| (rank(&offer.entity), offer.at));

        for pending in &mut self.outbox {
            pending.base = pending.base.min(common);
        }

        if self.fault != Some(Fault::NoOffer) {
            offers.append(&mut self.outbox);
            self.outbox = offers;
        }
    }
}

fn rank(entity: &str) -> usize {
    crate::domain::TABLES.iter().position(|table| table.name == entity).unwrap_or(usize::MAX)
}

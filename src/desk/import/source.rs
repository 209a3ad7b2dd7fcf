//! What was read of a file, and its rows as the operator mended them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tokio::sync::mpsc;

use super::walk::Step;
use super::{ImportOptions, LISTED};
use crate::desk::{Failure, Result};
use crate::domain::phrase::Phrase;
use crate::domain::venue::Venue;
use crate::exchange::draft::merge::Policies;
use crate::exchange::draft::{Drafting, Said};
use crate::exchange::plan::people::RowKind;
use crate::exchange::plan::{Catalogue, People};
use crate::exchange::read::row::{Row, Rows};
use crate::exchange::read::{Table, Wishes};

/// How many rows go through the walk at once.
const STRIDE: usize = 2_000;

/// What was read of a file.
pub struct Source {
    pub table: Arc<Table>,
    /// By what it was read.
    pub wishes: Wishes,
    pub drafting: Drafting,
    pub catalogue: Catalogue,
    pub policies: Policies,
    pub options: ImportOptions,
    pub file: String,
    pub venue: Arc<Venue>,
}

/// A file beside a state of the workspace.
pub struct Plan {
    pub source: Arc<Source>,
    pub people: People,
    /// As the workspace was when the people were met.
    pub revision: u64,
}

impl std::ops::Deref for Plan {
    type Target = Source;

    fn deref(&self) -> &Source {
        &self.source
    }
}

/// The rows of a file as they were mended.
pub struct Mended<'a> {
    rows: Rows<'a>,
    source: &'a Source,
}

impl Source {
    pub fn rows(&self) -> Mended<'_> {
        Mended { rows: self.table.rows.rows(0), source: self }
    }

    /// The number of each row, as a spreadsheet counts them.
    pub fn numbers(&self) -> Result<Vec<u32>> {
        let mut rows = self.rows();
        let mut row = Row::default();
        let mut numbers = Vec::with_capacity(self.table.rows.len());

        while rows.next(&mut row)? {
            numbers.push(row.number);
        }

        Ok(numbers)
    }
}

impl Mended<'_> {
    /// Reads the next row into `row`; false after the last.
    pub fn next(&mut self, row: &mut Row) -> Result<bool> {
        let more = self.rows.next(row).map_err(|error| spoiled(&self.source.file, &error))?;
        let number = row.number as usize;

        for ((_, column), text) in self.source.options.mends.range((number, 0)..=(number, usize::MAX)) {
            if more {
                row.set(*column, text);
            }
        }

        Ok(more)
    }
}

impl Plan {
    /// The cells of some rows, by their number.
    pub fn cells(&self, wanted: &BTreeSet<usize>) -> Result<BTreeMap<usize, Vec<String>>> {
        let mut found = BTreeMap::new();
        let mut rows = self.source.rows();
        let mut row = Row::default();

        while found.len() < wanted.len().min(LISTED) && rows.next(&mut row)? {
            if wanted.contains(&(row.number as usize)) {
                let width = self.table.headers.len();

                found.insert(
                    row.number as usize,
                    (0..width).map(|column| self.drafting.text(&row, column).to_owned()).collect(),
                );
            }
        }

        Ok(found)
    }
}

/// The rows that are people, drafted on a thread of their own.
pub fn steps(plan: Arc<Plan>) -> mpsc::Receiver<Result<Vec<Step>>> {
    let (send, receive) = mpsc::channel(2);

    tokio::task::spawn_blocking(move || {
        let mut rows = plan.source.rows();
        let mut row = Row::default();
        let mut steps = Vec::with_capacity(STRIDE);

        for of in plan.people.rows() {
            match rows.next(&mut row) {
                Ok(true) => {}
                Ok(false) => break,
                Err(failure) => {
                    let _ = send.blocking_send(Err(failure));
                    return;
                }
            }

            if of.kind == RowKind::Person
                && let Said::Person(draft) = plan.drafting.read(&row)
            {
                steps.push(Step { row: row.number, person: of.person, draft: *draft });
            }

            if steps.len() == STRIDE && send.blocking_send(Ok(std::mem::take(&mut steps))).is_err() {
                return;
            }
        }

        // Nobody waits for it any more when the job was cancelled.
        let _ = send.blocking_send(Ok(steps));
    });

    receive
}

pub(super) fn spoiled(file: &str, error: &std::io::Error) -> Failure {
    Failure::Storage(Phrase::new("exchange-no-room-to-read").with("file", file).with("error", error.to_string()))
}

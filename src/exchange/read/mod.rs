//! Any table file as rows: what it is, how it is written, where its header stands.

mod biff;
pub mod csv;
pub mod encoding;
mod guard;
mod header;
mod ods;
pub mod row;
mod separated;
pub mod trouble;
mod vcard;
mod workbook;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use row::{Row, Spool, Spooling};
use trouble::{Outcome, Trouble, named, reading};

use crate::domain::phrase::Phrase;
use crate::exchange::formula::unescape;
use crate::exchange::map::names;
use crate::exchange::map::profile::Profile;
use crate::exchange::map::propose::letter;
use crate::exchange::read_as::{DateOrder, Decimal, ReadAs};

/// The largest file that is read, in bytes.
pub const FILE_LIMIT: u64 = 4 << 30;

/// The most rows that are read.
pub const ROWS_LIMIT: usize = 8_000_000;

/// What was decided about a file beforehand; what is none is inferred.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wishes {
    pub sheet: Option<String>,
    pub encoding: Option<String>,
    pub separator: Option<char>,
    pub decimal: Option<Decimal>,
    pub dates: Option<DateOrder>,
    /// From 1; 0: none.
    pub header_row: Option<usize>,
}

/// A file that was read whole.
pub struct Table {
    /// The rows below the header, blank ones and repeated headers left out.
    pub rows: Spool,
    /// One name a column; a column without one has its letter.
    pub headers: Vec<String>,
    pub profile: Profile,
    pub read_as: ReadAs,
    /// Lines that are not data, and other things worth knowing.
    pub notes: Vec<Phrase>,
}

/// Told how many of how many bytes were read; false stops the reading.
pub type Watch<'a> = &'a (dyn Fn(u64, u64) -> bool + Sync);

/// Reads the whole file.
///
/// # Errors
/// A sentence that names the file and the way out.
pub fn table(path: &Path, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Table> {
    let meta = std::fs::metadata(path).map_err(|error| reading(path, &error))?;

    if meta.is_dir() {
        return Err(Phrase::new("exchange-file-folder").with("file", named(path)).into());
    }

    if meta.len() == 0 {
        return Err(Phrase::new("exchange-file-empty").with("file", named(path)).into());
    }

    if meta.len() > FILE_LIMIT {
        return Err(Phrase::new("exchange-file-too-large").with("file", named(path)).into());
    }

    let mut start = Vec::new();

    File::open(path).and_then(|file| file.take(64).read_to_end(&mut start)).map_err(|error| reading(path, &error))?;

    // The libraries that read workbooks are robust but not made for files that are broken on purpose: what they trip
    // over is a broken file, and no reason for the program to end.
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| match start.as_slice() {
        [b'P', b'K', 3 | 5, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => workbook::table(path, wishes, watch),
        start if is_card(start) => vcard::table(path, meta.len(), wishes, watch),
        _ => separated::table(path, meta.len(), wishes, watch),
    }));

    read.unwrap_or_else(|_| Err(Phrase::new("exchange-file-broken").with("file", named(path)).into()))
}

/// Whether a file begins as a card does, in any encoding.
fn is_card(start: &[u8]) -> bool {
    let letters: Vec<u8> = start.iter().filter(|byte| byte.is_ascii_graphic()).map(u8::to_ascii_uppercase).collect();

    letters.starts_with(b"BEGIN:VCARD")
}

/// Takes the rows of a file one by one, finds the header among the first, and spools what is below.
struct Gathering<'a> {
    path: &'a Path,
    wished_header: Option<usize>,
    /// The rows seen before the header was decided; `None` afterwards.
    waiting: Option<Vec<Row>>,
    headers: Vec<String>,
    header_cells: Vec<String>,
    header_row: Option<usize>,
    profile: Profile,
    spooling: Spooling,
    rows: usize,
    titles: usize,
    repeated: usize,
    /// The names of the columns come from the kind of file and not from a row of it.
    given: bool,
    /// Cells that would run may be marked, names of columns as well.
    marked: bool,
    /// Bytes of the rows that wait.
    weight: usize,
}

/// How many rows are looked at for the header, and how many bytes of them.
const WAITING: usize = 60;
const WAITING_BYTES: usize = 16 << 20;

impl<'a> Gathering<'a> {
    fn new(path: &'a Path, wishes: &Wishes) -> Self {
        Self {
            path,
            wished_header: wishes.header_row,
            waiting: Some(Vec::new()),
            headers: Vec::new(),
            header_cells: Vec::new(),
            header_row: None,
            profile: Profile::default(),
            spooling: Spooling::default(),
            rows: 0,
            titles: 0,
            repeated: 0,
            given: false,
            marked: false,
            weight: 0,
        }
    }

    /// For a kind of file that has no header row.
    fn under(path: &'a Path, headers: Vec<String>) -> Self {
        Self { waiting: None, headers, given: true, ..Self::new(path, &Wishes::default()) }
    }

    fn push(&mut self, row: &Row) -> Outcome<()> {
        if row.is_blank() {
            return Ok(());
        }

        let Some(waiting) = &mut self.waiting else { return self.keep(row) };

        waiting.push(row.clone());
        self.weight += row.weight();

        let far = self.wished_header.is_none_or(|wished| row.number as usize >= wished);

        if waiting.len() >= WAITING && far || self.weight > WAITING_BYTES { self.settle() } else { Ok(()) }
    }

    /// Decides on the header and takes the rows that waited.
    fn settle(&mut self) -> Outcome<()> {
        let Some(waiting) = self.waiting.take() else { return Ok(()) };
        let at = match self.wished_header {
            Some(0) => None,
            Some(wished) => Some(waiting.iter().position(|row| row.number as usize == wished).ok_or_else(|| {
                Phrase::new("exchange-no-such-header").with("row", wished).with("file", named(self.path))
            })?),
            None => header::find(&waiting),
        };
        let width = waiting.iter().map(Row::len).max().unwrap_or(0);

        if let Some(at) = at {
            self.header_cells = waiting[at].cells().map(|cell| cell.trim().to_owned()).collect();
            self.header_row = Some(waiting[at].number as usize);
            self.titles = at;
        }

        self.headers = (0..width)
            .map(|index| match self.header_cells.get(index) {
                Some(name) if !name.is_empty() && self.marked => unescape(name).to_owned(),
                Some(name) if !name.is_empty() => name.clone(),
                _ => letter(index),
            })
            .collect();

        waiting.iter().skip(at.map_or(0, |at| at + 1)).try_for_each(|row| self.keep(row))
    }

    fn keep(&mut self, row: &Row) -> Outcome<()> {
        // Pages glued together repeat their header.
        if !self.header_cells.is_empty()
            && row.len() == self.header_cells.len()
            && row.cells().zip(&self.header_cells).all(|(cell, header)| cell.trim() == header)
        {
            self.repeated += 1;
            return Ok(());
        }

        for index in self.headers.len()..row.len() {
            self.headers.push(letter(index));
        }

        self.rows += 1;

        if self.rows > ROWS_LIMIT {
            return Err(Phrase::new("exchange-too-many-rows")
                .with("file", named(self.path))
                .with("limit", ROWS_LIMIT)
                .into());
        }

        self.profile.feed(row);

        self.spooling.push(row).map_err(|error| {
            Trouble::Said(
                Phrase::new("exchange-no-room-to-read").with("file", named(self.path)).with("error", error.to_string()),
            )
        })
    }

    /// `read_as` is completed with what the rows say.
    fn finish(mut self, wishes: &Wishes, mut read_as: ReadAs) -> Outcome<Table> {
        self.settle()?;

        let dates = self.profile.dates(&self.headers, wishes.dates);
        let decimal = self.profile.decimal(&self.headers, read_as.separator, wishes.decimal);

        read_as.header_row = self.header_row;
        read_as.dates = dates.of_file;
        read_as.column_dates = dates.of_columns;
        read_as.decimal = decimal.of_file;
        read_as.column_decimals = decimal.of_columns;
        read_as.evidence.extend(dates.evidence.into_iter().chain(decimal.evidence));
        read_as.doubts.extend(dates.doubt.into_iter().chain(decimal.doubt));
        read_as.evidence.extend(match self.header_row {
            _ if self.given => None,
            Some(row) => Some(
                Phrase::new("exchange-header-found")
                    .with("row", row)
                    .with("known", self.header_cells.iter().filter(|cell| names::known(cell).is_some()).count()),
            ),
            None => Some(Phrase::new("exchange-header-none")),
        });

        let mut notes = Vec::new();

        if self.titles > 0 {
            notes.push(Phrase::new("exchange-titles-skipped").with("count", self.titles));
        }

        if self.repeated > 0 {
            notes.push(Phrase::new("exchange-headers-skipped").with("count", self.repeated));
        }

        if self.rows == 0 {
            return Err(Phrase::new("exchange-no-rows").with("file", named(self.path)).into());
        }

        self.profile.columns.resize_with(self.headers.len(), Default::default);

        let rows = self.spooling.finish().map_err(|error| {
            Trouble::Said(
                Phrase::new("exchange-no-room-to-read").with("file", named(self.path)).with("error", error.to_string()),
            )
        })?;

        Ok(Table { rows, headers: self.headers, profile: self.profile, read_as, notes })
    }
}

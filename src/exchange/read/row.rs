//! One row of a table, in one piece of memory, and the spool that keeps all rows of a file outside of it.

use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use tempfile::SpooledTempFile;

/// What the file itself says a cell is. A CSV knows only text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    Text,
    /// A number, written with a decimal point.
    Number,
    /// A day or moment, ISO 8601.
    Date,
    /// An error such as `#REF!`.
    Error,
}

/// The cells of one row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// As a spreadsheet counts rows, from 1.
    pub number: u32,
    text: String,
    ends: Vec<(u32, CellKind)>,
}

impl Row {
    pub fn clear(&mut self, number: u32) {
        self.number = number;
        self.text.clear();
        self.ends.clear();
    }

    pub fn push(&mut self, cell: &str, kind: CellKind) {
        self.text.push_str(cell);
        self.end_cell(kind);
    }

    /// Sets the cell at this place, whatever is there: cells of a workbook need not come in order.
    pub fn put(&mut self, index: usize, cell: &str, kind: CellKind) {
        if index < self.len() {
            let old = std::mem::take(self);

            self.number = old.number;

            for at in 0..old.len() {
                let (text, kind) = if at == index { (cell, kind) } else { (old.cell(at), old.kind(at)) };

                self.push(text, kind);
            }

            return;
        }

        while self.len() < index {
            self.push("", CellKind::Text);
        }

        self.push(cell, kind);
    }

    /// Adds to the cell that is being written; [`Row::end_cell`] closes it.
    pub fn extend(&mut self, piece: &str) {
        self.text.push_str(piece);
    }

    pub fn end_cell(&mut self, kind: CellKind) {
        self.ends.push((u32::try_from(self.text.len()).unwrap_or(u32::MAX), kind));
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes of the cell that is being written.
    pub fn open_len(&self) -> usize {
        self.text.len() - self.ends.last().map_or(0, |end| end.0 as usize)
    }

    /// Bytes of all cells.
    pub fn weight(&self) -> usize {
        self.text.len()
    }

    /// The cell as it stands; empty beyond the last one.
    pub fn cell(&self, index: usize) -> &str {
        let Some(&(end, _)) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1].0 };

        &self.text[start as usize..end as usize]
    }

    /// Puts a text into a cell, also beyond the last one.
    pub fn set(&mut self, index: usize, text: &str) {
        let mut row = Self { number: self.number, ..Self::default() };

        for at in 0..self.len().max(index + 1) {
            if at == index {
                row.push(text, CellKind::Text);
            } else {
                row.push(self.cell(at), self.kind(at));
            }
        }

        *self = row;
    }

    pub fn kind(&self, index: usize) -> CellKind {
        self.ends.get(index).map_or(CellKind::Text, |end| end.1)
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.cell(index))
    }

    /// Nothing but space.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|character| character.is_whitespace() || character == '\0')
    }

    fn write(&self, to: &mut impl Write) -> io::Result<u64> {
        let mut head = Vec::with_capacity(8 + self.ends.len());
        let mut start = 0;

        number(&mut head, self.number);
        number(&mut head, u32::try_from(self.ends.len()).unwrap_or(u32::MAX));

        for &(end, kind) in &self.ends {
            number(&mut head, (end - start) << 2 | kind as u32);
            start = end;
        }

        to.write_all(&head)?;
        to.write_all(self.text.as_bytes())?;

        Ok((head.len() + self.text.len()) as u64)
    }

    fn read(&mut self, from: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<bool> {
        let Some(row) = read_number(from)? else { return Ok(false) };

        self.clear(row);

        let count = read_number(from)?.unwrap_or(0);
        let mut end = 0;

        for _ in 0..count {
            let head = read_number(from)?.unwrap_or(0);
            let kind = match head & 3 {
                0 => CellKind::Text,
                1 => CellKind::Number,
                2 => CellKind::Date,
                _ => CellKind::Error,
            };

            end += head >> 2;
            self.ends.push((end, kind));
        }

        bytes.resize(end as usize, 0);
        from.read_exact(bytes)?;
        self.text.push_str(std::str::from_utf8(bytes).map_err(io::Error::other)?);

        Ok(true)
    }
}

fn number(to: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        to.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }

    to.push(number as u8);
}

fn read_number(from: &mut impl Read) -> io::Result<Option<u32>> {
    let (mut number, mut shift) = (0, 0);

    loop {
        let mut byte = [0];

        match from.read(&mut byte)? {
            0 if shift == 0 => return Ok(None),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            _ => {}
        }

        number |= u32::from(byte[0] & 0x7F) << shift;
        shift += 7;

        if byte[0] < 0x80 || shift > 28 {
            return Ok(Some(number));
        }
    }
}

/// How much of a file is kept in memory before it goes to a temporary file.
const IN_MEMORY: usize = 4 << 20;

/// Takes rows one after the other.
pub struct Spooling {
    out: BufWriter<SpooledTempFile>,
    at: u64,
    rows: usize,
}

impl Default for Spooling {
    fn default() -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, SpooledTempFile::new(IN_MEMORY)), at: 0, rows: 0 }
    }
}

impl Spooling {
    pub fn push(&mut self, row: &Row) -> io::Result<()> {
        self.at += row.write(&mut self.out)?;
        self.rows += 1;

        Ok(())
    }

    pub fn finish(self) -> io::Result<Spool> {
        let file = self.out.into_inner().map_err(|error| error.into_error())?;

        Ok(Spool { file: Mutex::new(file), bytes: self.at, rows: self.rows })
    }
}

/// All rows of a file as they were when it was read, whatever happens to the file afterwards.
pub struct Spool {
    file: Mutex<SpooledTempFile>,
    bytes: u64,
    rows: usize,
}

impl Spool {
    pub fn len(&self) -> usize {
        self.rows
    }

    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The rows from the first, or from one whose place [`Rows::place`] gave.
    pub fn rows(&self, place: u64) -> Rows<'_> {
        Rows {
            inner: BufReader::with_capacity(1 << 16, Part { spool: self, at: place }),
            at: place,
            scratch: Vec::new(),
        }
    }
}

/// Reads the spool at its own place, so that several can read at once.
struct Part<'a> {
    spool: &'a Spool,
    at: u64,
}

impl Read for Part<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut file = self.spool.file.lock().unwrap_or_else(PoisonError::into_inner);

        file.seek(SeekFrom::Start(self.at.min(self.spool.bytes)))?;

        let count = file.read(buf)?;

        self.at += count as u64;

        Ok(count)
    }
}

pub struct Rows<'a> {
    inner: BufReader<Part<'a>>,
    at: u64,
    scratch: Vec<u8>,
}

impl Rows<'_> {
    /// Where the next row stands.
    pub fn place(&self) -> u64 {
        self.at
    }

    /// Reads the next row into `row`; false after the last.
    pub fn next(&mut self, row: &mut Row) -> io::Result<bool> {
        let mut counted = Counted { inner: &mut self.inner, count: 0 };
        let more = row.read(&mut counted, &mut self.scratch)?;

        self.at += counted.count;

        Ok(more)
    }
}

struct Counted<'a, R> {
    inner: &'a mut R,
    count: u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buf)?;

        self.count += count as u64;

        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_in_order_and_from_any_place() {
        let mut spooling = Spooling::default();
        let mut row = Row::default();

        for number in 1..=3000_u32 {
            row.clear(number);
            row.push(&"é".repeat(number as usize % 2000), CellKind::Text);
            row.push("12.5", CellKind::Number);
            row.push("", CellKind::Error);
            spooling.push(&row).unwrap();
        }

        let spool = spooling.finish().unwrap();
        let mut rows = spool.rows(0);
        let mut places = Vec::new();

        loop {
            let place = rows.place();

            if !rows.next(&mut row).unwrap() {
                break;
            }

            assert_eq!(row.cell(0).chars().count(), row.number as usize % 2000);
            assert_eq!(
                (row.cell(1), row.kind(1), row.kind(2), row.cell(3)),
                ("12.5", CellKind::Number, CellKind::Error, "")
            );
            places.push(place);
        }

        assert_eq!(places.len(), spool.len());
        assert!(spool.rows(places[2500]).next(&mut row).unwrap());
        assert_eq!(row.number, 2501);
    }
}

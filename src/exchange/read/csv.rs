//! Rows out of separated text. Lenient: a quote inside a cell is a character, any line end ends a row, rows may be ragged.

use std::io::{self, Read};

use super::row::{CellKind, Row};

/// How the text is cut into cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    pub separator: u8,
    pub quote: u8,
    /// Whether a quote inside a quoted cell is written `\"` and not doubled.
    pub escape: bool,
}

/// The longest cell that is read, in bytes; a longer one means a quote that is never closed.
pub const CELL_LIMIT: usize = 1 << 20;

/// The most cells in one row.
pub const CELLS_LIMIT: usize = 16_384;

/// The longest row that is read, in bytes.
pub const ROW_LIMIT: usize = 16 << 20;

/// Why cutting stopped.
#[derive(Debug)]
pub enum Stop {
    Io(io::Error),
    /// A quote opened in this row is never closed.
    OpenQuote(u32),
    /// More than [`CELLS_LIMIT`] columns or [`ROW_LIMIT`] bytes, in this row.
    TooWide(u32),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first character of a cell.
    Start,
    Plain,
    Quoted,
    /// After a quote inside a quoted cell: the end of it, or the first half of a doubled one.
    Closing,
    /// After a backslash inside a quoted cell.
    Escaped,
}

pub struct Cutter<R> {
    inner: R,
    buffer: Vec<u8>,
    from: usize,
    to: usize,
    cut: Cut,
    /// Number of the row that comes next.
    number: u32,
    /// A CR ended the last row: a LF that follows belongs to it.
    skip_lf: bool,
    bytes: Vec<u8>,
}

impl<R: Read> Cutter<R> {
    /// `inner` gives UTF-8.
    pub fn new(inner: R, cut: Cut) -> Self {
        Self { inner, buffer: vec![0; 1 << 16], from: 0, to: 0, cut, number: 1, skip_lf: false, bytes: Vec::new() }
    }

    /// Reads the next row into `row`, blank ones too; false at the end.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Stop> {
        row.clear(self.number);

        let mut state = State::Start;
        let mut any = false;

        self.bytes.clear();

        loop {
            if self.from == self.to {
                self.from = 0;
                self.to = self.inner.read(&mut self.buffer)?;

                if self.to == 0 {
                    if matches!(state, State::Quoted | State::Escaped) {
                        return Err(Stop::OpenQuote(self.number));
                    }

                    if any {
                        self.end_cell(row)?;
                        self.number += 1;
                    }

                    return Ok(any);
                }
            }

            if self.skip_lf {
                self.skip_lf = false;

                if self.buffer[self.from] == b'\n' {
                    self.from += 1;
                    continue;
                }
            }

            any = true;

            let rest = &self.buffer[self.from..self.to];

            match state {
                State::Quoted => {
                    let length = if self.cut.escape {
                        memchr::memchr2(self.cut.quote, b'\\', rest).unwrap_or(rest.len())
                    } else {
                        memchr::memchr(self.cut.quote, rest).unwrap_or(rest.len())
                    };

                    self.bytes.extend_from_slice(&rest[..length]);
                    self.from += length;

                    if self.bytes.len() > CELL_LIMIT {
                        return Err(Stop::OpenQuote(self.number));
                    }

                    if self.from < self.to {
                        state = if self.buffer[self.from] == self.cut.quote { State::Closing } else { State::Escaped };
                        self.from += 1;
                    }
                }
                State::Escaped => {
                    if rest[0] != self.cut.quote && rest[0] != b'\\' {
                        self.bytes.push(b'\\');
                    }

                    self.bytes.push(rest[0]);
                    self.from += 1;
                    state = State::Quoted;
                }
                State::Start if rest[0] == self.cut.quote => {
                    self.from += 1;
                    state = State::Quoted;
                }
                State::Closing if rest[0] == self.cut.quote => {
                    self.bytes.push(self.cut.quote);
                    self.from += 1;
                    state = State::Quoted;
                }
                State::Start | State::Plain | State::Closing => {
                    let length = memchr::memchr3(self.cut.separator, b'\n', b'\r', rest).unwrap_or(rest.len());

                    self.bytes.extend_from_slice(&rest[..length]);
                    self.from += length;

                    if self.bytes.len() > CELL_LIMIT {
                        return Err(Stop::TooWide(self.number));
                    }

                    if self.from == self.to {
                        if length > 0 {
                            state = State::Plain;
                        }

                        continue;
                    }

                    let end = self.buffer[self.from];

                    self.from += 1;
                    self.end_cell(row)?;
                    state = State::Start;

                    if end != self.cut.separator {
                        self.skip_lf = end == b'\r';
                        self.number += 1;

                        return Ok(true);
                    }
                }
            }
        }
    }

    fn end_cell(&mut self, row: &mut Row) -> Result<(), Stop> {
        if row.len() == CELLS_LIMIT || row.weight() + self.bytes.len() > ROW_LIMIT {
            return Err(Stop::TooWide(self.number));
        }

        match std::str::from_utf8(&self.bytes) {
            Ok(text) => row.push(text, CellKind::Text),
            Err(_) => row.push(&String::from_utf8_lossy(&self.bytes), CellKind::Text),
        }

        self.bytes.clear();

        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, separator: u8) -> Vec<Vec<String>> {
        // One byte at a time: every state meets the end of a buffer.
        struct Slow<'a>(&'a [u8]);

        impl Read for Slow<'_> {
            fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
                let Some((first, rest)) = self.0.split_first() else { return Ok(0) };

                buf[0] = *first;
                self.0 = rest;

                Ok(1)
            }
        }

        let fast = read(text.as_bytes(), separator);

        assert_eq!(fast, read(Slow(text.as_bytes()), separator));

        fast
    }

    fn read(inner: impl Read, separator: u8) -> Vec<Vec<String>> {
        let mut cutter = Cutter::new(inner, Cut { separator, quote: b'"', escape: false });
        let mut row = Row::default();
        let mut rows = Vec::new();

        while cutter.next(&mut row).unwrap() {
            rows.push(row.cells().map(str::to_owned).collect());
        }

        rows
    }

    /// The dialects that reading must stand, each with the rows it means.
    #[test]
    fn dialects() {
        let table: &[(&str, &[&[&str]])] = &[
            ("", &[]),
            ("a,b\n1,2\n", &[&["a", "b"], &["1", "2"]]),
            ("a,b\r\n1,2", &[&["a", "b"], &["1", "2"]]),
            ("a,b\r1,2\r", &[&["a", "b"], &["1", "2"]]),
            ("a,b\n\"1,5\",\"say \"\"oui\"\"\"\n", &[&["a", "b"], &["1,5", "say \"oui\""]]),
            ("a,b\n1,\"two\r\nlines\"\n", &[&["a", "b"], &["1", "two\r\nlines"]]),
            ("a,b\n\n1,\n", &[&["a", "b"], &[""], &["1", ""]]),
            ("a,\"\"\n", &[&["a", ""]]),
            ("5\" pipe,b\n", &[&["5\" pipe", "b"]]),
            ("\"a\" tail,b\n", &[&["a tail", "b"]]),
            ("\"\"\"\",b", &[&["\"", "b"]]),
            ("a,b,c\n1\n1,2,3,4\n", &[&["a", "b", "c"], &["1"], &["1", "2", "3", "4"]]),
            (",\n", &[&["", ""]]),
        ];

        for (text, expected) in table {
            assert_eq!(cut(text, b','), *expected, "{text:?}");
        }
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let mut cutter =
            Cutter::new("a\n\n\"x\ny\"\nlast".as_bytes(), Cut { separator: b';', quote: b'"', escape: false });
        let mut row = Row::default();
        let mut numbers = Vec::new();

        while cutter.next(&mut row).unwrap() {
            numbers.push((row.number, row.cell(0).to_owned()));
        }

        assert_eq!(numbers, [(1, "a".into()), (2, String::new()), (3, "x\ny".into()), (4, "last".into())]);
    }

    #[test]
    fn escaped_quotes() {
        let text = r#""say \"a,b\"","C:\\dir\\","x\y""#;
        let mut cutter = Cutter::new(text.as_bytes(), Cut { separator: b',', quote: b'"', escape: true });
        let mut row = Row::default();

        assert!(cutter.next(&mut row).unwrap());
        assert_eq!(row.cells().collect::<Vec<_>>(), ["say \"a,b\"", "C:\\dir\\", "x\\y"]);
    }

    #[test]
    fn an_open_quote_names_its_row() {
        let text = format!("a;b\n\"never closed;{}", "x;y\n".repeat(400_000));
        let mut cutter = Cutter::new(text.as_bytes(), Cut { separator: b';', quote: b'"', escape: false });
        let mut row = Row::default();

        assert!(cutter.next(&mut row).unwrap());
        assert!(matches!(cutter.next(&mut row), Err(Stop::OpenQuote(2))));
    }
}

//! Separated text, as French Excel or as any program reads it.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use super::cells::{self, Cell};
use super::{Beside, Sheet};
use crate::exchange::Dialect;
use crate::exchange::formula::escape;
use crate::exchange::read::trouble::{Outcome, writing};

/// Writes one row after the other.
pub struct Writer<'a> {
    target: &'a Path,
    beside: Beside<'a>,
    out: BufWriter<File>,
    dialect: Dialect,
    decimals: u32,
    line: Vec<u8>,
}

impl<'a> Writer<'a> {
    /// Without a header: the first row is one. `decimals`: of the currency.
    pub fn new(target: &'a Path, dialect: Dialect, decimals: u32) -> Outcome<Self> {
        let mut beside = Beside::new(target)?;
        let file = beside.file().try_clone().map_err(|error| writing(target, &error))?;
        let mut out = BufWriter::with_capacity(1 << 16, file);

        if dialect == Dialect::FrenchExcel {
            out.write_all("\u{feff}".as_bytes()).map_err(|error| writing(target, &error))?;
        }

        Ok(Self { target, beside, out, dialect, decimals, line: Vec::new() })
    }

    pub fn row(&mut self, cells: &[Cell]) -> Outcome<()> {
        self.line.clear();
        self.compose(cells).and_then(|()| self.out.write_all(&self.line)).map_err(|error| writing(self.target, &error))
    }

    fn compose(&mut self, cells: &[Cell]) -> io::Result<()> {
        let (separator, decimal, end) = match self.dialect {
            Dialect::FrenchExcel => (b';', b',', "\r\n"),
            Dialect::Plain => (b',', b'.', "\n"),
        };
        let line = &mut self.line;

        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                line.push(separator);
            }

            match cell {
                Cell::Empty => {}
                Cell::Text(text) => put_text(line, text, separator),
                Cell::Number(number) => write!(line, "{number}")?,
                Cell::Date(date) if self.dialect == Dialect::FrenchExcel => {
                    write!(line, "{}", date.format("%d/%m/%Y"))?;
                }
                Cell::Date(date) => write!(line, "{date}")?,
                Cell::Moment(at) if self.dialect == Dialect::FrenchExcel => {
                    write!(line, "{}", at.format("%d/%m/%Y %H:%M:%S"))?;
                }
                Cell::Moment(at) => write!(line, "{}", at.format("%Y-%m-%dT%H:%M:%S"))?,
                Cell::Money(minor) => put_number(line, &cells::amount(*minor, self.decimals), decimal),
                Cell::Decimal(text) if cells::is_decimal(text) => put_number(line, text, decimal),
                Cell::Decimal(text) => put_text(line, text, separator),
            }
        }

        // A row of one empty cell would be a blank line.
        if line.is_empty() {
            line.extend_from_slice(b"\"\"");
        }

        line.extend_from_slice(end.as_bytes());

        Ok(())
    }

    /// Puts the file in place.
    pub fn finish(mut self) -> Outcome<()> {
        self.out.flush().map_err(|error| writing(self.target, &error))?;
        drop(self.out);
        self.beside.keep()
    }
}

impl Sheet for Writer<'_> {
    fn row(&mut self, cells: &[Cell]) -> Outcome<()> {
        Writer::row(self, cells)
    }

    fn finish(self: Box<Self>) -> Outcome<()> {
        Writer::finish(*self)
    }
}

fn put_number(line: &mut Vec<u8>, text: &str, decimal: u8) {
    line.extend(text.bytes().map(|byte| if byte == b'.' { decimal } else { byte }));
}

fn put_text(line: &mut Vec<u8>, text: &str, separator: u8) {
    let text = escape(text);
    let quoted = text.bytes().any(|byte| byte == separator || matches!(byte, b'"' | b'\n' | b'\r'))
        || text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
        || text.starts_with('\'');

    if !quoted {
        return line.extend_from_slice(text.as_bytes());
    }

    line.push(b'"');

    for byte in text.bytes() {
        if byte == b'"' {
            line.push(b'"');
        }

        line.push(byte);
    }

    line.push(b'"');
}

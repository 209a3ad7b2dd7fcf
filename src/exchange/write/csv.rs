//! Separated text, as French Excel or as any program reads it.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use super::Beside;
use super::cells::Cell;
use crate::exchange::Dialect;
use crate::exchange::formula::escape;
use crate::exchange::read::trouble::{Outcome, writing};

/// Writes one row after the other.
pub struct Writer<'a> {
    target: &'a Path,
    beside: Beside<'a>,
    out: BufWriter<File>,
    dialect: Dialect,
    decimals: usize,
    line: Vec<u8>,
}

impl<'a> Writer<'a> {
    /// `decimals`: of the currency.
    pub fn new(target: &'a Path, dialect: Dialect, decimals: u32) -> Outcome<Self> {
        let mut beside = Beside::new(target)?;
        let file = beside.file().try_clone().map_err(|error| writing(target, &error))?;
        let mut out = BufWriter::with_capacity(1 << 16, file);

        if dialect == Dialect::FrenchExcel {
            out.write_all("\u{feff}".as_bytes()).map_err(|error| writing(target, &error))?;
        }

        Ok(Self { target, beside, out, dialect, decimals: decimals as usize, line: Vec::new() })
    }

    pub fn row(&mut self, cells: &[Cell]) -> Outcome<()> {
        self.line.clear();
        self.compose(cells).and_then(|()| self.out.write_all(&self.line)).map_err(|error| writing(self.target, &error))
    }

    fn compose(&mut self, cells: &[Cell]) -> io::Result<()> {
        let (separator, decimal, end) = match self.dialect {
            Dialect::FrenchExcel => (b';', ',', "\r\n"),
            Dialect::Plain => (b',', '.', "\n"),
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
                    write!(line, "{}", date.format("%d/%m/%Y"))?
                }
                Cell::Date(date) => write!(line, "{date}")?,
                Cell::Money(minor) => {
                    let one = 10_u64.pow(self.decimals as u32);
                    let (whole, rest) = (minor.unsigned_abs() / one, minor.unsigned_abs() % one);

                    if *minor < 0 {
                        line.push(b'-');
                    }

                    write!(line, "{whole}")?;

                    if self.decimals > 0 {
                        write!(line, "{decimal}{rest:0places$}", places = self.decimals)?;
                    }
                }
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

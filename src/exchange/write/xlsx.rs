//! A workbook in constant memory: real dates and amounts, a header that stays, a filter, widths.

use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::Beside;
use super::cells::{Cell, Shape};
use crate::domain::phrase::Phrase;
use crate::exchange::read::trouble::{Outcome, Trouble, named, writing};

/// Rows of a sheet, the header included: where Excel ends.
const SHEET_ROWS: u32 = 1_048_576;

/// Characters of a cell: where Excel ends.
const CELL_LIMIT: usize = 32_767;

/// Writes one row after the other; more rows than a sheet holds go on in another one.
pub struct Writer<'a> {
    target: &'a Path,
    beside: Beside<'a>,
    book: Workbook,
    sheet: Option<Worksheet>,
    name: String,
    sheets: u32,
    headers: Vec<String>,
    shapes: Vec<Shape>,
    next: u32,
    limit: u32,
    date: Format,
    money: Format,
    bold: Format,
    one: f64,
}

impl<'a> Writer<'a> {
    /// `decimals` and `symbol`: of the currency.
    pub fn new(
        target: &'a Path,
        name: &str,
        headers: Vec<String>,
        shapes: Vec<Shape>,
        decimals: u32,
        symbol: &str,
    ) -> Outcome<Self> {
        let beside = Beside::new(target)?;
        let mut book = Workbook::new();

        book.set_tempdir(beside.folder()).map_err(|error| failed(target, &error))?;

        let places = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals as usize)) };

        Ok(Self {
            target,
            beside,
            book,
            sheet: None,
            name: name.to_owned(),
            sheets: 0,
            headers,
            shapes,
            next: SHEET_ROWS,
            limit: SHEET_ROWS,
            date: Format::new().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
            money: Format::new().set_num_format(format!("#,##0{places}\\ \"{symbol}\"")),
            bold: Format::new().set_bold().set_background_color("EEF1F5"),
            one: 10_f64.powi(decimals as i32),
        })
    }

    pub fn row(&mut self, cells: &[Cell]) -> Outcome<()> {
        if self.next >= self.limit {
            self.turn()?;
        }

        self.put(cells).map_err(|error| failed(self.target, &error))?;
        self.next += 1;

        Ok(())
    }

    fn put(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let Some(sheet) = &mut self.sheet else { return Ok(()) };

        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) if text.len() > CELL_LIMIT => {
                    let cut: String = text.chars().take(CELL_LIMIT / 2).collect();

                    sheet.write_string(self.next, column, cut)?;
                }
                Cell::Text(text) => {
                    sheet.write_string(self.next, column, text)?;
                }
                Cell::Number(number) => {
                    sheet.write_number(self.next, column, *number as f64)?;
                }
                Cell::Money(minor) => {
                    sheet.write_number_with_format(self.next, column, *minor as f64 / self.one, &self.money)?;
                }
                Cell::Date(date) => {
                    use chrono::Datelike as _;

                    match u16::try_from(date.year()).ok().filter(|year| *year >= 1900) {
                        Some(year) => {
                            let day = ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8)?;

                            sheet.write_datetime_with_format(self.next, column, day, &self.date)?;
                        }
                        // Excel knows no day before 1900.
                        None => {
                            sheet.write_string(self.next, column, date.to_string())?;
                        }
                    }
                }
            }
        }

        Ok(())
    }

    /// Closes the sheet and begins the next.
    fn turn(&mut self) -> Outcome<()> {
        self.close().map_err(|error| failed(self.target, &error))?;
        self.begin().map_err(|error| failed(self.target, &error))
    }

    fn begin(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;

        let mut sheet = self.book.new_worksheet_with_constant_memory()?;
        let name = if self.sheets == 1 { self.name.clone() } else { format!("{} {}", self.name, self.sheets) };

        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;

        for (column, shape) in (0_u16..).zip(&self.shapes) {
            sheet.set_column_width(
                column,
                match shape {
                    Shape::Text => 24.0,
                    Shape::Long => 40.0,
                    Shape::Short => 11.0,
                    Shape::Money | Shape::Date => 13.0,
                },
            )?;
        }

        for (column, header) in (0_u16..).zip(&self.headers) {
            sheet.write_string_with_format(0, column, header, &self.bold)?;
        }

        self.sheet = Some(sheet);
        self.next = 1;

        Ok(())
    }

    fn close(&mut self) -> Result<(), XlsxError> {
        let Some(mut sheet) = self.sheet.take() else { return Ok(()) };
        let last = u16::try_from(self.headers.len().saturating_sub(1)).unwrap_or(u16::MAX);

        sheet.autofilter(0, 0, self.next.saturating_sub(1), last)?;
        self.book.push_worksheet(sheet);

        Ok(())
    }

    /// Puts the file in place. A workbook without rows still has its header.
    pub fn finish(mut self) -> Outcome<()> {
        if self.sheets == 0 {
            self.begin().map_err(|error| failed(self.target, &error))?;
        }

        self.close().map_err(|error| failed(self.target, &error))?;

        let file = self.beside.file().try_clone().map_err(|error| writing(self.target, &error))?;

        self.book.save_to_writer(std::io::BufWriter::new(file)).map_err(|error| failed(self.target, &error))?;
        self.beside.keep()
    }
}

fn failed(target: &Path, error: &XlsxError) -> Trouble {
    match error {
        XlsxError::IoError(error) => writing(target, error),
        error => Phrase::new("exchange-target-unwritable")
            .with("file", named(target))
            .with("error", error.to_string())
            .into(),
    }
}

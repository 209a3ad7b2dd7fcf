//! A workbook in constant memory: real dates and amounts, a header that stays, a filter, widths.

use std::io::{BufWriter, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use chrono::{Datelike as _, NaiveDate, Timelike as _};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, IgnoreError, Workbook, Worksheet, XlsxError};

use super::cells::{Cell, Shape, is_exact};
use super::{Beside, Plan, SHEET_ROWS, Sheet};
use crate::domain::phrase::Phrase;
use crate::exchange::formula::runs;
use crate::exchange::read::trouble::{Outcome, Trouble, named, writing};

/// UTF-16 units of a cell: where Excel ends.
const CELL_LIMIT: usize = 32_767;

/// A number of this many minor units or more has digits that Excel does not keep.
const INEXACT: u64 = 1_000_000_000_000_000;

/// Bytes of a sheet before it is packed, about, from which its archive is made for more than 4 GB: LibreOffice opens no
/// such archive, so that smaller ones are not.
const LARGE: u64 = 2 << 30;

/// How hard the sheets are packed, of 9: packing is most of what saving takes, and less of it leaves files a little larger.
const PACKING: u8 = 3;

/// Bytes around the text of a cell.
const AROUND: u64 = 72;

/// Writes one row after the other; more rows than a sheet holds go on in another one.
pub struct Writer<'a> {
    plan: &'a Plan,
    beside: Beside<'a>,
    book: Workbook,
    sheet: Option<Worksheet>,
    sheets: usize,
    next: u32,
    limit: u32,
    weight: u64,
    formats: Formats,
    one: f64,
}

struct Formats {
    date: Format,
    moment: Format,
    money: Format,
    bold: Format,
    /// A text that stays one when someone edits its cell.
    literal: Format,
}

impl<'a> Writer<'a> {
    pub fn new(plan: &'a Plan) -> Outcome<Self> {
        Self::with_limit(plan, SHEET_ROWS)
    }

    /// `limit`: rows of a sheet, the header included.
    fn with_limit(plan: &'a Plan, limit: u32) -> Outcome<Self> {
        let beside = Beside::new(&plan.target)?;
        let mut book = Workbook::new();

        book.set_zip_compression_level(PACKING);
        book.set_tempdir(beside.folder()).map_err(|error| failed(plan, &error))?;

        let decimals = plan.currency.decimals;
        let places = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals as usize)) };
        let left = || Format::new().set_align(FormatAlign::Left);
        let mut writer = Self {
            plan,
            beside,
            book,
            sheet: None,
            sheets: 0,
            next: limit,
            limit,
            weight: 0,
            formats: Formats {
                date: left().set_num_format("dd/mm/yyyy"),
                moment: left().set_num_format("dd/mm/yyyy hh:mm"),
                money: Format::new().set_num_format(format!("#,##0{places}\\ [${}]", plan.currency.sign)),
                bold: Format::new().set_bold().set_background_color("EEF1F5"),
                literal: Format::new().set_quote_prefix(),
            },
            one: 10_f64.powi(decimals as i32),
        };

        writer.turn()?;

        Ok(writer)
    }

    fn fits(&self, cells: &[Cell], column: usize, text: &str) -> Outcome<()> {
        if text.len() > CELL_LIMIT {
            let length = text.encode_utf16().count();

            if length > CELL_LIMIT {
                return Err(self.plan.too_long(cells, column, length, CELL_LIMIT));
            }
        }

        match clash(text) {
            Some(character) => Err(self.plan.unwritable(cells, column, character)),
            None => Ok(()),
        }
    }

    /// A cell that is given no format has that of its column, which spares looking the format up.
    fn put(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        let (row, formats) = (self.next, &self.formats);

        for (column, cell) in cells.iter().enumerate() {
            let shape = self.plan.columns.get(column).map(|column| column.shape);
            let Ok(column) = u16::try_from(column) else { return Err(XlsxError::RowColumnLimitError) };

            match cell {
                Cell::Empty => {}
                Cell::Text(text) => put_text(sheet, row, column, text, &formats.literal)?,
                Cell::Number(number) if number.unsigned_abs() >= INEXACT => {
                    put_text(sheet, row, column, &number.to_string(), &formats.literal)?;
                }
                Cell::Number(number) => {
                    sheet.write_number(row, column, *number as f64)?;
                }
                Cell::Decimal(text) => match text.parse::<f64>() {
                    // In another currency than the column's: without its sign.
                    Ok(number) if is_exact(text) && shape == Some(Shape::Money) => {
                        sheet.write_number_with_format(row, column, number, &unsigned(text))?;
                    }
                    Ok(number) if is_exact(text) => {
                        sheet.write_number(row, column, number)?;
                    }
                    _ => put_text(sheet, row, column, text, &formats.literal)?,
                },
                Cell::Money(minor) if minor.unsigned_abs() >= INEXACT => {
                    let text = super::cells::amount(*minor, self.plan.currency.decimals);

                    put_text(sheet, row, column, &text, &formats.literal)?;
                }
                Cell::Money(minor) if shape == Some(Shape::Money) => {
                    sheet.write_number(row, column, *minor as f64 / self.one)?;
                }
                Cell::Money(minor) => {
                    sheet.write_number_with_format(row, column, *minor as f64 / self.one, &formats.money)?;
                }
                Cell::Date(date) => match day(*date) {
                    Some(day) if shape == Some(Shape::Date) => {
                        sheet.write_datetime(row, column, day?)?;
                    }
                    Some(day) => {
                        sheet.write_datetime_with_format(row, column, day?, &formats.date)?;
                    }
                    None => put_text(sheet, row, column, &date.to_string(), &formats.literal)?,
                },
                Cell::Moment(at) => match day(at.date()) {
                    Some(day) => {
                        let day = day?.and_hms(at.hour() as u16, at.minute() as u8, f64::from(at.second()))?;

                        if shape == Some(Shape::Moment) {
                            sheet.write_datetime(row, column, day)?;
                        } else {
                            sheet.write_datetime_with_format(row, column, day, &formats.moment)?;
                        }
                    }
                    None => {
                        let text = at.format("%Y-%m-%dT%H:%M:%S").to_string();

                        put_text(sheet, row, column, &text, &formats.literal)?;
                    }
                },
            }
        }

        Ok(())
    }

    /// Closes the sheet and begins the next.
    fn turn(&mut self) -> Outcome<()> {
        let plan = self.plan;
        let headers: Vec<Cell> = plan.columns.iter().map(|column| column.header.clone().into()).collect();

        for (index, column) in plan.columns.iter().enumerate() {
            self.fits(&headers, index, &column.header)?;
        }

        self.guarded(|writer| {
            writer.close()?;
            writer.begin()
        })
    }

    fn begin(&mut self) -> Result<(), XlsxError> {
        let mut sheet = self.book.new_worksheet_with_constant_memory()?;

        sheet.set_name(self.plan.sheet_name(self.sheets))?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;

        for (index, column) in (0_u16..).zip(&self.plan.columns) {
            sheet.set_column_width(index, column.width())?;

            // What is typed below the last row looks like the rows above it.
            let format = match column.shape {
                Shape::Date => &self.formats.date,
                Shape::Moment => &self.formats.moment,
                Shape::Money => &self.formats.money,
                Shape::Text | Shape::Long | Shape::Short | Shape::Number | Shape::Decimal => continue,
            };

            sheet.set_column_format(index, format)?;
        }

        for (index, column) in (0_u16..).zip(&self.plan.columns) {
            sheet.write_string_with_format(0, index, &column.header, &self.formats.bold)?;
        }

        self.sheet = Some(sheet);
        self.sheets += 1;
        self.next = 1;

        Ok(())
    }

    fn close(&mut self) -> Result<(), XlsxError> {
        let Some(mut sheet) = self.sheet.take() else { return Ok(()) };
        let (row, column) = (self.next.saturating_sub(1), self.plan.columns.len().saturating_sub(1));
        let column = u16::try_from(column).unwrap_or(u16::MAX);

        sheet.autofilter(0, 0, row, column)?;
        // Postal codes and phone numbers are meant to be texts.
        sheet.ignore_error_range(0, 0, row, column, IgnoreError::NumberStoredAsText)?;
        self.book.push_worksheet(sheet);

        Ok(())
    }

    fn guarded(&mut self, work: impl FnOnce(&mut Self) -> Result<(), XlsxError>) -> Outcome<()> {
        match caught(|| work(self)) {
            Ok(result) => result.map_err(|error| failed(self.plan, &error)),
            Err(said) => {
                let file = self.beside.file();
                let asked = file.write_all(&[0; 1 << 16]).and_then(|()| file.sync_all());

                Err(match asked {
                    Err(error) => writing(&self.plan.target, &error),
                    Ok(()) => unwritable(self.plan, said),
                })
            }
        }
    }

    fn save(&mut self) -> Outcome<()> {
        let file = self.beside.file().try_clone().map_err(|error| writing(&self.plan.target, &error))?;
        let mut out = BufWriter::with_capacity(1 << 16, file);

        self.book.use_zip_large_file(self.weight > LARGE);
        self.guarded(|writer| {
            writer.book.save_to_writer(&mut out)?;
            out.flush().map_err(XlsxError::IoError)
        })
    }
}

impl Sheet for Writer<'_> {
    fn row(&mut self, cells: &[Cell]) -> Outcome<()> {
        if self.next >= self.limit {
            self.turn()?;
        }

        for (column, cell) in cells.iter().enumerate() {
            if let Cell::Text(text) | Cell::Decimal(text) = cell {
                self.fits(cells, column, text)?;
                self.weight += text.len() as u64;
            }

            self.weight += AROUND;
        }

        self.guarded(|writer| writer.put(cells))?;
        self.next += 1;

        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Outcome<()> {
        self.guarded(Writer::close)?;
        self.save()?;
        self.beside.keep()
    }
}

thread_local! {
    static CAUGHT: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// The library panics when its temporary file takes nothing any more, as on a full disk. That becomes an error here, and
/// the terminal hears of it from whoever says the error. Gives what the panic said.
fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();

    HOOK.call_once(|| {
        let usual = panic::take_hook();

        panic::set_hook(Box::new(move |info| {
            if !CAUGHT.get() {
                usual(info);
            }
        }));
    });

    CAUGHT.set(true);

    let done = panic::catch_unwind(AssertUnwindSafe(work));

    CAUGHT.set(false);

    done.map_err(|said| said.downcast_ref::<String>().cloned().unwrap_or_default())
}

/// The format of an amount, with the decimals that it is written with and no sign.
fn unsigned(text: &str) -> Format {
    let places = text.split_once('.').map_or(0, |(_, places)| places.len());
    let point = if places == 0 { "" } else { "." };

    Format::new().set_num_format(format!("#,##0{point}{}", "0".repeat(places)))
}

fn put_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, literal: &Format) -> Result<(), XlsxError> {
    if runs(text) || text.starts_with(|first: char| first.is_ascii_digit()) {
        sheet.write_string_with_format(row, column, text, literal)?;
    } else {
        sheet.write_string(row, column, text)?;
    }

    Ok(())
}

/// The day as Excel counts it; it knows none before 1900 nor after 9999.
fn day(date: NaiveDate) -> Option<Result<ExcelDateTime, XlsxError>> {
    let year = u16::try_from(date.year()).ok().filter(|year| (1900..=9999).contains(year))?;

    Some(ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8))
}

/// A workbook has control characters as `_xHHHH_`, and the text `_xHHHH_` with a mark. The library puts no mark before a
/// text that only becomes like that by the control character that follows it: gives that character.
fn clash(text: &str) -> Option<char> {
    memchr::memchr(b'_', text.as_bytes())?;

    text.match_indices("_x").find_map(|(at, _)| {
        let rest = text.get(at + 2..)?;
        let digits = rest.bytes().take(4).filter(u8::is_ascii_hexdigit).count() == 4;
        let next = rest.get(4..)?.chars().next()?;

        (digits && matches!(next, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')).then_some(next)
    })
}

fn failed(plan: &Plan, error: &XlsxError) -> Trouble {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => writing(&plan.target, error),
        XlsxError::ZipError(zip::result::ZipError::Io(error)) => writing(&plan.target, error),
        error => unwritable(plan, error.to_string()),
    }
}

fn unwritable(plan: &Plan, error: String) -> Trouble {
    Phrase::new("exchange-target-unwritable").with("file", named(&plan.target)).with("error", error).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::write::tests::{names, plan, rows_of};

    #[test]
    fn more_rows_than_a_sheet_holds_go_on_in_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.xlsx");

        for rows in [3, 4, 7] {
            let plan = plan(&path);
            let mut writer = Box::new(Writer::with_limit(&plan, 4).unwrap());

            names(rows).for_each(|row| writer.row(&row).unwrap());
            writer.finish().unwrap();

            let found: Vec<String> =
                ["Membres", "Membres 2", "Membres 3"].iter().flat_map(|sheet| rows_of(&path, sheet)).collect();

            assert_eq!(found, names(rows).map(|row| format!("{row:?}")).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_would_read_as_another_text() {
        for (text, found) in [
            ("_x000D_", None),
            ("_x000D\r", Some('\r')),
            ("_x000D\n", None),
            ("a_x00e9\u{1}", Some('\u{1}')),
            ("_x00\r", None),
            ("_xé", None),
            ("_x0041_x0042\0", Some('\0')),
            ("_x", None),
        ] {
            assert_eq!(clash(text), found, "{text:?}");
        }
    }
}

//! Workbooks: XLSX read as a stream; ODS and XLS, which cannot be, up to a size.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Xls, Xlsx, XlsxError, open_workbook};

use super::csv::CELLS_LIMIT;
use super::row::{CellKind, Row};
use super::trouble::{Outcome, Trouble, named, reading};
use super::{Gathering, Table, Watch, Wishes};
use crate::domain::phrase::Phrase;
use crate::exchange::read_as::{DateOrder, Decimal, ReadAs};

/// The largest ODS or XLS that is read, in bytes once unpacked: these are held in memory.
const WHOLE_LIMIT: u64 = 64 << 20;

/// The largest table of shared texts of an XLSX, in bytes: it is held in memory.
const TEXTS_LIMIT: u64 = 256 << 20;

/// The largest XLSX, in bytes once unpacked.
const UNPACKED_LIMIT: u64 = 8 << 30;

pub fn table(path: &Path, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Table> {
    match kind(path)? {
        Kind::Xlsx => xlsx(path, wishes, watch),
        Kind::Ods => {
            let book: Ods<_> = open_workbook(path).map_err(|error| broken(path, &error))?;

            whole(path, "ods", book, wishes, watch)
        }
        Kind::Xls => {
            let size = std::fs::metadata(path).map_err(|error| reading(path, &error))?.len();

            if size > WHOLE_LIMIT {
                return Err(too_big(path));
            }

            let book: Xls<_> = open_workbook(path).map_err(|error| broken(path, &error))?;

            whole(path, "xls", book, wishes, watch)
        }
    }
}

enum Kind {
    Xlsx,
    Ods,
    Xls,
}

/// What the container holds; refuses encrypted, damaged and swollen ones before anything is unpacked into memory.
fn kind(path: &Path) -> Outcome<Kind> {
    let mut file = File::open(path).map_err(|error| reading(path, &error))?;
    let mut start = [0; 4];

    file.read_exact(&mut start).map_err(|error| reading(path, &error))?;

    if start == [0xD0, 0xCF, 0x11, 0xE0] {
        return if holds_package(&mut file) {
            Err(Phrase::new("exchange-book-encrypted").with("file", named(path)).into())
        } else {
            Ok(Kind::Xls)
        };
    }

    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|error| broken(path, &error))?;
    let ods = archive.index_for_name("content.xml").is_some();

    if !ods && archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(Phrase::new("exchange-file-binary").with("file", named(path)).into());
    }

    let mut total = 0;

    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| broken(path, &error))?;
        let packed = entry.compressed_size();
        let name = entry.name().map_err(|error| broken(path, &error))?.into_owned();
        let texts = name.ends_with("sharedStrings.xml");
        let wanted = texts || ods || name.contains("worksheets/") || name.ends_with("styles.xml");
        let limit = if ods {
            WHOLE_LIMIT
        } else if texts {
            TEXTS_LIMIT
        } else {
            UNPACKED_LIMIT
        };

        if wanted {
            total += unpacked(path, entry, packed, limit)?;
        }

        if total > UNPACKED_LIMIT {
            return Err(too_big(path));
        }
    }

    Ok(if ods { Kind::Ods } else { Kind::Xlsx })
}

/// Unpacks an entry into nothing and counts: what its own header claims cannot be trusted. A real sheet shrinks ten- or
/// twentyfold; what shrinks two hundredfold and is large is made to choke its reader.
fn unpacked(path: &Path, mut entry: impl Read, packed: u64, limit: u64) -> Outcome<u64> {
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0_u64;

    loop {
        let count = entry.read(&mut buffer).map_err(|error| broken(path, &error))?;

        if count == 0 {
            return Ok(size);
        }

        size += count as u64;

        if size > limit || size > (32 << 20) && size / 200 > packed {
            return Err(too_big(path));
        }
    }
}

/// An encrypted workbook is a compound file with a stream of this name.
fn holds_package(file: &mut File) -> bool {
    let mut bytes = Vec::new();
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();

    // The directory stands near the beginning or, in files of some writers, at the end: all of it is searched.
    file.take(WHOLE_LIMIT).read_to_end(&mut bytes).is_ok() && memchr::memmem::find(&bytes, &name).is_some()
}

fn broken(path: &Path, error: &dyn std::error::Error) -> Trouble {
    Phrase::new("exchange-book-broken").with("file", named(path)).with("error", error.to_string()).into()
}

fn too_big(path: &Path) -> Trouble {
    Phrase::new("exchange-book-too-big").with("file", named(path)).into()
}

/// The sheet to read: the wished one, else the first that has something in it.
fn choose(path: &Path, sheets: &[String], wished: Option<&str>) -> Outcome<String> {
    match wished {
        Some(wished) => sheets
            .iter()
            .find(|sheet| sheet.as_str() == wished)
            .or_else(|| sheets.iter().find(|sheet| sheet.to_lowercase() == wished.trim().to_lowercase()))
            .cloned()
            .ok_or_else(|| {
                Phrase::new("exchange-no-such-sheet").with("sheet", wished).with("sheets", sheets.join(", ")).into()
            }),
        None => sheets.first().cloned().ok_or_else(|| Phrase::new("exchange-no-rows").with("file", named(path)).into()),
    }
}

fn believed(encoding: &str, sheet: &str, sheets: Vec<String>) -> ReadAs {
    let mut evidence = Vec::new();

    if sheets.len() > 1 {
        evidence.push(Phrase::new("exchange-sheet-read").with("sheet", sheet).with("count", sheets.len()));
    }

    ReadAs {
        encoding: encoding.to_owned(),
        separator: None,
        decimal: Decimal::Point,
        dates: DateOrder::DayFirst,
        header_row: None,
        sheet: Some(sheet.to_owned()),
        sheets,
        evidence,
    }
}

fn xlsx(path: &Path, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Table> {
    let mut book: Xlsx<_> = open_workbook(path).map_err(|error: XlsxError| match error {
        XlsxError::Password => Phrase::new("exchange-book-encrypted").with("file", named(path)).into(),
        error => broken(path, &error),
    })?;
    let sheets = book.sheet_names();
    let mut wished = wishes.sheet.clone();

    // Without a wish the first sheet with rows is taken: covers and instructions often stand first and empty.
    if wished.is_none() {
        for sheet in sheets.iter().take(20) {
            let mut cells = match book.worksheet_cells_reader(sheet) {
                Ok(cells) => cells,
                Err(_) => continue,
            };

            if cells.next_cell().map_err(|error| broken(path, &error))?.is_some() {
                wished = Some(sheet.clone());
                break;
            }
        }
    }

    let sheet = choose(path, &sheets, wished.as_deref())?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(|error| broken(path, &error))?;
    let rows = u64::from(cells.dimensions().end.0) + 1;
    let mut gathering = Gathering::new(path, wishes);
    let mut row = Row::default();
    let mut number = 0;

    row.clear(1);

    while let Some(cell) = cells.next_cell().map_err(|error| broken(path, &error))? {
        let (at, column) = cell.get_position();

        if at != number {
            if !row.is_empty() {
                gathering.push(&row)?;
            }

            number = at;
            row.clear(at + 1);

            if at % 4096 == 0 && !watch(u64::from(at), rows) {
                return Err(Trouble::Stopped);
            }
        }

        put(&mut row, column as usize, cell.get_value(), path)?;
    }

    if !row.is_empty() {
        gathering.push(&row)?;
    }

    gathering.finish(wishes, believed("xlsx", &sheet, sheets))
}

fn whole<R>(path: &Path, kind: &str, mut book: R, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Table>
where
    R: Reader<BufReader<File>>,
    R::Error: std::error::Error + 'static,
{
    let sheets = book.sheet_names();
    let mut wished = wishes.sheet.clone();

    if wished.is_none() {
        wished = sheets
            .iter()
            .take(20)
            .find(|sheet| book.worksheet_range(sheet).is_ok_and(|range| !range.is_empty()))
            .cloned();
    }

    let sheet = choose(path, &sheets, wished.as_deref())?;
    let range = book.worksheet_range(&sheet).map_err(|error| broken(path, &error))?;
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    let mut gathering = Gathering::new(path, wishes);
    let mut row = Row::default();

    for (number, cells) in (first_row..).zip(range.rows()) {
        row.clear(number + 1);

        for (column, cell) in (first_column as usize..).zip(cells) {
            put(&mut row, column, &lent(cell), path)?;
        }

        if !watch(u64::from(number), u64::from(first_row) + range.height() as u64) {
            return Err(Trouble::Stopped);
        }

        gathering.push(&row)?;
    }

    gathering.finish(wishes, believed(kind, &sheet, sheets))
}

fn lent(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(flag) => DataRef::Bool(*flag),
        Data::DateTime(at) => DataRef::DateTime(*at),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn put(row: &mut Row, column: usize, value: &DataRef<'_>, path: &Path) -> Outcome<()> {
    if matches!(value, DataRef::Empty) {
        return Ok(());
    }

    if column >= CELLS_LIMIT - 1 {
        return Err(Phrase::new("exchange-too-wide")
            .with("file", named(path))
            .with("row", i64::from(row.number))
            .with("limit", CELLS_LIMIT)
            .into());
    }

    while row.len() < column {
        row.push("", CellKind::Text);
    }

    match value {
        DataRef::Int(number) => row.push(&number.to_string(), CellKind::Number),
        DataRef::Float(number) => row.push(&number_text(*number), CellKind::Number),
        DataRef::String(text) => row.push(text, CellKind::Text),
        DataRef::SharedString(text) => row.push(text, CellKind::Text),
        DataRef::Bool(flag) => row.push(if *flag { "true" } else { "false" }, CellKind::Text),
        DataRef::DateTime(at) => date(row, at),
        DataRef::DateTimeIso(text) => row.push(text, CellKind::Date),
        DataRef::DurationIso(text) => row.push(text, CellKind::Text),
        DataRef::Error(error) => row.push(&error.to_string(), CellKind::Error),
        DataRef::Empty => {}
    }

    Ok(())
}

/// The shortest text that reads back as the same number, without exponent; money kept in binary loses its dust.
fn number_text(number: f64) -> String {
    let cents = (number * 1e6).round() / 1e6;

    if number.abs() < 1e15 && (cents - number).abs() < 1e-9 { format!("{cents}") } else { format!("{number}") }
}

fn date(row: &mut Row, at: &ExcelDateTime) {
    if at.is_duration() {
        return row.push(&number_text(at.as_f64()), CellKind::Number);
    }

    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let text = if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    };

    row.push(&text, CellKind::Date);
}

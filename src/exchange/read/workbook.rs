//! Workbooks: XLSX and ODS read as a stream; XLS, which cannot be, up to a size.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xls, Xlsx, XlsxError, open_workbook};
use zip::ZipArchive;

use super::csv::{CELL_LIMIT, CELLS_LIMIT, ROW_LIMIT};
use super::guard::{Guard, Swollen};
use super::row::{CellKind, Row};
use super::trouble::{Outcome, Trouble, named, reading};
use super::{Gathering, Table, Watch, Wishes, biff, ods};
use crate::domain::phrase::Phrase;
use crate::exchange::read_as::{Answer, Doubt, Question, ReadAs};

/// The largest XLS that is read, in bytes: it is held in memory.
const WHOLE_LIMIT: u64 = 64 << 20;

/// How much memory the shared texts of an XLSX may take, roughly, in bytes.
const TEXTS_LIMIT: u64 = 256 << 20;

/// What a tag among them costs beside its text.
const TEXT_COST: u64 = 24;

/// The largest other part of an XLSX that is held in memory, in bytes.
const PART_LIMIT: u64 = 32 << 20;

/// The largest sheet, in bytes once unpacked.
pub const UNPACKED_LIMIT: u64 = 8 << 30;

/// The most files in one package; a workbook with many pictures has hundreds.
const ENTRIES_LIMIT: u64 = 20_000;

/// How many sheets are looked into for something in them.
const SHEETS_LIMIT: usize = 100;

pub fn table(path: &Path, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Table> {
    let mut file = File::open(path).map_err(|error| reading(path, &error))?;
    let mut start = [0; 4];

    file.read_exact(&mut start).map_err(|error| reading(path, &error))?;

    if start == [0xD0, 0xCF, 0x11, 0xE0] {
        return xls(path, file, wishes, watch);
    }

    if entries(&mut file).map_err(|error| reading(path, &error))? > ENTRIES_LIMIT {
        return Err(swollen(path, Swollen::Strange));
    }

    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| broken(path, &error))?;

    if archive.index_for_name("encrypted-package").is_some()
        || holds(&mut archive, "META-INF/manifest.xml", b"encryption-data")
    {
        return Err(encrypted(path));
    }

    if archive.index_for_name(ods::CONTENT).is_some() {
        return ods::table(path, archive, wishes, watch);
    }

    if !archive.file_names().filter_map(Result::ok).any(|name| inside(&name).ends_with("workbook.xml")) {
        return Err(Phrase::new("exchange-file-binary").with("file", named(path)).into());
    }

    weigh(path, &mut archive)?;
    xlsx(path, wishes, watch)
}

/// How many files a package says that it holds: reading their names takes memory for each.
fn entries(file: &mut File) -> io::Result<u64> {
    let size = file.seek(SeekFrom::End(0))?;
    let mut tail = Vec::new();

    // The end of central directory, its comment and the 64-bit record before it.
    file.seek(SeekFrom::Start(size.saturating_sub((1 << 16) + 200)))?;
    file.read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;

    let number = |at: usize, length: usize| -> Option<u64> {
        let bytes = tail.get(at..at + length)?;

        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    };
    let wide = memchr::memmem::rfind(&tail, b"PK\x06\x06").and_then(|at| number(at + 32, 8));
    let count = memchr::memmem::rfind(&tail, b"PK\x05\x06").and_then(|at| number(at + 10, 2));

    Ok(match count {
        Some(0xFFFF) => wide.unwrap_or(0xFFFF),
        count => count.unwrap_or(0),
    })
}

/// Whether a small file of the package has these bytes in it.
fn holds(archive: &mut ZipArchive<BufReader<File>>, name: &str, bytes: &[u8]) -> bool {
    let mut content = Vec::new();

    archive.by_name(name).is_ok_and(|entry| entry.take(1 << 20).read_to_end(&mut content).is_ok())
        && memchr::memmem::find(&content, bytes).is_some()
}

/// The name of a part as it is compared: some programs write `XL\\Workbook.xml`.
fn inside(name: &str) -> String {
    name.to_ascii_lowercase().replace('\\', "/")
}

/// Unpacks what will be read into nothing, before anything is unpacked into memory: what the package itself says of its
/// sizes cannot be trusted.
fn weigh(path: &Path, archive: &mut ZipArchive<BufReader<File>>) -> Outcome<()> {
    let mut total = 0_u64;

    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| broken(path, &error))?;
        let packed = entry.compressed_size();
        let name = inside(&entry.name().map_err(|error| broken(path, &error))?);

        if !name.ends_with(".xml") && !name.ends_with(".rels") || name.contains("/pivotcache/") {
            continue;
        }

        let texts = name.ends_with("sharedstrings.xml");
        let sheet = name.contains("worksheets/") || name.contains("sheet");
        let limit = if sheet {
            UNPACKED_LIMIT
        } else if texts {
            TEXTS_LIMIT
        } else {
            PART_LIMIT
        };
        let (size, tags) = Guard::new(entry, packed, limit).drain().map_err(|error| stopped(path, &error))?;

        total += size;

        if total > UNPACKED_LIMIT || texts && size + tags * TEXT_COST > TEXTS_LIMIT {
            return Err(swollen(path, Swollen::Big));
        }
    }

    Ok(())
}

/// What stopped the unpacking of a part.
pub fn stopped(path: &Path, error: &io::Error) -> Trouble {
    Swollen::of(error).map_or_else(|| broken(path, error), |why| swollen(path, why))
}

/// An encrypted workbook is a compound file with a stream of this name.
fn holds_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();

    // The directory stands near the beginning or, in files of some writers, at the end: all of it is searched.
    memchr::memmem::find(bytes, &name).is_some()
}

fn encrypted(path: &Path) -> Trouble {
    Phrase::new("exchange-book-encrypted").with("file", named(path)).into()
}

pub fn swollen(path: &Path, why: Swollen) -> Trouble {
    let key = match why {
        Swollen::Big => "exchange-book-too-big",
        Swollen::Strange => "exchange-book-strange",
    };

    Phrase::new(key).with("file", named(path)).into()
}

pub fn too_wide(path: &Path, row: u32) -> Trouble {
    Phrase::new("exchange-too-wide")
        .with("file", named(path))
        .with("row", i64::from(row))
        .with("limit", CELLS_LIMIT)
        .into()
}

pub fn broken(path: &Path, error: &dyn std::error::Error) -> Trouble {
    Phrase::new("exchange-book-broken").with("file", named(path)).with("error", error.to_string()).into()
}

/// The sheet to read: the wished one, else the first that has something in it.
pub fn choose(path: &Path, sheets: &[String], wished: Option<&str>) -> Outcome<String> {
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

/// `sheets` are all sheets, and whether there is anything in each.
pub fn believed(encoding: &str, sheet: &str, sheets: Vec<(String, bool)>, wishes: &Wishes) -> ReadAs {
    let mut read_as = ReadAs::new(encoding);
    let filled = || sheets.iter().filter(|(_, filled)| *filled).map(|(name, _)| name.as_str());

    if sheets.len() > 1 {
        read_as.evidence.push(Phrase::new("exchange-sheet-read").with("sheet", sheet).with("count", sheets.len()));
    }

    if wishes.sheet.is_none() && filled().count() > 1 {
        read_as.doubts.push(Doubt {
            question: Question::Sheet,
            columns: Vec::new(),
            why: Phrase::new("exchange-doubt-sheet").with("count", filled().count()),
            answers: [sheet]
                .into_iter()
                .chain(filled().filter(|name| *name != sheet))
                .map(|name| Answer { value: name.to_owned(), sample: String::new() })
                .collect(),
        });
    }

    read_as.sheet = Some(sheet.to_owned());
    read_as.empty_sheets = sheets.iter().filter(|(_, filled)| !filled).map(|(name, _)| name.clone()).collect();
    read_as.sheets = sheets.into_iter().map(|(name, _)| name).collect();

    read_as
}

/// Without a wish the first sheet with something in it: covers and instructions often stand first and empty.
fn pick(path: &Path, sheets: &[(String, bool)], wishes: &Wishes) -> Outcome<String> {
    let names: Vec<String> = sheets.iter().map(|(name, _)| name.clone()).collect();
    let filled = sheets.iter().find(|(_, filled)| *filled).map(|(name, _)| name.as_str());

    choose(path, &names, wishes.sheet.as_deref().or(filled))
}

fn xlsx(path: &Path, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Table> {
    let mut book: Xlsx<_> = open_workbook(path).map_err(|error: XlsxError| match error {
        XlsxError::Password => encrypted(path),
        error => broken(path, &error),
    })?;
    let names = book.sheet_names();
    let mut sheets = Vec::with_capacity(names.len());

    for (at, name) in names.into_iter().enumerate() {
        let filled = at < SHEETS_LIMIT && is_filled(&mut book, &name);

        sheets.push((name, filled));
    }

    let sheet = pick(path, &sheets, wishes)?;
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
            row.clear(at.saturating_add(1));

            if at % 4096 == 0 && !watch(u64::from(at), rows) {
                return Err(Trouble::Stopped);
            }
        }

        put(&mut row, column as usize, cell.get_value(), path)?;
    }

    if !row.is_empty() {
        gathering.push(&row)?;
    }

    gathering.finish(wishes, believed("xlsx", &sheet, sheets, wishes))
}

/// Whether a sheet has anything in it; cells that are only coloured do not count. A chart is no sheet.
fn is_filled<R: Read + Seek>(book: &mut Xlsx<R>, sheet: &str) -> bool {
    let Ok(mut cells) = book.worksheet_cells_reader(sheet) else { return false };

    // A sheet that is coloured down to its end is not searched to its end.
    for _ in 0..100_000 {
        match cells.next_cell() {
            Ok(Some(cell)) if matches!(cell.get_value(), DataRef::Empty) => {}
            Ok(Some(_)) | Err(_) => return true,
            Ok(None) => return false,
        }
    }

    false
}

fn xls(path: &Path, mut file: File, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Table> {
    let size = file.metadata().map_err(|error| reading(path, &error))?.len();

    if size > WHOLE_LIMIT {
        return Err(swollen(path, Swollen::Big));
    }

    let mut bytes = Vec::new();

    file.seek(SeekFrom::Start(0)).and_then(|_| file.read_to_end(&mut bytes)).map_err(|error| reading(path, &error))?;

    if holds_package(&bytes) {
        return Err(encrypted(path));
    }

    biff::weigh(&bytes).map_err(|why| swollen(path, why))?;
    drop(bytes);

    let mut book: Xls<_> = open_workbook(path).map_err(|error: calamine::XlsError| match error {
        calamine::XlsError::Password => encrypted(path),
        error => broken(path, &error),
    })?;
    let sheets: Vec<(String, bool)> = book
        .sheet_names()
        .into_iter()
        .map(|name| {
            let filled = book.worksheet_range(&name).is_ok_and(|range| range.used_cells().next().is_some());

            (name, filled)
        })
        .collect();
    let sheet = pick(path, &sheets, wishes)?;
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

    gathering.finish(wishes, believed("xls", &sheet, sheets, wishes))
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

    if column >= CELLS_LIMIT - 1 || row.weight() > ROW_LIMIT {
        return Err(too_wide(path, row.number));
    }

    match value {
        DataRef::Int(number) => row.put(column, &number.to_string(), CellKind::Number),
        DataRef::Float(number) => row.put(column, &number_text(*number), CellKind::Number),
        DataRef::String(text) if text.len() > CELL_LIMIT => return Err(too_wide(path, row.number)),
        DataRef::String(text) => row.put(column, text, CellKind::Text),
        DataRef::SharedString(text) => row.put(column, text, CellKind::Text),
        DataRef::Bool(flag) => row.put(column, if *flag { "true" } else { "false" }, CellKind::Text),
        DataRef::DateTime(at) => date(row, column, at),
        DataRef::DateTimeIso(text) if text.as_bytes().get(4) == Some(&b'-') => {
            row.put(column, &ods::moment(text), CellKind::Date);
        }
        DataRef::DateTimeIso(text) => row.put(column, text, CellKind::Text),
        DataRef::DurationIso(text) => row.put(column, text, CellKind::Text),
        DataRef::Error(error) => row.put(column, &error.to_string(), CellKind::Error),
        DataRef::Empty => {}
    }

    Ok(())
}

/// The shortest text that reads back as the same number, without exponent; money kept in binary loses its dust.
pub fn number_text(number: f64) -> String {
    let cents = (number * 1e6).round() / 1e6;

    if number.abs() < 1e15 && (cents - number).abs() < 1e-9 { format!("{cents}") } else { format!("{number}") }
}

fn date(row: &mut Row, column: usize, at: &ExcelDateTime) {
    if at.is_duration() {
        return row.put(column, &number_text(at.as_f64()), CellKind::Number);
    }

    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let text = if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    };

    row.put(column, &text, CellKind::Date);
}

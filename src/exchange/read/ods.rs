//! ODS, read as a stream. The library that reads the other workbooks loads all cells of all sheets of an ODS first.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::csv::{CELL_LIMIT, CELLS_LIMIT, ROW_LIMIT};
use super::guard::Guard;
use super::row::{CellKind, Row};
use super::trouble::{Outcome, Trouble, named};
use super::workbook::{UNPACKED_LIMIT, believed, broken, choose, number_text, stopped, too_wide};
use super::{Gathering, Table, Watch, Wishes};
use crate::domain::phrase::Phrase;

/// How often a row with something in it may be repeated. More is a column filled down to the end of the sheet.
const REPEAT_LIMIT: u32 = 10_000;

/// Where the cells are.
pub const CONTENT: &str = "content.xml";

type Archive = ZipArchive<BufReader<File>>;

pub fn table(path: &Path, mut archive: Archive, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Table> {
    let wished = match &wishes.sheet {
        Some(wished) => {
            let sheets = Pass::over(path, &mut archive, Wanted::Names, wishes, watch)?.sheets;
            let names: Vec<String> = sheets.into_iter().map(|(name, _)| name).collect();

            Wanted::Sheet(choose(path, &names, Some(wished))?)
        }
        None => Wanted::FirstFilled,
    };
    let pass = Pass::over(path, &mut archive, wished, wishes, watch)?;

    match pass.taken {
        Some((sheet, gathering)) => gathering.finish(wishes, believed("ods", &sheet, pass.sheets, wishes)),
        None => Err(Phrase::new("exchange-no-rows").with("file", named(path)).into()),
    }
}

enum Wanted {
    /// Only which sheets there are.
    Names,
    FirstFilled,
    Sheet(String),
}

/// What one reading of the file has found.
struct Pass<'a> {
    /// Names, and whether there is anything in it.
    sheets: Vec<(String, bool)>,
    taken: Option<(String, Gathering<'a>)>,
}

/// One sheet while it is read.
struct Sheet<'a> {
    name: String,
    filled: bool,
    /// Whether its rows are wanted.
    gathering: Option<Gathering<'a>>,
    /// Rows that stand above, blank ones counted in.
    above: u32,
    row: Row,
    row_repeat: u32,
    /// Place of the next cell.
    column: usize,
    cell: Cell,
}

#[derive(Default)]
struct Cell {
    repeat: usize,
    covered: bool,
    kind: Option<CellKind>,
    /// What the file says apart from what it shows.
    value: Option<String>,
    /// That is the text itself, to the last line end.
    exact: bool,
    shown: String,
    paragraphs: usize,
}

impl<'a> Pass<'a> {
    fn over(path: &'a Path, archive: &mut Archive, wanted: Wanted, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Self> {
        let entry = archive.by_name(CONTENT).map_err(|error| broken(path, &error))?;
        let (packed, size) = (entry.compressed_size(), entry.size().max(1));
        let guard = BufReader::with_capacity(1 << 16, Guard::new(entry, packed, UNPACKED_LIMIT));
        let mut xml = Reader::from_reader(guard);
        let mut pass = Self { sheets: Vec::new(), taken: None };
        let mut sheet: Option<Sheet<'a>> = None;
        let mut buffer = Vec::new();
        let mut rows = 0_u32;
        // Tags inside of something that says nothing of cells: notes, drawings, tables in cells.
        let mut skipped = 0_u32;
        let mut in_text = false;

        xml.config_mut().expand_empty_elements = true;

        loop {
            buffer.clear();

            match read(&mut xml, &mut buffer, path)? {
                Event::Eof => break,
                Event::Start(_) if skipped > 0 => skipped += 1,
                Event::End(_) if skipped > 0 => skipped -= 1,
                Event::Start(tag) => match (tag.local_name().as_ref(), &mut sheet) {
                    ("table", None) => {
                        let name = attribute(&tag, "table:name").unwrap_or_default();

                        // The program keeps copies of the files that formulas look into.
                        if name.starts_with("'file:") {
                            skipped = 1;
                            continue;
                        }

                        let take = match &wanted {
                            Wanted::Names => false,
                            Wanted::FirstFilled => pass.taken.is_none(),
                            Wanted::Sheet(wanted) => pass.taken.is_none() && *wanted == name,
                        };

                        sheet = Some(Sheet::new(name, take.then(|| Gathering::new(path, wishes))));
                    }
                    ("annotation" | "shapes" | "frame" | "custom-shape" | "table" | "forms" | "tracked-changes", _) => {
                        skipped = 1;
                    }
                    ("table-row", Some(sheet)) => {
                        sheet.begin_row(count(&tag, "table:number-rows-repeated"));
                        rows = rows.wrapping_add(1);

                        if rows.is_multiple_of(1024) && !watch(xml.buffer_position().min(size), size) {
                            return Err(Trouble::Stopped);
                        }
                    }
                    ("table-cell" | "covered-table-cell", Some(sheet)) => sheet.begin_cell(&tag),
                    ("p" | "h", Some(sheet)) => {
                        in_text = true;

                        if sheet.cell.paragraphs > 0 {
                            sheet.cell.shown.push('\n');
                        }

                        sheet.cell.paragraphs += 1;
                    }
                    ("s", Some(sheet)) => {
                        // As many as are said, up to the longest cell that is read.
                        let room = CELL_LIMIT.saturating_sub(sheet.cell.shown.len());
                        let spaces = usize::try_from(count(&tag, "text:c")).unwrap_or(room).min(room);

                        sheet.cell.shown.extend(std::iter::repeat_n(' ', spaces));
                    }
                    ("tab", Some(sheet)) => sheet.cell.shown.push('\t'),
                    ("line-break", Some(sheet)) => sheet.cell.shown.push('\n'),
                    _ => {}
                },
                Event::End(tag) => match (tag.local_name().as_ref(), &mut sheet) {
                    ("table", Some(_)) => {
                        if let Some(sheet) = sheet.take() {
                            if let Some(gathering) =
                                sheet.gathering.filter(|_| sheet.filled || !matches!(wanted, Wanted::FirstFilled))
                            {
                                pass.taken = Some((sheet.name.clone(), gathering));
                            }

                            pass.sheets.push((sheet.name, sheet.filled));
                        }
                    }
                    ("table-row", Some(sheet)) => sheet.end_row(path)?,
                    ("table-cell" | "covered-table-cell", Some(sheet)) => sheet.end_cell(path)?,
                    ("p" | "h", _) => in_text = false,
                    _ => {}
                },
                _ if skipped > 0 || !in_text => {}
                Event::Text(text) => {
                    if let Some(sheet) = &mut sheet {
                        sheet.cell.show(&text);
                    }
                }
                Event::CData(text) => {
                    if let Some(sheet) = &mut sheet {
                        sheet.cell.show(&text);
                    }
                }
                Event::GeneralRef(name) => {
                    if let Some(sheet) = &mut sheet {
                        let character = match &*name {
                            "lt" => Some('<'),
                            "gt" => Some('>'),
                            "amp" => Some('&'),
                            "quot" => Some('"'),
                            "apos" => Some('\''),
                            _ => name.resolve_char_ref().map_err(|error| broken(path, &error))?,
                        };

                        sheet.cell.shown.extend(character);
                    }
                }
                _ => {}
            }
        }

        Ok(pass)
    }
}

fn read<'b, R: BufRead>(xml: &mut Reader<R>, buffer: &'b mut Vec<u8>, path: &Path) -> Outcome<Event<'b>> {
    xml.read_event_into(buffer).map_err(|error| match &error {
        quick_xml::Error::Io(inner) => stopped(path, inner),
        error => broken(path, error),
    })
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.as_ref() == name)
        .and_then(|attribute| {
            attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
        })
}

/// How often something is repeated; once when nothing is said.
fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).map_or(1, |text| text.trim().parse().unwrap_or(u32::MAX))
}

impl<'a> Sheet<'a> {
    fn new(name: String, gathering: Option<Gathering<'a>>) -> Self {
        Self {
            name,
            filled: false,
            gathering,
            above: 0,
            row: Row::default(),
            row_repeat: 1,
            column: 0,
            cell: Cell::default(),
        }
    }

    fn begin_row(&mut self, repeat: u32) {
        self.row.clear(self.above.saturating_add(1));
        self.row_repeat = repeat;
        self.column = 0;
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) {
        let shown = std::mem::take(&mut self.cell.shown);
        let mut cell = Cell { repeat: 1, covered: tag.local_name().as_ref() != "table-cell", shown, ..Cell::default() };
        let mut error = false;

        cell.shown.clear();

        for attribute in tag.attributes().with_checks(false).filter_map(Result::ok) {
            let value = || attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap_or_default();

            match attribute.key.as_ref() {
                "table:number-columns-repeated" => cell.repeat = value().trim().parse().unwrap_or(usize::MAX),
                "office:value-type" => {
                    cell.kind = match &*value() {
                        "float" | "currency" | "percentage" => Some(CellKind::Number),
                        "date" => Some(CellKind::Date),
                        _ => None,
                    }
                }
                "calcext:value-type" => error = value() == "error",
                "office:string-value" => {
                    cell.exact = true;
                    cell.value = Some(value().into_owned());
                }
                "office:value" | "office:date-value" | "office:boolean-value" => {
                    cell.value = Some(value().into_owned());
                }
                _ => {}
            }
        }

        if error {
            cell.kind = Some(CellKind::Error);
            cell.value = None;
        }

        self.cell = cell;
    }

    fn end_cell(&mut self, path: &Path) -> Outcome<()> {
        let repeat = self.cell.repeat;
        let number = self.row.number;
        let (text, kind) = self.cell.read();

        if text.is_empty() || self.cell.covered {
            self.column = self.column.saturating_add(repeat);
            return Ok(());
        }

        self.filled |= !text.trim().is_empty();

        if self.gathering.is_none() {
            return Ok(());
        }

        if self.column.saturating_add(repeat) >= CELLS_LIMIT
            || text.len() > CELL_LIMIT
            || self.row.weight() + text.len().saturating_mul(repeat) > ROW_LIMIT
        {
            return Err(too_wide(path, number));
        }

        for _ in 0..repeat {
            self.row.put(self.column, &text, kind);
            self.column += 1;
        }

        Ok(())
    }

    fn end_row(&mut self, path: &Path) -> Outcome<()> {
        let repeat = self.row_repeat;

        self.above = self.above.saturating_add(repeat);

        let Some(gathering) = self.gathering.as_mut().filter(|_| !self.row.is_blank()) else { return Ok(()) };

        if repeat > REPEAT_LIMIT {
            return Err(Phrase::new("exchange-row-repeated")
                .with("file", named(path))
                .with("row", i64::from(self.row.number))
                .with("count", i64::from(repeat))
                .into());
        }

        for _ in 0..repeat {
            gathering.push(&self.row)?;
            self.row.number = self.row.number.saturating_add(1);
        }

        Ok(())
    }
}

impl Cell {
    /// Line ends of the XML are spaces; those of the cell are tags.
    fn show(&mut self, text: &str) {
        if self.shown.len() <= CELL_LIMIT {
            self.shown.extend(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
        }
    }

    /// The text of the cell and what it is.
    fn read(&self) -> (String, CellKind) {
        let value = self.value.as_deref();

        match (self.kind, value) {
            (Some(CellKind::Number), Some(value)) => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => (number_text(number), CellKind::Number),
                _ => (self.shown.clone(), CellKind::Text),
            },
            (Some(CellKind::Date), Some(value)) => (moment(value), CellKind::Date),
            (Some(CellKind::Error), _) => (self.shown.clone(), CellKind::Error),
            (_, Some(value)) if self.exact || self.paragraphs == 0 || matches!(value, "true" | "false") => {
                (value.to_owned(), CellKind::Text)
            }
            _ => (self.shown.clone(), CellKind::Text),
        }
    }
}

/// A day without midnight, a moment without fractions of seconds.
pub fn moment(value: &str) -> String {
    match value.split_once('T') {
        Some((day, time)) if time.starts_with("00:00:00") || time.is_empty() => day.to_owned(),
        Some((day, time)) => format!("{day}T{}", time.split(['.', ',']).next().unwrap_or_default()),
        None => value.to_owned(),
    }
}

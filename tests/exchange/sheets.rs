//! Writing a table and reading it again, without a desk.

use std::path::{Path, PathBuf};

use guichet::exchange::Dialect;
use guichet::exchange::read::row::{CellKind, Row};
use guichet::exchange::read::trouble::{Outcome, Trouble};
use guichet::exchange::read::{Wishes, table};
use guichet::exchange::write::cells::{Cell, Column, Currency, Shape};
use guichet::exchange::write::{Kind, Plan};

/// Each way to write a file, with the end of its name.
pub const FORMATS: [(Kind, Dialect, &str); 4] = [
    (Kind::Csv, Dialect::FrenchExcel, "csv"),
    (Kind::Csv, Dialect::Plain, "csv"),
    (Kind::Xlsx, Dialect::Plain, "xlsx"),
    (Kind::Ods, Dialect::Plain, "ods"),
];

pub fn euro() -> Currency {
    Currency { code: "EUR".into(), sign: "€".into(), decimals: 2 }
}

pub fn column(header: &str, shape: Shape) -> Column {
    Column { header: header.into(), shape }
}

pub fn plan(target: PathBuf, (kind, dialect, _): (Kind, Dialect, &str), columns: Vec<Column>) -> Plan {
    Plan { target, kind, dialect, sheet: "Membres".into(), columns, currency: euro() }
}

pub fn written(plan: &Plan, rows: &[Vec<Cell>]) -> Outcome<()> {
    let mut sheet = plan.begin()?;

    rows.iter().try_for_each(|row| sheet.row(row))?;
    sheet.finish()
}

/// The key of the sentence and the words filled into it.
pub fn said(trouble: Trouble) -> (String, String) {
    let Trouble::Said(phrase) = trouble else { panic!("stopped") };

    (phrase.key.into_owned(), format!("{:?}", phrase.args))
}

/// The number of each row that is not blank, with its cells as the importer sees them.
pub fn read_back(path: &Path, sheet: Option<&str>) -> Vec<(u32, Vec<(String, CellKind)>)> {
    let wishes = Wishes { header_row: Some(1), sheet: sheet.map(str::to_owned), ..Wishes::default() };
    let read = table(path, &wishes, &|_, _| true).unwrap();
    let csv = read.read_as.separator.is_some();
    let mut rows = read.rows.rows(0);
    let mut row = Row::default();
    let mut all = Vec::new();

    while rows.next(&mut row).unwrap() {
        let cells = (0..read.headers.len()).map(|index| {
            let cell = row.cell(index);

            (if csv { unmark(cell) } else { cell.to_owned() }, row.kind(index))
        });

        all.push((row.number, cells.collect()));
    }

    all
}

/// What the importer takes away before it looks at a cell.
fn unmark(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

/// What stands in a part of a workbook.
pub fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();

    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

pub fn left_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();

    names.sort();
    names
}

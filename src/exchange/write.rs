//! Files out: whole or not at all. One face over separated text and workbooks, chosen by the name of the file.

pub mod cells;
pub mod csv;
pub mod ods;
pub mod xlsx;

use std::fs::File;
use std::path::{Path, PathBuf};

use cells::{Cell, Column, Currency};
use tempfile::NamedTempFile;

use crate::domain::phrase::Phrase;
use crate::domain::text::excerpt;
use crate::exchange::Dialect;
use crate::exchange::read::trouble::{Outcome, Trouble, named, writing};

/// The kinds of file that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Xlsx,
    Ods,
}

impl Kind {
    /// By the name of the file.
    ///
    /// # Errors
    /// A sentence when the name ends otherwise.
    pub fn of(path: &Path) -> Outcome<Self> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());

        match extension.as_deref() {
            Some("csv" | "txt") => Ok(Self::Csv),
            Some("xlsx") => Ok(Self::Xlsx),
            Some("ods") => Ok(Self::Ods),
            _ => Err(Phrase::new("exchange-unknown-kind").with("file", named(path)).into()),
        }
    }

    /// As it stands in a sentence.
    fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Xlsx => "XLSX",
            Self::Ods => "ODS",
        }
    }
}

/// A table that is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub target: PathBuf,
    pub kind: Kind,
    /// Of a CSV; a workbook has none.
    pub dialect: Dialect,
    /// Name of the sheet, of a workbook.
    pub sheet: String,
    pub columns: Vec<Column>,
    pub currency: Currency,
}

/// Takes the rows below the header, one after the other.
pub trait Sheet {
    /// Cells in the order of the columns; missing ones at the end are empty.
    ///
    /// # Errors
    /// A sentence: no room on the disk, or a cell that this kind of file cannot hold.
    fn row(&mut self, cells: &[Cell]) -> Outcome<()>;

    /// Puts the file in place. Dropped before, nothing is left of it.
    fn finish(self: Box<Self>) -> Outcome<()>;
}

/// The columns of a sheet: where Excel and LibreOffice end.
const SHEET_COLUMNS: usize = 16_384;

/// The rows of a sheet, the header included: where Excel and LibreOffice end.
const SHEET_ROWS: u32 = 1_048_576;

impl Plan {
    /// Begins the file; its header is written.
    ///
    /// # Errors
    /// A sentence: no such folder, read-only, the target is a folder, too many columns.
    pub fn begin(&self) -> Outcome<Box<dyn Sheet + '_>> {
        if self.kind != Kind::Csv && self.columns.len() > SHEET_COLUMNS {
            return Err(Phrase::new("exchange-too-many-columns")
                .with("file", named(&self.target))
                .with("kind", self.kind.name())
                .with("limit", SHEET_COLUMNS)
                .into());
        }

        Ok(match self.kind {
            Kind::Csv => {
                let mut writer = csv::Writer::new(&self.target, self.dialect, self.currency.decimals)?;
                let headers: Vec<Cell> = self.columns.iter().map(|column| column.header.clone().into()).collect();

                writer.row(&headers)?;

                Box::new(writer)
            }
            Kind::Xlsx => Box::new(xlsx::Writer::new(self)?),
            Kind::Ods => Box::new(ods::Writer::new(self)?),
        })
    }

    /// A text that does not fit: which one, by the first text of its row.
    fn too_long(&self, cells: &[Cell], column: usize, length: usize, limit: usize) -> Trouble {
        self.unfit("exchange-cell-too-long", cells, column).with("length", length).with("limit", limit).into()
    }

    /// A text with a character that this kind of file cannot hold.
    fn unwritable(&self, cells: &[Cell], column: usize, character: char) -> Trouble {
        self.unfit("exchange-cell-unwritable", cells, column)
            .with("character", format!("U+{:04X}", u32::from(character)))
            .into()
    }

    /// More than an archive of this kind holds.
    fn too_much(&self) -> Trouble {
        Phrase::new("exchange-too-much").with("file", named(&self.target)).with("kind", self.kind.name()).into()
    }

    fn unfit(&self, key: &'static str, cells: &[Cell], column: usize) -> Phrase {
        let who = cells.iter().find_map(|cell| match cell {
            Cell::Text(text) if !text.trim().is_empty() => Some(excerpt(text)),
            _ => None,
        });

        Phrase::new(key)
            .with("file", named(&self.target))
            .with("kind", self.kind.name())
            .with("column", self.columns.get(column).map_or_else(String::new, |column| excerpt(&column.header)))
            .with("who", who.unwrap_or_default())
    }

    /// The name of the nth sheet, from 0.
    fn sheet_name(&self, index: usize) -> String {
        if index == 0 { self.sheet.clone() } else { format!("{} {}", self.sheet, index + 1) }
    }
}

/// A file that takes the place of another once it is complete; dropped before, nothing is left of it.
pub struct Beside<'a> {
    target: &'a Path,
    /// Where the file goes: the target, or what it is a link to.
    place: PathBuf,
    file: NamedTempFile,
}

impl<'a> Beside<'a> {
    /// In the folder of `target`, so that renaming is one step.
    ///
    /// # Errors
    /// A sentence: no such folder, read-only, the target is a folder or a device.
    pub fn new(target: &'a Path) -> Outcome<Self> {
        let there = target.metadata().ok();

        match &there {
            Some(meta) if meta.is_dir() => return Err(writing(target, &std::io::ErrorKind::IsADirectory.into())),
            Some(meta) if !meta.is_file() => {
                return Err(Phrase::new("exchange-target-device").with("file", named(target)).into());
            }
            Some(meta) if meta.permissions().readonly() => {
                return Err(writing(target, &std::io::ErrorKind::PermissionDenied.into()));
            }
            _ => {}
        }

        // A link stays a link: what it leads to is replaced.
        let place = match there {
            Some(_) => target.canonicalize().map_err(|error| writing(target, &error))?,
            None => target.to_owned(),
        };
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();

        builder.prefix(".guichet-");

        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;

            // What everyone's new files are, less what the user's mask takes away.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }

        let file = builder.tempfile_in(folder).map_err(|error| writing(target, &error))?;

        // Who could not read the old file is not to read the new one.
        #[cfg(unix)]
        if let Some(meta) = there {
            file.as_file().set_permissions(meta.permissions()).map_err(|error| writing(target, &error))?;
        }

        Ok(Self { target, place, file })
    }

    pub fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// The folder it stands in.
    pub fn folder(&self) -> &Path {
        self.file.path().parent().unwrap_or(Path::new("."))
    }

    /// Puts it in place, on the disk and not only on its way there.
    pub fn keep(self) -> Outcome<()> {
        let Self { target, place, file } = self;

        file.as_file().sync_all().map_err(|error| writing(target, &error))?;
        file.persist(place).map_err(|error| writing(target, &error.error))?;

        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::cells::Shape;
    use super::*;
    use crate::exchange::read::row::Row;
    use crate::exchange::read::{Wishes, table};

    pub fn plan(target: &Path) -> Plan {
        Plan {
            target: target.to_owned(),
            kind: Kind::of(target).unwrap(),
            dialect: Dialect::Plain,
            sheet: "Membres".into(),
            columns: ["Nom", "Ville"].map(|header| Column { header: header.into(), shape: Shape::Text }).to_vec(),
            currency: Currency { code: "EUR".into(), sign: "€".into(), decimals: 2 },
        }
    }

    /// Rows that differ.
    pub fn names(count: usize) -> impl Iterator<Item = [Cell; 2]> {
        (0..count).map(|index| [Cell::Text(format!("Zoé {index}")), Cell::Text("Saint-Malo".into())])
    }

    /// The rows of a sheet, written like those of [`names`]; none when there is no such sheet.
    pub fn rows_of(path: &Path, sheet: &str) -> Vec<String> {
        let wishes = Wishes { sheet: Some(sheet.into()), header_row: Some(1), ..Wishes::default() };
        let Ok(read) = table(path, &wishes, &|_, _| true) else { return Vec::new() };
        let mut rows = read.rows.rows(0);
        let mut row = Row::default();
        let mut found = Vec::new();

        assert_eq!(read.headers, ["Nom", "Ville"]);

        while rows.next(&mut row).unwrap() {
            found.push(format!("{:?}", [0, 1].map(|index| Cell::Text(row.cell(index).to_owned()))));
        }

        found
    }

    #[test]
    fn kinds() {
        for (name, kind) in [("a.csv", Kind::Csv), ("a.TXT", Kind::Csv), ("é.Xlsx", Kind::Xlsx), ("a.b.ods", Kind::Ods)]
        {
            assert_eq!(Kind::of(Path::new(name)), Ok(kind));
        }

        for name in ["", "a", "ods", "a.xls", "a.pdf"] {
            assert!(Kind::of(Path::new(name)).is_err(), "{name}");
        }
    }
}

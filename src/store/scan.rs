//! Rows read where they are: connections of their own, each walked by whoever asks. Everything else goes through SeaORM,
//! which hands every row over between two threads and takes each cell apart on the way; the million rows of a search that is
//! built, or of an export, would take twice as long.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::rows::marks;
use super::{Error, Result, Store};
use crate::domain::entity::{Entity, Id};
use crate::domain::phrase::Phrase;

/// Which way a table is walked, by its ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

impl Way {
    /// What the first page comes after.
    pub fn start(self) -> Id {
        match self {
            Self::Up => Id::nil(),
            Self::Down => Id::max(),
        }
    }

    fn rest(self) -> &'static str {
        match self {
            Self::Up => "id > ? ORDER BY id LIMIT ?",
            Self::Down => "id < ? ORDER BY id DESC LIMIT ?",
        }
    }
}

/// The connections that wait to be used again, of one file.
pub(super) struct Scans {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    /// Whether the file was closed; held while something is read.
    closed: RwLock<bool>,
}

/// A row, where it is: cells by their place in the question.
pub struct Cells<'a>(&'a rusqlite::Row<'a>);

impl Cells<'_> {
    pub fn id(&self, at: usize) -> Result<Id> {
        match self.0.get_ref(at)? {
            ValueRef::Blob(bytes) => Id::from_slice(bytes).map_err(|_| self.bad(at)),
            _ => Err(self.bad(at)),
        }
    }

    /// Nothing is an empty text.
    pub fn text(&self, at: usize) -> Result<&str> {
        match self.0.get_ref(at)? {
            ValueRef::Null => Ok(""),
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).map_err(|_| self.bad(at)),
            _ => Err(self.bad(at)),
        }
    }

    pub fn filled(&self, at: usize) -> Result<Option<&str>> {
        Ok(Some(self.text(at)?).filter(|text| !text.is_empty()))
    }

    pub fn number(&self, at: usize) -> Result<Option<i64>> {
        match self.0.get_ref(at)? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(number) => Ok(Some(number)),
            _ => Err(self.bad(at)),
        }
    }

    pub fn flag(&self, at: usize) -> Result<bool> {
        Ok(self.number(at)?.is_some_and(|number| number != 0))
    }

    /// That the cell at `at` does not hold what it should.
    pub fn bad(&self, at: usize) -> Error {
        let column = self.0.as_ref().column_name(at).unwrap_or_default().to_owned();

        Phrase::new("failure-unreadable-row").with("column", column).into()
    }
}

/// Rows as texts, whole numbers and ids written out: of each its id and its cells.
#[derive(Default)]
pub(super) struct Texts {
    ids: Vec<Id>,
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
}

impl Texts {
    /// Each row: its id, and so many cells.
    pub fn rows(&self, cells: usize, mut give: impl FnMut(Id, &[&str])) {
        let mut row = Vec::with_capacity(cells);
        let mut start = 0;

        for (nth, id) in self.ids.iter().enumerate() {
            row.clear();

            for end in &self.ends[nth * cells..(nth + 1) * cells] {
                row.push(&self.text[start..*end]);
                start = *end;
            }

            give(*id, &row);
        }
    }

    fn push(&mut self, row: &Cells<'_>, cells: usize) -> Result<()> {
        use std::fmt::Write as _;

        self.ids.push(row.id(0)?);

        for at in 1..=cells {
            match row.0.get_ref(at)? {
                ValueRef::Null => {}
                ValueRef::Integer(number) => {
                    let _ = write!(self.text, "{number}");
                }
                ValueRef::Blob(bytes) => {
                    let id = Id::from_slice(bytes).map_err(|_| row.bad(at))?;
                    let _ = write!(self.text, "{}", id.simple());
                }
                _ => self.text.push_str(row.text(at)?),
            }

            self.ends.push(self.text.len());
        }

        Ok(())
    }
}

impl Scans {
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), idle: Mutex::default(), closed: RwLock::default() }
    }

    /// Gives what a question finds, row by row.
    fn each(&self, sql: &str, values: &[Value], mut give: impl FnMut(&Cells<'_>) -> Result<()>) -> Result<()> {
        let closed = self.closed.read().unwrap_or_else(PoisonError::into_inner);

        if *closed {
            return Err(Phrase::new("failure-cannot-open").into());
        }

        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = idle.map_or_else(|| self.connect(), Ok)?;
        {
            let mut question = connection.prepare_cached(sql)?;
            let mut rows = question.query(params_from_iter(values))?;

            while let Some(row) = rows.next()? {
                give(&Cells(row))?;
            }
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);

        Ok(())
    }

    /// What a question for an id and so many cells finds.
    fn texts(&self, sql: &str, values: &[Value], cells: usize) -> Result<Texts> {
        let mut texts = Texts::default();

        self.each(sql, values, |row| texts.push(row, cells))?;

        Ok(texts)
    }

    /// Waits for what is being read, and lets the file go.
    pub fn close(&self) {
        *self.closed.write().unwrap_or_else(PoisonError::into_inner) = true;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn connect(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;

        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "cache_size", -2000)?;

        Ok(connection)
    }
}

impl Store {
    /// Whether rows can be read where they are: not in memory.
    pub fn scans(&self) -> bool {
        self.scans.is_some()
    }

    /// Gives the next `count` live rows after the id `after`, one way or the other: the id, then the columns, or what SQL
    /// makes of them. Gives how many there were. To be called off the async threads.
    ///
    /// # Errors
    /// The file cannot be read or was closed; what `give` fails with.
    pub fn scan<E: Entity>(
        &self,
        columns: &str,
        (way, after): (Way, Id),
        count: usize,
        mut give: impl FnMut(&Cells<'_>) -> Result<()>,
    ) -> Result<usize> {
        let Some(scans) = &self.scans else { return Ok(0) };
        let sql = format!("SELECT id, {columns} FROM {} WHERE archived_at IS NULL AND {}", E::TABLE.name, way.rest());
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let mut given = 0;

        scans.each(&sql, &[blob(after), Value::Integer(count)], |cells| {
            given += 1;

            give(cells)
        })?;

        Ok(given)
    }

    /// These columns of the live rows with these ids, as texts.
    pub(super) async fn texts<E: Entity>(
        scans: &Arc<Scans>,
        columns: &[&'static str],
        ids: impl Iterator<Item = Id>,
    ) -> Result<Texts> {
        let values: Vec<Value> = ids.map(blob).collect();
        let sql = format!(
            "SELECT id{} FROM {} WHERE archived_at IS NULL AND id IN ({})",
            columns.iter().map(|name| format!(", {name}")).collect::<String>(),
            E::TABLE.name,
            marks(values.len())
        );
        let (scans, cells) = (scans.clone(), columns.len());

        tokio::task::spawn_blocking(move || scans.texts(&sql, &values, cells))
            .await
            .map_err(|error| Phrase::new("failure-storage").with("detail", error.to_string()))?
    }
}

/// An id as a value to ask for.
fn blob(id: Id) -> Value {
    Value::Blob(id.as_bytes().to_vec())
}

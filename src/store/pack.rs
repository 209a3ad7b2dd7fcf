//! Some columns of many rows, fast: SQLite packs a page of rows into one cell, which costs a fraction of handing over
//! every cell. Members whom an import meets or who are compared come so, and rows that are looked up, also in a transaction.

use chrono::DateTime;
use sea_orm::ConnectionTrait;

use crate::domain::entity::{Column, Entity, Id, Kind, Table, Value};

use super::rows::{marks, statement};
use super::{Read, Result, Store};

/// Behind each cell of a row, and between rows: no text holds these bytes, as they are not UTF-8.
const CELL: u8 = 0xFF;
const ROW: u8 = 0xFE;

/// A cell of a whole row that holds nothing.
const NULL: u8 = 0xFD;

/// How many rows are looked up at once.
const AT_ONCE: usize = 2_000;

/// A page of live rows, in the order of their ids: of each its id, `I` ids of others, and `N` cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack<const I: usize, const N: usize> {
    /// What the page comes after, and the id of its last row: where the next page begins.
    pub after: Id,
    pub last: Id,
    pub count: usize,
    bytes: Vec<u8>,
}

/// These columns, those of `ids` filled in each row, of the first `count` live rows after the id `after`; none at the end.
pub(super) async fn pack<E: Entity, const I: usize, const N: usize>(
    connection: &impl ConnectionTrait,
    ids: &[&'static str; I],
    columns: &[&'static str; N],
    after: Id,
    count: usize,
) -> Result<Option<Pack<I, N>>> {
    let tail: String = ids.iter().map(|id| format!("{id} || ")).collect();
    let sql = format!(
        "SELECT count(*), {lines} FROM (
             SELECT {line} AS line FROM {table} WHERE archived_at IS NULL AND id > ? ORDER BY id LIMIT ?
         )",
        lines = lines("line"),
        line = line(&E::TABLE, columns, "''", &format!("{tail}id")),
        table = E::TABLE.name,
    );
    let limit = i64::try_from(count).unwrap_or(i64::MAX);
    let Some(row) = connection.query_one_raw(statement(sql, [after.into(), limit.into()])).await? else {
        return Ok(None);
    };
    let count: i64 = row.try_get_by_index(0)?;
    let Some(bytes) = row.try_get_by_index::<Option<Vec<u8>>>(1)? else { return Ok(None) };
    // The rows come in the order of the inner question, which its limit makes SQLite keep.
    let Some(last) = bytes.last_chunk() else { return Ok(None) };

    Ok(Some(Pack { after, last: Id::from_bytes(*last), count: usize::try_from(count).unwrap_or(0), bytes }))
}

/// All columns of the live rows whose `column` is one of `ids`, in no particular order; none when what is stored as text is
/// none: they then have to be read cell by cell.
pub(super) async fn whole<E: Entity>(
    connection: &impl ConnectionTrait,
    column: &str,
    ids: &[Id],
) -> Result<Option<Vec<E>>> {
    let names: Vec<&'static str> = E::TABLE.columns.iter().map(|column| column.name).collect();
    let sql = format!(
        "SELECT count(*), {lines} FROM {table} WHERE archived_at IS NULL AND {column} IN ({marks})",
        lines = lines(&line(&E::TABLE, &names, &format!("x'{NULL:02x}'"), "id")),
        table = E::TABLE.name,
        marks = marks(ids.len()),
    );
    let row = connection.query_one_raw(statement(sql, ids.iter().map(|&id| id.into()))).await?;
    let Some(row) = row else { return Ok(None) };
    let count: i64 = row.try_get_by_index(0)?;
    let bytes: Vec<u8> = row.try_get_by_index::<Option<_>>(1)?.unwrap_or_default();
    let mut rest = Rest(&bytes);
    let mut rows = Vec::new();

    for nth in 0..usize::try_from(count).unwrap_or(0) {
        let mut cells = || {
            rest.row(nth)?;
            let cell = |column: &Column| rest.bytes().and_then(|cell| value(column.kind, cell));
            let values: Vec<Value> = E::TABLE.columns.iter().map(cell).collect::<Option<_>>()?;

            Some((rest.id()?, values))
        };
        let Some((id, values)) = cells() else { return Ok(None) };

        rows.push(E::from_values(id, values)?);
    }

    Ok(rest.0.is_empty().then_some(rows))
}

/// What a cell of a whole row holds.
fn value(kind: Kind, cell: &[u8]) -> Option<Value> {
    if cell == [NULL] {
        return Some(Value::Null);
    }

    let text = std::str::from_utf8(cell).ok()?;

    Some(match kind {
        Kind::Text => Value::Text(text.to_owned()),
        Kind::Integer => Value::Integer(text.parse().ok()?),
        Kind::Bool => Value::Bool(text.parse::<i64>().ok()? != 0),
        Kind::Id if text.is_empty() => Value::Null,
        Kind::Id => Value::Id(text.parse().ok()?),
        Kind::Date => Value::Date(text.parse().ok()?),
        Kind::Instant => Value::Instant(DateTime::from_timestamp_micros(text.parse().ok()?)?),
    })
}

/// A row in SQL: its cells, `nothing` for those that hold none, and behind them the ids of `tail`. Ids that are cells are
/// hexadecimal.
fn line(table: &Table, columns: &[&'static str], nothing: &str, tail: &str) -> String {
    let cell = |name: &&'static str| match table.column(name) {
        Some(column) if column.kind == Kind::Id => format!("hex({name}), "),
        Some(column) if !column.optional => format!("{name}, "),
        _ => format!("coalesce({name}, {nothing}), "),
    };
    let cells: String = columns.iter().map(cell).collect();

    format!("concat_ws(x'{CELL:02x}', {cells}{tail})")
}

/// Rows one behind the other, in SQL.
fn lines(line: &str) -> String {
    format!("CAST(group_concat({line}, x'{ROW:02x}') AS BLOB)")
}

impl Store {
    /// Gives these columns of the live rows with these ids, each cell as in [`Read::pack`], in no particular order: the
    /// place of the row's id among `ids`, and its cells.
    pub async fn packed<E: Entity>(
        &self,
        columns: &[&'static str],
        ids: &[Id],
        mut give: impl FnMut(usize, &[&str]) + Send,
    ) -> Result<()> {
        let mut places: Vec<(Id, usize)> = ids.iter().copied().zip(0..).collect();

        places.sort_unstable();

        let place = |id: &Id| places.binary_search_by_key(id, |(id, _)| *id).ok().map(|at| places[at].1);

        for part in places.chunks(AT_ONCE) {
            if let Some(scans) = &self.scans {
                let texts = Self::texts::<E>(scans, columns, part.iter().map(|&(id, _)| id)).await?;

                texts.rows(columns.len(), |id, cells| {
                    if let Some(place) = place(&id) {
                        give(place, cells);
                    }
                });

                continue;
            }

            // In memory: the one connection there is hands over every cell.
            let texts: String = columns.iter().map(|name| format!(", {}", text(&E::TABLE, name))).collect();
            let sql = format!(
                "SELECT id{texts} FROM {} WHERE archived_at IS NULL AND id IN ({})",
                E::TABLE.name,
                marks(part.len())
            );

            for row in self.connection().query_all_raw(statement(sql, part.iter().map(|&(id, _)| id.into()))).await? {
                let cells: Vec<String> = (1..=columns.len())
                    .map(|at| Ok(row.try_get_by_index::<Option<String>>(at)?.unwrap_or_default()))
                    .collect::<Result<_>>()?;
                let id: Id = row.try_get_by_index(0)?;

                if let Some(place) = place(&id) {
                    give(place, &cells.iter().map(String::as_str).collect::<Vec<_>>());
                }
            }
        }

        Ok(())
    }
}

/// A cell as a text, in SQL.
fn text(table: &Table, name: &str) -> String {
    match table.column(name).map(|column| column.kind) {
        Some(Kind::Id) => format!("hex({name})"),
        _ => format!("CAST({name} AS TEXT)"),
    }
}

impl<const I: usize, const N: usize> Pack<I, N> {
    /// What `read` makes of each row, from its id, the ids of others and its cells; none when the page does not come apart
    /// into its rows, or `read` gives none: it then has to be read cell by cell.
    pub fn rows<'a, T>(&'a self, read: impl Fn(Id, [Id; I], [&'a str; N]) -> Option<T>) -> Option<Vec<T>> {
        let mut rows = Vec::with_capacity(self.count);
        let mut rest = Rest(&self.bytes);

        for nth in 0..self.count {
            let mut cells = [""; N];
            let mut ids = [Id::nil(); I];

            rest.row(nth)?;

            for cell in &mut cells {
                *cell = rest.cell()?;
            }

            for id in &mut ids {
                *id = rest.id()?;
            }

            rows.push(read(rest.id()?, ids, cells)?);
        }

        rest.0.is_empty().then_some(rows)
    }
}

/// What is left of packed rows.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    /// Begins the `nth` row.
    fn row(&mut self, nth: usize) -> Option<()> {
        if nth > 0 {
            self.0 = self.0.strip_prefix(&[ROW])?;
        }

        Some(())
    }

    fn id(&mut self) -> Option<Id> {
        let (id, rest) = self.0.split_first_chunk::<16>()?;

        self.0 = rest;

        Some(Id::from_bytes(*id))
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let end = memchr::memchr2(CELL, ROW, self.0)?;
        let (cell, rest) = self.0.split_at(end);

        self.0 = rest.strip_prefix(&[CELL])?;

        Some(cell)
    }

    fn cell(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }
}

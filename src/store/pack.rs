//! Some columns of many rows, fast: SQLite packs a page of rows into one text, which costs a fraction of handing over
//! every cell. The directory is built from it.

use sea_orm::ConnectionTrait;

use crate::domain::entity::{Entity, Id, Kind};

use super::rows::{marks, statement};
use super::{Read, Result, Store};

/// Between the cells of a row, and between rows. Text that holds them makes its page unreadable, which is noticed.
const CELL: char = '\u{1f}';
const ROW: char = '\u{1e}';

/// How many rows are looked up at once.
const AT_ONCE: usize = 2_000;

/// A page of live rows, in the order of their ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack<const N: usize> {
    /// The id of the last one: where the next page begins.
    pub last: Id,
    count: usize,
    text: String,
}

/// These columns of the first `count` live rows after the id `after`; none at the end.
pub(super) async fn pack<E: Entity, const N: usize>(
    connection: &impl ConnectionTrait,
    columns: &[&'static str; N],
    after: Id,
    count: usize,
) -> Result<Option<Pack<N>>> {
    let cell = |name: &&'static str| match E::TABLE.column(name).map(|column| column.kind) {
        Some(Kind::Id) => format!("hex({name})"),
        _ => (*name).to_owned(),
    };
    let cells: Vec<String> = columns.iter().map(cell).collect();
    let sql = format!(
        "SELECT count(*), max(id), group_concat(line, '{ROW}') FROM (
             SELECT id, printf('{format}', hex(id), {cells}) AS line
             FROM {table} WHERE archived_at IS NULL AND id > ? ORDER BY id LIMIT ?
         )",
        format = vec!["%s"; N + 1].join(&CELL.to_string()),
        cells = cells.join(", "),
        table = E::TABLE.name,
    );
    let limit = i64::try_from(count).unwrap_or(i64::MAX);
    let Some(row) = connection.query_one_raw(statement(sql, [after.into(), limit.into()])).await? else {
        return Ok(None);
    };
    let Some(last) = row.try_get_by_index::<Option<Id>>(1)? else { return Ok(None) };
    let count: i64 = row.try_get_by_index(0)?;

    Ok(Some(Pack { last, count: usize::try_from(count).unwrap_or(0), text: row.try_get_by_index(2)? }))
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
            let cells: String = columns.iter().map(|name| format!(", {name}")).collect();
            let rows = format!("FROM {} WHERE archived_at IS NULL AND id IN ({})", E::TABLE.name, marks(part.len()));
            let sql = format!(
                "SELECT count(*), group_concat(printf('{format}', hex(id){cells}), '{ROW}') {rows}",
                format = vec!["%s"; columns.len() + 1].join(&CELL.to_string()),
            );
            let values = || part.iter().map(|&(id, _)| id.into());
            let row = self.connection().query_one_raw(statement(sql, values())).await?;
            let (count, text) = match row {
                Some(row) => {
                    (row.try_get_by_index::<i64>(0)?, row.try_get_by_index::<Option<String>>(1)?.unwrap_or_default())
                }
                None => continue,
            };

            if let Some(lines) = lines(&text, usize::try_from(count).unwrap_or(0), columns.len()) {
                for (id, cells) in lines {
                    if let Some(place) = place(&id) {
                        give(place, &cells);
                    }
                }

                continue;
            }

            // A text holds what separates them: cell by cell.
            let texts: String = columns.iter().map(|name| format!(", CAST({name} AS TEXT)")).collect();

            for row in self.connection().query_all_raw(statement(format!("SELECT id{texts} {rows}"), values())).await? {
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

/// The rows of a packed text; none when it does not hold `count` rows of so many cells.
fn lines(text: &str, count: usize, cells: usize) -> Option<Vec<(Id, Vec<&str>)>> {
    if count == 0 {
        return Some(Vec::new());
    }

    let mut rows = Vec::with_capacity(count);

    for line in text.split(ROW) {
        let mut parts = line.split(CELL);
        let id = id(parts.next()?)?;
        let mut row = Vec::with_capacity(cells);

        row.extend(parts);

        if row.len() != cells {
            return None;
        }

        rows.push((id, row));
    }

    (rows.len() == count).then_some(rows)
}

impl<const N: usize> Pack<N> {
    /// What `read` makes of each row, from its id and its cells; none when a text holds what separates them, or `read`
    /// gives none: the page then has to be read cell by cell.
    pub fn rows<'a, T>(&'a self, read: impl Fn(Id, [&'a str; N]) -> Option<T>) -> Option<Vec<T>> {
        let mut rows = Vec::with_capacity(self.count);

        for line in self.text.split(ROW) {
            let mut cells = line.split(CELL);
            let id = id(cells.next()?)?;
            let mut row = [""; N];

            for cell in &mut row {
                *cell = cells.next()?;
            }

            if cells.next().is_some() {
                return None;
            }

            rows.push(read(id, row)?);
        }

        (rows.len() == self.count).then_some(rows)
    }
}

/// An id as `hex` writes it.
pub fn id(hex: &str) -> Option<Id> {
    (hex.len() == 32).then(|| u128::from_str_radix(hex, 16).ok().map(Id::from_u128)).flatten()
}

//! Actions of many rows: a large page cache, and indexes that are made once the rows are in where that is less work than
//! keeping them current row by row.

use sea_orm::ConnectionTrait;

use super::rows::statement;
use super::{Result, Tx};

/// The page cache while rows are written all over the file; while they only come behind the others; and while an index is
/// made, which sorts in as much memory again.
pub(super) const LARGE_CACHE: &str = "PRAGMA cache_size = -120000";
const BEHIND_CACHE: &str = "PRAGMA cache_size = -48000";
const SORTING_CACHE: &str = "PRAGMA cache_size = -32000";

/// Fewer rows than this are written with their indexes.
const MANY: usize = 10_000;

impl Tx {
    /// Prepares for many rows: a large page cache until the end of the action.
    pub async fn bulk(&mut self) -> Result<()> {
        self.connection.execute_unprepared(LARGE_CACHE).await?;

        Ok(())
    }

    /// As [`Tx::bulk`], for so many new rows in each of these tables, and their lines in the journal. The indexes of tables
    /// that at least double are away until the commit: inside this action rows are then only found by their id, and what
    /// a row refers to has to be there before it.
    pub async fn bulk_of(&mut self, coming: &[(&str, usize)]) -> Result<()> {
        self.bulk().await?;

        let journal = ("change", coming.iter().map(|(_, rows)| rows).sum());

        for &(table, rows) in coming.iter().chain([&journal]).filter(|(_, rows)| *rows >= MANY) {
            let there = self.connection.query_one_raw(statement(format!("SELECT count(*) FROM {table}"), [])).await?;
            let there: i64 = there.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);

            if usize::try_from(there).unwrap_or(usize::MAX) > rows {
                continue;
            }

            let indexes = self
                .connection
                .query_all_raw(statement(
                    "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
                    [table.into()],
                ))
                .await?;

            for index in indexes {
                let name: String = index.try_get_by_index(0)?;

                self.connection.execute_unprepared(&format!("DROP INDEX {name}")).await?;
                self.away.push(index.try_get_by_index(1)?);
            }
        }

        if !self.away.is_empty() {
            self.connection.execute_unprepared(BEHIND_CACHE).await?;
        }

        Ok(())
    }

    /// Makes the indexes that are away.
    pub(super) async fn index_again(&mut self) -> Result<()> {
        if !self.away.is_empty() {
            self.connection.execute_unprepared(SORTING_CACHE).await?;
        }

        for index in std::mem::take(&mut self.away) {
            self.connection.execute_unprepared(&index).await?;
        }

        Ok(())
    }
}

//! The bytes of files, by their hash. They are no rows of the journal: a value that names them is, and a content stays
//! when no value names it any more, so that every undo finds its file.

use sea_orm::{ConnectionTrait, Value as Sql};

use super::rows::statement;
use super::{Result, Store, Tx};

impl Tx {
    /// Keeps the bytes; those that are there already are kept once.
    pub async fn keep_content(&self, hash: &str, bytes: Vec<u8>) -> Result<()> {
        self.connection
            .execute_raw(statement(
                "INSERT INTO content (hash, bytes) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING",
                [hash.into(), Sql::Bytes(Some(bytes))],
            ))
            .await?;

        Ok(())
    }

    /// How many bytes of that hash there are.
    pub async fn content_size(&self, hash: &str) -> Result<Option<u64>> {
        let row = self
            .connection
            .query_one_raw(statement("SELECT length(bytes) FROM content WHERE hash = ?", [hash.into()]))
            .await?;
        let size: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;

        Ok(size.and_then(|size| u64::try_from(size).ok()))
    }
}

impl Store {
    /// The bytes of that hash.
    pub async fn content(&self, hash: &str) -> Result<Option<Vec<u8>>> {
        let row =
            self.reader.query_one_raw(statement("SELECT bytes FROM content WHERE hash = ?", [hash.into()])).await?;

        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
    }
}

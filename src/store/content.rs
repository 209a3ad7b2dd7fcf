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

/// The hashes that live values of files name.
const NAMED: &str = "SELECT DISTINCT json_extract(v.value, '$.hash') AS hash
    FROM field_value v JOIN custom_field f ON f.id = v.field AND f.kind = 'file'
    WHERE v.value IS NOT NULL AND v.archived_at IS NULL AND json_valid(v.value)";

impl Store {
    /// The hashes of the files that waiting values name.
    pub async fn contents_to_send(&self) -> Result<Vec<String>> {
        self.hashes(&format!("{NAMED} AND EXISTS (SELECT 1 FROM outbox o WHERE o.row = v.id)")).await
    }

    /// The hashes that are named and whose content is not here.
    pub async fn contents_missing(&self) -> Result<Vec<String>> {
        self.hashes(&format!("SELECT hash FROM ({NAMED}) WHERE hash NOT IN (SELECT hash FROM content)")).await
    }

    /// The hashes of all contents.
    pub async fn contents(&self) -> Result<Vec<String>> {
        self.hashes("SELECT hash FROM content").await
    }

    /// Keeps a content that came from another desk.
    pub async fn add_content(&self, hash: &str, bytes: Vec<u8>) -> Result<()> {
        self.writer
            .execute_raw(statement(
                "INSERT INTO content (hash, bytes) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING",
                [hash.into(), Sql::Bytes(Some(bytes))],
            ))
            .await?;

        Ok(())
    }

    async fn hashes(&self, sql: &str) -> Result<Vec<String>> {
        let rows = self.reader.query_all_raw(statement(sql, [])).await?;

        Ok(rows
            .iter()
            .map(|row| row.try_get_by_index::<Option<String>>(0))
            .collect::<std::result::Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .filter(|hash| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .collect())
    }
}

//! What can be read of a workspace: by anyone from the store, and inside an action from its transaction.

use std::collections::HashMap;
use std::future::Future;

use sea_orm::ConnectionTrait;

use crate::domain::entity::{Entity, Id, Instant};

use super::authors::{Authors, authors};
use super::lists::holders;
use super::pack::{Pack, pack};
use super::rows::{columns, decode, marks, select, select_in, statement};
use super::{CHUNK, Result, Store, Tx};

/// Live rows only, unless said otherwise.
pub trait Read: Sync {
    #[doc(hidden)]
    fn connection(&self) -> &impl ConnectionTrait;

    fn get<E: Entity>(&self, id: Id) -> impl Future<Output = Result<Option<E>>> + Send {
        async move { Ok(select(self.connection(), "AND id = ?", [id.into()]).await?.pop()) }
    }

    /// Also when it was archived.
    fn get_any<E: Entity>(&self, id: Id) -> impl Future<Output = Result<Option<E>>> + Send {
        async move {
            let sql = format!("SELECT {} FROM {} WHERE id = ?", columns(&E::TABLE), E::TABLE.name);

            self.connection().query_one_raw(statement(sql, [id.into()])).await?.map(|row| decode(&row)).transpose()
        }
    }

    /// All, by order of receipt.
    fn all<E: Entity>(&self) -> impl Future<Output = Result<Vec<E>>> + Send {
        async move { select(self.connection(), "ORDER BY id", []).await }
    }

    /// The first `count` after the id `after`, in the order of ids.
    fn after<E: Entity>(&self, after: Id, count: usize) -> impl Future<Output = Result<Vec<E>>> + Send {
        let count = i64::try_from(count).unwrap_or(i64::MAX);

        async move { select(self.connection(), "AND id > ? ORDER BY id LIMIT ?", [after.into(), count.into()]).await }
    }

    /// These columns of the first `count` live rows after the id `after`; none at the end. `ids` are columns that hold the
    /// id of another row. Empty cells are empty texts, flags 0 or 1, moments microseconds.
    fn pack<E: Entity, const I: usize, const N: usize>(
        &self,
        ids: &[&'static str; I],
        columns: &[&'static str; N],
        after: Id,
        count: usize,
    ) -> impl Future<Output = Result<Option<Pack<I, N>>>> + Send {
        pack::<E, I, N>(self.connection(), ids, columns, after, count)
    }

    /// Those with these ids, in no particular order.
    fn some<E: Entity>(&self, ids: &[Id]) -> impl Future<Output = Result<Vec<E>>> + Send {
        async move { select_in(self.connection(), "id", ids).await }
    }

    /// Those that refer by `column` to `id`, by order of receipt.
    fn of<E: Entity>(&self, column: &'static str, id: Id) -> impl Future<Output = Result<Vec<E>>> + Send {
        async move { select(self.connection(), &format!("AND {column} = ? ORDER BY id"), [id.into()]).await }
    }

    /// Those that refer by `column` to `id`, archived ones included.
    fn of_any_state<E: Entity>(&self, column: &'static str, id: Id) -> impl Future<Output = Result<Vec<E>>> + Send {
        async move {
            let sql = format!("SELECT {} FROM {} WHERE {column} = ? ORDER BY id", columns(&E::TABLE), E::TABLE.name);

            self.connection().query_all_raw(statement(sql, [id.into()])).await?.iter().map(decode).collect()
        }
    }

    /// Those that refer by `column` to one of `ids`, in no particular order.
    fn of_any<E: Entity>(&self, column: &'static str, ids: &[Id]) -> impl Future<Output = Result<Vec<E>>> + Send {
        async move { select_in(self.connection(), column, ids).await }
    }

    /// Those with these ids, archived or not, each with whether it is; in no particular order.
    fn some_any_state<E: Entity>(&self, ids: &[Id]) -> impl Future<Output = Result<Vec<(E, bool)>>> + Send {
        async move {
            let mut found = Vec::with_capacity(ids.len());

            for ids in ids.chunks(CHUNK) {
                let sql = format!(
                    "SELECT {}, archived_at IS NOT NULL FROM {} WHERE id IN ({})",
                    columns(&E::TABLE),
                    E::TABLE.name,
                    marks(ids.len())
                );

                for row in self.connection().query_all_raw(statement(sql, ids.iter().map(|&id| id.into()))).await? {
                    let archived: i64 = row.try_get_by_index(E::TABLE.columns.len() + 1)?;

                    found.push((decode(&row)?, archived != 0));
                }
            }

            Ok(found)
        }
    }

    /// Those whose text `column` is one of `texts`, in no particular order.
    fn with_texts<E: Entity>(
        &self,
        column: &'static str,
        texts: &[String],
    ) -> impl Future<Output = Result<Vec<E>>> + Send {
        async move {
            let mut found = Vec::new();

            for texts in texts.chunks(CHUNK) {
                let rest = format!("AND {column} IN ({})", marks(texts.len()));

                found.extend(select(self.connection(), &rest, texts.iter().map(|text| text.as_str().into())).await?);
            }

            Ok(found)
        }
    }

    /// Who gave the fields of these rows their values.
    fn authors(&self, rows: &[Id]) -> impl Future<Output = Result<HashMap<Id, Authors>>> + Send {
        async move { authors(self.connection(), rows).await }
    }

    /// Those whose text `column` is exactly `text`, by order of receipt.
    fn with_text<E: Entity>(&self, column: &'static str, text: &str) -> impl Future<Output = Result<Vec<E>>> + Send {
        async move { select(self.connection(), &format!("AND {column} = ? ORDER BY id"), [text.into()]).await }
    }

    /// The ids of those whose text `column` is exactly `text`, by order of receipt.
    fn ids_with_text<E: Entity>(
        &self,
        column: &'static str,
        text: &str,
    ) -> impl Future<Output = Result<Vec<Id>>> + Send {
        async move {
            let sql =
                format!("SELECT id FROM {} WHERE archived_at IS NULL AND {column} = ? ORDER BY id", E::TABLE.name);
            let rows = self.connection().query_all_raw(statement(sql, [text.into()])).await?;

            rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
        }
    }

    /// How many subscriptions at this price are valid at the moment `at`.
    fn holders(&self, price: Id, at: Instant) -> impl Future<Output = Result<usize>> + Send {
        holders(self, price, at)
    }

    /// How many live rows an entity has.
    fn count<E: Entity>(&self) -> impl Future<Output = Result<usize>> + Send {
        async move {
            // The plus: see the lists.
            let sql = format!("SELECT count(*) FROM {} WHERE +archived_at IS NULL", E::TABLE.name);
            let row = self.connection().query_one_raw(statement(sql, [])).await?;
            let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);

            Ok(usize::try_from(count).unwrap_or(0))
        }
    }
}

impl Read for Store {
    fn connection(&self) -> &impl ConnectionTrait {
        &self.reader
    }
}

impl Read for Tx {
    fn connection(&self) -> &impl ConnectionTrait {
        &self.connection
    }
}

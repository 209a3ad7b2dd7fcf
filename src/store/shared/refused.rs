//! What the server refused: kept until someone decides, mended and sent again, or put aside.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::store::rows::statement;
use crate::store::{Result, Store};
use crate::sync::wire::{Op, OpKind, Why};

use super::{json, parse};

/// An operation that the server refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    pub op: Op,
    pub why: Option<Why>,
    /// When it was answered, microseconds.
    pub at: i64,
}

impl Store {
    /// What was refused and not settled, oldest first.
    pub async fn refused(&self) -> Result<Vec<Refused>> {
        let rows = self
            .reader
            .query_all_raw(statement(
                "SELECT payload, why, at FROM sync_refused WHERE settled_at IS NULL ORDER BY at, op",
                [],
            ))
            .await?;

        rows.iter()
            .map(|row| {
                Ok(Refused {
                    op: parse(&row.try_get_by_index::<String>(0)?)?,
                    why: parse(&row.try_get_by_index::<String>(1)?)?,
                    at: row.try_get_by_index(2)?,
                })
            })
            .collect()
    }

    /// Puts a refused operation aside: it stays in the file, and is not listed any more.
    pub async fn put_aside(&self, op: Uuid, now: i64) -> Result<()> {
        self.writer
            .execute_raw(statement("UPDATE sync_refused SET settled_at = ? WHERE op = ?", [now.into(), op.into()]))
            .await?;

        Ok(())
    }

    /// Sends a refused operation again, with what it says now, as a change of the row as it is now. Its row is shown with
    /// it at once. Returns the row that changed.
    pub async fn send_again(&self, refused: &Op, now: i64) -> Result<super::Touched> {
        let mut exchange = self.exchange(now).await?;
        let Some(table) = crate::sync::rules::table(&refused.entity) else { return Ok(Vec::new()) };
        let here = exchange.rows(table, &[refused.row]).await?.remove(&refused.row);
        let rev = here.as_ref().and_then(|here| here.rev);
        let mut cells = here.map(|here| here.cells).unwrap_or_default();
        let kind = if rev.is_none() { OpKind::Insert } else { refused.kind };

        cells.extend(refused.set.clone());
        exchange.put(table, &[(refused.row, cells, rev)]).await?;
        exchange
            .run(
                "INSERT INTO outbox (op, entity, row, kind, base, clock, fields) VALUES (randomblob(16), ?, ?, ?, ?, ?, ?)",
                [
                    refused.entity.as_str().into(),
                    refused.row.into(),
                    kind.name().into(),
                    rev.unwrap_or(0).into(),
                    now.into(),
                    json(&refused.set)?.into(),
                ],
            )
            .await?;
        exchange.run("UPDATE sync_refused SET settled_at = ? WHERE op = ?", [now.into(), refused.op.into()]).await?;
        exchange.connection.commit().await?;
        exchange.touched.push((table.name, refused.row));

        Ok(exchange.touched)
    }
}

//! What two desks said differently, and what the server refused: looked at, decided, sent again.

use serde::Deserialize;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::domain::entity::{Entity, Id, Instant};
use crate::domain::member::Member;
use crate::store::{self, Read};
use crate::sync::rules;
use crate::sync::wire::{Cells, Op, OpKind};

use super::super::history::{name_of, text};
use super::super::{Desk, Done, Outcome, Result};

/// Who gave a value, on which computer, and when (microseconds); none: a desk that does not take part any more.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Side {
    #[serde(default)]
    pub operator: Option<String>,
    #[serde(default)]
    pub desk: Option<String>,
    #[serde(default)]
    pub at: Option<i64>,
}

/// A field that two desks changed: one value was kept, the other is not lost.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Conflict {
    pub id: i64,
    pub entity: String,
    pub row: Uuid,
    pub field: String,
    pub kept: Json,
    pub lost: Json,
    pub kept_by: Side,
    pub lost_by: Side,
}

impl Conflict {
    /// The value that was kept and the one that was not, as the history writes them ([`super::super::FieldChange`]).
    pub fn values(&self) -> [Option<String>; 2] {
        [told(&self.entity, &self.field, &self.kept), told(&self.entity, &self.field, &self.lost)]
    }
}

impl Refusal {
    /// What was written, by column, as the history writes it.
    pub fn values(&self) -> Vec<(String, Option<String>)> {
        self.op.set.iter().map(|(column, cell)| (column.clone(), told(&self.op.entity, column, cell))).collect()
    }
}

fn told(entity: &str, column: &str, cell: &Json) -> Option<String> {
    let kind = rules::table(entity).and_then(|table| table.column(column)).map(|column| column.kind);

    text(kind, cell)
}

/// A change that the server refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    pub op: Op,
    /// SQLSTATE and the server's words; the code tells which sentence says it.
    pub code: String,
    pub message: String,
    pub at: Option<Instant>,
}

impl Desk {
    /// The conflicts nobody looked at yet, oldest first.
    pub async fn conflicts(&self) -> Result<Vec<Conflict>> {
        let said = self.run("SELECT api.conflicts(true)::text", &[]).await?;
        let mut conflicts: Vec<Conflict> = serde_json::from_value(said).unwrap_or_default();

        if conflicts.is_empty() {
            return Ok(conflicts);
        }

        // The server names desks by their ids.
        let desks = self.desks().await?;

        for side in conflicts.iter_mut().flat_map(|conflict| [&mut conflict.kept_by, &mut conflict.lost_by]) {
            let seen = desks.iter().find(|seen| Some(seen.desk.to_string()) == side.desk);

            side.operator = seen.map(|seen| seen.operator.clone());
            side.desk = seen.map(|seen| seen.computer.clone());
        }

        Ok(conflicts)
    }

    /// What a row is called: "Zoé Lefèvre", "Zoé Lefèvre, Instrument"; empty when it is not here.
    pub async fn name_of_row(&self, entity: &str, row: Uuid) -> Result<String> {
        name_of(self.store(), entity, row).await
    }

    /// Settles a conflict: the value that was kept stays, or the other one is written again, as a change of today.
    pub async fn settle_conflict(&self, conflict: &Conflict, take_lost: bool) -> Result<()> {
        if take_lost && rules::table(&conflict.entity).is_some() {
            let op = Op {
                op: Id::now_v7(),
                seq: 0,
                entry: None,
                entity: conflict.entity.clone(),
                row: conflict.row,
                kind: OpKind::Update,
                set: Cells::from([(conflict.field.clone(), conflict.lost.clone())]),
                was: Cells::from([(conflict.field.clone(), conflict.kept.clone())]),
                base: 0,
                clock: 0,
            };

            self.write_again("sync.resolve", &op).await?;
        }

        self.run("SELECT api.resolve($1::bigint)::text", &[Some(conflict.id.to_string())]).await.map(drop)
    }

    /// What was refused and waits for a decision.
    pub async fn refusals(&self) -> Result<Vec<Refusal>> {
        let told = |refused: store::Refused| {
            let (code, message) = refused.why.map(|why| (why.code, why.message)).unwrap_or_default();

            Refusal { op: refused.op, code, message, at: Instant::from_timestamp_micros(refused.at) }
        };

        Ok(self.store().refused().await?.into_iter().map(told).collect())
    }

    /// Sends a refused change again, mended or as it was.
    pub async fn send_again(&self, op: &Op) -> Result<Outcome> {
        self.write_again("sync.again", op).await
    }

    /// Puts a refused change aside: it stays in the file and is not listed any more.
    pub async fn put_aside(&self, op: Uuid) -> Result<()> {
        self.store().put_aside(op, self.now().timestamp_micros()).await?;
        self.0.sharing.wake();

        Ok(())
    }

    async fn write_again(&self, action: &'static str, op: &Op) -> Result<Outcome> {
        let mut tx = self.begin(action).await?;

        tx.write_again(op).await?;
        tx.settle_refused(op.op).await?;

        let member = if op.entity == Member::TABLE.name { Some(op.row) } else { None };
        let name = match member {
            Some(id) => tx.get_any::<Member>(id).await?.map(|member| member.display_name()),
            None => None,
        };
        let done = Done::new("done-sync-again", name.unwrap_or_default());

        let outcome = self.commit(tx, Done { member, ..done }).await?;

        // What says what is there already is settled by that.
        if !outcome.changed() {
            self.put_aside(op.op).await?;
        }

        Ok(outcome)
    }
}

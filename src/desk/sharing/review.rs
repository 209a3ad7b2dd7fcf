//! What two desks said differently, and what the server refused: looked at, decided, sent again.

use serde::Deserialize;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::domain::custom::{CustomField, FieldValue};
use crate::domain::entity::{Column, Entity, Id, Instant};
use crate::domain::member::Member;
use crate::domain::phrase::Phrase;
use crate::domain::typed::{self, Input};
use crate::store::{Read, cells_of};
use crate::sync::rules;
use crate::sync::wire::{ARCHIVED, Cells, Op, OpKind};

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
    /// What was written, by column in their order, as the history writes it; with what the row holds now, where that is
    /// something else.
    pub fn values(&self) -> Vec<Written> {
        let order = |name: &str| {
            let table = rules::table(&self.op.entity)?;

            table.columns.iter().position(|column| column.name == name)
        };
        let mut values: Vec<Written> = self
            .op
            .set
            .iter()
            .map(|(column, cell)| Written {
                column: column.clone(),
                value: told(&self.op.entity, column, cell),
                now: self
                    .now
                    .get(column)
                    .filter(|now| *now != cell && self.op.kind != OpKind::Insert)
                    .map(|now| told(&self.op.entity, column, now)),
            })
            .collect();

        values.sort_by_key(|written| order(&written.column));

        values
    }

    /// The columns that can be mended, in their order, and what each is typed into.
    pub fn inputs(&self) -> Vec<(&'static Column, Input)> {
        let Some(table) = rules::table(&self.op.entity) else { return Vec::new() };
        let own = self.own.as_ref().map(|field| Input::Own(field.kind));

        table
            .columns
            .iter()
            .filter(|column| self.op.set.contains_key(column.name))
            .filter_map(|column| {
                let own = own.clone().filter(|_| column.name == "value");

                own.or_else(|| typed::input(table, column)).map(|input| (column, input))
            })
            .collect()
    }

    /// Why it was refused and what to do, in a sentence.
    pub fn reason(&self) -> Phrase {
        let column = self.column.as_deref().filter(|column| !column.is_empty());
        let field = column.and_then(|column| match rules::table(&self.op.entity) {
            _ if column == ARCHIVED => Some(Phrase::new("sharing-archived")),
            Some(table) if table.column(column).is_some() => Some(Phrase::new(table.key(column))),
            _ => None,
        });
        let about = |key: &'static str, bare: &'static str| match &field {
            Some(field) => Phrase::new(key).with("field", field.clone()),
            None => Phrase::new(bare),
        };

        match self.code.as_str() {
            "42501" => {
                Phrase::new("refused-right").with("permission", rules::permission(rules::write(&self.op.entity)))
            }
            "GB400" => about("refused-field-unfit", "refused-unfit"),
            "GB403" => about("refused-field-once", "refused-once"),
            "GB404" if column == Some("entry") => Phrase::new("refused-entry-gone"),
            "GB404" => about("refused-field-gone", "refused-gone"),
            "GB405" => Phrase::new("refused-fact"),
            "GB409" => about("refused-field-changed", "refused-changed"),
            code if code.starts_with("22") || code.starts_with("23") => Phrase::new("refused-database"),
            _ => Phrase::new("refused-other"),
        }
    }

    /// The server's own words, for who is asked for help.
    pub fn detail(&self) -> String {
        let words = [Some(self.code.as_str()), Some(self.message.as_str()), self.column.as_deref()];

        words.into_iter().flatten().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
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
    /// The column it is about, when it is about one.
    pub column: Option<String>,
    pub at: Option<Instant>,
    /// The row as it is here now; empty when it is not here.
    pub now: Cells,
    /// The venue's own field whose value was written.
    pub own: Option<CustomField>,
}

/// A column of a refused change: what was written, and what the row holds instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    pub column: String,
    pub value: Option<String>,
    pub now: Option<Option<String>>,
}

impl Desk {
    /// The conflicts that nobody looked at yet and that the operator may settle, oldest first.
    pub async fn conflicts(&self) -> Result<Vec<Conflict>> {
        let said = self.run("SELECT api.conflicts(true)::text", &[]).await?;
        let mut conflicts: Vec<Conflict> = serde_json::from_value(said).unwrap_or_default();

        conflicts.retain(|conflict| self.may(rules::write(&conflict.entity)));

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
        let mut refusals = Vec::new();

        for refused in self.store().refused().await? {
            let op = refused.op;
            let (code, message, column) =
                refused.why.map(|why| (why.code, why.message, why.column)).unwrap_or_default();
            let now = cells_of(self.store(), &op.entity, op.row).await?.unwrap_or_default();
            let field = op.set.get("field").or_else(|| now.get("field")).and_then(|id| id.as_str()?.parse().ok());
            let own = match field.filter(|_| op.entity == FieldValue::TABLE.name) {
                Some(field) => self.store().get_any(field).await?,
                None => None,
            };

            refusals.push(Refusal {
                op,
                code,
                message,
                column,
                at: Instant::from_timestamp_micros(refused.at),
                now,
                own,
            });
        }

        Ok(refusals)
    }

    /// Sends a refused change again, mended or as it was.
    ///
    /// # Errors
    /// `Refused` with what the rule of its entity forbids, each at its column; `Gone` when the row is not in this file.
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
        let op = &Op { set: self.judged(&tx, op).await?, ..op.clone() };

        tx.write_again(op).await?;
        tx.settle_refused(op.op).await?;

        let member = (op.entity == Member::TABLE.name).then_some(op.row);
        let name = name_of(&tx, &op.entity, op.row).await?;
        let done = Done::new("done-sync-again", name);

        let outcome = self.commit(tx, Done { member, ..done }).await?;

        // What says what is there already is settled by that.
        if !outcome.changed() {
            self.put_aside(op.op).await?;
        }

        Ok(outcome)
    }
}

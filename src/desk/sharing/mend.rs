//! Mending what was refused: what the rule of its entity says of the cells that are written again.

use crate::domain::custom::{CustomField, FieldValue};
use crate::domain::entity::{Entity, Value};
use crate::domain::member::Member;
use crate::domain::money;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::product::{Price, Product, ProductOption};
use crate::domain::ticket::Ticket;
use crate::domain::venue::Venue;
use crate::store::{Read, Tx, cells_of};
use crate::sync::wire::{Cells, Op};

use super::super::{Desk, Failure, Result};

impl Desk {
    /// The cells of `op` in the one form in which their entity keeps them.
    ///
    /// # Errors
    /// `Refused` with what the rule forbids, each at its column; `Gone` when the row is not in this file.
    pub(super) async fn judged(&self, tx: &Tx, op: &Op) -> Result<Cells> {
        let Some(here) = cells_of(tx, &op.entity, op.row).await? else {
            return Err(Failure::Gone(Phrase::new("sharing-row-gone")));
        };
        let whole: Cells = here.into_iter().chain(op.set.clone()).collect();
        let (today, one) = (self.today(), money::one(&self.settings().currency));

        match op.entity.as_str() {
            name if name == Member::TABLE.name => judge(op, &whole, |member: &mut Member| {
                member.tidy();
                member.problems(true, today)
            }),
            name if name == Product::TABLE.name => judge(op, &whole, |product: &mut Product| {
                product.tidy();
                product.problems()
            }),
            name if name == Price::TABLE.name => judge(op, &whole, |price: &mut Price| price.problems(one)),
            name if name == ProductOption::TABLE.name => {
                judge(op, &whole, |option: &mut ProductOption| option.problems())
            }
            name if name == Venue::TABLE.name => judge(op, &whole, |venue: &mut Venue| venue.problems()),
            name if name == Ticket::TABLE.name => judge(op, &whole, |ticket: &mut Ticket| {
                ticket.tidy();
                ticket.problems()
            }),
            name if name == CustomField::TABLE.name => judge(op, &whole, |field: &mut CustomField| {
                field.tidy();
                field.problems()
            }),
            name if name == FieldValue::TABLE.name => {
                let field = whole.get("field").and_then(|id| id.as_str()?.parse().ok());
                let field: Option<CustomField> = match field {
                    Some(field) => tx.get_any(field).await?,
                    None => None,
                };

                judge(op, &whole, |value: &mut FieldValue| {
                    let Some(field) = &field else { return Vec::new() };

                    match field.accept(value.value.as_deref().unwrap_or_default()) {
                        Ok(accepted) => value.value = accepted,
                        Err(phrase) => return vec![Problem::at("value", phrase)],
                    }

                    Vec::new()
                })
            }
            _ => Ok(op.set.clone()),
        }
    }
}

/// Only what is written is judged: what the row holds beside it stays as it is.
fn judge<E: Entity>(op: &Op, whole: &Cells, rule: impl FnOnce(&mut E) -> Vec<Problem>) -> Result<Cells> {
    let values = E::TABLE
        .columns
        .iter()
        .map(|column| {
            whole.get(column.name).and_then(|cell| Value::from_json(column.kind, cell)).unwrap_or(Value::Null)
        })
        .collect();
    let mut row = E::from_values(op.row, values).map_err(|bad| {
        let column = E::TABLE.columns.iter().find(|column| bad.column.ends_with(column.name));

        Problem { field: column.map(|column| column.name), ..Problem::new("cell-missing") }
    })?;
    let mut problems = rule(&mut row);

    problems.retain(|problem| problem.field.is_none_or(|field| op.set.contains_key(field)));

    if !problems.is_empty() {
        return Err(Failure::Refused(problems));
    }

    let mut set = op.set.clone();

    for (column, value) in E::TABLE.columns.iter().zip(row.values()) {
        if let Some(cell) = set.get_mut(column.name) {
            *cell = value.to_json();
        }
    }

    Ok(set)
}

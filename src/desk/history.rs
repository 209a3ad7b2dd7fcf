//! The journal: history, undo, redo.

use serde_json::Value as Json;

use crate::domain::TABLES;
use crate::domain::entity::{Entity, Id, Kind, Value};
use crate::domain::member::Member;
use crate::domain::money::Payment;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::product::{Price, Product, ProductOption};
use crate::domain::subscription::Subscription;
use crate::store::{Change, Entry, Left, Read, Tx, Undone, Why};

use super::{Desk, Failure, FieldChange, HistoryEntry, Outcome, Result};

/// The action that makes a workspace; it cannot be undone.
pub(super) const CREATE: &str = "workspace.create";

const UNDO: &str = "undo";
const REDO: &str = "redo";

/// How many changes of one entry the history shows.
const SHOWN: usize = 100;

impl HistoryEntry {
    /// What was done, without to whom: "Subscription sold".
    pub fn title(&self) -> Phrase {
        title(&self.action)
    }
}

fn title(action: &str) -> Phrase {
    Phrase::new(format!("action-{}", action.replace(['.', '_'], "-")))
}

impl Desk {
    /// Newest first; of one member (then only the changes of their own rows), or of the whole workspace.
    pub async fn history(&self, member: Option<Id>, limit: usize) -> Result<Vec<HistoryEntry>> {
        let store = self.store();
        let own = match member {
            None => None,
            Some(id) => {
                let subscriptions: Vec<Subscription> = store.of_any_state("member", id).await?;
                let payments: Vec<Payment> = store.of_any_state("member", id).await?;
                let ids = std::iter::once(id)
                    .chain(subscriptions.iter().map(|subscription| subscription.id))
                    .chain(payments.iter().map(|payment| payment.id));

                Some(ids.collect::<Vec<_>>())
            }
        };
        let mut history = Vec::new();

        for entry in store.entries(member, limit).await? {
            let changes = store.changes(&entry, own.as_deref(), SHOWN).await?;

            history.push(told(entry, changes));
        }

        Ok(history)
    }

    /// Undoes `entry`, or the last action not undone yet. Undoing an undo redoes. `Outcome.left` lists what had to stay.
    ///
    /// # Errors
    /// `Refused` when it is undone already, when there is nothing to undo, or when nothing of it could be undone (and
    /// why); `Gone` when there is no such entry.
    pub async fn undo(&self, entry: Option<Id>) -> Result<Outcome> {
        let tx = self.begin(UNDO).await?;
        let of = match entry {
            Some(id) => tx.entry_by_id(id).await?.ok_or_else(|| Failure::Gone(Phrase::new("gone-entry")))?,
            None => tx.last_done(CREATE).await?.ok_or_else(|| Failure::from(Problem::new("undo-nothing")))?,
        };

        self.take_back(tx, of).await
    }

    /// Undoes the last undo, if nothing was done since.
    ///
    /// # Errors
    /// `Refused` when there is nothing to redo, or when nothing of it could be done again (and why).
    pub async fn redo(&self) -> Result<Outcome> {
        let tx = self.begin(REDO).await?;
        let of = tx.last_undone().await?.ok_or_else(|| Failure::from(Problem::new("redo-nothing")))?;

        self.take_back(tx, of).await
    }

    async fn take_back(&self, mut tx: Tx, of: Entry) -> Result<Outcome> {
        if of.action == CREATE {
            return Err(Problem::new("undo-create").into());
        }

        if of.undone_by.is_some() {
            return Err(Problem::new("undo-already").into());
        }

        let redo = of.action == UNDO;

        tx.set_action(if redo { REDO } else { UNDO });

        let undone = tx.invert(&of).await?;
        let left = self.left(&tx, &undone).await?;

        if !tx.changed().await? {
            let problems = left.into_iter().map(Problem::new).collect();

            return Err(Failure::Refused(problems));
        }

        // An undo of an undo is told by what was done at first.
        let mut first = of.clone();

        while let Some(below) = first.undoes {
            match tx.entry_by_id(below).await? {
                Some(entry) => first = entry,
                None => break,
            }
        }

        let what = title(&first.action);
        let said = Phrase::new(if redo { "done-redo" } else { "done-undo" })
            .with("what", what.clone())
            .with("name", of.subject.as_str());
        let note = Phrase::new("note-undo").with("what", what).with("at", first.at);
        let outcome = Outcome { entry: tx.entry(), said, member: of.member, left };

        self.moves();
        tx.commit_undo(&of.subject, of.member, Some(&note), &of).await?;
        self.changed().await;

        Ok(outcome)
    }

    /// What had to stay, in words.
    async fn left(&self, tx: &Tx, undone: &Undone) -> Result<Vec<Phrase>> {
        let mut phrases = Vec::new();

        for left in &undone.left {
            let phrase = Phrase::new(match left.why {
                Why::Changed => "left-changed",
                Why::Touched => "left-touched",
                Why::Used => "left-used",
                Why::Orphan => "left-orphan",
            })
            .with("name", name(tx, left).await?);

            // A sentence about one field names it; more are counted.
            phrases.push(match (left.fields.as_slice(), left.why) {
                ([field], Why::Changed) => {
                    let label = format!("{}-{field}", left.entity).replace('_', "-");

                    Phrase { key: "left-changed-field".into(), ..phrase }.with("field", Phrase::new(label))
                }
                (fields, _) => phrase.with("count", fields.len()),
            });
        }

        if undone.count > undone.left.len() {
            phrases.push(Phrase::new("left-more").with("count", undone.count - undone.left.len()));
        }

        Ok(phrases)
    }
}

/// What a row is called.
async fn name(tx: &Tx, left: &Left) -> Result<String> {
    let id = left.row;
    let entity = left.entity.as_str();

    Ok(if entity == Member::TABLE.name {
        tx.get_any::<Member>(id).await?.map(|member| member.display_name())
    } else if entity == Subscription::TABLE.name {
        match tx.get_any::<Subscription>(id).await? {
            Some(subscription) => {
                let member: Option<Member> = tx.get_any(subscription.member).await?;

                member.map(|member| format!("{}, {}", member.display_name(), subscription.product_name))
            }
            None => None,
        }
    } else if entity == Product::TABLE.name {
        tx.get_any::<Product>(id).await?.map(|product| product.name)
    } else if entity == Price::TABLE.name {
        tx.get_any::<Price>(id).await?.map(|price| price.name)
    } else if entity == ProductOption::TABLE.name {
        tx.get_any::<ProductOption>(id).await?.map(|option| option.name)
    } else {
        None
    }
    .unwrap_or_default())
}

fn told(entry: Entry, changes: Vec<Change>) -> HistoryEntry {
    let rows = entry.rows();
    let mut shown = Vec::new();

    for change in changes {
        let kind = change.kind.as_str();

        if change.fields.is_empty() {
            shown.push(FieldChange {
                entity: change.entity,
                row: change.row,
                kind: kind.to_owned(),
                field: None,
                before: None,
                after: None,
            });
            continue;
        }

        let table = TABLES.iter().find(|table| table.name == change.entity);

        for (field, before, after) in change.fields {
            let column = table.and_then(|table| table.column(&field));

            shown.push(FieldChange {
                entity: change.entity.clone(),
                row: change.row,
                kind: kind.to_owned(),
                before: text(column.map(|column| column.kind), &before),
                after: text(column.map(|column| column.kind), &after),
                field: Some(field),
            });
        }
    }

    shown.truncate(SHOWN);

    HistoryEntry {
        id: entry.id,
        at: entry.at,
        operator: entry.operator,
        desk: entry.desk,
        action: entry.action,
        subject: entry.subject,
        note: entry.note,
        undone: entry.undone_by.is_some(),
        undoes: entry.undoes,
        changes: shown,
        rows,
    }
}

/// A cell of the journal as text: dates and moments in ISO 8601, flags as `true` and `false`; none when it is empty.
fn text(kind: Option<Kind>, json: &Json) -> Option<String> {
    let value = kind.and_then(|kind| Value::from_json(kind, json));

    match value {
        Some(Value::Null) => None,
        Some(Value::Instant(at)) => Some(at.to_rfc3339()),
        _ => match json {
            Json::Null => None,
            Json::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        },
    }
}

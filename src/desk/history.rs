//! The journal: history, undo, redo.

use serde_json::Value as Json;

use std::collections::{HashMap, HashSet};

use crate::domain::TABLES;
use crate::domain::custom::{CustomField, FieldValue};
use crate::domain::duplicate::Apart;
use crate::domain::entity::{Entity, Id, Kind, Value};
use crate::domain::member::Member;
use crate::domain::money::Payment;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::product::{Price, Product, ProductOption};
use crate::domain::subscription::Subscription;
use crate::domain::ticket::Ticket;
use crate::store::{Change, ChangeKind, Entry, Read, Tx, Undone, Why};

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
                let values: Vec<FieldValue> = store.of_any_state("member", id).await?;
                let tickets: Vec<Ticket> = store.of_any_state("member", id).await?;
                let mut apart: Vec<Apart> = store.of_any_state("one", id).await?;

                apart.extend(store.of_any_state::<Apart>("other", id).await?);

                let ids = std::iter::once(id)
                    .chain(subscriptions.iter().map(|subscription| subscription.id))
                    .chain(payments.iter().map(|payment| payment.id))
                    .chain(values.iter().map(|value| value.id))
                    .chain(tickets.iter().map(|ticket| ticket.id))
                    .chain(apart.iter().map(|apart| apart.id));

                Some(ids.collect::<Vec<_>>())
            }
        };
        let mut history = Vec::new();
        let mut told = Told::default();

        for entry in store.entries(member, limit).await? {
            let changes = store.changes(&entry, own.as_deref(), SHOWN).await?;

            told.look_up(store, &changes).await?;
            history.push(told.entry(entry, changes));
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
            let mut problems: Vec<Problem> = left.into_iter().map(Problem::new).collect();

            // What it did is gone by a later action.
            if problems.is_empty() {
                problems.push(Problem::new("undo-gone"));
            }

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

        self.allowed_in(&tx).await?;
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
            .with("name", name_of(tx, &left.entity, left.row).await?);

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
pub(super) async fn name_of(tx: &impl Read, entity: &str, id: Id) -> Result<String> {
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
    } else if entity == CustomField::TABLE.name {
        tx.get_any::<CustomField>(id).await?.map(|field| field.title)
    } else if entity == Ticket::TABLE.name {
        tx.get_any::<Ticket>(id).await?.map(|ticket| ticket.title)
    } else if entity == Apart::TABLE.name {
        match tx.get_any::<Apart>(id).await? {
            Some(apart) => {
                let one: Option<Member> = tx.get_any(apart.one).await?;
                let other: Option<Member> = tx.get_any(apart.other).await?;

                one.zip(other).map(|(one, other)| format!("{}, {}", one.display_name(), other.display_name()))
            }
            None => None,
        }
    } else if entity == FieldValue::TABLE.name {
        match tx.get_any::<FieldValue>(id).await? {
            Some(value) => {
                let member: Option<Member> = tx.get_any(value.member).await?;
                let field: Option<CustomField> = tx.get_any(value.field).await?;

                member.zip(field).map(|(member, field)| format!("{}, {}", member.display_name(), field.title))
            }
            None => None,
        }
    } else {
        None
    }
    .unwrap_or_default())
}

/// Tells entries from the newest on. An insert carries no copy of its row in the journal: what a value was then is known
/// from what it is, and from what changed it since.
#[derive(Default)]
struct Told {
    fields: HashMap<Id, CustomField>,
    /// Of each value met so far its field, and what it held just before what was told last.
    values: HashMap<Id, (Id, Option<String>)>,
}

impl Told {
    /// Reads the fields and values that changes are about.
    async fn look_up(&mut self, store: &impl Read, changes: &[Change]) -> Result<()> {
        for change in changes.iter().filter(|change| change.entity == FieldValue::TABLE.name) {
            if self.values.contains_key(&change.row) {
                continue;
            }

            let Some(value) = store.get_any::<FieldValue>(change.row).await? else { continue };

            if !self.fields.contains_key(&value.field)
                && let Some(field) = store.get_any::<CustomField>(value.field).await?
            {
                self.fields.insert(field.id, field);
            }

            self.values.insert(value.id, (value.field, value.value));
        }

        Ok(())
    }

    fn entry(&mut self, entry: Entry, changes: Vec<Change>) -> HistoryEntry {
        let rows = entry.rows();
        let whole = changes.len() < SHOWN;
        let updated: HashSet<Id> = of_kind(&changes, ChangeKind::Update);
        let back: HashSet<Id> = of_kind(&changes, ChangeKind::Restore);
        let mut shown = Vec::new();

        // From the last change on, then turned round: what a value was is worked out backwards.
        for change in changes.into_iter().rev() {
            match self.values.get(&change.row).map(|(field, _)| *field) {
                Some(field) if change.entity == FieldValue::TABLE.name => {
                    let (kind, row) = (change.kind, change.row);
                    let told = self.value(field, change);

                    // A value that came back and was written anew at once was none before.
                    match kind {
                        ChangeKind::Restore if updated.contains(&row) => {}
                        ChangeKind::Update if back.contains(&row) => {
                            shown.extend(told.map(|told| FieldChange { before: None, ..told }));
                        }
                        _ => shown.extend(told),
                    }
                }
                _ => {
                    let mut told = row(change);

                    told.reverse();
                    shown.extend(told);
                }
            }
        }

        // Of an entry that is cut, what it did to a value may not have been seen.
        if !whole {
            self.values.values_mut().for_each(|(_, value)| *value = None);
        }

        shown.reverse();
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

    /// What a change did to a value, as if it were a column of the member; none when only its moment moved.
    fn value(&mut self, field: Id, change: Change) -> Option<FieldChange> {
        let held = self.values.get_mut(&change.row).map(|(_, held)| held)?;
        let (before, after) = match change.kind {
            ChangeKind::Insert | ChangeKind::Restore => (None, held.clone()),
            ChangeKind::Archive => (held.clone(), None),
            ChangeKind::Update => {
                let (_, before, after) = change.fields.iter().find(|(name, ..)| name == "value")?;
                let before = before.as_str().map(str::to_owned);

                held.clone_from(&before);
                (before, after.as_str().map(str::to_owned))
            }
        };
        let custom = self.fields.get(&field).map(|field| (field.title.clone(), field.kind));

        Some(FieldChange {
            entity: change.entity,
            row: change.row,
            kind: change.kind.as_str().to_owned(),
            custom,
            field: Some("value".to_owned()),
            before,
            after,
        })
    }
}

fn of_kind(changes: &[Change], kind: ChangeKind) -> HashSet<Id> {
    changes.iter().filter(|change| change.kind == kind).map(|change| change.row).collect()
}

fn row(change: Change) -> Vec<FieldChange> {
    let kind = change.kind.as_str();

    if change.fields.is_empty() {
        return vec![FieldChange {
            entity: change.entity,
            row: change.row,
            kind: kind.to_owned(),
            custom: None,
            field: None,
            before: None,
            after: None,
        }];
    }

    let table = TABLES.iter().find(|table| table.name == change.entity);

    change
        .fields
        .into_iter()
        .map(|(field, before, after)| {
            let column = table.and_then(|table| table.column(&field));

            FieldChange {
                entity: change.entity.clone(),
                row: change.row,
                kind: kind.to_owned(),
                custom: None,
                before: text(column.map(|column| column.kind), &before),
                after: text(column.map(|column| column.kind), &after),
                field: Some(field),
            }
        })
        .collect()
}

/// A cell of the journal as text: dates and moments in ISO 8601, flags as `true` and `false`; none when it is empty.
pub(super) fn text(kind: Option<Kind>, json: &Json) -> Option<String> {
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

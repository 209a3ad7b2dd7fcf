//! The venue's own fields: what they are, and what they hold for a member.

use std::collections::HashMap;

use crate::domain::custom::{CustomField, FieldKind, FieldValue, FileRef, label};
use crate::domain::entity::{Entity, Id};
use crate::domain::phrase::{Phrase, Problem};
use crate::store::{Read, Tx};

use super::members::{known, refuse};
use super::{Desk, Done, Failure, Outcome, Result};

/// What values are asked for: the field, and what is said of it; none empties it.
pub type Said = (Id, Option<String>);

impl Desk {
    /// In their order, archived ones last; only those in use unless `archived`.
    pub async fn custom_fields(&self, archived: bool) -> Result<Vec<CustomField>> {
        let mut fields = fields(self.store()).await?;

        fields.retain(|field| archived || !field.archived);

        Ok(fields)
    }

    /// Creates or changes, by id; a nil id is given one. A field that is created comes last, with a label of its own. One
    /// that is changed keeps its label and, once it has values, its kind, but a text may become a long one.
    /// `Outcome.left` says how many members hold a choice that is not offered any more: they keep it.
    pub async fn save_field(&self, mut field: CustomField) -> Result<Outcome> {
        field.tidy();
        refuse(field.problems())?;

        let mut tx = self.begin("field.save").await?;
        let title = field.title.clone();
        let mut done = Done::new("done-field-save", title);

        match tx.get::<CustomField>(field.id).await? {
            Some(before) => {
                if !before.may_become(field.kind) && tx.values_ever(before.id).await? > 0 {
                    return Err(Problem::at("kind", "custom-field-kind-stays").into());
                }

                let after = CustomField {
                    label: before.label.clone(),
                    position: before.position,
                    created_at: before.created_at,
                    ..field
                };

                done.left = still_held(&tx, &before, &after).await?;
                tx.update(&before, &after).await?;
            }
            None => {
                let known = tx.fields_ever().await?;

                if field.id.is_nil() {
                    field.id = Id::now_v7();
                } else if known.iter().any(|known| known.id == field.id) {
                    return Err(gone());
                }

                field.label = unused(&label(&field.title), &known);
                field.position = known.iter().map(|known| known.position + 1).max().unwrap_or(0);
                field.created_at = tx.at();
                tx.insert(&field).await?;
            }
        }

        self.commit(tx, done).await
    }

    /// An archived field is asked and shown no more; what it holds stays, for when it comes back.
    pub async fn archive_field(&self, field: Id, archived: bool) -> Result<Outcome> {
        let mut tx = self.begin(if archived { "field.archive" } else { "field.restore" }).await?;
        let before: CustomField = tx.get(field).await?.ok_or_else(gone)?;
        let after = CustomField { archived, ..before.clone() };

        tx.update(&before, &after).await?;

        let said = if archived { "done-field-archive" } else { "done-field-restore" };

        self.commit(tx, Done::new(said, after.title)).await
    }

    /// Sets or empties several values of a member in one action.
    ///
    /// # Errors
    /// `Refused` with a problem at each field whose value it does not take, or that must not be emptied.
    pub async fn set_values(&self, member: Id, values: &[Said]) -> Result<Outcome> {
        let mut tx = self.begin("member.fields").await?;
        let name = known(&tx, member).await?.display_name();
        let (changes, problems) = weigh(&tx, member, values).await?;

        refuse(problems)?;
        write(&mut tx, changes).await?;
        self.commit(tx, Done::new("done-member-fields", name).member(member)).await
    }

    /// What the fields hold for these members, by member and field.
    pub async fn values_of(&self, members: &[Id]) -> Result<HashMap<(Id, Id), String>> {
        let values: Vec<FieldValue> = self.store().of_any("member", members).await?;

        Ok(values.into_iter().filter_map(|held| held.value.map(|value| ((held.member, held.field), value))).collect())
    }

    /// The fields in use with what they hold for a member, in their order.
    pub(super) async fn fields_of(&self, member: Id) -> Result<Vec<(CustomField, Option<String>)>> {
        let fields = self.custom_fields(false).await?;

        if fields.is_empty() {
            return Ok(Vec::new());
        }

        let mut values: Vec<FieldValue> = self.store().of("member", member).await?;

        Ok(fields
            .into_iter()
            .map(|field| {
                let value = values.iter_mut().find(|value| value.field == field.id).and_then(|held| held.value.take());

                (field, value)
            })
            .collect())
    }
}

/// All fields in their order, archived ones last.
pub(super) async fn fields(read: &impl Read) -> Result<Vec<CustomField>> {
    let mut fields: Vec<CustomField> = read.all().await?;

    fields.sort_by_key(|field| (field.archived, field.position, field.id));

    Ok(fields)
}

pub(super) fn gone() -> Failure {
    Failure::Gone(Phrase::new("gone-field"))
}

/// The label, with a number behind it when a field has it already.
fn unused(label: &str, known: &[CustomField]) -> String {
    let taken = |label: &str| known.iter().any(|field| field.label == label);
    let mut found = label.to_owned();
    let mut number = 1;

    while taken(&found) {
        number += 1;
        found = format!("{label}_{number}");
    }

    found
}

/// Who holds choices that a change of the field does not offer any more, in words.
async fn still_held(tx: &Tx, before: &CustomField, after: &CustomField) -> Result<Vec<Phrase>> {
    let mut phrases = Vec::new();

    for choice in before.choices().filter(|choice| !after.choices().any(|kept| kept == *choice)) {
        let count = tx.choice_held(before.id, choice).await?;

        if count > 0 {
            phrases.push(Phrase::new("left-choice-held").with("choice", choice).with("count", count));
        }
    }

    Ok(phrases)
}

/// A value to be written: as it is, live or archived, and as it will be.
pub(super) struct Change {
    before: Option<(FieldValue, bool)>,
    after: FieldValue,
}

/// What has to be written so that a member's fields hold what is said, and what forbids it.
pub(super) async fn weigh(tx: &Tx, member: Id, said: &[Said]) -> Result<(Vec<Change>, Vec<Problem>)> {
    let mut changes = Vec::new();
    let mut problems = Vec::new();

    for (id, said) in said {
        let field: CustomField = tx.get(*id).await?.ok_or_else(gone)?;
        let value_id = FieldValue::id_of(member, field.id);
        let live: Option<FieldValue> = tx.get(value_id).await?;
        let current = live.as_ref().and_then(|held| held.value.clone());
        let accepted = match said {
            Some(said) => field.holding(current.as_deref()).accept(said),
            None => Ok(None),
        };
        let value = match accepted {
            Ok(value) => value,
            Err(phrase) => {
                problems.push(Problem::of(field.id, phrase));
                continue;
            }
        };

        // Of a field that is named twice the last one counts.
        changes.retain(|change: &Change| change.after.id != value_id);

        if value == current {
            continue;
        }

        if let Some(problem) = forbidden(tx, &field, value.as_deref()).await? {
            problems.push(Problem::of(field.id, problem));
            continue;
        }

        let before = match live {
            Some(live) => Some((live, true)),
            None => tx.get_any(value_id).await?.map(|gone| (gone, false)),
        };
        let after = match &before {
            Some((before, _)) => FieldValue { value, modified_at: tx.at(), ..before.clone() },
            None => {
                FieldValue { id: value_id, member, field: field.id, value, created_at: tx.at(), modified_at: tx.at() }
            }
        };

        changes.push(Change { before, after });
    }

    Ok((changes, problems))
}

/// What forbids a value that the field would take.
async fn forbidden(tx: &Tx, field: &CustomField, value: Option<&str>) -> Result<Option<Phrase>> {
    let with = |key| Some(Phrase::new(key).with("field", field.title.as_str()));

    Ok(match value {
        _ if field.archived => with("custom-value-archived"),
        None if field.required => with("custom-value-required"),
        Some(value) if field.kind == FieldKind::File => {
            let file = FileRef::from_value(value);
            let there = match &file {
                Some(file) => tx.content_size(&file.hash).await? == Some(file.size),
                None => false,
            };

            let name = file.map(|file| file.name).unwrap_or_default();

            (!there).then(|| Phrase::new("custom-value-file").with("field", field.title.as_str()).with("value", name))
        }
        _ => None,
    })
}

pub(super) async fn write(tx: &mut Tx, changes: Vec<Change>) -> Result<()> {
    for Change { before, after } in changes {
        match before {
            None => tx.insert(&after).await?,
            Some((before, live)) => {
                if !live {
                    tx.restore::<FieldValue>(&[before.id()]).await?;
                }

                tx.update(&before, &after).await?;
            }
        }
    }

    Ok(())
}

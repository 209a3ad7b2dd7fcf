//! The venue's own fields in the cells of an export.

use std::collections::HashMap;

use crate::desk::Result;
use crate::domain::custom::{CustomField, FieldKind, FieldValue, FileRef};
use crate::domain::entity::Id;
use crate::exchange::Meaning;
use crate::exchange::write::cells::Cell;
use crate::store::{Read, Store};

/// What some members have in the venue's own fields.
#[derive(Default)]
pub struct Values(HashMap<(Id, Id), String>);

impl Values {
    /// Of these members; nothing is read when none of the columns is such a field.
    pub async fn of(store: &Store, columns: &[Meaning], members: &[Id]) -> Result<Self> {
        if !columns.iter().any(|meaning| matches!(meaning, Meaning::Custom(_))) {
            return Ok(Self::default());
        }

        let values = store.of_any::<FieldValue>("member", members).await?;

        Ok(Self(values.into_iter().filter_map(|value| Some(((value.member, value.field), value.value?))).collect()))
    }

    /// The cell of a member; `yes` and `no` are the words for these.
    pub fn cell(&self, member: Id, field: &CustomField, yes: &str, no: &str) -> Cell {
        let Some(value) = self.0.get(&(member, field.id)) else { return Cell::Empty };

        match field.kind {
            FieldKind::Number => Cell::Decimal(value.clone()),
            FieldKind::Date => value.parse().map_or_else(|_| Cell::Text(value.clone()), Cell::Date),
            FieldKind::YesNo => Cell::Text(if value == "yes" { yes } else { no }.to_owned()),
            // One a line where a choice itself holds what would separate them.
            FieldKind::Choices if !field.choices.contains([';', '|', ',']) => Cell::Text(value.replace('\n', "; ")),
            FieldKind::File => FileRef::from_value(value).map(|file| file.name).into(),
            FieldKind::Text | FieldKind::LongText | FieldKind::Choice | FieldKind::Choices => Cell::Text(value.clone()),
        }
    }
}

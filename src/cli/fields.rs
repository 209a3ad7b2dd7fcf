//! `fields`, `field add` and `field set`.

use std::path::Path;

use serde_json::{Value as Json, json};

use crate::desk::Desk;
use crate::domain::custom::{CustomField, FieldKind, FileRef};
use crate::domain::entity::{Id, Named};
use crate::domain::phrase::Phrase;

use super::args::{AddField, Fields, SetField};
use super::counter::member;
use super::lists::{one_of, own_field};
use super::out::{Result, Stop, Table};
use super::{End, Shell};

impl Shell {
    pub(super) async fn fields(&mut self, desk: &Desk, asked: &Fields) -> Result<End> {
        let fields = desk.custom_fields(true).await?;

        if asked.json {
            let fields: Vec<Json> = fields.iter().map(field_json).collect();

            self.out.json(&json!({ "fields": fields }))?;

            return Ok(End::Done);
        }

        let titles =
            ["custom-field-label", "custom-field-title", "custom-field-kind", "custom-field-choices", "cli-notes"];
        let mut table = Table::new(self.titles(&titles));
        let rows: Vec<Vec<String>> = fields
            .iter()
            .map(|field| {
                let notes = [(field.required, "custom-field-required"), (field.archived, "custom-field-archived")];
                let notes: Vec<String> =
                    notes.iter().filter(|(is, _)| *is).map(|(_, key)| self.words.get(key)).collect();

                vec![
                    field.label.clone(),
                    field.title.clone(),
                    self.words.get(&field.kind.key()),
                    field.choices().collect::<Vec<_>>().join(", "),
                    notes.join(", "),
                ]
            })
            .collect();

        table.rows(&rows, &mut self.out)?;
        self.out.line(&self.words.say(&Phrase::new("cli-fields-found").with("count", fields.len())))?;

        Ok(End::Done)
    }

    pub(super) async fn add_field(&mut self, desk: &Desk, asked: &AddField) -> Result<End> {
        let kind: FieldKind = one_of("--kind", &asked.kind, None)?;
        let id = Id::now_v7();
        let field = CustomField {
            choices: asked.choices.join("\n"),
            help: asked.help.clone(),
            required: asked.required,
            ..CustomField::new(id, kind, &asked.title, desk.now())
        };
        let outcome = desk.save_field(field).await?;
        let made = desk.custom_fields(false).await?.into_iter().find(|field| field.id == id);

        if asked.json {
            self.out.json(&json!({ "entry": outcome.entry, "field": made.as_ref().map(field_json) }))?;
        } else {
            self.out.line(&self.words.say(&outcome.said))?;

            if let Some(field) = made {
                let phrase = Phrase::new("cli-field-label").with("label", field.label);

                self.out.line(&format!("  {}", self.words.say(&phrase)))?;
            }
        }

        Ok(End::Done)
    }

    pub(super) async fn set_field(&mut self, desk: &Desk, asked: &SetField) -> Result<End> {
        // A value may begin as a negative number does; what begins with two is an option that is written wrong.
        if let Some(option) = asked.value.as_deref().filter(|value| value.starts_with("--")) {
            return Err(Stop::Usage(Phrase::new("cli-unknown-argument").with("argument", option)));
        }

        let found = desk.members_by_email(&asked.email).await?;
        let member = member(&found, &asked.email, asked.name.as_deref())?.id;
        let fields = desk.custom_fields(true).await?;
        let field = own_field(&fields, &asked.field)?;
        let outcome = match &asked.value {
            Some(path) if field.kind == FieldKind::File => desk.add_file(member, field.id, Path::new(path)).await?,
            value => {
                let value = value.as_deref().map(|value| self.words.read_field(field.kind, value));

                desk.set_values(member, &[(field.id, value)]).await?
            }
        };
        let values = desk.values_of(&[member]).await?;
        let value = values.get(&(member, field.id)).map(String::as_str);

        if asked.json {
            let entry = outcome.changed().then_some(outcome.entry);

            self.out.json(&json!({
                "entry": entry,
                "member": member,
                "field": field.label,
                "value": value_json(field.kind, value),
            }))?;
        } else {
            let value = value.map_or_else(|| "–".to_owned(), |value| self.words.field_value(field.kind, value));
            let phrase = Phrase::new("cli-field-value").with("field", field.title.as_str()).with("value", value);

            self.out.line(&self.words.say(&outcome.said))?;
            self.out.line(&format!("  {}", self.words.say(&phrase)))?;
        }

        Ok(End::Done)
    }
}

fn field_json(field: &CustomField) -> Json {
    json!({
        "id": field.id,
        "label": field.label,
        "title": field.title,
        "kind": field.kind,
        "help": field.help,
        "choices": field.choices().collect::<Vec<_>>(),
        "required": field.required,
        "archived": field.archived,
        "position": field.position,
    })
}

/// A value for programs: numbers, flags and lists are what they are; a date is ISO 8601; nothing is null.
pub(super) fn value_json(kind: FieldKind, value: Option<&str>) -> Json {
    let Some(value) = value else { return Json::Null };

    match kind {
        // One that is not exact as a number of JSON stays text.
        FieldKind::Number => match value.parse::<serde_json::Number>() {
            Ok(number) if number.to_string() == value => Json::Number(number),
            _ => json!(value),
        },
        FieldKind::YesNo => json!(value == "yes"),
        FieldKind::Choices => json!(value.lines().collect::<Vec<_>>()),
        FieldKind::File => FileRef::from_value(value)
            .map_or(Json::Null, |file| json!({ "name": file.name, "size": file.size, "hash": file.hash })),
        _ => json!(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_for_programs() {
        let file = FileRef { hash: "a".repeat(64), name: "avis.pdf".to_owned(), size: 3 };

        for (kind, value, expected) in [
            (FieldKind::Number, "12.5", json!(12.5)),
            (FieldKind::Number, "-12", json!(-12)),
            (FieldKind::Number, "0.10000000000000000001", json!("0.10000000000000000001")),
            (FieldKind::YesNo, "no", json!(false)),
            (FieldKind::Choices, "a\nb", json!(["a", "b"])),
            (FieldKind::Date, "2026-01-31", json!("2026-01-31")),
            (FieldKind::File, &file.to_value(), json!({ "name": "avis.pdf", "size": 3, "hash": "a".repeat(64) })),
        ] {
            assert_eq!(value_json(kind, Some(value)), expected);
        }

        assert_eq!(value_json(FieldKind::Text, None), Json::Null);
    }
}

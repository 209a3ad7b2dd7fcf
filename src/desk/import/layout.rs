//! How files with the same headers were taken in before.

use serde_json::{Map, Value as Json, json};

use super::{ImportOptions, OnMatch};
use crate::desk::Result;
use crate::domain::custom::CustomField;
use crate::domain::entity::{Id, Instant};
use crate::domain::layout::{Layout, LayoutKind};
use crate::exchange::map::names::key;
use crate::exchange::map::{Mapping, propose};
use crate::exchange::{DateOrder, Decimal, Meaning};
use crate::store::{Read, Tx};

/// The name of a file's layout: its headers, folded.
fn name(headers: &[String]) -> String {
    headers.iter().map(|header| key(header)).collect::<Vec<_>>().join("\u{1f}")
}

/// A layout in force for these headers, newest last.
pub async fn find(read: &impl Read, headers: &[String]) -> Result<Option<Layout>> {
    let found = read.with_text::<Layout>("name", &name(headers)).await?;

    Ok(found.into_iter().rfind(|layout| layout.kind == LayoutKind::Import))
}

/// What was decided then, for what is not decided now. A column whose field is gone is proposed anew.
pub fn recall(layout: &Layout, headers: &[String], custom: &[CustomField], options: &mut ImportOptions) {
    let Ok(Json::Object(content)) = serde_json::from_str::<Json>(&layout.content) else { return };
    let columns = content.get("columns").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let policies = content.get("policies").and_then(Json::as_object);
    let text = |name: &str| content.get(name).and_then(Json::as_str);

    for (index, said) in columns.iter().enumerate().take(headers.len()) {
        let number = (index + 1).to_string();
        let meaning = match said.as_str() {
            Some(name) => match Meaning::parse(name, custom) {
                Some(meaning) => Some(meaning),
                None => continue,
            },
            None => None,
        };

        if !options.map.iter().any(|(column, _)| propose::index_of(headers, column) == Some(index)) {
            options.map.push((number, meaning));
        }
    }

    for (index, policy) in policies.into_iter().flatten() {
        if let (Ok(index), Some(policy)) = (index.parse(), policy.as_str().and_then(|name| name.parse().ok())) {
            options.policies.entry(index).or_insert(policy);
        }
    }

    options.dates = options.dates.or_else(|| text("dates")?.parse().ok());
    options.decimal = options.decimal.or_else(|| text("decimal")?.parse().ok());
}

/// What was decided, as it is kept. `dates` and `decimal` only where the operator decided.
pub struct Decided<'a> {
    pub mapping: &'a Mapping,
    /// With those that this import creates.
    pub custom: &'a [(usize, CustomField)],
    pub known: &'a [CustomField],
    pub options: &'a ImportOptions,
}

impl Decided<'_> {
    fn content(&self) -> String {
        let columns: Vec<Json> = self
            .mapping
            .meanings
            .iter()
            .enumerate()
            .map(|(index, meaning)| {
                let new = self.custom.iter().find(|(column, _)| *column == index).map(|(_, field)| &field.label);

                match (meaning, new) {
                    (Some(Meaning::New(_)), Some(label)) => json!(format!("custom.{label}")),
                    (Some(meaning), _) => json!(meaning.name(self.known)),
                    (None, _) => Json::Null,
                }
            })
            .collect();
        let policies: Map<String, Json> = self
            .options
            .policies
            .iter()
            .map(|(index, policy): (&usize, &OnMatch)| (index.to_string(), json!(policy.as_str())))
            .collect();

        json!({
            "columns": columns,
            "policies": policies,
            "dates": self.options.dates.map(DateOrder::as_str),
            "decimal": self.options.decimal.map(Decimal::as_str),
        })
        .to_string()
    }

    /// Keeps it with the import, when it says more than what would be proposed anyway.
    pub async fn remember(&self, tx: &mut Tx, proposed: &Mapping, now: Instant) -> Result<()> {
        let chosen = self.options;
        let plain = proposed.meanings == self.mapping.meanings
            && chosen.policies.is_empty()
            && chosen.dates.is_none()
            && chosen.decimal.is_none();
        let content = self.content();

        match find(tx, &self.mapping.headers).await? {
            Some(before) if before.content == content => {}
            Some(before) => {
                let after = Layout { content, modified_at: now, ..before.clone() };

                tx.update(&before, &after).await?;
            }
            None if plain => {}
            None => {
                tx.insert(&Layout {
                    id: Id::now_v7(),
                    kind: LayoutKind::Import,
                    name: name(&self.mapping.headers),
                    content,
                    created_at: now,
                    modified_at: now,
                })
                .await?;
            }
        }

        Ok(())
    }
}

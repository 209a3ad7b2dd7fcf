//! Named choices of fields for exports.

use serde_json::{Value as Json, json};

use crate::domain::entity::Id;
use crate::domain::layout::{Layout, LayoutKind};
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::text;
use crate::exchange::{Meaning, Subject};
use crate::store::Read;

use super::fields::fields;
use super::{Desk, Done, Failure, Outcome, Result};

/// A named choice of fields, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportLayout {
    pub id: Id,
    pub name: String,
    pub fields: Vec<Meaning>,
}

fn kind(subject: Subject) -> LayoutKind {
    match subject {
        Subject::Members => LayoutKind::Members,
        Subject::Subscriptions => LayoutKind::Subscriptions,
        Subject::Payments => LayoutKind::Payments,
        Subject::Tickets => LayoutKind::Tickets,
    }
}

impl Desk {
    /// The named choices for exports of this subject, by name. Fields that are gone are left out of them.
    pub async fn layouts(&self, subject: Subject) -> Result<Vec<ExportLayout>> {
        let custom = fields(self.store()).await?;
        let mut layouts: Vec<ExportLayout> = self
            .store()
            .all::<Layout>()
            .await?
            .into_iter()
            .filter(|layout| layout.kind == kind(subject))
            .map(|layout| {
                let content: Json = serde_json::from_str(&layout.content).unwrap_or_default();
                let names = content.get("fields").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);

                ExportLayout {
                    id: layout.id,
                    name: layout.name,
                    fields: names.iter().filter_map(|name| Meaning::parse(name.as_str()?, &custom)).collect(),
                }
            })
            .collect();

        layouts.sort_by_cached_key(|layout| crate::domain::fold::fold(&layout.name));

        Ok(layouts)
    }

    /// Keeps a choice of fields under a name; one of that name is replaced.
    ///
    /// # Errors
    /// `Refused` without a name or without fields.
    pub async fn save_layout(&self, subject: Subject, name: &str, chosen: &[Meaning]) -> Result<Outcome> {
        let mut name = name.to_owned();

        text::tidy(&mut name);
        text::check_name(&name, "layout-name-missing").map_err(|phrase| Problem::at("name", phrase))?;

        if chosen.is_empty() {
            return Err(Problem::new("layout-empty").into());
        }

        let mut tx = self.begin("layout.save").await?;
        let custom = fields(&tx).await?;
        let names: Vec<String> = chosen.iter().filter_map(|meaning| meaning.name(&custom)).collect();
        let content = json!({ "fields": names }).to_string();
        let now = tx.at();
        let known = tx.with_text::<Layout>("name", &name).await?;

        match known.into_iter().find(|layout| layout.kind == kind(subject)) {
            Some(before) if before.content == content => {}
            Some(before) => {
                let after = Layout { content, modified_at: now, ..before.clone() };

                tx.update(&before, &after).await?;
            }
            None => {
                tx.insert(&Layout {
                    id: Id::now_v7(),
                    kind: kind(subject),
                    name: name.clone(),
                    content,
                    created_at: now,
                    modified_at: now,
                })
                .await?;
            }
        }

        self.commit(tx, Done::new("done-layout-save", name)).await
    }

    /// Takes a named choice away.
    ///
    /// # Errors
    /// `Gone` when it is not there any more.
    pub async fn forget_layout(&self, layout: Id) -> Result<Outcome> {
        let mut tx = self.begin("layout.forget").await?;
        let known: Layout = tx.get(layout).await?.ok_or_else(|| Failure::Gone(Phrase::new("gone-layout")))?;

        tx.archive::<Layout>(&[layout]).await?;
        self.commit(tx, Done::new("done-layout-forget", known.name)).await
    }
}

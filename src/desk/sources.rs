//! Where the values of a member come from.

use crate::domain::custom::FieldValue;
use crate::domain::entity::{Entity, Id, Instant, Value};
use crate::domain::member::Member;
use crate::store::{Author, Read};

use super::{Desk, Result, members};

/// What the program keeps by itself: nobody gave it.
const KEPT: [&str; 5] = ["source", "created_at", "modified_at", "newsletter_at", "email_checked_at"];

/// One action, and what a member still has of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub giver: Giver,
    pub at: Instant,
    /// Columns of the member.
    pub columns: Vec<&'static str>,
    /// Titles of the venue's own fields.
    pub fields: Vec<String>,
}

/// Who or what gave values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Giver {
    Operator(String),
    /// An import of the file of this name.
    File(String),
    /// The examples.
    Demo,
}

impl Desk {
    /// The actions that gave a member the values that they have, newest first, each with its fields in the order of the
    /// page. What is empty has no source.
    pub async fn sources(&self, member: Id) -> Result<Vec<Source>> {
        let store = self.store();
        let held = members::known(store, member).await?;
        let fields = self.fields_of(member).await?;
        let value = |field: Id| FieldValue::id_of(member, field);
        let rows: Vec<Id> = std::iter::once(member).chain(fields.iter().map(|(field, _)| value(field.id))).collect();
        let authors = store.authors(&rows).await?;
        let mut found: Vec<Source> = Vec::new();

        for (column, cell) in Member::TABLE.columns.iter().zip(held.values()) {
            if KEPT.contains(&column.name) || cell == Value::Null {
                continue;
            }

            if let Some(author) = authors.get(&member).and_then(|authors| authors.of(column.name)) {
                source(&mut found, author).columns.push(column.name);
            }
        }

        for (field, _) in fields.into_iter().filter(|(_, held)| held.is_some()) {
            if let Some(author) = authors.get(&value(field.id)).and_then(|authors| authors.of("value")) {
                source(&mut found, author).fields.push(field.title);
            }
        }

        found.sort_by_key(|source| std::cmp::Reverse(source.at));

        Ok(found)
    }
}

/// What an action gave, as found so far.
fn source<'a>(found: &'a mut Vec<Source>, author: &Author) -> &'a mut Source {
    let giver = match author.action.as_str() {
        "file.import" => Giver::File(author.subject.clone()),
        "workspace.demo" => Giver::Demo,
        _ => Giver::Operator(author.operator.clone()),
    };
    let known = found.iter().position(|source| source.at == author.at && source.giver == giver);
    let place = known.unwrap_or_else(|| {
        found.push(Source { giver, at: author.at, columns: Vec::new(), fields: Vec::new() });

        found.len() - 1
    });

    &mut found[place]
}

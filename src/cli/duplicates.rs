//! `duplicates`: who is possibly known twice, and who was decided not to be the same person.

use serde_json::{Value as Json, json};

use crate::desk::Desk;
use crate::domain::duplicate::Group;
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::domain::query::MemberRow;

use super::args::Duplicates;
use super::counter::member;
use super::out::{Result, Table};
use super::{End, Shell};

impl Shell {
    pub(super) async fn duplicates(&mut self, desk: &Desk, asked: &Duplicates) -> Result<End> {
        if !asked.apart.is_empty() {
            return self.set_apart(desk, asked).await;
        }

        let groups = desk.all_possible_duplicates().await?;
        let total = groups.len();
        let shown = groups.into_iter().take(asked.limit.unwrap_or(usize::MAX)).collect();
        let named = desk.named_groups(shown).await?;

        if asked.json {
            let groups: Vec<Json> = named.iter().map(|(group, rows)| self.group_json(group, rows)).collect();

            self.out.json(&json!({ "total": total, "duplicates": groups }))?;

            return Ok(End::Done);
        }

        let titles = self.titles(&["cli-why", "cli-who", "member-email", "cli-entry"]);
        let mut lines = Vec::new();

        for (group, rows) in &named {
            for (place, row) in rows.iter().enumerate() {
                let why = if place == 0 { self.words.say(&group.why) } else { String::new() };
                let name = format!("{} {}", row.first_name, row.last_name);

                lines.push(vec![why, name, row.email.clone().unwrap_or_default(), row.id.to_string()]);
            }

            if group.members.len() > rows.len() {
                let more = Phrase::new("cli-more-alike").with("count", group.members.len() - rows.len());

                lines.push(vec![String::new(), self.words.say(&more), String::new(), String::new()]);
            }
        }

        if !lines.is_empty() {
            Table::new(titles).rows(&lines, &mut self.out)?;
        }

        self.out.line(&self.words.say(&Phrase::new("cli-duplicates-found").with("count", total)))?;

        Ok(End::Done)
    }

    async fn set_apart(&mut self, desk: &Desk, asked: &Duplicates) -> Result<End> {
        let mut members: Vec<Id> = Vec::with_capacity(asked.apart.len());

        for named in &asked.apart {
            members.push(match named.parse() {
                Ok(id) => id,
                Err(_) => member(&desk.members_by_email(named).await?, named, None)?.id,
            });
        }

        let outcome = desk.set_apart(&members).await?;
        let said = self.words.say(&outcome.said);

        if asked.json {
            let entry = outcome.changed().then_some(outcome.entry);

            self.out.json(&json!({ "entry": entry, "members": members }))?;
        } else {
            self.out.line(&said)?;
        }

        Ok(End::Done)
    }

    /// Of very many members the first ones are named; `count` says how many there are.
    fn group_json(&self, group: &Group, rows: &[MemberRow]) -> Json {
        let members: Vec<Json> = rows
            .iter()
            .map(|row| {
                json!({
                    "id": row.id, "first_name": row.first_name, "last_name": row.last_name,
                    "email": row.email, "phone": row.phone,
                })
            })
            .collect();

        json!({ "why": self.words.say(&group.why), "count": group.members.len(), "members": members })
    }
}

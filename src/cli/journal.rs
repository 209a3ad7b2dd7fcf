//! `history` and `undo`.

use chrono::SecondsFormat;
use serde_json::{Value as Json, json};

use crate::desk::{Desk, HistoryEntry};
use crate::domain::phrase::Phrase;

use super::args::{History, Undo};
use super::out::{Result, Stop, Table};
use super::{End, Shell};

/// How many entries are shown when it is not said.
const LIMIT: usize = 100;

impl Shell {
    pub(super) async fn history(&mut self, desk: &Desk, history: &History) -> Result<End> {
        let limit = history.limit.unwrap_or(LIMIT);
        let entries = match &history.member {
            None => desk.history(None, limit).await?,
            Some(email) => {
                let found = desk.members_by_email(email).await?;
                if found.is_empty() {
                    return Err(Phrase::new("cli-no-member").with("email", email.as_str()).into());
                }
                // Couples share an address: what happened to either of them.
                let mut entries = Vec::new();
                for member in &found {
                    entries.extend(desk.history(Some(member.id), limit).await?);
                }
                entries.sort_by(|a, b| b.at.cmp(&a.at).then(b.id.cmp(&a.id)));
                entries.dedup_by_key(|entry| entry.id);
                entries.truncate(limit);

                entries
            }
        };

        if history.json {
            let entries: Vec<Json> = entries.iter().map(|entry| self.entry_json(entry)).collect();
            self.out.json(&json!({ "entries": entries }))?;

            return Ok(End::Done);
        }

        let titles =
            self.titles(&["cli-when", "cli-who", "cli-what", "cli-subject", "cli-rows", "cli-state", "cli-entry"]);
        let rows: Vec<Vec<String>> = entries
            .iter()
            .map(|entry| {
                let state = match (entry.undone, entry.undoes) {
                    (true, _) => self.words.get("cli-undone"),
                    (false, Some(_)) => self.words.get("cli-undoes"),
                    (false, None) => String::new(),
                };

                vec![
                    self.words.moment(entry.at),
                    entry.operator.clone(),
                    self.words.say(&entry.title()),
                    entry.subject.clone(),
                    self.words.number(i64::try_from(entry.rows).unwrap_or(i64::MAX)),
                    state,
                    entry.id.to_string(),
                ]
            })
            .collect();
        Table::new(titles).rows(&rows, &mut self.out)?;

        Ok(End::Done)
    }

    fn entry_json(&self, entry: &HistoryEntry) -> Json {
        let changes: Vec<Json> = entry
            .changes
            .iter()
            .map(|change| {
                json!({
                    "entity": change.entity,
                    "row": change.row,
                    "kind": change.kind,
                    "field": change.field,
                    "custom": change.custom.as_ref().map(|(title, _)| title),
                    "before": change.before,
                    "after": change.after,
                })
            })
            .collect();

        json!({
            "id": entry.id,
            "at": entry.at.to_rfc3339_opts(SecondsFormat::Micros, true),
            "operator": entry.operator,
            "desk": entry.desk,
            "action": entry.action,
            "subject": entry.subject,
            "note": entry.note.as_ref().map(|note| self.words.say(note)),
            "undone": entry.undone,
            "undoes": entry.undoes,
            "rows": entry.rows,
            "changes": changes,
        })
    }

    pub(super) async fn undo(&mut self, desk: &Desk, undo: &Undo) -> Result<End> {
        let entry = match &undo.entry {
            None => None,
            Some(text) => {
                let wrong = || Stop::Usage(Phrase::new("cli-no-entry").with("entry", text.as_str()));

                Some(text.parse().map_err(|_| wrong())?)
            }
        };
        let outcome = desk.undo(entry).await?;
        let said = self.words.say(&outcome.said);
        let left: Vec<String> = outcome.left.iter().map(|phrase| self.words.say(phrase)).collect();

        if undo.json {
            self.out.json(&json!({ "entry": outcome.entry, "said": said, "left": left }))?;
        } else {
            self.out.line(&said)?;
            for line in &left {
                self.out.line(&format!("  {line}"))?;
            }
        }

        Ok(if left.is_empty() { End::Done } else { End::Partly })
    }
}

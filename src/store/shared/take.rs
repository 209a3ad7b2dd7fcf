//! What other desks did: rows, and their actions in the journal.

use std::collections::{BTreeMap, HashMap};

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::domain::TABLES;
use crate::store::rows::{marks, statement};
use crate::store::{CHUNK, Result};
use crate::sync::rules;
use crate::sync::talk::{Memory, remember};
use crate::sync::wire::{Action, Logged, Mark, OpKind, Page};

use super::outbox::Said;
use super::{Exchange, json};

impl Exchange {
    pub(super) async fn take(&mut self, memory: &mut Memory, page: Page) -> Result<()> {
        let mut rows: BTreeMap<&'static str, Vec<Said>> = BTreeMap::new();

        // A row of an entity that this program does not know yet stays on the server until it does.
        for row in page.rows {
            if let Some(table) = rules::table(&row.entity) {
                rows.entry(table.name).or_default().push(Said { id: row.id, row: Some(row), refused: false });
            }
        }

        for table in TABLES {
            if let Some(rows) = rows.remove(table.name) {
                self.show(table, rows, true).await?;
            }
        }

        self.tell(page.entries, page.changes).await?;

        memory.cursor = page.cursor;

        if let Some(hash) = page.hash {
            remember(&mut memory.marks, Mark(page.cursor, hash));
        }

        Ok(())
    }

    /// Writes other desks' actions into the journal; what this file did itself is there.
    async fn tell(&self, entries: Vec<Action>, changes: Vec<Logged>) -> Result<()> {
        let known = self.known(&entries.iter().map(|action| action.id).collect::<Vec<_>>()).await?;
        let mut seqs: HashMap<Uuid, i64> = HashMap::new();

        for action in entries {
            match known.get(&action.id) {
                Some((_, false)) => continue,
                Some((seq, true)) => {
                    seqs.insert(action.id, *seq);
                }
                None => {
                    seqs.insert(action.id, self.enter(&action).await?);
                }
            }
        }

        let mut by_entry: BTreeMap<i64, Vec<Logged>> = BTreeMap::new();

        for change in changes {
            let entry = change.entry.and_then(|entry| seqs.get(&entry)).copied();

            if let Some(entry) = entry.filter(|_| rules::table(&change.entity).is_some()) {
                by_entry.entry(entry).or_default().push(change);
            }
        }

        for (entry, changes) in by_entry {
            self.list(entry, changes).await?;
        }

        Ok(())
    }

    /// Of these actions those that are in the journal: their number, and whether they are another desk's.
    async fn known(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, (i64, bool)>> {
        let mut found = HashMap::new();

        for ids in ids.chunks(CHUNK) {
            let sql = format!("SELECT id, seq, theirs IS NOT NULL FROM entry WHERE id IN ({})", marks(ids.len()));

            for row in self.connection.query_all_raw(statement(sql, ids.iter().map(|&id| id.into()))).await? {
                let theirs: i64 = row.try_get_by_index(2)?;

                found.insert(row.try_get_by_index(0)?, (row.try_get_by_index(1)?, theirs != 0));
            }
        }

        Ok(found)
    }

    async fn enter(&self, action: &Action) -> Result<i64> {
        let row = self
            .connection
            .query_one_raw(statement(
                "INSERT INTO entry (seq, id, at, operator, desk, action, subject, member, note, undoes, first_change,
                     last_change, theirs)
                 VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM entry), ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 1)
                 RETURNING seq",
                [
                    action.id.into(),
                    action.at.into(),
                    action.operator.as_str().into(),
                    action.desk.as_str().into(),
                    action.action.as_str().into(),
                    action.subject.as_str().into(),
                    action.member.into(),
                    action.note.clone().into(),
                    action.undoes.into(),
                ],
            ))
            .await?;

        if let Some(undone) = action.undoes {
            self.run("UPDATE entry SET undone_by = ? WHERE id = ?", [action.id.into(), undone.into()]).await?;
        }

        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
    }

    async fn list(&self, entry: i64, changes: Vec<Logged>) -> Result<()> {
        let line = format!("({})", marks(5));
        let first =
            self.connection.query_one_raw(statement("SELECT coalesce(max(seq), 0) + 1 FROM change", [])).await?;
        let first: i64 = first.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(1);
        let last = first + i64::try_from(changes.len()).unwrap_or(0) - 1;

        for changes in changes.chunks(CHUNK) {
            let sql = format!(
                "INSERT INTO change (entry, entity, row, kind, fields) VALUES {}",
                vec![line.as_str(); changes.len()].join(",")
            );
            let mut values = Vec::with_capacity(changes.len() * 5);

            for change in changes {
                let kind = match (change.kind, &change.fields) {
                    (OpKind::Offer, None) => OpKind::Insert,
                    (OpKind::Offer, Some(_)) => OpKind::Update,
                    (kind, _) => kind,
                };
                let fields = change.fields.as_ref().filter(|_| kind == OpKind::Update);

                values.extend([
                    entry.into(),
                    change.entity.as_str().into(),
                    change.row.into(),
                    kind.name().into(),
                    fields.map(json).transpose()?.into(),
                ]);
            }

            self.run(&sql, values).await?;
        }

        self.run(
            "UPDATE entry SET last_change = ?2, first_change = CASE first_change WHEN 0 THEN ?1 ELSE first_change END
             WHERE seq = ?3",
            [first.into(), last.into(), entry.into()],
        )
        .await?;

        Ok(())
    }
}

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
        let mut seqs: HashMap<Uuid, i64> =
            known.iter().filter(|(_, (_, theirs))| *theirs).map(|(id, (seq, _))| (*id, *seq)).collect();
        let mut new: Vec<(i64, Action)> = Vec::new();
        let (mut seq, mut place) = (self.last("entry").await?, self.last("change").await?);

        for action in entries.into_iter().filter(|action| !known.contains_key(&action.id)) {
            seq += 1;
            seqs.insert(action.id, seq);
            new.push((seq, action));
        }

        let mut listed: Vec<(i64, Logged)> = changes
            .into_iter()
            .filter(|change| rules::table(&change.entity).is_some())
            .filter_map(|change| Some((*seqs.get(&change.entry?)?, change)))
            .collect();

        // An action's changes stand together.
        listed.sort_by_key(|(entry, _)| *entry);

        let mut ranges: BTreeMap<i64, (i64, i64)> = BTreeMap::new();

        for (entry, _) in &listed {
            place += 1;
            ranges.entry(*entry).or_insert((place, place)).1 = place;
        }

        self.enter(&new, &ranges).await?;

        for (_, (seq, _)) in known.iter().filter(|(_, (_, theirs))| *theirs) {
            if let Some((first, last)) = ranges.get(seq) {
                self.run(
                    "UPDATE entry SET last_change = ?2,
                         first_change = CASE first_change WHEN 0 THEN ?1 ELSE first_change END
                     WHERE seq = ?3",
                    [(*first).into(), (*last).into(), (*seq).into()],
                )
                .await?;
            }
        }

        self.list(&listed).await
    }

    /// The highest number that a table of the journal gave.
    async fn last(&self, table: &str) -> Result<i64> {
        let row = self.connection.query_one_raw(statement(format!("SELECT max(seq) FROM {table}"), [])).await?;
        let last: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();

        Ok(last.unwrap_or(0))
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

    async fn enter(&self, actions: &[(i64, Action)], ranges: &BTreeMap<i64, (i64, i64)>) -> Result<()> {
        let line = format!("({}, 1)", marks(12));

        for actions in actions.chunks(CHUNK) {
            let sql = format!(
                "INSERT INTO entry (seq, id, at, operator, desk, action, subject, member, note, undoes, first_change,
                     last_change, theirs) VALUES {}",
                vec![line.as_str(); actions.len()].join(",")
            );
            let mut values = Vec::with_capacity(actions.len() * 12);

            for (seq, action) in actions {
                let (first, last) = ranges.get(seq).copied().unwrap_or((0, 0));

                values.extend([
                    (*seq).into(),
                    action.id.into(),
                    action.at.into(),
                    action.operator.as_str().into(),
                    action.desk.as_str().into(),
                    action.action.as_str().into(),
                    action.subject.as_str().into(),
                    action.member.into(),
                    action.note.clone().into(),
                    action.undoes.into(),
                    first.into(),
                    last.into(),
                ]);
            }

            self.run(&sql, values).await?;
        }

        for (_, action) in actions {
            if let Some(undone) = action.undoes {
                self.run("UPDATE entry SET undone_by = ? WHERE id = ?", [action.id.into(), undone.into()]).await?;
            }
        }

        Ok(())
    }

    async fn list(&self, changes: &[(i64, Logged)]) -> Result<()> {
        let line = format!("({})", marks(5));

        for changes in changes.chunks(CHUNK) {
            let sql = format!(
                "INSERT INTO change (entry, entity, row, kind, fields) VALUES {}",
                vec![line.as_str(); changes.len()].join(",")
            );
            let mut values = Vec::with_capacity(changes.len() * 5);

            for (entry, change) in changes {
                let kind = match (change.kind, &change.fields) {
                    (OpKind::Offer, None) => OpKind::Insert,
                    (OpKind::Offer, Some(_)) => OpKind::Update,
                    (kind, _) => kind,
                };
                let fields = change.fields.as_ref().filter(|_| kind == OpKind::Update);

                values.extend([
                    (*entry).into(),
                    change.entity.as_str().into(),
                    change.row.into(),
                    kind.name().into(),
                    fields.map(json).transpose()?.into(),
                ]);
            }

            self.run(&sql, values).await?;
        }

        Ok(())
    }
}

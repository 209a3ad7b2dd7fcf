//! Members as rows of an export. Only the columns that are asked for are read, many rows in one piece, and who is valid
//! until when comes from the directory where it is ready: a million rows are read as fast as they are written.

use std::collections::HashMap;
use std::str::FromStr;

use chrono::DateTime;

use super::Field;
use super::own::Values;
use super::rows::{PAGE, Source};
use crate::desk::Result;
use crate::domain::entity::{Entity, Id, Named};
use crate::domain::member::{EmailState, Member, Source as From};
use crate::domain::period::End;
use crate::domain::subscription::{Span, Standing, Subscription, standing, valid_until};
use crate::exchange::Meaning;
use crate::exchange::write::cells::Cell;
use crate::store::Read;

/// A member as the file keeps them: the id, and the cells of the columns that were asked for.
struct Kept {
    id: Id,
    cells: Vec<String>,
}

impl Source<'_> {
    pub(super) async fn members(&self, ids: &[Id]) -> Result<usize> {
        let names = self.names();
        let of_spans = [Field::Standing, Field::ValidUntil].map(Meaning::Field);
        let computed = self.columns.iter().any(|column| of_spans.contains(column));
        let mut done = 0;

        self.job.set_total(ids.len() as u64);

        for ids in ids.chunks(PAGE) {
            let members = self.kept(ids, &names).await?;
            let values = Values::of(self.desk.store(), self.columns, ids).await?;
            let standings = if computed { self.standings(ids).await? } else { HashMap::new() };
            let rows = members
                .into_iter()
                .map(|mut member| {
                    let (standing, until) = standings.get(&member.id).copied().unwrap_or((Standing::None, None));

                    self.row(member.id, &values, |field| match field {
                        Field::Standing => self.words.of(standing),
                        Field::ValidUntil => self.end(until),
                        field => self.kept_cell(&mut member, &names, field),
                    })
                })
                .collect();

            self.pass(rows, &mut done).await?;
        }

        Ok(done)
    }

    /// The columns of the file that are needed: a field of a member is called as its column.
    fn names(&self) -> Vec<&'static str> {
        let asked = self.columns.iter().filter_map(|column| column.field());

        asked.filter_map(|field| Member::TABLE.column(field.as_str())).map(|column| column.name).collect()
    }

    /// Members in the order of `ids`; those that are gone are left out.
    async fn kept(&self, ids: &[Id], names: &[&'static str]) -> Result<Vec<Kept>> {
        let mut found: HashMap<Id, Vec<String>> =
            self.desk.store().packed::<Member>(names, ids).await?.into_iter().collect();

        Ok(ids.iter().filter_map(|&id| Some(Kept { id, cells: found.remove(&id)? })).collect())
    }

    /// A cell of a member; a text is taken out, not copied.
    fn kept_cell(&self, of: &mut Kept, names: &[&'static str], field: Field) -> Cell {
        if field == Field::MemberId {
            return Cell::Text(of.id.to_string());
        }

        let Some(at) = names.iter().position(|name| *name == field.as_str()) else { return Cell::Empty };
        let text = std::mem::take(&mut of.cells[at]);

        match field {
            Field::Newsletter | Field::Active | Field::Team | Field::Vip => self.words.yes_no(text == "1"),
            Field::EmailState => self.named::<EmailState>(&text),
            Field::Source => self.named::<From>(&text),
            Field::BirthDate => text.parse().map_or(Cell::Empty, Cell::Date),
            Field::CreatedAt => text
                .parse()
                .ok()
                .and_then(DateTime::from_timestamp_micros)
                .map_or(Cell::Empty, |at| Cell::Date(self.day(at))),
            _ => text.into(),
        }
    }

    fn named<T: Named + FromStr>(&self, name: &str) -> Cell {
        name.parse::<T>().map_or(Cell::Empty, |value| self.words.of(value))
    }

    /// Standing and end of validity of these members: from the directory, else from their subscriptions.
    async fn standings(&self, ids: &[Id]) -> Result<HashMap<Id, (Standing, Option<End>)>> {
        if let Some(known) = self.desk.found_standings(ids.to_vec(), self.now).await {
            return Ok(known.into_iter().collect());
        }

        let soon = self.desk.settings().expires_soon_days;
        let mut spans: HashMap<Id, Vec<Span>> = HashMap::new();

        for subscription in self.desk.store().of_any::<Subscription>("member", ids).await? {
            spans.entry(subscription.member).or_default().push(subscription.span());
        }

        Ok(ids
            .iter()
            .map(|id| {
                let spans = spans.get(id).map_or(&[][..], Vec::as_slice);

                (*id, (standing(spans, self.now, soon), valid_until(spans, self.now)))
            })
            .collect())
    }
}

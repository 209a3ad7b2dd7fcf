//! Members as rows of an export. Only the columns that are asked for are read, many rows in one piece, and who is valid
//! until when comes from the directory where it is ready: a million rows are read as fast as they are written.

use std::collections::HashMap;
use std::str::FromStr;

use chrono::DateTime;
use futures::stream::{self, StreamExt as _};

use super::Field;
use super::own::Values;
use super::rows::{PAGE, Source};
use crate::desk::Result;
use crate::domain::custom::CustomField;
use crate::domain::entity::{Entity, Id, Named};
use crate::domain::member::{EmailState, Member, Source as From};
use crate::domain::period::End;
use crate::domain::subscription::{Span, Standing, Subscription, standing, valid_until};
use crate::exchange::Meaning;
use crate::exchange::write::cells::Cell;
use crate::store::Read;

/// How many pages are read while one is written.
const AHEAD: usize = 2;

/// Where the cells of a column come from.
enum Column<'a> {
    /// The cell of that number, of those that are read, and what it is.
    Kept(usize, Field),
    Id,
    Standing,
    Until,
    Own(&'a CustomField),
    Empty,
}

impl Source<'_> {
    pub(super) async fn members(&self, ids: &[Id]) -> Result<usize> {
        let (columns, names) = self.places();
        let pages: Vec<_> = ids.chunks(PAGE).map(|ids| self.page(ids, &columns, &names)).collect();
        let mut pages = stream::iter(pages).buffered(AHEAD);
        let mut done = 0;

        self.job.set_total(ids.len() as u64);

        while let Some(rows) = pages.next().await {
            self.pass(rows?, &mut done).await?;
        }

        Ok(done)
    }

    /// Where the cells of each column come from, and the columns of the file that are read: a field of a member is called
    /// as its column.
    fn places(&self) -> (Vec<Column<'_>>, Vec<&'static str>) {
        let mut names = Vec::new();
        let columns = self
            .columns
            .iter()
            .map(|meaning| match meaning {
                Meaning::Field(Field::Standing) => Column::Standing,
                Meaning::Field(Field::ValidUntil) => Column::Until,
                Meaning::Field(Field::MemberId) => Column::Id,
                Meaning::Field(field) => match Member::TABLE.column(field.as_str()) {
                    Some(column) => {
                        names.push(column.name);
                        Column::Kept(names.len() - 1, *field)
                    }
                    None => Column::Empty,
                },
                Meaning::Custom(id) => self.own.iter().find(|field| field.id == *id).map_or(Column::Empty, Column::Own),
                Meaning::New(_) => Column::Empty,
            })
            .collect();

        (columns, names)
    }

    /// Members in the order of `ids`; those that are gone are left out.
    async fn page(&self, ids: &[Id], columns: &[Column<'_>], names: &[&'static str]) -> Result<Vec<Vec<Cell>>> {
        let store = self.desk.store();
        let computed = columns.iter().any(|column| matches!(column, Column::Standing | Column::Until));
        let values = Values::of(store, self.columns, ids).await?;
        let standings = if computed { self.standings(ids).await? } else { Vec::new() };
        let mut rows: Vec<Option<Vec<Cell>>> = Vec::new();

        rows.resize_with(ids.len(), || None);
        store
            .packed::<Member>(names, ids, |place, kept| {
                let id = ids[place];
                let (standing, until) = standings.get(place).copied().unwrap_or((Standing::None, None));
                let cell = |column: &Column<'_>| match column {
                    Column::Kept(at, field) => self.kept_cell(*field, kept[*at]),
                    Column::Id => Cell::Text(id.to_string()),
                    Column::Standing => self.words.of(standing),
                    Column::Until => self.end(until),
                    Column::Own(field) => values.cell(id, field, &self.words.yes, &self.words.no),
                    Column::Empty => Cell::Empty,
                };

                rows[place] = Some(columns.iter().map(cell).collect());
            })
            .await?;

        Ok(rows.into_iter().flatten().collect())
    }

    fn kept_cell(&self, field: Field, text: &str) -> Cell {
        match field {
            Field::Newsletter | Field::Active | Field::Team | Field::Vip => self.words.yes_no(text == "1"),
            Field::EmailState => self.named::<EmailState>(text),
            Field::Source => self.named::<From>(text),
            Field::BirthDate => text.parse().map_or(Cell::Empty, Cell::Date),
            Field::CreatedAt => text
                .parse()
                .ok()
                .and_then(DateTime::from_timestamp_micros)
                .map_or(Cell::Empty, |at| Cell::Date(self.day(at))),
            _ if text.is_empty() => Cell::Empty,
            _ => Cell::Text(text.to_owned()),
        }
    }

    fn named<T: Named + FromStr>(&self, name: &str) -> Cell {
        name.parse::<T>().map_or(Cell::Empty, |value| self.words.of(value))
    }

    /// Standing and end of validity of each of these members: from the directory, else from their subscriptions.
    async fn standings(&self, ids: &[Id]) -> Result<Vec<(Standing, Option<End>)>> {
        if let Some(known) = self.desk.found_standings(ids.to_vec(), self.now).await {
            return Ok(known);
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

                (standing(spans, self.now, soon), valid_until(spans, self.now))
            })
            .collect())
    }
}

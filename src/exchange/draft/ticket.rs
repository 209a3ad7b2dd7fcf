//! The ticket that a row speaks of.

use chrono::NaiveDate;

use super::{Drafting, Wrong, values};
use crate::domain::phrase::Phrase;
use crate::domain::text;
use crate::exchange::read::row::Row;
use crate::exchange::{Field, Subject};

/// A ticket as a row has it.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketDraft {
    pub title: String,
    pub category: Option<String>,
    pub order_number: Option<String>,
    pub ticket_number: Option<String>,
    pub activity: Option<String>,
    pub date: Option<NaiveDate>,
}

impl Drafting {
    /// Whether rows bring tickets.
    pub fn tickets(&self) -> bool {
        let has = |field| self.mapping.has(field);

        match self.subject {
            Some(Subject::Tickets) => true,
            Some(_) => false,
            None => has(Field::TicketNumber) || has(Field::TicketTitle),
        }
    }

    /// None when the row speaks of no ticket. One without a title is called after its category or activity, else after
    /// the file.
    pub(super) fn ticket(&self, row: &Row) -> Result<Option<TicketDraft>, Wrong> {
        if !self.tickets() {
            return Ok(None);
        }

        let line = |field| -> Result<Option<String>, Wrong> {
            let Some(column) = self.mapping.column(field) else { return Ok(None) };
            let mut said = self.text(row, column).split_whitespace().collect::<Vec<_>>().join(" ");

            text::tidy(&mut said);
            text::check_line(&said).map_err(|why| Wrong::at(column, why))?;

            Ok((!said.is_empty()).then_some(said))
        };
        let title = line(Field::TicketTitle)?;
        let category = line(Field::TicketCategory)?;
        let activity = line(Field::Activity)?;
        let (order_number, ticket_number) = (line(Field::OrderNumber)?, line(Field::TicketNumber)?);
        let date = match self.mapping.column(Field::TicketDate) {
            Some(column) if !self.text(row, column).trim().is_empty() => {
                let cell = self.text(row, column).trim();

                Some(
                    values::date(cell, row.kind(column), self.read_as.dates_of(column), self.today)
                        .map_err(|why| Wrong::at(column, why))?,
                )
            }
            _ => None,
        };

        // A person among tickets who has none is still a person.
        if title.is_none() && category.is_none() && order_number.is_none() && ticket_number.is_none() {
            return Ok(None);
        }

        let named = title.clone().or_else(|| category.clone()).or_else(|| activity.clone());

        Ok(Some(TicketDraft {
            category: category.filter(|_| title.is_some()),
            title: named.unwrap_or_else(|| text::excerpt(&self.file)),
            order_number,
            ticket_number,
            activity,
            date,
        }))
    }

    /// What is wrong with the whole file: it was said to hold tickets, and nothing in it tells of one.
    pub fn lacks_tickets(&self) -> Option<Phrase> {
        let says = |field| self.mapping.has(field);
        let any = [Field::TicketTitle, Field::TicketCategory, Field::OrderNumber, Field::TicketNumber];

        (self.subject == Some(Subject::Tickets) && !any.into_iter().any(says))
            .then(|| Phrase::new("exchange-no-ticket-column").with("file", self.file.as_str()))
    }
}

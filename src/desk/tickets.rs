//! Tickets of members: no facts, but notes of what a ticketing sold; they can be added, mended and removed by hand.

use chrono::NaiveDate;

use crate::domain::entity::Id;
use crate::domain::member::Member;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::ticket::Ticket;
use crate::store::Read;

use super::members::{known, refuse};
use super::{Desk, Done, Failure, Outcome, Result};

impl Desk {
    /// The tickets of a member, newest first.
    pub async fn tickets(&self, member: Id) -> Result<Vec<Ticket>> {
        let mut tickets: Vec<Ticket> = self.store().of("member", member).await?;
        let venue = self.settings();
        let day = |ticket: &Ticket| -> NaiveDate { ticket.date.unwrap_or_else(|| venue.day(ticket.created_at)) };

        tickets.sort_by_key(|ticket| std::cmp::Reverse((day(ticket), ticket.id)));

        Ok(tickets)
    }

    /// Creates or changes, by id; a nil id is given one. Whose it is and where it came from stay.
    ///
    /// # Errors
    /// `Refused` when another ticket has the same order and ticket number: it would be the same one.
    pub async fn save_ticket(&self, mut ticket: Ticket) -> Result<Outcome> {
        ticket.tidy();
        refuse(ticket.problems())?;

        let mut tx = self.begin("ticket.add").await?;
        let before: Option<Ticket> = tx.get(ticket.id).await?;
        let member = before.as_ref().map_or(ticket.member, |before| before.member);
        let holder = known(&tx, member).await?;

        if let Some(other) = same(&tx, &ticket).await? {
            let whose = tx.get_any::<Member>(other.member).await?.map(|member| member.display_name());
            let phrase = Phrase::new("ticket-same").with("title", other.title).with("name", whose.unwrap_or_default());
            let field = if ticket.ticket_number.is_some() { "ticket_number" } else { "order_number" };

            return Err(Problem::at(field, phrase).into());
        }

        let said = if let Some(before) = before {
            tx.set_action("ticket.edit");

            let after = Ticket {
                member: before.member,
                source: before.source,
                created_at: before.created_at,
                modified_at: before.modified_at,
                ..ticket
            };

            if after != before {
                tx.update(&before, &Ticket { modified_at: tx.at(), ..after }).await?;
            }

            "done-ticket-edit"
        } else {
            if ticket.id.is_nil() {
                ticket.id = Id::now_v7();
            } else if tx.get_any::<Ticket>(ticket.id).await?.is_some() {
                return Err(gone());
            }

            ticket.created_at = tx.at();
            ticket.modified_at = tx.at();
            tx.insert(&ticket).await?;

            "done-ticket-add"
        };

        self.commit(tx, Done::new(said, holder.display_name()).member(holder.id)).await
    }

    /// Takes a ticket off its member.
    pub async fn remove_ticket(&self, ticket: Id) -> Result<Outcome> {
        let mut tx = self.begin("ticket.remove").await?;
        let ticket: Ticket = tx.get(ticket).await?.ok_or_else(gone)?;
        let holder = known(&tx, ticket.member).await?;

        tx.archive::<Ticket>(&[ticket.id]).await?;

        let done = Done::new("done-ticket-remove", holder.display_name()).member(holder.id);

        self.commit(tx, done.note(Phrase::new("note-ticket").with("title", ticket.title))).await
    }
}

fn gone() -> Failure {
    Failure::Gone(Phrase::new("gone-ticket"))
}

/// Another ticket that is the same one.
async fn same(read: &impl Read, ticket: &Ticket) -> Result<Option<Ticket>> {
    let near: Vec<Ticket> = match (&ticket.ticket_number, &ticket.order_number) {
        (Some(number), _) => read.with_text("ticket_number", number).await?,
        (None, Some(number)) => read.with_text("order_number", number).await?,
        (None, None) => return Ok(None),
    };

    Ok(near.into_iter().find(|other| other.id != ticket.id && other.key() == ticket.key()))
}

//! A ticket from any ticketing, linked to a member.

use chrono::NaiveDate;

use super::entity::{Id, Instant, entity};
use super::member::Source;
use super::phrase::Problem;
use super::text;

entity! {
    /// A ticket. The same order number and ticket number mean the same ticket.
    Ticket = "ticket" row {
        member: Id = Never,
        title: String = Later,
        category: Option<String> = Later,
        order_number: Option<String> = Later,
        ticket_number: Option<String> = Later,
        /// The event or activity it is for, by its name.
        activity: Option<String> = Later,
        /// The day it is for, else the day it was ordered.
        date: Option<NaiveDate> = Later,
        source: Source = Never,
        created_at: Instant = Never,
        modified_at: Instant = Greatest,
    }
}

impl Ticket {
    /// A ticket of a member, with nothing known yet.
    pub fn new(id: Id, member: Id, now: Instant) -> Self {
        Self {
            id,
            member,
            title: String::new(),
            category: None,
            order_number: None,
            ticket_number: None,
            activity: None,
            date: None,
            source: Source::Hand,
            created_at: now,
            modified_at: now,
        }
    }

    /// Trims its texts; what is empty is none.
    pub fn tidy(&mut self) {
        text::tidy(&mut self.title);

        for optional in [&mut self.category, &mut self.order_number, &mut self.ticket_number, &mut self.activity] {
            text::tidy_optional(optional);
        }
    }

    /// Everything that forbids saving it, each at its field.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut at = |field, found: Result<(), _>| {
            if let Err(phrase) = found {
                problems.push(Problem::at(field, phrase));
            }
        };

        at("title", text::check_name(&self.title, "ticket-title-missing"));

        for (field, line) in [
            ("category", &self.category),
            ("order_number", &self.order_number),
            ("ticket_number", &self.ticket_number),
            ("activity", &self.activity),
        ] {
            at(field, line.as_deref().map_or(Ok(()), text::check_line));
        }

        problems
    }

    /// What tells a ticket from others of any member: order and ticket number; none when it has neither.
    pub fn key(&self) -> Option<(&str, &str)> {
        match (self.order_number.as_deref(), self.ticket_number.as_deref()) {
            (None, None) => None,
            (order, ticket) => Some((order.unwrap_or_default(), ticket.unwrap_or_default())),
        }
    }
}

//! The members and subscriptions in memory: answers search, filter and sort at typing speed. Knows neither the database
//! nor the window; the desk feeds it and keeps it current.

mod bits;
mod build;
mod clock;
mod edit;
mod names;
mod order;
mod people;
mod rights;
mod search;
mod text;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::domain::entity::{Id, Instant};
use crate::domain::member::EmailState;
use crate::domain::period::End;
use crate::domain::query::Counts;
use crate::domain::subscription::{Span, Standing, valid_until};
use crate::domain::venue::Venue;

pub use build::{Builder, PeopleBuilder, RightsBuilder};

/// What the directory keeps of a member. Its texts are its own, or lent.
#[derive(Debug, Clone, PartialEq)]
pub struct Person<T = String> {
    pub id: Id,
    pub first_name: T,
    pub last_name: T,
    pub email: Option<T>,
    pub pseudonym: Option<T>,
    pub phone: Option<T>,
    pub active: bool,
    pub email_state: EmailState,
    pub team: bool,
}

impl Person {
    pub fn lend(&self) -> Person<&str> {
        Person {
            id: self.id,
            first_name: &self.first_name,
            last_name: &self.last_name,
            email: self.email.as_deref(),
            pseudonym: self.pseudonym.as_deref(),
            phone: self.phone.as_deref(),
            active: self.active,
            email_state: self.email_state,
            team: self.team,
        }
    }
}

/// What the directory keeps of a subscription. Its texts are its own, or lent.
#[derive(Debug, Clone, PartialEq)]
pub struct Right<T = String> {
    pub id: Id,
    pub member: Id,
    pub product: Id,
    pub product_name: T,
    pub price_name: T,
    pub contribution: i64,
    /// Names, one a line.
    pub options: T,
    pub paid_on: Option<chrono::NaiveDate>,
    pub span: Span,
}

impl Right {
    pub fn lend(&self) -> Right<&str> {
        Right {
            id: self.id,
            member: self.member,
            product: self.product,
            product_name: &self.product_name,
            price_name: &self.price_name,
            contribution: self.contribution,
            options: &self.options,
            paid_on: self.paid_on,
            span: self.span,
        }
    }
}

/// A window of what a query found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    pub total: usize,
    pub rows: Vec<T>,
    pub counts: Counts,
}

/// All members and their subscriptions, by column. Everything is at a slot, a small number; lists are slots in order,
/// what a query finds is a set of slots.
pub struct Directory {
    venue: Venue,
    names: names::Names,
    people: people::People,
    rights: rights::Rights,
    clock: clock::Clock,
    /// What the last text found: another window, filter or sort searches no text.
    hits: Option<search::Hits>,
    /// Whom the members' list is narrowed to by what is not kept here, and at which slots they are once that was asked.
    among: Option<(Arc<Among>, Option<bits::Bits>)>,
}

/// Members given from outside: each set, and whether its members stay or go.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Among(pub Vec<(Vec<Id>, bool)>);

impl Directory {
    /// Standing and end of validity of one member.
    pub fn standing(&mut self, member: Id, now: Instant) -> Option<(Standing, Option<End>)> {
        let slot = self.people.slot(member)?;
        self.advance(now);

        Some(self.standing_at(slot, now))
    }

    /// Members whose e-mail, trimmed and lower-cased, is this one.
    pub fn by_email(&self, email: &str) -> Vec<Id> {
        self.people.by_email(email)
    }

    /// Members of these names, as the search compares them, whichever of the two is the first name.
    pub fn namesakes(&self, first: &str, last: &str) -> Vec<Id> {
        self.people.namesakes(first, last)
    }

    /// Narrows the lists of members, until it is said again: the same `among` is worked out once.
    pub fn set_among(&mut self, among: Option<Arc<Among>>) {
        let same = match (&self.among, &among) {
            (Some((known, _)), Some(among)) => Arc::ptr_eq(known, among),
            (known, among) => known.is_none() && among.is_none(),
        };

        if !same {
            self.among = among.map(|among| (among, None));
        }
    }

    /// Slots are given to others.
    fn forget(&mut self) {
        self.hits = None;

        if let Some((_, slots)) = &mut self.among {
            *slots = None;
        }
    }

    /// The venue's settings changed (time zone, threshold).
    pub fn set_venue(&mut self, venue: &Venue) {
        if self.venue.expires_soon_days != venue.expires_soon_days {
            self.clock = clock::Clock::new(venue.expires_soon_days);
        }

        self.venue = venue.clone();
    }

    fn advance(&mut self, now: Instant) {
        self.clock.advance(&mut self.people.columns, &mut self.rights.columns, now);
    }

    fn standing_at(&self, slot: u32, now: Instant) -> (Standing, Option<End>) {
        let rights = &self.rights.columns;
        let spans: Vec<_> = rights.of(slot).map(|right| rights.span(right)).collect();

        (self.people.columns.standing(slot), valid_until(&spans, now))
    }
}

//! The members and subscriptions in memory: answers search, filter and sort at typing speed. Knows neither the database
//! nor the window; the desk feeds it and keeps it current.

use std::ops::Range;

use crate::domain::entity::{Id, Instant};
use crate::domain::member::EmailState;
use crate::domain::period::End;
use crate::domain::query::{Counts, MemberQuery, SubscriptionQuery};
use crate::domain::subscription::{Span, Standing, Status};
use crate::domain::venue::Venue;

/// What the directory keeps of a member.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub id: Id,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub pseudonym: Option<String>,
    pub phone: Option<String>,
    pub active: bool,
    pub email_state: EmailState,
    pub team: bool,
}

/// What the directory keeps of a subscription.
#[derive(Debug, Clone, PartialEq)]
pub struct Right {
    pub id: Id,
    pub member: Id,
    pub product: Id,
    pub product_name: String,
    pub price_name: String,
    pub contribution: i64,
    /// Names, one a line.
    pub options: String,
    pub paid_on: Option<chrono::NaiveDate>,
    pub span: Span,
}

/// Takes people, then their rights, one by one in any order (id order is fastest), and makes a [`Directory`].
pub struct Builder {}

pub struct Directory {}

/// A window of what a query found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    pub total: usize,
    pub rows: Vec<T>,
    pub counts: Counts,
}

impl Builder {
    /// `language`: BCP 47, decides how names sort.
    pub fn new(venue: &Venue, language: &str) -> Self {
        let _ = (venue, language);
        todo!()
    }

    pub fn person(&mut self, person: &Person) {
        let _ = person;
        todo!()
    }

    pub fn right(&mut self, right: &Right) {
        let _ = right;
        todo!()
    }

    pub fn finish(self, now: Instant) -> Directory {
        let _ = now;
        todo!()
    }
}

impl Directory {
    /// `&mut`: standings are brought up to `now` when a boundary has passed.
    pub fn members(
        &mut self,
        query: &MemberQuery,
        now: Instant,
        window: Range<usize>,
    ) -> Found<(Id, Standing, Option<End>)> {
        let _ = (query, now, window);
        todo!()
    }

    pub fn subscriptions(
        &mut self,
        query: &SubscriptionQuery,
        now: Instant,
        window: Range<usize>,
    ) -> Found<(Id, Status)> {
        let _ = (query, now, window);
        todo!()
    }

    /// Standing and end of validity of one member.
    pub fn standing(&mut self, member: Id, now: Instant) -> Option<(Standing, Option<End>)> {
        let _ = (member, now);
        todo!()
    }

    /// Members whose e-mail, trimmed and lower-cased, is this one.
    pub fn by_email(&self, email: &str) -> Vec<Id> {
        let _ = email;
        todo!()
    }

    /// Adds or replaces.
    pub fn put_person(&mut self, person: &Person) {
        let _ = person;
        todo!()
    }

    pub fn remove_person(&mut self, id: Id) {
        let _ = id;
        todo!()
    }

    /// Adds or replaces.
    pub fn put_right(&mut self, right: &Right) {
        let _ = right;
        todo!()
    }

    pub fn remove_right(&mut self, id: Id) {
        let _ = id;
        todo!()
    }

    /// The venue's settings changed (time zone, threshold).
    pub fn set_venue(&mut self, venue: &Venue) {
        let _ = venue;
        todo!()
    }
}

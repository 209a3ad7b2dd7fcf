//! Example data: a believable venue, for a first look and for measuring.

mod chance;
mod names;
mod people;
mod sales;
mod shelf;

use chrono::Days;

use crate::domain::member::Member;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::subscription::Subscription;
use crate::domain::venue::{VENUE_ID, Venue};
use crate::store::Read;

use super::{Desk, Done, Failure, Job, Outcome, Result};
use chance::Chance;
use people::People;
use sales::{Sales, Sold};
use shelf::Shelf;

/// How many rows are made and written at a time.
const BATCH: usize = 5_000;

/// The most members that example data can have.
pub const MOST: usize = 5_000_000;

impl Desk {
    /// Fills a workspace that has no members yet with `members` people, products, subscriptions and payments, as one
    /// action. The same `seed` gives the same people; their dates follow the day.
    ///
    /// # Errors
    /// `Refused` when there are members; `Cancelled`.
    pub async fn demo(&self, members: usize, seed: u64, job: &Job) -> Result<Outcome> {
        if members > MOST {
            return Err(Problem::new(Phrase::new("demo-too-many").with("most", MOST)).into());
        }

        let mut tx = self.begin("workspace.demo").await?;
        if !tx.after::<Member>(crate::domain::entity::Id::nil(), 1).await?.is_empty() {
            return Err(Problem::new("demo-not-empty").into());
        }

        // One step a member, and one a sale; how many sales there will be is known once the members are there.
        let total = u64::try_from(members).unwrap_or(u64::MAX);
        job.set_total(total * 3);
        if members >= BATCH {
            tx.bulk().await?;
        }

        let gone = || Failure::Gone(Phrase::new("gone-venue"));
        let before: Venue = tx.get(VENUE_ID).await?.ok_or_else(gone)?;
        let mut venue = before.clone();
        if venue.name.is_empty() {
            venue.name = "Le Bief".to_owned();
        }
        venue.welcomed = true;
        tx.update(&before, &venue).await?;

        let now = self.now();
        let today = venue.day(now);
        let mut chance = Chance::new(seed);
        let opened = people::moment(today - Days::new(people::YEARS.unsigned_abs() + 1), 0.0, venue.zone());
        let shelf = Shelf::new(opened, today, &venue, &mut chance);
        tx.insert_many(&shelf.products).await?;
        tx.insert_many(&shelf.options).await?;
        tx.insert_many(&shelf.lines.iter().map(|line| line.price.clone()).collect::<Vec<_>>()).await?;

        let mut sales = Sales { shelf: &shelf, venue: &venue, now, chance: Chance::new(chance.draw()) };
        let mut sold: Vec<Sold> = Vec::with_capacity(members * 2);
        let mut people = People::new(chance.draw(), members, venue.zone(), today);
        let mut done = 0;
        loop {
            let batch: Vec<Member> = people.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            for member in &batch {
                sales.of_member(member.id, member.created_at, &mut sold);
            }
            tx.insert_many(&batch).await?;
            done += u64::try_from(batch.len()).unwrap_or(0);
            job.step(done)?;
        }

        // In the order of time, as they would have been sold: ids sort by order of receipt.
        sold.sort_by_key(|sold| sold.paid);
        job.set_total(total + u64::try_from(sold.len()).unwrap_or(0));
        for batch in sold.chunks(BATCH) {
            let mut subscriptions: Vec<Subscription> = Vec::with_capacity(batch.len());
            let mut payments = Vec::with_capacity(batch.len());
            for one in batch {
                let (subscription, payment) = sales.rows(one);
                subscriptions.push(subscription);
                payments.extend(payment);
            }
            tx.insert_many(&subscriptions).await?;
            tx.insert_many(&payments).await?;
            done += u64::try_from(batch.len()).unwrap_or(0);
            job.step(done)?;
        }

        let mut end = Done::new("done-workspace-demo", venue.name.as_str());
        end.said = Phrase::new("done-workspace-demo").with("members", members).with("subscriptions", sold.len());
        self.commit(tx, end).await
    }
}

#[cfg(test)]
mod tests;

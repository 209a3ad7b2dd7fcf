//! Example data: a believable venue, for a first look and for measuring.

use super::{Desk, Job, Outcome, Result};

impl Desk {
    /// Fills a workspace that has no members yet with `members` people, products, subscriptions and payments, as one
    /// action. The same `seed` gives the same people; their dates follow the day.
    ///
    /// # Errors
    /// `Refused` when there are members; `Cancelled`.
    pub async fn demo(&self, members: usize, seed: u64, job: &Job) -> Result<Outcome> {
        let _ = (members, seed, job);
        todo!()
    }
}

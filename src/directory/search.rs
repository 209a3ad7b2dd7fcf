//! Answers to queries.

use std::ops::Range;

use chrono::{Days, NaiveDate};

use super::bits::Bits;
use super::rights::{NEVER, NOT_PAID, day_number};
use super::{Directory, Found};
use crate::domain::entity::{Id, Instant};
use crate::domain::fold;
use crate::domain::period::{End, start_of_day};
use crate::domain::query::{
    Counts, DateFilter, MemberQuery, MemberTab, StandingFilter, SubscriptionQuery, SubscriptionSort, passes_ends,
    passes_paid,
};
use crate::domain::subscription::{Standing, Status};

/// Below so many hits, a query that extends the last one looks only at them.
const NARROW: usize = 50_000;

/// What a text finds.
pub struct Hits {
    words: Vec<String>,
    members: Bits,
    found: usize,
    /// How many rights these members have, and which once that was asked for.
    held: usize,
    rights: Option<Bits>,
}

impl Directory {
    /// `&mut`: standings are brought up to `now` when a boundary has passed. Blank cells come last both ways.
    pub fn members(
        &mut self,
        query: &MemberQuery,
        now: Instant,
        window: Range<usize>,
    ) -> Found<(Id, Standing, Option<End>)> {
        let (total, slots, counts) = self.find_members(query, now, window);
        let row = |&slot: &u32| {
            let (standing, until) = self.standing_at(slot, now);

            (self.people.columns.ids[slot as usize], standing, until)
        };

        Found { total, rows: slots.iter().map(row).collect(), counts }
    }

    /// The ids of all that the query finds, in its order.
    pub fn member_ids(&mut self, query: &MemberQuery, now: Instant) -> Vec<Id> {
        let (_, slots, _) = self.find_members(query, now, 0..usize::MAX);

        slots.iter().map(|&slot| self.people.columns.ids[slot as usize]).collect()
    }

    /// Each with its member.
    pub fn subscriptions(
        &mut self,
        query: &SubscriptionQuery,
        now: Instant,
        window: Range<usize>,
    ) -> Found<(Id, Id, Status)> {
        let (total, slots, counts) = self.find_rights(query, now, window);
        let (people, columns) = (&self.people.columns, &self.rights.columns);
        let row = |&slot: &u32| {
            let member = columns.member[slot as usize];

            (columns.ids[slot as usize], people.ids[member as usize], columns.status(slot))
        };
        let rows = slots.iter().map(row).collect();

        Found { total, rows, counts }
    }

    /// The ids of all that the query finds, in its order.
    pub fn subscription_ids(&mut self, query: &SubscriptionQuery, now: Instant) -> Vec<Id> {
        let (_, slots, _) = self.find_rights(query, now, 0..usize::MAX);

        slots.iter().map(|&slot| self.rights.columns.ids[slot as usize]).collect()
    }

    fn find_members(&mut self, query: &MemberQuery, now: Instant, window: Range<usize>) -> (usize, Vec<u32>, Counts) {
        self.advance(now);
        let text = self.hits(&query.text);
        let mut among = self.among.take();
        let columns = &self.people.columns;
        let mut hits = text.members.clone();

        if let Some((among, slots)) = &mut among {
            hits.keep(slots.get_or_insert_with(|| self.people.among(among)), true);
        }

        self.among = among;

        for (wanted, bits) in [
            (query.active, &columns.active),
            (query.team, &columns.team),
            (query.email_error, &columns.email_error),
            (query.email_valid, &columns.email_verified),
        ] {
            if let Some(wanted) = wanted {
                hits.keep(bits, wanted);
            }
        }

        let of = |standing: Standing| columns.standing.of(standing as usize);

        match query.standing {
            None => {}
            Some(StandingFilter::Yes) => {
                hits.keep(of(Standing::Expired), false);
                hits.keep(of(Standing::None), false);
            }
            Some(StandingFilter::No) => hits.keep(of(Standing::Expired), true),
            Some(StandingFilter::Expiring) => hits.keep(of(Standing::Expiring), true),
            Some(StandingFilter::None) => hits.keep(of(Standing::None), true),
        }

        let all = hits.count();
        let current = hits.count_with(of(Standing::Valid)) + hits.count_with(of(Standing::Expiring));
        let without = hits.count_with(of(Standing::None));
        let counts = Counts {
            all: Some(all),
            current: Some(current),
            without: Some(without),
            subscriptions: Some(text.held),
            members: self.people.columns.live.count(),
        };
        let total = match query.tab {
            MemberTab::All => all,
            MemberTab::Current => {
                hits.keep(of(Standing::Expired), false);
                hits.keep(of(Standing::None), false);

                current
            }
            MemberTab::Without => {
                hits.keep(of(Standing::None), true);

                without
            }
        };
        let slots = self.people.window(&self.names, &hits, total, query.sort, query.descending, window);
        self.hits = Some(text);

        (total, slots, counts)
    }

    fn find_rights(
        &mut self,
        query: &SubscriptionQuery,
        now: Instant,
        window: Range<usize>,
    ) -> (usize, Vec<u32>, Counts) {
        self.advance(now);
        let mut text = self.hits(&query.text);
        let (people, columns) = (&self.people.columns, &self.rights.columns);
        let mut hits = text
            .rights
            .get_or_insert_with(|| match text.words.as_slice() {
                [] => columns.live.clone(),
                _ => columns.of_all(&text.members, text.held),
            })
            .clone();
        let today = self.venue.day(now);
        let slots = columns.ids.len();

        if let Some(product) = query.product {
            let wanted: Vec<bool> = columns.deals.iter().map(|deal| deal.product == product).collect();
            hits.retain(slots, |slot| wanted.get(columns.deal[slot] as usize) == Some(&true));
        }

        if let Some(filter) = query.paid_on {
            let blank = passes_paid(filter, None, today);
            let days = passing_days(filter, today, passes_paid);
            let days =
                days.map(|(first, last)| (first.map_or(i32::MIN, day_number), last.map_or(NOT_PAID - 1, day_number)));
            let before = |day: i32| move |slot: usize| columns.paid[slot] < day;
            let (first, last) = days.unwrap_or((NOT_PAID, NOT_PAID - 1));

            self.rights.keep_between(
                &mut hits,
                SubscriptionSort::PaidOn,
                (before(first), before(last + 1)),
                blank.then_some(before(NOT_PAID)),
            );
        }

        if let Some(filter) = query.ends {
            let blank = passes_ends(filter, None, today);
            let start = |day: NaiveDate| start_of_day(day, &self.venue).timestamp_micros();
            let moments = passing_days(filter, today, passes_ends).map(|(first, last)| {
                let after = last.and_then(|day| day.checked_add_days(Days::new(1)));

                (first.map_or(i64::MIN, start), after.map_or(NEVER, start))
            });
            let before = |moment: i64| move |slot: usize| columns.ends[slot] < moment;
            let (first, after) = moments.unwrap_or((NEVER, NEVER));

            self.rights.keep_between(
                &mut hits,
                SubscriptionSort::Ends,
                (before(first), before(after)),
                blank.then_some(before(NEVER)),
            );
        }

        if let Some(status) = query.status {
            hits.keep(columns.status.of(status as usize), true);
        }

        let of = |standing: Standing| text.members.count_with(people.standing.of(standing as usize));
        let total = hits.count();
        let counts = Counts {
            all: Some(text.found),
            current: Some(of(Standing::Valid) + of(Standing::Expiring)),
            without: Some(of(Standing::None)),
            subscriptions: Some(total),
            members: self.people.columns.live.count(),
        };
        let slots =
            self.rights.window(&self.people, &self.names, (&hits, total), (query.sort, query.descending), window);
        self.hits = Some(text);

        (total, slots, counts)
    }

    /// What `text` finds; taken out of the directory, to be put back.
    fn hits(&mut self, text: &str) -> Hits {
        let words = fold::words(text);
        let columns = &self.people.columns;
        let members = match self.hits.take() {
            Some(hits) if hits.words == words => return hits,
            _ if words.is_empty() => columns.live.clone(),
            Some(last) if last.found < NARROW && extends(&last.words, &words) => {
                columns.texts.narrow(&last.members, &words)
            }
            _ => columns.texts.search(&words),
        };
        let held =
            if words.is_empty() { self.rights.columns.live.count() } else { self.rights.columns.held_by(&members) };

        Hits { found: members.count(), held, rights: None, words, members }
    }
}

/// Whether all that `words` finds was found by `last` already.
fn extends(last: &[String], words: &[String]) -> bool {
    last.iter().all(|old| words.iter().any(|word| word.contains(old.as_str())))
}

/// The first and last day that pass a filter, `None` where it has no bound; all filters are about days within a year of
/// today, or about having a day at all.
fn passing_days(
    filter: DateFilter,
    today: NaiveDate,
    passes: fn(DateFilter, Option<NaiveDate>, NaiveDate) -> bool,
) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let around = Days::new(400);
    let (Some(first), Some(last)) = (today.checked_sub_days(around), today.checked_add_days(around)) else {
        return None;
    };
    let mut days = first.iter_days().take_while(|&day| day <= last).filter(|&day| passes(filter, Some(day), today));
    let low = days.next()?;
    let high = days.last().unwrap_or(low);

    Some(((low != first).then_some(low), (high != last).then_some(high)))
}

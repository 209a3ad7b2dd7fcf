//! What the directory must answer, said with plain lists that are filtered and sorted.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};

use super::venue;
use crate::directory::{Person, Right};
use crate::domain::entity::{Id, Instant};
use crate::domain::fold;
use crate::domain::member::EmailState;
use crate::domain::period::End;
use crate::domain::query::{
    MemberQuery, MemberSort, MemberTab, StandingFilter, SubscriptionQuery, SubscriptionSort, passes_ends, passes_paid,
};
use crate::domain::subscription::{Span, Standing, Status, standing, valid_until};
use crate::domain::venue::Venue;

/// Everything in plain lists.
pub struct Model {
    pub people: Vec<Person>,
    pub rights: Vec<Right>,
    pub venue: Venue,
    collator: CollatorBorrowed<'static>,
}

impl Model {
    pub fn new() -> Self {
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Secondary);
        let collator = Collator::try_new(icu_locale_core::locale!("fr").into(), options).unwrap();

        Self { people: Vec::new(), rights: Vec::new(), venue: venue(), collator }
    }

    pub fn put_person(&mut self, person: &Person) {
        self.people.retain(|old| old.id != person.id);
        self.people.push(person.clone());
    }

    pub fn put_right(&mut self, right: &Right) {
        self.rights.retain(|old| old.id != right.id);

        if self.people.iter().any(|person| person.id == right.member) {
            self.rights.push(right.clone());
        }
    }

    fn person(&self, id: Id) -> &Person {
        self.people.iter().find(|person| person.id == id).unwrap()
    }

    pub fn spans(&self, member: Id) -> Vec<Span> {
        self.rights.iter().filter(|right| right.member == member).map(|right| right.span).collect()
    }

    pub fn standing(&self, member: Id, now: Instant) -> Standing {
        standing(&self.spans(member), now, self.venue.expires_soon_days)
    }

    fn matches(person: &Person, text: &str) -> bool {
        let fields = [
            fold::fold(&person.first_name),
            fold::fold(&person.last_name),
            person.pseudonym.as_deref().map(fold::fold).unwrap_or_default(),
            person.email.as_deref().map(fold::fold_email).unwrap_or_default(),
            person.phone.as_deref().map(fold::phone_digits).unwrap_or_default(),
        ];

        fold::words(text).iter().all(|word| fields.iter().any(|field| field.contains(word.as_str())))
    }

    fn by_name(&self, a: &Person, b: &Person) -> Ordering {
        let compare = |a: &str, b: &str| self.collator.compare(a, b);

        compare(&a.last_name, &b.last_name)
            .then_with(|| compare(&a.first_name, &b.first_name))
            .then_with(|| a.id.cmp(&b.id))
    }

    fn by_first_name(&self, a: &Person, b: &Person) -> Ordering {
        let compare = |a: &str, b: &str| self.collator.compare(a, b);

        compare(&a.first_name, &b.first_name)
            .then_with(|| compare(&a.last_name, &b.last_name))
            .then_with(|| a.id.cmp(&b.id))
    }

    fn by_email(a: &Person, b: &Person, descending: bool) -> Ordering {
        let key = |person: &Person| person.email.as_deref().map(fold::fold_email).unwrap_or_default();
        let (x, y) = (key(a), key(b));
        let blank = x.is_empty() || y.is_empty();
        let order = x.is_empty().cmp(&y.is_empty()).then(x.cmp(&y)).then(a.id.cmp(&b.id));

        if descending && !blank { order.reverse() } else { order }
    }

    pub fn members(&self, query: &MemberQuery, now: Instant) -> Vec<(Id, Standing, Option<End>)> {
        let yes = |wanted: Option<bool>, is: bool| wanted.is_none_or(|wanted| wanted == is);
        let mut found: Vec<(&Person, Standing)> = self
            .people
            .iter()
            .map(|person| (person, self.standing(person.id, now)))
            .filter(|(person, standing)| {
                let valid = matches!(standing, Standing::Valid | Standing::Expiring);

                Self::matches(person, &query.text)
                    && yes(query.active, person.active)
                    && yes(query.team, person.team)
                    && yes(query.email_error, person.email_state == EmailState::Error)
                    && yes(query.email_valid, person.email_state == EmailState::Verified)
                    && match query.standing {
                        None => true,
                        Some(StandingFilter::Yes) => valid,
                        Some(StandingFilter::No) => *standing == Standing::Expired,
                        Some(StandingFilter::Expiring) => *standing == Standing::Expiring,
                        Some(StandingFilter::None) => *standing == Standing::None,
                    }
                    && match query.tab {
                        MemberTab::All => true,
                        MemberTab::Current => valid,
                        MemberTab::Without => *standing == Standing::None,
                    }
            })
            .collect();
        found.sort_by(|(a, standing_a), (b, standing_b)| {
            let order = match query.sort {
                MemberSort::LastName => self.by_name(a, b),
                MemberSort::FirstName => self.by_first_name(a, b),
                MemberSort::Standing => standing_a.cmp(standing_b).then_with(|| self.by_name(a, b)),
                MemberSort::Active => a.active.cmp(&b.active).then_with(|| self.by_name(a, b)),
                MemberSort::Received => a.id.cmp(&b.id),
                MemberSort::Email => return Self::by_email(a, b, query.descending),
            };

            if query.descending { order.reverse() } else { order }
        });

        found
            .into_iter()
            .map(|(person, standing)| (person.id, standing, valid_until(&self.spans(person.id), now)))
            .collect()
    }

    pub fn subscriptions(&self, query: &SubscriptionQuery, now: Instant) -> Vec<(Id, Id, Status)> {
        let today = self.venue.day(now);
        let end_day = |right: &Right| match right.span.end {
            End::At(at) => Some(self.venue.day(at)),
            _ => None,
        };
        let mut found: Vec<&Right> = self
            .rights
            .iter()
            .filter(|right| {
                Self::matches(self.person(right.member), &query.text)
                    && query.product.is_none_or(|product| product == right.product)
                    && query.paid_on.is_none_or(|filter| passes_paid(filter, right.paid_on, today))
                    && query.ends.is_none_or(|filter| passes_ends(filter, end_day(right), today))
                    && query.status.is_none_or(|status| status == right.span.status(now))
            })
            .collect();
        found.sort_by(|a, b| {
            let (one, two) = (self.person(a.member), self.person(b.member));
            let id = a.id.cmp(&b.id);
            let compare = |a: &str, b: &str| self.collator.compare(a, b);
            let end = |right: &Right| match right.span.end {
                End::At(at) => (0, Some(at)),
                End::Never => (1, None),
                End::NotApplicable => (2, None),
            };
            let (order, blank) = match query.sort {
                SubscriptionSort::LastName => (self.by_name(one, two), (false, false)),
                SubscriptionSort::FirstName => (self.by_first_name(one, two), (false, false)),
                SubscriptionSort::Email => (
                    Self::by_email(one, two, false),
                    (one.email.as_deref().is_none_or(str::is_empty), two.email.as_deref().is_none_or(str::is_empty)),
                ),
                SubscriptionSort::Product => (
                    compare(&a.product_name, &b.product_name).then_with(|| compare(&a.price_name, &b.price_name)),
                    (false, false),
                ),
                SubscriptionSort::Contribution => (a.contribution.cmp(&b.contribution), (false, false)),
                SubscriptionSort::Options => {
                    (compare(&a.options, &b.options), (a.options.is_empty(), b.options.is_empty()))
                }
                SubscriptionSort::PaidOn => (a.paid_on.cmp(&b.paid_on), (a.paid_on.is_none(), b.paid_on.is_none())),
                SubscriptionSort::Ends => (end(a).cmp(&end(b)), (end(a).0 == 2, end(b).0 == 2)),
                SubscriptionSort::Valid => (a.span.status(now).cmp(&b.span.status(now)), (false, false)),
                SubscriptionSort::Received => (Ordering::Equal, (false, false)),
            };

            match blank {
                (false, false) if query.descending => order.then(id).reverse(),
                (false, false) => order.then(id),
                (true, true) => order.then(id),
                (a, b) => a.cmp(&b),
            }
        });

        found.into_iter().map(|right| (right.id, right.member, right.span.status(now))).collect()
    }
}

//! Goes through the people of a file, row by row, beside what the workspace knows of them. The check and the import are
//! the same walk; only the second writes what comes out.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Effect, LISTED, Listed, OnMatch, Sold};
use crate::desk::Result;
use crate::domain::entity::{Id, Instant, differences};
use crate::domain::member::Member;
use crate::domain::money::{Method, Payment, PaymentKind};
use crate::domain::period::{Duration, End, end_of_day, period, start_of_day};
use crate::domain::phrase::Phrase;
use crate::domain::product::{Price, Product};
use crate::domain::subscription::{Origin, Subscription, Validity};
use crate::domain::venue::Venue;
use crate::exchange::draft::{Draft, Ends, SaleDraft, merge};
use crate::exchange::map::names::key;
use crate::exchange::plan::People;
use crate::exchange::plan::catalogue::{Resolved, Target};
use crate::store::Read;

/// What the walk needs to know beside the rows.
pub struct Terms<'a> {
    pub people: &'a People,
    pub policy: OnMatch,
    pub venue: &'a Venue,
    pub now: Instant,
    /// The name of the file: how a consent came.
    pub how: &'a str,
    pub operator: &'a str,
    pub ids: Ids,
}

/// Ids of one import: they sort by order of receipt, and asking the system for randomness a million times would take
/// longer than making them.
pub struct Ids {
    first: u128,
    given: AtomicU64,
}

impl Ids {
    pub fn new() -> Self {
        // Half of the random part is left to count in.
        Self { first: Id::now_v7().as_u128() & !(1 << 61), given: AtomicU64::new(0) }
    }

    fn next(&self) -> Id {
        let given = self.given.fetch_add(1, Ordering::Relaxed);

        Id::from_u128(self.first + u128::from(given))
    }
}

/// A row to walk over: its person and what it says.
pub struct Step {
    /// As a spreadsheet counts, from 1.
    pub row: u32,
    pub person: u32,
    pub draft: Draft,
}

/// What is ready to be written. A member comes before what hangs on it.
#[derive(Default)]
pub struct Batch {
    pub products: Vec<Product>,
    pub prices: Vec<Price>,
    pub members: Vec<Member>,
    pub changed: Vec<(Member, Member)>,
    pub subscriptions: Vec<Subscription>,
    pub changed_subscriptions: Vec<(Subscription, Subscription)>,
    pub payments: Vec<Payment>,
}

/// One person under way: complete once the last of their rows is in.
struct Work {
    before: Option<Member>,
    member: Member,
    twins: Vec<Member>,
    /// What they have already; taken once a row speaks of it.
    held: Vec<(Subscription, bool)>,
    sales: Vec<Subscription>,
    extended: Vec<(Subscription, Subscription)>,
    payments: Vec<Payment>,
    rows: u32,
}

/// The people under way.
#[derive(Default)]
pub struct Walk {
    under_way: HashMap<u32, Work>,
    /// What each row does, one by one, when somebody wants to see it.
    listing: Option<Listing>,
}

/// The first rows of each effect.
#[derive(Default)]
struct Listing {
    rows: Vec<Listed>,
    counts: [usize; 3],
}

impl Listing {
    fn open(&self, effect: Effect) -> bool {
        self.counts[effect as usize] < LISTED
    }

    fn push(&mut self, listed: Listed) {
        self.counts[listed.effect as usize] += 1;
        self.rows.push(listed);
    }
}

impl Walk {
    /// Also lists the rows.
    pub fn listing() -> Self {
        Self { listing: Some(Listing::default()), ..Self::default() }
    }

    /// What was listed, in the order of the file.
    pub fn listed(self) -> Vec<Listed> {
        self.listing.map(|listing| listing.rows).unwrap_or_default()
    }

    /// Walks over some rows in their order: what each does, and what can be written. `read` sees the workspace as it was
    /// before the import, and what was written by it.
    pub async fn over(
        &mut self,
        read: &impl Read,
        terms: &Terms<'_>,
        resolved: &mut Resolved,
        steps: Vec<Step>,
    ) -> Result<(Vec<Effect>, Batch)> {
        self.fetch(read, terms, &steps).await?;

        let mut effects = Vec::with_capacity(steps.len());
        let mut batch = Batch::default();

        for step in steps {
            let fresh = !self.under_way.contains_key(&step.person);

            if fresh {
                self.under_way.insert(step.person, Work::of_new(&step.draft, terms));
            }

            let Some(work) = self.under_way.get_mut(&step.person) else { continue };
            let before = (!fresh && self.listing.as_ref().is_some_and(|listing| listing.open(Effect::Updated)))
                .then(|| work.member.clone());
            let sold = work.sales.len();
            let mut changed = if fresh { true } else { work.say(&step.draft, terms) };

            if let Some(sale) = &step.draft.sale
                && let Some(target) = resolved.target(sale).cloned()
            {
                changed |= work.sell(sale, &target, resolved, terms);
            }

            let effect = match (fresh, changed) {
                (true, _) => Effect::New,
                (false, true) => Effect::Updated,
                (false, false) => Effect::Unchanged,
            };

            if let Some(listing) = self.listing.as_mut().filter(|listing| listing.open(effect)) {
                let member = &step.draft.member;

                listing.push(Listed {
                    row: step.row as usize,
                    effect,
                    name: format!("{} {}", member.first_name, member.last_name).trim().to_owned(),
                    email: member.email.clone(),
                    changes: before.map(|before| differences(&before, &work.member)).unwrap_or_default(),
                    sold: work.sales.get(sold).map(Sold::of),
                });
            }
            effects.push(effect);
            work.rows += 1;

            if work.rows >= terms.people.person(step.person).rows
                && let Some(work) = self.under_way.remove(&step.person)
            {
                work.finish(&mut batch, terms);
            }
        }

        (batch.products, batch.prices) = resolved.take_new();

        Ok((effects, batch))
    }

    /// Brings the members that the rows speak of, and their subscriptions, from the workspace.
    async fn fetch(&mut self, read: &impl Read, terms: &Terms<'_>, steps: &[Step]) -> Result<()> {
        let mut wanted: HashMap<Id, u32> = HashMap::new();

        for step in steps {
            if !self.under_way.contains_key(&step.person)
                && let Some(id) = terms.people.known(step.person)
            {
                wanted.insert(id, step.person);
                wanted.extend(terms.people.twins(step.person).iter().map(|twin| (*twin, step.person)));
            }
        }

        if wanted.is_empty() {
            return Ok(());
        }

        let ids: Vec<Id> = wanted.keys().copied().collect();
        let with_sales = steps.iter().any(|step| step.draft.sale.is_some());
        let mut twins: Vec<(u32, Member)> = Vec::new();

        for member in read.some::<Member>(&ids).await? {
            let Some(&person) = wanted.get(&member.id) else { continue };

            if terms.people.known(person) == Some(member.id) {
                self.under_way.insert(person, Work::of_known(member));
            } else {
                twins.push((person, member));
            }
        }

        for (person, twin) in twins {
            if let Some(work) = self.under_way.get_mut(&person) {
                work.twins.push(twin);
            }
        }

        if with_sales {
            let mut held = read.of_any::<Subscription>("member", &ids).await?;

            held.sort_by_key(|subscription| subscription.id);

            for subscription in held {
                if let Some(work) = wanted.get(&subscription.member).and_then(|person| self.under_way.get_mut(person)) {
                    work.held.push((subscription, false));
                }
            }
        }

        Ok(())
    }
}

impl Work {
    fn of_new(draft: &Draft, terms: &Terms<'_>) -> Self {
        Self::of(None, Member { id: terms.ids.next(), ..merge::create(draft, terms.now, terms.how) })
    }

    fn of_known(member: Member) -> Self {
        Self::of(Some(member.clone()), member)
    }

    fn of(before: Option<Member>, member: Member) -> Self {
        Self {
            before,
            member,
            twins: Vec::new(),
            held: Vec::new(),
            sales: Vec::new(),
            extended: Vec::new(),
            payments: Vec::new(),
            rows: 0,
        }
    }

    /// What a row says of a person who is there.
    fn say(&mut self, draft: &Draft, terms: &Terms<'_>) -> bool {
        let apply = |member: &mut Member| merge::apply(member, draft, terms.policy, terms.now, terms.how);

        // A row that fits a twin as it is speaks of the twin.
        if self.twins.iter().any(|twin| !apply(&mut twin.clone())) {
            return false;
        }

        // What one row of a file says, another may complete but not contradict.
        if self.before.is_none() {
            return merge::apply(&mut self.member, draft, OnMatch::Fill, terms.now, terms.how);
        }

        apply(&mut self.member)
    }

    /// What a row says of a subscription: true when that is news.
    fn sell(&mut self, sale: &SaleDraft, target: &Target, resolved: &mut Resolved, terms: &Terms<'_>) -> bool {
        let day = |at: Instant| terms.venue.day(at);
        let same_product =
            |held: &Subscription| held.product == target.product || key(&held.product_name) == key(&sale.product);
        let same_end = |held: &Subscription| match (sale.ends, held.end()) {
            (Ends::Unsaid, _) | (Ends::Never, End::Never) => true,
            (Ends::On(said), End::At(at)) => day(at) == said,
            _ => false,
        };
        let weight = |held: &Subscription| {
            4 * u8::from(same_end(held))
                + 2 * u8::from(sale.contribution.is_none_or(|said| said == held.contribution))
                + u8::from(sale.price.as_deref().is_none_or(|said| key(said) == key(&held.price_name)))
        };
        let found = self
            .held
            .iter_mut()
            .filter(|(held, taken)| {
                !taken
                    && same_product(held)
                    && (sale.paid_on.is_none() && same_end(held) || held.paid_on == sale.paid_on)
            })
            .max_by_key(|(held, _)| weight(held));

        if let Some((held, taken)) = found {
            *taken = true;

            if terms.policy == OnMatch::Overwrite && !same_end(held) && held.cancelled_at.is_none() {
                let after = Subscription { ..with_end(held.clone(), sale, target, terms) };

                self.extended.push((held.clone(), after));

                return true;
            }

            return false;
        }

        // Somebody who may not be touched does not get a subscription either.
        if self.before.is_some() && terms.policy == OnMatch::Leave {
            return false;
        }

        resolved.uses(target);
        self.buy(sale, target, terms);

        true
    }

    fn buy(&mut self, sale: &SaleDraft, target: &Target, terms: &Terms<'_>) {
        let contribution = sale.contribution.unwrap_or(target.amount);
        let method = sale.method.map(|method| if contribution == 0 { Method::Offered } else { method });
        // A way of paying without a day: paid when it starts, and nobody knows better.
        let paid_on = method.and(sale.paid_on.or(sale.starts)).or_else(|| method.map(|_| terms.venue.day(terms.now)));
        let begins = sale.starts.or(sale.paid_on);
        let subscription = Subscription {
            id: terms.ids.next(),
            member: self.member.id,
            product: target.product,
            price: target.price,
            product_name: target.product_name.clone(),
            price_name: target.price_name.clone(),
            duration: target.duration,
            contribution,
            options: sale.options.clone(),
            starts: begins.map_or(terms.now, |day| start_of_day(day, terms.venue)),
            validity: Validity::NotApplicable,
            ends: None,
            why: String::new(),
            paid_on,
            method,
            awaiting_validation: false,
            cancelled_at: sale.cancelled_on.map(|day| start_of_day(day, terms.venue)),
            cancelled_by: sale.cancelled_on.map(|_| terms.operator.to_owned()),
            cancelled_why: sale.cancelled_on.map(|_| terms.how.to_owned()),
            origin: Origin::File,
            created_at: terms.now,
        };
        let subscription = with_end(subscription, sale, target, terms);

        if let Some(method) = method.filter(|_| contribution > 0) {
            self.payments.push(Payment {
                id: terms.ids.next(),
                member: self.member.id,
                subscription: Some(subscription.id),
                amount: contribution,
                currency: terms.venue.currency.clone(),
                method,
                kind: PaymentKind::Payment,
                reverses: None,
                paid_at: paid_on.map_or(terms.now, |day| start_of_day(day, terms.venue)),
                note: None,
                created_at: terms.now,
            });
        }

        self.sales.push(subscription);
    }

    fn finish(mut self, batch: &mut Batch, terms: &Terms<'_>) {
        match self.before {
            None => batch.members.push(self.member),
            Some(before) => {
                if before != self.member {
                    self.member.modified_at = terms.now;
                    batch.changed.push((before, self.member));
                }
            }
        }

        batch.subscriptions.append(&mut self.sales);
        batch.changed_subscriptions.append(&mut self.extended);
        batch.payments.append(&mut self.payments);
    }
}

/// The end that the file says, else the one that follows from the price and the day of payment.
fn with_end(mut subscription: Subscription, sale: &SaleDraft, target: &Target, terms: &Terms<'_>) -> Subscription {
    let said = Phrase::new("exchange-end-said").with("file", terms.how);
    let (end, why) = match sale.ends {
        Ends::On(day) => (End::At(end_of_day(day, terms.venue)), said),
        Ends::Never => (End::Never, said),
        Ends::Unsaid if target.duration == Duration::None => (End::NotApplicable, Phrase::new("exchange-end-unsaid")),
        Ends::Unsaid => {
            let period = period(target.duration, subscription.starts, None, terms.venue);

            (period.end, period.why)
        }
    };

    (subscription.validity, subscription.ends) = match end {
        End::NotApplicable => (Validity::NotApplicable, None),
        End::At(at) => (Validity::Until, Some(at)),
        End::Never => (Validity::Never, None),
    };
    subscription.why = serde_json::to_string(&why).unwrap_or_default();

    subscription
}

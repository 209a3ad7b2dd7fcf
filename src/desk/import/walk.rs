//! Goes through the people of a file, row by row, beside what the workspace knows of them. The check and the import are
//! the same walk; only the second writes what comes out.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use super::shelf::Shelf;
use super::source::spoiled;
use super::work::{Kept, Told, Work};
use super::{Contradiction, Effect, LISTED, Listed, Sold};
use crate::desk::Result;
use crate::domain::custom::{CustomField, FieldValue};
use crate::domain::entity::{Id, Instant};
use crate::domain::member::Member;
use crate::domain::money::Payment;
use crate::domain::product::{Price, Product};
use crate::domain::subscription::Subscription;
use crate::domain::ticket::Ticket;
use crate::domain::venue::Venue;
use crate::exchange::Meaning;
use crate::exchange::draft::merge::Policies;
use crate::exchange::draft::{Draft, Own};
use crate::exchange::plan::People;
use crate::exchange::plan::catalogue::Resolved;
use crate::store::Read;

/// What the walk needs to know beside the rows.
pub struct Terms<'a> {
    pub people: &'a People,
    pub policies: &'a Policies,
    /// Where the file's value takes the place of one made by hand: everywhere, or in these rows and columns.
    pub take_all: bool,
    pub take: &'a BTreeSet<(usize, Meaning)>,
    /// The venue's own fields among the columns.
    pub own: &'a [Own],
    pub venue: &'a Venue,
    pub now: Instant,
    /// The name of the file: how a consent came.
    pub how: &'a str,
    pub operator: String,
    pub ids: Ids,
}

impl Terms<'_> {
    /// The title of one of the venue's own fields.
    pub fn title(&self, field: Id) -> String {
        self.own.iter().find(|own| own.field.id == field).map(|own| own.field.title.clone()).unwrap_or_default()
    }
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

    pub fn next(&self) -> Id {
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

/// What is ready to be written. What is referred to comes first.
#[derive(Default)]
pub struct Batch {
    pub products: Vec<Product>,
    pub prices: Vec<Price>,
    pub fields: Vec<CustomField>,
    pub members: Vec<Member>,
    /// New members who were written already, and what later rows made of them.
    pub completed: Vec<(Member, Member)>,
    pub changed: Vec<(Member, Member)>,
    pub subscriptions: Vec<Subscription>,
    pub changed_subscriptions: Vec<(Subscription, Subscription)>,
    pub payments: Vec<Payment>,
    pub values: Vec<FieldValue>,
    pub restored_values: Vec<Id>,
    pub changed_values: Vec<(FieldValue, FieldValue)>,
    pub tickets: Vec<Ticket>,
    pub changed_tickets: Vec<(Ticket, Ticket)>,
}

/// How many people under way stay in memory.
const AT_HAND: usize = 2_000;

/// The people under way.
#[derive(Default)]
pub struct Walk {
    under_way: HashMap<u32, Work>,
    /// Those who wait for a row that is further away.
    shelf: Shelf,
    hasher: RandomState,
    /// Numbers of the tickets that rows spoke of, hashed, with the row's person.
    tickets: HashMap<u64, u32>,
    /// Fields to create that were needed.
    needed: HashSet<Id>,
    /// Values made by hand that stayed against the file's.
    pub contradictions: usize,
    /// Rows whose ticket another row of the file, or another member, has already.
    pub tickets_elsewhere: usize,
    /// What each row does, one by one, when somebody wants to see it.
    listing: Option<Listing>,
}

/// The first rows of each effect.
#[derive(Default)]
struct Listing {
    rows: Vec<Listed>,
    counts: [usize; 3],
    contradictions: Vec<Contradiction>,
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
    pub fn listed(self) -> (Vec<Listed>, Vec<Contradiction>) {
        self.listing.map(|listing| (listing.rows, listing.contradictions)).unwrap_or_default()
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
        let wanted = steps.iter().map(|step| step.person);

        for (person, pack) in self.shelf.take(wanted).map_err(|error| spoiled(terms.how, &error))? {
            let work = Work::unpark(pack).ok_or_else(|| spoiled(terms.how, &std::io::ErrorKind::InvalidData.into()))?;

            self.under_way.insert(person, work);
        }

        let known_tickets = self.fetch(read, terms, &steps).await?;
        let mut effects = Vec::with_capacity(steps.len());
        let mut batch = Batch::default();

        for step in steps {
            let fresh = !self.under_way.contains_key(&step.person);

            if fresh {
                self.under_way.insert(step.person, Work::of_new(&step.draft, terms));
            }

            let Some(work) = self.under_way.get_mut(&step.person) else { continue };
            let listed = !fresh && self.listing.as_ref().is_some_and(|listing| listing.open(Effect::Updated));
            let sold = work.sales.len();
            let mut told = if fresh {
                Told { changed: true, ..Told::default() }
            } else {
                work.say(step.row, &step.draft, terms, listed)
            };

            if let Some(sale) = &step.draft.sale
                && let Some(target) = resolved.target(sale).cloned()
            {
                told.changed |= work.sell(sale, &target, resolved, terms);
            }

            if let Some(said) = &step.draft.ticket {
                let number =
                    (said.order_number.clone().unwrap_or_default(), said.ticket_number.clone().unwrap_or_default());
                let numbered = number != Default::default();
                let hash = self.hasher.hash_one(&number);
                let elsewhere = numbered
                    && (self.tickets.get(&hash).is_some_and(|person| *person != step.person)
                        || known_tickets.get(&number).is_some_and(|ticket| ticket.member != work.member.id));

                if elsewhere {
                    self.tickets_elsewhere += 1;
                } else {
                    told.ticket = work.hold(said, known_tickets.get(&number).filter(|_| numbered), terms);
                    told.changed |= told.ticket.is_some();

                    if numbered {
                        self.tickets.insert(hash, step.person);
                    }
                }
            }

            let effect = match (fresh, told.changed) {
                (true, _) => Effect::New,
                (false, true) => Effect::Updated,
                (false, false) => Effect::Unchanged,
            };

            self.contradictions += told.contradictions.len();

            if let Some(listing) = &mut self.listing {
                if listing.contradictions.len() < LISTED {
                    listing.contradictions.append(&mut told.contradictions);
                }

                if listing.open(effect) {
                    let member = if step.draft.is_nameless() { &work.member } else { &step.draft.member };

                    listing.push(Listed {
                        row: step.row as usize,
                        effect,
                        name: format!("{} {}", member.first_name, member.last_name).trim().to_owned(),
                        email: member.email.clone(),
                        changes: told.changes,
                        sold: work.sales.get(sold).map(Sold::of),
                        ticket: told.ticket,
                    });
                }
            }

            effects.push(effect);
            work.rows += 1;

            for (field, _) in &step.draft.values {
                if let Some(own) = terms.own.iter().find(|own| own.field.id == *field)
                    && own.new
                    && work.values.contains_key(field)
                    && self.needed.insert(*field)
                {
                    batch.fields.push(own.field.clone());
                }
            }

            if work.rows >= terms.people.person(step.person).rows
                && let Some(work) = self.under_way.remove(&step.person)
            {
                work.finish(&mut batch, terms);
            }
        }

        (batch.products, batch.prices) = resolved.take_new();

        if self.under_way.len() > AT_HAND {
            let mut parked: Vec<(u32, Work)> = self.under_way.drain().collect();

            parked.sort_unstable_by_key(|(person, _)| *person);

            let packs = parked.into_iter().map(|(person, work)| (person, work.park(&mut batch)));

            self.shelf.put(packs).map_err(|error| spoiled(terms.how, &error))?;
        }

        Ok((effects, batch))
    }

    /// Brings the members that the rows speak of, and what hangs on them, from the workspace. Gives the tickets whose
    /// numbers the rows name.
    async fn fetch(
        &mut self,
        read: &impl Read,
        terms: &Terms<'_>,
        steps: &[Step],
    ) -> Result<HashMap<(String, String), Ticket>> {
        let mut wanted: HashMap<Id, u32> = HashMap::new();

        for step in steps {
            if !self.under_way.contains_key(&step.person)
                && let Some(id) = terms.people.known(step.person)
            {
                wanted.insert(id, step.person);
                wanted.extend(terms.people.twins(step.person).iter().map(|twin| (*twin, step.person)));
            }
        }

        if !wanted.is_empty() {
            self.fetch_members(read, terms, steps, &wanted).await?;
        }

        // Where the file's values are taken everywhere, nobody asks who made the others.
        if terms.policies.overwrites() && !terms.take_all {
            self.fetch_authors(read, terms, steps).await?;
        }

        let numbers = |of: fn(&Step) -> Option<&String>| -> Vec<String> {
            let distinct: BTreeSet<&String> = steps.iter().filter_map(of).collect();

            distinct.into_iter().cloned().collect()
        };
        let by_ticket = numbers(|step| step.draft.ticket.as_ref()?.ticket_number.as_ref());
        let by_order = numbers(|step| {
            let ticket = step.draft.ticket.as_ref()?;

            ticket.order_number.as_ref().filter(|_| ticket.ticket_number.is_none())
        });
        let mut tickets = read.with_texts::<Ticket>("ticket_number", &by_ticket).await?;

        tickets.extend(read.with_texts::<Ticket>("order_number", &by_order).await?);

        Ok(tickets
            .into_iter()
            .filter_map(|ticket| {
                let (order, number) = ticket.key()?;

                Some(((order.to_owned(), number.to_owned()), ticket))
            })
            .collect())
    }

    async fn fetch_members(
        &mut self,
        read: &impl Read,
        terms: &Terms<'_>,
        steps: &[Step],
        wanted: &HashMap<Id, u32>,
    ) -> Result<()> {
        let ids: Vec<Id> = wanted.keys().copied().collect();
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

        if steps.iter().any(|step| step.draft.sale.is_some()) {
            let mut held = read.of_any::<Subscription>("member", &ids).await?;

            held.sort_by_key(|subscription| subscription.id);

            for subscription in held {
                if let Some(work) = wanted.get(&subscription.member).and_then(|person| self.under_way.get_mut(person)) {
                    work.held.push((subscription, false));
                }
            }
        }

        if steps.iter().any(|step| step.draft.ticket.is_some()) {
            for ticket in read.of_any::<Ticket>("member", &ids).await? {
                if let Some(work) = wanted.get(&ticket.member).and_then(|person| self.under_way.get_mut(person)) {
                    work.tickets.push(ticket);
                }
            }
        }

        let kept: Vec<Id> = terms
            .own
            .iter()
            .filter(|own| !own.new)
            .flat_map(|own| ids.iter().map(|member| FieldValue::id_of(*member, own.field.id)))
            .collect();

        for (value, archived) in read.some_any_state::<FieldValue>(&kept).await? {
            if let Some(work) = wanted.get(&value.member).and_then(|person| self.under_way.get_mut(person))
                && work.member.id == value.member
            {
                let now = value.value.clone().filter(|_| !archived);

                work.values.insert(value.field, Kept { row: Some((value, archived)), value: now });
            }
        }

        Ok(())
    }

    /// Asks the journal who gave the values that rows would overwrite.
    async fn fetch_authors(&mut self, read: &impl Read, terms: &Terms<'_>, steps: &[Step]) -> Result<()> {
        let mut rows: Vec<Id> = Vec::new();
        let mut of: HashMap<u32, Vec<Id>> = HashMap::new();

        for step in steps {
            let Some(work) = self.under_way.get(&step.person) else { continue };
            let overwritten = work.overwritten(&step.draft, terms);

            if !overwritten.is_empty() {
                rows.extend(&overwritten);
                of.entry(step.person).or_default().extend(overwritten);
            }
        }

        rows.sort_unstable();
        rows.dedup();

        let authors = read.authors(&rows).await?;

        for (person, rows) in of {
            if let Some(work) = self.under_way.get_mut(&person) {
                let known = work.authors.get_or_insert_default();

                known.extend(rows.into_iter().filter_map(|row| Some((row, authors.get(&row)?.clone()))));
            }
        }

        Ok(())
    }
}

//! Making a directory from all rows of a workspace.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::bits::BLOCK;
use super::clock::Clock;
use super::names::NamesBuilder;
use super::order::{Arrivals, Order, Walk, room_for};
use super::people::{self, People};
use super::rights::{self, Deal, NO_SLOT, NOT_PAID, Rights};
use super::{Directory, Person, Right};
use crate::domain::entity::{Id, Instant};
use crate::domain::query::{MemberSort, SubscriptionSort};
use crate::domain::venue::Venue;

/// Takes people and their rights, each side on its own thread if one likes, and makes a [`Directory`]. The right of a
/// member who was not given is left out.
pub struct Builder {
    pub people: PeopleBuilder,
    pub rights: RightsBuilder,
}

/// Takes people, each once, in any order (id order is fastest).
pub struct PeopleBuilder {
    names: NamesBuilder,
    people: People,
    /// The text of the block that is being filled, and where each member's ends.
    text: Vec<u8>,
    ends: Vec<u32>,
}

/// Takes rights, each once, in any order (id order is fastest).
#[derive(Default)]
pub struct RightsBuilder {
    rights: Rights,
    members: Vec<Id>,
    sold: Vec<Sold>,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

/// Days further apart are compared instead of counted.
const MOST_DAYS: usize = 100_000;

/// A [`Deal`] whose texts have no number yet.
#[derive(PartialEq, Eq, Hash)]
struct Sold<T = String> {
    product: Id,
    contribution: i64,
    product_name: T,
    price_name: T,
    options: T,
}

impl Sold {
    fn lend(&self) -> Sold<&str> {
        Sold {
            product: self.product,
            contribution: self.contribution,
            product_name: &self.product_name,
            price_name: &self.price_name,
            options: &self.options,
        }
    }
}

impl PeopleBuilder {
    /// `language`: BCP 47, decides how names sort.
    fn new(language: &str) -> Self {
        Self { names: NamesBuilder::new(language), people: People::default(), text: Vec::new(), ends: Vec::new() }
    }

    pub fn add(&mut self, person: &Person<&str>) {
        let columns = &mut self.people.columns;
        let slot = columns.ids.len() as u32;
        columns.ids.push(person.id);

        let (first, last) = (self.names.add(person.first_name), self.names.add(person.last_name));
        columns.first.push(first);
        columns.last.push(last);
        people::write_text(&mut self.text, self.names.folded(first), self.names.folded(last), person);
        self.ends.push(self.text.len() as u32);

        if slot.is_multiple_of(BLOCK as u32) {
            columns.grow_sets(slot as usize + 1);
        }

        columns.put_flags(slot, person);

        if self.ends.len() == BLOCK {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        self.people.columns.texts.push_block(&self.text, &self.ends);
        self.text.clear();
        self.ends.clear();
    }
}

impl RightsBuilder {
    pub fn add(&mut self, right: &Right<&str>) {
        let deal = self.deal(&Sold {
            product: right.product,
            contribution: right.contribution,
            product_name: right.product_name,
            price_name: right.price_name,
            options: right.options,
        });
        self.members.push(right.member);
        self.rights.columns.push(right.id, deal, right.paid_on, &right.span);
    }

    /// Takes back the last rights for whose ids `gone` holds.
    pub fn drop_while(&mut self, gone: &dyn Fn(Id) -> bool) {
        while self.rights.columns.ids.last().is_some_and(|id| gone(*id)) {
            self.members.pop();
            self.rights.columns.pop();
        }
    }

    /// Takes over what `other` was given, from its last to its first.
    pub fn join(&mut self, other: Self) {
        let deals: Vec<u32> = other.sold.iter().map(|sold| self.deal(&sold.lend())).collect();

        self.members.reserve_exact(other.members.len());
        self.members.extend(other.members.iter().rev());
        self.rights.columns.append_back(&other.rights.columns, &deals);
    }

    fn deal(&mut self, wanted: &Sold<&str>) -> u32 {
        let Self { sold, index, hasher, .. } = self;
        let hash = hasher.hash_one(wanted);

        if let Some(&deal) = index.find(hash, |&deal| sold[deal as usize].lend() == *wanted) {
            return deal;
        }

        let deal = sold.len() as u32;
        sold.push(Sold {
            product: wanted.product,
            contribution: wanted.contribution,
            product_name: wanted.product_name.to_owned(),
            price_name: wanted.price_name.to_owned(),
            options: wanted.options.to_owned(),
        });
        index.insert_unique(hash, deal, |&deal| hasher.hash_one(sold[deal as usize].lend()));

        deal
    }
}

impl Builder {
    /// `language`: BCP 47, decides how names sort.
    pub fn new(language: &str) -> Self {
        Self { people: PeopleBuilder::new(language), rights: RightsBuilder::default() }
    }

    pub fn finish(self, venue: &Venue, now: Instant) -> Directory {
        let Self { people: mut taken, rights: RightsBuilder { mut rights, members, sold, .. } } = self;

        if !taken.ends.is_empty() {
            taken.end_block();
        }

        for sold in sold {
            rights.columns.deal_number(Deal {
                product: sold.product,
                product_name: taken.names.add(&sold.product_name),
                price_name: taken.names.add(&sold.price_name),
                options: taken.names.add(&sold.options),
                contribution: sold.contribution,
            });
        }

        let PeopleBuilder { names, mut people, .. } = taken;
        let (names, ranks) = names.finish();
        let columns = &mut people.columns;
        columns.shrink();
        let columns = &*columns;

        let (rights, (arrivals, orders)) = std::thread::scope(|scope| {
            let rights = scope.spawn(|| {
                rights.columns.hang(slots_of(members, &columns.ids), columns.ids.len());
                rights.columns.shrink();
                order_rights(&mut rights, &ranks);

                rights
            });
            let people = order_people(columns, &ranks);

            (rights.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), people)
        });
        people.arrivals = arrivals;
        people.orders = orders;

        let mut directory = Directory {
            clock: Clock::new(venue.expires_soon_days),
            venue: venue.clone(),
            names,
            people,
            rights,
            hits: None,
            among: None,
        };
        directory.advance(now);

        directory
    }
}

/// At which slot each of these ids is, if at any.
fn slots_of(wanted: Vec<Id>, ids: &[Id]) -> Vec<u32> {
    let hasher = DefaultHashBuilder::default();
    let mut index: HashTable<u32> = HashTable::with_capacity(ids.len());

    for (slot, id) in ids.iter().enumerate() {
        index.insert_unique(hasher.hash_one(id), slot as u32, |&slot| hasher.hash_one(ids[slot as usize]));
    }

    let slot = |id: &Id| index.find(hasher.hash_one(id), |&slot| ids[slot as usize] == *id).copied();

    wanted.iter().map(|id| slot(id).unwrap_or(NO_SLOT)).collect()
}

/// All slots in order of receipt.
fn received(arrivals: &Arrivals, slots: usize) -> Vec<u32> {
    match arrivals.walk() {
        Walk::Listed(slots) => slots.to_vec(),
        Walk::All => (0..slots as u32).collect(),
    }
}

/// Slots sorted by a key, and by `received` where keys are the same.
fn sorted<K: Ord>(received: &[u32], key: impl Fn(u32) -> K) -> Vec<u32> {
    let mut keyed: Vec<(K, u32)> =
        received.iter().enumerate().map(|(place, &slot)| (key(slot), place as u32)).collect();
    keyed.sort_unstable();

    in_order(&keyed, received)
}

/// In a buffer of its own: collecting would keep that of the keys.
fn in_order<K>(keyed: &[(K, u32)], received: &[u32]) -> Vec<u32> {
    let mut order = Vec::with_capacity(room_for(keyed.len()));
    order.extend(keyed.iter().map(|(_, place)| received[*place as usize]));

    order
}

/// Slots sorted by the number of their class, of which there are `classes`; those of a class stay as they are.
fn classed(slots: &[u32], classes: usize, class: impl Fn(u32) -> u32) -> Vec<u32> {
    let mut places = vec![0_u32; classes + 1];

    for &slot in slots {
        places[class(slot) as usize + 1] += 1;
    }

    for class in 0..classes {
        places[class + 1] += places[class];
    }

    let mut order = Vec::with_capacity(room_for(slots.len()));
    order.resize(slots.len(), 0);

    for &slot in slots {
        let place = &mut places[class(slot) as usize];
        order[*place as usize] = slot;
        *place += 1;
    }

    order
}

fn order_people(columns: &people::Columns, ranks: &[u32]) -> (Arrivals, [Order; people::KEYS.len()]) {
    let arrivals = Arrivals::new(&columns.ids);
    let received = received(&arrivals, columns.ids.len());
    let by = |slots: &[u32], column: &[u32]| classed(slots, ranks.len(), |slot| ranks[column[slot as usize] as usize]);
    let orders = people::KEYS.map(|key| match key {
        MemberSort::LastName => by(&by(&received, &columns.first), &columns.last),
        MemberSort::FirstName => by(&by(&received, &columns.last), &columns.first),
        MemberSort::Email => by_email(columns, &received),
        MemberSort::Received | MemberSort::Standing | MemberSort::Active => received.clone(),
    });

    (arrivals, orders.map(Order::new))
}

/// Slots sorted by folded e-mail, blanks last: by its first bytes as a number, then by the rest where these are the same.
fn by_email(columns: &people::Columns, received: &[u32]) -> Vec<u32> {
    const HEAD: usize = 16;

    // All of them side by side: in the texts they lie far apart.
    let mut emails = Vec::new();
    let mut ends = vec![0];

    for slot in 0..columns.ids.len() as u32 {
        emails.extend_from_slice(columns.email(slot));
        ends.push(emails.len() as u32);
    }

    let email = |slot: u32| &emails[ends[slot as usize] as usize..ends[slot as usize + 1] as usize];
    let key = |slot: u32| {
        let email = email(slot);
        let mut head = [0; HEAD];
        let length = email.len().min(HEAD);
        head[..length].copy_from_slice(&email[..length]);

        if length == 0 { u128::MAX } else { u128::from_be_bytes(head) }
    };
    let mut keyed: Vec<(u128, u32)> =
        received.iter().enumerate().map(|(place, &slot)| (key(slot), place as u32)).collect();
    keyed.sort_unstable_by(|(a, one), (b, two)| {
        let whole = |place: u32| email(received[place as usize]);

        a.cmp(b).then_with(|| whole(*one).cmp(whole(*two))).then(one.cmp(two))
    });

    in_order(&keyed, received)
}

fn order_rights(rights: &mut Rights, ranks: &[u32]) {
    rights.arrivals = Arrivals::new(&rights.columns.ids);
    let columns = &rights.columns;
    let received = received(&rights.arrivals, columns.ids.len());
    let name = |name: u32| ranks[name as usize];
    let by_deal = |key: &dyn Fn(&Deal) -> (bool, i64)| {
        let mut keys: Vec<_> = columns.deals.iter().map(key).collect();
        let own = keys.clone();
        keys.sort_unstable();
        keys.dedup();
        let places: Vec<u32> = own.iter().map(|key| keys.partition_point(|other| other < key) as u32).collect();

        classed(&received, keys.len(), |slot| places[columns.deal[slot as usize] as usize])
    };
    let orders = rights::KEYS.map(|key| match key {
        SubscriptionSort::Product => {
            by_deal(&|deal| (false, i64::from(name(deal.product_name)) << 32 | i64::from(name(deal.price_name))))
        }
        SubscriptionSort::Options => by_deal(&|deal| (name(deal.options) == name(0), name(deal.options).into())),
        SubscriptionSort::Contribution => by_deal(&|deal| (false, deal.contribution)),
        SubscriptionSort::PaidOn => by_day(&received, &columns.paid),
        SubscriptionSort::Ends => sorted(&received, |slot| columns.ends[slot as usize]),
        _ => Vec::new(),
    });
    rights.orders = orders.map(Order::new);
}

/// Slots sorted by day number, unpaid last.
fn by_day(received: &[u32], days: &[i32]) -> Vec<u32> {
    let paid = || days.iter().copied().filter(|&day| day != NOT_PAID);
    let (first, last) = (paid().min().unwrap_or(0), paid().max().unwrap_or(0));
    let span = last.abs_diff(first);

    if span as usize > MOST_DAYS {
        return sorted(received, |slot| days[slot as usize]);
    }

    classed(received, span as usize + 2, |slot| match days[slot as usize] {
        NOT_PAID => span + 1,
        day => day.abs_diff(first),
    })
}

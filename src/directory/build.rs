//! Making a directory from all rows of a workspace.

use std::cmp::Ordering;

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

use super::bits::BLOCK;
use super::clock::Clock;
use super::names::NamesBuilder;
use super::order::{Arrivals, Order, Walk, room_for};
use super::people::{self, People};
use super::rights::{self, Deal, Rights};
use super::{Directory, Person, Right};
use crate::domain::entity::Instant;
use crate::domain::query::{MemberSort, SubscriptionSort};
use crate::domain::venue::Venue;

/// Takes people, each once, then their rights, one by one in any order (id order is fastest), and makes a
/// [`Directory`]. The right of a member who was not given is left out.
pub struct Builder {
    venue: Venue,
    names: NamesBuilder,
    people: People,
    rights: Rights,
    /// The text of the block that is being filled, and where each member's ends.
    text: Vec<u8>,
    ends: Vec<u32>,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// The last different deals: most rights are like one of them.
    recent: Vec<(Right, u32)>,
}

/// How many of them.
const RECENT: usize = 16;

impl Builder {
    /// `language`: BCP 47, decides how names sort.
    pub fn new(venue: &Venue, language: &str) -> Self {
        Self {
            venue: venue.clone(),
            names: NamesBuilder::new(language),
            people: People::default(),
            rights: Rights::default(),
            text: Vec::new(),
            ends: Vec::new(),
            index: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            recent: Vec::new(),
        }
    }

    pub fn person(&mut self, person: &Person) {
        let columns = &mut self.people.columns;
        let slot = columns.ids.len() as u32;
        columns.ids.push(person.id);
        let ids = &columns.ids;
        self.index
            .insert_unique(self.hasher.hash_one(person.id), slot, |&slot| self.hasher.hash_one(ids[slot as usize]));

        let (first, last) = (self.names.add(&person.first_name), self.names.add(&person.last_name));
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

    pub fn right(&mut self, right: &Right) {
        let ids = &self.people.columns.ids;
        let hash = self.hasher.hash_one(right.member);
        let Some(&member) = self.index.find(hash, |&slot| ids[slot as usize] == right.member) else {
            return;
        };
        let members = ids.len();
        let deal = self.deal(right);
        let slot = self.rights.columns.ids.len();
        self.rights.columns.grow(slot + 1);
        self.rights.columns.grow_members(members);
        self.rights.columns.write(slot as u32, member, right, deal);
    }

    fn deal(&mut self, right: &Right) -> u32 {
        let same = |(sold, _): &&(Right, u32)| {
            sold.contribution == right.contribution
                && sold.product == right.product
                && sold.product_name == right.product_name
                && sold.price_name == right.price_name
                && sold.options == right.options
        };

        if let Some(&(_, deal)) = self.recent.iter().find(same) {
            return deal;
        }

        let deal = self.rights.columns.deal_number(Deal {
            product: right.product,
            product_name: self.names.add(&right.product_name),
            price_name: self.names.add(&right.price_name),
            options: self.names.add(&right.options),
            contribution: right.contribution,
        });

        if self.recent.len() == RECENT {
            self.recent.remove(0);
        }

        self.recent.push((right.clone(), deal));

        deal
    }

    fn end_block(&mut self) {
        self.people.columns.texts.push_block(&self.text, &self.ends);
        self.text.clear();
        self.ends.clear();
    }

    pub fn finish(mut self, now: Instant) -> Directory {
        if !self.ends.is_empty() {
            self.end_block();
        }

        drop(self.index);
        let (names, ranks) = self.names.finish();
        let (mut people, mut rights) = (self.people, self.rights);
        people.columns.shrink();
        rights.columns.shrink();
        rights.columns.grow_members(people.columns.ids.len());

        order_people(&mut people, &ranks);
        order_rights(&mut rights, &ranks);

        let mut directory = Directory {
            clock: Clock::new(self.venue.expires_soon_days),
            venue: self.venue,
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

fn pair(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

fn order_people(people: &mut People, ranks: &[u32]) {
    people.arrivals = Arrivals::new(&people.columns.ids);
    let columns = &people.columns;
    let received = received(&people.arrivals, columns.ids.len());
    let rank = |column: &[u32], slot: u32| ranks[column[slot as usize] as usize];
    let key = |key: MemberSort| match key {
        MemberSort::LastName => sorted(&received, |slot| pair(rank(&columns.last, slot), rank(&columns.first, slot))),
        MemberSort::FirstName => sorted(&received, |slot| pair(rank(&columns.first, slot), rank(&columns.last, slot))),
        MemberSort::Email => by_email(columns, &received),
        MemberSort::Received | MemberSort::Standing | MemberSort::Active => received.clone(),
    };
    let orders = both(&people::KEYS, key);
    people.orders = orders.map(Order::new);
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

        sorted(&received, |slot| places[columns.deal[slot as usize] as usize])
    };
    let key = |key: SubscriptionSort| match key {
        SubscriptionSort::Product => {
            by_deal(&|deal| (false, pair(name(deal.product_name), name(deal.price_name)) as i64))
        }
        SubscriptionSort::Options => by_deal(&|deal| (name(deal.options) == name(0), name(deal.options).into())),
        SubscriptionSort::Contribution => by_deal(&|deal| (false, deal.contribution)),
        SubscriptionSort::PaidOn => sorted(&received, |slot| columns.paid[slot as usize]),
        SubscriptionSort::Ends => sorted(&received, |slot| columns.ends[slot as usize]),
        _ => Vec::new(),
    };
    let orders = both(&rights::KEYS, key);
    rights.orders = orders.map(Order::new);
}

/// Makes all orders on two threads.
fn both<K: Copy + Sync, const N: usize>(keys: &[K; N], make: impl Fn(K) -> Vec<u32> + Sync) -> [Vec<u32>; N] {
    let (even, odd): (Vec<_>, Vec<_>) = (0..N).partition(|index| index % 2 == 0);
    let make_all =
        |indexes: Vec<usize>| -> Vec<_> { indexes.into_iter().map(|index| (index, make(keys[index]))).collect() };
    let mut made = std::thread::scope(|scope| {
        let other = scope.spawn(|| make_all(odd));
        let mut made = make_all(even);
        made.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));

        made
    });
    made.sort_by(|(a, _), (b, _)| if a < b { Ordering::Less } else { Ordering::Greater });
    let mut made = made.into_iter().map(|(_, order)| order);

    std::array::from_fn(|_| made.next().unwrap_or_default())
}

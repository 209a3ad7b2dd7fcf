//! The subscriptions by column, and which belong to which member.

use std::cmp::Ordering;
use std::ops::Range;

use chrono::{DateTime, Datelike, NaiveDate};
use hashbrown::HashMap;

use super::Right;
use super::bits::{Bits, Classes};
use super::names::Names;
use super::order::{self, Order, Stretch, room_for};
use super::people::Columns as PeopleColumns;
use crate::domain::entity::{Id, Instant};
use crate::domain::period::End;
use crate::domain::query::{MemberSort, SubscriptionSort};
use crate::domain::subscription::{Span, Status};

/// The sorts that have an order of their own.
pub const KEYS: [SubscriptionSort; 9] = [
    SubscriptionSort::Received,
    SubscriptionSort::LastName,
    SubscriptionSort::FirstName,
    SubscriptionSort::Email,
    SubscriptionSort::Product,
    SubscriptionSort::Contribution,
    SubscriptionSort::Options,
    SubscriptionSort::PaidOn,
    SubscriptionSort::Ends,
];

/// No slot: the end of a list.
pub const NO_SLOT: u32 = u32::MAX;

/// Day number of a subscription that is not paid: sorts after all days.
pub const NOT_PAID: i32 = i32::MAX;

/// Ends that are no moment sort after all moments, in this order.
pub const NEVER: i64 = i64::MAX - 1;
pub const NOT_APPLICABLE: i64 = i64::MAX;

/// Product, its name and the price's as sold.
pub type Offer = (Id, u32, u32);

#[derive(Default)]
pub struct Rights {
    pub columns: Columns,
    /// In the order of [`KEYS`].
    pub orders: [Order; KEYS.len()],
    free: Vec<u32>,
}

pub struct Columns {
    pub ids: Vec<Id>,
    /// The member's slot.
    pub member: Vec<u32>,
    pub offer: Vec<u32>,
    pub options: Vec<u32>,
    pub contribution: Vec<i64>,
    pub paid: Vec<i32>,
    /// Microseconds.
    pub starts: Vec<i64>,
    /// Microseconds, [`NEVER`] or [`NOT_APPLICABLE`].
    pub ends: Vec<i64>,
    pub live: Bits,
    pub cancelled: Bits,
    pub awaiting: Bits,
    pub status: Classes<6>,
    pub offers: Vec<Offer>,
    offer_index: HashMap<Offer, u32>,
    /// By member's slot: the first of their rights, and how many.
    head: Vec<u32>,
    held: Vec<u32>,
    /// The next right of the same member.
    next: Vec<u32>,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            ids: Vec::new(),
            member: Vec::new(),
            offer: Vec::new(),
            options: Vec::new(),
            contribution: Vec::new(),
            paid: Vec::new(),
            starts: Vec::new(),
            ends: Vec::new(),
            live: Bits::with_room(0),
            cancelled: Bits::with_room(0),
            awaiting: Bits::with_room(0),
            status: Classes::with_room(0),
            offers: Vec::new(),
            offer_index: HashMap::new(),
            head: Vec::new(),
            held: Vec::new(),
            next: Vec::new(),
        }
    }
}

/// The names a right sorts by.
#[derive(Clone, Copy)]
pub struct Labels {
    pub product: u32,
    pub price: u32,
    pub options: u32,
}

fn end_number(end: End) -> i64 {
    match end {
        End::NotApplicable => NOT_APPLICABLE,
        End::Never => NEVER,
        End::At(at) => at.timestamp_micros(),
    }
}

fn instant(micros: i64) -> Instant {
    DateTime::from_timestamp_micros(micros).unwrap_or_default()
}

pub fn day_number(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

impl Columns {
    pub fn grow(&mut self, slots: usize) {
        self.ids.resize(slots, Id::nil());
        self.member.resize(slots, NO_SLOT);
        self.offer.resize(slots, 0);
        self.options.resize(slots, 0);
        self.contribution.resize(slots, 0);
        self.paid.resize(slots, NOT_PAID);
        self.starts.resize(slots, 0);
        self.ends.resize(slots, NOT_APPLICABLE);
        self.next.resize(slots, NO_SLOT);
        self.live.grow(slots);
        self.cancelled.grow(slots);
        self.awaiting.grow(slots);
        self.status.grow(slots);
    }

    /// Gives back the room that growing left.
    pub fn shrink(&mut self) {
        self.ids.shrink_to(room_for(self.ids.len()));

        for column in [&mut self.member, &mut self.offer, &mut self.options, &mut self.next] {
            column.shrink_to(room_for(column.len()));
        }

        for column in [&mut self.contribution, &mut self.starts, &mut self.ends] {
            column.shrink_to(room_for(column.len()));
        }

        self.paid.shrink_to(room_for(self.paid.len()));
    }

    /// Room for the rights of this many members.
    pub fn grow_members(&mut self, members: usize) {
        if members > self.head.len() {
            self.head.resize(members, NO_SLOT);
            self.held.resize(members, 0);
        }
    }

    /// Writes a right and hangs it on its member.
    pub fn write(&mut self, slot: u32, member: u32, right: &Right, labels: &Labels) {
        let index = slot as usize;
        let offer = (right.product, labels.product, labels.price);
        let offers = &mut self.offers;
        self.ids[index] = right.id;
        self.member[index] = member;
        self.offer[index] = *self.offer_index.entry(offer).or_insert_with(|| {
            offers.push(offer);

            offers.len() as u32 - 1
        });
        self.options[index] = labels.options;

        self.contribution[index] = right.contribution;
        self.paid[index] = right.paid_on.map_or(NOT_PAID, day_number);
        self.starts[index] = right.span.starts.timestamp_micros();
        self.ends[index] = end_number(right.span.end);
        self.live.put(slot, true);
        self.cancelled.put(slot, right.span.cancelled);
        self.awaiting.put(slot, right.span.awaiting);
        self.next[index] = std::mem::replace(&mut self.head[member as usize], slot);
        self.held[member as usize] += 1;
    }

    /// Takes a right off its member.
    pub fn unhang(&mut self, slot: u32) {
        let member = self.member[slot as usize] as usize;
        let next = self.next[slot as usize];

        if self.head[member] == slot {
            self.head[member] = next;
        } else {
            let before = self.of(member as u32).find(|&other| self.next[other as usize] == slot);

            if let Some(before) = before {
                self.next[before as usize] = next;
            }
        }

        self.held[member] -= 1;
    }

    /// The rights of one member, in no order.
    pub fn of(&self, member: u32) -> impl Iterator<Item = u32> + '_ {
        let step = |slot: u32| (slot != NO_SLOT).then_some(slot);
        let first = self.head.get(member as usize).copied().and_then(step);

        std::iter::successors(first, move |&slot| step(self.next[slot as usize]))
    }

    /// How many rights these members have.
    pub fn held_by(&self, members: &Bits) -> usize {
        members.iter().map(|member| self.held.get(member as usize).map_or(0, |&held| held as usize)).sum()
    }

    /// The rights of these members, of which there are `expected`.
    pub fn of_all(&self, members: &Bits, expected: usize) -> Bits {
        let slots = self.ids.len();

        if expected > slots / 16 {
            return Bits::of(slots, |slot| {
                let member = self.member[slot];

                member != NO_SLOT && members.get(member)
            });
        }

        let mut rights = Bits::with_room(slots);

        for slot in members.iter().flat_map(|member| self.of(member)) {
            rights.put(slot, true);
        }

        rights
    }

    pub fn span(&self, slot: u32) -> Span {
        Span {
            starts: instant(self.starts[slot as usize]),
            end: match self.ends[slot as usize] {
                NOT_APPLICABLE => End::NotApplicable,
                NEVER => End::Never,
                at => End::At(instant(at)),
            },
            cancelled: self.cancelled.get(slot),
            awaiting: self.awaiting.get(slot),
        }
    }

    pub fn status(&self, slot: u32) -> Status {
        self.status.get(slot).map_or(Status::NotApplicable, |class| Status::ALL[class])
    }

    /// The ascending order of one of [`KEYS`]; total, as ids differ.
    pub fn compare(&self, people: &PeopleColumns, names: &Names, key: SubscriptionSort, a: u32, b: u32) -> Ordering {
        let (i, j) = (a as usize, b as usize);
        let id = || self.ids[i].cmp(&self.ids[j]);
        let member = |key| people.compare(names, key, self.member[i], self.member[j]);

        match key {
            SubscriptionSort::LastName => member(MemberSort::LastName),
            SubscriptionSort::FirstName => member(MemberSort::FirstName),
            SubscriptionSort::Email => member(MemberSort::Email),
            SubscriptionSort::Product => {
                let (_, product_a, price_a) = self.offers[self.offer[i] as usize];
                let (_, product_b, price_b) = self.offers[self.offer[j] as usize];

                names
                    .place(product_a)
                    .cmp(&names.place(product_b))
                    .then_with(|| names.place(price_a).cmp(&names.place(price_b)))
            }
            SubscriptionSort::Contribution => self.contribution[i].cmp(&self.contribution[j]),
            SubscriptionSort::Options => {
                let key = |slot: usize| (names.is_empty(self.options[slot]), names.place(self.options[slot]));

                key(i).cmp(&key(j))
            }
            SubscriptionSort::PaidOn => self.paid[i].cmp(&self.paid[j]),
            SubscriptionSort::Ends => self.ends[i].cmp(&self.ends[j]),
            SubscriptionSort::Received | SubscriptionSort::Valid => Ordering::Equal,
        }
        .then_with(id)
    }

    fn blank(&self, people: &PeopleColumns, names: &Names, sort: SubscriptionSort, slot: u32) -> bool {
        let index = slot as usize;

        match sort {
            SubscriptionSort::Email => people.email(self.member[index]).is_empty(),
            SubscriptionSort::Options => names.is_empty(self.options[index]),
            SubscriptionSort::PaidOn => self.paid[index] == NOT_PAID,
            SubscriptionSort::Ends => self.ends[index] == NOT_APPLICABLE,
            _ => false,
        }
    }
}

impl Rights {
    pub fn order(&self, key: SubscriptionSort) -> &Order {
        let index = KEYS.iter().position(|&own| own == key).unwrap_or_default();

        &self.orders[index]
    }

    pub fn len(&self) -> usize {
        self.order(SubscriptionSort::Received).slots().len()
    }

    pub fn slot(&self, id: Id) -> Option<u32> {
        let order = self.order(SubscriptionSort::Received).slots();
        let at = order.binary_search_by(|&slot| self.columns.ids[slot as usize].cmp(&id)).ok()?;

        Some(order[at])
    }

    pub fn reserve(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            let slot = self.columns.ids.len();
            self.columns.grow(slot + 1);

            slot as u32
        })
    }

    /// Takes slots out of the orders of `keys`.
    pub fn detach(&mut self, people: &PeopleColumns, names: &Names, keys: &[SubscriptionSort], slots: &[u32]) {
        for (&key, order) in KEYS.iter().zip(&mut self.orders).filter(|(key, _)| keys.contains(key)) {
            order.detach(slots, |a, b| self.columns.compare(people, names, key, a, b));
        }
    }

    pub fn attach(&mut self, people: &PeopleColumns, names: &Names, keys: &[SubscriptionSort], slots: &[u32]) {
        for (&key, order) in KEYS.iter().zip(&mut self.orders).filter(|(key, _)| keys.contains(key)) {
            order.attach(slots, |a, b| self.columns.compare(people, names, key, a, b));
        }
    }

    /// Frees slots that are out of the orders.
    pub fn forget(&mut self, slots: &[u32]) {
        for &slot in slots {
            self.columns.unhang(slot);
            self.columns.member[slot as usize] = NO_SLOT;
            self.columns.live.put(slot, false);
            self.columns.status.put(slot, None);
        }

        self.free.extend_from_slice(slots);
    }

    #[expect(clippy::too_many_arguments, reason = "a query, taken apart")]
    pub fn window(
        &self,
        people: &PeopleColumns,
        names: &Names,
        hits: &Bits,
        total: usize,
        sort: SubscriptionSort,
        descending: bool,
        window: Range<usize>,
    ) -> Vec<u32> {
        let columns = &self.columns;
        let blank = |slot| columns.blank(people, names, sort, slot);
        let compare = |a, b| {
            let turned = |order: Ordering| if descending { order.reverse() } else { order };

            if sort == SubscriptionSort::Valid {
                let received = || columns.compare(people, names, SubscriptionSort::Received, a, b);

                return turned(columns.status(a).cmp(&columns.status(b)).then_with(received));
            }

            let order = columns.compare(people, names, sort, a, b);

            if blank(a) || blank(b) { order } else { turned(order) }
        };

        if sort == SubscriptionSort::Valid {
            let slots = self.order(SubscriptionSort::Received).slots();
            let mut stretches: Vec<_> = (0..Status::ALL.len())
                .map(|class| Stretch { slots, backwards: descending, among: Some(columns.status.of(class)) })
                .collect();

            if descending {
                stretches.reverse();
            }

            return order::window(hits, total, window, &stretches, compare);
        }

        let (filled, blanks) = order::split(self.order(sort).slots(), blank);
        let stretches = [
            Stretch { slots: filled, backwards: descending, among: None },
            Stretch { slots: blanks, backwards: false, among: None },
        ];

        order::window(hits, total, window, &stretches, compare)
    }
}

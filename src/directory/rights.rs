//! The subscriptions by column, and which belong to which member.

use std::cmp::Ordering;
use std::ops::Range;

use chrono::{DateTime, Datelike, NaiveDate};
use hashbrown::HashMap;

use super::Right;
use super::bits::{BLOCK, Bits, Classes};
use super::names::Names;
use super::order::{self, Arrivals, Order, Stretch, Walk, room_for};
use super::people::{Columns as PeopleColumns, People};
use crate::domain::entity::{Id, Instant};
use crate::domain::period::End;
use crate::domain::query::{MemberSort, SubscriptionSort};
use crate::domain::subscription::{Span, Status};

/// The sorts that have an order of their own.
pub const KEYS: [SubscriptionSort; 5] = [
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

/// What was sold for how much: there are few different ones. Texts are names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Deal {
    pub product: Id,
    pub product_name: u32,
    pub price_name: u32,
    pub options: u32,
    pub contribution: i64,
}

#[derive(Default)]
pub struct Rights {
    pub columns: Columns,
    /// In the order of [`KEYS`].
    pub orders: [Order; KEYS.len()],
    pub arrivals: Arrivals,
}

pub struct Columns {
    pub ids: Vec<Id>,
    /// The member's slot.
    pub member: Vec<u32>,
    pub deal: Vec<u32>,
    pub paid: Vec<i32>,
    /// Microseconds.
    pub starts: Vec<i64>,
    /// Microseconds, [`NEVER`] or [`NOT_APPLICABLE`].
    pub ends: Vec<i64>,
    pub live: Bits,
    pub cancelled: Bits,
    pub awaiting: Bits,
    pub status: Classes<6>,
    pub deals: Vec<Deal>,
    deal_index: HashMap<Deal, u32>,
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
            deal: Vec::new(),
            paid: Vec::new(),
            starts: Vec::new(),
            ends: Vec::new(),
            live: Bits::with_room(0),
            cancelled: Bits::with_room(0),
            awaiting: Bits::with_room(0),
            status: Classes::with_room(0),
            deals: Vec::new(),
            deal_index: HashMap::new(),
            head: Vec::new(),
            held: Vec::new(),
            next: Vec::new(),
        }
    }
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
        self.deal.resize(slots, 0);
        self.paid.resize(slots, NOT_PAID);
        self.starts.resize(slots, 0);
        self.ends.resize(slots, NOT_APPLICABLE);
        self.next.resize(slots, NO_SLOT);
        self.live.grow(slots);
        self.cancelled.grow(slots);
        self.awaiting.grow(slots);
        self.status.grow(slots);
    }

    /// Appends a right that is not hung on its member yet: see [`Columns::hang`].
    pub fn push(&mut self, id: Id, deal: u32, paid_on: Option<NaiveDate>, span: &Span) {
        let slot = self.ids.len();

        if slot.is_multiple_of(BLOCK) {
            self.live.grow(slot + 1);
            self.cancelled.grow(slot + 1);
            self.awaiting.grow(slot + 1);
            self.status.grow(slot + 1);
        }

        self.ids.push(id);
        self.deal.push(deal);
        self.paid.push(paid_on.map_or(NOT_PAID, day_number));
        self.starts.push(span.starts.timestamp_micros());
        self.ends.push(end_number(span.end));
        self.cancelled.put(slot as u32, span.cancelled);
        self.awaiting.put(slot as u32, span.awaiting);
    }

    /// Takes back the last right that was pushed.
    pub fn pop(&mut self) {
        if self.ids.pop().is_some() {
            let slot = self.ids.len() as u32;

            self.deal.pop();
            self.paid.pop();
            self.starts.pop();
            self.ends.pop();
            self.cancelled.put(slot, false);
            self.awaiting.put(slot, false);
        }
    }

    /// Appends rights that are not hung either, from their last to their first; `deals` gives the number of each of their
    /// deals here.
    pub fn append_back(&mut self, other: &Self, deals: &[u32]) {
        let before = self.ids.len();
        let slots = before + other.ids.len();

        fn turn<T: Copy>(column: &mut Vec<T>, other: &[T]) {
            column.reserve_exact(other.len());
            column.extend(other.iter().rev());
        }

        turn(&mut self.ids, &other.ids);
        turn(&mut self.paid, &other.paid);
        turn(&mut self.starts, &other.starts);
        turn(&mut self.ends, &other.ends);
        self.deal.reserve_exact(other.deal.len());
        self.deal.extend(other.deal.iter().rev().map(|&deal| deals[deal as usize]));
        self.live.grow(slots);
        self.cancelled.grow(slots);
        self.awaiting.grow(slots);
        self.status.grow(slots);

        for (bits, from) in [(&mut self.cancelled, &other.cancelled), (&mut self.awaiting, &other.awaiting)] {
            for slot in from.iter() {
                bits.put((slots - 1) as u32 - slot, true);
            }
        }
    }

    /// Hangs all rights on their members, of which there are `members`; those whose slot is none are left out.
    pub fn hang(&mut self, slots: Vec<u32>, members: usize) {
        self.grow_members(members);
        let mut kept = 0;

        for (slot, &member) in slots.iter().enumerate() {
            if member == NO_SLOT {
                continue;
            }

            if kept < slot {
                self.ids[kept] = self.ids[slot];
                self.deal[kept] = self.deal[slot];
                self.paid[kept] = self.paid[slot];
                self.starts[kept] = self.starts[slot];
                self.ends[kept] = self.ends[slot];
                self.cancelled.put(kept as u32, self.cancelled.get(slot as u32));
                self.awaiting.put(kept as u32, self.awaiting.get(slot as u32));
            }

            self.live.put(kept as u32, true);
            self.next.push(std::mem::replace(&mut self.head[member as usize], kept as u32));
            self.held[member as usize] += 1;
            kept += 1;
        }

        self.member = slots;
        self.member.retain(|&member| member != NO_SLOT);
        self.ids.truncate(kept);
        self.deal.truncate(kept);
        self.paid.truncate(kept);
        self.starts.truncate(kept);
        self.ends.truncate(kept);
    }

    /// Gives back the room that growing left.
    pub fn shrink(&mut self) {
        self.ids.shrink_to(room_for(self.ids.len()));

        for column in [&mut self.member, &mut self.deal, &mut self.next] {
            column.shrink_to(room_for(column.len()));
        }

        for column in [&mut self.starts, &mut self.ends] {
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

    /// The number of this deal, the same each time.
    pub fn deal_number(&mut self, deal: Deal) -> u32 {
        let deals = &mut self.deals;

        *self.deal_index.entry(deal).or_insert_with(|| {
            deals.push(deal);

            deals.len() as u32 - 1
        })
    }

    pub fn deal(&self, slot: u32) -> &Deal {
        &self.deals[self.deal[slot as usize] as usize]
    }

    /// Writes a right and hangs it on its member.
    pub fn write(&mut self, slot: u32, member: u32, right: &Right, deal: u32) {
        let index = slot as usize;
        self.ids[index] = right.id;
        self.member[index] = member;
        self.deal[index] = deal;
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

    /// The ascending order of each sort but that by validity; total, as ids differ.
    pub fn compare(&self, people: &PeopleColumns, names: &Names, key: SubscriptionSort, a: u32, b: u32) -> Ordering {
        let (i, j) = (a as usize, b as usize);
        let (one, two) = (self.deal(a), self.deal(b));
        let name = |a: u32, b: u32| names.place(a).cmp(&names.place(b));

        match key {
            SubscriptionSort::Product => {
                name(one.product_name, two.product_name).then_with(|| name(one.price_name, two.price_name))
            }
            SubscriptionSort::Contribution => one.contribution.cmp(&two.contribution),
            SubscriptionSort::Options => names
                .is_empty(one.options)
                .cmp(&names.is_empty(two.options))
                .then_with(|| name(one.options, two.options)),
            SubscriptionSort::PaidOn => self.paid[i].cmp(&self.paid[j]),
            SubscriptionSort::Ends => self.ends[i].cmp(&self.ends[j]),
            SubscriptionSort::Received | SubscriptionSort::Valid => Ordering::Equal,
            key => {
                people.compare(names, by_member(key).unwrap_or(MemberSort::Received), self.member[i], self.member[j])
            }
        }
        .then_with(|| self.ids[i].cmp(&self.ids[j]))
    }

    fn blank(&self, people: &PeopleColumns, names: &Names, sort: SubscriptionSort, slot: u32) -> bool {
        let index = slot as usize;

        match sort {
            SubscriptionSort::Email => people.email(self.member[index]).is_empty(),
            SubscriptionSort::Options => names.is_empty(self.deal(slot).options),
            SubscriptionSort::PaidOn => self.paid[index] == NOT_PAID,
            SubscriptionSort::Ends => self.ends[index] == NOT_APPLICABLE,
            _ => false,
        }
    }
}

/// The order of members that a sort of rights follows, if it does.
fn by_member(sort: SubscriptionSort) -> Option<MemberSort> {
    match sort {
        SubscriptionSort::LastName => Some(MemberSort::LastName),
        SubscriptionSort::FirstName => Some(MemberSort::FirstName),
        SubscriptionSort::Email => Some(MemberSort::Email),
        _ => None,
    }
}

impl Rights {
    pub fn order(&self, key: SubscriptionSort) -> &Order {
        let index = KEYS.iter().position(|&own| own == key).unwrap_or_default();

        &self.orders[index]
    }

    pub fn slot(&self, id: Id) -> Option<u32> {
        self.arrivals.find(&self.columns.ids, id).filter(|&slot| self.columns.live.get(slot))
    }

    /// A slot for what is not here: the one it had, or another.
    pub fn reserve(&mut self, id: Id) -> u32 {
        self.arrivals.find(&self.columns.ids, id).unwrap_or_else(|| {
            let slot = self.columns.ids.len();
            self.columns.grow(slot + 1);
            self.columns.ids[slot] = id;

            slot as u32
        })
    }

    pub fn detach(&mut self, people: &PeopleColumns, names: &Names, slots: &[u32]) {
        for (&key, order) in KEYS.iter().zip(&mut self.orders) {
            order.detach(slots, |a, b| self.columns.compare(people, names, key, a, b));
        }
    }

    pub fn attach(&mut self, people: &PeopleColumns, names: &Names, slots: &[u32]) {
        for (&key, order) in KEYS.iter().zip(&mut self.orders) {
            order.attach(slots, |a, b| self.columns.compare(people, names, key, a, b));
        }
    }

    /// Empties slots that are out of the orders. They are used again only for the same ids.
    pub fn forget(&mut self, slots: &[u32]) {
        self.arrivals.remove(&self.columns.ids, slots);

        for &slot in slots {
            self.columns.unhang(slot);
            self.columns.member[slot as usize] = NO_SLOT;
            self.columns.live.put(slot, false);
            self.columns.status.put(slot, None);
        }
    }

    /// Keeps the hits that lie in the order of `key` between two places, and behind a third if there is one: each is said by
    /// what comes before it. Only the smaller part of the order is looked at.
    pub fn keep_between<B: Fn(usize) -> bool>(
        &self,
        hits: &mut Bits,
        key: SubscriptionSort,
        (start, end): (B, B),
        rest: Option<B>,
    ) {
        let order = self.order(key).slots();
        let place = |before: B| order.partition_point(|&slot| before(slot as usize));
        let (start, end) = (place(start), place(end));
        let end = end.max(start);
        let rest = rest.map_or(order.len(), place).max(end);
        let inside = [&order[start..end], &order[rest..]];
        let outside = [&order[..start], &order[end..rest]];
        let few = inside[0].len() + inside[1].len() <= order.len() / 2;
        let smaller = if few { inside } else { outside };
        let mut set = Bits::with_room(self.columns.ids.len());

        for &slot in smaller.into_iter().flatten() {
            set.put(slot, true);
        }

        hits.keep(&set, few);
    }

    /// The hits in `window` of a list shown in the order of `sort`.
    pub fn window(
        &self,
        people: &People,
        names: &Names,
        (hits, total): (&Bits, usize),
        (sort, descending): (SubscriptionSort, bool),
        window: Range<usize>,
    ) -> Vec<u32> {
        let columns = &self.columns;
        let blank = |slot| columns.blank(&people.columns, names, sort, slot);
        let compare = |a, b| {
            let order = match sort {
                SubscriptionSort::Valid => columns.status(a).cmp(&columns.status(b)),
                _ => Ordering::Equal,
            };
            let order = order.then_with(|| columns.compare(&people.columns, names, sort, a, b));

            if descending && !blank(a) && !blank(b) { order.reverse() } else { order }
        };
        let stretch = |slots, among| Stretch { slots, backwards: descending, among };

        if let Some(key) = by_member(sort) {
            return order::handful(hits, total, window.clone(), compare)
                .unwrap_or_else(|| self.along_members(people, hits, key, descending, window));
        }

        let mut stretches = match sort {
            SubscriptionSort::Received => vec![stretch(self.arrivals.walk(), None)],
            SubscriptionSort::Valid => (0..Status::ALL.len())
                .map(|class| stretch(self.arrivals.walk(), Some(columns.status.of(class))))
                .collect(),
            sort => {
                let (filled, blanks) = order::split(self.order(sort).slots(), blank);
                let blanks = Stretch { slots: Walk::Listed(blanks), backwards: false, among: None };

                return order::window(hits, total, window, &[stretch(Walk::Listed(filled), None), blanks], compare);
            }
        };

        if descending {
            stretches.reverse();
        }

        order::window(hits, total, window, &stretches, compare)
    }

    /// The hits in `window`, member by member.
    fn along_members(
        &self,
        people: &People,
        hits: &Bits,
        key: MemberSort,
        descending: bool,
        window: Range<usize>,
    ) -> Vec<u32> {
        let columns = &self.columns;
        let order = people.order(key).slots();
        let (filled, blanks) = match key {
            MemberSort::Email => order::split(order, |slot| people.columns.email(slot).is_empty()),
            _ => (order, &[][..]),
        };
        let rights = |&member: &u32, backwards: bool| {
            let mut rights: Vec<u32> = columns.of(member).filter(|&slot| hits.get(slot)).collect();

            if rights.len() > 1 {
                rights.sort_unstable_by_key(|&slot| columns.ids[slot as usize]);
            }

            if backwards {
                rights.reverse();
            }

            rights
        };
        let mut found = Vec::new();
        let mut skip = window.start;
        let blanks = blanks.iter().flat_map(|member| rights(member, false));

        if descending {
            let filled = filled.iter().rev().flat_map(|member| rights(member, true));
            order::take(filled.chain(blanks), &mut skip, window.len(), &mut found);
        } else {
            let filled = filled.iter().flat_map(|member| rights(member, false));
            order::take(filled.chain(blanks), &mut skip, window.len(), &mut found);
        }

        found
    }
}

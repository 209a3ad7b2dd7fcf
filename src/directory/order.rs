//! Slots in the order of one column, kept through edits, and windows of what a query found in that order.

use std::cmp::Ordering;
use std::ops::Range;

use super::bits::Bits;
use crate::domain::entity::Id;

/// When more than one slot of so many is taken out, one pass over all of them is quicker than looking for each.
const MANY: usize = 32;

/// See [`handful`]; small in tests, so that they walk along the orders too.
const HANDFUL: usize = if cfg!(test) { 3 } else { 1500 };

/// How many slots are walked past in the time that comparing one with others takes, about.
const ALONG: usize = 128;

#[derive(Debug, Default)]
pub struct Order(Vec<u32>);

/// The order of receipt, which is that of ids: mostly that of the slots themselves, and then nothing is kept.
#[derive(Debug, Default)]
pub struct Arrivals(Option<Order>);

/// Slots to walk along.
#[derive(Clone, Copy)]
pub enum Walk<'a> {
    Listed(&'a [u32]),
    /// All slots, in their own order.
    All,
}

/// A part of an order, walked one way, of which only the slots `among` count.
pub struct Stretch<'a> {
    pub slots: Walk<'a>,
    pub backwards: bool,
    pub among: Option<&'a Bits>,
}

impl Arrivals {
    pub fn new(ids: &[Id]) -> Self {
        Self((!ids.is_sorted()).then(|| {
            let mut slots: Vec<u32> = (0..ids.len() as u32).collect();
            slots.sort_by_key(|&slot| ids[slot as usize]);

            Order(slots)
        }))
    }

    pub fn walk(&self) -> Walk<'_> {
        self.0.as_ref().map_or(Walk::All, |order| Walk::Listed(order.slots()))
    }

    /// The slot that has this id, or had it before it was removed.
    pub fn find(&self, ids: &[Id], id: Id) -> Option<u32> {
        match &self.0 {
            None => ids.binary_search(&id).ok().map(|slot| slot as u32),
            Some(Order(slots)) => {
                let at = slots.binary_search_by(|&slot| ids[slot as usize].cmp(&id)).ok()?;

                Some(slots[at])
            }
        }
    }

    /// Takes in slots that have been filled; `live` holds them too.
    pub fn add(&mut self, ids: &[Id], live: &Bits, slots: &[u32]) {
        let fits = |&slot: &u32| {
            let slot = slot as usize;

            (slot == 0 || ids[slot - 1] < ids[slot]) && ids.get(slot + 1).is_none_or(|next| ids[slot] < *next)
        };

        match &mut self.0 {
            Some(order) => order.attach(slots, |a, b| ids[a as usize].cmp(&ids[b as usize])),
            None if slots.iter().all(fits) => {}
            none => {
                let mut slots: Vec<u32> = live.iter().collect();
                slots.sort_by_key(|&slot| ids[slot as usize]);
                *none = Some(Order(slots));
            }
        }
    }

    pub fn remove(&mut self, ids: &[Id], slots: &[u32]) {
        if let Some(order) = &mut self.0 {
            order.detach(slots, |a, b| ids[a as usize].cmp(&ids[b as usize]));
        }
    }
}

impl Order {
    pub fn new(slots: Vec<u32>) -> Self {
        Self(slots)
    }

    pub fn slots(&self) -> &[u32] {
        &self.0
    }

    /// Takes `slots` out. `compare` is the order, total over slots, as it was when they were put in.
    pub fn detach(&mut self, slots: &[u32], compare: impl Fn(u32, u32) -> Ordering) {
        if slots.len() > self.0.len() / MANY {
            let (gone, end) = set(slots);
            self.0.retain(|&slot| slot >= end || !gone.get(slot));

            return;
        }

        let mut places: Vec<usize> = slots.iter().map(|&slot| self.place(self.0.len(), slot, &compare)).collect();
        places.sort_unstable();
        let mut places = places.into_iter().peekable();
        let Some(mut to) = places.peek().copied() else { return };

        while let Some(place) = places.next() {
            let next = places.peek().copied().unwrap_or(self.0.len());
            self.0.copy_within(place + 1..next, to);
            to += next - (place + 1);
        }

        self.0.truncate(to);
    }

    /// Puts `slots` where they belong.
    pub fn attach(&mut self, slots: &[u32], compare: impl Fn(u32, u32) -> Ordering) {
        let mut slots = slots.to_vec();
        slots.sort_unstable_by(|&a, &b| compare(a, b));

        // Merged from the end, in place: `old` is what has not been moved yet.
        let mut old = self.0.len();
        self.0.resize(old + slots.len(), 0);

        while let Some(slot) = slots.pop() {
            let place = self.place(old, slot, &compare);
            self.0.copy_within(place..old, place + slots.len() + 1);
            self.0[place + slots.len()] = slot;
            old = place;
        }
    }

    /// How many of the first `end` come before `slot`.
    fn place(&self, end: usize, slot: u32, compare: impl Fn(u32, u32) -> Ordering) -> usize {
        self.0[..end].partition_point(|&other| compare(other, slot) == Ordering::Less)
    }
}

/// How much room to keep for `length` things, so that the next edits need not move them all.
pub fn room_for(length: usize) -> usize {
    length + length / 64 + 64
}

/// The set of `slots`, and one more than its highest.
fn set(slots: &[u32]) -> (Bits, u32) {
    let end = slots.iter().max().map_or(0, |&slot| slot + 1);
    let mut bits = Bits::with_room(end as usize);

    for &slot in slots {
        bits.put(slot, true);
    }

    (bits, end)
}

/// The hits in `window`, counted along `stretches`. `compare` is the same order said for two slots.
pub fn window(
    hits: &Bits,
    total: usize,
    window: Range<usize>,
    stretches: &[Stretch],
    compare: impl Fn(u32, u32) -> Ordering,
) -> Vec<u32> {
    let window = window.start.min(total)..window.end.min(total);

    if let Some(found) = handful(hits, total, window.clone(), compare) {
        return found;
    }

    let mut found = Vec::with_capacity(window.len());
    let mut skip = window.start;

    for stretch in stretches {
        if let Some(among) = stretch.among {
            let here = hits.count_with(among);

            if here <= skip {
                skip -= here;
                continue;
            }
        }

        let counts = |slot: &u32| stretch.among.is_none_or(|among| among.get(*slot));
        let hit = |slot: &u32| hits.get(*slot) && counts(slot);
        let left = window.len() - found.len();

        match (stretch.slots, stretch.backwards) {
            (Walk::Listed(slots), false) => take(slots.iter().copied().filter(hit), &mut skip, left, &mut found),
            (Walk::Listed(slots), true) => take(slots.iter().rev().copied().filter(hit), &mut skip, left, &mut found),
            (Walk::All, false) => take(hits.iter().filter(counts), &mut skip, left, &mut found),
            (Walk::All, true) => take(hits.iter_back().filter(counts), &mut skip, left, &mut found),
        }

        if found.len() == window.len() {
            break;
        }
    }

    found
}

/// Moves `left` of the slots to `found`, after the first `skip`.
pub fn take(slots: impl Iterator<Item = u32>, skip: &mut usize, left: usize, found: &mut Vec<u32>) {
    let end = found.len() + left;

    for slot in slots {
        if *skip > 0 {
            *skip -= 1;
        } else {
            found.push(slot);

            if found.len() == end {
                return;
            }
        }
    }
}

/// So few hits are sorted by themselves instead of being looked for all along the order.
pub fn handful(
    hits: &Bits,
    total: usize,
    window: Range<usize>,
    compare: impl Fn(u32, u32) -> Ordering,
) -> Option<Vec<u32>> {
    let window = window.start.min(total)..window.end.min(total);

    if window.is_empty() {
        return Some(Vec::new());
    }

    if total > HANDFUL.min(hits.room() / ALONG) {
        return None;
    }

    let mut slots: Vec<u32> = hits.iter().collect();
    let compare = |a: &u32, b: &u32| compare(*a, *b);

    if window.end < slots.len() {
        slots.select_nth_unstable_by(window.end, compare);
        slots.truncate(window.end);
    }

    if window.start > 0 {
        slots.select_nth_unstable_by(window.start, compare);
        slots.drain(..window.start);
    }

    slots.sort_unstable_by(compare);

    Some(slots)
}

/// An order's slots before and from the first that `blank` holds for; blanks are at its end.
pub fn split(slots: &[u32], blank: impl Fn(u32) -> bool) -> (&[u32], &[u32]) {
    slots.split_at(slots.partition_point(|&slot| !blank(slot)))
}

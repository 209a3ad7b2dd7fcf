//! Slots in the order of one column, kept through edits, and windows of what a query found in that order.

use std::cmp::Ordering;
use std::ops::Range;

use super::bits::Bits;

/// When more than one slot of so many is taken out, one pass over all of them is quicker than looking for each.
const MANY: usize = 32;

/// So few hits are sorted by themselves instead of being looked for all along the order.
const HANDFUL: usize = 1500;

#[derive(Debug, Default)]
pub struct Order(Vec<u32>);

/// A part of an order, walked one way, of which only the slots `among` count.
pub struct Stretch<'a> {
    pub slots: &'a [u32],
    pub backwards: bool,
    pub among: Option<&'a Bits>,
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

    if window.is_empty() {
        return Vec::new();
    }

    if total <= HANDFUL {
        let mut slots: Vec<u32> = hits.iter().collect();
        slots.sort_unstable_by(|&a, &b| compare(a, b));

        return slots[window].to_vec();
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

        let passes = |slot: u32| hits.get(slot) && stretch.among.is_none_or(|among| among.get(slot));
        let left = window.len() - found.len();

        if stretch.backwards {
            take(stretch.slots.iter().rev(), passes, &mut skip, left, &mut found);
        } else {
            take(stretch.slots.iter(), passes, &mut skip, left, &mut found);
        }

        if found.len() == window.len() {
            break;
        }
    }

    found
}

fn take<'a>(
    slots: impl Iterator<Item = &'a u32>,
    passes: impl Fn(u32) -> bool,
    skip: &mut usize,
    left: usize,
    found: &mut Vec<u32>,
) {
    let end = found.len() + left;

    for &slot in slots {
        if passes(slot) {
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
}

/// An order's slots before and from the first that `blank` holds for; blanks are at its end.
pub fn split(slots: &[u32], blank: impl Fn(u32) -> bool) -> (&[u32], &[u32]) {
    slots.split_at(slots.partition_point(|&slot| !blank(slot)))
}

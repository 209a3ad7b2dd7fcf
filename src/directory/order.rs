//! Slots in the order of one column, kept through edits, and windows of what a query found in that order.

use std::cmp::Ordering;
use std::ops::Range;

use super::bits::Bits;

/// Up to this many slots are moved one by one; beyond, one pass over the order moves them all.
const FEW: usize = 24;

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
        if slots.len() > FEW {
            let gone = set(slots);
            self.0.retain(|&slot| slot >= gone.1 || !gone.0.get(slot));

            return;
        }

        for &slot in slots {
            let at = self.0.partition_point(|&other| compare(other, slot) == Ordering::Less);
            debug_assert_eq!(self.0.get(at), Some(&slot));
            self.0.remove(at);
        }
    }

    /// Puts `slots` where they belong.
    pub fn attach(&mut self, slots: &[u32], compare: impl Fn(u32, u32) -> Ordering) {
        if slots.len() <= FEW {
            for &slot in slots {
                let at = self.0.partition_point(|&other| compare(other, slot) == Ordering::Less);
                self.0.insert(at, slot);
            }

            return;
        }

        let mut slots = slots.to_vec();
        slots.sort_unstable_by(|&a, &b| compare(a, b));

        // Merged from the end, in place.
        let mut old = self.0.len();
        let mut to = old + slots.len();
        self.0.resize(to, 0);

        while let Some(&slot) = slots.last() {
            to -= 1;

            if old > 0 && compare(self.0[old - 1], slot) == Ordering::Greater {
                old -= 1;
                self.0[to] = self.0[old];
            } else {
                self.0[to] = slot;
                slots.pop();
            }
        }
    }
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

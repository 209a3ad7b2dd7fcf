//! Sets of slots, one bit each.

/// Slots come in blocks of this many, so that every set over the same slots has the same length.
pub const BLOCK: usize = 1024;

/// How many 64-bit words hold one block.
pub const BLOCK_WORDS: usize = BLOCK / 64;

/// From so many slots on, two threads share them; small in tests, so that they do there too.
const SHARED: usize = if cfg!(test) { 2 * BLOCK } else { 100_000 };

#[derive(Debug, Clone, Default)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// An empty set with room for `slots`, rounded up to whole blocks.
    pub fn with_room(slots: usize) -> Self {
        Self(vec![0; slots.div_ceil(BLOCK) * BLOCK_WORDS])
    }

    /// The slots below `slots` for which `test` holds.
    pub fn of(slots: usize, test: impl Fn(usize) -> bool) -> Self {
        let mut bits = Self::with_room(slots);

        for (index, word) in bits.0.iter_mut().enumerate() {
            let first = index * 64;

            for slot in first..slots.min(first + 64) {
                *word |= u64::from(test(slot)) << (slot - first);
            }
        }

        bits
    }

    /// Makes room for `slots`; never shrinks.
    pub fn grow(&mut self, slots: usize) {
        let words = slots.div_ceil(BLOCK) * BLOCK_WORDS;

        if words > self.0.len() {
            self.0.resize(words, 0);
        }
    }

    /// For how many slots there is room.
    pub fn room(&self) -> usize {
        self.0.len() * 64
    }

    pub fn get(&self, slot: u32) -> bool {
        self.0[slot as usize / 64] >> (slot % 64) & 1 == 1
    }

    pub fn put(&mut self, slot: u32, on: bool) {
        let word = &mut self.0[slot as usize / 64];
        *word = *word & !(1 << (slot % 64)) | u64::from(on) << (slot % 64);
    }

    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many are in both.
    pub fn count_with(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// Keeps what is also in `other` (`wanted`) or what is not.
    pub fn keep(&mut self, other: &Self, wanted: bool) {
        let flip = if wanted { 0 } else { u64::MAX };

        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a &= b ^ flip;
        }
    }
    /// Keeps the slots for which `test` holds; asks it only where there is something to keep.
    pub fn retain(&mut self, slots: usize, test: impl Fn(usize) -> bool) {
        for (index, word) in self.0.iter_mut().enumerate().filter(|(_, word)| **word != 0) {
            let first = index * 64;
            let kept =
                (first..slots.min(first + 64)).fold(0, |kept, slot| kept | u64::from(test(slot)) << (slot - first));
            *word &= kept;
        }
    }

    pub fn words_mut(&mut self) -> &mut [u64] {
        &mut self.0
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().enumerate().flat_map(|(index, &word)| ones(word).map(move |bit| index as u32 * 64 + bit))
    }
}

impl Bits {
    /// As [`Bits::iter`], from the end.
    pub fn iter_back(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().enumerate().rev().flat_map(|(index, &word)| {
            let mut word = word;

            std::iter::from_fn(move || {
                (word != 0).then(|| {
                    let bit = 63 - word.leading_zeros();
                    word &= !(1 << bit);

                    index as u32 * 64 + bit
                })
            })
        })
    }
}

/// The positions of the bits set in a word, lowest first.
pub fn ones(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        (word != 0).then(|| {
            let bit = word.trailing_zeros();
            word &= word - 1;

            bit
        })
    })
}

/// Each slot in at most one of `N` classes.
#[derive(Debug, Clone)]
pub struct Classes<const N: usize>([Bits; N]);

impl<const N: usize> Classes<N> {
    pub fn with_room(slots: usize) -> Self {
        Self(std::array::from_fn(|_| Bits::with_room(slots)))
    }

    pub fn grow(&mut self, slots: usize) {
        self.0.iter_mut().for_each(|bits| bits.grow(slots));
    }

    /// Puts the slot in `class`, or in none.
    pub fn put(&mut self, slot: u32, class: Option<usize>) {
        for (index, bits) in self.0.iter_mut().enumerate() {
            bits.put(slot, Some(index) == class);
        }
    }

    /// Puts each of the first `slots` in the class that `class` tells, or in none; two threads share many, each with a
    /// scratchpad of its own.
    pub fn fill<S: Default>(&mut self, slots: usize, class: impl Fn(&mut S, u32) -> Option<usize> + Sync) {
        let middle = if slots < SHARED { 0 } else { slots / BLOCK / 2 * BLOCK_WORDS };
        let (near, far) = self.0.iter_mut().map(|bits| bits.0.split_at_mut(middle)).unzip();
        let fill = |mut sets: Vec<&mut [u64]>, first: usize| {
            let mut scratch = S::default();

            for index in 0..sets.first().map_or(0, |set| set.len()) {
                let mut words = [0; N];
                let start = first + index * 64;

                for slot in start..slots.min(start + 64) {
                    if let Some(class) = class(&mut scratch, slot as u32) {
                        words[class] |= 1 << (slot - start);
                    }
                }

                for (set, word) in sets.iter_mut().zip(words) {
                    set[index] = word;
                }
            }
        };

        std::thread::scope(|scope| {
            if middle > 0 {
                scope.spawn(|| fill(near, 0));
            }

            fill(far, middle * 64);
        });
    }

    pub fn get(&self, slot: u32) -> Option<usize> {
        self.0.iter().position(|bits| bits.get(slot))
    }

    pub fn of(&self, class: usize) -> &Bits {
        &self.0[class]
    }
}

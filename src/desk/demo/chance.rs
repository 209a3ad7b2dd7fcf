//! Chance that repeats itself: SplitMix64 (Steele, Lea & Flood, 2014).

/// The same seed gives the same draws.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);

        z ^ (z >> 31)
    }

    /// From 0 to `end`, which is not included; 0 when `end` is.
    pub fn below(&mut self, end: i64) -> i64 {
        let end = u64::try_from(end).unwrap_or(0).max(1);

        i64::try_from(self.draw() % end).unwrap_or(0)
    }

    /// Both ends included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below(most - least + 1)
    }

    /// True in `per_mille` of a thousand draws.
    pub fn happens(&mut self, per_mille: i64) -> bool {
        self.below(1000) < per_mille
    }

    /// One of a list that is not empty.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(i64::try_from(from.len()).unwrap_or(1))).unwrap_or(0)]
    }

    /// One of a list, the first ones more often.
    pub fn pick_first<T: Copy>(&mut self, from: &[T]) -> T {
        let length = i64::try_from(from.len()).unwrap_or(1);
        let index = self.below(length).min(self.below(length));

        from[usize::try_from(index).unwrap_or(0)]
    }
}

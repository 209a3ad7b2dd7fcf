//! Texts in the order of the language, each kept once: comparing two of them compares two numbers.

use std::cmp::Ordering;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use crate::domain::fold;

/// Room left between two neighbours, for texts that come later.
const GAP: u64 = 1 << 32;

/// How many of the texts added last are remembered.
const RECENT: usize = 4096;

/// The name that is the empty text.
const EMPTY: u32 = 0;

/// Many short texts one after the other.
#[derive(Default)]
struct Pool {
    text: String,
    ends: Vec<usize>,
}

pub struct Names {
    collator: CollatorBorrowed<'static>,
    pool: Pool,
    /// For each name its place in the order; the same for names that sort alike.
    places: Vec<u64>,
    /// The names in order.
    sorted: Vec<u32>,
    /// What the last texts added came to.
    recent: HashMap<Box<str>, u32>,
}

/// Collects names; also keeps their folded texts, since the same names come again and again.
pub struct NamesBuilder {
    collator: CollatorBorrowed<'static>,
    pool: Pool,
    folded: Pool,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Pool {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, index: u32) -> &str {
        let index = index as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };

        &self.text[start..self.ends[index]]
    }

    fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len());

        self.ends.len() as u32 - 1
    }
}

/// Letter case does not separate names: files that shout half of them still sort as one list. Accents do, after letters.
fn collator(language: &str) -> CollatorBorrowed<'static> {
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Secondary);
    let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);

    Collator::try_new((&locale).into(), options)
        .or_else(|_| Collator::try_new(Default::default(), options))
        .unwrap_or_else(|_| unreachable!("the root collation is compiled in"))
}

impl NamesBuilder {
    pub fn new(language: &str) -> Self {
        let mut builder = Self {
            collator: collator(language),
            pool: Pool::default(),
            folded: Pool::default(),
            index: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        };
        builder.add("");

        builder
    }

    /// The number of this text, the same each time.
    pub fn add(&mut self, text: &str) -> u32 {
        let Self { pool, folded, index, hasher, .. } = self;
        let hash = hasher.hash_one(text);

        if let Some(&name) = index.find(hash, |&name| pool.get(name) == text) {
            return name;
        }

        let name = pool.push(text);
        folded.push(&fold::fold(text));
        index.insert_unique(hash, name, |&name| hasher.hash_one(pool.get(name)));

        name
    }

    pub fn folded(&self, name: u32) -> &str {
        self.folded.get(name)
    }

    /// Sorts them. The second answer is each name's rank, equal for names that sort alike.
    pub fn finish(self) -> (Names, Vec<u32>) {
        let mut keys = Vec::new();
        let mut ends = Vec::with_capacity(self.pool.len());

        for name in 0..self.pool.len() as u32 {
            let Ok(()) = self.collator.write_sort_key_to(self.pool.get(name), &mut keys);
            ends.push(keys.len());
        }

        let key = |name: u32| {
            let name = name as usize;
            &keys[if name == 0 { 0 } else { ends[name - 1] }..ends[name]]
        };
        let mut sorted: Vec<u32> = (0..self.pool.len() as u32).collect();
        sorted.sort_unstable_by(|&a, &b| key(a).cmp(key(b)));

        let mut ranks = vec![0; sorted.len()];

        for pair in 1..sorted.len() {
            let (before, name) = (sorted[pair - 1], sorted[pair]);
            ranks[name as usize] = ranks[before as usize] + u32::from(key(before) != key(name));
        }

        let places = ranks.iter().map(|&rank| (u64::from(rank) + 1) * GAP).collect();

        (Names { collator: self.collator, pool: self.pool, places, sorted, recent: HashMap::new() }, ranks)
    }
}

impl Names {
    /// The number of a name that sorts like this text, which is added when there is none.
    pub fn add(&mut self, text: &str) -> u32 {
        if let Some(&name) = self.recent.get(text) {
            return name;
        }

        let name = self.find_or_add(text);

        if self.recent.len() == RECENT {
            self.recent.clear();
        }

        self.recent.insert(text.into(), name);

        name
    }

    fn find_or_add(&mut self, text: &str) -> u32 {
        let at =
            self.sorted.partition_point(|&name| self.collator.compare(self.pool.get(name), text) == Ordering::Less);

        if let Some(&name) = self.sorted.get(at)
            && self.collator.compare(self.pool.get(name), text) == Ordering::Equal
        {
            return name;
        }

        if self.room(at).is_none() {
            self.spread();
        }

        let place = self.room(at).unwrap_or_default();
        let name = self.pool.push(text);
        self.places.push(place);
        self.sorted.insert(at, name);

        name
    }

    /// A number that compares as the names do.
    pub fn place(&self, name: u32) -> u64 {
        self.places[name as usize]
    }

    /// Whether it sorts like no text at all.
    pub fn is_empty(&self, name: u32) -> bool {
        self.place(name) == self.place(EMPTY)
    }

    /// A free place before the `at`th in order, if its neighbours are not too close.
    fn room(&self, at: usize) -> Option<u64> {
        let before = at.checked_sub(1).map_or(0, |before| self.place(self.sorted[before]));
        let after = self.sorted.get(at).map_or(u64::MAX, |&after| self.place(after));
        // Texts at the end come in rows (numbered ones): stay near the neighbour instead of halving what is left.
        let place = before + ((after - before) / 2).min(GAP);

        (place > before && place < after).then_some(place)
    }

    /// Gives every name a new place with even room between.
    fn spread(&mut self) {
        let gap = (u64::MAX / (self.sorted.len() as u64 + 2)).min(GAP << 10);
        let mut place = 0;
        let mut old = None;

        for &name in &self.sorted {
            let own = &mut self.places[name as usize];

            if old.replace(*own) != Some(*own) {
                place += gap;
            }

            *own = place;
        }
    }
}

//! The folded text of all members, kept in blocks small enough that an edit only moves its own block, and scanned from
//! end to end for each query: at memory speed this beats every index, and it finds any part of a word.

use memchr::memmem::Finder;

use super::bits::{BLOCK, BLOCK_WORDS, Bits, ones};

/// Ends each field. Never occurs in UTF-8, so no query can match across it.
pub const FIELD_END: u8 = 0xFF;

/// Up to this many candidates in a block are looked at one by one; beyond, the whole block is scanned.
const FEW: u32 = 160;

/// From so many blocks on, two threads share the scan.
const SHARED: usize = 200;

/// Letters and digits whose presence is kept per slot: a query of one letter would hit nearly every slot, where
/// scanning is slowest.
const LETTERS: usize = 36;

#[derive(Default)]
pub struct Texts {
    blocks: Vec<Block>,
}

struct Block {
    text: Vec<u8>,
    /// Where the text of each slot starts, and the end of the last.
    starts: Vec<u32>,
    /// Which slots hold each letter.
    letters: Box<[[u64; BLOCK_WORDS]; LETTERS]>,
}

fn letter(byte: u8) -> Option<usize> {
    Some(LETTER[byte as usize] as usize).filter(|&index| index < LETTERS)
}

/// The number of each byte that is such a letter; of others one beyond.
const LETTER: [u8; 256] = {
    let mut numbers = [LETTERS as u8; 256];
    let mut number = 0;

    while number < 26 {
        numbers[b'a' as usize + number] = number as u8;
        number += 1;
    }

    while number < LETTERS {
        numbers[b'0' as usize + number - 26] = number as u8;
        number += 1;
    }

    numbers
};

impl Texts {
    pub fn slots(&self) -> usize {
        self.blocks.len() * BLOCK
    }

    /// Appends a whole block of texts, at most `BLOCK` of them: `ends` are where each ends in `text`.
    pub fn push_block(&mut self, text: &[u8], ends: &[u32]) {
        let mut block = Block::empty();
        block.text = text.to_vec();
        block.starts[1..=ends.len()].copy_from_slice(ends);
        block.starts[ends.len() + 1..].fill(text.len() as u32);

        for slot in 0..ends.len() {
            block.note_letters(slot);
        }

        self.blocks.push(block);
    }

    pub fn grow(&mut self, slots: usize) {
        while self.slots() < slots {
            self.blocks.push(Block::empty());
        }
    }

    pub fn get(&self, slot: u32) -> &[u8] {
        self.blocks[slot as usize / BLOCK].get(slot as usize % BLOCK)
    }

    /// The `index`th field of a slot, without its end; empty when there is none.
    pub fn field(&self, slot: u32, index: usize) -> &[u8] {
        let mut text = self.get(slot);

        for _ in 0..index {
            text = memchr::memchr(FIELD_END, text).map_or(&[], |end| &text[end + 1..]);
        }

        memchr::memchr(FIELD_END, text).map_or(text, |end| &text[..end])
    }

    pub fn put(&mut self, slot: u32, text: &[u8]) {
        self.blocks[slot as usize / BLOCK].put(slot as usize % BLOCK, text);
    }

    /// The slots whose text holds every one of `words`.
    pub fn search(&self, words: &[String]) -> Bits {
        let mut letters = Vec::new();
        let mut finders = Vec::new();

        for word in words {
            match (word.len(), word.bytes().next().and_then(letter)) {
                (1, Some(index)) => letters.push(index),
                _ => finders.push(Finder::new(word)),
            }
        }

        // Long words are rare: they leave the fewest for the others to look at.
        finders.sort_by_key(|finder| std::cmp::Reverse(finder.needle().len()));

        let mut hits = Bits::with_room(self.slots());
        let search = |blocks: &[Block], out: &mut [u64]| {
            for (block, out) in blocks.iter().zip(out.chunks_exact_mut(BLOCK_WORDS)) {
                block.search(&letters, &finders, out);
            }
        };

        if finders.is_empty() || self.blocks.len() < SHARED {
            search(&self.blocks, hits.words_mut());

            return hits;
        }

        let half = self.blocks.len() / 2;
        let (near, far) = self.blocks.split_at(half);
        let (out_near, out_far) = hits.words_mut().split_at_mut(half * BLOCK_WORDS);

        std::thread::scope(|scope| {
            scope.spawn(|| search(far, out_far));
            search(near, out_near);
        });

        hits
    }

    /// Keeps of `hits` only the slots whose text holds every one of `words`: quicker than a search when hits are few.
    pub fn narrow(&self, hits: &Bits, words: &[String]) -> Bits {
        let finders: Vec<_> = words.iter().map(Finder::new).collect();
        let mut left = Bits::with_room(self.slots());

        for slot in hits.iter() {
            let text = self.get(slot);
            left.put(slot, finders.iter().all(|finder| finder.find(text).is_some()));
        }

        left
    }
}

impl Block {
    fn empty() -> Self {
        Self { text: Vec::new(), starts: vec![0; BLOCK + 1], letters: Box::new([[0; BLOCK_WORDS]; LETTERS]) }
    }

    fn get(&self, slot: usize) -> &[u8] {
        &self.text[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }

    fn put(&mut self, slot: usize, text: &[u8]) {
        let (start, end) = (self.starts[slot] as usize, self.starts[slot + 1] as usize);
        self.text.splice(start..end, text.iter().copied());
        let new_end = start + text.len();

        for later in &mut self.starts[slot + 1..] {
            *later = (*later as usize - end + new_end) as u32;
        }

        for set in self.letters.iter_mut() {
            set[slot / 64] &= !(1 << (slot % 64));
        }

        self.note_letters(slot);
    }

    fn note_letters(&mut self, slot: usize) {
        let mut seen = 0_u64;

        for &byte in &self.text[self.starts[slot] as usize..self.starts[slot + 1] as usize] {
            seen |= 1 << LETTER[byte as usize];
        }

        for index in ones(seen & ((1 << LETTERS) - 1)) {
            self.letters[index as usize][slot / 64] |= 1 << (slot % 64);
        }
    }

    fn search(&self, letters: &[usize], finders: &[Finder], out: &mut [u64]) {
        let mut hits = [u64::MAX; BLOCK_WORDS];

        for &index in letters {
            for (hit, letter) in hits.iter_mut().zip(&self.letters[index]) {
                *hit &= letter;
            }
        }

        for (nth, finder) in finders.iter().enumerate() {
            let candidates: u32 = if nth == 0 && letters.is_empty() {
                BLOCK as u32
            } else {
                hits.iter().map(|word| word.count_ones()).sum()
            };

            if candidates == 0 {
                return;
            }

            if candidates <= FEW {
                for (index, word) in hits.iter_mut().enumerate() {
                    for bit in ones(*word) {
                        if finder.find(self.get(index * 64 + bit as usize)).is_none() {
                            *word &= !(1 << bit);
                        }
                    }
                }
            } else {
                let found = self.scan(finder);

                for (hit, found) in hits.iter_mut().zip(found) {
                    *hit &= found;
                }
            }
        }

        out.copy_from_slice(&hits);
    }

    fn scan(&self, finder: &Finder) -> [u64; BLOCK_WORDS] {
        let mut found = [0; BLOCK_WORDS];
        let mut slot = 0;
        let mut at = 0;

        while let Some(offset) = finder.find(&self.text[at..]) {
            let position = (at + offset) as u32;

            if self.starts[slot + 1] <= position {
                slot += 1;

                // The next hit is mostly in the next slots; if not, halving finds it.
                let near = (slot + 8).min(BLOCK);
                let step =
                    if self.starts[near] > position { &self.starts[slot + 1..=near] } else { &self.starts[slot + 1..] };
                slot += step.partition_point(|&end| end <= position);
            }

            found[slot / 64] |= 1 << (slot % 64);
            slot += 1;

            if slot == BLOCK {
                break;
            }

            at = self.starts[slot] as usize;
        }

        found
    }
}

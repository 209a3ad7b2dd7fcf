//! Which characters the bytes of a file are, judged from all of them.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::domain::phrase::Phrase;

/// What the bytes of a file say about their encoding. Feed it everything, then ask.
pub struct Survey {
    start: Vec<u8>,
    utf8: bool,
    /// The beginning of a character at the end of the last piece.
    cut: Vec<u8>,
    multibyte: u64,
    len: u64,
    nul_even: u64,
    nul_odd: u64,
    control: u64,
    /// Bytes that belong to no UTF-8 character.
    broken: u64,
    /// How often each high byte stands between which two neighbours.
    high: [[u64; 16]; 128],
    /// High bytes that stand beside another high byte.
    crowded: u64,
    before_last: u8,
    last: u8,
    detector: EncodingDetector,
    heard: usize,
}

/// How many bytes the guess hears at most, of the pieces with more than ASCII.
const HEARD: usize = 1 << 20;

/// An encoding, and why it is believed.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub encoding: &'static Encoding,
    pub evidence: Phrase,
    /// Another that fits as well and makes other letters of the same bytes.
    pub rival: Option<&'static Encoding>,
}

/// What stands beside a byte.
fn neighbour(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => LOWER,
        b'A'..=b'Z' => UPPER,
        0x80.. => HIGH,
        _ => OTHER,
    }
}

const OTHER: usize = 0;
const LOWER: usize = 1;
const UPPER: usize = 2;
const HIGH: usize = 3;

impl Default for Survey {
    fn default() -> Self {
        Self {
            start: Vec::new(),
            utf8: true,
            cut: Vec::new(),
            multibyte: 0,
            len: 0,
            nul_even: 0,
            nul_odd: 0,
            control: 0,
            broken: 0,
            high: [[0; 16]; 128],
            crowded: 0,
            before_last: 0,
            last: 0,
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
            heard: 0,
        }
    }
}

impl Survey {
    /// Takes the next bytes of the file.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.start.len() < 4 {
            self.start.extend(bytes.iter().take(4 - self.start.len()));
        }

        if bytes.is_ascii() && self.cut.is_empty() && self.last < 0x80 && memchr::memchr(0, bytes).is_none() {
            self.len += bytes.len() as u64;
            self.control += bytes.iter().filter(|byte| is_control(**byte)).count() as u64;

            for &byte in &bytes[bytes.len().saturating_sub(2)..] {
                (self.before_last, self.last) = (self.last, byte);
            }

            return;
        }

        self.check_utf8(bytes);

        // The guess is slow, and asked only when our own counts of all bytes do not tell.
        if self.heard < HEARD {
            self.detector.feed(bytes, false);
            self.heard += bytes.len();
        }

        for &byte in bytes {
            match byte {
                0 if self.len.is_multiple_of(2) => self.nul_even += 1,
                0 => self.nul_odd += 1,
                0x80.. => self.crowded += u64::from(self.last >= 0x80),
                _ => self.control += u64::from(is_control(byte)),
            }

            self.stands(byte);
            (self.before_last, self.last) = (self.last, byte);
            self.len += 1;
        }
    }

    /// The last byte stands between the one before it and this one.
    fn stands(&mut self, next: u8) {
        if self.last >= 0x80 {
            let between = neighbour(self.before_last) * 4 + neighbour(next);

            self.high[usize::from(self.last - 0x80)][between] += 1;
        }
    }

    fn check_utf8(&mut self, bytes: &[u8]) {
        if !self.utf8 {
            return;
        }

        let joined;
        let mut bytes = if self.cut.is_empty() {
            bytes
        } else {
            joined = [std::mem::take(&mut self.cut).as_slice(), bytes].concat();
            &joined
        };

        while let Err(error) = std::str::from_utf8(bytes) {
            let (valid, rest) = bytes.split_at(error.valid_up_to());

            self.multibyte += characters(valid);

            let Some(length) = error.error_len() else {
                self.cut = rest.to_vec();
                return;
            };

            self.broken += 1;
            bytes = &rest[length..];

            if self.broken > 64 && self.broken > self.multibyte {
                self.utf8 = false;
                return;
            }
        }

        self.multibyte += characters(bytes);
    }

    /// How many bytes there were.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there were none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether these bytes are no text in any encoding: a picture, a program …
    pub fn is_binary(&self) -> bool {
        let nuls = self.nul_even + self.nul_odd;

        self.bom().is_none()
            && self.wide().is_none()
            && (nuls > 4 && nuls * 50 > self.len || self.control * 20 > self.len)
    }

    fn bom(&self) -> Option<&'static Encoding> {
        Encoding::for_bom(&self.start).map(|(encoding, _)| encoding)
    }

    /// UTF-16 without a mark: the zero bytes of Latin letters all stand on the same side.
    fn wide(&self) -> Option<&'static Encoding> {
        let enough = |count: u64| self.len >= 4 && count * 10 > self.len * 3;

        match (self.nul_even, self.nul_odd) {
            (even, odd) if enough(odd) && even * 20 < odd => Some(UTF_16LE),
            (even, odd) if enough(even) && odd * 20 < even => Some(UTF_16BE),
            _ => None,
        }
    }

    /// The encoding, and why.
    pub fn judge(mut self) -> Judged {
        if let Some(encoding) = self.bom() {
            return judged(encoding, "exchange-encoding-mark", 0);
        }

        if let Some(encoding) = self.wide() {
            return judged(encoding, "exchange-encoding-wide", self.nul_even + self.nul_odd);
        }

        self.stands(0);

        let high: u64 = self.high.iter().flatten().sum();

        if high == 0 {
            return judged(UTF_8, "exchange-encoding-ascii", 0);
        }

        let broken = self.broken + u64::from(!self.cut.is_empty());

        if self.utf8 && broken == 0 {
            return judged(UTF_8, "exchange-encoding-utf8", self.multibyte);
        }

        // Letters of another encoding hardly ever make UTF-8 characters: a few strangers were pasted in.
        if self.utf8 && self.multibyte >= broken * 20 {
            let mut judged = judged(UTF_8, "exchange-encoding-utf8-mixed", self.multibyte);

            judged.evidence = judged.evidence.with("broken", count(broken));

            return judged;
        }

        self.detector.feed(b"", true);

        let guess = self.detector.guess(None, Utf8Detection::Allow);
        let windows = self.western(WINDOWS_1252).max(self.western(ISO_8859_15));
        let western = [(windows, WINDOWS_1252), (self.western(MACINTOSH), MACINTOSH)];
        let [(score, best), (other_score, other)] =
            if western[1].0 > western[0].0 { [western[1], western[0]] } else { western };

        // Cyrillic or Greek read as Western letters: nearly every letter has an accent.
        let other_script = self.crowded * 10 > high * 6 && !LATIN.contains(&guess.name());

        if other_script || score * 10 < high * 8 {
            let mut judged = judged(guess, "exchange-encoding-guessed", high);

            // A few letters are too few to tell alphabets apart.
            judged.rival = (high < 20 && guess != best).then_some(best);

            return judged;
        }

        let mut rival = (other_score * 10 >= score * 7).then_some(other);

        if best == WINDOWS_1252 {
            match self.latin_9() {
                (0, _) => {}
                (latin_9, windows) if latin_9 > windows => {
                    let mut judged = judged(ISO_8859_15, "exchange-encoding-letters", high);

                    judged.rival = (windows > 0).then_some(WINDOWS_1252);

                    return judged;
                }
                _ => rival = Some(ISO_8859_15),
            }
        }

        let mut judged = judged(best, "exchange-encoding-letters", high);

        judged.rival = rival;

        judged
    }

    /// How many bytes make sense in ISO-8859-15 only, and in windows-1252 only, of those that these two read differently.
    fn latin_9(&self) -> (u64, u64) {
        let of = |byte: u8, wanted: fn(usize) -> bool| {
            self.high[usize::from(byte - 0x80)]
                .iter()
                .enumerate()
                .filter(|(between, _)| wanted(*between))
                .map(|(_, count)| count)
                .sum::<u64>()
        };
        let touches_letter = |between: usize| between / 4 != OTHER || between % 4 != OTHER;
        let alone = |between: usize| between / 4 == OTHER && between % 4 == OTHER;
        // What windows-1252 has there, ISO-8859-15 keeps for control characters.
        let only_1252: u64 = self.high[..0x20].iter().flatten().sum();

        if only_1252 > 0 {
            return (0, only_1252);
        }

        // Œ œ Ÿ against ¼ ½ ¾, Š š Ž ž against ¦ ¨ ´ ¸, € against ¤. An acute accent is often typed for an apostrophe.
        let letters: u64 = [0xBC, 0xBD, 0xBE, 0xA6, 0xA8, 0xB8].map(|byte| of(byte, touches_letter)).iter().sum();
        let signs: u64 = [0xBC, 0xBD, 0xBE, 0xA6, 0xA8, 0xB4, 0xB8].map(|byte| of(byte, alone)).iter().sum();
        let typed = of(0xB4, touches_letter);

        (letters + of(0xA4, |_| true) + typed, signs + typed)
    }

    /// How many of the high bytes are characters that Western European lists contain, where they stand.
    fn western(&self, encoding: &'static Encoding) -> u64 {
        self.high
            .iter()
            .zip(0x80..=0xFF_u8)
            .filter(|(counts, _)| counts.iter().any(|count| *count > 0))
            .map(|(counts, byte)| {
                let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
                let known = |character: &char| {
                    WESTERN.contains(*character) || encoding == ISO_8859_15 && CARONS.contains(*character)
                };
                let Some(character) = text.chars().next().filter(known) else { return 0 };

                counts
                    .iter()
                    .enumerate()
                    .filter(|(between, _)| fits(character, between / 4, between % 4))
                    .map(|(_, count)| count)
                    .sum::<u64>()
            })
            .sum()
    }
}

/// Whether a character can stand between these neighbours: no capital follows a small letter, and few signs stand
/// inside a word.
fn fits(character: char, before: usize, after: usize) -> bool {
    let letters = matches!(before, LOWER | UPPER) && matches!(after, LOWER | UPPER);

    match character {
        '’' | '‘' | '´' | '\u{a0}' => true,
        character if character.is_uppercase() => before != LOWER,
        character if character.is_alphabetic() && !matches!(character, 'ª' | 'º') => true,
        _ => !letters,
    }
}

/// Characters beyond ASCII.
fn characters(valid: &[u8]) -> u64 {
    valid.iter().filter(|byte| **byte >= 0xC0).count() as u64
}

fn count(of: u64) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

/// Encodings of languages in Latin letters that the guess can name.
const LATIN: [&str; 7] =
    ["windows-1250", "windows-1252", "windows-1254", "windows-1257", "windows-1258", "ISO-8859-2", "ISO-8859-4"];

/// Letters that windows-1252 has where Mac Roman has é and ö: they weigh only where there are no others.
const CARONS: &str = "ŠšŽž";

const WESTERN: &str = "àâäáãåæçéèêëíìîïñóòôöõøœßúùûüýÿÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝŸ«»’‘“”–—…€£°·\u{a0}§²³ºª¼½¾´¨¸";

fn is_control(byte: u8) -> bool {
    matches!(byte, 1..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)
}

fn judged(encoding: &'static Encoding, key: &'static str, of: u64) -> Judged {
    let evidence = Phrase::new(key).with("encoding", encoding.name()).with("count", count(of));

    Judged { encoding, evidence, rival: None }
}

/// What a sample shows on each side of the character in question, in bytes.
const AROUND: usize = 30;

/// The first place in `bytes` that two encodings read differently, with what stands around it on its line.
pub fn differing(bytes: &[u8], one: &'static Encoding, other: &'static Encoding) -> Option<[String; 2]> {
    let differs: Vec<bool> = (0..=0xFF_u8)
        .map(|byte| {
            let decode = |encoding: &'static Encoding| encoding.decode_without_bom_handling(&[byte]).0.into_owned();

            byte >= 0x80 && decode(one) != decode(other)
        })
        .collect();
    let at = bytes.iter().position(|byte| differs[usize::from(*byte)])?;
    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let from = bytes[..at].iter().rposition(ends).map_or(0, |end| end + 1).max(at.saturating_sub(AROUND));
    let to = bytes[at..].iter().position(ends).map_or(bytes.len(), |end| at + end).min(at + AROUND);

    Some([one, other].map(|encoding| encoding.decode_without_bom_handling(&bytes[from..to]).0.into_owned()))
}

/// Reads bytes of any encoding as UTF-8, a leading mark left out. What does not decode becomes U+FFFD; in UTF-8 it is
/// taken for windows-1252, which is what gets pasted in.
pub struct Decoding<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_from: usize,
    raw_to: usize,
    /// Decoded and not yet taken: a decoder cannot write into a buffer of two bytes.
    text: Vec<u8>,
    text_from: usize,
    text_to: usize,
    over: bool,
    finished: bool,
}

/// How much is read or decoded at once, in bytes.
const PIECE: usize = 1 << 16;

/// Room behind the decoded text for what stands for one malformed sequence.
const SPARE: usize = 16;

impl<R: Read> Decoding<R> {
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; PIECE],
            raw_from: 0,
            raw_to: 0,
            text: vec![0; PIECE + SPARE],
            text_from: 0,
            text_to: 0,
            over: false,
            finished: false,
        }
    }

    fn decode(&mut self) -> io::Result<()> {
        while self.text_from == self.text_to && !self.finished {
            if self.raw_from == self.raw_to && !self.over {
                self.raw_from = 0;
                self.raw_to = self.inner.read(&mut self.raw)?;
                self.over = self.raw_to == 0;
            }

            let raw = &self.raw[self.raw_from..self.raw_to];
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(raw, &mut self.text[..PIECE], self.over);

            self.raw_from += read;
            self.text_from = 0;
            self.text_to = written;

            match result {
                DecoderResult::InputEmpty => self.finished = self.over,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => self.mend(usize::from(length), usize::from(after)),
            }
        }

        Ok(())
    }

    /// Puts something in the place of a malformed sequence of `length` bytes, with `after` bytes read beyond it.
    fn mend(&mut self, length: usize, after: usize) {
        let raw = self
            .raw_from
            .checked_sub(after)
            .and_then(|end| Some(&self.raw[end.checked_sub(length)?..end]))
            .filter(|_| self.decoder.encoding() == UTF_8);
        let mended = raw.map_or("\u{fffd}".into(), |raw| WINDOWS_1252.decode_without_bom_handling(raw).0);
        let bytes = &mended.as_bytes()[..mended.len().min(SPARE)];

        self.text[self.text_to..self.text_to + bytes.len()].copy_from_slice(bytes);
        self.text_to += bytes.len();
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.decode()?;

        let count = buf.len().min(self.text_to - self.text_from);

        buf[..count].copy_from_slice(&self.text[self.text_from..self.text_from + count]);
        self.text_from += count;

        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(bytes: &[u8]) -> &'static str {
        let mut survey = Survey::default();

        // In small pieces: a character may be cut anywhere.
        for piece in bytes.chunks(7) {
            survey.feed(piece);
        }

        survey.judge().encoding.name()
    }

    const LIST: &str = "Courriel;Prénom;Nom;Adhésion\nzoe@ici.fr;Zoé;Lefèvre;Adhésion réduite\nh@ici.fr;Hélène;Noël;Bénévole à l’entrée\n";

    fn single(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    #[test]
    fn french_lists_in_each_encoding() {
        let table: &[(&str, Vec<u8>)] = &[
            ("UTF-8", LIST.into()),
            ("UTF-8", format!("\u{feff}{LIST}").into()),
            ("windows-1252", single(WINDOWS_1252, LIST)),
            ("windows-1252", single(WINDOWS_1252, &LIST.replace('’', "'"))),
            ("ISO-8859-15", single(ISO_8859_15, &LIST.replace('’', "'").replace("Noël", "Sacré-Cœur, Lecœur"))),
            ("UTF-16LE", LIST.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            ("UTF-16BE", LIST.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            ("UTF-16LE", format!("\u{feff}{LIST}").encode_utf16().flat_map(u16::to_le_bytes).collect()),
            (
                "windows-1251",
                single(encoding_rs::WINDOWS_1251, "имя;фамилия\nИван;Петров\nМария;Иванова\nСергей;Смирнов\n"),
            ),
        ];

        for (expected, bytes) in table {
            assert_eq!(judge(bytes), *expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn mac_roman() {
        let bytes: Vec<u8> = LIST
            .chars()
            .map(|c| match c {
                'é' => 0x8E,
                'è' => 0x8F,
                'ë' => 0x91,
                'à' => 0x88,
                '’' => 0xD5,
                c => c as u8,
            })
            .collect();

        assert_eq!(judge(&bytes), "macintosh");
    }

    /// What is judged, and what else it could be.
    #[test]
    fn doubts() {
        let table: &[(&[u8], &str, Option<&str>)] = &[
            (b"Zo\xE9;Lef\xE8vre\n", "windows-1252", None),
            // NOËL in one, NOÀL in the other.
            (b"NO\xCBL;X\n", "windows-1252", Some("macintosh")),
            (b"Zo\x8E;Lef\x8Fvre\n", "macintosh", None),
            (b"25 \xA4;Zo\xE9\n", "ISO-8859-15", None),
            (b"Le c\xBDur;Zo\xE9\n", "ISO-8859-15", None),
            (b"l\xB4eau;Zo\xE9\n", "windows-1252", Some("ISO-8859-15")),
            (b"\xBD tarif;\xE9t\xE9\n", "windows-1252", None),
            (b"25 \x80;Zo\xE9\n", "windows-1252", None),
        ];

        for (bytes, expected, rival) in table {
            let mut survey = Survey::default();

            survey.feed(bytes);

            let judged = survey.judge();

            assert_eq!(
                (judged.encoding.name(), judged.rival.map(Encoding::name)),
                (*expected, *rival),
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }

    #[test]
    fn a_sample_of_what_differs() {
        assert_eq!(
            differing(b"a;b\nx;NO\xCBL;y\n", WINDOWS_1252, MACINTOSH),
            Some(["x;NOËL;y".into(), "x;NOÀL;y".into()])
        );
        assert_eq!(differing(b"abc", WINDOWS_1252, MACINTOSH), None);
    }

    #[test]
    fn strangers_pasted_into_utf8() {
        let mut bytes = LIST.repeat(20).into_bytes();

        bytes.extend(b"z@ici.fr;Andr\xE9;Caf\xE9;\x80\n");
        assert_eq!(judge(&bytes), "UTF-8");

        let mut text = String::new();

        Decoding::new(bytes.as_slice(), UTF_8).read_to_string(&mut text).unwrap();
        assert!(text.ends_with("z@ici.fr;André;Café;€\n"));
        assert_eq!(text.len(), LIST.len() * 20 + "z@ici.fr;André;Café;€\n".len());
    }

    #[test]
    fn binaries() {
        let mut survey = Survey::default();
        survey.feed(&(0..=255).collect::<Vec<u8>>().repeat(20));
        assert!(survey.is_binary());

        let mut survey = Survey::default();
        survey.feed(LIST.as_bytes());
        assert!(!survey.is_binary());
    }

    #[test]
    fn decodes_in_pieces() {
        let bytes: Vec<u8> = format!("\u{feff}{LIST}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut text = String::new();

        Decoding::new(bytes.as_slice(), UTF_16LE).read_to_string(&mut text).unwrap();
        assert_eq!(text, LIST);
    }
}

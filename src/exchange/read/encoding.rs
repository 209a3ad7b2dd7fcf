//! Which characters the bytes of a file are, judged from all of them.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

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
    high: [u64; 128],
    /// High bytes that stand beside another high byte.
    crowded: u64,
    /// High bytes between two ASCII letters.
    inside: [u64; 128],
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
}

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
            high: [0; 128],
            crowded: 0,
            inside: [0; 128],
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

        if bytes.is_ascii() && self.cut.is_empty() && memchr::memchr(0, bytes).is_none() {
            self.len += bytes.len() as u64;
            self.control += bytes.iter().filter(|byte| is_control(**byte)).count() as u64;

            if let [.., before, last] = *bytes {
                (self.before_last, self.last) = (before, last);
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
                0x80.. => {
                    self.high[usize::from(byte - 0x80)] += 1;
                    self.crowded += u64::from(self.last >= 0x80);
                }
                _ => self.control += u64::from(is_control(byte)),
            }

            if self.last >= 0x80 && byte.is_ascii_alphabetic() && self.before_last.is_ascii_alphabetic() {
                self.inside[usize::from(self.last - 0x80)] += 1;
            }

            (self.before_last, self.last) = (self.last, byte);
            self.len += 1;
        }
    }

    fn check_utf8(&mut self, bytes: &[u8]) {
        if !self.utf8 {
            return;
        }

        let joined;
        let bytes = if self.cut.is_empty() {
            bytes
        } else {
            joined = [std::mem::take(&mut self.cut).as_slice(), bytes].concat();
            &joined
        };
        let valid = match std::str::from_utf8(bytes) {
            Ok(_) => bytes.len(),
            Err(error) if error.error_len().is_none() => {
                self.cut = bytes[error.valid_up_to()..].to_vec();
                error.valid_up_to()
            }
            Err(_) => {
                self.utf8 = false;
                return;
            }
        };

        self.multibyte += bytes[..valid].iter().filter(|byte| **byte >= 0xC0).count() as u64;
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

        let high: u64 = self.high.iter().sum();

        if high == 0 {
            return judged(UTF_8, "exchange-encoding-ascii", 0);
        }

        if self.utf8 && self.cut.is_empty() {
            return judged(UTF_8, "exchange-encoding-utf8", self.multibyte);
        }

        self.detector.feed(b"", true);

        let guess = self.detector.guess(None, Utf8Detection::Allow);
        let western = [WINDOWS_1252, MACINTOSH].map(|encoding| (self.western(encoding), encoding));
        let (score, best) = if western[1].0 > western[0].0 { western[1] } else { western[0] };

        // Cyrillic or Greek read as Western letters: nearly every letter has an accent.
        let other_script = self.crowded * 10 > high * 6 && !LATIN.contains(&guess.name());

        if other_script || score * 10 < high * 8 {
            return judged(guess, "exchange-encoding-guessed", high);
        }

        // œ inside a word, where windows-1252 has ½ or ¼, and none of the characters that only windows-1252 has.
        let ligatures = self.inside[0x3D] + self.inside[0x3C];
        let only_1252: u64 = self.high[..0x20].iter().sum();

        if best == WINDOWS_1252 && only_1252 == 0 && ligatures > 0 {
            return judged(ISO_8859_15, "exchange-encoding-letters", high);
        }

        judged(best, "exchange-encoding-letters", high)
    }

    /// How many of the high bytes are characters that Western European lists contain.
    fn western(&self, encoding: &'static Encoding) -> u64 {
        self.high
            .iter()
            .zip(0x80..=0xFF_u8)
            .filter(|(count, _)| **count > 0)
            .filter(|(_, byte)| {
                let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(byte));

                text.chars().all(|character| WESTERN.contains(character))
            })
            .map(|(count, _)| count)
            .sum()
    }
}

/// Encodings of languages in Latin letters that the guess can name.
const LATIN: [&str; 7] =
    ["windows-1250", "windows-1252", "windows-1254", "windows-1257", "windows-1258", "ISO-8859-2", "ISO-8859-4"];

const WESTERN: &str = "àâäáãåæçéèêëíìîïñóòôöõøœßúùûüýÿÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝŸ«»’‘“”–—…€£°·\u{a0}§²³ºª";

fn is_control(byte: u8) -> bool {
    matches!(byte, 1..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)
}

fn judged(encoding: &'static Encoding, key: &'static str, count: u64) -> Judged {
    let count = i64::try_from(count).unwrap_or(i64::MAX);

    Judged { encoding, evidence: Phrase::new(key).with("encoding", encoding.name()).with("count", count) }
}

/// Reads bytes of any encoding as UTF-8, a leading mark left out. What does not decode becomes U+FFFD.
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

impl<R: Read> Decoding<R> {
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; 1 << 16],
            raw_from: 0,
            raw_to: 0,
            text: vec![0; 1 << 16],
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
            let (result, read, written, _) = self.decoder.decode_to_utf8(raw, &mut self.text, self.over);

            self.raw_from += read;
            self.text_from = 0;
            self.text_to = written;
            self.finished = self.over && result == encoding_rs::CoderResult::InputEmpty;
        }

        Ok(())
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

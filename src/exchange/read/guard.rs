//! What keeps a packed file from swelling: unpacked bytes are counted, and their XML is watched for single pieces or
//! nestings that would fill the memory of whoever parses it.

use std::io::{self, Read};

/// Why unpacking was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swollen {
    /// More bytes than are read, or more than any honest file packs into so few.
    Big,
    /// One tag, text or comment of megabytes, or tags in tags in tags.
    Strange,
}

impl std::fmt::Display for Swollen {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(match self {
            Self::Big => "too much inside",
            Self::Strange => "strange XML inside",
        })
    }
}

impl std::error::Error for Swollen {}

impl Swollen {
    /// What a reading stopped by a [`Guard`] says.
    pub fn of(error: &io::Error) -> Option<Self> {
        error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()).copied()
    }
}

/// The longest tag, text or comment, in bytes. A cell of a spreadsheet ends at 32 767 characters.
const PIECE_LIMIT: u64 = 4 << 20;

/// How deep tags may stand in tags. Spreadsheets need a dozen.
const DEPTH_LIMIT: u32 = 200;

/// A real sheet shrinks ten- or twentyfold; what shrinks more than this …
const RATIO_LIMIT: u64 = 100;

/// … and is larger than this, in bytes, is made to choke its reader.
const RATIO_FROM: u64 = 32 << 20;

/// How many shared texts an XLSX may announce: the library makes room for as many before it has seen one, and the program
/// would end where there is none.
const TEXTS_ANNOUNCED: u64 = 10_000_000;

/// The attribute that announces them.
const ANNOUNCES: &[u8] = b"uniqueCount";

/// How much of it and its value may stand in the next piece, in bytes.
const SEAM: usize = 64;

/// Passes on what `inner` unpacks, as long as it stays in bounds.
pub struct Guard<R> {
    inner: R,
    packed: u64,
    limit: u64,
    size: u64,
    watch: Lexer,
    /// The end of the last piece.
    seam: Vec<u8>,
}

impl<R: Read> Guard<R> {
    /// `packed` bytes become at most `limit`.
    pub fn new(inner: R, packed: u64, limit: u64) -> Self {
        Self { inner, packed, limit, size: 0, watch: Lexer::default(), seam: Vec::new() }
    }

    /// Reads everything and keeps nothing; the number of bytes, and of tags among them.
    pub fn drain(mut self) -> io::Result<(u64, u64)> {
        let mut buffer = vec![0; 1 << 16];

        while self.read(&mut buffer)? > 0 {}

        Ok((self.size, self.watch.tags))
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buf)?;

        self.size += count as u64;

        if self.size > self.limit || self.size > RATIO_FROM && self.size / RATIO_LIMIT > self.packed {
            return Err(io::Error::other(Swollen::Big));
        }

        let piece = &buf[..count];

        self.watch.feed(piece).map_err(io::Error::other)?;
        self.seam.extend_from_slice(&piece[..count.min(SEAM)]);

        if announces_too_many(&self.seam) || announces_too_many(piece) {
            return Err(io::Error::other(Swollen::Strange));
        }

        if count >= SEAM {
            self.seam.clear();
            self.seam.extend_from_slice(&piece[count - SEAM..]);
        } else {
            self.seam.drain(..self.seam.len().saturating_sub(SEAM));
        }

        Ok(count)
    }
}

/// Whether there is an attribute here that announces more shared texts than there can be.
fn announces_too_many(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, ANNOUNCES).any(|at| {
        bytes[at + ANNOUNCES.len()..]
            .iter()
            .skip_while(|byte| matches!(byte, b'=' | b'"' | b'\'' | b'+' | b'0') || byte.is_ascii_whitespace())
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
            > TEXTS_ANNOUNCED
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    /// After `<`.
    Open,
    Tag,
    /// In a value, up to this quote.
    Value(u8),
    /// `</…>`, `<?…>`, `<!…>`: ends at `>`.
    Other,
    Comment,
    Cdata,
}

/// Where in an XML text one is, without understanding it.
struct Lexer {
    state: State,
    /// What stands behind `<!`, as far as it matters.
    bang: Vec<u8>,
    /// The last two bytes.
    last: [u8; 2],
    /// Bytes since this piece began.
    since: u64,
    depth: u32,
    tags: u64,
    closes: bool,
}

impl Default for Lexer {
    fn default() -> Self {
        Self { state: State::Text, bang: Vec::new(), last: [0; 2], since: 0, depth: 0, tags: 0, closes: false }
    }
}

impl Lexer {
    fn feed(&mut self, bytes: &[u8]) -> Result<(), Swollen> {
        let mut at = 0;

        while at < bytes.len() {
            let rest = &bytes[at..];
            let found = match self.state {
                State::Text => memchr::memchr(b'<', rest),
                State::Open => Some(0),
                State::Tag => memchr::memchr3(b'>', b'"', b'\'', rest),
                State::Value(quote) => memchr::memchr(quote, rest),
                State::Other | State::Comment | State::Cdata => memchr::memchr(b'>', rest),
            };
            let passed = found.map_or(rest.len(), |found| found + 1);

            self.since += passed as u64;
            at += passed;

            if self.since > PIECE_LIMIT {
                return Err(Swollen::Strange);
            }

            if let Some(found) = found {
                let before = match found {
                    0 => self.last,
                    1 => [self.last[1], rest[0]],
                    _ => [rest[found - 2], rest[found - 1]],
                };

                self.meet(rest[found], before)?;
            }

            self.last = match &rest[..passed] {
                [.., one, two] => [*one, *two],
                [one] => [self.last[1], *one],
                [] => self.last,
            };
        }

        Ok(())
    }

    fn meet(&mut self, byte: u8, before: [u8; 2]) -> Result<(), Swollen> {
        let next = match self.state {
            State::Text => {
                self.since = 1;
                self.bang.clear();

                State::Open
            }
            State::Open if self.bang.is_empty() => match byte {
                b'!' => {
                    self.bang.push(byte);

                    State::Open
                }
                b'?' | b'/' => {
                    self.closes = byte == b'/';

                    State::Other
                }
                b'>' => State::Text,
                _ => State::Tag,
            },
            State::Open => {
                self.bang.push(byte);
                self.closes = false;

                match self.bang.as_slice() {
                    b"!--" => State::Comment,
                    b"![CDATA[" => State::Cdata,
                    bang if b"!--".starts_with(bang) || b"![CDATA[".starts_with(bang) => State::Open,
                    _ if byte == b'>' => State::Text,
                    _ => State::Other,
                }
            }
            State::Tag if byte != b'>' => State::Value(byte),
            State::Tag => {
                self.tags += 1;

                if before[1] != b'/' {
                    self.depth += 1;
                }

                State::Text
            }
            State::Value(_) => State::Tag,
            State::Other => {
                self.depth -= u32::from(self.closes).min(self.depth);

                State::Text
            }
            State::Comment if before == *b"--" => State::Text,
            State::Cdata if before == *b"]]" => State::Text,
            state => state,
        };

        if next == State::Text {
            self.since = 0;
        }

        self.state = next;

        if self.depth > DEPTH_LIMIT { Err(Swollen::Strange) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(text: &str, piece: usize) -> Result<(u32, u64), Swollen> {
        let mut lexer = Lexer::default();

        text.as_bytes().chunks(piece).try_for_each(|piece| lexer.feed(piece))?;

        Ok((lexer.depth, lexer.tags))
    }

    #[test]
    fn depth_and_tags() {
        let table = [
            ("<a><b/><c>x</c></a>", (0, 3)),
            ("<?xml version='1.0'?><a>", (1, 1)),
            ("<a b='>' c=\"/>\"><!-- <b> -- > --></a>", (0, 1)),
            ("<a><![CDATA[ <b> ]] > ]]></a>", (0, 1)),
            ("<!DOCTYPE a><a/>", (0, 1)),
            ("</a></a><a>", (1, 1)),
            ("<!x><a>", (1, 1)),
        ];

        for (text, expected) in table {
            for piece in [1, 2, 3, 1000] {
                assert_eq!(feed(text, piece), Ok(expected), "{text}");
            }
        }
    }

    #[test]
    fn what_would_fill_the_memory() {
        let long = "x".repeat(5 << 20);
        let table = [
            "<a>".repeat(300),
            format!("<a>{long}"),
            format!("<a b='{long}'/>"),
            format!("<!--{}-->", "<a>".repeat(2 << 20)),
            format!("<![CDATA[{}]]>", "<a/>".repeat(2 << 20)),
            format!("<a {}", "b='1' ".repeat(1 << 20)),
        ];

        for text in table {
            assert_eq!(feed(&text, 1 << 16), Err(Swollen::Strange), "{}", &text[..20]);
        }

        assert_eq!(feed(&"<a>x</a>".repeat(1 << 20), 1 << 16), Ok((0, 1 << 20)));
    }

    #[test]
    fn more_texts_than_there_can_be() {
        let announced = |text: &str, piece: usize| {
            struct Pieces<'a>(&'a [u8], usize);

            impl Read for Pieces<'_> {
                fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
                    let (now, later) = self.0.split_at(self.0.len().min(self.1));

                    buf[..now.len()].copy_from_slice(now);
                    self.0 = later;

                    Ok(now.len())
                }
            }

            Guard::new(Pieces(text.as_bytes(), piece), 1, u64::MAX).drain().is_err()
        };

        for piece in [1, 7, 70, 1000] {
            for before in [0, 60, 100] {
                let sst = |count: &str| format!("<sst x='{}' uniqueCount {count}><si/></sst>", "y".repeat(before));

                assert!(announced(&sst("= '10000000000'"), piece), "{piece}, {before}");
                assert!(!announced(&sst("=\"1000000\""), piece), "{piece}, {before}");
            }
        }
    }

    #[test]
    fn a_guard_counts() {
        let stopped = |size: usize, packed: u64, limit: u64| {
            let text = "<a/>".repeat(size / 4);

            Guard::new(text.as_bytes(), packed, limit).drain().map_err(|error| Swollen::of(&error))
        };

        assert_eq!(stopped(4000, 1, 4000).unwrap(), (4000, 1000));
        assert_eq!(stopped(4004, 1, 4000).unwrap_err(), Some(Swollen::Big));
        assert_eq!(stopped(33 << 20, 300_000, u64::MAX).unwrap_err(), Some(Swollen::Big));
        assert!(stopped(33 << 20, 1 << 20, u64::MAX).is_ok());
    }
}

//! The cards of a file one by one: lines, folded lines, cards inside of cards.

use std::io::{self, Read};

use encoding_rs::Encoding;

use super::card::Card;
use super::property::Property;
use crate::exchange::read::csv::CELL_LIMIT;

/// The cards of a file one by one.
pub(super) struct Cards<R> {
    inner: R,
    buffer: Vec<u8>,
    from: usize,
    to: usize,
    /// What bytes are where a property does not say.
    bare: &'static Encoding,
    /// The line after the one that was given last.
    ahead: Option<Vec<u8>>,
    /// The last line ended with CR: another CR or a LF that follows belongs to it.
    after_cr: bool,
    /// A card that began before the one before it ended.
    begun: bool,
    /// Bytes read.
    pub taken: u64,
    /// The last card of the file has no end.
    pub cut: bool,
}

impl<R: Read> Cards<R> {
    pub fn new(inner: R, bare: &'static Encoding) -> Self {
        Self {
            inner,
            buffer: vec![0; 1 << 16],
            from: 0,
            to: 0,
            bare,
            ahead: None,
            after_cr: false,
            begun: false,
            taken: 0,
            cut: false,
        }
    }

    /// A line as it stands in the file; of very long ones only the beginning is kept. CR, LF, CRLF and the CRCRLF of files
    /// that were converted twice end it.
    fn physical(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let mut any = false;

        loop {
            if self.from == self.to {
                self.from = 0;
                self.to = self.inner.read(&mut self.buffer)?;
                self.taken += self.to as u64;

                if self.to == 0 {
                    return Ok(any.then_some(line));
                }
            }

            if self.after_cr {
                let byte = self.buffer[self.from];

                self.after_cr = byte == b'\r';

                if matches!(byte, b'\r' | b'\n') {
                    self.from += 1;
                    continue;
                }
            }

            let rest = &self.buffer[self.from..self.to];
            let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());

            any = true;
            line.extend_from_slice(&rest[..length.min(CELL_LIMIT - line.len())]);
            self.from += length;

            if self.from < self.to {
                self.after_cr = self.buffer[self.from] == b'\r';
                self.from += 1;

                return Ok(Some(line));
            }
        }
    }

    /// A whole property, folded lines put together.
    fn logical(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = self.ahead.take().unwrap_or_default();

        while line.is_empty() {
            match self.physical()? {
                Some(next) => line = next,
                None => return Ok(None),
            }
        }

        let mut head = line.len().min(200);

        head = line[..head].iter().position(|byte| *byte == b':').unwrap_or(head);

        let printable = memchr::memmem::find(&line[..head].to_ascii_uppercase(), b"QUOTED-PRINTABLE").is_some();

        loop {
            let Some(next) = self.physical()? else { return Ok(Some(line)) };
            let soft = printable && line.last() == Some(&b'=');
            let more = match next.first() {
                _ if soft => {
                    line.pop();

                    if next.is_empty() {
                        return Ok(Some(line));
                    }

                    &next[..]
                }
                None => continue,
                Some(b' ' | b'\t') => &next[1..],
                _ => {
                    self.ahead = Some(next);
                    return Ok(Some(line));
                }
            };

            if line.len() + more.len() <= CELL_LIMIT {
                line.extend_from_slice(more);
            }
        }
    }

    pub fn next(&mut self) -> io::Result<Option<Card>> {
        let mut card: Option<Card> = std::mem::take(&mut self.begun).then(Card::default);
        // Cards inside of cards: somebody's assistant.
        let mut inside = 0_usize;
        let mut agent = false;

        while let Some(mut line) = self.logical()? {
            if line.starts_with(b"\xEF\xBB\xBF") {
                line.drain(..3);
            }

            let trimmed = line.trim_ascii().to_ascii_uppercase();

            match (trimmed.as_slice(), &mut card) {
                (b"BEGIN:VCARD", None) => card = Some(Card::default()),
                (b"BEGIN:VCARD", Some(_)) if agent || inside > 0 => inside += 1,
                (b"BEGIN:VCARD", Some(known)) => {
                    self.begun = true;

                    if !known.is_empty() {
                        return Ok(card);
                    }

                    self.begun = false;
                }
                (b"END:VCARD", Some(_)) if inside > 0 => inside -= 1,
                (b"END:VCARD", Some(_)) => return Ok(card),
                (line_, Some(card)) if inside == 0 => {
                    agent = line_.starts_with(b"AGENT");

                    // What stands behind the colon of AGENT is another card.
                    if agent && line_.ends_with(b"BEGIN:VCARD") {
                        inside += 1;
                    } else if !agent && let Some(property) = Property::parse(&line, self.bare) {
                        card.take(&property);
                    }
                }
                _ => {}
            }
        }

        self.cut = card.as_ref().is_some_and(|card| !card.is_empty());

        Ok(card.filter(|card| !card.is_empty()))
    }
}

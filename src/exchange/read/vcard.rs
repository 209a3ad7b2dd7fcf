//! Contact cards, vCard 2.1, 3.0 and 4.0: one row a card, under names that the mapping knows.
//!
//! The parsers that were looked at want a whole file as one valid UTF-8 text, or know version 4 only; address books write
//! neither. This one takes bytes, forgives what it can, and holds one card at a time.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

use super::csv::CELL_LIMIT;
use super::encoding::Decoding;
use super::row::{CellKind, Row};
use super::trouble::{Outcome, Trouble, named, reading};
use super::{Gathering, Table, Watch, Wishes, separated};
use crate::domain::phrase::Phrase;
use crate::exchange::draft::split_name;
use crate::exchange::read_as::ReadAs;

/// How many addresses of one kind get a column of their own; the rest share the last one.
const SEVERAL: usize = 20;

/// The most that is kept of one card, in bytes; pictures are never kept.
const CARD_LIMIT: usize = 4 << 20;

/// A column of the table that cards make. The order is that of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    LastName,
    FirstName,
    Additional,
    Prefix,
    Suffix,
    Nickname,
    /// From 1.
    Email(usize),
    Phone(usize),
    Fax,
    Birth,
    /// A birthday without its year, or in words.
    BirthAsWritten,
    Address,
    PostalCode,
    City,
    Region,
    Country,
    OtherAddress(usize),
    Organisation,
    Department,
    Title,
    Role,
    Website,
    Categories,
    Language,
    Gender,
    Anniversary,
    Comment,
}

impl Column {
    fn header(self) -> String {
        let one = match self {
            Self::LastName => "Last name",
            Self::FirstName => "First name",
            Self::Additional => "Additional names",
            Self::Prefix => "Prefix",
            Self::Suffix => "Suffix",
            Self::Nickname => "Nickname",
            Self::Email(1) => "E-mail",
            Self::Email(at) => return format!("E-mail {at}"),
            Self::Phone(1) => "Phone",
            Self::Phone(at) => return format!("Phone {at}"),
            Self::Fax => "Fax",
            Self::Birth => "Birth date",
            Self::BirthAsWritten => "BDAY",
            Self::Address => "Address",
            Self::PostalCode => "Postal code",
            Self::City => "City",
            Self::Region => "Region",
            Self::Country => "Country",
            Self::OtherAddress(1) => "Other address",
            Self::OtherAddress(at) => return format!("Other address {at}"),
            Self::Organisation => "Organisation",
            Self::Department => "Department",
            Self::Title => "Job title",
            Self::Role => "Role",
            Self::Website => "Website",
            Self::Categories => "Categories",
            Self::Language => "Language",
            Self::Gender => "Gender",
            Self::Anniversary => "Anniversary",
            Self::Comment => "Comment",
        };

        one.to_owned()
    }
}

/// Reads a file of cards.
pub fn table(path: &Path, size: u64, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Table> {
    let judged = separated::judge(path, size, wishes, &|at, of| watch(at * 2 / 3, of))?;
    let wide = [encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].contains(&judged.encoding);
    let open = || -> Outcome<Cards<Box<dyn Read>>> {
        let file = File::open(path).map_err(|error| reading(path, &error))?;
        // Each property can have its own character set, so that only UTF-16 is decoded beforehand.
        let inner: Box<dyn Read> = if wide { Box::new(Decoding::new(file, judged.encoding)) } else { Box::new(file) };

        Ok(Cards::new(inner, if wide { UTF_8 } else { judged.encoding }))
    };
    let mut cards = open()?;
    let mut columns = BTreeSet::from([Column::LastName, Column::FirstName]);
    let mut versions = BTreeSet::new();
    let (mut count, mut groups) = (0_u64, 0);

    while let Some(card) = cards.next().map_err(|error| reading(path, &error))? {
        count += 1;

        if count.is_multiple_of(256) && !watch(size / 3 + (cards.taken / 3).min(size / 3), size) {
            return Err(Trouble::Stopped);
        }

        if card.is_group {
            groups += 1;
            continue;
        }

        versions.insert(card.version.clone());
        columns.extend(card.cells().into_iter().map(|(column, _)| column));
    }

    let columns: Vec<Column> = columns.into_iter().collect();
    let mut gathering = Gathering::under(path, columns.iter().map(|column| column.header()).collect());
    let mut cards = open()?;
    let mut row = Row::default();
    let mut number = 0;

    while let Some(card) = cards.next().map_err(|error| reading(path, &error))? {
        number += 1;

        if number % 256 == 0 && !watch(size / 3 * 2 + (cards.taken / 3).min(size / 3), size) {
            return Err(Trouble::Stopped);
        }

        if card.is_group {
            continue;
        }

        row.clear(number);

        for (column, text) in card.cells() {
            let Ok(at) = columns.binary_search(&column) else { continue };
            let kind =
                if matches!(column, Column::Birth | Column::Anniversary) { CellKind::Date } else { CellKind::Text };

            row.put(at, &text, kind);
        }

        gathering.push(&row)?;
    }

    let mut read_as = ReadAs::new("vcard");

    read_as.evidence.push(
        Phrase::new("exchange-vcard-cards").with("count", usize::try_from(count).unwrap_or(usize::MAX) - groups).with(
            "versions",
            versions.into_iter().filter(|version| !version.is_empty()).collect::<Vec<_>>().join(", "),
        ),
    );

    // Accents of cards are often spelt out in ASCII.
    if judged.evidence.key != "exchange-encoding-ascii" {
        read_as.evidence.push(judged.evidence);
    }

    let mut table = gathering.finish(wishes, read_as)?;

    if groups > 0 {
        table.notes.push(Phrase::new("exchange-vcard-groups").with("count", groups));
    }

    if cards.cut {
        table.notes.push(Phrase::new("exchange-vcard-cut").with("file", named(path)));
    }

    Ok(table)
}

/// A line of a card: `item1.TEL;TYPE=cell,voice:06 …`.
#[derive(Debug)]
struct Property {
    name: String,
    params: Vec<(String, String)>,
    value: String,
}

impl Property {
    /// None for what is no property: the rest of a picture, say.
    fn parse(line: &[u8], bare: &'static Encoding) -> Option<Self> {
        let colon = outside_quotes(line, b':').next()?;
        let head = String::from_utf8_lossy(&line[..colon]);
        let mut parts = split_outside_quotes(&head, b';');
        let name = parts.next()?.rsplit('.').next()?.trim().to_ascii_uppercase();

        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
            return None;
        }

        let params: Vec<(String, String)> = parts
            .flat_map(|part| {
                let (name, value) = part.split_once('=').unwrap_or(("", part));
                let name = name.trim().to_ascii_uppercase();

                value
                    .split(',')
                    .map(|value| {
                        let value = value.trim().trim_matches('"').to_owned();
                        let encodes = ["QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"];
                        // Version 2.1 leaves the names of parameters out.
                        let name = match name.as_str() {
                            "" if encodes.iter().any(|known| value.eq_ignore_ascii_case(known)) => "ENCODING",
                            "" => "TYPE",
                            name => name,
                        };

                        (name.to_owned(), value)
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        let raw = &line[colon + 1..];
        let of = |wanted: &str| params.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let encoding = of("ENCODING").unwrap_or_default().to_ascii_uppercase();

        if matches!(encoding.as_str(), "B" | "BASE64") {
            return None;
        }

        let bytes = if encoding == "QUOTED-PRINTABLE" { Cow::Owned(quoted_printable(raw)) } else { Cow::Borrowed(raw) };
        let charset = of("CHARSET").and_then(|label| Encoding::for_label(label.as_bytes()));
        let value = match (std::str::from_utf8(&bytes), charset) {
            (Ok(text), None) => text.to_owned(),
            (_, Some(charset)) => charset.decode(&bytes).0.into_owned(),
            (Err(_), None) if bare == UTF_8 => encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned(),
            (Err(_), None) => bare.decode(&bytes).0.into_owned(),
        };

        Some(Self { name, params, value })
    }

    fn is(&self, kind: &str) -> bool {
        self.params.iter().any(|(name, value)| name == "TYPE" && value.eq_ignore_ascii_case(kind))
    }

    fn param(&self, wanted: &str) -> Option<&str> {
        self.params.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// 1 is wanted most.
    fn rank(&self) -> u8 {
        match self.param("PREF").and_then(|rank| rank.parse().ok()) {
            Some(rank) => rank,
            None if self.is("pref") => 1,
            None => u8::MAX,
        }
    }

    fn text(&self) -> String {
        unescape(self.value.trim())
    }

    /// The components between semicolons.
    fn parts(&self) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut escaped = false;

        for character in self.value.chars() {
            if character == ';' && !escaped {
                parts.push(String::new());
            } else if let Some(part) = parts.last_mut() {
                part.push(character);
            }

            escaped = character == '\\' && !escaped;
        }

        parts.into_iter().map(|part| unescape(part.trim())).collect()
    }
}

fn outside_quotes(bytes: &[u8], wanted: u8) -> impl Iterator<Item = usize> {
    let mut quoted = false;

    bytes.iter().enumerate().filter_map(move |(at, byte)| {
        quoted ^= *byte == b'"';

        (*byte == wanted && !quoted).then_some(at)
    })
}

fn split_outside_quotes(text: &str, wanted: u8) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends: Vec<usize> = outside_quotes(text.as_bytes(), wanted).chain([text.len()]).collect();

    ends.into_iter().map(move |end| {
        let part = &text[from..end];

        from = end + 1;
        part
    })
}

/// `\n`, `\,`, `\;`, `\:` and `\\`; a backslash before anything else stands for itself.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();

    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some('n' | 'N')) => {
                characters.next();
                plain.push('\n');
            }
            ('\\', Some(',' | ';' | ':' | '\\')) => plain.extend(characters.next()),
            ('\r', Some('\n')) => {}
            ('\r', _) => plain.push('\n'),
            (character, _) => plain.push(character),
        }
    }

    plain
}

fn quoted_printable(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());

    while let Some((&first, after)) = rest.split_first() {
        match (first, after) {
            (b'=', [high, low, tail @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                bytes.push(hex(*high).unwrap_or(0) << 4 | hex(*low).unwrap_or(0));
                rest = tail;
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }

    bytes
}

/// One contact.
#[derive(Debug, Default)]
struct Card {
    version: String,
    /// A list of other cards, not a person.
    is_group: bool,
    is_organisation: bool,
    /// Family, given, additional, prefixes, suffixes.
    name: Vec<String>,
    formatted: String,
    emails: Vec<(u8, String)>,
    phones: Vec<(u8, String)>,
    /// Box, extended, street, city, region, postal code, country.
    addresses: Vec<(u8, Vec<String>)>,
    labels: Vec<(u8, String)>,
    others: Vec<(Column, String)>,
    weight: usize,
}

impl Card {
    fn is_empty(&self) -> bool {
        self.weight == 0
    }

    fn take(&mut self, property: &Property) {
        if property.value.trim().trim_matches(';').trim().is_empty() {
            return;
        }

        self.weight += property.value.len();

        if self.weight > CARD_LIMIT {
            return;
        }

        let listed = |column| (column, property.text());

        match property.name.as_str() {
            "VERSION" => self.version = property.text(),
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" => {
                self.is_group = property.value.trim().eq_ignore_ascii_case("group");
                self.is_organisation |= property.value.trim().eq_ignore_ascii_case("org");
            }
            "X-ABSHOWAS" => self.is_organisation |= property.value.trim().eq_ignore_ascii_case("company"),
            "N" if self.name.is_empty() => self.name = property.parts(),
            "FN" if self.formatted.is_empty() => self.formatted = property.text().trim().to_owned(),
            "EMAIL" => {
                let text = property.text();
                let address = strip(&text, "mailto:").trim();

                if !self.emails.iter().any(|(_, known)| known.eq_ignore_ascii_case(address)) {
                    self.emails.push((property.rank(), address.to_owned()));
                }
            }
            "TEL" => {
                let text = property.text();
                let number = strip(&text, "tel:").replace(";ext=", " ext. ");
                let number = number.split(';').next().unwrap_or_default().trim().to_owned();

                if property.is("fax") {
                    self.others.push((Column::Fax, number));
                } else if !self.phones.iter().any(|(_, known)| *known == number) {
                    self.phones.push((property.rank(), number));
                }
            }
            "ADR" => self.addresses.push((property.rank(), property.parts())),
            "LABEL" => self.labels.push((property.rank(), property.text())),
            "NICKNAME" => self.others.push(listed(Column::Nickname)),
            "BDAY" => self.others.push(birthday(property)),
            "ORG" => {
                let mut parts = property.parts().into_iter().filter(|part| !part.is_empty());

                self.others.extend(parts.next().map(|name| (Column::Organisation, name)));
                self.others.extend(parts.map(|name| (Column::Department, name)));
            }
            "TITLE" => self.others.push(listed(Column::Title)),
            "ROLE" => self.others.push(listed(Column::Role)),
            "URL" => self.others.push(listed(Column::Website)),
            "CATEGORIES" => self.others.push(listed(Column::Categories)),
            "LANG" if property.rank() == 1 || !self.others.iter().any(|(column, _)| *column == Column::Language) => {
                self.others.retain(|(column, _)| *column != Column::Language);
                self.others.push(listed(Column::Language));
            }
            "GENDER" => self.others.push((Column::Gender, property.parts().join(" ").trim().to_owned())),
            "ANNIVERSARY" | "X-ANNIVERSARY" | "X-MS-ANNIVERSARY" => {
                self.others.extend(iso_day(&property.text()).map(|day| (Column::Anniversary, day)));
            }
            "NOTE" => self.others.push(listed(Column::Comment)),
            _ => {}
        }
    }

    /// What the card says, each column once.
    fn cells(&self) -> Vec<(Column, String)> {
        let mut cells: Vec<(Column, String)> = Vec::new();
        let mut say = |column: Column, text: &str, glue: &str| {
            let text = text.trim();

            if text.is_empty() {
                return;
            }

            match cells.iter_mut().find(|(known, _)| *known == column) {
                Some((_, said)) if said.len() + text.len() > CELL_LIMIT || said == text => {}
                Some((_, said)) => {
                    said.push_str(glue);
                    said.push_str(text);
                }
                None => cells.push((column, text.to_owned())),
            }
        };
        let part = |of: &[String], at: usize| of.get(at).map_or(String::new(), |part| part.replace(',', " "));
        let (mut family, mut given) = (part(&self.name, 0), part(&self.name, 1));
        let organisation =
            self.others.iter().find(|(column, _)| *column == Column::Organisation).map(|(_, name)| name.as_str());

        if family.trim().is_empty() && given.trim().is_empty() {
            (given, family) = match organisation {
                Some(name) if self.is_organisation || self.formatted == name || self.formatted.is_empty() => {
                    (String::new(), name.to_owned())
                }
                _ => split_name(&self.formatted),
            };
        }

        say(Column::LastName, &family, "");
        say(Column::FirstName, &given, "");

        for (at, column) in [(2, Column::Additional), (3, Column::Prefix), (4, Column::Suffix)] {
            say(column, &part(&self.name, at), "");
        }

        for (at, email) in ranked(&self.emails).enumerate() {
            say(Column::Email((at + 1).min(SEVERAL)), email, ", ");
        }

        for (at, phone) in ranked(&self.phones).enumerate() {
            say(Column::Phone((at + 1).min(SEVERAL)), phone, ", ");
        }

        for (at, address) in ranked(&self.addresses).enumerate() {
            let field = |at: usize| address.get(at).map_or("", |part| part.trim().trim_end_matches(',').trim());
            // The street first, as it is written on letters; the flat and the box behind it.
            let lines = [field(2), field(1), field(0)];
            let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();

            if at > 0 {
                let town = format!("{} {}", field(5), field(3));
                let whole: Vec<&str> = lines
                    .into_iter()
                    .chain([town.trim(), field(4), field(6)])
                    .filter(|line| !line.is_empty())
                    .collect();

                say(Column::OtherAddress(at.min(SEVERAL)), &whole.join("\n"), "\n\n");
                continue;
            }

            say(Column::Address, &lines.join("\n"), "");

            for (at, column) in [(3, Column::City), (4, Column::Region), (5, Column::PostalCode), (6, Column::Country)]
            {
                say(column, field(at), "");
            }
        }

        if self.addresses.is_empty() {
            for label in ranked(&self.labels).take(1) {
                say(Column::Address, label, "");
            }
        }

        for (column, text) in &self.others {
            let glue = match column {
                Column::Comment => "\n",
                Column::Birth | Column::BirthAsWritten | Column::Anniversary => continue,
                _ => ", ",
            };

            say(*column, text, glue);
        }

        for day in [Column::Birth, Column::BirthAsWritten, Column::Anniversary] {
            if let Some((_, text)) = self.others.iter().find(|(column, _)| *column == day) {
                say(day, text, "");
            }
        }

        cells
    }
}

/// The preferred one first, then in the order of the card.
fn ranked<T>(of: &[(u8, T)]) -> impl Iterator<Item = &T> {
    let best = of.iter().enumerate().min_by_key(|(at, (rank, _))| (*rank, *at)).map(|(at, _)| at);
    let first = best.map(|at| &of[at].1);

    first.into_iter().chain(of.iter().enumerate().filter(move |(at, _)| Some(*at) != best).map(|(_, (_, one))| one))
}

/// Without what some programs put before an address.
fn strip<'a>(text: &'a str, scheme: &str) -> &'a str {
    match text.get(..scheme.len()) {
        Some(head) if head.eq_ignore_ascii_case(scheme) => &text[scheme.len()..],
        _ => text,
    }
}

/// `19800322`, `1980-03-22` and either with a time, as `1980-03-22`.
fn iso_day(text: &str) -> Option<String> {
    let day = text.trim().split(['T', ' ']).next()?;
    let digits: String = day.chars().filter(|c| *c != '-').collect();

    (digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) && !day.starts_with('-'))
        .then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}

fn birthday(property: &Property) -> (Column, String) {
    let text = property.text();
    let no_year = property.param("X-APPLE-OMIT-YEAR");

    match iso_day(&text) {
        Some(day) if no_year.is_some_and(|year| day.starts_with(year)) => {
            (Column::BirthAsWritten, format!("-{}", &day[4..]))
        }
        Some(day) => (Column::Birth, day),
        None => (Column::BirthAsWritten, text),
    }
}

/// The cards of a file one by one.
struct Cards<R> {
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
    taken: u64,
    /// The last card of the file has no end.
    cut: bool,
}

impl<R: Read> Cards<R> {
    fn new(inner: R, bare: &'static Encoding) -> Self {
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

    fn next(&mut self) -> io::Result<Option<Card>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(text: &[u8]) -> Vec<Vec<(Column, String)>> {
        let mut cards = Cards::new(text, UTF_8);
        let mut all = Vec::new();

        while let Some(card) = cards.next().unwrap() {
            all.push(card.cells());
        }

        all
    }

    fn card(lines: &str) -> Vec<(Column, String)> {
        let mut all = cards(format!("BEGIN:VCARD\n{lines}\nEND:VCARD\n").as_bytes());

        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    #[test]
    fn names() {
        use Column::*;

        let table: &[(&str, &[(Column, &str)])] = &[
            (
                "N:Lefèvre;Zoé;Anne,Marie;Dr;Jr\nFN:x",
                &[
                    (LastName, "Lefèvre"),
                    (FirstName, "Zoé"),
                    (Additional, "Anne Marie"),
                    (Prefix, "Dr"),
                    (Suffix, "Jr"),
                ],
            ),
            ("FN:Zoé LEFÈVRE", &[(LastName, "LEFÈVRE"), (FirstName, "Zoé")]),
            ("N:;;;;\nFN:Zoé Lefèvre", &[(LastName, "Lefèvre"), (FirstName, "Zoé")]),
            ("N:O\\;Neil\\, X;A", &[(LastName, "O;Neil  X"), (FirstName, "A")]),
            (
                "FN:La Salle\nORG:La Salle;Bar",
                &[(LastName, "La Salle"), (Organisation, "La Salle"), (Department, "Bar")],
            ),
            (
                "n;charset=iso-8859-1;encoding=quoted-printable:Lef=E8vre;Zo=E9",
                &[(LastName, "Lefèvre"), (FirstName, "Zoé")],
            ),
            ("N;QUOTED-PRINTABLE:Lef=C3=A8=\nvre;Zo=C3=A9", &[(LastName, "Lefèvre"), (FirstName, "Zoé")]),
        ];

        for (lines, expected) in table {
            let expected: Vec<(Column, String)> = expected.iter().map(|(c, text)| (*c, (*text).to_owned())).collect();

            assert_eq!(card(lines), expected, "{lines}");
        }
    }

    #[test]
    fn the_preferred_comes_first() {
        use Column::*;

        let said = card(
            "N:A;B\nEMAIL:one@ici.fr\nEMAIL;PREF=1:MAILTO:two@ici.fr\nEMAIL:ONE@ici.fr\nTEL;FAX:1\nTEL;HOME:2\n\
             item1.TEL;type=CELL;type=pref:3\nTEL;VALUE=uri:tel:+33-1;ext=102",
        );
        let of = |column| said.iter().find(|(known, _)| *known == column).map(|(_, text)| text.as_str());

        assert_eq!([Email(1), Email(2), Email(3)].map(of), [Some("two@ici.fr"), Some("one@ici.fr"), None]);
        assert_eq!([Phone(1), Phone(2), Phone(3)].map(of), [Some("3"), Some("2"), Some("+33-1 ext. 102")]);
        assert_eq!(of(Fax), Some("1"));
    }

    #[test]
    fn days() {
        use Column::*;

        let table = [
            ("BDAY:19800322", Birth, "1980-03-22"),
            ("BDAY;value=date:1980-03-22", Birth, "1980-03-22"),
            ("BDAY:1980-03-22T00:00:00Z", Birth, "1980-03-22"),
            ("BDAY:--0203", BirthAsWritten, "--0203"),
            ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22", BirthAsWritten, "--03-22"),
            ("BDAY;VALUE=text:circa 1800", BirthAsWritten, "circa 1800"),
        ];

        for (line, column, text) in table {
            assert_eq!(card(line), [(column, text.to_owned())], "{line}");
        }
    }

    #[test]
    fn addresses() {
        use Column::*;

        let said = card("ADR;HOME:;;1 rue X\\nBât. B;Lyon;;69001;France\nADR;WORK;PREF:;Hall 2;3 rue Y,;Paris;;75011;");
        let of = |column| said.iter().find(|(known, _)| *known == column).map(|(_, text)| text.as_str());

        assert_eq!(of(Address), Some("3 rue Y\nHall 2"));
        assert_eq!((of(PostalCode), of(City), of(Country)), (Some("75011"), Some("Paris"), None));
        assert_eq!(of(OtherAddress(1)), Some("1 rue X\nBât. B\n69001 Lyon\nFrance"));
    }

    #[test]
    fn cards_that_are_not_in_order() {
        use Column::*;

        let table: &[(&[u8], &[&str])] = &[
            (b"BEGIN:VCARD\rN:A;B\rEND:VCARD\rBEGIN:VCARD\rN:C\rEND:VCARD", &["A", "C"]),
            (b"\xEF\xBB\xBFbegin:vcard\r\n\r\nN:Le\r\n  Roy;B\r\nend:vcard\r\n", &["Le Roy"]),
            (b"BEGIN:VCARD\nN:A\nBEGIN:VCARD\nN:B\nEND:VCARD\n", &["A", "B"]),
            (b"BEGIN:VCARD\nN:A\n", &["A"]),
            (
                b"BEGIN:VCARD\nN:A\nAGENT:\nBEGIN:VCARD\nN:X\nEND:VCARD\nEND:VCARD\nBEGIN:VCARD\nN:B\nEND:VCARD",
                &["A", "B"],
            ),
            (b"BEGIN:VCARD\nPHOTO;BASE64:AAAA\n  BBBB\n CCCC\nDDDD\n\nN:A\nEND:VCARD", &["A"]),
            (b"BEGIN:VCARD\nN:L\xE9a\nEND:VCARD", &["L\u{e9}a"]),
            (b"BEGIN:VCARD\r\r\nN;QUOTED-PRINTABLE:L=\r\r\n=65a\r\r\nEND:VCARD\r\r\n", &["Lea"]),
            (b"BEGIN:VCARD\nN;QUOTED-PRINTABLE:Lea=\n\nNOTE:x\nEND:VCARD\n", &["Lea"]),
            (b"noise\n:::\nEND:VCARD\n", &[]),
        ];

        for (text, expected) in table {
            let names: Vec<String> = cards(text)
                .into_iter()
                .map(|cells| {
                    cells.into_iter().find(|(column, _)| *column == LastName).map(|(_, name)| name).unwrap_or_default()
                })
                .collect();

            assert_eq!(names, *expected, "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn every_header_is_known_or_left_alone() {
        use crate::exchange::Field;
        use crate::exchange::map::names::{guessed, known};
        use Column::*;

        let fields = [
            (LastName, Field::LastName),
            (FirstName, Field::FirstName),
            (Nickname, Field::Pseudonym),
            (Email(1), Field::Email),
            (Phone(1), Field::Phone),
            (Birth, Field::BirthDate),
            (Address, Field::Address),
            (PostalCode, Field::PostalCode),
            (City, Field::City),
            (Country, Field::Country),
            (Language, Field::Language),
            (Comment, Field::Comment),
        ];

        for (column, field) in fields {
            assert_eq!(known(&column.header()), Some(field));
        }

        for column in [
            Email(2),
            Phone(3),
            Fax,
            BirthAsWritten,
            OtherAddress(1),
            OtherAddress(2),
            Region,
            Organisation,
            Anniversary,
            Additional,
            Prefix,
        ] {
            let header = column.header();

            assert_eq!(known(&header).or_else(|| guessed(&header)), None, "{header}");
        }
    }
}

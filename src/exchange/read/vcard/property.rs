//! One property of a card: its name, its parameters, its value in plain text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

/// A line of a card: `item1.TEL;TYPE=cell,voice:06 …`.
#[derive(Debug)]
pub(super) struct Property {
    pub name: String,
    params: Vec<(String, String)>,
    pub value: String,
}

impl Property {
    /// None for what is no property: the rest of a picture, say.
    pub fn parse(line: &[u8], bare: &'static Encoding) -> Option<Self> {
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

    pub fn is(&self, kind: &str) -> bool {
        self.params.iter().any(|(name, value)| name == "TYPE" && value.eq_ignore_ascii_case(kind))
    }

    pub fn param(&self, wanted: &str) -> Option<&str> {
        self.params.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// 1 is wanted most.
    pub fn rank(&self) -> u8 {
        match self.param("PREF").and_then(|rank| rank.parse().ok()) {
            Some(rank) => rank,
            None if self.is("pref") => 1,
            None => u8::MAX,
        }
    }

    pub fn text(&self) -> String {
        unescape(self.value.trim())
    }

    /// The components between semicolons.
    pub fn parts(&self) -> Vec<String> {
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

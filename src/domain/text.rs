//! What a typed text must be like, whatever the field.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::phrase::Phrase;

/// The longest text a one-line field takes, in characters.
pub const LINE_LIMIT: usize = 200;

/// The longest text a comment or address takes, in characters.
pub const TEXT_LIMIT: usize = 10_000;

/// Space of any kind, and the invisible characters that come along when text is pasted.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Trims, composes accents and makes line ends `\n`; touches nothing that is in order already.
pub fn tidy(text: &mut String) {
    if text.contains('\r') {
        *text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if !text.is_ascii() && is_nfc_quick(text.chars()) != IsNormalized::Yes {
        *text = text.nfc().collect();
    }

    let trimmed = text.trim_matches(is_blank);
    if trimmed.len() < text.len() {
        *text = trimmed.to_owned();
    }
}

/// As [`tidy`]; what is empty then is none.
pub fn tidy_optional(text: &mut Option<String>) {
    if let Some(inner) = text {
        tidy(inner);
        if inner.is_empty() {
            *text = None;
        }
    }
}

/// A line that must be there; `missing` is the key of the sentence to say when it is not.
pub fn check_name(text: &str, missing: &'static str) -> Result<(), Phrase> {
    if text.trim_matches(is_blank).is_empty() {
        return Err(Phrase::new(missing));
    }

    check_line(text)
}

/// One line, not too long, without control characters.
pub fn check_line(text: &str) -> Result<(), Phrase> {
    check(text, LINE_LIMIT, |c| c.is_control())
}

/// A text of several lines: line ends and tabs may stand in it.
pub fn check_text(text: &str) -> Result<(), Phrase> {
    check(text, TEXT_LIMIT, |c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

fn check(text: &str, limit: usize, forbidden: impl Fn(char) -> bool) -> Result<(), Phrase> {
    // The number of bytes is at least that of characters: most texts need no counting.
    if text.len() > limit {
        let length = text.chars().count();
        if length > limit {
            return Err(Phrase::new("text-too-long").with("length", length).with("limit", limit));
        }
    }

    if text.chars().any(forbidden) { Err(Phrase::new("text-control")) } else { Ok(()) }
}

/// The start of a text that may be very long, to be named in a sentence; control characters shown as `�`.
pub fn excerpt(text: &str) -> String {
    const LENGTH: usize = 60;

    let mut shown: String =
        text.trim_matches(is_blank).chars().take(LENGTH).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(LENGTH).is_some() {
        shown.push('…');
    }

    shown
}

//! Text as it is compared in a search: no case, no accents, no punctuation.

use std::ops::Range;

use memchr::memmem;
use unicode_normalization::char::{canonical_combining_class, decompose_compatible, is_combining_mark};

/// Folds for searching: "D'Angelo" → "dangelo", "Zoé" → "zoe", "Œuvrard" → "oeuvrard", "Saint-Malo" → "saint malo",
/// "ß" → "ss", "Ł" → "l". Apostrophes vanish, hyphens and other punctuation become one space; letters of any script stay.
pub fn fold(text: &str) -> String {
    folded(text, Style::Text)
}

/// Folds an e-mail for searching: case- and accent-free, but its punctuation (`.`, `@`, `-`, `_`, `+`) stays.
pub fn fold_email(email: &str) -> String {
    folded(email, Style::Email)
}

/// What of the punctuation is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Style {
    Text,
    Email,
}

fn folded(text: &str, style: Style) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;

    for c in text.chars() {
        fold_char(c, style, &mut |piece| match piece {
            Piece::Letter(letter) => {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(letter);
            }
            Piece::Gap => gap = true,
        });
    }

    out
}

enum Piece {
    Letter(char),
    /// Punctuation or space between two words.
    Gap,
}

#[inline]
fn fold_char(c: char, style: Style, emit: &mut (impl FnMut(Piece) + ?Sized)) {
    match c {
        'a'..='z' | '0'..='9' => emit(Piece::Letter(c)),
        'A'..='Z' => emit(Piece::Letter(c.to_ascii_lowercase())),
        '\'' | '`' => {}
        '.' | '@' | '-' | '_' | '+' if style == Style::Email => emit(Piece::Letter(c)),
        '\0'..='\x7f' => emit(Piece::Gap),
        // Apostrophes as keyboards, phones and word processors write them; soft hyphens and zero-width characters.
        '‘'
        | '’'
        | '‛'
        | 'ʼ'
        | 'ʹ'
        | 'ʻ'
        | '′'
        | '´'
        | '＇'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{feff}' => {}
        _ => fold_rare(c, emit),
    }
}

/// What lies beyond ASCII: decomposed, stripped of its marks, lower-cased, and spelt in the letters people search with.
fn fold_rare(c: char, emit: &mut (impl FnMut(Piece) + ?Sized)) {
    decompose_compatible(c, |part| {
        if canonical_combining_class(part) != 0 {
            return;
        }
        for lower in part.to_lowercase() {
            let spelt = match lower {
                'œ' => "oe",
                'æ' => "ae",
                'ß' => "ss",
                'ø' => "o",
                'ł' => "l",
                'đ' | 'ð' => "d",
                'þ' => "th",
                'ħ' => "h",
                'ı' => "i",
                'ŧ' => "t",
                'ŋ' => "n",
                'ς' => "σ",
                'ʼ' | 'ʹ' => "",
                _ if lower.is_alphanumeric() => {
                    emit(Piece::Letter(lower));
                    continue;
                }
                _ if is_combining_mark(lower) => "",
                _ => {
                    emit(Piece::Gap);
                    continue;
                }
            };
            spelt.chars().for_each(|letter| emit(Piece::Letter(letter)));
        }
    });
}

/// The digits of a phone number, without the national 0 or +33/0033 prefix: "+33 6 11 22 33 44" and "06.11.22.33.44"
/// both give "611223344". Foreign numbers keep their country code.
pub fn phone_digits(phone: &str) -> String {
    // The 0 in "+33 (0)6" is for those who call from inside the country.
    let phone = if phone.contains("(0)") { phone.replacen("(0)", "", 1) } else { phone.to_owned() };
    let international = phone.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+').starts_with('+');
    let mut digits = phone;
    digits.retain(|c| c.is_ascii_digit());

    let national = if international || digits.starts_with("00") {
        let number = if international { digits.as_str() } else { digits.trim_start_matches('0') };

        match number.strip_prefix("33") {
            Some(french) => french.strip_prefix('0').unwrap_or(french),
            None => number,
        }
    } else if digits.len() == 11 && digits.starts_with("33") {
        &digits[2..]
    } else {
        digits.strip_prefix('0').unwrap_or(&digits)
    };
    let start = digits.len() - national.len();
    digits.drain(..start);

    digits
}

/// Whether a text has digits and otherwise only what people write between those of a phone number.
fn is_phone(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '.' | '-' | '/' | '(' | ')'))
}

/// The words of a query, folded, each of which must be found. A query that is a phone number gives one word, its
/// digits; a word with an @ is kept whole, as [`fold_email`] writes it.
pub fn words(query: &str) -> Vec<String> {
    if is_phone(query) {
        let digits = phone_digits(query);

        // Only the prefix has been typed so far.
        if digits.is_empty() {
            return vec![query.chars().filter(char::is_ascii_digit).collect()];
        }

        return vec![digits];
    }

    let mut words = Vec::new();
    for word in query.split_whitespace() {
        if word.contains('@') && word.len() > 1 {
            let email = fold_email(word);
            words.extend(email.split(' ').filter(|part| !part.is_empty()).map(str::to_owned));
        } else {
            let text = fold(word);
            words.extend(text.split(' ').filter(|part| !part.is_empty()).map(str::to_owned));
        }
    }

    words
}

/// Where in a shown text the folded `words` are found, as byte ranges of `shown`, in order, without overlaps: what a
/// list highlights.
pub fn marks(shown: &str, words: &[String]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let text = Traced::new(shown, |c, emit| fold_char(c, Style::Text, emit));
    let email = shown.contains('@').then(|| Traced::new(shown, |c, emit| fold_char(c, Style::Email, emit)));
    let phone = is_phone(shown).then(|| {
        Traced::new(shown, |c, emit| {
            if c.is_ascii_digit() {
                emit(Piece::Letter(c));
            }
        })
    });

    for word in words.iter().filter(|word| !word.is_empty()) {
        text.find(word, &mut found);
        if let Some(email) = &email {
            email.find(word, &mut found);
        }
        if let Some(phone) = &phone {
            phone.find(word, &mut found);
        }
    }

    found.sort_by_key(|range| range.start);
    let mut marks: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match marks.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => marks.push(range),
        }
    }

    marks
}

/// A folded text that knows where each of its bytes came from.
struct Traced {
    text: String,
    /// For each byte of `text`, the bytes of the shown text that it stands for.
    from: Vec<(usize, usize)>,
}

impl Traced {
    fn new(shown: &str, fold: impl Fn(char, &mut dyn FnMut(Piece))) -> Self {
        let mut traced = Self { text: String::with_capacity(shown.len()), from: Vec::with_capacity(shown.len()) };
        let mut gap = None;

        for (start, c) in shown.char_indices() {
            let here = (start, start + c.len_utf8());
            let mut silent = true;

            fold(c, &mut |piece| {
                silent = false;
                match piece {
                    Piece::Letter(letter) => {
                        if let Some(at) = gap.take() {
                            traced.text.push(' ');
                            traced.from.push(at);
                        }
                        traced.text.push(letter);
                        traced.from.resize(traced.text.len(), here);
                    }
                    Piece::Gap => gap = Some(here),
                }
            });

            // An accent of its own belongs to the letter before it.
            if silent && is_combining_mark(c) {
                for from in traced.from.iter_mut().rev().take_while(|from| from.1 == here.0) {
                    from.1 = here.1;
                }
            }
        }

        traced
    }

    fn find(&self, word: &str, found: &mut Vec<Range<usize>>) {
        for at in memmem::find_iter(self.text.as_bytes(), word.as_bytes()) {
            let (start, _) = self.from[at];
            let (_, end) = self.from[at + word.len() - 1];
            found.push(start..end);
        }
    }
}

#[cfg(test)]
mod tests;

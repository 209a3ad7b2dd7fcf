//! What a cell means: days, amounts, yes and no, ways to pay.

use chrono::{Datelike, NaiveDate};

use crate::domain::member::check_email;
use crate::domain::money::Method;
use crate::domain::phrase::Phrase;
use crate::exchange::map::names::key;
use crate::exchange::read::row::CellKind;
use crate::exchange::read_as::{DateOrder, Decimal};

/// A day, its time left out: "3/9/2026", "03.09.26", "2026-09-03T10:00", "20260903", "3 sept. 2026", "Sep 3, 2026".
///
/// `order` decides where both readings give a day; what fits in one way only is read in that way.
/// `today` decides the century of years with two digits: a day more than twenty years ahead is in the last century.
///
/// # Errors
/// Whether it is no date at all or a day that no calendar has.
pub fn date(cell: &str, kind: CellKind, order: DateOrder, today: NaiveDate) -> Result<NaiveDate, Phrase> {
    let order = if kind == CellKind::Date { DateOrder::YearFirst } else { order };
    let unreadable = || Phrase::new("exchange-date-unreadable");
    let text = cell.trim();
    let head = text.split(['T', ' ', '\u{a0}']).next().unwrap_or_default();
    let parts: Vec<&str> = head.split(['/', '-', '.']).filter(|part| !part.is_empty()).collect();
    let (day, month, year) = match parts.as_slice() {
        [a, b, c] if [a, b, c].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() <= 4) => {
            match (a.len(), order) {
                (4, _) => (*c, *b, *a),
                (_, DateOrder::MonthFirst) => (*b, *a, *c),
                _ => (*a, *b, *c),
            }
        }
        [all] if all.len() == 8 && all.bytes().all(|byte| byte.is_ascii_digit()) => (&all[6..], &all[4..6], &all[..4]),
        _ => return in_words(text, today).ok_or_else(unreadable),
    };
    let number = |text: &str| text.parse::<u32>().ok();
    let (Some(day), Some(month), Some(year)) = (number(day), number(month), full_year(year, today)) else {
        return Err(unreadable());
    };
    let year_first = parts[0].len() >= 4;

    if month > 12 && (1..=12).contains(&day) && !year_first {
        calendar(year, day, month)
    } else {
        calendar(year, month, day)
    }
}

fn calendar(year: i32, month: u32, day: u32) -> Result<NaiveDate, Phrase> {
    if !(1800..=2300).contains(&year) {
        return Err(Phrase::new("exchange-date-year").with("year", i64::from(year)));
    }

    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| Phrase::new("exchange-date-impossible"))
}

fn full_year(text: &str, today: NaiveDate) -> Option<i32> {
    let year: i32 = text.parse().ok()?;

    match text.len() {
        4 => Some(year),
        2 => {
            let year = today.year() / 100 * 100 + year;

            Some(if year > today.year() + 20 { year - 100 } else { year })
        }
        _ => None,
    }
}

/// "3 septembre 2026", "1er mai 2026", "Sep 3, 2026".
fn in_words(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let folded = key(text);
    let words: Vec<&str> = folded.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let month_at = words.iter().position(|word| month(word).is_some())?;
    let month = month(words[month_at])?;
    let day_of = |word: &str| {
        word.trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .parse::<u32>()
            .ok()
            .filter(|day| (1..=31).contains(day))
    };
    let (day, year) = match month_at {
        0 => (words.get(1)?, words.get(2)?),
        _ => (words.get(month_at - 1)?, words.get(month_at + 1)?),
    };

    calendar(full_year(year, today)?, month, day_of(day)?).ok()
}

fn month(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["janvier", "january"],
        &["fevrier", "february"],
        &["mars", "march"],
        &["avril", "april"],
        &["mai", "may"],
        &["juin", "june"],
        &["juillet", "july"],
        &["aout", "august"],
        &["septembre", "september"],
        &["octobre", "october"],
        &["novembre", "november"],
        &["decembre", "december"],
    ];

    if word.len() < 3 {
        return None;
    }

    // "jui" could be June or July: the whole beginning must belong to one month only.
    let mut fitting = (1..).zip(MONTHS).filter(|(_, names)| names.iter().any(|name| name.starts_with(word)));
    let (number, _) = fitting.next()?;

    fitting.next().is_none().then_some(number)
}

/// An amount in minor units. A sign followed by one or two digits at the end, or one of two different signs, is a
/// decimal sign whatever `decimal` says, and so is one that cannot be a sign of thousands ("0,125", "1234,567"); "1,234"
/// is read by `decimal`.
///
/// # Errors
/// Whether it is no amount, negative, too precise or too large.
pub fn amount(cell: &str, decimal: Decimal, decimals: u32) -> Result<i64, Phrase> {
    let unreadable = || Phrase::new("exchange-amount-unreadable");
    let text = cell.trim();
    let negative = text.starts_with('-') || text.starts_with('(') || text.ends_with('-');
    let mut digits = String::with_capacity(text.len());
    let body = text.trim_matches(|c: char| matches!(c, '€' | '$' | '£' | '-' | '(' | ')') || c.is_whitespace());
    let body = body.trim_end_matches(|c: char| c.is_ascii_alphabetic()).trim_end();
    let body = body.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start();

    // "1e5", "B12" and whatever else has letters beside more than a currency.
    if text.chars().filter(|c| c.is_alphabetic()).count() > 4 || body.is_empty() {
        return Err(unreadable());
    }

    let point = decimal_place(body, decimal);

    for (at, character) in body.char_indices() {
        match character {
            '0'..='9' => digits.push(character),
            ',' | '.' if Some(at) == point => digits.push('.'),
            ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’' if at > 0 => {}
            _ => return Err(unreadable()),
        }
    }

    if digits.bytes().all(|byte| byte == b'.') {
        return Err(unreadable());
    }

    if negative {
        return Err(Phrase::new("exchange-amount-negative"));
    }

    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let places = decimals as usize;
    let fraction = if fraction.len() > places { fraction.trim_end_matches('0') } else { fraction };

    if fraction.len() > places {
        return Err(Phrase::new("exchange-amount-too-precise"));
    }

    let too_large = || Phrase::new("exchange-amount-too-large");

    format!("{whole}{fraction:0<places$}")
        .parse::<i64>()
        .ok()
        .filter(|minor| *minor <= 1_000_000_000_000)
        .ok_or_else(too_large)
}

fn decimal_place(body: &str, decimal: Decimal) -> Option<usize> {
    let (comma, point) = (body.rfind(','), body.rfind('.'));

    match (comma, point) {
        (Some(comma), Some(point)) => Some(comma.max(point)),
        (Some(at), None) | (None, Some(at)) => {
            let sign = body.as_bytes()[at];
            let tail = body.len() - at - 1;
            let several = body.bytes().filter(|byte| *byte == sign).count() > 1;
            let decimal = if decimal == Decimal::Comma { b',' } else { b'.' };

            (!several && (tail != 3 || sign == decimal || !groups_thousands(&body[..at]))).then_some(at)
        }
        (None, None) => None,
    }
}

/// Whether a sign of thousands can stand behind these digits: "1" of "1,234", but neither "0" nor "1234".
pub fn groups_thousands(before: &str) -> bool {
    (1..=3).contains(&before.len()) && !before.starts_with('0')
}

/// Yes or no, in the words that files use.
pub fn yes_no(cell: &str) -> Option<bool> {
    match key(cell).as_str() {
        "oui" | "o" | "yes" | "y" | "1" | "vrai" | "true" | "x" | "v" | "ok" | "actif" | "active" | "abonne"
        | "abonnee" | "inscrit" | "inscrite" | "subscribed" | "optin" | "opt in" => Some(true),
        "non" | "n" | "no" | "0" | "faux" | "false" | "inactif" | "inactive" | "desabonne" | "desabonnee"
        | "desinscrit" | "desinscrite" | "unsubscribed" | "cleaned" | "nonsubscribed" | "optout" | "opt out"
        | "pending" => Some(false),
        _ if matches!(cell.trim(), "✓" | "✔" | "☑") => Some(true),
        _ if matches!(cell.trim(), "✗" | "✘" | "☐" | "-") => Some(false),
        _ => None,
    }
}

/// How it was paid; none when the words are not known.
pub fn method(cell: &str) -> Option<Method> {
    let folded = key(cell);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));

    Some(match folded.as_str() {
        "cb" | "carte" | "card" | "tpe" | "cc" | "carte bleue" | "terminal" => Method::Card,
        "tr" => Method::Transfer,
        "ca" | "esp" => Method::Cash,
        "ch" | "chq" => Method::Cheque,
        "unknown" | "inconnu" | "autre" | "other" | "uk" => Method::Unknown,
        "na" | "free" | "0" => Method::Offered,
        _ if has(&["en ligne", "online", "internet", "web", "stripe", "helloasso", "paypal"]) => Method::OnlineCard,
        _ if has(&["offert", "offered", "gratuit", "exonere"]) => Method::Offered,
        _ if has(&["monnaie locale", "local currency", "monnaie citoyenne"]) => Method::LocalCurrency,
        _ if has(&["prelevement", "sepa", "direct debit"]) => Method::Sepa,
        _ if has(&["virement", "transfer"]) => Method::Transfer,
        _ if has(&["cheque", "check"]) => Method::Cheque,
        _ if has(&["espece", "liquide", "cash", "numeraire"]) => Method::Cash,
        _ if has(&["carte", "card", "visa", "mastercard", "sumup", "terminal"]) => Method::Card,
        _ => return None,
    })
}

/// The first address of a cell with several: "a@b.fr ::: c@d.fr", "a@b.fr; c@d.fr", "Zoé <a@b.fr>". A cell with none stays
/// as it is, and so does one with a space too many.
pub fn first_email(cell: &str) -> &str {
    let sign = |c: char| matches!(c, ';' | ',' | '|' | '<' | '>' | ':' | '\n');

    if !cell.contains(sign) && !cell.trim().contains(' ') {
        return cell;
    }

    cell.split(sign)
        .filter(|part| part.split_whitespace().all(|word| word == "/" || word.contains('@')))
        .flat_map(str::split_whitespace)
        .find(|word| check_email(word).is_ok())
        .unwrap_or(cell)
}

/// The first number of a cell with several: "06 11 22 33 44 / 01 22 33 44 55".
pub fn first_phone(cell: &str) -> &str {
    let whole = |part: &str| part.bytes().filter(u8::is_ascii_digit).count() >= 8;
    let several = [":::", "\n", ";", ",", "|", "/", " ou ", " or ", " et ", " - "];

    several
        .into_iter()
        .find_map(|sign| {
            let (first, rest) = cell.split_once(sign)?;

            (whole(first) && whole(rest)).then_some(first.trim())
        })
        .unwrap_or(cell)
}

/// What programs write for a birthday that nobody knows ("0/0/00"), and one without a year ("--12-09"): no day to keep.
pub fn is_no_day(cell: &str) -> bool {
    let cell = cell.trim();

    cell.starts_with("--") || !cell.is_empty() && cell.bytes().all(|byte| matches!(byte, b'0' | b'/' | b'-' | b'.'))
}

/// Whether an end says that there is none.
pub fn is_never(cell: &str) -> bool {
    matches!(
        key(cell).as_str(),
        "jamais" | "never" | "a vie" | "lifetime" | "illimite" | "illimitee" | "unlimited" | "life" | "sans fin"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn days() {
        use DateOrder::*;

        let today = ymd(2026, 11, 22);
        let table = [
            ("26/07/1950", DayFirst, ymd(1950, 7, 26)),
            ("3/9/2026", DayFirst, ymd(2026, 9, 3)),
            ("3/9/2026", MonthFirst, ymd(2026, 3, 9)),
            ("03.09.26", DayFirst, ymd(2026, 9, 3)),
            ("03-09-72", DayFirst, ymd(1972, 9, 3)),
            ("2026-09-03", DayFirst, ymd(2026, 9, 3)),
            ("2026-09-03T23:59:59Z", MonthFirst, ymd(2026, 9, 3)),
            ("09/10/2025 21:59", DayFirst, ymd(2025, 10, 9)),
            ("1er mai 2026", DayFirst, ymd(2026, 5, 1)),
            ("3 sept. 2026", DayFirst, ymd(2026, 9, 3)),
            ("Sep 3, 2026", DayFirst, ymd(2026, 9, 3)),
            ("29/02/2024", DayFirst, ymd(2024, 2, 29)),
            ("20260903", MonthFirst, ymd(2026, 9, 3)),
            // Only one of the readings is a day.
            ("09/26/2026", DayFirst, ymd(2026, 9, 26)),
            ("26/09/2026", MonthFirst, ymd(2026, 9, 26)),
        ];

        for (cell, order, expected) in table {
            assert_eq!(date(cell, CellKind::Text, order, today), Ok(expected), "{cell}");
        }

        for (cell, key) in [
            ("31/02/2026", "exchange-date-impossible"),
            ("29/02/2026", "exchange-date-impossible"),
            ("00/01/2026", "exchange-date-impossible"),
            ("demain", "exchange-date-unreadable"),
            ("12", "exchange-date-unreadable"),
            ("01/01/0026", "exchange-date-year"),
            ("99999/1/1", "exchange-date-unreadable"),
            ("2026-26-09", "exchange-date-impossible"),
            ("20261399", "exchange-date-impossible"),
        ] {
            assert_eq!(date(cell, CellKind::Text, DayFirst, today).unwrap_err().key, key, "{cell}");
        }
    }

    #[test]
    fn amounts() {
        use Decimal::*;

        let table = [
            ("12,50", Comma, 1250),
            ("12.50", Comma, 1250),
            ("12,5", Point, 1250),
            ("25", Comma, 2500),
            ("1 234,50 €", Comma, 123_450),
            ("1\u{202f}234,50\u{a0}€", Comma, 123_450),
            ("1.234,50", Comma, 123_450),
            ("1,234.50", Point, 123_450),
            ("1,234", Point, 123_400),
            ("1.234", Comma, 123_400),
            ("€25.00", Point, 2500),
            ("25 EUR", Comma, 2500),
            ("15.0000", Point, 1500),
            ("0", Comma, 0),
        ];

        for (cell, decimal, expected) in table {
            assert_eq!(amount(cell, decimal, 2), Ok(expected), "{cell}");
        }

        for (cell, key) in [
            ("abc", "exchange-amount-unreadable"),
            ("-5", "exchange-amount-negative"),
            ("12,505", "exchange-amount-too-precise"),
            ("0.125", "exchange-amount-too-precise"),
            ("1234.567", "exchange-amount-too-precise"),
            ("99999999999999999999", "exchange-amount-too-large"),
            ("12 euros et demi", "exchange-amount-unreadable"),
            (",", "exchange-amount-unreadable"),
        ] {
            assert_eq!(amount(cell, Comma, 2).unwrap_err().key, key, "{cell}");
        }
    }

    #[test]
    fn the_first_of_several_is_taken() {
        for (cell, first) in [
            ("zoe@ici.fr ::: z@la.fr", "zoe@ici.fr"),
            ("zoe@ici.fr; z@la.fr", "zoe@ici.fr"),
            ("zoe@ici.fr / z@la.fr", "zoe@ici.fr"),
            ("zoe@ici.fr z@la.fr", "zoe@ici.fr"),
            ("Zoé Lefèvre <zoe@ici.fr>", "zoe@ici.fr"),
            ("?, zoe@ici.fr", "zoe@ici.fr"),
            ("zoe@ici.fr", "zoe@ici.fr"),
            // A slip is no second address.
            ("zoe lefevre@ici.fr", "zoe lefevre@ici.fr"),
            ("zoe", "zoe"),
        ] {
            assert_eq!(first_email(cell), first, "{cell}");
        }

        for (cell, first) in [
            ("06 11 22 33 44 / 01 22 33 44 55", "06 11 22 33 44"),
            ("0611223344;0122334455", "0611223344"),
            ("+33 6 11 22 33 44 ::: 01 22 33 44 55", "+33 6 11 22 33 44"),
            ("06 11 22 33 44 ou 01 22 33 44 55", "06 11 22 33 44"),
            ("06/11/22/33/44", "06/11/22/33/44"),
            ("06-11-22-33-44", "06-11-22-33-44"),
        ] {
            assert_eq!(first_phone(cell), first, "{cell}");
        }

        assert!(["0/0/00", "00/00/0000", "--12-09", "0000-00-00"].into_iter().all(is_no_day));
        assert!(!["01/01/2000", "12", ""].into_iter().any(is_no_day));
    }

    #[test]
    fn words() {
        assert_eq!(method("CB"), Some(Method::Card));
        assert_eq!(method("Espèces"), Some(Method::Cash));
        assert_eq!(method("Chèque"), Some(Method::Cheque));
        assert_eq!(method("En ligne"), Some(Method::OnlineCard));
        assert_eq!(method("Carte bancaire en ligne"), Some(Method::OnlineCard));
        assert_eq!(method("troc"), None);
        assert_eq!(yes_no("Oui"), Some(true));
        assert_eq!(yes_no("NON"), Some(false));
        assert_eq!(yes_no("peut-être"), None);
    }
}

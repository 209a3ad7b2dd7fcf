//! Days in writing, and read as people type them.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::Language;

const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How far ahead of this year a year of two figures may lie; beyond, it is of the century before.
const YEARS_AHEAD: i32 = 20;

/// "31 août 2027", "1er septembre 2026"; "31 August 2027".
pub fn long(language: Language, date: NaiveDate) -> String {
    let month = date.month0() as usize;

    match (language, date.day()) {
        (Language::French, 1) => format!("1er {} {}", FRENCH[month], date.year()),
        (Language::French, day) => format!("{day} {} {}", FRENCH[month], date.year()),
        (Language::English, day) => format!("{day} {} {}", ENGLISH[month], date.year()),
    }
}

/// Reads a day in either language. `None` when it is none, or could be read in two ways.
pub fn parse(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = plain(text);
    if let Some(days) = relative(&text) {
        return today.checked_add_signed(TimeDelta::days(days));
    }
    if text.chars().all(|c| c.is_ascii_digit()) {
        return figures(&text, today);
    }

    let parts: Vec<&str> = text.split(|c: char| "/.-, ".contains(c)).filter(|part| !part.is_empty()).collect();
    match *parts.as_slice() {
        [year, month, day] if year.len() == 4 && year.chars().all(|c| c.is_ascii_digit()) => {
            build(full_year(year)?, month_of(month)?, day_of(day)?)
        }
        [first, second, year] => {
            let (day, month) = day_and_month(first, second)?;
            build(year_of(year, today)?, month, day)
        }
        [first, second] => {
            let (day, month) = day_and_month(first, second)?;
            build(today.year(), month, day)
        }
        _ => None,
    }
}

/// Lower case, without accents, every kind of space and apostrophe made plain.
fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;

    text.trim()
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| match c {
            '’' => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Days from today.
fn relative(text: &str) -> Option<i64> {
    match text {
        "hier" | "yesterday" => Some(-1),
        "aujourd'hui" | "aujourdhui" | "auj" | "today" => Some(0),
        "demain" | "tomorrow" => Some(1),
        "apres-demain" | "apres demain" => Some(2),
        _ => None,
    }
}

/// "03092026", "20260903", "030926". No text is both of the first two: the year 2026 has no month 20.
fn figures(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| text.get(from..to);

    match text.len() {
        8 => full_year(part(4, 8)?)
            .and_then(|year| build(year, month_of(part(2, 4)?)?, day_of(part(0, 2)?)?))
            .or_else(|| build(full_year(part(0, 4)?)?, month_of(part(4, 6)?)?, day_of(part(6, 8)?)?)),
        6 => build(year_of(part(4, 6)?, today)?, month_of(part(2, 4)?)?, day_of(part(0, 2)?)?),
        _ => None,
    }
}

/// "3 9", "3 sept", and "Sept 3" where the month stands in letters.
fn day_and_month(first: &str, second: &str) -> Option<(u32, u32)> {
    if first.starts_with(|c: char| c.is_alphabetic()) {
        return Some((day_of(second)?, month_of(first)?));
    }

    Some((day_of(first)?, month_of(second)?))
}

fn build(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// "3", "03", "1er", "3rd".
fn day_of(text: &str) -> Option<u32> {
    let figures = ["er", "st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);

    number(figures, 2)
}

/// "9", "09", or the beginning of a month's name, at least three letters, that no other month shares.
fn month_of(text: &str) -> Option<u32> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return number(text, 2);
    }
    if text.chars().count() < 3 {
        return None;
    }

    let begins = |name: &&str| plain(name).starts_with(text);
    let mut months =
        (1..).zip(FRENCH.iter().zip(&ENGLISH)).filter(|(_, (f, e))| begins(f) || begins(e)).map(|(m, _)| m);

    months.next().filter(|_| months.next().is_none())
}

fn year_of(text: &str, today: NaiveDate) -> Option<i32> {
    if text.len() == 4 {
        return full_year(text);
    }
    if text.len() != 2 {
        return None;
    }

    let latest = today.year() + YEARS_AHEAD;
    let figures = i32::try_from(number(text, 2)?).ok()?;

    Some(latest - (latest - figures).rem_euclid(100))
}

/// Four figures, of a year that a venue can mean.
fn full_year(text: &str) -> Option<i32> {
    number(text, 4).and_then(|year| i32::try_from(year).ok()).filter(|year| (1900..2200).contains(year))
}

fn number(text: &str, most: usize) -> Option<u32> {
    if text.is_empty() || text.len() > most || !text.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }

    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn days_in_words() {
        for (date, french, english) in [
            (day(2027, 8, 31), "31 août 2027", "31 August 2027"),
            (day(2026, 9, 1), "1er septembre 2026", "1 September 2026"),
            (day(1999, 2, 11), "11 février 1999", "11 February 1999"),
        ] {
            assert_eq!(long(Language::French, date), french);
            assert_eq!(long(Language::English, date), english);
        }
    }

    #[test]
    fn reads_days_as_they_are_typed() {
        let today = day(2026, 11, 22);
        for (text, expected) in [
            ("3/9/2026", Some(day(2026, 9, 3))),
            (" 03.09.26 ", Some(day(2026, 9, 3))),
            ("03-09-2026", Some(day(2026, 9, 3))),
            ("3 9 2026", Some(day(2026, 9, 3))),
            ("2026-09-03", Some(day(2026, 9, 3))),
            ("2026/9/3", Some(day(2026, 9, 3))),
            ("03092026", Some(day(2026, 9, 3))),
            ("20260903", Some(day(2026, 9, 3))),
            ("20092026", Some(day(2026, 9, 20))),
            ("030926", Some(day(2026, 9, 3))),
            ("3 sept 2026", Some(day(2026, 9, 3))),
            ("3 sept. 2026", Some(day(2026, 9, 3))),
            ("3 Septembre 2026", Some(day(2026, 9, 3))),
            ("3rd September 2026", Some(day(2026, 9, 3))),
            ("September 3, 2026", Some(day(2026, 9, 3))),
            ("1er août 26", Some(day(2026, 8, 1))),
            ("1ER AOUT 2026", Some(day(2026, 8, 1))),
            ("4\u{a0}fév\u{202f}2026", Some(day(2026, 2, 4))),
            ("4-dec-2026", Some(day(2026, 12, 4))),
            ("3/9", Some(day(2026, 9, 3))),
            ("3 sept", Some(day(2026, 9, 3))),
            ("14 juin 2026", Some(day(2026, 6, 14))),
            ("14 juil 2026", Some(day(2026, 7, 14))),
            ("12/05/64", Some(day(1964, 5, 12))),
            ("12/05/46", Some(day(2046, 5, 12))),
            ("12/05/47", Some(day(1947, 5, 12))),
            ("29/02/2028", Some(day(2028, 2, 29))),
            ("aujourd’hui", Some(today)),
            ("Aujourd'hui", Some(today)),
            ("today", Some(today)),
            ("demain", Some(day(2026, 11, 23))),
            ("Tomorrow", Some(day(2026, 11, 23))),
            ("hier", Some(day(2026, 11, 21))),
            ("après-demain", Some(day(2026, 11, 24))),
            ("31/02/2026", None),
            ("31/02", None),
            ("29/02/2027", None),
            ("09/31/2026", None),
            ("0/9/2026", None),
            ("3/13/2026", None),
            ("14 jui 2026", None),
            ("3 ma 2026", None),
            ("3/9/202", None),
            ("3/9/20266", None),
            ("3/9/0026", None),
            ("003/9/2026", None),
            ("-3/9/2026 12:00", None),
            ("2026", None),
            ("septembre", None),
            ("", None),
            ("  ", None),
            ("jamais", None),
            ("٣/٩/2026", None),
        ] {
            assert_eq!(parse(text, today), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(days in 0u64..109_572, today in 0u64..36_000) {
            let date = day(1900, 1, 1) + Days::new(days);
            let today = day(2000, 1, 1) + Days::new(today);
            for text in [
                long(Language::French, date),
                long(Language::English, date),
                date.format("%d/%m/%Y").to_string(),
                date.format("%Y-%m-%d").to_string(),
                date.format("%d%m%Y").to_string(),
                date.format("%Y%m%d").to_string(),
                date.format("%-d.%-m.%Y").to_string(),
            ] {
                prop_assert_eq!(parse(&text, today), Some(date), "{}", text);
            }
        }

        #[test]
        fn two_figures_are_one_year_of_the_hundred_until_twenty_years_ahead(days in 0u64..36_524, today in 0u64..36_000) {
            let today = day(2000, 1, 1) + Days::new(today);
            let date = day(2000, 1, 1) + Days::new(days);
            let latest = today.year() + YEARS_AHEAD;
            if let Some(read) = parse(&date.format("%d/%m/%y").to_string(), today) {
                prop_assert_eq!((read.day(), read.month()), (date.day(), date.month()));
                prop_assert_eq!((read.year() - date.year()) % 100, 0);
                prop_assert!(read.year() <= latest && read.year() > latest - 100, "{}", read);
            }
        }

        #[test]
        fn nothing_that_is_typed_breaks_it(text in "\\PC{0,24}") {
            let _ = parse(&text, day(2026, 11, 22));
        }
    }
}

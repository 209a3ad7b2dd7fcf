use proptest::prelude::*;

use super::*;

#[test]
fn amounts_in_every_spelling() {
    for (text, minor) in [
        ("12,50", 1250),
        ("12.50", 1250),
        ("12,5", 1250),
        ("1 234,50", 123_450),
        ("1\u{a0}234,50", 123_450),
        ("1\u{202f}234,50 €", 123_450),
        ("1.234,50", 123_450),
        ("1,234.50", 123_450),
        ("1'234.50", 123_450),
        ("1’234.50", 123_450),
        ("1.234.567", 123_456_700),
        ("1,234,567.8", 123_456_780),
        ("1 234 567", 123_456_700),
        ("25", 2500),
        ("025", 2500),
        ("25 €", 2500),
        ("€25", 2500),
        ("€ 25.00", 2500),
        ("25 EUR", 2500),
        ("EUR 25", 2500),
        ("25 euros", 2500),
        ("12€50", 1250),
        ("$3.00", 300),
        ("0", 0),
        ("0,00", 0),
        (",50", 50),
        (".5", 50),
        ("12,", 1200),
        ("  7  ", 700),
        ("1234567,89", 123_456_789),
    ] {
        assert_eq!(parse_amount(text, 2), Ok(minor), "{text:?}");
    }
}

#[test]
fn currencies_with_other_decimals() {
    assert_eq!(parse_amount("1,234", 0), Ok(1234));
    assert_eq!(parse_amount("1 500", decimals("XPF")), Ok(1500));
    assert_eq!(parse_amount("12,5", 0).unwrap_err().key, "money-decimals");
    assert_eq!(parse_amount("1,234", decimals("TND")), Ok(1234));
    assert_eq!(parse_amount("12", 3), Ok(12_000));
    assert_eq!((decimals("EUR"), one("EUR"), one("JPY"), one("TND")), (2, 100, 1, 1000));
}

#[test]
fn what_is_refused_and_why() {
    for (text, key) in [
        ("", "money-no-amount"),
        ("   ", "money-no-amount"),
        ("abc", "money-no-amount"),
        ("-abc", "money-no-amount"),
        ("-", "money-no-amount"),
        ("€", "money-no-amount"),
        (",", "money-no-amount"),
        ("12 34", "money-no-amount"),
        ("1 23,50", "money-no-amount"),
        ("12abc", "money-no-amount"),
        ("1e5", "money-no-amount"),
        ("NaN", "money-no-amount"),
        ("+5", "money-no-amount"),
        ("1,2,3", "money-no-amount"),
        ("1.234,50.1", "money-no-amount"),
        ("1.234 567,50", "money-no-amount"),
        ("12€50€", "money-no-amount"),
        ("=1+1", "money-no-amount"),
        ("１２", "money-no-amount"),
        ("-5", "money-negative"),
        ("- 5,00 €", "money-negative"),
        ("−5", "money-negative"),
        ("-€5", "money-negative"),
        ("(5)", "money-negative"),
        ("12,505", "money-ambiguous"),
        ("1,234", "money-ambiguous"),
        ("1.234", "money-ambiguous"),
        ("0,125", "money-decimals"),
        ("1234,567", "money-decimals"),
        ("12,3456", "money-decimals"),
        ("99999999999", "money-too-large"),
        ("99999999999999999999999999", "money-too-large"),
    ] {
        assert_eq!(parse_amount(text, 2).map_err(|phrase| phrase.key.into_owned()), Err(key.to_owned()), "{text:?}");
    }

    // A refusal of a very long text names only its start.
    let long = parse_amount(&"9".repeat(10_000), 2).unwrap_err();
    assert_eq!(long.key, "money-too-large");
    assert!(matches!(&long.args[0].1, Arg::Text(text) if text.chars().count() < 100));
}

#[test]
fn offered_is_zero_and_zero_is_offered() {
    for (method, amount, fine) in [
        (Method::Offered, 0, true),
        (Method::Offered, 1, false),
        (Method::Cash, 0, false),
        (Method::Cash, 1, true),
        (Method::Unknown, 0, false),
        (Method::Cash, -1, false),
        (Method::Offered, -1, false),
    ] {
        assert_eq!(check_method(method, amount).is_ok(), fine, "{method:?} {amount}");
    }
}

proptest! {
    #[test]
    fn an_amount_reads_back_however_it_is_written(minor in 0i64..100_000_000_000) {
        let (whole, cents) = (minor / 100, minor % 100);
        let digits = whole.to_string();
        let grouped = |separator: &str| {
            let mut groups: Vec<&str> = Vec::new();
            let mut rest = digits.as_str();
            while rest.len() > 3 {
                let (head, tail) = rest.split_at(rest.len() - 3);
                groups.push(tail);
                rest = head;
            }
            groups.push(rest);
            groups.reverse();
            groups.join(separator)
        };

        for text in [
            format!("{whole},{cents:02}"),
            format!("{whole}.{cents:02} €"),
            format!("{},{cents:02}", grouped(" ")),
            format!("{},{cents:02}", grouped("\u{202f}")),
            format!("{},{cents:02}", grouped(".")),
            format!("{}.{cents:02}", grouped(",")),
            format!("{}.{cents:02}", grouped("'")),
        ] {
            prop_assert_eq!(parse_amount(&text, 2), Ok(minor), "{}", text);
        }
    }

    #[test]
    fn any_text_gets_an_answer(text in "\\PC{0,30}", decimals in 0u32..=3) {
        if let Ok(minor) = parse_amount(&text, decimals) {
            prop_assert!(minor >= 0);
            prop_assert!(text.chars().any(|c| c.is_ascii_digit()));
        }
    }
}

#[test]
fn a_vat_rate_is_read_as_it_is_written() {
    for (text, rate) in
        [("", Some(0)), ("20", Some(2000)), ("5,5 %", Some(550)), ("2.1", Some(210)), ("8,52", Some(852))]
    {
        assert_eq!(parse_rate(text).ok(), rate, "{text}");
    }
    for text in ["abc", "-1", "100,5", "5,555", "5,5,5", "%%"] {
        assert!(parse_rate(text).is_err() || text == "%%", "{text}");
    }
    for rate in [0, 210, 550, 852, 1000, 2000] {
        assert_eq!(parse_rate(&rate_text(rate)).ok(), Some(rate));
    }
}

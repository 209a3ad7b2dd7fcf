//! Numbers and money in writing.

use super::Language;

const NO_BREAK: char = '\u{a0}';
const NARROW_NO_BREAK: char = '\u{202f}';

/// "2 418" with a narrow no-break space, "2,418".
pub fn grouped(language: Language, number: i64) -> String {
    signed(number, group(language, &number.unsigned_abs().to_string()))
}

/// A number above 99 999 in thousands or millions, rounded down: "103 k", "1,0 M"; "103k", "1.0M".
pub fn short(language: Language, number: usize) -> String {
    let whole = i64::try_from(number).unwrap_or(i64::MAX);
    let (figures, unit) = match whole {
        ..100_000 => return grouped(language, whole),
        100_000..1_000_000 => (grouped(language, whole / 1_000), 'k'),
        _ => (join(language, &grouped(language, whole / 1_000_000), &(whole / 100_000 % 10).to_string()), 'M'),
    };

    match language {
        Language::French => format!("{figures}{NO_BREAK}{unit}"),
        Language::English => format!("{figures}{unit}"),
    }
}

/// An amount with its currency, as in "1 234,50 €" and "€1,234.50".
pub fn money(language: Language, currency: &str, decimals: u32, minor: i64) -> String {
    let (whole, fraction) = split(minor, decimals);
    let figures = join(language, &group(language, &whole), &fraction);
    let symbol = symbol(currency);

    match language {
        Language::French => signed(minor, format!("{figures}{NO_BREAK}{symbol}")),
        Language::English if symbol.chars().count() == 1 && !symbol.chars().all(char::is_alphabetic) => {
            signed(minor, format!("{symbol}{figures}"))
        }
        Language::English => signed(minor, format!("{symbol}{NO_BREAK}{figures}")),
    }
}

/// An amount without currency nor grouping, as it is typed: "1234,50".
pub fn amount(language: Language, decimals: u32, minor: i64) -> String {
    let (whole, fraction) = split(minor, decimals);

    signed(minor, join(language, &whole, &fraction))
}

/// A number kept with a point ("-1234.5") as it is written, with its thousands `apart` or not.
pub fn decimal(language: Language, kept: &str, apart: bool) -> String {
    let (minus, digits) = kept.strip_prefix('-').map_or(("", kept), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = if apart { group(language, whole) } else { whole.to_owned() };

    format!("{minus}{}", join(language, &whole, fraction))
}

fn signed(number: i64, figures: String) -> String {
    if number < 0 { format!("-{figures}") } else { figures }
}

/// The figures before and after the decimal mark.
fn split(minor: i64, decimals: u32) -> (String, String) {
    let decimals = decimals as usize;
    let figures = format!("{:0>width$}", minor.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = figures.split_at(figures.len() - decimals);

    (whole.to_owned(), fraction.to_owned())
}

fn join(language: Language, whole: &str, fraction: &str) -> String {
    if fraction.is_empty() {
        return whole.to_owned();
    }

    match language {
        Language::French => format!("{whole},{fraction}"),
        Language::English => format!("{whole}.{fraction}"),
    }
}

fn group(language: Language, figures: &str) -> String {
    let separator = match language {
        Language::French => NARROW_NO_BREAK,
        Language::English => ',',
    };
    let mut grouped = String::with_capacity(figures.len() * 2);

    for (index, figure) in figures.chars().enumerate() {
        if index > 0 && (figures.len() - index).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(figure);
    }

    grouped
}

/// The sign that stands beside amounts. A workspace has one currency and its people know which dollar is theirs;
/// currencies without a sign in everyday use keep their ISO 4217 code.
pub fn symbol(currency: &str) -> &str {
    match currency {
        "EUR" => "€",
        "USD" | "CAD" | "AUD" | "NZD" | "SGD" | "HKD" | "MXN" => "$",
        "GBP" => "£",
        "JPY" | "CNY" => "¥",
        "INR" => "₹",
        "XPF" => "F\u{a0}CFP",
        "XOF" | "XAF" => "F\u{a0}CFA",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Language::{English, French};
    use super::*;
    use crate::domain::money::parse_amount;

    #[test]
    fn numbers_are_grouped_by_three() {
        for (number, french, english) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_000, "1\u{202f}000", "1,000"),
            (-2_418, "-2\u{202f}418", "-2,418"),
            (1_234_567, "1\u{202f}234\u{202f}567", "1,234,567"),
            (i64::MIN, "-9 223 372 036 854 775 808", "-9,223,372,036,854,775,808"),
        ] {
            assert_eq!(grouped(French, number), french.replace(' ', "\u{202f}"));
            assert_eq!(grouped(English, number), english);
        }
    }

    #[test]
    fn long_numbers_are_shortened_and_never_rounded_up() {
        for (number, french, english) in [
            (0, "0", "0"),
            (99_999, "99\u{202f}999", "99,999"),
            (100_000, "100\u{a0}k", "100k"),
            (999_999, "999\u{a0}k", "999k"),
            (1_000_000, "1,0\u{a0}M", "1.0M"),
            (1_299_999, "1,2\u{a0}M", "1.2M"),
            (1_234_567_890, "1\u{202f}234,5\u{a0}M", "1,234.5M"),
        ] {
            assert_eq!(short(French, number), french);
            assert_eq!(short(English, number), english);
        }
    }

    #[test]
    fn money_stands_with_its_currency() {
        for (currency, decimals, minor, french, english) in [
            ("EUR", 2, 2_500, "25,00\u{a0}€", "€25.00"),
            ("EUR", 2, 5, "0,05\u{a0}€", "€0.05"),
            ("EUR", 2, -1_250, "-12,50\u{a0}€", "-€12.50"),
            ("EUR", 2, 123_450, "1\u{202f}234,50\u{a0}€", "€1,234.50"),
            ("CHF", 2, 2_500, "25,00\u{a0}CHF", "CHF\u{a0}25.00"),
            ("CAD", 2, 2_500, "25,00\u{a0}$", "$25.00"),
            ("XPF", 0, 2_500, "2\u{202f}500\u{a0}F\u{a0}CFP", "F\u{a0}CFP\u{a0}2,500"),
            ("TND", 3, 1, "0,001\u{a0}TND", "TND\u{a0}0.001"),
        ] {
            assert_eq!(money(French, currency, decimals, minor), french);
            assert_eq!(money(English, currency, decimals, minor), english);
        }
    }

    proptest! {
        #[test]
        fn what_stands_in_an_input_reads_back(minor in 0i64..1_000_000_000, decimals in 0u32..=3) {
            for language in [French, English] {
                prop_assert_eq!(parse_amount(&amount(language, decimals, minor), decimals), Ok(minor));
            }
        }
    }
}

//! What goes into the cells of an export, before it is known in which kind of file.

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::money::decimals;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    /// Minor units.
    Money(i64),
    Date(NaiveDate),
    /// A day and time as the venue's clock shows it, to the second.
    Moment(NaiveDateTime),
    Number(i64),
    /// A number with decimals: digits, a point, digits, perhaps a minus before them. Anything else is written as text.
    Decimal(String),
}

impl Cell {
    /// An amount in minor units of a currency that is not that of the file's amounts.
    pub fn foreign(minor: i64, currency: &str) -> Self {
        Self::Decimal(amount(minor, decimals(currency)))
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::from(Some(text))
    }
}

impl From<Option<NaiveDate>> for Cell {
    fn from(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

/// What kind of cells a column has, for its width and format. A cell of another kind may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Text,
    /// Addresses, comments.
    Long,
    /// Yes and no, codes.
    Short,
    Money,
    Date,
    Moment,
    Number,
    Decimal,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub header: String,
    pub shape: Shape,
}

impl Column {
    /// Characters that fit: for what usually stands in it, and for its header with the button of the filter.
    pub(super) fn width(&self) -> u32 {
        let usual = match self.shape {
            Shape::Text => 24,
            Shape::Long => 40,
            Shape::Short => 11,
            Shape::Money | Shape::Date | Shape::Number | Shape::Decimal => 13,
            Shape::Moment => 18,
        };

        usual.max(self.header.chars().take(37).count() as u32 + 3)
    }
}

/// The currency of the amounts.
#[derive(Debug, Clone, PartialEq)]
pub struct Currency {
    /// ISO 4217.
    pub code: String,
    /// What stands beside amounts: "€", "CHF".
    pub sign: String,
    pub decimals: u32,
}

/// An amount in minor units with a point: "-12.50".
pub(super) fn amount(minor: i64, decimals: u32) -> String {
    let decimals = decimals as usize;
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let sign = if minor < 0 { "-" } else { "" };

    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Digits, and perhaps a point with digits after it.
pub(super) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));

    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a spreadsheet keeps this number as it is: it has 15 digits, and knows neither leading zeros nor minus zero.
pub(super) fn is_exact(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');

    is_decimal(text)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.len() <= 8
        && whole.len() + fraction.len() <= 15
        && !(digits.len() < text.len() && whole == "0" && fraction.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        let table = [
            (0, 2, "0.00"),
            (5, 2, "0.05"),
            (-5, 2, "-0.05"),
            (1250, 2, "12.50"),
            (-1250, 3, "-1.250"),
            (1250, 0, "1250"),
            (i64::MIN, 2, "-92233720368547758.08"),
        ];

        for (minor, decimals, text) in table {
            assert_eq!(amount(minor, decimals), text);
        }
    }

    #[test]
    fn numbers_that_a_spreadsheet_keeps() {
        for text in ["0", "12", "-12.5", "0.05", "-0.5", "12.50", "123456789012345", "1234567.12345678"] {
            assert!(is_exact(text), "{text}");
        }

        for text in ["", "-", "01", "-0", "-0.0", "1.", ".5", "1e5", "+1", "1 000", "1,5", "0.123456789", "1.5.2"] {
            assert!(!is_exact(text), "{text}");
        }

        assert!(!is_exact("1234567890123456"));
        assert!(!is_exact("123456789.1234567"));
    }

    #[test]
    fn columns_are_wide_enough_for_their_header() {
        let width = |header: &str, shape| Column { header: header.into(), shape }.width();

        assert_eq!(width("Nom", Shape::Text), 24);
        assert_eq!(width("Date de naissance", Shape::Date), 20);
        assert_eq!(width(&"x".repeat(500), Shape::Short), 40);
    }
}

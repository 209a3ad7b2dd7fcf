//! What stands in the columns of a file, counted over all rows: the evidence for dates, decimals and mapping.

use crate::domain::phrase::Phrase;
use crate::exchange::read::row::{CellKind, Row};
use crate::exchange::read_as::{DateOrder, Decimal};

/// How many different values of a column are shown.
const SAMPLES: usize = 3;

/// One column, over all rows below the header.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// Rows that have something here.
    pub filled: usize,
    pub emails: usize,
    pub amounts: usize,
    pub dates: usize,
    /// The first different values, shortened.
    pub samples: Vec<String>,
}

/// All columns, and what their dates and numbers say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    pub columns: Vec<Column>,
    /// First number above 12, second above 12, neither; and dates that begin with the year.
    day_first: usize,
    month_first: usize,
    either: usize,
    year_first: usize,
    /// "12,50"; "12.50"; and "1,234", which can be both.
    comma: usize,
    point: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Shape {
    Text,
    Email,
    Whole,
    /// With this decimal sign for certain.
    Amount(Option<Decimal>),
    Date(DateShape),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum DateShape {
    DayFirst,
    MonthFirst,
    Either,
    YearFirst,
}

impl Profile {
    pub fn feed(&mut self, row: &Row) {
        if self.columns.len() < row.len() {
            self.columns.resize(row.len(), Column::default());
        }

        for (index, column) in self.columns.iter_mut().enumerate().take(row.len()) {
            let cell = row.cell(index).trim();

            if cell.is_empty() {
                continue;
            }

            column.filled += 1;

            if column.samples.len() < SAMPLES && !column.samples.iter().any(|sample| cell.starts_with(sample.as_str()))
            {
                column.samples.push(cell.chars().take(60).collect());
            }

            match shape(cell, row.kind(index)) {
                Shape::Text => {}
                Shape::Email => column.emails += 1,
                Shape::Whole => column.amounts += 1,
                Shape::Amount(sign) => {
                    column.amounts += 1;
                    self.comma += usize::from(sign == Some(Decimal::Comma));
                    self.point += usize::from(sign == Some(Decimal::Point));
                }
                Shape::Date(date) => {
                    column.dates += 1;

                    match date {
                        DateShape::DayFirst => self.day_first += 1,
                        DateShape::MonthFirst => self.month_first += 1,
                        DateShape::Either => self.either += 1,
                        DateShape::YearFirst => self.year_first += 1,
                    }
                }
            }
        }
    }

    /// The order of dates, and why.
    pub fn dates(&self) -> (DateOrder, Phrase) {
        let Self { day_first, month_first, either, year_first, .. } = *self;

        if day_first + month_first + either == 0 {
            let order = if year_first > 0 { DateOrder::YearFirst } else { DateOrder::DayFirst };
            let key = if year_first > 0 { "exchange-dates-year-first" } else { "exchange-dates-none" };

            return (order, Phrase::new(key).with("count", year_first));
        }

        if month_first > day_first {
            let phrase =
                Phrase::new("exchange-dates-month-first").with("count", month_first).with("against", day_first);

            (DateOrder::MonthFirst, phrase)
        } else if day_first > 0 {
            let phrase = Phrase::new("exchange-dates-day-first").with("count", day_first).with("against", month_first);

            (DateOrder::DayFirst, phrase)
        } else {
            (DateOrder::DayFirst, Phrase::new("exchange-dates-ambiguous").with("count", either))
        }
    }

    /// The decimal sign, and why.
    pub fn decimal(&self, separator: Option<char>) -> (Decimal, Phrase) {
        let Self { comma, point, .. } = *self;

        if comma + point == 0 {
            let sign = if separator == Some(',') { Decimal::Point } else { Decimal::Comma };

            return (sign, Phrase::new("exchange-decimal-none"));
        }

        if comma >= point {
            (Decimal::Comma, Phrase::new("exchange-decimal-comma").with("count", comma).with("against", point))
        } else {
            (Decimal::Point, Phrase::new("exchange-decimal-point").with("count", point).with("against", comma))
        }
    }
}

fn shape(cell: &str, kind: CellKind) -> Shape {
    match kind {
        CellKind::Number => return Shape::Amount(None),
        CellKind::Date => return Shape::Date(DateShape::YearFirst),
        CellKind::Error => return Shape::Text,
        CellKind::Text => {}
    }

    let Some(first) = cell.bytes().next() else { return Shape::Text };

    if !first.is_ascii_digit() && !matches!(first, b'-' | b'+') && !cell.starts_with('€') {
        let at = memchr::memchr(b'@', cell.as_bytes());

        return if at.is_some_and(|at| at > 0 && memchr::memchr(b'.', &cell.as_bytes()[at..]).is_some()) {
            Shape::Email
        } else {
            Shape::Text
        };
    }

    if memchr::memchr(b'@', cell.as_bytes()).is_some() {
        return Shape::Email;
    }

    if let Some(date) = date_shape(cell) {
        return Shape::Date(date);
    }

    amount_shape(cell)
}

fn date_shape(cell: &str) -> Option<DateShape> {
    let day = cell.split([' ', 'T', '\u{a0}']).next()?;
    let mut numbers = [0_u32; 3];
    let mut lengths = [0_usize; 3];
    let mut part = 0;
    let mut sign = None;

    for byte in day.bytes() {
        match byte {
            b'0'..=b'9' => {
                numbers[part] = numbers[part].checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
                lengths[part] += 1;
            }
            b'/' | b'-' | b'.' if sign.is_none_or(|sign| sign == byte) && part < 2 => {
                sign = Some(byte);
                part += 1;
            }
            _ => return None,
        }
    }

    if part != 2 || lengths.contains(&0) {
        return None;
    }

    if lengths[0] == 4 {
        return ((1..=12).contains(&numbers[1]) && (1..=31).contains(&numbers[2])).then_some(DateShape::YearFirst);
    }

    if lengths[0] > 2 || lengths[1] > 2 || !matches!(lengths[2], 2 | 4) {
        return None;
    }

    match (numbers[0], numbers[1]) {
        (13..=31, 1..=12) => Some(DateShape::DayFirst),
        (1..=12, 13..=31) => Some(DateShape::MonthFirst),
        (1..=12, 1..=12) => Some(DateShape::Either),
        _ => None,
    }
}

fn amount_shape(cell: &str) -> Shape {
    let cell = cell.trim_matches(|c: char| matches!(c, '€' | '$' | '£' | '-') || c.is_whitespace());
    let cell = cell.strip_suffix("EUR").unwrap_or(cell).trim_end();
    let (mut commas, mut points, mut digits) = (0, 0, 0);

    for character in cell.chars() {
        match character {
            ',' => commas += 1,
            '.' => points += 1,
            '0'..='9' => digits += 1,
            ' ' | '\u{a0}' | '\u{202f}' | '\'' => {}
            _ => return Shape::Text,
        }
    }

    // "06 18 34 17 04" and "0612345678" are phone numbers, "01000" a postal code.
    if digits == 0 || digits > 12 || cell.len() > 1 && cell.starts_with('0') && commas + points == 0 {
        return Shape::Text;
    }

    let tail = |sign: char| cell.rsplit(sign).next().map_or(0, |tail| tail.chars().count());

    match (commas, points) {
        (0, 0) => Shape::Whole,
        (1, 0) if tail(',') != 3 => Shape::Amount(Some(Decimal::Comma)),
        (0, 1) if tail('.') != 3 => Shape::Amount(Some(Decimal::Point)),
        (1, 0) | (0, 1) => Shape::Amount(None),
        (1, _) if cell.rfind(',') > cell.rfind('.') => Shape::Amount(Some(Decimal::Comma)),
        (_, 1) if cell.rfind('.') > cell.rfind(',') => Shape::Amount(Some(Decimal::Point)),
        _ => Shape::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        use DateShape::*;

        let table = [
            ("26/07/1950", Shape::Date(DayFirst)),
            ("7.26.1950", Shape::Date(MonthFirst)),
            ("01/02/2025 21:59", Shape::Date(Either)),
            ("2025-01-31T10:00:00", Shape::Date(YearFirst)),
            ("32/13/2020", Shape::Text),
            ("12,50", Shape::Amount(Some(Decimal::Comma))),
            ("1 234,50 €", Shape::Amount(Some(Decimal::Comma))),
            ("1.234,50", Shape::Amount(Some(Decimal::Comma))),
            ("1,234.50", Shape::Amount(Some(Decimal::Point))),
            ("1,234", Shape::Amount(None)),
            ("75011", Shape::Whole),
            ("01000", Shape::Text),
            ("06 18 34 17 04", Shape::Text),
            ("06.18.34.17.04", Shape::Text),
            ("zoe@ici.fr", Shape::Email),
            ("1zoe@ici.fr", Shape::Email),
            ("zoe@", Shape::Text),
            ("Null", Shape::Text),
        ];

        for (cell, expected) in table {
            assert_eq!(shape(cell, CellKind::Text), expected, "{cell}");
        }
    }
}

//! What stands in the columns of a file, counted over all rows: the evidence for dates, decimals and mapping.

use crate::domain::phrase::Phrase;
use crate::exchange::draft::values::groups_thousands;
use crate::exchange::map::propose::letter;
use crate::exchange::read::row::{CellKind, Row};
use crate::exchange::read_as::{Answer, DateOrder, Decimal, Doubt, Question};

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

/// What the dates and amounts of one column say of how they are written.
#[derive(Debug, Clone, Default, PartialEq)]
struct Signs {
    /// First number above 12, second above 12, neither; and dates that begin with the year.
    day_first: usize,
    month_first: usize,
    either: usize,
    year_first: usize,
    /// "12,50"; "12.50"; and "1,234", which can be both.
    comma: usize,
    point: usize,
    unsure: usize,
    /// The first date and the first amount that can be read in two ways.
    unsure_date: Option<String>,
    unsure_amount: Option<String>,
}

/// All columns, and what their dates and numbers say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    pub columns: Vec<Column>,
    signs: Vec<Signs>,
}

/// How dates or amounts are written, and why that is believed.
#[derive(Debug, Clone, PartialEq)]
pub struct Believed<T> {
    pub of_file: T,
    /// Columns of another opinion.
    pub of_columns: Vec<(usize, T)>,
    /// The file's first.
    pub evidence: Vec<Phrase>,
    /// Where the cells do not decide.
    pub doubt: Option<Doubt>,
}

/// For and against, counted; which of two weighs more.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Vote {
    Silent,
    First,
    Second,
}

/// Whether the weaker of two counts is more than a slip.
fn contradicts(first: usize, second: usize) -> bool {
    first.min(second) * 20 > first.max(second)
}

fn vote(first: usize, second: usize) -> Vote {
    match first.cmp(&second) {
        std::cmp::Ordering::Greater => Vote::First,
        std::cmp::Ordering::Less => Vote::Second,
        std::cmp::Ordering::Equal if first > 0 => Vote::First,
        std::cmp::Ordering::Equal => Vote::Silent,
    }
}

/// Whether cells that can be read in two ways stay undecided: their column does not tell and the others tell nothing
/// or both, or the column itself tells both.
fn is_undecided((first, second, either): (usize, usize, usize), file: (usize, usize)) -> bool {
    either > 0
        && if first + second == 0 { file == (0, 0) || contradicts(file.0, file.1) } else { contradicts(first, second) }
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
            self.signs.resize(row.len(), Signs::default());
        }

        for (index, (column, signs)) in self.columns.iter_mut().zip(&mut self.signs).enumerate().take(row.len()) {
            let cell = row.cell(index).trim();

            if cell.is_empty() {
                continue;
            }

            column.filled += 1;

            if column.samples.len() < SAMPLES && !column.samples.iter().any(|sample| cell.starts_with(sample.as_str()))
            {
                column.samples.push(cell.chars().take(60).collect());
            }

            let shape = shape(cell, row.kind(index));

            match shape {
                Shape::Text => {}
                Shape::Email => column.emails += 1,
                Shape::Whole | Shape::Amount(_) => column.amounts += 1,
                Shape::Date(_) => column.dates += 1,
            }

            if row.kind(index) == CellKind::Text {
                signs.feed(cell, shape);
            }
        }
    }

    /// The order of dates of the file, and of the columns that disagree with it.
    ///
    /// `headers` name the columns in the evidence; `wished` is the operator's answer, which decides where the column
    /// itself says nothing.
    pub fn dates(&self, headers: &[String], wished: Option<DateOrder>) -> Believed<DateOrder> {
        let sum = |count: fn(&Signs) -> usize| self.signs.iter().map(count).sum::<usize>();
        let (day_first, month_first) = (sum(|signs| signs.day_first), sum(|signs| signs.month_first));
        let (either, year_first) = (sum(|signs| signs.either), sum(|signs| signs.year_first));
        let iso: usize = self.columns.iter().map(|column| column.dates).sum();
        let counted = |key: &'static str, count: usize| Phrase::new(key).with("count", count);
        let (inferred, why) = match vote(day_first, month_first) {
            Vote::First => {
                let why = counted("exchange-dates-day-first", day_first).with("against", month_first);

                (DateOrder::DayFirst, why)
            }
            Vote::Second => {
                let why = counted("exchange-dates-month-first", month_first).with("against", day_first);

                (DateOrder::MonthFirst, why)
            }
            Vote::Silent if either > 0 => (DateOrder::DayFirst, counted("exchange-dates-ambiguous", either)),
            // Dates of workbooks are days and no text: only those that are written out count.
            Vote::Silent if iso > 0 => (
                DateOrder::YearFirst,
                counted("exchange-dates-year-first", if year_first > 0 { year_first } else { iso }),
            ),
            Vote::Silent => (DateOrder::DayFirst, Phrase::new("exchange-dates-none")),
        };
        let of_file = wished.unwrap_or(inferred);
        let mut evidence = vec![match wished {
            Some(order) if order != inferred || either > 0 && day_first + month_first == 0 => {
                Phrase::new(match order {
                    DateOrder::DayFirst => "exchange-dates-chosen-day-first",
                    DateOrder::MonthFirst => "exchange-dates-chosen-month-first",
                    DateOrder::YearFirst => "exchange-dates-chosen-year-first",
                })
            }
            _ => why,
        }];
        let mut of_columns = Vec::new();

        for (index, signs) in self.signs.iter().enumerate() {
            let (order, key, count) = match vote(signs.day_first, signs.month_first) {
                Vote::First => (DateOrder::DayFirst, "exchange-dates-column-day-first", signs.day_first),
                Vote::Second => (DateOrder::MonthFirst, "exchange-dates-column-month-first", signs.month_first),
                Vote::Silent => continue,
            };

            // Where a column tells both, the operator's answer weighs more.
            if order != of_file && !(wished.is_some() && contradicts(signs.day_first, signs.month_first)) {
                of_columns.push((index, order));
                evidence.push(counted(key, count).with("column", name(headers, index)));
            }
        }

        let undecided: Vec<usize> = (0..self.signs.len())
            .filter(|&index| {
                let signs = &self.signs[index];

                is_undecided((signs.day_first, signs.month_first, signs.either), (day_first, month_first))
            })
            .collect();
        let doubt = undecided.first().filter(|_| wished.is_none()).map(|&index| {
            let cell = self.signs[index].unsure_date.clone().unwrap_or_default();
            let other = if of_file == DateOrder::MonthFirst { DateOrder::DayFirst } else { DateOrder::MonthFirst };
            let count: usize = undecided.iter().map(|&index| self.signs[index].either).sum();

            Doubt {
                question: Question::Dates,
                columns: undecided.clone(),
                why: counted("exchange-doubt-dates", count)
                    .with("column", name(headers, index))
                    .with("cell", cell.as_str()),
                answers: [of_file, other]
                    .map(|order| Answer { value: order.as_str().to_owned(), sample: iso_day(&cell, order) })
                    .into(),
            }
        });

        Believed { of_file, of_columns, evidence, doubt }
    }

    /// The decimal sign of the file, and of the columns that disagree with it; `separator` decides where nothing else does.
    pub fn decimal(&self, headers: &[String], separator: Option<char>, wished: Option<Decimal>) -> Believed<Decimal> {
        let sum = |count: fn(&Signs) -> usize| self.signs.iter().map(count).sum::<usize>();
        let (comma, point, unsure) = (sum(|signs| signs.comma), sum(|signs| signs.point), sum(|signs| signs.unsure));
        let counted = |key: &'static str, count: usize| Phrase::new(key).with("count", count);
        let (inferred, why) = match vote(comma, point) {
            Vote::First => (Decimal::Comma, counted("exchange-decimal-comma", comma).with("against", point)),
            Vote::Second => (Decimal::Point, counted("exchange-decimal-point", point).with("against", comma)),
            Vote::Silent => {
                let sign = if matches!(separator, Some(',') | None) { Decimal::Point } else { Decimal::Comma };
                let why = match (unsure, sign) {
                    (0, _) => Phrase::new("exchange-decimal-none"),
                    (_, Decimal::Comma) => counted("exchange-decimal-ambiguous-comma", unsure),
                    (_, Decimal::Point) => counted("exchange-decimal-ambiguous-point", unsure),
                };

                (sign, why)
            }
        };
        let of_file = wished.unwrap_or(inferred);
        let mut evidence = vec![match wished {
            Some(sign) if sign != inferred || unsure > 0 && comma + point == 0 => Phrase::new(match sign {
                Decimal::Comma => "exchange-decimal-chosen-comma",
                Decimal::Point => "exchange-decimal-chosen-point",
            }),
            _ => why,
        }];
        let mut of_columns = Vec::new();

        for (index, signs) in self.signs.iter().enumerate() {
            let (sign, key, count) = match vote(signs.comma, signs.point) {
                Vote::First => (Decimal::Comma, "exchange-decimal-column-comma", signs.comma),
                Vote::Second => (Decimal::Point, "exchange-decimal-column-point", signs.point),
                Vote::Silent => continue,
            };

            // What is written with one sign for certain is read so anyway.
            if sign != of_file && signs.unsure > 0 && !(wished.is_some() && contradicts(signs.comma, signs.point)) {
                of_columns.push((index, sign));
                evidence.push(counted(key, count).with("column", name(headers, index)));
            }
        }

        let undecided: Vec<usize> = (0..self.signs.len())
            .filter(|&index| {
                let signs = &self.signs[index];

                is_undecided((signs.comma, signs.point, signs.unsure), (comma, point))
            })
            .collect();
        let doubt = undecided.first().filter(|_| wished.is_none()).map(|&index| {
            let cell = self.signs[index].unsure_amount.clone().unwrap_or_default();
            let other = if of_file == Decimal::Comma { Decimal::Point } else { Decimal::Comma };
            let count: usize = undecided.iter().map(|&index| self.signs[index].unsure).sum();

            Doubt {
                question: Question::Decimal,
                columns: undecided.clone(),
                why: counted("exchange-doubt-decimal", count)
                    .with("column", name(headers, index))
                    .with("cell", cell.as_str()),
                answers: [of_file, other]
                    .map(|sign| Answer { value: sign.as_str().to_owned(), sample: with_point(&cell, sign) })
                    .into(),
            }
        });

        Believed { of_file, of_columns, evidence, doubt }
    }
}

impl Signs {
    fn feed(&mut self, cell: &str, shape: Shape) {
        let remember = |of: &mut Option<String>| {
            of.get_or_insert_with(|| cell.chars().take(40).collect());
        };

        match shape {
            Shape::Text | Shape::Email | Shape::Whole => {}
            Shape::Amount(Some(Decimal::Comma)) => self.comma += 1,
            Shape::Amount(Some(Decimal::Point)) => self.point += 1,
            Shape::Amount(None) => {
                self.unsure += 1;
                remember(&mut self.unsure_amount);
            }
            Shape::Date(DateShape::DayFirst) => self.day_first += 1,
            Shape::Date(DateShape::MonthFirst) => self.month_first += 1,
            Shape::Date(DateShape::YearFirst) => self.year_first += 1,
            Shape::Date(DateShape::Either) => {
                self.either += 1;

                // "05/05/2026" would show nothing.
                if self.unsure_date.is_none() || iso_parts_same(self.unsure_date.as_deref().unwrap_or_default()) {
                    self.unsure_date = Some(cell.chars().take(40).collect());
                }
            }
        }
    }
}

fn name(headers: &[String], index: usize) -> String {
    headers.get(index).cloned().unwrap_or_else(|| letter(index))
}

/// Day and month of a date whose parts can stand in both orders.
fn parts(cell: &str) -> Option<[&str; 3]> {
    let day = cell.split([' ', 'T', '\u{a0}']).next()?;
    let mut parts = day.split(['/', '-', '.']);

    Some([parts.next()?, parts.next()?, parts.next()?])
}

fn iso_parts_same(cell: &str) -> bool {
    parts(cell).is_none_or(|[one, two, _]| one.trim_start_matches('0') == two.trim_start_matches('0'))
}

fn iso_day(cell: &str, order: DateOrder) -> String {
    match (parts(cell), order) {
        (Some([month, day, year]), DateOrder::MonthFirst) | (Some([day, month, year]), _) => {
            let century = if year.len() == 2 { "20" } else { "" };

            format!("{century}{year}-{month:0>2}-{day:0>2}")
        }
        (None, _) => String::new(),
    }
}

/// An amount as it reads with this decimal sign, written with a point.
fn with_point(cell: &str, sign: Decimal) -> String {
    let decimal = if sign == Decimal::Comma { ',' } else { '.' };

    cell.chars()
        .filter(|c| c.is_ascii_digit() || matches!(*c, '-') || *c == decimal)
        .map(|c| if c == decimal { '.' } else { c })
        .collect()
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
        (1, 0) if !groups_thousands(cell.split(',').next().unwrap_or_default()) => Shape::Amount(Some(Decimal::Comma)),
        (0, 1) if !groups_thousands(cell.split('.').next().unwrap_or_default()) => Shape::Amount(Some(Decimal::Point)),
        (1, 0) | (0, 1) => Shape::Amount(None),
        // Only thousands are marked more than once.
        (_, 0) if is_grouped(cell, ',') => Shape::Amount(Some(Decimal::Point)),
        (0, _) if is_grouped(cell, '.') => Shape::Amount(Some(Decimal::Comma)),
        (1, _) if cell.rfind(',') > cell.rfind('.') => Shape::Amount(Some(Decimal::Comma)),
        (_, 1) if cell.rfind('.') > cell.rfind(',') => Shape::Amount(Some(Decimal::Point)),
        _ => Shape::Text,
    }
}

/// "1,234,567".
fn is_grouped(cell: &str, sign: char) -> bool {
    let mut groups = cell.split(sign);

    groups.next().is_some_and(groups_thousands) && groups.all(|group| group.len() == 3)
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
            ("1,234,567", Shape::Amount(Some(Decimal::Point))),
            ("1.234.567", Shape::Amount(Some(Decimal::Comma))),
            ("0,125", Shape::Amount(Some(Decimal::Comma))),
            ("1234.567", Shape::Amount(Some(Decimal::Point))),
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

    fn profile(rows: &[&str]) -> (Profile, Vec<String>) {
        let mut profile = Profile::default();

        for line in rows {
            let mut row = Row::default();

            line.split(';').for_each(|cell| row.push(cell, CellKind::Text));
            profile.feed(&row);
        }

        (profile, vec!["Né le".into(), "Payé le".into(), "Reçu".into()])
    }

    /// Rows, the order of the file, those of columns that differ, the column in doubt.
    #[test]
    fn orders_of_dates() {
        use DateOrder::*;

        type Case<'a> = (&'a [&'a str], DateOrder, &'a [(usize, DateOrder)], Option<&'a str>);

        let table: &[Case<'_>] = &[
            (&["01/02/2020", "03/04/2020"], DayFirst, &[], Some("Né le")),
            (&["01/02/2020", "13/04/2020"], DayFirst, &[], None),
            (&["01/02/2020", "04/13/2020"], MonthFirst, &[], None),
            (&["2020-02-01"], YearFirst, &[], None),
            (&["13/02/2020;02/14/2020", "15/02/2020;01/02/2020"], DayFirst, &[(1, MonthFirst)], None),
            // A column that says nothing follows the others when they agree …
            (&["13/02/2020;14/02/2020;01/02/2020"], DayFirst, &[], None),
            // … and is asked about when they do not.
            (&["13/02/2020;02/14/2020;01/02/2020"], DayFirst, &[(1, MonthFirst)], Some("Reçu")),
            (&["13/02/2020", "02/14/2020", "01/02/2020"], DayFirst, &[], Some("Né le")),
        ];

        for (rows, order, columns, doubted) in table {
            let (profile, headers) = profile(rows);
            let believed = profile.dates(&headers, None);
            let asked = believed.doubt.as_ref().map(|doubt| doubt.why.args[1].1.clone());

            assert_eq!((believed.of_file, believed.of_columns.as_slice()), (*order, *columns), "{rows:?}");
            assert_eq!(asked, doubted.map(Into::into), "{rows:?}");
            assert_eq!(profile.dates(&headers, Some(*order)).doubt, None, "{rows:?}");
        }

        let (profile, headers) = profile(&["05/05/2020", "01/02/2020"]);
        let doubt = profile.dates(&headers, None).doubt.unwrap();

        assert_eq!(
            doubt.answers.iter().map(|answer| (answer.value.as_str(), answer.sample.as_str())).collect::<Vec<_>>(),
            [("dd/mm", "2020-02-01"), ("mm/dd", "2020-01-02")]
        );
    }

    #[test]
    fn an_answer_leaves_the_columns_that_are_sure() {
        let (profile, headers) = profile(&["13/02/2020;02/14/2020;01/02/2020"]);
        let believed = profile.dates(&headers, Some(DateOrder::MonthFirst));

        assert_eq!((believed.of_file, believed.of_columns), (DateOrder::MonthFirst, vec![(0, DateOrder::DayFirst)]));
    }

    #[test]
    fn signs_of_decimals() {
        use Decimal::*;

        type Case<'a> = (&'a [&'a str], Option<char>, Decimal, &'a [(usize, Decimal)], Option<[&'a str; 2]>);

        let table: &[Case<'_>] = &[
            (&["12,50"], Some(';'), Comma, &[], None),
            (&["12.50"], Some(';'), Point, &[], None),
            (&["12"], Some(';'), Comma, &[], None),
            (&["1,234"], Some(';'), Comma, &[], Some(["1.234", "1234"])),
            (&["1.234"], Some(','), Point, &[], Some(["1.234", "1234"])),
            (&["1,234", "12,50"], Some(';'), Comma, &[], None),
            (&["12,50;48.856", "12,50;48.8566"], Some(';'), Comma, &[(1, Point)], None),
            (&["12,50;48.85;1,234"], Some(';'), Comma, &[], Some(["1.234", "1234"])),
        ];

        for (rows, separator, sign, columns, doubted) in table {
            let (profile, headers) = profile(rows);
            let believed = profile.decimal(&headers, *separator, None);
            let samples = believed
                .doubt
                .as_ref()
                .map(|doubt| doubt.answers.iter().map(|answer| answer.sample.as_str()).collect::<Vec<_>>());

            assert_eq!((believed.of_file, believed.of_columns.as_slice()), (*sign, *columns), "{rows:?}");
            assert_eq!(samples, doubted.map(Vec::from), "{rows:?}");
        }
    }
}

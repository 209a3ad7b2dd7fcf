//! When a subscription starts and ends, and why (DOMAIN §3).

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};

use super::entity::{Field, Instant, Kind, Value};
use super::phrase::Phrase;
use super::venue::Venue;

/// How long a price gives a right for. Stored as text: `none`, `hours 3`, `days 10`, `weeks 2`, `months 1`, `years 1`,
/// `month_end`, `calendar_year`, `school_year`, `lifetime`, `fixed 2026-09-01 2027-06-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duration {
    None,
    Hours(u32),
    Days(u32),
    Weeks(u32),
    Months(u32),
    Years(u32),
    MonthEnd,
    CalendarYear,
    SchoolYear,
    Lifetime,
    Fixed(NaiveDate, NaiveDate),
}

/// The end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Gives no validity at all.
    NotApplicable,
    /// The last moment of validity, included.
    At(Instant),
    Never,
}

/// A computed period and its explanation.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    pub starts: Instant,
    pub end: End,
    /// For example "school year, because paid on 3 September 2026".
    pub why: Phrase,
}

/// The period of a subscription with this duration paid at `paid`; `running_until` is the end of the member's
/// subscription to the same product that still runs: an early renewal starts where it ends. Lifetime running: refused
/// by the caller before.
pub fn period(duration: Duration, paid: DateTime<Utc>, running_until: Option<Instant>, venue: &Venue) -> Period {
    let _ = (duration, paid, running_until, venue);
    todo!()
}

/// The last moment (23:59:59 local) of a day in the venue's time zone, also when clocks change that day.
pub fn end_of_day(day: NaiveDate, venue: &Venue) -> Instant {
    let _ = (day, venue);
    todo!()
}

/// The first moment of a day in the venue's time zone.
pub fn start_of_day(day: NaiveDate, venue: &Venue) -> Instant {
    let _ = (day, venue);
    todo!()
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _ = f;
        todo!()
    }
}

impl FromStr for Duration {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let _ = text;
        todo!()
    }
}

impl Field for Duration {
    const KIND: Kind = Kind::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
}

//! When a subscription starts and ends, and why (DOMAIN §3).

use std::fmt;
use std::str::FromStr;

use chrono::{
    DateTime, Datelike, Days, LocalResult, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike,
    Utc,
};
use chrono_tz::Tz;

use super::entity::{Field, Instant, Kind, Value};
use super::phrase::{Arg, Phrase};
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
    /// For example "31 August 2027: school year, because paid on 3 September 2026".
    pub why: Phrase,
}

/// The period of a subscription with this duration paid at `paid`; `running_until` is the end of the member's
/// subscription to the same product that still runs: an early renewal starts where it ends. Lifetime running: refused
/// by the caller before.
///
/// An end too far away for the calendar is `Never`.
pub fn period(duration: Duration, paid: DateTime<Utc>, running_until: Option<Instant>, venue: &Venue) -> Period {
    let running = running_until.filter(|until| *until > paid);
    let paid_on = venue.day(paid);
    let starts = running.unwrap_or(paid);

    let (end, rolled) = match duration {
        Duration::None => return Period { starts: paid, end: End::NotApplicable, why: why("period-none", paid_on) },
        Duration::Lifetime => return Period { starts, end: End::Never, why: why("period-lifetime", paid_on) },
        // The dates on the price hold whenever it is paid and whatever runs.
        Duration::Fixed(first, last) => {
            let phrase = why("period-fixed", paid_on).with("start", first).with("end", last);

            return Period { starts: start_of_day(first, venue), end: End::At(end_of_day(last, venue)), why: phrase };
        }
        Duration::Hours(hours) => (starts.checked_add_signed(TimeDelta::hours(i64::from(hours))), false),
        Duration::Days(days) => (after(starts, venue, |at| at.checked_add_days(Days::new(u64::from(days)))), false),
        Duration::Weeks(weeks) => {
            (after(starts, venue, |at| at.checked_add_days(Days::new(u64::from(weeks) * 7))), false)
        }
        Duration::Months(months) => (after(starts, venue, |at| at.checked_add_months(Months::new(months))), false),
        Duration::Years(years) => {
            let months = years.checked_mul(12).map(Months::new);

            (after(starts, venue, |at| at.checked_add_months(months?)), false)
        }
        Duration::MonthEnd | Duration::CalendarYear | Duration::SchoolYear => {
            // Renewed early, the first day to pay for is the one after the last day that runs.
            let from = running.map_or(paid_on, |until| venue.day(until).succ_opt().unwrap_or(NaiveDate::MAX));
            let next = |day| next_end(duration, day, venue);
            let (first, rolls) =
                next(from).map_or((None, false), |end| (Some(end), (end - from).num_days() < venue.rollover_days));
            let last = if rolls { first.and_then(|end| next(end.succ_opt()?)) } else { first };

            (last.map(|day| end_of_day(day, venue)), rolls)
        }
    };

    let Some(end) = end else {
        return Period { starts, end: End::Never, why: why("period-lifetime", paid_on) };
    };
    let phrase = match duration {
        Duration::Hours(n) => why("period-hours", paid_on).with("count", i64::from(n)),
        Duration::Days(n) => why("period-days", paid_on).with("count", i64::from(n)),
        Duration::Weeks(n) => why("period-weeks", paid_on).with("count", i64::from(n)),
        Duration::Months(n) => why("period-months", paid_on).with("count", i64::from(n)),
        Duration::Years(n) => why("period-years", paid_on).with("count", i64::from(n)),
        Duration::MonthEnd => why("period-month-end", paid_on),
        Duration::CalendarYear => why("period-calendar-year", paid_on),
        _ => why("period-school-year", paid_on),
    }
    .with("end", shown(end, venue));
    let phrase = if rolled {
        Phrase::new("period-rolled-over").with("period", phrase).with("days", venue.rollover_days)
    } else {
        phrase
    };
    let phrase = match running {
        Some(until) => Phrase::new("period-early").with("period", phrase).with("running", shown(until, venue)),
        None => phrase,
    };

    Period { starts, end: End::At(end), why: phrase }
}

fn why(key: &'static str, paid_on: NaiveDate) -> Phrase {
    Phrase::new(key).with("paid", paid_on)
}

/// A moment as it is best told: by its day alone when it is the end of that day.
fn shown(at: Instant, venue: &Venue) -> Arg {
    let day = venue.day(at);

    if at == end_of_day(day, venue) { Arg::Date(day) } else { Arg::Instant(at) }
}

/// Where a step on the venue's calendar leads from `starts`. From the end of a day, the step is counted from the next
/// day, so that the end of February leads to the end of March.
fn after(starts: Instant, venue: &Venue, step: impl Fn(NaiveDateTime) -> Option<NaiveDateTime>) -> Option<Instant> {
    let zone = venue.zone();
    let day = venue.day(starts);

    if starts == end_of_day(day, venue) {
        let next = step(day.succ_opt()?.and_time(NaiveTime::MIN))?.date();

        return Some(end_of_day(next.pred_opt()?, venue));
    }

    let local = step(starts.with_timezone(&zone).naive_local())?;

    Some(match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(_, at) => at.to_utc(),
        LocalResult::None => first_after(local, zone),
    })
}

/// The first last day of such periods that is not before `day`.
fn next_end(duration: Duration, day: NaiveDate, venue: &Venue) -> Option<NaiveDate> {
    let in_year = |year| match duration {
        Duration::CalendarYear => NaiveDate::from_ymd_opt(year, 12, 31),
        Duration::SchoolYear => {
            let (month, last) = venue.school_year_end();

            NaiveDate::from_ymd_opt(year, month, last).or_else(|| NaiveDate::from_ymd_opt(year, month, 28))
        }
        _ => day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt(),
    };

    match in_year(day.year())? {
        end if end >= day => Some(end),
        _ => in_year(day.year() + 1),
    }
}

/// The last moment (23:59:59 local) of a day in the venue's time zone, also when clocks change that day.
pub fn end_of_day(day: NaiveDate, venue: &Venue) -> Instant {
    let zone = venue.zone();
    let Some(local) = day.and_hms_opt(23, 59, 59) else { return DateTime::<Utc>::MAX_UTC };

    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(_, at) => at.to_utc(),
        LocalResult::None => first_after(local, zone) - TimeDelta::seconds(1),
    }
}

/// The first moment of a day in the venue's time zone.
pub fn start_of_day(day: NaiveDate, venue: &Venue) -> Instant {
    let zone = venue.zone();
    let local = day.and_time(NaiveTime::MIN);

    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
        LocalResult::None => first_after(local, zone),
    }
}

/// The first moment that exists after a local time that clocks skip.
fn first_after(local: NaiveDateTime, zone: Tz) -> Instant {
    let minute = local.with_second(0).unwrap_or(local);

    // The longest jump there has been is a whole day (Samoa, 2011).
    (1..=26 * 60)
        .filter_map(|minutes| {
            zone.from_local_datetime(&minute.checked_add_signed(TimeDelta::minutes(minutes))?).earliest()
        })
        .next()
        .map_or_else(|| Utc.from_utc_datetime(&local), |at| at.to_utc())
}

impl Duration {
    /// The most units a counted duration may have.
    pub const LIMIT: u32 = 10_000;

    /// In words: "1 year", "school year", "from 1 September 2026 to 30 June 2027".
    pub fn phrase(self) -> Phrase {
        let counted = |key: &'static str, n: u32| Phrase::new(key).with("count", i64::from(n));

        match self {
            Self::None => Phrase::new("duration-none"),
            Self::Hours(n) => counted("duration-hours", n),
            Self::Days(n) => counted("duration-days", n),
            Self::Weeks(n) => counted("duration-weeks", n),
            Self::Months(n) => counted("duration-months", n),
            Self::Years(n) => counted("duration-years", n),
            Self::MonthEnd => Phrase::new("duration-month-end"),
            Self::CalendarYear => Phrase::new("duration-calendar-year"),
            Self::SchoolYear => Phrase::new("duration-school-year"),
            Self::Lifetime => Phrase::new("duration-lifetime"),
            Self::Fixed(start, end) => Phrase::new("duration-fixed").with("start", start).with("end", end),
        }
    }

    /// What forbids selling for this long: nothing counted, too much counted, dates the wrong way round.
    pub fn check(self) -> Result<(), Phrase> {
        match self {
            Self::Hours(n) | Self::Days(n) | Self::Weeks(n) | Self::Months(n) | Self::Years(n)
                if n == 0 || n > Self::LIMIT =>
            {
                Err(Phrase::new("duration-count").with("limit", i64::from(Self::LIMIT)))
            }
            Self::Fixed(start, end) if end < start => {
                Err(Phrase::new("duration-dates").with("start", start).with("end", end))
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Hours(n) => write!(f, "hours {n}"),
            Self::Days(n) => write!(f, "days {n}"),
            Self::Weeks(n) => write!(f, "weeks {n}"),
            Self::Months(n) => write!(f, "months {n}"),
            Self::Years(n) => write!(f, "years {n}"),
            Self::MonthEnd => f.write_str("month_end"),
            Self::CalendarYear => f.write_str("calendar_year"),
            Self::SchoolYear => f.write_str("school_year"),
            Self::Lifetime => f.write_str("lifetime"),
            Self::Fixed(start, end) => write!(f, "fixed {start} {end}"),
        }
    }
}

impl FromStr for Duration {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split(' ');
        let name = parts.next().ok_or(())?;
        let mut number = || parts.next().and_then(|n| n.parse().ok()).ok_or(());

        let duration = match name {
            "none" => Self::None,
            "hours" => Self::Hours(number()?),
            "days" => Self::Days(number()?),
            "weeks" => Self::Weeks(number()?),
            "months" => Self::Months(number()?),
            "years" => Self::Years(number()?),
            "month_end" => Self::MonthEnd,
            "calendar_year" => Self::CalendarYear,
            "school_year" => Self::SchoolYear,
            "lifetime" => Self::Lifetime,
            "fixed" => {
                let mut date = || parts.next().and_then(|date| date.parse().ok()).ok_or(());

                Self::Fixed(date()?, date()?)
            }
            _ => return Err(()),
        };

        if parts.next().is_none() { Ok(duration) } else { Err(()) }
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

#[cfg(test)]
mod tests;

//! The durations of a price as they are chosen in a form, and what they would give today in words.

use crate::domain::entity::Instant;
use crate::domain::period::{Duration, End, period};
use crate::domain::phrase::Phrase;
use crate::domain::venue::Venue;

/// A duration without its numbers: what the list of choices offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DurationKind {
    Years,
    Months,
    Weeks,
    Days,
    Hours,
    SchoolYear,
    CalendarYear,
    MonthEnd,
    Lifetime,
    Fixed,
    None,
}

impl DurationKind {
    /// In the order in which venues use them.
    pub const ALL: &'static [Self] = &[
        Self::Years,
        Self::SchoolYear,
        Self::CalendarYear,
        Self::Months,
        Self::MonthEnd,
        Self::Weeks,
        Self::Days,
        Self::Hours,
        Self::Fixed,
        Self::Lifetime,
        Self::None,
    ];

    pub fn of(duration: Duration) -> Self {
        match duration {
            Duration::None => Self::None,
            Duration::Hours(_) => Self::Hours,
            Duration::Days(_) => Self::Days,
            Duration::Weeks(_) => Self::Weeks,
            Duration::Months(_) => Self::Months,
            Duration::Years(_) => Self::Years,
            Duration::MonthEnd => Self::MonthEnd,
            Duration::CalendarYear => Self::CalendarYear,
            Duration::SchoolYear => Self::SchoolYear,
            Duration::Lifetime => Self::Lifetime,
            Duration::Fixed(..) => Self::Fixed,
        }
    }

    /// Whether a number goes with it.
    pub fn counted(self) -> bool {
        matches!(self, Self::Hours | Self::Days | Self::Weeks | Self::Months | Self::Years)
    }

    /// The key of its name in the list of choices.
    pub fn key(self) -> &'static str {
        match self {
            Self::Years => "products-kind-years",
            Self::Months => "products-kind-months",
            Self::Weeks => "products-kind-weeks",
            Self::Days => "products-kind-days",
            Self::Hours => "products-kind-hours",
            Self::SchoolYear => "products-kind-school-year",
            Self::CalendarYear => "products-kind-calendar-year",
            Self::MonthEnd => "products-kind-month-end",
            Self::Lifetime => "products-kind-lifetime",
            Self::Fixed => "products-kind-fixed",
            Self::None => "products-kind-none",
        }
    }

    /// The duration with its number; `None` for [`DurationKind::Fixed`], which needs dates.
    pub fn with_count(self, count: u32) -> Option<Duration> {
        Some(match self {
            Self::Years => Duration::Years(count),
            Self::Months => Duration::Months(count),
            Self::Weeks => Duration::Weeks(count),
            Self::Days => Duration::Days(count),
            Self::Hours => Duration::Hours(count),
            Self::SchoolYear => Duration::SchoolYear,
            Self::CalendarYear => Duration::CalendarYear,
            Self::MonthEnd => Duration::MonthEnd,
            Self::Lifetime => Duration::Lifetime,
            Self::None => Duration::None,
            Self::Fixed => return None,
        })
    }
}

/// What a subscription paid now would give, and why.
pub fn preview(duration: Duration, now: Instant, venue: &Venue) -> (Phrase, Phrase) {
    let period = period(duration, now, None, venue);
    let gives = match period.end {
        End::NotApplicable => Phrase::new("products-preview-none"),
        End::Never => Phrase::new("products-preview-never"),
        End::At(at) => match duration {
            Duration::Hours(_) => Phrase::new("products-preview-moment").with("at", at),
            Duration::Fixed(from, to) => Phrase::new("products-preview-between").with("from", from).with("to", to),
            _ => Phrase::new("products-preview-until").with("date", venue.day(at)),
        },
    };

    (gives, period.why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_but_fixed_dates_makes_a_duration_of_its_own_kind() {
        for kind in DurationKind::ALL {
            match kind.with_count(3) {
                Some(duration) => assert_eq!(DurationKind::of(duration), *kind),
                None => assert_eq!(*kind, DurationKind::Fixed),
            }
        }
    }
}

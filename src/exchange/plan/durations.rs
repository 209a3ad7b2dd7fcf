//! How long a price gives a right for, judged from the days of payment and of end of all its sales.

use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::period::Duration;
use crate::domain::venue::Venue;
use crate::exchange::draft::Ends;

/// Counts which durations would give the ends that a file has.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    fitting: HashMap<Duration, u32>,
    sales: u32,
}

impl Evidence {
    pub fn add(&mut self, paid: Option<NaiveDate>, ends: Ends, venue: &Venue) {
        let (Some(paid), false) = (paid, ends == Ends::Unsaid) else { return };

        self.sales += 1;

        let Ends::On(end) = ends else {
            return self.count(Duration::Lifetime);
        };
        let days = (end - paid).num_days();

        if days < 0 {
            return;
        }

        if let Ok(days) = u32::try_from(days)
            && days > 0
        {
            self.count(Duration::Days(days));
        }

        // A year less a day, or 365 days over a leap year, is a year to the people who wrote the file.
        for months in 1..=60_u32 {
            let slack = if months.is_multiple_of(12) { 1 } else { 0 };

            if let Some(date) = paid.checked_add_months(Months::new(months))
                && (-1..=slack).contains(&(end - date).num_days())
            {
                self.count(if months.is_multiple_of(12) {
                    Duration::Years(months / 12)
                } else {
                    Duration::Months(months)
                });
            }
        }

        let last_of_month = end.succ_opt().is_some_and(|next| next.day() == 1);

        if last_of_month && (end.year(), end.month()) == (paid.year(), paid.month()) {
            self.count(Duration::MonthEnd);
        }

        if (end.month(), end.day()) == (12, 31) && end.year() == paid.year() {
            self.count(Duration::CalendarYear);
        }

        if (end.month(), end.day()) == venue.school_year_end() && days <= 366 {
            self.count(Duration::SchoolYear);
        }
    }

    fn count(&mut self, duration: Duration) {
        // A file in which every sale has its own length teaches nothing.
        if self.fitting.len() < 1000 || self.fitting.contains_key(&duration) {
            *self.fitting.entry(duration).or_default() += 1;
        }
    }

    /// The duration that explains most ends, if it explains at least half of them.
    pub fn duration(&self) -> Option<Duration> {
        self.fitting
            .iter()
            .max_by_key(|(duration, count)| (**count, plainness(**duration)))
            .filter(|(_, count)| **count * 2 >= self.sales)
            .map(|(duration, _)| match duration {
                Duration::Days(days) if days.is_multiple_of(7) => Duration::Weeks(days / 7),
                duration => *duration,
            })
    }
}

/// Of two that explain as much, the one that people speak of.
fn plainness(duration: Duration) -> (u8, u32) {
    match duration {
        Duration::Years(n) => (5, u32::MAX - n),
        Duration::Months(n) => (4, u32::MAX - n),
        Duration::SchoolYear => (3, 0),
        Duration::CalendarYear => (2, 0),
        Duration::MonthEnd => (1, 0),
        Duration::Days(n) => (0, u32::MAX - n),
        _ => (6, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity::Instant;

    #[test]
    fn durations() {
        let venue = Venue::new("Lieu", chrono_tz::Tz::Europe__Paris, Instant::UNIX_EPOCH);
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        type Sales = [(&'static str, &'static str)];
        let table: &[(&Sales, Option<Duration>)] = &[
            (&[("2024-07-30", "2025-07-30"), ("2019-06-15", "2020-06-14")], Some(Duration::Years(1))),
            (&[("2024-05-27", "2024-05-28")], Some(Duration::Days(1))),
            (&[("2024-05-27", "2024-06-27"), ("2024-01-31", "2024-02-29")], Some(Duration::Months(1))),
            (&[("2024-05-27", "2024-12-31"), ("2024-02-03", "2024-12-31")], Some(Duration::CalendarYear)),
            (&[("2024-05-27", "2024-08-31"), ("2024-09-03", "2025-08-31")], Some(Duration::SchoolYear)),
            (&[("2024-05-01", "2024-05-08"), ("2024-09-03", "2024-09-10")], Some(Duration::Weeks(1))),
            (&[("2024-05-01", "2024-05-08"), ("2024-09-03", "2024-09-12"), ("2024-09-03", "2024-10-12")], None),
            (&[], None),
        ];

        for (sales, expected) in table {
            let mut evidence = Evidence::default();

            for (paid, end) in *sales {
                evidence.add(Some(day(paid)), Ends::On(day(end)), &venue);
            }

            assert_eq!(evidence.duration(), *expected, "{sales:?}");
        }
    }
}

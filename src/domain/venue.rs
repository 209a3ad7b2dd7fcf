//! The venue's own settings: they belong to the workspace and are shared by its desks.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::entity::{Id, Instant, entity};
use super::phrase::{Phrase, Problem};
use super::text;

entity! {
    /// The one row of settings of a workspace.
    Venue = "venue" row {
        name: String = Later,
        /// IANA name, for example `Europe/Paris`.
        time_zone: String = Later,
        /// ISO 4217.
        currency: String = Nobody,
        /// Last day of the school year, `MM-DD`.
        school_year_end: String = Later,
        /// How many days before its end a subscription "expires soon".
        expires_soon_days: i64 = Later,
        /// A fixed period bought in its last so many days runs to the next end; 0: never.
        rollover_days: i64 = Later,
        /// False until the welcome has been answered.
        welcomed: bool = Later,
        created_at: Instant = Never,
    }
}

/// The id of the only row.
pub const VENUE_ID: Id = Id::from_u128(1);

/// The longest that the numbers of days may be.
const MOST_DAYS: i64 = 366;

impl Venue {
    pub fn new(name: &str, time_zone: Tz, now: Instant) -> Self {
        Self {
            id: VENUE_ID,
            name: name.to_owned(),
            time_zone: time_zone.name().to_owned(),
            currency: "EUR".to_owned(),
            school_year_end: "08-31".to_owned(),
            expires_soon_days: 14,
            rollover_days: 0,
            welcomed: false,
            created_at: now,
        }
    }

    /// The time zone, UTC when its name is not known.
    pub fn zone(&self) -> Tz {
        self.time_zone.parse().unwrap_or(Tz::UTC)
    }

    /// The day it is at the venue.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone()).date_naive()
    }

    /// Month and day of the last day of the school year; 31 August when the setting cannot be read.
    pub fn school_year_end(&self) -> (u32, u32) {
        self.school_year_end
            .split_once('-')
            .and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)))
            .filter(|&(month, day)| NaiveDate::from_ymd_opt(2024, month, day).is_some())
            .unwrap_or((8, 31))
    }

    /// Everything that forbids saving these settings, each at its field.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut at = |field, found: Result<(), Phrase>| {
            if let Err(phrase) = found {
                problems.push(Problem::at(field, phrase));
            }
        };
        let days = |days: i64| {
            let fine = (0..=MOST_DAYS).contains(&days);

            if fine { Ok(()) } else { Err(Phrase::new("venue-days-out-of-range").with("limit", MOST_DAYS)) }
        };
        let written_so = |text: &str| {
            text.len() == 5
                && text.split_once('-').is_some_and(|(month, day)| {
                    let read = || NaiveDate::from_ymd_opt(2024, month.parse().ok()?, day.parse().ok()?);

                    read().is_some()
                })
        };

        at("name", text::check_name(&self.name, "venue-name-missing"));
        at(
            "time_zone",
            self.time_zone
                .parse::<Tz>()
                .map(|_| ())
                .map_err(|_| Phrase::new("venue-time-zone-unknown").with("zone", text::excerpt(&self.time_zone))),
        );
        let currency = self.currency.len() == 3 && self.currency.bytes().all(|b| b.is_ascii_uppercase());
        at(
            "currency",
            if currency {
                Ok(())
            } else {
                Err(Phrase::new("venue-currency-unknown").with("currency", text::excerpt(&self.currency)))
            },
        );
        at(
            "school_year_end",
            if written_so(&self.school_year_end) { Ok(()) } else { Err(Phrase::new("venue-school-year-end-no-day")) },
        );
        at("expires_soon_days", days(self.expires_soon_days));
        at("rollover_days", days(self.rollover_days));

        problems
    }
}

#[cfg(test)]
mod tests;

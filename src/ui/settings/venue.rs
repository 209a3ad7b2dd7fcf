//! The form of the venue: its name, time zone, currency, and the days that rules count with.

use chrono_tz::{TZ_VARIANTS, Tz};

use crate::domain::fold::fold;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::venue::Venue;

/// How many time zones are proposed while typing.
const PROPOSED: usize = 6;

/// Currencies offered, those of French-speaking venues first.
pub const CURRENCIES: &[&str] =
    &["EUR", "CHF", "CAD", "XPF", "XOF", "XAF", "MAD", "TND", "MUR", "GBP", "USD", "SEK", "NOK", "DKK", "PLN", "CZK"];

/// What is typed, kept as text until it is saved.
#[derive(Debug, Clone, PartialEq)]
pub struct VenueDraft {
    pub base: Venue,
    pub name: String,
    pub time_zone: Tz,
    /// What is typed to find another time zone; empty while none is looked for.
    pub zone_search: String,
    pub currency: String,
    pub school_day: String,
    pub school_month: u32,
    pub expires_soon: String,
    pub rollover: String,
}

impl VenueDraft {
    pub fn of(base: Venue) -> Self {
        let (month, day) = base.school_year_end();

        Self {
            name: base.name.clone(),
            time_zone: base.zone(),
            zone_search: String::new(),
            currency: base.currency.clone(),
            school_day: day.to_string(),
            school_month: month,
            expires_soon: base.expires_soon_days.to_string(),
            rollover: base.rollover_days.to_string(),
            base,
        }
    }

    pub fn changed(&self) -> bool {
        let clean = Self { zone_search: self.zone_search.clone(), ..Self::of(self.base.clone()) };

        *self != clean
    }

    /// The venue as typed, or what forbids it.
    pub fn build(&self) -> Result<Venue, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut days = |field: &'static str, text: &str| -> i64 {
            match text.trim().parse::<i64>() {
                Ok(days @ 0..=366) => days,
                _ => {
                    problems
                        .push(Problem::at(field, Phrase::new("settings-days-unreadable").with("text", text.trim())));
                    0
                }
            }
        };
        let expires_soon_days = days("expires_soon_days", &self.expires_soon);
        let rollover_days = days("rollover_days", &self.rollover);
        let day = self.school_day.trim().parse::<u32>().ok();
        let day = day.filter(|day| chrono::NaiveDate::from_ymd_opt(2023, self.school_month, *day).is_some());
        if day.is_none() {
            problems.push(Problem::at("school_year_end", "settings-school-day-unreadable"));
        }
        if self.name.trim().is_empty() {
            problems.push(Problem::at("name", "settings-venue-name-missing"));
        }

        let venue = Venue {
            name: self.name.trim().to_owned(),
            time_zone: self.time_zone.name().to_owned(),
            currency: self.currency.clone(),
            school_year_end: format!("{:02}-{:02}", self.school_month, day.unwrap_or(1)),
            expires_soon_days,
            rollover_days,
            ..self.base.clone()
        };
        for problem in venue.problems() {
            if problem.field.is_none() || problems.iter().all(|known| known.field != problem.field) {
                problems.push(problem);
            }
        }

        if problems.is_empty() { Ok(venue) } else { Err(problems) }
    }
}

/// The time zones whose name holds every word of `text`: "paris", "new york", "europe ber".
pub fn zones(text: &str) -> Vec<Tz> {
    let words: Vec<String> = fold(text).split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return Vec::new();
    }

    let mut found: Vec<(bool, Tz)> = TZ_VARIANTS
        .iter()
        .filter_map(|zone| {
            let name = fold(&zone.name().replace(['/', '_'], " "));
            let city = name.rsplit(' ').next().is_some_and(|city| words.iter().any(|word| city.starts_with(word)));
            words.iter().all(|word| name.contains(word.as_str())).then_some((!city, *zone))
        })
        .collect();
    // Most of those who look are in Europe.
    found.sort_by_key(|(far, zone)| (*far, !zone.name().starts_with("Europe/"), zone.name()));

    found.into_iter().map(|(_, zone)| zone).take(PROPOSED).collect()
}

/// "Europe/Paris" as people read it: "Paris (Europe)".
pub fn zone_name(zone: Tz) -> String {
    let name = zone.name().replace('_', " ");

    match name.rsplit_once('/') {
        Some((region, city)) => format!("{city} ({region})"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_zone_is_found_by_its_city_first() {
        assert_eq!(zones("paris").first(), Some(&Tz::Europe__Paris));
        assert_eq!(zones("new york").first(), Some(&Tz::America__New_York));
        assert_eq!(zones("reunion").first(), Some(&Tz::Indian__Reunion));
        assert!(zones("").is_empty() && zones("atlantide").is_empty());
        assert_eq!(zone_name(Tz::America__New_York), "New York (America)");
    }
}

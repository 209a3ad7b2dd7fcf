use super::*;

fn venue() -> Venue {
    Venue::new("Le Bief", Tz::Europe__Paris, DateTime::UNIX_EPOCH)
}

#[test]
fn what_the_settings_must_be_like() {
    assert_eq!(venue().problems(), []);
    for (venue, field, key) in [
        (Venue { name: String::new(), ..venue() }, "name", "venue-name-missing"),
        (Venue { name: "x".repeat(10_000), ..venue() }, "name", "text-too-long"),
        (Venue { time_zone: "Paris".to_owned(), ..venue() }, "time_zone", "venue-time-zone-unknown"),
        (Venue { currency: "€".to_owned(), ..venue() }, "currency", "venue-currency-unknown"),
        (Venue { currency: "eur".to_owned(), ..venue() }, "currency", "venue-currency-unknown"),
        (Venue { school_year_end: "31/08".to_owned(), ..venue() }, "school_year_end", "venue-school-year-end-no-day"),
        (Venue { school_year_end: "02-30".to_owned(), ..venue() }, "school_year_end", "venue-school-year-end-no-day"),
        (Venue { school_year_end: "8-31".to_owned(), ..venue() }, "school_year_end", "venue-school-year-end-no-day"),
        (Venue { expires_soon_days: -1, ..venue() }, "expires_soon_days", "venue-days-out-of-range"),
        (Venue { rollover_days: 367, ..venue() }, "rollover_days", "venue-days-out-of-range"),
    ] {
        let problems = venue.problems();
        assert_eq!(problems.len(), 1, "{venue:?}");
        assert_eq!((problems[0].field, problems[0].phrase.key.as_ref()), (Some(field), key));
    }
    assert_eq!(Venue { school_year_end: "02-29".to_owned(), rollover_days: 366, ..venue() }.problems(), []);
}

#[test]
fn an_unknown_time_zone_is_utc() {
    let at = "2026-08-31T23:30:00Z".parse().unwrap();
    assert_eq!(venue().day(at).to_string(), "2026-09-01");
    assert_eq!(Venue { time_zone: "Paris".to_owned(), ..venue() }.day(at).to_string(), "2026-08-31");
}

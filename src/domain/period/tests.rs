use proptest::prelude::*;

use super::*;

fn venue(zone: &str) -> Venue {
    Venue::new("Le Bief", zone.parse().unwrap(), DateTime::UNIX_EPOCH)
}

fn at(zone: &str, local: &str) -> Instant {
    let zone: Tz = zone.parse().unwrap();
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M:%S").unwrap();

    zone.from_local_datetime(&local).earliest().unwrap().to_utc()
}

fn paris(local: &str) -> Instant {
    at("Europe/Paris", local)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn durations() -> impl Strategy<Value = Duration> {
    let date = || (1990i32..2100, 1u32..=365).prop_map(|(year, n)| NaiveDate::from_yo_opt(year, n).unwrap());

    prop_oneof![
        Just(Duration::None),
        (0u32..).prop_map(Duration::Hours),
        (0u32..).prop_map(Duration::Days),
        (0u32..).prop_map(Duration::Weeks),
        (0u32..).prop_map(Duration::Months),
        (0u32..).prop_map(Duration::Years),
        Just(Duration::MonthEnd),
        Just(Duration::CalendarYear),
        Just(Duration::SchoolYear),
        Just(Duration::Lifetime),
        (date(), date()).prop_map(|(a, b)| Duration::Fixed(a, b)),
    ]
}

#[test]
fn each_duration_ends_when_the_rule_says() {
    let venue = venue("Europe/Paris");
    for (duration, paid, end) in [
        ("hours 3", "2026-09-03 14:30:00", "2026-09-03 17:30:00"),
        ("days 10", "2026-09-03 14:30:00", "2026-09-13 14:30:00"),
        ("weeks 2", "2026-09-03 14:30:00", "2026-09-17 14:30:00"),
        ("months 1", "2026-09-03 14:30:00", "2026-10-03 14:30:00"),
        ("months 1", "2026-01-31 10:00:00", "2026-02-28 10:00:00"),
        ("months 1", "2028-01-31 10:00:00", "2028-02-29 10:00:00"),
        ("months 13", "2027-01-31 10:00:00", "2028-02-29 10:00:00"),
        ("years 1", "2028-02-29 10:00:00", "2029-02-28 10:00:00"),
        ("years 4", "2028-02-29 10:00:00", "2032-02-29 10:00:00"),
        ("years 1", "2026-09-03 14:30:00", "2027-09-03 14:30:00"),
        ("month_end", "2026-02-01 00:00:00", "2026-02-28 23:59:59"),
        ("month_end", "2028-02-29 23:00:00", "2028-02-29 23:59:59"),
        ("month_end", "2026-12-15 12:00:00", "2026-12-31 23:59:59"),
        ("calendar_year", "2026-01-01 00:00:00", "2026-12-31 23:59:59"),
        ("calendar_year", "2026-12-31 23:59:59", "2026-12-31 23:59:59"),
        ("school_year", "2026-08-30 12:00:00", "2026-08-31 23:59:59"),
        ("school_year", "2026-08-31 12:00:00", "2026-08-31 23:59:59"),
        ("school_year", "2026-09-01 00:00:00", "2027-08-31 23:59:59"),
        ("school_year", "2026-09-03 14:30:00", "2027-08-31 23:59:59"),
        ("school_year", "2027-01-01 00:00:00", "2027-08-31 23:59:59"),
        ("fixed 2026-09-01 2027-06-30", "2026-11-03 14:30:00", "2027-06-30 23:59:59"),
        // The days on which clocks change: days keep their hour, hours are counted as they pass.
        ("days 1", "2026-03-28 14:30:00", "2026-03-29 14:30:00"),
        ("days 1", "2026-03-28 02:30:00", "2026-03-29 03:00:00"),
        ("hours 24", "2026-03-28 14:30:00", "2026-03-29 15:30:00"),
        ("days 1", "2026-10-24 14:30:00", "2026-10-25 14:30:00"),
        ("hours 24", "2026-10-24 14:30:00", "2026-10-25 13:30:00"),
        ("month_end", "2026-10-02 14:30:00", "2026-10-31 23:59:59"),
    ] {
        let got = period(duration.parse().unwrap(), paris(paid), None, &venue);
        assert_eq!(got.end, End::At(paris(end)), "{duration} paid {paid}");
        if !duration.starts_with("fixed") {
            assert_eq!(got.starts, paris(paid), "{duration} paid {paid}");
        }
    }
}

#[test]
fn the_day_of_payment_is_the_venues() {
    // 23:30 UTC on 31 August is already September in Paris, still August in Montréal.
    let paid = "2026-08-31T23:30:00Z".parse().unwrap();
    let school_year = |zone| period(Duration::SchoolYear, paid, None, &venue(zone)).end;

    assert_eq!(school_year("Europe/Paris"), End::At(paris("2027-08-31 23:59:59")));
    assert_eq!(school_year("America/Montreal"), End::At(at("America/Montreal", "2026-08-31 23:59:59")));
}

#[test]
fn no_end_and_no_validity() {
    let venue = venue("Europe/Paris");
    let paid = paris("2026-09-03 14:30:00");

    assert_eq!(period(Duration::None, paid, None, &venue).end, End::NotApplicable);
    assert_eq!(period(Duration::Lifetime, paid, None, &venue).end, End::Never);
    // Beyond the calendar there is no date to give.
    assert_eq!(period(Duration::Years(u32::MAX), paid, None, &venue).end, End::Never);
    assert_eq!(period(Duration::Hours(u32::MAX), paid, None, &venue).end, End::Never);
}

#[test]
fn fixed_dates_hold_whenever_paid_and_whatever_runs() {
    let venue = venue("Europe/Paris");
    let season = Duration::Fixed(day("2026-09-01"), day("2027-06-30"));
    for (paid, running) in [
        ("2026-07-01 10:00:00", None),
        ("2026-12-24 10:00:00", None),
        ("2026-07-01 10:00:00", Some(paris("2026-08-31 23:59:59"))),
        ("2026-07-01 10:00:00", Some(paris("2027-08-31 23:59:59"))),
    ] {
        let got = period(season, paris(paid), running, &venue);
        assert_eq!((got.starts, got.end), (paris("2026-09-01 00:00:00"), End::At(paris("2027-06-30 23:59:59"))));
    }
}

#[test]
fn a_fixed_period_bought_in_its_last_days_runs_to_the_next_end() {
    let mut venue = venue("Europe/Paris");
    venue.rollover_days = 30;
    for (duration, paid, end, rolled) in [
        ("school_year", "2026-08-01 10:00:00", "2026-08-31 23:59:59", false),
        ("school_year", "2026-08-02 10:00:00", "2027-08-31 23:59:59", true),
        ("school_year", "2026-08-31 10:00:00", "2027-08-31 23:59:59", true),
        ("school_year", "2026-09-01 10:00:00", "2027-08-31 23:59:59", false),
        ("calendar_year", "2026-12-01 10:00:00", "2026-12-31 23:59:59", false),
        ("calendar_year", "2026-12-02 10:00:00", "2027-12-31 23:59:59", true),
        // Only fixed periods roll over.
        ("months 1", "2026-12-02 10:00:00", "2027-01-02 10:00:00", false),
    ] {
        let got = period(duration.parse().unwrap(), paris(paid), None, &venue);
        assert_eq!(got.end, End::At(paris(end)), "{duration} paid {paid}");
        assert_eq!(got.why.key == "period-rolled-over", rolled, "{duration} paid {paid}");
        assert_eq!(got.starts, paris(paid));
    }
}

#[test]
fn an_early_renewal_starts_where_the_running_one_ends() {
    let venue = venue("Europe/Paris");
    for (duration, running, end) in [
        ("hours 3", "2026-09-13 14:30:00", "2026-09-13 17:30:00"),
        ("days 10", "2026-09-13 14:30:00", "2026-09-23 14:30:00"),
        ("months 1", "2026-10-03 14:30:00", "2026-11-03 14:30:00"),
        ("years 1", "2027-08-31 23:59:59", "2028-08-31 23:59:59"),
        // From the end of a month to the end of the next, however long.
        ("months 1", "2027-02-28 23:59:59", "2027-03-31 23:59:59"),
        ("months 1", "2027-01-31 23:59:59", "2027-02-28 23:59:59"),
        ("years 1", "2028-02-29 23:59:59", "2029-02-28 23:59:59"),
        ("days 1", "2026-10-24 23:59:59", "2026-10-25 23:59:59"),
        ("month_end", "2026-09-30 23:59:59", "2026-10-31 23:59:59"),
        ("calendar_year", "2026-12-31 23:59:59", "2027-12-31 23:59:59"),
        ("school_year", "2027-08-31 23:59:59", "2028-08-31 23:59:59"),
        ("school_year", "2027-03-15 12:00:00", "2027-08-31 23:59:59"),
    ] {
        let got = period(duration.parse().unwrap(), paris("2026-09-03 14:30:00"), Some(paris(running)), &venue);
        assert_eq!(got.starts, paris(running), "{duration} after {running}");
        assert_eq!(got.end, End::At(paris(end)), "{duration} after {running}");
        assert_eq!(got.why.key, "period-early");
    }

    // One that ended before the payment is not running.
    let late = period(Duration::SchoolYear, paris("2026-09-03 14:30:00"), Some(paris("2026-08-31 23:59:59")), &venue);
    assert_eq!(late.starts, paris("2026-09-03 14:30:00"));
    assert_eq!(late.why.key, "period-school-year");
}

#[test]
fn the_end_says_why() {
    let venue = venue("Europe/Paris");
    let paid = paris("2026-09-03 14:30:00");
    let plain = period(Duration::SchoolYear, paid, None, &venue).why;
    assert_eq!(plain, Phrase::new("period-school-year").with("paid", day("2026-09-03")).with("end", day("2027-08-31")));

    let hours = period(Duration::Hours(3), paid, None, &venue).why;
    assert_eq!(hours.args[2].1, Arg::Instant(paris("2026-09-03 17:30:00")));

    let early = period(Duration::SchoolYear, paid, Some(paris("2027-08-31 23:59:59")), &venue).why;
    let within = Phrase::new("period-school-year").with("paid", day("2026-09-03")).with("end", day("2028-08-31"));
    assert_eq!(early, Phrase::new("period-early").with("period", within).with("running", day("2027-08-31")));
    let again: Phrase = serde_json::from_str(&serde_json::to_string(&early).unwrap()).unwrap();
    assert_eq!(again, early);
}

#[test]
fn the_school_year_ends_on_the_venues_day() {
    let mut venue = venue("Europe/Paris");
    for (setting, paid, end) in [
        ("06-30", "2026-07-01 10:00:00", "2027-06-30 23:59:59"),
        ("06-30", "2026-06-30 10:00:00", "2026-06-30 23:59:59"),
        ("12-31", "2026-12-31 10:00:00", "2026-12-31 23:59:59"),
        ("02-29", "2026-03-01 10:00:00", "2027-02-28 23:59:59"),
        ("02-29", "2027-03-01 10:00:00", "2028-02-29 23:59:59"),
        // What cannot be read is 31 August.
        ("13-45", "2026-09-01 10:00:00", "2027-08-31 23:59:59"),
        ("", "2026-09-01 10:00:00", "2027-08-31 23:59:59"),
    ] {
        venue.school_year_end = setting.to_owned();
        assert_eq!(period(Duration::SchoolYear, paris(paid), None, &venue).end, End::At(paris(end)), "{setting}");
    }
}

#[test]
fn a_day_starts_and_ends_where_its_clocks_say() {
    for (zone, date, start, end) in [
        ("Europe/Paris", "2026-07-14", "2026-07-13T22:00:00Z", "2026-07-14T21:59:59Z"),
        // 23 and 25 hours.
        ("Europe/Paris", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z"),
        ("Europe/Paris", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z"),
        // Midnight does not exist: the day starts at 01:00.
        ("America/Santiago", "2024-09-08", "2024-09-08T04:00:00Z", "2024-09-09T02:59:59Z"),
        // 23:00 to 23:59 passes twice: the day ends with the second.
        ("America/Santiago", "2024-04-06", "2024-04-06T03:00:00Z", "2024-04-07T03:59:59Z"),
        // A half-hour change.
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", "2026-04-05T13:29:59Z"),
        // The day that Samoa skipped is empty, and lies between its neighbours.
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T09:59:59Z"),
        ("UTC", "2026-12-31", "2026-12-31T00:00:00Z", "2026-12-31T23:59:59Z"),
    ] {
        let venue = venue(zone);
        assert_eq!(start_of_day(day(date), &venue), start.parse::<Instant>().unwrap(), "start of {date} in {zone}");
        assert_eq!(end_of_day(day(date), &venue), end.parse::<Instant>().unwrap(), "end of {date} in {zone}");
    }
}

#[test]
fn odd_texts_are_no_durations() {
    for text in [
        "",
        "day",
        "days",
        "days x",
        "days -1",
        "days 1 2",
        "days  1",
        "days 99999999999",
        "none 1",
        "fixed",
        "fixed 2026-09-01",
        "fixed 2026-02-30 2026-09-01",
        "None",
        "school_year ",
        "lifetime 3",
    ] {
        assert_eq!(text.parse::<Duration>(), Err(()), "{text:?}");
    }
}

#[test]
fn durations_that_cannot_be_sold() {
    for (text, fine) in [
        ("days 0", false),
        ("days 1", true),
        ("years 10000", true),
        ("years 10001", false),
        ("fixed 2026-09-01 2026-08-31", false),
        ("fixed 2026-09-01 2026-09-01", true),
        ("lifetime", true),
    ] {
        assert_eq!(text.parse::<Duration>().unwrap().check().is_ok(), fine, "{text}");
    }
}

proptest! {
    #[test]
    fn durations_read_back(duration in durations()) {
        prop_assert_eq!(duration.to_string().parse(), Ok(duration));
        prop_assert_eq!(Duration::from_value(duration.to_value()), Some(duration));
    }

    #[test]
    fn a_period_never_ends_before_it_starts(
        duration in durations().prop_filter("dates may be the wrong way round", |d| d.check().is_ok()),
        paid in 0i64..4_000_000_000,
        early in proptest::option::of(1i64..40_000_000),
        rollover in 0i64..60,
        zone in proptest::sample::select(vec!["Europe/Paris", "America/Santiago", "Pacific/Apia", "Asia/Kathmandu", "UTC"]),
    ) {
        let mut venue = venue(zone);
        venue.rollover_days = rollover;
        let paid = DateTime::from_timestamp(paid, 0).unwrap();
        let running = early.map(|ahead| paid + TimeDelta::seconds(ahead));
        let got = period(duration, paid, running, &venue);

        if let End::At(end) = got.end {
            prop_assert!(end >= got.starts);
        }
        if !matches!(duration, Duration::Fixed(..) | Duration::None) {
            prop_assert_eq!(got.starts, running.unwrap_or(paid));
        }
    }

    #[test]
    fn days_follow_each_other_without_gap_or_overlap(
        n in 10_000i32..30_000,
        zone in proptest::sample::select(vec!["Europe/Paris", "America/Santiago", "America/Havana", "Asia/Kathmandu", "Africa/Cairo"]),
    ) {
        let venue = venue(zone);
        let day = NaiveDate::from_epoch_days(n).unwrap();
        let next = day.succ_opt().unwrap();

        prop_assert_eq!(end_of_day(day, &venue) + TimeDelta::seconds(1), start_of_day(next, &venue));
        prop_assert_eq!(venue.day(end_of_day(day, &venue)), day);
        prop_assert_eq!(venue.day(start_of_day(day, &venue)), day);
    }
}

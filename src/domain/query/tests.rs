use super::*;

#[test]
fn filters_of_members_are_set_by_name() {
    let mut query = MemberQuery::default();
    for (key, value) in [
        ("tab", "current"),
        ("active", "no"),
        ("email_error", "yes"),
        ("standing", "expiring"),
        ("team", "yes"),
        ("email_valid", "no"),
        ("duplicate", "yes"),
    ] {
        query.set(key, value).unwrap();
    }
    assert_eq!(
        query,
        MemberQuery {
            tab: MemberTab::Current,
            active: Some(false),
            email_error: Some(true),
            standing: Some(StandingFilter::Expiring),
            team: Some(true),
            email_valid: Some(false),
            duplicate: Some(true),
            ..MemberQuery::default()
        }
    );

    for key in ["tab", "active", "email_error", "standing", "team", "email_valid", "duplicate"] {
        query.set(key, "all").unwrap();
    }
    assert_eq!(query, MemberQuery::default());
}

#[test]
fn filters_of_subscriptions_are_set_by_name() {
    let id = Id::from_u128(7);
    let mut query = SubscriptionQuery::default();
    query.set("product", &id.to_string()).unwrap();
    query.set("paid_on", "week").unwrap();
    query.set("ends", "without").unwrap();
    query.set("status", "not_applicable").unwrap();
    assert_eq!(
        (query.product, query.paid_on, query.ends, query.status),
        (Some(id), Some(DateFilter::Week), Some(DateFilter::Without), Some(Status::NotApplicable))
    );

    for key in ["product", "paid_on", "ends", "status"] {
        query.set(key, "all").unwrap();
    }
    assert_eq!(query, SubscriptionQuery::default());
}

#[test]
fn a_refusal_names_the_key_the_value_and_the_choices() {
    let before = MemberQuery::default();
    let mut query = before.clone();
    assert_eq!(
        query.set("standing", "oui"),
        Err(Phrase::new("query-no-value")
            .with("key", "standing")
            .with("value", "oui")
            .with("choices", "yes, no, expiring, none, all"))
    );
    assert_eq!(
        query.set("tab", "x"),
        Err(Phrase::new("query-no-value")
            .with("key", "tab")
            .with("value", "x")
            .with("choices", "all, current, without"))
    );
    assert_eq!(
        query.set("active", "true"),
        Err(Phrase::new("query-no-value").with("key", "active").with("value", "true").with("choices", "yes, no, all"))
    );
    assert_eq!(query.set("age", "3").unwrap_err().key, "query-no-filter");
    assert_eq!(query, before);

    let mut query = SubscriptionQuery::default();
    assert_eq!(query.set("product", "Pass").unwrap_err().key, "query-no-product");
    assert_eq!(query.set("ends", "tomorrow").unwrap_err().key, "query-no-value");
    assert_eq!(query.set("tab", "all").unwrap_err().key, "query-no-filter");
}

#[test]
fn dates_pass_the_filters_they_should() {
    use DateFilter::{Month, Today, Week, With, Without, Year};

    let today: NaiveDate = "2026-09-03".parse().unwrap();
    // Which filters a day passes as a day of payment, and as an end.
    for (day, paid, ends) in [
        ("2026-09-03", vec![Today, Week, Month, Year, With], vec![Today, Week, Month, Year, With]),
        ("2026-09-02", vec![Week, Month, Year, With], vec![Month, Year, With]),
        ("2026-08-28", vec![Week, Year, With], vec![Year, With]),
        ("2026-08-27", vec![Year, With], vec![Year, With]),
        ("2026-09-09", vec![Month, Year, With], vec![Week, Month, Year, With]),
        ("2026-09-10", vec![Month, Year, With], vec![Month, Year, With]),
        ("2025-09-03", vec![With], vec![With]),
        ("2027-01-01", vec![With], vec![With]),
        ("", vec![Without], vec![Without]),
    ] {
        let at = day.parse().ok();
        for filter in DateFilter::ALL {
            assert_eq!(passes_paid(*filter, at, today), paid.contains(filter), "paid {day:?} {filter:?}");
            assert_eq!(passes_ends(*filter, at, today), ends.contains(filter), "ends {day:?} {filter:?}");
        }
    }
}

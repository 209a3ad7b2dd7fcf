use proptest::prelude::*;

use super::*;

fn now() -> Instant {
    "2026-09-03T12:00:00Z".parse().unwrap()
}

/// From and to in days around now; none: never ends.
fn span(from: i64, to: impl Into<Option<i64>>) -> Span {
    Span {
        starts: now() + TimeDelta::days(from),
        end: to.into().map_or(End::Never, |to| End::At(now() + TimeDelta::days(to))),
        cancelled: false,
        awaiting: false,
    }
}

fn cancelled(span: Span) -> Span {
    Span { cancelled: true, ..span }
}

fn awaiting(span: Span) -> Span {
    Span { awaiting: true, ..span }
}

fn without_validity() -> Span {
    Span { end: End::NotApplicable, ..span(-10, 10) }
}

#[test]
fn the_status_follows_from_the_facts() {
    for (name, span, status) in [
        ("runs", span(-10, 10), Status::Valid),
        ("starts now", span(0, 10), Status::Valid),
        ("ends now", span(-10, 0), Status::Valid),
        ("never ends", span(-10, None), Status::Valid),
        ("ended", span(-10, -1), Status::Ended),
        ("starts later", span(1, 10), Status::Upcoming),
        ("starts later, never ends", span(1, None), Status::Upcoming),
        ("cancelled, end ahead", cancelled(span(-10, 10)), Status::Cancelled),
        ("cancelled, never ends", cancelled(span(-10, None)), Status::Cancelled),
        ("awaiting", awaiting(span(-10, 10)), Status::Awaiting),
        ("awaiting, its time passed", awaiting(span(-10, -1)), Status::Awaiting),
        ("cancelled while awaiting", cancelled(awaiting(span(-10, 10))), Status::Cancelled),
        ("gives no validity", without_validity(), Status::NotApplicable),
        ("cancelled without validity", cancelled(without_validity()), Status::Cancelled),
    ] {
        assert_eq!(span.status(now()), status, "{name}");
        assert_eq!(span.valid(now()), status == Status::Valid, "{name}");
    }
}

#[test]
fn the_last_moment_is_included() {
    let ends = span(-10, 0);
    assert!(ends.valid(now()));
    assert!(!ends.valid(now() + TimeDelta::microseconds(1)));
    let starts = span(0, 10);
    assert!(!starts.valid(now() - TimeDelta::microseconds(1)));
}

#[test]
fn the_standing_follows_from_all_of_them() {
    for (name, spans, standing_, until) in [
        ("never any", vec![], Standing::None, None),
        ("only one without validity", vec![without_validity()], Standing::None, None),
        ("only one awaiting", vec![awaiting(span(-10, 100))], Standing::None, None),
        ("one runs", vec![span(-10, 100)], Standing::Valid, Some(span(0, 100).end)),
        ("lifetime", vec![span(-10, None)], Standing::Valid, Some(End::Never)),
        ("ends on the threshold", vec![span(-10, 14)], Standing::Expiring, Some(span(0, 14).end)),
        ("ends within it", vec![span(-10, 1)], Standing::Expiring, Some(span(0, 1).end)),
        ("ended", vec![span(-10, -1)], Standing::Expired, None),
        ("cancelled, end ahead", vec![cancelled(span(-10, 100))], Standing::Expired, None),
        ("bought, not started", vec![span(5, 100)], Standing::Expired, None),
        ("renewed from the moment it ends", vec![span(-10, 3), span(3, 100)], Standing::Valid, Some(span(0, 100).end)),
        ("renewed, in any order", vec![span(3, 100), span(-10, 3)], Standing::Valid, Some(span(0, 100).end)),
        ("renewed, cancelled", vec![span(-10, 3), cancelled(span(3, 100))], Standing::Expiring, Some(span(0, 3).end)),
        ("renewed, not paid", vec![span(-10, 3), awaiting(span(3, 100))], Standing::Expiring, Some(span(0, 3).end)),
        ("renewed for ever", vec![span(-10, 3), span(3, None)], Standing::Valid, Some(End::Never)),
        ("a gap before the next", vec![span(-10, 3), span(5, 100)], Standing::Valid, Some(span(0, 3).end)),
        ("two at once", vec![span(-10, 30), span(-5, 60)], Standing::Valid, Some(span(0, 60).end)),
        (
            "a chain",
            vec![span(20, 30), span(-5, 10), span(10, 20), span(-50, -40)],
            Standing::Valid,
            Some(span(0, 30).end),
        ),
    ] {
        assert_eq!(standing(&spans, now(), 14), standing_, "{name}");
        assert_eq!(valid_until(&spans, now()), until, "{name}");
    }

    let just_beyond = Span { end: End::At(now() + TimeDelta::days(14) + TimeDelta::seconds(1)), ..span(-1, 1) };
    assert_eq!(standing(&[just_beyond], now(), 14), Standing::Valid);
    // A threshold beyond the calendar: only what never ends lasts.
    assert_eq!(standing(&[span(-1, 1000)], now(), i64::MAX), Standing::Expiring);
    assert_eq!(standing(&[span(-1, None)], now(), i64::MAX), Standing::Valid);
}

#[test]
fn the_second_between_two_days_is_no_gap() {
    let mut next = span(3, 100);
    next.starts += TimeDelta::seconds(1);
    assert_eq!(valid_until(&[span(-10, 3), next], now()), Some(next.end));

    next.starts += TimeDelta::seconds(1);
    assert_eq!(valid_until(&[span(-10, 3), next], now()), Some(span(0, 3).end));
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    let one = (-100i64..100, proptest::option::of(0i64..200), any::<bool>(), any::<bool>(), 0u8..6).prop_map(
        |(from, length, cancelled, awaiting, kind)| Span {
            cancelled: cancelled && kind == 1,
            awaiting: awaiting && kind == 2,
            end: if kind == 3 { End::NotApplicable } else { span(from, length.map(|length| from + length)).end },
            ..span(from, None)
        },
    );

    proptest::collection::vec(one, 0..6)
}

proptest! {
    #[test]
    fn standing_and_end_agree(spans in spans(), threshold in 0i64..60) {
        let valid = spans.iter().any(|span| span.valid(now()));
        let standing = standing(&spans, now(), threshold);

        prop_assert_eq!(matches!(standing, Standing::Valid | Standing::Expiring), valid);
        prop_assert_eq!(valid_until(&spans, now()).is_some(), valid);
        if let Some(End::At(end)) = valid_until(&spans, now()) {
            prop_assert!(end >= now());
            // Some subscription holds at that very moment.
            prop_assert!(spans.iter().any(|span| span.valid(end)));
        }
        if standing == Standing::Expiring {
            let beyond = now() + TimeDelta::days(threshold) + TimeDelta::microseconds(1);
            prop_assert!(!spans.iter().any(|span| span.valid(beyond)));
        }
    }

    #[test]
    fn the_order_does_not_matter(spans in spans()) {
        let mut reversed = spans.clone();
        reversed.reverse();

        prop_assert_eq!(standing(&spans, now(), 14), standing(&reversed, now(), 14));
        prop_assert_eq!(valid_until(&spans, now()), valid_until(&reversed, now()));
    }
}

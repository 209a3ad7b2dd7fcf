use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta};

use super::*;
use crate::domain::custom::{CustomField, CustomFilter, FieldKind, FileRef};
use crate::domain::query::{DateFilter, MemberQuery, MemberTab, StandingFilter, SubscriptionQuery};
use crate::domain::subscription::Status;
use crate::store::Read;

fn setup() -> (Setup, Arc<AtomicI64>) {
    let start: DateTime<chrono::Utc> = "2026-09-03T10:00:00Z".parse().unwrap();
    let at = Arc::new(AtomicI64::new(start.timestamp_micros()));
    let clock = at.clone();

    let setup = Setup {
        operator: "Ada".to_owned(),
        desk: "Comptoir".to_owned(),
        clock: Arc::new(move || DateTime::from_timestamp_micros(clock.load(Ordering::SeqCst)).unwrap()),
        language: "fr".to_owned(),
        keychain: crate::desk::Keychain::None,
    };

    (setup, at)
}

/// A workspace with people in every standing, and subscriptions in every status.
async fn venue() -> Desk {
    let (setup, at) = setup();
    let desk = Desk::in_memory(setup).await.unwrap();

    desk.demo(300, 7, &Job::new()).await.unwrap();
    at.fetch_add(TimeDelta::days(40).num_microseconds().unwrap(), Ordering::SeqCst);

    let ids = desk.store().all::<Subscription>().await.unwrap();

    for (index, subscription) in ids.iter().enumerate() {
        // Some of them cannot be: they are cancelled already, or have no end.
        if index % 7 == 0 {
            let _ = desk.cancel(subscription.id, "").await;
        } else if index % 11 == 0 {
            let _ = desk.extend(subscription.id, desk.today() + chrono::Days::new(index as u64), "geste").await;
        }
    }

    desk.wait_ready().await;
    desk
}

/// A field of each kind, and a value in some of them for every other member.
async fn filled(desk: &Desk) -> Vec<CustomField> {
    let mut fields = Vec::new();

    for kind in FieldKind::ALL {
        let field = CustomField::new(Id::now_v7(), *kind, kind.as_str(), desk.now());

        fields.push(CustomField { choices: "Batterie\nFlûte\nFlûte à bec".to_owned(), ..field });
        desk.save_field(fields[fields.len() - 1].clone()).await.unwrap();
    }

    let file = FileRef { hash: "a".repeat(64), name: "Avis.PDF".to_owned(), size: 1 }.to_value();
    let tx = desk.begin("member.fields").await.unwrap();

    tx.keep_content(&"a".repeat(64), vec![0]).await.unwrap();
    tx.commit("", None, None).await.unwrap();

    for (index, id) in desk.member_ids(&MemberQuery::default()).await.unwrap().into_iter().enumerate().step_by(2) {
        let mut values = Vec::new();

        for (place, field) in fields.iter().enumerate().filter(|(place, _)| (index / 2 + place) % 3 > 0) {
            let pick = |values: [&str; 3]| values[(index + place) % 3].to_owned();

            values.push((
                field.id,
                Some(match field.kind {
                    FieldKind::Text | FieldKind::LongText => pick(["chez_zo%", "chezXzoo", "ailleurs"]),
                    FieldKind::Number => pick(["-7.5", "10", "9.25"]),
                    FieldKind::Date => pick(["2026-01-31", "2026-02-01", "2027-02-01"]),
                    FieldKind::Choice => pick(["Batterie", "Flûte", "Flûte à bec"]),
                    FieldKind::Choices => pick(["Batterie\nFlûte", "Flûte à bec", "Batterie"]),
                    FieldKind::YesNo => pick(["yes", "no", "no"]),
                    FieldKind::File => file.clone(),
                }),
            ));
        }

        desk.set_values(id, &values).await.unwrap();
    }

    desk.wait_ready().await;
    fields
}

/// What was asked of the file is asked again only when the workspace moved.
#[tokio::test]
async fn filters_on_own_fields_follow_what_changes() {
    let desk = venue().await;
    let ids = desk.member_ids(&MemberQuery::default()).await.unwrap();
    let field = CustomField::new(Id::now_v7(), FieldKind::Text, "Instrument", desk.now());

    desk.save_field(field.clone()).await.unwrap();
    desk.set_values(ids[0], &[(field.id, Some("Flûte à bec".to_owned()))]).await.unwrap();

    let of = |text: &str, searched: &str| MemberQuery {
        custom: vec![(field.id, CustomFilter::Text(text.to_owned()))],
        text: searched.to_owned(),
        ..MemberQuery::default()
    };
    let found = async |query: &MemberQuery| desk.member_ids(query).await.unwrap();

    assert_eq!(found(&of("FLUTE", "")).await, [ids[0]]);
    assert_eq!(found(&of("oud", "")).await.len(), 0);

    let asked = desk.among(&of("flute", "")).await.unwrap().unwrap();

    assert!(Arc::ptr_eq(&asked, &desk.among(&of("flute", "zo")).await.unwrap().unwrap()));
    desk.set_values(ids[1], &[(field.id, Some("flûte".to_owned()))]).await.unwrap();
    assert_eq!(found(&of("flute", "")).await, [ids[0], ids[1]]);
    desk.undo(None).await.unwrap();
    assert_eq!(found(&of("flute", "")).await, [ids[0]]);
}

#[tokio::test]
async fn lists_from_the_file_are_those_of_the_directory() {
    let desk = venue().await;
    let (now, venue) = (desk.now(), desk.settings());
    let fields = filled(&desk).await;
    let mut members = vec![MemberQuery::default()];

    for tab in MemberTab::ALL {
        members.push(MemberQuery { tab: *tab, ..MemberQuery::default() });
    }

    for standing in StandingFilter::ALL {
        members.push(MemberQuery { standing: Some(*standing), ..MemberQuery::default() });
    }

    for flag in [true, false] {
        members.push(MemberQuery { active: Some(flag), ..MemberQuery::default() });
        members.push(MemberQuery { email_error: Some(flag), ..MemberQuery::default() });
        members.push(MemberQuery { email_valid: Some(flag), ..MemberQuery::default() });
        members.push(MemberQuery { team: Some(flag), ..MemberQuery::default() });
    }

    members.push(MemberQuery { text: "mar".to_owned(), ..MemberQuery::default() });

    for filter in [
        CustomFilter::Any,
        CustomFilter::None,
        CustomFilter::Yes,
        CustomFilter::No,
        CustomFilter::Choice("Flûte".to_owned()),
        CustomFilter::Text("chez_zo%".to_owned()),
        CustomFilter::Text("pdf".to_owned()),
        CustomFilter::Number { from: Some(9.0), to: None },
        CustomFilter::Number { from: Some(-5.0), to: Some(10.5) },
        CustomFilter::Date { from: "2026-02-01".parse().ok(), to: None },
        CustomFilter::Date { from: None, to: "2026-02-01".parse().ok() },
    ] {
        for field in &fields {
            let custom = vec![(field.id, filter.clone())];

            members.push(MemberQuery { custom, ..MemberQuery::default() });
        }
    }

    let custom = vec![(fields[0].id, CustomFilter::Any), (fields[1].id, CustomFilter::None)];

    members.push(MemberQuery { custom, standing: Some(StandingFilter::Yes), ..MemberQuery::default() });

    let mut different = 0;

    for query in members {
        let found = desk.found_members(&query, now, 0..1_000).await.unwrap();
        let listed = desk.store().listed_members(&query, &[], now, 0..1_000, &venue).await.unwrap();

        assert_eq!(listed.total, found.total, "{query:?}");
        assert_eq!(listed.counts.members, found.counts.members);

        if query.text.is_empty() {
            let counts = |counts: crate::domain::query::Counts| (counts.all, counts.current, counts.without);

            assert_eq!(counts(listed.counts), counts(found.counts), "{query:?}");
        }

        let mut ids: Vec<Id> = found.rows.iter().map(|(id, ..)| *id).collect();
        let mut listed = listed.ids;

        ids.sort();
        listed.sort();
        assert_eq!(listed, ids, "{query:?}");
        different += usize::from(found.total > 0 && found.total < 300);
    }

    assert!(different > 25, "the filters tell people apart");
}

#[tokio::test]
async fn subscriptions_from_the_file_are_those_of_the_directory() {
    let desk = venue().await;
    let (now, venue) = (desk.now(), desk.settings());
    let product = desk.offers().await.unwrap()[0].product.id;
    let mut queries =
        vec![SubscriptionQuery::default(), SubscriptionQuery { product: Some(product), ..Default::default() }];

    for choice in DateFilter::ALL {
        queries.push(SubscriptionQuery { paid_on: Some(*choice), ..Default::default() });
        queries.push(SubscriptionQuery { ends: Some(*choice), ..Default::default() });
    }

    for status in Status::ALL {
        queries.push(SubscriptionQuery { status: Some(*status), ..Default::default() });
    }

    for query in queries {
        let found = desk.found_subscriptions(&query, now, 0..5_000).await.unwrap();
        let listed = desk.store().listed_subscriptions(&query, now, 0..5_000, &venue).await.unwrap();
        let mut ids: Vec<Id> = found.rows.iter().map(|(id, ..)| *id).collect();
        let mut listed = listed.ids;

        ids.sort();
        listed.sort();
        assert_eq!(listed, ids, "{query:?}");
    }
}

#[tokio::test]
async fn pages_show_the_same_rows_before_and_after_search_is_ready() {
    let desk = venue().await;
    let query = MemberQuery { standing: Some(StandingFilter::Yes), ..MemberQuery::default() };
    let ready = desk.members(&query, 0..400).await.unwrap();
    let listed = desk.store().listed_members(&query, &[], desk.now(), 0..400, &desk.settings()).await.unwrap();
    let members: Vec<Member> = desk.store().some(&listed.ids).await.unwrap();

    for row in desk.member_rows(&members).await.unwrap() {
        assert!(ready.rows.contains(&row), "{row:?}");
    }
}

/// Texts that hold what separates packed cells, and every kind of empty cell.
#[tokio::test]
async fn the_directory_holds_what_the_file_holds_whatever_the_text() {
    let (setup, _) = setup();
    let desk = Desk::in_memory(setup).await.unwrap();
    let mut tx = desk.begin("member.add").await.unwrap();

    for (first, last) in [("Zoé", "d’Angelo"), ("A\u{1f}B", "C"), ("D", "E\u{1e}F"), ("", "")] {
        let member = Member {
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            pseudonym: Some("\u{1f}\u{1e}".to_owned()).filter(|_| first == "D"),
            ..Member::new(Id::now_v7(), tx.at())
        };

        tx.insert(&member).await.unwrap();
    }

    desk.commit(tx, Done::new("done-member-add", "")).await.unwrap();
    desk.build();
    desk.wait_ready().await;

    let page = desk.members(&MemberQuery::default(), 0..10).await.unwrap();

    assert_eq!(page.total, 4);

    let found = desk.members(&MemberQuery { text: "dangelo".to_owned(), ..Default::default() }, 0..10).await.unwrap();

    assert_eq!(found.rows[0].first_name, "Zoé");
}

/// Each change made while the directory is being built is in it once it is there.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_while_the_directory_is_built() {
    let folder = tempfile::tempdir().unwrap();
    let (setup, _) = setup();
    let desk = Desk::open(&folder.path().join("lieu"), setup).await.unwrap();

    desk.demo(3_000, 3, &Job::new()).await.unwrap();

    // The import has sent it building; meanwhile people join, change and go.
    let mut joined = Vec::new();

    for n in 0..40 {
        let member = Member {
            first_name: "Nouvelle".to_owned(),
            last_name: format!("Venue {n}"),
            ..Member::new(Id::now_v7(), desk.now())
        };
        let outcome = desk.add_member(member, true).await.unwrap();

        if n % 4 == 0 {
            desk.undo(Some(outcome.entry)).await.unwrap();
        } else {
            joined.push(outcome.member.unwrap());
        }
    }

    desk.wait_ready().await;

    let query = MemberQuery { text: "nouvelle venue".to_owned(), ..MemberQuery::default() };
    let mut found = desk.member_ids(&query).await.unwrap();

    found.sort();
    assert_eq!(found, joined);
    assert_eq!(desk.counts().await.unwrap().members, 3_030);
}

/// An import of many rows is undone and done again as one action, and the lists follow.
#[tokio::test(flavor = "multi_thread")]
async fn many_rows_are_undone_in_one_go() {
    let (setup, _) = setup();
    let desk = Desk::in_memory(setup).await.unwrap();
    let outcome = desk.demo(3_000, 3, &Job::new()).await.unwrap();

    desk.wait_ready().await;

    let before = desk.counts().await.unwrap();
    let touched = desk.member_ids(&MemberQuery::default()).await.unwrap()[0];
    let member = desk.member(touched).await.unwrap().member;

    desk.edit_member(&member, Member { comment: Some("revu".to_owned()), ..member.clone() }, member.email.is_none())
        .await
        .unwrap();

    // Who was touched since stays, and is named.
    let undone = desk.undo(Some(outcome.entry)).await.unwrap();

    desk.wait_ready().await;
    assert_eq!(undone.left.iter().map(|left| left.key.as_ref()).collect::<Vec<_>>(), ["left-touched"]);
    assert_eq!(desk.member_ids(&MemberQuery::default()).await.unwrap(), [touched]);
    assert_eq!(desk.check().await.unwrap(), []);

    let payments = desk.payments().await.unwrap();

    assert_eq!(payments.iter().map(|payment| payment.amount).sum::<i64>(), 0);

    desk.undo(Some(undone.entry)).await.unwrap();
    desk.wait_ready().await;
    assert_eq!(desk.counts().await.unwrap(), before);
    assert_eq!(desk.check().await.unwrap(), []);
}

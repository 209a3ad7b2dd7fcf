//! What the server refused: why, in the operator's language; mended, and sent again.

use guichet::desk::sharing::{Op, Refusal, Role};
use guichet::desk::{Desk, Failure};
use guichet::domain::phrase::Phrase;
use guichet::domain::product::Price;
use guichet::sync::wire::{Cells, OpKind};
use guichet::words::{Language, Words};
use serde_json::json;

use super::{Place, Skew, add, named};

async fn priced(desk: &Desk, name: &str) -> Price {
    let prices = desk.offers().await.unwrap().into_iter().flat_map(|offer| offer.prices);

    prices.into_iter().find(|price| price.name == name).unwrap()
}

async fn bob(office: &Desk) -> guichet::domain::entity::Id {
    office.team().await.unwrap().operators.into_iter().find(|operator| operator.name == "Bob").unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_price_is_mended_and_the_other_desk_takes_it() {
    let place = Place::new();
    let office = place.found(30).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let before = office.offers().await.unwrap().into_iter().flat_map(|offer| offer.prices).find(|p| !p.open).unwrap();

    // Both change it; the office is first.
    bar.save_price(Price { amount: 3_000, ..before.clone() }).await.unwrap();
    office.save_price(Price { amount: 2_800, ..before.clone() }).await.unwrap();
    office.exchange().await.unwrap();
    assert_eq!(bar.exchange().await.unwrap().refused, 1);

    // A price is not merged: the server's stands, and the other is kept, with both values.
    assert_eq!(priced(&bar, &before.name).await.amount, 2_800);

    let refusals = bar.refusals().await.unwrap();
    let [refusal] = refusals.as_slice() else { panic!("{refusals:?}") };

    assert_eq!((refusal.code.as_str(), refusal.column.as_deref()), ("GB409", Some("amount")));
    assert_eq!(refusal.reason().key, "refused-field-changed");
    assert_eq!(refusal.inputs().iter().map(|(column, _)| column.name).collect::<Vec<_>>(), ["amount"]);

    let values = refusal.values();

    assert_eq!((values[0].value.as_deref(), values[0].now.as_ref().unwrap().as_deref()), (Some("3000"), Some("2800")));

    // What the rule of a price forbids is said at its column, and nothing is lost by trying.
    let with = |amount: i64| Op { set: Cells::from([("amount".to_owned(), json!(amount))]), ..refusal.op.clone() };
    let failure = bar.send_again(&with(50)).await.unwrap_err();

    assert!(matches!(&failure, Failure::Refused(problems) if problems[0].field == Some("amount")), "{failure:?}");
    assert_eq!(bar.refusals().await.unwrap().len(), 1);
    assert_eq!(priced(&bar, &before.name).await.amount, 2_800);

    bar.send_again(&with(2_900)).await.unwrap();
    assert_eq!(bar.exchange().await.unwrap().refused, 0);
    office.exchange().await.unwrap();

    assert_eq!(bar.refusals().await.unwrap(), vec![]);
    assert_eq!(priced(&office, &before.name).await.amount, 2_900);
    assert_eq!(priced(&bar, &before.name).await.amount, 2_900);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_new_member_is_mended_before_it_is_shared() {
    let place = Place::new();
    let office = place.found(0).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;

    add(&bar, "Zoé", "Lefèvre-Test").await;
    office.set_role(bob(&office).await, Role::User).await.unwrap();
    bar.exchange().await.unwrap();
    office.set_role(bob(&office).await, Role::Manager).await.unwrap();
    bar.exchange().await.unwrap();

    let refusal = bar.refusals().await.unwrap().remove(0);
    let with = |column: &str, text: &str| {
        let mut op = refusal.op.clone();

        op.set.insert(column.to_owned(), json!(text));
        op
    };
    let failure = bar.send_again(&with("email", "no address")).await.unwrap_err();

    assert!(matches!(&failure, Failure::Refused(problems) if problems[0].field == Some("email")), "{failure:?}");

    // In the form in which members are kept.
    bar.send_again(&with("email", " Zoe@Mel.Example ")).await.unwrap();
    bar.exchange().await.unwrap();
    office.exchange().await.unwrap();

    let zoe = named(&office, "Lefèvre-Test").await;

    assert_eq!(office.member(zoe[0]).await.unwrap().member.email.as_deref(), Some("zoe@mel.example"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_removal_is_sent_again() {
    let place = Place::new();
    let office = place.found(0).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let zoe = add(&bar, "Zoé", "Lefèvre-Test").await;

    bar.exchange().await.unwrap();
    office.exchange().await.unwrap();
    assert_eq!(named(&office, "Lefèvre-Test").await, vec![zoe]);

    bar.undo(None).await.unwrap();
    office.set_role(bob(&office).await, Role::User).await.unwrap();
    assert_eq!(bar.exchange().await.unwrap().refused, 1);
    assert_eq!(named(&bar, "Lefèvre-Test").await, vec![zoe]);

    office.set_role(bob(&office).await, Role::Manager).await.unwrap();
    bar.exchange().await.unwrap();

    let refusal = bar.refusals().await.unwrap().remove(0);

    assert!(refusal.inputs().is_empty());
    assert!(bar.send_again(&refusal.op).await.unwrap().changed());
    bar.exchange().await.unwrap();
    office.exchange().await.unwrap();
    assert!(named(&office, "Lefèvre-Test").await.is_empty());
    assert!(named(&bar, "Lefèvre-Test").await.is_empty());
}

/// Every code by which the server refuses an operation, with a column and without one.
#[test]
fn every_refusal_has_its_sentence() {
    let (_, push) = guichet_migrations::SERVER.iter().find(|(name, _)| *name == "0004_push").unwrap();
    let calls: Vec<(&str, bool)> = push
        .split("guichet.refuse('")
        .skip(1)
        .map(|call| {
            let (code, rest) = call.split_once('\'').unwrap();
            let call = rest.split(");").next().unwrap();

            (code, call.matches(',').count() > 1)
        })
        .collect();

    assert!(calls.len() >= 10, "{calls:?}");
    assert!(calls.iter().any(|(_, column)| *column) && calls.iter().any(|(_, column)| !*column), "{calls:?}");

    // What the database itself refuses.
    for (code, column) in calls.into_iter().chain([("22003", false), ("23505", false)]) {
        let op = Op {
            op: guichet::domain::entity::Id::nil(),
            seq: 1,
            entry: None,
            entity: "price".to_owned(),
            row: guichet::domain::entity::Id::nil(),
            kind: OpKind::Update,
            set: Cells::new(),
            was: Cells::new(),
            base: 0,
            clock: 0,
        };
        let refusal = Refusal {
            op,
            code: code.to_owned(),
            message: "in the server's words".to_owned(),
            column: column.then(|| "amount".to_owned()),
            at: None,
            now: Cells::new(),
            own: None,
        };
        let reason: Phrase = refusal.reason();

        assert_ne!(reason.key, "refused-other", "{code}");
        // A right and a fact are not about one field.
        assert_eq!(
            reason.args.iter().any(|(name, _)| name == "field"),
            column && !["42501", "GB405"].contains(&code),
            "{code}"
        );

        for language in Language::ALL {
            let said = Words::new(*language, "EUR", chrono_tz::Tz::UTC).say(&reason);

            assert!(!said.contains("server's words") && !said.contains("refused-"), "{said}");
        }
    }
}

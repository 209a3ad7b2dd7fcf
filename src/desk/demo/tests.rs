use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::entity::{Entity, Instant};
use crate::domain::member::EmailState;
use crate::domain::money::{Payment, check_method};
use crate::domain::product::{Price, Product};
use crate::domain::subscription::{Standing, Status, standing};

use super::super::Setup;
use super::*;

fn now() -> Instant {
    "2026-11-23T15:00:00Z".parse().unwrap()
}

async fn filled(members: usize, seed: u64) -> (Desk, Outcome) {
    let setup = Setup {
        operator: "Zoé".to_owned(),
        desk: "Accueil".to_owned(),
        clock: Arc::new(now),
        language: "fr".to_owned(),
        keychain: crate::desk::Keychain::None,
    };
    let desk = Desk::in_memory(setup).await.unwrap();
    let outcome = desk.demo(members, seed, &Job::new()).await.unwrap();

    (desk, outcome)
}

async fn rows<E: Entity>(desk: &Desk) -> Vec<E> {
    desk.store().all().await.unwrap()
}

#[tokio::test]
async fn everything_in_it_could_have_been_typed() {
    let (desk, _) = filled(400, 1).await;
    let today = desk.settings().day(now());

    let members: Vec<Member> = rows(&desk).await;
    assert_eq!(members.len(), 400);
    for member in &members {
        assert_eq!(member.problems(member.email.is_none(), today), [], "{member:?}");
        assert!(member.created_at <= now());
        assert_eq!(member.email_state == EmailState::Error, member.email_error.is_some());
        let mut tidy = member.clone();
        tidy.tidy();
        assert_eq!(&tidy, member);
    }

    for product in rows::<Product>(&desk).await {
        assert_eq!(product.problems(), []);
    }
    for price in rows::<Price>(&desk).await {
        assert_eq!(price.problems(100), [], "{price:?}");
    }

    let payments: Vec<Payment> = rows(&desk).await;
    for subscription in rows::<Subscription>(&desk).await {
        let paid: i64 =
            payments.iter().filter(|p| p.subscription == Some(subscription.id)).map(|payment| payment.amount).sum();
        match subscription.method {
            Some(method) => {
                check_method(method, subscription.contribution).unwrap();
                assert_eq!(paid, subscription.contribution);
            }
            None => assert_eq!(paid, 0),
        }
        assert!(subscription.created_at <= now());
        assert!(subscription.cancelled_at.is_none_or(|at| at <= now()));
    }
}

#[tokio::test]
async fn it_shows_everything_there_is_to_see() {
    let (desk, _) = filled(300, 1).await;
    let members: Vec<Member> = rows(&desk).await;
    let subscriptions: Vec<Subscription> = rows(&desk).await;

    let standings: BTreeSet<Standing> = members
        .iter()
        .map(|member| {
            let spans: Vec<_> =
                subscriptions.iter().filter(|s| s.member == member.id).map(Subscription::span).collect();

            standing(&spans, now(), 14)
        })
        .collect();
    assert_eq!(standings.len(), Standing::ALL.len(), "{standings:?}");

    let statuses: BTreeSet<Status> = subscriptions.iter().map(|subscription| subscription.status(now())).collect();
    for status in [Status::Valid, Status::Ended, Status::Cancelled, Status::Awaiting, Status::NotApplicable] {
        assert!(statuses.contains(&status), "{status:?}");
    }

    let emails: Vec<&String> = members.iter().filter_map(|member| member.email.as_ref()).collect();
    assert!(emails.iter().collect::<BTreeSet<_>>().len() < emails.len(), "couples share an address");
    assert!(emails.len() < members.len());
    assert!(members.iter().any(|m| m.team) && members.iter().any(|m| !m.active) && members.iter().any(|m| m.vip));
    assert!(members.iter().any(|m| m.email_state == EmailState::Error));
}

#[tokio::test]
async fn the_same_seed_gives_the_same_people() {
    let (one, _) = filled(60, 7).await;
    let (two, _) = filled(60, 7).await;
    let (other, _) = filled(60, 8).await;

    assert_eq!(rows::<Member>(&one).await, rows::<Member>(&two).await);
    assert_eq!(rows::<Subscription>(&one).await, rows::<Subscription>(&two).await);
    assert_eq!(rows::<Payment>(&one).await, rows::<Payment>(&two).await);
    assert_ne!(rows::<Member>(&one).await, rows::<Member>(&other).await);
}

#[tokio::test]
async fn it_fills_only_what_is_empty() {
    let (desk, outcome) = filled(10, 1).await;
    assert!(outcome.changed());
    assert_eq!((desk.settings().name.as_str(), desk.settings().welcomed), ("Le Bief", true));

    let again = desk.demo(10, 1, &Job::new()).await;
    assert_eq!(again, Err(Problem::new("demo-not-empty").into()));
    assert!(desk.demo(MOST + 1, 1, &Job::new()).await.is_err());
}

#[tokio::test]
async fn stopped_it_leaves_nothing() {
    let setup = Setup { clock: Arc::new(now), ..Setup::of_this_computer() };
    let desk = Desk::in_memory(setup).await.unwrap();
    let job = Job::new();
    job.cancel();

    assert_eq!(desk.demo(50, 1, &job).await, Err(Failure::Cancelled));
    assert_eq!(rows::<Member>(&desk).await, []);
    assert_eq!(rows::<Product>(&desk).await, []);
}

//! The rules of each action, and its undo.

use chrono::{NaiveDate, TimeDelta};
use guichet::desk::{Order, Sale, Who};
use guichet::domain::entity::Id;
use guichet::domain::member::{EmailState, Member};
use guichet::domain::money::{Method, PaymentKind};
use guichet::domain::period::{Duration, End};
use guichet::domain::product::{OptionChoice, Price};
use guichet::domain::subscription::{Standing, Status};

use super::kit::{Place, add, gone, member, on_sale, option, price, product, refused, sale, walk_in};

#[tokio::test]
async fn a_walk_in_joins_pays_and_is_undone() {
    let place = Place::new().await;
    let (_, price) = on_sale(&place.desk).await;
    let before = place.dump().await;
    let outcome =
        place.desk.subscribe(sale(walk_in("Zoé", "Lefèvre"), price.id, 2_500, Some(Method::Cash))).await.unwrap();
    let id = outcome.member.unwrap();
    let page = place.desk.member(id).await.unwrap();

    assert_eq!(outcome.said.key, "done-subscription-add");
    assert_eq!(page.standing, Standing::Valid);
    assert_eq!(page.total_paid, 2_500);
    assert_eq!(page.subscriptions.len(), 1);
    assert_eq!(page.subscriptions[0].paid_on, NaiveDate::from_ymd_opt(2026, 9, 3));
    place.assert_sound().await;

    let after = place.dump().await;
    let undone = place.desk.undo(Some(outcome.entry)).await.unwrap();

    assert_eq!(undone.left, []);
    assert_eq!(place.dump().await, before);
    assert_eq!(gone(place.desk.member(id).await), "gone-member");
    place.assert_sound().await;
    assert_eq!(refused(place.desk.undo(Some(outcome.entry)).await), ["undo-already"]);

    place.desk.redo().await.unwrap();
    assert_eq!(place.dump().await, after);
    assert_eq!(place.desk.member(id).await.unwrap().total_paid, 2_500);
    place.assert_sound().await;

    // Again, and after closing: the money is taken back from where it stands.
    let place = place.reopen().await;

    place.desk.undo(None).await.unwrap();
    assert_eq!(place.dump().await, before);
    place.desk.redo().await.unwrap();
    assert_eq!(place.dump().await, after);

    let payments = place.desk.member(id).await.unwrap().payments;

    assert_eq!(payments.iter().map(|payment| payment.amount).sum::<i64>(), 2_500);
    assert_eq!(payments.iter().filter(|payment| payment.kind == PaymentKind::Reversal).count(), 2);
    place.assert_sound().await;
}

#[tokio::test]
async fn what_a_sale_refuses() {
    let place = Place::new().await;
    let desk = &place.desk;
    let (_, plain) = on_sale(desk).await;
    let open = Price { open: true, minimum: 500, ..price(plain.product, "Libre", 1_000, Duration::Years(1)) };
    let life = price(plain.product, "À vie", 50_000, Duration::Lifetime);
    let rare = Price { stock: Some(1), ..price(plain.product, "Rare", 1_000, Duration::Months(1)) };
    let needs = Price { requires: plain.id.to_string(), ..price(plain.product, "Plus", 1_000, Duration::Months(1)) };
    let once = Price { max_per_member: Some(1), ..price(product("Autre").id, "Une fois", 1_000, Duration::None) };
    let other = super::kit::product("Autre");
    let once = Price { product: other.id, ..once };

    desk.save_product(other).await.unwrap();

    for price in [&open, &life, &rare, &needs, &once] {
        desk.save_price(price.clone()).await.unwrap();
    }

    let zoe = member("Zoé", "Lefèvre", Some("zoe@example.org"));

    add(desk, &zoe).await;

    let who = || Who::Member(zoe.id);
    let cases = [
        (sale(who(), plain.id, -1, Some(Method::Cash)), "sale-negative"),
        (sale(who(), plain.id, 50, Some(Method::Cash)), "sale-less-than-one"),
        (sale(who(), open.id, 400, Some(Method::Cash)), "sale-below-minimum"),
        (sale(who(), plain.id, 0, None), "sale-nothing-to-await"),
        (sale(who(), needs.id, 1_000, Some(Method::Cash)), "sale-requires"),
        (
            Sale {
                paid_at: Some(place.clock.now() + TimeDelta::days(1)),
                ..sale(who(), plain.id, 2_500, Some(Method::Cash))
            },
            "sale-paid-in-the-future",
        ),
    ];

    for (sale, key) in cases {
        let before = place.dump().await;

        assert!(desk.preview(&sale).await.unwrap().problems.iter().any(|p| p.phrase.key == key), "{key}");
        assert!(refused(desk.subscribe(sale).await).contains(&key.to_owned()), "{key}");
        assert_eq!(place.dump().await, before, "{key}");
    }

    // Offered is nothing, and nothing is offered.
    assert!(!refused(desk.subscribe(sale(who(), plain.id, 2_500, Some(Method::Offered))).await).is_empty());
    assert!(!refused(desk.subscribe(sale(who(), plain.id, 0, Some(Method::Cash))).await).is_empty());
    desk.subscribe(sale(who(), plain.id, 0, Some(Method::Offered))).await.unwrap();

    // What is required is held now.
    desk.subscribe(sale(who(), needs.id, 1_000, Some(Method::Cash))).await.unwrap();

    // One place.
    desk.subscribe(sale(walk_in("A", "B"), rare.id, 1_000, Some(Method::Cash))).await.unwrap();
    assert_eq!(
        refused(desk.subscribe(sale(walk_in("C", "D"), rare.id, 1_000, Some(Method::Cash))).await),
        ["sale-stock"]
    );

    // One a member.
    desk.subscribe(sale(who(), once.id, 1_000, Some(Method::Cash))).await.unwrap();
    assert_eq!(refused(desk.subscribe(sale(who(), once.id, 1_000, Some(Method::Cash))).await), ["sale-max-of-price"]);

    // For life is for life.
    desk.subscribe(sale(who(), life.id, 50_000, Some(Method::Card))).await.unwrap();
    assert_eq!(refused(desk.subscribe(sale(who(), plain.id, 2_500, Some(Method::Cash))).await), ["sale-lifetime-runs"]);
    place.assert_sound().await;
}

#[tokio::test]
async fn what_left_the_shelf_is_said() {
    let place = Place::new().await;
    let desk = &place.desk;
    let (product, price) = on_sale(desk).await;
    let large = option(product.id, "Grande");
    let sale = || Sale { options: vec![large.id], ..sale(walk_in("A", "B"), price.id, 2_500, Some(Method::Cash)) };

    let added = desk.save_option(large.clone()).await.unwrap();
    desk.archive_option(large.id, true).await.unwrap();
    assert_eq!(gone(desk.subscribe(sale()).await), "gone-option");
    desk.undo(None).await.unwrap();
    desk.preview(&sale()).await.unwrap();
    desk.undo(Some(added.entry)).await.unwrap();
    assert_eq!(gone(desk.preview(&sale()).await), "gone-option");

    desk.archive_price(price.id, true).await.unwrap();
    assert_eq!(gone(desk.preview(&sale()).await), "gone-price");
    desk.undo(None).await.unwrap();
    desk.archive_product(product.id, true).await.unwrap();
    assert_eq!(gone(desk.preview(&sale()).await), "gone-price");
    assert_eq!(gone(desk.preview(&Sale { price: Id::now_v7(), ..sale() }).await), "gone-price-unknown");
    assert_eq!(gone(desk.preview(&Sale { who: Who::Member(Id::now_v7()), ..sale() }).await), "gone-price");
}

#[tokio::test]
async fn an_early_renewal_loses_no_day() {
    let place = Place::new().await;
    let desk = &place.desk;
    let (_, price) = on_sale(desk).await;
    let outcome = desk.subscribe(sale(walk_in("Zoé", "Lefèvre"), price.id, 2_500, Some(Method::Cash))).await.unwrap();
    let member = outcome.member.unwrap();
    let first = desk.member(member).await.unwrap().subscriptions[0].clone();

    place.clock.advance(TimeDelta::days(300));

    let renewal = desk.renewal(first.id).await.unwrap();

    assert_eq!((renewal.contribution, renewal.method), (2_500, Some(Method::Cash)));

    let preview = desk.preview(&renewal).await.unwrap();

    assert_eq!(preview.problems, []);
    desk.subscribe(renewal).await.unwrap();

    let page = desk.member(member).await.unwrap();

    assert_eq!(End::At(page.subscriptions[0].ends.unwrap()), preview.period.end);
    assert!(page.subscriptions[0].starts >= first.ends.unwrap());
    assert!(page.subscriptions[0].ends.unwrap() > first.ends.unwrap() + TimeDelta::days(360));
    assert_eq!(page.standing, Standing::Valid);
}

#[tokio::test]
async fn a_subscription_that_awaits_is_paid_extended_and_cancelled() {
    let place = Place::new().await;
    let desk = &place.desk;
    let (_, price) = on_sale(desk).await;
    let outcome = desk.subscribe(sale(walk_in("Zoé", "Lefèvre"), price.id, 2_500, None)).await.unwrap();
    let member = outcome.member.unwrap();
    let held = desk.member(member).await.unwrap().subscriptions[0].clone();

    assert_eq!(held.status(desk.now()), Status::Awaiting);
    place.clock.advance(TimeDelta::days(10));
    assert_eq!(refused(desk.pay(held.id, Method::Cash, 1_000).await), ["pay-other-amount"]);
    assert_eq!(refused(desk.pay(held.id, Method::Offered, 0).await), ["pay-offered"]);
    desk.pay(held.id, Method::Cheque, 2_500).await.unwrap();
    assert_eq!(refused(desk.pay(held.id, Method::Cash, 2_500).await), ["pay-already"]);

    let paid = desk.member(member).await.unwrap().subscriptions[0].clone();

    assert_eq!(paid.starts, desk.now(), "the period starts with the payment");

    // The sale has been touched since.
    assert_eq!(refused(desk.undo(Some(outcome.entry)).await), ["left-touched", "left-used"]);

    let day = |text: &str| text.parse::<NaiveDate>().unwrap();

    assert_eq!(refused(desk.extend(held.id, day("2026-10-01"), "congés").await), ["extend-not-later"]);
    assert_eq!(refused(desk.extend(held.id, day("2027-12-31"), " ").await), ["extend-why-missing"]);
    desk.extend(held.id, day("2027-12-31"), "congés").await.unwrap();
    desk.cancel(held.id, "déménagement").await.unwrap();
    assert_eq!(refused(desk.cancel(held.id, "").await), ["cancel-already"]);
    assert_eq!(refused(desk.extend(held.id, day("2028-12-31"), "x").await), ["extend-cancelled"]);

    let page = desk.member(member).await.unwrap();

    assert_eq!(page.standing, Standing::Expired, "cancelled with an end ahead is not valid");
    assert_eq!(page.total_paid, 2_500);
    place.assert_sound().await;

    for key in ["action-subscription-cancel", "action-subscription-extend", "action-subscription-pay"] {
        let history = desk.history(Some(member), 20).await.unwrap();
        let newest = history.iter().find(|entry| !entry.undone && entry.undoes.is_none()).unwrap();

        assert_eq!(newest.title().key, key);
        assert_eq!(desk.undo(None).await.unwrap().left, []);
    }

    assert_eq!(desk.member(member).await.unwrap().subscriptions, [held]);
    desk.undo(Some(outcome.entry)).await.unwrap();
    place.assert_sound().await;
}

#[tokio::test]
async fn an_edit_carries_only_what_was_changed() {
    let place = Place::new().await;
    let desk = &place.desk;
    let zoe = member("Zoé", "Lefèvre", Some("Zoe@Example.org "));

    add(desk, &zoe).await;

    let seen = desk.member(zoe.id).await.unwrap().member;

    assert_eq!(seen.email.as_deref(), Some("zoe@example.org"));

    // Two desks edit from the same state.
    let phone = desk
        .edit_member(&seen, Member { phone: Some("06 11 22 33 44".to_owned()), ..seen.clone() }, false)
        .await
        .unwrap();
    desk.edit_member(&seen, Member { city: Some("Saint-Malo".to_owned()), ..seen.clone() }, false).await.unwrap();

    let both = desk.member(zoe.id).await.unwrap().member;

    assert_eq!((both.phone.is_some(), both.city.is_some()), (true, true));

    // The older edit is undone beneath the newer one.
    assert_eq!(desk.undo(Some(phone.entry)).await.unwrap().left, []);

    let one = desk.member(zoe.id).await.unwrap().member;

    assert_eq!((one.phone.is_some(), one.city.is_some()), (false, true));

    // Nothing changed, nothing written.
    let same = desk.edit_member(&one, one.clone(), false).await.unwrap();

    assert!(!same.changed());

    // An edit whose field was changed since stays, and says so.
    let first = desk.edit_member(&one, Member { comment: Some("un".to_owned()), ..one.clone() }, false).await.unwrap();
    let now = desk.member(zoe.id).await.unwrap().member;

    desk.edit_member(&now, Member { comment: Some("deux".to_owned()), ..now.clone() }, false).await.unwrap();
    assert_eq!(refused(desk.undo(Some(first.entry)).await), ["left-changed-field"]);
    assert_eq!(desk.member(zoe.id).await.unwrap().member.comment.as_deref(), Some("deux"));

    // A new address is not verified.
    let now = desk.member(zoe.id).await.unwrap().member;
    let verified = Member { email_state: EmailState::Verified, ..now.clone() };

    desk.edit_member(&now, verified.clone(), false).await.unwrap();
    desk.edit_member(&verified, Member { email: Some("z@example.org".to_owned()), ..verified.clone() }, false)
        .await
        .unwrap();
    assert_eq!(desk.member(zoe.id).await.unwrap().member.email_state, EmailState::Unverified);
    place.assert_sound().await;
}

#[tokio::test]
async fn a_couple_shares_an_address() {
    let place = Place::new().await;
    let desk = &place.desk;
    let (_, price) = on_sale(desk).await;
    let paul = member("Paul", "Martin", Some("famille@example.org"));

    add(desk, &paul).await;

    let outcome = add(desk, &member("Marie", "Martin", Some("FAMILLE@example.org"))).await;

    assert_eq!(outcome.left[0].key, "warning-email-shared");
    assert_eq!(desk.members_by_email(" Famille@Example.org").await.unwrap().len(), 2);
    assert_eq!(desk.member(paul.id).await.unwrap().same_email.len(), 1);

    let joins = |first: &str, last: &str, email: Option<&str>| {
        let who = Who::New {
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            email: email.map(str::to_owned),
            no_email: email.is_none(),
        };

        sale(who, price.id, 2_500, Some(Method::Cash))
    };

    for ready in [false, true] {
        if ready {
            desk.wait_ready().await;
        }

        let alike = desk.preview(&joins("Léo", "Martin", Some("famille@example.org"))).await.unwrap().alike;

        assert_eq!(alike.len(), 2);
        assert_eq!(desk.preview(&joins("paul", "MARTIN", None)).await.unwrap().alike[0].id, paul.id);
        assert!(desk.preview(&joins("Paula", "Martin", None)).await.unwrap().alike.is_empty());
    }
}

#[tokio::test]
async fn members_who_got_something_since_are_kept_and_named() {
    let place = Place::new().await;
    let desk = &place.desk;
    let (_, price) = on_sale(desk).await;
    let zoe = member("Zoé", "Lefèvre", None);
    let joined = add(desk, &zoe).await;
    let sold = desk.subscribe(sale(Who::Member(zoe.id), price.id, 2_500, Some(Method::Cash))).await.unwrap();

    assert_eq!(refused(desk.undo(Some(joined.entry)).await), ["left-used"]);
    desk.undo(Some(sold.entry)).await.unwrap();
    desk.undo(Some(joined.entry)).await.unwrap();
    assert_eq!(gone(desk.member(zoe.id).await), "gone-member");

    // The sale cannot come back before the member.
    assert_eq!(
        refused(desk.undo(desk.history(None, 2).await.unwrap().last().map(|entry| entry.id)).await),
        ["left-orphan"]
    );
    desk.redo().await.unwrap();
    desk.redo().await.unwrap();
    assert_eq!(desk.member(zoe.id).await.unwrap().total_paid, 2_500);
    assert_eq!(refused(desk.redo().await), ["redo-nothing"]);
    place.assert_sound().await;
}

#[tokio::test]
async fn products_keep_their_order_and_their_past() {
    let place = Place::new().await;
    let desk = &place.desk;
    let (a, plain) = on_sale(desk).await;
    let b = product("Café");

    desk.save_product(b.clone()).await.unwrap();
    desk.reorder(Order::Products(vec![b.id, a.id])).await.unwrap();

    let names =
        |offers: Vec<guichet::desk::Offer>| offers.into_iter().map(|offer| offer.product.name).collect::<Vec<_>>();

    assert_eq!(names(desk.offers().await.unwrap()), ["Café", "Adhésion"]);
    desk.undo(None).await.unwrap();
    assert_eq!(names(desk.offers().await.unwrap()), ["Adhésion", "Café"]);

    let sold = desk.subscribe(sale(walk_in("A", "B"), plain.id, 2_500, Some(Method::Cash))).await.unwrap();

    desk.save_price(Price { name: "Plus cher".to_owned(), amount: 3_000, ..plain.clone() }).await.unwrap();
    desk.archive_product(a.id, true).await.unwrap();
    assert_eq!(names(desk.offers().await.unwrap()), ["Café", "Adhésion"], "archived ones come last");

    let held = desk.member(sold.member.unwrap()).await.unwrap().subscriptions[0].clone();

    assert_eq!((held.price_name.as_str(), held.contribution), ("Plein tarif", 2_500));
    assert_eq!(gone(desk.preview(&desk.renewal(held.id).await.unwrap()).await), "gone-price");

    desk.archive_product(a.id, false).await.unwrap();
    assert_eq!(desk.renewal(held.id).await.unwrap().contribution, 3_000);

    let one = guichet::domain::product::Product { option_choice: OptionChoice::One, ..a.clone() };

    desk.save_product(one).await.unwrap();

    let (small, large) = (option(a.id, "Petite"), option(a.id, "Grande"));

    desk.save_option(small.clone()).await.unwrap();
    desk.save_option(large.clone()).await.unwrap();
    assert_eq!(refused(desk.save_option(option(a.id, "deux\nlignes")).await), ["option-name-one-line"]);
    assert_eq!(
        refused(
            desk.subscribe(Sale {
                options: vec![small.id, large.id],
                ..sale(walk_in("C", "D"), plain.id, 3_000, Some(Method::Cash))
            })
            .await
        ),
        ["sale-one-option"]
    );
    place.assert_sound().await;
}

#[tokio::test]
async fn the_creation_of_the_workspace_stays() {
    let place = Place::new().await;

    assert_eq!(refused(place.desk.undo(None).await), ["undo-nothing"]);

    let history = place.desk.history(None, 10).await.unwrap();

    assert_eq!(refused(place.desk.undo(Some(history[0].id)).await), ["undo-create"]);
    assert_eq!(gone(place.desk.undo(Some(Id::now_v7())).await), "gone-entry");
}

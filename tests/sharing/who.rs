//! Who joins, under which name, and who may leave.

use guichet::desk::Desk;
use guichet::desk::sharing::{Joining, Role, State};

use super::{Place, Skew, add, setup};

#[tokio::test(flavor = "multi_thread")]
async fn who_joins_acts_under_the_name_of_the_invitation_and_a_code_serves_once() {
    let place = Place::new();
    let office = place.found(0).await;
    let code = office.invite("Bob", "bob@lieu.example", Role::Manager).await.unwrap();
    let join = async |name: &str| {
        let joining = Joining { code: code.clone(), operator: String::new(), ..Joining::default() };

        Desk::join(&place.file(name), setup("root", "Bar", &Skew::default()), joining).await
    };
    let (bar, _) = join("bar.guichet").await.unwrap();

    bar.exchange().await.unwrap();

    let zoe = add(&bar, "Zoé", "Lefèvre").await;

    bar.exchange().await.unwrap();
    office.exchange().await.unwrap();

    // The desk's own journal says what the others read.
    for desk in [&bar, &office] {
        assert_eq!(desk.history(Some(zoe), 1).await.unwrap()[0].operator, "Bob");
    }

    let failure = join("again.guichet").await.err().unwrap();

    assert_eq!(failure.phrase().key, "sync-invitation-over");
    assert!(!place.file("again.guichet").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_keeps_the_name_that_it_was_given() {
    let place = Place::new();
    let office = place.found(0).await;
    let code = office.invite("Bob", "bob@lieu.example", Role::Manager).await.unwrap();
    let joining = Joining { code, computer: " Bar ".to_owned(), ..Joining::default() };
    let file = place.file("bar.guichet");
    let (bar, _) = Desk::join(&file, setup("Bob", "pc-4711", &Skew::default()), joining).await.unwrap();
    let secret = bar.secret_to_note().unwrap();
    let called = async || {
        let desks = office.desks().await.unwrap();

        desks.into_iter().find(|seen| seen.operator == "Bob").unwrap().computer
    };

    assert_eq!(called().await, "Bar");
    bar.exchange().await.unwrap();
    bar.close().await.unwrap();

    // Opened again by a program that knows only the computer's name.
    let bar = Desk::open(&file, setup("Bob", "pc-4711", &Skew::default())).await.unwrap();

    bar.give_secret(&secret);

    let zoe = add(&bar, "Zoé", "Lefèvre").await;

    bar.exchange().await.unwrap();
    office.exchange().await.unwrap();

    assert_eq!(called().await, "Bar");
    assert_eq!(office.history(Some(zoe), 1).await.unwrap()[0].desk, "Bar");
}

#[tokio::test(flavor = "multi_thread")]
async fn how_it_stands_is_told_also_when_an_exchange_fails() {
    let place = Place::new();
    let office = place.found(0).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let status = bar.sharing_status();

    assert_eq!(status.borrow().state, State::Quiet);
    office.revoke(&bar.shared().unwrap().address.login).await.unwrap();
    bar.exchange().await.unwrap_err();
    assert!(matches!(&status.borrow().state, State::Stopped(_)), "{:?}", status.borrow().state);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_administrator_does_not_leave_the_others_alone() {
    let place = Place::new();
    let office = place.found(0).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;

    assert_eq!(office.leave().await.unwrap_err().phrase().key, "sync-last-administrator");
    assert!(office.shared().is_some());
    office.exchange().await.unwrap();

    bar.leave().await.unwrap();
    assert!(bar.shared().is_none());

    // Nobody is left behind.
    office.leave().await.unwrap();
    assert!(office.shared().is_none());
}

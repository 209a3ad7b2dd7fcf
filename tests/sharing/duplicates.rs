//! Two desks that enter the same new person offline, and what becomes of it; and desks and servers that do not know of it
//! yet.

use guichet::desk::Desk;
use guichet::desk::sharing::Role;
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use sea_orm::{ConnectionTrait as _, Database};

use super::{Place, Skew, clean, edit, named, people, setup};
use crate::server::kit;

async fn enter(desk: &Desk, first_name: &str, last_name: &str, email: Option<&str>) -> Id {
    let mut member = Member::new(Id::now_v7(), desk.now());

    first_name.clone_into(&mut member.first_name);
    last_name.clone_into(&mut member.last_name);
    member.email = email.map(str::to_owned);
    desk.add_member(member, email.is_none()).await.unwrap().member.unwrap()
}

async fn exchange(desks: &[&Desk]) {
    for _ in 0..2 {
        for desk in desks {
            desk.exchange().await.unwrap();
        }
    }
}

async fn groups(desk: &Desk) -> Vec<Vec<Id>> {
    desk.all_possible_duplicates().await.unwrap().into_iter().map(|group| group.members).collect()
}

fn news(desk: &Desk) -> Vec<String> {
    desk.news().into_iter().map(|phrase| phrase.key.into_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_person_entered_on_two_desks_is_one_possible_duplicate_on_both() {
    for email in [Some("zoe@mel.example"), None] {
        let place = Place::new();
        let office = place.found(0).await;
        let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;

        office.exchange().await.unwrap();

        // Nobody hears of the other.
        let one = enter(&office, "Zoé", "Lefèvre", email).await;
        let other = enter(&bar, "ZOE", "lefevre", email).await;

        enter(&office, "Ana", "Ribeiro", Some("ana@mel.example")).await;
        enter(&bar, "Ana", "Ribeiro", Some("autre@mel.example")).await;
        exchange(&[&office, &bar]).await;

        for desk in [&office, &bar] {
            assert_eq!(groups(desk).await, [vec![one, other]], "{email:?}");
            assert_eq!((desk.arrivals(), news(desk)), (1, vec!["arrivals-here".to_owned()]));
            // It is told once.
            assert_eq!(news(desk), Vec::<String>::new());
        }

        assert_eq!(people(&office).await, people(&bar).await);

        // One says that they are not the same: gone on both, and back with its undo.
        let decided = bar.set_apart(&[one, other]).await.unwrap();

        exchange(&[&bar, &office]).await;

        for desk in [&office, &bar] {
            assert_eq!((groups(desk).await, desk.arrivals()), (vec![], 0));
            assert_eq!(desk.history(Some(other), 9).await.unwrap()[0].action, "member.apart");
        }

        bar.undo(Some(decided.entry)).await.unwrap();
        exchange(&[&bar, &office]).await;

        for desk in [&office, &bar] {
            assert_eq!((groups(desk).await, desk.arrivals()), (vec![vec![one, other]], 1));
        }

        // Decided on both at once it is decided once, and nothing is in conflict.
        office.set_apart(&[other, one]).await.unwrap();
        bar.set_apart(&[one, other]).await.unwrap();
        exchange(&[&office, &bar]).await;

        for desk in [&office, &bar] {
            assert_eq!((groups(desk).await, desk.arrivals()), (vec![], 0));
            assert_eq!(desk.refusals().await.unwrap(), vec![]);
            assert_eq!(news(desk), Vec::<String>::new());
            clean(desk).await;
        }

        assert_eq!(office.conflicts().await.unwrap(), vec![]);
        assert_eq!(kit::as_superuser(&place.database, "select count(*) from guichet.apart"), "1");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn decided_on_both_desks_offline_it_is_one_decision() {
    let place = Place::new();
    let office = place.found(0).await;
    let one = enter(&office, "Zoé", "Lefèvre", None).await;
    let other = enter(&office, "Zoé", "Lefèvre", None).await;

    office.exchange().await.unwrap();

    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;

    // What a desk that joins finds is no news.
    assert_eq!((bar.arrivals(), news(&bar)), (0, vec![]));
    assert_eq!(groups(&bar).await, [vec![one, other]]);

    office.set_apart(&[one, other]).await.unwrap();
    bar.set_apart(&[other, one]).await.unwrap();
    exchange(&[&office, &bar]).await;

    for desk in [&office, &bar] {
        assert_eq!(groups(desk).await, Vec::<Vec<Id>>::new());
        assert_eq!(desk.refusals().await.unwrap(), vec![]);
        clean(desk).await;
    }

    assert_eq!(office.conflicts().await.unwrap(), vec![]);
    assert_eq!(kit::as_superuser(&place.database, "select count(*) from guichet.apart"), "1");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_elsewhere_is_told_in_one_sentence() {
    let place = Place::new();
    let office = place.found(0).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;

    for number in 0..70 {
        enter(&office, "Ano", &format!("Nyme {number}"), None).await;
    }

    exchange(&[&office]).await;

    for number in 0..70 {
        enter(&bar, "Ano", &format!("Nyme {number}"), None).await;
    }

    exchange(&[&bar, &office]).await;
    assert_eq!(groups(&office).await.len(), 70);
    assert_eq!((office.arrivals(), news(&office)), (70, vec!["arrivals-many".to_owned()]));
}

/// Makes a workspace file what the program before this one left.
async fn before(file: &std::path::Path) {
    let connection = Database::connect(format!("sqlite://{}?mode=rw", file.display())).await.unwrap();
    let row = connection
        .query_one_raw(sea_orm::Statement::from_string(
            sea_orm::DbBackend::Sqlite,
            "SELECT sql FROM sqlite_schema WHERE name = 'outbox_fill'".to_owned(),
        ))
        .await
        .unwrap()
        .unwrap();
    let trigger: String = row.try_get_by_index(0).unwrap();
    let older = trigger.replace("WHEN 'apart' THEN (SELECT rev FROM apart WHERE id = NEW.row) ", "");

    assert_ne!(trigger, older);
    connection
        .execute_unprepared(&format!(
            "DROP TRIGGER outbox_fill; {older}; DROP TABLE apart;
             DELETE FROM seaql_migrations WHERE version = 'm0004_not_the_same'; PRAGMA user_version = 3;"
        ))
        .await
        .unwrap();
    connection.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_of_the_program_before_gets_what_it_passed_over() {
    let place = Place::new();
    let office = place.found(0).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let one = enter(&office, "Zoé", "Lefèvre", None).await;
    let other = enter(&office, "Zoé", "Lefèvre", None).await;
    let (ana, again) = (enter(&office, "Ana", "Ribeiro", None).await, enter(&office, "Ana", "Ribeiro", None).await);

    office.set_apart(&[one, other]).await.unwrap();
    exchange(&[&office, &bar]).await;

    // The older program took the same history, but for what it does not know.
    let secret = bar.secret_to_note().unwrap();
    let file = place.file("Bob.guichet");

    bar.close().await.unwrap();
    before(&file).await;

    let bar = Desk::open(&file, setup("Bob", "Poste de Bob", &Skew::default())).await.unwrap();

    bar.give_secret(&secret);
    assert_eq!(groups(&bar).await.len(), 2);
    bar.exchange().await.unwrap();
    assert_eq!(groups(&bar).await, [vec![ana, again]]);

    // What it says from now on reaches the others, with its undo: the outbox knows of it.
    let decided = bar.set_apart(&[ana, again]).await.unwrap();

    exchange(&[&bar, &office]).await;
    assert_eq!(groups(&office).await, Vec::<Vec<Id>>::new());
    bar.undo(Some(decided.entry)).await.unwrap();
    exchange(&[&bar, &office]).await;
    assert_eq!(groups(&office).await, [vec![ana, again]]);
    assert_eq!(office.conflicts().await.unwrap(), vec![]);
    clean(&bar).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_of_the_program_before_is_brought_up_to_date_and_its_desks_go_on() {
    let place = Place::new();
    let office = place.found(0).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;

    // As it was founded before: without the entity.
    kit::as_superuser(
        &place.database,
        "drop table guichet.apart; delete from guichet.column_def where entity = 'apart';
         delete from guichet.entity_def where entity = 'apart';
         update guichet.workspace set schema = 1, oldest = 1",
    );

    let one = enter(&office, "Zoé", "Lefèvre", None).await;
    let other = enter(&office, "Zoé", "Lefèvre", None).await;

    office.set_apart(&[one, other]).await.unwrap();
    exchange(&[&office, &bar]).await;

    assert_eq!(groups(&bar).await, Vec::<Vec<Id>>::new());
    // A desk of the program before is served as it was.
    assert_eq!(kit::as_superuser(&place.database, "select schema, oldest from guichet.workspace"), "2|1");

    edit(&bar, one, |member| member.city = Some("Metz".to_owned())).await;
    exchange(&[&bar, &office]).await;
    assert_eq!(named(&office, "Lefèvre").await.len(), 2);
    assert_eq!(office.member(one).await.unwrap().member.city.as_deref(), Some("Metz"));
    clean(&office).await;
}

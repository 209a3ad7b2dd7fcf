//! Desks that share a workspace through a real PostgreSQL: each with a file of its own, at once or one after the other.

mod computer;
mod duplicates;
#[cfg(target_os = "linux")]
mod keychain;
mod processes;
mod proxy;
mod refused;
mod team;
mod tls;
mod upgrade;
mod who;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use guichet::desk::sharing::{Address, Founding, Joining, Role, State, Trust};
use guichet::desk::{Desk, Failure, Job, Sale, Setup, Who};
use guichet::domain::entity::{Id, Instant};
use guichet::domain::member::Member;
use guichet::domain::money::Method;
use guichet::domain::query::{MemberQuery, MemberRow};
use sea_orm::ConnectionTrait as _;

use crate::server::kit;

struct Place {
    folder: tempfile::TempDir,
    port: u16,
    database: String,
}

/// A desk's own time: the system's, wrong by as much as a test likes.
#[derive(Clone, Default)]
struct Skew(Arc<AtomicI64>);

fn setup(operator: &str, computer: &str, skew: &Skew) -> Setup {
    let skew = skew.clone();

    Setup {
        operator: operator.to_owned(),
        desk: computer.to_owned(),
        clock: Arc::new(move || {
            Instant::from_timestamp_micros(chrono::Utc::now().timestamp_micros() + skew.0.load(Ordering::Relaxed))
                .unwrap()
        }),
        language: "fr".to_owned(),
        keychain: guichet::desk::Keychain::None,
    }
}

impl Place {
    fn new() -> Self {
        let (port, database) = kit::empty();

        Self { folder: tempfile::tempdir().unwrap(), port, database }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn founding(&self) -> Founding {
        Founding {
            administrator: Address {
                host: "127.0.0.1".to_owned(),
                port: self.port,
                database: self.database.clone(),
                login: "postgres".to_owned(),
                trust: Trust::Local,
            },
            secret: String::new(),
            workspace: "Salle".to_owned(),
            operator: "Ada".to_owned(),
        }
    }

    /// A workspace with example data, shared by its first desk.
    async fn found(&self, members: usize) -> Desk {
        let desk = Desk::open(&self.file("office.guichet"), setup("Ada", "Bureau", &Skew::default())).await.unwrap();

        if members > 0 {
            desk.demo(members, 1, &Job::new()).await.unwrap();
        }

        desk.share(self.founding(), &Job::new()).await.unwrap();
        desk.exchange().await.unwrap();

        desk
    }

    async fn join(&self, first: &Desk, name: &str, role: Role, skew: &Skew) -> Desk {
        let email = format!("{}@lieu.example", name.to_lowercase());
        let code = first.invite(name, &email, role).await.unwrap();
        let file = self.file(&format!("{name}.guichet"));
        let joining = Joining { code, operator: name.to_owned(), ..Joining::default() };
        let (desk, _) = Desk::join(&file, setup(name, &format!("Poste de {name}"), skew), joining).await.unwrap();

        desk.exchange().await.unwrap();

        desk
    }
}

async fn people(desk: &Desk) -> Vec<MemberRow> {
    desk.wait_ready().await;
    desk.members(&MemberQuery::default(), 0..10_000).await.unwrap().rows
}

async fn named(desk: &Desk, last_name: &str) -> Vec<Id> {
    people(desk).await.into_iter().filter(|row| row.last_name == last_name).map(|row| row.id).collect()
}

async fn add(desk: &Desk, first_name: &str, last_name: &str) -> Id {
    let mut member = Member::new(Id::now_v7(), desk.now());

    first_name.clone_into(&mut member.first_name);
    last_name.clone_into(&mut member.last_name);
    desk.add_member(member, true).await.unwrap().member.unwrap()
}

async fn edit(desk: &Desk, id: Id, change: impl FnOnce(&mut Member)) {
    let before = desk.member(id).await.unwrap().member;
    let mut after = before.clone();

    change(&mut after);
    desk.edit_member(&before, after, true).await.unwrap();
}

async fn clean(desk: &Desk) {
    assert_eq!(desk.check().await.unwrap(), vec![]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_is_shared_joined_and_both_desks_hold_the_same() {
    let place = Place::new();
    let office = place.found(120).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;

    assert_eq!(people(&bar).await, people(&office).await);
    assert_eq!(bar.shared().unwrap().workspace, "Salle");

    // Each does something; each gets the other's.
    let zoe = add(&office, "Zoé", "Lefèvre").await;
    let noe = add(&bar, "Noé", "Martin-Duval").await;

    for _ in 0..2 {
        office.exchange().await.unwrap();
        bar.exchange().await.unwrap();
    }

    assert!(named(&bar, "Lefèvre").await.contains(&zoe));
    assert_eq!(named(&office, "Martin-Duval").await, vec![noe]);
    assert_eq!(people(&bar).await, people(&office).await);

    // The other desk's action is in the history, by its operator.
    let history = office.history(Some(noe), 10).await.unwrap();

    assert_eq!((history[0].operator.as_str(), history[0].action.as_str()), ("Bob", "member.add"));
    clean(&office).await;
    clean(&bar).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_of_one_member_changed_on_two_desks_are_merged_and_the_loser_is_kept() {
    let place = Place::new();
    let (late, early) = (Skew::default(), Skew::default());
    let office = place.found(0).await;
    let zoe = add(&office, "Zoe", "Lefevre").await;

    office.exchange().await.unwrap();

    let bar = place.join(&office, "Bob", Role::Manager, &late).await;
    let door = place.join(&office, "Eve", Role::User, &early).await;

    // A wrong clock neither wins nor stops anything.
    late.0.store(-400 * 86_400_000_000, Ordering::Relaxed);

    edit(&office, zoe, |member| member.first_name = "Zoé".to_owned()).await;
    edit(&office, zoe, |member| member.city = Some("Lyon".to_owned())).await;
    edit(&bar, zoe, |member| member.city = Some("Metz".to_owned())).await;
    edit(&bar, zoe, |member| member.phone = Some("0102030405".to_owned())).await;

    for _ in 0..2 {
        office.exchange().await.unwrap();
        bar.exchange().await.unwrap();
        door.exchange().await.unwrap();
    }

    let there = door.member(zoe).await.unwrap().member;

    assert_eq!(office.member(zoe).await.unwrap().member, there);
    assert_eq!(bar.member(zoe).await.unwrap().member, there);
    assert_eq!(there.first_name, "Zoé");
    assert_eq!(there.phone.as_deref(), Some("0102030405"));

    let conflicts = office.conflicts().await.unwrap();

    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert_eq!(conflicts[0].field, "city");

    let other = conflicts[0].lost.as_str().unwrap().to_owned();

    // Taking the other value is a change like any other.
    office.settle_conflict(&conflicts[0], true).await.unwrap();
    office.exchange().await.unwrap();
    bar.exchange().await.unwrap();

    assert_eq!(bar.member(zoe).await.unwrap().member.city, Some(other));
    assert_eq!(office.conflicts().await.unwrap(), vec![]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_kept_by_the_desk_and_by_the_server() {
    let place = Place::new();
    let office = place.found(0).await;
    let zoe = add(&office, "Zoé", "Lefèvre").await;

    office.exchange().await.unwrap();

    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let before = bar.member(zoe).await.unwrap().member;

    edit(&bar, zoe, |member| member.city = Some("Metz".to_owned())).await;

    let new = add(&bar, "Nouveau", "Refusé").await;

    // Meanwhile the office makes him a user, who only reads.
    let bob = office.team().await.unwrap().operators.into_iter().find(|operator| operator.name == "Bob").unwrap();

    office.set_role(bob.id, Role::User).await.unwrap();

    let exchanged = bar.exchange().await.unwrap();

    assert_eq!((exchanged.sent, exchanged.refused), (2, 2));

    // Nothing refused is shown as if it were shared, and nothing is lost.
    assert_eq!(bar.member(zoe).await.unwrap().member.city, before.city);
    assert!(named(&bar, "Refusé").await.is_empty());

    let refusals = bar.refusals().await.unwrap();

    assert_eq!(refusals.len(), 2);
    assert!(refusals.iter().all(|refusal| refusal.code == "42501"), "{refusals:?}");

    // The desk knows by now, and says so before anything is written.
    let member = Member { city: Some("Nancy".to_owned()), ..before.clone() };

    assert!(matches!(bar.edit_member(&before, member, true).await, Err(Failure::Refused(_))));

    // Made a manager again, what was refused can be sent again.
    office.set_role(bob.id, Role::Manager).await.unwrap();
    bar.exchange().await.unwrap();

    for refusal in bar.refusals().await.unwrap() {
        bar.send_again(&refusal.op).await.unwrap();
    }

    bar.exchange().await.unwrap();
    office.exchange().await.unwrap();

    assert_eq!(bar.refusals().await.unwrap(), vec![]);
    assert_eq!(office.member(zoe).await.unwrap().member.city.as_deref(), Some("Metz"));
    assert_eq!(named(&office, "Refusé").await, vec![new]);
    assert_eq!(people(&bar).await, people(&office).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_and_its_undo_reach_the_other_desk_with_the_money() {
    let place = Place::new();
    let office = place.found(30).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let price =
        bar.offers().await.unwrap().into_iter().flat_map(|offer| offer.prices).find(|price| !price.open).unwrap();
    let sold = bar
        .subscribe(Sale {
            who: Who::New {
                first_name: "Ana".to_owned(),
                last_name: "Ribeiro-Test".to_owned(),
                email: None,
                no_email: true,
            },
            price: price.id,
            options: Vec::new(),
            contribution: price.amount,
            method: Some(if price.amount == 0 { Method::Offered } else { Method::Cash }),
            paid_at: None,
            renews: None,
        })
        .await
        .unwrap();
    let ana = sold.member.unwrap();

    bar.exchange().await.unwrap();
    office.exchange().await.unwrap();

    let page = office.member(ana).await.unwrap();

    assert_eq!((page.subscriptions.len(), page.total_paid), (1, price.amount));
    clean(&office).await;

    // Another desk's action is not what "undo the last one" takes back.
    let mine = add(&office, "Moi", "Même").await;

    office.undo(None).await.unwrap();
    assert_eq!(named(&office, "Même").await, Vec::<Id>::new());
    assert!(office.member(mine).await.is_err());
    assert_eq!(office.member(ana).await.unwrap().subscriptions.len(), 1);

    bar.undo(Some(sold.entry)).await.unwrap();
    bar.exchange().await.unwrap();
    office.exchange().await.unwrap();

    assert_eq!(named(&office, "Ribeiro-Test").await, Vec::<Id>::new());
    assert_eq!(people(&bar).await, people(&office).await);
    clean(&office).await;
    clean(&bar).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_put_back_from_a_backup_gets_again_what_the_desks_know() {
    let place = Place::new();
    let office = place.found(40).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let copy = format!("{}_copie", place.database);

    kit::as_superuser("postgres", &format!("create database {copy} template {}", place.database));

    let lost = add(&office, "Perdue", "Puis-Retrouvée").await;

    office.exchange().await.unwrap();
    bar.exchange().await.unwrap();
    edit(&bar, lost, |member| member.city = Some("Metz".to_owned())).await;
    bar.exchange().await.unwrap();

    let owner = kit::as_superuser(
        &place.database,
        "select rolname from pg_roles where oid = (select nspowner from pg_namespace where nspname = 'guichet')",
    );
    let operator = owner.replace("owner", "operator");

    kit::as_superuser("postgres", &format!("drop database {}", place.database));
    kit::as_superuser("postgres", &format!("alter database {copy} rename to {}", place.database));
    // Rights on a database are no part of its copy.
    kit::as_superuser(
        "postgres",
        &format!("revoke all on database {0} from public; grant connect on database {0} to {operator}", place.database),
    );

    for _ in 0..2 {
        office.exchange().await.unwrap();
        bar.exchange().await.unwrap();
    }

    assert_eq!(named(&office, "Puis-Retrouvée").await, vec![lost]);
    assert_eq!(office.member(lost).await.unwrap().member.city.as_deref(), Some("Metz"));
    assert_eq!(people(&bar).await, people(&office).await);
    assert_eq!(
        kit::as_superuser(&place.database, &format!("select cells ->> 'city' from guichet.member where id = '{lost}'")),
        "Metz"
    );
    clean(&office).await;
    clean(&bar).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_file_goes_on_as_a_desk_of_its_own() {
    let place = Place::new();
    let office = place.found(10).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let secret = bar.secret_to_note().unwrap();

    bar.backup(&place.file("copy.guichet")).await.unwrap();

    let first = add(&bar, "Un", "Premier").await;

    bar.exchange().await.unwrap();

    // The same file once more, on another computer.
    let copy = Desk::open(&place.file("copy.guichet"), setup("Bob", "Portable", &Skew::default())).await.unwrap();
    let before = copy.shared().unwrap().memory.desk;

    copy.give_secret(&secret);

    let second = add(&copy, "Deux", "Second").await;

    copy.exchange().await.unwrap();
    assert_ne!(copy.shared().unwrap().memory.desk, before);

    bar.exchange().await.unwrap();
    office.exchange().await.unwrap();

    assert_eq!((named(&office, "Premier").await, named(&office, "Second").await), (vec![first], vec![second]));
    assert_eq!(people(&bar).await, people(&copy).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_workspace_at_the_address_is_never_written_to() {
    let place = Place::new();
    let office = place.found(5).await;
    let waiting = add(&office, "Attend", "Encore").await;

    kit::as_superuser(&place.database, "alter table guichet.workspace disable trigger all");
    let id = kit::as_superuser(&place.database, "select id from guichet.workspace");

    kit::as_superuser(&place.database, "update guichet.workspace set id = gen_random_uuid()");

    let failure = office.exchange().await.unwrap_err();

    assert_eq!(failure.phrase().key, "sync-other-server");
    assert_eq!(
        kit::as_superuser(&place.database, &format!("select count(*) from guichet.member where id = '{waiting}'")),
        "0"
    );
    assert_eq!(named(&office, "Encore").await, vec![waiting]);

    kit::as_superuser(&place.database, &format!("update guichet.workspace set id = '{id}'"));
    office.exchange().await.unwrap();
    assert_eq!(
        kit::as_superuser(&place.database, &format!("select count(*) from guichet.member where id = '{waiting}'")),
        "1"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_desk_keeps_what_it_has_and_gets_nothing_more() {
    let place = Place::new();
    let office = place.found(5).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let login = bar.shared().unwrap().address.login.clone();

    office.revoke(&login).await.unwrap();

    let kept = add(&bar, "Après", "Coup").await;
    let failure = bar.exchange().await.unwrap_err();

    assert!(["sync-revoked", "sync-login-refused"].contains(&failure.phrase().key.as_ref()), "{failure:?}");
    assert_eq!(named(&bar, "Coup").await, vec![kept]);
    office.exchange().await.unwrap();
    assert_eq!(named(&office, "Coup").await, Vec::<Id>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_appears_on_the_other_desk_by_itself() {
    let place = Place::new();
    let office = place.found(5).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;

    office.keep_in_touch();
    bar.keep_in_touch();

    let mut status = bar.sharing_status();

    tokio::time::timeout(std::time::Duration::from_secs(20), status.wait_for(|status| status.state == State::Quiet))
        .await
        .unwrap()
        .unwrap();

    let zoe = add(&office, "Zoé", "Vite").await;
    let seen = async {
        while named(&bar, "Vite").await != vec![zoe] {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };

    tokio::time::timeout(std::time::Duration::from_secs(20), seen).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn much_that_goes_at_once_is_asked_about_first() {
    let place = Place::new();
    let office = place.found(150).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let before = people(&bar).await;

    office.undo(None).await.unwrap();
    office.exchange().await.unwrap();

    // Asked again and again, the file is copied once.
    for _ in 0..3 {
        let failure = bar.exchange().await.unwrap_err();

        assert_eq!(failure.phrase().key, "sync-many-archived");
        assert_eq!(people(&bar).await, before);

        add(&office, "Autre", "Chose").await;
        office.exchange().await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    }

    let copies: Vec<_> = std::fs::read_dir(place.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("before-exchange"))
        .collect();

    assert_eq!(copies.len(), 1, "{copies:?}");

    bar.agree_to_archive();
    bar.exchange().await.unwrap();
    assert_eq!(people(&bar).await, people(&office).await);
    assert_eq!(people(&bar).await.len(), 3);
    clean(&bar).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_role_may_not_read_any_more_goes_and_comes_back_with_the_right() {
    let place = Place::new();
    let office = place.found(60).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let bob = office.team().await.unwrap().operators.into_iter().find(|operator| operator.name == "Bob").unwrap();
    let before = bar.payments().await.unwrap().len();

    assert!(before > 0);
    assert_eq!(before, office.payments().await.unwrap().len());

    office.set_role(bob.id, Role::Door).await.unwrap();
    bar.exchange().await.unwrap();
    assert_eq!(bar.payments().await.unwrap().len(), 0);
    assert_eq!(people(&bar).await.len(), people(&office).await.len());

    office.set_role(bob.id, Role::Manager).await.unwrap();
    bar.exchange().await.unwrap();
    assert_eq!(bar.payments().await.unwrap().len(), before);
    clean(&bar).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_difference_that_nothing_explains_is_found_and_mended() {
    let place = Place::new();
    let office = place.found(20).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let before = people(&bar).await;

    assert!(bar.shared().unwrap().verified_at.is_some());
    bar.clone().close().await.unwrap();

    // A row that the file lost, and a day that went by.
    let file = place.file("Bob.guichet");
    let spoilt = sea_orm::Database::connect(format!("sqlite://{}", file.display())).await.unwrap();

    spoilt
        .execute_unprepared(
            "UPDATE member SET city = 'nowhere', rev = rev - 1 WHERE id = (SELECT max(id) FROM member);
             UPDATE sync_state SET verified_at = 0;",
        )
        .await
        .unwrap();
    spoilt.close().await.unwrap();

    let secret = bar.secret_to_note().unwrap();
    let bar = Desk::open(&file, setup("Bob", "Poste de Bob", &Skew::default())).await.unwrap();

    bar.give_secret(&secret);
    bar.exchange().await.unwrap();
    assert_eq!(people(&bar).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_program_waits_for_an_administrator_who_brings_the_server_up_to_date() {
    let place = Place::new();
    let office = place.found(0).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;

    kit::as_superuser(&place.database, "update guichet.workspace set schema = 0, oldest = 0");

    let waits = add(&bar, "Attend", "Encore").await;

    assert_eq!(bar.exchange().await.unwrap_err().phrase().key, "sync-too-new");

    add(&office, "Chef", "Ici").await;
    office.exchange().await.unwrap();
    assert_eq!(
        kit::as_superuser(&place.database, "select schema from guichet.workspace"),
        guichet::sync::rules::SCHEMA.to_string()
    );

    bar.exchange().await.unwrap();
    office.exchange().await.unwrap();
    assert_eq!(named(&office, "Encore").await, vec![waits]);
}

#[tokio::test(flavor = "multi_thread")]
async fn long_texts_are_pushed_a_mebibyte_at_a_time() {
    let place = Place::new();
    let office = place.found(0).await;

    let id = add(&office, "Bavard", "Sans Fin").await;

    // Two hundred of these are more than the server takes in one push.
    for number in 0..210 {
        let text = if number % 2 == 0 { "€" } else { "…" };

        edit(&office, id, |member| member.comment = Some(text.repeat(10_000))).await;
    }

    let exchanged = office.exchange().await.unwrap();

    assert_eq!((exchanged.sent, exchanged.refused), (211, 0));
    assert_eq!(
        kit::as_superuser(&place.database, "select cells ->> 'comment' from guichet.member"),
        "…".repeat(10_000)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_outlives_leaving() {
    let place = Place::new();
    let office = place.found(0).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let bob = office.team().await.unwrap().operators.into_iter().find(|operator| operator.name == "Bob").unwrap();

    add(&bar, "Nouveau", "Refusé").await;
    office.set_role(bob.id, Role::User).await.unwrap();
    bar.exchange().await.unwrap();
    assert_eq!(bar.refusals().await.unwrap().len(), 1);

    bar.leave().await.unwrap();
    assert_eq!(bar.refusals().await.unwrap().len(), 1);
}

//! Desks as processes of the real program, killed at any moment of a conversation.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::process::Child;
use std::time::{Duration, Instant};

use serde_json::Value as Json;

use crate::server::kit;

use super::computer::{Computer, kill, text};

/// How often the three desks do something, and how often then each is killed while it syncs.
const ROUNDS: usize = 5;
const WAVES: usize = 2;

/// What the program acknowledged, by e-mail: how many subscriptions.
type Acknowledged = BTreeMap<String, usize>;

fn members(json: &Json) -> Vec<&Json> {
    json["rows"].as_array().unwrap().iter().collect()
}

/// New members from a small file, and another phone for some who are known to every desk.
fn import(
    computer: &Computer,
    round: usize,
    known: &[(String, String, String)],
    rng: &mut fastrand::Rng,
) -> Vec<String> {
    let desk = computer.name();
    let count = rng.usize(1..=8);
    let fresh: Vec<String> = (0..count).map(|n| format!("{}-{round}-{n}@neuf.example", desk.to_lowercase())).collect();
    let mut csv = "E-mail;Prénom;Nom;Téléphone\n".to_owned();

    for (n, email) in fresh.iter().enumerate() {
        csv += &format!("{email};Prénom{n};{desk}{round};06{:08}\n", rng.u32(0..100_000_000));
    }

    for (email, first, last) in rng.choose_multiple(known.iter(), 3) {
        csv += &format!("{email};{first};{last};07{:08}\n", rng.u32(0..100_000_000));
    }

    let file = computer.write("some.csv", &csv);

    computer.done(&["import", &file, "--on-match", "overwrite"]);

    fresh
}

fn sync(computer: &Computer) -> Child {
    computer.start(&["sync", "--once", "--secret"], &computer.secret)
}

/// Payments as they are exported, without their order.
fn payments(computer: &Computer) -> BTreeSet<String> {
    let _ = std::fs::remove_file(computer.path("payments.csv"));
    computer.done(&["export", "payments", "--to", "payments.csv"]);

    text(&computer.path("payments.csv")).lines().map(str::to_owned).collect()
}

fn sorted(json: &Json) -> Vec<Json> {
    let mut rows = json["rows"].as_array().unwrap().clone();

    rows.sort_by(|one, other| one["id"].as_str().cmp(&other["id"].as_str()));
    rows
}

/// Rows of the server, by id, in some of their columns.
fn on_server(database: &str, table: &str, columns: &[&str]) -> Vec<Json> {
    let cells: String = columns.iter().map(|column| format!(", '{column}', cells -> '{column}'")).collect();
    let said = kit::as_superuser(
        database,
        &format!(
            "select coalesce(json_agg(json_build_object('id', id{cells}) order by id::text), '[]')
             from guichet.{table} where cells ->> 'archived_at' is null"
        ),
    );

    serde_json::from_str::<Json>(&said).unwrap().as_array().unwrap().clone()
}

/// The same columns of what a list says.
fn in_list(rows: &[Json], columns: &[(&str, &str)]) -> Vec<Json> {
    rows.iter()
        .map(|row| columns.iter().map(|(there, here)| ((*there).to_owned(), row[*here].clone())).collect())
        .map(|row: serde_json::Map<String, Json>| Json::Object(row))
        .collect()
}

fn one_after_the_other(desks: &[Computer]) {
    for desk in desks {
        desk.done(&["sync", "--once", "--secret"]);
    }
}

#[test]
fn desks_killed_while_they_sync_lose_and_double_nothing() {
    let begun = Instant::now();
    let mut rng = fastrand::Rng::with_seed(20_261_127);
    let (port, database) = kit::empty();
    let mut desks = ["Ada", "Bob", "Eve"].map(|name| Computer::new(name, None));

    desks[0].done(&["demo", "--members", "30"]);

    let price = {
        let subscriptions = desks[0].json(&["subscriptions", "--json"]);
        let rows = subscriptions["rows"].as_array().unwrap();

        rows.iter().find(|row| row["contribution"].as_i64() > Some(0)).unwrap()["price"].as_str().unwrap().to_owned()
    };

    desks[0].share(port, &database);

    for place in 1..desks.len() {
        let code = desks[0].invite(&desks[place]);

        desks[place].join(&code);
    }

    // Those whose e-mail is theirs alone, so that an import finds one person.
    let listed = desks[0].json(&["members", "--json"]);
    let emails: Vec<&str> = members(&listed).iter().filter_map(|row| row["email"].as_str()).collect();
    let known: Vec<(String, String, String)> = members(&listed)
        .iter()
        .filter_map(|row| Some((row["email"].as_str()?, row["first_name"].as_str()?, row["last_name"].as_str()?)))
        .filter(|(email, ..)| emails.iter().filter(|other| other == &email).count() == 1)
        .map(|(email, first, last)| (email.to_owned(), first.to_owned(), last.to_owned()))
        .take(6)
        .collect();
    let before = sorted(&desks[0].json(&["subscriptions", "--json"])).len();
    let mut acknowledged = Acknowledged::new();
    let mut took = Duration::from_millis(400);
    let (mut killed, mut ended) = (0, 0);

    for round in 0..ROUNDS {
        for desk in &desks {
            for (place, email) in import(desk, round, &known, &mut rng).into_iter().enumerate() {
                let sells = place < 2 && rng.bool();

                if sells {
                    desk.done(&["subscribe", &email, "--price", &price, "--method", "cash"]);
                }

                acknowledged.insert(email, usize::from(sells));
            }
        }

        for _ in 0..WAVES {
            // All at once, each until a moment of its own; now and then one comes to its end.
            let mut syncing: Vec<(Duration, &Computer, Child)> =
                desks.iter().map(|desk| (took.mul_f64(0.15 + rng.f64()), desk, sync(desk))).collect();
            let started = Instant::now();

            syncing.sort_by_key(|(after, ..)| *after);

            for (after, desk, child) in syncing {
                std::thread::sleep(after.saturating_sub(started.elapsed()));

                if kill(child) {
                    killed += 1;
                } else {
                    ended += 1;
                }

                // It is as it was: nothing that was killed keeps its file locked or broken.
                desk.done(&["check"]);
            }
        }

        // What one desk did is taken in by another in the middle of it all.
        let started = Instant::now();

        desks[round % desks.len()].done(&["sync", "--once", "--secret"]);
        took = started.elapsed();
    }

    assert!(killed >= ROUNDS, "{killed} killed, {ended} came to their end");
    one_after_the_other(&desks);
    one_after_the_other(&desks);

    let last = desks[0].run(&["sync", "--once", "--secret", "--json"], &desks[0].secret);
    let last: Json = serde_json::from_str(&last.out).unwrap();

    assert_eq!(
        (&last["sent"], &last["taken"], &last["refused_open"]),
        (&Json::from(0), &Json::from(0), &Json::Array(Vec::new()))
    );

    let people = sorted(&desks[0].json(&["members", "--json"]));
    let sold = sorted(&desks[0].json(&["subscriptions", "--json"]));
    let paid = payments(&desks[0]);

    for desk in &desks[1..] {
        assert_eq!(sorted(&desk.json(&["members", "--json"])), people);
        assert_eq!(sorted(&desk.json(&["subscriptions", "--json"])), sold);
        assert_eq!(payments(desk), paid);
    }

    for desk in &desks {
        desk.done(&["check"]);
    }

    // Each person and each sale that was acknowledged is there once.
    for (email, sales) in &acknowledged {
        assert_eq!(people.iter().filter(|row| row["email"] == **email).count(), 1, "{email}");
        assert_eq!(sold.iter().filter(|row| row["email"] == **email).count(), *sales, "{email}");
    }

    assert_eq!(sold.len(), before + acknowledged.values().sum::<usize>());

    // The server says the same.
    let columns = [("id", "id"), ("email", "email"), ("last_name", "last_name"), ("phone", "phone")];

    assert_eq!(in_list(&people, &columns), on_server(&database, "member", &["email", "last_name", "phone"]));
    assert_eq!(
        in_list(&sold, &[("id", "id"), ("member", "member"), ("contribution", "contribution")]),
        on_server(&database, "subscription", &["member", "contribution"])
    );
    assert_eq!(on_server(&database, "payment", &[]).len() + 1, paid.len());

    // Each operation was done once, in its order.
    let twice = "select (select count(*) from (select from guichet.change where kind = 'insert'
            group by entity, \"row\" having count(*) > 1) t)
        + (select count(*) from guichet.stream s
            where s.last_seq <> (select count(*) from guichet.op o where o.desk = s.desk))
        + (select count(*) from guichet.op where outcome = 'refused')";

    assert_eq!(kit::as_superuser(&database, twice), "0");

    eprintln!("{killed} kills, {ended} ends, {} members acknowledged, {:?}", acknowledged.len(), begun.elapsed());
}

#[test]
fn a_desk_that_keeps_in_touch_says_how_it_stands() {
    let (port, database) = kit::empty();
    let mut office = Computer::new("Ada", None);

    office.done(&["demo", "--members", "5"]);
    office.share(port, &database);

    let mut child = office.start(&["sync", "--secret"], &office.secret);
    let told: Vec<String> =
        BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok).take(2).collect();

    assert!(kill(child), "it goes on until it is stopped");
    assert_eq!(told, ["Exchanging. Waiting: 0.", "Everything is shared. Waiting: 0."]);
}

//! A large file in which the rows of one person stand far apart: what comes in is what comes in when they stand together.

use std::fmt::Write as _;
use std::path::Path;

use guichet::desk::import::{ImportOptions, OnMatch};
use guichet::desk::{Desk, Job};
use guichet::domain::custom::FieldKind;
use guichet::exchange::Meaning;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{check, import, setup, write};
use crate::desk::kit::{connect, dump};

/// More than stay in memory between their rows.
const PEOPLE: usize = 6_000;

/// Every fourth was there before.
const KNOWN: usize = 4;

const HEADER: &str =
    "E-mail;Prénom;Nom;Téléphone;Ville;Instrument;Produit;Tarif;Contribution;Moyen de paiement;Payé le\n";

/// The rows of a person: later ones add what the first does not say, and contradict it.
fn row(person: usize, nth: usize) -> String {
    let (phone, city, instrument) = match nth {
        0 => (String::new(), "Rennes", ""),
        1 => (format!("06{person:08}"), "Brest", "Oud"),
        _ => (format!("07{person:08}"), "", "Flûte"),
    };
    let sold = if nth < 2 { format!("Adhésion;Plein;25,00;carte;1{nth}/03/2026") } else { ";;;;".to_owned() };

    format!("p{person}@ici.example;Zoé{person};Lefèvre;{phone};{city};{instrument};{sold}")
}

/// `apart`: all first rows, then all second ones in another order, then all third ones.
fn file(apart: bool) -> String {
    let mut text = HEADER.to_owned();
    let mut add = |person, nth| {
        let _ = writeln!(text, "{}", row(person, nth));
    };

    if apart {
        (0..PEOPLE).for_each(|person| add(person, 0));
        (0..PEOPLE).for_each(|person| add(person * 4_801 % PEOPLE, 1));
        (0..PEOPLE).rev().for_each(|person| add(person, 2));
    } else {
        (0..PEOPLE).for_each(|person| (0..3).for_each(|nth| add(person, nth)));
    }

    text
}

async fn lines(path: &Path, sql: &str) -> Vec<String> {
    let connection = connect(path).await;
    let rows = connection.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    let lines = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();

    connection.close().await.unwrap();

    lines
}

/// Everybody with what is theirs, but for ids and times.
const PEOPLE_AS_TEXT: &str = "
    SELECT m.email || '|' || m.first_name || '|' || coalesce(m.phone, '') || '|' || coalesce(m.city, '')
        || '|' || coalesce((SELECT group_concat(v.value) FROM field_value v WHERE v.member = m.id), '')
        || '|' || coalesce((
            SELECT group_concat(line) FROM (
                SELECT s.product_name || s.price_name || s.paid_on || s.contribution || p.amount AS line
                FROM subscription s JOIN payment p ON p.subscription = s.id WHERE s.member = m.id ORDER BY s.paid_on
            )
        ), '')
    FROM member m ORDER BY m.email";

const JOURNAL: &str = "SELECT entity || kind || count(*) FROM change GROUP BY entity, kind ORDER BY 1";

const INDEXES: &str = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY sql";

#[tokio::test]
async fn rows_of_one_person_may_stand_far_apart() {
    for on_match in [OnMatch::Fill, OnMatch::Overwrite] {
        let folder = tempfile::tempdir().unwrap();
        let mut told = Vec::new();

        for apart in [false, true] {
            let path = folder.path().join(format!("{apart}.guichet"));
            let desk = Desk::open(&path, setup()).await.unwrap();
            let mut known = "E-mail;Prénom;Nom;Ville\n".to_owned();

            for person in (0..PEOPLE).step_by(KNOWN) {
                let _ = writeln!(known, "p{person}@ici.example;Zoé{person};Lefèvre;Lyon");
            }

            import(&desk, &write(folder.path(), "avant.csv", known)).await;

            let (before, indexes) = (dump(&path).await, lines(&path, INDEXES).await);
            let options = ImportOptions {
                on_match,
                map: vec![("Instrument".to_owned(), Some(Meaning::New(FieldKind::Choice)))],
                ..ImportOptions::default()
            };
            let csv = write(folder.path(), "grand.csv", file(apart));
            let checked = desk.check_import(&csv, options, &Job::new()).await.unwrap();
            let summary = &checked.summary;

            assert_eq!(summary.refused_count, 0, "{:?}", summary.refused);

            let counts = (summary.new, summary.updated, summary.unchanged, summary.new_subscriptions);
            let imported = desk.import(checked, &Job::new()).await.unwrap().entry;

            assert_eq!(desk.check().await.unwrap(), []);
            assert_eq!(lines(&path, INDEXES).await, indexes);
            told.push((counts, lines(&path, PEOPLE_AS_TEXT).await, lines(&path, JOURNAL).await));

            // Nothing of it is new any more.
            let again = check(&desk, &csv).await;

            assert_eq!((again.summary.new, again.summary.new_subscriptions), (0, 0));

            let undone = desk.undo(Some(imported)).await.unwrap();

            assert_eq!(undone.left, []);
            desk.close().await.unwrap();
            assert_eq!(dump(&path).await, before);
        }

        let (together, apart) = (&told[0], &told[1]);

        assert_eq!(together.0, apart.0);
        assert_eq!(together.1[1], apart.1[1]);
        assert!(together.1 == apart.1);
        assert_eq!(together.2, apart.2);

        let text = |person: usize| {
            together.1.iter().find(|line| line.starts_with(&format!("p{person}@"))).map(String::as_str).unwrap()
        };
        let sold = "AdhésionPlein2026-03-1025002500,AdhésionPlein2026-03-1125002500";

        assert_eq!(text(1), format!("p1@ici.example|Zoé1|0600000001|Rennes|Oud|{sold}"));
        assert_eq!(
            text(4),
            match on_match {
                OnMatch::Overwrite => format!("p4@ici.example|Zoé4|0700000004|Brest|Flûte|{sold}"),
                _ => format!("p4@ici.example|Zoé4|0600000004|Lyon|Oud|{sold}"),
            }
        );
    }
}

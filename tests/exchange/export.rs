//! What is written reads back as it was, whatever stands in it.

use guichet::desk::export::{Dialect, ExportOf, ExportOptions, exportable};
use guichet::desk::{Desk, Failure, Job, Selection};
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use guichet::domain::query::{MemberQuery, SubscriptionQuery};
use guichet::exchange::Subject;
use guichet::exchange::read::row::{CellKind, Row};
use guichet::exchange::read::{Wishes, table};
use guichet::exchange::write::cells::{Cell, Shape};
use guichet::exchange::write::{csv, xlsx};
use guichet::words::Language;
use proptest::prelude::*;

use super::{check, counts, desk, import, now, setup, write};

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "[\\PC]{0,20}",
        "[=+\\-@'\"; ,|a]{1,8}",
        Just("'=1+1".to_owned()),
        Just("''+33 6 12 34 56 78".to_owned()),
        Just("+33 6 12 34 56 78".to_owned()),
        Just("-1 sur la liste".to_owned()),
        Just("deux\nlignes".to_owned()),
        Just("un \"mot\"; deux".to_owned()),
        Just("01000".to_owned()),
        Just("مرحبا 👩‍👩‍👧 李".to_owned()),
        Just("_x000D_".to_owned()),
        Just("x".repeat(10_000)),
    ]
    // A cell of space alone is an empty cell to whoever reads a list.
    .prop_filter("something", |text| !text.trim().is_empty())
}

fn read_back(path: &std::path::Path) -> Vec<Vec<String>> {
    let wishes = Wishes { header_row: Some(1), ..Wishes::default() };
    let read = table(path, &wishes, &|_, _| true).unwrap();
    let csv = read.read_as.separator.is_some();
    let mut rows = read.rows.rows(0);
    let mut row = Row::default();
    let mut all = Vec::new();

    while rows.next(&mut row).unwrap() {
        let width = read.headers.len();

        all.push(
            (0..width).map(|index| if csv { unmark(row.cell(index)) } else { row.cell(index).to_owned() }).collect(),
        );
    }

    all
}

/// What the importer takes away before it looks at a cell.
fn unmark(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn csv_reads_back(rows in prop::collection::vec((hostile(), hostile(), hostile()), 1..20), french in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        let dialect = if french { Dialect::FrenchExcel } else { Dialect::Plain };
        let mut writer = csv::Writer::new(&path, dialect, 2).unwrap();

        writer.row(&["Courriel", "Nom", "Ville"].map(|name| Cell::Text(name.into()))).unwrap();

        for (a, b, c) in &rows {
            writer.row(&[a, b, c].map(|text| Cell::Text(text.clone()))).unwrap();
        }

        writer.finish().unwrap();

        let expected: Vec<Vec<String>> = rows.into_iter().map(|(a, b, c)| vec![a, b, c]).collect();

        prop_assert_eq!(read_back(&path), expected);
        prop_assert!(!std::fs::read_to_string(&path).unwrap().lines().any(|line| line.starts_with(['=', '+', '@'])));
    }

    #[test]
    fn xlsx_reads_back(rows in prop::collection::vec((hostile(), hostile(), hostile()), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.xlsx");
        let headers = ["Courriel", "Nom", "Ville"].map(str::to_owned).to_vec();
        let mut writer = xlsx::Writer::new(&path, "Membres", headers, vec![Shape::Text; 3], 2, "€").unwrap();

        for (a, b, c) in &rows {
            writer.row(&[a, b, c].map(|text| Cell::Text(text.clone()))).unwrap();
        }

        writer.finish().unwrap();

        let expected: Vec<Vec<String>> = rows.into_iter().map(|(a, b, c)| vec![a, b, c]).collect();

        prop_assert_eq!(read_back(&path), expected);
    }
}

#[test]
fn a_workbook_has_real_dates_and_amounts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.xlsx");
    let day = chrono::NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    let headers = ["Nom", "Payé le", "Cotisation"].map(str::to_owned).to_vec();
    let mut writer =
        xlsx::Writer::new(&path, "Membres", headers, vec![Shape::Text, Shape::Date, Shape::Money], 2, "€").unwrap();

    writer.row(&[Cell::Text("01000".into()), Cell::Date(day), Cell::Money(1_250)]).unwrap();
    writer.finish().unwrap();

    let read = table(&path, &Wishes::default(), &|_, _| true).unwrap();
    let mut row = Row::default();

    assert!(read.rows.rows(0).next(&mut row).unwrap());
    assert_eq!((row.cell(0), row.kind(0)), ("01000", CellKind::Text));
    assert_eq!((row.cell(1), row.kind(1)), ("2024-02-29", CellKind::Date));
    assert_eq!((row.cell(2), row.kind(2)), ("12.5", CellKind::Number));
}

fn all(subject: Subject) -> ExportOf {
    match subject {
        Subject::Members => ExportOf::Members(Selection::Query(MemberQuery::default())),
        Subject::Subscriptions => ExportOf::Subscriptions(Selection::Query(SubscriptionQuery::default())),
        Subject::Payments => ExportOf::Payments(None),
        Subject::Tickets => ExportOf::Tickets(None),
    }
}

#[tokio::test]
async fn the_programs_own_export_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;

    import(&desk, &write(folder.path(), "liste.csv", super::venue::bytes())).await;

    for (first_name, comment, phone) in
        [("=cmd|' /C calc'!A0", "'-x", "+33 6 00 00 00 00"), ("-1", "@x", "'+33"), ("Null", "a;\"b\"\nc", "0611")]
    {
        let member = Member {
            first_name: first_name.into(),
            last_name: "O'Brien".into(),
            comment: Some(comment.into()),
            phone: Some(phone.into()),
            ..Member::new(Id::nil(), now())
        };

        desk.add_member(member, true).await.unwrap();
    }

    let before = desk.counts().await.unwrap();

    for language in [Language::French, Language::English] {
        for dialect in [Dialect::FrenchExcel, Dialect::Plain] {
            for subject in [Subject::Members, Subject::Subscriptions, Subject::Payments] {
                for name in ["a.csv", "a.xlsx"] {
                    for fields in [Vec::new(), exportable(subject).to_vec()] {
                        let to = folder.path().join(name);
                        let options = ExportOptions { fields, dialect, language };
                        let rows = desk.export(all(subject), &to, options, &Job::new()).await.unwrap();
                        let checked = check(&desk, &to).await;

                        assert_eq!(
                            (checked.summary.rows, counts(&checked)),
                            (rows, (0, 0, rows, 0)),
                            "{language:?} {dialect:?} {subject:?} {name} {:?}",
                            checked.summary.refused
                        );
                        assert!(checked.summary.new_products.is_empty());
                    }
                }
            }
        }
    }

    assert_eq!(desk.counts().await.unwrap(), before);
}

#[tokio::test]
async fn ticked_rows_come_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;

    import(&desk, &write(folder.path(), "a.csv", "Email;Prénom;Nom\na@b.fr;A;B\nc@d.fr;C;D\ne@f.fr;E;F\n")).await;

    let mut ids = desk.member_ids(&MemberQuery::default()).await.unwrap();

    ids.reverse();
    ids.truncate(2);

    let to = folder.path().join("b.csv");
    let fields = vec![guichet::exchange::Field::LastName, guichet::exchange::Field::Email];
    let options = ExportOptions { fields, dialect: Dialect::Plain, language: Language::English };
    let written = desk.export(ExportOf::Members(Selection::Ticked(ids)), &to, options, &Job::new()).await.unwrap();

    assert_eq!(written, 2);
    assert_eq!(std::fs::read_to_string(&to).unwrap(), "Last name,E-mail\nF,e@f.fr\nD,c@d.fr\n");
}

#[tokio::test]
async fn an_export_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let desk: Desk = Desk::in_memory(setup()).await.unwrap();

    import(&desk, &write(folder.path(), "a.csv", "Email;Prénom;Nom\na@b.fr;A;B\n")).await;

    let options = || ExportOptions { fields: Vec::new(), dialect: Dialect::FrenchExcel, language: Language::French };
    let out = folder.path().join("out");

    std::fs::create_dir(&out).unwrap();

    let kept = write(&out, "kept.csv", "old");
    let job = Job::new();

    job.cancel();
    assert!(matches!(desk.export(all(Subject::Members), &kept, options(), &job).await, Err(Failure::Cancelled)));
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "old");

    let key = |result: Result<usize, Failure>| result.unwrap_err().phrase().key.into_owned();

    for (name, expected) in [
        ("", "exchange-unknown-kind"),
        ("a.pdf", "exchange-unknown-kind"),
        ("nowhere/a.csv", "exchange-folder-missing"),
    ] {
        let to = out.join(name);

        assert_eq!(key(desk.export(all(Subject::Members), &to, options(), &Job::new()).await), expected, "{name}");
    }

    std::fs::create_dir(out.join("folder.csv")).unwrap();
    assert_eq!(
        key(desk.export(all(Subject::Members), &out.join("folder.csv"), options(), &Job::new()).await),
        "exchange-target-folder"
    );

    let mut left: Vec<_> = std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();

    left.sort();
    assert_eq!(left, ["folder.csv", "kept.csv"]);
}

/// A device that takes nothing stands for a full disk.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_said() {
    use std::io::Write as _;

    let mut full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let error = full.write_all(b"x").unwrap_err();
    let said = guichet::exchange::read::trouble::writing(std::path::Path::new("a.csv"), &error);

    assert!(matches!(
        said,
        guichet::exchange::read::trouble::Trouble::Said(phrase) if phrase.key == "exchange-disk-full"
    ));
}

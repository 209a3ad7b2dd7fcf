//! A large import taken back after people worked with what it brought.

use std::fmt::Write as _;

use guichet::desk::import::{ImportOptions, OnMatch};
use guichet::desk::{Desk, Job};
use guichet::domain::member::Member;
use guichet::domain::phrase::Arg;
use guichet::domain::query::MemberQuery;

use super::{check, import, setup, write};
use crate::desk::kit::dump;

const ROWS: usize = 100_000;
const EDITED: usize = 50;

/// People who were there before the file came: some of them are in it, with another telephone.
const BEFORE: usize = 500;

fn file(rows: std::ops::Range<usize>, phone: &str) -> String {
    let mut text = "Email;Prénom;Nom;Téléphone\n".to_owned();

    for n in rows {
        let _ = writeln!(text, "p{n}@ici.example;Prénom{n};Nom{n};{phone}{n:06}");
    }

    text
}

#[tokio::test]
async fn what_was_edited_since_is_kept_and_named_and_all_else_is_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lieu.guichet");
    let desk = Desk::open(&path, setup()).await.unwrap();

    desk.wait_ready().await;
    import(&desk, &write(folder.path(), "avant.csv", file(0..BEFORE, "01"))).await;

    let before = dump(&path).await;
    let large = write(folder.path(), "grand.csv", file(0..ROWS, "02"));
    let options = ImportOptions { on_match: OnMatch::Overwrite, ..ImportOptions::default() };
    let checked = desk.check_import(&large, options, &Job::new()).await.unwrap();

    assert_eq!((checked.summary.new, checked.summary.updated), (ROWS - BEFORE, BEFORE));

    let imported = desk.import(checked, &Job::new()).await.unwrap().entry;

    desk.wait_ready().await;

    // Half of them came with the file, half were there and got their number from it.
    let mut edited = Vec::new();

    for n in (0..EDITED / 2).chain(ROWS - EDITED / 2..ROWS) {
        let query = MemberQuery { text: format!("p{n}@ici"), ..MemberQuery::default() };
        let row = desk.members(&query, 0..1).await.unwrap().rows.remove(0);
        let member = desk.member(row.id).await.unwrap().member;
        let after = Member { phone: Some(format!("0700{n:06}")), ..member.clone() };

        desk.edit_member(&member, after.clone(), false).await.unwrap();
        edited.push(desk.member(row.id).await.unwrap().member);
    }

    let undone = desk.undo(Some(imported)).await.unwrap();

    assert_eq!(undone.left.len(), EDITED);

    for member in &edited {
        let named = undone.left.iter().any(|left| {
            left.args.iter().any(|(_, arg)| matches!(arg, Arg::Text(name) if *name == member.display_name()))
        });

        assert!(named, "{}", member.display_name());
        assert_eq!(desk.member(member.id).await.unwrap().member.phone, member.phone);
    }

    assert_eq!(desk.check().await.unwrap(), []);
    desk.close().await.unwrap();

    // But for those who were edited, every row is as it was, to the byte.
    let ids: Vec<String> = edited.iter().map(|member| format!("{:X}", member.id.simple())).collect();
    let of_others = |lines: Vec<String>| -> Vec<String> {
        lines.into_iter().filter(|line| !ids.iter().any(|id| line.contains(id.as_str()))).collect()
    };

    assert_eq!(of_others(dump(&path).await), of_others(before));
}

#[tokio::test]
async fn a_cancelled_import_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lieu.guichet");
    let desk = Desk::open(&path, setup()).await.unwrap();
    let before = dump(&path).await;
    let checked = check(&desk, &write(folder.path(), "a.csv", file(0..20_000, "01"))).await;
    let job = Job::new();
    let (writing, ()) = tokio::join!(desk.import(checked, &job), async {
        while job.progress().0 < 4_000 {
            tokio::task::yield_now().await;
        }

        job.cancel();
    });

    assert_eq!(writing.unwrap_err(), guichet::desk::Failure::Cancelled);
    assert_eq!(dump(&path).await, before);
    assert_eq!(desk.check().await.unwrap(), []);
}

use chrono::DateTime;

use super::*;
use crate::domain::entity::{Entity as _, Id};
use crate::domain::member::Member;

fn origin() -> Origin {
    Origin { operator: "Ada".to_owned(), desk: "Comptoir".to_owned(), now: DateTime::UNIX_EPOCH }
}

fn holder() -> Holder {
    Holder { operator: "Ada".to_owned(), computer: "Comptoir".to_owned(), process: 1, since: DateTime::UNIX_EPOCH }
}

fn people(count: usize) -> Vec<Member> {
    (0..count)
        .map(|n| Member {
            first_name: "Zoé".to_owned(),
            last_name: format!("Lefèvre {n}"),
            comment: Some("x".repeat(500)),
            ..Member::new(Id::now_v7(), DateTime::UNIX_EPOCH)
        })
        .collect()
}

/// All but text that is no text comes through packed as it does cell by cell.
#[tokio::test]
async fn packed_rows_are_those_that_are_there() {
    let store = Store::in_memory().await.unwrap();
    let mut members = people(5);
    // Ids of bytes that mean something between cells.
    let ids = [[0; 16], [0xFD; 16], [0xFE; 16], [0xFF; 16]].map(Id::from_bytes);

    for (member, id) in members.iter_mut().zip(ids) {
        member.id = id;
    }

    members[0].last_name = "\u{1e}\u{1f}\0ÿþý\n'\"".to_owned();
    members[1].last_name = String::new();
    members[1].pseudonym = Some("李".to_owned());
    members[2].email = Some("zoe@example.org".to_owned());
    members[2].birth_date = chrono::NaiveDate::from_ymd_opt(1984, 2, 29);
    members[2].vip = true;
    members[3].comment = None;

    let mut tx = store.begin("member.add", origin()).await.unwrap();

    tx.insert_many(&members).await.unwrap();
    tx.commit("", None, None).await.unwrap();

    let columns = ["last_name", "pseudonym", "vip", "birth_date"];
    let pages = async || {
        let mut found = Vec::new();
        let mut after = Id::nil();

        while let Some(pack) = store.pack::<Member, 1, 4>(&["id"], &columns, after, 2).await.unwrap() {
            let row = |id: Id, [again]: [Id; 1], cells: [&str; 4]| {
                assert_eq!(id, again);

                Some((id, cells.map(str::to_owned)))
            };

            after = pack.last;
            found.push(pack.rows(row));
        }

        found
    };
    let all = async |members: &[Member]| {
        let mut all: Vec<Member> =
            store.some(&members.iter().map(|member| member.id).collect::<Vec<_>>()).await.unwrap();

        all.sort_by_key(|member| member.id);

        all
    };
    let shown = |member: &Member| {
        let day = member.birth_date.map(|day| day.to_string()).unwrap_or_default();
        let pseudonym = member.pseudonym.clone().unwrap_or_default();

        (member.id, [member.last_name.clone(), pseudonym, u8::from(member.vip).to_string(), day])
    };

    members.sort_by_key(|member| member.id);

    // No row comes after the last id there can be, and none before the first.
    let expected: Vec<_> = members[1..].iter().map(shown).collect();

    assert_eq!(pages().await.into_iter().flat_map(Option::unwrap).collect::<Vec<_>>(), expected);
    assert_eq!(all(&members).await, members);

    store
        .writer
        .execute_unprepared("UPDATE member SET last_name = CAST(x'ff41fe' AS TEXT) WHERE id > zeroblob(16)")
        .await
        .unwrap();
    assert!(pages().await.iter().all(Option::is_none));
    assert!(store.some::<Member>(&[members[1].id]).await.is_err());
    assert_eq!(all(&members[..1]).await, members[..1]);
}

/// A limit on the pages of the file makes SQLite answer as it does when the disk has no room left.
#[tokio::test]
async fn a_full_disk_is_said_and_costs_only_the_action() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lieu.guichet");
    let store = Store::open(&path, &holder()).await.unwrap();

    store.writer.execute_unprepared("PRAGMA max_page_count = 200").await.unwrap();

    let mut tx = store.begin("member.add", origin()).await.unwrap();

    tx.insert_many(&people(10)).await.unwrap();
    tx.commit("", None, None).await.unwrap();

    let mut tx = store.begin("member.add", origin()).await.unwrap();
    let full = match tx.insert_many(&people(5_000)).await {
        Ok(()) => tx.commit("", None, None).await,
        Err(error) => {
            drop(tx);
            Err(error)
        }
    };

    assert_eq!(full.unwrap_err().0.key, "failure-disk-full");
    assert_eq!(store.count::<Member>().await.unwrap(), 10);

    // With room again, work goes on.
    store.writer.execute_unprepared("PRAGMA max_page_count = 1000000").await.unwrap();

    let mut tx = store.begin("member.add", origin()).await.unwrap();

    tx.insert_many(&people(5_000)).await.unwrap();
    tx.commit("", None, None).await.unwrap();
    assert_eq!(store.count::<Member>().await.unwrap(), 5_010);
    assert_eq!(store.check().await.unwrap(), []);
    store.close().await.unwrap();
}

#[tokio::test]
async fn an_action_that_is_dropped_leaves_nothing() {
    let store = Store::in_memory().await.unwrap();
    let mut tx = store.begin("member.add", origin()).await.unwrap();

    tx.bulk().await.unwrap();
    tx.insert_many(&people(1_200)).await.unwrap();
    drop(tx);

    assert_eq!(store.count::<Member>().await.unwrap(), 0);
    assert_eq!(store.newest().await.unwrap(), (0, None));
}

async fn indexes(read: &impl Read) -> Vec<String> {
    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY sql";
    let rows = read.connection().query_all_raw(rows::statement(sql, [])).await.unwrap();

    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

#[tokio::test]
async fn indexes_of_what_doubles_are_away_until_the_commit() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("lieu.guichet"), &holder()).await.unwrap();
    let all = indexes(&store).await;
    let members = [(Member::TABLE.name, 10_000)];

    for kept in [false, true] {
        let mut tx = store.begin("file.import", origin()).await.unwrap();

        tx.bulk_of(&members).await.unwrap();

        let here = indexes(&tx).await;

        assert!(!here.iter().any(|sql| sql.contains("ON member") || sql.contains("ON change")), "{here:?}");
        assert!(here.iter().any(|sql| sql.contains("ON subscription")));
        tx.insert_many(&people(300)).await.unwrap();

        if kept {
            tx.commit("", None, None).await.unwrap();
        } else {
            drop(tx);
        }

        assert_eq!(indexes(&store).await, all);
    }

    // Few rows keep them current.
    for few in [9_999, 0] {
        let mut tx = store.begin("file.import", origin()).await.unwrap();

        tx.bulk_of(&[(Member::TABLE.name, few)]).await.unwrap();
        assert_eq!(indexes(&tx).await, all);
    }

    assert_eq!(store.check().await.unwrap(), []);
    store.close().await.unwrap();
}

#[tokio::test]
async fn the_state_before_a_migration_is_kept_under_a_free_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lieu.guichet");
    let store = Store::open(&path, &holder()).await.unwrap();
    let first = backup::before_migration(&store.writer, &path, 0).await.unwrap();
    let second = backup::before_migration(&store.writer, &path, 0).await.unwrap();

    assert_ne!(first, second);
    assert!(first.exists() && second.exists());
    store.close().await.unwrap();
}

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

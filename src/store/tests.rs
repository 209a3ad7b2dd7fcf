use chrono::DateTime;

use super::*;
use crate::domain::entity::Id;
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

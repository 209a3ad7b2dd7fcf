//! Everything that can be wrong with a workspace file, and copies of it. Whatever is refused is left as it was.

use std::fs;
use std::path::Path;

use chrono::TimeDelta;
use guichet::desk::{Desk, Failure};
use guichet::domain::TABLES;
use guichet::domain::entity::Kind;
use guichet::domain::phrase::Arg;
use guichet_migrations::{APPLICATION_ID, VERSION};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::kit::{Clock, Place, add, connect, dump, member, setup, stored};

const MORNING: &str = "2026-09-03T10:00:00Z";

async fn open(path: &Path) -> Result<Desk, Failure> {
    Desk::open(path, setup(&Clock::at(MORNING))).await
}

/// Refuses the file with this sentence, and leaves every byte of it.
async fn assert_refused(path: &Path, key: &str) {
    let before = fs::read(path).unwrap();

    assert_eq!(stored(open(path).await), key);
    assert_eq!(fs::read(path).unwrap(), before, "{key}");
    assert!(!path.with_extension("guichet-wal").exists(), "{key}");
}

/// An SQLite file that these statements make.
async fn database(path: &Path, sql: &str) {
    fs::write(path, []).unwrap();

    let connection = connect(path).await;

    connection.execute_unprepared(sql).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn files_that_are_no_workspace_are_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lieu.guichet");

    fs::write(&path, "nom;prénom\n".repeat(100)).unwrap();
    assert_refused(&path, "failure-not-a-workspace").await;
    fs::write(&path, "x").unwrap();
    assert_refused(&path, "failure-not-a-workspace").await;
    fs::write(&path, [0; 8192]).unwrap();
    assert_refused(&path, "failure-not-a-workspace").await;

    database(&path, "CREATE TABLE notes (text)").await;
    assert_refused(&path, "failure-foreign").await;
    fs::remove_file(&path).unwrap();
    database(&path, "PRAGMA application_id = 42; CREATE TABLE notes (text)").await;
    assert_refused(&path, "failure-foreign").await;
    assert_eq!(stored(open(folder.path()).await), "failure-folder");
}

#[tokio::test]
async fn a_newer_file_is_refused_untouched() {
    let place = Place::new().await;
    let path = place.path();

    place.desk.close().await.unwrap();

    let connection = connect(&path).await;

    connection.execute_unprepared(&format!("PRAGMA user_version = {}", VERSION + 1)).await.unwrap();
    connection.execute_unprepared("PRAGMA journal_mode = DELETE").await.unwrap();
    connection.close().await.unwrap();
    assert_refused(&path, "failure-newer").await;
}

#[tokio::test]
async fn an_empty_file_becomes_a_workspace_unless_its_log_is_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vide.guichet");

    fs::write(&path, []).unwrap();
    fs::write(folder.path().join("vide.guichet-wal"), "x").unwrap();
    assert_refused_but_log(&path).await;
    fs::remove_file(folder.path().join("vide.guichet-wal")).unwrap();
    open(&path).await.unwrap().close().await.unwrap();
    assert!(fs::metadata(&path).unwrap().len() > 0);

    // A folder that is not there is made.
    open(&folder.path().join("a/b/lieu.guichet")).await.unwrap().close().await.unwrap();
}

async fn assert_refused_but_log(path: &Path) {
    assert_eq!(stored(open(path).await), "failure-emptied");
    assert_eq!(fs::metadata(path).unwrap().len(), 0);
}

#[tokio::test]
async fn a_read_only_file_or_folder_is_said() {
    let place = Place::new().await;
    let path = place.path();
    let before = place.dump().await;

    place.desk.close().await.unwrap();

    let writable = fs::metadata(&path).unwrap().permissions();
    let mut read_only = writable.clone();

    read_only.set_readonly(true);
    fs::set_permissions(&path, read_only).unwrap();
    assert_eq!(stored(open(&path).await), "failure-read-only");
    fs::set_permissions(&path, writable).unwrap();
    assert_eq!(dump(&path).await, before);

    // The administrator of a computer may write even there.
    let closed = place.folder.path().join("fermé");

    fs::create_dir(&closed).unwrap();

    let mut permissions = fs::metadata(&closed).unwrap().permissions();

    permissions.set_readonly(true);
    fs::set_permissions(&closed, permissions).unwrap();

    let result = open(&closed.join("lieu.guichet")).await;

    if fs::write(closed.join("essai"), []).is_ok() {
        result.unwrap().close().await.unwrap();
    } else {
        assert_eq!(stored(result), "failure-read-only");
    }
}

#[tokio::test]
async fn the_second_is_told_who_has_it() {
    let place = Place::new().await;

    match open(&place.path()).await {
        Err(Failure::Storage(phrase)) => {
            assert_eq!(phrase.key, "failure-locked");

            let text = |name: &str| phrase.args.iter().find(|(key, _)| key == name).map(|(_, arg)| arg.clone());

            assert_eq!(text("operator"), Some(Arg::Text("Ada".to_owned())));
            assert_eq!(text("computer"), Some(Arg::Text("Comptoir".to_owned())));
        }
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("two desks on one file"),
    }

    // The one who has it goes on; once closed, it is free.
    add(&place.desk, &member("Zoé", "Lefèvre", None)).await;

    let path = place.path();

    place.desk.close().await.unwrap();
    open(&path).await.unwrap().close().await.unwrap();
}

#[tokio::test]
async fn a_damaged_file_is_said() {
    let place = Place::new().await;
    let path = place.path();

    for n in 0..200 {
        add(&place.desk, &member("Zoé", &format!("Lefèvre {n}"), None)).await;
    }

    place.desk.close().await.unwrap();

    let whole = fs::read(&path).unwrap();
    let mut garbled = whole.clone();

    garbled[8_192..40_000].fill(0xa5);
    fs::write(&path, garbled).unwrap();

    // Either it does not open, or the check says it.
    match open(&path).await {
        Err(Failure::Storage(phrase)) => assert_ne!(phrase.key, "failure-storage"),
        Err(other) => panic!("{other:?}"),
        Ok(desk) => {
            let found = desk.check().await;

            assert!(found.is_err() || found.is_ok_and(|found| !found.is_empty()));
            desk.close().await.unwrap();
        }
    }

    fs::write(&path, &whole[..4_096]).unwrap();
    assert_eq!(stored(open(&path).await), "failure-corrupt");
}

#[tokio::test]
async fn the_clock_set_back_is_said_and_loses_nothing() {
    let place = Place::new().await;

    place.clock.advance(TimeDelta::days(400));
    add(&place.desk, &member("Zoé", "Lefèvre", None)).await;
    place.clock.advance(TimeDelta::days(-400));

    let place = place.reopen().await;

    assert_eq!(place.desk.notices().iter().map(|notice| notice.key.as_ref()).collect::<Vec<_>>(), ["notice-clock"]);
    add(&place.desk, &member("Paul", "Martin", None)).await;

    let history = place.desk.history(None, 3).await.unwrap();

    assert!(history.windows(2).all(|pair| pair[0].at > pair[1].at));
    place.assert_sound().await;

    // A few seconds are no news.
    place.clock.advance(TimeDelta::days(400) - TimeDelta::seconds(20));
    assert_eq!(place.reopen().await.desk.notices(), []);
}

#[tokio::test]
async fn a_backup_is_whole_and_restores() {
    let place = Place::new().await;
    let copy = place.folder.path().join("copie.guichet");

    add(&place.desk, &member("Zoé", "Lefèvre", None)).await;

    let saved = place.dump().await;

    place.desk.backup(&copy).await.unwrap();
    assert_eq!(dump(&copy).await, saved);
    assert_eq!(stored(place.desk.backup(&copy).await), "failure-exists");
    assert_eq!(stored(place.desk.backup(&place.folder.path().join("non/copie")).await), "failure-no-folder");
    assert!(
        fs::read_dir(place.folder.path())
            .unwrap()
            .all(|file| { !file.unwrap().file_name().to_string_lossy().ends_with(".part") })
    );

    add(&place.desk, &member("Paul", "Martin", None)).await;

    let path = place.path();
    let later = place.dump().await;

    assert_eq!(stored(Desk::restore(&copy, &path).await), "failure-locked");
    place.desk.close().await.unwrap();

    let kept = Desk::restore(&copy, &path).await.unwrap().unwrap();

    assert_eq!(dump(&path).await, saved);
    assert_eq!(dump(&kept).await, later);
    open(&path).await.unwrap().close().await.unwrap();

    // Where nothing is, a backup makes a workspace.
    let other = place.folder.path().join("autre.guichet");

    assert_eq!(Desk::restore(&copy, &other).await.unwrap(), None);
    assert_eq!(dump(&other).await, saved);
}

#[tokio::test]
async fn a_bad_backup_changes_nothing() {
    let place = Place::new().await;
    let path = place.path();

    for n in 0..100 {
        add(&place.desk, &member("Zoé", &format!("Lefèvre {n}"), None)).await;
    }

    place.desk.close().await.unwrap();

    let before = fs::read(&path).unwrap();
    let bad = place.folder.path().join("copie.guichet");

    fs::write(&bad, &before[..before.len() / 2]).unwrap();
    assert_eq!(stored(Desk::restore(&bad, &path).await), "failure-damaged-backup");
    fs::write(&bad, "rien").unwrap();
    assert_eq!(stored(Desk::restore(&bad, &path).await), "failure-not-a-workspace");
    fs::remove_file(&bad).unwrap();
    assert_eq!(stored(Desk::restore(&bad, &path).await), "failure-no-backup");
    database(&bad, "CREATE TABLE notes (text)").await;
    assert_eq!(stored(Desk::restore(&bad, &path).await), "failure-foreign");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn the_tables_are_those_that_are_declared() {
    let place = Place::new().await;
    let connection = connect(&place.path()).await;
    let rows =
        async |sql: String| connection.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    let number = async |sql: &str| rows(sql.to_owned()).await[0].try_get_by_index::<i32>(0).unwrap();

    assert_eq!(number("PRAGMA application_id").await, APPLICATION_ID);
    assert_eq!(number("PRAGMA user_version").await, VERSION);

    for table in TABLES {
        let mut declared = vec![("id".to_owned(), "BLOB".to_owned(), true)];

        declared.extend(table.columns.iter().map(|column| {
            let kind = match column.kind {
                Kind::Text | Kind::Date => "TEXT",
                Kind::Integer | Kind::Bool | Kind::Instant => "INTEGER",
                Kind::Id => "BLOB",
            };

            (column.name.to_owned(), kind.to_owned(), !column.optional)
        }));
        declared.push(("archived_at".to_owned(), "INTEGER".to_owned(), false));
        declared.push(("rev".to_owned(), "INTEGER".to_owned(), false));

        let found: Vec<(String, String, bool)> =
            rows(format!("SELECT name, type, \"notnull\" FROM pragma_table_info('{}') ORDER BY cid", table.name))
                .await
                .iter()
                .map(|row| {
                    (
                        row.try_get_by_index(0).unwrap(),
                        row.try_get_by_index(1).unwrap(),
                        row.try_get_by_index::<i32>(2).unwrap() != 0,
                    )
                })
                .collect();

        assert_eq!(found, declared, "{}", table.name);
    }
}

/// A file of the first version keeps all it had, and a copy of it as it was lies beside it.
#[tokio::test]
async fn a_file_of_the_first_version_comes_along() {
    use guichet_migrations::{Migrator, MigratorTrait as _};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ancien.guichet");
    fs::write(&path, []).unwrap();

    let connection = connect(&path).await;

    Migrator::up(&connection, Some(1)).await.unwrap();
    connection
        .execute_unprepared(
            "INSERT INTO member (id, first_name, last_name, email, active, email_state, team, vip, newsletter, source,
                 created_at, modified_at)
             VALUES (x'0190a0b0c0d07000800000000000000a', 'Zoé', 'Lefèvre', 'zoe@b.fr', 1, 'unverified', 0, 0, 0,
                 'hand', 1000000, 1000000);
             INSERT INTO change (seq, entry, entity, row, kind)
             VALUES (1, 1, 'member', x'0190a0b0c0d07000800000000000000a', 'insert');
             INSERT INTO entry (seq, id, at, operator, desk, action, subject, first_change, last_change)
             VALUES (1, x'0190a0b0c0d07000800000000000000b', 1000000, 'Ana', 'Accueil', 'member.add', 'Zoé LEFÈVRE', 1, 1)",
        )
        .await
        .unwrap();
    connection.close().await.unwrap();

    let desk = open(&path).await.unwrap();

    desk.wait_ready().await;
    assert_eq!(desk.members(&Default::default(), 0..9).await.unwrap().rows[0].first_name, "Zoé");
    assert_eq!(desk.notices().iter().map(|notice| notice.key.as_ref()).collect::<Vec<_>>(), ["notice-migrated"]);
    assert_eq!(desk.check().await.unwrap(), []);
    desk.close().await.unwrap();

    let copy = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains(&format!("before-v{VERSION}-from-v1")))
        .unwrap();
    let copy = connect(&copy).await;
    let version = copy
        .query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA user_version".to_owned()))
        .await
        .unwrap()
        .unwrap();

    assert_eq!(version.try_get_by_index::<i32>(0).unwrap(), 1);
}

//! A server that an older program made is brought up to date by the database's administrator.

use guichet::desk::Failure;
use guichet::desk::sharing::Role;

use crate::server::kit;

use super::{Place, Skew, add, named, people};

#[tokio::test]
async fn an_older_server_is_brought_up_to_date_and_keeps_everything() {
    let place = Place::new();
    let office = place.found(20).await;
    let bar = place.join(&office, "Bob", Role::User, &Skew::default()).await;
    let administrator = place.founding().administrator;
    let sql = |sql: &str| kit::as_superuser(&place.database, sql);
    let (_, newest) = office.upgrade_server(&administrator, "").await.unwrap();

    // As the first version was: without its number, and with a function that is missing.
    sql("alter table guichet.workspace drop column version");
    sql("drop function api.pull(bigint, int)");
    add(&office, "Zoé", "Lefèvre").await;
    office.exchange().await.unwrap_err();

    assert_eq!(office.upgrade_server(&administrator, "").await.unwrap(), (1, newest));
    assert_eq!(office.upgrade_server(&administrator, "").await.unwrap(), (newest, newest));
    assert_eq!(sql("select version from guichet.workspace"), newest.to_string());

    office.exchange().await.unwrap();
    bar.exchange().await.unwrap();
    assert_eq!(named(&bar, "Lefèvre").await.len(), 1);
    assert_eq!(people(&bar).await.len(), people(&office).await.len());
    // What is made anew is closed to everybody else as before.
    assert_eq!(sql("select has_function_privilege('public', 'api.pull(bigint, int)', 'execute')::text"), "false",);

    // Only the workspace that this desk shares.
    let other = Place::new();
    let stranger = other.found(0).await;
    let refused = stranger.upgrade_server(&administrator, "").await.unwrap_err();

    assert!(matches!(refused, Failure::Elsewhere(phrase) if phrase.key == "sync-not-shared-there"));
}

//! Who a server is: by a certificate, which must be the right one for the right name.

use std::path::Path;
use std::process::Command;

use guichet::desk::sharing::{Address, Joining, Role, Trust};
use guichet::desk::{Desk, Failure, Job};

use crate::server::kit;

use super::{Place, Skew, add, people, setup};

/// A certificate and its key in files of a folder.
struct Proof {
    certificate: String,
    key: String,
}

/// Makes a certificate of its own, or one that `authority` signs; `extensions` as openssl names them.
fn proof(folder: &Path, name: &str, extensions: &[&str], authority: Option<&str>) -> Proof {
    let file = |name: &str, kind: &str| folder.join(format!("{name}.{kind}"));
    let mut command = Command::new("openssl");

    command
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
        .args(["-subj", &format!("/CN={name}")])
        .arg("-keyout")
        .arg(file(name, "key"))
        .arg("-out")
        .arg(file(name, "crt"));

    for extension in extensions {
        command.args(["-addext", extension]);
    }

    if let Some(authority) = authority {
        command.arg("-CA").arg(file(authority, "crt")).arg("-CAkey").arg(file(authority, "key"));
    }

    let made = command.output().unwrap();

    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));

    let read = |kind: &str| std::fs::read_to_string(file(name, kind)).unwrap();

    Proof { certificate: read("crt"), key: read("key") }
}

fn key(failure: &Failure) -> &str {
    match failure {
        Failure::Elsewhere(phrase) => phrase.key.as_ref(),
        other => panic!("{other:?}"),
    }
}

/// One test, because the cluster that all tests share changes its certificate.
#[tokio::test]
async fn a_server_is_trusted_by_its_certificate() {
    const LEAF: &str = "basicConstraints=critical,CA:FALSE";

    let place = Place::new();
    let folder = tempfile::tempdir().unwrap();
    let authority = proof(folder.path(), "authority", &[], None);
    let other = proof(folder.path(), "other", &[], None);
    let signed = proof(folder.path(), "signed", &[LEAF, "subjectAltName=IP:127.0.0.1"], Some("authority"));
    let founding = |trust: Trust| {
        let founding = place.founding();

        guichet::desk::sharing::Founding {
            administrator: Address { trust, ..founding.administrator.clone() },
            ..founding
        }
    };
    let desk = Desk::open(&place.file("office.guichet"), setup("Ada", "Bureau", &Skew::default())).await.unwrap();
    let refused = |failure: Failure| key(&failure).to_owned();

    add(&desk, "Zoé", "Lefèvre").await;

    kit::offer_tls(&signed.certificate, &signed.key);

    let stranger = desk.share(founding(Trust::System), &Job::new()).await.unwrap_err();
    let wrong = desk.share(founding(Trust::Pinned(other.certificate)), &Job::new()).await.unwrap_err();

    assert_eq!(refused(stranger), "sync-tls-unknown");
    assert_eq!(refused(wrong), "sync-tls-unknown");

    let elsewhere = proof(folder.path(), "elsewhere", &[LEAF, "subjectAltName=DNS:db.example"], Some("authority"));

    kit::offer_tls(&elsewhere.certificate, &elsewhere.key);

    let misnamed = desk.share(founding(Trust::Pinned(authority.certificate.clone())), &Job::new()).await.unwrap_err();

    assert_eq!(refused(misnamed), "sync-tls-name");

    // As PostgreSQL's manual makes one.
    let plain = proof(folder.path(), "plain", &["subjectAltName=IP:127.0.0.1"], None);

    kit::offer_tls(&plain.certificate, &plain.key);

    let own = desk.share(founding(Trust::Pinned(plain.certificate)), &Job::new()).await.unwrap_err();

    assert_eq!(refused(own), "sync-tls-authority");
    assert!(desk.shared().is_none());

    // Its own certificate, pinned.
    let own = proof(folder.path(), "own", &[LEAF, "subjectAltName=IP:127.0.0.1"], None);

    kit::offer_tls(&own.certificate, &own.key);
    desk.share(founding(Trust::Pinned(own.certificate.clone())), &Job::new()).await.unwrap();
    desk.exchange().await.unwrap();

    // Who is invited trusts what the inviting desk trusts.
    let code = desk.invite("Bob", "bob@lieu.example", Role::User).await.unwrap();
    let joining = Joining { code, operator: "Bob".to_owned(), ..Joining::default() };
    let (bar, _) =
        Desk::join(&place.file("bar.guichet"), setup("Bob", "Bar", &Skew::default()), joining).await.unwrap();

    bar.exchange().await.unwrap();
    assert_eq!(people(&bar).await.len(), 1);
    assert_eq!(bar.shared().unwrap().address.trust, Trust::Pinned(own.certificate));

    // Another server takes its place: nothing is said to it.
    kit::offer_tls(&signed.certificate, &signed.key);

    let replaced = bar.exchange().await.unwrap_err();

    assert_eq!(refused(replaced), "sync-tls-unknown");
}

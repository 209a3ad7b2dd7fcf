//! A list of letters often has addresses and no names: who is known comes in by their e-mail.

use guichet::desk::{Desk, Job};
use guichet::domain::query::MemberQuery;

use super::{check, counts, import, setup, write};
use crate::desk::kit::dump;

#[tokio::test]
async fn who_is_known_needs_no_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lieu.guichet");
    let desk = Desk::open(&path, setup()).await.unwrap();
    let file = |name: &str, text: &str| write(folder.path(), name, text);

    desk.wait_ready().await;
    import(
        &desk,
        &file(
            "membres.csv",
            "Email;Prénom;Nom\n\
             zoe@b.fr;Zoé;Lefèvre\n\
             deux@b.fr;Ana;Nunes\n\
             deux@b.fr;Max;Nunes\n",
        ),
    )
    .await;

    let before = dump(&path).await;
    let letters = file(
        "lettre.csv",
        "Email;Prénom;Nom;Téléphone;Ville\n\
         ZOE@b.fr;;;06 12 34 56 78;\n\
         personne@b.fr;;;;\n\
         zoe@b.fr;Zoé;Lefèvre;;Rennes\n\
         deux@b.fr;;;;Brest\n\
         abc;;;;\n",
    );
    let checked = check(&desk, &letters).await;
    let said: Vec<(usize, String, Option<usize>)> =
        checked.summary.refused.iter().map(|of| (of.row, of.why.key.to_string(), of.index)).collect();

    assert_eq!(counts(&checked), (0, 2, 0, 3));
    assert_eq!(
        said,
        [
            (3, "exchange-nameless-unknown".to_owned(), Some(1)),
            (5, "exchange-nameless-several".to_owned(), Some(1)),
            (6, "email-no-at".to_owned(), Some(0)),
        ]
    );
    assert!(checked.summary.listed.iter().all(|row| row.name == "Zoé Lefèvre"), "{:?}", checked.summary.listed);
    assert_eq!(checked.summary.duplicate_count, 0);

    let rejects = folder.path().join("refus.csv");

    assert_eq!(desk.save_rejects(&checked, &rejects).await.unwrap(), 3);
    assert_eq!(counts(&check(&desk, &rejects).await), (0, 0, 0, 3));

    // Whoever appears between the check and the import is seen.
    let alone = file("seule.csv", "Courriel;Téléphone\nzoe@b.fr;0612345678\nnouvelle@b.fr;0699999999\n");
    let seen = check(&desk, &alone).await;

    assert_eq!(counts(&seen), (0, 1, 0, 1));
    import(&desk, &file("plus.csv", "Email;Prénom;Nom\nnouvelle@b.fr;Inès;Petit\n")).await;
    assert!(desk.import(seen, &Job::new()).await.is_err());
    desk.undo(None).await.unwrap();

    desk.import(checked, &Job::new()).await.unwrap();

    let rows =
        desk.members(&MemberQuery { text: "lefevre".into(), ..MemberQuery::default() }, 0..9).await.unwrap().rows;

    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].phone.as_deref(), Some("06 12 34 56 78"));
    assert_eq!(desk.check().await.unwrap(), []);
    desk.undo(None).await.unwrap();
    assert_eq!(dump(&path).await, before);
}

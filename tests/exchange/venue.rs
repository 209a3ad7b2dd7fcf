//! A venue's list as French Excel saves it, with the usual dirt, from the first look to the undo.

use guichet::desk::Job;
use guichet::desk::export::{Dialect, ExportOf, ExportOptions};
use guichet::desk::import::{ImportOptions, OnMatch};
use guichet::desk::{Failure, Selection};
use guichet::domain::money::Method;
use guichet::domain::period::Duration;
use guichet::domain::query::{MemberQuery, SubscriptionQuery};
use guichet::exchange::{DateOrder, Decimal};
use guichet::words::Language;

use super::{check, counts, desk, import, write};

const HEADER: &str = "Courriel;Prénom;Nom;Téléphone;Code postal;Ville;Date de naissance;Adhésion;Tarif;Cotisation;Mode de paiement;Payé le;Valable jusqu'au;Newsletter;Commentaire";

/// 41 people in 44 rows: couples who share an address, broken addresses, a doubled row, a member without e-mail,
/// somebody with two subscriptions, cells that would run, lines in cells, a total.
pub fn list() -> String {
    let mut rows = vec![HEADER.to_owned()];

    for n in 1..=34 {
        let (day, month, year) = (n % 28 + 1, n % 12 + 1, 2019 + n % 7);
        let (product, price) = [("Supporter", 50), ("Adhésion réduite", 10)][n % 2];
        let method = ["CB", "Espèces", "Chèque", "Virement", "En ligne"][n % 5];

        rows.push(format!(
            "zoe{n}@ici.example;Zoé;Lefèvre{n};06 18 34 17 {n:02};0{n:02}00;Saint-Étienne;{day:02}/{month:02}/1980;{product};{price},00;{price},00;{method};{day:02}/{month:02}/{year};{day:02}/{month:02}/{};oui;",
            year + 1
        ));
    }

    for row in [
        "ZOE1@ICI.example;Max;Lefèvre1;;01000;Lyon;;Supporter;50,00;96,50;CB;04/10/2024;04/10/2025;non;",
        "zoe2@ici.example;Zoé;Lefèvre2;;;;;Supporter;50,00;50,00;CB;04/10/2024;04/10/2025;;",
        ";Jade;Boutard;0273835339;2A004;Ajaccio;;Supporter;50,00;50,00;CB;04/10/2024;04/10/2025;oui;  espaces  ",
        "jade.sotelen;Jade;Sotelen;;;;;Supporter;50,00;50,00;CB;04/10/2024;04/10/2025;oui;",
        "noe@@free.example;Noé;Chateud;;;;;Supporter;50,00;50,00;CB;04/10/2024;04/10/2025;oui;",
        "a@b.example;Anne;D'Angelo;;;;31/02/1980;Supporter;50,00;50,00;CB;04/10/2024;04/10/2025;oui;",
        "c@b.example;Null;True;;;;;Supporter;50,00;-5;CB;04/10/2024;04/10/2025;oui;",
        "d@b.example;Ñ;O'Brien;+33 6 12 34 56 78;;;;Supporter;50,00;50,00;CB;04/10/2024;04/10/2025;oui;\"=SUM(A1:A9)\"",
        "d@b.example;Ñ;O'Brien;+33 6 12 34 56 78;;;;Supporter;50,00;50,00;CB;04/10/2024;04/10/2025;oui;\"=SUM(A1:A9)\"",
        "e@b.example;Élodie;de La Tour d'Auvergne-Lauraguais;;;;;Supporter;50,00;50,00;Offert;04/10/2024;04/10/2025;oui;\"Ligne 1\nLigne 2\"",
        "TOTAL;;;;;;;;;1 234,50;;;;;",
    ] {
        rows.push(row.to_owned());
    }

    rows.join("\r\n") + "\r\n"
}

pub fn bytes() -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(&list()).0.into_owned()
}

#[tokio::test]
async fn comes_in_right_without_touching_anything() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "liste.csv", bytes());
    let desk = desk().await;
    let before = everything(&desk, folder.path()).await;
    let checked = check(&desk, &file).await;
    let summary = &checked.summary;

    assert_eq!(summary.read_as.encoding, "windows-1252");
    assert_eq!(summary.read_as.separator, Some(';'));
    assert_eq!((summary.read_as.decimal, summary.read_as.dates), (Decimal::Comma, DateOrder::DayFirst));
    assert_eq!(summary.read_as.header_row, Some(1));
    assert_eq!(summary.columns.iter().filter(|column| column.meaning.is_none()).count(), 0);

    // 37 people: 34, Max, Jade and Ñ; the second subscription of one of them; a doubled row; five refused.
    assert_eq!(counts(&checked), (37, 1, 1, 5));
    assert_eq!(summary.rows, 44);
    assert_eq!((summary.new_subscriptions, summary.new_payments), (38, 38));
    assert_eq!(
        summary
            .refused
            .iter()
            .map(|one| (one.row, one.column.as_deref().unwrap_or(""), one.value.as_str()))
            .collect::<Vec<_>>(),
        [
            (39, "Courriel", "jade.sotelen"),
            (40, "Courriel", "noe@@free.example"),
            (41, "Date de naissance", "31/02/1980"),
            (42, "Cotisation", "-5"),
            (45, "Mode de paiement", "Offert"),
        ]
    );
    assert_eq!(
        summary.duplicates.iter().map(|one| (one.row, one.name.as_str())).collect::<Vec<_>>(),
        [(36, "Max Lefèvre1")]
    );
    assert_eq!(
        summary.new_products,
        ["Adhésion réduite", "Supporter", "Adhésion réduite · 10,00 €", "Supporter · 50,00 €"]
    );

    let outcome = desk.import(checked, &Job::new()).await.unwrap();

    assert!(outcome.changed());
    assert_eq!(outcome.left.len(), 1);
    assert_eq!(desk.counts().await.unwrap().members, 37);

    let zoe = desk.members_by_email("zoe1@ici.example").await.unwrap();

    assert_eq!(zoe.iter().map(|row| row.first_name.as_str()).collect::<Vec<_>>(), ["Zoé", "Max"]);

    let page = desk.member(zoe[0].id).await.unwrap();

    assert_eq!((page.member.postal_code.as_deref(), page.member.newsletter), (Some("00100"), true));
    assert_eq!(page.subscriptions[0].paid_on.unwrap().to_string(), "2020-02-02");
    assert_eq!(page.subscriptions[0].method, Some(Method::Cash));
    assert_eq!(page.subscriptions[0].contribution, 1_000);
    assert_eq!(page.total_paid, 1_000);

    let page = desk.member(desk.members_by_email("d@b.example").await.unwrap()[0].id).await.unwrap();

    assert_eq!(page.member.comment.as_deref(), Some("=SUM(A1:A9)"));
    assert_eq!(page.member.phone.as_deref(), Some("+33 6 12 34 56 78"));

    // The length of a subscription is learnt from the file.
    for offer in desk.offers().await.unwrap() {
        assert_eq!(offer.prices.iter().map(|price| price.duration).collect::<Vec<_>>(), [Duration::Years(1)]);
    }

    assert!(desk.check().await.unwrap().is_empty());

    // Once more: nothing.
    let again = check(&desk, &file).await;

    assert_eq!(counts(&again), (0, 0, 39, 5));
    assert!(!again.summary.changes());
    assert!(!desk.import(again, &Job::new()).await.unwrap().changed());

    // And back.
    desk.undo(Some(outcome.entry)).await.unwrap();
    assert_eq!(everything(&desk, folder.path()).await, before);
    assert!(desk.check().await.unwrap().is_empty());
}

/// All members and subscriptions, as an export tells them.
async fn everything(desk: &guichet::desk::Desk, folder: &std::path::Path) -> String {
    let mut all = String::new();

    for what in [
        ExportOf::Members(Selection::Query(MemberQuery::default())),
        ExportOf::Subscriptions(Selection::Query(SubscriptionQuery::default())),
    ] {
        let to = folder.join("everything.csv");
        let options = ExportOptions { fields: Vec::new(), dialect: Dialect::Plain, language: Language::English };

        desk.export(what, &to, options, &Job::new()).await.unwrap();
        all.push_str(&std::fs::read_to_string(&to).unwrap());
    }

    all
}

#[tokio::test]
async fn policies_and_consent() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;
    let first = write(folder.path(), "a.csv", "Email;Prénom;Nom;Ville;Newsletter\na@b.fr;Zoé;Lefèvre;;oui\n");
    let second = write(
        folder.path(),
        "b.csv",
        "Email;Prénom;Nom;Ville;Téléphone;Newsletter\nA@B.fr;Zoe;LEFEVRE;Lyon;0611223344;non\n",
    );
    let third = write(folder.path(), "c.csv", "Email;Prénom;Nom;Ville;Newsletter\na@b.fr;Zoé;Lefèvre;Paris;oui\n");

    import(&desk, &first).await;
    import(&desk, &second).await;

    let id = desk.members_by_email("a@b.fr").await.unwrap()[0].id;
    let member = desk.member(id).await.unwrap().member;

    assert_eq!((member.first_name.as_str(), member.city.as_deref()), ("Zoé", Some("Lyon")));
    assert!(!member.newsletter, "no beats yes");

    assert_eq!(counts(&check(&desk, &third).await), (0, 0, 1, 0), "what is there stays, and so does the no");

    let overwrite = ImportOptions { on_match: OnMatch::Overwrite, ..ImportOptions::default() };
    let checked = desk.check_import(&third, overwrite, &Job::new()).await.unwrap();

    assert_eq!(counts(&checked), (0, 1, 0, 0));
    desk.import(checked, &Job::new()).await.unwrap();

    let member = desk.member(id).await.unwrap().member;

    assert_eq!((member.city.as_deref(), member.phone.as_deref()), (Some("Paris"), Some("0611223344")));
    assert!(!member.newsletter);
}

#[tokio::test]
async fn a_cancel_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "liste.csv", bytes());
    let desk = desk().await;
    let checked = check(&desk, &file).await;
    let job = Job::new();

    job.cancel();

    assert!(matches!(desk.import(checked.clone(), &job).await, Err(Failure::Cancelled)));
    assert!(matches!(desk.check_import(&file, ImportOptions::default(), &job).await, Err(Failure::Cancelled)));
    assert_eq!(desk.counts().await.unwrap().members, 0);
    assert_eq!(desk.offers().await.unwrap().len(), 0);

    // The check still holds.
    desk.import(checked, &Job::new()).await.unwrap();
    assert_eq!(desk.counts().await.unwrap().members, 37);
}

#[tokio::test]
async fn what_was_shown_is_what_happens() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "a.csv", "Email;Prénom;Nom\na@b.fr;Zoé;Lefèvre\n");
    let other = write(folder.path(), "b.csv", "Email;Prénom;Nom\nc@d.fr;Max;Martin\n");
    let desk = desk().await;
    let checked = check(&desk, &file).await;
    let same = checked.clone();

    // A change elsewhere does not matter.
    import(&desk, &other).await;
    desk.import(checked, &Job::new()).await.unwrap();

    // Now the person is there: the summary said "new", and that is no longer true.
    assert!(matches!(desk.import(same, &Job::new()).await, Err(Failure::Refused(_))));
    assert_eq!(desk.counts().await.unwrap().members, 2);
}

#[tokio::test]
async fn refused_rows_come_back_once_mended() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "liste.csv", bytes());
    let desk = desk().await;
    let checked = check(&desk, &file).await;
    let rejects = folder.path().join("refus.csv");

    assert_eq!(desk.save_rejects(&checked, &rejects).await.unwrap(), 5);
    desk.import(checked, &Job::new()).await.unwrap();

    let text = std::fs::read_to_string(&rejects).unwrap();

    assert!(text.lines().next().unwrap().ends_with(";Motif du refus"));
    assert_eq!(counts(&check(&desk, &rejects).await), (0, 0, 0, 5));

    let mended = text
        .replace("jade.sotelen;", "jade.sotelen@ici.example;")
        .replace("noe@@", "noe@")
        .replace("31/02/1980", "28/02/1980")
        .replace(";-5;", ";5;")
        .replace("'-5", "5")
        .replace(";Offert;", ";CB;");
    let mended = write(folder.path(), "mended.csv", mended);

    assert_eq!(counts(&check(&desk, &mended).await), (5, 0, 0, 0));
}

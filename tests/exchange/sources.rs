//! The files of other programs, by their header lines: each column is what it is there.

use guichet::desk::import::Checked;

use super::{check, counts, desk, write};

async fn mapped(header: &str, row: &str) -> (Checked, Vec<(String, &'static str)>) {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;
    let checked = check(&desk, &write(folder.path(), "a.csv", format!("{header}\n{row}\n"))).await;
    let fields = checked
        .summary
        .columns
        .iter()
        .filter_map(|column| Some((column.header.clone(), column.meaning?.field()?.as_str())))
        .collect();

    (checked, fields)
}

async fn expect(header: &str, row: &str, fields: &[(&str, &str)]) -> Checked {
    let (checked, found) = mapped(header, row).await;
    let found: Vec<(&str, &str)> = found.iter().map(|(header, field)| (header.as_str(), *field)).collect();

    assert_eq!(found, fields);
    assert_eq!(counts(&checked), (1, 0, 0, 0), "{:?}", checked.summary.refused);

    checked
}

#[tokio::test]
async fn tibillet_both_ways() {
    let checked = expect(
        "last_contribution,email,member_name,price__product__name,price__name,contribution_value,payment_method_name,options,is_valid,deadline,status_name",
        "2026-01-05,zoe@ici.example,Zoé LEFÈVRE,Adhésion,Plein tarif,20.00,Espèces,Chorale,True,2027-01-05,Payé",
        &[
            ("last_contribution", "paid_on"),
            ("email", "email"),
            ("member_name", "full_name"),
            ("price__product__name", "product"),
            ("price__name", "price"),
            ("contribution_value", "contribution"),
            ("payment_method_name", "method"),
            ("options", "options"),
            ("is_valid", "status"),
            ("deadline", "ends"),
        ],
    )
    .await;

    assert_eq!(checked.summary.new_products, ["Adhésion", "Adhésion · Plein tarif"]);

    expect(
        "email,first_name,last_name,last_contribution,contribution_value,product_name,price_name,option_generale,commentaire",
        "zoe@ici.example,Zoé,Lefèvre,2026-01-05,20,Adhésion,Plein tarif,,bonjour",
        &[
            ("email", "email"),
            ("first_name", "first_name"),
            ("last_name", "last_name"),
            ("last_contribution", "paid_on"),
            ("contribution_value", "contribution"),
            ("product_name", "product"),
            ("price_name", "price"),
            ("option_generale", "options"),
            ("commentaire", "comment"),
        ],
    )
    .await;
}

#[tokio::test]
async fn helloasso_knows_payers_and_members_apart() {
    expect(
        "\u{feff}Référence commande;Date de la commande;Statut de la commande;Nom participant;Prénom participant;Nom payeur;Prénom payeur;Email payeur;Raison sociale;Moyen de paiement;Billet;Numéro de billet;Tarif;Montant tarif;Code Promo;Montant code promo;Adresse Mail de Contact",
        "12;09/10/2025 21:59;Validé;Martin;Max;Lefèvre;Zoé;zoe@ici.example;;Carte bancaire;;;Adulte;5,00;;;max@ici.example",
        &[
            ("Date de la commande", "paid_on"),
            ("Nom participant", "last_name"),
            ("Prénom participant", "first_name"),
            ("Email payeur", "billing_email"),
            ("Raison sociale", "billing_name"),
            ("Moyen de paiement", "method"),
            ("Tarif", "price"),
            ("Montant tarif", "contribution"),
            ("Adresse Mail de Contact", "email"),
        ],
    )
    .await;

    expect(
        "Référence commande;Date de la commande;Statut de la commande;Nom adhérent;Prénom adhérent;Email payeur;Téléphone;e-mail;Instrument joué",
        "12;09/10/2025 21:59;Validé;Martin;Max;zoe@ici.example;0612345678;max@ici.example;flûte",
        &[
            ("Date de la commande", "paid_on"),
            ("Nom adhérent", "last_name"),
            ("Prénom adhérent", "first_name"),
            ("Email payeur", "billing_email"),
            ("Téléphone", "phone"),
            ("e-mail", "email"),
        ],
    )
    .await;
}

#[tokio::test]
async fn address_books_and_lists() {
    expect(
        "EMAIL,FNAME,LNAME,PHONE,UNSUB,BOUNCE,STATUS,CC,NOTES",
        "zoe@ici.example,Zoé,Lefèvre,5551234567,no,no,subscribed,FR,vip",
        &[
            ("EMAIL", "email"),
            ("FNAME", "first_name"),
            ("LNAME", "last_name"),
            ("PHONE", "phone"),
            ("UNSUB", "unsubscribed"),
            ("STATUS", "newsletter"),
            ("CC", "country"),
            ("NOTES", "comment"),
        ],
    )
    .await;

    expect(
        "First Name,Middle Name,Last Name,Nickname,Birthday,Notes,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country",
        "Zoé,,Lefèvre,Zozo,1980-12-09,,* Work,zoe@ici.example,Mobile,+33 6 12 34 56 78,,1 rue Haute,Ax,09110,France",
        &[
            ("First Name", "first_name"),
            ("Last Name", "last_name"),
            ("Nickname", "pseudonym"),
            ("Birthday", "birth_date"),
            ("Notes", "comment"),
            ("E-mail 1 - Value", "email"),
            ("Phone 1 - Value", "phone"),
            ("Address 1 - Street", "address"),
            ("Address 1 - City", "city"),
            ("Address 1 - Postal Code", "postal_code"),
            ("Address 1 - Country", "country"),
        ],
    )
    .await;
}

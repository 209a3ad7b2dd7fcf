//! What an operator decides between the first look and the import: columns, cells, rows, hand-made values, products.

use guichet::desk::import::{Alike, Effect, ImportOptions, Meaning, OnMatch, RowChoice, SaleChoice, Subject};
use guichet::desk::{Desk, Job};
use guichet::domain::custom::FieldKind;
use guichet::domain::entity::Value;
use guichet::domain::query::MemberQuery;
use guichet::exchange::Field;

use super::{check, counts, import, setup, write};

struct Place {
    folder: tempfile::TempDir,
    desk: Desk,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(&folder.path().join("lieu.guichet"), setup()).await.unwrap();

        desk.wait_ready().await;

        Self { folder, desk }
    }

    fn file(&self, name: &str, text: &str) -> std::path::PathBuf {
        write(self.folder.path(), name, text)
    }

    async fn dump(&self) -> Vec<String> {
        crate::desk::kit::dump(&self.folder.path().join("lieu.guichet")).await
    }

    async fn checked(&self, file: &std::path::Path, options: ImportOptions) -> guichet::desk::import::Checked {
        self.desk.check_import(file, options, &Job::new()).await.unwrap()
    }

    async fn names(&self) -> Vec<String> {
        let rows = self.desk.members(&MemberQuery::default(), 0..100).await.unwrap().rows;

        rows.iter().map(|row| format!("{} {}", row.first_name, row.last_name)).collect()
    }

    async fn sound(&self) {
        assert_eq!(self.desk.check().await.unwrap(), []);
    }
}

fn overwrite() -> ImportOptions {
    ImportOptions { on_match: OnMatch::Overwrite, ..ImportOptions::default() }
}

#[tokio::test]
async fn fields_of_the_venues_own_are_created_filled_and_taken_back() {
    let place = Place::new().await;
    let file = place.file(
        "liste.csv",
        "Email;Prénom;Nom;Instrument;Taille;Choeur;Depuis\n\
         a@b.fr;Zoé;L;Flûte;1,72;oui;03/09/2020\n\
         c@d.fr;Max;M;batterie;;non;\n\
         e@f.fr;Ana;N;Batterie;abc;;\n",
    );
    let empty = place.dump().await;
    let new = |column: &str, kind| (column.to_owned(), Some(Meaning::New(kind)));
    let options = ImportOptions {
        map: vec![
            new("Instrument", FieldKind::Choice),
            new("Taille", FieldKind::Number),
            new("Choeur", FieldKind::YesNo),
            new("Depuis", FieldKind::Date),
        ],
        ..ImportOptions::default()
    };
    let checked = place.checked(&file, options).await;

    assert_eq!(counts(&checked), (2, 0, 0, 1));
    assert_eq!(checked.summary.refused[0].why.key, "custom-value-number");
    assert_eq!(checked.summary.refused[0].index, Some(4));
    assert_eq!(checked.summary.new_fields, ["Instrument", "Taille", "Choeur", "Depuis"]);

    let outcome = place.desk.import(checked, &Job::new()).await.unwrap();
    let fields = place.desk.custom_fields(false).await.unwrap();

    assert_eq!(
        fields.iter().map(|field| field.label.as_str()).collect::<Vec<_>>(),
        ["instrument", "taille", "choeur", "depuis"]
    );
    assert_eq!(fields[0].choices, "Flûte\nbatterie");
    place.sound().await;

    // The same file again: columns are remembered, nothing changes.
    let again = check(&place.desk, &file).await;

    assert!(again.summary.remembered.is_some());
    assert_eq!(counts(&again), (0, 0, 2, 1));

    // A cell that changes is told with the field's title.
    let file =
        place.file("suite.csv", "Email;Prénom;Nom;Taille;Instrument\na@b.fr;Zoé;L;1,8;FLUTE\nc@d.fr;Max;M;1,6;\n");
    let checked = place.checked(&file, overwrite()).await;
    let told: Vec<_> = checked.summary.listed.iter().map(|listed| (listed.row, listed.effect)).collect();

    assert_eq!(told, [(2, Effect::Updated), (3, Effect::Updated)]);
    assert_eq!(checked.summary.listed[0].changes[0].before, Value::Text("1.72".into()));
    assert_eq!(checked.summary.listed[0].changes[0].after, Value::Text("1.8".into()));
    place.desk.import(checked, &Job::new()).await.unwrap();
    place.sound().await;
    place.desk.undo(None).await.unwrap();

    let undone = place.desk.undo(Some(outcome.entry)).await.unwrap();

    assert_eq!(undone.left, []);
    assert_eq!(place.dump().await, empty);

    // And once more after that: what was taken back comes again.
    place.desk.redo().await.unwrap();
    place.sound().await;
    assert_eq!(counts(&check(&place.desk, &file).await), (0, 1, 1, 0));
}

#[tokio::test]
async fn the_same_ticket_twice_is_one() {
    let place = Place::new().await;
    let empty = place.dump().await;
    let file = place.file(
        "billets.csv",
        "Numéro de commande;Numéro de billet;Billet;Activité;Date du billet;Prénom;Nom;Email\n\
         C1;1;Plein;Bal;04/12/2026;Zoé;L;a@b.fr\n\
         C1;2;Réduit;Bal;04/12/2026;Zoé;L;a@b.fr\n\
         C1;2;Réduit;Bal;04/12/2026;Zoé;L;a@b.fr\n\
         C1;2;Réduit;Bal;04/12/2026;Max;L;max@b.fr\n",
    );
    let checked = place.checked(&file, ImportOptions { subject: Some(Subject::Tickets), ..Default::default() }).await;

    assert_eq!(counts(&checked), (2, 1, 1, 0));
    assert_eq!(checked.summary.new_tickets, 2);
    assert!(checked.summary.notes.iter().any(|note| note.key == "exchange-tickets-known"));
    place.desk.import(checked, &Job::new()).await.unwrap();
    place.sound().await;

    // Again, with one that gained an activity.
    let again = check(&place.desk, &file).await;

    assert_eq!(counts(&again), (0, 0, 4, 0));
    assert_eq!(again.summary.new_tickets, 0);

    let file =
        place.file("b.csv", "Numéro de commande;Numéro de billet;Billet;Email;Nom;Prénom\nC1;3;Plein;a@b.fr;L;Zoé\n");

    assert_eq!(counts(&check(&place.desk, &file).await), (0, 1, 0, 0));
    place.desk.undo(None).await.unwrap();
    assert_eq!(place.dump().await, empty);

    // Members only: nothing of the tickets is read.
    let options = ImportOptions { subject: Some(Subject::Members), ..Default::default() };
    let checked = place.checked(&file, options).await;

    assert_eq!((checked.summary.new, checked.summary.new_tickets), (1, 0));
}

#[tokio::test]
async fn a_value_made_by_hand_stays_until_somebody_decides() {
    let place = Place::new().await;
    let file = place.file("a.csv", "Email;Prénom;Nom;Téléphone;Ville\na@b.fr;Zoé;L;0611;Brest\n");

    import(&place.desk, &file).await;

    let id = place.desk.member_ids(&MemberQuery::default()).await.unwrap()[0];
    let member = place.desk.member(id).await.unwrap().member;
    let mut edited = member.clone();

    edited.phone = Some("0622".into());
    place.desk.edit_member(&member, edited, false).await.unwrap();

    let file = place.file("b.csv", "Email;Prénom;Nom;Téléphone;Ville\na@b.fr;Zoé;L;0633;Lyon\n");
    let checked = place.checked(&file, overwrite()).await;
    let found = &checked.summary.contradictions;

    // The city came from a file and follows the file; the telephone was made by hand.
    assert_eq!(checked.summary.contradiction_count, 1);
    assert_eq!(found[0].meaning, Meaning::Field(Field::Phone));
    assert_eq!((&found[0].kept, &found[0].said), (&Value::Text("0622".into()), &Value::Text("0633".into())));
    assert_eq!(found[0].by, "Ana");
    assert_eq!(checked.summary.listed[0].changes.len(), 1);

    let decided = ImportOptions { take: [(2, Meaning::Field(Field::Phone))].into(), ..overwrite() };
    let checked = place.desk.recheck_import(&checked, decided, &Job::new()).await.unwrap();

    assert_eq!(checked.summary.contradiction_count, 0);
    place.desk.import(checked, &Job::new()).await.unwrap();

    let member = place.desk.member(id).await.unwrap().member;

    assert_eq!((member.phone.as_deref(), member.city.as_deref()), (Some("0633"), Some("Lyon")));

    // With the import taken back, the number is again the one made by hand.
    place.desk.undo(None).await.unwrap();
    assert_eq!(place.checked(&file, overwrite()).await.summary.contradiction_count, 1);

    // With the edit taken back too, it is the file's.
    place.desk.undo(None).await.unwrap();
    assert_eq!(place.checked(&file, overwrite()).await.summary.contradiction_count, 0);
    place.sound().await;
}

#[tokio::test]
async fn columns_have_policies_of_their_own() {
    let place = Place::new().await;

    import(&place.desk, &place.file("a.csv", "Email;Prénom;Nom;Téléphone;Ville\na@b.fr;Zoé;L;0611;Brest\n")).await;

    let file = place.file("b.csv", "Email;Prénom;Nom;Téléphone;Ville\na@b.fr;Zoé;L;0633;Lyon\n");
    let options = ImportOptions { policies: [(4, OnMatch::Overwrite)].into(), ..ImportOptions::default() };
    let checked = place.checked(&file, options).await;

    assert_eq!(checked.summary.columns[4].policy, OnMatch::Overwrite);
    assert_eq!(checked.summary.listed[0].changes.len(), 1);
    assert_eq!(checked.summary.listed[0].changes[0].after, Value::Text("Lyon".into()));
    place.desk.import(checked, &Job::new()).await.unwrap();

    // It is remembered with the headers, and forgotten when asked.
    let again = place.file("c.csv", "Email;Prénom;Nom;Téléphone;Ville\na@b.fr;Zoé;L;0633;Nantes\n");

    assert_eq!(counts(&check(&place.desk, &again).await), (0, 1, 0, 0));

    let afresh = place.checked(&again, ImportOptions { afresh: true, ..ImportOptions::default() }).await;

    assert_eq!(counts(&afresh), (0, 0, 1, 0));
}

/// The columns at these places have a policy of their own.
fn columns(on_match: OnMatch, policies: &[(usize, OnMatch)]) -> ImportOptions {
    ImportOptions { on_match, policies: policies.iter().copied().collect(), afresh: true, ..ImportOptions::default() }
}

#[tokio::test]
async fn columns_of_tickets_follow_their_own_policies() {
    let place = Place::new().await;
    let header =
        "Email;Prénom;Nom;Numéro de commande;Numéro de billet;Billet;Catégorie du billet;Activité;Date du billet\n";
    let file = |name: &str, rows: &str| place.file(name, &format!("{header}{rows}"));

    import(&place.desk, &file("a.csv", "a@b.fr;Zoé;L;C1;1;Plein;;Bal;04/12/2026\n")).await;

    let id = place.desk.member_ids(&MemberQuery::default()).await.unwrap()[0];
    let next = file("b.csv", "a@b.fr;Zoé;L;C1;1;Réduit;Fosse;Concert;05/12/2026\na@b.fr;Zoé;L;C1;2;Plein;;;\n");
    let (title, category, activity, date) = (5, 6, 7, 8);

    // Of each: the options, the first ticket afterwards, and how many there are.
    for (options, expected, count) in [
        (columns(OnMatch::Fill, &[]), ["Plein", "Fosse", "Bal", "2026-12-04"], 2),
        (columns(OnMatch::Fill, &[(activity, OnMatch::Overwrite)]), ["Plein", "Fosse", "Concert", "2026-12-04"], 2),
        (columns(OnMatch::Overwrite, &[(date, OnMatch::Fill)]), ["Réduit", "Fosse", "Concert", "2026-12-04"], 2),
        (columns(OnMatch::Overwrite, &[(category, OnMatch::Leave)]), ["Réduit", "", "Concert", "2026-12-05"], 2),
        (columns(OnMatch::Overwrite, &[(title, OnMatch::Leave)]), ["Plein", "Fosse", "Concert", "2026-12-05"], 1),
        (columns(OnMatch::Leave, &[(category, OnMatch::Fill)]), ["Plein", "Fosse", "Bal", "2026-12-04"], 1),
        (columns(OnMatch::Leave, &[(title, OnMatch::Fill)]), ["Plein", "", "Bal", "2026-12-04"], 2),
    ] {
        let told = format!("{:?} {:?}", options.on_match, options.policies);
        let checked = place.checked(&next, options).await;
        let outcome = place.desk.import(checked, &Job::new()).await.unwrap();
        let tickets = place.desk.member(id).await.unwrap().tickets;
        let first = tickets.iter().find(|ticket| ticket.ticket_number.as_deref() == Some("1")).unwrap();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let date = first.date.map(|date| date.to_string()).unwrap_or_default();

        assert_eq!([first.title.clone(), text(&first.category), text(&first.activity), date], expected, "{told}");
        assert_eq!(tickets.len(), count, "{told}");
        place.sound().await;
        place.desk.undo(Some(outcome.entry)).await.unwrap();
    }
}

#[tokio::test]
async fn columns_of_subscriptions_follow_their_own_policies() {
    let place = Place::new().await;
    let header = "Email;Prénom;Nom;Produit;Tarif;Cotisation;Payé le;Fin\n";
    let file = |name: &str, rows: &str| place.file(name, &format!("{header}{rows}"));

    import(&place.desk, &file("a.csv", "a@b.fr;Zoé;L;Adhésion;Plein;20;03/09/2026;31/12/2026\n")).await;

    let id = place.desk.member_ids(&MemberQuery::default()).await.unwrap()[0];
    let next = file(
        "b.csv",
        "a@b.fr;Zoé;L;Adhésion;Plein;20;03/09/2026;31/08/2027\na@b.fr;Zoé;L;Soutien;Grand;50;03/10/2026;31/12/2026\n",
    );
    let (product, price, ends) = (3, 4, 7);

    // Of each: the options, whether the end of the first one moved, and how many there are.
    for (options, moved, count) in [
        (columns(OnMatch::Fill, &[]), false, 2),
        (columns(OnMatch::Fill, &[(ends, OnMatch::Overwrite)]), true, 2),
        (columns(OnMatch::Overwrite, &[(ends, OnMatch::Leave)]), false, 2),
        (columns(OnMatch::Overwrite, &[(product, OnMatch::Leave)]), true, 1),
        (columns(OnMatch::Overwrite, &[(price, OnMatch::Leave)]), true, 1),
        (columns(OnMatch::Leave, &[]), false, 1),
        (columns(OnMatch::Leave, &[(product, OnMatch::Fill)]), false, 2),
        (columns(OnMatch::Leave, &[(ends, OnMatch::Overwrite)]), true, 1),
    ] {
        let told = format!("{:?} {:?}", options.on_match, options.policies);
        let checked = place.checked(&next, options).await;
        let outcome = place.desk.import(checked, &Job::new()).await.unwrap();
        let subscriptions = place.desk.member(id).await.unwrap().subscriptions;
        let first = subscriptions.iter().find(|one| one.product_name == "Adhésion").unwrap();

        assert_eq!(first.ends.unwrap().format("%Y").to_string() == "2027", moved, "{told}");
        assert_eq!(subscriptions.len(), count, "{told}");
        place.sound().await;

        if outcome.changed() {
            place.desk.undo(Some(outcome.entry)).await.unwrap();
        }
    }
}

#[tokio::test]
async fn cells_are_mended_and_rows_left_out() {
    let place = Place::new().await;
    let file = place.file("a.csv", "Email;Prénom;Nom\na@@b.fr;Zoé;L\nmax@b.fr;Max;M\nana;Ana;N\n");
    let checked = check(&place.desk, &file).await;

    assert_eq!(counts(&checked), (1, 0, 0, 2));

    let options = ImportOptions {
        mends: [((2, 0), "a@b.fr".to_owned())].into(),
        rows: [(4, RowChoice::LeaveOut)].into(),
        ..ImportOptions::default()
    };

    // The file may change meanwhile: what was read is what counts.
    std::fs::write(&file, "autre chose").unwrap();

    let checked = place.desk.recheck_import(&checked, options, &Job::new()).await.unwrap();

    assert_eq!(counts(&checked), (2, 0, 0, 0));
    assert_eq!(checked.summary.left_out, 1);
    assert_eq!(
        place.desk.imported_rows(&checked, &[2, 4]).await.unwrap()[&2],
        ["a@b.fr", "Zoé", "L"].map(str::to_owned)
    );
    place.desk.import(checked, &Job::new()).await.unwrap();
    assert_eq!(place.names().await, ["Zoé L", "Max M"]);
}

#[tokio::test]
async fn possible_duplicates_are_decided() {
    let place = Place::new().await;

    import(&place.desk, &place.file("a.csv", "Email;Prénom;Nom;Ville\nzoe@b.fr;Zoé;Lefèvre;\n")).await;

    let id = place.desk.member_ids(&MemberQuery::default()).await.unwrap()[0];
    let file = place.file(
        "b.csv",
        "Email;Prénom;Nom;Ville\nzoe@b.fr;Zoé;Lefevre-Martin;Brest\nmax@b.fr;Max;M;\nmax@b.fr;Maxime;M;Lyon\n",
    );
    let checked = check(&place.desk, &file).await;
    let found: Vec<_> = checked.summary.duplicates.iter().map(|one| (one.row, one.of)).collect();

    assert_eq!(counts(&checked), (3, 0, 0, 0));
    assert_eq!(found, [(2, Alike::Member(id)), (4, Alike::Row(3))]);

    let options = ImportOptions {
        rows: [(2, RowChoice::Same(id)), (4, RowChoice::SameRow(3))].into(),
        ..ImportOptions::default()
    };
    let checked = place.desk.recheck_import(&checked, options, &Job::new()).await.unwrap();

    assert_eq!(counts(&checked), (1, 2, 0, 0));
    assert_eq!(checked.summary.duplicate_count, 0);
    place.desk.import(checked, &Job::new()).await.unwrap();
    assert_eq!(place.desk.member(id).await.unwrap().member.city.as_deref(), Some("Brest"));
    assert_eq!(place.names().await, ["Zoé Lefèvre", "Max M"]);
    place.sound().await;
    place.desk.undo(None).await.unwrap();
    assert_eq!(place.desk.member(id).await.unwrap().member.city, None);

    // Somebody new in spite of the same name and e-mail; and two rows that are the same member.
    let file = place.file("c.csv", "Email;Prénom;Nom\nzoe@b.fr;Zoé;Lefèvre\n");
    let options = ImportOptions { rows: [(2, RowChoice::New)].into(), ..ImportOptions::default() };

    assert_eq!(counts(&place.checked(&file, options).await), (1, 0, 0, 0));

    let file = place.file("d.csv", "Email;Prénom;Nom;Ville\nzoe@b.fr;Zoé;Lefèvre;\nautre@b.fr;Zoé;Autre;Nice\n");
    let options = ImportOptions { rows: [(3, RowChoice::Same(id))].into(), ..ImportOptions::default() };
    let checked = place.checked(&file, options).await;

    assert_eq!(counts(&checked), (0, 1, 1, 0));
    place.desk.import(checked, &Job::new()).await.unwrap();
    assert_eq!(place.desk.member(id).await.unwrap().member.city.as_deref(), Some("Nice"));
    place.sound().await;
}

#[tokio::test]
async fn products_are_created_only_when_wanted() {
    let place = Place::new().await;
    let file = place.file(
        "a.csv",
        "Email;Prénom;Nom;Produit;Tarif;Cotisation;Payé le\n\
         a@b.fr;Zoé;L;Adhésion;Plein;20;03/09/2026\nc@d.fr;Max;M;Soutien;Grand;50;03/09/2026\n",
    );
    let checked = check(&place.desk, &file).await;
    let missing: Vec<_> = checked.summary.new_prices.iter().map(|price| (price.name.as_str(), price.rows)).collect();

    assert_eq!(missing, [("Adhésion · Plein", 1), ("Soutien · Grand", 1)]);

    let none = ImportOptions { create: false, ..ImportOptions::default() };
    let checked = place.desk.recheck_import(&checked, none.clone(), &Job::new()).await.unwrap();

    assert_eq!((checked.summary.new, checked.summary.new_subscriptions), (2, 0));
    assert!(checked.summary.new_products.is_empty());

    let one = ImportOptions { sales: [("Adhésion · Plein".to_owned(), SaleChoice::Create)].into(), ..none.clone() };
    let checked = place.desk.recheck_import(&checked, one, &Job::new()).await.unwrap();

    assert_eq!(checked.summary.new_subscriptions, 1);
    assert_eq!(checked.summary.new_products, ["Adhésion", "Adhésion · Plein"]);
    place.desk.import(checked, &Job::new()).await.unwrap();

    let price = place.desk.offers().await.unwrap()[0].prices[0].id;
    let other = ImportOptions { sales: [("Soutien · Grand".to_owned(), SaleChoice::Use(price))].into(), ..none };
    let checked = place.checked(&file, other).await;

    assert_eq!((checked.summary.updated, checked.summary.new_subscriptions), (1, 1));
    place.desk.import(checked, &Job::new()).await.unwrap();
    assert_eq!(place.desk.offers().await.unwrap().len(), 1);
    place.sound().await;
}

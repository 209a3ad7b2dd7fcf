//! The stories of the import page on the whole window: what a file leaves open is decided by the keys, row by row, and
//! comes in as decided.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Tz;
use guichet::desk::import::{Meaning, SaleChoice, Subject};
use guichet::desk::{Desk, Setup};
use guichet::domain::custom::FieldKind;
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use guichet::domain::query::MemberQuery;
use guichet::domain::venue::Venue;
use guichet::preferences::Preferences;
use guichet::ui::app::{Message, Opened};
use guichet::ui::import;
use guichet::words::Language;
use iced::keyboard::key::Named;

use crate::hands::Hands;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 3, 10, 0, 0).unwrap()
}

pub struct Place {
    pub hands: Hands,
    pub desk: Desk,
    pub folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self::in_language(Language::French)
    }

    /// A venue with one member, entered by hand.
    fn in_language(language: Language) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let setup = Setup {
            operator: "Camille".to_owned(),
            desk: "accueil".to_owned(),
            language: "fr".to_owned(),
            keychain: guichet::desk::Keychain::None,
            clock: Arc::new(now),
        };
        let (desk, venue) = runtime.block_on(async {
            let desk = Desk::in_memory(setup).await.unwrap();
            let venue =
                Venue { name: "Les Tréteaux".to_owned(), welcomed: true, ..Venue::new("", Tz::Europe__Paris, now()) };
            desk.save_venue(venue).await.unwrap();
            let zoe = Member {
                first_name: "Zoé".to_owned(),
                last_name: "Lefèvre".to_owned(),
                email: Some("zoe@mel.example".to_owned()),
                phone: Some("0611".to_owned()),
                ..Member::new(Id::now_v7(), now())
            };
            desk.add_member(zoe, false).await.unwrap();
            desk.wait_ready().await;
            let venue = Box::new(desk.venue().await.unwrap());

            (desk, venue)
        });
        let preferences = Preferences { language: Some(language), ..Preferences::default() };
        let opened = Opened { desk: desk.clone(), venue };
        let mut hands = Hands::on(runtime, opened, preferences);
        hands.must_show("zoe@mel.example");

        Self { hands, desk, folder: tempfile::tempdir().unwrap() }
    }

    /// Drops a file with this content on the window.
    fn drop(&mut self, text: &str) -> PathBuf {
        let file = self.folder.path().join("liste.csv");
        std::fs::write(&file, text).unwrap();
        self.hands.send(Message::Dropped(file.clone()));

        file
    }

    /// Enter on the row: what there is to decide of it has the focus.
    fn reach(&mut self) {
        self.hands.tap(Named::Enter);
        self.hands.until("nothing of the row has the focus", |hands| {
            hands.focused().is_some_and(|focused| focused.bounds.height < 60.0)
        });
    }

    /// Waits until all that was decided is checked.
    fn settle(&mut self) {
        self.hands.must_not_show("Vérification…");
    }

    fn say(&mut self, message: import::Message) {
        self.hands.send(Message::Import(message));
    }

    fn found(&self, text: &str) -> Vec<Member> {
        let query = MemberQuery { text: text.to_owned(), ..MemberQuery::default() };

        self.hands.ask(async {
            let rows = self.desk.members(&query, 0..20).await.unwrap().rows;
            let mut members = Vec::new();
            for row in rows {
                members.push(self.desk.member(row.id).await.unwrap().member);
            }

            members
        })
    }
}

#[test]
fn a_refused_cell_is_mended_in_place_and_comes_in() {
    let mut place = Place::new();
    place.drop("E-mail;Prénom;Nom\npas-une-adresse;Jean;Dupont\nmax@mel.example;Max;Martin\n");
    place.hands.must_show("Importer 1 personne");

    // Enter on the row brings the cell at fault.
    place.hands.click("pas-une-adresse");
    place.hands.must_show("Ligne 2");
    place.hands.must_show("Dupont");
    place.reach();
    place.hands.control('a');
    place.hands.write("jean@mel");
    place.hands.must_show("Entrée pour corriger, Échap pour renoncer");

    // Escape gives up what was typed, not the row.
    place.hands.tap(Named::Escape);
    place.hands.must_not_show("jean@mel");
    place.hands.must_show("Ligne 2");

    place.hands.click_on("import_cell");
    place.hands.control('a');
    place.hands.write("jean@mel.example");
    place.hands.tap(Named::Enter);
    place.hands.must_show("Importer 2 personnes");
    place.hands.must_show("corrigée");

    // Taken back and mended again.
    place.hands.click("Revenir au fichier");
    place.hands.must_show("Importer 1 personne");
    place.hands.must_not_show("corrigée");
    place.hands.click_on("import_cell");
    place.hands.control('a');
    place.hands.write("jean@mel.example");
    place.hands.tap(Named::Enter);
    place.hands.click("Importer 2 personnes");
    place.hands.must_show("C’est fait");
    assert_eq!(place.found("Dupont")[0].email.as_deref(), Some("jean@mel.example"));
}

#[test]
fn what_was_decided_is_taken_back_by_one_key() {
    let mut place = Place::new();
    place.drop("E-mail;Prénom;Nom\npas-une-adresse;Jean;Dupont\nmax@mel.example;Max;Martin\n");
    place.hands.must_show("Importer 1 personne");
    place.hands.click("pas-une-adresse");
    place.hands.must_show("Ligne 2");
    place.hands.must_show("Dupont");
    place.reach();

    // What is typed is nearest.
    place.hands.control('a');
    place.hands.write("jean@mel");
    place.hands.must_show("Entrée pour corriger, Échap pour renoncer");
    place.hands.control('z');
    place.hands.must_not_show("jean@mel");
    place.hands.must_show("pas-une-adresse");

    place.hands.click_on("import_cell");
    place.hands.control('a');
    place.hands.write("jean@mel.example");
    place.hands.tap(Named::Enter);
    place.hands.must_show("Importer 2 personnes");
    place.hands.click("Laisser cette ligne de côté");
    place.hands.must_show("Importer 1 personne");

    // One decision after the other.
    place.hands.control('z');
    place.hands.must_show("Importer 2 personnes");
    place.hands.must_show("corrigée");
    place.hands.control('z');
    place.hands.must_show("Importer 1 personne");
    place.hands.must_not_show("corrigée");
    place.hands.must_show("pas-une-adresse");
    place.settle();

    // The workspace was not touched, until there is nothing left to take back here.
    assert_eq!(place.found("zoe").len(), 1);
    place.hands.control('z');
    let desk = place.desk.clone();
    let none = move |hands: &mut Hands| hands.ask(desk.member_ids(&MemberQuery::default())).unwrap().is_empty();
    place.hands.until("the last action is undone", none);
}

#[test]
fn a_possible_duplicate_is_decided_by_one_key() {
    let mut place = Place::new();
    place.drop("E-mail;Prénom;Nom;Ville\nzoe@mel.example;Zoé;Lefevre-Martin;Brest\n");
    place.hands.must_show("doublon\u{a0}?");

    place.hands.click("doublon\u{a0}?");
    place.hands.must_show("La même personne");
    place.reach();
    place.hands.write("2");
    place.hands.must_not_show("doublon\u{a0}?");
    place.hands.must_show("nouveau");
    place.hands.write("1");
    place.hands.must_show("modifié");
    place.settle();
    place.hands.click("Importer 1 personne");
    place.hands.must_show("C’est fait");

    let found = place.found("zoe@mel.example");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].last_name.as_str(), found[0].city.as_deref()), ("Lefèvre", Some("Brest")));
}

#[test]
fn what_was_made_by_hand_stays_until_the_files_value_is_taken() {
    let mut place = Place::new();
    place.drop("E-mail;Prénom;Nom;Téléphone\nzoe@mel.example;Zoé;Lefèvre;0633\n");
    place.hands.must_show("Rien à importer");
    place.hands.click("Remplacer");
    place.hands.must_show("saisie contredite");
    place.hands.must_show("Téléphone\u{a0}: gardé 0611, le fichier dit 0633");

    place.hands.click("contredit");
    place.hands.must_show("Prendre 0633 du fichier");
    place.reach();
    place.hands.write("2");
    place.hands.must_show("Importer 1 personne");
    // And back.
    place.hands.write("1");
    place.hands.must_show("Rien à importer");
    // All of them at once.
    place.hands.click("Prendre la valeur du fichier");
    place.hands.must_show("Le fichier l’emporte partout");
    place.settle();
    place.hands.click("Importer 1 personne");
    place.hands.must_show("C’est fait");
    assert_eq!(place.found("zoe")[0].phone.as_deref(), Some("0633"));
}

#[test]
fn a_column_becomes_a_new_field_of_the_venue() {
    let mut place = Place::new();
    place.drop("E-mail;Prénom;Nom;Instrument\nmax@mel.example;Max;Martin;Flûte\n");
    place.hands.must_show("Importer 1 personne");
    place.hands.click("Changer");
    place.hands.must_show("Ce que Guichet a reconnu");
    place.hands.must_show("Créer le champ");
    place.say(import::Message::Map(3, Some(Meaning::New(FieldKind::Choice))));
    place.hands.must_show("1 nouveau");
    place.hands.click("Vérifier les lignes");
    place.hands.must_show("Nouveaux champs\u{a0}: Instrument");
    place.hands.click("Importer 1 personne et créer 1 champ");
    place.hands.must_show("C’est fait");

    let fields = place.hands.ask(place.desk.custom_fields(false)).unwrap();
    assert_eq!((fields[0].title.as_str(), fields[0].choices.as_str()), ("Instrument", "Flûte"));
}

#[test]
fn a_price_that_is_missing_is_created_only_when_wanted() {
    let mut place = Place::new();
    place.drop(
        "E-mail;Prénom;Nom;Produit;Tarif;Cotisation;Payé le\n\
         max@mel.example;Max;Martin;Adhésion;Plein;20;23/09/2026\n",
    );
    place.hands.must_show("Importer 1 personne et créer 1 tarif");
    place.hands.click("tarif à créer");
    place.hands.must_show("Adhésion · Plein");
    place.hands.must_show("Créer ce tarif");
    place.say(import::Message::Sale("Adhésion · Plein".to_owned(), SaleChoice::LeaveOut));
    place.hands.must_show("Importer sans abonnement");
    place.settle();
    place.hands.click("Importer 1 personne");
    place.hands.must_show("C’est fait");
    assert_eq!(place.hands.ask(place.desk.offers()).unwrap(), []);
}

#[test]
fn a_page_that_is_left_comes_back_as_it_was_decided() {
    let mut place = Place::new();
    place.drop("E-mail;Prénom;Nom\nmax@mel.example;Max;Martin\nana@mel.example;Ana;Case\n");
    place.hands.must_show("Importer 2 personnes");
    place.hands.click("Max Martin");
    place.hands.click("Laisser cette ligne de côté");
    place.hands.must_show("Importer 1 personne");
    place.hands.must_show("laissé de côté");

    place.hands.click("Reprendre plus tard");
    place.hands.must_not_show("laissé de côté");
    place.hands.must_show("zoe@mel.example");
    place.hands.click("Importation");
    place.hands.must_show("laissé de côté");
    place.hands.must_show("Max Martin");
    place.hands.click("Importer 1 personne");
    place.hands.must_show("1 ligne laissée de côté par vous");
    assert_eq!((place.found("Martin").len(), place.found("Case").len()), (0, 1));
    place.hands.click("Annuler l’import");
    place.hands.must_show("Import annulé");
    assert_eq!(place.found("Case").len(), 0);
}

#[test]
fn what_the_file_does_not_decide_is_asked_first() {
    let mut place = Place::new();
    place.drop(
        "E-mail;Prénom;Nom;Date de naissance\nmax@mel.example;Max;Martin;03/04/1985\nana@mel.example;Ana;Case;05/06/1990\n",
    );
    place.hands.must_show("Quel jour est-ce");
    place.hands.click("3 avril 1985");
    place.hands.must_not_show("Quel jour est-ce");
    place.hands.click("Vérifier les lignes");
    place.settle();
    place.hands.click("Importer 2 personnes");
    place.hands.must_show("C’est fait");
    assert_eq!(place.found("Max")[0].birth_date.unwrap().to_string(), "1985-04-03");
}

#[test]
fn a_column_has_its_own_policy_and_the_subject_can_be_said() {
    let mut place = Place::new();
    place.drop("E-mail;Prénom;Nom;Ville;Adresse\nzoe@mel.example;Zoé;Lefèvre;Brest;1 rue Haute\n");
    place.hands.must_show("Importer 1 personne");
    place.say(import::Message::Policy(3, Some(guichet::desk::import::OnMatch::Leave)));
    place.hands.click("Changer");
    place.hands.must_show("Ne pas changer");
    place.hands.click("Fichier");
    place.hands.must_show("Les lignes parlent de");
    place.say(import::Message::About(Subject::Members));
    place.hands.click("Voir les colonnes");
    place.hands.click("Vérifier les lignes");
    place.settle();
    place.hands.click("Importer 1 personne");
    place.hands.must_show("C’est fait");

    let zoe = &place.found("zoe")[0];
    assert_eq!((zoe.city.as_deref(), zoe.address.as_deref()), (None, Some("1 rue Haute")));
}

#[test]
fn every_step_speaks_english_in_a_small_window() {
    let mut place = Place::in_language(Language::English);
    place.hands.resize(683.0, 384.0);
    place.drop("E-mail;First name;Last name\nnot-an-address;Jean;Dupont\nmax@mel.example;Max;Martin\n");
    place.hands.must_show("Import 1 person");
    place.say(import::Message::Go(import::Step::Columns));
    place.hands.must_show("What Guichet recognised");
    place.say(import::Message::Go(import::Step::File));
    place.hands.must_show("The rows are about");
    place.say(import::Message::Go(import::Step::Verify));
    // Alone, a row has the place of the list.
    place.say(import::Message::Open(0));
    place.hands.must_show("Row 2");
    place.hands.must_show("Leave this row out");
    place.hands.tap(Named::Escape);
    place.hands.must_not_show("Row 2");
    place.say(import::Message::Import);
    place.hands.must_show("Undo the import");
}

#[test]
fn the_columns_begin_with_the_first_one() {
    let mut place = Place::new();
    let more: Vec<String> = (1..30).map(|number| format!("Colonne {number}")).collect();
    let header = format!("E-mail;Prénom;Nom;{}", more.join(";"));
    place.drop(&format!("{header}\nmax@mel.example;Max;Martin{}\n", ";x".repeat(29)));
    place.hands.must_show("Importer 1 personne");
    // The way on has the focus below the list, whose content reaches under it.
    place.hands.click("Changer");
    place.hands.must_show("Colonne 29");
    place.hands.until("the way on has no focus", |hands| hands.focused().is_some_and(|focused| focused.in_sight));
    assert_eq!(place.hands.scrolled("import_columns"), 0.0);
}

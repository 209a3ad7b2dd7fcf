//! The stories of the venue's own fields, their files and tickets, played on the whole window.

use guichet::desk::Job;
use guichet::desk::import::ImportOptions;
use guichet::domain::custom::{CustomField, FieldKind, FileRef};
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use guichet::ui::app::Message;
use guichet::ui::kit;
use guichet::ui::screen::Section;
use iced::keyboard::key::Named;

use crate::hands::Hands;
use crate::ui_members::{Desks, begin, now};

/// The window on a venue that has these fields.
fn with_fields(fields: &[(FieldKind, &str, bool)]) -> (Hands, Desks) {
    let (mut hands, desks) = begin();

    for (kind, title, required) in fields {
        let field = CustomField::new(Id::now_v7(), *kind, title, now());
        let field = CustomField { choices: "Oud\nFlûte".to_owned(), required: *required, ..field };

        hands.ask(desks.desk.save_field(field)).unwrap();
    }

    hands.send(Message::Tick);
    // All of a record is in sight.
    hands.resize(1366.0, 2400.0);

    (hands, desks)
}

fn zoe(hands: &Hands, desks: &Desks) -> Id {
    hands.ask(desks.desk.members_by_email("zoe.lefevre@mel.example")).unwrap()[0].id
}

/// The id of the control of the field at this place.
fn control(hands: &Hands, desks: &Desks, place: usize) -> &'static str {
    let field = hands.ask(desks.desk.custom_fields(false)).unwrap()[place].id;

    // As long as the tests: ids of widgets are taken so.
    Box::leak(format!("member.custom.{field}").into_boxed_str())
}

fn held(hands: &Hands, desks: &Desks) -> Vec<Option<String>> {
    let page = hands.ask(desks.desk.member(zoe(hands, desks))).unwrap();

    page.fields.into_iter().map(|(_, value)| value).collect()
}

fn member(hands: &Hands, desks: &Desks) -> Member {
    hands.ask(desks.desk.member(zoe(hands, desks))).unwrap().member
}

#[test]
fn a_field_is_made_in_the_settings_tried_and_archived() {
    let (mut hands, desks) = begin();

    hands.send(Message::Section(Section::Settings));
    hands.click("Champs");
    hands.must_show("Aucun champ du lieu");
    hands.click("Nouveau champ");
    hands.must_show("Créer le champ");
    hands.click("Créer le champ");
    hands.must_show("Le champ doit avoir un titre.");
    hands.click_on("settings_field_title");
    hands.write("Taille");
    hands.must_not_show("Le champ doit avoir un titre.");
    hands.must_show("Tel que les fiches le montrent\u{a0}; essayez-le ici");

    // What is written is not lost by a key.
    hands.tap(Named::Escape);
    hands.must_show("Ce champ n’est pas enregistré. Abandonner ce qui est écrit\u{a0}?");
    hands.tap(Named::Escape);
    hands.must_show("Créer le champ");
    hands.control('s');
    hands.must_show("Champs du lieu");

    let made = hands.ask(desks.desk.custom_fields(false)).unwrap();

    assert_eq!((made[0].title.as_str(), made[0].kind, made.len()), ("Taille", FieldKind::Text, 1));

    hands.tap(Named::Delete);

    let desk = desks.desk.clone();

    hands.until("it is archived", |hands| hands.ask(desk.custom_fields(false)).unwrap().is_empty());
    hands.must_show("Montrer un champ archivé");
    hands.control('z');
    hands.until("it is back", |hands| hands.ask(desk.custom_fields(false)).unwrap().len() == 1);
}

#[test]
fn values_are_typed_saved_with_the_record_and_undone_with_it() {
    let (mut hands, desks) =
        with_fields(&[(FieldKind::Number, "Taille", true), (FieldKind::Date, "Certificat du", false)]);

    hands.click("Zoé");
    hands.must_show("Champs du lieu");
    hands.must_show("Champ obligatoire à remplir\u{a0}: Taille.");
    hands.click_on("member.phone");
    hands.write("0611");
    hands.click_on(control(&hands, &desks, 0));
    hands.write("1,8O");
    hands.must_show(
        "« 1,8O » n’est pas un nombre, que demande le champ « Taille ». Écrivez par exemple 12,5."
            .replace("« ", "«\u{a0}")
            .replace(" »", "\u{a0}»")
            .as_str(),
    );
    hands.control('s');
    hands.must_show("Un champ est à corriger");
    assert_eq!(held(&hands, &desks), [None, None]);

    // The last edit is taken back before the last action.
    hands.control('z');
    hands.must_not_show("Un champ est à corriger");
    hands.click_on(control(&hands, &desks, 0));
    hands.write("1,80");
    hands.click_on(control(&hands, &desks, 1));
    hands.write("31/01/2026");
    hands.control('s');
    hands.must_not_show("Modifications non enregistrées");
    assert_eq!(held(&hands, &desks), [Some("1.8".to_owned()), Some("2026-01-31".to_owned())]);
    assert_eq!(member(&hands, &desks).phone.as_deref(), Some("0611"));
    hands.click("Historique");
    hands.must_show("Taille\u{a0}: – → 1,8");
    hands.must_show("Certificat du\u{a0}: – → 31 janvier 2026");

    // One save, one undo.
    hands.control('z');

    let desk = desks.desk.clone();
    let id = zoe(&hands, &desks);

    hands.until("both are as before", |hands| {
        let page = hands.ask(desk.member(id)).unwrap();

        page.member.phone.is_none() && page.fields.iter().all(|(_, value)| value.is_none())
    });
}

#[test]
fn a_required_value_is_not_emptied() {
    let (mut hands, desks) = with_fields(&[(FieldKind::Text, "Instrument", true)]);
    let field = hands.ask(desks.desk.custom_fields(false)).unwrap()[0].id;

    hands.ask(desks.desk.set_values(zoe(&hands, &desks), &[(field, Some("Oud".to_owned()))])).unwrap();
    hands.send(Message::Tick);
    hands.click("Zoé");
    hands.must_show("Instrument (obligatoire)");
    hands.click_on(control(&hands, &desks, 0));
    hands.control('a');
    hands.tap(Named::Backspace);
    hands.control('s');
    hands.must_show("Un champ est à corriger");
    assert_eq!(held(&hands, &desks), [Some("Oud".to_owned())]);
}

#[test]
fn a_file_dropped_on_the_window_is_offered_to_the_member_that_is_open() {
    let (mut hands, desks) = with_fields(&[(FieldKind::File, "Certificat", false)]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("avis.pdf");

    std::fs::write(&path, "apte").unwrap();
    hands.click("Zoé");
    hands.must_show("Ajouter un fichier…");
    hands.send(Message::Dropped(path.clone()));
    hands.must_show("Un fichier déposé");
    hands.tap(Named::Escape);
    hands.must_not_show("Un fichier déposé");
    hands.send(Message::Dropped(path));
    hands.must_show("Un fichier déposé");
    hands.click("Certificat");

    let desk = desks.desk.clone();
    let id = zoe(&hands, &desks);

    hands.until("it is kept", |hands| hands.ask(desk.member(id)).unwrap().fields[0].1.is_some());
    hands.must_show("avis.pdf");
    hands.must_not_show("Un fichier déposé");

    let file = FileRef::from_value(held(&hands, &desks)[0].as_deref().unwrap()).unwrap();

    assert_eq!(hands.ask(desks.desk.file_bytes(&file.hash)).unwrap(), b"apte");
    hands.control('z');
    hands.must_show("Ajouter un fichier…");
}

#[test]
fn tickets_are_added_by_hand_and_the_same_one_is_refused() {
    let (mut hands, desks) = begin();

    hands.click("Zoé");
    hands.must_show("Billets");
    hands.click("Billets");
    hands.must_show("Aucun billet");
    hands.click("Ajouter un billet");
    hands.must_show("Nouveau billet");
    hands.write("Concert");
    hands.tap(Named::Enter);
    hands.must_show("Concert");

    let desk = desks.desk.clone();
    let id = zoe(&hands, &desks);

    hands.until("there is one", |hands| hands.ask(desk.tickets(id)).unwrap().len() == 1);
    hands.must_not_show("Nouveau billet");
    hands.control('z');
    hands.must_show("Aucun billet");
}

#[test]
fn members_are_filtered_by_a_field_and_the_filter_is_taken_off() {
    let (mut hands, desks) = with_fields(&[(FieldKind::Choice, "Instrument", false)]);
    let field = hands.ask(desks.desk.custom_fields(false)).unwrap()[0].id;

    hands.ask(desks.desk.set_values(zoe(&hands, &desks), &[(field, Some("Flûte".to_owned()))])).unwrap();
    hands.send(Message::Tick);
    hands.click("Champs");
    hands.tap(Named::Enter);
    hands.must_show("Filtrer par «\u{a0}Instrument\u{a0}»");
    // The choices open once the dialog has the focus, and the first one is taken.
    hands.until("the choices are open", |hands| {
        if !hands.shows("Oud") {
            hands.tap(Named::Enter);
        }

        hands.shows("Oud")
    });
    hands.tap(Named::Enter);
    hands.must_show("Instrument\u{a0}: Oud");
    hands.must_show("Rien ne correspond à ces filtres");
    hands.chord(Named::Backspace, iced::keyboard::Modifiers::COMMAND);
    hands.must_not_show("Instrument\u{a0}: Oud");
    hands.must_show("k.benali@mel.example");
}

#[test]
fn every_value_of_a_record_tells_where_it_comes_from() {
    let (mut hands, desks) = with_fields(&[(FieldKind::Text, "Instrument", false)]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("venue-fr.csv");
    let text = "Email;Prénom;Nom;Téléphone;Instrument\nzoe.lefevre@mel.example;Zoé;Lefèvre;0611;Oud\n";

    std::fs::write(&file, text).unwrap();

    let checked = hands.ask(desks.desk.check_import(&file, ImportOptions::default(), &Job::new())).unwrap();

    hands.ask(desks.desk.import(checked, &Job::new())).unwrap();
    hands.send(Message::Tick);
    hands.click("Zoé");
    hands.must_show("Saisi à la main");
    hands.must_not_show("Import de venue-fr.csv");

    // By the keyboard: the last control above the buttons of the foot.
    hands.run(kit::reach("member.sources"));
    hands.tap(Named::Enter);
    hands.must_show("Import de venue-fr.csv, aujourd’hui 12:00");
    hands.must_show("Téléphone, Instrument");
    hands.must_show("Saisi par Camille, aujourd’hui 12:00");
    hands.must_show("Prénom, Nom, E-mail");

    // What is edited by hand afterwards changes hands before one's eyes.
    hands.click_on("member.phone");
    hands.write("22");
    hands.control('s');
    hands.must_not_show("Téléphone, Instrument");

    // Undone, it is the file's again; nothing of the file, nothing from it.
    hands.control('z');
    hands.must_show("Téléphone, Instrument");
    hands.ask(desks.desk.undo(None)).unwrap();
    hands.send(Message::Tick);
    hands.must_not_show("Import de venue-fr.csv");
    hands.click_on("member.sources");
    hands.must_not_show("Saisi par Camille");
}

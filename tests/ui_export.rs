//! The stories of the export on the whole window: columns chosen, ordered and kept under a name; what goes out, and as
//! what.

use std::path::{Path, PathBuf};

use guichet::desk::export::Subject;
use guichet::domain::custom::{CustomField, FieldKind};
use guichet::domain::entity::Id;
use guichet::ui::app::Message;
use guichet::ui::export::{self, Format, Scope};
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use crate::ui_import::Place;

fn say(place: &mut Place, message: export::Message) {
    place.hands.send(Message::Export(message));
}

fn write(place: &mut Place, name: &str) -> PathBuf {
    let path = place.folder.path().join(name);
    say(place, export::Message::TypePath);
    say(place, export::Message::Path(path.display().to_string()));
    say(place, export::Message::UsePath);
    place.hands.until("the file is not there", |_| path.exists());

    path
}

fn header(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap().lines().next().unwrap_or_default().trim_start_matches('\u{feff}').to_owned()
}

#[test]
fn columns_are_chosen_ordered_and_kept_under_a_name() {
    let mut place = Place::new();
    place.hands.control('e');
    place.hands.must_show("1 membre");
    place.hands.click("Choisir");
    say(&mut place, export::Message::AllFields(false));
    say(&mut place, export::Message::Field(0, true));
    say(&mut place, export::Message::Field(2, true));

    // Up by the keys: the focus goes along.
    say(&mut place, export::Message::Move(2, -1));
    place.hands.chord(Named::ArrowUp, Modifiers::ALT);
    place.hands.must_show("2 colonnes");

    // Dragged to its place and back: what is let go stays where it is, whatever the pointer is over then.
    for (from, to) in [(0, 3), (3, 0)] {
        say(&mut place, export::Message::Grab(from));
        say(&mut place, export::Message::Over(1));
        say(&mut place, export::Message::Over(to));
        say(&mut place, export::Message::LetGo);
        say(&mut place, export::Message::Over(5));
    }

    place.hands.click("Enregistrer ce choix sous…");
    place.hands.must_show("Nom du choix");
    place.hands.tap(Named::Enter);
    place.hands.must_show("Donnez");
    place.hands.write("Annuaire");
    place.hands.tap(Named::Enter);
    place.hands.must_not_show("Nom du choix");
    place.hands.must_show("Annuaire");

    let kept = place.hands.ask(place.desk.layouts(Subject::Members)).unwrap();
    assert_eq!((kept.len(), kept[0].name.as_str(), kept[0].fields.len()), (1, "Annuaire", 2));
    let first = write(&mut place, "un.csv");
    assert_eq!(header(&first).split(';').count(), 2);
    assert!(header(&first).starts_with("Nom"), "{}", header(&first));

    // Another day: the same columns by their name; then it is forgotten.
    place.hands.control('e');
    place.hands.must_show("14 colonnes");
    // The choices by name are there.
    place.hands.must_show("Colonnes habituelles");
    say(&mut place, export::Message::Layout(Some(kept[0].id)));
    place.hands.must_show("2 colonnes");
    let second = write(&mut place, "deux.csv");
    assert_eq!(std::fs::read(first).unwrap(), std::fs::read(second).unwrap());
    place.hands.control('e');
    place.hands.must_show("Colonnes habituelles");
    say(&mut place, export::Message::Layout(Some(kept[0].id)));
    say(&mut place, export::Message::Forget);
    place.hands.must_not_show("Colonnes habituelles");
    assert_eq!(place.hands.ask(place.desk.layouts(Subject::Members)).unwrap(), []);
}

#[test]
fn own_fields_payments_and_workbooks_go_out() {
    let mut place = Place::new();
    let field = CustomField::new(Id::now_v7(), FieldKind::Text, "Instrument", chrono::DateTime::UNIX_EPOCH);
    place.hands.ask(place.desk.save_field(field)).unwrap();
    place.hands.control('e');
    place.hands.must_show("1 membre");
    place.hands.click("Choisir");
    say(&mut place, export::Message::AllFields(true));
    let all = write(&mut place, "tout.csv");
    assert!(header(&all).contains("Instrument"), "{}", header(&all));

    place.hands.control('e');
    place.hands.must_show("1 membre");
    say(&mut place, export::Message::Subject(Subject::Payments));
    place.hands.must_show("des membres que la liste montre");
    say(&mut place, export::Message::Scope(Scope::All));
    place.hands.must_show("tous, sans filtre");
    say(&mut place, export::Message::Format(Format::Ods));
    let book = write(&mut place, "paiements.ods");
    assert!(std::fs::read(book).unwrap().starts_with(b"PK"));
}

//! A workspace that does not open: the window says why, and every way out leads somewhere.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use guichet::desk::{Desk, Setup};
use guichet::domain::venue::Venue;
use guichet::preferences::Preferences;
use guichet::ui::app::Message;
use guichet::ui::app::broken::Message as Broken;
use guichet::ui::files::Picked;
use guichet::ui::settings::data::Want;
use guichet::words::Language;
use iced::keyboard::key::Named;

use crate::hands::Hands;

const RESTORE: &str = "Restaurer une sauvegarde";

/// A workspace of a venue of that name, closed.
fn workspace(path: &Path, name: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();

    runtime.block_on(async {
        let desk = Desk::open(path, Setup::of_this_computer()).await.unwrap();
        let venue = Venue { name: name.to_owned(), welcomed: true, ..desk.venue().await.unwrap() };
        desk.save_venue(venue).await.unwrap();
        desk.close().await.unwrap();
    });
}

fn window(path: &Path) -> Hands {
    Hands::at(path, Preferences { language: Some(Language::French), ..Preferences::default() })
}

/// Writes over the file.
fn patch(path: &Path, at: usize, bytes: &[u8]) {
    let mut content = fs::read(path).unwrap();
    content[at..at + bytes.len()].copy_from_slice(bytes);
    fs::write(path, content).unwrap();
}

#[test]
fn each_reason_is_said_and_has_its_ways_out() {
    type Spoil = fn(&Path);
    let reasons: [(&str, Spoil, &str, bool); 7] = [
        (
            "cut short",
            |path| fs::write(path, "Nom;Prénom\nA;B\n".repeat(40)).unwrap(),
            "n’est pas un espace Guichet",
            true,
        ),
        ("damaged", |path| patch(path, 100, &[0xff; 900]), "abîmé", true),
        ("newer", |path| patch(path, 60, &1_000_000_i32.to_be_bytes()), "une version plus récente de Guichet", false),
        ("foreign", |path| patch(path, 68, &[1, 2, 3, 4]), "la base de données d’un autre programme", false),
        (
            "read-only",
            |path| fs::set_permissions(path, fs::Permissions::from_mode(0o444)).unwrap(),
            "en lecture seule",
            false,
        ),
        (
            "a folder",
            |path| {
                fs::remove_file(path).unwrap();
                fs::create_dir(path).unwrap();
            },
            "est un dossier",
            false,
        ),
        (
            "emptied",
            |path| {
                fs::write(path, "").unwrap();
                fs::write(path.with_extension("guichet-wal"), "x").unwrap();
            },
            "Restaurez une sauvegarde",
            true,
        ),
    ];

    for (name, spoil, said, restore) in reasons {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lieu.guichet");
        workspace(&path, "Les Tréteaux");
        spoil(&path);
        let before = fs::read(&path).unwrap_or_default();

        let mut hands = window(&path);
        hands.must_show("«\u{a0}lieu.guichet\u{a0}» ne s’ouvre pas");
        assert!(hands.shows(said), "{name}: {:?}", hands.texts());
        for way in ["Réessayer", "Ouvrir un autre espace", "Créer un nouvel espace"] {
            assert!(hands.shows(way), "{name}: {way}");
        }
        assert_eq!(hands.shows(RESTORE), restore, "{name}");
        assert_eq!(fs::read(&path).unwrap_or_default(), before, "{name}: the file is as it was");

        // The way out that is always there.
        let new = folder.path().join("nouveau.guichet");
        hands.send(Message::Broken(Broken::Picked(Want::Create, Picked::Path(new.clone()))));
        hands.must_show("Bienvenue");
        assert!(new.is_file(), "{name}");
    }
}

#[test]
fn who_has_it_open_is_named_and_retrying_by_one_key_opens_it_once_it_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lieu.guichet");
    workspace(&path, "Les Tréteaux");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let setup = Setup { operator: "Camille".to_owned(), desk: "accueil".to_owned(), ..Setup::of_this_computer() };
    let other = runtime.block_on(Desk::open(&path, setup)).unwrap();

    let mut hands = window(&path);
    hands.must_show("déjà ouvert par Camille sur accueil");
    hands.must_not_show(RESTORE);
    hands.until("the button that tries again has the focus", |hands| hands.focused().is_some());
    hands.tap(Named::Enter);
    hands.must_show("déjà ouvert par Camille");

    runtime.block_on(other.close()).unwrap();
    hands.until("the button that tries again has the focus", |hands| hands.focused().is_some());
    hands.tap(Named::Enter);
    hands.must_show("Les Tréteaux");
    hands.must_show("Aucun membre");
}

/// A damaged workspace, its window, and a sound backup.
fn damaged() -> (tempfile::TempDir, PathBuf, Hands) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lieu.guichet");
    workspace(&path, "Les Tréteaux");
    fs::copy(&path, folder.path().join("copie.guichet")).unwrap();
    patch(&path, 100, &[0xff; 900]);
    let mut hands = window(&path);
    hands.must_show(RESTORE);

    (folder, path, hands)
}

#[test]
fn a_backup_takes_the_place_of_a_damaged_file_which_is_kept() {
    let (folder, path, mut hands) = damaged();

    // Not there, and no backup: said, and nothing is lost by it.
    for (file, said) in [("rien.guichet", "Il n’y a pas de fichier"), ("notes.txt", "n’est pas un espace Guichet")]
    {
        fs::write(folder.path().join("notes.txt"), "Nom;Prénom\n".repeat(40)).unwrap();
        hands.send(Message::Broken(Broken::Picked(Want::Restore, Picked::Path(folder.path().join(file)))));
        hands.must_show(said);
        hands.must_show("«\u{a0}lieu.guichet\u{a0}» ne s’ouvre pas");
    }

    let backup = folder.path().join("copie.guichet");
    hands.send(Message::Broken(Broken::Picked(Want::Restore, Picked::Path(backup))));
    hands.must_show("Aucun membre");
    let kept = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(kept.filter(|name| name.starts_with("lieu.guichet.2")).count(), 1, "what was there is kept");
    assert!(path.is_file());
}

#[test]
fn without_a_native_dialog_the_path_is_typed() {
    let (folder, _, mut hands) = damaged();
    hands.send(Message::Broken(Broken::Picked(Want::Open, Picked::Unavailable)));
    hands.must_show("Ouvrir un espace");
    hands.until("the path has the focus", |hands| hands.focused().is_some());

    hands.write("/nowhere/at/all.guichet");
    hands.tap(Named::Enter);
    hands.must_show("Il n’y a pas de fichier /nowhere/at/all.guichet");
    assert!(!Path::new("/nowhere").exists(), "a path mistyped makes no workspace");

    let other = folder.path().join("copie.guichet");
    hands.send(Message::Broken(Broken::Typed(other.display().to_string())));
    hands.tap(Named::Enter);
    hands.must_show("Aucun membre");
}

#[test]
fn a_new_workspace_begins_by_keyboard_alone() {
    let folder = tempfile::tempdir().unwrap();

    // Enter begins from wherever the focus is: on a start, or on what takes no Enter.
    for (tabs, shown) in [(0, "Importer"), (2, "Les Tréteaux"), (5, "Importer")] {
        let mut hands = window(&folder.path().join(format!("{tabs}.guichet")));
        hands.must_show("Bienvenue");
        hands.until("the name has the focus", |hands| hands.focused().is_some());
        hands.write("Les Tréteaux");
        for _ in 0..tabs {
            hands.tap(Named::Tab);
        }
        hands.tap(Named::Enter);
        hands.must_not_show("Bienvenue");
        hands.must_show(shown);
    }
}

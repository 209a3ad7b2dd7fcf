//! The stories of the screens around the list: products, settings, palette, keys, export, import, welcome, jobs. Each is
//! played on a workspace in memory, with the tasks really run and the view built anew after each message.

use std::fmt::Debug;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use futures::StreamExt;
use guichet::desk::{Desk, Selection, Setup};
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use guichet::domain::period::Duration;
use guichet::domain::query::MemberQuery;
use guichet::domain::venue::Venue;
use guichet::preferences::{Appearance, Preferences};
use guichet::ui::files::Picked;
use guichet::ui::keys::Action;
use guichet::ui::kit::{self, Element};
use guichet::ui::screen::{Ask, ExportOf, Section, Shared, Step};
use guichet::ui::settings::data::{Message as Data, Want};
use guichet::ui::{export, help, import, jobs, palette, products, settings, welcome};
use guichet::words::Language;
use iced::keyboard::key::Named;
use iced::{Size, Task};
use iced_test::{Simulator, runtime};

/// What all screens have in common.
trait Screen {
    type Message: Clone + Debug + Send + 'static;
    fn send(&mut self, message: Self::Message, shared: &Shared) -> Step<Self::Message>;
    fn show<'a>(&'a self, shared: &'a Shared) -> Element<'a, Self::Message>;
    fn refresh() -> Self::Message;
}

macro_rules! screen {
    ($name:ident, $show:expr) => {
        impl Screen for $name::State {
            type Message = $name::Message;

            fn send(&mut self, message: Self::Message, shared: &Shared) -> Step<Self::Message> {
                self.update(message, shared)
            }

            fn show<'a>(&'a self, shared: &'a Shared) -> Element<'a, Self::Message> {
                let show: for<'b> fn(&'b Self, &'b Shared) -> Element<'b, Self::Message> = $show;
                show(self, shared)
            }

            fn refresh() -> Self::Message {
                $name::Message::Refresh
            }
        }
    };
}

fn dialog<'a, M: Clone + 'a>(dialog: kit::Dialog<'a, M>) -> Element<'a, M> {
    kit::modal(iced::widget::space(), Some(dialog))
}

screen!(products, |state, shared| state.view(shared));
screen!(settings, |state, shared| state.view(shared));
screen!(welcome, |state, shared| state.view(shared));
screen!(import, |state, shared| state.view(shared));
screen!(export, |state, shared| dialog(state.dialog(shared)));
screen!(palette, |state, shared| dialog(state.dialog(shared)));
screen!(help, |state, shared| dialog(state.dialog(shared)));
screen!(jobs, |state, shared| dialog(state.dialog(shared)));

/// A screen on a workspace, and what it asked of the window.
struct Story<S: Screen> {
    runtime: tokio::runtime::Runtime,
    shared: Shared,
    screen: S,
    asks: Vec<Ask>,
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 3, 10, 0, 0).unwrap()
}

fn setup() -> Setup {
    Setup {
        operator: "Camille".to_owned(),
        desk: "accueil".to_owned(),
        language: "fr".to_owned(),
        keychain: guichet::desk::Keychain::None,
        clock: Arc::new(now),
    }
}

impl<S: Screen> Story<S> {
    fn begin(new: impl FnOnce(&Shared) -> (S, Task<S::Message>)) -> Self {
        Self::in_language(Language::French, new)
    }

    fn in_language(language: Language, new: impl FnOnce(&Shared) -> (S, Task<S::Message>)) -> Self {
        Self::with(language, |_| {}, new)
    }

    /// `fill` is given the runtime and the desk before the screen opens.
    fn with(
        language: Language,
        fill: impl FnOnce((&tokio::runtime::Runtime, &Desk)),
        new: impl FnOnce(&Shared) -> (S, Task<S::Message>),
    ) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let desk = runtime.block_on(Desk::in_memory(setup())).unwrap();
        let venue = Venue { name: "Les Tréteaux".to_owned(), ..Venue::new("", Tz::Europe__Paris, now()) };
        runtime.block_on(desk.save_venue(Venue { welcomed: true, ..venue.clone() })).unwrap();
        fill((&runtime, &desk));
        runtime.block_on(desk.wait_ready());
        let preferences = Preferences { language: Some(language), ..Preferences::default() };
        let shared = Shared::new(desk, venue, preferences);
        let (screen, task) = new(&shared);
        let mut story = Self { runtime, shared, screen, asks: Vec::new() };
        story.run(task);

        story
    }

    /// Sends a message, and what follows from it.
    fn send(&mut self, message: S::Message) {
        let step = self.screen.send(message, &self.shared);
        let mut refresh = false;
        for ask in step.asks {
            match &ask {
                Ask::Done(_) => refresh = true,
                Ask::Keep(preferences) => {
                    self.shared.preferences = (**preferences).clone();
                    self.shared.reword();
                }
                _ => {}
            }
            self.asks.push(ask);
        }
        self.run(step.task);
        if refresh {
            self.shared.venue = self.runtime.block_on(self.shared.desk.venue()).unwrap();
            self.send(S::refresh());
        }
    }

    fn run(&mut self, task: Task<S::Message>) {
        let Some(mut stream) = runtime::task::into_stream(task) else { return };
        // What is asked of the widgets is not played: the task goes on when its question is dropped.
        while let Some(action) = self.runtime.block_on(stream.next()) {
            if let runtime::Action::Output(message) = action {
                self.send(message);
            }
        }
    }

    /// Does something with the window as it is now, and sends the messages that come of it.
    fn play(&mut self, act: impl FnOnce(&mut Simulator<'_, S::Message>)) {
        let messages: Vec<_> = {
            let mut window = window(&self.screen, &self.shared);
            act(&mut window);
            window.into_messages().collect()
        };
        for message in messages {
            self.send(message);
        }
    }

    fn click(&mut self, text: &str) {
        self.play(|window| {
            window.click(text).unwrap_or_else(|error| panic!("no « {text} » to press: {error:?}"));
        });
    }

    /// Types into the input with this id, letter by letter as the window rebuilds.
    fn type_into(&mut self, id: &'static str, text: &str) {
        for letter in text.chars() {
            self.play(|window| {
                window.click(iced::widget::Id::new(id)).unwrap_or_else(|error| panic!("no input {id}: {error:?}"));
                window.tap_key(iced::keyboard::Key::Named(Named::End));
                window.typewrite(&letter.to_string());
            });
        }
    }

    fn shows(&self, text: &str) -> bool {
        window(&self.screen, &self.shared).find(text).is_ok()
    }

    #[track_caller]
    fn must_show(&self, texts: &[&str]) {
        for text in texts {
            assert!(self.shows(text), "« {text} » is not shown");
        }
    }

    fn desk<T>(&self, ask: impl AsyncFnOnce(&Desk) -> T) -> T {
        self.runtime.block_on(ask(&self.shared.desk))
    }
}

fn window<'a, S: Screen>(screen: &'a S, shared: &'a Shared) -> Simulator<'a, S::Message> {
    let settings = iced::Settings {
        fonts: kit::fonts().into_iter().map(Into::into).collect(),
        default_font: kit::FONT,
        ..iced::Settings::default()
    };

    Simulator::with_size(settings, Size::new(shared.size.width, shared.size.height), screen.show(shared))
}

fn member(first: &str, last: &str, email: &str) -> Member {
    Member {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: Some(email.to_owned()),
        ..Member::new(Id::now_v7(), now())
    }
}

fn three_members((runtime, desk): (&tokio::runtime::Runtime, &Desk)) {
    for (first, last, email) in [
        ("Zoé", "Lefèvre", "zoe.lefevre@mel.example"),
        ("Enzo", "D’Angelo", "enzo.dangelo@mel.example"),
        ("Karim", "Lorenzo", "k.lorenzo@mel.example"),
    ] {
        runtime.block_on(desk.add_member(member(first, last, email), false)).unwrap();
    }
}

#[test]
fn a_first_product_with_its_price_is_made_and_what_is_wrong_stands_beside_its_field() {
    let mut story = Story::begin(products::State::new);
    story.must_show(&["Rien à vendre pour l’instant"]);

    story.click("Créer un premier produit");
    story.click("Créer");
    story.must_show(&["Le produit doit avoir un nom."]);
    story.type_into("products_name", "Adhésion");
    story.click("Créer");
    story.must_show(&["Adhésion", "Sans tarif, ce produit ne peut pas encore être vendu\u{a0}: ajoutez-en un."]);

    story.click("Tarif");
    story.type_into("products_name", "Plein");
    story.send(products::Message::Kind(products::DurationKind::SchoolYear));
    story.must_show(&["Payé aujourd’hui\u{a0}: valable jusqu’au 31 août 2027"]);
    story.send(products::Message::Typed(products::Field::Amount, "douze".to_owned()));
    story.click("Créer");
    assert!(story.desk(async |desk| desk.offers().await).unwrap()[0].prices.is_empty());

    // Leaving and coming back loses nothing.
    story.send(products::Message::Dismiss);
    assert!(story.screen.unsaved().is_some());
    story.click("Tarif");
    story.send(products::Message::Typed(products::Field::Amount, "12,50".to_owned()));
    story.click("Créer");

    let offers = story.desk(async |desk| desk.offers().await).unwrap();
    assert_eq!(offers[0].product.name, "Adhésion");
    assert_eq!(offers[0].prices[0].amount, 1250);
    assert_eq!(offers[0].prices[0].duration, Duration::SchoolYear);
    assert!(story.screen.unsaved().is_none());
    story.must_show(&["Plein", "Année scolaire"]);
}

#[test]
fn products_are_ordered_archived_and_put_back() {
    let mut story = Story::begin(products::State::new);
    for name in ["Un", "Deux"] {
        story.send(products::Message::NewProduct);
        story.send(products::Message::Typed(products::Field::Name, name.to_owned()));
        story.send(products::Message::Save);
    }
    let names = |story: &Story<products::State>| -> Vec<String> {
        let offers = story.desk(async |desk| desk.offers().await).unwrap();
        offers.into_iter().map(|offer| offer.product.name).collect()
    };
    assert_eq!(names(&story), ["Un", "Deux"]);

    story.send(products::Message::ShiftCurrent(-1));
    assert_eq!(names(&story), ["Deux", "Un"]);

    story.send(products::Message::ArchiveCurrent);
    assert!(!story.shows("Deux"));
    story.click("Montrer 1 élément archivé");
    story.must_show(&["Deux", "Archivé"]);
    assert_eq!(story.asks.iter().filter(|ask| matches!(ask, Ask::Done(_))).count(), 4);
}

#[test]
fn fixed_dates_are_checked_the_way_round() {
    let mut story = Story::begin(products::State::new);
    story.send(products::Message::NewProduct);
    story.send(products::Message::Typed(products::Field::Name, "Stage".to_owned()));
    story.send(products::Message::Save);
    let product = story.desk(async |desk| desk.offers().await).unwrap()[0].product.id;
    story.send(products::Message::NewPrice(product));
    for (field, text) in [
        (products::Field::Name, "Été"),
        (products::Field::Amount, "80"),
        (products::Field::From, "31/07/2027"),
        (products::Field::To, "01/07/2027"),
    ] {
        story.send(products::Message::Typed(field, text.to_owned()));
    }
    story.send(products::Message::Kind(products::DurationKind::Fixed));
    story.send(products::Message::Save);
    assert!(story.desk(async |desk| desk.offers().await).unwrap()[0].prices.is_empty());

    story.send(products::Message::Typed(products::Field::From, "31/06/2027".to_owned()));
    story.must_show(&["«\u{a0}31/06/2027\u{a0}» n’est pas une date\u{a0}: écrivez par exemple 01/09/2026"]);
    story.send(products::Message::Typed(products::Field::From, "1 juin 2027".to_owned()));
    story.must_show(&["Valable du 1er juin 2027 au 1er juillet 2027"]);
    story.send(products::Message::Save);

    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
    let offers = story.desk(async |desk| desk.offers().await).unwrap();
    assert_eq!(offers[0].prices[0].duration, Duration::Fixed(day(6, 1), day(7, 1)));
}

#[test]
fn the_language_and_the_theme_change_at_once() {
    let mut story = Story::begin(settings::State::new);
    story.must_show(&["Réglages", "Taille du texte"]);

    story.click("English");
    story.must_show(&["Settings", "Text size"]);
    story.click("Dark");
    story.click("150%");
    assert_eq!(story.shared.preferences.appearance, Appearance::Dark);
    assert_eq!(story.shared.preferences.text_size, 150);
}

#[test]
fn the_venue_is_saved_and_what_cannot_be_stays_in_the_form() {
    let mut story = Story::begin(settings::State::new);
    story.click("Lieu");
    story.send(settings::Message::Typed(settings::Field::ExpiresSoon, "bientôt".to_owned()));
    story.click("Enregistrer");
    story.must_show(&["«\u{a0}bientôt\u{a0}» n’est pas un nombre de jours\u{a0}: écrivez 0 à 366"]);
    assert!(story.screen.unsaved().is_some());

    story.send(settings::Message::Typed(settings::Field::ExpiresSoon, "21".to_owned()));
    story.send(settings::Message::SearchZone("new york".to_owned()));
    story.click("New York (America)");
    story.click("Enregistrer");
    let venue = story.desk(async |desk| desk.venue().await).unwrap();
    assert_eq!((venue.expires_soon_days, venue.zone()), (21, Tz::America__New_York));
    assert!(story.screen.unsaved().is_none());
}

#[test]
fn a_restore_is_explained_before_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("copie.guichet");
    std::fs::write(&backup, "x").unwrap();
    let mut story = Story::begin(settings::State::new);
    story.click("Données");

    story.send(settings::Message::Data(Data::Picked(Want::Restore, Picked::Path(backup.clone()))));
    story.must_show(&["Restaurer cette sauvegarde\u{a0}?"]);
    assert!(!story.asks.iter().any(|ask| matches!(ask, Ask::Restore(_))));
    story.click("Restaurer");
    assert!(story.asks.iter().any(|ask| matches!(ask, Ask::Restore(path) if *path == backup)));
}

#[test]
fn the_workspace_is_checked_in_words() {
    let mut story = Story::begin(settings::State::new);
    story.click("Données");
    story.click("Vérifier");
    story.must_show(&["Tout est en ordre."]);
}

#[test]
fn the_palette_finds_actions_and_members_without_accents() {
    let mut story = Story::with(Language::French, three_members, palette::State::new);
    story.type_into("palette_input", "zoe lef");
    story.send(palette::Message::Run);
    assert!(matches!(story.asks.last(), Some(Ask::OpenMember(_))), "{:?}", story.asks.last());

    let mut story = Story::with(Language::French, three_members, palette::State::new);
    story.type_into("palette_input", "reglages");
    story.send(palette::Message::Run);
    assert!(matches!(story.asks.last(), Some(Ask::Do(Action::Settings))), "{:?}", story.asks.last());
}

#[test]
fn the_page_of_keys_shows_the_whole_table() {
    let story = Story::begin(help::State::new);
    for line in guichet::ui::keys::TABLE {
        assert!(story.shows(&story.shared.words.get(line.text)), "{}", line.text);
    }
}

#[test]
fn what_is_on_screen_is_exported_to_the_path_typed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gens.csv");
    let all = || ExportOf::Members(Selection::Query(MemberQuery::default()));
    let mut story = Story::with(Language::French, three_members, |shared| export::State::new(shared, all()));
    story.must_show(&["3 membres", "tels que la liste les montre"]);

    story.send(export::Message::TypePath);
    story.send(export::Message::Path(file.display().to_string()));
    story.click("Enregistrer");
    assert!(matches!(story.asks.last(), Some(Ask::Close)), "{:?}", story.asks);
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text.lines().count(), 4, "{text}");
    assert!(text.contains("Lefèvre"));

    // A file that is there is replaced only when that was said twice.
    let mut story = Story::with(Language::French, |_| {}, |shared| export::State::new(shared, all()));
    assert!(!story.shows("3 membres"));
    story.send(export::Message::TypePath);
    story.send(export::Message::Path(file.display().to_string()));
    story.send(export::Message::UsePath);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

/// The venue's list as French Excel saves it: Windows-1252, `;`, a doubled line, a broken e-mail, a total.
fn venue_file(folder: &tempfile::TempDir) -> PathBuf {
    let text = "Courriel;Prénom;Nom;Téléphone;Adhésion;Tarif;Cotisation;Mode de paiement;Payé le;Valable jusqu'au\r\n\
        zoe.lefevre@mel.example;Zoé;Lefèvre;06 11 22 33 44;Adhésion;12,50;12,50;Espèces;23/09/2026;23/09/2027\r\n\
        k.lorenzo@mel.example;Karim;Lorenzo;;;;;;;\r\n\
        pas-une-adresse;Jean;Dupont;;;;;;;\r\n\
        TOTAL;;;;;;12,50;;;\r\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
    let path = folder.path().join("membres.csv");
    std::fs::write(&path, bytes).unwrap();

    path
}

#[test]
fn a_file_is_checked_imported_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = venue_file(&folder);
    let mut story = Story::begin(|shared| import::State::new(shared, None));
    story.must_show(&["Déposez votre fichier ici"]);
    let people = |story: &Story<import::State>| {
        story.desk(async |desk| desk.members(&MemberQuery::default(), 0..0).await).unwrap().total
    };

    story.send(import::Message::TypedPath(file.display().to_string()));
    story.click("Lire");
    story.must_show(&["Importer 2 personnes et créer 1 tarif", "refusé", "Windows-1252"]);
    assert_eq!(people(&story), 0);
    // The cards choose what is listed.
    assert!(!story.shows("Karim Lorenzo"));
    story.click("nouveaux");
    story.must_show(&["Karim Lorenzo", "Zoé Lefèvre"]);

    story.click("Importer 2 personnes et créer 1 tarif");
    story.must_show(&["C’est fait"]);
    assert_eq!(people(&story), 2);
    story.click("Annuler l’import");
    story.must_show(&["Import annulé"]);
    assert_eq!(people(&story), 0);
}

#[test]
fn what_a_second_file_changes_is_shown_field_by_field() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = Story::begin(|shared| import::State::new(shared, Some(venue_file(&folder))));
    story.send(import::Message::Import);
    story.click("Importer un autre fichier");
    let second = folder.path().join("villes.csv");
    std::fs::write(&second, "E-mail;Prénom;Nom;Ville\nk.lorenzo@mel.example;Karim;Lorenzo;Nantes\n").unwrap();
    story.send(import::Message::TypedPath(second.display().to_string()));
    story.click("Lire");
    story.must_show(&["Importer 1 personne", "Karim Lorenzo", "Ville\u{a0}: – → Nantes"]);

    // Whoever is known is left as they are: nothing is left to import.
    story.click("Ne rien changer");
    story.must_show(&["Rien à importer"]);
}

#[test]
fn a_column_can_be_left_aside_and_is_checked_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = venue_file(&folder);
    let mut story = Story::begin(|shared| import::State::new(shared, Some(file)));
    story.click("Changer");
    story.must_show(&["Courriel", "Ce que Guichet a reconnu"]);
    story.send(import::Message::Map(3, None));
    story.send(import::Message::Verify);
    story.click("Importer 2 personnes et créer 1 tarif");
    let rows = story.desk(async |desk| desk.members(&MemberQuery::default(), 0..9).await).unwrap().rows;
    assert!(rows.iter().all(|row| row.phone.is_none()), "{rows:?}");
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_another_can_be_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("vide.csv");
    std::fs::write(&empty, "").unwrap();
    let mut story = Story::begin(|shared| import::State::new(shared, Some(empty)));
    story.must_show(&["Déposez votre fichier ici"]);
    story.send(import::Message::TypedPath(venue_file(&folder).display().to_string()));
    story.click("Lire");
    story.must_show(&["Importer 2 personnes et créer 1 tarif"]);
}

#[test]
fn the_welcome_asks_for_a_name_and_makes_examples() {
    let mut story = Story::begin(welcome::State::new);
    for _ in 0.."Les Tréteaux".chars().count() {
        story.send(welcome::Message::Name(String::new()));
    }
    story.click("Commencer");
    story.must_show(&["Donnez un nom à votre lieu pour commencer"]);

    story.type_into("welcome_name", "Le Poulpe");
    story.click("Avec des exemples");
    story.click("Commencer");
    let people = story.desk(async |desk| desk.members(&MemberQuery::default(), 0..0).await).unwrap().total;
    assert_eq!(people, 300);
    let venue = story.desk(async |desk| desk.venue().await).unwrap();
    assert_eq!((venue.name.as_str(), venue.welcomed), ("Le Poulpe", true));
    assert!(matches!(story.asks.last(), Some(Ask::Go(Section::Members))));
}

#[test]
fn what_runs_is_listed_and_can_be_stopped() {
    let mut story = Story::begin(jobs::State::new);
    story.must_show(&["Rien ne tourne en ce moment."]);

    let running = story.shared.jobs.begin("settings-job-check".into());
    running.job.set_total(200);
    running.job.step(50).unwrap();
    story.send(jobs::Message::Refresh);
    story.must_show(&["Vérification de l’espace", "50 sur 200"]);
    story.click("Arrêter");
    assert!(running.job.step(51).is_err());
    story.must_show(&["Arrêt…"]);

    drop(running);
    story.send(jobs::Message::Tick);
    story.must_show(&["Rien ne tourne en ce moment."]);
}

/// Every screen can be built in both languages, in a small window and at twice the size.
#[test]
fn the_screens_speak_english_in_a_small_window() {
    let mut story = Story::in_language(Language::English, products::State::new);
    story.shared.size = Size::new(683.0, 384.0);
    story.must_show(&["Nothing to sell yet"]);
    story.click("Create a first product");
    story.must_show(&["New product"]);

    let mut story = Story::in_language(Language::English, settings::State::new);
    story.shared.size = Size::new(683.0, 384.0);
    for page in ["Venue", "Data", "About", "Appearance"] {
        story.click(page);
    }
    story.must_show(&["On this computer"]);
}

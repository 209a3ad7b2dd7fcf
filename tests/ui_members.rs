//! The stories of the desk: finding, joining, renewing, editing, ticking, filtering. Played on the whole window, with the
//! keys and clicks counted where DESIGN.md sets a measure of comfort.

use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use guichet::desk::{Desk, Setup};
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use guichet::domain::money::Method;
use guichet::domain::period::Duration;
use guichet::domain::product::{OptionChoice, Price, Product, ProductOption};
use guichet::domain::query::{Counts, MemberQuery, Page};
use guichet::domain::venue::Venue;
use guichet::preferences::Preferences;
use guichet::ui::app::{Message, Opened};
use guichet::ui::files::Picked;
use guichet::ui::screen::Section;
use guichet::ui::{export, kit, members};
use guichet::words::Language;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use crate::hands::Hands;

pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 3, 10, 0, 0).unwrap()
}

pub struct Desks {
    pub desk: Desk,
    price: Id,
}

fn member(first: &str, last: &str, email: &str) -> Member {
    Member {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: Some(email.to_owned()),
        ..Member::new(Id::now_v7(), now())
    }
}

async fn filled() -> (Opened, Desks) {
    let setup = Setup {
        operator: "Camille".to_owned(),
        desk: "accueil".to_owned(),
        language: "fr".to_owned(),
        keychain: guichet::desk::Keychain::None,
        clock: Arc::new(now),
    };
    let desk = Desk::in_memory(setup).await.unwrap();
    let venue = Venue { name: "Les Tréteaux".to_owned(), welcomed: true, ..Venue::new("", Tz::Europe__Paris, now()) };
    desk.save_venue(venue).await.unwrap();

    let product = Product {
        id: Id::now_v7(),
        name: "Adhésion".to_owned(),
        category: None,
        vat_rate: 0,
        short_text: None,
        long_text: None,
        option_choice: OptionChoice::Many,
        max_per_member: None,
        archived: false,
        position: 0,
        created_at: now(),
    };
    let price = Price {
        id: Id::now_v7(),
        product: product.id,
        name: "Réduit".to_owned(),
        amount: 1200,
        open: false,
        minimum: 0,
        duration: Duration::SchoolYear,
        stock: None,
        max_per_member: None,
        requires: String::new(),
        archived: false,
        position: 0,
        created_at: now(),
    };
    let option = ProductOption {
        id: Id::now_v7(),
        product: product.id,
        name: "Chorale".to_owned(),
        archived: false,
        position: 0,
        created_at: now(),
    };
    desk.save_product(product).await.unwrap();
    let sold = price.id;
    desk.save_price(price).await.unwrap();
    desk.save_option(option).await.unwrap();

    for (first, last, email) in [
        ("Zoé", "Lefèvre", "zoe.lefevre@mel.example"),
        ("Enzo", "D’Angelo", "enzo.dangelo@mel.example"),
        ("Karim", "Benali", "k.benali@mel.example"),
    ] {
        desk.add_member(member(first, last, email), false).await.unwrap();
    }
    desk.wait_ready().await;
    let venue = Box::new(desk.venue().await.unwrap());

    (Opened { desk: desk.clone(), venue }, Desks { desk, price: sold })
}

pub fn begin() -> (Hands, Desks) {
    begin_in(Language::French)
}

fn begin_in(language: Language) -> (Hands, Desks) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (opened, desks) = runtime.block_on(filled());
    let preferences = Preferences { language: Some(language), ..Preferences::default() };
    let mut hands = Hands::on(runtime, opened, preferences);
    hands.must_show("k.benali@mel.example");

    (hands, desks)
}

fn members(hands: &Hands, desks: &Desks, text: &str) -> usize {
    let query = MemberQuery { text: text.to_owned(), ..MemberQuery::default() };

    hands.ask(desks.desk.members(&query, 0..10)).unwrap().total
}

/// Whether the member with this e-mail has a valid subscription, and how much was paid.
fn paid(hands: &Hands, desks: &Desks, email: &str) -> (usize, i64) {
    let rows = hands.ask(desks.desk.members_by_email(email)).unwrap();
    let page = hands.ask(desks.desk.member(rows[0].id)).unwrap();

    (page.subscriptions.len(), page.total_paid)
}

#[test]
fn a_member_is_found_with_one_key() {
    let (mut hands, _) = begin();

    hands.write("dangelo");
    hands.must_show("1 sur 3");
    hands.tap(Named::Enter);

    hands.must_show("Enzo D’ANGELO");
    assert_eq!(hands.presses, 1);
}

#[test]
fn enter_pressed_before_the_answer_opens_the_first_one_found() {
    let (mut hands, _) = begin();

    hands.write("enzo");
    hands.tap(Named::Enter);

    hands.must_show("Enzo D’ANGELO");
}

#[test]
fn a_walk_in_joins_and_pays_cash_and_it_is_undone_with_one_key() {
    let (mut hands, desks) = begin();

    hands.control('n');
    hands.must_show("Nouvel abonnement");
    hands.write("Aline Mercier aline@mel.example");
    hands.must_show("Nouveau membre\u{a0}: Aline Mercier");
    hands.tap(Named::Enter);
    hands.must_show("Valable du 3 septembre 2026 au 31 août 2027");
    hands.tap(Named::ArrowRight);
    hands.tap(Named::ArrowRight);
    hands.tap(Named::ArrowRight);
    hands.must_show("Encaisser 12,00\u{a0}€");
    hands.tap(Named::Enter);

    hands.must_show("Abonnement de Aline MERCIER");
    assert!(hands.presses <= 8, "{} keys", hands.presses);
    assert_eq!(paid(&hands, &desks, "aline@mel.example"), (1, 1200));

    hands.presses = 0;
    hands.control('z');
    hands.must_show("Annulé");
    assert_eq!(hands.presses, 1);
    assert_eq!(members(&hands, &desks, "aline"), 0);
    hands.must_not_show("Aline MERCIER");

    hands.control_shift('z');
    hands.must_show("Rétabli");
    assert_eq!(paid(&hands, &desks, "aline@mel.example"), (1, 1200));
}

/// Sells a subscription to Zoé.
fn sell(hands: &mut Hands) {
    hands.control('n');
    hands.must_show("Nouvel abonnement");
    hands.write("zoe");
    hands.must_show("Zoé Lefèvre");
    hands.tap(Named::Enter);
    hands.click("Carte");
    hands.tap(Named::Enter);
    hands.must_show("Abonnement de Zoé LEFÈVRE");
}

#[test]
fn enter_pressed_before_the_answer_sells_to_who_was_typed() {
    let (mut hands, _) = begin();
    hands.control('n');
    hands.must_show("Nouvel abonnement");
    // Enzo is found by the first letter, Zoé by the whole: Enter means the whole.
    hands.write("zoé");
    hands.tap(Named::Enter);

    hands.must_show("Zoé Lefèvre · zoe.lefevre@mel.example");
}

#[test]
fn renewing_takes_three_presses_and_begins_where_the_running_one_ends() {
    let (mut hands, desks) = begin();
    sell(&mut hands);
    hands.must_show("Renouveler");

    hands.presses = 0;
    hands.click("Renouveler");
    hands.must_show("Renouveler l’abonnement");
    hands.must_show("aucun jour payé n’est perdu");
    hands.tap(Named::Enter);
    hands.must_not_show("Renouveler l’abonnement");

    assert!(hands.presses <= 3, "{} presses", hands.presses);
    assert_eq!(paid(&hands, &desks, "zoe.lefevre@mel.example"), (2, 2400));
}

#[test]
fn what_is_on_screen_goes_to_export_with_one_key() {
    let (mut hands, _) = begin();

    hands.write("zo");
    hands.must_show("2 sur 3");
    hands.control('e');

    hands.must_show("Exporter");
    assert!(hands.presses <= 3);
}

#[test]
fn a_half_edited_member_is_kept_while_others_are_looked_at() {
    let (mut hands, desks) = begin();
    hands.click("Zoé");
    hands.must_show("Zoé LEFÈVRE");
    hands.click_on("member.phone");
    hands.write("0611");
    hands.must_show("Modifications non enregistrées");

    // Closed: what was typed is kept, and said to be.
    hands.send(Message::Members(members::Message::ClosePanel));
    hands.must_show("sont gardées, pas encore enregistrées");
    hands.click("Zoé");
    hands.must_show("0611");

    hands.click("Karim");
    hands.must_show("Karim BENALI");
    hands.must_not_show("Modifications non enregistrées");

    // Leaving asks first, and says whose edit would be lost.
    hands.send(Message::CloseRequested);
    hands.must_show("La fiche de Zoé LEFÈVRE a des modifications non enregistrées.");
    hands.click("Rester");

    hands.click("Zoé");
    hands.must_show("0611");
    hands.control('s');
    hands.must_show("Zoé LEFÈVRE");
    hands.must_not_show("Modifications non enregistrées");
    let page = hands.ask(desks.desk.members_by_email("zoe.lefevre@mel.example")).unwrap();
    assert_eq!(page[0].phone.as_deref(), Some("0611"));

    hands.click("Historique");
    hands.must_show("Téléphone\u{a0}: – → 0611");

    hands.send(Message::CloseRequested);
    hands.until("the window closes", |hands| hands.closed);
}

#[test]
fn what_is_wrong_stands_beside_its_field_and_nothing_is_saved() {
    let (mut hands, desks) = begin();
    hands.click("Zoé");
    hands.must_show("Date de naissance");
    hands.click_on("member.birth_date");
    hands.write("31/02/1990");
    hands.must_show("« 31/02/1990 » n’est pas une date".replace("« ", "«\u{a0}").replace(" »", "\u{a0}»").as_str());
    hands.control('s');
    hands.must_show("Un champ est à corriger");
    let row = hands.ask(desks.desk.members_by_email("zoe.lefevre@mel.example")).unwrap();
    assert_eq!(hands.ask(desks.desk.member(row[0].id)).unwrap().member.birth_date, None);

    // The last edit is taken back before the last action.
    hands.control('z');
    hands.must_not_show("Un champ est à corriger");

    hands.click_on("member.birth_date");
    hands.write("28/02/1990");
    hands.control('s');
    hands.must_not_show("Modifications non enregistrées");
    let born = hands.ask(desks.desk.member(row[0].id)).unwrap().member.birth_date;
    assert_eq!(born, NaiveDate::from_ymd_opt(1990, 2, 28));
}

#[test]
fn who_is_deactivated_says_so_and_comes_back_with_undo() {
    let (mut hands, desks) = begin();
    hands.tap(Named::ArrowDown);
    hands.tap(Named::Space);
    hands.must_show("1 coché");
    hands.chord(Named::ArrowDown, Modifiers::empty());
    hands.tap(Named::Space);
    hands.must_show("2 cochés");
    hands.click("Désactiver");
    let inactive = MemberQuery { active: Some(false), ..MemberQuery::default() };
    let desk = desks.desk.clone();
    hands.until("two are inactive", |hands| hands.ask(desk.members(&inactive, 0..9)).unwrap().total == 2);

    hands.tap(Named::Escape);
    hands.must_not_show("2 cochés");
    hands.control('z');
    let inactive = MemberQuery { active: Some(false), ..MemberQuery::default() };
    hands.until("none is inactive", |hands| hands.ask(desk.members(&inactive, 0..9)).unwrap().total == 0);
}

#[test]
fn filters_show_what_is_on_and_one_key_takes_them_off() {
    let (mut hands, _) = begin();
    hands.click("Abonnement valide");
    hands.tap(Named::ArrowDown);
    hands.tap(Named::Enter);
    hands.must_show("Abonnement valide\u{a0}: oui");
    hands.must_show("Rien ne correspond à ces filtres");

    hands.chord(Named::Backspace, Modifiers::COMMAND);
    hands.must_not_show("Abonnement valide\u{a0}: oui");
    hands.must_show("k.benali@mel.example");
}

#[test]
fn every_list_is_reached_by_keys() {
    let (mut hands, _) = begin();
    sell(&mut hands);

    for (shown, hidden) in [
        ("zoe.lefevre@mel.example", "k.benali@mel.example"),
        ("k.benali@mel.example", "zoe.lefevre@mel.example · "),
        ("Adhésion · Réduit", "k.benali@mel.example"),
        ("k.benali@mel.example", "· rien"),
    ] {
        hands.chord(Named::Tab, Modifiers::CTRL);
        hands.must_show(shown);
        hands.must_not_show(hidden);
    }
}

#[test]
fn a_price_archived_while_its_form_is_open_is_said_and_loses_nothing() {
    let (mut hands, desks) = begin();
    hands.control('n');
    hands.write("Aline Mercier aline@mel.example");
    hands.tap(Named::Enter);
    hands.must_show("Valable du");
    let price = desks.price;
    hands.ask(desks.desk.archive_price(price, true)).unwrap();
    hands.send(Message::Tick);

    hands.must_show("vient d’être archivé");
    hands.must_not_show("Valable du");
    hands.must_show("aline@mel.example");
    hands.click("Carte");
    hands.tap(Named::Enter);
    hands.must_show("vient d’être archivé");
    assert_eq!(members(&hands, &desks, "aline"), 0);

    hands.ask(desks.desk.archive_price(price, false)).unwrap();
    hands.send(Message::Tick);
    hands.must_not_show("vient d’être archivé");
    hands.click("Encaisser 12,00\u{a0}€");
    hands.must_show("Abonnement de Aline MERCIER");
    assert_eq!(paid(&hands, &desks, "aline@mel.example"), (1, 1200));
}

#[test]
fn a_sale_left_unfinished_comes_back() {
    let (mut hands, _) = begin();
    hands.control('n');
    hands.write("Aline Mercier aline@mel.example");
    hands.tap(Named::Enter);
    hands.must_show("Valable du");
    hands.tap(Named::Escape);
    hands.must_not_show("Nouvel abonnement");

    hands.send(Message::Section(Section::Products));
    hands.send(Message::CloseRequested);
    hands.must_show("Aline Mercier\u{a0}: un abonnement est saisi et n’est pas enregistré.");
    hands.click("Rester");

    hands.control('n');
    hands.must_show("Saisie reprise là où vous l’aviez laissée.");
    hands.must_show("aline@mel.example");
    hands.click("Recommencer");
    hands.must_not_show("aline@mel.example");
}

#[test]
fn offered_means_nothing_due_both_ways() {
    let (mut hands, desks) = begin();
    hands.control('n');
    hands.write("zoe");
    hands.must_show("Zoé Lefèvre");
    hands.tap(Named::Enter);
    hands.must_show("Encaisser 12,00\u{a0}€");
    hands.click("Offert");
    hands.must_show("Offrir l’abonnement");
    hands.must_show("0,00");
    hands.click("Espèces");
    hands.must_show("Encaisser 12,00\u{a0}€");
    hands.click_on("subscribe.contribution");
    hands.control('a');
    hands.write("0");
    hands.must_show("Offrir l’abonnement");
    hands.tap(Named::Enter);
    hands.must_show("Abonnement de Zoé LEFÈVRE");

    let row = hands.ask(desks.desk.members_by_email("zoe.lefevre@mel.example")).unwrap();
    let page = hands.ask(desks.desk.member(row[0].id)).unwrap();
    assert_eq!((page.subscriptions[0].method, page.subscriptions[0].contribution), (Some(Method::Offered), 0));
}

#[test]
fn a_subscription_is_extended_and_cancelled_with_the_consequence_told_first() {
    let (mut hands, desks) = begin();
    sell(&mut hands);
    let row = hands.ask(desks.desk.members_by_email("zoe.lefevre@mel.example")).unwrap();
    hands.must_show("jusqu’au 31 août 2027");
    hands.click_on("member.actions");
    hands.tap(Named::ArrowDown);
    hands.tap(Named::Enter);
    hands.must_show("Prolonger l’abonnement");
    hands.control('a');
    hands.write("30/09/2027");
    hands.must_show("30 jours de plus");
    let end = hands.focused().map(|focused| focused.at);
    hands.tap(Named::Enter);
    hands.must_show("Dites pourquoi");
    hands.until("the reason has the focus", |hands| hands.focused().map(|focused| focused.at) != end);
    hands.write("travaux");
    hands.tap(Named::Enter);
    hands.must_not_show("Prolonger l’abonnement");
    hands.must_show("jusqu’au 30 septembre 2027");

    hands.click_on("member.actions");
    hands.tap(Named::End);
    hands.tap(Named::Enter);
    hands.must_show("Annuler cet abonnement\u{a0}?");
    hands.write("déménagement");
    hands.tap(Named::Enter);
    hands.must_show("Annulé le 3 septembre 2026 par Camille.");
    let page = hands.ask(desks.desk.member(row[0].id)).unwrap();
    assert_eq!(page.subscriptions[0].cancelled_why.as_deref(), Some("déménagement"));
    assert_eq!(page.subscriptions[0].ends.unwrap().year(), 2027);
}

#[test]
fn below_its_width_the_panel_takes_the_place_of_the_list_and_leads_back() {
    let (mut hands, _) = begin();
    hands.resize(1000.0, 700.0);
    hands.write("karim");
    hands.must_show("1 sur 3");
    hands.tap(Named::Enter);
    hands.must_show("Retour à la liste");
    hands.must_not_show("Abonnement valide");
    hands.tap(Named::Escape);
    hands.must_show("Abonnement valide");
}

#[test]
fn a_letter_typed_anywhere_in_the_list_goes_to_the_search() {
    let (mut hands, _) = begin();
    hands.tap(Named::ArrowDown);
    hands.must_show("Karim BENALI");
    hands.write("enz");
    hands.must_show("1 sur 3");
}

#[test]
fn the_window_speaks_english() {
    let (mut hands, _) = begin_in(Language::English);
    hands.must_show("Without subscription");
    hands.control('n');
    hands.must_show("New subscription");
    hands.write("Al B al@mel.example");
    hands.tap(Named::Enter);
    hands.must_show("Valid from 3 September 2026 to 31 August 2027");
}

/// The window of 1366 × 768 with its text at 200 %.
const LARGE_TEXT: (f32, f32) = (683.0, 384.0);

/// Walks once through every control with the Tab key: each has to be in sight once it has the focus.
#[track_caller]
fn every_control_comes_into_sight(hands: &mut Hands, page: &str) {
    let mut seen = 0;
    hands.tap(Named::Tab);
    let first = hands.focused().unwrap_or_else(|| panic!("{page}: nothing takes the focus"));
    let mut focused = first;

    loop {
        // What is taller than the room it has is seen as far as it can be.
        assert!(focused.in_sight || focused.bounds.height > LARGE_TEXT.1 / 3.0, "{page}: {focused:?} is out of sight");
        seen += 1;
        assert!(seen < 300, "{page}: the Tab key never comes round");
        hands.tap(Named::Tab);
        focused = hands.focused().unwrap_or_else(|| panic!("{page}: the focus is lost after {focused:?}"));

        if focused.at == first.at {
            break;
        }
    }

    assert!(seen > 2, "{page}: only {seen} controls");
}

#[test]
fn at_200_percent_the_focus_is_always_in_sight() {
    let (mut hands, _) = begin();
    sell(&mut hands);
    hands.resize(LARGE_TEXT.0, LARGE_TEXT.1);
    every_control_comes_into_sight(&mut hands, "the panel, subscriptions");
    hands.click("Général");
    hands.must_show("Prénom");
    every_control_comes_into_sight(&mut hands, "the panel, general");
    hands.click("Historique");
    hands.must_not_show("Prénom");
    every_control_comes_into_sight(&mut hands, "the panel, history");
    hands.tap(Named::Escape);
    hands.must_show("k.benali@mel.example");
    every_control_comes_into_sight(&mut hands, "the list");

    for (section, shown) in [(Section::Products, "Adhésion"), (Section::Settings, "Langue")] {
        hands.send(Message::Section(section));
        hands.must_show(shown);
        every_control_comes_into_sight(&mut hands, shown);
    }
    hands.click("Lieu");
    hands.must_show("Fuseau horaire");
    every_control_comes_into_sight(&mut hands, "the venue");
    hands.click("Données");
    every_control_comes_into_sight(&mut hands, "the data");

    hands.control('1');
    for (key, shown) in [('n', "Nouvel abonnement"), ('e', "Exporter")] {
        hands.control(key);
        hands.must_show(shown);
        every_control_comes_into_sight(&mut hands, shown);
        hands.tap(Named::Escape);
        hands.must_not_show("Échap");
    }
    hands.control('n');
    hands.write("Aline Mercier");
    hands.tap(Named::Enter);
    hands.must_show("Valable du");
    every_control_comes_into_sight(&mut hands, "a sale to someone new");
}

#[test]
fn a_field_to_be_mended_is_scrolled_to() {
    let (mut hands, _) = begin();
    hands.click("Zoé");
    hands.must_show("Date de naissance");
    hands.click_on("member.birth_date");
    hands.write("31/02/1990");
    hands.click("Historique");
    hands.must_not_show("Date de naissance");
    hands.resize(LARGE_TEXT.0, LARGE_TEXT.1);
    hands.control('s');

    hands.must_show("Un champ est à corriger");
    hands.until("the date has the focus", |hands| hands.focused().is_some_and(|focused| focused.in_sight));
    assert!(hands.scrolled("kit.panel") > 0.0);
    hands.chord(Named::End, Modifiers::empty());
    hands.chord(Named::Backspace, Modifiers::empty());
    hands.must_show("31/02/199");

    // Another member is seen from the top; by keys, as what is said of the draft stands over the list.
    hands.tap(Named::Escape);
    hands.must_show("sont gardées, pas encore enregistrées");
    hands.tap(Named::ArrowUp);
    hands.tap(Named::Enter);
    hands.must_show("Enzo D’ANGELO");
    hands.until("the panel is at its top", |hands| hands.scrolled("kit.panel") == 0.0);
}

#[test]
fn a_letter_typed_before_the_focus_is_asked_for_stays() {
    let (mut hands, _) = begin();
    hands.control('n');
    hands.must_show("Nouvel abonnement");
    hands.write("zo");
    // The first input has the focus as soon as the dialog is there; that it was also asked for may come later.
    hands.run(kit::reach("subscribe.who"));
    hands.write("é");
    hands.must_show("zoé");
}

#[test]
fn a_tab_without_its_count_awaits_it() {
    let (mut hands, _) = begin();
    let list = |question| {
        Message::Members(members::Message::Members(
            // Whichever question was the last one is answered.
            question,
            Ok(Page {
                total: 3,
                first: 0,
                rows: Vec::new(),
                counts: Counts { all: Some(3), members: 3, ..Counts::default() },
            }),
        ))
    };
    // Until what was asked before has been answered too.
    hands.until("the counts are awaited", |hands| {
        (0..20).for_each(|question| hands.send(list(question)));
        hands.shows("…")
    });
    assert!(!hands.texts().contains(&"0".to_owned()), "what is not counted is not none");

    hands.send(Message::Ready);
    hands.must_not_show("…");
}

#[test]
fn who_may_be_the_same_person_is_told_calmly_and_decided_with_the_way_back() {
    let (mut hands, desks) = begin();
    let again = Member { phone: Some("06 11 22 33 44".to_owned()), ..member("ZOE", "Lefevre", "") };
    let again = Member { email: None, ..again };
    let id = again.id;

    hands.ask(desks.desk.add_member(again, true)).unwrap();
    hands.send(Message::Tick);
    hands.must_show("Lefevre");
    hands.click("Zoé");
    hands.must_show("C’est peut-être la même personne que ZOE LEFEVRE (même nom).");

    // The other one says the same of her.
    hands.click("Voir sa fiche");
    hands.must_show("C’est peut-être la même personne que Zoé LEFÈVRE (même nom).");
    hands.click("Pas la même personne");
    hands.must_show("Zoé LEFÈVRE, ZOE LEFEVRE\u{a0}: personnes différentes, c’est noté.");
    hands.must_not_show("C’est peut-être la même personne que Zoé LEFÈVRE (même nom).");
    assert_eq!(hands.ask(desks.desk.possible_duplicates(id)).unwrap().total, 0);

    hands.control('z');
    hands.must_show("C’est peut-être la même personne que Zoé LEFÈVRE (même nom).");
    hands.control('y');
    hands.must_not_show("C’est peut-être la même personne que Zoé LEFÈVRE (même nom).");

    // By its name the list of all of them is found.
    hands.tap(Named::Escape);
    hands.ask(desks.desk.add_member(member("Karim", "BENALI", "k.benali@mel.example"), false)).unwrap();
    hands.control('k');
    hands.write("doublons");
    hands.tap(Named::Enter);
    hands.must_show("Doublon possible\u{a0}: oui");
    hands.must_not_show("enzo.dangelo@mel.example");
    hands.must_show("2 sur 5");
}

/// What is done beside typing: the measures of comfort of the design, all of them in one place.
#[test]
fn the_measures_of_comfort() {
    type Act = fn(&mut Hands, &Desks);
    let renewed: Act = |hands, desks| {
        sell(hands);
        hands.presses = 0;
        hands.click("Renouveler");
        hands.must_show("aucun jour payé n’est perdu");
        hands.tap(Named::Enter);
        hands.must_not_show("Renouveler l’abonnement");
        assert_eq!(paid(hands, desks, "zoe.lefevre@mel.example"), (2, 2400));
    };
    let measures: [(&str, usize, Act); 5] = [
        ("a walk-in joins and pays cash", 8, |hands, desks| {
            hands.control('n');
            hands.must_show("Nouvel abonnement");
            hands.write("Aline Mercier aline@mel.example");
            hands.must_show("Nouveau membre\u{a0}: Aline Mercier");
            hands.tap(Named::Enter);
            hands.must_show("Valable du");
            for _ in 0..3 {
                hands.tap(Named::ArrowRight);
            }
            hands.must_show("Encaisser");
            hands.tap(Named::Enter);
            hands.must_show("Abonnement de Aline MERCIER");
            assert_eq!(paid(hands, desks, "aline@mel.example"), (1, 1200));
        }),
        ("a member is found", 1, |hands, _| {
            hands.write("dangelo");
            hands.must_show("1 sur 3");
            hands.tap(Named::Enter);
            hands.must_show("Enzo D’ANGELO");
        }),
        ("a subscription is renewed", 3, renewed),
        ("what is on screen is exported", 3, |hands, _| {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("membres.csv");
            hands.write("zo");
            hands.must_show("2 sur 3");
            hands.control('e');
            hands.must_show("Exporter");
            // Enter, and Enter again in the dialog of the system, on the name that it proposes.
            hands.presses += 2;
            hands.send(Message::Export(export::Message::Picked(Picked::Path(file.clone()))));
            hands.until("the file is written", |_| file.exists());
            hands.must_show("membres.csv");
            assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 3);
        }),
        ("the last action is undone", 1, |hands, desks| {
            sell(hands);
            hands.presses = 0;
            hands.control('z');
            hands.must_show("Annulé");
            assert_eq!(paid(hands, desks, "zoe.lefevre@mel.example").0, 0);
        }),
    ];

    for (measure, most, act) in measures {
        let (mut hands, desks) = begin();
        hands.presses = 0;
        act(&mut hands, &desks);
        assert!(hands.presses <= most, "{measure}: {} keys and clicks, at most {most}", hands.presses);
    }
}

#[test]
fn where_the_panel_stands_in_the_lists_place_searching_brings_the_list_back() {
    let (mut hands, _) = begin();
    hands.resize(LARGE_TEXT.0, LARGE_TEXT.1);

    for (key, typed) in [(Some('f'), "dangelo"), (None, "zoe")] {
        hands.must_show("k.benali@mel.example");
        hands.click("Karim");
        hands.tap(Named::Enter);
        hands.must_show("Karim BENALI");
        hands.must_not_show("enzo.dangelo@mel.example");
        if let Some(key) = key {
            hands.control(key);
        }
        hands.write(typed);
        hands.must_show("1 sur 3");
        hands.tap(Named::Escape);
        hands.must_show("k.benali@mel.example");
    }
}

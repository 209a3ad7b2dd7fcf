//! The stories of sharing that need no server: what the foot says, what the form asks for, the code of an invitation,
//! keys on what is to be decided, what a role may not do, and what happens to a form that others write into.

use std::sync::Arc;

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Tz;
use guichet::desk::sharing::{Conflict, DeskSeen, Exception, Invited, Refusal, Side, State, Status, Team, TeamMember};
use guichet::desk::{Desk, Failure, Setup};
use guichet::domain::duplicate::{Group, Likeness};
use guichet::domain::entity::Id;
use guichet::domain::member::{EmailState, Member};
use guichet::domain::phrase::{Phrase, Problem};
use guichet::domain::query::MemberRow;
use guichet::domain::subscription::Standing;
use guichet::domain::team::Role;
use guichet::domain::venue::Venue;
use guichet::preferences::Preferences;
use guichet::sync::wire::{Cells, Op, OpKind};
use guichet::ui::app::{Message, Opened};
use guichet::ui::keys::Action;
use guichet::ui::kit::{self, Tone};
use guichet::ui::screen::{Ask, Section, Shared};
use guichet::ui::sharing::{self, Known, Place, doubles, found, join, review, standing, team};
use guichet::ui::{members, products, settings};
use guichet::words::Language;
use iced::Size;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced_test::Simulator;
use serde_json::json;

use crate::hands::Hands;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 3, 12, 30, 0).unwrap()
}

/// Half past two at the venue.
fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 3, hour - 2, minute, 0).unwrap()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

async fn desk() -> Desk {
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

    desk
}

fn status(state: State, waiting: usize) -> Status {
    Status { state, waiting, refused: 0, conflicts: 0, exchanged: Some(at(14, 5)) }
}

fn place(role: &str, permissions: &[&str]) -> Place {
    Place {
        workspace: "Les Tréteaux".to_owned(),
        server: "db.example.org".to_owned(),
        database: "treteaux".to_owned(),
        operator: "Camille".to_owned(),
        login: "g_0".to_owned(),
        role: role.to_owned(),
        permissions: permissions.iter().map(|&name| name.to_owned()).collect(),
        offline: false,
    }
}

const EVERYTHING: &[&str] = &["member.write", "subscription.write", "catalogue.write", "settings.write", "team.manage"];

/// The page of sharing on a workspace, as it would be shared.
struct Story {
    _runtime: tokio::runtime::Runtime,
    shared: Shared,
    page: sharing::State,
    asks: Vec<Ask>,
}

impl Story {
    fn begin(known: Option<Place>) -> Self {
        Self::in_language(Language::French, known)
    }

    fn in_language(language: Language, known: Option<Place>) -> Self {
        let runtime = runtime();
        let desk = runtime.block_on(desk());
        let venue = runtime.block_on(desk.venue()).unwrap();
        let mut shared = Shared::new(desk, venue, Preferences { language: Some(language), ..Preferences::default() });
        let state = if known.is_some() { State::Quiet } else { State::Alone };
        shared.sharing = Known { place: known, status: status(state, 0), ..Known::default() };
        let page = sharing::State::new(&shared);

        Self { _runtime: runtime, shared, page, asks: Vec::new() }
    }

    /// What follows from it in the server's world is not played.
    fn send(&mut self, message: sharing::Message) {
        self.asks.extend(self.page.update(message, &self.shared).asks);
    }

    fn play(&mut self, act: impl FnOnce(&mut Simulator<'_, sharing::Message>)) -> Vec<sharing::Message> {
        let settings = iced::Settings {
            fonts: kit::fonts().into_iter().map(Into::into).collect(),
            default_font: kit::FONT,
            ..iced::Settings::default()
        };
        let view = kit::modal(kit::scroll(self.page.view(&self.shared)), self.page.dialog(&self.shared));
        let mut window = Simulator::with_size(settings, Size::new(1000.0, 2400.0), view);
        act(&mut window);

        window.into_messages().collect()
    }

    fn click(&mut self, text: &str) {
        let messages = self.play(|window| {
            window.click(text).unwrap_or_else(|error| panic!("no « {text} » to press: {error:?}"));
        });
        for message in messages {
            self.send(message);
        }
    }

    fn shows(&mut self, text: &str) -> bool {
        let mut found = false;
        self.play(|window| found = window.find(text).is_ok());

        found
    }

    #[track_caller]
    fn must_show(&mut self, texts: &[&str]) {
        for text in texts {
            assert!(self.shows(text), "« {text} » is not shown");
        }
    }
}

#[test]
fn the_foot_says_how_the_workspace_stands() {
    let mut story = Story::begin(None);
    let apart = State::Apart { since: at(14, 5), why: Phrase::new("sync-unreachable") };
    let revoked = State::Stopped(Phrase::new("sync-revoked"));
    let secret = State::NeedsSecret(Phrase::new("sync-no-secret"));

    for (state, waiting, said, tone) in [
        (State::Alone, 0, "Enregistré ici", Tone::Positive),
        (State::Quiet, 0, "Partagé", Tone::Positive),
        (State::Quiet, 3, "3 en attente", Tone::Neutral),
        (State::Offline, 3, "Hors ligne depuis 14:05 · 3 en attente", Tone::Neutral),
        (apart, 3, "Injoignable depuis 14:05 · 3 en attente", Tone::Warning),
        (revoked, 0, "À décider", Tone::Danger),
        (secret, 0, "À décider", Tone::Danger),
    ] {
        story.shared.sharing = Known::default();
        story.shared.sharing.take(status(state.clone(), waiting));
        let foot = standing(&story.shared, true);
        assert_eq!((foot.label.as_str(), foot.tone), (said, tone), "{state:?}");
        assert!(!foot.tip.is_empty());
    }

    story.shared.sharing.take(Status { conflicts: 2, ..status(State::Quiet, 0) });
    assert_eq!(standing(&story.shared, true).tip, "2 changements attendent votre décision.");
    assert_eq!(standing(&story.shared, false).label, "Préparation…");

    story.shared.sharing.take(status(State::Quiet, 0));
    story.shared.sharing.arrivals = 2;
    assert_eq!(standing(&story.shared, true).label, "2 doublons possibles");
}

#[test]
fn trying_again_is_not_reaching() {
    let mut known = Known::default();
    let apart = State::Apart { since: at(14, 5), why: Phrase::new("sync-unreachable") };
    known.take(status(apart.clone(), 1));
    known.take(status(State::Talking, 2));
    assert_eq!((&known.status.state, known.status.waiting, known.talking), (&apart, 2, true));
    known.take(status(State::Quiet, 0));
    assert_eq!((&known.status.state, known.talking), (&State::Quiet, false));
}

#[test]
fn the_form_says_what_is_missing_and_loses_nothing_when_the_server_would_not() {
    let mut story = Story::begin(None);
    story.must_show(&["Partager cet espace", "Rejoindre un espace partagé…"]);
    story.click("Partager");
    story.must_show(&[
        "Indiquez le serveur",
        "Indiquez la base de données",
        "Indiquez l’identifiant de l’administrateur de la base",
    ]);

    for (field, text) in [
        (found::Field::Server, "db.example.org"),
        (found::Field::Port, "5432a"),
        (found::Field::Database, "treteaux"),
        (found::Field::Login, "postgres"),
        (found::Field::Password, "hush"),
    ] {
        story.send(sharing::Message::Type(field, text.to_owned()));
    }
    story.must_show(&["«\u{a0}5432a\u{a0}» n’est pas un port\u{a0}: écrivez 1 à 65535"]);
    assert!(!story.shows("Indiquez le serveur"), "said until it is corrected");
    story.send(sharing::Message::Proof(2));
    story.must_show(&["Ce serveur n’est pas cet ordinateur\u{a0}: choisissez une connexion chiffrée"]);
    assert!(!story.shows("hush"), "a password is hidden as it is typed");

    story.send(sharing::Message::Proof(0));
    story.send(sharing::Message::Type(found::Field::Port, "5433".to_owned()));
    story.send(sharing::Message::Share);
    story.must_show(&["Envoi de l’espace au serveur", "Arrêter"]);
    story.send(sharing::Message::Shared(Err(Failure::Elsewhere(Phrase::new("sharing-settled")))));
    story.must_show(&["C’est décidé.", "db.example.org", "5433", "treteaux", "postgres"]);
}

#[test]
fn a_code_is_shown_once_and_copied() {
    let mut story = Story::begin(Some(place("administrator", EVERYTHING)));
    story.click("Inviter…");
    story.click("Créer le code");
    story.must_show(&["Indiquez qui vous invitez", "Indiquez son adresse e-mail"]);
    story.send(sharing::Message::Team(team::Message::TypeGuest(team::GuestField::Name, "Marie".to_owned())));
    story.send(sharing::Message::Team(team::Message::TypeGuest(
        team::GuestField::Email,
        "marie@mel.example".to_owned(),
    )));
    story.send(sharing::Message::Team(team::Message::GuestRole(3)));
    story.must_show(&["Voit qui a un abonnement valide, et rien d’autre."]);

    story.send(sharing::Message::Team(team::Message::Invited(Ok("guichet-AbC123".to_owned()))));
    story.must_show(&["guichet-AbC123", "Ce code n’est gardé nulle part\u{a0}: copiez-le avant de fermer."]);
    assert!(story.page.unsaved().is_some(), "closing the program would lose it");
    story.click("Copier");
    story.must_show(&["Copié"]);
    story.click("Fermer");
    assert!(!story.shows("guichet-AbC123"));
}

fn conflict(id: i64) -> Conflict {
    let side = |minute| Side {
        operator: Some("Marie".to_owned()),
        desk: Some("Bar".to_owned()),
        at: Some(at(14, minute).timestamp_micros()),
    };

    Conflict {
        id,
        entity: "member".to_owned(),
        row: Id::now_v7(),
        field: "first_name".to_owned(),
        kept: json!("Zoë"),
        lost: json!("Zoé"),
        kept_by: side(5),
        lost_by: side(3),
    }
}

#[test]
fn what_two_desks_said_is_decided_with_keys() {
    let mut story = Story::begin(Some(place("administrator", EVERYTHING)));
    let named = vec![(conflict(7), "Zoé LEFÈVRE".to_owned())];
    story.send(sharing::Message::Review(review::Message::Conflicts(Ok(named))));
    story.must_show(&[
        "Zoé LEFÈVRE, Prénom",
        "Marie (Bar), aujourd’hui 14:05",
        "Garder «\u{a0}Zoë\u{a0}»",
        "Prendre «\u{a0}Zoé\u{a0}»",
    ]);

    let decided = |modifiers| match review::key(7, &Key::Named(Named::Enter), modifiers) {
        Some(review::Message::Settle(7, take)) => Some(take),
        _ => None,
    };
    assert_eq!(decided(Modifiers::empty()), Some(false), "Enter keeps");
    assert_eq!(decided(Modifiers::SHIFT), Some(true), "Shift+Enter takes the other value");
    assert!(review::key(7, &Key::Named(Named::Space), Modifiers::empty()).is_none());

    // The card answers to the keys once it has the focus, and to nothing before.
    let pressed = |press: bool| {
        let mut story = Story::begin(Some(place("administrator", EVERYTHING)));
        let named = vec![(conflict(7), "Zoé LEFÈVRE".to_owned())];
        story.send(sharing::Message::Review(review::Message::Conflicts(Ok(named))));
        let messages = story.play(|window| {
            if press {
                window.click("Zoé LEFÈVRE, Prénom").unwrap();
            }
            window.tap_key(Key::Named(Named::Enter));
        });

        messages.iter().any(|message| matches!(message, sharing::Message::Review(review::Message::Settle(7, false))))
    };
    assert!(pressed(true));
    assert!(!pressed(false));
}

fn refusal(op: Op, code: &str, column: Option<&str>, now_holds: Cells) -> Refusal {
    Refusal {
        op,
        code: code.to_owned(),
        message: "no".to_owned(),
        column: column.map(str::to_owned),
        at: Some(now()),
        now: now_holds,
        own: None,
    }
}

#[test]
fn who_may_be_known_twice_is_listed_and_decided() {
    let mut story = Story::begin(Some(place("manager", EVERYTHING)));
    let row = |id: u128, first: &str| MemberRow {
        id: Id::from_u128(id),
        email: Some("maison@mel.example".to_owned()),
        first_name: first.to_owned(),
        last_name: "Ribeiro".to_owned(),
        pseudonym: None,
        phone: None,
        active: true,
        email_state: EmailState::Unverified,
        team: false,
        vip: false,
        standing: Standing::None,
        valid_until: None,
    };
    let group = |rows: &[MemberRow], more: u128, why: Likeness| {
        let members = rows.iter().map(|row| row.id).chain((0..more).map(|n| Id::from_u128(100 + n))).collect();

        (Group { members, why: why.phrase() }, rows.to_vec())
    };
    let two = group(&[row(1, "Ana"), row(2, "Rui")], 0, Likeness::Email);
    let many = group(&[row(3, "Zoé")], 40, Likeness::Names);

    story.send(sharing::Message::Doubles(doubles::Message::Found(Ok((vec![two, many], 9)))));
    story.must_show(&["9 doublons possibles", "même e-mail", "Ana Ribeiro", "Rui Ribeiro", "même nom", "et 40 autres"]);
    assert!(!story.shows("Toutes des personnes différentes"), "so many are not decided about at once");

    story.click("Rui Ribeiro");
    assert!(matches!(story.asks.pop(), Some(Ask::OpenMember(id)) if id == Id::from_u128(2)));
    story.click("Voir tous les doublons possibles");
    assert!(matches!(story.asks.pop(), Some(Ask::Do(Action::Duplicates))));

    let pressed = story.play(|window| drop(window.click("Pas la même personne").unwrap()));
    let expected = vec![Id::from_u128(1), Id::from_u128(2)];

    assert!(
        matches!(&pressed[..], [sharing::Message::Doubles(doubles::Message::Apart(ids))] if *ids == expected),
        "{pressed:?}"
    );
}

#[test]
fn a_refused_change_says_what_and_why() {
    let mut story = Story::begin(Some(place("manager", &["member.write"])));
    let op = Op {
        op: Id::now_v7(),
        seq: 1,
        entry: None,
        entity: "member".to_owned(),
        row: Id::now_v7(),
        kind: OpKind::Update,
        set: Cells::from([("vip".to_owned(), json!(true)), ("birth_date".to_owned(), json!("1990-02-28"))]),
        was: Cells::new(),
        base: 1,
        clock: 1,
    };
    let refusal = refusal(op, "42501", None, Cells::new());
    story.send(sharing::Message::Review(review::Message::Refusals(Ok(vec![(refusal, "Zoé LEFÈVRE".to_owned())]))));
    story.must_show(&["Zoé LEFÈVRE", "Renvoyer", "Mettre de côté"]);
    story.must_show(&["Date de naissance", "28 février 1990", "VIP", "Oui"]);
    story.must_show(&["Le rôle de ce poste ne permettait pas ce changement (droit nécessaire\u{a0}: modifier les membres). Un administrateur peut le donner dans «\u{a0}Équipe\u{a0}»\u{a0}; renvoyez-le ensuite."]);
}

#[test]
fn a_refused_change_is_mended_in_its_own_inputs() {
    let mut story = Story::begin(Some(place("administrator", EVERYTHING)));
    let op = Op {
        op: Id::now_v7(),
        seq: 1,
        entry: None,
        entity: "price".to_owned(),
        row: Id::now_v7(),
        kind: OpKind::Update,
        set: Cells::from([
            ("amount".to_owned(), json!(3_000)),
            ("open".to_owned(), json!(true)),
            ("duration".to_owned(), json!("years 1")),
        ]),
        was: Cells::new(),
        base: 1,
        clock: 1,
    };
    let id = op.op;
    let here = Cells::from([("amount".to_owned(), json!(2_800)), ("open".to_owned(), json!(true))]);
    let refusal = refusal(op, "GB409", Some("amount"), here);
    let settled = |answer| sharing::Message::Review(review::Message::Settled(answer));
    story.send(sharing::Message::Review(review::Message::Refusals(Ok(vec![(refusal, "Plein tarif".to_owned())]))));
    story.must_show(&["Plein tarif", "Montant", "30,00\u{a0}€", "à présent\u{a0}: 28,00\u{a0}€", "Durée", "1 an"]);

    story.click("Corriger");
    assert!(story.page.unsaved().is_none(), "nothing was typed yet");
    // What is typed stands in its input; what is not for typing stays told.
    story.must_show(&["30,00", "Montant libre", "1 an"]);
    let typed =
        |text: &str| sharing::Message::Review(review::Message::Type(sharing::refused::Typed::Text(0, text.to_owned())));
    story.send(typed("trente"));
    assert!(story.page.unsaved().is_some());
    story.send(sharing::Message::Review(review::Message::SendAgain(id)));
    story.must_show(&["«\u{a0}trente\u{a0}» n’est pas un montant. Écrivez par exemple 12,50."]);
    story.send(typed("0,50"));
    assert!(!story.shows("«\u{a0}trente\u{a0}» n’est pas un montant. Écrivez par exemple 12,50."), "corrected");

    // What the rule forbids is said at its input too, and what was typed stays.
    story.send(sharing::Message::Review(review::Message::SendAgain(id)));
    story.send(settled(Err(Failure::from(Problem::at("amount", "price-name-missing")))));
    story.must_show(&["Le tarif doit avoir un nom.", "0,50"]);

    story.send(sharing::Message::Dismiss);
    assert!(!story.shows("0,50"));
    story.must_show(&["Corriger", "30,00\u{a0}€"]);
}

#[test]
fn only_who_manages_the_team_sees_it_and_a_refusal_is_a_sentence() {
    let mut story = Story::begin(Some(place("manager", &["member.write"])));
    assert!(!story.shows("Équipe"));

    let mut story = Story::begin(Some(place("administrator", EVERYTHING)));
    let member = TeamMember {
        id: Id::now_v7(),
        name: "Marie".to_owned(),
        email: Some("marie@mel.example".to_owned()),
        role: Role::Manager,
        status: "active".to_owned(),
        permissions: Vec::new(),
    };
    let seen = DeskSeen {
        desk: Id::nil(),
        operator: "Marie".to_owned(),
        computer: "Bar".to_owned(),
        last_seen: None,
        login: Some("g_1".to_owned()),
    };
    story.send(sharing::Message::Team(team::Message::Team(Ok(Team {
        operators: vec![member],
        desks: vec![seen],
        invitations: Vec::new(),
    }))));
    story.must_show(&["Équipe", "marie@mel.example", "Bar", "Actif"]);
    story.click("Retirer l’accès…");
    story.must_show(&["Retirer l’accès de Marie (Bar)\u{a0}?"]);
    story.send(sharing::Message::Dismiss);
    assert!(!story.shows("Retirer l’accès de Marie (Bar)\u{a0}?"));
    story.send(sharing::Message::Team(team::Message::Changed(Err(Failure::Elsewhere(Phrase::new(
        "sharing-server-missing",
    ))))));
    story.must_show(&["Indiquez le serveur"]);
}

#[test]
fn permissions_and_invitations_are_in_words() {
    let mut story = Story::begin(Some(place("administrator", EVERYTHING)));
    let id = Id::now_v7();
    let member = TeamMember {
        id,
        name: "Marie".to_owned(),
        email: Some("marie@mel.example".to_owned()),
        role: Role::Door,
        status: "active".to_owned(),
        permissions: vec![Exception { permission: "member.write".to_owned(), granted: true }],
    };
    let invited = |name: &str, login: &str, state: &str| {
        let said = json!({ "login": login, "name": name, "email": null, "role": "user", "state": state,
            "expires": at(14, 5).timestamp_micros() });

        serde_json::from_value::<Invited>(said).unwrap()
    };
    let invitations = vec![invited("Bob", "gi_1", "open"), invited("Eve", "gi_2", "expired")];
    let team = Team { operators: vec![member], desks: Vec::new(), invitations };
    story.send(sharing::Message::Team(team::Message::Team(Ok(team))));

    assert!(!story.shows("gérer l’équipe et les postes"), "folded at first");
    story.click("Droits (1)");
    story.must_show(&["voir les membres", "gérer l’équipe et les postes", "Comme le rôle\u{a0}: oui", "Oui, toujours"]);

    story.must_show(&[
        "Invitations en attente",
        "Bob",
        "Utilisateur · code valable jusqu’au 3 septembre 2026 à 14:05",
        "Eve",
        "Expirée",
    ]);
    story.click("Retirer…");
    story.must_show(&["Retirer l’invitation de Bob\u{a0}?"]);
    story.send(sharing::Message::Dismiss);
    assert!(!story.shows("Retirer l’invitation de Bob\u{a0}?"));

    story.click("Droits (1)");
    assert!(!story.shows("voir les membres"));
    let last = Failure::Elsewhere(Phrase::new("sync-last-administrator"));
    story.send(sharing::Message::Team(team::Message::Changed(Err(last))));
    story.must_show(&["C’est le dernier administrateur\u{a0}: nommez-en un autre d’abord."]);
}

#[test]
fn leaving_says_what_the_others_will_not_have() {
    let mut story = Story::in_language(Language::English, Some(place("manager", &[])));
    story.shared.sharing.status.waiting = 2;
    story.click("Leave");
    assert!(story.page.has_dialog());
    story.must_show(&["Leave the shared workspace?"]);
    story.play(|window| {
        assert!(window.find("Cancel").is_ok());
    });
}

#[test]
fn joining_asks_for_a_whole_code() {
    let runtime = runtime();
    let desk = runtime.block_on(desk());
    let venue = runtime.block_on(desk.venue()).unwrap();
    let preferences = Preferences { language: Some(Language::French), ..Preferences::default() };
    let shared = Shared::new(desk, venue, preferences);
    let (mut state, _) = join::State::new(&shared);
    let shows = |state: &join::State, text: &str| {
        let view = kit::modal(iced::widget::space(), Some(state.dialog(&shared)));

        Simulator::with_size(iced::Settings::default(), Size::new(1000.0, 800.0), view).find(text).is_ok()
    };

    drop(state.update(join::Message::Join, &shared));
    assert!(shows(&state, "Collez le code de l’invitation"));
    assert!(shows(&state, "Indiquez un fichier"));

    let address = guichet::desk::sharing::Address {
        host: "127.0.0.1".to_owned(),
        port: 1,
        database: "salle-des-fetes".to_owned(),
        login: "gi_1".to_owned(),
        trust: guichet::desk::sharing::Trust::Local,
    };
    let code = guichet::desk::sharing::Invitation { address, secret: "s".to_owned(), name: "Bob".to_owned() }.code();
    drop(state.update(join::Message::Code(code), &shared));
    assert!(!shows(&state, "Indiquez un fichier"), "the file is named after the database");
    assert!(state.update(join::Message::Dismiss, &shared).asks.iter().any(|ask| matches!(ask, Ask::Close)));
}

fn member(first: &str, last: &str, email: &str) -> Member {
    Member {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: Some(email.to_owned()),
        ..Member::new(Id::now_v7(), now())
    }
}

/// The whole window, on three members.
fn window() -> (Hands, Desk) {
    let runtime = runtime();
    let desk = runtime.block_on(async {
        let desk = desk().await;
        for (first, last, email) in [
            ("Zoé", "Lefèvre", "zoe.lefevre@mel.example"),
            ("Enzo", "D’Angelo", "enzo.dangelo@mel.example"),
            ("Karim", "Benali", "k.benali@mel.example"),
        ] {
            desk.add_member(member(first, last, email), false).await.unwrap();
        }
        desk.wait_ready().await;

        desk
    });
    let venue = Box::new(runtime.block_on(desk.venue()).unwrap());
    let preferences = Preferences { language: Some(Language::French), ..Preferences::default() };
    let opened = Opened { desk: desk.clone(), venue };
    let mut hands = Hands::on(runtime, opened, preferences);
    hands.must_show("k.benali@mel.example");

    (hands, desk)
}

#[test]
fn the_foot_and_its_key_lead_to_the_page() {
    let (mut hands, _) = window();
    hands.must_show("Enregistré ici");
    hands.click("Enregistré ici");
    hands.must_show("Partager cet espace");
    hands.send(Message::Section(Section::Members));
    hands.must_not_show("Partager cet espace");
    hands.send(Message::Do(Action::Sharing));
    hands.must_show("Partager cet espace");

    // The page has the place it needs where there is little.
    hands.resize(683.0, 384.0);
    hands.must_show("Enregistré ici");
    hands.send(Message::Settings(settings::Message::Page(settings::Page::Sharing)));
    hands.must_show("Partager cet espace");
}

#[test]
fn what_others_change_while_a_form_is_open_is_told_and_what_is_typed_stays() {
    let (mut hands, desk) = window();
    hands.click("zoe.lefevre@mel.example");
    hands.must_show("zoe.lefevre@mel.example");
    hands.must_show("Code postal");
    let id = {
        let query = guichet::domain::query::MemberQuery { text: "zoe".to_owned(), ..Default::default() };
        hands.ask(desk.members(&query, 0..1)).unwrap().rows[0].id
    };
    hands.click_on("member.first_name");
    hands.tap(Named::End);
    hands.write("x");
    hands.must_show("Modifications non enregistrées");

    let before = hands.ask(desk.member(id)).unwrap().member;
    let after = Member { first_name: "Zoë".to_owned(), city: Some("Lille".to_owned()), ..before.clone() };
    hands.ask(desk.edit_member(&before, after, false)).unwrap();
    hands.send(Message::Tick);
    hands.must_show("Prénom\u{a0}: Zoé → Zoë, par Camille (accueil), 14:30");
    hands.must_show("Zoéx");
    hands.must_show("Lille");

    // Who types goes on typing: the line above takes the focus from nobody.
    hands.write("y");
    hands.must_show("Zoéxy");
}

/// What the list of products asks for when `act` is done to it.
fn of_products(permissions: &[&str], act: impl FnOnce(Id) -> products::Message) -> Vec<Ask> {
    let runtime = runtime();
    let (shared, id) = runtime.block_on(async {
        let desk = desk().await;
        desk.demo(5, 1, &guichet::desk::Job::new()).await.unwrap();
        let id = desk.offers().await.unwrap()[0].prices[0].id;
        let venue = desk.venue().await.unwrap();
        let french = Preferences { language: Some(Language::French), ..Preferences::default() };
        let mut shared = Shared::new(desk, venue, french);
        shared.sharing = Known { place: Some(place("user", permissions)), ..Known::default() };

        (shared, id)
    });
    let (mut state, _) = products::State::new(&shared);
    let offers = runtime.block_on(shared.desk.offers());
    drop(state.update(products::Message::Loaded(1, offers), &shared));

    state.update(act(id), &shared).asks
}

#[test]
fn products_are_not_changed_by_who_may_not_with_the_keys_either() {
    for act in [
        |id| products::Message::Archive(id, true),
        |id| products::Message::Turn(id),
        |id| products::Message::Shift(id, 1),
        |_| products::Message::NewProduct,
    ] {
        let asked = of_products(&["member.read"], act);
        assert!(matches!(asked.as_slice(), [Ask::Fail(why)] if why.key == "sharing-barred-manager"), "{asked:?}");
        assert!(of_products(&["catalogue.write"], act).is_empty());
    }
    assert!(of_products(&["member.read"], products::Message::Open).is_empty(), "it may be looked at");
}

/// What is said when these are pressed, on the list of members and on the settings of the venue.
fn pressed(permissions: &[&str], text: &str) -> usize {
    let story = Story::begin(Some(place("user", permissions)));
    let (members, _) = members::State::new(&story.shared);
    let (mut settings, _) = settings::State::new(&story.shared);
    drop(settings.update(settings::Message::Page(settings::Page::Venue), &story.shared));
    let members = members.view(&story.shared).map(|message| matches!(message, members::Message::Ask(_)));
    let settings = settings.view(&story.shared).map(|message| matches!(message, settings::Message::Typed(..)));
    let mut count = 0;

    for view in [members, settings] {
        let mut window = Simulator::with_size(iced::Settings::default(), Size::new(1366.0, 900.0), view);

        if window.click(text).is_ok() {
            // What was pressed may be an input: it is typed into.
            window.typewrite("x");
            count += window.into_messages().filter(|asked| *asked).count();
        }
    }

    count
}

#[test]
fn what_a_role_may_not_is_not_to_be_pressed() {
    for (text, permission) in
        [("Importer", "member.write"), ("Abonnement", "subscription.write"), ("Les Tréteaux", "settings.write")]
    {
        assert!(pressed(&[permission], text) > 0, "{text} with {permission}");
        assert_eq!(pressed(&["member.read"], text), 0, "{text} without {permission}");
    }

    let story = Story::begin(Some(place("user", &["member.read"])));
    assert_eq!(
        story.shared.barred("settings.write").as_deref(),
        Some("Votre rôle ne le permet pas\u{a0}: c’est aux administrateurs.")
    );
    assert_eq!(Story::begin(None).shared.barred("settings.write"), None, "alone, everything is allowed");
}

//! Every control of the design system on one window, to look at: `cargo run --example gallery -- [page] [dark] [percent]`,
//! with page one of controls, forms, list, import, dialog, toasts, icons.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use guichet::ui::kit::{
    self, Cell, Check, Column, Element, Icon, Item, NavItem, Row, Sort, Stat, Toast, Tone, size, space,
};
use iced::widget::{Space, column, container, row, text_editor};
use iced::{Length, Task, Theme};

fn main() -> iced::Result {
    let mut app = iced::application(boot, update, view)
        .title("Gallery")
        .theme(|state: &State| -> Theme { kit::theme(state.dark) })
        .scale_factor(|state: &State| state.scale)
        .default_font(kit::FONT)
        .window_size((1366.0, 768.0));
    for font in kit::fonts() {
        app = app.font(font);
    }

    app.run()
}

struct State {
    page: usize,
    dark: bool,
    scale: f32,
    text: String,
    search: String,
    amount: String,
    notes: text_editor::Content,
    on: bool,
    check: Check,
    segment: usize,
    tab: usize,
    product: Option<usize>,
    active: Option<usize>,
    valid: Option<usize>,
    current: Option<usize>,
    ticked: BTreeSet<usize>,
    sorted: (usize, Sort),
    widths: [Option<f32>; 6],
    window: Range<usize>,
    dialog: bool,
    last: String,
}

#[derive(Debug, Clone)]
enum Message {
    Page(usize),
    Dark(bool),
    Text(String),
    Search(String),
    Amount(String),
    Notes(text_editor::Action),
    On(bool),
    Check(bool),
    Segment(usize),
    Tab(usize),
    Product(usize),
    Active(Option<usize>),
    Valid(Option<usize>),
    Current(usize),
    Open(usize),
    Tick(RangeInclusive<usize>, bool),
    TickAll(bool),
    Sort(usize),
    Resize(usize, f32),
    Window(Range<usize>),
    Dialog(bool),
    Say(String),
}

const PAGES: [&str; 7] = ["controls", "forms", "list", "import", "dialog", "toasts", "icons"];
const PRODUCTS: [&str; 5] =
    ["Adhésion annuelle · Réduit", "Adhésion annuelle · Plein", "Carnet 10 concerts", "Étudiants", "Soutien"];
const PEOPLE: [(&str, &str, &str, &str); 13] = [
    ("zohra.b@mel.example", "Zohra", "Benali", "none"),
    ("enzo.dangelo@mel.example", "Enzo", "D’Angelo", "expired"),
    ("zoltan.k@mel.example", "Zoltán", "Kovács", "valid"),
    ("zoe.lefevre@mel.example", "Zoé", "Lefèvre", "valid"),
    ("k.lorenzo@mel.example", "Karim", "Lorenzo", "valid"),
    ("zoe.martin@mel.example", "Zoé", "Martin", "valid"),
    ("zoe.nguessan@mel.example", "Zoé", "N’Guessan", "valid"),
    ("zoe.ouvrard@mel.example", "Zoé", "Œuvrard", "valid"),
    ("zoran@mel.example", "Zoran", "Petrović", "valid"),
    ("lorenzo.ricci.de.la.montagne.bleue@mel.example", "Lorenzo", "Ricci", "none"),
    ("alonzo.saintmalo@mel.example", "Alonzo", "Saint-Malo", "valid"),
    ("amazone@mel.example", "Amazone", "Tréguier", "expired"),
    ("zofia.w@mel.example", "Zofia", "Wiśniewska", "soon"),
];

fn boot() -> State {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let page = PAGES.iter().position(|page| args.iter().any(|arg| arg == page)).unwrap_or(0);

    State {
        page,
        dark: args.iter().any(|arg| arg == "dark"),
        scale: args.iter().find_map(|arg| arg.parse::<f32>().ok()).map_or(1.0, |percent| percent / 100.0),
        text: "Zoé".into(),
        search: if page == 2 { "zo".into() } else { String::new() },
        amount: "12,00".into(),
        notes: text_editor::Content::with_text("Vient avec sa fille.\nRappeler en septembre."),
        on: true,
        check: Check::Mixed,
        segment: 2,
        tab: 0,
        product: Some(0),
        active: Some(0),
        valid: None,
        current: Some(12),
        ticked: BTreeSet::from([1, 3]),
        sorted: (2, Sort::Up),
        widths: [None; 6],
        window: 0..0,
        dialog: page == 4,
        last: String::new(),
    }
}

fn update(state: &mut State, message: Message) -> Task<Message> {
    state.last = format!("{message:?}");
    match message {
        Message::Page(page) => {
            state.page = page;
            state.dialog = page == 4;
        }
        Message::Dark(dark) => state.dark = dark,
        Message::Text(text) => state.text = text,
        Message::Search(text) => state.search = text,
        Message::Amount(text) => state.amount = text,
        Message::Notes(action) => state.notes.perform(action),
        Message::On(on) => state.on = on,
        Message::Check(on) => state.check = on.into(),
        Message::Segment(at) => state.segment = at,
        Message::Tab(at) => state.tab = at,
        Message::Product(at) => state.product = Some(at),
        Message::Active(at) => state.active = at,
        Message::Valid(at) => state.valid = at,
        Message::Current(at) => state.current = Some(at),
        Message::Tick(rows, on) => rows.for_each(|row| {
            if on {
                state.ticked.insert(row);
            } else {
                state.ticked.remove(&row);
            }
        }),
        Message::TickAll(on) => {
            state.ticked.clear();
            if on {
                state.ticked.extend(0..PEOPLE.len());
            }
        }
        Message::Sort(at) => {
            let sort = if state.sorted == (at, Sort::Up) { Sort::Down } else { Sort::Up };
            state.sorted = (at, sort);
        }
        Message::Resize(at, width) => state.widths[at] = Some(width),
        Message::Window(window) => state.window = window,
        Message::Dialog(open) => state.dialog = open,
        Message::Open(at) => state.current = Some(at),
        Message::Say(text) => state.last = text,
    }

    Task::none()
}

fn view(state: &State) -> Element<'_, Message> {
    let items = PAGES.iter().enumerate().map(|(index, page)| NavItem {
        icon: [Icon::Users, Icon::Package, Icon::Settings].get(index).copied(),
        label: (*page).to_owned(),
        count: (index == 2).then(|| "2 418".to_owned()),
        current: state.page == index,
        press: Message::Page(index),
        id: None,
    });
    let foot = || kit::State {
        icon: Icon::CircleCheck,
        tone: Tone::Positive,
        label: "Partagé".to_owned(),
        tip: "Tout est partagé. Dernier échange\u{a0}: 14:05.".to_owned(),
        press: Message::Say("Partagé".to_owned()),
        id: None,
    };
    let page = match state.page {
        0 => controls(state),
        1 => forms(state),
        2 | 4 | 5 => list(state),
        3 => import(state),
        _ => icons(),
    };
    let base =
        kit::canvas(row![kit::sidebar("Les Tréteaux", items, kit::state(foot()), kit::state_icon(foot())), page]);
    let dialog = state.dialog.then(|| subscribe(state));
    let toasts = if state.page == 5 { some_toasts() } else { Vec::new() };

    kit::window(kit::modal(kit::toasts(base, toasts, |over| Message::Say(format!("{over}"))), dialog))
}

fn say(what: &str) -> Message {
    Message::Say(what.to_owned())
}

fn controls(state: &State) -> Element<'_, Message> {
    let buttons = row![
        kit::button("Renouveler").primary().on_press(say("primary")),
        kit::button("Encaisser 12,00 €").primary().hint("⏎").on_press(say("hint")),
        kit::button("Importer").on_press(say("secondary")),
        kit::button("Exporter").icon(Icon::Download).on_press(say("icon")),
        kit::button("Effacer").quiet().on_press(say("quiet")),
        kit::button("Supprimer").danger().on_press(say("danger")),
        kit::icon_button(Icon::Pencil, "Modifier").on_press(say("pencil")),
        kit::icon_menu(
            Icon::Ellipsis,
            "Autres actions",
            vec![
                Item::new("Modifier").icon(Icon::Pencil).hint("Ctrl E"),
                Item::new("Copier l’adresse").icon(Icon::Copy),
                Item::new("Désactiver").icon(Icon::Ban).danger().separated(),
            ],
            |at| Message::Say(format!("menu {at}")),
        ),
        kit::menu_button("Plus", vec!["Un".into(), "Deux".into()], |at| Message::Say(format!("menu {at}"))),
    ]
    .spacing(space::S);
    let disabled = row![
        kit::button("Renouveler").primary(),
        kit::button("Importer"),
        kit::button("Effacer").quiet(),
        kit::button("Supprimer").danger(),
        kit::icon_button(Icon::Pencil, "Modifier"),
        kit::button("Petit").small().on_press(say("small")),
        kit::button("Petit").small().quiet().on_press(say("small quiet")),
        kit::link("un lien").on_press(say("link")),
    ]
    .spacing(space::S)
    .align_y(iced::Center);
    let ticks = row![
        kit::checkbox("Éteinte", Check::Off).on_toggle(Message::Check),
        kit::checkbox("Cochée", Check::On).on_toggle(Message::Check),
        kit::checkbox("En partie", state.check).on_toggle(Message::Check),
        kit::checkbox("Sans effet", Check::On),
    ]
    .spacing(space::L);
    let switches = row![
        kit::switch("Actif", "Peut s’abonner et recevoir des messages.", state.on).on_toggle(Message::On),
        kit::switch("Équipe", "N’est pas de l’équipe.", !state.on).on_toggle(Message::On),
    ]
    .spacing(space::L);
    let methods = ["Offert", "Carte TPE", "Espèces", "Chèque", "Virement"];
    let chips = row![
        kit::chip("Actif", ["Oui", "Non"], state.active, Message::Active).id("chip"),
        kit::chip("Abonnement valide", ["Oui", "Non", "Expire bientôt", "Aucun"], state.valid, Message::Valid),
        kit::chip("Équipe", ["Oui", "Non"], None, Message::Active),
    ]
    .spacing(space::S);
    let pills = row![
        kit::pill(Tone::Positive, "Valide"),
        kit::pill(Tone::Warning, "Expire le 3 déc."),
        kit::pill(Tone::Danger, "Expiré"),
        kit::pill(Tone::Neutral, "Aucun"),
        kit::avatar("Zofia", "Wiśniewska", 44.0),
        kit::avatar("Zofia", "Wiśniewska", 28.0),
        kit::key("Ctrl F"),
        kit::marked("Lorenzo", marks("Lorenzo", "zo")),
    ]
    .spacing(space::S)
    .align_y(iced::Center);

    kit::scroll(
        column![
            row![
                kit::title("Commandes"),
                Space::new().width(Length::Fill),
                kit::segmented(["Clair", "Sombre"], Some(usize::from(state.dark)), |at| Message::Dark(at == 1)),
            ],
            buttons,
            disabled,
            ticks,
            switches,
            kit::segmented(methods, Some(state.segment), Message::Segment).width(514),
            kit::tabs(
                [("Tous", Some("38".into())), ("En cours", Some("26".into())), ("Sans abonnement", Some("5".into()))],
                state.tab,
                Message::Tab
            ),
            chips,
            pills,
            kit::steps(["Fichier", "Colonnes", "Vérifier", "Terminé"], 2, |at| Some(Message::Say(format!("{at}")))),
            kit::progress(
                "Import de adherents-2026.csv · 1 204 lignes sur 2 000",
                Some(0.6),
                Some(kit::button("Annuler").on_press(say("cancel")))
            ),
            kit::note(
                Tone::Danger,
                "Ce fichier ne s’ouvre pas : il est utilisé par un autre programme. Fermez-le, puis réessayez."
            ),
            kit::note(Tone::Warning, "Deux adresses se ressemblent."),
            kit::caption(state.last.clone()),
        ]
        .spacing(space::L)
        .padding(space::XL),
    )
    .height(Length::Fill)
    .into()
}

fn forms(state: &State) -> Element<'_, Message> {
    let left = column![
        kit::section_title("Identité", Some("Ce qui figure sur la carte.".into())),
        row![
            kit::field("Prénom", &state.text).id("first").on_input(Message::Text),
            kit::field("Nom", "Lefèvre").on_input(Message::Text),
        ]
        .spacing(10),
        kit::field("E-mail", "zoe.lefevre@mel").on_input(Message::Text).icon(Icon::Mail).problem(Some(
            "Adresse incomplète après « @ » : écrivez-la en entier, par exemple zoe@mel.example.".into()
        )),
        kit::field("Pseudonyme", "").placeholder("Comme sur scène").on_input(Message::Text).help("Facultatif."),
        kit::field("Numéro", "A-1204").help("Donné par le programme."),
        kit::select(PRODUCTS, state.product, Message::Product).label("Produit et tarif").id("product"),
        kit::select(PRODUCTS, None, Message::Product)
            .label("Sans choix")
            .placeholder("Choisissez")
            .help("Obligatoire."),
        row![
            kit::select(PRODUCTS, Some(1), Message::Product).label("Éteint").enabled(false),
            kit::field("Contribution", &state.amount).suffix("€").align_right().on_input(Message::Amount),
        ]
        .spacing(10),
        kit::area("Notes", &state.notes).on_action(Message::Notes),
    ]
    .spacing(14)
    .width(size::FORM);
    let right = column![
        kit::stats([("Depuis", "2019"), ("Total payé", "148,00 €"), ("Vu", "hier 21:04")]),
        kit::card(subscription("12 jours", Tone::Warning)),
        kit::card(subscription("terminé", Tone::Neutral)),
        kit::well(column![
            kit::strong("Valable du 4 décembre 2026 au 31 août 2027"),
            kit::muted("Année scolaire ; commence à la fin de l’abonnement en cours, aucun jour payé n’est perdu.")
        ]),
        kit::skeleton(180),
        kit::skeleton(120),
        container(kit::empty_state(
            Icon::Users,
            "Personne pour l’instant",
            "Importez votre liste, ou inscrivez la première personne au comptoir.",
            [
                kit::button("Importer").on_press(say("import")),
                kit::button("Abonnement").primary().icon(Icon::Plus).on_press(say("new"))
            ],
        ))
        .height(260),
    ]
    .spacing(space::M)
    .width(size::PANEL);

    kit::surface(kit::scroll(row![left, right].spacing(space::XXL).padding(space::XL)).height(Length::Fill))
}

fn subscription<'a>(state: &str, tone: Tone) -> Element<'a, Message> {
    column![
        row![kit::line("Adhésion annuelle · Réduit").strong().width(Length::Fill), kit::pill(tone, state)],
        row![kit::line("12,00 € · espèces").muted().width(Length::Fill), kit::line("jusqu’au 3 déc. 2026").muted()],
        kit::caption("Un an après le paiement du 3 décembre 2025."),
    ]
    .spacing(2)
    .into()
}

fn pill_of<'a>(state: &str) -> Cell<'a, Message> {
    match state {
        "valid" => Cell::pill(Tone::Positive, "Valide"),
        "soon" => Cell::pill(Tone::Warning, "Expire le 3 déc."),
        "expired" => Cell::pill(Tone::Danger, "Expiré"),
        _ => Cell::pill(Tone::Neutral, "Aucun"),
    }
}

fn marks(text: &str, search: &str) -> Vec<Range<usize>> {
    let folded = text.to_lowercase();
    if search.is_empty() || folded.len() != text.len() {
        return Vec::new();
    }

    folded.match_indices(&search.to_lowercase()).map(|(at, found)| at..at + found.len()).collect()
}

fn list(state: &State) -> Element<'_, Message> {
    let rows = if state.tab == 3 { 1_000_000 } else { PEOPLE.len() };
    let columns = [("E-mail", 266.0), ("Prénom", 132.0), ("Nom", 153.0), ("Abonnement", 130.0), ("Actif", 70.0)];
    let columns = columns.iter().enumerate().map(|(at, (title, width))| {
        let column = Column::new(*title).width(*width).remembered(state.widths[at]);
        if at < 3 { column.sortable() } else { column }
    });
    let table = kit::table(columns, rows, |index| {
        let (mail, first, last, valid) = *PEOPLE.get(index % PEOPLE.len())?;
        if state.tab == 3 && index % 50 > 45 {
            return None;
        }
        let row = Row::new([
            Cell::text(mail).muted(),
            Cell::marked(first, marks(first, &state.search)),
            Cell::marked(last, marks(last, &state.search)),
            pill_of(valid),
            if index % 4 == 3 { Cell::missing() } else { Cell::text("Oui").muted() },
        ]);
        Some(row.ticked(state.ticked.contains(&index)))
    })
    .id("table")
    .version(state.tab as u64)
    .current(state.current)
    .on_current(Message::Current)
    .on_open(Message::Open)
    .sorted(Some(state.sorted))
    .on_sort(Message::Sort)
    .on_resize(Message::Resize)
    .ticks(if state.ticked.is_empty() { Check::Off } else { Check::Mixed }, Message::Tick, Message::TickAll)
    .foot(if state.ticked.is_empty() { 0.0 } else { 70.0 })
    .on_window(Message::Window);

    let bar = (!state.ticked.is_empty()).then(|| {
        kit::ticked_bar(
            format!("{} cochés", state.ticked.len()),
            Some(("tout cocher (38)".into(), Message::TickAll(true))),
            [
                kit::button("Exporter").on_press(say("export")),
                kit::button("Modifier").on_press(say("edit")),
                kit::button("Renouveler").on_press(say("renew")),
            ],
            ("Échap".into(), Message::TickAll(false)),
        )
    });
    let head = kit::page_header(
        "Membres",
        "38 sur 2 418",
        [
            container(
                kit::search(&state.search, "Nom, e-mail, téléphone", kit::command("F"), Message::Search(String::new()))
                    .id("search")
                    .on_input(Message::Search),
            )
            .width(280)
            .into(),
            kit::button("Importer").on_press(say("import")).into(),
            kit::button("Abonnement").primary().icon(Icon::Plus).on_press(Message::Dialog(true)).into(),
        ],
    );
    let tabs = kit::tabs(
        [
            ("Tous", Some("38".into())),
            ("En cours", Some("26".into())),
            ("Sans abonnement", Some("5".into())),
            ("Un million", Some("1 000 000".into())),
        ],
        state.tab,
        Message::Tab,
    );
    let chips = kit::spread(
        kit::flow([
            kit::chip("Actif", ["Oui", "Non"], state.active, Message::Active).into(),
            kit::chip("Abonnement valide", ["Oui", "Non", "Expire bientôt", "Aucun"], state.valid, Message::Valid)
                .into(),
            kit::chip("E-mail valide", ["Oui", "Non"], None, Message::Active).into(),
            kit::chip("Erreur d’e-mail", ["Oui", "Non"], None, Message::Active).into(),
            kit::chip("Équipe", ["Oui", "Non"], None, Message::Active).into(),
        ]),
        kit::button("Effacer").quiet().small().on_press(say("clear")),
    );
    let list = kit::over_foot(table, bar);
    let beside: Element<'_, Message> = if state.scale > 1.0 {
        list
    } else {
        row![list, kit::divider(), container(member()).width(size::PANEL)].into()
    };
    let main = column![
        head,
        container(tabs).padding([0.0, 20.0]),
        kit::separator(),
        container(chips).padding([10.0, 20.0]),
        kit::separator(),
        beside,
    ];

    main.into()
}

fn member<'a>() -> Element<'a, Message> {
    let head = column![
        row![
            kit::avatar("Zofia", "Wiśniewska", 44.0),
            column![
                kit::line("Zofia Wiśniewska").strong().role(kit::role::PANEL),
                kit::line("zofia.w@mel.example ✓").muted()
            ]
            .width(Length::Fill),
            kit::icon_button(Icon::X, "Fermer").on_press(say("close")),
        ]
        .spacing(space::M)
        .align_y(iced::Center),
        kit::stats([("Depuis", "2019"), ("Total payé", "148,00 €"), ("Vu", "hier 21:04")]),
        kit::tabs(
            [("Général", None), ("Abonnements", None), ("Paiements", None), ("Historique", None)],
            1,
            Message::Segment
        )
        .width(Length::Fill),
    ]
    .spacing(space::M);
    let cards =
        column![kit::card(subscription("12 jours", Tone::Warning)), kit::card(subscription("terminé", Tone::Neutral))]
            .spacing(space::M);
    let foot = row![
        kit::button("Facture").on_press(say("invoice")),
        kit::button("Renouveler").primary().on_press(say("renew"))
    ]
    .spacing(10);

    kit::panel(head, cards, Some(foot.into()))
}

fn subscribe(state: &State) -> kit::Dialog<'_, Message> {
    let methods = ["Offert", "Carte TPE", "Espèces", "Chèque", "Virement"];
    let content = column![
        kit::field("Qui", "Zofia Wiśniewska · zofia.w@mel.example").on_input(Message::Text),
        row![
            kit::select(PRODUCTS, state.product, Message::Product).label("Produit et tarif"),
            kit::field("Contribution", &state.amount).suffix("€").align_right().on_input(Message::Amount),
        ]
        .spacing(10),
        column![
            kit::caption("Paiement"),
            kit::segmented(methods, Some(state.segment), Message::Segment).width(Length::Fill)
        ]
        .spacing(space::XS),
        kit::well(column![
            kit::strong("Valable du 4 décembre 2026 au 31 août 2027"),
            kit::muted("Année scolaire ; commence à la fin de l’abonnement en cours, aucun jour payé n’est perdu.")
        ]),
    ]
    .spacing(14);

    kit::dialog("Nouvel abonnement", content)
        .on_escape("Échap", Message::Dialog(false))
        .on_enter(Some(say("enter")))
        .left(kit::checkbox("Reçu par e-mail", state.on).on_toggle(Message::On))
        .button(kit::button("Annuler").on_press(Message::Dialog(false)))
        .button(kit::button("Encaisser 12,00 €").primary().hint("⏎").on_press(say("enter")))
}

fn some_toasts() -> Vec<Toast<Message>> {
    vec![
        Toast {
            tone: Tone::Danger,
            text: "L’export n’a pas abouti : le dossier est en lecture seule. Choisissez-en un autre.".into(),
            action: None,
            close: Some(("Fermer".into(), say("close"))),
        },
        Toast {
            tone: Tone::Positive,
            text: "Zofia Wiśniewska est abonnée jusqu’au 31 août 2027.".into(),
            action: Some(("Annuler".into(), say("undo"), Some("Ctrl Z".into()))),
            close: Some(("Fermer".into(), say("close"))),
        },
    ]
}

fn import(state: &State) -> Element<'_, Message> {
    let stat = |figure: &str, name: &str, tone, current| Stat {
        figure: figure.into(),
        name: name.into(),
        tone,
        current,
        press: Some(say(name)),
    };
    let cards = kit::stat_cards([
        stat("1 712", "nouveaux", Tone::Neutral, false),
        stat("231", "modifiés, à revoir", Tone::Neutral, true),
        stat("29", "inchangés", Tone::Neutral, false),
        stat("18", "doublons possibles", Tone::Warning, false),
        stat("10", "refusés", Tone::Danger, false),
    ]);
    let rows = [
        (14, "modifié", Tone::Neutral, "Zoé Lefèvre", "zoe.lefevre@mel.example", "Téléphone – → 06 11 22 33 44"),
        (
            37,
            "refusé",
            Tone::Danger,
            "Karim Lorenzo",
            "",
            "Adresse incomplète après « @ » : corrigez ici, ou laissez la ligne de côté",
        ),
        (58, "doublon ?", Tone::Warning, "Zofia Wisniewska", "zofia.w@mel.example", "Même e-mail que Zofia Wiśniewska"),
        (
            59,
            "nouveau",
            Tone::Positive,
            "Timéo Œuvrard",
            "parent@mel.example",
            "Adhésion · Jeune · 8,00 € · payée le 09/10/2025",
        ),
    ];
    let columns = [
        Column::new("Ligne").width(72.0).align_right(),
        Column::new("Ce qui arrive").width(162.0),
        Column::new("Personne").width(266.0),
        Column::new("E-mail").width(243.0),
        Column::new("Détail").width(200.0).fill(1),
    ];
    let table = kit::table(columns, rows.len(), move |index| {
        let (at, what, tone, who, mail, detail) = *rows.get(index)?;
        let mail = if mail.is_empty() {
            Cell::element(kit::field("", &state.text).on_input(Message::Text))
        } else {
            Cell::text(mail).muted()
        };
        Some(Row::new([
            Cell::text(at.to_string()).muted(),
            Cell::pill(tone, what),
            Cell::text(who),
            mail,
            Cell::element(kit::body(detail)),
        ]))
    })
    .row_height(40.0);
    let merge = kit::segmented(["Compléter les vides", "Remplacer", "Ne rien changer"], Some(0), Message::Segment);
    let foot = kit::spread(
        row![kit::muted("Si la personne existe :"), container(merge.width(Length::Fill)).width(500)]
            .spacing(space::M)
            .align_y(iced::Center),
        kit::flow([
            kit::button("Enregistrer les refus").on_press(say("save")).into(),
            kit::button("Importer 1 972 personnes").primary().on_press(say("import")).into(),
        ]),
    );

    column![
        kit::page_header(
            "Importer",
            "adherents-2026.csv · 2 000 lignes",
            [kit::button("Reprendre plus tard").on_press(say("later")).into()]
        ),
        container(kit::steps(["Fichier", "Colonnes", "Vérifier", "Terminé"], 2, |at| Some(Message::Say(format!(
            "{at}"
        )))))
        .padding([6.0, 14.0]),
        kit::separator(),
        container(cards).padding([14.0, 20.0]),
        kit::separator(),
        table,
        kit::separator(),
        container(foot).padding([space::M, 20.0]),
    ]
    .into()
}

fn icons<'a>() -> Element<'a, Message> {
    let all = Icon::ALL.iter().map(|icon| {
        column![kit::icon::sized(*icon, 20.0), kit::caption(format!("{icon:?}"))]
            .spacing(4)
            .align_x(iced::Center)
            .width(110)
            .into()
    });

    kit::surface(
        kit::scroll(iced::widget::Row::with_children(all).spacing(8).wrap().vertical_spacing(16)).height(Length::Fill),
    )
}

//! Every control by keyboard alone.

use iced::keyboard::key::Named;
use iced::widget::{column, row, text_editor};
use iced_test::Simulator;
use iced_test::selector::{id, is_focused};

use super::*;

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Pressed(&'static str),
    Toggled(bool),
    Picked(usize),
    Chosen(Option<usize>),
    Typed(String),
    Edited,
}

fn said(content: impl Into<Element<'static, Said>>, keys: &[Named]) -> Vec<Said> {
    let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> = Simulator::new(window(content));
    for key in keys {
        let _ = ui.tap_key(*key);
    }

    ui.into_messages().collect()
}

const TAB: Named = Named::Tab;
const ENTER: Named = Named::Enter;
const SPACE: Named = Named::Space;

#[test]
fn buttons_are_pressed_with_enter_and_space() {
    let controls: [fn() -> Element<'static, Said>; 7] = [
        || button("Renouveler").primary().on_press(Said::Pressed("it")).into(),
        || button("Importer").hint("Ctrl I").tip("Un fichier").on_press(Said::Pressed("it")).into(),
        || icon_button(Icon::Pencil, "Modifier").on_press(Said::Pressed("it")).into(),
        || link("Voir").on_press(Said::Pressed("it")).into(),
        || card_button(body("1 712"), false, Some(Said::Pressed("it"))),
        || {
            let (icon, count, id) = (Some(Icon::Users), None, None);
            nav_item(NavItem { icon, label: "Membres".into(), count, current: false, press: Said::Pressed("it"), id })
        },
        || steps(["Fichier", "Colonnes"], 1, |_| Some(Said::Pressed("it"))),
    ];

    for (number, control) in controls.iter().enumerate() {
        assert_eq!(said(control(), &[ENTER, SPACE]), [], "control {number} without the focus");
        assert_eq!(
            said(control(), &[TAB, ENTER, SPACE]),
            [Said::Pressed("it"), Said::Pressed("it")],
            "control {number}"
        );
    }
}

#[test]
fn ticks_and_switches_are_turned_by_keyboard() {
    assert_eq!(said(checkbox("Reçu", Check::Off).on_toggle(Said::Toggled), &[TAB, SPACE]), [Said::Toggled(true)]);
    assert_eq!(said(checkbox("Reçu", Check::On).on_toggle(Said::Toggled), &[TAB, ENTER]), [Said::Toggled(false)]);
    assert_eq!(said(checkbox("Tous", Check::Mixed).on_toggle(Said::Toggled), &[TAB, SPACE]), [Said::Toggled(true)]);
    assert_eq!(said(switch("Actif", "", true).on_toggle(Said::Toggled), &[TAB, SPACE]), [Said::Toggled(false)]);
}

#[test]
fn disabled_controls_are_passed_over() {
    let content = row![
        button("Éteint"),
        checkbox("Éteinte", Check::On),
        segmented(["Un", "Deux"], Some(0), Said::Picked).enabled(false),
        field("Éteint", "A-12"),
        select(["Un"], None, Said::Picked).enabled(false),
        button("Allumé").on_press(Said::Pressed("on")),
    ];

    assert_eq!(said(content, &[TAB, ENTER]), [Said::Pressed("on")]);
}

#[test]
fn tab_walks_forth_and_back_and_begins_anew() {
    let content = || {
        row![
            button("Un").on_press(Said::Pressed("one")),
            button("Deux").on_press(Said::Pressed("two")),
            button("Trois").on_press(Said::Pressed("three")),
        ]
    };

    assert_eq!(said(content(), &[TAB, TAB, ENTER]), [Said::Pressed("two")]);
    assert_eq!(said(content(), &[TAB, TAB, TAB, TAB, ENTER]), [Said::Pressed("one")]);

    let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> = Simulator::new(window(content()));
    let back = iced::Event::Keyboard(iced::keyboard::Event::KeyPressed {
        key: TAB.into(),
        modified_key: TAB.into(),
        physical_key: iced::keyboard::key::Physical::Code(iced::keyboard::key::Code::Tab),
        location: iced::keyboard::Location::Standard,
        modifiers: iced::keyboard::Modifiers::SHIFT,
        text: None,
        repeat: false,
    });
    let _ = ui.simulate([back]);
    let _ = ui.tap_key(SPACE);
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Pressed("three")]);
}

#[test]
fn arrows_walk_among_choices() {
    let methods = || segmented(["Offert", "Carte", "Espèces"], Some(2), Said::Picked);

    assert_eq!(said(methods(), &[TAB, Named::ArrowLeft]), [Said::Picked(1)]);
    assert_eq!(said(methods(), &[TAB, Named::ArrowRight]), [Said::Picked(0)]);
    assert_eq!(said(methods(), &[TAB, Named::Home]), [Said::Picked(0)]);
    assert_eq!(said(methods(), &[TAB, Named::End]), []);
    assert_eq!(said(segmented(["Oui", "Non"], None, Said::Picked), &[TAB, SPACE]), [Said::Picked(0)]);
    assert_eq!(
        said(tabs([("Tous", Some("38".to_owned())), ("En cours", None)], 0, Said::Picked), &[TAB, Named::ArrowRight]),
        [Said::Picked(1)]
    );
}

#[test]
fn a_select_opens_walks_and_picks() {
    let products = || select(["Adhésion", "Carnet", "Étudiants"], Some(0), Said::Picked).label("Produit");

    assert_eq!(said(products(), &[TAB, ENTER, Named::ArrowDown, ENTER]), [Said::Picked(1)]);
    assert_eq!(said(products(), &[TAB, Named::ArrowDown, Named::End, ENTER]), [Said::Picked(2)]);
    assert_eq!(said(products(), &[TAB, SPACE, Named::ArrowUp, SPACE]), [Said::Picked(2)]);
    assert_eq!(said(products(), &[TAB, ENTER, Named::ArrowDown, Named::Escape]), []);

    for open in [false, true] {
        let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> = Simulator::new(window(products()));
        let _ = ui.tap_key(TAB);
        if open {
            let _ = ui.tap_key(ENTER);
        }
        let _ = ui.typewrite("et");
        if open {
            let _ = ui.tap_key(ENTER);
        }
        assert_eq!(ui.into_messages().last(), Some(Said::Picked(2)), "typed \"et\", open: {open}");
    }
}

#[test]
fn a_chip_filters_and_clears() {
    let active = |on| chip("Actif", ["Oui", "Non"], on, Said::Chosen);

    assert_eq!(said(active(None), &[TAB, ENTER, Named::ArrowDown, ENTER]), [Said::Chosen(Some(1))]);
    assert_eq!(said(active(Some(0)), &[TAB, Named::Delete]), [Said::Chosen(None)]);
    assert_eq!(said(active(Some(0)), &[TAB, Named::Backspace]), [Said::Chosen(None)]);
    assert_eq!(said(active(Some(0)), &[TAB, ENTER, ENTER]), [Said::Chosen(None)]);
    assert_eq!(said(active(None), &[TAB, Named::Delete]), []);
}

#[test]
fn menus_pass_over_what_is_disabled() {
    let items = || vec![Item::new("Modifier").disabled(true), Item::new("Copier"), Item::new("Désactiver").danger()];

    assert_eq!(said(menu_button("Plus", items(), Said::Picked), &[TAB, ENTER, ENTER]), [Said::Picked(1)]);
    assert_eq!(
        said(icon_menu(Icon::Ellipsis, "Plus", items(), Said::Picked), &[TAB, SPACE, Named::ArrowUp, ENTER]),
        [Said::Picked(2)]
    );
}

#[test]
fn inputs_take_what_is_typed() {
    let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> = Simulator::new(window(column![
        field("Prénom", "").id("first").on_input(Said::Typed).on_submit(Said::Pressed("enter"))
    ]));
    let _ = ui.tap_key(TAB);
    let _ = ui.typewrite("Z");
    let _ = ui.tap_key(ENTER);
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Typed("Z".into()), Said::Pressed("enter")]);

    let content = text_editor::Content::new();
    let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> =
        Simulator::new(window(area("Notes", &content).on_action(|_| Said::Edited)));
    let _ = ui.tap_key(TAB);
    let _ = ui.typewrite("Z");
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Edited]);
}

#[test]
fn tab_selects_the_text_of_an_input() {
    let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> =
        Simulator::new(window(field("Prénom", "Zoé").on_input(Said::Typed)));
    let _ = ui.tap_key(TAB);
    let _ = ui.typewrite("A");

    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Typed("A".into())]);
}

fn form<'a>() -> Dialog<'a, Said> {
    dialog(
        "Nouvel abonnement",
        column![checkbox("Reçu", true).on_toggle(Said::Toggled), field("Qui", "").on_input(Said::Typed)],
    )
    .on_escape("Échap", Said::Pressed("escape"))
    .on_enter(Some(Said::Pressed("enter")))
    .button(button("Annuler").on_press(Said::Pressed("cancel")))
    .button(button("Encaisser").primary().on_press(Said::Pressed("pay")))
}

fn under<'a>() -> Element<'a, Said> {
    row![button("Dessous").id("under").on_press(Said::Pressed("under"))].into()
}

#[test]
fn a_dialog_takes_the_keyboard_and_begins_at_its_first_input() {
    assert_eq!(said(modal(under(), Some(form())), &[Named::Escape]), [Said::Pressed("escape")]);
    assert_eq!(said(modal(under(), Some(form())), &[ENTER]), [Said::Pressed("enter")]);
    assert_eq!(said(modal(under(), Some(form())), &[Named::Shift, TAB, ENTER]), [Said::Pressed("cancel")]);
    assert_eq!(
        said(modal(under(), Some(form())), &[Named::Shift, TAB, TAB, TAB, SPACE, TAB, TAB, ENTER]),
        [Said::Toggled(false), Said::Pressed("cancel")],
        "the walk stays in the dialog"
    );

    let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> = Simulator::new(window(modal(under(), Some(form()))));
    let _ = ui.tap_key(Named::Shift);
    let _ = ui.typewrite("zo");
    assert!(ui.into_messages().any(|said| said == Said::Typed("z".into())));
}

#[test]
fn the_pointer_reaches_nothing_below_a_dialog() {
    let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> = Simulator::new(window(modal(under(), Some(form()))));
    ui.point_at(iced::Point::new(20.0, 15.0));
    let _ = ui.simulate(iced_test::simulator::click());
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), []);

    let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> = Simulator::new(window(modal(under(), None)));
    ui.point_at(iced::Point::new(20.0, 15.0));
    let _ = ui.simulate(iced_test::simulator::click());
    assert_eq!(ui.into_messages().collect::<Vec<_>>(), [Said::Pressed("under")]);
}

#[test]
fn toasts_are_reached_too() {
    let toast = Toast {
        tone: Tone::Positive,
        text: "Fait.".into(),
        action: Some(("Annuler".into(), Said::Pressed("undo"), Some("Ctrl Z".into()))),
        close: None,
    };

    assert_eq!(said(toasts(under(), [toast], Said::Toggled), &[TAB, TAB, ENTER]), [Said::Pressed("undo")]);
}

#[test]
fn a_press_with_the_pointer_gives_the_focus() {
    let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> = Simulator::new(window(under()));
    assert!(ui.click(id("under")).is_ok());
    assert!(ui.find(is_focused()).is_ok());
}

#[test]
fn long_texts_end_with_an_ellipsis() {
    let long = "lorenzo.ricci.de.la.montagne.bleue@mel.example";
    let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> =
        Simulator::with_size(iced::Settings::default(), (120.0, 40.0), window::<Said>(line(long)));
    let found = ui.find(long).map(|found| iced_test::selector::Bounded::bounds(&found));

    assert!(found.is_ok_and(|bounds| bounds.width <= 120.0 && bounds.width > 90.0));
}

#[test]
fn the_wheel_turns_the_page_until_somebody_types_in_an_area() {
    let content = text_editor::Content::with_text("1\n2\n3\n4\n5\n6");
    let turned = |keys: &[Named]| {
        let mut ui: Simulator<'_, Said, iced::Theme, iced::Renderer> =
            Simulator::new(window(area("Notes", &content).on_action(|_| Said::Edited)));
        for key in keys {
            let _ = ui.tap_key(*key);
        }
        ui.point_at(iced::Point::new(100.0, 50.0));
        let delta = iced::mouse::ScrollDelta::Lines { x: 0.0, y: -1.0 };
        let _ = ui.simulate([iced::Event::Mouse(iced::mouse::Event::WheelScrolled { delta })]);

        ui.into_messages().count()
    };

    assert_eq!(turned(&[]), 0);
    assert_eq!(turned(&[TAB]), 1);
}

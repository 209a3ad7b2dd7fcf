use proptest::prelude::*;

use super::*;

fn field(kind: FieldKind, choices: &str) -> CustomField {
    let mut field = CustomField::new(Id::now_v7(), kind, "Instrument préféré", Instant::UNIX_EPOCH);

    field.choices = choices.to_owned();
    field
}

#[test]
fn labels() {
    for (title, expected) in [
        ("Instrument préféré", "instrument_prefere"),
        ("  N° d'adhérent  ", "n_dadherent"),
        ("Taille (cm)", "taille_cm"),
        ("李", "李"),
        ("!!", "field"),
    ] {
        assert_eq!(label(title), expected, "{title}");
    }
}

#[test]
fn numbers() {
    for (said, expected) in [
        ("12", Some("12")),
        ("012,50", Some("12.5")),
        ("12.50", Some("12.5")),
        ("1 234,50", Some("1234.5")),
        ("1.234,50", Some("1234.5")),
        ("1,234.50", Some("1234.5")),
        ("1.234.567", Some("1234567")),
        ("1,234", Some("1.234")),
        ("-0", Some("0")),
        ("-3,25", Some("-3.25")),
        (",5", Some("0.5")),
        ("5,", Some("5")),
        ("", None),
        (",", None),
        ("1.23.4567", None),
        ("1,2,3.4.5", None),
        ("douze", None),
        ("1e5", None),
    ] {
        assert_eq!(number(said).as_deref(), expected, "{said}");
    }
}

#[test]
fn values_are_kept_in_one_form() {
    use FieldKind::*;

    type Row<'a> = (FieldKind, &'a str, &'a str, Result<Option<&'a str>, &'a str>);

    let table: &[Row] = &[
        (Text, "", "  Zoé ", Ok(Some("Zoé"))),
        (Text, "", " \u{feff} ", Ok(None)),
        (Text, "", "a\nb", Err("text-control")),
        (LongText, "", "a\r\nb", Ok(Some("a\nb"))),
        (Number, "", "1 234,50", Ok(Some("1234.5"))),
        (Number, "", "abc", Err("custom-value-number")),
        (Date, "", "2026-02-28", Ok(Some("2026-02-28"))),
        (Date, "", "2026-02-31", Err("custom-value-date")),
        (YesNo, "", "yes", Ok(Some("yes"))),
        (YesNo, "", "peut-être", Err("custom-value-yes-no")),
        (Choice, "Batterie\nGuitare, basse", "batterie", Ok(Some("Batterie"))),
        (Choice, "Batterie\nGuitare, basse", "guitare basse", Ok(Some("Guitare, basse"))),
        (Choice, "Batterie", "Flûte", Err("custom-value-choice")),
        (Choices, "Batterie\nFlûte\nGuitare, basse", "flute; batterie", Ok(Some("Batterie\nFlûte"))),
        (Choices, "Batterie\nFlûte\nGuitare, basse", "Guitare, basse\nFlûte", Ok(Some("Flûte\nGuitare, basse"))),
        (Choices, "Batterie", "Batterie, Oud", Err("custom-value-choice")),
        (File, "", "{}", Err("custom-value-file")),
    ];

    for (kind, choices, said, expected) in table {
        let found = field(*kind, choices).accept(said);

        assert_eq!(
            found.as_ref().map(Option::as_deref).map_err(|phrase| phrase.key.as_ref()),
            expected.as_ref().map(|value| *value).map_err(|key| *key),
            "{kind:?} {said}"
        );
    }
}

#[test]
fn fields_are_checked() {
    let mut field = field(FieldKind::Choice, " Oui \n\nOui\nNon");

    field.title = "  ".to_owned();
    field.tidy();
    assert_eq!(field.choices, "Oui\nNon");
    assert_eq!(field.problems().iter().map(|problem| problem.field).collect::<Vec<_>>(), [Some("title")]);

    field.choices.clear();
    field.title = "A".to_owned();
    assert_eq!(field.problems()[0].phrase.key, "custom-field-choices-missing");
}

#[test]
fn files_are_named_by_their_content() {
    let file = FileRef { hash: "a".repeat(64), name: "Certificat «médical».pdf".to_owned(), size: 12 };

    assert_eq!(FileRef::from_value(&file.to_value()), Some(file.clone()));
    assert_eq!(FileRef::from_value(&FileRef { hash: "../x".to_owned(), ..file }.to_value()), None);
}

#[test]
fn what_opening_would_run() {
    let runs = |name: &str| FileRef { hash: "a".repeat(64), name: name.to_owned(), size: 1 }.runs();

    for name in ["virus.exe", "Certificat.pdf.EXE", "a.desktop", "a.sh", "b.exe ", "b.exe."] {
        assert!(runs(name), "{name}");
    }

    for name in ["certificat.pdf", "photo.jpg", "exe", "notes.txt", "", "archive.exe.zip"] {
        assert!(!runs(name), "{name}");
    }
}

#[test]
fn a_choice_that_is_gone_may_stay_where_it_is() {
    let field = field(FieldKind::Choices, "Batterie\nFlûte");
    let held = field.holding(Some("Oud\nFlûte"));

    assert_eq!(held.choices, "Batterie\nFlûte\nOud");
    assert_eq!(held.accept("Oud; Batterie"), Ok(Some("Batterie\nOud".to_owned())));
    assert!(field.accept("Oud").is_err());
    assert_eq!(field.holding(None), field);
}

#[test]
fn fields_are_found_by_label_or_title() {
    let mut fields = vec![field(FieldKind::Text, ""), field(FieldKind::Text, "")];

    fields[1].title = "Autre nom".to_owned();
    fields[1].label = "taille".to_owned();
    assert_eq!(named(&fields, "instrument_prefere"), Some(&fields[0]));
    assert_eq!(named(&fields, "Instrument PRÉFÉRÉ"), Some(&fields[0]));
    assert_eq!(named(&fields, "taille"), Some(&fields[1]));
    assert_eq!(named(&fields, "autre nom"), Some(&fields[1]));
    assert_eq!(named(&fields, "rien"), None);
}

proptest! {
    #[test]
    fn what_is_kept_is_accepted_as_it_is(
        kind in proptest::sample::select(FieldKind::ALL),
        said in r"\PC{0,20}|[0-9 ,.-]{0,12}|(Batterie|flute|Guitare, basse|[;,\n ]){0,4}",
    ) {
        let field = field(kind, "Batterie\nFlûte\nGuitare, basse");

        if let Ok(Some(kept)) = field.accept(&said) {
            prop_assert_eq!(field.accept(&kept), Ok(Some(kept.clone())), "{}", kept);
        }
    }

    #[test]
    fn ids_of_values_differ(first in any::<u128>(), others in proptest::collection::vec(0..1_000_u128, 2..20)) {
        let base = Id::now_v7().as_u128();
        let mut ids = std::collections::HashSet::new();
        let mut pairs = std::collections::HashSet::new();

        for n in &others {
            for m in &others {
                pairs.insert((n, m));
                ids.insert(FieldValue::id_of(Id::from_u128(base + n), Id::from_u128(first.wrapping_add(*m))));
            }
        }

        prop_assert_eq!(ids.len(), pairs.len());
    }
}

use proptest::prelude::*;

use super::*;

fn today() -> NaiveDate {
    "2026-09-03".parse().unwrap()
}

fn zoe() -> Member {
    Member {
        first_name: "Zoé".to_owned(),
        last_name: "Lefèvre".to_owned(),
        email: Some("zoe@exemple.fr".to_owned()),
        ..Member::new(Id::from_u128(1), chrono::DateTime::UNIX_EPOCH)
    }
}

fn keys(member: &Member, no_email: bool) -> Vec<(&'static str, String)> {
    member
        .problems(no_email, today())
        .into_iter()
        .map(|problem| (problem.field.unwrap(), problem.phrase.key.into_owned()))
        .collect()
}

#[test]
fn addresses_that_mail_is_sent_to() {
    for email in [
        "zoe@exemple.fr",
        "a@b.co",
        "zoe.lefevre+bief@mail.exemple.fr",
        "o'brien@example.org",
        "_x-1@a-b.museum",
        "\"zoé l\"@exemple.fr",
        "\"a@b\"@exemple.fr",
        "\"a\\\"b\"@exemple.fr",
        "jürgen@münchen.de",
        "李@例子.中国",
        "x@xn--fsqu00a.xn--0zwm56d",
    ] {
        assert_eq!(check_email(email), Ok(()), "{email:?}");
    }
    assert_eq!(check_email(&format!("{}@exemple.fr", "a".repeat(64))), Ok(()));
}

#[test]
fn addresses_that_are_none() {
    for (email, key) in [
        ("", "member-email-missing"),
        ("zoe", "email-no-at"),
        ("zoe.exemple.fr", "email-no-at"),
        ("@exemple.fr", "email-nothing-before"),
        ("zoe@", "email-nothing-after"),
        ("@", "email-nothing-before"),
        ("zoe@exemple@fr.fr", "email-two-ats"),
        ("zoe @exemple.fr", "email-space"),
        ("zoe@exem ple.fr", "email-space"),
        ("zoe@exemple.fr ", "email-space"),
        ("zo\u{a0}e@exemple.fr", "email-space"),
        ("zo\u{200b}e@exemple.fr", "email-space"),
        (".zoe@exemple.fr", "email-dots"),
        ("zoe.@exemple.fr", "email-dots"),
        ("zo..e@exemple.fr", "email-dots"),
        ("zoe@exemple..fr", "email-dots"),
        ("zoe@.fr", "email-dots"),
        ("zoe@exemple.fr.", "email-dots"),
        ("zoe@exemple", "email-domain"),
        ("zoe@localhost", "email-domain"),
        ("zoe@-exemple.fr", "email-domain"),
        ("zoe@exemple-.fr", "email-domain"),
        ("zoe@exem_ple.fr", "email-domain"),
        ("zoe@1.2.3.4", "email-domain"),
        ("zoe@[1.2.3.4]", "email-domain"),
        ("zoe,luc@exemple.fr", "email-character"),
        ("<zoe@exemple.fr>", "email-character"),
        ("zo\"e@exemple.fr", "email-character"),
        ("\"zo\"e\"@exemple.fr", "email-character"),
        ("\"zoe\\\"@exemple.fr", "email-character"),
        ("\"\"@exemple.fr", "email-character"),
        ("zoe@exemple.fr\r\nBcc: all@exemple.fr", "email-control"),
        ("zoe\n@exemple.fr", "email-control"),
        ("\"zoe\rx\"@exemple.fr", "email-control"),
        ("\"zoe\nx\"@exemple.fr", "email-control"),
        ("\"zoe\0x\"@exemple.fr", "email-control"),
        ("zoe\t@exemple.fr", "email-control"),
    ] {
        assert_eq!(check_email(email).map_err(|phrase| phrase.key.into_owned()), Err(key.to_owned()), "{email:?}");
    }
    for long in [format!("{}@exemple.fr", "a".repeat(65)), format!("a@{}.fr", "b.".repeat(150)), "x".repeat(10_000)] {
        assert_eq!(check_email(&long).unwrap_err().key, "email-too-long");
    }
    assert_eq!(check_email(&format!("a@{}.fr", "b".repeat(64))).unwrap_err().key, "email-domain");
}

#[test]
fn what_forbids_saving_is_told_at_its_field() {
    assert_eq!(keys(&zoe(), false), []);
    // Couples share an address and some have none.
    assert_eq!(keys(&Member { email: None, ..zoe() }, true), []);

    let long = "é".repeat(10_000);
    type Edit = Box<dyn Fn(&mut Member)>;
    let cases: Vec<(Edit, &str, &str)> = vec![
        (Box::new(|m| m.first_name = String::new()), "first_name", "member-first-name-missing"),
        (Box::new(|m| m.first_name = " \u{a0}".to_owned()), "first_name", "member-first-name-missing"),
        (Box::new(|m| m.last_name = String::new()), "last_name", "member-last-name-missing"),
        (Box::new(|m| m.email = None), "email", "member-email-missing"),
        (Box::new(|m| m.email = Some("zoe".to_owned())), "email", "email-no-at"),
        (Box::new(|m| m.billing_email = Some("zoe".to_owned())), "billing_email", "email-no-at"),
        (
            Box::new({
                let long = long.clone();
                move |m| m.first_name = long.clone()
            }),
            "first_name",
            "text-too-long",
        ),
        (
            Box::new({
                let long = long.clone();
                move |m| m.city = Some(long.clone())
            }),
            "city",
            "text-too-long",
        ),
        (
            Box::new({
                let long = long.clone() + "x";
                move |m| m.comment = Some(long.clone())
            }),
            "comment",
            "text-too-long",
        ),
        (Box::new(|m| m.last_name = "Le\0fèvre".to_owned()), "last_name", "text-control"),
        (Box::new(|m| m.last_name = "Le\nfèvre".to_owned()), "last_name", "text-control"),
        (Box::new(|m| m.phone = Some("06\u{7}".to_owned())), "phone", "text-control"),
        (Box::new(|m| m.comment = Some("a\u{1b}b".to_owned())), "comment", "text-control"),
        (Box::new(|m| m.birth_date = "2026-09-04".parse().ok()), "birth_date", "member-birth-date-ahead"),
        (Box::new(|m| m.birth_date = "0203-09-04".parse().ok()), "birth_date", "member-birth-date-too-old"),
    ];
    for (edit, field, key) in cases {
        let mut member = zoe();
        edit(&mut member);
        assert_eq!(keys(&member, false), [(field, key.to_owned())]);
    }

    let fine = Member {
        comment: Some("deux\nlignes\tet une tabulation".to_owned()),
        address: Some(long),
        birth_date: Some(today()),
        first_name: "é".repeat(LINE_LIMIT),
        ..zoe()
    };
    assert_eq!(keys(&fine, false), []);
}

#[test]
fn names_that_trip_up_programs_are_names() {
    for name in ["Null", "True", "NaN", "O'Brien", "de La Tour d'Auvergne-Lauraguais", "李", "Ñ", "=1+1", "-", "null"]
    {
        let member = Member { first_name: name.to_owned(), last_name: name.to_owned(), ..zoe() };
        assert_eq!(keys(&member, false), [], "{name}");
    }
}

#[test]
fn tidying_trims_composes_and_empties() {
    let mut member = Member {
        first_name: " Zoe\u{301} ".to_owned(),
        last_name: "\u{feff}Lefèvre\u{a0}".to_owned(),
        email: Some("  ZOE@Exemple.FR\u{200b}".to_owned()),
        billing_email: Some("  ".to_owned()),
        phone: Some(String::new()),
        comment: Some("un\r\ndeux\rtrois\n".to_owned()),
        postal_code: Some(" 01000 ".to_owned()),
        ..zoe()
    };
    member.tidy();

    assert_eq!((member.first_name.as_str(), member.last_name.as_str()), ("Zoé", "Lefèvre"));
    assert_eq!(member.email.as_deref(), Some("zoe@exemple.fr"));
    assert_eq!((member.billing_email.clone(), member.phone.clone()), (None, None));
    assert_eq!(member.comment.as_deref(), Some("un\ndeux\ntrois"));
    assert_eq!(member.postal_code.as_deref(), Some("01000"));

    let once = member.clone();
    member.tidy();
    assert_eq!(member, once);
}

#[test]
fn the_name_shown_is_the_pseudonym_or_both_names() {
    assert_eq!(zoe().display_name(), "Zoé LEFÈVRE");
    assert_eq!(Member { pseudonym: Some("Zozo".to_owned()), ..zoe() }.display_name(), "Zozo");
    assert_eq!(Member { pseudonym: Some(String::new()), ..zoe() }.display_name(), "Zoé LEFÈVRE");
    assert_eq!(Member { first_name: String::new(), ..zoe() }.display_name(), "LEFÈVRE");
}

proptest! {
    #[test]
    fn no_accepted_address_can_carry_a_second_command(email in "[\\r\\n\\x00a\"@.é -]{0,12}(@a\\.fr)?") {
        if check_email(&email).is_ok() {
            prop_assert!(!email.contains(['\r', '\n', '\0']));
            prop_assert!(email.contains('@'));
        }
    }

    #[test]
    fn the_key_of_an_email_is_stable(email in "\\PC{0,20}") {
        let key = email_key(&email);
        prop_assert_eq!(email_key(&key), key);
    }
}

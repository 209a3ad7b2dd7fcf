use proptest::prelude::*;

use super::*;

#[test]
fn what_people_type_finds_what_is_written() {
    for (written, folded) in [
        ("D'Angelo", "dangelo"),
        ("D’Angelo", "dangelo"),
        ("Zoé", "zoe"),
        ("Zoe\u{301}", "zoe"),
        ("ZOÉ", "zoe"),
        ("Saint-Malo", "saint malo"),
        ("  Saint -  Malo. ", "saint malo"),
        ("Œuvrard", "oeuvrard"),
        ("Lætitia", "laetitia"),
        ("Łukasz", "lukasz"),
        ("Weiß", "weiss"),
        ("WEIẞ", "weiss"),
        ("Ñandú", "nandu"),
        ("Søren Ångström", "soren angstrom"),
        ("İpek Yıldız", "ipek yildiz"),
        ("Đorđe", "dorde"),
        ("李", "李"),
        ("Ἀλέξιος", "αλεξιοσ"),
        ("Іван", "іван"),
        ("O'Brien", "obrien"),
        ("de La Tour d'Auvergne-Lauraguais", "de la tour dauvergne lauraguais"),
        ("Null", "null"),
        ("Ｆｕｌｌ", "full"),
        ("a\u{200b}b", "ab"),
        ("Marie\u{a0}Curie", "marie curie"),
        ("", ""),
        ("--", ""),
        ("n°3 (bis)", "n 3 bis"),
    ] {
        assert_eq!(fold(written), folded, "{written:?}");
    }
}

#[test]
fn an_email_keeps_its_punctuation() {
    for (written, folded) in [
        ("Jean-Luc.O'Neil+bief@Example.ORG", "jean-luc.oneil+bief@example.org"),
        ("zoé_l@mairie.fr", "zoe_l@mairie.fr"),
        ("a b@c.fr", "a b@c.fr"),
    ] {
        assert_eq!(fold_email(written), folded);
    }
}

#[test]
fn a_phone_is_its_digits() {
    for (written, digits) in [
        ("+33 6 11 22 33 44", "611223344"),
        ("+33 (0)6 11 22 33 44", "611223344"),
        ("06.11.22.33.44", "611223344"),
        ("0033611223344", "611223344"),
        ("00 33 6 11 22 33 44", "611223344"),
        ("33611223344", "611223344"),
        ("6 11 22 33 44", "611223344"),
        ("+49 (0)30 901820", "4930901820"),
        ("+1 514-555-0199", "15145550199"),
        ("0049 30 901820", "4930901820"),
        ("+262 692 12 34 56", "262692123456"),
        ("", ""),
        ("appeler le soir", ""),
    ] {
        assert_eq!(phone_digits(written), digits, "{written:?}");
    }
}

#[test]
fn a_query_is_its_words() {
    for (query, expected) in [
        ("", vec![]),
        ("   ", vec![]),
        ("Zoé LEFÈVRE", vec!["zoe", "lefevre"]),
        ("saint-malo", vec!["saint", "malo"]),
        ("D’Angelo", vec!["dangelo"]),
        ("06 11 22", vec!["61122"]),
        ("+33 6 11", vec!["611"]),
        ("+33", vec!["33"]),
        ("0", vec!["0"]),
        ("1987", vec!["1987"]),
        ("jean.dup@Ex", vec!["jean.dup@ex"]),
        ("@ex", vec!["@ex"]),
        ("jean.dup", vec!["jean", "dup"]),
        ("@", vec![]),
        ("…", vec![]),
    ] {
        assert_eq!(words(query), expected, "{query:?}");
    }
}

fn marked(shown: &str, query: &str) -> String {
    let mut out = String::new();
    let mut last = 0;
    for range in marks(shown, &words(query)) {
        out.push_str(&shown[last..range.start]);
        out.push('[');
        out.push_str(&shown[range.clone()]);
        out.push(']');
        last = range.end;
    }
    out.push_str(&shown[last..]);

    out
}

#[test]
fn marks_show_what_was_found() {
    for (shown, query, expected) in [
        ("Zoé Lefèvre", "zoe", "[Zoé] Lefèvre"),
        ("Zoe\u{301} L", "zoe", "[Zoe\u{301}] L"),
        ("Zoe\u{301} L", "zo", "[Zo]e\u{301} L"),
        ("D’Angelo", "dang", "[D’Ang]elo"),
        ("Saint-Malo", "saint malo", "[Saint]-[Malo]"),
        ("Œuvrard", "o", "[Œ]uvrard"),
        ("Weiß", "weiss", "[Weiß]"),
        ("anna", "an na", "[anna]"),
        ("banana", "an", "b[anan]a"),
        ("06 11 22 33 44", "0611", "0[6 11] 22 33 44"),
        ("+33 6 11 22 33 44", "06 11", "+33 [6 11] 22 33 44"),
        ("jean.dupont@ex.fr", "jean.dupont@e", "[jean.dupont@e]x.fr"),
        ("李小龙", "小", "李[小]龙"),
        ("Zoé", "x", "Zoé"),
    ] {
        assert_eq!(marked(shown, query), expected, "{query:?} in {shown:?}");
    }
}

proptest! {
    #[test]
    fn folding_again_changes_nothing(text in "\\PC*") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn case_and_form_do_not_matter(text in "[a-zà-öø-ÿœ' -]{0,20}") {
        use unicode_normalization::UnicodeNormalization;

        prop_assert_eq!(fold(&text), fold(&text.nfd().collect::<String>()));
        prop_assert_eq!(fold(&text), fold(&text.nfc().collect::<String>()));
        prop_assert_eq!(fold(&text), fold(&text.to_uppercase()));
    }

    #[test]
    fn marks_are_ordered_ranges_on_character_boundaries(shown in "\\PC{0,40}", query in "\\PC{0,6}") {
        let mut last = 0;
        for range in marks(&shown, &words(&query)) {
            prop_assert!(range.start < range.end && range.start >= last);
            prop_assert!(shown.get(range.clone()).is_some());
            last = range.end;
        }
    }

    #[test]
    fn each_word_of_a_text_is_marked_in_it(text in "[a-zéèœß' -]{1,20}") {
        for word in words(&text) {
            prop_assert!(!marks(&text, &[word]).is_empty());
        }
    }
}

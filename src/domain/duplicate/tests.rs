use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

/// First name, last name, e-mail, phone, birth date; empty: none.
type Who = (&'static str, &'static str, &'static str, &'static str, &'static str);

fn traits((first, last, email, phone, birth): Who) -> Traits {
    let some = |text: &'static str| Some(text).filter(|text| !text.is_empty());

    Traits::new(first, last, some(email), some(phone), some(birth).map(|day| day.parse().unwrap()))
}

#[test]
fn who_may_be_the_same_person() {
    use Likeness::*;

    let zoe: Who = ("Zoé", "Lefèvre", "zoe@mel.example", "06 11 22 33 44", "1990-05-17");
    let bare: Who = ("Zoé", "Lefèvre", "", "", "");
    let table: &[(Who, Who, Option<Likeness>)] = &[
        (zoe, zoe, Some(EmailAndNames)),
        (zoe, ("Paul", "Lefèvre", " ZOE@mel.example", "", ""), Some(Email)),
        // A couple: nothing else counts where the address is the same.
        (zoe, ("Paul", "Martin", "zoe@mel.example", "07 00 00 00 00", "1988-01-01"), Some(Email)),
        (zoe, ("ZOE", "LEFEVRE", "autre@mel.example", "", "1990-05-17"), Some(NamesAndBirth)),
        (zoe, ("Lefevre", "zoé", "autre@mel.example", "+33 6 11 22 33 44", ""), Some(NamesAndPhone)),
        (zoe, ("Zoé", "Lefèvre", "autre@mel.example", "0611223344", "1991-05-17"), Some(NamesAndPhone)),
        (zoe, bare, Some(Names)),
        (bare, bare, Some(Names)),
        (bare, ("Lefèvre", "Zoé", "", "", ""), Some(Names)),
        (("Jean-Marc", "D’Angelo", "", "", ""), ("jean marc", "D'ANGELO", "", "", ""), Some(Names)),
        (zoe, ("Zoé", "Lefèvre", "autre@mel.example", "", ""), None),
        (zoe, ("Zoé", "Lefèvre", "", "07 00 00 00 00", ""), None),
        (zoe, ("Zoé", "Lefèvre", "", "", "1991-05-17"), None),
        (zoe, ("Zoé", "Lefebvre", "", "0611223344", "1990-05-17"), None),
        (zoe, ("Zoé", "", "", "", ""), None),
        (("", "Lefèvre", "", "", ""), ("", "Lefèvre", "", "", ""), None),
        (("–", "?", "", "", ""), ("–", "?", "", "", ""), None),
        // What was typed to fill the field is no number.
        (("Zoé", "Lefèvre", "a@mel.example", "0", ""), ("Zoé", "Lefèvre", "b@mel.example", "0", ""), None),
    ];

    for (one, other, expected) in table {
        assert_eq!(likeness(&traits(*one), &traits(*other)), *expected, "{one:?} {other:?}");
        assert_eq!(likeness(&traits(*other), &traits(*one)), *expected, "{other:?} {one:?}");
    }
}

#[test]
fn groups_say_in_what_they_are_alike() {
    let people: Vec<(Id, Traits)> = [
        ("Zoé", "Lefèvre", "zoe@mel.example", "", ""),
        ("Ana", "Ribeiro", "ana@mel.example", "", ""),
        ("Paul", "Martin", "maison@mel.example", "", ""),
        ("Léa", "Martin", "maison@mel.example", "", ""),
        ("Zoe", "LEFEVRE", "", "", ""),
        ("Tom", "Martin", "maison@mel.example", "", ""),
        ("Martin", "Tom", "", "", ""),
        ("Noé", "Seul", "", "", ""),
    ]
    .into_iter()
    .zip(1..)
    .map(|(who, id)| (Id::from_u128(id), traits(who)))
    .collect();
    let found = |apart: &[(u128, u128)]| -> Vec<(Vec<u128>, String)> {
        let apart: Vec<_> = apart.iter().map(|(one, other)| (Id::from_u128(*one), Id::from_u128(*other))).collect();

        groups(&people, apart)
            .into_iter()
            .map(|group| (group.members.iter().map(Id::as_u128).collect(), group.why.key.into_owned()))
            .collect()
    };
    let zoe = (vec![1, 5], "likeness-names".to_owned());

    assert_eq!(found(&[]), [(vec![3, 4, 6, 7], "likeness-either".to_owned()), zoe.clone()]);
    assert_eq!(found(&[(6, 7)]), [(vec![3, 4, 6], "likeness-email".to_owned()), zoe.clone()]);
    // Who is apart from one is still like the other.
    assert_eq!(found(&[(7, 6), (3, 4)]), [(vec![3, 4, 6], "likeness-email".to_owned()), zoe.clone()]);
    assert_eq!(found(&[(7, 6), (3, 4), (3, 6)]), [(vec![4, 6], "likeness-email".to_owned()), zoe.clone()]);
    assert_eq!(found(&[(7, 6), (3, 4), (3, 6), (6, 4)]), [zoe]);
    assert_eq!(found(&[(1, 5), (5, 1), (1, 9)]).len(), 1);
}

#[test]
fn a_decision_is_the_same_whichever_way_round() {
    let (one, other) = (Id::now_v7(), Id::now_v7());

    assert_eq!(Apart::of(one, other, Instant::UNIX_EPOCH), Apart::of(other, one, Instant::UNIX_EPOCH));
    assert_ne!(Apart::id_of(one, other), Apart::id_of(one, Id::now_v7()));
}

/// Thousands with one address, and thousands with one name whom nothing or something tells apart, take no longer than
/// sorting them: each with each they would be looked at a billion times.
#[test]
fn many_who_share_one_thing_are_not_compared_each_with_each() {
    let count = 60_000;
    let people = |of: &dyn Fn(u32) -> (Option<String>, Option<String>)| -> Vec<(Id, Traits)> {
        (0..count)
            .map(|n| {
                let (email, phone) = of(n);

                (Id::from_u128(n.into()), Traits::new("Ano", "Nyme", email.as_deref(), phone.as_deref(), None))
            })
            .collect()
    };
    let one_address = people(&|_| (Some("info@lieu.example".to_owned()), None));
    let own_address = people(&|n| (Some(format!("{n}@mel.example")), None));
    let nothing = people(&|_| (None, None));
    let either = people(&|n| match n % 2 {
        0 => (Some(format!("{n}@mel.example")), None),
        _ => (None, Some(format!("0600{n:06}"))),
    });
    let started = std::time::Instant::now();

    assert_eq!(groups(&one_address, []).len(), 1);
    assert_eq!(groups(&own_address, []), []);
    assert_eq!(groups(&nothing, []).len(), 1);
    assert_eq!(groups(&either, []).len(), 1);

    // Some of them decided, one with all others.
    let decided = (1..count).map(|n| (Id::nil(), Id::from_u128(n.into())));
    let found = groups(&one_address, decided);

    assert_eq!((found.len(), found[0].members.len()), (1, count as usize - 1));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

fn someone() -> impl Strategy<Value = Traits> {
    let rare = |texts: &'static [&'static str]| prop::sample::select(texts);

    (
        rare(&["Zoé", "zoe", "Ana", "Lefèvre"]),
        rare(&["Lefèvre", "LEFEVRE", "Zoé", "Ana"]),
        rare(&["", "", "a@mel.example", "b@mel.example", "c@mel.example"]),
        rare(&["", "", "0611223344", "0600000000"]),
        rare(&["", "", "1990-05-17", "1991-05-17"]),
    )
        .prop_map(traits)
}

proptest! {
    #[test]
    fn likeness_has_two_sides(one in someone(), other in someone()) {
        prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
    }

    /// As each compared with each would find them.
    #[test]
    fn groups_are_those_of_comparing_each_with_each(
        people in prop::collection::vec(someone(), 0..40),
        decided in prop::collection::vec((0_u128..40, 0_u128..40), 0..60),
        backwards: bool,
    ) {
        let mut people: Vec<(Id, Traits)> =
            people.into_iter().zip(0..).map(|(traits, id)| (Id::from_u128(id), traits)).collect();
        let apart: Vec<(Id, Id)> =
            decided.into_iter().map(|(one, other)| (Id::from_u128(one), Id::from_u128(other))).collect();
        let decided: BTreeSet<Id> = apart.iter().map(|(one, other)| Apart::id_of(*one, *other)).collect();
        let mut of: BTreeMap<Id, Id> = people.iter().map(|(id, _)| (*id, *id)).collect();

        for (one, traits) in &people {
            for (other, others) in &people {
                let alike = likeness(traits, others).is_some() && !decided.contains(&Apart::id_of(*one, *other));

                if one != other && alike {
                    let (from, to) = (of[other], of[one]);

                    of.values_mut().filter(|group| **group == from).for_each(|group| *group = to);
                }
            }
        }

        let mut expected: BTreeMap<Id, Vec<Id>> = BTreeMap::new();

        for (id, group) in of {
            expected.entry(group).or_default().push(id);
        }

        let expected: BTreeSet<Vec<Id>> = expected.into_values().filter(|members| members.len() > 1).collect();

        if backwards {
            people.reverse();
        }

        let found = groups(&people, apart);

        prop_assert!(found.windows(2).all(|pair| pair[0].members.last() > pair[1].members.last()));
        prop_assert_eq!(found.into_iter().map(|group| group.members).collect::<BTreeSet<_>>(), expected);
    }
}

//! The directory against a model that filters and sorts plain lists, and the cases that a search must not miss.

mod model;
mod some;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use proptest::prelude::*;

use self::model::Model;
use self::some::{Step, a_person, a_right, a_step};
use super::{Among, Builder, Directory, Person, Right, RightsBuilder};
use crate::domain::entity::{Id, Instant};
use crate::domain::member::EmailState;
use crate::domain::period::End;
use crate::domain::query::{MemberQuery, MemberSort, MemberTab, SubscriptionQuery, SubscriptionSort};
use crate::domain::subscription::{Span, valid_until};
use crate::domain::venue::Venue;

fn start() -> Instant {
    DateTime::parse_from_rfc3339("2026-10-20T10:00:00Z").unwrap().to_utc()
}

fn venue() -> Venue {
    Venue::new("Les Tréteaux", Tz::Europe__Paris, start())
}

fn id(number: u128) -> Id {
    Id::from_u128(number)
}

fn person(number: u128, first: &str, last: &str) -> Person {
    Person {
        id: id(number),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: None,
        pseudonym: None,
        phone: None,
        active: true,
        email_state: EmailState::Unverified,
        team: false,
    }
}

fn build(people: &[Person], rights: &[Right], now: Instant) -> Directory {
    let mut builder = Builder::new("fr");
    people.iter().for_each(|person| builder.people.add(&person.lend()));

    // From both ends, as the desk reads them.
    let (below, above) = rights.split_at(rights.len() / 3);
    let mut back = RightsBuilder::default();
    below.iter().for_each(|right| builder.rights.add(&right.lend()));
    above.iter().rev().chain(below.last()).for_each(|right| back.add(&right.lend()));
    back.drop_while(&|id| below.last().is_some_and(|last| last.id == id));
    builder.rights.join(back);

    builder.finish(&venue(), now)
}

fn check_members(directory: &mut Directory, model: &Model, query: &MemberQuery, now: Instant) {
    let expected = model.members(query, now);
    let all = directory.members(query, now, 0..usize::MAX);
    assert_eq!(all.rows, expected);
    assert_eq!(all.total, expected.len());
    assert_eq!(directory.members(query, now, 2..5).rows, expected.iter().copied().skip(2).take(3).collect::<Vec<_>>());

    let on = |tab| model.members(&MemberQuery { tab, ..query.clone() }, now).len();
    let rights = SubscriptionQuery { text: query.text.clone(), ..SubscriptionQuery::default() };
    assert_eq!(all.counts.all, Some(on(MemberTab::All)));
    assert_eq!(all.counts.current, Some(on(MemberTab::Current)));
    assert_eq!(all.counts.without, Some(on(MemberTab::Without)));
    assert_eq!(all.counts.subscriptions, Some(model.subscriptions(&rights, now).len()));
    assert_eq!(all.counts.members, model.people.len());

    // Narrowed from outside, to some of a set and to none of another.
    let some = |of: u128| -> Vec<Id> {
        model.people.iter().map(|person| person.id).filter(|id| id.as_u128() % of == 0).chain([id(999_999)]).collect()
    };
    let (stay, go) = (some(2), some(3));
    let narrowed: Vec<_> = expected.iter().copied().filter(|(id, ..)| stay.contains(id) && !go.contains(id)).collect();

    directory.set_among(Some(Arc::new(Among(vec![(stay, true), (go, false)]))));
    assert_eq!(directory.members(query, now, 0..usize::MAX).rows, narrowed);
    assert_eq!(directory.members(query, now, 0..usize::MAX).total, narrowed.len());
    directory.set_among(None);
    assert_eq!(directory.members(query, now, 0..usize::MAX).rows, expected);
}

#[test]
fn what_narrows_a_list_holds_when_people_come_and_go() {
    let people: Vec<Person> = (1..=6).map(|n| person(n, "Zoé", &format!("Nom {n}"))).collect();
    let mut directory = build(&people[..4], &[], start());
    let among = Arc::new(Among(vec![(vec![id(2), id(4), id(6)], true)]));
    let found = |directory: &mut Directory| -> Vec<u128> {
        directory.set_among(Some(among.clone()));
        directory.member_ids(&MemberQuery::default(), start()).iter().map(|id| id.as_u128()).collect()
    };

    assert_eq!(found(&mut directory), [2, 4]);
    // A slot that becomes free is given to another.
    directory.remove_person(id(2));
    directory.put_person(&people[4]);
    assert_eq!(found(&mut directory), [4]);
    directory.put_person(&people[5]);
    directory.put_person(&people[1]);
    assert_eq!(found(&mut directory), [2, 4, 6]);
}

fn check_subscriptions(directory: &mut Directory, model: &Model, query: &SubscriptionQuery, now: Instant) {
    let expected = model.subscriptions(query, now);
    let all = directory.subscriptions(query, now, 0..usize::MAX);
    assert_eq!(all.rows, expected);
    assert_eq!(all.total, expected.len());

    let on = |tab| {
        let query = MemberQuery { text: query.text.clone(), tab, ..MemberQuery::default() };

        model.members(&query, now).len()
    };
    assert_eq!(all.counts.subscriptions, Some(expected.len()));
    assert_eq!(all.counts.all, Some(on(MemberTab::All)));
    assert_eq!(all.counts.current, Some(on(MemberTab::Current)));
    assert_eq!(all.counts.without, Some(on(MemberTab::Without)));
    assert_eq!(all.counts.members, model.people.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn agrees_with_plain_lists(
        people in proptest::collection::vec(a_person(), 0..40),
        rights in proptest::collection::vec(a_right(), 0..60),
        steps in proptest::collection::vec(a_step(), 1..25),
    ) {
        let mut model = Model::new();
        let mut now = start();
        people.iter().for_each(|person| model.put_person(person));
        rights.iter().for_each(|right| model.put_right(right));
        let mut directory = build(&model.people, &model.rights, now);

        for step in steps {
            match step {
                Step::Person(person) => {
                    model.put_person(&person);
                    directory.put_person(&person);
                }
                Step::People(people) => {
                    people.iter().for_each(|person| model.put_person(person));
                    directory.put_people(&people);
                }
                Step::Right(right) => {
                    model.put_right(&right);
                    directory.put_right(&right);
                }
                Step::Rights(rights) => {
                    rights.iter().for_each(|right| model.put_right(right));
                    directory.put_rights(&rights);
                }
                Step::RemovePerson(id) => {
                    model.people.retain(|person| person.id != id);
                    model.rights.retain(|right| right.member != id);
                    directory.remove_person(id);
                }
                Step::RemovePeople(ids) => {
                    model.people.retain(|person| !ids.contains(&person.id));
                    model.rights.retain(|right| !ids.contains(&right.member));
                    directory.remove_people(&ids);
                }
                Step::RemoveRight(id) => {
                    model.rights.retain(|right| right.id != id);
                    directory.remove_right(id);
                }
                Step::RemoveRights(ids) => {
                    model.rights.retain(|right| !ids.contains(&right.id));
                    directory.remove_rights(&ids);
                }
                Step::Members(query) => check_members(&mut directory, &model, &query, now),
                Step::Subscriptions(query) => check_subscriptions(&mut directory, &model, &query, now),
                Step::Pass(seconds) => now += TimeDelta::seconds(seconds),
                Step::Threshold(days) => {
                    model.venue.expires_soon_days = days;
                    directory.set_venue(&model.venue);
                }
            }
        }

        check_members(&mut directory, &model, &MemberQuery::default(), now);
        check_subscriptions(&mut directory, &model, &SubscriptionQuery::default(), now);

        for person in &model.people {
            let spans = model.spans(person.id);
            prop_assert_eq!(
                directory.standing(person.id, now),
                Some((model.standing(person.id, now), valid_until(&spans, now)))
            );

            if let Some(email) = &person.email {
                let mut same = directory.by_email(&format!(" {} ", email.to_uppercase()));
                same.sort();
                let mut expected: Vec<Id> =
                    model.people.iter().filter(|other| other.email.as_ref() == Some(email)).map(|other| other.id).collect();
                expected.sort();
                prop_assert_eq!(same, expected);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Through every moment at which something may change, and a microsecond to each side of it.
    #[test]
    fn states_change_at_their_moment(rights in proptest::collection::vec(a_right(), 1..12), edited in a_right()) {
        let mut model = Model::new();
        (0..40).for_each(|n| model.put_person(&person(n, "Zoé", "Lefèvre")));
        rights.iter().for_each(|right| model.put_right(right));

        let mut moments: Vec<Instant> = Vec::new();

        for right in rights.iter().chain([&edited]) {
            let ends = match right.span.end {
                End::At(at) => vec![at, at - TimeDelta::days(model.venue.expires_soon_days)],
                _ => Vec::new(),
            };

            for at in ends.into_iter().chain([right.span.starts]) {
                moments.extend([-1, 0, 1].map(|micros| at + TimeDelta::microseconds(micros)));
            }
        }

        moments.sort();
        let mut directory = build(&model.people, &model.rights, moments[0]);
        let middle = moments.len() / 2;

        for (n, &now) in moments.iter().enumerate() {
            if n == middle {
                model.put_right(&edited);
                directory.put_right(&edited);
            }

            check_members(&mut directory, &model, &MemberQuery::default(), now);
            check_subscriptions(&mut directory, &model, &SubscriptionQuery::default(), now);
        }
    }
}

#[test]
fn the_rights_of_nobody_are_left_out_while_building() {
    let right = |number: u128, member: u128, days: i64| Right {
        id: id(number),
        member: id(member),
        product: id(100 + number),
        product_name: format!("Produit {number}"),
        price_name: "Plein".to_owned(),
        contribution: number as i64,
        options: String::new(),
        paid_on: Some((start() + TimeDelta::days(days)).date_naive()),
        span: Span {
            starts: start() - TimeDelta::days(1),
            end: End::At(start() + TimeDelta::days(days)),
            cancelled: number == 4,
            awaiting: number == 3,
        },
    };
    let rights = [right(1, 9, 4), right(2, 1, 3), right(3, 9, 2), right(4, 2, 1), right(5, 2, -90_000), right(6, 8, 7)];
    let mut model = Model::new();
    [person(1, "Zoé", "Lefèvre"), person(2, "Ada", "Ricci")].iter().for_each(|person| model.put_person(person));
    let mut directory = build(&model.people, &rights, start());
    rights.iter().for_each(|right| model.put_right(right));

    let check = |directory: &mut Directory, model: &Model| {
        for &sort in SubscriptionSort::ALL {
            for descending in [false, true] {
                let query = SubscriptionQuery { sort, descending, ..SubscriptionQuery::default() };
                check_subscriptions(directory, model, &query, start());
            }
        }
    };
    check(&mut directory, &model);

    // They may still come.
    model.put_person(&person(9, "Anna", "Benali"));
    directory.put_person(&person(9, "Anna", "Benali"));
    model.put_right(&rights[0]);
    directory.put_right(&rights[0]);
    check(&mut directory, &model);
}

fn found(directory: &mut Directory, text: &str) -> Vec<u128> {
    let query = MemberQuery { text: text.to_owned(), sort: MemberSort::Received, ..MemberQuery::default() };

    directory.member_ids(&query, start()).iter().map(Id::as_u128).collect()
}

#[test]
fn finds_people_as_they_are_typed() {
    let mut people = vec![
        person(1, "Zoé", "D’Angelo"),
        person(2, "Marie", "Saint-Malo"),
        person(3, "李", "Wang"),
        person(4, "Ñoño", "O'Brien"),
        person(5, "Émile", "de La Tour d'Auvergne-Lauraguais"),
    ];
    people[0].phone = Some("+33 6 11 22 33 44".to_owned());
    people[1].phone = Some("06.55.66.77.88".to_owned());
    people[1].email = Some("m.saint-malo@mel.example".to_owned());
    people[3].pseudonym = Some("Le Grand Œuvre".to_owned());
    let mut directory = build(&people, &[], start());

    for (text, expected) in [
        ("zoe", vec![1]),
        ("ZOÉ", vec![1]),
        ("dangelo", vec![1]),
        ("d'angelo zoe", vec![1]),
        ("saint malo", vec![2]),
        ("malo saint", vec![2]),
        ("malo marie", vec![2]),
        ("m", vec![2, 5]),
        ("w", vec![3]),
        ("李", vec![3]),
        ("nono obrien", vec![4]),
        ("oeuvre", vec![4]),
        ("auvergne lauraguais", vec![5]),
        ("06 11 22 33 44", vec![1]),
        ("+33611223344", vec![1]),
        ("0033 6 11 22 33 44", vec![1]),
        ("0655667788", vec![2]),
        ("+33 6 55 66", vec![2]),
        ("zoe marie", vec![]),
        ("angelomarie", vec![]),
        ("", vec![1, 2, 3, 4, 5]),
    ] {
        assert_eq!(found(&mut directory, text), expected, "{text:?}");
    }
}

#[test]
fn names_sort_by_language_and_not_by_case() {
    let last = |directory: &mut Directory, names: &[&str]| -> Vec<String> {
        let ids = directory.member_ids(&MemberQuery::default(), start());

        ids.iter().map(|id| names[id.as_u128() as usize].to_owned()).collect()
    };
    let names = ["Zola", "Étienne", "DUPONT", "Eude", "dupond", "Dupont", "Faure"];
    let people: Vec<_> = names.iter().enumerate().map(|(n, name)| person(n as u128, "A", name)).collect();
    let mut directory = build(&people, &[], start());

    assert_eq!(last(&mut directory, &names), ["dupond", "DUPONT", "Dupont", "Étienne", "Eude", "Faure", "Zola"]);
}

#[test]
fn many_members_agree_with_few() {
    // Several blocks, so that dense and sparse words, deep windows and walks along the order are all met.
    let mut model = Model::new();
    let firsts = ["Zoé", "Anna", "Marc", "Élise", "Jean-Luc"];
    let lasts = ["Martin", "Lefèvre", "Nguyen", "Saint-Malo", "Wiśniewska", "Benali", "Ricci"];

    for n in 0..4000_u128 {
        let mut person = person(n, firsts[n as usize % 5], lasts[n as usize / 5 % 7]);
        person.email = (n % 11 != 0).then(|| format!("p{}@mel.example", n * 7919 % 4001));
        person.active = n % 3 != 0;
        model.people.push(person);
    }

    for n in 0..3000_u128 {
        model.rights.push(Right {
            id: id(n),
            member: id(n * 31 % 4000),
            product: id(n % 4),
            product_name: format!("Produit {}", n % 4),
            price_name: "Plein".to_owned(),
            contribution: (n % 5) as i64 * 100,
            options: String::new(),
            paid_on: None,
            span: Span {
                starts: start() - TimeDelta::days(10),
                end: End::At(start() + TimeDelta::hours(n as i64 - 1500)),
                cancelled: false,
                awaiting: false,
            },
        });
    }

    // The model looks members up one by one: a few queries are enough.
    let mut directory = build(&model.people, &model.rights, start());

    for (text, sort, tab) in [
        ("", MemberSort::Standing, MemberTab::All),
        ("a", MemberSort::Email, MemberTab::All),
        ("ma", MemberSort::LastName, MemberTab::Current),
        ("zoe lef", MemberSort::Active, MemberTab::All),
        ("p1 n", MemberSort::FirstName, MemberTab::Without),
    ] {
        for descending in [false, true] {
            let query = MemberQuery { text: text.to_owned(), sort, tab, descending, ..MemberQuery::default() };
            check_members(&mut directory, &model, &query, start());
        }
    }
}

//! The directory against a model that filters and sorts plain lists, and the cases that a search must not miss.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, TimeDelta};
use chrono_tz::Tz;
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use proptest::prelude::*;
use proptest::sample::select;

use super::{Builder, Directory, Person, Right};
use crate::domain::entity::{Id, Instant};
use crate::domain::fold;
use crate::domain::member::{EmailState, email_key};
use crate::domain::period::End;
use crate::domain::query::{
    DateFilter, MemberQuery, MemberSort, MemberTab, StandingFilter, SubscriptionQuery, SubscriptionSort, passes_ends,
    passes_paid,
};
use crate::domain::subscription::{Span, Standing, Status, standing, valid_until};
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

/// Everything in plain lists.
struct Model {
    people: Vec<Person>,
    rights: Vec<Right>,
    venue: Venue,
    collator: CollatorBorrowed<'static>,
}

impl Model {
    fn new() -> Self {
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Secondary);
        let collator = Collator::try_new(icu_locale_core::locale!("fr").into(), options).unwrap();

        Self { people: Vec::new(), rights: Vec::new(), venue: venue(), collator }
    }

    fn put_person(&mut self, person: &Person) {
        self.people.retain(|old| old.id != person.id);
        self.people.push(person.clone());
    }

    fn put_right(&mut self, right: &Right) {
        self.rights.retain(|old| old.id != right.id);

        if self.people.iter().any(|person| person.id == right.member) {
            self.rights.push(right.clone());
        }
    }

    fn person(&self, id: Id) -> &Person {
        self.people.iter().find(|person| person.id == id).unwrap()
    }

    fn spans(&self, member: Id) -> Vec<Span> {
        self.rights.iter().filter(|right| right.member == member).map(|right| right.span).collect()
    }

    fn standing(&self, member: Id, now: Instant) -> Standing {
        standing(&self.spans(member), now, self.venue.expires_soon_days)
    }

    fn matches(person: &Person, text: &str) -> bool {
        let fields = [
            fold::fold(&person.first_name),
            fold::fold(&person.last_name),
            person.pseudonym.as_deref().map(fold::fold).unwrap_or_default(),
            person.email.as_deref().map(fold::fold_email).unwrap_or_default(),
            person.phone.as_deref().map(fold::phone_digits).unwrap_or_default(),
        ];

        fold::words(text).iter().all(|word| fields.iter().any(|field| field.contains(word.as_str())))
    }

    fn by_name(&self, a: &Person, b: &Person) -> Ordering {
        let compare = |a: &str, b: &str| self.collator.compare(a, b);

        compare(&a.last_name, &b.last_name)
            .then_with(|| compare(&a.first_name, &b.first_name))
            .then_with(|| a.id.cmp(&b.id))
    }

    fn by_first_name(&self, a: &Person, b: &Person) -> Ordering {
        let compare = |a: &str, b: &str| self.collator.compare(a, b);

        compare(&a.first_name, &b.first_name)
            .then_with(|| compare(&a.last_name, &b.last_name))
            .then_with(|| a.id.cmp(&b.id))
    }

    fn by_email(a: &Person, b: &Person, descending: bool) -> Ordering {
        let key = |person: &Person| person.email.as_deref().map(fold::fold_email).unwrap_or_default();
        let (x, y) = (key(a), key(b));
        let blank = x.is_empty() || y.is_empty();
        let order = x.is_empty().cmp(&y.is_empty()).then(x.cmp(&y)).then(a.id.cmp(&b.id));

        if descending && !blank { order.reverse() } else { order }
    }

    fn members(&self, query: &MemberQuery, now: Instant) -> Vec<(Id, Standing, Option<End>)> {
        let yes = |wanted: Option<bool>, is: bool| wanted.is_none_or(|wanted| wanted == is);
        let mut found: Vec<(&Person, Standing)> = self
            .people
            .iter()
            .map(|person| (person, self.standing(person.id, now)))
            .filter(|(person, standing)| {
                let valid = matches!(standing, Standing::Valid | Standing::Expiring);

                Self::matches(person, &query.text)
                    && yes(query.active, person.active)
                    && yes(query.team, person.team)
                    && yes(query.email_error, person.email_state == EmailState::Error)
                    && yes(query.email_valid, person.email_state == EmailState::Verified)
                    && match query.standing {
                        None => true,
                        Some(StandingFilter::Yes) => valid,
                        Some(StandingFilter::No) => *standing == Standing::Expired,
                        Some(StandingFilter::Expiring) => *standing == Standing::Expiring,
                        Some(StandingFilter::None) => *standing == Standing::None,
                    }
                    && match query.tab {
                        MemberTab::All => true,
                        MemberTab::Current => valid,
                        MemberTab::Without => *standing == Standing::None,
                    }
            })
            .collect();
        found.sort_by(|(a, standing_a), (b, standing_b)| {
            let order = match query.sort {
                MemberSort::LastName => self.by_name(a, b),
                MemberSort::FirstName => self.by_first_name(a, b),
                MemberSort::Standing => standing_a.cmp(standing_b).then_with(|| self.by_name(a, b)),
                MemberSort::Active => a.active.cmp(&b.active).then_with(|| self.by_name(a, b)),
                MemberSort::Received => a.id.cmp(&b.id),
                MemberSort::Email => return Self::by_email(a, b, query.descending),
            };

            if query.descending { order.reverse() } else { order }
        });

        found
            .into_iter()
            .map(|(person, standing)| (person.id, standing, valid_until(&self.spans(person.id), now)))
            .collect()
    }

    fn subscriptions(&self, query: &SubscriptionQuery, now: Instant) -> Vec<(Id, Status)> {
        let today = self.venue.day(now);
        let end_day = |right: &Right| match right.span.end {
            End::At(at) => Some(self.venue.day(at)),
            _ => None,
        };
        let mut found: Vec<&Right> = self
            .rights
            .iter()
            .filter(|right| {
                Self::matches(self.person(right.member), &query.text)
                    && query.product.is_none_or(|product| product == right.product)
                    && query.paid_on.is_none_or(|filter| passes_paid(filter, right.paid_on, today))
                    && query.ends.is_none_or(|filter| passes_ends(filter, end_day(right), today))
                    && query.status.is_none_or(|status| status == right.span.status(now))
            })
            .collect();
        found.sort_by(|a, b| {
            let (one, two) = (self.person(a.member), self.person(b.member));
            let id = a.id.cmp(&b.id);
            let compare = |a: &str, b: &str| self.collator.compare(a, b);
            let end = |right: &Right| match right.span.end {
                End::At(at) => (0, Some(at)),
                End::Never => (1, None),
                End::NotApplicable => (2, None),
            };
            let (order, blank) = match query.sort {
                SubscriptionSort::LastName => (self.by_name(one, two), (false, false)),
                SubscriptionSort::FirstName => (self.by_first_name(one, two), (false, false)),
                SubscriptionSort::Email => (
                    Self::by_email(one, two, false),
                    (one.email.as_deref().is_none_or(str::is_empty), two.email.as_deref().is_none_or(str::is_empty)),
                ),
                SubscriptionSort::Product => (
                    compare(&a.product_name, &b.product_name).then_with(|| compare(&a.price_name, &b.price_name)),
                    (false, false),
                ),
                SubscriptionSort::Contribution => (a.contribution.cmp(&b.contribution), (false, false)),
                SubscriptionSort::Options => {
                    (compare(&a.options, &b.options), (a.options.is_empty(), b.options.is_empty()))
                }
                SubscriptionSort::PaidOn => (a.paid_on.cmp(&b.paid_on), (a.paid_on.is_none(), b.paid_on.is_none())),
                SubscriptionSort::Ends => (end(a).cmp(&end(b)), (end(a).0 == 2, end(b).0 == 2)),
                SubscriptionSort::Valid => (a.span.status(now).cmp(&b.span.status(now)), (false, false)),
                SubscriptionSort::Received => (Ordering::Equal, (false, false)),
            };

            match blank {
                (false, false) if query.descending => order.then(id).reverse(),
                (false, false) => order.then(id),
                (true, true) => order.then(id),
                (a, b) => a.cmp(&b),
            }
        });

        found.into_iter().map(|right| (right.id, right.span.status(now))).collect()
    }
}

#[derive(Debug, Clone)]
enum Step {
    Person(Person),
    People(Vec<Person>),
    Right(Right),
    Rights(Vec<Right>),
    RemovePerson(Id),
    RemovePeople(Vec<Id>),
    RemoveRight(Id),
    RemoveRights(Vec<Id>),
    Members(MemberQuery),
    Subscriptions(SubscriptionQuery),
    /// Seconds, back too.
    Pass(i64),
    Threshold(i64),
}

fn an_id() -> impl Strategy<Value = Id> {
    (0_u128..40).prop_map(id)
}

fn a_name() -> impl Strategy<Value = String> {
    let names = [
        "Zoé",
        "zoe",
        "Zoë",
        "D'Angelo",
        "dangelo",
        "Saint-Malo",
        "李",
        "Ñ",
        "Null",
        "O'Brien",
        "Lefèvre",
        "LEFEVRE",
        "Œuvrard",
        "de La Tour d'Auvergne-Lauraguais",
        "Élise",
        "Eve",
        "Ève",
        "",
    ];

    prop_oneof![4 => select(names.map(String::from).to_vec()), 1 => "[a-zé]{1,8}"]
}

fn an_email() -> impl Strategy<Value = Option<String>> {
    let emails = [
        "zoe@mel.example",
        "Zoé@mel.example",
        "zoé@mel.example",
        "zoe.lefevre@mel.example",
        "zoe.lefevre@mel.exampleb",
        "a@b.fr",
    ];

    prop_oneof![1 => Just(None), 4 => select(emails.map(|email| Some(email.to_owned())).to_vec())]
}

fn a_person() -> impl Strategy<Value = Person> {
    let phones = [None, Some("06 11 22 33 44"), Some("+33 6 11 22 33 44"), Some("+41 22 123 45 67")];

    (
        (an_id(), a_name(), a_name(), an_email(), proptest::option::of(a_name())),
        (select(phones.to_vec()), any::<bool>(), select(EmailState::ALL), any::<bool>()),
    )
        .prop_map(|((id, first_name, last_name, email, pseudonym), (phone, active, email_state, team))| Person {
            id,
            first_name,
            last_name,
            email: email.map(|email| email_key(&email)),
            pseudonym,
            phone: phone.map(str::to_owned),
            active,
            email_state,
            team,
        })
}

/// Moments near the start: some alike, some a microsecond apart.
fn a_moment() -> impl Strategy<Value = Instant> {
    (select(vec![0, 1, -1, 3600, -3600, 86_400, -86_400, 14 * 86_400, 30 * 86_400, -400 * 86_400]), -1_i64..=1)
        .prop_map(|(seconds, micros)| start() + TimeDelta::seconds(seconds) + TimeDelta::microseconds(micros))
}

fn a_right() -> impl Strategy<Value = Right> {
    let end = prop_oneof![
        1 => Just(End::NotApplicable),
        1 => Just(End::Never),
        4 => a_moment().prop_map(End::At),
    ];
    let day = (-40_i64..40).prop_map(|days| start().date_naive() + TimeDelta::days(days));
    let far = Just(NaiveDate::from_ymd_opt(1999, 1, 1).unwrap());

    (
        (an_id(), an_id(), 0_u128..3, select(vec!["Adhésion", "adhesion", "Carnet"]), select(vec!["Réduit", "Plein"])),
        (0_i64..3, select(vec!["", "Bénévole", "Bénévole\nNewsletter"])),
        (proptest::option::of(prop_oneof![4 => day, 1 => far]), a_moment(), end, any::<bool>(), any::<bool>()),
    )
        .prop_map(
            |(
                (right, member, product, product_name, price_name),
                (contribution, options),
                (paid_on, starts, end, cancelled, awaiting),
            )| Right {
                id: right,
                member,
                product: id(product),
                product_name: product_name.to_owned(),
                price_name: price_name.to_owned(),
                contribution,
                options: options.to_owned(),
                paid_on,
                span: Span { starts, end, cancelled: cancelled && awaiting, awaiting },
            },
        )
}

fn a_text() -> impl Strategy<Value = String> {
    let texts = [
        "z",
        "zo",
        "zoe",
        "ZOÉ",
        "dangelo",
        "saint malo",
        "李",
        "e l",
        "lefevre zoe",
        "@mel",
        "06 11 22",
        "+33611",
        "é",
        "!",
    ];

    prop_oneof![1 => Just(String::new()), 3 => select(texts.map(String::from).to_vec()), 1 => "[a-z]{1,3}"]
}

fn a_member_query() -> impl Strategy<Value = MemberQuery> {
    let yes = || prop_oneof![3 => Just(None), 1 => any::<bool>().prop_map(Some)];
    let standing = prop_oneof![3 => Just(None), 1 => select(StandingFilter::ALL).prop_map(Some)];

    ((a_text(), select(MemberTab::ALL), yes(), yes(), standing), (yes(), yes(), select(MemberSort::ALL), any::<bool>()))
        .prop_map(|((text, tab, active, email_error, standing), (team, email_valid, sort, descending))| MemberQuery {
            text,
            tab,
            active,
            email_error,
            standing,
            team,
            email_valid,
            sort,
            descending,
        })
}

fn a_subscription_query() -> impl Strategy<Value = SubscriptionQuery> {
    let dates = || prop_oneof![2 => Just(None), 1 => select(DateFilter::ALL).prop_map(Some)];

    (
        (a_text(), prop_oneof![3 => Just(None), 1 => (0_u128..3).prop_map(|product| Some(id(product)))]),
        (dates(), dates(), prop_oneof![3 => Just(None), 1 => select(Status::ALL).prop_map(Some)]),
        (select(SubscriptionSort::ALL), any::<bool>()),
    )
        .prop_map(|((text, product), (paid_on, ends, status), (sort, descending))| SubscriptionQuery {
            text,
            product,
            paid_on,
            ends,
            status,
            sort,
            descending,
        })
}

fn a_step() -> impl Strategy<Value = Step> {
    let many = 0..60_usize;

    prop_oneof![
        3 => a_person().prop_map(Step::Person),
        1 => proptest::collection::vec(a_person(), many.clone()).prop_map(Step::People),
        3 => a_right().prop_map(Step::Right),
        1 => proptest::collection::vec(a_right(), many.clone()).prop_map(Step::Rights),
        1 => an_id().prop_map(Step::RemovePerson),
        1 => proptest::collection::vec(an_id(), many.clone()).prop_map(Step::RemovePeople),
        1 => an_id().prop_map(Step::RemoveRight),
        1 => proptest::collection::vec(an_id(), many).prop_map(Step::RemoveRights),
        6 => a_member_query().prop_map(Step::Members),
        6 => a_subscription_query().prop_map(Step::Subscriptions),
        2 => select(vec![1, 3599, 3600, 86_400, 14 * 86_400, -3600, -86_400]).prop_map(Step::Pass),
        1 => select(vec![0, 1, 14, 30]).prop_map(Step::Threshold),
    ]
}

fn build(people: &[Person], rights: &[Right], now: Instant) -> Directory {
    let mut builder = Builder::new(&venue(), "fr");
    people.iter().for_each(|person| builder.person(person));
    rights.iter().for_each(|right| builder.right(right));

    builder.finish(now)
}

fn check_members(directory: &mut Directory, model: &Model, query: &MemberQuery, now: Instant) {
    let expected = model.members(query, now);
    let all = directory.members(query, now, 0..usize::MAX);
    assert_eq!(all.rows, expected);
    assert_eq!(all.total, expected.len());
    assert_eq!(directory.members(query, now, 2..5).rows, expected.iter().copied().skip(2).take(3).collect::<Vec<_>>());

    let on = |tab| model.members(&MemberQuery { tab, ..query.clone() }, now).len();
    let rights = SubscriptionQuery { text: query.text.clone(), ..SubscriptionQuery::default() };
    assert_eq!(all.counts.all, on(MemberTab::All));
    assert_eq!(all.counts.current, on(MemberTab::Current));
    assert_eq!(all.counts.without, on(MemberTab::Without));
    assert_eq!(all.counts.subscriptions, model.subscriptions(&rights, now).len());
    assert_eq!(all.counts.members, model.people.len());
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
    assert_eq!(all.counts.subscriptions, expected.len());
    assert_eq!(all.counts.all, on(MemberTab::All));
    assert_eq!(all.counts.current, on(MemberTab::Current));
    assert_eq!(all.counts.without, on(MemberTab::Without));
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

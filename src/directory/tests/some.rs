//! Some people, rights, queries and edits, alike often enough to meet.

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use proptest::sample::select;

use super::{id, start};
use crate::directory::{Person, Right};
use crate::domain::entity::{Id, Instant};
use crate::domain::member::{EmailState, email_key};
use crate::domain::period::End;
use crate::domain::query::{
    DateFilter, MemberQuery, MemberSort, MemberTab, StandingFilter, SubscriptionQuery, SubscriptionSort,
};
use crate::domain::subscription::{Span, Status};

#[derive(Debug, Clone)]
pub enum Step {
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

pub fn a_person() -> impl Strategy<Value = Person> {
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

pub fn a_right() -> impl Strategy<Value = Right> {
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
            duplicate: None,
            custom: Vec::new(),
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

pub fn a_step() -> impl Strategy<Value = Step> {
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

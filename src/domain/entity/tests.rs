use proptest::prelude::*;

use super::super::member::{EmailState, Member, Source};
use super::super::money::{Method, Payment, PaymentKind};
use super::super::period::Duration;
use super::super::product::{OptionChoice, Price, Product, ProductOption};
use super::super::query::{DateFilter, MemberSort, MemberTab, StandingFilter, SubscriptionSort};
use super::super::subscription::{Origin, Standing, Status, Subscription, Validity};
use super::super::venue::Venue;
use super::super::{TABLES, subscription};
use super::*;

fn names_read_back<T: Named + std::str::FromStr + Field + PartialEq + std::fmt::Debug>()
where
    T::Err: std::fmt::Debug,
{
    let names: std::collections::BTreeSet<&str> = T::ALL.iter().map(|value| value.name()).collect();
    assert_eq!(names.len(), T::ALL.len());

    for value in T::ALL {
        assert_eq!(&value.name().parse::<T>().unwrap(), value);
        assert_eq!(T::from_value(value.to_value()).as_ref(), Some(value));
    }
    assert!("".parse::<T>().is_err());
    assert!("Valid".parse::<T>().is_err());
    assert!(T::from_value(Value::Null).is_none());
}

#[test]
fn every_enum_reads_back() {
    names_read_back::<EmailState>();
    names_read_back::<Source>();
    names_read_back::<Method>();
    names_read_back::<PaymentKind>();
    names_read_back::<OptionChoice>();
    names_read_back::<Origin>();
    names_read_back::<Validity>();
    names_read_back::<Status>();
    names_read_back::<Standing>();
    names_read_back::<MemberTab>();
    names_read_back::<StandingFilter>();
    names_read_back::<DateFilter>();
    names_read_back::<MemberSort>();
    names_read_back::<SubscriptionSort>();
    assert_eq!(serde_json::to_string(&Method::OnlineCard).unwrap(), "\"online_card\"");
}

#[test]
fn tables_and_columns_have_distinct_names() {
    for (index, table) in TABLES.iter().enumerate() {
        assert!(TABLES[..index].iter().all(|other| other.name != table.name));
        for (index, column) in table.columns.iter().enumerate() {
            assert!(table.columns[..index].iter().all(|other| other.name != column.name), "{}", column.name);
            assert_eq!(table.column(column.name), Some(column));
        }
        assert_eq!(table.column("id"), None);
    }
    const { assert!(Payment::TABLE.fact && !Member::TABLE.fact) };
    assert_eq!(
        Member::TABLE.column("birth_date"),
        Some(&Column { name: "birth_date", kind: Kind::Date, optional: true, wins: Wins::Later })
    );
    assert_eq!(
        subscription::Subscription::TABLE.column("duration").map(|c| (c.kind, c.optional)),
        Some((Kind::Text, false))
    );
}

#[test]
fn differences_are_the_columns_that_changed() {
    let before = Member::new(Id::from_u128(1), DateTime::UNIX_EPOCH);
    let mut after = before.clone();
    assert_eq!(differences(&before, &after), vec![]);

    after.first_name = "Zoé".to_owned();
    after.email = Some("zoe@exemple.fr".to_owned());
    assert_eq!(
        differences(&before, &after),
        vec![
            ("first_name", Value::Text(String::new()), Value::Text("Zoé".to_owned())),
            ("email", Value::Null, Value::Text("zoe@exemple.fr".to_owned())),
        ]
    );
}

#[test]
fn a_row_that_does_not_fit_says_which_column() {
    let member = Member::new(Id::from_u128(1), DateTime::UNIX_EPOCH);
    let mut values = member.values();
    values[3] = Value::Text("yes".to_owned());
    assert_eq!(
        Member::from_values(member.id, values.clone()),
        Err(BadValue { column: "member.active", expected: "bool" })
    );

    values.truncate(3);
    assert_eq!(Member::from_values(member.id, values).unwrap_err().column, "member.active");
}

fn text_of(column: &str) -> BoxedStrategy<Value> {
    let named =
        |names: Vec<&'static str>| proptest::sample::select(names).prop_map(|n| Value::Text(n.to_owned())).boxed();

    match column {
        "email_state" => named(EmailState::ALL.iter().map(|v| v.name()).collect()),
        "source" => named(Source::ALL.iter().map(|v| v.name()).collect()),
        "method" => named(Method::ALL.iter().map(|v| v.name()).collect()),
        "kind" => named(PaymentKind::ALL.iter().map(|v| v.name()).collect()),
        "option_choice" => named(OptionChoice::ALL.iter().map(|v| v.name()).collect()),
        "origin" => named(Origin::ALL.iter().map(|v| v.name()).collect()),
        "validity" => named(Validity::ALL.iter().map(|v| v.name()).collect()),
        "duration" => (0u32..5000).prop_map(|n| Duration::Days(n).to_value()).boxed(),
        _ => any::<String>().prop_map(Value::Text).boxed(),
    }
}

fn cell(column: &'static Column) -> BoxedStrategy<Value> {
    let value = match column.kind {
        Kind::Text => text_of(column.name),
        Kind::Integer => any::<i64>().prop_map(Value::Integer).boxed(),
        Kind::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Kind::Id => any::<u128>().prop_map(|n| Value::Id(Id::from_u128(n))).boxed(),
        Kind::Date => (-100_000i32..100_000).prop_map(|n| Value::Date(NaiveDate::from_epoch_days(n).unwrap())).boxed(),
        Kind::Instant => (-8_000_000_000_000_000i64..8_000_000_000_000_000)
            .prop_map(|micros| Value::Instant(DateTime::from_timestamp_micros(micros).unwrap()))
            .boxed(),
    };

    if column.optional { prop_oneof![1 => Just(Value::Null), 3 => value].boxed() } else { value }
}

fn rows(table: Table) -> impl Strategy<Value = Vec<Value>> {
    table.columns.iter().map(cell).collect::<Vec<_>>()
}

/// Takes cells through the journal's JSON and through the type, and expects them back.
fn goes_round<E: Entity>(values: &[Value]) {
    let journalled: Vec<Value> = E::TABLE
        .columns
        .iter()
        .zip(values)
        .map(|(column, value)| Value::from_json(column.kind, &value.to_json()).unwrap())
        .collect();
    assert_eq!(journalled, values);

    let row = E::from_values(Id::from_u128(9), journalled).unwrap();
    assert_eq!(row.id(), Id::from_u128(9));
    assert_eq!(row.values(), values);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_go_round(
        venue in rows(Venue::TABLE),
        product in rows(Product::TABLE),
        price in rows(Price::TABLE),
        option in rows(ProductOption::TABLE),
        member in rows(Member::TABLE),
        subscription in rows(Subscription::TABLE),
        payment in rows(Payment::TABLE),
    ) {
        goes_round::<Venue>(&venue);
        goes_round::<Product>(&product);
        goes_round::<Price>(&price);
        goes_round::<ProductOption>(&option);
        goes_round::<Member>(&member);
        goes_round::<Subscription>(&subscription);
        goes_round::<Payment>(&payment);
    }

    #[test]
    fn json_of_another_kind_is_refused(number in any::<i64>()) {
        let json = json!(number);
        prop_assert_eq!(Value::from_json(Kind::Integer, &json), Some(Value::Integer(number)));
        prop_assert_eq!(Value::from_json(Kind::Text, &json), None);
        prop_assert_eq!(Value::from_json(Kind::Bool, &json), None);
        prop_assert_eq!(Value::from_json(Kind::Date, &json), None);
        prop_assert_eq!(Value::from_json(Kind::Id, &json), None);
    }
}

use super::*;
use crate::domain::money::Method;
use crate::exchange::Decimal;

fn ymd(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn said(columns: &[(Field, &str)]) -> Said {
    let mut row = Row::default();

    row.clear(2);
    columns.iter().for_each(|(_, cell)| row.push(cell, CellKind::Text));

    Drafting {
        mapping: Mapping {
            headers: columns.iter().map(|(field, _)| field.as_str().to_owned()).collect(),
            meanings: columns.iter().map(|(field, _)| Some(Meaning::Field(*field))).collect(),
            kinds: Vec::new(),
        },
        read_as: ReadAs { separator: Some(';'), decimal: Decimal::Comma, header_row: Some(1), ..ReadAs::new("UTF-8") },
        own: Vec::new(),
        habits: Habits::default(),
        subject: None,
        file: "liste.csv".into(),
        decimals: 2,
        today: ymd(2026, 11, 22),
    }
    .read(&row)
}

const NAME: [(Field, &str); 2] = [(Field::FirstName, "Zoé"), (Field::LastName, "Lefèvre")];

fn with(more: &[(Field, &'static str)]) -> Said {
    said(&[&NAME, more].concat())
}

fn draft(more: &[(Field, &'static str)]) -> Draft {
    match with(more) {
        Said::Person(draft) => *draft,
        other => panic!("{other:?}"),
    }
}

fn refused(more: &[(Field, &'static str)]) -> (Option<usize>, String) {
    match with(more) {
        Said::Wrong(wrong) => (wrong.column, wrong.why.key.into_owned()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_in_one_cell() {
    let table = [
        ("Zoé LEFÈVRE", ("Zoé", "LEFÈVRE")),
        ("LE GALL Anne Marie", ("Anne Marie", "LE GALL")),
        ("Lefèvre, Zoé", ("Zoé", "Lefèvre")),
        ("Zoé de la Tour", ("Zoé", "de la Tour")),
        ("Cher", ("", "Cher")),
        ("李 娜", ("李", "娜")),
    ];

    for (cell, (first, last)) in table {
        assert_eq!(split_name(cell), (first.to_owned(), last.to_owned()), "{cell}");
    }
}

#[test]
fn names_that_begin_with_the_last_name() {
    for (cell, (first, last)) in [
        ("Lefèvre Zoé", ("Zoé", "Lefèvre")),
        ("de La Tour Max", ("Max", "de La Tour")),
        ("LEFÈVRE Anne Marie", ("Anne Marie", "LEFÈVRE")),
        ("Zozo", ("", "Zozo")),
    ] {
        assert_eq!(split_last_name(cell), (first.to_owned(), last.to_owned()), "{cell}");
    }
}

#[test]
fn totals_are_nobody_but_people_may_be_called_so() {
    assert_eq!(
        said(&[(Field::Email, "TOTAL"), (Field::LastName, ""), (Field::Contribution, "41 287,50")]),
        Said::Total
    );
    assert_eq!(
        said(&[(Field::FirstName, ""), (Field::LastName, "Total général"), (Field::Contribution, "12")]),
        Said::Total
    );
    assert!(matches!(said(&[(Field::LastName, "Total"), (Field::FirstName, "Jean")]), Said::Person(_)));
    assert!(matches!(said(&[(Field::LastName, "Null"), (Field::FirstName, "True")]), Said::Person(_)));
}

#[test]
fn the_cell_at_fault_is_named() {
    assert_eq!(refused(&[(Field::Email, "jade.sotelen")]), (Some(2), "email-no-at".into()));
    assert_eq!(refused(&[(Field::BirthDate, "31/02/1990")]), (Some(2), "exchange-date-impossible".into()));
    assert_eq!(refused(&[(Field::Comment, "a\0b")]), (Some(2), "exchange-nul".into()));
    assert_eq!(
        refused(&[(Field::Product, "Carte"), (Field::Contribution, "abc")]),
        (Some(3), "exchange-amount-unreadable".into())
    );
    assert_eq!(
        refused(&[(Field::Product, "Carte"), (Field::Contribution, "-5")]),
        (Some(3), "exchange-amount-negative".into())
    );
    assert_eq!(
        refused(&[(Field::Product, "Carte"), (Field::Contribution, "15"), (Field::Method, "Offert")]),
        (Some(4), "money-offered-with-amount".into())
    );
    assert_eq!(
        refused(&[(Field::Product, ""), (Field::Contribution, "15")]),
        (Some(2), "exchange-product-missing".into())
    );

    match said(&[(Field::FirstName, "Zoé"), (Field::LastName, "")]) {
        Said::Wrong(wrong) => assert_eq!(wrong.column, Some(1)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sale() {
    let sale = draft(&[
        (Field::Product, "Supporter"),
        (Field::PriceAmount, "50,00"),
        (Field::Contribution, "96,00"),
        (Field::Method, "Espèces"),
        (Field::PaidOn, "04/10/2024"),
        (Field::Ends, "04/10/2025"),
    ])
    .sale
    .unwrap();

    assert_eq!(sale.product, "Supporter");
    assert_eq!((sale.price_amount, sale.contribution), (Some(5000), Some(9600)));
    assert_eq!((sale.method, sale.paid_on), (Some(Method::Cash), Some(ymd(2024, 10, 4))));
    assert_eq!(sale.ends, Ends::On(ymd(2025, 10, 4)));
}

#[test]
fn how_it_was_paid() {
    let method = |more: &[(Field, &'static str)]| draft(more).sale.map(|sale| sale.method);
    let product = (Field::Product, "Carte");

    assert_eq!(method(&[product, (Field::Method, ""), (Field::PaidOn, "")]), Some(None));
    assert_eq!(method(&[product, (Field::PaidOn, "04/10/2024")]), Some(Some(Method::Unknown)));
    assert_eq!(method(&[product, (Field::Contribution, "0"), (Field::Method, "CB")]), Some(Some(Method::Offered)));
    assert_eq!(method(&[product, (Field::Contribution, "12"), (Field::Method, "troc")]), Some(Some(Method::Unknown)));
    assert_eq!(method(&[product]), Some(Some(Method::Unknown)));
}

#[test]
fn letters() {
    assert_eq!(draft(&[(Field::Newsletter, "oui")]).newsletter, Consent::Yes);
    assert_eq!(draft(&[(Field::Newsletter, "non")]).newsletter, Consent::No);
    assert_eq!(draft(&[(Field::Newsletter, "oui"), (Field::Unsubscribed, "yes")]).newsletter, Consent::Withdrawn);
    assert_eq!(draft(&[(Field::Newsletter, "subscribed"), (Field::Unsubscribed, "no")]).newsletter, Consent::Yes);
    assert_eq!(draft(&[(Field::Newsletter, "cleaned")]).member.email_state, EmailState::Error);
}

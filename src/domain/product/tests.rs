use super::*;

fn product() -> Product {
    Product {
        id: Id::from_u128(1),
        name: "Adhésion".to_owned(),
        category: None,
        vat_rate: 550,
        short_text: None,
        long_text: None,
        option_choice: OptionChoice::Many,
        max_per_member: None,
        archived: false,
        position: 0,
        created_at: chrono::DateTime::UNIX_EPOCH,
    }
}

fn price() -> Price {
    Price {
        id: Id::from_u128(2),
        product: Id::from_u128(1),
        name: "Plein".to_owned(),
        amount: 2500,
        open: false,
        minimum: 0,
        duration: Duration::SchoolYear,
        stock: None,
        max_per_member: None,
        requires: String::new(),
        archived: false,
        position: 0,
        created_at: chrono::DateTime::UNIX_EPOCH,
    }
}

fn keys(problems: Vec<Problem>) -> Vec<(&'static str, String)> {
    problems.into_iter().map(|problem| (problem.field.unwrap(), problem.phrase.key.into_owned())).collect()
}

#[test]
fn what_a_product_must_be_like() {
    assert_eq!(product().problems(), []);
    for (product, field, key) in [
        (Product { name: " ".to_owned(), ..product() }, "name", "product-name-missing"),
        (Product { name: "x".repeat(10_000), ..product() }, "name", "text-too-long"),
        (Product { vat_rate: -1, ..product() }, "vat_rate", "product-vat-rate-out-of-range"),
        (Product { vat_rate: 10_001, ..product() }, "vat_rate", "product-vat-rate-out-of-range"),
        (Product { max_per_member: Some(0), ..product() }, "max_per_member", "max-per-member-too-small"),
        (Product { category: Some("a\nb".to_owned()), ..product() }, "category", "text-control"),
    ] {
        assert_eq!(keys(product.problems()), [(field, key.to_owned())]);
    }
}

#[test]
fn what_a_price_must_be_like() {
    let itself = Id::from_u128(2).to_string();
    for (price, expected) in [
        (price(), None),
        (Price { amount: 0, ..price() }, None),
        (Price { amount: 100, ..price() }, None),
        (Price { amount: 99, ..price() }, Some(("amount", "price-amount-too-small"))),
        (Price { amount: 1, ..price() }, Some(("amount", "price-amount-too-small"))),
        (Price { amount: -1, ..price() }, Some(("amount", "money-below-zero"))),
        (Price { amount: i64::MAX, ..price() }, Some(("amount", "price-amount-too-large"))),
        (Price { open: true, minimum: 50, ..price() }, Some(("minimum", "price-amount-too-small"))),
        (Price { open: true, minimum: 3000, ..price() }, Some(("amount", "price-amount-below-minimum"))),
        (Price { open: true, amount: 0, minimum: 3000, ..price() }, None),
        // A price that is not open has no minimum to get wrong.
        (Price { minimum: 50, ..price() }, None),
        (Price { name: String::new(), ..price() }, Some(("name", "price-name-missing"))),
        (Price { duration: Duration::Months(0), ..price() }, Some(("duration", "duration-count"))),
        (Price { stock: Some(-1), ..price() }, Some(("stock", "price-stock-below-zero"))),
        (Price { stock: Some(0), ..price() }, None),
        (Price { max_per_member: Some(0), ..price() }, Some(("max_per_member", "max-per-member-too-small"))),
        (Price { requires: itself, ..price() }, Some(("requires", "price-requires-itself"))),
        (Price { requires: "plein".to_owned(), ..price() }, Some(("requires", "price-requires-unknown"))),
        (Price { requires: Id::from_u128(3).to_string(), ..price() }, None),
    ] {
        let expected: Vec<_> = expected.map(|(field, key)| (field, key.to_owned())).into_iter().collect();
        assert_eq!(keys(price.problems(100)), expected, "{price:?}");
    }

    // A currency without minor units has nothing between 0 and 1.
    assert_eq!(Price { amount: 1, ..price() }.problems(1), []);
}

#[test]
fn an_option_needs_a_name() {
    let option = ProductOption {
        id: Id::from_u128(3),
        product: Id::from_u128(1),
        name: "\u{a0}".to_owned(),
        archived: false,
        position: 0,
        created_at: chrono::DateTime::UNIX_EPOCH,
    };
    assert_eq!(keys(option.problems()), [("name", "product-option-name-missing".to_owned())]);
    assert_eq!(ProductOption { name: "Atelier".to_owned(), ..option }.problems(), []);
}

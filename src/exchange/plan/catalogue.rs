//! The products and prices that a file names: the venue's own where there are such, else what is to be created.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::durations::Evidence;
use crate::domain::entity::{Id, Instant};
use crate::domain::money::one;
use crate::domain::period::Duration;
use crate::domain::phrase::Phrase;
use crate::domain::product::{Offer, OptionChoice, Price, Product};
use crate::domain::venue::Venue;
use crate::exchange::Decimal;
use crate::exchange::draft::SaleDraft;
use crate::exchange::map::names::key as folded;

/// More different products than this are no products: the column was mistaken.
const PRODUCTS_LIMIT: usize = 500;

/// Name of the product and of the price, folded, and its amount when the file names prices so.
type Key = (String, Option<String>, Option<i64>);

#[derive(Debug, Clone)]
struct Named {
    product: String,
    price: Option<String>,
    amount: Option<i64>,
    contributions: HashMap<i64, u32>,
    evidence: Evidence,
    rows: usize,
}

/// What the file names, gathered over all rows.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    named: BTreeMap<Key, Named>,
    products: HashSet<String>,
}

/// What a sale of the file is a sale of.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub product: Id,
    pub product_name: String,
    pub price: Option<Id>,
    pub price_name: String,
    pub duration: Duration,
    pub amount: i64,
    /// Index into what is to be created.
    new_product: Option<usize>,
    new_price: Option<usize>,
}

/// A product and price that a file names and the workspace does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPrice {
    /// "Supporter · 50,00 €"; names the decision about it.
    pub name: String,
    pub product: String,
    pub price: String,
    /// Minor units.
    pub amount: i64,
    /// Whether the product is missing too.
    pub new_product: bool,
    /// How many rows name it.
    pub rows: usize,
}

/// The file's names, each with what it is.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    targets: BTreeMap<Key, Target>,
    missing: Vec<(Key, NewPrice)>,
    products: Vec<Product>,
    prices: Vec<Price>,
    /// What of these a sale needs.
    used_products: BTreeSet<usize>,
    used_prices: BTreeSet<usize>,
    taken_products: BTreeSet<usize>,
    taken_prices: BTreeSet<usize>,
}

fn key_of(sale: &SaleDraft) -> Key {
    (folded(&sale.product), sale.price.as_deref().map(folded), sale.price_amount)
}

impl Catalogue {
    /// # Errors
    /// When there are too many products for it to be a column of products.
    pub fn add(&mut self, sale: &SaleDraft, venue: &Venue) -> Result<(), Phrase> {
        let key = key_of(sale);

        if !self.products.contains(&key.0) {
            self.products.insert(key.0.clone());
        }

        if self.products.len() > PRODUCTS_LIMIT || self.named.len() > PRODUCTS_LIMIT * 20 {
            return Err(Phrase::new("exchange-too-many-products").with("limit", PRODUCTS_LIMIT));
        }

        let named = self.named.entry(key).or_insert_with(|| Named {
            product: sale.product.clone(),
            price: sale.price.clone(),
            amount: sale.price_amount,
            contributions: HashMap::new(),
            evidence: Evidence::default(),
            rows: 0,
        });

        named.rows += 1;

        if let Some(contribution) = sale.contribution
            && (named.contributions.len() < 1000 || named.contributions.contains_key(&contribution))
        {
            *named.contributions.entry(contribution).or_default() += 1;
        }

        named.evidence.add(sale.paid_on, sale.ends, venue);

        Ok(())
    }

    /// Finds each name among the venue's products, or prepares what is to be created.
    pub fn resolve(&self, offers: &[Offer], venue: &Venue, decimal: Decimal, now: Instant) -> Resolved {
        let mut resolved = Resolved::default();
        let mut created: HashMap<String, usize> = HashMap::new();
        let next = offers.iter().map(|offer| offer.product.position + 1).max().unwrap_or(0);

        for (key, named) in &self.named {
            let offer = find(offers, |offer| folded(&offer.product.name) == key.0, |offer| offer.product.archived);
            let new_product = match offer {
                Some(_) => None,
                None => Some(*created.entry(key.0.clone()).or_insert_with(|| {
                    resolved.products.push(product(&named.product, next + resolved.products.len() as i64, now));
                    resolved.products.len() - 1
                })),
            };
            let (product, product_name) = match (offer, new_product) {
                (Some(offer), _) => (offer.product.id, offer.product.name.clone()),
                (None, Some(index)) => (resolved.products[index].id, resolved.products[index].name.clone()),
                (None, None) => continue,
            };
            let known = offer.and_then(|offer| price_of(offer, named));
            let mut target = Target {
                product,
                product_name,
                price: None,
                price_name: named.price.clone().unwrap_or_default(),
                duration: named.evidence.duration().unwrap_or(Duration::None),
                amount: named.amount(),
                new_product,
                new_price: None,
            };

            if let Some(price) = known {
                target.price = Some(price.id);
                target.price_name.clone_from(&price.name);
                target.duration = price.duration;
                target.amount = named.amount.unwrap_or(price.amount);
            } else {
                let position = offer.map_or(0, |offer| offer.prices.len()) + resolved.prices.len();
                let price = named.price(&target, decimal, venue, position as i64, now);

                target.price_name.clone_from(&price.name);

                // An amount that the venue's own rules refuse for a price stays with the sale alone.
                if price.problems(one(&venue.currency)).is_empty() {
                    target.price = Some(price.id);
                    target.new_price = Some(resolved.prices.len());
                    resolved.prices.push(price);
                }
            }

            if target.new_product.is_some() || target.new_price.is_some() {
                let price = target.price_name.clone();

                resolved.missing.push((
                    key.clone(),
                    NewPrice {
                        name: format!("{} · {price}", target.product_name),
                        product: target.product_name.clone(),
                        price,
                        amount: target.amount,
                        new_product: target.new_product.is_some(),
                        rows: named.rows,
                    },
                ));
            }

            resolved.targets.insert(key.clone(), target);
        }

        resolved
    }
}

impl Resolved {
    /// Those that the workspace does not have.
    pub fn missing(&self) -> impl Iterator<Item = &NewPrice> {
        self.missing.iter().map(|(_, price)| price)
    }

    /// A missing one is this price of the venue's, or none at all: its sales are left out.
    pub fn settle(&mut self, name: &str, price: Option<(&Product, &Price)>) {
        let Some((key, _)) = self.missing.iter().find(|(_, missing)| missing.name == name) else { return };

        match price {
            None => {
                self.targets.remove(key);
            }
            Some((product, price)) => {
                if let Some(target) = self.targets.get_mut(key) {
                    *target = Target {
                        product: product.id,
                        product_name: product.name.clone(),
                        price: Some(price.id),
                        price_name: price.name.clone(),
                        duration: price.duration,
                        amount: price.amount,
                        new_product: None,
                        new_price: None,
                    };
                }
            }
        }
    }

    /// What a sale is a sale of.
    pub fn target(&self, sale: &SaleDraft) -> Option<&Target> {
        self.targets.get(&key_of(sale))
    }

    /// A sale will be made of it: what it needs is to be created.
    pub fn uses(&mut self, target: &Target) {
        self.used_products.extend(target.new_product);
        self.used_prices.extend(target.new_price);
    }

    /// Those to be created that were not taken yet: products first.
    pub fn take_new(&mut self) -> (Vec<Product>, Vec<Price>) {
        if self.taken_products.len() == self.used_products.len() && self.taken_prices.len() == self.used_prices.len() {
            return Default::default();
        }

        let products = &self.used_products - &self.taken_products;
        let prices = &self.used_prices - &self.taken_prices;
        let taken = (used(&self.products, &products), used(&self.prices, &prices));

        self.taken_products.extend(products);
        self.taken_prices.extend(prices);

        taken
    }

    /// The products to create.
    pub fn products(&self) -> Vec<Product> {
        used(&self.products, &self.used_products)
    }

    /// The prices to create, after the products.
    pub fn prices(&self) -> Vec<Price> {
        used(&self.prices, &self.used_prices)
    }

    /// Their names: "Supporter", "Supporter · 50,00 €".
    pub fn names(&self) -> Vec<String> {
        let product_of = |price: &Price| {
            self.targets
                .values()
                .find(|target| target.product == price.product)
                .map(|target| target.product_name.as_str())
        };
        let products = self.products().into_iter().map(|product| product.name);
        let prices = self
            .prices()
            .into_iter()
            .map(|price| format!("{} · {}", product_of(&price).unwrap_or_default(), price.name));

        products.chain(prices).collect()
    }
}

fn used<T: Clone>(all: &[T], used: &BTreeSet<usize>) -> Vec<T> {
    all.iter().enumerate().filter(|(index, _)| used.contains(index)).map(|(_, one)| one.clone()).collect()
}

impl Named {
    /// As the file says, else what was paid most often.
    fn amount(&self) -> i64 {
        self.amount.unwrap_or_else(|| {
            self.contributions.iter().max_by_key(|(amount, count)| (**count, **amount)).map_or(0, |(amount, _)| *amount)
        })
    }

    fn price(&self, target: &Target, decimal: Decimal, venue: &Venue, position: i64, now: Instant) -> Price {
        Price {
            id: Id::now_v7(),
            product: target.product,
            name: self.price.clone().unwrap_or_else(|| written(self.amount(), decimal, &venue.currency)),
            amount: self.amount(),
            open: false,
            minimum: 0,
            duration: target.duration,
            stock: None,
            max_per_member: None,
            requires: String::new(),
            archived: false,
            position,
            created_at: now,
        }
    }
}

/// "50,00 €", as the file writes it.
fn written(minor: i64, decimal: Decimal, currency: &str) -> String {
    let one = one(currency);
    let sign = if decimal == Decimal::Comma { ',' } else { '.' };
    let symbol = match currency {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        other => other,
    };

    if one == 1 {
        return format!("{minor} {symbol}");
    }

    let places = one.ilog10() as usize;

    format!("{}{sign}{:0places$} {symbol}", minor / one, minor % one)
}

fn find<T>(all: &[T], fits: impl Fn(&T) -> bool, archived: impl Fn(&T) -> bool) -> Option<&T> {
    all.iter().find(|one| fits(one) && !archived(one)).or_else(|| all.iter().find(|one| fits(one)))
}

/// The venue's price that the file means: by name, else by amount, else the only one.
fn price_of<'a>(offer: &'a Offer, named: &Named) -> Option<&'a Price> {
    let archived = |price: &Price| price.archived;

    if let Some(name) = &named.price {
        return find(&offer.prices, |price| folded(&price.name) == folded(name), archived);
    }

    if let Some(amount) = named.amount {
        return find(&offer.prices, |price| price.amount == amount, archived);
    }

    match offer.prices.as_slice() {
        [price] => Some(price),
        prices => find(prices, |price| price.amount == named.amount(), archived),
    }
}

fn product(name: &str, position: i64, now: Instant) -> Product {
    Product {
        id: Id::now_v7(),
        name: name.to_owned(),
        category: None,
        vat_rate: 0,
        short_text: None,
        long_text: None,
        option_choice: OptionChoice::Many,
        max_per_member: None,
        archived: false,
        position,
        created_at: now,
    }
}

//! What the believable venue sells.

use chrono::{Datelike, NaiveDate};

use crate::domain::entity::{Id, Instant};
use crate::domain::money::one;
use crate::domain::period::Duration;
use crate::domain::product::{OptionChoice, Price, Product, ProductOption};
use crate::domain::venue::Venue;

use super::chance::Chance;
use super::people::id;

/// What a price is for, for those who buy it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Bought again year after year, most of the time.
    Yearly,
    /// Bought again month after month.
    Monthly,
    /// The workshops of one season.
    Season(NaiveDate, NaiveDate),
    /// Bought now and then.
    Once,
    Honour,
}

pub struct Line {
    pub price: Price,
    pub kind: Kind,
    /// How often it is chosen among those of its kind.
    pub weight: i64,
    pub product_name: String,
    /// Names of the options; the choice of the product.
    pub options: Vec<String>,
    pub choice: OptionChoice,
}

#[derive(Default)]
pub struct Shelf {
    pub products: Vec<Product>,
    pub options: Vec<ProductOption>,
    pub lines: Vec<Line>,
}

/// The first day of the season that a day belongs to: 1 September, people join from July on.
pub fn season(day: NaiveDate) -> (i32, i32) {
    if day.month() >= 7 { (day.year(), day.year() + 1) } else { (day.year() - 1, day.year()) }
}

impl Shelf {
    pub fn new(opened: Instant, today: NaiveDate, venue: &Venue, chance: &mut Chance) -> Self {
        let mut shelf = Self::default();
        let mut add = Adding { shelf: &mut shelf, opened, chance, one: one(&venue.currency) };

        add.product(
            "Adhésion",
            Some("Association"),
            0,
            OptionChoice::Many,
            &["Programme papier", "Bénévole", "Chorale"],
        );
        add.price("Plein tarif", 25, Duration::SchoolYear, Kind::Yearly, 50);
        add.price("Tarif réduit", 12, Duration::SchoolYear, Kind::Yearly, 30);
        add.open("Soutien", 50, 30, Duration::SchoolYear, Kind::Yearly, 8);
        add.price("Membre d’honneur", 0, Duration::Lifetime, Kind::Honour, 1);

        add.product("Pass concerts", Some("Spectacles"), 550, OptionChoice::One, &["Balcon", "Fosse"]);
        add.price("Un an", 120, Duration::Years(1), Kind::Yearly, 35);
        add.price("Un mois", 15, Duration::Months(1), Kind::Monthly, 4);

        add.product("Coworking", Some("Tiers-lieu"), 2000, OptionChoice::Many, &["Casier", "Clé"]);
        add.price("Au mois", 90, Duration::MonthEnd, Kind::Monthly, 4);
        add.price("À la journée", 9, Duration::Days(1), Kind::Once, 40);
        add.price("Deux heures", 3, Duration::Hours(2), Kind::Once, 15);

        add.product("Ateliers", Some("Pratique"), 0, OptionChoice::One, &["Théâtre", "Danse", "Sérigraphie", "Chant"]);
        let (this, _) = season(today);
        for first in (this - 6)..=this {
            let dates = (NaiveDate::from_ymd_opt(first, 9, 1), NaiveDate::from_ymd_opt(first + 1, 6, 30));
            if let (Some(starts), Some(ends)) = dates {
                let name = format!("Saison {first}-{}", first + 1);
                add.price(&name, 180, Duration::Fixed(starts, ends), Kind::Season(starts, ends), 10);
                add.archive(first < this);
            }
        }

        add.product("Borne de recharge", Some("Énergie"), 2000, OptionChoice::One, &[]);
        add.price("Accès annuel", 30, Duration::CalendarYear, Kind::Yearly, 6);

        add.product("Don", None, 0, OptionChoice::One, &[]);
        add.open("Don libre", 20, 5, Duration::None, Kind::Once, 20);

        shelf
    }

    /// A line of a kind, by weight.
    pub fn choose(&self, chance: &mut Chance, fits: impl Fn(&Line) -> bool) -> Option<usize> {
        let total = self.lines.iter().filter(|line| fits(line)).map(|line| line.weight).sum();
        let mut left = chance.below(total);

        self.lines.iter().position(|line| {
            if !fits(line) {
                return false;
            }
            left -= line.weight;

            left < 0
        })
    }
}

struct Adding<'a> {
    shelf: &'a mut Shelf,
    opened: Instant,
    chance: &'a mut Chance,
    one: i64,
}

impl Adding<'_> {
    fn id(&mut self) -> Id {
        id(self.opened, self.chance)
    }

    fn product(
        &mut self,
        name: &str,
        category: Option<&str>,
        vat_rate: i64,
        option_choice: OptionChoice,
        options: &[&'static str],
    ) {
        let product = Product {
            id: self.id(),
            name: name.to_owned(),
            category: category.map(str::to_owned),
            vat_rate,
            short_text: None,
            long_text: None,
            option_choice,
            max_per_member: None,
            archived: false,
            position: position(self.shelf.products.len()),
            created_at: self.opened,
        };

        for (index, option) in options.iter().enumerate() {
            let option = ProductOption {
                id: self.id(),
                product: product.id,
                name: (*option).to_owned(),
                archived: false,
                position: position(index),
                created_at: self.opened,
            };
            self.shelf.options.push(option);
        }
        self.shelf.products.push(product);
    }

    /// `amount` in units of the currency.
    fn price(&mut self, name: &str, amount: i64, duration: Duration, kind: Kind, weight: i64) {
        let id = self.id();
        let Some(product) = self.shelf.products.last() else { return };
        let prices = self.shelf.lines.iter().filter(|line| line.price.product == product.id).count();
        let price = Price {
            id,
            product: product.id,
            name: name.to_owned(),
            amount: amount * self.one,
            open: false,
            minimum: 0,
            duration,
            stock: None,
            max_per_member: None,
            requires: String::new(),
            archived: false,
            position: position(prices),
            created_at: self.opened,
        };
        let options = self.shelf.options.iter().filter(|option| option.product == product.id);
        let options = options.map(|option| option.name.clone()).collect();
        let line =
            Line { price, kind, weight, product_name: product.name.clone(), options, choice: product.option_choice };

        self.shelf.lines.push(line);
    }

    fn open(&mut self, name: &str, amount: i64, minimum: i64, duration: Duration, kind: Kind, weight: i64) {
        self.price(name, amount, duration, kind, weight);
        if let Some(line) = self.shelf.lines.last_mut() {
            line.price.open = true;
            line.price.minimum = minimum * self.one;
        }
    }

    fn archive(&mut self, archived: bool) {
        if let Some(line) = self.shelf.lines.last_mut() {
            line.price.archived = archived;
        }
    }
}

fn position(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(0)
}

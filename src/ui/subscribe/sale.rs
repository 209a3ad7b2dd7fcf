//! What is sold and how it is paid: product and price, options, contribution, method, kept in step with each other.

use crate::desk::{Sale, Who};
use crate::domain::entity::{Id, Named};
use crate::domain::money::{self, Method};
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::product::{Offer, OptionChoice, Price, Product};
use crate::words::Words;

/// How it is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pay {
    By(Method),
    /// Not now: the subscription awaits its payment.
    Later,
}

impl Pay {
    pub const ALL: [Self; 6] = [
        Self::By(Method::Offered),
        Self::By(Method::Card),
        Self::By(Method::Cash),
        Self::By(Method::Cheque),
        Self::By(Method::Transfer),
        Self::Later,
    ];

    /// The key of its name, short enough to stand beside the others.
    pub fn short(self) -> String {
        match self {
            Self::By(Method::Card) => "subscribe-card".to_owned(),
            Self::By(method) => method.key(),
            Self::Later => "subscribe-later".to_owned(),
        }
    }

    pub fn method(self) -> Option<Method> {
        match self {
            Self::By(method) => Some(method),
            Self::Later => None,
        }
    }
}

/// What is being sold, as typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Basket {
    pub price: Option<Id>,
    pub(super) product: Option<Id>,
    /// How the price was called when it was chosen: said when it is gone.
    pub price_name: String,
    pub options: Vec<Id>,
    pub contribution: String,
    pub pay: Option<Pay>,
    /// What was typed, and how it was to be paid, before the one made the other zero or offered.
    pub(super) unoffered: (Option<String>, Option<Pay>),
    /// The operator typed the amount: another price does not overwrite it without need.
    pub(super) typed: bool,
}

impl Basket {
    /// Takes a price; the amount follows it.
    pub fn choose(&mut self, product: &Product, price: &Price, words: &Words) {
        if self.product != Some(product.id) {
            self.options.clear();
        }

        self.product = Some(product.id);
        self.price = Some(price.id);
        self.price_name = offer_name(product, price);
        self.unoffered.0 = None;

        if self.pay == Some(Pay::By(Method::Offered)) {
            self.unoffered.0 = Some(words.amount(price.amount));
            self.contribution = words.amount(0);
        } else if !(price.open && self.typed) {
            self.contribution = words.amount(price.amount);
            self.typed = false;

            if price.amount == 0 {
                self.offer();
            }
        }
    }

    /// Ticks or unticks an option; where only one may be had it takes the place of the other.
    pub fn toggle_option(&mut self, offer: &Offer, option: Id) {
        if let Some(place) = self.options.iter().position(|taken| *taken == option) {
            self.options.remove(place);
        } else {
            if offer.product.option_choice == OptionChoice::One {
                self.options.clear();
            }

            self.options.push(option);
        }
    }

    /// Types the amount: nothing due is offered, something due is not.
    pub fn type_amount(&mut self, text: String, currency: &str) {
        self.contribution = text;
        self.typed = true;

        match self.amount(currency) {
            Ok(0) => self.offer(),
            Ok(_) if self.pay == Some(Pay::By(Method::Offered)) => self.pay = self.unoffered.1.take(),
            _ => {}
        }
    }

    /// Chooses how it is paid: offered makes the amount zero, anything else brings it back.
    pub fn choose_pay(&mut self, pay: Pay, words: &Words, currency: &str) {
        let offered = Pay::By(Method::Offered);

        if pay == offered && self.pay != Some(offered) {
            if self.amount(currency) != Ok(0) {
                self.unoffered = (Some(std::mem::take(&mut self.contribution)), self.pay);
            }

            self.contribution = words.amount(0);
        } else if pay != offered
            && self.pay == Some(offered)
            && let Some(amount) = self.unoffered.0.take()
        {
            self.contribution = amount;
        }

        self.pay = Some(pay);
    }

    /// The contribution in minor units.
    pub fn amount(&self, currency: &str) -> Result<i64, Phrase> {
        money::parse_amount(&self.contribution, money::decimals(currency))
    }

    fn offer(&mut self) {
        let offered = Pay::By(Method::Offered);

        if self.pay != Some(offered) {
            self.unoffered.1 = self.pay;
            self.pay = Some(offered);
        }
    }

    /// The sale, and what of it is not said yet or cannot be read.
    pub fn sale(&self, who: Option<Who>, renews: Option<Id>, currency: &str) -> (Option<Sale>, Vec<Problem>) {
        let mut problems = Vec::new();

        if who.is_none() {
            problems.push(Problem::at("who", "subscribe-who-missing"));
        }

        if self.price.is_none() {
            problems.push(Problem::at("price", "subscribe-price-missing"));
        }

        let contribution = self.amount(currency).unwrap_or_else(|phrase| {
            problems.push(Problem::at("contribution", phrase));
            0
        });

        if self.pay.is_none() {
            problems.push(Problem::at("method", "subscribe-method-missing"));
        }

        let sale = self.price.map(|price| Sale {
            // Nobody yet: what the price gives can be shown all the same.
            who: who.unwrap_or(Who::New {
                first_name: String::new(),
                last_name: String::new(),
                email: None,
                no_email: true,
            }),
            price,
            options: self.options.clone(),
            contribution,
            method: self.pay.and_then(Pay::method),
            paid_at: None,
            renews,
        });

        (sale, problems)
    }
}

/// "Adhésion · Réduit"; a price called like its product is said once.
pub fn offer_name(product: &Product, price: &Price) -> String {
    if price.name.is_empty() || price.name == product.name {
        product.name.clone()
    } else {
        format!("{} · {}", product.name, price.name)
    }
}

/// The prices that can be sold, each with its offer, in their order.
pub fn sellable(offers: &[Offer]) -> impl Iterator<Item = (&Offer, &Price)> {
    offers
        .iter()
        .filter(|offer| !offer.product.archived)
        .flat_map(|offer| offer.prices.iter().filter(|price| !price.archived).map(move |price| (offer, price)))
}

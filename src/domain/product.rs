//! What can be subscribed to.

use super::entity::{Id, Instant, entity, text_enum};
use super::money::LARGEST;
use super::period::Duration;
use super::phrase::{Arg, Phrase, Problem};
use super::text;

text_enum! {
    /// How many of a product's options a subscriber may take.
    OptionChoice { One = "one", Many = "many" }
}

entity! {
    /// Something that can be subscribed to. Changing it never changes a subscription already sold.
    Product = "product" row {
        name: String = Later,
        category: Option<String> = Later,
        /// Basis points: 5.5 % is 550.
        vat_rate: i64 = Nobody,
        short_text: Option<String> = Later,
        long_text: Option<String> = Later,
        option_choice: OptionChoice = Later,
        max_per_member: Option<i64> = Later,
        archived: bool = Later,
        /// Order in lists, from 0.
        position: i64 = Later,
        created_at: Instant = Never,
    }
}

entity! {
    /// A price of a product. Never deleted.
    Price = "price" row {
        product: Id = Never,
        name: String = Nobody,
        /// Minor units; the proposed amount when the price is open.
        amount: i64 = Nobody,
        /// Whether the subscriber chooses the amount.
        open: bool = Nobody,
        /// The least amount of an open price, minor units.
        minimum: i64 = Nobody,
        duration: Duration = Nobody,
        /// How many subscriptions may be valid at once.
        stock: Option<i64> = Nobody,
        max_per_member: Option<i64> = Nobody,
        /// Ids of prices of which one must be valid for the member, separated by spaces; empty when none is asked.
        requires: String = Nobody,
        archived: bool = Nobody,
        position: i64 = Later,
        created_at: Instant = Never,
    }
}

entity! {
    /// A choice offered with a product.
    ProductOption = "product_option" row {
        product: Id = Never,
        name: String = Later,
        archived: bool = Later,
        position: i64 = Later,
        created_at: Instant = Never,
    }
}

/// A product with what belongs to it, each in its order, archived ones last.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub product: Product,
    pub prices: Vec<Price>,
    pub options: Vec<ProductOption>,
}

/// The highest VAT rate that is believed: 100 %, in basis points.
const HIGHEST_VAT: i64 = 10_000;

/// Collects what is wrong, each at its field.
#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn at(&mut self, field: &'static str, found: Result<(), Phrase>) {
        if let Err(phrase) = found {
            self.0.push(Problem::at(field, phrase));
        }
    }

    fn unless(&mut self, fine: bool, field: &'static str, phrase: impl Into<Phrase>) {
        self.at(field, if fine { Ok(()) } else { Err(phrase.into()) });
    }
}

impl Product {
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Problems::default();

        problems.at("name", text::check_name(&self.name, "product-name-missing"));
        problems.at("category", self.category.as_deref().map_or(Ok(()), text::check_line));
        problems.at("short_text", self.short_text.as_deref().map_or(Ok(()), text::check_text));
        problems.at("long_text", self.long_text.as_deref().map_or(Ok(()), text::check_text));
        problems.unless((0..=HIGHEST_VAT).contains(&self.vat_rate), "vat_rate", "product-vat-rate-out-of-range");
        problems.unless(self.max_per_member.is_none_or(|n| n >= 1), "max_per_member", "max-per-member-too-small");

        problems.0
    }

    /// Trims its texts.
    pub fn tidy(&mut self) {
        text::tidy(&mut self.name);
        text::tidy_optional(&mut self.category);
        text::tidy_optional(&mut self.short_text);
        text::tidy_optional(&mut self.long_text);
    }
}

impl ProductOption {
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Problems::default();
        problems.at("name", text::check_name(&self.name, "product-option-name-missing"));

        problems.0
    }
}

impl Price {
    /// `one` is one unit of the currency in minor units: an amount strictly between 0 and it is refused.
    pub fn problems(&self, one: i64) -> Vec<Problem> {
        let mut problems = Problems::default();
        let mut amount = |field, amount: i64| {
            problems.unless(amount >= 0, field, "money-below-zero");
            // A currency without minor units has nothing between 0 and 1.
            problems.unless(
                amount <= 0 || amount >= one,
                field,
                Phrase::new("price-amount-too-small").with("amount", Arg::Money(amount)).with("least", Arg::Money(one)),
            );
            problems.unless(
                amount / one.max(1) <= LARGEST,
                field,
                Phrase::new("price-amount-too-large").with("amount", Arg::Money(amount)),
            );
        };
        amount("amount", self.amount);
        if self.open {
            amount("minimum", self.minimum);
        }

        problems.at("name", text::check_name(&self.name, "price-name-missing"));
        problems.unless(
            !self.open || self.amount == 0 || self.amount >= self.minimum,
            "amount",
            Phrase::new("price-amount-below-minimum").with("minimum", Arg::Money(self.minimum)),
        );
        problems.at("duration", self.duration.check());
        problems.unless(self.stock.is_none_or(|n| n >= 0), "stock", "price-stock-below-zero");
        problems.unless(self.max_per_member.is_none_or(|n| n >= 1), "max_per_member", "max-per-member-too-small");
        problems.unless(!self.required().contains(&self.id), "requires", "price-requires-itself");
        problems.unless(
            self.requires.split_whitespace().all(|id| id.parse::<Id>().is_ok()),
            "requires",
            "price-requires-unknown",
        );

        problems.0
    }

    pub fn required(&self) -> Vec<Id> {
        self.requires.split_whitespace().filter_map(|id| id.parse().ok()).collect()
    }
}

#[cfg(test)]
mod tests;

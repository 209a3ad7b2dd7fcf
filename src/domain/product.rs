//! What can be subscribed to.

use super::entity::{Id, Instant, entity, text_enum};
use super::period::Duration;
use super::phrase::Problem;

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

impl Product {
    pub fn problems(&self) -> Vec<Problem> {
        todo!()
    }
}

impl Price {
    /// `one` is one unit of the currency in minor units: an amount strictly between 0 and it is refused.
    pub fn problems(&self, one: i64) -> Vec<Problem> {
        let _ = one;
        todo!()
    }

    pub fn required(&self) -> Vec<Id> {
        self.requires.split_whitespace().filter_map(|id| id.parse().ok()).collect()
    }
}

//! The list of products flattened into lines, each with its words ready to be shown.

use std::collections::HashSet;

use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::domain::product::Offer;
use crate::words::Words;

#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    Product {
        id: Id,
        name: String,
        detail: String,
        archived: bool,
        /// Typed into and not saved.
        drafted: bool,
    },
    Price {
        id: Id,
        name: String,
        duration: String,
        amount: String,
        detail: String,
        archived: bool,
        drafted: bool,
    },
    Choice {
        id: Id,
        name: String,
        archived: bool,
        drafted: bool,
    },
    /// The foot of a product: what can be added to it.
    Add {
        product: Id,
        has_prices: bool,
    },
}

impl Line {
    pub fn id(&self) -> Option<Id> {
        match self {
            Self::Product { id, .. } | Self::Price { id, .. } | Self::Choice { id, .. } => Some(*id),
            Self::Add { .. } => None,
        }
    }
}

/// How many archived rows there are in all.
pub fn archived(offers: &[Offer]) -> usize {
    offers
        .iter()
        .map(|offer| {
            usize::from(offer.product.archived)
                + offer.prices.iter().filter(|price| price.archived).count()
                + offer.options.iter().filter(|option| option.archived).count()
        })
        .sum()
}

pub fn of(offers: &[Offer], changed: &HashSet<Id>, show_archived: bool, words: &Words) -> Vec<Line> {
    let shown = |archived: bool| show_archived || !archived;
    let mut lines = Vec::new();

    for offer in offers.iter().filter(|offer| shown(offer.product.archived)) {
        let product = &offer.product;
        lines.push(Line::Product {
            id: product.id,
            name: product.name.clone(),
            detail: [product.category.clone(), product.short_text.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
            archived: product.archived,
            drafted: changed.contains(&product.id),
        });

        for price in offer.prices.iter().filter(|price| shown(price.archived)) {
            let mut detail = Vec::new();
            if let Some(stock) = price.stock {
                detail.push(words.say(&Phrase::new("products-line-stock").with("count", stock)));
            }
            if let Some(most) = price.max_per_member {
                detail.push(words.say(&Phrase::new("products-line-max").with("count", most)));
            }
            let required = price.required().len();
            if required > 0 {
                detail.push(words.say(&Phrase::new("products-line-requires").with("count", required)));
            }
            let amount = match (price.open, price.minimum) {
                (false, _) if price.amount == 0 => words.get("products-line-free"),
                (false, _) => words.money(price.amount),
                (true, 0) => words.get("products-line-open"),
                (true, minimum) => {
                    words.say(&Phrase::new("products-line-open-from").with("amount", words.money(minimum)))
                }
            };

            lines.push(Line::Price {
                id: price.id,
                name: price.name.clone(),
                duration: words.say(&price.duration.phrase()),
                amount,
                detail: detail.join(" · "),
                archived: price.archived,
                drafted: changed.contains(&price.id),
            });
        }

        for option in offer.options.iter().filter(|option| shown(option.archived)) {
            lines.push(Line::Choice {
                id: option.id,
                name: option.name.clone(),
                archived: option.archived,
                drafted: changed.contains(&option.id),
            });
        }

        if !product.archived {
            lines.push(Line::Add { product: product.id, has_prices: !offer.prices.is_empty() });
        }
    }

    lines
}

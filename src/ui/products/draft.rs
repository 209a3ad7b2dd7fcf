//! What is typed into the forms of products, prices and options, until it is saved. Everything stays text as it was
//! typed; building a row says what is wrong at its field.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::duration::DurationKind;
use crate::domain::entity::{Id, Instant};
use crate::domain::money::{parse_amount, parse_rate, rate_text};
use crate::domain::period::Duration;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::product::{OptionChoice, Price, Product, ProductOption};
use crate::words::Words;

#[derive(Debug, Clone, PartialEq)]
pub struct ProductDraft {
    pub base: Product,
    pub fresh: bool,
    pub name: String,
    pub category: String,
    pub vat: String,
    pub short_text: String,
    pub long_text: String,
    pub option_choice: OptionChoice,
    pub max_per_member: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PriceDraft {
    pub base: Price,
    pub fresh: bool,
    pub name: String,
    pub amount: String,
    pub open: bool,
    pub minimum: String,
    pub kind: DurationKind,
    pub count: String,
    pub from: String,
    pub to: String,
    pub stock: String,
    pub max_per_member: String,
    pub requires: BTreeSet<Id>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct OptionDraft {
    pub base: ProductOption,
    pub fresh: bool,
    pub name: String,
}

impl ProductDraft {
    pub fn fresh(position: usize, now: Instant) -> Self {
        Self::of(
            Product {
                id: Id::now_v7(),
                name: String::new(),
                category: None,
                vat_rate: 0,
                short_text: None,
                long_text: None,
                option_choice: OptionChoice::One,
                max_per_member: None,
                archived: false,
                position: as_i64(position),
                created_at: now,
            },
            true,
        )
    }

    pub fn of(base: Product, fresh: bool) -> Self {
        Self {
            name: base.name.clone(),
            category: base.category.clone().unwrap_or_default(),
            vat: rate_text(base.vat_rate),
            short_text: base.short_text.clone().unwrap_or_default(),
            long_text: base.long_text.clone().unwrap_or_default(),
            option_choice: base.option_choice,
            max_per_member: number_text(base.max_per_member),
            base,
            fresh,
        }
    }

    /// The product as typed, or what forbids it.
    pub fn build(&self) -> Result<Product, Vec<Problem>> {
        let mut problems = Vec::new();
        let product = Product {
            name: self.name.trim().to_owned(),
            category: some(&self.category),
            vat_rate: note(&mut problems, "vat_rate", parse_rate(&self.vat)).unwrap_or_default(),
            short_text: some(&self.short_text),
            long_text: some(&self.long_text),
            option_choice: self.option_choice,
            max_per_member: note(&mut problems, "max_per_member", parse_count(&self.max_per_member)).flatten(),
            ..self.base.clone()
        };

        merge(&mut problems, product.problems());
        if problems.is_empty() { Ok(product) } else { Err(problems) }
    }

    pub fn changed(&self) -> bool {
        *self != Self::of(self.base.clone(), self.fresh)
    }
}

impl PriceDraft {
    pub fn fresh(product: Id, position: usize, now: Instant, words: &Words) -> Self {
        let base = Price {
            id: Id::now_v7(),
            product,
            name: String::new(),
            amount: 0,
            open: false,
            minimum: 0,
            duration: Duration::Years(1),
            stock: None,
            max_per_member: None,
            requires: String::new(),
            archived: false,
            position: as_i64(position),
            created_at: now,
        };

        Self { amount: String::new(), ..Self::of(base, true, words) }
    }

    pub fn of(base: Price, fresh: bool, words: &Words) -> Self {
        let count = match base.duration {
            Duration::Hours(n) | Duration::Days(n) | Duration::Weeks(n) | Duration::Months(n) | Duration::Years(n) => n,
            _ => 1,
        };
        let (from, to) = match base.duration {
            Duration::Fixed(from, to) => (words.short_date(from), words.short_date(to)),
            _ => (String::new(), String::new()),
        };

        Self {
            name: base.name.clone(),
            amount: words.amount(base.amount),
            open: base.open,
            minimum: if base.minimum == 0 { String::new() } else { words.amount(base.minimum) },
            kind: DurationKind::of(base.duration),
            count: count.to_string(),
            from,
            to,
            stock: number_text(base.stock),
            max_per_member: number_text(base.max_per_member),
            requires: base.required().into_iter().collect(),
            base,
            fresh,
        }
    }

    /// The duration as typed, when it can be read.
    pub fn duration(&self, words: &Words) -> Result<Duration, Vec<Problem>> {
        if self.kind == DurationKind::Fixed {
            let day = |field: &'static str, text: &str| -> Result<NaiveDate, Problem> {
                words.parse_date(text).ok_or_else(|| match text.trim() {
                    "" => Problem::at(field, "products-date-missing"),
                    text => Problem::at(field, Phrase::new("products-date-unreadable").with("text", text)),
                })
            };

            return match (day("from", &self.from), day("to", &self.to)) {
                (Ok(from), Ok(to)) => {
                    let fixed = Duration::Fixed(from, to);
                    fixed.check().map(|()| fixed).map_err(|phrase| vec![Problem::at("to", phrase)])
                }
                (from, to) => Err([from.err(), to.err()].into_iter().flatten().collect()),
            };
        }

        let count = if self.kind.counted() {
            match self.count.trim().parse::<u32>() {
                Ok(count @ 1..=Duration::LIMIT) => count,
                _ => {
                    return Err(vec![Problem::at(
                        "duration",
                        Phrase::new("products-count-unreadable").with("limit", i64::from(Duration::LIMIT)),
                    )]);
                }
            }
        } else {
            1
        };

        self.kind.with_count(count).ok_or_else(Vec::new)
    }

    /// The price as typed, or what forbids it. `decimals`: of the venue's currency.
    pub fn build(&self, words: &Words, decimals: u32) -> Result<Price, Vec<Problem>> {
        let mut problems = Vec::new();
        let amount = match self.amount.trim() {
            "" if self.open => Some(0),
            "" => {
                problems.push(Problem::at("amount", "products-amount-missing"));
                None
            }
            text => note(&mut problems, "amount", parse_amount(text, decimals)),
        };
        let minimum = match self.minimum.trim() {
            _ if !self.open => Some(0),
            "" => Some(0),
            text => note(&mut problems, "minimum", parse_amount(text, decimals)),
        };
        let duration = self.duration(words).unwrap_or_else(|wrong| {
            problems.extend(wrong);
            self.base.duration
        });
        let requires: Vec<String> = self.requires.iter().map(Id::to_string).collect();
        let price = Price {
            name: self.name.trim().to_owned(),
            amount: amount.unwrap_or_default(),
            open: self.open,
            minimum: minimum.unwrap_or_default(),
            duration,
            stock: note(&mut problems, "stock", parse_count(&self.stock)).flatten(),
            max_per_member: note(&mut problems, "max_per_member", parse_count(&self.max_per_member)).flatten(),
            requires: requires.join(" "),
            ..self.base.clone()
        };

        merge(&mut problems, price.problems(10_i64.pow(decimals)));
        if problems.is_empty() { Ok(price) } else { Err(problems) }
    }

    pub fn changed(&self, words: &Words) -> bool {
        if self.fresh {
            let empty = Self { amount: String::new(), ..Self::of(self.base.clone(), true, words) };
            return *self != empty;
        }

        *self != Self::of(self.base.clone(), false, words)
    }
}

impl OptionDraft {
    pub fn fresh(product: Id, position: usize, now: Instant) -> Self {
        Self {
            base: ProductOption {
                id: Id::now_v7(),
                product,
                name: String::new(),
                archived: false,
                position: as_i64(position),
                created_at: now,
            },
            fresh: true,
            name: String::new(),
        }
    }

    pub fn of(base: ProductOption) -> Self {
        Self { name: base.name.clone(), base, fresh: false }
    }

    pub fn build(&self) -> Result<ProductOption, Vec<Problem>> {
        let option = ProductOption { name: self.name.trim().to_owned(), ..self.base.clone() };
        let problems = option.problems();

        if problems.is_empty() { Ok(option) } else { Err(problems) }
    }

    pub fn changed(&self) -> bool {
        self.name != self.base.name
    }
}

/// A number from 1, or nothing for "no limit".
fn parse_count(text: &str) -> Result<Option<i64>, Phrase> {
    match text.trim() {
        "" => Ok(None),
        text => match text.replace([' ', '\u{a0}', '\u{202f}'], "").parse::<i64>() {
            Ok(number @ 1..=1_000_000_000) => Ok(Some(number)),
            _ => Err(Phrase::new("products-number-unreadable").with("text", text)),
        },
    }
}

fn number_text(number: Option<i64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();

    (!text.is_empty()).then(|| text.to_owned())
}

fn note<T>(problems: &mut Vec<Problem>, field: &'static str, result: Result<T, Phrase>) -> Option<T> {
    result.map_err(|phrase| problems.push(Problem::at(field, phrase))).ok()
}

/// Adds the rule's problems at fields that have none yet: a text that cannot be read is said once.
fn merge(problems: &mut Vec<Problem>, rule: Vec<Problem>) {
    for problem in rule {
        if problem.field.is_none() || problems.iter().all(|known| known.field != problem.field) {
            problems.push(problem);
        }
    }
}

fn as_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_from_one_or_nothing() {
        assert_eq!(parse_count(" "), Ok(None));
        assert_eq!(parse_count("1 200"), Ok(Some(1200)));
        for text in ["0", "-3", "deux", "1,5"] {
            assert!(parse_count(text).is_err(), "{text}");
        }
    }
}

//! The subscription that a row speaks of.

use chrono::NaiveDate;

use super::{Drafting, Wrong, values};
use crate::domain::money::{Method, check_method};
use crate::domain::phrase::Phrase;
use crate::exchange::Field;
use crate::exchange::read::row::Row;

/// A subscription as a row has it.
#[derive(Debug, Clone, PartialEq)]
pub struct SaleDraft {
    pub product: String,
    pub price: Option<String>,
    /// Minor units.
    pub price_amount: Option<i64>,
    /// Minor units.
    pub contribution: Option<i64>,
    /// Names, one a line.
    pub options: String,
    /// None: not paid.
    pub method: Option<Method>,
    /// Whether the words for the way of paying were not understood.
    pub odd_method: bool,
    pub paid_on: Option<NaiveDate>,
    pub starts: Option<NaiveDate>,
    pub ends: Ends,
    pub cancelled_on: Option<NaiveDate>,
}

/// What a row says of the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// Nothing: it follows from the price.
    Unsaid,
    /// The last day included.
    On(NaiveDate),
    Never,
}

impl Drafting {
    /// None when the row speaks of no subscription.
    pub(super) fn sale(&self, row: &Row) -> Result<Option<SaleDraft>, Wrong> {
        let mapping = &self.mapping;
        let cell = |field| mapping.column(field).map_or("", |column| self.text(row, column).trim());
        let (product, price) = (cell(Field::Product), cell(Field::Price));

        // A list of payments (our own export) tells of subscriptions and sells none.
        if self.tickets() || !mapping.has(Field::Product) && !mapping.has(Field::Price) || mapping.has(Field::Amount) {
            return Ok(None);
        }

        let date = |field| -> Result<Option<NaiveDate>, Wrong> {
            match mapping.column(field) {
                Some(column) if !cell(field).is_empty() => {
                    values::date(cell(field), row.kind(column), self.read_as.dates_of(column), self.today)
                        .map(Some)
                        .map_err(|why| Wrong::at(column, why))
                }
                _ => Ok(None),
            }
        };
        let amount = |field| -> Result<Option<i64>, Wrong> {
            match mapping.column(field) {
                Some(column) if !cell(field).is_empty() => {
                    values::amount(cell(field), self.read_as.decimal_of(column, row.kind(column)), self.decimals)
                        .map(Some)
                        .map_err(|why| Wrong::at(column, why))
                }
                _ => Ok(None),
            }
        };
        let contribution = amount(Field::Contribution)?.or(self.habits.unpriced.then_some(0));
        let paid_on = date(Field::PaidOn)?;

        if product.is_empty() && price.is_empty() {
            return match mapping.column(Field::Product).or_else(|| mapping.column(Field::Price)) {
                Some(column) if contribution.is_some_and(|amount| amount > 0) || paid_on.is_some() => {
                    Err(Wrong::at(column, Phrase::new("exchange-product-missing")))
                }
                _ => Ok(None),
            };
        }

        let (method, odd_method) = self.method(row, cell(Field::Method), contribution, paid_on)?;
        let ends = if values::is_never(cell(Field::Ends)) {
            Ends::Never
        } else {
            date(Field::Ends)?.map_or(Ends::Unsaid, Ends::On)
        };

        for field in [Field::Product, Field::Price, Field::Options] {
            if let Some(column) = mapping.column(field)
                && (cell(field).chars().count() > 200 || cell(field).contains('\0'))
            {
                return Err(Wrong::at(column, Phrase::new("exchange-name-too-long").with("limit", 200_i64)));
            }
        }

        Ok(Some(SaleDraft {
            product: one_line(if product.is_empty() { price } else { product }),
            price: (!price.is_empty()).then(|| one_line(price)),
            price_amount: amount(Field::PriceAmount)?,
            contribution,
            options: cell(Field::Options)
                .split(['\n', ';', '|'])
                .map(str::trim)
                .filter(|option| !option.is_empty())
                .collect::<Vec<_>>()
                .join("\n"),
            method,
            odd_method,
            paid_on,
            starts: date(Field::Starts)?,
            ends,
            cancelled_on: date(Field::CancelledOn)?,
        }))
    }

    /// What the row says, made to agree with the amount: nothing to pay means offered. Without a word it counts as paid
    /// when there is a day of payment, or when the file does not speak of payment at all.
    fn method(
        &self,
        row: &Row,
        cell: &str,
        contribution: Option<i64>,
        paid_on: Option<NaiveDate>,
    ) -> Result<(Option<Method>, bool), Wrong> {
        let silent = !self.mapping.has(Field::Method) && !self.mapping.has(Field::PaidOn);
        let (method, odd) = match values::method(cell) {
            // There is no terminal where everything is paid on a page.
            Some(Method::Card) if self.habits.online => (Some(Method::OnlineCard), false),
            Some(method) => (Some(method), false),
            None if !cell.is_empty() => (Some(Method::Unknown), true),
            None if paid_on.is_some() || silent => (Some(Method::Unknown), false),
            None => (None, false),
        };

        match (method, contribution) {
            (Some(_), Some(0)) => Ok((Some(Method::Offered), odd)),
            (Some(method), Some(amount)) => check_method(method, amount).map(|()| (Some(method), odd)).map_err(|why| {
                Wrong { column: self.mapping.column(Field::Method).filter(|column| !row.cell(*column).is_empty()), why }
            }),
            _ => Ok((method, odd)),
        }
    }
}

/// Names of products and prices are lines.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

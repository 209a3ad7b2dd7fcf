//! Products, their prices and options.

use crate::domain::custom::CustomField;
use crate::domain::entity::{Entity, Id};
use crate::domain::money;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::product::{Offer, Price, Product, ProductOption};
use crate::store::{Read, Tx};

use super::members::refuse;
use super::{Desk, Done, Failure, Order, Outcome, Result};

impl Desk {
    /// All of them in their order, archived ones last.
    pub async fn offers(&self) -> Result<Vec<Offer>> {
        offers(self.store()).await
    }

    /// Creates or changes, by id. A product that is created comes last.
    pub async fn save_product(&self, product: Product) -> Result<Outcome> {
        refuse(product.problems())?;

        let mut tx = self.begin("product.save").await?;
        let name = product.name.clone();

        match tx.get::<Product>(product.id).await? {
            Some(before) => {
                tx.update(&before, &Product { created_at: before.created_at, ..product }).await?;
            }
            None => {
                let position = last(tx.all::<Product>().await?.iter().map(|other| other.position));

                tx.insert(&Product { created_at: tx.at(), position, ..product }).await?;
            }
        }

        self.commit(tx, Done::new("done-product-save", name)).await
    }

    /// Creates or changes, by id. `Gone` when its product is not there any more.
    pub async fn save_price(&self, price: Price) -> Result<Outcome> {
        refuse(price.problems(10_i64.pow(money::decimals(&self.settings().currency))))?;

        let mut tx = self.begin("price.save").await?;
        let product = product(&tx, price.product).await?;
        let name = format!("{}, {}", product.name, price.name);

        for needed in price.required() {
            if tx.get::<Price>(needed).await?.is_none() {
                return Err(Problem::at("requires", "price-requires-unknown").into());
            }
        }

        match tx.get::<Price>(price.id).await? {
            Some(before) => {
                let after = Price { product: before.product, created_at: before.created_at, ..price };

                tx.update(&before, &after).await?;
            }
            None => {
                let others: Vec<Price> = tx.of("product", price.product).await?;
                let position = last(others.iter().map(|other| other.position));

                tx.insert(&Price { created_at: tx.at(), position, ..price }).await?;
            }
        }

        self.commit(tx, Done::new("done-price-save", name)).await
    }

    /// Creates or changes, by id. `Gone` when its product is not there any more.
    pub async fn save_option(&self, option: ProductOption) -> Result<Outcome> {
        let option = ProductOption { name: option.name.trim().to_owned(), ..option };

        if option.name.is_empty() {
            return Err(Problem::at("name", "option-name-missing").into());
        }

        // The names taken with a subscription are kept one a line.
        if option.name.contains(['\n', '\r']) || option.name.chars().count() > crate::domain::member::LINE_LIMIT {
            return Err(Problem::at("name", "option-name-one-line").into());
        }

        let mut tx = self.begin("option.save").await?;
        let product = product(&tx, option.product).await?;
        let name = format!("{}, {}", product.name, option.name);

        match tx.get::<ProductOption>(option.id).await? {
            Some(before) => {
                let after = ProductOption { product: before.product, created_at: before.created_at, ..option };

                tx.update(&before, &after).await?;
            }
            None => {
                let others: Vec<ProductOption> = tx.of("product", option.product).await?;
                let position = last(others.iter().map(|other| other.position));

                tx.insert(&ProductOption { created_at: tx.at(), position, ..option }).await?;
            }
        }

        self.commit(tx, Done::new("done-option-save", name)).await
    }

    pub async fn archive_product(&self, product: Id, archived: bool) -> Result<Outcome> {
        let mut tx = self.begin(if archived { "product.archive" } else { "product.restore" }).await?;
        let before: Product = self::product(&tx, product).await?;
        let after = Product { archived, ..before.clone() };

        tx.update(&before, &after).await?;
        self.commit(tx, Done::new(said(archived), after.name)).await
    }

    pub async fn archive_price(&self, price: Id, archived: bool) -> Result<Outcome> {
        let mut tx = self.begin(if archived { "price.archive" } else { "price.restore" }).await?;
        let before: Price = tx.get(price).await?.ok_or_else(|| Failure::Gone(Phrase::new("gone-price-unknown")))?;
        let after = Price { archived, ..before.clone() };

        tx.update(&before, &after).await?;
        self.commit(tx, Done::new(said(archived), after.name)).await
    }

    pub async fn archive_option(&self, option: Id, archived: bool) -> Result<Outcome> {
        let mut tx = self.begin(if archived { "option.archive" } else { "option.restore" }).await?;
        let before: ProductOption =
            tx.get(option).await?.ok_or_else(|| Failure::Gone(Phrase::new("gone-option-unknown")))?;
        let after = ProductOption { archived, ..before.clone() };

        tx.update(&before, &after).await?;
        self.commit(tx, Done::new(said(archived), after.name)).await
    }

    /// Those named come in this order; ids that are not there any more are passed over.
    pub async fn reorder(&self, order: Order) -> Result<Outcome> {
        let mut tx = self.begin("product.reorder").await?;

        match order {
            Order::Products(ids) => place(&mut tx, &ids, |product: &mut Product, to| product.position = to).await?,
            Order::Prices(ids) => place(&mut tx, &ids, |price: &mut Price, to| price.position = to).await?,
            Order::Fields(ids) => {
                tx.set_action("field.reorder");
                place(&mut tx, &ids, |field: &mut CustomField, to| field.position = to).await?;
            }
            Order::Options(ids) => place(&mut tx, &ids, |option: &mut ProductOption, to| option.position = to).await?,
        }

        self.commit(tx, Done::new("done-product-reorder", "")).await
    }
}

fn said(archived: bool) -> &'static str {
    if archived { "done-product-archive" } else { "done-product-restore" }
}

/// The position behind all others.
fn last(positions: impl Iterator<Item = i64>) -> i64 {
    positions.max().map_or(0, |position| position + 1)
}

async fn product(read: &impl Read, id: Id) -> Result<Product> {
    read.get::<Product>(id).await?.ok_or_else(|| Failure::Gone(Phrase::new("gone-product")))
}

async fn place<E: Entity>(tx: &mut Tx, ids: &[Id], set: impl Fn(&mut E, i64)) -> Result<()> {
    let mut pairs = Vec::new();

    for before in tx.some::<E>(ids).await? {
        if let Some(index) = ids.iter().position(|id| *id == before.id()) {
            let mut after = before.clone();

            set(&mut after, i64::try_from(index).unwrap_or(i64::MAX));
            pairs.push((before, after));
        }
    }

    tx.update_many(&pairs).await?;

    Ok(())
}

/// All products in their order, archived ones last.
pub(super) async fn offers(store: &impl Read) -> Result<Vec<Offer>> {
    let mut products: Vec<Product> = store.all().await?;
    let mut prices: Vec<Price> = store.all().await?;
    let mut options: Vec<ProductOption> = store.all().await?;

    products.sort_by_key(|product| (product.archived, product.position, product.id));
    prices.sort_by_key(|price| (price.archived, price.position, price.id));
    options.sort_by_key(|option| (option.archived, option.position, option.id));

    Ok(products
        .into_iter()
        .map(|product| Offer {
            prices: prices.iter().filter(|price| price.product == product.id).cloned().collect(),
            options: options.iter().filter(|option| option.product == product.id).cloned().collect(),
            product,
        })
        .collect())
}

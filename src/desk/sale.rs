//! The rules of a sale (DOMAIN §2–5), for the preview and for the sale itself.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::entity::Id;
use crate::domain::member::Member;
use crate::domain::money::{self, Payment, PaymentKind};
use crate::domain::period::{End, Period, period};
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::product::{OptionChoice, Price, Product, ProductOption};
use crate::domain::subscription::{Status, Subscription};
use crate::domain::venue::Venue;
use crate::store::Read;

use super::members::{known, with_email};
use super::{Failure, Result, Sale, Who};

/// A payment dated further ahead than this is a slip.
const AHEAD: TimeDelta = TimeDelta::minutes(10);

/// A sale looked at from all sides.
pub(super) struct Weighed {
    pub member: Member,
    pub product: Product,
    pub price: Price,
    /// Names, one a line.
    pub options: String,
    pub period: Period,
    pub paid_at: DateTime<Utc>,
    pub problems: Vec<Problem>,
    pub warnings: Vec<Phrase>,
}

/// Applies every rule. `Gone` when the price, an option or the member is not on offer any more.
pub(super) async fn weigh(read: &impl Read, sale: &Sale, now: DateTime<Utc>, venue: &Venue) -> Result<Weighed> {
    let (product, price) = offered(read, sale.price).await?;
    let options = chosen(read, &product, &sale.options).await?;
    let mut problems = Vec::new();
    let mut warnings = Vec::new();
    let member = who(read, sale, now, venue, &mut problems, &mut warnings).await?;
    let paid_at = sale.paid_at.unwrap_or(now);

    if paid_at > now + AHEAD {
        problems.push(Problem::at("paid_at", "sale-paid-in-the-future"));
    }

    if product.option_choice == OptionChoice::One && options.len() > 1 {
        problems.push(Problem::at("options", "sale-one-option"));
    }

    amount(sale, &price, venue, &mut problems, &mut warnings);

    let held: Vec<Subscription> = match sale.who {
        Who::Member(id) => read.of("member", id).await?,
        Who::New { .. } => Vec::new(),
    };
    let running = running_until(&held, product.id, paid_at);

    if running == Some(End::Never) {
        problems.push(Problem::new(Phrase::new("sale-lifetime-runs").with("product", product.name.as_str())));
    }

    let running = match running {
        Some(End::At(end)) => Some(end),
        _ => None,
    };
    let period = period(price.duration, paid_at, running, venue);

    limits(sale, &product, &price, &held, &period, &mut problems);

    if let Some(stock) = price.stock
        && i64::try_from(read.holders(price.id, period.starts.max(now)).await?).unwrap_or(i64::MAX) >= stock
    {
        problems.push(Problem::at(
            "price",
            Phrase::new("sale-stock").with("price", price.name.as_str()).with("stock", stock),
        ));
    }

    required(read, &price, &held, now, &mut problems).await?;

    Ok(Weighed {
        member,
        product,
        options: options.iter().map(|option| option.name.as_str()).collect::<Vec<_>>().join("\n"),
        price,
        period,
        paid_at,
        problems,
        warnings,
    })
}

async fn offered(read: &impl Read, price: Id) -> Result<(Product, Price)> {
    let Some(price) = read.get::<Price>(price).await? else {
        let was: Option<Price> = read.get_any(price).await?;

        return Err(Failure::Gone(match was {
            Some(price) => Phrase::new("gone-price").with("name", price.name),
            None => Phrase::new("gone-price-unknown"),
        }));
    };
    let product: Option<Product> = read.get(price.product).await?;

    match product {
        Some(product) if !product.archived && !price.archived => Ok((product, price)),
        _ => Err(Failure::Gone(Phrase::new("gone-price").with("name", price.name))),
    }
}

async fn chosen(read: &impl Read, product: &Product, ids: &[Id]) -> Result<Vec<ProductOption>> {
    let mut options: Vec<ProductOption> = read.some(ids).await?;

    options.retain(|option| !option.archived && option.product == product.id);
    options.sort_by_key(|option| (option.position, option.id));

    let there: HashSet<Id> = options.iter().map(|option| option.id).collect();

    if let Some(&missing) = ids.iter().find(|id| !there.contains(id)) {
        let was: Option<ProductOption> = read.get_any(missing).await?;

        return Err(Failure::Gone(
            Phrase::new("gone-option").with("name", was.map_or_else(String::new, |option| option.name)),
        ));
    }

    Ok(options)
}

async fn who(
    read: &impl Read,
    sale: &Sale,
    now: DateTime<Utc>,
    venue: &Venue,
    problems: &mut Vec<Problem>,
    warnings: &mut Vec<Phrase>,
) -> Result<Member> {
    match &sale.who {
        Who::Member(id) => {
            let member = known(read, *id).await?;

            if !member.active {
                warnings.push(Phrase::new("warning-inactive").with("name", member.display_name()));
            }

            Ok(member)
        }
        Who::New { first_name, last_name, email, no_email } => {
            let mut member = Member {
                first_name: first_name.clone(),
                last_name: last_name.clone(),
                email: email.clone(),
                ..Member::new(Id::now_v7(), now)
            };

            member.tidy();
            problems.extend(member.problems(*no_email, venue.day(now)));

            if let Some(email) = &member.email
                && let Some(other) = with_email(read, email).await?.first()
            {
                warnings.push(
                    Phrase::new("warning-email-shared")
                        .with("email", email.as_str())
                        .with("name", other.display_name()),
                );
            }

            Ok(member)
        }
    }
}

fn amount(sale: &Sale, price: &Price, venue: &Venue, problems: &mut Vec<Problem>, warnings: &mut Vec<Phrase>) {
    let asked = sale.contribution;
    let one = 10_i64.pow(money::decimals(&venue.currency));
    let at = |phrase| Problem::at("contribution", phrase);

    if asked < 0 {
        problems.push(at(Phrase::new("sale-negative")));
    } else if asked > 0 && asked < one {
        problems.push(at(Phrase::new("sale-less-than-one")));
    } else if price.open && asked < price.minimum && !offered_at_zero(sale) {
        problems.push(at(
            Phrase::new("sale-below-minimum").with("minimum", crate::domain::phrase::Arg::Money(price.minimum))
        ));
    } else if !price.open && asked != price.amount && !offered_at_zero(sale) {
        warnings
            .push(Phrase::new("warning-not-the-price").with("amount", crate::domain::phrase::Arg::Money(price.amount)));
    }

    match sale.method {
        Some(method) => {
            if let Err(phrase) = money::check_method(method, asked) {
                problems.push(Problem::at("method", phrase));
            }
        }
        None if asked == 0 => problems.push(Problem::at("method", "sale-nothing-to-await")),
        None => {}
    }
}

fn offered_at_zero(sale: &Sale) -> bool {
    sale.contribution == 0 && sale.method == Some(money::Method::Offered)
}

/// The latest end of the subscriptions to `product` that run at `at` or later; `Never` for a lifetime.
pub(super) fn running_until(held: &[Subscription], product: Id, at: DateTime<Utc>) -> Option<End> {
    let mut latest = None;

    for subscription in held.iter().filter(|held| held.product == product) {
        let span = subscription.span();

        if span.cancelled || span.awaiting {
            continue;
        }

        match (span.end, latest) {
            (End::Never, _) => return Some(End::Never),
            (End::At(end), None) if end > at => latest = Some(end),
            (End::At(end), Some(known)) if end > known => latest = Some(end),
            _ => {}
        }
    }

    latest.map(End::At)
}

/// How many of a price or product one member may hold at once. One that ends where this one starts does not count.
fn limits(
    sale: &Sale,
    product: &Product,
    price: &Price,
    held: &[Subscription],
    period: &Period,
    problems: &mut Vec<Problem>,
) {
    let beside = |held: &&Subscription| match held.status(period.starts) {
        Status::Valid => held.ends != Some(period.starts),
        Status::Awaiting | Status::Upcoming | Status::NotApplicable => true,
        Status::Ended | Status::Cancelled => false,
    };
    let others = || held.iter().filter(|held| Some(held.id) != sale.renews).filter(beside);
    let of_price = others().filter(|held| held.price == Some(price.id)).count();
    let of_product = others().filter(|held| held.product == product.id).count();
    let full =
        |limit: Option<i64>, count: usize| limit.filter(|&limit| i64::try_from(count).unwrap_or(i64::MAX) >= limit);

    if let Some(limit) = full(price.max_per_member, of_price) {
        problems.push(Problem::at(
            "price",
            Phrase::new("sale-max-of-price").with("price", price.name.as_str()).with("limit", limit),
        ));
    } else if let Some(limit) = full(product.max_per_member, of_product) {
        let phrase = Phrase::new("sale-max-of-product").with("product", product.name.as_str()).with("limit", limit);

        problems.push(Problem::at("price", phrase));
    }
}

async fn required(
    read: &impl Read,
    price: &Price,
    held: &[Subscription],
    now: DateTime<Utc>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let required = price.required();

    if required.is_empty()
        || held
            .iter()
            .any(|held| held.price.is_some_and(|id| required.contains(&id)) && held.status(now) == Status::Valid)
    {
        return Ok(());
    }

    let mut names = Vec::new();

    for id in required {
        if let Some(needed) = read.get_any::<Price>(id).await? {
            names.push(match read.get_any::<Product>(needed.product).await? {
                Some(product) => format!("{}, {}", product.name, needed.name),
                None => needed.name,
            });
        }
    }

    problems.push(Problem::at("price", Phrase::new("sale-requires").with("prices", names.join(" · "))));

    Ok(())
}

/// The payments that count: not reversals, and not reversed.
pub(super) fn counting(payments: &[Payment]) -> impl Iterator<Item = &Payment> {
    let reversed: HashSet<Id> = payments.iter().filter_map(|payment| payment.reverses).collect();

    payments.iter().filter(move |payment| payment.kind == PaymentKind::Payment && !reversed.contains(&payment.id))
}

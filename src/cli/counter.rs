//! `subscribe`, and `demo` that has sold for years.

use serde_json::json;

use crate::desk::{Desk, Job, Sale, Who};
use crate::domain::fold::fold;
use crate::domain::money::{Method, decimals, parse_amount};
use crate::domain::period::End as Ends;
use crate::domain::phrase::Phrase;
use crate::domain::product::{Offer, Price};
use crate::domain::query::MemberRow;

use super::args::{Demo, Subscribe};
use super::lists::one_of;
use super::out::{Result, Stop, with_progress};
use super::{End, Shell};

impl Shell {
    pub(super) async fn demo(&mut self, desk: &Desk, demo: &Demo) -> Result<End> {
        let job = Job::new();
        let work = desk.demo(demo.members, demo.seed, &job);
        let outcome = with_progress(&self.words, "cli-job-demo", &job, work).await?;
        self.out.line(&self.words.say(&outcome.said))?;

        Ok(End::Done)
    }

    pub(super) async fn subscribe(&mut self, desk: &Desk, asked: &Subscribe) -> Result<End> {
        let method: Method = one_of("--method", &asked.method, Some(Method::COUNTER))?;
        let venue = desk.venue().await?;
        let amount = match &asked.amount {
            Some(text) => Some(parse_amount(text, decimals(&venue.currency)).map_err(Stop::Usage)?),
            None => None,
        };
        let member = member(&desk.members_by_email(&asked.email).await?, &asked.email, asked.name.as_deref())?.id;
        let offers = desk.offers().await?;
        let price = price(&offers, &asked.price)?;
        let contribution = amount.unwrap_or(if method == Method::Offered { 0 } else { price.amount });
        let sale = Sale {
            who: Who::Member(member),
            price: price.id,
            options: Vec::new(),
            contribution,
            method: Some(method),
            paid_at: None,
            renews: None,
        };

        let preview = desk.preview(&sale).await?;
        let outcome = desk.subscribe(sale).await?;
        let said = self.words.say(&outcome.said);
        let why = self.words.say(&preview.period.why);
        let warnings: Vec<String> = outcome.left.iter().map(|phrase| self.words.say(phrase)).collect();

        if asked.json {
            let ends_on = match preview.period.end {
                Ends::At(at) => Some(venue.day(at)),
                Ends::NotApplicable | Ends::Never => None,
            };
            self.out.json(&json!({
                "entry": outcome.entry,
                "member": member,
                "contribution": contribution,
                "method": method,
                "ends_on": ends_on,
                "why": why,
                "warnings": warnings,
            }))?;
        } else {
            self.out.line(&said)?;
            self.out.line(&format!("  {why}"))?;
            self.out.line(&format!("  {} · {}", self.words.money(contribution), self.words.get(method_key(method))))?;
            for warning in &warnings {
                self.out.line(&format!("  {warning}"))?;
            }
        }

        Ok(End::Done)
    }
}

fn method_key(method: Method) -> &'static str {
    match method {
        Method::Offered => "method-offered",
        Method::Card => "method-card",
        Method::Cash => "method-cash",
        Method::Cheque => "method-cheque",
        Method::Transfer => "method-transfer",
        Method::OnlineCard => "method-online-card",
        Method::Sepa => "method-sepa",
        Method::LocalCurrency => "method-local-currency",
        Method::Unknown => "method-unknown",
    }
}

/// The one member meant. Couples share an address: then the name decides.
pub(super) fn member<'a>(found: &'a [MemberRow], email: &str, name: Option<&str>) -> Result<&'a MemberRow> {
    let full = |row: &MemberRow| format!("{} {}", row.first_name, row.last_name);
    let wanted = name.map(fold);
    let meant: Vec<&MemberRow> = found
        .iter()
        .filter(|row| match &wanted {
            Some(name) => [fold(&full(row)), fold(&row.first_name), fold(&row.last_name)].contains(name),
            None => true,
        })
        .collect();

    match meant.as_slice() {
        [one] => Ok(one),
        [] => Err(Phrase::new("cli-no-member").with("email", email).into()),
        several => {
            let names: Vec<String> = several.iter().map(|row| full(row)).collect();

            Err(Phrase::new("cli-several-members").with("email", email).with("names", names.join(", ")).into())
        }
    }
}

/// The one price meant: by its name, or by that of its product and its own.
fn price<'a>(offers: &'a [Offer], name: &str) -> Result<&'a Price> {
    let wanted = fold(name);
    let sold: Vec<(String, &Price)> = offers
        .iter()
        .filter(|offer| !offer.product.archived)
        .flat_map(|offer| offer.prices.iter().map(|price| (format!("{}, {}", offer.product.name, price.name), price)))
        .filter(|(_, price)| !price.archived)
        .collect();
    let meant: Vec<&(String, &Price)> =
        sold.iter().filter(|(full, price)| fold(full) == wanted || fold(&price.name) == wanted).collect();

    match meant.as_slice() {
        [(_, one)] => Ok(one),
        [] => Err(Phrase::new("cli-no-price").with("price", name).with("choices", listed(sold.iter())).into()),
        several => Err(Phrase::new("cli-several-prices")
            .with("price", name)
            .with("choices", listed(several.iter().copied()))
            .into()),
    }
}

fn listed<'a>(prices: impl Iterator<Item = &'a (String, &'a Price)>) -> String {
    let names: Vec<String> = prices.map(|(name, _)| format!("« {name} »")).collect();

    if names.is_empty() { "–".to_owned() } else { names.join(" ; ") }
}

//! Selling, paying, renewing, extending and cancelling subscriptions.

use chrono::NaiveDate;

use crate::domain::entity::Id;
use crate::domain::fold::fold;
use crate::domain::member::Member;
use crate::domain::money::{Method, Payment, PaymentKind, check_method};
use crate::domain::period::{End, end_of_day, period};
use crate::domain::phrase::{Arg, Phrase, Problem};
use crate::domain::product::{Price, ProductOption};
use crate::domain::query::MemberQuery;
use crate::domain::subscription::{Origin, Subscription, Validity};
use crate::domain::venue::Venue;
use crate::store::{Read, Tx};

use super::members::{known, refuse, with_email};
use super::sale::{self, weigh};
use super::{Desk, Done, Failure, Outcome, Preview, Result, Sale, Who};

/// How many possible duplicates are proposed.
const ALIKE: usize = 5;

impl Desk {
    /// What the sale would give. `Gone` when the price, an option or the member is not there any more.
    pub async fn preview(&self, sale: &Sale) -> Result<Preview> {
        let weighed = weigh(self.store(), sale, self.now(), &self.settings()).await?;
        let alike = match sale.who {
            Who::New { .. } => self.alike(&weighed.member).await?,
            Who::Member(_) => Vec::new(),
        };

        Ok(Preview {
            period: weighed.period,
            problems: weighed.problems,
            warnings: weighed.warnings,
            alike: self.member_rows(&alike).await?,
        })
    }

    /// Members who have the same e-mail, or the same names but for case, accents and punctuation.
    async fn alike(&self, member: &Member) -> Result<Vec<Member>> {
        let mut alike = match &member.email {
            Some(email) => with_email(self.store(), email).await?,
            None => Vec::new(),
        };
        let text = format!("{} {}", member.first_name, member.last_name);
        let folded = fold(&text);

        if !member.first_name.is_empty() && !member.last_name.is_empty() {
            let query = MemberQuery { text, ..MemberQuery::default() };
            let ids = match self.found_members(&query, self.now(), 0..50).await {
                Some(found) => found.rows.into_iter().map(|(id, ..)| id).collect(),
                None => self.listed_members(&query, 0..50).await?.ids,
            };
            let named: Vec<Member> = self.store().some(&ids).await?;

            for other in named {
                if fold(&format!("{} {}", other.first_name, other.last_name)) == folded
                    && alike.iter().all(|known| known.id != other.id)
                {
                    alike.push(other);
                }
            }
        }

        alike.truncate(ALIKE);

        Ok(alike)
    }

    /// Sells: the member if new, the subscription with its snapshot of what was sold, and the payment if it was paid.
    /// What is offered moves no money and has no payment.
    pub async fn subscribe(&self, sale: Sale) -> Result<Outcome> {
        let venue = self.settings();
        let mut tx = self.begin("subscription.add").await?;
        let weighed = weigh(&tx, &sale, self.now(), &venue).await?;

        refuse(weighed.problems)?;

        let mut member = weighed.member;

        if matches!(sale.who, Who::New { .. }) {
            member.created_at = tx.at();
            member.modified_at = tx.at();
            tx.insert(&member).await?;
        }

        let (validity, ends) = stored(weighed.period.end);
        let subscription = Subscription {
            id: Id::now_v7(),
            member: member.id,
            product: weighed.product.id,
            price: Some(weighed.price.id),
            product_name: weighed.product.name,
            price_name: weighed.price.name,
            duration: weighed.price.duration,
            contribution: sale.contribution,
            options: weighed.options,
            starts: weighed.period.starts,
            validity,
            ends,
            why: json(&weighed.period.why),
            paid_on: sale.method.map(|_| venue.day(weighed.paid_at)),
            method: sale.method,
            awaiting_validation: false,
            cancelled_at: None,
            cancelled_by: None,
            cancelled_why: None,
            origin: if sale.renews.is_some() { Origin::Renewal } else { Origin::Counter },
            created_at: tx.at(),
        };

        tx.insert(&subscription).await?;

        if let Some(method) = sale.method {
            receive(&mut tx, &subscription, method, weighed.paid_at, &venue).await?;
        }

        let mut done = Done::new("done-subscription-add", member.display_name()).member(member.id);

        done.note = Some(
            Phrase::new("note-subscription")
                .with("product", subscription.product_name.as_str())
                .with("price", subscription.price_name.as_str())
                .with("amount", Arg::Money(subscription.contribution)),
        );
        done.left = weighed.warnings;
        self.commit(tx, done).await
    }

    /// Records the payment of a subscription that awaits it. The period then starts with the payment.
    pub async fn pay(&self, subscription: Id, method: Method, amount: i64) -> Result<Outcome> {
        let venue = self.settings();
        let mut tx = self.begin("subscription.pay").await?;
        let before = held(&tx, subscription).await?;
        let member = known(&tx, before.member).await?;

        if before.cancelled_at.is_some() {
            return Err(Problem::new("pay-cancelled").into());
        }

        if before.method.is_some() {
            return Err(Problem::new("pay-already").into());
        }

        if method == Method::Offered && before.contribution != 0 {
            return Err(Problem::at("method", "pay-offered").into());
        }

        check_method(method, amount).map_err(|phrase| Problem::at("method", phrase))?;

        if amount != before.contribution {
            let phrase = Phrase::new("pay-other-amount").with("amount", Arg::Money(before.contribution));

            return Err(Problem::at("amount", phrase).into());
        }

        let paid_at = self.now();
        let others: Vec<Subscription> = tx.of("member", before.member).await?;
        let running = match sale::running_until(&others, before.product, paid_at) {
            Some(End::At(end)) => Some(end),
            _ => None,
        };
        let period = period(before.duration, paid_at, running, &venue);
        let (validity, ends) = stored(period.end);
        let after = Subscription {
            starts: period.starts,
            validity,
            ends,
            why: json(&period.why),
            paid_on: Some(venue.day(paid_at)),
            method: Some(method),
            ..before.clone()
        };

        tx.update(&before, &after).await?;
        receive(&mut tx, &after, method, paid_at, &venue).await?;

        let note = Phrase::new("note-payment").with("amount", Arg::Money(amount));
        let done = Done::new("done-subscription-pay", member.display_name()).member(member.id).note(note);

        self.commit(tx, done).await
    }

    /// The sale that renews this subscription at the same price, options and method, to be shown and confirmed.
    /// `Gone` when it is not known at which price it was sold; the price may be archived, which the preview then says.
    pub async fn renewal(&self, subscription: Id) -> Result<Sale> {
        let store = self.store();
        let held = held(store, subscription).await?;
        let unknown = || Failure::Gone(Phrase::new("gone-price").with("name", held.price_name.as_str()));
        let price: Price = store.get(held.price.ok_or_else(unknown)?).await?.ok_or_else(unknown)?;
        let options: Vec<ProductOption> = store.of("product", held.product).await?;
        let taken: Vec<&str> = held.options.lines().collect();
        let contribution = match held.method {
            Some(Method::Offered) => 0,
            _ if price.open => held.contribution.max(price.minimum),
            _ => price.amount,
        };

        Ok(Sale {
            who: Who::Member(held.member),
            price: price.id,
            options: options
                .iter()
                .filter(|option| !option.archived && taken.contains(&option.name.as_str()))
                .map(|option| option.id)
                .collect(),
            contribution,
            method: if contribution == 0 { Some(Method::Offered) } else { held.method },
            paid_at: None,
            renews: Some(held.id),
        })
    }

    /// Moves the end to the end of `until` (a day of the venue), for a reason.
    pub async fn extend(&self, subscription: Id, until: NaiveDate, why: &str) -> Result<Outcome> {
        let venue = self.settings();
        let mut tx = self.begin("subscription.extend").await?;
        let before = held(&tx, subscription).await?;
        let member = known(&tx, before.member).await?;
        let ends = end_of_day(until, &venue);

        if before.cancelled_at.is_some() {
            return Err(Problem::new("extend-cancelled").into());
        }

        let Some(end) = before.ends.filter(|_| before.validity == Validity::Until) else {
            return Err(Problem::new("extend-no-end").into());
        };

        if ends <= end {
            return Err(Problem::at("until", Phrase::new("extend-not-later").with("end", venue.day(end))).into());
        }

        if why.trim().is_empty() {
            return Err(Problem::at("why", "extend-why-missing").into());
        }

        let reason = Phrase::new("why-extended").with("reason", why.trim());
        let after = Subscription { ends: Some(ends), why: json(&reason), ..before.clone() };

        tx.update(&before, &after).await?;

        let note = Phrase::new("note-extended").with("until", until).with("reason", why.trim());
        let mut done = Done::new("done-subscription-extend", member.display_name()).member(member.id).note(note);

        done.said = done.said.with("until", until);
        self.commit(tx, done).await
    }

    /// Ends a subscription now. What was paid for it stays. The reason may be empty.
    pub async fn cancel(&self, subscription: Id, why: &str) -> Result<Outcome> {
        let mut tx = self.begin("subscription.cancel").await?;
        let before = held(&tx, subscription).await?;
        let member = known(&tx, before.member).await?;

        if before.cancelled_at.is_some() {
            return Err(Problem::new("cancel-already").into());
        }

        let why = Some(why.trim()).filter(|why| !why.is_empty());
        let after = Subscription {
            cancelled_at: Some(self.now()),
            cancelled_by: Some(tx.operator().to_owned()),
            cancelled_why: why.map(str::to_owned),
            ..before.clone()
        };

        tx.update(&before, &after).await?;

        let mut note = Phrase::new("note-cancelled").with("product", before.product_name.as_str());

        if let Some(why) = why {
            note = Phrase::new("note-cancelled-why").with("product", before.product_name.as_str()).with("reason", why);
        }

        let done = Done::new("done-subscription-cancel", member.display_name()).member(member.id).note(note);

        self.commit(tx, done).await
    }

    /// All payments and their counter-entries, by order of receipt.
    pub async fn payments(&self) -> Result<Vec<Payment>> {
        Ok(self.store().all().await?)
    }
}

async fn held(read: &impl Read, id: Id) -> Result<Subscription> {
    read.get::<Subscription>(id).await?.ok_or_else(|| Failure::Gone(Phrase::new("gone-subscription")))
}

/// Inserts the payment, unless nothing is to be paid.
async fn receive(
    tx: &mut Tx,
    subscription: &Subscription,
    method: Method,
    paid_at: crate::domain::entity::Instant,
    venue: &Venue,
) -> Result<()> {
    if method == Method::Offered {
        return Ok(());
    }

    let payment = Payment {
        id: Id::now_v7(),
        member: subscription.member,
        subscription: Some(subscription.id),
        amount: subscription.contribution,
        currency: venue.currency.clone(),
        method,
        kind: PaymentKind::Payment,
        reverses: None,
        paid_at,
        note: None,
        created_at: tx.at(),
    };

    Ok(tx.insert(&payment).await?)
}

fn stored(end: End) -> (Validity, Option<crate::domain::entity::Instant>) {
    match end {
        End::NotApplicable => (Validity::NotApplicable, None),
        End::At(at) => (Validity::Until, Some(at)),
        End::Never => (Validity::Never, None),
    }
}

/// A phrase as it is stored.
fn json(phrase: &Phrase) -> String {
    serde_json::to_string(phrase).unwrap_or_default()
}

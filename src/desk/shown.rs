//! Rows as the lists show them, read from only the columns that they show: what is typed is answered with them.

use std::collections::HashMap;

use crate::domain::entity::{Id, Instant};
use crate::domain::member::Member;
use crate::domain::period::End;
use crate::domain::query::{MemberRow, SubscriptionRow};
use crate::domain::subscription::{Span, Standing, Subscription, Validity};
use crate::store::Read;

use super::{Desk, Result};

const MEMBER: [&str; 9] =
    ["email", "first_name", "last_name", "pseudonym", "phone", "active", "email_state", "team", "vip"];

const NAMES: [&str; 3] = ["email", "first_name", "last_name"];

const SUBSCRIPTION: [&str; 12] = [
    "member",
    "product_name",
    "price_name",
    "contribution",
    "options",
    "method",
    "paid_on",
    "starts",
    "validity",
    "ends",
    "cancelled_at",
    "awaiting_validation",
];

/// By member: e-mail, first and last name.
pub(super) type Names = HashMap<Id, (Option<String>, String, String)>;

impl Desk {
    /// In this order, without those that are gone.
    pub(super) async fn shown_members(&self, of: &[(Id, Standing, Option<End>)]) -> Result<Vec<MemberRow>> {
        let ids: Vec<Id> = of.iter().map(|(id, ..)| *id).collect();
        let mut rows = vec![None; ids.len()];
        let mut all = true;

        self.store()
            .packed::<Member>(&MEMBER, &ids, |place, cells| {
                rows[place] = member(of[place], cells);
                all &= rows[place].is_some();
            })
            .await?;

        if !all {
            // Says which cell is not what it should be.
            self.store().some::<Member>(&ids).await?;
        }

        Ok(rows.into_iter().flatten().collect())
    }

    /// In this order, without those that are gone, and without the names of their members.
    pub(super) async fn shown_subscriptions(&self, ids: &[Id], now: Instant) -> Result<Vec<SubscriptionRow>> {
        let mut rows = vec![None; ids.len()];
        let mut all = true;

        self.store()
            .packed::<Subscription>(&SUBSCRIPTION, ids, |place, cells| {
                rows[place] = subscription(ids[place], cells, now);
                all &= rows[place].is_some();
            })
            .await?;

        if !all {
            self.store().some::<Subscription>(ids).await?;
        }

        Ok(rows.into_iter().flatten().collect())
    }

    /// What those are called who subscribed.
    pub(super) async fn names_of(&self, mut members: Vec<Id>) -> Result<Names> {
        members.sort_unstable();
        members.dedup();

        let mut names = Names::new();

        self.store()
            .packed::<Member>(&NAMES, &members, |place, cells| {
                if let [email, first_name, last_name] = *cells {
                    names.insert(members[place], (filled(email), first_name.to_owned(), last_name.to_owned()));
                }
            })
            .await?;

        Ok(names)
    }
}

/// The rows, with the names of their members.
pub(super) fn named(mut rows: Vec<SubscriptionRow>, names: &Names) -> Vec<SubscriptionRow> {
    for row in &mut rows {
        if let Some(name) = names.get(&row.member) {
            (row.email, row.first_name, row.last_name) = name.clone();
        }
    }

    rows
}

fn member((id, standing, valid_until): (Id, Standing, Option<End>), cells: &[&str]) -> Option<MemberRow> {
    let &[email, first_name, last_name, pseudonym, phone, active, email_state, team, vip] = cells else { return None };

    Some(MemberRow {
        id,
        email: filled(email),
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        pseudonym: filled(pseudonym),
        phone: filled(phone),
        active: active == "1",
        email_state: email_state.parse().ok()?,
        team: team == "1",
        vip: vip == "1",
        standing,
        valid_until,
    })
}

fn subscription(id: Id, cells: &[&str], now: Instant) -> Option<SubscriptionRow> {
    let &[member, product, price, contribution, options, method, paid_on, starts, validity, ends, cancelled, awaiting] =
        cells
    else {
        return None;
    };
    let moment = |cell: &str| Instant::from_timestamp_micros(cell.parse().ok()?);
    let validity: Validity = validity.parse().ok()?;
    let method = if method.is_empty() { None } else { Some(method.parse().ok()?) };
    let ends = if ends.is_empty() { None } else { Some(moment(ends)?) };
    let span = Span {
        starts: moment(starts)?,
        end: validity.end(ends),
        cancelled: !cancelled.is_empty(),
        awaiting: awaiting == "1" || method.is_none(),
    };

    Some(SubscriptionRow {
        id,
        member: member.parse().ok()?,
        email: None,
        first_name: String::new(),
        last_name: String::new(),
        product: product.to_owned(),
        price: price.to_owned(),
        contribution: contribution.parse().ok()?,
        options: options.lines().map(str::to_owned).collect(),
        method,
        paid_on: if paid_on.is_empty() { None } else { Some(paid_on.parse().ok()?) },
        starts: span.starts,
        ends: span.end,
        status: span.status(now),
    })
}

fn filled(cell: &str) -> Option<String> {
    Some(cell).filter(|cell| !cell.is_empty()).map(str::to_owned)
}

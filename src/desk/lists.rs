//! What the lists show: ids from the directory (or from SQL until it is ready), rows from the file.

use std::collections::HashMap;
use std::ops::Range;

use crate::domain::entity::{Entity, Id};
use crate::domain::member::Member;
use crate::domain::period::End;
use crate::domain::query::{Counts, MemberQuery, MemberRow, Page, SubscriptionQuery, SubscriptionRow};
use crate::domain::subscription::{Span, Standing, Subscription, standing, valid_until};
use crate::store::{Listed, Read};

use super::shown::named;
use super::{Desk, Result};

impl Desk {
    /// Until search is ready, only the list asked for is counted in a large workspace.
    pub async fn members(&self, query: &MemberQuery, window: Range<usize>) -> Result<Page<MemberRow>> {
        let now = self.now();
        let first = window.start;

        if let Some(found) = self.found_members(query, now, window.clone()).await {
            let rows = self.shown_members(&found.rows).await?;

            return Ok(Page { total: found.total, first, rows, counts: found.counts });
        }

        let listed = self.listed_members(query, window).await?;
        let members: Vec<Member> = self.store().some(&listed.ids).await?;
        let rows = self.member_rows(&in_order(&listed.ids, members)).await?;

        Ok(Page { total: listed.total, first, rows, counts: listed.counts })
    }

    /// The ids of all that the query finds, in its order.
    pub async fn member_ids(&self, query: &MemberQuery) -> Result<Vec<Id>> {
        let now = self.now();

        Ok(match self.found_member_ids(query, now).await {
            Some(ids) => ids,
            None => self.listed_members(query, 0..usize::MAX).await?.ids,
        })
    }

    pub async fn subscriptions(
        &self,
        query: &SubscriptionQuery,
        window: Range<usize>,
    ) -> Result<Page<SubscriptionRow>> {
        let now = self.now();
        let first = window.start;

        if let Some(found) = self.found_subscriptions(query, now, window.clone()).await {
            let (ids, members): (Vec<Id>, _) = found.rows.into_iter().map(|(id, member, _)| (id, member)).unzip();
            let (rows, names) = tokio::try_join!(self.shown_subscriptions(&ids, now), self.names_of(members))?;

            return Ok(Page { total: found.total, first, rows: named(rows, &names), counts: found.counts });
        }

        let listed = self.store().listed_subscriptions(query, now, window, &self.settings()).await?;
        let rows = self.shown_subscriptions(&listed.ids, now).await?;
        let names = self.names_of(rows.iter().map(|row| row.member).collect()).await?;

        Ok(Page { total: listed.total, first, rows: named(rows, &names), counts: listed.counts })
    }

    pub async fn subscription_ids(&self, query: &SubscriptionQuery) -> Result<Vec<Id>> {
        let now = self.now();

        Ok(match self.found_subscription_ids(query, now).await {
            Some(ids) => ids,
            None => self.store().listed_subscriptions(query, now, 0..usize::MAX, &self.settings()).await?.ids,
        })
    }

    /// As the file lists them, until the directory is ready.
    pub(super) async fn listed_members(&self, query: &MemberQuery, window: Range<usize>) -> Result<Listed> {
        let duplicates = match query.duplicate {
            None => Vec::new(),
            Some(_) => self.possible_duplicate_ids().await?,
        };

        Ok(self.store().listed_members(query, &duplicates, self.now(), window, &self.settings()).await?)
    }

    /// Counts for the tabs without filter.
    pub async fn counts(&self) -> Result<Counts> {
        Ok(self.members(&MemberQuery::default(), 0..0).await?.counts)
    }

    /// Members as the lists show them, their standing worked out from their subscriptions.
    pub(crate) async fn member_rows(&self, members: &[Member]) -> Result<Vec<MemberRow>> {
        let now = self.now();
        let soon = self.settings().expires_soon_days;
        let ids: Vec<Id> = members.iter().map(|member| member.id).collect();
        let mut spans: HashMap<Id, Vec<Span>> = HashMap::new();

        for subscription in self.store().of_any::<Subscription>("member", &ids).await? {
            spans.entry(subscription.member).or_default().push(subscription.span());
        }

        Ok(members
            .iter()
            .map(|member| {
                let spans = spans.get(&member.id).map_or(&[][..], Vec::as_slice);

                row(member, standing(spans, now, soon), valid_until(spans, now))
            })
            .collect())
    }
}

/// Rows in the order of `ids`; those that are not there any more are left out.
pub(crate) fn in_order<E: Entity>(ids: &[Id], rows: Vec<E>) -> Vec<E> {
    let mut rows: HashMap<Id, E> = rows.into_iter().map(|row| (row.id(), row)).collect();

    ids.iter().filter_map(|id| rows.remove(id)).collect()
}

fn row(member: &Member, standing: Standing, valid_until: Option<End>) -> MemberRow {
    MemberRow {
        id: member.id,
        email: member.email.clone(),
        first_name: member.first_name.clone(),
        last_name: member.last_name.clone(),
        pseudonym: member.pseudonym.clone(),
        phone: member.phone.clone(),
        active: member.active,
        email_state: member.email_state,
        team: member.team,
        vip: member.vip,
        standing,
        valid_until,
    }
}

//! The lists, paged in SQL: what is shown until the directory is ready. Text is matched without folding, and names sort
//! by letters only.

use std::future::Future;
use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use sea_orm::{ConnectionTrait, Value as Sql};

use crate::domain::entity::{Entity, Id, Instant};
use crate::domain::member::{EmailState, Member};
use crate::domain::period::{end_of_day, start_of_day};
use crate::domain::query::{
    Counts, DateFilter, MemberQuery, MemberSort, MemberTab, StandingFilter, SubscriptionQuery, SubscriptionSort,
};
use crate::domain::subscription::{Status, Subscription};
use crate::domain::venue::Venue;

use super::rows::statement;
use super::values::condition;
use super::{Read, Result, Store};

/// Beyond so many members the other lists are not counted: it would hold up the first rows.
const COUNTED: usize = 20_000;

/// A window of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub total: usize,
    pub ids: Vec<Id>,
    pub counts: Counts,
}

/// Conditions and what is bound to them, in order.
struct Where {
    sql: String,
    values: Vec<Sql>,
}

impl Where {
    /// Rows that are there; `of` is the name of their table in the question, with its dot, or nothing. The plus keeps SQLite
    /// from walking through an index that holds just these: each row would then be fetched from its own place, which takes
    /// ten times as long as reading the table from one end to the other.
    fn new(of: &str) -> Self {
        Self { sql: format!("+{of}archived_at IS NULL"), values: Vec::new() }
    }

    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Sql>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.extend(values);
    }
}

/// A subscription that gives a right at the moment bound twice.
const VALID: &str = "s.archived_at IS NULL AND s.cancelled_at IS NULL AND s.awaiting_validation = 0
    AND s.method IS NOT NULL AND s.starts <= ? AND (s.validity = 'never' OR (s.validity = 'until' AND s.ends >= ?))";

/// A subscription that counts as one that the member had.
const HAD: &str = "s.archived_at IS NULL AND s.validity <> 'not_applicable' AND s.awaiting_validation = 0
    AND s.method IS NOT NULL";

/// A subscription, begun or sold ahead, that ends after the moment bound.
const LASTS: &str = "s.archived_at IS NULL AND s.cancelled_at IS NULL AND s.awaiting_validation = 0
    AND s.method IS NOT NULL AND (s.validity = 'never' OR (s.validity = 'until' AND s.ends > ?))";

fn has(condition: &str) -> String {
    format!("EXISTS (SELECT 1 FROM subscription s WHERE s.member = member.id AND {condition})")
}

impl Store {
    /// `duplicates`: the possible duplicates, where the query asks for them.
    pub async fn listed_members(
        &self,
        query: &MemberQuery,
        duplicates: &[Id],
        now: Instant,
        window: Range<usize>,
        venue: &Venue,
    ) -> Result<Listed> {
        let mut filter = members(query, duplicates, now, venue);
        let mut counts = self.counted(&filter, &query.text, now, venue).await?;

        tab(&mut filter, query.tab, now);

        let total = self.number(&format!("SELECT count(*) FROM member WHERE {}", filter.sql), &filter.values).await?;
        let direction = if query.descending { "DESC" } else { "ASC" };
        let order = match query.sort {
            MemberSort::Email => format!("email IS NULL, email {direction}, id"),
            MemberSort::FirstName => format!("first_name COLLATE NOCASE {direction}, last_name COLLATE NOCASE, id"),
            MemberSort::LastName => format!("last_name COLLATE NOCASE {direction}, first_name COLLATE NOCASE, id"),
            MemberSort::Standing => {
                let at = now.timestamp_micros();
                let valid = VALID.replacen('?', &at.to_string(), 2);

                format!("{} {direction}, last_name COLLATE NOCASE, id", has(&valid))
            }
            MemberSort::Active => format!("active {direction}, last_name COLLATE NOCASE, id"),
            MemberSort::Received => format!("id {direction}"),
        };
        let sql = format!("SELECT id FROM member WHERE {} ORDER BY {order} LIMIT ? OFFSET ?", filter.sql);
        let ids = self.ids(&sql, filter.values, window).await?;

        match query.tab {
            MemberTab::All => counts.all = Some(total),
            MemberTab::Current => counts.current = Some(total),
            MemberTab::Without => counts.without = Some(total),
        }

        Ok(Listed { total, ids, counts })
    }

    pub async fn listed_subscriptions(
        &self,
        query: &SubscriptionQuery,
        now: Instant,
        window: Range<usize>,
        venue: &Venue,
    ) -> Result<Listed> {
        let filter = subscriptions(query, now, venue);
        let total =
            self.number(&format!("SELECT count(*) FROM subscription s WHERE {}", filter.sql), &filter.values).await?;
        let direction = if query.descending { "DESC" } else { "ASC" };
        let of = |column: &str| {
            format!("(SELECT {column} FROM member WHERE member.id = s.member) COLLATE NOCASE {direction}, s.id")
        };
        let by = |column: &str| format!("{column} {direction}, s.id");
        let order = match query.sort {
            SubscriptionSort::Email => of("email"),
            SubscriptionSort::FirstName => of("first_name"),
            SubscriptionSort::LastName => of("last_name"),
            SubscriptionSort::Product => {
                format!("s.product_name COLLATE NOCASE {direction}, s.price_name COLLATE NOCASE {direction}, s.id")
            }
            SubscriptionSort::Contribution => by("s.contribution"),
            SubscriptionSort::Options => by("s.options"),
            SubscriptionSort::PaidOn => by("s.paid_on"),
            SubscriptionSort::Ends => format!("s.validity = 'never' {direction}, s.ends {direction}, s.id"),
            SubscriptionSort::Valid => {
                let valid = VALID.replacen('?', &now.timestamp_micros().to_string(), 2);

                format!("({valid}) {direction}, s.id")
            }
            SubscriptionSort::Received => format!("s.id {direction}"),
        };
        let sql = format!("SELECT s.id FROM subscription s WHERE {} ORDER BY {order} LIMIT ? OFFSET ?", filter.sql);
        let ids = self.ids(&sql, filter.values, window).await?;
        let among = members(&MemberQuery { text: query.text.clone(), ..MemberQuery::default() }, &[], now, venue);
        let counts = Counts { subscriptions: Some(total), ..self.counted(&among, &query.text, now, venue).await? };

        Ok(Listed { total, ids, counts })
    }

    /// The counts of all lists, of members under the conditions and of subscriptions under the words searched for, as far
    /// as they are quickly had.
    async fn counted(&self, filter: &Where, text: &str, now: Instant, venue: &Venue) -> Result<Counts> {
        let mut counts = Counts { members: self.count::<Member>().await?, ..Counts::default() };

        if counts.members > COUNTED {
            if text.trim().is_empty() {
                counts.subscriptions = Some(self.count::<Subscription>().await?);
            }

            return Ok(counts);
        }

        let sold = subscriptions(&SubscriptionQuery { text: text.to_owned(), ..Default::default() }, now, venue);
        let sql = format!("SELECT count(*) FROM subscription s WHERE {}", sold.sql);
        counts.subscriptions = Some(self.number(&sql, &sold.values).await?);

        for (to, of) in [
            (&mut counts.all, MemberTab::All),
            (&mut counts.current, MemberTab::Current),
            (&mut counts.without, MemberTab::Without),
        ] {
            let mut filter = Where { sql: filter.sql.clone(), values: filter.values.clone() };

            tab(&mut filter, of, now);
            *to =
                Some(self.number(&format!("SELECT count(*) FROM member WHERE {}", filter.sql), &filter.values).await?);
        }

        Ok(counts)
    }

    async fn number(&self, sql: &str, values: &[Sql]) -> Result<usize> {
        let row = self.connection().query_one_raw(statement(sql, values.iter().cloned())).await?;
        let number: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);

        Ok(usize::try_from(number).unwrap_or(0))
    }

    async fn ids(&self, sql: &str, mut values: Vec<Sql>, window: Range<usize>) -> Result<Vec<Id>> {
        values.push(i64::try_from(window.len()).unwrap_or(i64::MAX).into());
        values.push(i64::try_from(window.start).unwrap_or(i64::MAX).into());

        let rows = self.connection().query_all_raw(statement(sql, values)).await?;

        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }
}

fn tab(filter: &mut Where, tab: MemberTab, now: Instant) {
    let at = now.timestamp_micros();

    match tab {
        MemberTab::All => {}
        MemberTab::Current => filter.and(&has(VALID), [at.into(), at.into()]),
        MemberTab::Without => filter.and(&format!("NOT {}", has(HAD)), []),
    }
}

fn members(query: &MemberQuery, duplicates: &[Id], now: Instant, venue: &Venue) -> Where {
    let mut filter = Where::new("");
    let at = now.timestamp_micros();

    text(
        &mut filter,
        &query.text,
        "first_name || ' ' || last_name || ' ' || coalesce(pseudonym, '') || ' ' || \
         coalesce(email, '') || ' ' || coalesce(phone, '')",
    );

    for (column, wanted) in [("active", query.active), ("team", query.team)] {
        if let Some(wanted) = wanted {
            filter.and(&format!("{column} = ?"), [i64::from(wanted).into()]);
        }
    }

    for (state, wanted) in [(EmailState::Error, query.email_error), (EmailState::Verified, query.email_valid)] {
        if let Some(wanted) = wanted {
            filter.and(if wanted { "email_state = ?" } else { "email_state <> ?" }, [state.as_str().into()]);
        }
    }

    match query.standing {
        None => {}
        Some(StandingFilter::Yes) => filter.and(&has(VALID), [at.into(), at.into()]),
        Some(StandingFilter::No) => {
            filter.and(&format!("NOT {}", has(VALID)), [at.into(), at.into()]);
            filter.and(&has(HAD), []);
        }
        Some(StandingFilter::Expiring) => {
            let beyond = (now + TimeDelta::days(venue.expires_soon_days)).timestamp_micros();

            filter.and(&has(VALID), [at.into(), at.into()]);
            filter.and(&format!("NOT {}", has(LASTS)), [beyond.into()]);
        }
        Some(StandingFilter::None) => filter.and(&format!("NOT {}", has(HAD)), []),
    }

    if let Some(wanted) = query.duplicate {
        let not = if wanted { "" } else { "NOT " };
        let ids: Vec<String> = duplicates.iter().map(|id| format!("\"{:X}\"", id.simple())).collect();

        filter
            .and(&format!("hex(id) {not}IN (SELECT value FROM json_each(?))"), [format!("[{}]", ids.join(",")).into()]);
    }

    for (field, asked) in &query.custom {
        let (condition, values) = condition(asked);
        let not = if asked.is_none() { "NOT " } else { "" };
        // Asked once, and not of each member: SQLite could take the index of the field for every one of them.
        let sql = format!(
            "id {not}IN (SELECT v.member FROM field_value v WHERE v.field = ?
                 AND v.archived_at IS NULL AND v.value IS NOT NULL AND {condition})"
        );

        filter.and(&sql, std::iter::once((*field).into()).chain(values));
    }

    filter
}

fn subscriptions(query: &SubscriptionQuery, now: Instant, venue: &Venue) -> Where {
    let mut filter = Where::new("s.");
    let at = now.timestamp_micros();
    let today = venue.day(now);

    text(
        &mut filter,
        &query.text,
        "(SELECT first_name || ' ' || last_name || ' ' || coalesce(pseudonym, '') || ' ' || coalesce(email, '') || ' ' \
         || coalesce(phone, '') FROM member WHERE member.id = s.member)",
    );

    if let Some(product) = query.product {
        filter.and("s.product = ?", [product.into()]);
    }

    match query.paid_on {
        None => {}
        Some(DateFilter::Without) => filter.and("s.paid_on IS NULL", []),
        Some(DateFilter::With) => filter.and("s.paid_on IS NOT NULL", []),
        Some(choice) => {
            let (from, to) = days(choice, today, false);

            filter.and("s.paid_on BETWEEN ? AND ?", [from.to_string().into(), to.to_string().into()]);
        }
    }

    match query.ends {
        None => {}
        Some(DateFilter::Without) => filter.and("s.ends IS NULL", []),
        Some(DateFilter::With) => filter.and("s.ends IS NOT NULL", []),
        Some(choice) => {
            let (from, to) = days(choice, today, true);
            let bounds = [start_of_day(from, venue), end_of_day(to, venue)];

            filter.and("s.ends BETWEEN ? AND ?", bounds.map(|at| at.timestamp_micros().into()));
        }
    }

    let awaiting = "(s.awaiting_validation = 1 OR s.method IS NULL)";
    let standing = format!("s.cancelled_at IS NULL AND NOT {awaiting} AND s.validity <> 'not_applicable'");

    match query.status {
        None => {}
        Some(Status::Valid) => filter.and(VALID, [at.into(), at.into()]),
        Some(Status::Upcoming) => filter.and(&format!("{standing} AND s.starts > ?"), [at.into()]),
        Some(Status::Ended) => {
            filter.and(&format!("{standing} AND s.starts <= ? AND s.ends < ?"), [at.into(), at.into()])
        }
        Some(Status::Cancelled) => filter.and("s.cancelled_at IS NOT NULL", []),
        Some(Status::Awaiting) => filter.and(&format!("s.cancelled_at IS NULL AND {awaiting}"), []),
        Some(Status::NotApplicable) => {
            filter.and(&format!("s.cancelled_at IS NULL AND NOT {awaiting} AND s.validity = 'not_applicable'"), []);
        }
    }

    filter
}

/// Every word must be in the text, whatever the case of plain letters.
fn text(filter: &mut Where, query: &str, of: &str) {
    for word in query.split_whitespace() {
        filter.and(&format!("{of} LIKE ? ESCAPE '\\'"), [like(word).into()]);
    }
}

/// What `LIKE … ESCAPE '\'` takes to find a text anywhere.
pub(super) fn like(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// First and last day of a choice.
fn days(choice: DateFilter, today: NaiveDate, ahead: bool) -> (NaiveDate, NaiveDate) {
    let week = Days::new(6);
    let month = today.with_day(1).unwrap_or(today);

    match choice {
        DateFilter::Week if ahead => (today, today + week),
        DateFilter::Week => (today - week, today),
        DateFilter::Month => (month, month + chrono::Months::new(1) - Days::new(1)),
        DateFilter::Year => {
            (today.with_ordinal(1).unwrap_or(today), NaiveDate::from_ymd_opt(today.year(), 12, 31).unwrap_or(today))
        }
        DateFilter::Today | DateFilter::Without | DateFilter::With => (today, today),
    }
}

/// How many hold a subscription at this price that is valid at the moment `at`.
pub(super) fn holders<R: Read + ?Sized>(
    read: &R,
    price: Id,
    at: Instant,
) -> impl Future<Output = Result<usize>> + Send {
    let at = at.timestamp_micros();

    async move {
        // The ends lead: those that ended long ago are many, and are not looked at.
        let sql = format!(
            "SELECT count(*) FROM {} s WHERE (s.ends >= ? OR s.ends IS NULL) AND s.price = ? AND {VALID}",
            Subscription::TABLE.name
        );
        let row =
            read.connection().query_one_raw(statement(sql, [at.into(), price.into(), at.into(), at.into()])).await?;
        let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);

        Ok(usize::try_from(count).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use chrono_tz::Tz;

    use super::*;

    #[tokio::test]
    async fn lists_are_read_from_one_end_to_the_other() {
        let store = Store::in_memory().await.unwrap();
        let now = DateTime::UNIX_EPOCH;
        let venue = Venue::new("", Tz::UTC, now);
        let (people, sold) = (MemberQuery::default(), SubscriptionQuery::default());

        for (from, filter) in
            [("member", members(&people, &[], now, &venue)), ("subscription s", subscriptions(&sold, now, &venue))]
        {
            let sql = format!("EXPLAIN QUERY PLAN SELECT count(*) FROM {from} WHERE {}", filter.sql);
            let row = store.connection().query_one_raw(statement(&sql, filter.values)).await.unwrap().unwrap();
            let plan: String = row.try_get("", "detail").unwrap();

            assert!(plan.starts_with("SCAN") && !plan.contains("INDEX"), "{from}: {plan}");
        }
    }
}

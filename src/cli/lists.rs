//! `members` and `subscriptions`.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, SecondsFormat};
use chrono_tz::Tz;
use serde::Serialize;

use crate::desk::Desk;
use crate::domain::custom::{CustomField, CustomFilter, named};
use crate::domain::entity::{Id, Named};
use crate::domain::fold::fold;
use crate::domain::member::EmailState;
use crate::domain::money::Method;
use crate::domain::period::End as Ends;
use crate::domain::phrase::Phrase;
use crate::domain::query::{MemberQuery, MemberRow, SubscriptionQuery, SubscriptionRow};
use crate::domain::subscription::{Standing, Status};
use crate::words::Words;

use super::args::{Filter, List};
use super::fields::value_json;
use super::out::{Out, Result, Stop, Table};
use super::{End, Shell};

/// How many rows are asked for at a time.
const PAGE: usize = 2_000;

#[derive(Serialize)]
struct MemberJson<'a> {
    id: Id,
    email: Option<&'a str>,
    first_name: &'a str,
    last_name: &'a str,
    pseudonym: Option<&'a str>,
    phone: Option<&'a str>,
    active: bool,
    email_state: EmailState,
    team: bool,
    vip: bool,
    standing: Standing,
    /// A moment with its offset, `never`, or nothing when not valid now.
    valid_until: Option<String>,
    /// The venue's own fields by their labels.
    custom: BTreeMap<&'a str, serde_json::Value>,
}

#[derive(Serialize)]
struct SubscriptionJson<'a> {
    id: Id,
    member: Id,
    email: Option<&'a str>,
    first_name: &'a str,
    last_name: &'a str,
    product: &'a str,
    price: &'a str,
    /// Minor units.
    contribution: i64,
    options: &'a [String],
    method: Option<Method>,
    paid_on: Option<NaiveDate>,
    starts: String,
    /// The last day; nothing when it never ends or gives no validity.
    ends_on: Option<NaiveDate>,
    /// The last moment, `never` or `not_applicable`.
    ends: String,
    valid: bool,
    status: Status,
}

impl Shell {
    pub(super) async fn members(&mut self, desk: &Desk, list: &List) -> Result<End> {
        let mut query = member_query(desk, &self.words, &list.filter).await?;
        if let Some(sort) = &list.sort {
            query.sort = one_of("--sort", sort, None)?;
        }
        query.descending = list.descending;
        desk.wait_ready().await;

        let zone = desk.venue().await?.zone();
        let titles = [
            "member-last-name",
            "member-first-name",
            "member-email",
            "member-phone",
            "cli-standing",
            "cli-valid-until",
            "cli-notes",
        ];
        let fields = if list.json { desk.custom_fields(false).await? } else { Vec::new() };
        let mut writer = Writer::new(list, self.titles(&titles), &mut self.out);
        let mut first = 0;
        while first < writer.limit {
            let page = desk.members(&query, first..writer.limit.min(first + PAGE)).await?;
            writer.begin(page.total)?;
            if page.rows.is_empty() {
                break;
            }
            first += page.rows.len();
            if list.json {
                let ids: Vec<Id> = page.rows.iter().map(|row| row.id).collect();
                let values = desk.values_of(&ids).await?;

                for row in &page.rows {
                    let custom = fields.iter().map(|field| {
                        let value = values.get(&(row.id, field.id)).map(String::as_str);

                        (field.label.as_str(), value_json(field.kind, value))
                    });

                    writer.json(&member_json(row, zone, custom.collect()))?;
                }
            } else {
                writer.table(page.rows.iter().map(|row| member_cells(row, &self.words, zone)).collect())?;
            }
        }
        let shown = writer.end()?;
        if !list.json {
            self.found("cli-members-found", shown)?;
        }

        Ok(End::Done)
    }

    pub(super) async fn subscriptions(&mut self, desk: &Desk, list: &List) -> Result<End> {
        let mut query = subscription_query(desk, &list.filter).await?;
        if let Some(sort) = &list.sort {
            query.sort = one_of("--sort", sort, None)?;
            query.descending = list.descending;
        } else if list.descending {
            query.descending = true;
        }
        desk.wait_ready().await;

        let zone = desk.venue().await?.zone();
        let titles = [
            "member-email",
            "member-last-name",
            "member-first-name",
            "subscription-product",
            "subscription-price",
            "subscription-contribution",
            "subscription-options",
            "subscription-paid-on",
            "subscription-ends",
            "subscription-validity",
        ];
        let mut writer = Writer::new(list, self.titles(&titles), &mut self.out);
        let mut first = 0;
        while first < writer.limit {
            let page = desk.subscriptions(&query, first..writer.limit.min(first + PAGE)).await?;
            writer.begin(page.total)?;
            if page.rows.is_empty() {
                break;
            }
            first += page.rows.len();
            if list.json {
                for row in &page.rows {
                    writer.json(&subscription_json(row, zone))?;
                }
            } else {
                writer.table(page.rows.iter().map(|row| subscription_cells(row, &self.words, zone)).collect())?;
            }
        }
        let shown = writer.end()?;
        if !list.json {
            self.found("cli-subscriptions-found", shown)?;
        }

        Ok(End::Done)
    }

    pub(super) fn titles(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.words.get(key)).collect()
    }

    fn found(&mut self, key: &'static str, (shown, total): (usize, usize)) -> Result<()> {
        let mut line = self.words.say(&Phrase::new(key).with("count", total));
        if shown < total {
            line.push_str(&self.words.say(&Phrase::new("cli-first-shown").with("shown", shown)));
        }

        self.out.line(&line)
    }
}

/// Writes a list as it comes, whatever its length.
struct Writer<'a> {
    out: &'a mut Out,
    table: Table,
    json: bool,
    limit: usize,
    total: Option<usize>,
    shown: usize,
}

impl<'a> Writer<'a> {
    fn new(list: &List, titles: Vec<String>, out: &'a mut Out) -> Self {
        let limit = list.limit.unwrap_or(usize::MAX - PAGE);

        Self { out, table: Table::new(titles), json: list.json, limit, total: None, shown: 0 }
    }

    fn begin(&mut self, total: usize) -> Result<()> {
        if self.total.replace(total).is_none() && self.json {
            self.out.raw(&format!("{{\"total\": {total}, \"rows\": ["))?;
        }

        Ok(())
    }

    fn json(&mut self, row: &impl Serialize) -> Result<()> {
        self.out.raw(if self.shown == 0 { "\n" } else { ",\n" })?;
        self.shown += 1;

        self.out.raw_json(row)
    }

    fn table(&mut self, rows: Vec<Vec<String>>) -> Result<()> {
        self.shown += rows.len();

        self.table.rows(&rows, self.out)
    }

    fn end(mut self) -> Result<(usize, usize)> {
        self.begin(self.total.unwrap_or(0))?;
        if self.json {
            self.out.raw("\n]}\n")?;
        }

        Ok((self.shown, self.total.unwrap_or(0)))
    }
}

/// One of an enum's values by its stable name.
pub(super) fn one_of<T: Named>(argument: &str, text: &str, choices: Option<&[T]>) -> Result<T> {
    let choices = choices.unwrap_or(T::ALL);

    choices.iter().copied().find(|choice| choice.name() == text).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|choice| choice.name()).collect();

        Stop::Usage(
            Phrase::new("cli-wrong-choice")
                .with("argument", argument)
                .with("value", text)
                .with("choices", names.join(", ")),
        )
    })
}

/// `KEY=VALUE`, taken apart.
pub(super) fn pair<'a>(argument: &str, text: &'a str) -> Result<(&'a str, &'a str)> {
    text.split_once('=')
        .ok_or_else(|| Stop::Usage(Phrase::new("cli-no-pair").with("argument", argument).with("value", text)))
}

pub(super) async fn member_query(desk: &Desk, words: &Words, filter: &Filter) -> Result<MemberQuery> {
    let mut query = MemberQuery { text: filter.search.clone(), ..MemberQuery::default() };
    for text in &filter.filters {
        let (key, value) = pair("--where", text)?;

        match key.strip_prefix("custom.") {
            Some(name) => custom_filter(desk, words, &mut query, name, value).await?,
            None => query.set(key, value).map_err(Stop::Usage)?,
        }
    }

    Ok(query)
}

/// The field of this label or title.
pub(super) fn own_field<'a>(fields: &'a [CustomField], name: &str) -> Result<&'a CustomField> {
    named(fields, name).ok_or_else(|| {
        let labels: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
        let choices = if labels.is_empty() { "–".to_owned() } else { labels.join(", ") };

        Stop::Usage(Phrase::new("cli-no-field").with("field", name).with("choices", choices))
    })
}

/// `custom.<label or title>=<value>`; `all` clears.
async fn custom_filter(desk: &Desk, words: &Words, query: &mut MemberQuery, name: &str, value: &str) -> Result<()> {
    let fields = desk.custom_fields(true).await?;
    let field = own_field(&fields, name)?;
    let filter = match value {
        "all" => None,
        value => Some(CustomFilter::read(field, value, |text| words.parse_date(text)).map_err(Stop::Usage)?),
    };

    query.set_custom(field.id, filter);

    Ok(())
}

pub(super) async fn subscription_query(desk: &Desk, filter: &Filter) -> Result<SubscriptionQuery> {
    let mut query = SubscriptionQuery { text: filter.search.clone(), ..SubscriptionQuery::default() };
    for text in &filter.filters {
        let (key, value) = pair("--where", text)?;
        let named = if key == "product" { product(desk, value).await? } else { None };
        let value = named.map_or_else(|| value.to_owned(), |id| id.to_string());
        query.set(key, &value).map_err(Stop::Usage)?;
    }

    Ok(query)
}

async fn product(desk: &Desk, name: &str) -> Result<Option<Id>> {
    let wanted = fold(name);
    let offers = desk.offers().await?;

    Ok(offers.iter().find(|offer| fold(&offer.product.name) == wanted).map(|offer| offer.product.id))
}

fn moment(at: DateTime<chrono::Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::AutoSi, false)
}

fn member_json<'a>(row: &'a MemberRow, zone: Tz, custom: BTreeMap<&'a str, serde_json::Value>) -> MemberJson<'a> {
    MemberJson {
        id: row.id,
        email: row.email.as_deref(),
        first_name: &row.first_name,
        last_name: &row.last_name,
        pseudonym: row.pseudonym.as_deref(),
        phone: row.phone.as_deref(),
        active: row.active,
        email_state: row.email_state,
        team: row.team,
        vip: row.vip,
        standing: row.standing,
        valid_until: row.valid_until.map(|end| ends_json(end, zone)),
        custom,
    }
}

fn ends_json(end: Ends, zone: Tz) -> String {
    match end {
        Ends::NotApplicable => "not_applicable".to_owned(),
        Ends::At(at) => moment(at, zone),
        Ends::Never => "never".to_owned(),
    }
}

fn subscription_json(row: &SubscriptionRow, zone: Tz) -> SubscriptionJson<'_> {
    SubscriptionJson {
        id: row.id,
        member: row.member,
        email: row.email.as_deref(),
        first_name: &row.first_name,
        last_name: &row.last_name,
        product: &row.product,
        price: &row.price,
        contribution: row.contribution,
        options: &row.options,
        method: row.method,
        paid_on: row.paid_on,
        starts: moment(row.starts, zone),
        ends_on: match row.ends {
            Ends::At(at) => Some(at.with_timezone(&zone).date_naive()),
            Ends::NotApplicable | Ends::Never => None,
        },
        ends: ends_json(row.ends, zone),
        valid: row.status == Status::Valid,
        status: row.status,
    }
}

fn end_cell(end: Ends, words: &crate::words::Words, zone: Tz) -> String {
    match end {
        Ends::NotApplicable => words.get("validity-not-applicable"),
        Ends::At(at) => words.short_date(at.with_timezone(&zone).date_naive()),
        Ends::Never => words.get("validity-never"),
    }
}

fn member_cells(row: &MemberRow, words: &crate::words::Words, zone: Tz) -> Vec<String> {
    let notes = [
        (!row.active, "cli-note-inactive"),
        (row.team, "cli-note-team"),
        (row.vip, "cli-note-vip"),
        (row.email_state == EmailState::Error, "cli-note-email-error"),
    ];
    let notes: Vec<String> = notes.iter().filter(|(is, _)| *is).map(|(_, key)| words.get(key)).collect();

    vec![
        row.last_name.clone(),
        row.first_name.clone(),
        row.email.clone().unwrap_or_default(),
        row.phone.clone().unwrap_or_default(),
        words.get(&row.standing.key()),
        row.valid_until.map(|end| end_cell(end, words, zone)).unwrap_or_default(),
        notes.join(", "),
    ]
}

fn subscription_cells(row: &SubscriptionRow, words: &crate::words::Words, zone: Tz) -> Vec<String> {
    vec![
        row.email.clone().unwrap_or_default(),
        row.last_name.clone(),
        row.first_name.clone(),
        row.product.clone(),
        row.price.clone(),
        words.money(row.contribution),
        row.options.join(", "),
        row.paid_on.map(|day| words.short_date(day)).unwrap_or_default(),
        end_cell(row.ends, words, zone),
        words.get(&row.status.key()),
    ]
}

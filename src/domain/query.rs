//! What can be asked of the lists: search, filters, sort. The window's chips and the command line's `--where` speak this.

use chrono::{Datelike, NaiveDate};

use super::custom::CustomFilter;
use super::entity::{Id, Instant, Named, text_enum};
use super::member::EmailState;
use super::money::Method;
use super::period::End;
use super::phrase::Phrase;
use super::subscription::{Standing, Status};

text_enum! {
    /// The lists of members.
    MemberTab { All = "all", Current = "current", Without = "without" }
}

text_enum! {
    /// The filter "valid subscription"; none of these is "all". `Yes` includes those that expire soon.
    StandingFilter { Yes = "yes", No = "no", Expiring = "expiring", None = "none" }
}

text_enum! {
    /// A choice of dates. For end dates `week` means the coming seven days, for payment dates the last seven.
    DateFilter { Today = "today", Week = "week", Month = "month", Year = "year", Without = "without", With = "with" }
}

text_enum! {
    /// The columns that members can be sorted by; the text is also the key for `--sort`.
    MemberSort {
        Email = "email",
        FirstName = "first_name",
        LastName = "last_name",
        Standing = "standing",
        Active = "active",
        /// Order of receipt.
        Received = "received",
    }
}

text_enum! {
    SubscriptionSort {
        Email = "email",
        FirstName = "first_name",
        LastName = "last_name",
        Product = "product",
        Contribution = "contribution",
        Options = "options",
        PaidOn = "paid_on",
        Ends = "ends",
        Valid = "valid",
        Received = "received",
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct MemberQuery {
    pub text: String,
    pub tab: MemberTab,
    pub active: Option<bool>,
    pub email_error: Option<bool>,
    pub standing: Option<StandingFilter>,
    pub team: Option<bool>,
    /// E-mail verified.
    pub email_valid: Option<bool>,
    /// Possibly the same person as another member.
    pub duplicate: Option<bool>,
    /// The venue's own fields, and what must be in them.
    pub custom: Vec<(Id, CustomFilter)>,
    pub sort: MemberSort,
    pub descending: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SubscriptionQuery {
    pub text: String,
    pub product: Option<Id>,
    pub paid_on: Option<DateFilter>,
    pub ends: Option<DateFilter>,
    pub status: Option<Status>,
    pub sort: SubscriptionSort,
    pub descending: bool,
}

impl Default for MemberQuery {
    fn default() -> Self {
        Self {
            text: String::new(),
            tab: MemberTab::All,
            active: None,
            email_error: None,
            standing: None,
            team: None,
            email_valid: None,
            duplicate: None,
            custom: Vec::new(),
            sort: MemberSort::LastName,
            descending: false,
        }
    }
}

impl Default for SubscriptionQuery {
    fn default() -> Self {
        Self {
            text: String::new(),
            product: None,
            paid_on: None,
            ends: None,
            status: None,
            sort: SubscriptionSort::Received,
            descending: true,
        }
    }
}

impl MemberQuery {
    /// What is asked of a field of the venue's own.
    pub fn custom(&self, field: Id) -> Option<&CustomFilter> {
        self.custom.iter().find(|(asked, _)| *asked == field).map(|(_, filter)| filter)
    }

    /// Asks it of a field of the venue's own, in place of what was asked before; none clears.
    pub fn set_custom(&mut self, field: Id, filter: Option<CustomFilter>) {
        match (self.custom.iter_mut().find(|(asked, _)| *asked == field), filter) {
            (Some((_, known)), Some(filter)) => *known = filter,
            (None, Some(filter)) => self.custom.push((field, filter)),
            (_, None) => self.custom.retain(|(asked, _)| *asked != field),
        }
    }

    /// Sets one filter from `--where KEY=VALUE`: `tab`, `active`, `email_error`, `standing`, `team`, `email_valid`,
    /// `duplicate`; yes-no values are `yes`/`no`, and `all` clears. What concerns the venue's own fields is read by
    /// [`CustomFilter::read`].
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), Phrase> {
        match key {
            "tab" => self.tab = choice(key, value, MemberTab::ALL, "")?.unwrap_or(MemberTab::All),
            "active" => self.active = yes_no(key, value)?,
            "email_error" => self.email_error = yes_no(key, value)?,
            "standing" => self.standing = choice(key, value, StandingFilter::ALL, "all")?,
            "team" => self.team = yes_no(key, value)?,
            "email_valid" => self.email_valid = yes_no(key, value)?,
            "duplicate" => self.duplicate = yes_no(key, value)?,
            _ => {
                return Err(no_filter(
                    key,
                    "tab, active, email_error, standing, team, email_valid, duplicate, custom.…",
                ));
            }
        }

        Ok(())
    }
}

impl SubscriptionQuery {
    /// Sets one filter: `product` (its id; names are resolved by the caller), `paid_on`, `ends`, `status`.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), Phrase> {
        match key {
            "product" if value == "all" => self.product = None,
            "product" => {
                let id = value.parse().map_err(|_| Phrase::new("query-no-product").with("value", value))?;
                self.product = Some(id);
            }
            "paid_on" => self.paid_on = choice(key, value, DateFilter::ALL, "all")?,
            "ends" => self.ends = choice(key, value, DateFilter::ALL, "all")?,
            "status" => self.status = choice(key, value, Status::ALL, "all")?,
            _ => return Err(no_filter(key, "product, paid_on, ends, status")),
        }

        Ok(())
    }
}

fn no_filter(key: &str, choices: &'static str) -> Phrase {
    Phrase::new("query-no-filter").with("key", key).with("choices", choices)
}

fn no_value(key: &str, value: &str, choices: String) -> Phrase {
    Phrase::new("query-no-value").with("key", key).with("value", value).with("choices", choices)
}

fn yes_no(key: &str, value: &str) -> Result<Option<bool>, Phrase> {
    match value {
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        "all" => Ok(None),
        _ => Err(no_value(key, value, "yes, no, all".to_owned())),
    }
}

/// One of `choices` by its stable name, or none for the word that clears.
fn choice<T: Named>(key: &str, value: &str, choices: &[T], clears: &str) -> Result<Option<T>, Phrase> {
    if !clears.is_empty() && value == clears {
        return Ok(None);
    }

    choices.iter().copied().find(|choice| choice.name() == value).map(Some).ok_or_else(|| {
        let names: Vec<&str> =
            choices.iter().map(|choice| choice.name()).chain([clears]).filter(|n| !n.is_empty()).collect();

        no_value(key, value, names.join(", "))
    })
}

/// Whether a payment day passes the filter. `today` is the venue's day; weeks are the last seven days, today included.
pub fn passes_paid(filter: DateFilter, paid_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    passes(filter, paid_on, today, |day| (0..7).contains(&(today - day).num_days()))
}

/// Whether an end day passes the filter; a week is today and the six days that follow. Lifetime and not-applicable
/// have no end date.
pub fn passes_ends(filter: DateFilter, ends: Option<NaiveDate>, today: NaiveDate) -> bool {
    passes(filter, ends, today, |day| (0..7).contains(&(day - today).num_days()))
}

fn passes(filter: DateFilter, day: Option<NaiveDate>, today: NaiveDate, in_week: impl Fn(NaiveDate) -> bool) -> bool {
    let Some(day) = day else { return filter == DateFilter::Without };

    match filter {
        DateFilter::Today => day == today,
        DateFilter::Week => in_week(day),
        DateFilter::Month => (day.year(), day.month()) == (today.year(), today.month()),
        DateFilter::Year => day.year() == today.year(),
        DateFilter::Without => false,
        DateFilter::With => true,
    }
}

/// One line of the lists of members.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberRow {
    pub id: Id,
    pub email: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub pseudonym: Option<String>,
    pub phone: Option<String>,
    pub active: bool,
    pub email_state: EmailState,
    pub team: bool,
    pub vip: bool,
    pub standing: Standing,
    /// None when not valid now.
    pub valid_until: Option<End>,
}

/// One line of the list of subscriptions.
#[derive(Debug, Clone, PartialEq)]
pub struct SubscriptionRow {
    pub id: Id,
    pub member: Id,
    pub email: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub product: String,
    pub price: String,
    pub contribution: i64,
    pub options: Vec<String>,
    pub method: Option<Method>,
    pub paid_on: Option<NaiveDate>,
    pub starts: Instant,
    pub ends: End,
    pub status: Status,
}

/// How many each list holds under the same search and filters; none where that is not known yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub all: Option<usize>,
    pub current: Option<usize>,
    pub without: Option<usize>,
    pub subscriptions: Option<usize>,
    /// Members in the workspace, whatever the search and filters.
    pub members: usize,
}

/// A window of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// How many the query finds in all.
    pub total: usize,
    /// Index of the first of `rows`.
    pub first: usize,
    pub rows: Vec<T>,
    pub counts: Counts,
}

#[cfg(test)]
mod tests;

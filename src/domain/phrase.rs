//! A sentence without a language: the key of a text and what is filled into it. Rules, errors and outcomes speak in
//! phrases; [`crate::words`] says them in French or English.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::entity::Id;

/// A sentence to be said in the operator's language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Phrase {
    /// The key of the text in `resources/i18n`.
    pub key: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

/// What can be filled into a [`Phrase`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    Text(String),
    Number(i64),
    /// Minor units of the venue's currency.
    Money(i64),
    Date(NaiveDate),
    Instant(DateTime<Utc>),
    Phrase(Box<Phrase>),
}

impl Phrase {
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    pub fn with(mut self, name: impl Into<Cow<'static, str>>, arg: impl Into<Arg>) -> Self {
        self.args.push((name.into(), arg.into()));

        self
    }
}

impl From<&'static str> for Phrase {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<NaiveDate> for Arg {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<DateTime<Utc>> for Arg {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Instant(at)
    }
}

impl From<Phrase> for Arg {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(Box::new(phrase))
    }
}

/// What is wrong, with the field it concerns when there is one (a column name of the entity, e.g. `first_name`).
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    pub field: Option<&'static str>,
    /// The venue's own field whose value it concerns.
    pub custom: Option<Id>,
    pub phrase: Phrase,
}

impl Problem {
    pub fn new(phrase: impl Into<Phrase>) -> Self {
        Self { field: None, custom: None, phrase: phrase.into() }
    }

    pub fn at(field: &'static str, phrase: impl Into<Phrase>) -> Self {
        Self { field: Some(field), custom: None, phrase: phrase.into() }
    }

    /// About the value of a field of the venue's own.
    pub fn of(custom: Id, phrase: impl Into<Phrase>) -> Self {
        Self { field: None, custom: Some(custom), phrase: phrase.into() }
    }
}

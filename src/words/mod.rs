//! Says phrases in French or English, and writes numbers, money and dates as people of that language do.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::phrase::Phrase;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    French,
    English,
}

/// The texts of one language with the venue's currency and time zone. Cheap to clone.
#[derive(Clone)]
pub struct Words {}

impl Words {
    pub fn new(language: Language, currency: &str, zone: Tz) -> Self {
        let _ = (language, currency, zone);
        todo!()
    }

    pub fn language(&self) -> Language {
        todo!()
    }

    /// A text without arguments. A missing key is shown as the key itself (a test keeps that from happening).
    pub fn get(&self, key: &str) -> String {
        let _ = key;
        todo!()
    }

    pub fn say(&self, phrase: &Phrase) -> String {
        let _ = phrase;
        todo!()
    }

    /// "2 418" in French, "2,418" in English.
    pub fn number(&self, number: i64) -> String {
        let _ = number;
        todo!()
    }

    /// "25,00 €" in French, "€25.00" in English. Takes minor units.
    pub fn money(&self, minor: i64) -> String {
        let _ = minor;
        todo!()
    }

    /// An amount as it stands in an input: "25,00" or "25.00".
    pub fn amount(&self, minor: i64) -> String {
        let _ = minor;
        todo!()
    }

    /// "31 août 2027", "31 August 2027".
    pub fn date(&self, date: NaiveDate) -> String {
        let _ = date;
        todo!()
    }

    /// "31/08/2027" in both languages.
    pub fn short_date(&self, date: NaiveDate) -> String {
        let _ = date;
        todo!()
    }

    /// "31 août 2027 à 23:59", in the venue's time zone.
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        let _ = at;
        todo!()
    }

    /// Reads a day as people type it: "3/9/2026", "03.09.26", "3 sept 2026", "2026-09-03".
    pub fn parse_date(&self, text: &str) -> Option<NaiveDate> {
        let _ = text;
        todo!()
    }
}

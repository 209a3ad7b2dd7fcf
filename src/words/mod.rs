//! Says phrases in French or English, and writes numbers, money and dates as people of that language do.
//!
//! The texts stand in `resources/i18n/<language>/*.ftl` ([`texts`]); [`numbers`] and [`dates`] write, and read, the
//! rest; [`values`] those of the venue's own fields; [`cells`] single cells as they are typed.

mod cells;
mod dates;
mod numbers;
mod texts;
mod values;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use fluent_bundle::{FluentArgs, FluentValue};

use crate::domain::money;
use crate::domain::phrase::{Arg, Phrase};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    French,
    English,
}

impl Language {
    pub const ALL: &'static [Self] = &[Self::French, Self::English];

    /// The language of the system; French when it is neither, or not known.
    pub fn of_system() -> Self {
        sys_locale::get_locale().map_or(Self::French, |locale| Self::of_locale(&locale))
    }

    /// The language of a locale such as `fr_FR.UTF-8` or `en-GB`.
    fn of_locale(locale: &str) -> Self {
        let language = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();

        if language.eq_ignore_ascii_case("en") { Self::English } else { Self::French }
    }

    /// ISO 639-1; the name of the folder of its texts.
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// What its speakers call it: the same whatever the language of the window.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::French => "Français",
            Self::English => "English",
        }
    }
}

/// The texts of one language with the venue's currency and time zone. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Words {
    language: Language,
    currency: Arc<str>,
    zone: Tz,
}

impl Words {
    /// `currency` is an ISO 4217 code; `zone` is where moments are told.
    pub fn new(language: Language, currency: &str, zone: Tz) -> Self {
        Self { language, currency: currency.into(), zone }
    }

    /// The words of what belongs to no workspace, which knows no currency: times are those of this computer.
    pub fn of_this_computer(language: Language) -> Self {
        Self::new(language, "EUR", zone_here())
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// A text without arguments. A missing key is shown as the key itself (a test keeps that from happening).
    pub fn get(&self, key: &str) -> String {
        texts::format(self.language, key, None)
    }

    pub fn say(&self, phrase: &Phrase) -> String {
        if phrase.args.is_empty() {
            return self.get(&phrase.key);
        }

        let mut args = FluentArgs::with_capacity(phrase.args.len());
        for (name, arg) in &phrase.args {
            args.set(name.as_ref(), self.value(arg));
        }

        texts::format(self.language, &phrase.key, Some(&args))
    }

    fn value(&self, arg: &Arg) -> FluentValue<'static> {
        match arg {
            Arg::Text(text) => text.clone().into(),
            Arg::Number(number) => (*number).into(),
            Arg::Money(minor) => self.money(*minor).into(),
            Arg::Date(date) => self.date(*date).into(),
            Arg::Instant(at) => self.moment(*at).into(),
            Arg::Phrase(phrase) => self.say(phrase).into(),
        }
    }

    /// "2 418" in French, "2,418" in English.
    pub fn number(&self, number: i64) -> String {
        numbers::grouped(self.language, number)
    }

    /// "2 418", but "103 k" and "1,0 M", for where there is little room; never more than there is.
    pub fn short_number(&self, number: usize) -> String {
        numbers::short(self.language, number)
    }

    /// A value with its title before it: "Actif : oui", "Active: yes".
    pub fn titled(&self, title: &str, value: &str) -> String {
        self.say(&Phrase::new("titled").with("title", title).with("value", value))
    }

    /// "25,00 €" in French, "€25.00" in English. Takes minor units.
    pub fn money(&self, minor: i64) -> String {
        numbers::money(self.language, &self.currency, money::decimals(&self.currency), minor)
    }

    /// What stands beside amounts: "€", "CHF".
    pub fn currency_sign(&self) -> &str {
        numbers::symbol(&self.currency)
    }

    /// An amount as it stands in an input: "25,00" or "25.00". Takes minor units.
    pub fn amount(&self, minor: i64) -> String {
        numbers::amount(self.language, money::decimals(&self.currency), minor)
    }

    /// "31 août 2027", "31 August 2027".
    pub fn date(&self, date: NaiveDate) -> String {
        dates::long(self.language, date)
    }

    /// "31/08/2027" in both languages.
    pub fn short_date(&self, date: NaiveDate) -> String {
        date.format("%d/%m/%Y").to_string()
    }

    /// "31 août 2027 à 23:59", in the venue's time zone.
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.zone);

        self.timed("moment", local.date_naive(), local.format("%H:%M").to_string())
    }

    /// A moment of the past as people tell it: "aujourd’hui 21:04", "hier 21:04", otherwise like [`Words::moment`].
    pub fn ago(&self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.zone);
        let days = now.with_timezone(&self.zone).date_naive().signed_duration_since(local.date_naive()).num_days();
        let key = match days {
            0 => "moment-today",
            1 => "moment-yesterday",
            _ => "moment",
        };

        self.timed(key, local.date_naive(), local.format("%H:%M").to_string())
    }

    /// A moment of the past where there is little room: "21:04", or its day when it was not today.
    pub fn clock(&self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let (local, now) = (at.with_timezone(&self.zone), now.with_timezone(&self.zone));

        if local.date_naive() == now.date_naive() {
            local.format("%H:%M").to_string()
        } else {
            self.short_date(local.date_naive())
        }
    }

    fn timed(&self, key: &'static str, date: NaiveDate, time: String) -> String {
        self.say(&Phrase::new(key).with("date", date).with("time", time))
    }

    /// Reads a day as people type it: "3/9/2026", "03.09.26", "3 sept 2026", "2026-09-03", "030926", "demain".
    /// Day before month whatever the language; without a year, this year's. `None` for what is no day ("31/02").
    pub fn parse_date(&self, text: &str) -> Option<NaiveDate> {
        self.parse_date_on(text, Utc::now())
    }

    /// [`Words::parse_date`] as seen at `now`.
    pub fn parse_date_on(&self, text: &str, now: DateTime<Utc>) -> Option<NaiveDate> {
        dates::parse(text, now.with_timezone(&self.zone).date_naive())
    }
}

/// The time zone of this computer; UTC when its name is not known.
fn zone_here() -> Tz {
    let asked = std::env::var("TZ").ok().and_then(|zone| zone.trim_start_matches(':').parse().ok());

    asked.or_else(|| iana_time_zone::get_timezone().ok()?.parse().ok()).unwrap_or(Tz::UTC)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn words(language: Language) -> Words {
        Words::new(language, "EUR", Tz::Europe__Paris)
    }

    #[test]
    fn crosses_threads() {
        fn crosses<T: Clone + Send + Sync + 'static>() {}
        crosses::<Words>();
    }

    #[test]
    fn missing_key_is_shown_as_itself() {
        assert_eq!(words(Language::French).get("no-such-text"), "no-such-text");
    }

    #[test]
    fn moments_are_told_at_the_venue() {
        let at = Utc.with_ymd_and_hms(2027, 8, 31, 21, 59, 59).unwrap();
        assert_eq!(words(Language::French).moment(at), "31 août 2027 à 23:59");
        assert_eq!(words(Language::English).moment(at), "31 August 2027 at 23:59");
        assert_eq!(Words::new(Language::English, "EUR", Tz::Asia__Tokyo).moment(at), "1 September 2027 at 06:59");
    }

    #[test]
    fn yesterday_is_the_venues() {
        let french = words(Language::French);
        let at = Utc.with_ymd_and_hms(2026, 9, 3, 19, 4, 0).unwrap();
        assert_eq!(french.ago(at, Utc.with_ymd_and_hms(2026, 9, 3, 21, 59, 0).unwrap()), "aujourd’hui 21:04");
        assert_eq!(french.ago(at, Utc.with_ymd_and_hms(2026, 9, 3, 22, 1, 0).unwrap()), "hier 21:04");
        assert_eq!(french.ago(at, Utc.with_ymd_and_hms(2026, 9, 5, 8, 0, 0).unwrap()), "3 septembre 2026 à 21:04");
        assert_eq!(
            words(Language::English).ago(at, Utc.with_ymd_and_hms(2026, 9, 4, 8, 0, 0).unwrap()),
            "yesterday 21:04"
        );
    }

    #[test]
    fn phrases_nest_and_carry_no_marks() {
        let inner = Phrase::new("moment-yesterday").with("time", "21:04");
        let outer = Phrase::new("moment").with("date", inner).with("time", 12_345_i64);
        assert_eq!(words(Language::French).say(&outer), "hier 21:04 à 12\u{202f}345");
        assert_eq!(words(Language::English).say(&outer), "yesterday 21:04 at 12,345");
    }

    #[test]
    fn the_system_speaks_french_unless_it_speaks_english() {
        for (locale, language) in [
            ("fr-FR", Language::French),
            ("en-GB", Language::English),
            ("en_US.UTF-8", Language::English),
            ("EN", Language::English),
            ("C.UTF-8", Language::French),
            ("", Language::French),
            ("enm", Language::French),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }
}

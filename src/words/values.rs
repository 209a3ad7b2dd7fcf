//! What the venue's own fields hold, as people of the language write it.

use chrono::NaiveDate;

use super::{Words, numbers};
use crate::domain::custom::{FieldKind, FileRef};
use crate::domain::phrase::Phrase;

impl Words {
    /// A value as it is told: "1 234,5", "31 août 2027", "Batterie, Flûte", "oui", the name of a file.
    pub fn field_value(&self, kind: FieldKind, value: &str) -> String {
        match kind {
            FieldKind::Text | FieldKind::LongText | FieldKind::Choice => value.to_owned(),
            FieldKind::Choices => value.replace('\n', ", "),
            FieldKind::Number => numbers::decimal(self.language, value, true),
            FieldKind::Date => value.parse().map_or_else(|_| value.to_owned(), |date| self.date(date)),
            FieldKind::YesNo => match value {
                "yes" => self.get("choice-yes"),
                "no" => self.get("choice-no"),
                other => other.to_owned(),
            },
            FieldKind::File => FileRef::from_value(value).map_or_else(|| value.to_owned(), |file| file.name),
        }
    }

    /// A value as it stands in an input: "1234,5", "31/08/2027"; others as they are kept.
    pub fn field_text(&self, kind: FieldKind, value: &str) -> String {
        match kind {
            FieldKind::Number => numbers::decimal(self.language, value, false),
            FieldKind::Date => {
                value.parse::<NaiveDate>().map_or_else(|_| value.to_owned(), |date| self.short_date(date))
            }
            _ => value.to_owned(),
        }
    }

    /// What is typed for a field of this kind, ready for [`crate::domain::custom::CustomField::accept`]: a date is read as
    /// the language writes it; what cannot be read stays as it is.
    pub fn read_field(&self, kind: FieldKind, typed: &str) -> String {
        match kind {
            FieldKind::Date => self.parse_date(typed).map_or_else(|| typed.to_owned(), |date| date.to_string()),
            _ => typed.to_owned(),
        }
    }

    /// "12 ko", "3 Mo": never less than there is.
    pub fn file_size(&self, bytes: u64) -> String {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);

        self.say(&if bytes < 1_000_000 {
            Phrase::new("settings-size-kilobytes").with("size", number(bytes.div_ceil(1000)))
        } else {
            Phrase::new("settings-size-megabytes").with("size", number(bytes.div_ceil(1_000_000)))
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::words::Language;

    #[test]
    fn values_are_told_and_typed() {
        let (french, english) =
            (Words::new(Language::French, "EUR", Tz::UTC), Words::new(Language::English, "EUR", Tz::UTC));
        let file = FileRef { hash: "a".repeat(64), name: "avis.pdf".to_owned(), size: 3 }.to_value();

        for (kind, value, told, told_in_english, typed) in [
            (FieldKind::Text, "Zoé", "Zoé", "Zoé", "Zoé"),
            (FieldKind::Number, "-1234.5", "-1\u{202f}234,5", "-1,234.5", "-1234,5"),
            (FieldKind::Number, "12", "12", "12", "12"),
            (FieldKind::Date, "2027-08-31", "31 août 2027", "31 August 2027", "31/08/2027"),
            (FieldKind::Choices, "Batterie\nFlûte", "Batterie, Flûte", "Batterie, Flûte", "Batterie\nFlûte"),
            (FieldKind::YesNo, "yes", "Oui", "Yes", "yes"),
            (FieldKind::File, &file, "avis.pdf", "avis.pdf", &file),
        ] {
            assert_eq!(french.field_value(kind, value), told);
            assert_eq!(english.field_value(kind, value), told_in_english);
            assert_eq!(french.field_text(kind, value), typed);
            assert!(kind == FieldKind::Number || french.read_field(kind, typed) == value);
        }
    }
}

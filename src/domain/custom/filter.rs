//! What can be asked of a list about a field of the venue's own.

use chrono::NaiveDate;

use super::{CustomField, FieldKind, number};
use crate::domain::fold::fold;
use crate::domain::phrase::Phrase;
use crate::domain::text;

/// What a member's value must be like. Bounds count in.
#[derive(Debug, Clone, PartialEq)]
pub enum CustomFilter {
    /// It has one.
    Any,
    None,
    Yes,
    No,
    /// It is, or has among others, this choice.
    Choice(String),
    /// It has this text in it, whatever the case and accents.
    Text(String),
    Number {
        from: Option<f64>,
        to: Option<f64>,
    },
    Date {
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    },
}

impl CustomFilter {
    /// Reads what a person asks of a field: `any`, `none`; `yes`, `no`; a choice; a text; a number or a date, alone or
    /// as `from..to`, of which one may be left out. `date` reads a date as the person writes it.
    ///
    /// # Errors
    /// A sentence that says what the field takes.
    pub fn read(field: &CustomField, said: &str, date: impl Fn(&str) -> Option<NaiveDate>) -> Result<Self, Phrase> {
        let said = said.trim_matches(text::is_blank);
        let wrong = |key| Phrase::new(key).with("value", text::excerpt(said)).with("field", field.title.as_str());

        match said {
            "any" => return Ok(Self::Any),
            "none" => return Ok(Self::None),
            _ => {}
        }

        match field.kind {
            FieldKind::YesNo => match said {
                "yes" => Ok(Self::Yes),
                "no" => Ok(Self::No),
                _ => Err(wrong("custom-value-yes-no")),
            },
            FieldKind::Choice | FieldKind::Choices => {
                field.choice(said).map(|choice| Self::Choice(choice.to_owned())).ok_or_else(|| field.no_choice(said))
            }
            FieldKind::Text | FieldKind::LongText | FieldKind::File => Ok(Self::Text(said.to_owned())),
            FieldKind::Number => {
                let read = |text: &str| number(text).and_then(|number| number.parse().ok());

                span(said, read).map(|(from, to)| Self::Number { from, to }).ok_or_else(|| wrong("custom-value-number"))
            }
            FieldKind::Date => {
                span(said, date).map(|(from, to)| Self::Date { from, to }).ok_or_else(|| wrong("custom-value-date"))
            }
        }
    }

    /// Whether it finds those who have nothing there.
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }

    /// Whether a value that is there passes.
    pub fn passes(&self, value: &str) -> bool {
        match self {
            Self::Any => true,
            Self::None => false,
            Self::Yes => value == "yes",
            Self::No => value == "no",
            Self::Choice(choice) => value.lines().any(|line| line == choice),
            Self::Text(text) => match fold(text) {
                // Nothing but marks: they are looked for as they are.
                folded if folded.is_empty() => value.contains(text.as_str()),
                folded => fold(value).contains(&folded),
            },
            Self::Number { from, to } => value
                .parse::<f64>()
                .is_ok_and(|number| from.is_none_or(|from| from <= number) && to.is_none_or(|to| number <= to)),
            Self::Date { from, to } => value
                .parse::<NaiveDate>()
                .is_ok_and(|date| from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to)),
        }
    }
}

/// `from..to`, with one of them at least, or the same for both.
fn span<T: Clone>(said: &str, read: impl Fn(&str) -> Option<T>) -> Option<(Option<T>, Option<T>)> {
    let Some((from, to)) = said.split_once("..") else {
        let both = read(said)?;

        return Some((Some(both.clone()), Some(both)));
    };
    let bound = |text: &str| match text.trim_matches(text::is_blank) {
        "" => Some(None),
        text => read(text).map(Some),
    };

    match (bound(from)?, bound(to)?) {
        (None, None) => None,
        found => Some(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity::{Id, Instant};

    fn read(kind: FieldKind, said: &str) -> Result<CustomFilter, String> {
        let mut field = CustomField::new(Id::nil(), kind, "Champ", Instant::UNIX_EPOCH);

        field.choices = "Batterie\nFlûte".to_owned();
        CustomFilter::read(&field, said, |text| text.parse().ok()).map_err(|phrase| phrase.key.into_owned())
    }

    #[test]
    fn filters_are_read_as_people_ask() {
        use CustomFilter as F;

        let day = |text: &str| text.parse::<NaiveDate>().ok();

        for (kind, said, expected) in [
            (FieldKind::Text, "any", Ok(F::Any)),
            (FieldKind::Date, "none", Ok(F::None)),
            (FieldKind::YesNo, "yes", Ok(F::Yes)),
            (FieldKind::YesNo, "peut-être", Err("custom-value-yes-no")),
            (FieldKind::Choice, "flute", Ok(F::Choice("Flûte".to_owned()))),
            (FieldKind::Choices, "oud", Err("custom-value-choice")),
            (FieldKind::LongText, " Zoé ", Ok(F::Text("Zoé".to_owned()))),
            (FieldKind::Number, "1,5", Ok(F::Number { from: Some(1.5), to: Some(1.5) })),
            (FieldKind::Number, "1..2,5", Ok(F::Number { from: Some(1.0), to: Some(2.5) })),
            (FieldKind::Number, "..3", Ok(F::Number { from: None, to: Some(3.0) })),
            (FieldKind::Number, "..", Err("custom-value-number")),
            (FieldKind::Number, "a..b", Err("custom-value-number")),
            (FieldKind::Date, "2026-01-01..", Ok(F::Date { from: day("2026-01-01"), to: None })),
            (FieldKind::Date, "hier", Err("custom-value-date")),
        ] {
            assert_eq!(read(kind, said), expected.map_err(str::to_owned), "{kind:?} {said}");
        }
    }

    #[test]
    fn values_pass_or_not() {
        use CustomFilter as F;

        for (filter, passes, fails) in [
            (F::Any, "a", None),
            (F::Yes, "yes", Some("no")),
            (F::No, "no", Some("yes")),
            (F::Choice("Flûte".to_owned()), "Batterie\nFlûte", Some("Flûte à bec")),
            (F::Text("ZOE".to_owned()), "Chez Zoé", Some("Chez Léa")),
            (F::Text("++".to_owned()), "C++", Some("C")),
            (F::Number { from: Some(9.0), to: None }, "10", Some("8.5")),
            (F::Number { from: None, to: Some(9.0) }, "-10", Some("10")),
            (F::Date { from: "2026-01-02".parse().ok(), to: None }, "2026-01-02", Some("2026-01-01")),
        ] {
            assert!(filter.passes(passes), "{filter:?}");
            assert!(fails.is_none_or(|fails| !filter.passes(fails)), "{filter:?}");
        }
    }
}

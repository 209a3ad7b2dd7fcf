//! The rows of a checked file: which ones a card shows, and each in words. Words are made for the rows that are seen.

use crate::desk::import::{Changed, Effect, Listed, Of, Sold, Summary};
use crate::domain::entity::Value;
use crate::domain::member::Member;
use crate::domain::phrase::{Arg, Phrase};
use crate::domain::{entity::Entity, entity::Table};
use crate::words::Words;

const MEMBER: Table = Member::TABLE;

/// Which rows are shown: the card that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Those that ask for a look: refused ones and possible duplicates; all when there are none.
    ToSee,
    New,
    Updated,
    Unchanged,
    Duplicates,
    Refused,
}

/// What happens with a row, and where the summary tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Comes(Effect, usize),
    Duplicate(usize),
    Refused(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet counts.
    pub number: usize,
    pub what: What,
}

/// A row as it is read on screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The person, or the column at fault.
    pub subject: String,
    /// Their e-mail, or what stands in the cell at fault.
    pub value: String,
    pub detail: String,
}

/// The rows that pass, in the order of the file.
pub fn of(summary: &Summary, filter: Filter) -> Vec<Row> {
    let looked_at = !summary.refused.is_empty() || !summary.duplicates.is_empty();
    let mut rows = Vec::new();

    let comes = |wanted: Effect| match filter {
        Filter::ToSee => !looked_at,
        Filter::New => wanted == Effect::New,
        Filter::Updated => wanted == Effect::Updated,
        Filter::Unchanged => wanted == Effect::Unchanged,
        Filter::Duplicates | Filter::Refused => false,
    };
    rows.extend(
        summary
            .listed
            .iter()
            .enumerate()
            .filter(|(_, listed)| comes(listed.effect))
            .map(|(at, listed)| Row { number: listed.row, what: What::Comes(listed.effect, at) }),
    );
    if matches!(filter, Filter::ToSee | Filter::Refused) {
        let refused = summary.refused.iter().enumerate();
        rows.extend(refused.map(|(at, refusal)| Row { number: refusal.row, what: What::Refused(at) }));
    }
    if matches!(filter, Filter::ToSee | Filter::Duplicates) {
        let duplicates = summary.duplicates.iter().enumerate();
        rows.extend(duplicates.map(|(at, duplicate)| Row { number: duplicate.row, what: What::Duplicate(at) }));
    }
    rows.sort_by_key(|row| row.number);

    rows
}

pub fn tell(row: Row, summary: &Summary, words: &Words) -> Option<Told> {
    Some(match row.what {
        What::Refused(at) => {
            let refusal = summary.refused.get(at)?;

            Told {
                subject: refusal.column.clone().unwrap_or_default(),
                value: refusal.value.clone(),
                detail: words.say(&refusal.why),
            }
        }
        What::Duplicate(at) => {
            let duplicate = summary.duplicates.get(at)?;

            Told { subject: duplicate.name.clone(), value: String::new(), detail: words.say(&duplicate.why) }
        }
        What::Comes(_, at) => {
            let listed = summary.listed.get(at)?;

            Told {
                subject: listed.name.clone(),
                value: listed.email.clone().unwrap_or_default(),
                detail: detail(listed, words),
            }
        }
    })
}

/// "Téléphone – → 06 11 22 33 44 · Adhésion · Jeune · 8,00 € · payée le 09/10/2025"
fn detail(listed: &Listed, words: &Words) -> String {
    let changes = listed.changes.iter().filter_map(|Changed { of, before, after }| {
        let name = match of {
            Of::Member(column) => words.get(&MEMBER.key(column)),
            Of::Custom(title) => title.clone(),
        };

        Some(format!("{name}\u{a0}: {} → {}", value(before, words)?, value(after, words)?))
    });
    let sold = listed.sold.as_ref().map(|sold| bought(sold, words));

    changes.chain(sold).collect::<Vec<_>>().join(" · ")
}

fn bought(sold: &Sold, words: &Words) -> String {
    let what = if sold.price.is_empty() { sold.product.clone() } else { format!("{} · {}", sold.product, sold.price) };
    let phrase = match sold.paid_on {
        Some(day) => Phrase::new("import-row-sold-paid").with("day", words.short_date(day)),
        None => Phrase::new("import-row-sold"),
    };

    words.say(&phrase.with("what", what).with("amount", Arg::Money(sold.contribution)))
}

/// A value as people read it; none for what only the program reads.
fn value(value: &Value, words: &Words) -> Option<String> {
    Some(match value {
        Value::Null => "–".to_owned(),
        Value::Text(text) => text.clone(),
        Value::Integer(number) => words.number(*number),
        Value::Bool(true) => words.get("import-value-yes"),
        Value::Bool(false) => words.get("import-value-no"),
        Value::Date(day) => words.short_date(*day),
        Value::Instant(_) | Value::Id(_) => return None,
    })
}

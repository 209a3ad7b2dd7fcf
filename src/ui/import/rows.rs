//! The rows of a checked file: which ones a card shows, and each in words. Words are made for the rows that are seen.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Memory;
use crate::desk::import::{Changed, Contradiction, Effect, ImportOptions, Listed, Of, RowChoice, Sold, Summary};
use crate::domain::entity::{Entity, Table, Value};
use crate::domain::member::Member;
use crate::domain::phrase::{Arg, Phrase};
use crate::ui::kit::Tone;
use crate::words::Words;

const MEMBER: Table = Member::TABLE;

/// Rows told before the table said which ones it shows, and on either side of those.
const AHEAD: usize = 40;

/// Which rows are shown: the card that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Those that ask for a look: refused ones, possible duplicates, hand-made values contradicted; all when there are
    /// none.
    ToSee,
    New,
    Updated,
    Unchanged,
    Duplicates,
    Contradicted,
    Refused,
    LeftOut,
    /// No rows: the products and prices that the workspace does not have.
    Sales,
}

/// What happens with a row, and where the summary tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Comes(Effect, usize),
    Contradicted(usize),
    Duplicate(usize),
    Refused(usize),
    LeftOut,
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
    pub number: String,
    pub tone: Tone,
    pub what: String,
    /// The person, or the column at fault.
    pub subject: String,
    /// Their e-mail, or what stands in the cell at fault.
    pub value: String,
    pub detail: String,
}

/// The rows that pass, in the order of the file.
pub fn of(summary: &Summary, options: &ImportOptions, filter: Filter, kept: &BTreeSet<usize>) -> Vec<Row> {
    let looked_at = !summary.refused.is_empty() || !summary.duplicates.is_empty() || !summary.contradictions.is_empty();
    let comes = |effect: Effect| match filter {
        Filter::ToSee => !looked_at,
        Filter::New => effect == Effect::New,
        Filter::Updated => effect == Effect::Updated,
        Filter::Unchanged => effect == Effect::Unchanged,
        _ => false,
    };
    let one_of = |some: &[Filter]| some.contains(&filter);
    let (contradicted, duplicates, refused, left) = (
        one_of(&[Filter::ToSee, Filter::Contradicted]),
        one_of(&[Filter::ToSee, Filter::Duplicates]),
        one_of(&[Filter::ToSee, Filter::Refused]),
        one_of(&[Filter::LeftOut]),
    );
    let mut rows: BTreeMap<usize, What> = BTreeMap::new();
    // What tells more takes the place of what tells less.
    let mut put = |row: usize, what: What, wanted: bool| {
        if wanted || kept.contains(&row) || rows.contains_key(&row) {
            rows.insert(row, what);
        }
    };

    for (at, listed) in summary.listed.iter().enumerate() {
        put(listed.row, What::Comes(listed.effect, at), comes(listed.effect));
    }
    // The first one of a row stays.
    for (at, found) in summary.contradictions.iter().enumerate().rev() {
        put(found.row, What::Contradicted(at), contradicted);
    }
    for (at, duplicate) in summary.duplicates.iter().enumerate() {
        put(duplicate.row, What::Duplicate(at), duplicates);
    }
    for (at, refusal) in summary.refused.iter().enumerate() {
        put(refusal.row, What::Refused(at), refused);
    }
    for (row, _) in options.rows.iter().filter(|(_, choice)| **choice == RowChoice::LeaveOut) {
        put(*row, What::LeftOut, left);
    }

    rows.into_iter().map(|(number, what)| Row { number, what }).collect()
}

/// What happens with one row; none for rows that only double another one, or that are beyond what the summary lists.
pub fn what_of(summary: &Summary, options: &ImportOptions, row: usize) -> Option<What> {
    if options.rows.get(&row) == Some(&RowChoice::LeaveOut) {
        return Some(What::LeftOut);
    }
    let refused = || summary.refused.iter().position(|refusal| refusal.row == row).map(What::Refused);
    let duplicate = || summary.duplicates.iter().position(|duplicate| duplicate.row == row).map(What::Duplicate);
    let contradicted = || summary.contradictions.iter().position(|found| found.row == row).map(What::Contradicted);
    let listed = || {
        let at = summary.listed.iter().position(|listed| listed.row == row)?;

        Some(What::Comes(summary.listed[at].effect, at))
    };

    refused().or_else(duplicate).or_else(contradicted).or_else(listed)
}

pub(super) fn tell(row: Row, summary: &Summary, memory: &Memory, words: &Words) -> Option<Told> {
    let (tone, what) = pill(row.what);
    let told = |subject: String, value: String, detail: String| Told {
        number: words.number(i64::try_from(row.number).unwrap_or(i64::MAX)),
        tone,
        what: words.get(what),
        subject,
        value,
        detail,
    };
    let listed = || summary.listed.iter().find(|listed| listed.row == row.number);

    Some(match row.what {
        What::Refused(at) => {
            let refusal = summary.refused.get(at)?;

            told(refusal.column.clone().unwrap_or_default(), refusal.value.clone(), words.say(&refusal.why))
        }
        What::Duplicate(at) => {
            let duplicate = summary.duplicates.get(at)?;
            let email = listed().and_then(|listed| listed.email.clone()).unwrap_or_default();

            told(duplicate.name.clone(), email, words.say(&duplicate.why))
        }
        What::Contradicted(at) => {
            let found = summary.contradictions.get(at)?;
            let email = listed().and_then(|listed| listed.email.clone()).unwrap_or_default();
            let of_row = summary.contradictions[at..].iter().take_while(|found| found.row == row.number);
            let said: Vec<String> = of_row.map(|found| contradiction(found, words)).collect();

            told(found.name.clone(), email, said.join(" · "))
        }
        What::Comes(_, at) => {
            let listed = summary.listed.get(at)?;

            told(listed.name.clone(), listed.email.clone().unwrap_or_default(), detail(listed, words))
        }
        What::LeftOut => {
            let left = memory.left.get(&row.number);
            let of = |part: fn(&Told) -> &String| left.map(part).cloned().unwrap_or_default();

            told(of(|left| &left.subject), of(|left| &left.value), of(|left| &left.detail))
        }
    })
}

/// How the state of a row is shown.
pub fn pill(what: What) -> (Tone, &'static str) {
    match what {
        What::Comes(Effect::New, _) => (Tone::Positive, "import-what-new"),
        What::Comes(Effect::Updated, _) => (Tone::Neutral, "import-what-updated"),
        What::Comes(Effect::Unchanged, _) => (Tone::Neutral, "import-what-unchanged"),
        What::Contradicted(_) => (Tone::Warning, "import-what-contradicted"),
        What::Duplicate(_) => (Tone::Warning, "import-what-duplicate"),
        What::Refused(_) => (Tone::Danger, "import-what-refused"),
        What::LeftOut => (Tone::Neutral, "import-what-left"),
    }
}

/// "Téléphone : 06 22… (saisi par Ana) ; le fichier dit 06 33…"
pub fn contradiction(found: &Contradiction, words: &Words) -> String {
    words.say(
        &Phrase::new("import-row-contradicted")
            .with("field", title(&found.of, words))
            .with("kept", shown(&found.kept, words))
            .with("said", shown(&found.said, words)),
    )
}

/// The name of what changes.
pub fn title(of: &Of, words: &Words) -> String {
    match of {
        Of::Member(column) => words.get(&MEMBER.key(column)),
        Of::Custom(title) => title.clone(),
    }
}

/// "Téléphone – → 06 11 22 33 44 · Adhésion · Jeune · 8,00 € · payée le 09/10/2025"
fn detail(listed: &Listed, words: &Words) -> String {
    let changes = listed.changes.iter().filter_map(|change| {
        let (name, before, after) = changed(change, words)?;

        Some(words.titled(&name, &format!("{before} → {after}")))
    });
    let sold = listed.sold.as_ref().map(|sold| bought(sold, words));
    let ticket = listed.ticket.as_ref().map(|title| held(title, words));

    changes.chain(sold).chain(ticket).collect::<Vec<_>>().join(" · ")
}

/// What changes, its value before and after; none for what only the program reads.
pub fn changed(change: &Changed, words: &Words) -> Option<(String, String, String)> {
    Some((title(&change.of, words), value(&change.before, words)?, value(&change.after, words)?))
}

pub fn bought(sold: &Sold, words: &Words) -> String {
    let what = if sold.price.is_empty() { sold.product.clone() } else { format!("{} · {}", sold.product, sold.price) };
    let phrase = match sold.paid_on {
        Some(day) => Phrase::new("import-row-sold-paid").with("day", words.short_date(day)),
        None => Phrase::new("import-row-sold"),
    };

    words.say(&phrase.with("what", what).with("amount", Arg::Money(sold.contribution)))
}

pub fn held(title: &str, words: &Words) -> String {
    words.say(&Phrase::new("import-row-ticket").with("title", title))
}

/// A value as people read it.
pub fn shown(of: &Value, words: &Words) -> String {
    value(of, words).unwrap_or_else(|| "–".to_owned())
}

/// None for what only the program reads.
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

/// The rows that are listed, and the words of those that are seen.
#[derive(Default)]
pub struct Listing {
    rows: Vec<Row>,
    seen: Range<usize>,
    told: BTreeMap<usize, Told>,
    current: Option<usize>,
    /// Grows when the list shows other rows: it begins at its first one again.
    version: u64,
}

impl Listing {
    /// Other rows will be shown.
    pub fn begin(&mut self) {
        self.version += 1;
        self.seen = 0..0;
        self.current = None;
    }

    pub fn clear(&mut self) {
        self.rows.clear();
        self.told.clear();
        self.current = None;
    }

    /// These rows; the one with this number is the current one.
    pub fn put(&mut self, rows: Vec<Row>, open: Option<usize>) {
        self.rows = rows;
        self.told.clear();
        self.current = open.and_then(|open| self.rows.iter().position(|row| row.number == open));
    }

    /// The words are made anew.
    pub fn forget(&mut self) {
        self.told.clear();
    }

    pub fn see(&mut self, seen: Range<usize>) {
        self.seen = seen;
    }

    /// Makes the words of the rows that are seen, and of some around them.
    pub(super) fn say(&mut self, summary: &Summary, memory: &Memory, words: &Words) {
        let wanted = self.seen.start.saturating_sub(AHEAD)..(self.seen.end + AHEAD).min(self.rows.len());
        self.told.retain(|at, _| wanted.contains(at));
        for at in wanted {
            if let Some(row) = self.rows.get(at).filter(|_| !self.told.contains_key(&at))
                && let Some(told) = tell(*row, summary, memory, words)
            {
                self.told.insert(at, told);
            }
        }
    }

    /// Makes the row at this place the current one.
    pub fn choose(&mut self, at: usize) -> Option<Row> {
        let row = self.rows.get(at).copied()?;
        self.current = Some(at);

        Some(row)
    }

    pub fn current(&self) -> Option<usize> {
        self.current
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn version(&self) -> u64 {
        self.version
    }

    pub fn told(&self, at: usize) -> Option<&Told> {
        self.told.get(&at)
    }
}

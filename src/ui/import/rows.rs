//! The rows of a checked file that deserve a look, in words.

use crate::desk::import::Summary;
use crate::words::Words;

/// Which rows are shown: the card that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    All,
    New,
    Updated,
    Unchanged,
    Duplicates,
    Refused,
}

/// What happens with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    New,
    Updated,
    Unchanged,
    Duplicate,
    Refused,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// As a spreadsheet counts, and as it is shown.
    pub number: usize,
    pub line: String,
    pub what: What,
    /// The person, or the column at fault.
    pub subject: String,
    /// What stands in the cell at fault.
    pub value: String,
    pub detail: String,
}

/// In the order of the file.
pub fn of(summary: &Summary, words: &Words) -> Vec<Row> {
    let line = |number: usize| words.number(i64::try_from(number).unwrap_or(i64::MAX));
    let refused = summary.refused.iter().map(|refusal| Row {
        number: refusal.row,
        line: line(refusal.row),
        what: What::Refused,
        subject: refusal.column.clone().unwrap_or_default(),
        value: refusal.value.clone(),
        detail: words.say(&refusal.why),
    });
    let duplicates = summary.duplicates.iter().map(|duplicate| Row {
        number: duplicate.row,
        line: line(duplicate.row),
        what: What::Duplicate,
        subject: duplicate.name.clone(),
        value: String::new(),
        detail: words.say(&duplicate.why),
    });
    let mut rows: Vec<Row> = refused.chain(duplicates).collect();
    rows.sort_by_key(|row| row.number);

    rows
}

/// Indices of the rows that pass.
pub fn shown(rows: &[Row], filter: Filter) -> Vec<usize> {
    let wanted = |what: What| match filter {
        Filter::All => true,
        Filter::New => what == What::New,
        Filter::Updated => what == What::Updated,
        Filter::Unchanged => what == What::Unchanged,
        Filter::Duplicates => what == What::Duplicate,
        Filter::Refused => what == What::Refused,
    };

    rows.iter().enumerate().filter(|(_, row)| wanted(row.what)).map(|(at, _)| at).collect()
}

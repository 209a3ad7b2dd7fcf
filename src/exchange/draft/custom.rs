//! The venue's own fields in the cells of a row.

use std::collections::HashSet;

use super::{Drafting, Wrong, values};
use crate::domain::custom::{CustomField, FieldKind};
use crate::domain::entity::Id;
use crate::domain::fold::fold;
use crate::domain::phrase::Phrase;
use crate::domain::text;
use crate::exchange::read::row::{CellKind, Row};
use crate::exchange::{Decimal, Meaning};

/// One of the venue's own fields, and the column that is it.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    pub column: usize,
    pub field: CustomField,
    /// It does not exist yet.
    pub new: bool,
    /// Its choices are still being gathered from the file: any is taken.
    pub open: bool,
}

impl Own {
    /// Those among the columns: known ones, and new ones that are called as their column is.
    pub fn of(
        meanings: &[Option<Meaning>],
        headers: &[String],
        fields: &[CustomField],
        now: crate::domain::entity::Instant,
    ) -> Vec<Self> {
        let mut next = fields.iter().map(|field| field.position + 1).max().unwrap_or(0);
        let mut taken: HashSet<String> = fields.iter().map(|field| field.label.clone()).collect();

        meanings
            .iter()
            .enumerate()
            .filter_map(|(column, meaning)| match meaning {
                Some(Meaning::Custom(id)) => {
                    let field = fields.iter().find(|field| field.id == *id)?.clone();

                    Some(Self { column, field, new: false, open: false })
                }
                Some(Meaning::New(kind)) => {
                    let mut field = CustomField::new(Id::now_v7(), *kind, headers.get(column)?, now);

                    field.title = field.title.chars().take(text::LINE_LIMIT).collect();
                    field.tidy();
                    field.position = next;
                    field.label = free_label(&field.label, &taken);
                    taken.insert(field.label.clone());
                    next += 1;

                    Some(Self { column, open: field.has_choices(), new: true, field })
                }
                _ => None,
            })
            .collect()
    }

    /// Adds the choices of a value to the field's, each once whatever its case and accents.
    pub fn gather(&mut self, value: &str) {
        for choice in value.lines() {
            if !self.field.choices().any(|known| fold(known) == fold(choice)) {
                if !self.field.choices.is_empty() {
                    self.field.choices.push('\n');
                }

                self.field.choices.push_str(choice);
            }
        }
    }
}

/// The label itself, or with the first number behind it that makes it different.
fn free_label(label: &str, taken: &HashSet<String>) -> String {
    std::iter::once(label.to_owned())
        .chain((2..).map(|number| format!("{label}_{number}")))
        .find(|label| !taken.contains(label))
        .unwrap_or_default()
}

impl Drafting {
    pub(super) fn values(&self, row: &Row) -> Result<Vec<(Id, String)>, Wrong> {
        let mut found = Vec::new();

        for own in &self.own {
            let cell = self.text(row, own.column);

            if cell.trim().is_empty() {
                continue;
            }

            let value = self.value(own, cell, row.kind(own.column)).map_err(|why| Wrong::at(own.column, why))?;

            found.extend(value.map(|value| (own.field.id, value)));
        }

        Ok(found)
    }

    /// The cell in the form in which it is kept.
    fn value(&self, own: &Own, cell: &str, kind: CellKind) -> Result<Option<String>, Phrase> {
        if cell.contains('\0') {
            return Err(Phrase::new("exchange-nul"));
        }

        if kind == CellKind::Error {
            return Err(Phrase::new("exchange-error-cell"));
        }

        match own.field.kind {
            FieldKind::Date => {
                let date = values::date(cell, kind, self.read_as.dates_of(own.column), self.today)?;

                Ok(Some(date.to_string()))
            }
            FieldKind::YesNo => {
                let yes = values::yes_no(cell).ok_or_else(|| Phrase::new("exchange-yes-no-unreadable"))?;

                Ok(Some(if yes { "yes" } else { "no" }.to_owned()))
            }
            // "1.234" is a thousand where the file writes decimals with a comma.
            FieldKind::Number if self.read_as.decimal_of(own.column, kind) == Decimal::Comma => {
                let thousands = cell.matches('.').count() == 1
                    && !cell.contains(',')
                    && cell.trim().rsplit('.').next().is_some_and(|tail| tail.len() == 3)
                    && !cell.trim_start_matches(['-', '+']).starts_with('0');
                let cell = if thousands { cell.replace('.', "") } else { cell.to_owned() };

                own.field.accept(&cell)
            }
            FieldKind::Choice | FieldKind::Choices if own.open => open(own.field.kind, cell),
            // A file itself does not stand in a cell: its name is passed over.
            FieldKind::File => Ok(None),
            _ => own.field.accept(cell),
        }
    }
}

/// A value of a field whose choices are not known yet.
fn open(kind: FieldKind, cell: &str) -> Result<Option<String>, Phrase> {
    let separators: &[char] = if kind == FieldKind::Choices { &[';', '|', ',', '\n'] } else { &[] };
    let mut choices = Vec::new();

    for part in cell.split(separators) {
        let mut choice = part.split_whitespace().collect::<Vec<_>>().join(" ");

        text::tidy(&mut choice);
        text::check_line(&choice)?;

        if !choice.is_empty() {
            choices.push(choice);
        }
    }

    Ok((!choices.is_empty()).then(|| choices.join("\n")))
}

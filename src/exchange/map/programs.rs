//! Programs whose exports are known by their headers, and what their columns mean.

mod known;

use std::collections::{HashMap, HashSet};

use super::names::key;
use super::profile::Profile;
use crate::exchange::{Field, Subject};

/// Headers in the form of [`key`], and what each is; none: nothing that is kept. Of several columns for one field the
/// fullest is taken, of equally full ones the first in this order.
pub type Columns = &'static [(&'static str, Option<Field>)];

/// A program that writes files with always the same headers.
#[derive(Debug, PartialEq)]
pub struct Program {
    /// As people know it.
    pub name: &'static str,
    /// What its rows are about.
    pub subject: Subject,
    /// Headers that together no other program writes, in the form of [`key`].
    marks: &'static [&'static str],
    /// What its columns mean where their names alone would say something else or nothing.
    columns: Columns,
    /// What the columns of the payer are where no column names another person.
    payer: Columns,
    /// Whether nothing beside `columns` is to be guessed at: it has no columns of the venue's own.
    pub closed: bool,
    keeps: &'static [Keeps],
    readings: &'static [(&'static str, Reading)],
    last_name_first: bool,
    unpriced: bool,
    online: bool,
}

/// Which rows count.
#[derive(Debug, PartialEq)]
struct Keeps {
    /// In the form of [`key`].
    column: &'static str,
    only: Only,
    otherwise: Otherwise,
}

#[derive(Debug, PartialEq)]
enum Only {
    /// One of these, in the form of [`key`]; also nothing at all.
    These(&'static [&'static str]),
    /// Whatever has no word that begins so.
    Without(&'static [&'static str]),
    Filled,
}

/// What a row that does not count still brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    Nothing,
    /// The person, but no subscription and no ticket.
    Person,
}

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Whatever stands there says this word.
    As(&'static str),
    /// Yes is no and no is yes.
    Reversed,
    /// A yes is what everybody begins with and says nothing.
    OnlyNo,
}

impl Program {
    /// The program that wrote a file with these headers: the one with the most marks, all of which are there.
    pub fn of(headers: &[String]) -> Option<&'static Self> {
        let keys: HashSet<String> = headers.iter().map(|header| key(header)).collect();

        known::PROGRAMS
            .iter()
            .filter(|program| program.marks.iter().all(|mark| keys.contains(*mark)))
            .max_by_key(|program| program.marks.len())
    }

    /// What it means by each column: none where it says nothing in particular, and where another column of the same name
    /// comes first.
    pub fn says(&self, headers: &[String], profile: &Profile) -> Vec<Option<Option<Field>>> {
        let mut at: HashMap<String, usize> = HashMap::new();
        let mut said: Vec<Option<Option<Field>>> = vec![None; headers.len()];

        for (index, header) in headers.iter().enumerate() {
            match at.entry(key(header)) {
                std::collections::hash_map::Entry::Vacant(vacant) => {
                    vacant.insert(index);
                }
                // A second "Address" is that of the invoice.
                std::collections::hash_map::Entry::Occupied(_) => said[index] = Some(None),
            }
        }

        let filled = |index: usize| profile.columns.get(index).map_or(0, |column| column.filled);
        let names = |field: &Option<Field>| matches!(field, Some(Field::FirstName | Field::LastName | Field::FullName));
        let anything = profile.columns.iter().any(|column| column.filled > 0);
        let named = self
            .columns
            .iter()
            .filter(|(_, field)| names(field))
            .any(|(name, _)| at.get(*name).is_some_and(|index| !anything || filled(*index) > 0));
        let payer = if named { &[][..] } else { self.payer };
        let columns =
            payer.iter().chain(self.columns.iter().filter(|(name, _)| !payer.iter().any(|(of, _)| of == name)));
        let mut best: HashMap<Field, usize> = HashMap::new();

        for (name, field) in columns {
            let Some(&index) = at.get(*name) else { continue };

            said[index] = Some(*field);

            let Some(field) = field.filter(|field| *field != Field::Address) else { continue };

            match best.get(&field) {
                Some(&other) if filled(other) >= filled(index) => said[index] = Some(None),
                other => {
                    if let Some(&other) = other {
                        said[other] = Some(None);
                    }

                    best.insert(field, index);
                }
            }
        }

        said
    }
}

/// How the rows of one file are to be read, by the program that wrote it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Habits {
    keeps: Vec<(usize, &'static Keeps)>,
    readings: Vec<(usize, Reading)>,
    /// Whole names begin with the last name.
    pub last_name_first: bool,
    /// It tells of rights and not of money: nothing is owed and nothing was paid.
    pub unpriced: bool,
    /// Cards are used on its page and at no counter.
    pub online: bool,
}

impl Habits {
    pub fn of(program: &'static Program, headers: &[String]) -> Self {
        let column = |name: &str| headers.iter().position(|header| key(header) == name);

        Self {
            keeps: program.keeps.iter().filter_map(|keeps| Some((column(keeps.column)?, keeps))).collect(),
            readings: program.readings.iter().filter_map(|(name, how)| Some((column(name)?, *how))).collect(),
            last_name_first: program.last_name_first,
            unpriced: program.unpriced,
            online: program.online,
        }
    }

    /// The column that keeps a row from counting, and what it brings all the same; `cell` gives a cell by its column.
    pub fn sets_aside<'a>(&self, cell: impl Fn(usize) -> &'a str) -> Option<(usize, Otherwise)> {
        self.keeps
            .iter()
            .filter(|(column, keeps)| !keeps.only.admits(cell(*column)))
            .map(|(column, keeps)| (*column, keeps.otherwise))
            .min_by_key(|(_, otherwise)| *otherwise != Otherwise::Nothing)
    }

    pub fn reading(&self, column: usize) -> Option<Reading> {
        self.readings.iter().find(|(of, _)| *of == column).map(|(_, how)| *how)
    }
}

impl Only {
    fn admits(&self, cell: &str) -> bool {
        let said = key(cell);

        match self {
            Self::These(values) => said.is_empty() || values.contains(&said.as_str()),
            Self::Without(beginnings) => {
                !said.split(' ').any(|word| beginnings.iter().any(|beginning| word.starts_with(beginning)))
            }
            Self::Filled => !said.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_their_own_form_and_said_once() {
        for program in known::PROGRAMS {
            let mut seen = HashSet::new();
            let columns = program.columns.iter().map(|(name, _)| *name);
            let others = program.marks.iter().copied().chain(program.keeps.iter().map(|keeps| keeps.column));

            for name in columns.clone().chain(others).chain(program.payer.iter().map(|(name, _)| *name)) {
                assert_eq!(key(name), name, "{}", program.name);
            }

            for name in columns {
                assert!(seen.insert(name), "{}: {name} twice", program.name);
            }
        }
    }

    #[test]
    fn marks_of_one_are_not_all_there_in_another() {
        for (at, program) in known::PROGRAMS.iter().enumerate() {
            let headers: Vec<String> = program.marks.iter().map(|mark| (*mark).to_owned()).collect();
            let found = Program::of(&headers).unwrap();

            assert_eq!((found.name, found.subject), (program.name, program.subject), "{at}");
        }
    }

    #[test]
    fn statuses() {
        let these = Only::These(&["valide"]);
        let without = Only::Without(&["annul", "attente"]);

        assert!(these.admits("Validé") && these.admits("") && !these.admits("Annulé") && !these.admits("Non validé"));
        assert!(without.admits("Payé en ligne") && without.admits(""));
        assert!(!without.admits("Annulé par un admin") && !without.admits("Confirmé, en attente de paiement"));
        assert!(Only::Filled.admits("x") && !Only::Filled.admits(" "));
    }
}

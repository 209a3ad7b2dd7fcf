//! Programs whose exports are known by their headers, and what their columns mean.

use std::collections::HashSet;

use super::names::key;
use crate::exchange::Field;
use crate::exchange::Subject;

/// A program that writes files with always the same headers.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    /// As people know it.
    pub name: &'static str,
    /// What its rows are about.
    pub subject: Subject,
    /// Headers that together no other program writes, in the form of [`key`].
    pub marks: &'static [&'static str],
    /// What its columns mean where their names alone would say something else, in the form of [`key`]; none: nothing that
    /// is kept.
    pub columns: &'static [(&'static str, Option<Field>)],
}

impl Program {
    /// The program that wrote a file with these headers: the one with the most marks, all of which are there.
    pub fn of(headers: &[String]) -> Option<&'static Self> {
        let keys: HashSet<String> = headers.iter().map(|header| key(header)).collect();

        KNOWN
            .iter()
            .filter(|program| program.marks.iter().all(|mark| keys.contains(*mark)))
            .max_by_key(|program| program.marks.len())
    }

    /// What it means by a column; none when it says nothing in particular.
    pub fn says(&self, header: &str) -> Option<Option<Field>> {
        let key = key(header);

        self.columns.iter().find(|(name, _)| *name == key).map(|(_, field)| *field)
    }
}

/// The programs, by their documentation and by files of theirs.
const KNOWN: &[Program] = &[Program {
    name: "HelloAsso",
    subject: Subject::Tickets,
    marks: &["reference commande", "nom participant", "numero de billet", "montant tarif"],
    columns: &[
        ("tarif", Some(Field::TicketTitle)),
        ("billet", None),
        ("date de la commande", Some(Field::TicketDate)),
        ("montant tarif", None),
        ("moyen de paiement", None),
    ],
}];

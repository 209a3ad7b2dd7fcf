//! Who subscribes: someone found while typing, or someone new whose name was typed.

use crate::domain::entity::Id;
use crate::domain::query::MemberRow;

/// The most people proposed at once.
pub const PROPOSED: usize = 6;

#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// Being looked for: what is typed, who that may be, and which line is chosen (the last one is "someone new").
    Looking {
        text: String,
        found: Vec<MemberRow>,
        total: usize,
        at: usize,
    },
    Known(Person),
    New(Newcomer),
}

/// A member already known.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub id: Id,
    pub name: String,
    pub email: Option<String>,
}

/// Someone who joins with this subscription.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Newcomer {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub no_email: bool,
}

impl Default for Who {
    fn default() -> Self {
        Self::Looking { text: String::new(), found: Vec::new(), total: 0, at: 0 }
    }
}

impl From<&MemberRow> for Person {
    fn from(row: &MemberRow) -> Self {
        Self { id: row.id, name: row_name(row), email: row.email.clone() }
    }
}

/// How a row is called: the pseudonym, else first and last name.
pub fn row_name(row: &MemberRow) -> String {
    match &row.pseudonym {
        Some(pseudonym) if !pseudonym.is_empty() => pseudonym.clone(),
        _ => format!("{} {}", row.first_name, row.last_name).trim().to_owned(),
    }
}

impl Newcomer {
    /// Reads "Zoé Lefèvre zoe@mel.example" in any order: what has an @ is the e-mail, a word all in capitals after the
    /// first belongs to the last name, otherwise the first word is the first name.
    pub fn read(text: &str) -> Self {
        let (emails, names): (Vec<&str>, Vec<&str>) = text
            .split(|c: char| c.is_whitespace() || c == ',' || c == ';' || c == '<' || c == '>')
            .filter(|word| !word.is_empty())
            .partition(|word| word.contains('@'));
        let capitals = |word: &&str| word.chars().count() > 1 && word.chars().all(|c| !c.is_lowercase());
        let leading = names.iter().take_while(|word| capitals(word)).count();

        let (first, last) = if leading > 0 && leading < names.len() {
            // "LEFÈVRE Zoé", as lists of surnames are written.
            (names[leading..].join(" "), names[..leading].join(" "))
        } else {
            let cut = names.iter().skip(1).position(capitals).map_or(1, |place| place + 1).min(names.len());

            (names[..cut].join(" "), names[cut..].join(" "))
        };

        Self {
            first_name: first,
            last_name: last,
            email: emails.first().copied().unwrap_or_default().to_owned(),
            no_email: false,
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is still asked, in the order of the form.
    pub fn first_gap(&self) -> Option<&'static str> {
        if self.first_name.trim().is_empty() {
            Some("first_name")
        } else if self.last_name.trim().is_empty() {
            Some("last_name")
        } else if self.email.trim().is_empty() && !self.no_email {
            Some("email")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_person_as_people_say_it() {
        for (text, first, last, email) in [
            ("Zoé Lefèvre zoe@mel.example", "Zoé", "Lefèvre", "zoe@mel.example"),
            ("zoe@mel.example", "", "", "zoe@mel.example"),
            ("Zoé Lefèvre <zoe@mel.example>", "Zoé", "Lefèvre", "zoe@mel.example"),
            ("zoe@mel.example Zoé", "Zoé", "", "zoe@mel.example"),
            ("Marie Anne DE LA TOUR", "Marie Anne", "DE LA TOUR", ""),
            ("LEFÈVRE Zoé", "Zoé", "LEFÈVRE", ""),
            ("Jean de La Tour d’Auvergne", "Jean", "de La Tour d’Auvergne", ""),
            ("  ", "", "", ""),
        ] {
            let read = Newcomer::read(text);
            assert_eq!((&*read.first_name, &*read.last_name, &*read.email), (first, last, email), "{text}");
        }
    }

    #[test]
    fn asks_for_what_is_missing_in_order() {
        let mut person = Newcomer::read("Zoé");
        assert_eq!(person.first_gap(), Some("last_name"));
        "Lefèvre".clone_into(&mut person.last_name);
        assert_eq!(person.first_gap(), Some("email"));
        person.no_email = true;
        assert_eq!(person.first_gap(), None);
    }
}

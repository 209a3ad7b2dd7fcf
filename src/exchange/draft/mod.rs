//! What one row of a file says: a person and, perhaps, a subscription.

pub mod custom;
pub mod merge;
mod sale;
mod ticket;
pub mod values;

use chrono::NaiveDate;

use crate::domain::entity::{Id, Instant};
use crate::domain::member::{EmailState, Member, Source, check_email};
use crate::domain::phrase::Phrase;
use crate::exchange::formula::unescape;
use crate::exchange::map::Mapping;
use crate::exchange::map::names::key;
use crate::exchange::map::programs::{Habits, Otherwise, Reading};
use crate::exchange::read::row::{CellKind, Row};
use crate::exchange::{Field, Meaning, ReadAs, Subject};

pub use custom::Own;
pub use sale::{Ends, SaleDraft};
pub use ticket::TicketDraft;

/// What one row says.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Tidy; what the row does not say is as in [`Member::new`].
    pub member: Member,
    pub newsletter: Consent,
    pub active: Option<bool>,
    pub team: Option<bool>,
    pub vip: Option<bool>,
    pub sale: Option<SaleDraft>,
    pub ticket: Option<TicketDraft>,
    /// The venue's own fields, each in the form in which it is kept.
    pub values: Vec<(Id, String)>,
    /// The column whose status keeps the row from bringing a subscription or a ticket.
    pub aside: Option<usize>,
}

impl Draft {
    /// Whether an e-mail is all that tells who it is.
    pub fn is_nameless(&self) -> bool {
        let blank = |name: &str| name.trim().is_empty();

        blank(&self.member.first_name) && blank(&self.member.last_name) && self.member.email.is_some()
    }
}

/// What a row says of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Consent {
    #[default]
    Silent,
    Yes,
    /// A no in a column of yes and no.
    No,
    /// Said so: "unsubscribed".
    Withdrawn,
}

/// The cell that keeps a row out.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrong {
    pub column: Option<usize>,
    pub why: Phrase,
}

impl Wrong {
    fn at(column: usize, why: Phrase) -> Self {
        Self { column: Some(column), why }
    }
}

/// What a row is.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    Person(Box<Draft>),
    /// A line of totals.
    Total,
    /// It counts for nothing, by the status in this column: a cancelled order.
    Aside(usize),
    Wrong(Wrong),
}

/// Reads rows of one file.
#[derive(Debug, Clone)]
pub struct Drafting {
    pub mapping: Mapping,
    pub read_as: ReadAs,
    /// The venue's own fields among the columns.
    pub own: Vec<Own>,
    /// How the program that wrote the file is to be read.
    pub habits: Habits,
    /// What the rows are about, when that was said or is known.
    pub subject: Option<Subject>,
    /// How a ticket is called when no column says it: the file's name.
    pub file: String,
    /// Of the venue's currency.
    pub decimals: u32,
    /// The venue's day.
    pub today: NaiveDate,
}

impl Drafting {
    pub fn read(&self, row: &Row) -> Said {
        if self.is_total(row) {
            return Said::Total;
        }

        // Members alone are taken in whatever became of their orders.
        let aside = match self.subject {
            Some(Subject::Members) => None,
            _ => self.habits.sets_aside(|column| self.text(row, column)),
        };

        if let Some((column, Otherwise::Nothing)) = aside {
            return Said::Aside(column);
        }

        match self.draft(row, aside.map(|(column, _)| column)) {
            Ok(draft) => Said::Person(Box::new(draft)),
            Err(wrong) => Said::Wrong(wrong),
        }
    }

    /// A line that begins with "Total" and names nobody.
    fn is_total(&self, row: &Row) -> bool {
        let Some(first) = row.cells().map(str::trim).find(|cell| !cell.is_empty()) else { return false };
        let begins = |cell: &str| {
            let key = key(cell);
            let word = key.split(' ').next().unwrap_or_default();

            matches!(word, "total" | "totaux" | "totals" | "somme" | "sum")
                || key.starts_with("sous total")
                || key.starts_with("grand total")
        };

        if !begins(first) {
            return false;
        }

        let named = |field| self.mapping.column(field).map(|column| row.cell(column).trim()).unwrap_or_default();
        let names = [Field::FirstName, Field::LastName].map(named);

        // Somebody may well be called Total, with a first name and an address.
        check_email(named(Field::Email)).is_err() && names.iter().filter(|name| !name.is_empty()).count() < 2
    }

    fn draft(&self, row: &Row, aside: Option<usize>) -> Result<Draft, Wrong> {
        let mut draft = Draft {
            member: Member::new(Id::nil(), Instant::UNIX_EPOCH),
            newsletter: Consent::Silent,
            active: None,
            team: None,
            vip: None,
            sale: None,
            ticket: None,
            values: Vec::new(),
            aside: None,
        };

        draft.member.source = if self.tickets() { Source::Ticketing } else { Source::File };

        for (column, meaning) in self.mapping.meanings.iter().enumerate() {
            let Some(Meaning::Field(field)) = meaning else { continue };
            let cell = self.text(row, column);

            if cell.trim().is_empty() {
                continue;
            }

            if cell.contains('\0') {
                return Err(Wrong::at(column, Phrase::new("exchange-nul")));
            }

            if row.kind(column) == CellKind::Error && field.read() {
                return Err(Wrong::at(column, Phrase::new("exchange-error-cell")));
            }

            let cell = match self.habits.reading(column) {
                None => cell,
                Some(Reading::As(word)) => word,
                Some(reading) => match (reading, values::yes_no(cell)) {
                    (Reading::OnlyNo, Some(true)) => continue,
                    (Reading::Reversed, Some(yes)) => {
                        if yes {
                            "no"
                        } else {
                            "yes"
                        }
                    }
                    _ => cell,
                },
            };

            self.take(&mut draft, *field, cell, row.kind(column), column).map_err(|why| Wrong::at(column, why))?;
        }

        draft.member.tidy();

        match aside {
            None => (draft.sale, draft.ticket) = (self.sale(row)?, self.ticket(row)?),
            // Only where it would have brought one.
            Some(_) => {
                let brings = matches!(self.sale(row), Ok(Some(_))) || matches!(self.ticket(row), Ok(Some(_)));

                draft.aside = aside.filter(|_| brings);
            }
        }

        draft.values = self.values(row)?;

        // Who has that e-mail is asked when all are in: see `nameless`.
        let nameless = draft.is_nameless();
        let of_name = |field| matches!(field, Some("first_name" | "last_name"));
        let problems = draft.member.problems(draft.member.email.is_none(), self.today);

        match problems.into_iter().find(|problem| !(nameless && of_name(problem.field))) {
            None => Ok(draft),
            Some(problem) => {
                Err(Wrong { column: problem.field.and_then(|field| self.column_of(field)), why: problem.phrase })
            }
        }
    }

    /// Why a row without a name is refused: nobody has its e-mail, or `several` have.
    pub fn nameless(&self, draft: &Draft, several: bool) -> Wrong {
        let key = if several { "exchange-nameless-several" } else { "exchange-nameless-unknown" };
        let email = draft.member.email.clone().unwrap_or_default();

        Wrong {
            column: self.column_of("first_name").or_else(|| self.column_of("email")),
            why: Phrase::new(key).with("email", email),
        }
    }

    /// The cell without the mark that keeps it from running.
    pub fn text<'a>(&self, row: &'a Row, column: usize) -> &'a str {
        let cell = row.cell(column);

        if self.read_as.separator.is_some() { unescape(cell) } else { cell }
    }

    /// The column in which a field of the member stands.
    fn column_of(&self, name: &str) -> Option<usize> {
        let field = Field::ALL.iter().copied().find(|field| field.as_str() == name)?;

        self.mapping.column(field).or_else(|| {
            matches!(field, Field::FirstName | Field::LastName).then(|| self.mapping.column(Field::FullName)).flatten()
        })
    }

    fn take(&self, draft: &mut Draft, field: Field, cell: &str, kind: CellKind, column: usize) -> Result<(), Phrase> {
        let yes_no = |cell| values::yes_no(cell).ok_or_else(|| Phrase::new("exchange-yes-no-unreadable"));
        let member = &mut draft.member;

        match field {
            Field::FirstName => member.first_name = cell.to_owned(),
            Field::LastName => member.last_name = cell.to_owned(),
            Field::FullName if self.habits.last_name_first => {
                (member.first_name, member.last_name) = split_last_name(cell);
            }
            Field::FullName => (member.first_name, member.last_name) = split_name(cell),
            Field::Email => member.email = Some(values::first_email(cell).to_owned()),
            Field::BillingEmail => member.billing_email = Some(values::first_email(cell).to_owned()),
            Field::Phone => member.phone = Some(values::first_phone(cell).to_owned()),
            Field::BirthDate if values::is_no_day(cell) => {}
            Field::BirthDate => {
                member.birth_date = Some(values::date(cell, kind, self.read_as.dates_of(column), self.today)?);
            }
            Field::Newsletter => {
                let yes = yes_no(cell)?;
                let said = key(cell);
                let withdrawn = matches!(
                    said.as_str(),
                    "unsubscribed" | "cleaned" | "desabonne" | "desabonnee" | "desinscrit" | "desinscrite"
                );

                if said == "cleaned" {
                    member.email_state = EmailState::Error;
                }

                draft.newsletter = stronger(
                    draft.newsletter,
                    match (yes, withdrawn) {
                        (true, _) => Consent::Yes,
                        (false, true) => Consent::Withdrawn,
                        (false, false) => Consent::No,
                    },
                );
            }
            Field::Unsubscribed => {
                // A date of leaving says yes as well.
                if values::yes_no(cell) != Some(false) {
                    draft.newsletter = Consent::Withdrawn;
                }
            }
            Field::Active => draft.active = Some(yes_no(cell)?),
            Field::Team => draft.team = Some(yes_no(cell)?),
            Field::Vip => draft.vip = Some(yes_no(cell)?),
            Field::EmailState => {
                member.email_state = match key(cell).as_str() {
                    "verified" | "verifie" | "verifiee" | "valide" | "valid" | "oui" | "yes" => EmailState::Verified,
                    "error" | "erreur" | "en erreur" | "invalid" | "invalide" => EmailState::Error,
                    _ => EmailState::Unverified,
                };
            }
            Field::Address => match &mut member.address {
                Some(address) => {
                    address.push('\n');
                    address.push_str(cell);
                }
                none => *none = Some(cell.to_owned()),
            },
            field => {
                if let Some(text) = text_of(member, field) {
                    *text = Some(cell.to_owned());
                }
            }
        }

        Ok(())
    }
}

/// What weighs more of two answers: no beats yes.
pub fn stronger(one: Consent, other: Consent) -> Consent {
    let weight = |consent| match consent {
        Consent::Silent => 0,
        Consent::Yes => 1,
        Consent::No => 2,
        Consent::Withdrawn => 3,
    };

    if weight(other) > weight(one) { other } else { one }
}

/// The optional text of a member that a field is.
pub fn text_of(member: &mut Member, field: Field) -> Option<&mut Option<String>> {
    Some(match field {
        Field::Email => &mut member.email,
        Field::Pseudonym => &mut member.pseudonym,
        Field::Username => &mut member.username,
        Field::Phone => &mut member.phone,
        Field::Address => &mut member.address,
        Field::PostalCode => &mut member.postal_code,
        Field::City => &mut member.city,
        Field::Country => &mut member.country,
        Field::Language => &mut member.language,
        Field::Comment => &mut member.comment,
        Field::BillingName => &mut member.billing_name,
        Field::BillingEmail => &mut member.billing_email,
        Field::BillingAddress => &mut member.billing_address,
        Field::BillingCountry => &mut member.billing_country,
        Field::BillingVat => &mut member.billing_vat,
        _ => return None,
    })
}

/// All fields that [`text_of`] knows.
pub const TEXTS: &[Field] = &[
    Field::Email,
    Field::Pseudonym,
    Field::Username,
    Field::Phone,
    Field::Address,
    Field::PostalCode,
    Field::City,
    Field::Country,
    Field::Language,
    Field::Comment,
    Field::BillingName,
    Field::BillingEmail,
    Field::BillingAddress,
    Field::BillingCountry,
    Field::BillingVat,
];

/// "Zoé LEFÈVRE", "LEFÈVRE Zoé", "Lefèvre, Zoé" and "Zoé de la Tour" as first and last name: capitals mark the last name,
/// else all but the first word.
pub fn split_name(cell: &str) -> (String, String) {
    let cell = cell.trim();

    if let Some((last, first)) = cell.split_once(',') {
        return (first.trim().to_owned(), last.trim().to_owned());
    }

    let words: Vec<&str> = cell.split_whitespace().collect();
    let capital =
        |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && word.chars().all(|c| !c.is_lowercase());
    let leading = words.iter().take_while(|word| capital(word)).count();
    let trailing = words.iter().rev().take_while(|word| capital(word)).count();

    if leading > 0 && leading < words.len() {
        return (words[leading..].join(" "), words[..leading].join(" "));
    }

    if trailing > 0 && trailing < words.len() {
        let at = words.len() - trailing;

        return (words[..at].join(" "), words[at..].join(" "));
    }

    match words.split_first() {
        Some((first, rest)) if !rest.is_empty() => ((*first).to_owned(), rest.join(" ")),
        _ => (String::new(), cell.to_owned()),
    }
}

/// "Lefèvre Zoé" and "Le Gall Zoé", where the last name comes first: capitals decide, else the last word is the first name.
fn split_last_name(cell: &str) -> (String, String) {
    let cell = cell.trim();
    let capitals = |word: &str| word.chars().count() > 1 && word.chars().all(|c| !c.is_lowercase());

    if cell.contains(',') || cell.split_whitespace().any(capitals) {
        return split_name(cell);
    }

    match cell.rsplit_once(char::is_whitespace) {
        Some((last, first)) => (first.to_owned(), last.trim().to_owned()),
        None => split_name(cell),
    }
}

#[cfg(test)]
mod tests;

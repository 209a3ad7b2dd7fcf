//! A field for each column.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::names::{self, guessed, key, known, of_payer, rank};
use super::profile::{Column, Profile};
use super::programs::Program;
use crate::domain::custom::{CustomField, FieldKind};
use crate::domain::phrase::Phrase;
use crate::exchange::{Field, Meaning, Subject};

/// What each column means, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    pub headers: Vec<String>,
    pub meanings: Vec<Option<Meaning>>,
    /// What kind of field of the venue's own each column would make.
    pub kinds: Vec<FieldKind>,
}

impl Mapping {
    pub fn column(&self, field: Field) -> Option<usize> {
        self.meanings.iter().position(|of| *of == Some(Meaning::Field(field)))
    }

    pub fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }
}

/// A column (its name in the file, or its letter or number from 1) and what the operator said of it: none to pass over it.
pub type Chosen = (String, Option<Meaning>);

/// Maps every column: what the operator said, then what the program that wrote the file is known to mean, then names that
/// are known, the venue's own fields by their titles, names that resemble or contain a known one, and content. A field is
/// given to one column only, of several the fullest; but an address can stand in several.
///
/// # Errors
/// A sentence when the operator's choice names a column that is not there.
pub fn propose(
    headers: &[String],
    profile: &Profile,
    chosen: &[Chosen],
    program: Option<&Program>,
    custom: &[CustomField],
    subject: Option<Subject>,
) -> Result<Mapping, Phrase> {
    let mut meanings: Vec<Option<Meaning>> = vec![None; headers.len()];
    let mut fixed = vec![false; headers.len()];

    for (name, meaning) in chosen {
        let index = index_of(headers, name).ok_or_else(|| {
            Phrase::new("exchange-no-such-column").with("column", name.as_str()).with("columns", headers.join(", "))
        })?;

        meanings[index] = *meaning;
        fixed[index] = true;
    }

    if let Some(program) = program {
        take_word(program, headers, profile, subject, &mut meanings, &mut fixed);
    }

    let empty = Column::default();
    let column = |index: usize| profile.columns.get(index).unwrap_or(&empty);
    let tickets = subject == Some(Subject::Tickets);
    let field = |field: Field, index: usize| {
        let field = fitting(field, column(index))?;

        Some(Meaning::Field(if tickets { of_ticketing(field) } else { field }))
    };
    let passes: [&dyn Fn(usize) -> Option<Meaning>; 3] =
        [&|index| field(known(&headers[index])?, index), &|index| own(&headers[index], custom), &|index| {
            field(guessed(&headers[index])?, index)
        }];

    // A column with nothing in it comes last, whatever its name.
    for blank in [false, true] {
        for pass in passes {
            give(&mut meanings, &fixed, headers, profile, |index, _| {
                pass(index).filter(|_| (column(index).filled == 0) == blank)
            });
        }
    }

    give(&mut meanings, &fixed, headers, profile, |index, _| of_payer(&headers[index]).map(Meaning::Field));
    give(&mut meanings, &fixed, headers, profile, |index, meanings| {
        by_content(&headers[index], column(index), meanings).map(Meaning::Field)
    });

    let payer_is_member = (0..headers.len()).any(|index| {
        matches!(meanings[index], Some(Meaning::Field(Field::FirstName | Field::LastName)))
            && of_payer(&headers[index]).is_some()
    });

    if payer_is_member && !meanings.contains(&Some(Field::Email.into())) {
        for (index, header) in headers.iter().enumerate() {
            if !fixed[index] && of_payer(header) == Some(Field::Email) {
                meanings[index] = Some(Field::Email.into());
            }
        }
    }

    drop_whole_names(&mut meanings, &fixed);
    keep_to_subject(&mut meanings, &fixed, subject);

    let kinds = (0..headers.len()).map(|index| column(index).content.kind()).collect();

    Ok(Mapping { headers: headers.to_vec(), meanings, kinds })
}

/// Takes what the program that wrote the file is known to mean. What it is known to leave unsaid is not guessed at.
fn take_word(
    program: &Program,
    headers: &[String],
    profile: &Profile,
    subject: Option<Subject>,
    meanings: &mut [Option<Meaning>],
    fixed: &mut [bool],
) {
    // The operator says that the rows are about something else: of these the names decide.
    let elsewhere = subject.is_some_and(|subject| subject != program.subject && subject != Subject::Members);

    for (index, said) in program.says(headers, profile).into_iter().enumerate() {
        let beside = |field: Field| field.of_ticket() || field.of_subscription();

        if fixed[index] || elsewhere && said.flatten().is_none_or(beside) {
            continue;
        }

        match said {
            Some(said) => {
                let taken = said.is_some_and(|field| field != Field::Address && meanings.contains(&Some(field.into())));

                meanings[index] = said.filter(|_| !taken).map(Meaning::Field);
                fixed[index] = true;
            }
            None => fixed[index] = program.closed,
        }
    }
}

/// Gives each meaning that nobody has yet to the best of the columns that could have it: the fullest, else the one with
/// the most usual name.
fn give(
    meanings: &mut [Option<Meaning>],
    fixed: &[bool],
    headers: &[String],
    profile: &Profile,
    of: impl Fn(usize, &[Option<Meaning>]) -> Option<Meaning>,
) {
    let mut best: HashMap<Meaning, (Reverse<usize>, usize, String, usize)> = HashMap::new();
    let mut addresses = Vec::new();

    for index in 0..headers.len() {
        if fixed[index] || meanings[index].is_some() {
            continue;
        }

        let Some(meaning) = of(index, meanings) else { continue };

        if meaning == Meaning::Field(Field::Address) {
            addresses.push(index);
            continue;
        }

        if meanings.contains(&Some(meaning)) {
            continue;
        }

        let filled = profile.columns.get(index).map_or(0, |column| column.filled);
        let place = (Reverse(filled), rank(&headers[index]), key(&headers[index]), index);

        match best.get(&meaning) {
            Some(other) if *other <= place => {}
            _ => {
                best.insert(meaning, place);
            }
        }
    }

    for (meaning, (.., index)) in best {
        meanings[index] = Some(meaning);
    }

    for index in addresses {
        meanings[index] = Some(Field::Address.into());
    }
}

/// What a column is that its name does not tell.
fn by_content(header: &str, column: &Column, meanings: &[Option<Meaning>]) -> Option<Field> {
    let content = &column.content;
    let has = |field: Field| meanings.contains(&Some(field.into()));
    let sold = has(Field::Product) || has(Field::Price) || has(Field::PriceAmount);
    let placed = has(Field::City) || has(Field::PostalCode) || has(Field::Address);

    if names::of_somebody_else(header) {
        None
    } else if column.emails > 0 && column.emails * 10 > column.filled * 8 {
        Some(Field::Email)
    } else if content.mostly(content.phones) {
        Some(Field::Phone)
    } else if content.is_births() {
        Some(Field::BirthDate)
    } else if content.mostly(content.postals) && has(Field::City) {
        Some(Field::PostalCode)
    } else if content.mostly(content.countries) || content.mostly(content.country_codes) && placed {
        Some(Field::Country)
    } else if content.mostly(content.money) && sold {
        Some(Field::Contribution)
    } else if content.is_dates() && sold && key(header) == "date" {
        Some(Field::PaidOn)
    } else {
        None
    }
}

/// The venue's own field that is called so.
fn own(header: &str, custom: &[CustomField]) -> Option<Meaning> {
    let name = header.trim();
    let folded = key(name);
    let live = || custom.iter().filter(|field| !field.archived);

    live()
        .find(|field| field.title == name || field.label == name || name.strip_prefix("custom.") == Some(&field.label))
        .or_else(|| live().find(|field| !folded.is_empty() && key(&field.title) == folded))
        .map(|field| Meaning::Custom(field.id))
}

/// What speaks of a subscription elsewhere speaks of the ticket in the file of a ticketing.
fn of_ticketing(field: Field) -> Field {
    match field {
        Field::Product => Field::TicketTitle,
        Field::Price => Field::TicketCategory,
        Field::PaidOn => Field::TicketDate,
        field => field,
    }
}

/// Leaves out what the rows are not about: without tickets an order number says nothing, and a file of members sells
/// nothing.
fn keep_to_subject(meanings: &mut [Option<Meaning>], fixed: &[bool], subject: Option<Subject>) {
    let has = |meanings: &[Option<Meaning>], field: Field| meanings.contains(&Some(field.into()));
    let tickets = subject == Some(Subject::Tickets)
        || subject.is_none() && (has(meanings, Field::TicketNumber) || has(meanings, Field::TicketTitle));
    let sales = matches!(subject, None | Some(Subject::Subscriptions | Subject::Payments));

    for (meaning, fixed) in meanings.iter_mut().zip(fixed) {
        let Some(field) = meaning.and_then(Meaning::field) else { continue };
        let beside = field.of_ticket() && !tickets || field.of_subscription() && !sales || field.of_payment() && !sales;

        if beside && (!fixed || subject == Some(Subject::Members)) {
            *meaning = None;
        }
    }
}

/// By the name in the file, else by letter or number as a spreadsheet names it.
pub fn index_of(headers: &[String], name: &str) -> Option<usize> {
    headers
        .iter()
        .position(|header| header.trim() == name.trim())
        .or_else(|| headers.iter().position(|header| !key(header).is_empty() && key(header) == key(name)))
        .or_else(|| name.parse::<usize>().ok()?.checked_sub(1))
        .or_else(|| letters(name))
        .filter(|index| *index < headers.len())
}

/// "A" is 0, "AA" is 26.
fn letters(name: &str) -> Option<usize> {
    if name.is_empty() || name.len() > 3 {
        return None;
    }

    name.bytes()
        .try_fold(0, |sum, byte| byte.is_ascii_uppercase().then(|| sum * 26 + usize::from(byte - b'A') + 1))?
        .checked_sub(1)
}

/// The letter or letters of a column.
pub fn letter(mut index: usize) -> String {
    let mut name = Vec::new();

    loop {
        name.insert(0, b'A' + (index % 26) as u8);

        match (index / 26).checked_sub(1) {
            Some(rest) => index = rest,
            None => return String::from_utf8_lossy(&name).into_owned(),
        }
    }
}

/// "Tarif" can be a name or an amount, "Adhésion" a product or the day of joining: what stands there decides. None: it
/// cannot be what the name says.
fn fitting(field: Field, column: &Column) -> Option<Field> {
    let mostly = |count: usize| count > 0 && count * 10 >= column.filled * 8;
    let content = &column.content;
    let answers = content.mostly(content.yes_no);
    let yes_no = answers && content.looked > 1;
    let no_answer = content.looked > 2 && content.yes_no * 2 < content.looked;
    let said = column.filled > 0;

    Some(match field {
        // Mailchimp's "STATUS" is of the mailing list.
        Field::Status if !column.samples.is_empty() && column.samples.iter().all(|sample| of_list(sample)) => {
            Field::Newsletter
        }
        Field::Product | Field::Price | Field::FullName | Field::FirstName | Field::LastName if yes_no => return None,
        Field::Email | Field::Phone | Field::City | Field::PostalCode | Field::Address if yes_no => return None,
        Field::Newsletter | Field::Active | Field::Team | Field::Vip if no_answer => return None,
        Field::Price if mostly(column.amounts) => Field::PriceAmount,
        Field::Product | Field::Price if mostly(column.dates) => Field::PaidOn,
        Field::Product if mostly(column.amounts) => Field::Contribution,
        Field::PriceAmount if said && column.amounts * 2 < column.filled => Field::Price,
        Field::Contribution if mostly(column.dates) => Field::PaidOn,
        Field::Contribution if said && column.amounts * 2 < column.filled => Field::Product,
        Field::Method if mostly(column.dates) => Field::PaidOn,
        Field::Method if mostly(column.amounts) => Field::Contribution,
        Field::FullName | Field::Address | Field::Phone if mostly(column.emails) => Field::Email,
        Field::FullName | Field::Email if content.mostly(content.phones) => Field::Phone,
        Field::FullName if mostly(column.amounts) || mostly(column.dates) => return None,
        Field::PaidOn if mostly(column.amounts) && !answers => Field::Contribution,
        // "Payé : oui" is no day, and a year or an age is none either.
        Field::PaidOn | Field::Starts | Field::Ends | Field::CancelledOn | Field::TicketDate | Field::BirthDate
            if answers || mostly(column.amounts) =>
        {
            return None;
        }
        field => field,
    })
}

fn of_list(status: &str) -> bool {
    matches!(key(status).as_str(), "subscribed" | "unsubscribed" | "cleaned" | "nonsubscribed" | "pending")
}

/// "Name" beside "First name" and "Last name" says nothing more; "Nom" alone beside nothing may hold both.
fn drop_whole_names(meanings: &mut [Option<Meaning>], fixed: &[bool]) {
    let [full, first, last] = [Field::FullName, Field::FirstName, Field::LastName].map(|field| Some(field.into()));

    if meanings.contains(&first) && meanings.contains(&last) {
        for (meaning, fixed) in meanings.iter_mut().zip(fixed) {
            if *meaning == full && !fixed {
                *meaning = None;
            }
        }
    }

    if !meanings.contains(&first) && !meanings.contains(&full) {
        for (meaning, fixed) in meanings.iter_mut().zip(fixed) {
            if *meaning == last && !fixed {
                *meaning = full;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::read::row::{CellKind, Row};

    fn mapped(header: &str, rows: &[&str], separator: char) -> Vec<Option<&'static str>> {
        let headers: Vec<String> = header.split(separator).map(str::to_owned).collect();
        let mut profile = Profile::default();

        for line in rows {
            let mut row = Row::default();

            line.split(separator).for_each(|cell| row.push(cell, CellKind::Text));
            profile.feed(&row);
        }

        let mapping = propose(&headers, &profile, &[], None, &[], None).unwrap();

        mapping.meanings.into_iter().map(|meaning| meaning.and_then(Meaning::field).map(Field::as_str)).collect()
    }

    #[test]
    fn a_venue_of_ours() {
        let fields = mapped(
            "Courriel;Prénom;Nom;Adhésion;Tarif;Cotisation;Mode de paiement;Payé le;Valable jusqu'au",
            &["a@b.fr;Zoé;L;Supporter;50,00;50,00;CB;26/05/2018;26/05/2019"],
            ';',
        );

        assert_eq!(
            fields,
            [
                "email",
                "first_name",
                "last_name",
                "product",
                "price_amount",
                "contribution",
                "method",
                "paid_on",
                "ends"
            ]
            .map(Some)
        );
    }

    #[test]
    fn the_payer_is_not_the_member() {
        let fields = mapped("Nom adhérent;Prénom adhérent;Email payeur;Téléphone;e-mail", &[], ';');

        assert_eq!(fields, ["last_name", "first_name", "billing_email", "phone", "email"].map(Some));

        let fields = mapped("Référence commande;Date de la commande;Nom payeur;Prénom payeur;Email payeur", &[], ';');

        assert_eq!(fields, [None, Some("paid_on"), Some("last_name"), Some("first_name"), Some("email")]);
    }

    #[test]
    fn one_column_of_names() {
        assert_eq!(mapped("Nom,Email", &["Zoé Lefèvre,z@b.fr"], ','), [Some("full_name"), Some("email")]);
        assert_eq!(mapped("Name,Given Name,Family Name", &[], ','), [None, Some("first_name"), Some("last_name")]);
    }

    #[test]
    fn letters_name_columns() {
        for index in [0, 25, 26, 701, 702, 16_383] {
            assert_eq!(letters(&letter(index)), Some(index));
        }

        assert_eq!(letter(16_383), "XFD");
    }

    #[test]
    fn the_operator_decides() {
        let headers = ["Truc".to_owned(), "Nom".to_owned()];
        let chosen = [("truc".to_owned(), Some(Field::Email.into())), ("B".to_owned(), None)];
        let propose = |chosen: &[Chosen]| propose(&headers, &Profile::default(), chosen, None, &[], None);

        assert_eq!(propose(&chosen).unwrap().meanings, [Some(Field::Email.into()), None]);
        assert!(propose(&[("Z".to_owned(), None)]).is_err());
    }
    #[test]
    fn the_venues_own_fields_are_known_by_their_titles() {
        use crate::domain::custom::FieldKind;
        use crate::domain::entity::{Id, Instant};

        let field = CustomField::new(Id::now_v7(), FieldKind::Text, "Instrument préféré", Instant::UNIX_EPOCH);
        let meaning = |header: &str, fields: &[CustomField]| {
            propose(&[header.to_owned()], &Profile::default(), &[], None, fields, None).unwrap().meanings[0]
        };

        for header in ["Instrument préféré", "instrument prefere", "instrument_prefere", "custom.instrument_prefere"]
        {
            assert_eq!(meaning(header, std::slice::from_ref(&field)), Some(Meaning::Custom(field.id)), "{header}");
        }

        assert_eq!(meaning("Instrument préféré", &[CustomField { archived: true, ..field }]), None);
    }

    #[test]
    fn the_subject_decides_what_is_read() {
        let headers =
            ["Email", "Nom", "Prénom", "Produit", "Tarif", "Numéro de commande", "Montant"].map(str::to_owned);
        let fields = |subject| -> Vec<Option<&'static str>> {
            let mapping = propose(&headers, &Profile::default(), &[], None, &[], subject).unwrap();

            mapping.meanings.into_iter().map(|meaning| meaning.and_then(Meaning::field).map(Field::as_str)).collect()
        };
        let person = ["email", "last_name", "first_name"].map(Some);
        let with = |rest: [Option<&'static str>; 4]| person.into_iter().chain(rest).collect::<Vec<_>>();

        assert_eq!(fields(None), with([Some("product"), Some("price"), None, Some("contribution")]));
        assert_eq!(fields(Some(Subject::Members)), with([None; 4]));
        assert_eq!(
            fields(Some(Subject::Tickets)),
            with([Some("ticket_title"), Some("ticket_category"), Some("order_number"), None])
        );
    }
}

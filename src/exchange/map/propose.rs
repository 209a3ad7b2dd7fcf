//! A field for each column.

use super::names::{guessed, key, known, of_payer};
use super::profile::{Column, Profile};
use crate::domain::phrase::Phrase;
use crate::exchange::Field;

/// The field of each column, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    pub headers: Vec<String>,
    pub fields: Vec<Option<Field>>,
}

impl Mapping {
    pub fn column(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|of| *of == Some(field))
    }

    pub fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }
}

/// Maps every column: what the operator said, then names that are known, then names that contain one, then content.
/// A field is given to one column only, but an address can stand in several.
///
/// # Errors
/// A sentence when the operator's choice names a column that is not there.
pub fn propose(headers: &[String], profile: &Profile, chosen: &[(String, Option<Field>)]) -> Result<Mapping, Phrase> {
    let mut fields: Vec<Option<Field>> = vec![None; headers.len()];
    let mut fixed = vec![false; headers.len()];

    for (name, field) in chosen {
        let index = find(headers, name).ok_or_else(|| {
            Phrase::new("exchange-no-such-column").with("column", name.as_str()).with("columns", headers.join(", "))
        })?;

        fields[index] = *field;
        fixed[index] = true;
    }

    let empty = Column::default();
    let column = |index: usize| profile.columns.get(index).unwrap_or(&empty);
    let passes: [&dyn Fn(usize) -> Option<Field>; 4] = [
        &|index| known(&headers[index]).map(|field| fitting(field, column(index))),
        &|index| guessed(&headers[index]),
        &|index| of_payer(&headers[index]),
        &|index| {
            (column(index).emails * 10 > column(index).filled * 8 && column(index).emails > 0).then_some(Field::Email)
        },
    ];

    for pass in passes {
        for index in 0..headers.len() {
            if fixed[index] || fields[index].is_some() {
                continue;
            }

            let Some(field) = pass(index) else { continue };
            let taken = fields.contains(&Some(field));

            if !taken || field == Field::Address {
                fields[index] = Some(field);
            }
        }
    }

    let payer_is_member = (0..headers.len()).any(|index| {
        matches!(fields[index], Some(Field::FirstName | Field::LastName)) && of_payer(&headers[index]).is_some()
    });

    if payer_is_member && !fields.contains(&Some(Field::Email)) {
        for (index, header) in headers.iter().enumerate() {
            if !fixed[index] && of_payer(header) == Some(Field::Email) {
                fields[index] = Some(Field::Email);
            }
        }
    }

    drop_whole_names(&mut fields, &fixed);

    Ok(Mapping { headers: headers.to_vec(), fields })
}

/// By the name in the file, else by letter or number as a spreadsheet names it.
fn find(headers: &[String], name: &str) -> Option<usize> {
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

/// "Tarif" can be a name or an amount, "Adhésion" a product or the day of joining: what stands there decides.
fn fitting(field: Field, column: &Column) -> Field {
    let mostly = |count: usize| count > 0 && count * 10 >= column.filled * 8;

    match field {
        // Mailchimp's "STATUS" is of the mailing list.
        Field::Status if !column.samples.is_empty() && column.samples.iter().all(|sample| of_list(sample)) => {
            Field::Newsletter
        }
        Field::Price if mostly(column.amounts) => Field::PriceAmount,
        Field::Product | Field::Price if mostly(column.dates) => Field::PaidOn,
        Field::Product if mostly(column.amounts) => Field::Contribution,
        Field::PriceAmount if column.filled > 0 && column.amounts * 2 < column.filled => Field::Price,
        Field::Contribution if mostly(column.dates) => Field::PaidOn,
        Field::Contribution if column.filled > 0 && column.amounts * 2 < column.filled => Field::Product,
        Field::Method if mostly(column.dates) => Field::PaidOn,
        Field::Method if mostly(column.amounts) => Field::Contribution,
        field => field,
    }
}

fn of_list(status: &str) -> bool {
    matches!(key(status).as_str(), "subscribed" | "unsubscribed" | "cleaned" | "nonsubscribed" | "pending")
}

/// "Name" beside "First name" and "Last name" says nothing more; "Nom" alone beside nothing may hold both.
fn drop_whole_names(fields: &mut [Option<Field>], fixed: &[bool]) {
    let has = |fields: &[Option<Field>], field| fields.contains(&Some(field));

    if has(fields, Field::FirstName) && has(fields, Field::LastName) {
        for (field, fixed) in fields.iter_mut().zip(fixed) {
            if *field == Some(Field::FullName) && !fixed {
                *field = None;
            }
        }
    }

    if !has(fields, Field::FirstName) && !has(fields, Field::FullName) {
        for (field, fixed) in fields.iter_mut().zip(fixed) {
            if *field == Some(Field::LastName) && !fixed {
                *field = Some(Field::FullName);
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

        propose(&headers, &profile, &[]).unwrap().fields.into_iter().map(|field| field.map(Field::as_str)).collect()
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
        let chosen = [("truc".to_owned(), Some(Field::Email)), ("B".to_owned(), None)];
        let mapping = propose(&headers, &Profile::default(), &chosen).unwrap();

        assert_eq!(mapping.fields, [Some(Field::Email), None]);
        assert!(propose(&headers, &Profile::default(), &[("Z".to_owned(), None)]).is_err());
    }
}

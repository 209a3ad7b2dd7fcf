//! One contact, put together from its properties and told column by column.

use super::column::Column;
use super::property::Property;
use crate::exchange::draft::split_name;
use crate::exchange::read::csv::CELL_LIMIT;

/// How many addresses of one kind get a column of their own; the rest share the last one.
const SEVERAL: usize = 20;

/// The most that is kept of one card, in bytes; pictures are never kept.
const CARD_LIMIT: usize = 4 << 20;

/// One contact.
#[derive(Debug, Default)]
pub(super) struct Card {
    pub version: String,
    /// A list of other cards, not a person.
    pub is_group: bool,
    is_organisation: bool,
    /// Family, given, additional, prefixes, suffixes.
    name: Vec<String>,
    formatted: String,
    emails: Vec<(u8, String)>,
    phones: Vec<(u8, String)>,
    /// Box, extended, street, city, region, postal code, country.
    addresses: Vec<(u8, Vec<String>)>,
    labels: Vec<(u8, String)>,
    others: Vec<(Column, String)>,
    weight: usize,
}

impl Card {
    pub fn is_empty(&self) -> bool {
        self.weight == 0
    }

    pub fn take(&mut self, property: &Property) {
        if property.value.trim().trim_matches(';').trim().is_empty() {
            return;
        }

        self.weight += property.value.len();

        if self.weight > CARD_LIMIT {
            return;
        }

        let listed = |column| (column, property.text());

        match property.name.as_str() {
            "VERSION" => self.version = property.text(),
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" => {
                self.is_group = property.value.trim().eq_ignore_ascii_case("group");
                self.is_organisation |= property.value.trim().eq_ignore_ascii_case("org");
            }
            "X-ABSHOWAS" => self.is_organisation |= property.value.trim().eq_ignore_ascii_case("company"),
            "N" if self.name.is_empty() => self.name = property.parts(),
            "FN" if self.formatted.is_empty() => self.formatted = property.text().trim().to_owned(),
            "EMAIL" => {
                let text = property.text();
                let address = strip(&text, "mailto:").trim();

                if !self.emails.iter().any(|(_, known)| known.eq_ignore_ascii_case(address)) {
                    self.emails.push((property.rank(), address.to_owned()));
                }
            }
            "TEL" => {
                let text = property.text();
                let number = strip(&text, "tel:").replace(";ext=", " ext. ");
                let number = number.split(';').next().unwrap_or_default().trim().to_owned();

                if property.is("fax") {
                    self.others.push((Column::Fax, number));
                } else if !self.phones.iter().any(|(_, known)| *known == number) {
                    self.phones.push((property.rank(), number));
                }
            }
            "ADR" => self.addresses.push((property.rank(), property.parts())),
            "LABEL" => self.labels.push((property.rank(), property.text())),
            "NICKNAME" => self.others.push(listed(Column::Nickname)),
            "BDAY" => self.others.push(birthday(property)),
            "ORG" => {
                let mut parts = property.parts().into_iter().filter(|part| !part.is_empty());

                self.others.extend(parts.next().map(|name| (Column::Organisation, name)));
                self.others.extend(parts.map(|name| (Column::Department, name)));
            }
            "TITLE" => self.others.push(listed(Column::Title)),
            "ROLE" => self.others.push(listed(Column::Role)),
            "URL" => self.others.push(listed(Column::Website)),
            "CATEGORIES" => self.others.push(listed(Column::Categories)),
            "LANG" if property.rank() == 1 || !self.others.iter().any(|(column, _)| *column == Column::Language) => {
                self.others.retain(|(column, _)| *column != Column::Language);
                self.others.push(listed(Column::Language));
            }
            "GENDER" => self.others.push((Column::Gender, property.parts().join(" ").trim().to_owned())),
            "ANNIVERSARY" | "X-ANNIVERSARY" | "X-MS-ANNIVERSARY" => {
                self.others.extend(iso_day(&property.text()).map(|day| (Column::Anniversary, day)));
            }
            "NOTE" => self.others.push(listed(Column::Comment)),
            _ => {}
        }
    }

    /// What the card says, each column once.
    pub fn cells(&self) -> Vec<(Column, String)> {
        let mut cells: Vec<(Column, String)> = Vec::new();
        let mut say = |column: Column, text: &str, glue: &str| {
            let text = text.trim();

            if text.is_empty() {
                return;
            }

            match cells.iter_mut().find(|(known, _)| *known == column) {
                Some((_, said)) if said.len() + text.len() > CELL_LIMIT || said == text => {}
                Some((_, said)) => {
                    said.push_str(glue);
                    said.push_str(text);
                }
                None => cells.push((column, text.to_owned())),
            }
        };
        let part = |of: &[String], at: usize| of.get(at).map_or(String::new(), |part| part.replace(',', " "));
        let (mut family, mut given) = (part(&self.name, 0), part(&self.name, 1));
        let organisation =
            self.others.iter().find(|(column, _)| *column == Column::Organisation).map(|(_, name)| name.as_str());

        if family.trim().is_empty() && given.trim().is_empty() {
            (given, family) = match organisation {
                Some(name) if self.is_organisation || self.formatted == name || self.formatted.is_empty() => {
                    (String::new(), name.to_owned())
                }
                _ => split_name(&self.formatted),
            };
        }

        say(Column::LastName, &family, "");
        say(Column::FirstName, &given, "");

        for (at, column) in [(2, Column::Additional), (3, Column::Prefix), (4, Column::Suffix)] {
            say(column, &part(&self.name, at), "");
        }

        for (at, email) in ranked(&self.emails).enumerate() {
            say(Column::Email((at + 1).min(SEVERAL)), email, ", ");
        }

        for (at, phone) in ranked(&self.phones).enumerate() {
            say(Column::Phone((at + 1).min(SEVERAL)), phone, ", ");
        }

        for (at, address) in ranked(&self.addresses).enumerate() {
            let field = |at: usize| address.get(at).map_or("", |part| part.trim().trim_end_matches(',').trim());
            // The street first, as it is written on letters; the flat and the box behind it.
            let lines = [field(2), field(1), field(0)];
            let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();

            if at > 0 {
                let town = format!("{} {}", field(5), field(3));
                let whole: Vec<&str> = lines
                    .into_iter()
                    .chain([town.trim(), field(4), field(6)])
                    .filter(|line| !line.is_empty())
                    .collect();

                say(Column::OtherAddress(at.min(SEVERAL)), &whole.join("\n"), "\n\n");
                continue;
            }

            say(Column::Address, &lines.join("\n"), "");

            for (at, column) in [(3, Column::City), (4, Column::Region), (5, Column::PostalCode), (6, Column::Country)]
            {
                say(column, field(at), "");
            }
        }

        if self.addresses.is_empty() {
            for label in ranked(&self.labels).take(1) {
                say(Column::Address, label, "");
            }
        }

        for (column, text) in &self.others {
            let glue = match column {
                Column::Comment => "\n",
                Column::Birth | Column::BirthAsWritten | Column::Anniversary => continue,
                _ => ", ",
            };

            say(*column, text, glue);
        }

        for day in [Column::Birth, Column::BirthAsWritten, Column::Anniversary] {
            if let Some((_, text)) = self.others.iter().find(|(column, _)| *column == day) {
                say(day, text, "");
            }
        }

        cells
    }
}

/// The preferred one first, then in the order of the card.
fn ranked<T>(of: &[(u8, T)]) -> impl Iterator<Item = &T> {
    let best = of.iter().enumerate().min_by_key(|(at, (rank, _))| (*rank, *at)).map(|(at, _)| at);
    let first = best.map(|at| &of[at].1);

    first.into_iter().chain(of.iter().enumerate().filter(move |(at, _)| Some(*at) != best).map(|(_, (_, one))| one))
}

/// Without what some programs put before an address.
fn strip<'a>(text: &'a str, scheme: &str) -> &'a str {
    match text.get(..scheme.len()) {
        Some(head) if head.eq_ignore_ascii_case(scheme) => &text[scheme.len()..],
        _ => text,
    }
}

/// `19800322`, `1980-03-22` and either with a time, as `1980-03-22`.
fn iso_day(text: &str) -> Option<String> {
    let day = text.trim().split(['T', ' ']).next()?;
    let digits: String = day.chars().filter(|c| *c != '-').collect();

    (digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) && !day.starts_with('-'))
        .then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}

fn birthday(property: &Property) -> (Column, String) {
    let text = property.text();
    let no_year = property.param("X-APPLE-OMIT-YEAR");

    match iso_day(&text) {
        Some(day) if no_year.is_some_and(|year| day.starts_with(year)) => {
            (Column::BirthAsWritten, format!("-{}", &day[4..]))
        }
        Some(day) => (Column::Birth, day),
        None => (Column::BirthAsWritten, text),
    }
}

//! What stands in the first cells of a column: what it is where its name says nothing, and what kind of field it would
//! make.

use super::names::key;
use crate::domain::custom::FieldKind;
use crate::exchange::draft::values;
use crate::exchange::read::row::CellKind;

/// How many filled cells of a column are looked at.
const LOOKED: usize = 2_000;
/// A column with more different values than this offers no choice.
const CHOICES: usize = 12;
/// Longer cells are texts, in characters.
const LONG: usize = 120;

/// Counts over the first filled cells of a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// Cells that were looked at.
    pub looked: usize,
    pub yes_no: usize,
    pub phones: usize,
    /// French postal codes.
    pub postals: usize,
    /// Dates in the life of a person, and those of them before this century.
    births: usize,
    elder: usize,
    /// Amounts with the sign of a currency.
    pub money: usize,
    numbers: usize,
    dates: usize,
    /// Names of countries, and their codes of two letters.
    pub countries: usize,
    pub country_codes: usize,
    long: usize,
    /// The first different values, folded.
    different: Vec<String>,
}

impl Content {
    /// `cell` is trimmed and not empty.
    pub fn look(&mut self, cell: &str, kind: CellKind) {
        if self.looked == LOOKED {
            return;
        }

        self.looked += 1;

        let short = cell.chars().count() <= LONG && !cell.contains('\n');

        self.long += usize::from(!short);

        if !short {
            return;
        }

        let folded = key(cell);

        self.yes_no += usize::from(values::yes_no(cell).is_some());
        self.phones += usize::from(is_phone(cell));
        self.postals += usize::from(is_postal(cell));
        self.money += usize::from(is_money(cell));
        self.numbers += usize::from(is_number(cell));
        self.countries += usize::from(COUNTRIES.contains(&folded.as_str()));
        self.country_codes += usize::from(cell.len() == 2 && CODES.contains(&cell));

        if let Some(year) = year(cell, kind) {
            self.dates += 1;
            self.births += usize::from((1915..=2018).contains(&year));
            self.elder += usize::from((1915..2000).contains(&year));
        }

        if self.different.len() <= CHOICES && !self.different.contains(&folded) {
            self.different.push(folded);
        }
    }

    /// Whether a count is nearly all of what was looked at.
    pub fn mostly(&self, count: usize) -> bool {
        count > 0 && count * 10 >= self.looked * 8
    }

    /// Days on which people were born: long ago, and not all of them lately.
    pub fn is_births(&self) -> bool {
        self.mostly(self.births) && self.elder * 3 >= self.births
    }

    pub fn is_dates(&self) -> bool {
        self.mostly(self.dates)
    }

    /// What a field of the venue's own would be that takes this column.
    pub fn kind(&self) -> FieldKind {
        let all = |count: usize| count > 0 && count == self.looked;

        if all(self.yes_no) {
            FieldKind::YesNo
        } else if all(self.dates) {
            FieldKind::Date
        } else if all(self.numbers) && !all(self.phones) && !all(self.postals) {
            FieldKind::Number
        } else if self.long > 0 {
            FieldKind::LongText
        } else if self.different.len() <= CHOICES && self.different.len() * 2 <= self.looked && self.looked > 3 {
            FieldKind::Choice
        } else {
            FieldKind::Text
        }
    }
}

/// "06 12 34 56 78", "06.12.34.56.78", "+33 (0)6 12 34 56 78", "0033612345678", "612345678" without its zero, and numbers
/// of other countries with their "+".
pub fn is_phone(cell: &str) -> bool {
    if cell.chars().any(|c| !c.is_ascii_digit() && !" .-/()+\u{a0}\u{202f}\u{2011}".contains(c)) {
        return false;
    }

    let digits: String = cell.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
    let french = |rest: &str| rest.len() == 9 && !rest.starts_with('0');

    if cell.starts_with('+') {
        return (8..=15).contains(&digits.len());
    }

    digits.strip_prefix("0033").or_else(|| digits.strip_prefix('0')).is_some_and(french)
        || digits.strip_prefix("33").is_some_and(french)
        || french(&digits) && digits.starts_with(['6', '7'])
}

/// "01000", "75011", "2A004".
fn is_postal(cell: &str) -> bool {
    let code = cell.replace("2A", "20").replace("2B", "20");

    code.len() == 5 && code.parse::<u32>().is_ok_and(|code| (1_000..99_000).contains(&code))
}

fn is_money(cell: &str) -> bool {
    let signed = cell.contains(['€', '$', '£']) || cell.ends_with("EUR") || cell.starts_with("EUR");

    signed && cell.contains(|c: char| c.is_ascii_digit())
}

/// "-12", "1,75", "0"; no code that begins with a zero.
fn is_number(cell: &str) -> bool {
    let body = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, rest) = body.split_once([',', '.']).unwrap_or((body, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());

    digits(whole) && digits(rest) && whole.len() <= 12 && (whole == "0" || !whole.starts_with('0'))
}

/// The year of a date with four digits for it.
fn year(cell: &str, kind: CellKind) -> Option<i32> {
    if kind == CellKind::Number {
        return None;
    }

    let day = cell.split(['T', ' ', '\u{a0}']).next()?;
    let mut parts = day.split(['/', '-', '.']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit())
    };

    if parts.next().is_some() || !digits(b, 2) {
        return None;
    }

    match (a.len(), c.len()) {
        (4, _) if digits(a, 4) && digits(c, 2) => a.parse().ok(),
        (_, 4) if digits(a, 2) && digits(c, 4) => c.parse().ok(),
        _ => None,
    }
}

/// Folded, French and English: those from where members of a French venue may well come.
const COUNTRIES: &[&str] = &[
    "afrique du sud",
    "albania",
    "albanie",
    "algeria",
    "algerie",
    "allemagne",
    "andorra",
    "andorre",
    "argentina",
    "argentine",
    "armenia",
    "armenie",
    "australia",
    "australie",
    "austria",
    "autriche",
    "belgique",
    "belgium",
    "benin",
    "bolivia",
    "bolivie",
    "brazil",
    "bresil",
    "bulgaria",
    "bulgarie",
    "burkina faso",
    "cameroon",
    "cameroun",
    "canada",
    "chile",
    "chili",
    "china",
    "chine",
    "colombia",
    "colombie",
    "comores",
    "comoros",
    "congo",
    "cote divoire",
    "croatia",
    "croatie",
    "cuba",
    "czechia",
    "danemark",
    "denmark",
    "egypt",
    "egypte",
    "espagne",
    "estonia",
    "estonie",
    "etats unis",
    "finland",
    "finlande",
    "france",
    "gabon",
    "georgia",
    "georgie",
    "germany",
    "ghana",
    "grece",
    "greece",
    "guinea",
    "guinee",
    "haiti",
    "hongrie",
    "hungary",
    "iceland",
    "inde",
    "india",
    "iran",
    "ireland",
    "irlande",
    "islande",
    "israel",
    "italie",
    "italy",
    "japan",
    "japon",
    "latvia",
    "lebanon",
    "lettonie",
    "liban",
    "lithuania",
    "lituanie",
    "luxembourg",
    "madagascar",
    "mali",
    "malta",
    "malte",
    "maroc",
    "mauritius",
    "mexico",
    "mexique",
    "monaco",
    "morocco",
    "netherlands",
    "niger",
    "nigeria",
    "norvege",
    "norway",
    "nouvelle zelande",
    "new zealand",
    "pays bas",
    "peru",
    "perou",
    "poland",
    "pologne",
    "portugal",
    "republique tcheque",
    "romania",
    "roumanie",
    "royaume uni",
    "russia",
    "russie",
    "senegal",
    "serbia",
    "serbie",
    "slovakia",
    "slovaquie",
    "slovenia",
    "slovenie",
    "south africa",
    "spain",
    "suede",
    "suisse",
    "sweden",
    "switzerland",
    "syria",
    "syrie",
    "togo",
    "tunisia",
    "tunisie",
    "turkey",
    "turquie",
    "ukraine",
    "united kingdom",
    "united states",
    "usa",
    "venezuela",
    "vietnam",
];

const CODES: &[&str] = &[
    "AD", "AR", "AT", "AU", "BE", "BG", "BR", "CA", "CH", "CI", "CL", "CM", "CN", "CY", "CZ", "DE", "DK", "DZ", "EE",
    "ES", "FI", "FR", "GB", "GP", "GR", "HR", "HU", "IE", "IL", "IN", "IS", "IT", "JP", "LB", "LT", "LU", "LV", "MA",
    "MC", "MG", "ML", "MQ", "MT", "MX", "NC", "NL", "NO", "NZ", "PF", "PL", "PT", "RE", "RO", "RS", "RU", "SE", "SI",
    "SK", "SN", "TN", "TR", "UA", "UK", "US", "YT",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn content(cells: &[&str]) -> Content {
        let mut content = Content::default();

        cells.iter().for_each(|cell| content.look(cell, CellKind::Text));
        content
    }

    #[test]
    fn phones() {
        for phone in [
            "06 12 34 56 78",
            "06.12.34.56.78",
            "06-12-34-56-78",
            "06/12/34/56/78",
            "0612345678",
            "612345678",
            "+33 6 12 34 56 78",
            "+33 (0)6 12 34 56 78",
            "0033 612345678",
            "33612345678",
            "01 42 00 00 00",
            "+32 470 12 34 56",
            "+1 555-010-0199",
            "06\u{a0}12\u{a0}34\u{a0}56\u{a0}78",
        ] {
            assert!(is_phone(phone), "{phone}");
        }

        for other in ["75011", "12,50", "01/02/2025", "2025-01-31", "312345678", "0612", "06 12 34 56 7x", "1234567890"]
        {
            assert!(!is_phone(other), "{other}");
        }
    }

    #[test]
    fn kinds() {
        let table: &[(&[&str], FieldKind)] = &[
            (&[], FieldKind::Text),
            (&["oui", "Non", "OUI"], FieldKind::YesNo),
            (&["1", "0", "1"], FieldKind::YesNo),
            (&["12/05/2020", "2020-05-12"], FieldKind::Date),
            (&["12", "1,72", "-3"], FieldKind::Number),
            (&["06 12 34 56 78", "0612345678"], FieldKind::Text),
            (&["75011", "01000", "2A004"], FieldKind::Text),
            (&["001", "002"], FieldKind::Text),
            (&["M.", "Mme", "M.", "Mme", "Mme"], FieldKind::Choice),
            (&["Flûte", "flute", "Piano", "Piano"], FieldKind::Choice),
            (&["Flûte", "Piano", "Alto"], FieldKind::Text),
            (&["a\nb"], FieldKind::LongText),
        ];

        for (cells, kind) in table {
            assert_eq!(content(cells).kind(), *kind, "{cells:?}");
        }
    }

    #[test]
    fn births_are_long_ago() {
        assert!(content(&["12/05/1980", "1972-01-31", "01/09/2006"]).is_births());
        assert!(!content(&["12/05/2024", "01/09/2025"]).is_births());
        assert!(!content(&["01/09/2010", "01/09/2011", "01/09/2012"]).is_births());
    }
}

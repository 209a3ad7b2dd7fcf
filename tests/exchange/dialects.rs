//! One table in every way that programs write it.

use guichet::exchange::read::row::Row;
use guichet::exchange::read::{Wishes, table};
use guichet::exchange::{DateOrder, Decimal, Question};
use proptest::prelude::*;

use super::write;

#[derive(Debug, Clone, Copy)]
struct Way {
    encoding: usize,
    separator: char,
    quote: char,
    quote_all: bool,
    end: &'static str,
    dates: DateOrder,
    decimal: Decimal,
    title: bool,
    /// Whether a date has a day above 12.
    telling: bool,
}

const ENCODINGS: [&str; 8] =
    ["UTF-8", "UTF-8 with mark", "windows-1252", "ISO-8859-1", "ISO-8859-15", "macintosh", "UTF-16LE", "UTF-16BE"];

fn ways() -> impl Strategy<Value = Way> {
    (
        0..ENCODINGS.len(),
        prop::sample::select(vec![';', ',', '\t', '|', '^', '~', ':', '#']),
        (prop::sample::select(vec!['"', '\'']), any::<bool>()),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        prop::sample::select(DateOrder::ALL.to_vec()),
        prop::sample::select(Decimal::ALL.to_vec()),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(encoding, separator, (quote, quote_all), end, dates, decimal, title, telling)| Way {
            encoding,
            separator,
            quote,
            quote_all,
            end,
            dates,
            decimal,
            title,
            telling,
        })
}

fn rows() -> impl Strategy<Value = Vec<(String, u32, u32, u32)>> {
    prop::collection::vec(("[A-Z][a-zéèêàçôî' -]{1,12}é", 1..=12_u32, 1..=12_u32, 0..90_000_u32), 4..40)
}

fn cell(text: &str, way: Way) -> String {
    let quote = way.quote;

    if way.quote_all || text.contains(way.separator) {
        format!("{quote}{}{quote}", text.replace(quote, &format!("{quote}{quote}")))
    } else {
        text.to_owned()
    }
}

/// The encoding under which a file may be named.
fn names(encoding: usize) -> &'static [&'static str] {
    match ENCODINGS[encoding] {
        "UTF-8" | "UTF-8 with mark" => &["UTF-8"],
        // What these do not share does not stand in the table.
        "windows-1252" | "ISO-8859-1" | "ISO-8859-15" => &["windows-1252", "ISO-8859-15"],
        "macintosh" => &["macintosh"],
        "UTF-16LE" => &["UTF-16LE"],
        _ => &["UTF-16BE"],
    }
}

fn encode(text: &str, encoding: usize) -> Vec<u8> {
    match ENCODINGS[encoding] {
        "UTF-8" => text.into(),
        "UTF-8 with mark" => format!("\u{feff}{text}").into(),
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
        "macintosh" => text.chars().map(mac_roman).collect(),
        label => encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned(),
    }
}

/// No encoder of ours writes Mac Roman.
fn mac_roman(character: char) -> u8 {
    match character {
        'é' => 0x8E,
        'è' => 0x8F,
        'ê' => 0x90,
        'à' => 0x88,
        'ç' => 0x8D,
        'ô' => 0x99,
        'î' => 0x94,
        character => u8::try_from(character).unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn is_read_as_it_was_written(way in ways(), rows in rows()) {
        let mut lines = Vec::new();

        if way.title {
            lines.push("Liste des adhérents".to_owned());
        }

        let rows: Vec<_> = rows
            .into_iter()
            .chain(way.telling.then(|| ("Noé".to_owned(), 27, 3, 1250)))
            .chain([("Chloé".to_owned(), 3, 4, 1_234_550)])
            .collect();

        lines.push(["Nom", "Prénom", "Courriel", "Payé le", "Cotisation"].map(|name| cell(name, way)).join(&way.separator.to_string()));

        for (index, (name, day, month, amount)) in rows.iter().enumerate() {
            let date = match way.dates {
                DateOrder::DayFirst => format!("{day:02}/{month:02}/2024"),
                DateOrder::MonthFirst => format!("{month:02}/{day:02}/2024"),
                DateOrder::YearFirst => format!("2024-{month:02}-{day:02}"),
            };
            let sign = if way.decimal == Decimal::Comma { ',' } else { '.' };
            let amount = format!("{}{sign}{:02}", amount / 100, amount % 100);

            lines.push(
                [name.as_str(), "Zoé", &format!("p{index}@ici.example"), &date, &amount]
                    .map(|text| cell(text, way))
                    .join(&way.separator.to_string()),
            );
        }

        let folder = tempfile::tempdir().unwrap();
        let file = write(folder.path(), "t.csv", encode(&(lines.join(way.end) + way.end), way.encoding));
        let mut wishes = Wishes::default();
        let first = table(&file, &wishes, &|_, _| true).unwrap();
        let doubted: Vec<Question> = first.read_as.doubts.iter().map(|doubt| doubt.question).collect();
        let dates_are_doubtful = !way.telling && way.dates != DateOrder::YearFirst;

        prop_assert_eq!(doubted.contains(&Question::Dates), dates_are_doubtful);
        prop_assert!(!doubted.contains(&Question::Decimal) && !doubted.contains(&Question::Sheet));

        // Whatever is asked has the truth among its answers.
        for doubt in &first.read_as.doubts {
            let answers: Vec<&str> = doubt.answers.iter().map(|answer| answer.value.as_str()).collect();
            let separator = way.separator.to_string();
            let truth = match doubt.question {
                Question::Dates => way.dates.as_str(),
                Question::Separator => separator.as_str(),
                _ => answers.iter().copied().find(|answer| names(way.encoding).contains(answer)).unwrap_or("none of them"),
            };

            prop_assert!(answers.contains(&truth), "{:?}", doubt);
            prop_assert!(doubt.answers.iter().all(|answer| !answer.sample.is_empty()), "{:?}", doubt);

            match doubt.question {
                Question::Dates => wishes.dates = Some(way.dates),
                Question::Separator => wishes.separator = Some(way.separator),
                _ => wishes.encoding = Some(truth.to_owned()),
            }
        }

        let read = table(&file, &wishes, &|_, _| true).unwrap();

        prop_assert_eq!(&read.read_as.doubts, &[]);
        prop_assert_eq!(&read.headers, &["Nom", "Prénom", "Courriel", "Payé le", "Cotisation"]);
        prop_assert!(names(way.encoding).contains(&read.read_as.encoding.as_str()), "{}", read.read_as.encoding);
        prop_assert_eq!(read.read_as.separator, Some(way.separator));
        prop_assert_eq!(read.read_as.dates, way.dates);
        prop_assert_eq!(read.read_as.decimal, way.decimal);
        prop_assert_eq!(read.read_as.header_row, Some(if way.title { 2 } else { 1 }));

        let mut of = read.rows.rows(0);
        let mut row = Row::default();

        for (index, (name, ..)) in rows.iter().enumerate() {
            prop_assert!(of.next(&mut row).unwrap());
            prop_assert_eq!(row.cell(0), name.as_str());
            prop_assert_eq!(row.cell(2), format!("p{index}@ici.example"));
            prop_assert_eq!(row.len(), 5);
        }

        prop_assert!(!of.next(&mut row).unwrap());
    }
}

/// What is written, and what separates it; none: a single column.
#[test]
fn separators() {
    let table: &[(&str, char, &[&str])] = &[
        ("Montant\n12,50\n13,50\n", ';', &["Montant"]),
        ("Heure\n21:59\n22:00\n", ',', &["Heure"]),
        ("Site\nhttps://ici.fr/1\nhttps://la.fr/2\n", ',', &["Site"]),
        ("Courriel\na@b.fr\nc@d.fr\n", ',', &["Courriel"]),
        ("Nom;Prix;Remise\nA;12,50;1,50\nB;13,50;2,50\n", ';', &["Nom", "Prix", "Remise"]),
        ("Nom,Prix\n\"A; B\",\"12,50\"\n\"C; D\",\"13,50\"\n", ',', &["Nom", "Prix"]),
        ("Nom:Prix\nA:12\nB:13\n", ':', &["Nom", "Prix"]),
        ("Nom~Prix\nA~12\nB~13\n", '~', &["Nom", "Prix"]),
        ("sep=^\nNom^Prix\nA^12\n", '^', &["Nom", "Prix"]),
        ("sep=;\r\nNom;Prix\r\nA;12\r\n", ';', &["Nom", "Prix"]),
        ("Nom,Adresse\nA,\"1, rue X; Bât. B\"\nB,\"2, rue Y; Bât. C\"\n", ',', &["Nom", "Adresse"]),
        ("Nom;Note\nA;\"dit \\\"oui; non\\\"\"\nB;x\n", ';', &["Nom", "Note"]),
        ("'Nom';'Note'\n'A';'5\" de haut'\n'O''Brien';'x;y'\n", ';', &["Nom", "Note"]),
    ];
    let folder = tempfile::tempdir().unwrap();

    for (text, separator, headers) in table {
        let (read, found) = super::rows(&write(folder.path(), "a.csv", text));

        assert_eq!(read.headers, *headers, "{text}");
        assert_eq!(read.read_as.separator, Some(*separator), "{text}");
        assert!(found.iter().all(|row| row.len() == headers.len()), "{text}");
        assert_eq!(read.read_as.doubts, [], "{text}");
    }
}

#[test]
fn two_cuts_that_are_as_good_are_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let (read, _) = super::rows(&write(folder.path(), "a.csv", "a;b,c\nx;y,z\nu;v,w\n"));
    let doubt = &read.read_as.doubts[0];

    assert_eq!(doubt.question, Question::Separator);
    assert_eq!(
        doubt.answers.iter().map(|answer| (answer.value.as_str(), answer.sample.as_str())).collect::<Vec<_>>(),
        [(";", "u · v,w"), (",", "u;v · w")]
    );
}

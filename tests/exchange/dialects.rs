//! One table in every way that programs write it.

use guichet::exchange::read::row::Row;
use guichet::exchange::read::{Wishes, table};
use guichet::exchange::{DateOrder, Decimal};
use proptest::prelude::*;

use super::write;

#[derive(Debug, Clone, Copy)]
struct Way {
    encoding: usize,
    separator: char,
    quote_all: bool,
    end: &'static str,
    dates: DateOrder,
    decimal: Decimal,
    title: bool,
}

const ENCODINGS: [&str; 8] =
    ["UTF-8", "UTF-8 with mark", "windows-1252", "ISO-8859-1", "ISO-8859-15", "macintosh", "UTF-16LE", "UTF-16BE"];

fn ways() -> impl Strategy<Value = Way> {
    (
        0..ENCODINGS.len(),
        prop::sample::select(vec![';', ',', '\t', '|']),
        any::<bool>(),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        prop::sample::select(DateOrder::ALL.to_vec()),
        prop::sample::select(Decimal::ALL.to_vec()),
        any::<bool>(),
    )
        .prop_map(|(encoding, separator, quote_all, end, dates, decimal, title)| Way {
            encoding,
            separator,
            quote_all,
            end,
            dates,
            decimal,
            title,
        })
}

fn rows() -> impl Strategy<Value = Vec<(String, u32, u32, u32)>> {
    prop::collection::vec(("[A-Z][a-zéèêàçôî' -]{1,12}é", 1..=28_u32, 1..=12_u32, 0..90_000_u32), 4..40)
}

fn cell(text: &str, way: Way) -> String {
    if way.quote_all || text.contains(way.separator) { format!("\"{text}\"") } else { text.to_owned() }
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

        // One day above 12 tells the order.
        let rows: Vec<_> = rows.into_iter().chain([("Noé".to_owned(), 27, 3, 1250)]).collect();

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
        let read = table(&file, &Wishes::default(), &|_, _| true).unwrap();

        prop_assert_eq!(&read.headers, &["Nom", "Prénom", "Courriel", "Payé le", "Cotisation"]);
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
        }

        prop_assert!(!of.next(&mut row).unwrap());
    }
}

//! What is written reads back as it was, in each kind of file and whatever stands in it; what a kind of file cannot hold
//! is refused with a sentence.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use guichet::exchange::Dialect;
use guichet::exchange::read::row::CellKind;
use guichet::exchange::write::Kind;
use guichet::exchange::write::cells::{Cell, Shape};
use proptest::prelude::*;

use super::sheets::{FORMATS, column, left_in, plan, read_back, said, written};

/// Texts of all kinds that have broken a file somewhere.
fn hostile() -> impl Strategy<Value = String> {
    let fixed = |text: &'static str| Just(text.to_owned());

    prop_oneof![
        4 => "\\PC{0,20}",
        4 => "[=+\\-@'\"; ,|a]{1,8}",
        3 => "[ \\t\\r\\n\u{a0}\u{2028}\u{85}a<&]{0,6}",
        2 => "[\\x00-\\x1f\\x7f\u{9c}\u{fffe}\u{ffff}\u{feff} a]{0,4}",
        2 => "(_?x[0-9A-Fa-f]{3,4}_?[\\x01\\r_x]?){1,3}",
        1 => "[e\u{300}-\u{36f}]{0,6}",
        1 => "[\u{5d0}-\u{5ea}\u{627}-\u{64a}\u{202e}\u{200f}\u{2066} ]{0,10}",
        1 => "[0-9]{1,3}[/.,-][0-9]{1,4}[/.:-]?[0-9]{0,4}",
        8 => prop_oneof![
            fixed("'=1+1"),
            fixed("''+33 6 12 34 56 78"),
            fixed("+33 6 12 34 56 78"),
            fixed("-1 sur la liste"),
            fixed("=HYPERLINK(\"http://x\",\"y\")"),
            fixed("deux\nlignes"),
            fixed("deux\r\nlignes\r"),
            fixed("un \"mot\"; deux"),
            fixed("01000"),
            fixed("12345678901234567890"),
            fixed("1E5"),
            fixed("TRUE"),
            fixed("#REF!"),
            fixed("Null"),
            fixed(" devant et derrière  "),
            fixed("a  b   c"),
            fixed("مرحبا 👩‍👩‍👧 李 Ñ"),
            fixed("_x000D_"),
            fixed("_x005F_x000D_"),
            fixed("]]> <![CDATA[ &amp; &#13;"),
            fixed("sep=;"),
        ],
        1 => "[a-z ]{2}".prop_map(|text| text.repeat(5_000)),
    ]
}

/// Whether this kind of file can hold the text: none but a CSV holds all of them.
fn holds(kind: Kind, text: &str) -> bool {
    let control = |c: char| (c < ' ' && !matches!(c, '\t' | '\n')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    let letters: Vec<char> = text.chars().collect();

    match kind {
        Kind::Csv => true,
        Kind::Ods => !text.chars().any(|c| control(c) && c != '\r'),
        // A control character right after what looks like the beginning of an escaped one.
        Kind::Xlsx => !letters.windows(7).any(|window| {
            window[..2] == ['_', 'x'] && window[2..6].iter().all(char::is_ascii_hexdigit) && control(window[6])
        }),
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\0')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn texts(
        rows in prop::collection::vec(prop::collection::vec(hostile(), 3), 1..12),
        format in prop::sample::select(&FORMATS),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("t.{}", format.2));
        let columns = ["Courriel", "Nom", "Ville"].map(|name| column(name, Shape::Text)).to_vec();
        let plan = plan(path.clone(), format, columns);
        // So much of control characters alone would be no list.
        let ballast = vec!["x".repeat(4_000), String::new(), "y".to_owned()];
        let rows: Vec<Vec<String>> = std::iter::once(ballast).chain(rows).collect();
        let cells: Vec<Vec<Cell>> =
            rows.iter().map(|row| row.iter().map(|text| Cell::Text(text.clone())).collect()).collect();
        let done = written(&plan, &cells);

        if rows.iter().flatten().any(|text| !holds(format.0, text)) {
            let (key, _) = said(done.unwrap_err());

            prop_assert_eq!(key, "exchange-cell-unwritable");
            prop_assert!(left_in(folder.path()).is_empty());

            return Ok(());
        }

        done.unwrap();

        let expected: Vec<(u32, Vec<String>)> = (2..)
            .zip(rows)
            .filter(|(_, row)| !row.iter().all(|text| is_blank(text)))
            .collect();
        let found: Vec<(u32, Vec<String>)> = read_back(&path, None)
            .into_iter()
            .map(|(number, cells)| (number, cells.into_iter().map(|cell| cell.0).collect()))
            // The apostrophe of a CSV makes a row of a single tab one of text.
            .filter(|(_, row): &(u32, Vec<String>)| !row.iter().all(|text| is_blank(text)))
            .collect();

        prop_assert_eq!(found, expected);

        if format.0 == Kind::Csv {
            let separator = if format.1 == Dialect::FrenchExcel { b';' } else { b',' };
            let mut reader =
                csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_path(&path).unwrap();

            for record in reader.records() {
                prop_assert!(!record.unwrap().iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
            }
        }
    }

    #[test]
    fn values(
        rows in prop::collection::vec(
            (
                any::<i64>().prop_map(|minor| minor % 100_000_000_000),
                -719_162_i64..2_932_897,
                0_i64..86_400,
                any::<i64>(),
                "-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,9})?",
            ),
            1..12,
        ),
        format in prop::sample::select(&FORMATS),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("t.{}", format.2));
        let shapes = [Shape::Money, Shape::Date, Shape::Moment, Shape::Number, Shape::Decimal];
        let columns = shapes.into_iter().zip(["a", "b", "c", "d", "e"]).map(|(shape, name)| column(name, shape)).collect();
        let plan = plan(path.clone(), format, columns);
        let rows: Vec<(i64, NaiveDate, NaiveDateTime, i64, String)> = rows
            .into_iter()
            .map(|(money, days, seconds, number, decimal)| {
                let day = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + TimeDelta::days(days);

                (money, day, day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::seconds(seconds), number, decimal)
            })
            .collect();
        let cells: Vec<Vec<Cell>> = rows
            .iter()
            .map(|(money, day, at, number, decimal)| vec![
                Cell::Money(*money),
                Cell::Date(*day),
                Cell::Moment(*at),
                Cell::Number(*number),
                Cell::Decimal(decimal.clone()),
            ])
            .collect();

        written(&plan, &cells).unwrap();

        let found = read_back(&path, None);

        prop_assert_eq!(found.len(), rows.len());

        for ((_, cells), (money, day, at, number, decimal)) in found.iter().zip(&rows) {
            let cents = format!("{}{}.{:02}", if *money < 0 { "-" } else { "" }, money.abs() / 100, money.abs() % 100);
            let texts: Vec<&str> = cells.iter().map(|cell| cell.0.as_str()).collect();

            prop_assert_eq!(plainly(texts[0]), plainly(&cents));
            prop_assert_eq!(day_of(texts[1]), *day);
            prop_assert_eq!(moment_of(texts[2]), *at);
            prop_assert_eq!(plainly(texts[3]), number.to_string());
            prop_assert_eq!(plainly(texts[4]), plainly(decimal));

            if format.0 != Kind::Csv {
                prop_assert_eq!(cells[0].1, CellKind::Number);
            }
        }
    }
}

/// A number without what says nothing.
fn plainly(number: &str) -> String {
    let number = number.replace(',', ".");

    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.').to_owned() } else { number }
}

fn day_of(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y")).unwrap()
}

fn moment_of(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%d/%m/%Y %H:%M:%S"))
        .unwrap_or_else(|_| day_of(text).and_hms_opt(0, 0, 0).unwrap())
}

#[test]
fn very_long_rows_and_holes() {
    for format in FORMATS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("t.{}", format.2));
        let width = 4_000;
        let columns = (0..width).map(|index| column(&format!("Colonne {index}"), Shape::Text)).collect();
        let plan = plan(path.clone(), format, columns);
        let full: Vec<Cell> = (0..width).map(|index| Cell::Text(format!("é{index}"))).collect();
        let mut holed = vec![Cell::Empty; width];

        holed[width - 1] = Cell::Number(1);
        written(&plan, &[full, vec![Cell::Empty; width], Vec::new(), holed, vec![Cell::Text("a".into())]]).unwrap();

        let found = read_back(&path, None);
        let numbers: Vec<u32> = found.iter().map(|(number, _)| *number).collect();

        assert_eq!(numbers, [2, 5, 6], "{format:?}");
        assert_eq!(found[0].1[width - 1].0, format!("é{}", width - 1));
        assert_eq!((found[1].1[width - 1].0.as_str(), found[1].1[0].0.as_str()), ("1", ""));
        assert_eq!((found[2].1[0].0.as_str(), found[2].1[1].0.as_str()), ("a", ""));
    }
}

#[test]
fn a_sheet_without_rows_has_its_header() {
    for format in FORMATS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("t.{}", format.2));

        written(&plan(path.clone(), format, vec![column("Nom", Shape::Text)]), &[]).unwrap();
        assert!(path.metadata().unwrap().len() > 0);
        assert_eq!(left_in(folder.path()).len(), 1);
    }
}

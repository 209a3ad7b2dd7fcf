//! Workbooks as programs write them: ODS from its XML, XLSX of the world where it is at hand.

use std::path::{Path, PathBuf};

use guichet::exchange::Question;
use guichet::exchange::read::row::{CellKind, Row};
use guichet::exchange::read::{Wishes, table};

use super::bad::archive;
use super::{refusal, rows, write};

/// The cells of an ODS with these tables.
pub fn content(tables: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    )
}

pub fn ods(tables: &str) -> Vec<u8> {
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content(tables).as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
    ])
}

pub fn table_of(name: &str, rows: &str) -> String {
    format!(r#"<table:table table:name="{name}">{rows}</table:table>"#)
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn text(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

fn typed(attributes: &str, shown: &str) -> String {
    format!(r#"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"#)
}

/// A small XLS of one sheet: names of columns and one row, with a number.
pub fn xls() -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
    };
    let begin = |of: u8| record(0x0809, &[&[0, 6, of, 0][..], &[0; 12]].concat());
    let place = |row: u8, column: u8| [row, 0, column, 0, 0, 0];
    let label = |row, column, text: &str| {
        let head = [&place(row, column)[..], &[u8::try_from(text.len()).unwrap(), 0, 0]].concat();

        record(0x0204, &[&head[..], text.as_bytes()].concat())
    };
    let number = |row, column, number: f64| record(0x0203, &[&place(row, column)[..], &number.to_le_bytes()].concat());
    let end = record(0x000A, &[]);
    let mut stream = [begin(5), record(0x0085, &[37, 0, 0, 0, 0, 0, 1, 0, b'A']), end.clone()].concat();

    assert_eq!(stream.len(), 37);
    stream.extend(
        [begin(16), label(0, 0, "Nom"), label(0, 1, "Cotisation"), label(2, 0, "Zoe"), number(2, 1, 12.5), end]
            .concat(),
    );
    stream.resize(4096, 0);

    // A compound file: the table of sectors, the directory, the stream.
    let mut file = vec![0xFF; 512];

    file[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    file[8..76].fill(0);
    file[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    file[44] = 1;
    file[48] = 1;
    file[57] = 0x10;
    file[60..64].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    file[68..72].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    file[76..80].fill(0);

    let chain = [0xFFFF_FFFD_u32, 0xFFFF_FFFE].into_iter().chain(3..10).chain([0xFFFF_FFFE]);
    let mut table: Vec<u8> = chain.flat_map(u32::to_le_bytes).collect();

    table.resize(512, 0xFF);
    file.extend(table);

    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();

        entry.resize(128, 0);
        entry[64] = u8::try_from(name.len() * 2 + 2).unwrap();
        entry[66] = kind;
        entry[68..76].fill(0xFF);
        entry[76..80].copy_from_slice(&child.to_le_bytes());
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&size.to_le_bytes());
        entry
    };

    file.extend(entry("Root Entry", 5, 1, 0xFFFF_FFFE, 0));
    file.extend(entry("Workbook", 2, u32::MAX, 2, 4096));
    file.extend([0; 256]);
    file.extend(stream);

    file
}

#[test]
fn an_xls() {
    let folder = tempfile::tempdir().unwrap();
    let (read, found) = rows(&write(folder.path(), "a.xls", xls()));

    assert_eq!((read.read_as.encoding.as_str(), read.read_as.header_row), ("xls", Some(1)));
    assert_eq!(read.headers, ["Nom", "Cotisation"]);
    assert_eq!(found, [["Zoe", "12.5"]]);
}

#[test]
fn cells_of_an_ods() {
    let cells: &[(String, &str, CellKind)] = &[
        (text("Zoé"), "Zoé", CellKind::Text),
        (text("01000"), "01000", CellKind::Text),
        (text("a &amp; b &lt;c&gt; &#233;&#x20ac;"), "a & b <c> é€", CellKind::Text),
        (text("deux</text:p><text:p>lignes"), "deux\nlignes", CellKind::Text),
        (text("a<text:s text:c=\"3\"/>b<text:tab/>c<text:line-break/>d<text:s/>e"), "a   b\tc\nd e", CellKind::Text),
        (text("<text:span>par</text:span><text:a>ties</text:a>"), "parties", CellKind::Text),
        (text("<![CDATA[<x> & y]]>"), "<x> & y", CellKind::Text),
        (typed(r#"office:value-type="float" office:value="12.5""#, "12,50"), "12.5", CellKind::Number),
        (typed(r#"office:value-type="float" office:value="1E+3""#, "1000"), "1000", CellKind::Number),
        (typed(r#"office:value-type="currency" office:currency="EUR" office:value="25""#, "25,00 €"), "25", CellKind::Number),
        (typed(r#"office:value-type="percentage" office:value="0.2""#, "20 %"), "0.2", CellKind::Number),
        (typed(r#"office:value-type="date" office:date-value="2024-03-05""#, "05/03/24"), "2024-03-05", CellKind::Date),
        (
            typed(r#"office:value-type="date" office:date-value="2024-03-05T10:20:30.5""#, "x"),
            "2024-03-05T10:20:30",
            CellKind::Date,
        ),
        (typed(r#"office:value-type="date" office:date-value="2024-03-05T00:00:00""#, "x"), "2024-03-05", CellKind::Date),
        (typed(r#"office:value-type="time" office:time-value="PT10H10M10S""#, "10:10:10"), "10:10:10", CellKind::Text),
        (typed(r#"office:value-type="boolean" office:boolean-value="true""#, "VRAI"), "true", CellKind::Text),
        (
            typed(r#"office:value-type="string" office:string-value="" calcext:value-type="error""#, "#N/A"),
            "#N/A",
            CellKind::Error,
        ),
        (
            r#"<table:table-cell office:value-type="string" office:string-value="dit"/>"#.into(),
            "dit",
            CellKind::Text,
        ),
        (
            r#"<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>vu</text:p></table:table-cell>"#.into(),
            "vu",
            CellKind::Text,
        ),
    ];
    let header: String = (0..cells.len()).map(|at| text(&format!("Colonne {}", "x".repeat(at + 1)))).collect();
    let body: String = cells.iter().map(|(xml, ..)| xml.as_str()).collect();
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "a.ods", ods(&table_of("A", &(row(&header) + &row(&body)))));
    let read = table(&file, &Wishes::default(), &|_, _| true).unwrap();
    let mut found = Row::default();

    assert_eq!(read.read_as.header_row, Some(1));
    assert!(read.rows.rows(0).next(&mut found).unwrap());

    for (at, (xml, expected, kind)) in cells.iter().enumerate() {
        assert_eq!((found.cell(at), found.kind(at)), (*expected, *kind), "{xml}");
    }
}

#[test]
fn repeated_cells_and_rows() {
    let folder = tempfile::tempdir().unwrap();
    let rows_ = [
        row(&(text("Liste") + r#"<table:table-cell table:number-columns-repeated="1023"/>"#)),
        r#"<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>"#.to_owned(),
        format!("<table:table-header-rows>{}</table:table-header-rows>", row(&(text("Nom") + &text("Courriel") + &text("Ville")))),
        format!(
            r#"<table:table-row table:number-rows-repeated="3">{}<table:table-cell/>{}</table:table-row>"#,
            text("Zoé"),
            text("Lyon")
        ),
        format!(
            "<table:table-row-group>{}</table:table-row-group>",
            row(r#"<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell><table:covered-table-cell office:value-type="string"><text:p>caché</text:p></table:covered-table-cell>"#)
        ),
        r#"<table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>"#.to_owned(),
    ]
    .concat();
    let file = write(folder.path(), "a.ods", ods(&table_of("A", &rows_)));
    let (read, found) = rows(&file);

    assert_eq!(read.headers, ["Nom", "Courriel", "Ville"]);
    assert_eq!(read.read_as.header_row, Some(4));
    assert_eq!(found, [vec!["Zoé", "", "Lyon"], vec!["Zoé", "", "Lyon"], vec!["Zoé", "", "Lyon"], vec!["x", "x"]]);

    let mut of = read.rows.rows(0);
    let mut last = Row::default();
    let mut numbers = Vec::new();

    while of.next(&mut last).unwrap() {
        numbers.push(last.number);
    }

    assert_eq!(numbers, [5, 6, 7, 8]);
}

#[test]
fn sheets_are_told_and_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let list = |name: &str| row(&(text("Nom") + &text("Courriel"))) + &row(&(text(name) + &text("a@b.fr")));
    let empty = row(r#"<table:table-cell table:number-columns-repeated="5"/>"#);
    let tables = table_of("Couverture", &empty)
        + &table_of("2024", &list("Zoé"))
        + &table_of("'file:///tmp/other.ods'#$A", &list("Copie"))
        + &table_of("2025", &list("Max"));
    let file = write(folder.path(), "a.ods", ods(&tables));
    let (read, found) = rows(&file);

    assert_eq!(found, [["Zoé", "a@b.fr"]]);
    assert_eq!(read.read_as.sheet.as_deref(), Some("2024"));
    assert_eq!(read.read_as.sheets, ["Couverture", "2024", "2025"]);
    assert_eq!(read.read_as.empty_sheets, ["Couverture"]);

    let doubt = &read.read_as.doubts[0];

    assert_eq!(doubt.question, Question::Sheet);
    assert_eq!(doubt.answers.iter().map(|answer| answer.value.as_str()).collect::<Vec<_>>(), ["2024", "2025"]);

    let wishes = Wishes { sheet: Some("2025".into()), ..Wishes::default() };
    let read = table(&file, &wishes, &|_, _| true).unwrap();
    let mut one = Row::default();

    assert!(read.rows.rows(0).next(&mut one).unwrap());
    assert_eq!((one.cell(0), read.read_as.doubts.len()), ("Max", 0));

    for (sheet, key) in [("Couverture", "exchange-no-rows"), ("2026", "exchange-no-such-sheet")] {
        let wishes = Wishes { sheet: Some(sheet.into()), ..Wishes::default() };
        let error = table(&file, &wishes, &|_, _| true).err().unwrap();

        assert!(format!("{error:?}").contains(key), "{error:?}");
    }
}

#[test]
fn a_locked_ods() {
    let folder = tempfile::tempdir().unwrap();
    let locked =
        archive(&[("content.xml", b"\x01\x02"), ("META-INF/manifest.xml", b"<x><manifest:encryption-data/></x>")]);
    let wrapped = archive(&[("encrypted-package", b"\x01\x02"), ("META-INF/manifest.xml", b"<x/>")]);

    for bytes in [locked, wrapped] {
        assert_eq!(refusal(&write(folder.path(), "a.ods", bytes)).as_deref(), Some("exchange-book-encrypted"));
    }
}

/// Workbooks that programs of this world wrote, where they are at hand beside the working copy.
fn at_hand(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/xlsx").join(name);

    path.is_file().then_some(path)
}

#[test]
fn workbooks_of_the_world() {
    type Case<'a> = (&'a str, Option<usize>, &'a [&'a [&'a str]]);

    let days: &[&[&str]] = &[&["2021-01-01", "15"], &["2021-01-02", "16"]];
    let table: &[Case<'_>] = &[
        ("date.xlsx", None, days),
        ("date_1904.xlsx", None, days),
        ("date.ods", None, &[&["2021-01-01", "15"], &["2021-01-01T10:10:10", "16"], &["10:10:10", "17"]]),
        ("date_iso.xlsx", None, &[&["2021-01-01"], &["2021-01-01T10:10:10"], &["10:10:10"]]),
        (
            "errors.xlsx",
            None,
            &[&["#DIV/0!"], &["#NAME?"], &["#VALUE!"], &["#NULL!"], &["#REF!"], &["#NUM!"], &["#N/A"]],
        ),
        ("inlineStr_cdata.xlsx", Some(1), &[&["12345", "NormalText"]]),
        ("header-row.xlsx", Some(9), &[&["put data here", "1", "2", "3"]]),
        (
            "merged_range.xlsx",
            Some(1),
            &[&["A3", "B3", "C3", "", "E3", "F3", "G3", "H3"], &["A4", "B4", "C4", "", "E4", "F4", "G4", "H4"]],
        ),
    ];

    for (name, header, expected) in table {
        let Some(path) = at_hand(name) else { continue };
        let (read, found) = rows(&path);

        assert_eq!(read.read_as.header_row, *header, "{name}");

        assert!(found.len() >= expected.len(), "{name}");

        for (row, expected) in found.iter().zip(*expected) {
            assert_eq!(row, expected, "{name}");
        }
    }
}

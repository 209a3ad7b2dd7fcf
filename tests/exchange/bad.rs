//! Files that are no lists, or lists that nobody should have made: each gets a sentence.

use std::io::Write as _;
use std::path::Path;

use guichet::desk::import::ImportOptions;
use guichet::desk::{Desk, Job};
use guichet::exchange::Field;

use super::{check, counts, desk, write};

async fn said(desk: &Desk, file: &Path) -> String {
    match desk.check_import(file, ImportOptions::default(), &Job::new()).await {
        Ok(checked) => format!("{:?}", counts(&checked)),
        Err(failure) => failure.phrase().key.into_owned(),
    }
}

pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));

    for (name, content) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }

    zip.finish().unwrap().into_inner()
}

/// A workbook whose only sheet is this XML.
pub fn workbook(sheet: &[u8]) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        ("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

pub fn sheet(rows: &str) -> Vec<u8> {
    format!(r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#).into_bytes()
}

pub fn text(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[tokio::test]
async fn each_gets_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, bytes: &[u8]| write(folder.path(), name, bytes);
    let desk = desk().await;
    let protected: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        .into_iter()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let bomb = workbook(&sheet(&"<row r=\"1\"></row>".repeat(2 << 20)));
    let wide = workbook(&sheet(&format!(
        r#"<row r="1">{}{}</row><row r="1048576">{}</row>"#,
        text("A1", "Nom"),
        text("B1", "Courriel"),
        text("XFD1048576", "x")
    )));

    assert!(bomb.len() < 1 << 20);

    let table = [
        (folder.path().join("none.csv"), "exchange-file-missing"),
        (folder.path().to_owned(), "exchange-file-folder"),
        (at("empty.csv", b""), "exchange-file-empty"),
        (at("blank.csv", b"\n\n  \n"), "exchange-no-rows"),
        (at("header.csv", b"Email;Nom\n"), "exchange-no-rows"),
        (at("picture.csv", &(0..=255).collect::<Vec<u8>>().repeat(40)), "exchange-file-binary"),
        (at("quote.csv", format!("Email;Nom\n\"a@b.fr;x\n{}", "c;d\n".repeat(10)).as_bytes()), "exchange-open-quote"),
        (at("protected.xlsx", &protected), "exchange-book-encrypted"),
        (at("broken.xlsx", &bomb[..bomb.len() / 2]), "exchange-book-broken"),
        (at("archive.xlsx", &archive(&[("readme.txt", b"x")])), "exchange-file-binary"),
        (at("page.xls", b"<html><body><table><tr><td>Email</td></tr></table></body></html>"), "exchange-file-markup"),
        (at("letter.csv", b"{\\rtf1\\ansi Bonjour;a@b.fr}"), "exchange-file-markup"),
        (at("bomb.xlsx", &bomb), "exchange-book-too-big"),
        (at("wide.xlsx", &wide), "exchange-too-wide"),
        // Not refused: read as well as they can be.
        (at("one.csv", b"Email\na@b.fr\n"), "(0, 0, 0, 1)"),
        (at("no-header.csv", b"a@b.fr;12\nc@d.fr;13\n"), "(0, 0, 0, 2)"),
        (at("ragged.csv", "Email;Prénom;Nom\na@b.fr;A\nc@d.fr;C;D;E;F\n".as_bytes()), "(1, 0, 0, 1)"),
        (at("nul.csv", "Email;Prénom;Nom\na@b.fr;A\0;B\nc@d.fr;C;D\n".as_bytes()), "(1, 0, 0, 1)"),
        (at("long.csv", format!("Email;Prénom;Nom\na@b.fr;{};B\n", "x".repeat(10_000)).as_bytes()), "(0, 0, 0, 1)"),
    ];

    for (path, expected) in table {
        assert_eq!(said(&desk, &path).await, expected, "{}", path.display());
    }
}

#[tokio::test]
async fn columns_that_nobody_knows_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;
    let checked = check(&desk, &write(folder.path(), "nothing.csv", b"truc;bidule\n1;2\n")).await;

    assert_eq!(counts(&checked), (0, 0, 0, 1));
    assert_eq!(checked.summary.refused[0].why.key, "exchange-no-people");
    assert_eq!(
        checked.summary.columns.iter().map(|column| column.header.as_str()).collect::<Vec<_>>(),
        ["truc", "bidule"]
    );
    assert!(!desk.import(checked, &Job::new()).await.unwrap().changed());
}

#[tokio::test]
async fn a_workbook_of_the_world() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;
    let rows = format!(
        r#"<row r="1">{}</row><row r="3">{}{}{}</row><row r="4">{}{}{}</row><row r="5">{}{}</row>"#,
        text("A1", "Association"),
        text("A3", "Prénom"),
        text("B3", "Nom"),
        text("C3", "Code postal"),
        text("A4", "Zoé"),
        text("B4", "Lefèvre"),
        text("C4", "01000"),
        text("A5", "Max"),
        text("B5", "Martin"),
    );
    let file = write(folder.path(), "a.xlsx", workbook(&sheet(&rows)));
    let checked = check(&desk, &file).await;

    assert_eq!(counts(&checked), (2, 0, 0, 0));
    assert_eq!(checked.summary.read_as.header_row, Some(3));
    assert_eq!(checked.summary.read_as.sheets, ["A"]);

    desk.import(checked, &Job::new()).await.unwrap();

    let first = desk.members(&Default::default(), 0..1).await.unwrap().rows[0].id;

    assert_eq!(desk.member(first).await.unwrap().member.postal_code.as_deref(), Some("01000"));
}

#[tokio::test]
async fn the_operator_says_what_a_column_is() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;
    let file = write(folder.path(), "a.csv", "truc;bidule;machin\nZoé;Lefèvre;a@b.fr\n");
    let options = ImportOptions {
        map: vec![
            ("truc".into(), Some(Field::FirstName.into())),
            ("B".into(), Some(Field::LastName.into())),
            ("3".into(), Some(Field::Email.into())),
        ],
        ..ImportOptions::default()
    };
    let checked = desk.check_import(&file, options, &Job::new()).await.unwrap();

    assert_eq!(counts(&checked), (1, 0, 0, 0));

    let wrong = ImportOptions { map: vec![("zut".into(), None)], ..ImportOptions::default() };

    assert_eq!(
        desk.check_import(&file, wrong, &Job::new()).await.err().unwrap().phrase().key,
        "exchange-no-such-column"
    );
}

//! Files made to fill the memory, the disk or the day: refused with a sentence, or read where they are harmless.

use std::path::Path;

use super::bad::{archive, sheet, text, workbook};
use super::workbooks::{ods, table_of};
use super::{refusal, rows, write};

/// What the file is refused with, or how many rows it gives.
fn said(path: &Path) -> String {
    refusal(path).unwrap_or_else(|| format!("{} rows", rows(path).1.len()))
}

/// Cells of a row without any place, as some programs write them.
fn unplaced(count: usize) -> String {
    format!("<row>{}</row>", "<c><v>1</v></c>".repeat(count))
}

#[test]
fn separated_text() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, bytes: Vec<u8>| write(folder.path(), name, bytes);
    let million = "a;".repeat(1_000_000);
    let table = [
        (at("columns.csv", format!("{million}\n{million}\n").into_bytes()), "exchange-too-wide"),
        (
            at("late.csv", format!("Nom;Email\n{}{million}\n", "A;a@b.fr\n".repeat(80_000)).into_bytes()),
            "exchange-too-wide",
        ),
        (at("cell.csv", format!("Nom;Email\nA;{}\n", "x".repeat(3 << 20)).into_bytes()), "exchange-too-wide"),
        (
            at("row.csv", format!("Nom;Email\n{}\n", format!("{};", "x".repeat(1 << 20)).repeat(17)).into_bytes()),
            "exchange-too-wide",
        ),
        (at("quote.csv", format!("Nom;Email\n\"{}\n", "x;y\n".repeat(500_000)).into_bytes()), "exchange-open-quote"),
        (at("breaks.csv", b"\r\n".repeat(1_000_000)), "exchange-no-rows"),
        (at("line.csv", vec![b'x'; 3 << 20]), "exchange-too-wide"),
        (at("nul.csv", vec![0; 1 << 20]), "exchange-file-binary"),
        (at("wide.csv", format!("{}\n{}\n", "a;".repeat(16_000), "1;".repeat(16_000)).into_bytes()), "2 rows"),
    ];

    for (path, expected) in table {
        assert_eq!(said(&path), expected, "{}", path.display());
    }
}

#[test]
fn workbooks() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, bytes: Vec<u8>| write(folder.path(), name, bytes);
    let parts = |name: &str, content: &[u8]| {
        let mut bytes = workbook(&sheet(&format!("<row>{}</row>", text("A1", "x"))));
        let mut zip = zip::ZipWriter::new_append(std::io::Cursor::new(&mut bytes)).unwrap();

        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, content).unwrap();
        zip.finish().unwrap();

        bytes
    };
    let heavy = format!("<sst>{}</sst>", "<si><t>aaaaaaaaaaaaaaaa</t></si>".repeat(1_500_000));
    let table = [
        (at("columns.xlsx", workbook(&sheet(&unplaced(1_000_000)))), "exchange-too-wide"),
        (at("deep.xlsx", workbook(&sheet(&"<row>".repeat(100_000)))), "exchange-book-strange"),
        (
            at("text.xlsx", workbook(&sheet(&format!("<row>{}</row>", text("A1", &"x".repeat(5 << 20)))))),
            "exchange-book-strange",
        ),
        (at("comment.xlsx", workbook(&sheet(&format!("<!--{}-->", "<a>".repeat(2 << 20))))), "exchange-book-strange"),
        (at("shared.xlsx", parts("xl/sharedStrings.xml", heavy.as_bytes())), "exchange-book-too-big"),
        (at("styles.xlsx", parts("xl/styles.xml", heavy.as_bytes())), "exchange-book-too-big"),
        (
            at(
                "announced.xlsx",
                parts("xl/sharedStrings.xml", br#"<sst uniqueCount="99999999999"><si><t>a</t></si></sst>"#),
            ),
            "exchange-book-strange",
        ),
        (at("entries.xlsx", many_entries()), "exchange-book-strange"),
    ];

    for (path, expected) in table {
        assert_eq!(said(&path), expected, "{}", path.display());
    }
}

/// The end of a package that says that it holds 40 000 files.
fn many_entries() -> Vec<u8> {
    let mut bytes = archive(&[("xl/workbook.xml", b"<workbook/>")]);
    let end = bytes.len() - 22;

    bytes[end + 8..end + 12].copy_from_slice(&[0x40, 0x9C, 0x40, 0x9C]);

    bytes
}

#[test]
fn open_documents() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, rows: &str| write(folder.path(), name, ods(&table_of("A", rows)));
    let filled = r#"<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>"#;
    let two = format!("<table:table-row>{filled}{filled}</table:table-row>");
    let repeated = |what: &str, count: u32| format!(r#"table:number-{what}-repeated="{count}""#);
    let wide = filled.replace("office:value-type", &format!("{} office:value-type", repeated("columns", 5_000_000)));
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"#;
    let entities = String::from_utf8(content(&table_of("A", &two.replace(">x<", ">x&b;<")))).unwrap();
    let table = [
        (at("columns.ods", &format!("<table:table-row>{wide}</table:table-row>")), "exchange-too-wide"),
        (
            at("rows.ods", &format!("<table:table-row {}>{filled}</table:table-row>", repeated("rows", 5_000_000))),
            "exchange-row-repeated",
        ),
        (
            at(
                "overflow.ods",
                &format!(
                    "<table:table-row {}>{filled}</table:table-row>",
                    r#"table:number-rows-repeated="99999999999999""#
                ),
            ),
            "exchange-row-repeated",
        ),
        (at("deep.ods", &"<table:table-row-group>".repeat(100_000)), "exchange-book-strange"),
        (at("nested.ods", &"<table:table-row><table:table-cell><text:p>".repeat(80)), "exchange-book-strange"),
        (
            at("text.ods", &format!("<table:table-row><table:table-cell><text:p>{}", "x".repeat(5 << 20))),
            "exchange-book-strange",
        ),
        (
            at(
                "swollen.ods",
                &" ".repeat(40 << 20).replace(&" ".repeat(1 << 20), &format!("{}<x/>", " ".repeat(1 << 20))),
            ),
            "exchange-book-too-big",
        ),
        (at("broken.ods", "<table:table-row></table:table-cell>"), "exchange-book-broken"),
        // Harmless: nothing stands in what is repeated.
        (
            at(
                "beyond.ods",
                &format!(
                    "{two}<table:table-row {}><table:table-cell/></table:table-row>{two}{two}",
                    r#"table:number-rows-repeated="99999999999999""#
                ),
            ),
            "3 rows",
        ),
        (
            at(
                "sparse.ods",
                &format!(
                    "{two}<table:table-row {}><table:table-cell {}/></table:table-row>{two}",
                    repeated("rows", 1_048_574),
                    repeated("columns", 16_384)
                ),
            ),
            "2 rows",
        ),
        (
            write(
                folder.path(),
                "entities.ods",
                archive(&[("content.xml", entities.replacen("?>", &format!("?>{bomb}"), 1).as_bytes())]),
            ),
            "1 rows",
        ),
    ];

    for (path, expected) in table {
        assert_eq!(said(&path), expected, "{}", path.display());
    }
}

fn content(tables: &str) -> Vec<u8> {
    super::workbooks::content(tables).into_bytes()
}

#[test]
fn contact_cards() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, text: String| write(folder.path(), name, text);
    let card = |lines: &str| format!("BEGIN:VCARD\nVERSION:3.0\nN:A;B\n{lines}\nEND:VCARD\n");
    let table = [
        (at("line.vcf", card(&format!("NOTE:{}", "x".repeat(3 << 20)))), "1 rows"),
        (at("folds.vcf", card(&format!("NOTE:x{}", "\n x".repeat(1_000_000)))), "1 rows"),
        (at("properties.vcf", card(&"TEL:1\n".repeat(200_000))), "1 rows"),
        (at("agents.vcf", card(&"AGENT:\nBEGIN:VCARD\n".repeat(100_000))), "1 rows"),
        (at("begins.vcf", "BEGIN:VCARD\n".repeat(100_000)), "exchange-no-rows"),
        (at("parameters.vcf", card(&format!("TEL{}:1", ";TYPE=a,b".repeat(100_000)))), "1 rows"),
        (at("mails.vcf", card(&(0..3000).map(|at| format!("EMAIL:a{at}@b.fr\n")).collect::<String>())), "1 rows"),
    ];

    for (path, expected) in table {
        assert_eq!(said(&path), expected, "{}", path.display());
    }
}

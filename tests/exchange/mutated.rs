//! Good files with some bytes changed, cut or put in: read or refused, never a panic, never for ever.

use proptest::prelude::*;

use guichet::exchange::read::row::Row;
use guichet::exchange::read::{Wishes, table};

use super::bad::{sheet, text, workbook};
use super::workbooks::{ods, table_of, xls};
use super::write;

const CSV: &str = "sep=;\r\nCourriel;Prénom;Payé le;Montant\r\n\"a@b.fr\";\"Zoé \"\"Zo\"\"\";03/04/2024;1,234\r\nc@d.fr;L’été;13/04/2024;12,50\r\n";

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;Zo=\r\n=C3=A9\r\nTEL;CELL;PREF:06\r\nPHOTO;BASE64:\r\n AAAA\r\n\r\nAGENT:\r\nBEGIN:VCARD\r\nEND:VCARD\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Max\r\n  Petit\r\nitem1.ADR;PREF=1:;;1\\, rue;Lyon;;69001;\r\nBDAY:--0203\r\nEND:VCARD\r\n";

fn xlsx() -> Vec<u8> {
    workbook(&sheet(&format!(
        r#"<row r="1">{}{}</row><row r="2">{}<c r="B2" t="d"><v>2024-03-05</v></c><c r="C2"><v>12.5</v></c><c r="D2" t="e"><v>#N/A</v></c></row>"#,
        text("A1", "Nom"),
        text("B1", "Courriel"),
        text("A2", "Zoé &amp; Max"),
    )))
}

fn open_document() -> Vec<u8> {
    let cell = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let rows = format!(
        r#"<table:table-row>{}{}</table:table-row><table:table-row table:number-rows-repeated="2">{}<table:table-cell table:number-columns-repeated="2" office:value-type="date" office:date-value="2024-03-05"/></table:table-row>"#,
        cell("Nom"),
        cell("Courriel"),
        cell("Zo&#233;")
    );

    ods(&table_of("A", &rows))
}

/// Bytes put in the place of others.
#[derive(Debug, Clone)]
struct Change {
    at: prop::sample::Index,
    length: usize,
    bytes: Vec<u8>,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        prop::sample::select(vec![
            "\"",
            "\r",
            "\n",
            ";",
            "<",
            ">",
            "</",
            "<!--",
            "]]>",
            "=",
            ":",
            "\0",
            "999999999",
            "-1",
            "&",
            "BEGIN:VCARD\n"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];

    prop::collection::vec(
        (any::<prop::sample::Index>(), 0..6_usize, bytes).prop_map(|(at, length, bytes)| Change { at, length, bytes }),
        1..6,
    )
}

fn changed(mut file: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for Change { at, length, bytes } in changes {
        let from = at.index(file.len() + 1);
        let to = (from + length).min(file.len());

        file.splice(from..to, bytes.iter().copied());
    }

    file
}

/// Reads all rows, if there are any.
fn survives(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "a", bytes);

    if let Ok(read) = table(&file, &Wishes::default(), &|_, _| true) {
        let mut of = read.rows.rows(0);
        let mut row = Row::default();

        while of.next(&mut row).unwrap() {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn separated_text(changes in changes()) {
        survives(&changed(CSV.into(), &changes));
    }

    #[test]
    fn cards(changes in changes()) {
        survives(&changed(CARDS.into(), &changes));
    }

    #[test]
    fn packages(changes in changes()) {
        survives(&changed(xlsx(), &changes));
        survives(&changed(open_document(), &changes));
        survives(&changed(xls(), &changes));
    }

    /// Changes inside of what is packed, which the checksums of a package would catch otherwise.
    #[test]
    fn sheets(changes in changes()) {
        let rows = format!(r#"<row r="1">{}</row><row r="2"><c r="A2" s="1"><v>1</v></c></row>"#, text("A1", "Nom"));

        survives(&workbook(&changed(sheet(&rows), &changes)));

        let cells = table_of("A", r#"<table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>"#);
        let content = changed(super::workbooks::content(&cells).into_bytes(), &changes);

        survives(&super::bad::archive(&[("content.xml", content.as_slice())]));
    }

    #[test]
    fn anything(bytes in prop::collection::vec(any::<u8>(), 0..400), head in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"BEGIN:VCARD\n", b"\xFF\xFE"])) {
        survives(&[head, &bytes].concat());
    }
}

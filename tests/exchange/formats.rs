//! What stands in the workbooks that are written, part by part, and what LibreOffice makes of them.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use guichet::exchange::Dialect;
use guichet::exchange::write::cells::{Cell, Currency, Shape};
use guichet::exchange::write::{Kind, Plan};

use super::sheets::{FORMATS, column, left_in, part, plan, read_back, said, written};

const XLSX: (Kind, Dialect, &str) = FORMATS[2];
const ODS: (Kind, Dialect, &str) = FORMATS[3];

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A list with one cell of each kind and some that programs like to change.
fn list(target: PathBuf, format: (Kind, Dialect, &str)) -> Plan {
    plan(
        target,
        format,
        vec![
            column("Nom", Shape::Text),
            column("Commentaire", Shape::Long),
            column("Cotisation", Shape::Money),
            column("Date de naissance", Shape::Date),
            column("Scanné", Shape::Moment),
            column("Entrées", Shape::Number),
            column("Taille", Shape::Decimal),
        ],
    )
}

fn rows() -> Vec<Vec<Cell>> {
    let at = day(2024, 2, 29).and_hms_opt(23, 59, 30).unwrap();

    vec![
        vec![
            Cell::Text("=1+1".into()),
            Cell::Text("deux\nlignes, <b> & \"c\"".into()),
            Cell::Money(1_250),
            Cell::Date(day(2024, 2, 29)),
            Cell::Moment(at),
            Cell::Number(-3),
            Cell::Decimal("12.5".into()),
        ],
        vec![
            Cell::Text("01000".into()),
            Cell::Text("  a  b ".into()),
            Cell::Money(-5),
            Cell::Date(day(1850, 1, 2)),
            Cell::Empty,
            Cell::Number(1_234_567_890_123_456),
            Cell::Decimal("0.123456789012".into()),
        ],
        vec![Cell::Text("Zoé 👩‍👩‍👧 مرحبا".into()), Cell::Text("+33 6".into()), Cell::Money(123_456_789)],
    ]
}

#[test]
fn the_parts_of_an_xlsx() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.xlsx");

    written(&list(path.clone(), XLSX), &rows()).unwrap();

    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    let styles = part(&path, "xl/styles.xml");

    for piece in [
        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>",
        "<autoFilter ref=\"A1:G4\"/>",
        "<ignoredError sqref=\"A1:G4\" numberStoredAsText=\"1\"/>",
        "<col min=\"1\" max=\"1\" width=\"24.7",
        "<col min=\"4\" max=\"4\" width=\"20.7",
        // 29 February 2024 as Excel counts, and 12,50 €.
        "><v>45351</v></c>",
        "><v>12.5</v></c>",
        "><v>-0.05</v></c>",
        "<t>=1+1</t>",
        "<t>1850-01-02</t>",
        "<t>1234567890123456</t>",
        "<t>0.123456789012</t>",
        "<t xml:space=\"preserve\">  a  b </t>",
    ] {
        assert!(sheet.contains(piece), "{piece}\n{sheet}");
    }

    assert!(!sheet.contains("<f>"));

    for piece in ["#,##0.00\\ [$€]", "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "quotePrefix=\"1\"", "<b/>"] {
        assert!(styles.contains(piece), "{piece}\n{styles}");
    }
}

#[test]
fn the_parts_of_an_ods() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.ods");

    written(&list(path.clone(), ODS), &rows()).unwrap();

    // The kind of the file is known by its first bytes: the first part, not packed, without anything between.
    let mut start = vec![0; 38 + 46];

    std::fs::File::open(&path).unwrap().read_exact(&mut start).unwrap();
    assert_eq!(&start[..4], b"PK\x03\x04");
    assert_eq!(start[8..10], [0, 0]);
    assert_eq!(&start[30..], b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet");

    let manifest = part(&path, "META-INF/manifest.xml");

    for name in ["content.xml", "styles.xml", "settings.xml"] {
        part(&path, name);
        assert!(manifest.contains(&format!("manifest:full-path=\"{name}\"")));
    }

    let content = part(&path, "content.xml");

    for piece in [
        "<table:table-header-rows><table:table-row><table:table-cell table:style-name=\"header\"",
        "table:target-range-address=\"'Membres'.A1:'Membres'.G4\" table:display-filter-buttons=\"true\"",
        "style:column-width=\"54mm\"",
        "office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"12.50\"",
        "office:date-value=\"2024-02-29\"",
        "office:date-value=\"1850-01-02\"",
        "office:date-value=\"2024-02-29T23:59:30\"",
        "<text:p>=1+1</text:p>",
        "<text:p>deux</text:p><text:p>lignes, &lt;b&gt; &amp; &quot;c&quot;</text:p>",
        "<text:p><text:s text:c=\"2\"/>a<text:s text:c=\"2\"/>b<text:s/></text:p>",
        "<text:p>1234567890123456</text:p>",
        "<number:currency-symbol>€</number:currency-symbol>",
    ] {
        assert!(content.contains(piece), "{piece}\n{content}");
    }

    assert!(!content.contains("table:formula"));
    assert!(part(&path, "settings.xml").contains("<config:config-item config:name=\"VerticalSplitPosition\""));
}

/// Amounts have the decimals and the sign of their currency, and are not taken for times because of its letters.
#[test]
fn currencies() {
    for (code, sign, decimals, minor, expected) in [
        ("EUR", "€", 2, 1_250, "12.5"),
        ("CHF", "CHF", 2, 1_250, "12.5"),
        ("XPF", "F\u{a0}CFP", 0, 1_250, "1250"),
        ("TND", "TND", 3, 1_250, "1.25"),
        ("MAD", "MAD", 2, -1_205, "-12.05"),
    ] {
        for format in [XLSX, ODS] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(format!("t.{}", format.2));
            let mut plan = list(path.clone(), format);

            plan.currency = Currency { code: code.into(), sign: sign.into(), decimals };
            written(&plan, &[vec![Cell::Text("a".into()), Cell::Empty, Cell::Money(minor)]]).unwrap();

            let found = read_back(&path, None);

            assert_eq!(
                (found[0].1[2].0.as_str(), found[0].1[2].1),
                (expected, guichet::exchange::read::row::CellKind::Number),
                "{code} {format:?}"
            );
        }
    }
}

#[test]
fn a_text_too_long_for_a_cell_is_not_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.xlsx");
    let row = |text: String| vec![Cell::Empty, Cell::Text("zoe@example.org".into()), Cell::Text(text)];
    let columns = ["Id", "E-mail", "Commentaire"].map(|name| column(name, Shape::Text)).to_vec();
    let plan = plan(path.clone(), XLSX, columns);

    // The limit counts what Excel counts: an emoji is two.
    for fits in ["é".repeat(32_767), "👩".repeat(16_383)] {
        written(&plan, &[row(fits.clone())]).unwrap();
        assert_eq!(read_back(&path, None)[0].1[2].0, fits);
    }

    for long in ["é".repeat(32_768), "👩".repeat(16_384)] {
        let before = std::fs::read(&path).unwrap();
        let (key, args) = said(written(&plan, &[row("court".into()), row(long)]).unwrap_err());

        assert_eq!(key, "exchange-cell-too-long");
        assert!(
            ["zoe@example.org", "Commentaire", "32768", "32767", "t.xlsx"].iter().all(|word| args.contains(word)),
            "{args}"
        );
        assert_eq!(left_in(folder.path()), ["t.xlsx"]);
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}

#[test]
fn an_invisible_character_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let plan = plan(folder.path().join("t.ods"), ODS, vec![column("Nom", Shape::Text), column("Note", Shape::Long)]);
    let row = vec![Cell::Text("Zoé".into()), Cell::Text("a\u{b}b".into())];
    let (key, args) = said(written(&plan, &[row]).unwrap_err());

    assert_eq!(key, "exchange-cell-unwritable");
    assert!(["Zoé", "Note", "U+000B", "ODS"].iter().all(|word| args.contains(word)), "{args}");
}

#[test]
fn more_columns_than_a_sheet_has() {
    let folder = tempfile::tempdir().unwrap();

    for format in [XLSX, ODS] {
        let columns = vec![column("a", Shape::Text); 16_385];
        let (key, _) = said(written(&plan(folder.path().join("t"), format, columns), &[]).unwrap_err());

        assert_eq!(key, "exchange-too-many-columns");
    }

    assert!(left_in(folder.path()).is_empty());
}

/// The program of LibreOffice, where it is installed.
fn office() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;

    std::env::split_paths(&folders)
        .flat_map(|folder| ["soffice", "libreoffice"].map(|name| folder.join(name)))
        .find(|path| path.is_file())
}

/// Lets it convert files; false when it is not installed.
fn converted(folder: &Path, to: &str, names: &[&str]) -> bool {
    let Some(office) = office() else { return false };
    let status = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(folder.join("out"))
        .args(names.iter().map(|name| folder.join(name)))
        // Amounts as English writes them.
        .env("LC_ALL", "C.UTF-8")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();

    assert!(status.success());

    true
}

#[test]
fn libreoffice_sees_the_same_cells() {
    let folder = tempfile::tempdir().unwrap();

    for format in [XLSX, ODS] {
        let path = folder.path().join(format!("from-{0}.{0}", format.2));

        written(&list(path, format), &rows()).unwrap();
    }

    // Separated by tabs, UTF-8, cells as they are shown.
    let csv = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true";

    if !converted(folder.path(), csv, &["from-xlsx.xlsx", "from-ods.ods"]) {
        return eprintln!("LibreOffice is not installed: not asked");
    }

    // Excel knows no day before 1900: it has a text there.
    for (name, born) in [("from-xlsx.csv", "1850-01-02"), ("from-ods.csv", "02/01/1850")] {
        let text = std::fs::read_to_string(folder.path().join("out").join(name)).unwrap();

        assert_eq!(
            text.replace('\u{a0}', " "),
            format!(
                "Nom\tCommentaire\tCotisation\tDate de naissance\tScanné\tEntrées\tTaille\n\
                 =1+1\t\"deux\nlignes, <b> & \"\"c\"\"\"\t12.50 €\t29/02/2024\t29/02/2024 23:59\t-3\t12.5\n\
                 01000\t  a  b \t-0.05 €\t{born}\t\t1234567890123456\t0.123456789012\n\
                 Zoé 👩‍👩‍👧 مرحبا\t+33 6\t1,234,567.89 €\t\t\t\t\n"
            ),
            "{name}"
        );
    }
}

/// LibreOffice writes our ODS as XLSX: what it understood of it stands there. (What belongs to its window, such as the
/// header that stays, it leaves out when it only converts.)
#[test]
fn libreoffice_sees_the_filter_and_the_formats() {
    let folder = tempfile::tempdir().unwrap();

    written(&list(folder.path().join("t.ods"), ODS), &rows()).unwrap();

    if !converted(folder.path(), "xlsx", &["t.ods"]) {
        return eprintln!("LibreOffice is not installed: not asked");
    }

    let path = folder.path().join("out/t.xlsx");
    let (sheet, styles) = (part(&path, "xl/worksheets/sheet1.xml"), part(&path, "xl/styles.xml"));

    assert!(sheet.contains("<autoFilter ref=\"A1:G4\">"), "{sheet}");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
    assert!(styles.contains("<b val=\"true\"/>") && styles.contains("formatCode=\"@\""), "{styles}");
    assert!(styles.contains("DD/MM/YYYY") || styles.contains("dd/mm/yyyy"), "{styles}");
}

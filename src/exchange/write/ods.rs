//! An OpenDocument spreadsheet (ODF 1.2), written as it comes: real dates and amounts, a header that stays, a filter,
//! widths.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};

use chrono::{Datelike as _, NaiveDate};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::cells::{Cell, Shape, amount, is_exact};
use super::{Beside, Plan, SHEET_ROWS, Sheet};
use crate::exchange::map::propose::letter;
use crate::exchange::read::trouble::{Outcome, Trouble, writing};

/// How much is put together before it is packed.
const BLOCK: usize = 1 << 16;

/// Bytes of the content before it is packed: LibreOffice opens no archive that is made for more than 4 GB.
const ROOM: u64 = u32::MAX as u64 - (1 << 20);

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

const NAMESPACES: &str = concat!(
    r#" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0""#,
    r#" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0""#,
    r#" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0""#,
    r#" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0""#,
    r#" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0""#,
    r#" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0""#,
    r#" xmlns:ooo="http://openoffice.org/2004/office""#,
    r#" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0""#,
    r#" office:version="1.2""#,
);

const PROLOGUE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

const MANIFEST: &str = concat!(
    r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">"#,
    r#"<manifest:file-entry manifest:full-path="/" manifest:version="1.2""#,
    r#" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>"#,
    r#"<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>"#,
    r#"<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>"#,
    r#"<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>"#,
    "</manifest:manifest>",
);

/// Day, month and year, as both languages write them in lists.
const DAY: &str = concat!(
    r#"<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>"#,
    r#"<number:text>/</number:text><number:year number:style="long"/>"#,
);

/// Writes one row after the other; more rows than a sheet holds go on in another one.
pub struct Writer<'a> {
    plan: &'a Plan,
    beside: Beside<'a>,
    zip: ZipWriter<Out>,
    /// What is not packed yet.
    text: String,
    /// The rows of each sheet, the header included; the last one is being written.
    sheets: Vec<u32>,
    limit: u32,
    /// Bytes that still go in.
    room: u64,
}

impl<'a> Writer<'a> {
    pub fn new(plan: &'a Plan) -> Outcome<Self> {
        Self::with_limits(plan, SHEET_ROWS, ROOM)
    }

    /// `limit`: rows of a sheet, the header included. `room`: bytes of the content.
    fn with_limits(plan: &'a Plan, limit: u32, room: u64) -> Outcome<Self> {
        let mut beside = Beside::new(&plan.target)?;
        let file = beside.file().try_clone().map_err(|error| writing(&plan.target, &error))?;
        let zip = ZipWriter::new(Out::new(file));
        let mut writer = Self { plan, beside, zip, text: String::new(), sheets: Vec::new(), limit, room };

        writer.head().map_err(|error| writer.failed(&error))?;
        writer.begin()?;

        Ok(writer)
    }

    fn failed(&self, error: &io::Error) -> Trouble {
        writing(&self.plan.target, error)
    }

    /// The mark by which the kind of file is known, and the content up to the first sheet.
    fn head(&mut self) -> io::Result<()> {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);

        self.zip.start_file("mimetype", stored)?;
        self.zip.write_all(MIMETYPE.as_bytes())?;
        self.zip.start_file("content.xml", packed())?;

        let text = &mut self.text;

        text.push_str(PROLOGUE);
        text.push_str("<office:document-content");
        text.push_str(NAMESPACES);
        text.push_str("><office:automatic-styles>");

        for (index, column) in self.plan.columns.iter().enumerate() {
            let _ = write!(
                text,
                "<style:style style:name=\"co{index}\" style:family=\"table-column\">\
                 <style:table-column-properties style:column-width=\"{}mm\"/></style:style>",
                column.width() * 9 / 4
            );
        }

        let decimals = self.plan.currency.decimals;

        text.push_str("<number:text-style style:name=\"Ntext\"><number:text-content/></number:text-style>");
        let _ = write!(text, "<number:date-style style:name=\"Nday\">{DAY}</number:date-style>");
        let _ = write!(
            text,
            "<number:date-style style:name=\"Nmoment\">{DAY}<number:text> </number:text>\
             <number:hours number:style=\"long\"/><number:text>:</number:text><number:minutes number:style=\"long\"/>\
             </number:date-style>"
        );
        let _ = write!(
            text,
            "<number:currency-style style:name=\"Nmoney\"><number:number number:decimal-places=\"{decimals}\" \
             number:min-integer-digits=\"1\" number:grouping=\"true\"/><number:text>\u{a0}</number:text>\
             <number:currency-symbol>"
        );
        escape(text, &self.plan.currency.sign);
        text.push_str("</number:currency-symbol></number:currency-style>");

        for (style, format) in [("text", "Ntext"), ("money", "Nmoney")] {
            let _ = write!(
                text,
                "<style:style style:name=\"{style}\" style:family=\"table-cell\" style:parent-style-name=\"Default\" \
                 style:data-style-name=\"{format}\"/>"
            );
        }

        for (style, format) in [("day", "Nday"), ("moment", "Nmoment")] {
            let _ = write!(
                text,
                "<style:style style:name=\"{style}\" style:family=\"table-cell\" style:parent-style-name=\"Default\" \
                 style:data-style-name=\"{format}\"><style:table-cell-properties style:text-align-source=\"fix\"/>\
                 <style:paragraph-properties fo:text-align=\"start\"/></style:style>"
            );
        }

        text.push_str(
            "<style:style style:name=\"header\" style:family=\"table-cell\" style:parent-style-name=\"Default\" \
             style:data-style-name=\"Ntext\"><style:table-cell-properties fo:background-color=\"#eef1f5\"/>\
             <style:text-properties fo:font-weight=\"bold\"/></style:style>\
             </office:automatic-styles><office:body><office:spreadsheet>",
        );

        Ok(())
    }

    /// A sheet with its header.
    fn begin(&mut self) -> Outcome<()> {
        let plan = self.plan;
        let headers: Vec<Cell> = plan.columns.iter().map(|column| column.header.clone().into()).collect();

        self.text.push_str("<table:table table:name=\"");
        escape(&mut self.text, &plan.sheet_name(self.sheets.len()));
        self.text.push_str("\">");

        for (index, column) in plan.columns.iter().enumerate() {
            let style = match column.shape {
                Shape::Text | Shape::Long | Shape::Short => "text",
                Shape::Money => "money",
                Shape::Date => "day",
                Shape::Moment => "moment",
                Shape::Number | Shape::Decimal => "Default",
            };
            let _ = write!(
                self.text,
                "<table:table-column table:style-name=\"co{index}\" table:default-cell-style-name=\"{style}\"/>"
            );
        }

        self.text.push_str("<table:table-header-rows>");
        compose(&mut self.text, plan, &headers, Some("header"))?;
        self.text.push_str("</table:table-header-rows>");
        self.sheets.push(1);

        Ok(())
    }

    fn pack(&mut self) -> io::Result<()> {
        self.zip.write_all(self.text.as_bytes())?;
        self.text.clear();

        Ok(())
    }

    /// What follows the last row: the filters, the other parts, the list of parts.
    fn tail(&mut self) -> io::Result<()> {
        self.text.push_str("</table:table><table:database-ranges>");

        for (index, rows) in self.sheets.iter().enumerate() {
            let name = self.plan.sheet_name(index).replace('\'', "''");
            let last = letter(self.plan.columns.len().saturating_sub(1));
            let mut range = String::new();

            escape(&mut range, &format!("'{name}'.A1:'{name}'.{last}{rows}"));
            let _ = write!(
                self.text,
                "<table:database-range table:name=\"__Anonymous_Sheet_DB__{index}\" \
                 table:target-range-address=\"{range}\" table:display-filter-buttons=\"true\"/>"
            );
        }

        self.text.push_str("</table:database-ranges></office:spreadsheet></office:body></office:document-content>");
        self.pack()?;

        self.zip.start_file("styles.xml", packed())?;
        self.text.push_str(PROLOGUE);
        let _ = write!(
            self.text,
            "<office:document-styles{NAMESPACES}><office:styles>\
             <style:style style:name=\"Default\" style:family=\"table-cell\"/></office:styles></office:document-styles>"
        );
        self.pack()?;

        self.zip.start_file("settings.xml", packed())?;
        self.settings();
        self.pack()?;

        self.zip.start_file("META-INF/manifest.xml", packed())?;
        self.text.push_str(PROLOGUE);
        self.text.push_str(MANIFEST);
        self.pack()
    }

    /// The header stays while the rows scroll.
    fn settings(&mut self) {
        const FROZEN: [(&str, &str, u32); 11] = [
            ("CursorPositionX", "int", 0),
            ("CursorPositionY", "int", 1),
            ("HorizontalSplitMode", "short", 0),
            ("VerticalSplitMode", "short", 2),
            ("HorizontalSplitPosition", "int", 0),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 2),
            ("PositionLeft", "int", 0),
            ("PositionRight", "int", 0),
            ("PositionTop", "int", 0),
            ("PositionBottom", "int", 1),
        ];

        let text = &mut self.text;

        text.push_str(PROLOGUE);
        let _ = write!(
            text,
            "<office:document-settings{NAMESPACES}><office:settings>\
             <config:config-item-set config:name=\"ooo:view-settings\">\
             <config:config-item-map-indexed config:name=\"Views\"><config:config-item-map-entry>\
             <config:config-item config:name=\"ViewId\" config:type=\"string\">view1</config:config-item>\
             <config:config-item-map-named config:name=\"Tables\">"
        );

        for index in 0..self.sheets.len() {
            text.push_str("<config:config-item-map-entry config:name=\"");
            escape(text, &self.plan.sheet_name(index));
            text.push_str("\">");

            for (name, kind, value) in FROZEN {
                let _ = write!(
                    text,
                    "<config:config-item config:name=\"{name}\" config:type=\"{kind}\">{value}</config:config-item>"
                );
            }

            text.push_str("</config:config-item-map-entry>");
        }

        text.push_str(
            "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>\
             </config:config-item-set></office:settings></office:document-settings>",
        );
    }
}

impl Sheet for Writer<'_> {
    fn row(&mut self, cells: &[Cell]) -> Outcome<()> {
        if self.sheets.last().is_some_and(|rows| *rows >= self.limit) {
            self.text.push_str("</table:table>");
            self.begin()?;
        }

        compose(&mut self.text, self.plan, cells, None)?;

        if let Some(rows) = self.sheets.last_mut() {
            *rows += 1;
        }

        if self.text.len() < BLOCK {
            return Ok(());
        }

        self.room = self.room.checked_sub(self.text.len() as u64).ok_or_else(|| self.plan.too_much())?;
        self.pack().map_err(|error| self.failed(&error))
    }

    fn finish(mut self: Box<Self>) -> Outcome<()> {
        self.tail().map_err(|error| self.failed(&error))?;

        let Self { plan, beside, zip, .. } = *self;
        let done = zip.finish().map_err(io::Error::from).and_then(|mut out| out.flush());

        done.map_err(|error| writing(&plan.target, &error))?;
        beside.keep()
    }
}

/// Once writing failed it takes everything and keeps nothing: an archive that is dropped half written tries to complete
/// itself, and complains on the terminal when it cannot.
struct Out {
    file: BufWriter<File>,
    failed: bool,
    /// Where the next byte goes, and where the last one went, on the disk or not.
    at: u64,
    end: u64,
}

impl Out {
    fn new(file: File) -> Self {
        Self { file: BufWriter::with_capacity(BLOCK, file), failed: false, at: 0, end: 0 }
    }

    fn ask<T>(&mut self, given_up: T, work: impl FnOnce(&mut BufWriter<File>) -> io::Result<T>) -> io::Result<T> {
        if self.failed {
            return Ok(given_up);
        }

        let done = work(&mut self.file);

        self.failed = done.is_err();

        done
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.ask(bytes.len(), |file| file.write(bytes))?;

        self.at += count as u64;
        self.end = self.end.max(self.at);

        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.ask((), BufWriter::flush)
    }
}

impl io::Seek for Out {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        let at = match to {
            io::SeekFrom::Start(at) => Some(at),
            io::SeekFrom::End(by) => self.end.checked_add_signed(by),
            io::SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let at = at.ok_or(io::ErrorKind::InvalidInput)?;

        // Asking where it is costs nothing.
        if at != self.at {
            self.ask(at, |file| file.seek(to))?;
            self.at = at;
        }

        Ok(at)
    }
}

/// The tags of a list repeat so much that packing harder takes twice the time for a sixth of the size.
fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(2))
}

/// A row. Its format comes from the columns, unless all its cells have `style`.
fn compose(to: &mut String, plan: &Plan, cells: &[Cell], style: Option<&str>) -> Outcome<()> {
    let mut empty = 0;

    to.push_str("<table:table-row>");

    for (column, cell) in cells.iter().enumerate() {
        if *cell == Cell::Empty || matches!(cell, Cell::Text(text) if text.is_empty()) {
            empty += 1;
            continue;
        }

        skip(to, std::mem::take(&mut empty));
        to.push_str("<table:table-cell");

        if let Some(style) = style {
            let _ = write!(to, " table:style-name=\"{style}\"");
        } else if matches!(cell, Cell::Decimal(_)) && plan.columns[column].shape == Shape::Money {
            // In another currency than the column's: without its sign.
            to.push_str(" table:style-name=\"Default\"");
        }

        match cell {
            Cell::Empty => {}
            Cell::Text(text) => put_text(to, text).map_err(|bad| plan.unwritable(cells, column, bad))?,
            Cell::Number(number) => put_number(to, &number.to_string()),
            Cell::Decimal(text) if is_exact(text) => put_number(to, text),
            Cell::Decimal(text) => put_text(to, text).map_err(|bad| plan.unwritable(cells, column, bad))?,
            Cell::Money(minor) => {
                let text = amount(*minor, plan.currency.decimals);

                if is_exact(&text) {
                    to.push_str(" office:value-type=\"currency\" office:currency=\"");
                    escape(to, &plan.currency.code);
                    let _ = write!(to, "\" office:value=\"{text}\"/>");
                } else {
                    put_number(to, &text);
                }
            }
            Cell::Date(date) if !day_known(*date) => plain(to, &date.to_string()),
            Cell::Moment(at) if !day_known(at.date()) => plain(to, &at.to_string()),
            Cell::Date(date) => {
                let _ = write!(to, " office:value-type=\"date\" office:date-value=\"{date}\"/>");
            }
            Cell::Moment(at) => {
                let at = at.format("%Y-%m-%dT%H:%M:%S");
                let _ = write!(to, " office:value-type=\"date\" office:date-value=\"{at}\"/>");
            }
        }
    }

    // A row has at least one cell.
    if empty == cells.len() {
        skip(to, 1);
    }

    to.push_str("</table:table-row>");

    Ok(())
}

fn skip(to: &mut String, cells: usize) {
    match cells {
        0 => {}
        1 => to.push_str("<table:table-cell/>"),
        cells => {
            let _ = write!(to, "<table:table-cell table:number-columns-repeated=\"{cells}\"/>");
        }
    }
}

/// A number that a spreadsheet would round stays a text.
fn put_number(to: &mut String, text: &str) {
    if is_exact(text) {
        let _ = write!(to, " office:value-type=\"float\" office:value=\"{text}\"/>");
    } else {
        plain(to, text);
    }
}

/// A text without anything that XML would mind.
fn plain(to: &mut String, text: &str) {
    let _ = write!(to, " office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>");
}

/// Years of four digits are all that the format writes.
fn day_known(date: NaiveDate) -> bool {
    (1..=9999).contains(&date.year())
}

/// The rest of a cell of text, its lines as paragraphs. Gives the first character that XML cannot hold.
fn put_text(to: &mut String, text: &str) -> Result<(), char> {
    let no_xml =
        |c: &char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');

    if let Some(bad) = text.chars().find(no_xml) {
        return Err(bad);
    }

    to.push_str(" office:value-type=\"string\"");

    // Paragraphs know no CR: the exact text stands beside them.
    if text.contains('\r') {
        to.push_str(" office:string-value=\"");
        escape(to, text);
        to.push('"');
    }

    to.push('>');

    for line in text.split('\n') {
        to.push_str("<text:p>");
        put_line(to, line.strip_suffix('\r').unwrap_or(line));
        to.push_str("</text:p>");
    }

    to.push_str("</table:table-cell>");

    Ok(())
}

/// One paragraph. Spaces at its ends and after another space would be taken for the layout of the XML.
fn put_line(to: &mut String, line: &str) {
    let mut rest = line;

    while let Some(at) = rest.find([' ', '\t', '\r']) {
        escape(to, &rest[..at]);

        let after = &rest[at..];
        let spaces = after.bytes().take_while(|byte| *byte == b' ').count();

        match (spaces, after.as_bytes()[0]) {
            (0, b'\t') => to.push_str("<text:tab/>"),
            (0, _) => to.push_str("<text:line-break/>"),
            (1, _) if !(at == 0 && rest.len() == line.len()) && after.len() > 1 => to.push(' '),
            (1, _) => to.push_str("<text:s/>"),
            (spaces, _) => {
                let _ = write!(to, "<text:s text:c=\"{spaces}\"/>");
            }
        }

        rest = &after[spaces.max(1)..];
    }

    escape(to, rest);
}

/// Text as it stands between tags and in quotes.
fn escape(to: &mut String, text: &str) {
    let mut from = 0;

    for (at, byte) in text.bytes().enumerate() {
        let name = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\t' => "&#9;",
            b'\n' => "&#10;",
            b'\r' => "&#13;",
            _ => continue,
        };

        to.push_str(&text[from..at]);
        to.push_str(name);
        from = at + 1;
    }

    to.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::exchange::write::tests::{names, plan, rows_of};

    fn write(path: &Path, rows: usize, room: u64) -> Outcome<()> {
        let plan = plan(path);
        let mut writer = Box::new(Writer::with_limits(&plan, 4, room)?);

        names(rows).try_for_each(|row| writer.row(&row))?;
        writer.finish()
    }

    #[test]
    fn more_rows_than_a_sheet_holds_go_on_in_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.ods");

        for rows in [3, 4, 7] {
            write(&path, rows, ROOM).unwrap();

            let found: Vec<String> =
                ["Membres", "Membres 2", "Membres 3"].iter().flat_map(|sheet| rows_of(&path, sheet)).collect();

            assert_eq!(found, names(rows).map(|row| format!("{row:?}")).collect::<Vec<_>>());
        }
    }

    #[test]
    fn too_much_for_an_archive_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let Err(Trouble::Said(phrase)) = write(&folder.path().join("t.ods"), 20_000, 1_000_000) else { panic!() };

        assert_eq!(phrase.key, "exchange-too-much");
        assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    }

    #[test]
    fn spaces_and_lines() {
        let table = [
            ("a b", "<text:p>a b</text:p>"),
            (" a", "<text:p><text:s/>a</text:p>"),
            ("a ", "<text:p>a<text:s/></text:p>"),
            (" ", "<text:p><text:s/></text:p>"),
            ("a   b", "<text:p>a<text:s text:c=\"3\"/>b</text:p>"),
            ("a\t b", "<text:p>a<text:tab/> b</text:p>"),
            ("a\n\nb", "<text:p>a</text:p><text:p></text:p><text:p>b</text:p>"),
            ("\n b", "<text:p></text:p><text:p><text:s/>b</text:p>"),
        ];

        for (text, expected) in table {
            let mut line = String::new();

            put_text(&mut line, text).unwrap();
            assert_eq!(line, format!(" office:value-type=\"string\">{expected}</table:table-cell>"), "{text:?}");
        }

        let mut line = String::new();

        put_text(&mut line, "a\r\n\"b\"\r").unwrap();
        assert_eq!(
            line,
            " office:value-type=\"string\" office:string-value=\"a&#13;&#10;&quot;b&quot;&#13;\">\
             <text:p>a</text:p><text:p>&quot;b&quot;</text:p></table:table-cell>"
        );
        assert_eq!(put_text(&mut line, "a\0"), Err('\0'));
    }
}

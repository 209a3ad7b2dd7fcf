//! Text files: CSV and its kin.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::Encoding;

use super::csv::{CELLS_LIMIT, Cut, Cutter, Stop};
use super::encoding::{Decoding, Judged, Survey};
use super::row::Row;
use super::trouble::{Outcome, Trouble, named, reading};
use super::{Gathering, Table, Watch, Wishes};
use crate::domain::phrase::Phrase;
use crate::exchange::read_as::{DateOrder, Decimal, ReadAs};

/// How much of the text decides on separator and quote.
const HEAD: u64 = 512 * 1024;

pub fn table(path: &Path, size: u64, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Table> {
    let judged = judge(path, size, wishes, watch)?;
    let open = || -> Outcome<_> {
        let file = File::open(path).map_err(|error| reading(path, &error))?;

        Ok(Decoding::new(file, judged.encoding))
    };

    let mut head = Vec::new();

    open()?.take(HEAD).read_to_end(&mut head).map_err(|error| reading(path, &error))?;

    let head = String::from_utf8_lossy(&head);
    let (hint, skip) = hint(&head);
    let found = sniff(&head[skip..], head.len() as u64 >= HEAD);
    let separator = match wishes.separator {
        Some(wished) => u8::try_from(wished)
            .ok()
            .filter(|byte| byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n' | 0))
            .ok_or_else(|| Phrase::new("exchange-bad-separator").with("separator", wished.to_string()))?,
        None => hint.unwrap_or(found.cut.separator),
    };
    let mut read_as = ReadAs {
        encoding: judged.encoding.name().to_owned(),
        separator: Some(char::from(separator)),
        decimal: Decimal::Comma,
        dates: DateOrder::DayFirst,
        header_row: None,
        sheet: None,
        sheets: Vec::new(),
        evidence: vec![judged.evidence],
    };

    if wishes.separator.is_none() {
        read_as.evidence.push(match hint {
            Some(_) => Phrase::new("exchange-separator-hint"),
            None if found.columns <= 1 => Phrase::new("exchange-separator-none"),
            None => Phrase::new("exchange-separator-found")
                .with("separator", char::from(separator).to_string())
                .with("columns", found.columns)
                .with("share", found.share),
        });
    }

    let mut gathering = Gathering::new(path, wishes);
    let mut cutter = Cutter::new(open()?, Cut { separator, quote: found.cut.quote });
    let mut row = Row::default();
    let mut bytes = 0;
    let mut first = hint.is_some();

    loop {
        match cutter.next(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(Stop::Io(error)) => return Err(reading(path, &error)),
            Err(Stop::OpenQuote(at)) => {
                return Err(Phrase::new("exchange-open-quote")
                    .with("file", named(path))
                    .with("row", i64::from(at))
                    .into());
            }
            Err(Stop::TooWide(at)) => {
                return Err(Phrase::new("exchange-too-wide")
                    .with("file", named(path))
                    .with("row", i64::from(at))
                    .with("limit", CELLS_LIMIT)
                    .into());
            }
        }

        bytes += row.weight() as u64;

        if row.number.is_multiple_of(4096) && !watch(size / 2 + (bytes / 2).min(size / 2), size) {
            return Err(Trouble::Stopped);
        }

        // The line "sep=;" is for Excel alone.
        if !std::mem::take(&mut first) {
            gathering.push(&row)?;
        }
    }

    gathering.finish(wishes, read_as)
}

/// Reads all bytes once, for the encoding; refuses what is no text.
fn judge(path: &Path, size: u64, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Judged> {
    let wished = match &wishes.encoding {
        Some(label) => Some(
            Encoding::for_label(label.trim().as_bytes())
                .ok_or_else(|| Phrase::new("exchange-no-such-encoding").with("encoding", label.as_str()))?,
        ),
        None => None,
    };
    let mut file = File::open(path).map_err(|error| reading(path, &error))?;
    let mut survey = Survey::default();
    let mut buffer = vec![0; 1 << 16];

    loop {
        let count = file.read(&mut buffer).map_err(|error| reading(path, &error))?;

        if count == 0 {
            break;
        }

        survey.feed(&buffer[..count]);

        if !watch(survey.len() / 2, size) {
            return Err(Trouble::Stopped);
        }
    }

    if survey.is_empty() {
        return Err(Phrase::new("exchange-file-empty").with("file", named(path)).into());
    }

    if survey.is_binary() && wished.is_none() {
        return Err(Phrase::new("exchange-file-binary").with("file", named(path)).into());
    }

    Ok(match wished {
        Some(encoding) => {
            Judged { encoding, evidence: Phrase::new("exchange-encoding-chosen").with("encoding", encoding.name()) }
        }
        None => survey.judge(),
    })
}

/// Excel's own line "sep=;", and how long it is.
fn hint(head: &str) -> (Option<u8>, usize) {
    let line = head.split(['\r', '\n']).next().unwrap_or_default();
    let separator = line.trim_matches('"').strip_prefix("sep=").map(str::as_bytes);

    match separator {
        Some([byte]) if byte.is_ascii() => (Some(*byte), line.len()),
        _ => (None, 0),
    }
}

struct Sniffed {
    cut: Cut,
    columns: usize,
    /// Percent of rows with that many columns.
    share: usize,
}

/// Tries each separator on the beginning of the text: the one that gives the most rows of the same width wins, more
/// columns being more convincing.
fn sniff(head: &str, cut_short: bool) -> Sniffed {
    let quote = quote(head);
    let mut best = Sniffed { cut: Cut { separator: b',', quote }, columns: 1, share: 100 };
    let mut best_score = 0.0;

    for separator in *b";,\t|" {
        let (columns, share) = regularity(head, Cut { separator, quote }, cut_short);
        let score = share * share * (columns as f64).ln();

        if score > best_score {
            best_score = score;
            best = Sniffed { cut: Cut { separator, quote }, columns, share: (share * 100.0).round() as usize };
        }
    }

    best
}

/// The usual number of columns and the share of rows that have it.
fn regularity(head: &str, cut: Cut, cut_short: bool) -> (usize, f64) {
    let mut cutter = Cutter::new(head.as_bytes(), cut);
    let mut row = Row::default();
    let mut widths: Vec<usize> = Vec::new();

    while widths.len() < 5000 && cutter.next(&mut row).unwrap_or(false) {
        if !row.is_blank() {
            widths.push(row.len());
        }
    }

    if cut_short && widths.len() > 1 {
        widths.pop();
    }

    let total = widths.len();

    widths.sort_unstable();

    widths
        .chunk_by(|a, b| a == b)
        .map(|same| (same[0], same.len() as f64 / total as f64))
        .filter(|(columns, _)| *columns > 1)
        .max_by(|a, b| (a.1 * (a.0 as f64).ln()).total_cmp(&(b.1 * (b.0 as f64).ln())))
        .unwrap_or((1, 0.0))
}

/// Some programs quote with apostrophes.
fn quote(head: &str) -> u8 {
    let wrapped = |quote: u8| {
        head.split([';', ',', '\t', '|', '\n', '\r'])
            .filter(|cell| cell.len() > 1 && cell.as_bytes()[0] == quote && cell.as_bytes()[cell.len() - 1] == quote)
            .count()
    };

    if head.contains('"') || wrapped(b'\'') < 4 { b'"' } else { b'\'' }
}

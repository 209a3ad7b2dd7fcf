//! Text files: CSV and its kin.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::Encoding;

use super::csv::{CELLS_LIMIT, Cut, Cutter, Stop};
use super::encoding::{Decoding, Judged, Survey, differing};
use super::row::Row;
use super::trouble::{Outcome, Trouble, named, reading};
use super::{Gathering, Table, Watch, Wishes, header};
use crate::domain::phrase::Phrase;
use crate::exchange::read_as::{Answer, Doubt, Question, ReadAs};

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

    if is_markup(&head) {
        return Err(Phrase::new("exchange-file-markup").with("file", named(path)).into());
    }

    let (hint, skip) = hint(&head);
    let wished = match wishes.separator {
        Some(wished) => Some(
            u8::try_from(wished)
                .ok()
                .filter(|byte| byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n' | 0))
                .ok_or_else(|| Phrase::new("exchange-bad-separator").with("separator", wished.to_string()))?,
        ),
        None => hint,
    };
    let found = sniff(&head[skip..], head.len() as u64 >= HEAD, wished);
    let separator = found.cut.separator;
    let mut read_as = ReadAs::new(judged.encoding.name());

    read_as.separator = Some(char::from(separator));
    read_as.evidence.push(judged.evidence);
    read_as
        .doubts
        .extend(judged.rival.map(|rival| doubted_encoding(path, judged.encoding, rival)).transpose()?.flatten());

    if wishes.separator.is_none() {
        read_as.evidence.push(match hint {
            Some(_) => Phrase::new("exchange-separator-hint"),
            None if found.columns <= 1 => Phrase::new("exchange-separator-none"),
            None => Phrase::new("exchange-separator-found")
                .with("separator", char::from(separator).to_string())
                .with("columns", found.columns)
                .with("share", found.share),
        });
        read_as.doubts.extend(found.rival.map(|rival| {
            Doubt {
                question: Question::Separator,
                columns: Vec::new(),
                why: Phrase::new("exchange-doubt-separator"),
                answers: [separator, rival]
                    .map(|separator| Answer {
                        value: char::from(separator).to_string(),
                        sample: sample(&head[skip..], Cut { separator, ..found.cut }),
                    })
                    .into(),
            }
        }));
    }

    let mut gathering = Gathering { marked: true, ..Gathering::new(path, wishes) };
    let mut cutter = Cutter::new(open()?, found.cut);
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
pub fn judge(path: &Path, size: u64, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Judged> {
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
        Some(encoding) => Judged {
            encoding,
            evidence: Phrase::new("exchange-encoding-chosen").with("encoding", encoding.name()),
            rival: None,
        },
        None => survey.judge(),
    })
}

/// The question between two encodings, with the first line that they read differently; none when nothing differs.
fn doubted_encoding(path: &Path, one: &'static Encoding, other: &'static Encoding) -> Outcome<Option<Doubt>> {
    let mut file = File::open(path).map_err(|error| reading(path, &error))?;
    let mut buffer = vec![0; 1 << 16];

    loop {
        let count = file.read(&mut buffer).map_err(|error| reading(path, &error))?;

        if count == 0 {
            return Ok(None);
        }

        if let Some(samples) = differing(&buffer[..count], one, other) {
            return Ok(Some(Doubt {
                question: Question::Encoding,
                columns: Vec::new(),
                why: Phrase::new("exchange-doubt-encoding").with("one", one.name()).with("other", other.name()),
                answers: [one, other]
                    .into_iter()
                    .zip(samples)
                    .map(|(encoding, sample)| Answer { value: encoding.name().to_owned(), sample: tidy(&sample) })
                    .collect(),
            }));
        }
    }
}

/// A piece of a file as it can be shown: no control characters.
fn tidy(sample: &str) -> String {
    sample.chars().filter(|character| !character.is_control()).collect()
}

/// A page, a document or another program's data, in text: these can be cut into cells but are no table.
fn is_markup(head: &str) -> bool {
    let start: String = head.trim_start().chars().take(64).collect::<String>().to_lowercase();

    ["<html", "<!doctype", "<?xml", "<table", "<head", "<meta", "{\\rtf", "%pdf-", "mime-version:"]
        .iter()
        .any(|mark| start.starts_with(mark))
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
    /// Another separator that makes nearly as good a table.
    rival: Option<u8>,
}

/// What separates columns in most files, the commonest first.
const COMMON: [u8; 4] = *b";,\t|";

/// What separates columns where nothing common does.
const RARE: [u8; 11] = *b"^~:#!$%&*\\\x1f";

/// Tries each separator on the beginning of the text: the one that gives the most rows of the same width wins, more
/// columns, tidy cells and known names being more convincing.
fn sniff(head: &str, cut_short: bool, wished: Option<u8>) -> Sniffed {
    let judged = |separator: u8| {
        let (quote, escape) = quote(head, separator);
        let cut = Cut { separator, quote, escape };

        (cut, regularity(head, cut, cut_short))
    };
    let sniffed = |(cut, found): (Cut, Regularity), rival| Sniffed {
        cut,
        columns: found.columns,
        share: (found.share * 100.0).round() as usize,
        rival,
    };

    if let Some(wished) = wished {
        return sniffed(judged(wished), None);
    }

    let mut tried: Vec<(Cut, Regularity)> = COMMON.map(judged).into();

    // "Montant", "12,50", "13,50" is one column and no two.
    for (cut, found) in &mut tried {
        if cut.separator == b',' && !found.from_the_first && always_in_numbers(head) {
            found.score = 0.0;
        }
    }

    // The sort is stable: of two that are as good the commoner stands first.
    tried.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));

    let best = tried[0];
    let rare = RARE
        .map(judged)
        .into_iter()
        .filter(|(cut, found)| found.rows > 1 && found.below_titles >= 0.9 && separates(head, cut.separator))
        .max_by(|a, b| a.1.score.total_cmp(&b.1.score));

    if let Some(rare) = rare
        && rare.1.score > best.1.score * 2.0
    {
        return sniffed(rare, None);
    }

    if best.1.score == 0.0 {
        // One that stands nowhere, where there is one.
        let free = *b",;\t|";
        let free = free.into_iter().find(|separator| !head.as_bytes().contains(separator)).unwrap_or(b',');

        return Sniffed { cut: judged(free).0, columns: 1, share: 100, rival: None };
    }

    let rival = tried[1];

    sniffed(best, (rival.1.score > best.1.score * 0.7).then_some(rival.0.separator))
}

/// Whether a rare separator stands for itself and is no part of times ("21:59"), addresses ("https://") or prose.
fn separates(head: &str, separator: u8) -> bool {
    let bytes = head.as_bytes();
    let at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b'\n');
    let (mut all, mut inside) = (0, 0);

    for place in memchr::memchr_iter(separator, bytes) {
        let (before, after) = (at(place.checked_sub(1)), at(place.checked_add(1)));

        all += 1;
        inside += usize::from(
            before.is_ascii_digit() && after.is_ascii_digit() || matches!(after, b' ' | b'/') || before == b' ',
        );
    }

    inside * 2 < all
}

/// Whether every comma stands between two digits.
fn always_in_numbers(head: &str) -> bool {
    let bytes = head.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);

    memchr::memchr_iter(b',', bytes).all(|at| digit(at.checked_sub(1)) && digit(at.checked_add(1)))
}

#[derive(Debug, Clone, Copy)]
struct Regularity {
    rows: usize,
    /// The usual number of columns.
    columns: usize,
    /// How many rows have it.
    share: f64,
    /// Whether the first row has it too.
    from_the_first: bool,
    /// How many rows have it, of those below titles of one cell.
    below_titles: f64,
    /// 0 for a single column.
    score: f64,
}

/// How much of a table this cut makes.
fn regularity(head: &str, cut: Cut, cut_short: bool) -> Regularity {
    let mut cutter = Cutter::new(head.as_bytes(), cut);
    let mut row = Row::default();
    let mut widths: Vec<usize> = Vec::new();
    let (mut filled, mut tidy, mut names) = (0_usize, 0_usize, 0);

    while widths.len() < 2000 && cutter.next(&mut row).unwrap_or(false) {
        if row.is_blank() {
            continue;
        }

        if widths.len() < 40 {
            names = names.max(header::names(&row));
        }

        widths.push(row.len());

        if widths.len() < 500 {
            for cell in row.cells().map(str::trim).filter(|cell| !cell.is_empty()) {
                filled += 1;
                tidy += usize::from(is_tidy(cell, cut.quote));
            }
        }
    }

    if cut_short && widths.len() > 1 {
        widths.pop();
    }

    let (total, first) = (widths.len(), widths.first().copied().unwrap_or(0));
    let titles = widths.iter().take(10).take_while(|width| **width == 1).count();

    widths.sort_unstable();

    let (columns, share) = widths
        .chunk_by(|a, b| a == b)
        .map(|same| (same[0], same.len() as f64 / total as f64))
        .filter(|(columns, _)| *columns > 1)
        .max_by(|a, b| (a.1 * (a.0 as f64).ln()).total_cmp(&(b.1 * (b.0 as f64).ln())))
        .unwrap_or((1, 0.0));
    let tidiness = tidy as f64 / filled.max(1) as f64;
    let score = share * share * (columns as f64).ln() * tidiness * tidiness * (1.0 + names.min(4) as f64);

    let below_titles = share * total as f64 / total.saturating_sub(titles).max(1) as f64;

    Regularity { rows: total, columns, share, from_the_first: first == columns, below_titles, score }
}

/// Whether a cell has nothing in it that looks like another separator or half of a quoted cell.
fn is_tidy(cell: &str, quote: u8) -> bool {
    let bytes = cell.as_bytes();
    let comma = |at: usize| {
        let (before, after) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at + 1));
        let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);

        digit(before) && digit(after) || after.is_none_or(u8::is_ascii_whitespace)
    };

    !bytes.iter().any(|byte| matches!(byte, b';' | b'\t' | b'|'))
        && memchr::memchr_iter(b',', bytes).all(comma)
        && (bytes[0] == quote) == (bytes[bytes.len() - 1] == quote)
}

/// The first full row, cut in this way.
fn sample(head: &str, cut: Cut) -> String {
    let mut cutter = Cutter::new(head.as_bytes(), cut);
    let mut row = Row::default();
    let mut best = String::new();

    for _ in 0..5 {
        if !cutter.next(&mut row).unwrap_or(false) {
            break;
        }

        let shown: String = tidy(&row.cells().collect::<Vec<_>>().join(" · ")).chars().take(120).collect();

        if row.len() > 1 {
            best = shown;
        }
    }

    best
}

/// Which quote wraps the most cells, and whether quotes inside of them are escaped and not doubled.
fn quote(head: &str, separator: u8) -> (u8, bool) {
    let bytes = head.as_bytes();
    let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| matches!(*byte, b'\n' | b'\r') || *byte == separator);
    let wraps = |quote: u8| {
        let (mut opened, mut closed) = (0_usize, 0_usize);

        for at in memchr::memchr_iter(quote, bytes) {
            let (before, after) = (is_end(at.checked_sub(1).and_then(|at| bytes.get(at))), is_end(bytes.get(at + 1)));

            opened += usize::from(before && !after);
            closed += usize::from(after && !before);
        }

        opened.min(closed)
    };
    let quote = if wraps(b'\'') > 1 && wraps(b'\'') > wraps(b'"') { b'\'' } else { b'"' };
    let escaped = memchr::memmem::find_iter(bytes, &[b'\\', quote])
        .filter(|at| bytes.get(at + 2).is_some_and(|after| after.is_ascii_alphanumeric()))
        .count();
    let doubled = memchr::memmem::find_iter(bytes, &[quote, quote])
        .filter(|at| bytes.get(at + 2).is_some_and(|after| after.is_ascii_alphanumeric()))
        .count();

    (quote, escaped > doubled)
}

//! Writing for people and for programs.

use std::future::Future;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::time::Duration;

use serde::Serialize;

use crate::desk::{Failure, Job};
use crate::domain::phrase::Phrase;
use crate::words::Words;

/// Why a command ends early.
#[derive(Debug)]
pub enum Stop {
    /// It was typed wrongly.
    Usage(Phrase),
    /// It could not be done; each sentence on its line.
    Failed(Vec<Phrase>),
    /// Whoever read the output has gone.
    Unread,
}

pub type Result<T> = std::result::Result<T, Stop>;

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(problems) if !problems.is_empty() => {
                Self::Failed(problems.into_iter().map(|problem| problem.phrase).collect())
            }
            other => Self::Failed(vec![other.phrase()]),
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Unread,
            _ => Phrase::new("cli-output").with("reason", error.to_string()).into(),
        }
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl From<Phrase> for Stop {
    fn from(phrase: Phrase) -> Self {
        Self::Failed(vec![phrase])
    }
}

/// Standard output.
pub struct Out(BufWriter<StdoutLock<'static>>);

impl Out {
    pub fn new() -> Self {
        Self(BufWriter::new(io::stdout().lock()))
    }

    pub fn line(&mut self, text: &str) -> Result<()> {
        writeln!(self.0, "{text}")?;

        Ok(())
    }

    /// One JSON document.
    pub fn json(&mut self, document: &impl Serialize) -> Result<()> {
        serde_json::to_writer_pretty(&mut self.0, document)?;

        self.line("")
    }

    /// A piece of a document that is written as it comes.
    pub fn raw(&mut self, text: &str) -> Result<()> {
        self.0.write_all(text.as_bytes())?;

        Ok(())
    }

    pub fn raw_json(&mut self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.0, value)?;

        Ok(())
    }

    pub fn flush(&mut self) -> Result<()> {
        self.0.flush()?;

        Ok(())
    }
}

/// Aligned columns. The widths are those of the first rows: a list may be longer than what fits in memory.
pub struct Table {
    titles: Vec<String>,
    widths: Vec<usize>,
}

impl Table {
    pub fn new(titles: Vec<String>) -> Self {
        Self { widths: Vec::new(), titles }
    }

    pub fn rows(&mut self, rows: &[Vec<String>], out: &mut Out) -> Result<()> {
        if self.widths.is_empty() {
            self.widths = (0..self.titles.len())
                .map(|column| {
                    let cells = rows.iter().map(|row| width(&row[column]));

                    cells.chain([width(&self.titles[column])]).max().unwrap_or(0)
                })
                .collect();
            let titles = self.aligned(&self.titles);
            out.line(&titles)?;
            out.line(&self.widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join("  "))?;
        }
        for row in rows {
            out.line(&self.aligned(row))?;
        }

        Ok(())
    }

    fn aligned(&self, row: &[String]) -> String {
        let mut line = String::new();
        for (cell, wide) in row.iter().zip(&self.widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(wide.saturating_sub(width(cell)) + 2));
        }
        line.truncate(line.trim_end().len());

        line
    }
}

/// How many columns of a terminal a text takes: East Asian letters take two, accents of their own none.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| match c as u32 {
            0..0x300 => 1,
            0x300..0x370 | 0x200b..0x2010 => 0,
            0x1100..0x1160 | 0x2e80..0xa4d0 | 0xac00..0xd7b0 | 0xf900..0xfb00 | 0xff00..0xff61 | 0x1f300..0x3fffe => 2,
            _ => 1,
        })
        .sum()
}

/// A sentence on standard error. Nobody is left to tell if that fails.
pub fn tell(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Shows on a terminal how far the work is.
pub async fn with_progress<T>(words: &Words, label: &'static str, job: &Job, work: impl Future<Output = T>) -> T {
    if !io::stderr().is_terminal() {
        return work.await;
    }

    tokio::pin!(work);
    let mut shown = false;
    loop {
        tokio::select! {
            done = &mut work => {
                if shown {
                    let _ = write!(io::stderr().lock(), "\r\x1b[K");
                }

                return done;
            }
            () = tokio::time::sleep(Duration::from_millis(150)) => {
                let (done, total) = job.progress();
                let percent = i64::try_from(done.saturating_mul(100).checked_div(total).unwrap_or(0)).unwrap_or(0);
                let mut line = words.get(label);
                if total > 0 {
                    line = format!("{line} {percent} %");
                }
                shown = true;
                let mut stderr = io::stderr().lock();
                let _ = write!(stderr, "\r\x1b[K{line}");
                let _ = stderr.flush();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn widths_are_those_of_a_terminal() {
        for (text, columns) in
            [("Zoé", 3), ("Zoe\u{301}", 3), ("李小龙", 6), ("", 0), ("a\u{200b}b", 2), ("25,00 €", 7)]
        {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }
}

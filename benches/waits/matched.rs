//! A file beside a full workspace: half of its rows are members who are there, each with another telephone number, half
//! are new. Beside it, `sqlite3 .import` of the same rows into a table with the member's columns of the file and an index
//! on the e-mail: it matches nothing and journals nothing.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use guichet::desk::export::{Dialect, ExportOf, ExportOptions, Field};
use guichet::desk::import::{ImportOptions, OnMatch};
use guichet::desk::{Desk, Job, Selection, Setup};
use guichet::domain::query::MemberQuery;
use guichet::words::Language;

use crate::measure::{Report, Result, mebibytes, memory, ratio};

pub async fn measure(workspace: &Path, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (known, csv, copy) =
        (folder.path().join("known.csv"), folder.path().join("file.csv"), folder.path().join("copy.guichet"));
    let desk = Desk::open(workspace, Setup::of_this_computer()).await?;

    desk.wait_ready().await;
    desk.backup(&copy).await?;

    let fields = [Field::Email, Field::FirstName, Field::LastName, Field::Phone, Field::City, Field::Comment];
    let options =
        ExportOptions { fields: fields.map(Into::into).to_vec(), dialect: Dialect::Plain, language: Language::French };
    let all = ExportOf::Members(Selection::Query(MemberQuery::default()));

    desk.export(all, &known, options, &Job::new()).await?;
    desk.close().await?;
    half_new(&known, &csv)?;

    // What was held before weighs nothing in what the import takes at most.
    let output = Command::new(std::env::current_exe()?)
        .args(["part", "matching"])
        .arg(&copy)
        .arg(&csv)
        .stderr(Stdio::inherit())
        .output()?;

    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some((what, value)) = line.split_once('\t') {
            report.0.push((what.to_owned(), value.to_owned()));
        }
    }

    let ours = report
        .0
        .iter()
        .rev()
        .find_map(|(_, value)| value.split(" s").next()?.parse::<f64>().ok())
        .ok_or("the matching was not measured")?;

    match by_sqlite(&csv, folder.path()) {
        Ok(theirs) => report.line(
            "the same file by sqlite3 .import, one index",
            format!("{:.2} s: {}", theirs.as_secs_f64(), ratio(Duration::from_secs_f64(ours), theirs)),
        ),
        Err(error) => report.line("the same file by sqlite3 .import", format!("not measured: {error}")),
    }

    Ok(())
}

/// Checks the file against the workspace and imports it; then takes it back.
pub async fn matching(workspace: &Path, csv: &Path, report: &mut Report) -> Result<()> {
    let desk = Desk::open(workspace, Setup::of_this_computer()).await?;
    let options = ImportOptions { on_match: OnMatch::Overwrite, take_all: true, ..ImportOptions::default() };
    let start = Instant::now();
    let checked = desk.check_import(csv, options, &Job::new()).await?;
    let read = start.elapsed();

    desk.import(checked.clone(), &Job::new()).await?;

    let all = start.elapsed();
    let summary = &checked.summary;

    report.line("memory at most while matching", mebibytes(memory().1, memory().1));
    report.line(
        "CSV beside a full workspace, half known and half new",
        format!(
            "{:.2} s, of which reading and checking {:.2} s ({} rows: {} new, {} updated)",
            all.as_secs_f64(),
            read.as_secs_f64(),
            summary.rows,
            summary.new,
            summary.updated
        ),
    );

    let start = Instant::now();

    desk.undo(None).await?;
    report.0.insert(0, ("undo of that import".to_owned(), format!("{:.2} s", start.elapsed().as_secs_f64())));
    desk.close().await?;

    Ok(())
}

/// Every second row becomes somebody new; the others get another telephone number.
fn half_new(known: &Path, to: &Path) -> Result<()> {
    let mut reader = csv::ReaderBuilder::new().from_path(known)?;
    let mut writer = csv::Writer::from_writer(File::create(to)?);

    writer.write_record(reader.headers()?)?;

    for (n, record) in reader.records().enumerate() {
        let mut record: Vec<String> = record?.iter().map(str::to_owned).collect();

        record[3] =
            format!("07 {:02} {:02} {:02} {:02}", n / 1_000_000 % 100, n / 10_000 % 100, n / 100 % 100, n % 100);

        if n % 2 == 1 {
            record[0] = format!("neu{n}@ailleurs.example");
            record[2] = format!("{}-{n}", record[2]);
        }

        writer.write_record(&record)?;
    }

    writer.flush()?;

    Ok(())
}

fn by_sqlite(csv: &Path, folder: &Path) -> Result<Duration> {
    let script = format!(
        "PRAGMA journal_mode=WAL;\nPRAGMA synchronous=FULL;\nPRAGMA cache_size=-400000;\n\
         CREATE TABLE member (email, first_name, last_name, phone, city, comment);\n\
         CREATE INDEX member_email ON member (email);\n\
         BEGIN;\n.mode csv\n.import --skip 1 {} member\nCOMMIT;\n",
        csv.display()
    );
    let start = Instant::now();
    let mut tool = Command::new("sqlite3")
        .arg(folder.join("tool.db"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()?;

    tool.stdin.take().ok_or("sqlite3 takes no input")?.write_all(script.as_bytes())?;

    let status = tool.wait()?;

    if status.success() { Ok(start.elapsed()) } else { Err("sqlite3 failed".into()) }
}

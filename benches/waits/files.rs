//! Files in and out, beside the bare tools that write the same cells and rows.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use guichet::desk::export::{Dialect, ExportOf, ExportOptions};
use guichet::desk::import::ImportOptions;
use guichet::desk::{Desk, Job, Selection, Setup};
use guichet::domain::query::{MemberQuery, SubscriptionQuery};
use guichet::words::Language;
use rust_xlsxwriter::Workbook;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use crate::measure::{Report, Result, forget_most, mebibytes, memory, ratio, run};

fn options(dialect: Dialect) -> ExportOptions {
    ExportOptions { fields: Vec::new(), dialect, language: Language::French }
}

async fn ready(workspace: &Path) -> Result<Desk> {
    let desk = Desk::open(workspace, Setup::of_this_computer()).await?;
    desk.wait_ready().await;

    Ok(desk)
}

/// All members to each kind of file, and the same cells by what else writes such files.
pub async fn export(workspace: &Path, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = |name: &str| folder.path().join(name);
    let desk = ready(workspace).await?;
    let (before, _) = memory();
    let mut ours = Duration::ZERO;

    report.line("memory before the exports", mebibytes(before, before));

    for (what, name, dialect) in [
        ("CSV export for French Excel", "french.csv", Dialect::FrenchExcel),
        ("plain CSV export", "plain.csv", Dialect::Plain),
        ("ODS export", "ours.ods", Dialect::Plain),
        ("XLSX export", "ours.xlsx", Dialect::Plain),
    ] {
        let all = ExportOf::Members(Selection::Query(MemberQuery::default()));

        forget_most();

        let start = Instant::now();
        let rows = desk.export(all, &file(name), options(dialect), &Job::new()).await?;

        ours = start.elapsed();
        said(report, what, Ok((ours, memory().1)), None, &format!("{rows} rows, "));
    }

    desk.close().await?;
    forget_most();

    let bare = write_bare(&file("plain.csv"), &file("bare.xlsx")).map(|time| (time, memory().1));

    said(report, "XLSX by bare rust_xlsxwriter", bare, Some(ours), "");
    said(report, "XLSX by Python XlsxWriter", by_python(&file("plain.csv"), &file("python.xlsx")), Some(ours), "");

    for (what, kind) in [("XLSX by LibreOffice from that CSV", "xlsx"), ("ODS by LibreOffice from that CSV", "ods")] {
        said(report, what, by_office(&file("plain.csv"), kind, folder.path()), None, "");
    }

    Ok(())
}

/// The time and the most memory of a job, and how our time compares.
fn said(report: &mut Report, what: &str, job: Result<(Duration, Option<f64>)>, ours: Option<Duration>, more: &str) {
    let value = match job {
        Ok((time, most)) => {
            let compared = ours.map_or_else(String::new, |ours| format!("; ours takes {}", ratio(ours, time)));
            let most = most.map_or_else(|| "memory not told".to_owned(), |most| format!("at most {most:.0} MiB"));

            format!("{:.2} s ({more}{most}){compared}", time.as_secs_f64())
        }
        Err(error) => format!("not measured: {error}"),
    };

    report.line(what, value);
}

/// The cells of a CSV by Python's XlsxWriter in constant memory; the time that reading them takes is left out.
fn by_python(csv: &Path, to: &Path) -> Result<(Duration, Option<f64>)> {
    const SCRIPT: &str = "
import csv, sys, time, xlsxwriter
start = time.time()
for row in csv.reader(open(sys.argv[1], encoding='utf-8', newline='')): pass
reading = time.time() - start
start = time.time()
book = xlsxwriter.Workbook(sys.argv[2], {'constant_memory': True})
sheet = book.add_worksheet()
for line, row in enumerate(csv.reader(open(sys.argv[1], encoding='utf-8', newline=''))):
    for column, cell in enumerate(row):
        if cell: sheet.write_string(line, column, cell)
book.close()
open(sys.argv[2] + '.time', 'w').write(str(time.time() - start - reading))
";
    let (_, most) = run(Command::new("python3").args(["-c", SCRIPT]).arg(csv).arg(to))
        .map_err(|error| format!("Python or its XlsxWriter is not installed, or {error}"))?;
    let seconds: f64 = std::fs::read_to_string(to.with_extension("xlsx.time"))?.parse()?;

    Ok((Duration::from_secs_f64(seconds), most))
}

/// A CSV opened and saved by LibreOffice without its window, in a profile of its own.
fn by_office(csv: &Path, kind: &str, folder: &Path) -> Result<(Duration, Option<f64>)> {
    let done = run(Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--headless", "--convert-to", kind, "--infilter=CSV:44,34,76,1", "--outdir"])
        .arg(folder.join("office"))
        .arg(csv))
    .map_err(|error| format!("LibreOffice is not installed, or {error}"))?;

    if folder.join("office").join("plain").with_extension(kind).exists() {
        Ok(done)
    } else {
        Err("LibreOffice wrote nothing".into())
    }
}

/// Writes the cells of a CSV as a workbook; the time that reading them takes is left out.
fn write_bare(csv: &Path, to: &Path) -> Result<Duration> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(csv)?;
    let mut records = reader.records();
    let mut book = Workbook::new();
    let mut time = Duration::ZERO;
    let sheet = book.add_worksheet_with_constant_memory()?;
    let mut line = 0;

    loop {
        let chunk: Vec<csv::StringRecord> = records.by_ref().take(10_000).collect::<std::result::Result<_, _>>()?;
        let start = Instant::now();

        for record in &chunk {
            for (column, cell) in record.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(line, column as u16, cell)?;
            }

            line += 1;
        }

        time += start.elapsed();

        if chunk.is_empty() {
            break;
        }
    }

    let start = Instant::now();
    book.save(to)?;

    Ok(time + start.elapsed())
}

/// A CSV of all subscriptions with their members into an empty workspace, all in, and the rows that came of it through
/// `sqlite3 .import` into like tables and indexes.
pub async fn import(workspace: &Path, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let csv = folder.path().join("venue.csv");
    let desk = ready(workspace).await?;
    let all = ExportOf::Subscriptions(Selection::Query(SubscriptionQuery::default()));
    desk.export(all, &csv, options(Dialect::Plain), &Job::new()).await?;
    desk.close().await?;

    let fresh = folder.path().join("fresh.guichet");
    let desk = Desk::open(&fresh, Setup::of_this_computer()).await?;
    desk.wait_ready().await;
    let start = Instant::now();
    let checked = desk.check_import(&csv, ImportOptions::default(), &Job::new()).await?;
    let read = start.elapsed();
    desk.import(checked.clone(), &Job::new()).await?;
    let ours = start.elapsed();
    let (_, most) = memory();
    let summary = &checked.summary;
    desk.close().await?;

    report.line(
        "CSV import",
        format!(
            "{:.2} s, of which reading and checking {:.2} s ({} rows: {} members, {} subscriptions, {} refused)",
            ours.as_secs_f64(),
            read.as_secs_f64(),
            summary.rows,
            summary.new,
            summary.new_subscriptions,
            summary.refused_count
        ),
    );
    report.line("memory at most while importing", mebibytes(most, most));

    match by_sqlite(&fresh, folder.path()).await {
        Ok(theirs) => report.line(
            "the same rows by sqlite3 .import, indexes in place",
            format!("{:.2} s: {}", theirs.as_secs_f64(), ratio(ours, theirs)),
        ),
        Err(error) => report.line("the same rows by sqlite3 .import", format!("not measured: {error}")),
    }

    Ok(())
}

/// The tables an import fills.
const TABLES: [&str; 3] = ["member", "subscription", "payment"];

/// Writes the tables as CSV and times `sqlite3` importing them with the same settings. Ids become text (22 letters for
/// 16 bytes), since a CSV holds no bytes.
async fn by_sqlite(workspace: &Path, folder: &Path) -> Result<Duration> {
    let file = Database::connect(format!("sqlite://{}?mode=ro", workspace.display())).await?;
    let query = async |sql: String| file.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
    let mut script = String::from("PRAGMA journal_mode=WAL;\nPRAGMA synchronous=FULL;\nPRAGMA cache_size=-400000;\n");
    let names = TABLES.map(|table| format!("'{table}'")).join(",");

    for row in query(format!("SELECT sql FROM sqlite_schema WHERE sql NOT NULL AND tbl_name IN ({names})")).await? {
        let sql: String = row.try_get_by_index(0)?;
        // The tool imports an empty cell as an empty text.
        let sql = sql.replace("IS NULL", "= ''").replace("reverses IS NOT NULL", "reverses <> ''");
        script.push_str(&sql.replace(" BLOB", " TEXT").replace(") STRICT, WITHOUT ROWID", ") WITHOUT ROWID"));
        script.push_str(";\n");
    }

    script.push_str("BEGIN;\n.mode csv\n");

    for table in TABLES {
        let to = folder.join(format!("{table}.csv"));
        let columns: Vec<String> = query(format!("SELECT name, type FROM pragma_table_info('{table}')"))
            .await?
            .iter()
            .map(|row| {
                let (name, kind): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);

                Ok(if kind == "BLOB" { format!("hex({name})") } else { format!("CAST({name} AS TEXT)") })
            })
            .collect::<std::result::Result<_, sea_orm::DbErr>>()?;
        let mut writer = csv::Writer::from_writer(File::create(&to)?);
        let mut after: Option<Vec<u8>> = None;

        loop {
            let from = after.as_ref().map_or(String::new(), |id| format!("WHERE id > x'{}'", hex(id)));
            let rows =
                query(format!("SELECT id, {} FROM {table} {from} ORDER BY id LIMIT 5000", columns.join(","))).await?;

            for row in &rows {
                for (index, column) in columns.iter().enumerate() {
                    let cell: Option<String> = row.try_get_by_index(index + 1)?;
                    let cell = cell.unwrap_or_default();

                    if column.starts_with("hex") {
                        writer.write_field(short(&cell))?;
                    } else {
                        writer.write_field(cell)?;
                    }
                }

                writer.write_record(None::<&[u8]>)?;
            }

            match rows.last() {
                Some(last) => after = Some(last.try_get_by_index(0)?),
                None => break,
            }
        }

        writer.flush()?;
        script.push_str(&format!(".import {} {table}\n", to.display()));
    }

    script.push_str("COMMIT;\n");
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// Sixteen bytes, given as hexadecimal digits, in 22 letters that sort like them.
fn short(digits: &str) -> String {
    const LETTERS: &[u8; 64] = b"-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    match u128::from_str_radix(digits, 16) {
        Ok(number) => (0..22).rev().map(|place| LETTERS[(number >> (place * 6) & 63) as usize] as char).collect(),
        Err(_) => String::new(),
    }
}

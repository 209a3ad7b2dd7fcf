//! Through the desk on a real workspace file: opening, the directory's build, every key, filter and sort, an edit.

use std::path::Path;
use std::time::Instant;

use guichet::desk::{Desk, Setup};
use guichet::domain::fold::fold;
use guichet::domain::query::{
    DateFilter, MemberQuery, MemberSort, StandingFilter, SubscriptionQuery, SubscriptionSort,
};
use guichet::domain::subscription::Status;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use crate::measure::{Numbers, Report, Result, Times, memory, milliseconds, ratio};

/// How many rows a window asks for.
const ROWS: usize = 40;

/// How many times each thing is done: enough for a 99th percentile.
const TIMES: usize = 200;

pub async fn measure(workspace: &Path, report: &mut Report) -> Result<()> {
    let start = Instant::now();
    let desk = Desk::open(workspace, Setup::of_this_computer()).await?;
    report.line("open the file", format!("{:.0} ms", milliseconds(start.elapsed())));
    desk.wait_ready().await;
    report.line("search ready (rows read, directory built)", format!("{:.2} s", start.elapsed().as_secs_f64()));

    let texts = Texts::of(&desk).await?;
    let mut three = None;

    for (what, texts) in [
        ("a key: 1 letter → count and 40 rows", texts.prefixes(1)),
        ("2 letters", texts.prefixes(2)),
        ("3 letters", texts.prefixes(3)),
        ("5 letters", texts.prefixes(5)),
        ("two words", texts.two_words()),
        ("a name typed letter by letter", texts.typed()),
    ] {
        let mut times = Times::default();

        for text in texts {
            let query = MemberQuery { text, ..MemberQuery::default() };
            let start = Instant::now();
            desk.members(&query, 0..ROWS).await?;
            times.add(start.elapsed());
        }

        report.times(what, &times);

        if what.starts_with('3') {
            three = Some(times.percentile(50));
        }
    }

    if let Some(three) = three {
        let like = like(workspace, &texts.prefixes(3)).await?;
        report.line(
            "3 letters by SQL LIKE on the same file",
            format!("p50 {:.0} ms, {}", milliseconds(like.percentile(50)), ratio(like.percentile(50), three)),
        );
    }

    filters(&desk, "", "filter or sort changed → rows", report).await?;
    filters(&desk, &texts.prefixes(2)[0], "the same under a search", report).await?;
    subscriptions(&desk, &texts, report).await?;
    edits(&desk, report).await?;

    let (held, most) = memory();
    report.line("memory without window (at most)", crate::measure::mebibytes(held, most));
    desk.close().await?;

    Ok(())
}

/// What people type, taken from the names there are.
struct Texts(Vec<(String, String)>);

impl Texts {
    async fn of(desk: &Desk) -> Result<Self> {
        let total = desk.counts().await?.members;
        let mut numbers = Numbers::new(7);
        let mut names = Vec::new();

        for _ in 0..TIMES {
            let at = numbers.below(total);
            let query = MemberQuery { sort: MemberSort::Received, ..MemberQuery::default() };

            for row in desk.members(&query, at..at + 1).await?.rows {
                names.push((fold(&row.first_name), fold(&row.last_name)));
            }
        }

        Ok(Self(names))
    }

    fn prefixes(&self, letters: usize) -> Vec<String> {
        self.0.iter().map(|(_, last)| last.chars().take(letters).collect()).collect()
    }

    fn two_words(&self) -> Vec<String> {
        self.0
            .iter()
            .map(|(first, last)| {
                let part = |name: &str, letters| name.chars().take(letters).collect::<String>();

                format!("{} {}", part(first, 3), part(last, 2))
            })
            .collect()
    }

    fn typed(&self) -> Vec<String> {
        let letters = |(first, last): &(String, String)| {
            let name = format!("{first} {last}");
            let ends: Vec<usize> = name.char_indices().map(|(at, c)| at + c.len_utf8()).collect();

            ends.into_iter().map(|end| name[..end].to_owned()).collect::<Vec<_>>()
        };

        self.0.iter().take(30).flat_map(letters).collect()
    }
}

async fn filters(desk: &Desk, text: &str, what: &str, report: &mut Report) -> Result<()> {
    let mut numbers = Numbers::new(11);
    let mut times = Times::default();

    for _ in 0..TIMES {
        let yes = |n: usize| [None, None, Some(true), Some(false)][n];
        let query = MemberQuery {
            text: text.to_owned(),
            active: yes(numbers.below(4)),
            team: yes(numbers.below(4)),
            email_valid: yes(numbers.below(4)),
            standing: [None, Some(StandingFilter::Yes), Some(StandingFilter::No), Some(StandingFilter::Expiring)]
                [numbers.below(4)],
            sort: MemberSort::ALL[numbers.below(MemberSort::ALL.len())],
            descending: numbers.below(2) == 1,
            ..MemberQuery::default()
        };
        let start = Instant::now();
        desk.members(&query, 0..ROWS).await?;
        times.add(start.elapsed());
    }

    report.times(what, &times);

    Ok(())
}

async fn subscriptions(desk: &Desk, texts: &Texts, report: &mut Report) -> Result<()> {
    let mut numbers = Numbers::new(13);
    let (mut keys, mut filters) = (Times::default(), Times::default());

    for text in texts.prefixes(2) {
        let query = SubscriptionQuery { text, ..SubscriptionQuery::default() };
        let start = Instant::now();
        desk.subscriptions(&query, 0..ROWS).await?;
        keys.add(start.elapsed());
    }

    for _ in 0..TIMES {
        let date = |n: usize| [None, Some(DateFilter::Month), Some(DateFilter::Year), Some(DateFilter::With)][n];
        let query = SubscriptionQuery {
            paid_on: date(numbers.below(4)),
            ends: date(numbers.below(4)),
            status: [None, Some(Status::Valid), Some(Status::Ended)][numbers.below(3)],
            sort: SubscriptionSort::ALL[numbers.below(SubscriptionSort::ALL.len())],
            descending: numbers.below(2) == 1,
            ..SubscriptionQuery::default()
        };
        let start = Instant::now();
        desk.subscriptions(&query, 0..ROWS).await?;
        filters.add(start.elapsed());
    }

    report.times("subscriptions: 2 letters → rows", &keys);
    report.times("subscriptions: filter or sort → rows", &filters);

    Ok(())
}

/// One member edited: committed to the disk, journalled, and found again by the next key.
async fn edits(desk: &Desk, report: &mut Report) -> Result<()> {
    let rows = desk.members(&MemberQuery::default(), 0..50).await?.rows;
    let mut times = Times::default();

    for (n, row) in rows.iter().enumerate() {
        let before = desk.member(row.id).await?.member;
        let mut after = before.clone();
        after.first_name = format!("{} {n}", after.first_name);
        let start = Instant::now();
        desk.edit_member(&before, after, true).await?;
        times.add(start.elapsed());
    }

    report.line(
        "one edit, on disk and found again",
        format!("p50 {:.1} · p95 {:.1} ms", milliseconds(times.percentile(50)), milliseconds(times.percentile(95))),
    );

    for _ in 0..rows.len() {
        desk.undo(None).await?;
    }

    Ok(())
}

/// The same question asked of SQLite as most programs would.
async fn like(workspace: &Path, texts: &[String]) -> Result<Times> {
    let file = Database::connect(format!("sqlite://{}?mode=ro", workspace.display())).await?;
    let mut times = Times::default();

    for text in texts.iter().take(20) {
        let wanted = "first_name LIKE ?1 OR last_name LIKE ?1 OR pseudonym LIKE ?1 OR email LIKE ?1 OR phone LIKE ?1";
        let value = [format!("%{text}%").into()];
        let start = Instant::now();

        for sql in [
            format!("SELECT count(*) FROM member NOT INDEXED WHERE archived_at IS NULL AND ({wanted})"),
            format!(
                "SELECT * FROM member NOT INDEXED WHERE archived_at IS NULL AND ({wanted}) ORDER BY last_name, first_name LIMIT {ROWS}"
            ),
        ] {
            file.query_all_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, value.clone())).await?;
        }

        times.add(start.elapsed());
    }

    Ok(times)
}

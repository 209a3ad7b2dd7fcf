//! Sharing through a PostgreSQL on this computer: founding, joining, pushing what was done offline, a change until the other
//! desk has it, and what goes over the line when nothing happens. Beside joining: the same rows by `psql \\copy` out and
//! `sqlite3 .import` in.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use guichet::desk::sharing::{Address, Founding, Joining, Role, State, Trust};
use guichet::desk::{Desk, Job, Keychain, Setup};
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use guichet::domain::query::MemberQuery;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::cluster::{cluster, run};
use crate::measure::{Report, Result, Times, mebibytes, memory, milliseconds, ratio};
use crate::syncing::Window;

/// How many changes are made offline, and how many are watched one by one.
const OFFLINE: usize = 10_000;
const WATCHED: usize = 30;

/// This computer, whose keychain has nothing to do with a bench.
fn unkept() -> Setup {
    Setup { keychain: Keychain::None, ..Setup::of_this_computer() }
}

pub async fn measure(workspace: &Path, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("office.guichet");
    let plain = Desk::open(workspace, Setup::of_this_computer()).await?;

    plain.backup(&copy).await?;
    plain.close().await?;

    let database = "bench";

    run(cluster(), "postgres", "postgres", "", "drop database if exists bench")?;
    run(cluster(), "postgres", "postgres", "", "create database bench")?;

    let line = Line::open(cluster().port).await?;
    let office = Desk::open(&copy, unkept()).await?;
    let start = Instant::now();

    office
        .share(
            Founding {
                administrator: Address {
                    host: "127.0.0.1".to_owned(),
                    port: line.port,
                    database: database.to_owned(),
                    login: "postgres".to_owned(),
                    trust: Trust::Local,
                },
                secret: String::new(),
                workspace: "Bench".to_owned(),
                operator: "Ada".to_owned(),
            },
            &Job::new(),
        )
        .await?;
    report.line("shared: everything uploaded", format!("{:.1} s", start.elapsed().as_secs_f64()));

    let start = Instant::now();

    office.exchange().await?;
    report.line("shared: the first desk's first exchange", format!("{:.1} s", start.elapsed().as_secs_f64()));

    let code = office.invite("Bob", "bob@bench.example", Role::Manager).await?;
    let file = folder.path().join("bar.guichet");
    let before = line.bytes();
    let start = Instant::now();
    let joining = Joining { code, operator: "Bob".to_owned(), ..Joining::default() };
    let (bar, _) = Desk::join(&file, unkept(), joining).await?;
    let window = Window::open(&bar).await?;
    let taken = quiet(&bar, start).await?;
    let joined = start.elapsed();
    let frames = window.close().await?;

    report.line(
        "shared: join, all rows and journal taken in",
        format!("{:.1} s, {} rows, {} MB", joined.as_secs_f64(), taken, (line.bytes() - before) / 1_000_000),
    );

    framed("shared: frames while everything is taken in", &frames, report);

    match by_hand(folder.path()) {
        Ok(theirs) => report.line(
            "the same rows by psql \\copy and sqlite3 .import",
            format!("{:.1} s, ours {}", theirs.as_secs_f64(), ratio(joined, theirs)),
        ),
        Err(error) => report.line("the same rows by psql and sqlite3", format!("not measured: {error}")),
    }

    bar.wait_ready().await;
    offline(&office, &bar, report).await?;
    visible(&office, &bar, report).await?;

    let (before, seconds) = (line.bytes(), 60);

    tokio::time::sleep(Duration::from_secs(seconds)).await;
    report.line("shared: idle, two desks, a minute", format!("{} bytes", line.bytes() - before));

    let (held, most) = memory();

    report.line("shared: memory with both desks (at most)", mebibytes(held, most));

    Ok(())
}

/// Many changes made without the network, then sent.
async fn offline(office: &Desk, bar: &Desk, report: &mut Report) -> Result<()> {
    let ids = bar.member_ids(&MemberQuery::default()).await?;

    // A desk whose window was open stays in touch by itself.
    let window = Window::open(office).await?;

    office.wait_ready().await;
    quiet(office, Instant::now()).await?;

    for desk in [office, bar] {
        desk.set_offline(true).await?;
    }

    for id in ids.iter().cycle().take(OFFLINE) {
        let before = bar.member(*id).await?.member;
        let after = Member { comment: Some(format!("{}", Id::now_v7())), ..before.clone() };

        bar.edit_member(&before, after, true).await?;
    }

    let start = Instant::now();

    bar.set_offline(false).await?;
    quiet(bar, start).await?;
    report.line("shared: changes made offline, pushed", format!("{OFFLINE} in {:.1} s", start.elapsed().as_secs_f64()));

    let start = Instant::now();

    office.set_offline(false).await?;

    let taken = quiet(office, start).await?;

    report.line("shared: and taken in by the other desk", format!("{taken} in {:.1} s", start.elapsed().as_secs_f64()));
    framed("shared: frames while they are taken in", &window.close().await?, report);

    Ok(())
}

/// Waits until a desk has said and taken in everything, by itself, after `start`; how many rows it took in at once.
async fn quiet(desk: &Desk, start: Instant) -> Result<usize> {
    let since = desk.now() - start.elapsed();
    let mut status = desk.sharing_status();
    let mut taken = 0;

    desk.try_again();

    loop {
        taken = taken.max(desk.taken());

        let status = status.borrow_and_update().clone();

        if status.state == State::Quiet && status.waiting == 0 && status.exchanged.is_some_and(|at| at > since) {
            return Ok(taken);
        }

        if let State::Stopped(why) | State::NeedsSecret(why) = status.state {
            return Err(format!("the exchange stopped: {}", why.key).into());
        }

        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn framed(what: &str, frames: &Times, report: &mut Report) {
    let limit = Duration::from_millis(100);
    let value = |percent| milliseconds(frames.percentile(percent));

    report.line(
        what,
        format!(
            "{} of {} above 100 ms; p50 {:.1} · p99 {:.1} · most {:.1} ms",
            frames.above(limit),
            frames.len(),
            value(50),
            value(99),
            value(100)
        ),
    );
}

/// From an action on one desk until the other one has it in its lists.
async fn visible(office: &Desk, bar: &Desk, report: &mut Report) -> Result<()> {
    let mut times = Times::default();

    for number in 0..WATCHED {
        let name = format!("Zzyx{number}");
        let mut member = Member::new(Id::now_v7(), office.now());

        "Watched".clone_into(&mut member.first_name);
        name.clone_into(&mut member.last_name);

        let start = Instant::now();

        office.add_member(member, true).await?;

        let query = MemberQuery { text: name, ..MemberQuery::default() };

        while bar.members(&query, 0..1).await?.total == 0 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }

        times.add(start.elapsed());
    }

    report.times("shared: a change until the other desk shows it", &times);

    Ok(())
}

/// All rows of every entity out of PostgreSQL and into SQLite, without indexes, journal or checks.
fn by_hand(folder: &Path) -> Result<Duration> {
    let tables = run(
        cluster(),
        "bench",
        "postgres",
        "",
        "select string_agg(entity, ' ' order by position) from guichet.entity_def",
    )?;
    let start = Instant::now();

    for table in tables.split_whitespace() {
        let csv = folder.join(format!("{table}.csv"));

        run(
            cluster(),
            "bench",
            "postgres",
            "",
            &format!("\\copy (select id, cells, rev from guichet.{table}) to '{}' csv", csv.display()),
        )?;

        let import = format!(".import --csv {} {table}", csv.display());
        let done = Command::new("sqlite3")
            .arg(folder.join("hand.db"))
            .arg(format!("create table {table} (id text primary key, cells text, rev integer)"))
            .arg(import)
            .stdout(Stdio::null())
            .status()?;

        if !done.success() {
            return Err(format!("sqlite3: {done}").into());
        }
    }

    Ok(start.elapsed())
}

/// What goes between the desks and PostgreSQL, counted.
struct Line {
    port: u16,
    bytes: Arc<AtomicU64>,
}

impl Line {
    async fn open(to: u16) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let bytes = Arc::new(AtomicU64::new(0));
        let count = bytes.clone();

        tokio::spawn(async move {
            while let Ok((here, _)) = listener.accept().await {
                let count = count.clone();

                tokio::spawn(async move {
                    let Ok(there) = TcpStream::connect(("127.0.0.1", to)).await else { return };
                    let ((mut a, mut b), (mut c, mut d)) = (here.into_split(), there.into_split());

                    tokio::join!(carry(&mut a, &mut d, &count), carry(&mut c, &mut b, &count));
                });
            }
        });

        Ok(Self { port, bytes })
    }

    fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

async fn carry(from: &mut (impl AsyncReadExt + Unpin), to: &mut (impl AsyncWriteExt + Unpin), count: &AtomicU64) {
    let mut buffer = vec![0; 1 << 16];

    while let Ok(read) = from.read(&mut buffer).await {
        if read == 0 || to.write_all(&buffer[..read]).await.is_err() {
            break;
        }

        count.fetch_add(read as u64, Ordering::Relaxed);
    }

    // The other side may be gone already.
    let _ = to.shutdown().await;
}

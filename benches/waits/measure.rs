//! Taking times and memory, and saying them in one table.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Times of the same thing done many times.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();

        sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
    }

    pub fn above(&self, limit: Duration) -> usize {
        self.0.iter().filter(|time| **time > limit).count()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Lines of a table: what, and the value.
#[derive(Default)]
pub struct Report(pub Vec<(String, String)>);

impl Report {
    pub fn line(&mut self, what: &str, value: String) {
        #[allow(clippy::print_stderr, reason = "progress of a measurement")]
        {
            eprintln!("  {what}: {value}");
        }

        self.0.push((what.to_owned(), value));
    }

    pub fn times(&mut self, what: &str, times: &Times) {
        let value = |percent| milliseconds(times.percentile(percent));

        self.line(what, format!("p50 {:.1} · p99 {:.1} ms", value(50), value(99)));
    }
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

pub fn ratio(one: Duration, other: Duration) -> String {
    format!("{:.2} ×", one.as_secs_f64() / other.as_secs_f64().max(f64::MIN_POSITIVE))
}

pub fn mebibytes(held: Option<f64>, most: Option<f64>) -> String {
    match (held, most) {
        (Some(held), Some(most)) => format!("{held:.0} ({most:.0}) MiB"),
        _ => "not told by this system".to_owned(),
    }
}

/// What this process holds and what it held at most, in MiB.
pub fn memory() -> (Option<f64>, Option<f64>) {
    memory_of("self")
}

pub fn memory_of(process: &str) -> (Option<f64>, Option<f64>) {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;

        Some(kilobytes / 1024.0)
    };

    (field("VmRSS:"), field("VmHWM:"))
}

/// Begins anew with what was held at most, where the system allows it.
pub fn forget_most() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Lets another program run to its end; how long it took, and what it and those it started held at most, in MiB.
pub fn run(command: &mut Command) -> Result<(Duration, Option<f64>)> {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut most: Option<f64> = None;

    loop {
        if let Some(status) = child.try_wait()? {
            let time = start.elapsed();

            return if status.success() { Ok((time, most)) } else { Err("it failed".into()) };
        }

        let held: f64 = family(child.id()).iter().filter_map(|process| memory_of(&process.to_string()).0).sum();

        most = Some(held.max(most.unwrap_or_default())).filter(|most| *most > 0.0);
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A process and those it started.
fn family(first: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let process = entry.file_name().to_str()?.parse().ok()?;
            let status = std::fs::read_to_string(entry.path().join("status")).ok()?;
            let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse().ok()?;

            Some((process, parent))
        })
        .collect();
    let mut family = vec![first];
    let mut at = 0;

    while let Some(parent) = family.get(at).copied() {
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(process, _)| process));
        at += 1;
    }

    family
}

/// A small generator of numbers (SplitMix64): the same everywhere, for the same seed.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);

        ((z ^ z >> 31) % end.max(1) as u64) as usize
    }
}

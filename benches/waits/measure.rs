//! Taking times and memory, and saying them in one table.

use std::time::{Duration, Instant};

/// Times of the same thing done many times.
pub struct Times(Vec<Duration>);

impl Times {
    /// Times `step` for each item.
    pub fn of<T>(items: impl IntoIterator<Item = T>, mut step: impl FnMut(T)) -> Self {
        let mut times = Vec::new();

        for item in items {
            let start = Instant::now();
            step(item);
            times.push(start.elapsed());
        }

        times.sort_unstable();

        Self(times)
    }

    pub fn add(&mut self, other: Self) {
        self.0.extend(other.0);
        self.0.sort_unstable();
    }

    pub fn percentile(&self, percent: usize) -> Duration {
        self.0.get((self.0.len() * percent / 100).min(self.0.len().saturating_sub(1))).copied().unwrap_or_default()
    }
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// What the process holds and what it held at most, in MiB; nothing where the system does not tell.
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

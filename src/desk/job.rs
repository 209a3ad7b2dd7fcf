//! Long work: how far it is, and whether it should stop. Shared by who does the work and who shows it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::failure::{Failure, Result};

/// Cheap to clone; all clones are the same job.
#[derive(Debug, Clone, Default)]
pub struct Job(Arc<State>);

#[derive(Debug, Default)]
struct State {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

impl Job {
    pub fn new() -> Self {
        Self::default()
    }

    /// How many steps there are in all; 0 while that is not known.
    pub fn set_total(&self, total: u64) {
        self.0.total.store(total, Ordering::Relaxed);
    }

    /// Called by the work, as often as it likes: says how far it is and stops it when asked to.
    pub fn step(&self, done: u64) -> Result<()> {
        self.0.done.store(done, Ordering::Relaxed);

        if self.0.cancelled.load(Ordering::Relaxed) { Err(Failure::Cancelled) } else { Ok(()) }
    }

    /// Steps done, and in all.
    pub fn progress(&self) -> (u64, u64) {
        (self.0.done.load(Ordering::Relaxed), self.0.total.load(Ordering::Relaxed))
    }

    /// Waits until it is asked to stop: for work that cannot look while it waits for somebody else.
    pub async fn cancelled(&self) {
        while !self.0.cancelled.load(Ordering::Relaxed) {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    }

    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }
}

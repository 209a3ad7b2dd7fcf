//! The journal: history, undo, redo.

use crate::domain::entity::Id;

use super::{Desk, HistoryEntry, Outcome, Result};

/// The action that makes a workspace; it cannot be undone.
pub(super) const CREATE: &str = "workspace.create";

impl Desk {
    /// Newest first; of one member, or of the whole workspace.
    pub async fn history(&self, member: Option<Id>, limit: usize) -> Result<Vec<HistoryEntry>> {
        let _ = (member, limit);
        todo!()
    }

    /// Undoes `entry`, or the last action not undone yet. Undoing an undo redoes. `Outcome.left` lists what had to stay.
    pub async fn undo(&self, entry: Option<Id>) -> Result<Outcome> {
        let _ = entry;
        todo!()
    }

    /// Undoes the last undo, if nothing was done since.
    pub async fn redo(&self) -> Result<Outcome> {
        todo!()
    }
}

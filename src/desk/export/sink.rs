//! The writing end of an export.

use tokio::sync::mpsc;

use crate::desk::Result;
use crate::exchange::write::Plan;
use crate::exchange::write::cells::Cell;

/// What comes through the channel.
pub enum Part {
    Rows(Vec<Vec<Cell>>),
    /// All rows were sent.
    End,
}

/// Writes what comes until the end mark; blocks. Without the mark nothing is left.
pub fn write(plan: &Plan, mut rows: mpsc::Receiver<Part>) -> Result<()> {
    let mut sheet = plan.begin()?;

    while let Some(part) = rows.blocking_recv() {
        match part {
            Part::Rows(rows) => rows.iter().try_for_each(|row| sheet.row(row))?,
            Part::End => return Ok(sheet.finish()?),
        }
    }

    Ok(())
}

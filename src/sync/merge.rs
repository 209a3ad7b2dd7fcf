//! What a desk shows of a row: what the server says, under what still waits to be said to it.

use super::wire::{Cells, OpKind};

/// A change that the server has not answered yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub kind: OpKind,
    pub set: Cells,
}

/// The row as the desk shows it: the server's cells, then the waiting changes in their order. None: the server has no
/// such row and nothing waits for it, so that it is not shown (a refused insert is kept among the refused).
///
/// `here` is the row as the desk has it: it stays while something waits that the server may yet make a row of.
pub fn shown(server: Option<Cells>, here: Option<Cells>, waiting: &[Waiting]) -> Option<Cells> {
    let mut cells = match server {
        Some(cells) => cells,
        None if !waiting.is_empty() => return here,
        None => return None,
    };

    for change in waiting.iter().filter(|change| change.kind != OpKind::Insert) {
        cells.extend(change.set.clone());
    }

    Some(cells)
}

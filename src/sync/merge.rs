//! What a desk shows of a row: what the server says, under what still waits to be said to it.

use super::wire::{Cells, OpKind};

/// A change that the server has not answered yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub kind: OpKind,
    pub set: Cells,
}

/// The row as the desk shows it: the server's cells, then the waiting changes in their order. None: neither the server
/// nor a waiting insert has such a row, so that it is not shown (a refused insert is kept among the refused).
///
/// `here` is the row as the desk has it: a waiting insert that the server has not seen leaves it as it is.
pub fn shown(server: Option<Cells>, here: Option<Cells>, waiting: &[Waiting]) -> Option<Cells> {
    let mut cells = match server {
        Some(cells) => cells,
        None if waiting.iter().any(|change| matches!(change.kind, OpKind::Insert | OpKind::Offer)) => return here,
        None => return None,
    };

    for change in waiting.iter().filter(|change| change.kind != OpKind::Insert) {
        cells.extend(change.set.clone());
    }

    Some(cells)
}

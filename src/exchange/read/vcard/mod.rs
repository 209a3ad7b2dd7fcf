//! Contact cards, vCard 2.1, 3.0 and 4.0: one row a card, under names that the mapping knows.
//!
//! The parsers that were looked at want a whole file as one valid UTF-8 text, or know version 4 only; address books write
//! neither. This one takes bytes, forgives what it can, and holds one card at a time.

mod card;
mod cards;
mod column;
mod property;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::UTF_8;

use super::encoding::Decoding;
use super::row::{CellKind, Row};
use super::trouble::{Outcome, Trouble, named, reading};
use super::{Gathering, Table, Watch, Wishes, separated};
use crate::domain::phrase::Phrase;
use crate::exchange::read_as::ReadAs;
use cards::Cards;
use column::Column;

/// Reads a file of cards.
pub fn table(path: &Path, size: u64, wishes: &Wishes, watch: Watch<'_>) -> Outcome<Table> {
    let judged = separated::judge(path, size, wishes, &|at, of| watch(at * 2 / 3, of))?;
    let wide = [encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].contains(&judged.encoding);
    let open = || -> Outcome<Cards<Box<dyn Read>>> {
        let file = File::open(path).map_err(|error| reading(path, &error))?;
        // Each property can have its own character set, so that only UTF-16 is decoded beforehand.
        let inner: Box<dyn Read> = if wide { Box::new(Decoding::new(file, judged.encoding)) } else { Box::new(file) };

        Ok(Cards::new(inner, if wide { UTF_8 } else { judged.encoding }))
    };
    let mut cards = open()?;
    let mut columns = BTreeSet::from([Column::LastName, Column::FirstName]);
    let mut versions = BTreeSet::new();
    let (mut count, mut groups) = (0_u64, 0);

    while let Some(card) = cards.next().map_err(|error| reading(path, &error))? {
        count += 1;

        if count.is_multiple_of(256) && !watch(size / 3 + (cards.taken / 3).min(size / 3), size) {
            return Err(Trouble::Stopped);
        }

        if card.is_group {
            groups += 1;
            continue;
        }

        versions.insert(card.version.clone());
        columns.extend(card.cells().into_iter().map(|(column, _)| column));
    }

    let columns: Vec<Column> = columns.into_iter().collect();
    let mut gathering = Gathering::under(path, columns.iter().map(|column| column.header()).collect());
    let mut cards = open()?;
    let mut row = Row::default();
    let mut number = 0;

    while let Some(card) = cards.next().map_err(|error| reading(path, &error))? {
        number += 1;

        if number % 256 == 0 && !watch(size / 3 * 2 + (cards.taken / 3).min(size / 3), size) {
            return Err(Trouble::Stopped);
        }

        if card.is_group {
            continue;
        }

        row.clear(number);

        for (column, text) in card.cells() {
            let Ok(at) = columns.binary_search(&column) else { continue };
            let kind =
                if matches!(column, Column::Birth | Column::Anniversary) { CellKind::Date } else { CellKind::Text };

            row.put(at, &text, kind);
        }

        gathering.push(&row)?;
    }

    let mut read_as = ReadAs::new("vcard");

    read_as.evidence.push(
        Phrase::new("exchange-vcard-cards").with("count", usize::try_from(count).unwrap_or(usize::MAX) - groups).with(
            "versions",
            versions.into_iter().filter(|version| !version.is_empty()).collect::<Vec<_>>().join(", "),
        ),
    );

    // Accents of cards are often spelt out in ASCII.
    if judged.evidence.key != "exchange-encoding-ascii" {
        read_as.evidence.push(judged.evidence);
    }

    let mut table = gathering.finish(wishes, read_as)?;

    if groups > 0 {
        table.notes.push(Phrase::new("exchange-vcard-groups").with("count", groups));
    }

    if cards.cut {
        table.notes.push(Phrase::new("exchange-vcard-cut").with("file", named(path)));
    }

    Ok(table)
}

//! Which of the first rows names the columns.

use super::row::{CellKind, Row};
use crate::exchange::map::names::{guessed, known, of_payer};

/// The index of the header among the first rows of a file; none when the file begins with data.
pub fn find(rows: &[Row]) -> Option<usize> {
    let width = usual_width(rows);
    let best = rows
        .iter()
        .take(40)
        .enumerate()
        .map(|(index, row)| (names(row), index))
        .max_by_key(|&(names, index)| (names, usize::MAX - index))?;

    // Two known names are no accident; a single one is enough for a file of one or two columns.
    if best.0 >= 2 || best.0 == 1 && (width <= 2 || looks_like_names(&rows[best.1], width)) {
        return Some(best.1);
    }

    rows.iter().take(10).position(|row| filled(row) * 2 > width).filter(|&index| {
        let row = &rows[index];

        looks_like_names(row, width) && rows.len() > index + 1 && rows[index + 1..].iter().any(has_data)
    })
}

/// How many cells are names of columns that are known.
pub fn names(row: &Row) -> usize {
    let is_name = |cell: &str| known(cell).or_else(|| guessed(cell)).or_else(|| of_payer(cell)).is_some();

    row.cells()
        .enumerate()
        .filter(|(at, cell)| {
            // "#NAME?" is no name.
            row.kind(*at) == CellKind::Text && cell.chars().count() <= 80 && !cell.contains('@') && is_name(cell)
        })
        .count()
}

fn filled(row: &Row) -> usize {
    row.cells().filter(|cell| !cell.trim().is_empty()).count()
}

/// The number of filled cells that most rows have.
fn usual_width(rows: &[Row]) -> usize {
    let mut widths: Vec<usize> = rows.iter().map(filled).collect();

    widths.sort_unstable();

    widths.get(widths.len() / 2).copied().unwrap_or(0)
}

/// All cells are short different texts without digits or at-signs.
fn looks_like_names(row: &Row, width: usize) -> bool {
    let cells: Vec<&str> = row.cells().map(str::trim).filter(|cell| !cell.is_empty()).collect();

    cells.len() * 2 > width
        && cells.iter().enumerate().all(|(index, cell)| {
            cell.chars().count() <= 60
                && !cell.contains('@')
                && !cell.starts_with(|c: char| c.is_ascii_digit())
                && !cells[..index].contains(cell)
        })
        && (0..row.len()).all(|index| row.kind(index) == CellKind::Text)
}

fn has_data(row: &Row) -> bool {
    (0..row.len()).any(|index| {
        row.kind(index) != CellKind::Text || row.cell(index).contains(|c: char| c == '@' || c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Vec<Row> {
        lines
            .iter()
            .map(|line| {
                let mut row = Row::default();

                line.split(';').for_each(|cell| row.push(cell, CellKind::Text));
                row
            })
            .collect()
    }

    #[test]
    fn headers() {
        let table: &[(&[&str], Option<usize>)] = &[
            (&["Courriel;Nom", "a@b.fr;A"], Some(0)),
            (&["Association du Lieu;;", "Liste au 3 mai;;", "Nom;Prénom;Courriel", "A;B;a@b.fr"], Some(2)),
            (&["a@b.fr;Zoé;12,50", "c@d.fr;Léa;13,00"], None),
            (&["Email", "a@b.fr"], Some(0)),
            (&["Bidule;Truc", "a@b.fr;12"], Some(0)),
            (&["Zoé;Lefèvre", "Léa;Martin"], None),
            (&["Nom;Prénom"], Some(0)),
        ];

        for (lines, expected) in table {
            assert_eq!(find(&rows(lines)), *expected, "{lines:?}");
        }
    }
}

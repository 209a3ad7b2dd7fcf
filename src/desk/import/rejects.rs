//! The refused rows as a file of their own.

use std::path::Path;

use super::source::Plan;
use crate::desk::Result;
use crate::exchange::Dialect;
use crate::exchange::draft::Said;
use crate::exchange::plan::people::RowKind;
use crate::exchange::read::row::Row;
use crate::exchange::write::cells::Cell;
use crate::exchange::write::csv::Writer;
use crate::words::Words;

/// Writes them as French Excel reads them, whatever the file was: every cell as it stood, and why it was refused.
pub fn write(plan: &Plan, to: &Path, words: &Words) -> Result<usize> {
    let mut writer = Writer::new(to, Dialect::FrenchExcel, 2)?;
    let reason = words.get("exchange-reason");
    let headers = plan.table.headers.iter().chain([&reason]).map(|header| Cell::Text(header.clone()));

    writer.row(&headers.collect::<Vec<_>>())?;

    let mut rows = plan.source.rows();
    let mut row = Row::default();
    let mut count = 0;

    for of in plan.people.rows() {
        if !rows.next(&mut row)? {
            break;
        }

        if of.kind != RowKind::Refused {
            continue;
        }

        let wrong = match plan.drafting.read(&row) {
            Said::Wrong(wrong) => wrong,
            Said::Person(draft) => match plan.people.nameless(of.person) {
                Some(several) => plan.drafting.nameless(&draft, several),
                None => continue,
            },
            Said::Total | Said::Aside(_) => continue,
        };
        let mut cells: Vec<Cell> =
            (0..plan.table.headers.len()).map(|index| Cell::from(as_read(plan, &row, index))).collect();

        cells.push(Cell::Text(words.say(&wrong.why)));
        writer.row(&cells)?;
        count += 1;
    }

    writer.finish()?;

    Ok(count)
}

/// The cell without the mark that the writer will put again.
fn as_read(plan: &Plan, row: &Row, index: usize) -> String {
    plan.drafting.text(row, index).to_owned()
}

//! How large the sheets of an XLS would be in memory. The library that reads them spreads each over all its rows and
//! columns, and two cells far apart make a sheet of half a gigabyte.

use super::guard::Swollen;

/// The most places for cells in all sheets together: some 130 MB.
const PLACES_LIMIT: u64 = 4_000_000;

/// Parts of a compound file.
const END_OF_CHAIN: u32 = 0xFFFF_FFFA;

/// The most places that a sheet may say it has, which is what a full one has: room is asked for, though not filled.
const CLAIM_LIMIT: u64 = 65_536 * 256;

/// How often all bytes together may be gone through: sheets may stand in each other.
const PASSES_LIMIT: usize = 8;

/// Refuses workbooks whose sheets would fill the memory; what is no workbook at all is left to the reader to say.
pub fn weigh(file: &[u8]) -> Result<(), Swollen> {
    let Some(book) = workbook(file) else { return Ok(()) };
    let mut sheets: Vec<usize> = Records(&book)
        .filter(|(kind, _)| *kind == SHEET)
        .filter_map(|(_, data)| number(data, 0))
        .map(|at| at as usize)
        .collect();

    // The oldest files are a single sheet.
    if sheets.is_empty() {
        sheets.push(0);
    }

    let (mut total, mut passed) = (0, 0);

    for at in sheets {
        let (places, length) = sheet(book.get(at..).unwrap_or_default());

        total = places.saturating_add(total);
        passed += length;

        if total > PLACES_LIMIT {
            return Err(Swollen::Big);
        }

        if passed > PASSES_LIMIT * book.len() {
            return Err(Swollen::Strange);
        }
    }

    Ok(())
}

/// Says where a sheet begins.
const SHEET: u16 = 0x0085;

/// The records of a stream: what each is, and what is in it.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let [kind_low, kind_high, length_low, length_high, rest @ ..] = self.0 else { return None };
        let length = usize::from(u16::from_le_bytes([*length_low, *length_high])).min(rest.len());
        let (data, rest) = rest.split_at(length);

        self.0 = rest;

        Some((u16::from_le_bytes([*kind_low, *kind_high]), data))
    }
}

/// How many places a sheet says that it has: first row and the one after the last, columns likewise. An end before its
/// beginning makes the library ask for all the memory there is, so it counts as that here too.
fn claim(data: &[u8]) -> u64 {
    let wide = data.len() >= 12;
    let row = |at: usize| if wide { number(data, at * 4) } else { short(data, at * 2).map(u32::from) };
    let column = |at: usize| short(data, if wide { 8 } else { 4 } + at * 2);

    match (row(0), row(1), column(0), column(1)) {
        (Some(top), Some(bottom), Some(left), Some(right)) if bottom > 0 && right > 0 => {
            let left = if left > 0xFF || right < left { 0 } else { left };

            u64::from(bottom.wrapping_sub(top)) * u64::from(right - left)
        }
        _ => 0,
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// How many places the cells of a sheet span, and how many bytes it takes.
fn sheet(bytes: &[u8]) -> (u64, usize) {
    let mut span: Option<[u16; 4]> = None;
    let mut length = 0;
    let mut claimed = 0;
    // Charts stand inside of sheets.
    let mut depth = 0_u32;

    for (kind, data) in Records(bytes) {
        length += 4 + data.len();

        match kind {
            0x0809 | 0x0409 | 0x0209 | 0x0009 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            0x0200 => claimed = claimed.max(claim(data)),
            // Cells of all kinds begin with their row and column; those that hold several end with the last column.
            0x0201
            | 0x0203
            | 0x0204
            | 0x0205
            | 0x0006
            | 0x0206
            | 0x0406
            | 0x00FD
            | 0x027E
            | 0x00D6
            | 0x00BD
            | 0x00BE
            | 0x0001..=0x0005
                if data.len() >= 4 =>
            {
                let row = u16::from_le_bytes([data[0], data[1]]);
                let first = u16::from_le_bytes([data[2], data[3]]);
                let last = match data {
                    [.., low, high] if matches!(kind, 0x00BD | 0x00BE) => u16::from_le_bytes([*low, *high]).max(first),
                    _ => first,
                };
                let [top, left, bottom, right] = span.unwrap_or([row, first, row, last]);

                span = Some([top.min(row), left.min(first), bottom.max(row), right.max(last)]);
            }
            _ => {}
        }
    }

    (if claimed > CLAIM_LIMIT { claimed } else { span.map_or(0, places) }, length)
}

fn places([top, left, bottom, right]: [u16; 4]) -> u64 {
    (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The stream of the cells, out of a compound file.
fn workbook(file: &[u8]) -> Option<Vec<u8>> {
    let shift = u32::from(*file.get(30)?);
    let size = 1_usize.checked_shl(shift).filter(|_| matches!(shift, 9 | 12))?;
    let sector = |at: u32| {
        let from = (at as usize).checked_add(1)?.checked_mul(size)?;

        file.get(from..from.checked_add(size)?.min(file.len()))
    };
    let sectors = file.len() / size + 1;
    // Which sectors hold the table of what follows what: 109 in the head, the others in a chain of their own.
    let mut of_table: Vec<u32> = (0..109).filter_map(|at| number(file, 76 + at * 4)).collect();
    let mut more = number(file, 68)?;

    while more < END_OF_CHAIN && of_table.len() < sectors {
        let part = sector(more)?;

        of_table.extend((0..size / 4 - 1).filter_map(|at| number(part, at * 4)));
        more = number(part, size - 4)?;
    }

    let table: Vec<u32> = of_table
        .into_iter()
        .filter(|at| *at < END_OF_CHAIN)
        .filter_map(sector)
        .take(sectors)
        .flat_map(|part| (0..part.len() / 4).filter_map(|at| number(part, at * 4)))
        .collect();
    let chain = |first: u32| {
        let mut bytes = Vec::new();
        let mut at = first;

        while at < END_OF_CHAIN && bytes.len() <= file.len() {
            let Some(part) = sector(at) else { break };

            bytes.extend_from_slice(part);
            at = table.get(at as usize).copied().unwrap_or(END_OF_CHAIN);
        }

        bytes
    };
    let directory = chain(number(file, 48)?);
    let names = ["Workbook", "Book"].map(|name| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let entry = directory.chunks_exact(128).find(|entry| {
        let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).saturating_sub(2);

        names.iter().any(|name| entry.get(..length) == Some(name.as_slice()))
    })?;
    let length = number(entry, 120)? as usize;

    // Small streams stand elsewhere, and hold too few cells to matter.
    if length < 4096 {
        return None;
    }

    let mut bytes = chain(number(entry, 116)?);

    bytes.truncate(length);

    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A compound file whose only stream is `Workbook`.
    fn compound(mut stream: Vec<u8>) -> Vec<u8> {
        stream.resize(stream.len().max(4096).next_multiple_of(512), 0);

        let count = stream.len() / 512;
        let mut file = vec![0; 512];

        file[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        file[30] = 9;
        file[48..52].copy_from_slice(&1_u32.to_le_bytes());
        file[68..72].copy_from_slice(&u32::MAX.to_le_bytes());

        for at in 0..109 {
            let of = if at == 0 { 0_u32 } else { u32::MAX };

            file[76 + at * 4..80 + at * 4].copy_from_slice(&of.to_le_bytes());
        }

        // Sector 0 is the table, 1 the directory, the others the stream.
        let mut table = vec![0xFFFF_FFFD_u32, 0xFFFF_FFFE];

        table.extend((0..count).map(|at| if at + 1 == count { 0xFFFF_FFFE } else { u32::try_from(at + 3).unwrap() }));
        table.resize(128, u32::MAX);
        file.extend(table.iter().flat_map(|at| at.to_le_bytes()));

        let mut entry: Vec<u8> = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();

        entry.resize(512, 0);
        entry[64] = 18;
        entry[116..120].copy_from_slice(&2_u32.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(stream.len()).unwrap().to_le_bytes());
        file.extend(entry);
        file.extend(stream);

        file
    }

    fn cell(row: u16, column: u16) -> Vec<u8> {
        let mut record = vec![0x03, 0x02, 14, 0];

        record.extend(row.to_le_bytes());
        record.extend(column.to_le_bytes());
        record.extend([0; 10]);

        record
    }

    #[test]
    fn two_cells_far_apart() {
        let book =
            |cells: &[(u16, u16)]| compound(cells.iter().flat_map(|(row, column)| cell(*row, *column)).collect());

        assert_eq!(weigh(&book(&[(0, 0), (65_535, 20)])), Ok(()));
        assert_eq!(weigh(&book(&[(0, 0), (65_535, 255)])), Err(Swollen::Big));
        assert_eq!(weigh(&book(&[(65_535, 255)])), Ok(()));
        assert_eq!(weigh(b"no workbook"), Ok(()));
    }

    #[test]
    fn a_chart_does_not_end_a_sheet_and_a_sheet_counts_as_often_as_it_is_named() {
        let record = |kind: u16, data: &[u8]| {
            [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
        };
        let (begin, end) = (record(0x0809, &[0; 16]), record(0x000A, &[]));
        let sheet = |inside: &[u8]| [&begin[..], &cell(0, 0)[..], inside, &end[..]].concat();
        let named = |times: usize, sheet: &[u8]| {
            let head = begin.len() + end.len() + times * 13;
            let at = [&u32::try_from(head).unwrap().to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat();

            compound([begin.clone(), record(SHEET, &at).repeat(times), end.clone(), sheet.to_vec()].concat())
        };

        assert_eq!(weigh(&named(1, &sheet(&cell(999, 199)))), Ok(()));
        assert_eq!(weigh(&named(21, &sheet(&cell(999, 199)))), Err(Swollen::Big));
        assert_eq!(
            weigh(&named(1, &sheet(&[&begin[..], &end[..], &cell(65_535, 255)[..]].concat()))),
            Err(Swollen::Big)
        );
    }

    #[test]
    fn a_chain_that_bites_its_tail() {
        let mut file = compound(cell(0, 0));

        // Sector 2 follows itself.
        file[512 + 8..512 + 12].copy_from_slice(&2_u32.to_le_bytes());
        assert_eq!(weigh(&file), Ok(()));
    }
}

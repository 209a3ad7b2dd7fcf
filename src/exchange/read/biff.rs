//! How large the sheets of an XLS would be in memory. The library that reads them spreads each over all its rows and
//! columns, and two cells far apart make a sheet of half a gigabyte.

use super::guard::Swollen;

/// The most places for cells in all sheets together: some 130 MB.
const PLACES_LIMIT: u64 = 4_000_000;

/// Parts of a compound file.
const END_OF_CHAIN: u32 = 0xFFFF_FFFA;

/// Refuses workbooks whose sheets would fill the memory; what is no workbook at all is left to the reader to say.
pub fn weigh(file: &[u8]) -> Result<(), Swollen> {
    let Some(book) = workbook(file) else { return Ok(()) };
    let mut rest = book.as_slice();
    let mut total = 0_u64;
    let mut sheet: Option<[u16; 4]> = None;

    while let [kind_low, kind_high, length_low, length_high, tail @ ..] = rest {
        let kind = u16::from_le_bytes([*kind_low, *kind_high]);
        let length = usize::from(u16::from_le_bytes([*length_low, *length_high])).min(tail.len());
        let (data, next) = tail.split_at(length);

        rest = next;

        match kind {
            // Beginning and end of a sheet.
            0x0809 | 0x0409 | 0x0209 | 0x0009 | 0x000A => {
                total += sheet.take().map_or(0, places);
            }
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
                let [top, left, bottom, right] = sheet.unwrap_or([row, first, row, last]);

                sheet = Some([top.min(row), left.min(first), bottom.max(row), right.max(last)]);
            }
            _ => {}
        }
    }

    total += sheet.map_or(0, places);

    if total > PLACES_LIMIT { Err(Swollen::Big) } else { Ok(()) }
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
    fn a_chain_that_bites_its_tail() {
        let mut file = compound(cell(0, 0));

        // Sector 2 follows itself.
        file[512 + 8..512 + 12].copy_from_slice(&2_u32.to_le_bytes());
        assert_eq!(weigh(&file), Ok(()));
    }
}

//! What the targets share: a file on disk made of the bytes, and all of its rows read as an import reads them.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::LazyLock;

use guichet::exchange::read::row::Row;
use guichet::exchange::read::{Wishes, table};

/// The file that is read, in memory where the system has a place for that.
static FILE: LazyLock<(tempfile::TempDir, PathBuf)> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    let folder = folder.expect("a place for the file");
    let file = folder.path().join("file");

    (folder, file)
});

/// Where the libraries that read workbooks trip, the program says that the file is broken: only its own panics count.
pub fn begin() {
    let ends = std::panic::take_hook();

    std::panic::set_hook(Box::new(move |panic| {
        if panic.location().is_none_or(|at| !at.file().contains("registry")) {
            ends(panic);
        }
    }));
}

/// Reads a file of these bytes to its end, or until it is refused.
pub fn read(bytes: &[u8]) {
    std::fs::write(&FILE.1, bytes).expect("room for the file");

    let Ok(read) = table(&FILE.1, &Wishes::default(), &|_, _| true) else { return };
    let columns = read.headers.len();
    let mut rows = read.rows.rows(0);
    let mut row = Row::default();

    while rows.next(&mut row).expect("what was read is read again") {
        assert!(row.len() <= columns, "a row is wider than the table");
    }
}

/// A package with these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));

    for (name, content) in parts {
        package.start_file(*name, stored).expect("a part begins");
        package.write_all(content).expect("a part is written");
    }

    package.finish().expect("a package ends").into_inner()
}

/// The largest stream that [`compound`] has room for.
pub const STREAM: usize = 60 << 10;

/// A compound file whose only stream is the workbook of an XLS.
pub fn compound(workbook: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;

    let mut stream = workbook[..workbook.len().min(STREAM)].to_vec();
    // Shorter ones would have to stand in the small sectors.
    stream.resize(stream.len().max(8 * SECTOR).next_multiple_of(SECTOR), 0);
    let sectors = (stream.len() / SECTOR) as u32;

    let mut file = vec![0xFF; SECTOR];
    file[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    file[8..76].fill(0);
    file[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    file[44] = 1;
    file[48] = 1;
    file[57] = 0x10;
    file[60..64].copy_from_slice(&END.to_le_bytes());
    file[68..72].copy_from_slice(&END.to_le_bytes());
    file[76..80].fill(0);

    // The table of sectors, the directory, then the stream.
    let chain = [0xFFFF_FFFD, END].into_iter().chain(3..2 + sectors).chain([END]);
    let mut sectors: Vec<u8> = chain.flat_map(u32::to_le_bytes).collect();
    sectors.resize(SECTOR, 0xFF);
    file.extend(sectors);

    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(128, 0);
        entry[64] = (name.len() * 2 + 2) as u8;
        entry[66] = kind;
        entry[68..76].fill(0xFF);
        entry[76..80].copy_from_slice(&child.to_le_bytes());
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&size.to_le_bytes());

        entry
    };
    file.extend(entry("Root Entry", 5, 1, END, 0));
    file.extend(entry("Workbook", 2, u32::MAX, 2, stream.len() as u32));
    file.extend([0; 256]);
    file.extend(stream);

    file
}

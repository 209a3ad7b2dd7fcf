//! The content of an ODS, behind the checksums of its package.
#![no_main]

libfuzzer_sys::fuzz_target!(init: guichet_fuzz::begin(), |bytes: &[u8]| {
    guichet_fuzz::read(&guichet_fuzz::package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", bytes),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
    ]));
});

//! Cards: everything that stands behind the first line of one.
#![no_main]

libfuzzer_sys::fuzz_target!(init: guichet_fuzz::begin(), |bytes: &[u8]| {
    guichet_fuzz::read(&[b"BEGIN:VCARD\n", bytes].concat());
});

//! The records of an XLS, inside of a compound file that is sound.
#![no_main]

libfuzzer_sys::fuzz_target!(init: guichet_fuzz::begin(), |bytes: &[u8]| {
    guichet_fuzz::read(&guichet_fuzz::compound(bytes));
});

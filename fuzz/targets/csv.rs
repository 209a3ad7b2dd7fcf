//! Separated text, in any encoding; and what only looks like another kind of file.
#![no_main]

libfuzzer_sys::fuzz_target!(init: guichet_fuzz::begin(), |bytes: &[u8]| {
    guichet_fuzz::read(bytes);
});

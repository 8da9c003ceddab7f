//! Arbitrary bytes as `json`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| byline_fuzz::read("json", bytes));

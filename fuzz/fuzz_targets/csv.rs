//! Arbitrary bytes as `csv`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| byline_fuzz::read("csv", bytes));

//! Arbitrary bytes as `markdown`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| byline_fuzz::read("markdown", bytes));

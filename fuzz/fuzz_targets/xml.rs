//! Arbitrary bytes as `xml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| byline_fuzz::read("xml", bytes));

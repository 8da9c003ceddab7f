//! Arbitrary bytes as `html`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| byline_fuzz::read("html", bytes));

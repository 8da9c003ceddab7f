//! Arbitrary bytes as `jsonl`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| byline_fuzz::read("jsonl", bytes));

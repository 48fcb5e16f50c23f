#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| thinspan_fuzz::run("path", bytes));

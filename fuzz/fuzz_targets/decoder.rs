#![no_main]

use libfuzzer_sys::fuzz_target;

// The first byte is the format, the second says how the chunks are cut, the rest is a file.
fuzz_target!(|bytes: &[u8]| {
    if let Some(([format, cuts], file)) = bytes.split_first_chunk() {
        awslog_fuzz::check_decoder(*format, *cuts, file);
    }
});

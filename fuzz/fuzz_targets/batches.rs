#![no_main]

use libfuzzer_sys::fuzz_target;

// The first byte is the format, the second says how long batches and chunks are, the third what is in the batches, the rest is a
// file.
fuzz_target!(|bytes: &[u8]| {
    if let Some(([format, options, contents], file)) = bytes.split_first_chunk() {
        awslog_fuzz::check_batches(*format, *options, *contents, file);
    }
});

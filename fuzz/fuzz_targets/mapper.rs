#![no_main]

use libfuzzer_sys::fuzz_target;

// The first two bytes are the mapper's options, the rest is a file.
fuzz_target!(|bytes: &[u8]| {
    if let Some((options, file)) = bytes.split_first_chunk() {
        awslog_fuzz::check_events(u16::from_le_bytes(*options), file);
    }
});

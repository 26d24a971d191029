#![no_main]

use awslog::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| awslog_fuzz::check_records(Format::Waf, bytes));

#![no_main]

use awslog::{Format, vpc_flow};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    awslog_fuzz::check_records(Format::VpcFlow, bytes);
    let mut parser = vpc_flow::Parser::new();
    awslog_fuzz::check_lines(bytes, vpc_flow::records(bytes), |line| parser.parse_line(line));
});

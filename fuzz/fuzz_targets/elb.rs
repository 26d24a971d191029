#![no_main]

use awslog::{Format, elb};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    awslog_fuzz::check_records(Format::Elb, bytes);
    let mut parser = elb::Parser::new();
    awslog_fuzz::check_lines(bytes, elb::records(bytes), |line| parser.parse_line(line));
});

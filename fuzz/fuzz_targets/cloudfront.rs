#![no_main]

use awslog::{Format, cloudfront};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    awslog_fuzz::check_records(Format::CloudFront, bytes);
    let mut parser = cloudfront::Parser::new();
    awslog_fuzz::check_lines(bytes, cloudfront::records(bytes), |line| parser.parse_line(line));
});

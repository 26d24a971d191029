#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| awslog_fuzz::check_user_agent(text));

//! The questions, on one thread and on two.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test panics")]

mod common;

use common::questions::{self, Question, logs};
use common::{rows, session};

#[track_caller]
fn assert_answers(questions: &[Question]) {
    let logs = logs();
    for Question { sql, rows: expected } in questions {
        for threads in [1, 2] {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            assert_eq!(runtime.block_on(rows(&session(threads), &logs, sql)), *expected, "{threads} threads: {sql}");
        }
    }
}

macro_rules! tests {
    ($($test:ident $questions:ident),+ $(,)?) => {
        $(#[test]
        fn $test() {
            assert_answers(questions::$questions);
        })+
    };
}

tests! {
    top_talkers TOP_TALKERS,
    rejects_by_port REJECTS_BY_PORT,
    failed_console_logins FAILED_CONSOLE_LOGINS,
    root_use ROOT_USE,
    who_assumed_which_role WHO_ASSUMED_WHICH_ROLE,
    server_errors_by_edge_location SERVER_ERRORS_BY_EDGE_LOCATION,
    blocked_rules BLOCKED_RULES,
    bytes_by_account_and_day BYTES_BY_ACCOUNT_AND_DAY,
    findings_by_severity FINDINGS_BY_SEVERITY,
    refused_rows_by_reason REFUSED_ROWS_BY_REASON,
}

//! A decoder keeps one record and one chunk, however big the input is, and costs linear time however it is cut.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::hint::black_box;
use std::time::Duration;

use allocation_counter::measure;
use awslog::{Decoder, Format};

mod clock;
#[path = "generate/cloudtrail.rs"]
mod generate;

/// How many bytes are pushed at a time.
const CHUNK: usize = 64 << 10;

#[test]
fn many_megabytes_on_one_line() {
    const SIZE: usize = 64 << 20;
    let file = generate::log_file(1 << 20);
    let records = file.strip_prefix("{\"Records\":[").and_then(|rest| rest.strip_suffix("]}")).unwrap();
    let used = measure(|| {
        let mut decoder = Decoder::new(Format::CloudTrail);
        decoder.push(b"{\"Records\":[");
        let mut count = 0;
        for round in 0..SIZE / records.len() {
            if round > 0 {
                decoder.push(b",");
            }
            for chunk in records.as_bytes().chunks(CHUNK) {
                decoder.push(chunk);
                count += decoder.records().map(Result::unwrap).count();
            }
        }
        decoder.push(b"]}");
        decoder.finish();
        assert!(decoder.records().next().is_none());
        assert_eq!(decoder.buffered(), 0);
        assert!(count > 25_000);
    });
    assert!(used.bytes_max < 8 * CHUNK as u64, "{} bytes at a time", used.bytes_max);
}

#[test]
fn white_space_and_members_that_say_nothing() {
    for (front, piece) in
        [("", "   \n"), (r#"{"Records":[]"#, r#","x":[1,{"y":"z"}]"#), (r#"{"Records":[],"x":""#, "text ")]
    {
        let chunk = piece.repeat(CHUNK / piece.len());
        let used = measure(|| {
            let mut decoder = Decoder::new(Format::CloudTrail);
            decoder.push(front.as_bytes());
            for _ in 0..200 {
                decoder.push(chunk.as_bytes());
                assert!(decoder.records().next().is_none());
            }
        });
        assert!(used.bytes_max < 4 * CHUNK as u64, "{front}: {} bytes at a time", used.bytes_max);
    }
}

/// How long it takes to read an input that arrives byte by byte.
fn time(format: Format, input: &str) -> Duration {
    clock::time(|| {
        let mut decoder = Decoder::new(format);
        for byte in input.as_bytes().chunks(1) {
            decoder.push(byte);
            decoder.records().for_each(|read| drop(black_box(read)));
        }
        decoder.finish();
        decoder.records().for_each(|read| drop(black_box(read)));
    })
}

/// A format, and an input of about so many bytes.
type Case = (Format, fn(usize) -> String);

#[test]
fn byte_by_byte_twice_as_much_costs_twice_as_long() {
    let cases: [Case; 12] = [
        (Format::CloudTrail, |size| format!(r#"{{"eventVersion":"1","eventName":"{}"}}"#, "x".repeat(size))),
        (Format::CloudTrail, |size| format!(r#"{{"eventVersion":"1","x":[{}1]}}"#, "1,".repeat(size / 2))),
        (Format::CloudTrail, |size| format!(r#"{{"{}"}}"#, "x".repeat(size))),
        (Format::CloudTrail, |size| format!(r#"{{"Records":[],"{}":1}}"#, "x".repeat(size))),
        (Format::CloudTrail, |size| format!(r#"{{{}"y":1}}"#, r#""x":1,"#.repeat(size / 6))),
        (Format::CloudTrail, |size| format!(r#"{{"message":"{}"}}"#, "x".repeat(size))),
        (Format::CloudTrail, |size| format!("{{\"eventVersion\":\"1\",\"x\":[{}1]}}", "\n{},".repeat(size / 4))),
        (Format::CloudTrail, |size| "{\n".repeat(size / 2)),
        (Format::CloudTrail, |size| "{\"a\n{".repeat(size / 5)),
        (Format::CloudFront, |size| "x".repeat(size)),
        (Format::Elb, |size| format!("time,elb\n{}", "\"x\n".repeat(size / 3))),
        (Format::VpcFlow, |size| format!(r#"{{"message":"{}"#, "\\n".repeat(size / 2))),
    ];
    for (number, (format, input)) in cases.into_iter().enumerate() {
        const SIZE: usize = 10_000;
        const TIMES: usize = 8;
        let (small, big) = (input(SIZE), input(SIZE * TIMES));
        let mut least = (Duration::MAX, Duration::MAX);
        let is_linear = (0..10).any(|_| {
            least = (least.0.min(time(format, &small)), least.1.min(time(format, &big)));
            least.1 <= least.0 * 20 + *clock::NOISE
        });
        assert!(is_linear, "case {number}: {:?}, of {TIMES} times as much {:?}", least.0, least.1);
    }
}

//! What has no column, or does not fit into its column, is in `extra`.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use arrow_array::cast::AsArray;
use arrow_array::types::{TimestampNanosecondType, UInt64Type};
use arrow_array::{Array, RecordBatch};
use awslog::Format;
use awslog_arrow::ReaderBuilder;

fn extra(batch: &RecordBatch, row: usize) -> Vec<(String, String)> {
    let entries = batch.column_by_name("extra").unwrap().as_map().value(row);
    let texts = |column| entries.column(column).as_string::<i32>().iter().map(|text| text.unwrap().to_owned());
    texts(0).zip(texts(1)).collect()
}

/// One instant is beyond what 64 bits of nanoseconds hold, and there are unknown keys at every depth.
#[test]
fn every_depth_in_the_order_of_the_record() {
    let log = concat!(
        r#"{"timestamp":9999999999999,"formatVersion":1,"webaclId":"x","action":"ALLOW","httpRequest":{"#,
        r#""clientIp":"192.0.2.10","headers":[{"name":"Host","value":"example.com"},{"name":"a","value":"b","weight":3}],"#,
        r#""shoe":"x"},"colour":["red"]}"#,
        "\n",
        r#"{"timestamp":1768480496123,"formatVersion":1,"webaclId":"x","action":"ALLOW","httpRequest":{"clientIp":"192.0.2.11"}}"#,
    );
    let batch = ReaderBuilder::new(Format::Waf).build(log).unwrap().next().unwrap().unwrap();
    let expected = [
        ("timestamp", "2286-11-20T17:46:39.999000000Z"),
        ("http_request.headers.1.weight", "3"),
        ("http_request.shoe", "\"x\""),
        ("colour", r#"["red"]"#),
    ];
    assert_eq!(extra(&batch, 0), expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let timestamps = batch.column_by_name("timestamp").unwrap().as_primitive::<TimestampNanosecondType>();
    assert_eq!(timestamps.iter().collect::<Vec<_>>(), [None, Some(1_768_480_496_123_000_000)]);
    let maps = batch.column_by_name("extra").unwrap();
    assert_eq!((maps.is_null(0), maps.is_null(1)), (false, true));
}

/// Columns grow beyond the rows that they begin with, and end where the batch ends.
#[test]
fn a_batch_of_any_size() {
    let mut log = String::from("#Fields: c-ip sc-bytes\n");
    for row in 0..20_000 {
        let bytes = if row % 3 == 0 { "-".to_owned() } else { row.to_string() };
        log += &format!("192.0.2.{}\t{bytes}\n", row % 256);
    }
    let builder = ReaderBuilder::new(Format::CloudFront).with_batch_size(usize::MAX);
    let batch = builder.build(&log).unwrap().next().unwrap().unwrap();
    assert_eq!(batch.num_rows(), 20_000);
    let bytes = batch.column_by_name("sc_bytes").unwrap().as_primitive::<UInt64Type>();
    assert_eq!((bytes.null_count(), bytes.value(0), bytes.value(19_999)), (6_667, 0, 19_999));
    assert!(bytes.iter().zip(0..).all(|(value, row)| value == (row % 3 != 0).then_some(row)));
    let addresses = batch.column_by_name("c_ip").unwrap().as_string_view();
    assert_eq!((addresses.null_count(), addresses.value(19_999)), (0, "192.0.2.31"));
}

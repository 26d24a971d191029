//! Fields without a column are not parsed.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use awslog::Format;
use awslog_arrow::ReaderBuilder;

const LOG: &str = "#Fields: c-ip sc-status sc-bytes\n192.0.2.10\t4O4\t17\n";

#[test]
fn a_wrong_value_without_a_column_refuses_nothing() {
    let mut reader = ReaderBuilder::new(Format::CloudFront).with_projection(["c_ip", "sc_bytes"]).build(LOG).unwrap();
    let batch = reader.next().unwrap().unwrap();
    assert_eq!(batch.column(0).as_string_view().value(0), "192.0.2.10");
    assert_eq!(batch.column(1).as_primitive::<UInt64Type>().values(), &[17]);
    assert!(reader.next().is_none());
    assert_eq!(reader.refused(), 0);
}

#[test]
fn a_batch_without_columns_has_rows() {
    let none: [&str; 0] = [];
    let mut reader = ReaderBuilder::new(Format::CloudFront).with_projection(none).build(LOG).unwrap();
    assert_eq!(reader.next().unwrap().unwrap().num_rows(), 1);
}

/// Whether a record is refused depends on all of its values.
#[test]
fn columns_about_refused_records_need_all_fields() {
    const WORDS: &str = "CloudFront log, line 2, field `sc-status`: expected a whole number below 65536, found \"4O4\"";
    let mut reader = ReaderBuilder::new(Format::CloudFront).with_projection(["_error", "c_ip"]).build(LOG).unwrap();
    let batch = reader.next().unwrap().unwrap();
    assert_eq!(batch.column(0).as_string_view().value(0), WORDS);
    assert_eq!(batch.column(1).null_count(), 1);
    for column in ["extra", "_original"] {
        let mut reader = ReaderBuilder::new(Format::CloudFront).with_projection([column]).build(LOG).unwrap();
        reader.by_ref().for_each(drop);
        assert_eq!(reader.refused(), 1, "{column}");
    }
}

#[test]
fn members_of_objects_by_path() {
    let log = r#"{"Records":[{"eventVersion":"1.11","eventTime":"yesterday","eventName":"ListBuckets",
        "userIdentity":{"accountId":"123456789012","arn":"x"}}]}"#;
    let columns = ["user_identity.account_id", "eventName"];
    let mut reader = ReaderBuilder::new(Format::CloudTrail).with_projection(columns).build(log).unwrap();
    let batch = reader.next().unwrap().unwrap();
    assert_eq!(batch.column(0).as_struct().column(0).as_string_view().value(0), "123456789012");
    assert_eq!(batch.column(1).as_string_view().value(0), "ListBuckets");
}

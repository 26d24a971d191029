//! What records lie in: wrappers are opened alike by every format, and their time is kept.

use time::macros::utc_datetime;

#[test]
fn the_time_of_a_message_is_kept_but_no_part_of_the_record() {
    let wrapper = |timestamp: &str| {
        let message = r#"{\"c-ip\":\"192.0.2.10\",\"sc-status\":\"200\"}"#;
        format!(r#"{{"messageType":"DATA_MESSAGE","logEvents":[{{"id":"0",{timestamp}"message":"{message}"}}]}}"#)
    };
    let (timed, timeless) = (wrapper(r#""timestamp":1768480496123,"#), wrapper(""));
    let read = |object: &str| {
        let mut records = awslog::cloudfront::records(object.as_bytes()).map(|record| record.unwrap().into_owned());
        records.next().unwrap()
    };
    let record = read(&timed);
    assert_eq!(record.envelope_time(), Some(utc_datetime!(2026-01-15 12:34:56.123)));
    assert_eq!(serde_json::to_string(&record).unwrap(), r#"{"c-ip":"192.0.2.10","sc-status":200}"#);
    assert_eq!(read(&timeless).envelope_time(), None);
    assert_eq!(read(&timeless), record);
}

#[cfg(feature = "ecs")]
#[test]
fn a_record_without_a_time_takes_that_of_its_wrapper() {
    use awslog::ecs::Mapper;
    use awslog::vpc_flow::{Layout, Parser};

    let mapper = Mapper::new();
    let layout: Layout = "${srcaddr} ${start} ${end}".parse().unwrap();
    let event = |line: &str| {
        let object = format!(r#"{{"logEvents":[{{"timestamp":1768480490000,"message":"{line}"}}]}}"#);
        let record = Parser::with_layout(layout.clone()).records(object.as_bytes()).next().unwrap().unwrap();
        let event = mapper.to_ecs(&record);
        [event.timestamp, event.event.start, event.event.end].map(|time| time.map(|time| time.to_string()))
    };
    let text = |time: &str| Some(format!("2026-01-15T{time}Z"));
    assert_eq!(event("192.0.2.10 - -"), [text("12:34:50"), text("12:34:50"), None]);
    assert_eq!(event("192.0.2.10 1768480491 -"), [text("12:34:51"), text("12:34:51"), None]);
    assert_eq!(event("192.0.2.10 - 1768480550"), [text("12:35:50"), None, text("12:35:50")]);
}

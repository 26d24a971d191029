//! Mapping and writing many records in one call.

use super::event::Event;
use super::field_set::Empty;
use super::mapper::{Mapper, ToEcs};
use crate::error::Result;

/// The number of records that are read before they are mapped, and mapped before they are written. Reading, mapping
/// and writing one record runs through more code than the instruction cache holds; a batch runs each stage several
/// times in a row. The GNU allocator caches seven freed blocks of a size, so larger batches are slower.
const AT_ONCE: usize = 7;

impl Mapper {
    /// Appends the events of the records to `out`, one per line, in order. A refused record becomes the event of
    /// [`pipeline_error`](Mapper::pipeline_error).
    ///
    /// Writes the same lines as [`to_ecs`](Mapper::to_ecs) and [`write_json`](Event::write_json) for each record, but
    /// faster.
    ///
    /// ```
    /// use awslog::{ecs::Mapper, vpc_flow};
    ///
    /// let log = b"srcaddr bytes\n192.0.2.10 4249\n192.0.2.11 none\n- 17\n";
    /// let mapper = Mapper::new();
    /// let mut out = Vec::new();
    /// mapper.write_events(vpc_flow::records(log), &mut out);
    ///
    /// let events = String::from_utf8(out).unwrap();
    /// assert_eq!(events.lines().count(), 3);
    /// assert_eq!(events.matches(r#""kind":"pipeline_error""#).count(), 1);
    /// ```
    ///
    /// The call consumes the whole iterator. To limit memory, pass some records at a time. To count records or collect
    /// errors on the way, inspect the iterator:
    ///
    /// ```
    /// # use awslog::{ecs::Mapper, vpc_flow};
    /// # let log = b"srcaddr bytes\n192.0.2.10 4249\n192.0.2.11 none\n- 17\n";
    /// # let mapper = Mapper::new();
    /// # let mut file = Vec::new();
    /// use std::io::Write;
    ///
    /// let mut refused = 0;
    /// let mut records =
    ///     vpc_flow::records(log).inspect(|record| refused += usize::from(record.is_err()));
    /// let mut out = Vec::new();
    /// loop {
    ///     mapper.write_events(records.by_ref().take(1000), &mut out);
    ///     if out.is_empty() {
    ///         break;
    ///     }
    ///     file.write_all(&out)?;
    ///     out.clear();
    /// }
    /// assert_eq!(refused, 1);
    /// # assert_eq!(file.iter().filter(|byte| **byte == b'\n').count(), 3);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_events<R: ToEcs>(&self, records: impl IntoIterator<Item = Result<R>>, out: &mut Vec<u8>) {
        let mut records = records.into_iter();
        let mut batch = Vec::with_capacity(AT_ONCE);
        let mut is_done = false;
        while !is_done {
            batch.clear();
            while !is_done && batch.len() < AT_ONCE {
                // Pushed before checking for the end: records are large, and a match would move them once more.
                batch.push(records.next());
                is_done = batch.last().is_some_and(Option::is_none);
            }
            let mut events = [const { Event::EMPTY }; AT_ONCE];
            for (event, record) in events.iter_mut().zip(batch.iter().flatten()) {
                match record {
                    Ok(record) => self.fill(record, event),
                    Err(error) => *event = self.pipeline_error(error),
                }
            }
            for (event, _) in events.iter().zip(batch.iter().flatten()) {
                event.write_json(out);
                out.push(b'\n');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use time::UtcDateTime;

    use super::*;
    use crate::vpc_flow;

    /// The plain twin.
    fn one_by_one(mapper: &Mapper, log: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        for record in vpc_flow::records(log) {
            match &record {
                Ok(record) => mapper.to_ecs(record).write_json(&mut out),
                Err(error) => mapper.pipeline_error(error).write_json(&mut out),
            }
            out.push(b'\n');
        }
        out
    }

    #[test]
    fn the_same_as_one_by_one() {
        let mapper = Mapper::builder().missing_timestamp(UtcDateTime::UNIX_EPOCH).build();
        for count in [0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE] {
            let line = |number| match number % 5 {
                3 => "192.0.2.300 1 1768480490\n".to_owned(),
                4 => format!("- {number} -\n"),
                _ => format!("192.0.2.{number} {number} 1768480490\n"),
            };
            let log = format!("srcaddr bytes start\n{}", (0..count).map(line).collect::<String>());
            let mut out = b"before\n".to_vec();
            mapper.write_events(vpc_flow::records(log.as_bytes()), &mut out);
            let expected = one_by_one(&mapper, log.as_bytes());
            assert_eq!(expected.iter().filter(|byte| **byte == b'\n').count(), count);
            assert_eq!(String::from_utf8(out).unwrap(), format!("before\n{}", String::from_utf8(expected).unwrap()));
        }
    }

    #[test]
    fn the_iterator_is_not_polled_after_its_end() {
        let mut asked = 0;
        let records = std::iter::from_fn(|| {
            asked += 1;
            (asked != 3).then(|| {
                vpc_flow::parse_line(
                    "2 123456789012 eni-0123456789abcdef0 - - - - - - - 1768480490 1768480550 - NODATA",
                )
            })
        });
        let mut out = Vec::new();
        Mapper::new().write_events(records, &mut out);
        assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 2);
        assert_eq!(asked, 3);
    }

    #[test]
    fn records_without_a_time_and_refused_ones_use_the_clock() {
        use std::sync::atomic::{AtomicI64, Ordering};

        let seconds = AtomicI64::new(0);
        let tick = move || UtcDateTime::from_unix_timestamp(seconds.fetch_add(1, Ordering::Relaxed)).unwrap();
        let mapper = Mapper::builder().clock(tick).build();
        let mut out = Vec::new();
        mapper.write_events(vpc_flow::records(b"srcaddr start\n192.0.2.1 -\n192.0.2.2 1768480490\nx -\n"), &mut out);
        let out = String::from_utf8(out).unwrap();
        let times = out.lines().map(|line| line.get(..37).unwrap()).collect::<Vec<_>>();
        assert_eq!(
            times,
            [
                r#"{"@timestamp":"1970-01-01T00:00:00Z","#,
                r#"{"@timestamp":"2026-01-15T12:34:50Z","#,
                r#"{"@timestamp":"1970-01-01T00:00:01Z","#,
            ]
        );
    }

    #[test]
    fn the_time_of_the_wrapper_takes_precedence_over_the_clock() {
        let log = br#"{"logEvents":[{"timestamp":1768480490000,"message":"{\"eventTime\":\"noon\"}"}]}"#;
        let error = crate::cloudtrail::records(log).next().unwrap().unwrap_err();
        let mapper = Mapper::builder().missing_timestamp(UtcDateTime::UNIX_EPOCH).build();
        let timestamp = mapper.pipeline_error(&error).timestamp.unwrap();
        assert_eq!(timestamp.to_string(), "2026-01-15T12:34:50Z");
        assert_eq!(error.envelope_time(), Some(*timestamp));
    }
}

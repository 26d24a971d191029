use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};
use time::UtcDateTime;

use super::Leaf;
use crate::fast::{instant_text, write_instant};
use crate::schema::{AsValue, Kind, Value, Visitor};

/// An instant in UTC. It is written as RFC 3339 with `Z`, without a fraction for whole seconds and otherwise with 3, 6
/// or 9 digits, so that no precision is lost.
///
/// ```
/// use awslog::ecs::Timestamp;
/// use time::UtcDateTime;
///
/// let start = UtcDateTime::from_unix_timestamp_nanos(1_768_480_496_120_000_000)?;
/// assert_eq!(Timestamp::from(start).to_string(), "2026-01-15T12:34:56.120Z");
/// # Ok::<(), time::error::ComponentRange>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(UtcDateTime);

impl From<UtcDateTime> for Timestamp {
    fn from(instant: UtcDateTime) -> Self {
        Timestamp(instant)
    }
}

impl Deref for Timestamp {
    type Target = UtcDateTime;

    fn deref(&self) -> &UtcDateTime {
        &self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&instant_text(self.0))
    }
}

impl AsValue for Timestamp {
    const KIND: Kind = Kind::Timestamp;

    fn as_value(&self) -> Option<Value<'_>> {
        self.0.as_value()
    }

    fn visit<'s>(&'s self, index: usize, visitor: &mut dyn Visitor<'s>) {
        self.0.visit(index, visitor);
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Leaf for Timestamp {
    const IS_TEXT: bool = true;
    const IS_KEYWORD: bool = false;

    #[inline]
    fn write_rest(&self, out: &mut Vec<u8>) {
        write_instant(self.0, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_digits_of_the_log() {
        for (nanoseconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_000_000, "1970-01-01T00:00:00.001Z"),
            (120_000, "1970-01-01T00:00:00.000120Z"),
            (7, "1970-01-01T00:00:00.000000007Z"),
            (1_767_225_600_123_456_789, "2026-01-01T00:00:00.123456789Z"),
            (253_402_300_799_000_000_000, "9999-12-31T23:59:59Z"),
        ] {
            let instant = Timestamp(UtcDateTime::from_unix_timestamp_nanos(nanoseconds).unwrap());
            assert_eq!(instant.to_string(), text);
            assert_eq!(serde_json::to_string(&instant).unwrap(), format!("\"{text}\""));
            let mut json = Vec::new();
            instant.write_json(&mut json);
            assert_eq!(String::from_utf8(json).unwrap(), format!("\"{text}\""));
        }
    }
}

use time::UtcDateTime;

use super::event::EveEvent;
use super::text_list::TextList;
use crate::error::Refusal;
use crate::json::foreign;
use crate::json::{Json, Reader, objects};
use crate::schema::Selection;
use crate::text::{Source, Text};

objects! {
    /// One record: an alert, one direction of a flow, or an event of TLS inspection.
    ///
    /// An absent key, null, an empty text, and an empty list or object are all absent values.
    ///
    /// <https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging-contents.html>
    pub struct Record<'a> {
        /// The firewall.
        "firewall_name" => firewall_name: Option<Text<'a>> => ecs,
        /// The availability zone of the firewall's endpoint.
        "availability_zone" => availability_zone: Option<Text<'a>> => ecs,
        /// When the record was logged, in seconds since 1970.
        "event_timestamp" => event_timestamp: Option<UtcDateTime> as EpochTime => ecs,
        /// What happened.
        "event" => event: Option<Box<EveEvent<'a>>> => custom,
        /// The categories of the URL or domain, if a rule about categories matched. Also read from `event`.
        "aws_category" => aws_category: Option<TextList<'a>>,
        ..
        source: Source<'a>,
    }
    with custom;
}

/// What makes an object a record.
const EXPECTED: &str = "a Network Firewall record, which has `firewall_name`, `event_timestamp` and `event`";

/// The key that all records have.
const NAME: Selection = Selection::of(Record::SCHEMA, &["firewall_name"]);

/// The key of Network Firewall's proxy, whose records have no `event`.
const PROXY: &str = "proxy_name";

/// Returns whether records have this key at the top, and wrappers do not.
pub(super) fn is_key(key: &str) -> bool {
    matches!(key, "firewall_name" | "event_timestamp" | PROXY)
}

impl<'a> Record<'a> {
    /// The exact text of the record in the input.
    pub fn original(&self) -> Option<&str> {
        self.source.text()
    }

    crate::text::envelope_time!();

    /// The region, from the availability zone: `us-west-2` for `us-west-2a` and for the Local Zone `us-west-2-lax-1a`.
    /// `None` if the zone has another form.
    ///
    /// ```
    /// let line = r#"{"firewall_name":"egress-fw","availability_zone":"us-west-2-lax-1a"}"#;
    /// let record = awslog::network_firewall::parse_line(line)?;
    /// assert_eq!(record.region(), Some("us-west-2"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn region(&self) -> Option<&str> {
        let zone = self.availability_zone.as_deref()?;
        let (mut hyphens, mut last) = (0, b'-');
        for (place, letter) in zone.bytes().enumerate() {
            match letter {
                b'a'..=b'z' => {}
                b'-' if last != b'-' => hyphens += 1,
                b'0'..=b'9' if hyphens > 1 && last == b'-' => {
                    let digits = zone.bytes().skip(place).take_while(u8::is_ascii_digit).count();
                    return zone.get(..place + digits);
                }
                _ => return None,
            }
            last = letter;
        }
        None
    }

    /// Converts the record into an owned one, which no longer borrows from the input.
    pub fn into_owned(self) -> Record<'static> {
        Json::into_owned(self)
    }

    /// Reads the record that comes next.
    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>> {
        let start = reader.position();
        let again = reader.clone();
        let mut others = Selection::NONE;
        let mut record = Self::default();
        record.fill_projected(reader, &mut others)?;
        let has_name = record.firewall_name.is_some() || others.has_any(NAME);
        if !has_name && reader.projection() != Selection::ALL {
            // Only the keys of `event` can say that it is a record.
            *reader = again.with_projection(Selection::ALL);
            return Self::read(reader);
        }
        let has_telling_key = has_name || record.has_telling_event();
        if !has_telling_key && record.event.as_ref().is_some_and(|event| event.has_no_known_key()) {
            return Err(foreign::no_record(EXPECTED));
        }
        foreign::check(has_telling_key, &record.unknown, reader.text_from(start), EXPECTED)?;
        if let Some(event) = &mut record.event {
            move_to(&mut record.aws_category, &mut event.aws_category);
            if let Some(tls) = &mut event.tls {
                tls.take_last_values();
            }
        }
        Ok(record)
    }

    pub(super) fn set_source(&mut self, source: &'a str) {
        self.source.set_text(source);
    }

    pub(super) fn set_envelope_time(&mut self, time: UtcDateTime) {
        self.source.set_time(time);
    }

    fn has_telling_event(&self) -> bool {
        self.event_timestamp.is_some()
            && (self.event.as_ref().is_some_and(|event| !event.has_no_known_key()) || self.unknown.get(PROXY).is_some())
    }
}

/// AWS documents categories in two places, so users find them in one.
fn move_to<'a>(place: &mut Option<TextList<'a>>, other: &mut Option<TextList<'a>>) {
    match (place, other.take()) {
        (Some(list), Some(more)) => list.merge(more),
        (place, more @ Some(_)) => *place = more,
        (_, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_of_zones() {
        for (zone, region) in [
            ("us-east-1b", Some("us-east-1")),
            ("us-gov-west-1a", Some("us-gov-west-1")),
            ("eusc-de-east-1a", Some("eusc-de-east-1")),
            ("us-west-2-lax-1a", Some("us-west-2")),
            ("us-east-1-wl1-bos-wlz-1", Some("us-east-1")),
            ("ap-northeast-1", Some("ap-northeast-1")),
            ("use1-az1", None),
            ("us-1a", None),
            ("us--east-1a", None),
            ("unknown", None),
            ("é-1", None),
            ("1", None),
        ] {
            let record = Record { availability_zone: Some(zone.into()), ..Record::default() };
            assert_eq!(record.region(), region, "{zone}");
        }
    }
}

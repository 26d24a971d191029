//! What knows all formats: detection, and records of any format.

mod detection;
mod explanation;
mod fragment;
mod layout;

use std::ops::ControlFlow;

use serde::Serialize;

use crate::error::Result;
use crate::format::Format;
use crate::json::{Detection, Document};
use crate::lines::{Decoded, Decoding};
use crate::schema::{Field, Object};

pub use layout::Layout;

impl Format {
    /// Describes an input that [`Format::detect`] returns no format for, and says what to pass instead, for use in a
    /// message. `None` if it is not known either.
    ///
    /// ```
    /// use awslog::Format;
    ///
    /// let event = br#"{"Records":[{"kinesis":{"data":"SGVsbG8="},
    ///     "eventSource":"aws:kinesis"}]}"#;
    /// assert_eq!(Format::detect(event), None);
    /// assert_eq!(
    ///     Format::describe_unknown(event).as_deref(),
    ///     Some("a Kinesis record: pass its `data`, decoded"),
    /// );
    /// ```
    pub fn describe_unknown(bytes: &[u8]) -> Option<std::borrow::Cow<'static, str>> {
        detection::describe(bytes)
    }

    /// Detects the format of a file from its first record. Returns `None` if the record does not belong to a format
    /// that this crate reads, or could belong to another log.
    ///
    /// The bytes may end anywhere: the start of a file is enough. A piece from the middle of a file is detected from
    /// its first whole line, or otherwise from the names in it. Wrappers such as those of CloudWatch Logs and
    /// EventBridge are opened as [`records`] opens them.
    ///
    /// ```
    /// use awslog::Format;
    ///
    /// let bytes = b"#Version: 1.0\n#Fields: date time x-edge-location";
    /// assert_eq!(Format::detect(bytes), Some(Format::CloudFront));
    /// assert_eq!(Format::detect(b"Dear reader,"), None);
    /// ```
    pub fn detect(bytes: &[u8]) -> Option<Format> {
        detection::detect(bytes)
    }
}

/// The formats and their modules. [`Format::detect`] tries them in the order of [`Format::ALL`].
macro_rules! modules {
    ($($(#[$meta:meta])* $variant:ident: $module:ident,)+) => {
        impl Format {
            fn detection(self) -> &'static Detection {
                match self {
                    $(Format::$variant => &crate::$module::DETECTION,)+
                }
            }

            /// The fields of the records of this format: one list, or one for each kind of records that the format has. See
            /// [`Record::kind`].
            ///
            /// ```
            /// use awslog::{Format, vpc_flow};
            ///
            /// assert_eq!(Format::VpcFlow.schemas(), [vpc_flow::Record::SCHEMA]);
            /// assert_eq!(Format::Elb.schemas().len(), 5);
            /// ```
            pub const fn schemas(self) -> &'static [&'static [Field]] {
                match self {
                    $(Format::$variant => <crate::$module::Parser as Document>::SCHEMAS,)+
                }
            }
        }

        /// A record of any format.
        ///
        /// Records implement `Serialize`, and not `Deserialize`: `parse_line` of the format reads a record again that serde has
        /// written as JSON. The result is equal to the record, and borrows from the JSON.
        ///
        /// ```
        /// use awslog::vpc_flow;
        ///
        /// let line = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 203.0.113.5 49152 443 6 \
        ///     20 4249 1768480490 1768480550 ACCEPT OK";
        /// let record = vpc_flow::parse_line(line)?;
        /// let json = serde_json::to_string(&record)?;
        /// assert_eq!(vpc_flow::parse_line(&json)?, record);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[allow(clippy::large_enum_variant, reason = "records pass through one at a time, and a box for each costs more")]
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[non_exhaustive]
        #[serde(untagged)]
        pub enum Record<'a> {
            $($(#[$meta])* $variant(crate::$module::Record<'a>),)+
        }

        impl Record<'_> {
            /// The format of the record.
            pub fn format(&self) -> Format {
                match self {
                    $(Record::$variant(_) => Format::$variant,)+
                }
            }

            /// The place of the record's kind in [`Format::schemas`], and the name of the kind. `None` if all records of the
            /// format are of one kind.
            ///
            /// ```
            /// use awslog::{Format, Record};
            ///
            /// let bytes = b"2026-01-15T12:34:58.945958Z my-loadbalancer 192.0.2.10:2817 -";
            /// let record = awslog::records(Format::Elb, bytes).next().unwrap()?;
            /// assert_eq!(record.kind(), Some((4, "Classic Load Balancer access log")));
            /// # Ok::<(), awslog::Error>(())
            /// ```
            pub fn kind(&self) -> Option<(usize, &'static str)> {
                match self {
                    $(Record::$variant(record) => <crate::$module::Parser as Document>::kind_of(record),)+
                }
            }

            /// The fields of the record and their values, for code that does not know the format.
            ///
            /// ```
            /// use awslog::{Format, schema::Value};
            ///
            /// let bytes = b"#Fields: c-ip sc-status\n192.0.2.10\t404\n";
            /// let record = awslog::records(Format::CloudFront, bytes).next().unwrap()?;
            /// assert_eq!(record.get("sc-status"), Some(Value::Unsigned(404)));
            /// let names = record.values().map(|(name, _)| name).collect::<Vec<_>>();
            /// assert_eq!(names, ["c_ip", "sc_status"]);
            /// # Ok::<(), awslog::Error>(())
            /// ```
            pub fn as_object(&self) -> Object<'_> {
                match self {
                    $(Record::$variant(record) => record.as_object(),)+
                }
            }

            crate::schema::lookups!();

            /// The exact text of the record in the input.
            pub fn original(&self) -> Option<&str> {
                match self {
                    $(Record::$variant(record) => record.original(),)+
                }
            }

            /// The time from the record's wrapper: the `timestamp` of a CloudWatch Logs message, the `time` of an
            /// EventBridge event, or the `timestamp`, `@timestamp`, `date` or `time` that a forwarder adds to the
            /// text of a record. `None` if there is no wrapper, or no such time in it.
            ///
            /// ```
            /// use awslog::{Format, Record};
            ///
            /// let bytes = br#"{"logEvents": [{"timestamp": 1768480496123,
            ///     "message": "{\"c-ip\": \"192.0.2.10\"}"}]}"#;
            /// let record = awslog::records(Format::CloudFront, bytes).next().unwrap()?;
            /// assert_eq!(record.envelope_time().unwrap().unix_timestamp(), 1_768_480_496);
            /// # Ok::<(), awslog::Error>(())
            /// ```
            pub fn envelope_time(&self) -> Option<time::UtcDateTime> {
                match self {
                    $(Record::$variant(record) => record.envelope_time(),)+
                }
            }

            /// Converts the record into an owned one, which no longer borrows from the input.
            ///
            /// ```
            /// use awslog::{Format, Record};
            ///
            /// let record: Record<'static> = {
            ///     let bytes = b"#Fields: c-ip\n192.0.2.10\n".to_vec();
            ///     awslog::records(Format::CloudFront, &bytes).next().unwrap()?.into_owned()
            /// };
            /// assert_eq!(record.original(), Some("192.0.2.10"));
            /// # Ok::<(), awslog::Error>(())
            /// ```
            pub fn into_owned(self) -> Record<'static> {
                match self {
                    $(Record::$variant(record) => Record::$variant(record.into_owned()),)+
                }
            }
        }

        $(impl<'a> From<crate::$module::Record<'a>> for Record<'a> {
            fn from(record: crate::$module::Record<'a>) -> Self {
                Record::$variant(record)
            }
        })+

        #[cfg(feature = "ecs")]
        impl crate::ecs::ToEcs for Record<'_> {
            fn set_fields<'a>(&'a self, mapper: &crate::ecs::Mapper, event: &mut crate::ecs::Event<'a>) {
                match self {
                    $(Record::$variant(record) => record.set_fields(mapper, event),)+
                }
            }
        }

        /// Reads the records of a whole object from a bucket, already decompressed. Handles header lines, wrappers,
        /// `\r\n` and a byte order mark. A refused record is an error, and the iterator continues with the next one.
        ///
        /// A layout, or [`accept_short_lines`](crate::vpc_flow::Parser::accept_short_lines), is set with the `Parser` of the format,
        /// whose `records` reads the object then: [`cloudfront::Parser`](crate::cloudfront::Parser::records),
        /// [`vpc_flow::Parser`](crate::vpc_flow::Parser::records), [`elb::Parser`](crate::elb::Parser::records).
        ///
        /// ```
        /// use awslog::{Format, Record};
        ///
        /// let bytes = b"#Fields: date time c-ip\n2026-01-15\t12:34:56\t192.0.2.10\n\
        ///     2026-01-15\t12:34:57\tnowhere\n";
        /// let mut records = awslog::records(Format::CloudFront, bytes);
        ///
        /// let Some(Ok(Record::CloudFront(record))) = records.next() else { panic!() };
        /// assert_eq!(record.c_ip, Some([192, 0, 2, 10].into()));
        ///
        /// let error = records.next().unwrap().unwrap_err();
        /// assert_eq!(
        ///     error.to_string(),
        ///     "CloudFront log, line 3, field `c-ip`: expected an IP address, found \"nowhere\"",
        /// );
        /// assert!(records.next().is_none());
        /// ```
        pub fn records(format: Format, bytes: &[u8]) -> Records<'_> {
            Records(match format {
                $(Format::$variant => Each::$variant(crate::$module::records(bytes)),)+
            })
        }

        /// The decoder of a format.
        #[allow(clippy::large_enum_variant, reason = "there is one at a time")]
        pub(crate) enum EachDecoding {
            $($variant(Decoding<crate::$module::Parser>),)+
        }

        impl EachDecoding {
            pub(crate) fn new(format: Format) -> Self {
                match format {
                    $(Format::$variant => EachDecoding::$variant(Decoding::new(Default::default())),)+
                }
            }

            pub(crate) fn project(&mut self, names: &[Box<str>]) {
                match self {
                    $(EachDecoding::$variant(decoding) => decoding.project(names),)+
                }
            }

            pub(crate) fn accept_short_lines(&mut self, on: bool) {
                match self {
                    $(EachDecoding::$variant(decoding) => decoding.accept_short_lines(on),)+
                }
            }

            pub(crate) fn push(&mut self, chunk: &[u8]) {
                match self {
                    $(EachDecoding::$variant(decoding) => decoding.push(chunk),)+
                }
            }

            pub(crate) fn finish(&mut self) {
                match self {
                    $(EachDecoding::$variant(decoding) => decoding.finish(),)+
                }
            }

            pub(crate) fn records(&mut self, limit: usize) -> EachRecords<'_> {
                match self {
                    $(EachDecoding::$variant(decoding) => EachRecords::$variant(decoding.records(limit)),)+
                }
            }

            pub(crate) fn visit(
                &mut self,
                limit: usize,
                visitor: &mut dyn FnMut(Result<Object<'_>>) -> ControlFlow<()>,
            ) -> ControlFlow<()> {
                match self {
                    $(EachDecoding::$variant(decoding) => {
                        decoding.visit(limit, |record| record.as_object(), visitor)
                    })+
                }
            }

            pub(crate) fn offset(&self) -> usize {
                match self {
                    $(EachDecoding::$variant(decoding) => decoding.offset(),)+
                }
            }

            pub(crate) fn buffered(&self) -> usize {
                match self {
                    $(EachDecoding::$variant(decoding) => decoding.buffered(),)+
                }
            }
        }

        $(impl From<crate::$module::Parser> for EachDecoding {
            fn from(parser: crate::$module::Parser) -> Self {
                EachDecoding::$variant(Decoding::new(parser))
            }
        })+

        /// The complete records of a decoder.
        pub(crate) enum EachRecords<'d> {
            $($variant(Decoded<'d, crate::$module::Parser>),)+
        }

        impl<'d> Iterator for EachRecords<'d> {
            type Item = Result<Record<'d>>;

            #[inline]
            fn next(&mut self) -> Option<Self::Item> {
                match self {
                    $(EachRecords::$variant(records) => records.next_as(Record::$variant),)+
                }
            }
        }

        /// The iterator of [`records`].
        #[derive(Clone, Debug)]
        pub struct Records<'a>(Each<'a>);

        #[derive(Clone, Debug)]
        enum Each<'a> {
            $($variant(crate::$module::Records<'a>),)+
        }

        impl<'a> Iterator for Records<'a> {
            type Item = Result<Record<'a>>;

            fn next(&mut self) -> Option<Self::Item> {
                match &mut self.0 {
                    $(Each::$variant(records) => records.next_as(Record::$variant),)+
                }
            }
        }
    };
}

modules! {
    /// A record of a CloudFront access log.
    CloudFront: cloudfront,
    /// A CloudTrail event, Insights event or digest file.
    CloudTrail: cloudtrail,
    /// A record of a VPC flow log or Transit Gateway flow log.
    VpcFlow: vpc_flow,
    /// A record of an Elastic Load Balancing log.
    Elb: elb,
    /// A GuardDuty finding.
    GuardDuty: guardduty,
    /// An item or notification of AWS Config.
    Config: config,
    /// A record of an AWS WAF log.
    Waf: waf,
    /// A record of an S3 server access log.
    S3Access: s3_access,
    /// A record of a Route 53 query log.
    Route53: route53,
    /// A record of an AWS Network Firewall log.
    NetworkFirewall: network_firewall,
}

/// The formats with lines, which have a `Layout` and a `Parser`, and their modules.
macro_rules! line_formats {
    ($rows:ident) => {
        $rows! {
            CloudFront: cloudfront,
            Elb: elb,
            Route53: route53,
            S3Access: s3_access,
            VpcFlow: vpc_flow,
        }
    };
}
pub(crate) use line_formats;

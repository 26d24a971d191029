//! Query logs of the VPC Resolver: one JSON object per query.

use std::net::IpAddr;

use time::UtcDateTime;

use crate::error::{Error, Refusal, Result};
use crate::format::Format;
#[cfg(feature = "ecs")]
use crate::json::used_members;
use crate::json::{Json, Reader, objects};
use crate::schema::Selection;
use crate::text::{Source, Text, dns};

use super::answers::Answers;
use super::values::{RecordClass, RecordType, ResponseCode, RuleAction, Transport};

#[cfg(feature = "ecs")]
used_members!(AccountId, Region, Transport);

objects! {
    /// One query from a VPC, or through an endpoint, and its answer.
    ///
    /// An absent key, null, and an empty text, list or object are all absent values.
    ///
    /// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html>
    pub struct Record<'a> {
        /// The version of the log's format: `1.100000` for 1.1.
        "version" => version: Option<Text<'a>>,
        /// The account that owns the VPC.
        "account_id" => account_id: Option<Text<'a>> => aws_unless_used(Used::AccountId),
        /// The region of the VPC.
        "region" => region: Option<Text<'a>> => aws_unless_used(Used::Region),
        /// The VPC that the query came from.
        "vpc_id" => vpc_id: Option<Text<'a>>,
        /// When the query was made, usually in whole seconds.
        "query_timestamp" => query_timestamp: Option<UtcDateTime> as DateOrEpoch => ecs,
        /// The name that was asked for, with a dot at its end, in the letter case of the client. `.` is the root.
        "query_name" => query_name: Option<Text<'a>> => ecs,
        /// The type of records that was asked for.
        "query_type" => query_type: Option<RecordType<'a>> => ecs,
        /// The class of records that was asked for.
        "query_class" => query_class: Option<RecordClass<'a>> => ecs,
        /// The response code. Absent if the client got no response.
        "rcode" => rcode: Option<ResponseCode<'a>> => ecs,
        /// The records of the answer, in the order of the response.
        "answers" (lenient) => answers: Answers<'a> => custom,
        /// The address that the query came from: of the instance, or of the client behind an endpoint.
        "srcaddr" => srcaddr: Option<IpAddr> => ecs,
        /// The port that the query came from. AWS logs it as text.
        "srcport" => srcport: Option<u16> => ecs,
        /// The protocol that carried the query.
        "transport" => transport: Option<Transport<'a>> => aws_unless_used(Used::Transport),
        /// What the query came from or through.
        "srcids" => srcids: Option<SourceIds<'a>> => custom,
        /// The rule group of DNS Firewall that the query matched, if a rule with the action `ALERT` or `BLOCK` did.
        "firewall_rule_group_id" => firewall_rule_group_id: Option<Text<'a>> => custom,
        /// The action of the rule that the query matched.
        "firewall_rule_action" => firewall_rule_action: Option<RuleAction<'a>> => custom,
        /// The domain list of the rule that the query matched. Absent for rules of DNS Firewall Advanced.
        "firewall_domain_list_id" => firewall_domain_list_id: Option<Text<'a>> => custom,
        ..
        source: Source<'a>,
    }
    with custom;

    /// An item of `answers`: one record of the answer. The log has neither its name nor its time to live.
    pub struct Answer<'a> {
        /// The data: an address for `A` and `AAAA`, a name with a dot at its end for `CNAME`, `NS` and `PTR`, several values
        /// with spaces between them for `MX`, `SRV` and `SOA`, texts in quotes for `TXT`.
        "Rdata" | "rdata" => rdata: Option<Text<'a>> => ecs,
        /// The type of the record.
        "Type" | "type" | "answer_type" => r#type: Option<RecordType<'a>> => ecs,
        /// The class of the record.
        "Class" | "class" | "answer_class" => class: Option<RecordClass<'a>> => ecs,
    }

    /// `srcids`: what the query came from or through.
    pub struct SourceIds<'a> {
        /// The instance that asked: `i-...`.
        "instance" => instance: Option<Text<'a>> => ecs,
        /// The Resolver endpoint that the query came through: `rslvr-in-...` or `rslvr-out-...`.
        "resolver_endpoint" | "resolver-endpoint" => resolver_endpoint: Option<Text<'a>> => ecs,
        /// The network interface of that endpoint: `rni-...`.
        "resolver_network_interface" | "resolver-network-interface"
            => resolver_network_interface: Option<Text<'a>> => ecs,
    }
}

impl<'a> Record<'a> {
    /// The address that a `PTR` query asks the name of: `198.51.100.20` for `20.100.51.198.in-addr.arpa.`.
    ///
    /// ```
    /// use awslog::route53::resolver;
    ///
    /// let json = r#"{"query_name":"20.100.51.198.in-addr.arpa.","query_type":"PTR"}"#;
    /// let record = resolver::parse_line(json)?;
    /// assert_eq!(record.reverse_address(), Some([198, 51, 100, 20].into()));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn reverse_address(&self) -> Option<IpAddr> {
        if self.query_type == Some(RecordType::Ptr) { dns::address(self.query_name.as_deref()?) } else { None }
    }

    /// The exact text of the record in the input.
    pub fn original(&self) -> Option<&str> {
        self.source.text()
    }

    crate::text::envelope_time!();

    /// Converts the record into an owned one, which no longer borrows from the input.
    pub fn into_owned(self) -> Record<'static> {
        Json::into_owned(self)
    }

    pub(super) fn set_source(&mut self, source: &'a str) {
        self.source.set_text(source);
    }

    pub(super) fn set_envelope_time(&mut self, time: UtcDateTime) {
        self.source.set_time(time);
    }

    /// Fills an empty record from the object that comes next, and says which of its keys have a value, including those that are
    /// not wanted.
    #[inline]
    pub(super) fn fill(&mut self, reader: &mut Reader<'a>) -> std::result::Result<Selection, Box<Refusal>> {
        let mut others = Selection::NONE;
        self.fill_projected(reader, &mut others)?;
        self.srcids.take_if(|ids| ids.has_no_known_key() && ids.unknown.is_empty());
        Ok(self.present().with(others))
    }
}

/// These keys.
const fn keys(names: &[&str]) -> Selection {
    Selection::of(Record::SCHEMA, names)
}

const TIMESTAMP: Selection = keys(&["query_timestamp"]);
const NAME: Selection = keys(&["query_name"]);
const VPC: Selection = keys(&["vpc_id"]);
const RULE: Selection = keys(&["firewall_rule_group_id", "firewall_domain_list_id"]);

/// Whether an object with these keys is a record, whatever other keys it has.
pub(super) fn is_surely_record(present: Selection) -> bool {
    const FURTHER: Selection = keys(&["query_name", "vpc_id", "srcaddr", "rcode"]);
    present.has_any(TIMESTAMP) && present.has_any(FURTHER)
        || present.has_any(NAME) && present.has_any(VPC)
        || present.has_any(RULE)
}

/// Whether one of the keys is in no log of public zones.
pub(super) fn is_of_vpc(present: Selection) -> bool {
    const OF_VPC: Selection = keys(&["account_id", "vpc_id", "query_class", "srcaddr", "srcids", "answers"]);
    present.has_any(OF_VPC.with(RULE))
}

/// Whether one of the keys is in no flow log.
pub(super) fn is_about_dns(present: Selection) -> bool {
    const ABOUT_DNS: Selection = keys(&[
        "query_timestamp",
        "query_name",
        "query_type",
        "query_class",
        "rcode",
        "answers",
        "transport",
        "srcids",
        "firewall_rule_action",
    ]);
    present.has_any(ABOUT_DNS.with(RULE))
}

/// Reads one record of the Resolver: a JSON object.
///
/// ```
/// use awslog::route53::{RecordType, resolver};
///
/// let record = resolver::parse_line(
///     r#"{"query_timestamp":"2026-01-15T12:34:56Z","query_name":"example.com.",
///         "query_type":"MX","answers":[{"Rdata":"10 mail.example.com.","Type":"MX"}]}"#,
/// )?;
/// assert_eq!(record.query_type, Some(RecordType::Mx));
/// assert_eq!(record.answers[0].rdata.as_deref(), Some("10 mail.example.com."));
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Errors
///
/// A value does not have the type of its field, the JSON is invalid, or the object is not a record of the Resolver.
pub fn parse_line(line: &str) -> Result<Record<'_>> {
    let line = crate::text::without_end(line);
    let mut reader = Reader::new(line, 0);
    let read = super::line::read_resolver(&mut reader);
    let read = read.and_then(|record| reader.finish("the end of the record").map(|()| record));
    let mut record = read.map_err(|refusal| Error::new(Format::Route53, refusal, line.as_bytes()))?;
    record.set_source(line);
    Ok(record)
}

//! `event.dns`: a DNS message.

use crate::json::{Map, objects};
use crate::text::Text;

use super::text_list::TextList;

objects! {
    /// `dns`: a DNS message. In alerts, [`query`](Dns::query) and [`answer`](Dns::answer) hold it; otherwise it is in the
    /// other members.
    pub struct Dns<'a> {
        /// `query` or `answer`; `request` or `response` in version 3.
        "type" => r#type: Option<Text<'a>>,
        /// The id of the message.
        "id" (lenient) => id: Option<u16>,
        /// The version of this object: 2 or 3.
        "version" (lenient) => version: Option<u8>,
        /// The flags in hexadecimal digits: `8180`.
        "flags" => flags: Option<Text<'a>>,
        /// Whether it is a response.
        "qr" (lenient) => qr: Option<bool>,
        /// Whether the answer is authoritative.
        "aa" (lenient) => aa: Option<bool>,
        /// Whether it was truncated.
        "tc" (lenient) => tc: Option<bool>,
        /// Whether recursion is desired.
        "rd" (lenient) => rd: Option<bool>,
        /// Whether recursion is available.
        "ra" (lenient) => ra: Option<bool>,
        /// The code of the operation; 0 for a standard query.
        "opcode" (lenient) => opcode: Option<u16>,
        /// The name in question.
        "rrname" => rrname: Option<Text<'a>>,
        /// The type in question: `A`.
        "rrtype" => rrtype: Option<Text<'a>>,
        /// The code of the response: `NOERROR`.
        "rcode" => rcode: Option<Text<'a>>,
        /// The transaction in the flow.
        "tx_id" (lenient) => tx_id: Option<u64>,
        /// How long a single answer is valid, in seconds.
        "ttl" (lenient) => ttl: Option<u64>,
        /// The data of a single answer.
        "rdata" => rdata: Option<Text<'a>>,
        /// The answers.
        "answers" => answers: Vec<DnsAnswer<'a>>,
        /// The data of the answers by type.
        "grouped" => grouped: Map<'a, TextList<'a>>,
        /// The records about name servers.
        "authorities" => authorities: Vec<DnsAnswer<'a>>,
        /// The additional records.
        "additionals" => additionals: Vec<DnsAnswer<'a>>,
        /// The questions of version 3.
        "queries" => queries: Vec<DnsQuery<'a>>,
        /// The queries of an alert.
        "query" => query: Vec<DnsQuery<'a>>,
        /// The answer of an alert.
        "answer" => answer: Option<Box<DnsResponse<'a>>>,
    }

    /// A question.
    pub struct DnsQuery<'a> {
        /// `query`.
        "type" => r#type: Option<Text<'a>>,
        /// The id of the message.
        "id" (lenient) => id: Option<u16>,
        /// The name in question.
        "rrname" => rrname: Option<Text<'a>>,
        /// The type in question: `A`.
        "rrtype" => rrtype: Option<Text<'a>>,
        /// The transaction in the flow.
        "tx_id" (lenient) => tx_id: Option<u64>,
        /// The code of the operation; 0 for a standard query.
        "opcode" (lenient) => opcode: Option<u16>,
    }

    /// `dns.answer`: the answer of an alert.
    pub struct DnsResponse<'a> {
        /// `answer`.
        "type" => r#type: Option<Text<'a>>,
        /// The id of the message.
        "id" (lenient) => id: Option<u16>,
        /// The version of this object: 2.
        "version" (lenient) => version: Option<u8>,
        /// The flags in hexadecimal digits: `8180`.
        "flags" => flags: Option<Text<'a>>,
        /// Whether it is a response.
        "qr" (lenient) => qr: Option<bool>,
        /// Whether the answer is authoritative.
        "aa" (lenient) => aa: Option<bool>,
        /// Whether it was truncated.
        "tc" (lenient) => tc: Option<bool>,
        /// Whether recursion is desired.
        "rd" (lenient) => rd: Option<bool>,
        /// Whether recursion is available.
        "ra" (lenient) => ra: Option<bool>,
        /// The code of the operation; 0 for a standard query.
        "opcode" (lenient) => opcode: Option<u16>,
        /// The name in question.
        "rrname" => rrname: Option<Text<'a>>,
        /// The type in question: `A`.
        "rrtype" => rrtype: Option<Text<'a>>,
        /// The code of the response: `NOERROR`.
        "rcode" => rcode: Option<Text<'a>>,
        /// The answers.
        "answers" => answers: Vec<DnsAnswer<'a>>,
        /// The data of the answers by type.
        "grouped" => grouped: Map<'a, TextList<'a>>,
        /// The records about name servers.
        "authorities" => authorities: Vec<DnsAnswer<'a>>,
    }

    /// A resource record.
    pub struct DnsAnswer<'a> {
        /// The name.
        "rrname" => rrname: Option<Text<'a>>,
        /// The type: `A`.
        "rrtype" => rrtype: Option<Text<'a>>,
        /// How long it is valid, in seconds.
        "ttl" (lenient) => ttl: Option<u64>,
        /// The data: an address or a name.
        "rdata" => rdata: Option<Text<'a>>,
    }
}

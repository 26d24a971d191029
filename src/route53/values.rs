//! The values of Route 53's fields that AWS lists. All the lists are open.

use crate::text::open_enum;

open_enum! {
    /// `query_type`: the type of DNS records. A type without a name is `TYPE` and its number, such as `TYPE65`.
    ///
    /// <https://www.iana.org/assignments/dns-parameters>
    pub enum RecordType {
        /// An IPv4 address.
        A = "A",
        /// An IPv6 address.
        Aaaa = "AAAA",
        /// All types.
        Any = "ANY",
        /// The authorities that may issue certificates for the name.
        Caa = "CAA",
        /// Another name for the name.
        Cname = "CNAME",
        /// Another name for all names below the name.
        Dname = "DNAME",
        /// The key that signs a delegated zone.
        Ds = "DS",
        /// How to reach an HTTPS service.
        Https = "HTTPS",
        /// A mail server.
        Mx = "MX",
        /// A rule that rewrites names.
        Naptr = "NAPTR",
        /// A name server.
        Ns = "NS",
        /// The name of an address.
        Ptr = "PTR",
        /// The start of a zone.
        Soa = "SOA",
        /// The hosts that may send mail, in a type that is no longer used.
        Spf = "SPF",
        /// The host and port of a service.
        Srv = "SRV",
        /// The fingerprint of an SSH key.
        Sshfp = "SSHFP",
        /// How to reach a service.
        Svcb = "SVCB",
        /// The certificate of a server.
        Tlsa = "TLSA",
        /// Text.
        Txt = "TXT",
    }
}

open_enum! {
    /// `query_class`: the class of DNS records.
    pub enum RecordClass {
        /// The Internet.
        Internet = "IN",
        /// Chaosnet, with which servers are asked for their version.
        Chaos = "CH",
        /// Hesiod.
        Hesiod = "HS",
        /// All classes.
        Any = "ANY",
    }
}

open_enum! {
    /// `rcode`: the response code.
    ///
    /// <https://www.iana.org/assignments/dns-parameters>
    pub enum ResponseCode {
        /// The query was answered, with or without records.
        NoError = "NOERROR",
        /// The name does not exist.
        NxDomain = "NXDOMAIN",
        /// The server failed.
        ServFail = "SERVFAIL",
        /// The server refuses to answer.
        Refused = "REFUSED",
        /// The server does not understand the query.
        FormErr = "FORMERR",
        /// The server does not implement this kind of query.
        NotImp = "NOTIMP",
    }
}

open_enum! {
    /// `transport`: the protocol that carried the query.
    pub enum Transport {
        /// UDP.
        Udp = "UDP",
        /// TCP.
        Tcp = "TCP",
    }
}

open_enum! {
    /// `firewall_rule_action`: what a rule of DNS Firewall did with the query.
    ///
    /// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-actions.html>
    pub enum RuleAction {
        /// The query was answered. The Resolver does not log it.
        Allow = "ALLOW",
        /// The query was answered, and is logged.
        Alert = "ALERT",
        /// The query was not sent on. Its response code and answers are those that the rule chooses.
        Block = "BLOCK",
    }
}

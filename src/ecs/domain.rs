//! Hosts: telling names from addresses, and the parts of a name by the public suffix list.

use std::net::IpAddr;

use psl::{Psl, Type};
use publicsuffix::List;

use super::punycode;

/// A host as logs write it: `example.com`, `example.com:8080`, `[2001:db8::1]:443`, `192.0.2.1`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Host<'a> {
    /// An address, with or without brackets.
    Ip(IpAddr),
    /// A name without a trailing dot.
    Name(&'a str),
    /// Neither.
    Other,
}

/// The parts of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Pieces<'a> {
    pub(crate) registered_domain: Option<&'a str>,
    pub(crate) subdomain: Option<&'a str>,
    pub(crate) top_level_domain: Option<&'a str>,
}

/// Splits the port from a host.
pub(crate) fn split_port(text: &str) -> (&str, Option<u16>) {
    if memchr::memchr(b':', text.as_bytes()).is_none() {
        return (text, None);
    }
    match text.rsplit_once(':') {
        // An IPv6 address without brackets contains colons.
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => match parse_port(port) {
            Some(port) => (host, Some(port)),
            None => (text, None),
        },
        _ => (text, None),
    }
}

fn parse_port(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// Where a name is split.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cut {
    /// The start of the registered domain. `None` if the name is a public suffix.
    registered: Option<usize>,
    /// The start of the public suffix.
    suffix: usize,
}

impl<'a> Pieces<'a> {
    pub(crate) fn new(name: &'a str, cut: Option<Cut>) -> Self {
        let Some(Cut { registered, suffix }) = cut else {
            return Pieces::default();
        };
        Pieces {
            registered_domain: registered.and_then(|start| name.get(start..)),
            subdomain: registered.and_then(|start| name.get(..start.checked_sub(1)?)).filter(|labels| *labels != "-"),
            top_level_domain: name.get(suffix..),
        }
    }
}

/// Returns whether a text is a DNS name and certainly not an address: labels of letters, digits, hyphens and
/// underscores, the last of which begins with a letter. Most hosts are such names, and one pass recognizes them.
pub(crate) fn is_plain_name(text: &str) -> bool {
    let mut label_start = true;
    let mut last_begins_with = b'.';
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => {
                if label_start {
                    last_begins_with = byte;
                }
                label_start = false;
            }
            b'.' if !label_start => label_start = true,
            _ => return false,
        }
    }
    !label_start && last_begins_with.is_ascii_alphabetic()
}

impl<'a> Host<'a> {
    /// Reads a host without a port.
    pub(crate) fn new(text: &'a str) -> Self {
        if is_plain_name(text) { Host::Name(text) } else { Host::of_any(text) }
    }

    fn of_any(text: &'a str) -> Self {
        let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
        let name = bare.strip_suffix('.').unwrap_or(bare);
        // Only a text that ends in a hexadecimal digit or a colon can be an address.
        let numeric = name.bytes().last().is_some_and(|byte| byte.is_ascii_hexdigit() || byte == b':');
        match if numeric { name.parse().ok() } else { None } {
            Some(address) => Host::Ip(address),
            None if is_name(name) => Host::Name(name),
            None => Host::Other,
        }
    }
}

/// Returns whether the text could be a DNS name: labels of letters, digits, hyphens, underscores and non-ASCII
/// characters. A last label of digits is not a name but an invalid address (`192.0.2.256`). Neither is one of
/// hyphens.
fn is_name(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | 0x80..))
    };
    text.split('.').all(label)
        && !text.rsplit('.').next().is_none_or(|last| last.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
}

/// The public suffix list that splits names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Domains {
    /// The user's list. `None` for the built-in one.
    pub(crate) list: Option<List>,
    /// Whether the private section applies.
    pub(crate) private: bool,
}

impl Domains {
    /// Splits a name that has no port and no trailing dot. The comparison ignores case.
    pub(crate) fn cut(&self, name: &str) -> Option<Cut> {
        let suffix = if !name.is_ascii() {
            self.suffix_of_any(name)?
        } else if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            name.len().checked_sub(self.suffix_length(&name.to_ascii_lowercase()))?
        } else {
            name.len().checked_sub(self.suffix_length(name))?
        };
        let front = name.get(..suffix)?.strip_suffix('.');
        let registered = front.map(|front| front.rfind('.').map_or(0, |dot| dot + 1));
        Some(Cut { registered, suffix })
    }

    /// The start of the public suffix of a non-ASCII name. The lower-case name may differ in length, but has as many
    /// labels.
    #[cold]
    fn suffix_of_any(&self, name: &str) -> Option<usize> {
        let lower = name.to_lowercase();
        let suffix = lower.get(lower.len().checked_sub(self.suffix_length(&lower))?..)?;
        let labels = suffix.split('.').count();
        let dot = name.rmatch_indices('.').nth(labels.checked_sub(1)?);
        Some(dot.map_or(0, |(dot, _)| dot + 1))
    }

    /// The length of the public suffix of a lower-case name.
    fn suffix_length(&self, name: &str) -> usize {
        match &self.list {
            Some(list) => self.suffix_length_in(list, name),
            None => suffix_length(&psl::List, name.as_bytes(), self.private),
        }
    }

    /// The same with the user's list, whose names are in Unicode. The built-in list has them in ASCII too.
    fn suffix_length_in(&self, list: &List, name: &str) -> usize {
        let as_written = suffix_length(list, name.as_bytes(), self.private);
        let Some(decoded) = punycode::decode_name(name) else {
            return as_written;
        };
        let suffix = decoded.len().saturating_sub(suffix_length(list, decoded.as_bytes(), self.private));
        let labels = decoded.get(suffix..).unwrap_or_default().split('.').count();
        // The suffix has as many labels in both forms.
        let in_ascii = name.rsplit('.').take(labels).map(|label| label.len() + 1).sum::<usize>().saturating_sub(1);
        as_written.max(in_ascii)
    }
}

/// A private suffix is below a public one, which is found by removing labels from the front.
fn suffix_length(list: &impl Psl, mut name: &[u8], private: bool) -> usize {
    loop {
        let Some(suffix) = list.suffix(name) else {
            return name.len();
        };
        let bytes = suffix.as_bytes();
        match (suffix.typ(), memchr::memchr(b'.', bytes)) {
            (Some(Type::Private), Some(dot)) if !private => name = bytes.get(dot + 1..).unwrap_or_default(),
            _ => return bytes.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(domains: &Domains, name: &str) -> [Option<String>; 3] {
        let pieces = Pieces::new(name, domains.cut(name));
        [pieces.registered_domain, pieces.subdomain, pieces.top_level_domain].map(|piece| piece.map(str::to_owned))
    }

    fn expect(registered: &str, sub: &str, top: &str) -> [Option<String>; 3] {
        [registered, sub, top].map(|piece| Some(piece.to_owned()).filter(|piece| !piece.is_empty()))
    }

    #[test]
    fn icann_section_by_default() {
        let domains = Domains::default();
        for (name, expected) in [
            ("dtest.cloudfront.net", expect("cloudfront.net", "dtest", "net")),
            ("test.com", expect("test.com", "", "com")),
            ("www.example.co.uk", expect("example.co.uk", "www", "co.uk")),
            ("a.b.WWW.Example.COM", expect("Example.COM", "a.b.WWW", "COM")),
            ("b.s3.dualstack.us-east-1.amazonaws.com", expect("amazonaws.com", "b.s3.dualstack.us-east-1", "com")),
            ("www.example.ck", expect("www.example.ck", "", "example.ck")),
            ("com", expect("", "", "com")),
            ("co.uk", expect("", "", "co.uk")),
            ("localhost", expect("", "", "localhost")),
            ("xn--85x722f.xn--55qx5d.cn", expect("xn--85x722f.xn--55qx5d.cn", "", "xn--55qx5d.cn")),
            ("食狮.公司.cn", expect("食狮.公司.cn", "", "公司.cn")),
            ("www.example.TROMSØ.NO", expect("example.TROMSØ.NO", "www", "TROMSØ.NO")),
            ("WWW.EXAMPLE.XN--TROMS-ZUA.NO", expect("EXAMPLE.XN--TROMS-ZUA.NO", "WWW", "XN--TROMS-ZUA.NO")),
            ("TROMSØ.NO", expect("", "", "TROMSØ.NO")),
            ("WWW.BÜCHER.EXAMPLE.COM", expect("EXAMPLE.COM", "WWW.BÜCHER", "COM")),
            // The lower case of this letter is one byte longer.
            ("İ.İ.co.uk", expect("İ.co.uk", "İ", "co.uk")),
            ("пример.РФ", expect("пример.РФ", "", "РФ")),
            ("a.unknown-suffix", expect("a.unknown-suffix", "", "unknown-suffix")),
        ] {
            assert_eq!(split(&domains, name), expected, "{name}");
        }
    }

    #[test]
    fn private_section_on_request() {
        let domains = Domains { private: true, ..Domains::default() };
        assert_eq!(split(&domains, "a.dtest.cloudfront.net"), expect("dtest.cloudfront.net", "a", "cloudfront.net"));
        assert_eq!(split(&domains, "dtest.cloudfront.net"), expect("dtest.cloudfront.net", "", "cloudfront.net"));
    }

    #[test]
    fn a_custom_list() {
        let list: List = "// ===BEGIN ICANN DOMAINS===\nnew\n// ===END ICANN DOMAINS===\n\
             // ===BEGIN PRIVATE DOMAINS===\nhosting.new\n// ===END PRIVATE DOMAINS===\n"
            .parse()
            .unwrap();
        let domains = Domains { list: Some(list), private: false };
        assert_eq!(split(&domains, "a.hosting.new"), expect("hosting.new", "a", "new"));
    }

    #[test]
    fn non_ascii_names_in_a_custom_list() {
        let list: List = "// ===BEGIN ICANN DOMAINS===\ncn\n公司.cn\n*.рф\n!город.рф\nxn--fiqs8s.xn--fiqs8s\n// ===END ICANN DOMAINS===\n"
            .parse()
            .unwrap();
        let domains = Domains { list: Some(list), private: false };
        for (name, expected) in [
            ("www.食狮.公司.cn", expect("食狮.公司.cn", "www", "公司.cn")),
            ("www.xn--85x722f.xn--55qx5d.cn", expect("xn--85x722f.xn--55qx5d.cn", "www", "xn--55qx5d.cn")),
            ("WWW.XN--85X722F.XN--55QX5D.CN", expect("XN--85X722F.XN--55QX5D.CN", "WWW", "XN--55QX5D.CN")),
            ("xn--55qx5d.cn", expect("", "", "xn--55qx5d.cn")),
            ("xn--85x722f.cn", expect("xn--85x722f.cn", "", "cn")),
            ("a.b.c.xn--p1ai", expect("b.c.xn--p1ai", "a", "c.xn--p1ai")),
            ("a.xn--c1ac3aaj.xn--p1ai", expect("xn--c1ac3aaj.xn--p1ai", "a", "xn--p1ai")),
            ("a.xn--fiqs8s.xn--fiqs8s", expect("a.xn--fiqs8s.xn--fiqs8s", "", "xn--fiqs8s.xn--fiqs8s")),
            ("a.xn--broken!.cn", expect("xn--broken!.cn", "a", "cn")),
        ] {
            assert_eq!(split(&domains, name), expected, "{name}");
        }
    }

    #[test]
    fn plain_names() {
        for (text, is_plain) in [
            ("www.example.com", true),
            ("localhost", true),
            ("_dmarc.Example-2.com", true),
            ("dead.beef", true),
            ("", false),
            ("a..b", false),
            (".a", false),
            ("example.com.", false),
            ("example.com:80", false),
            ("münchen.example", false),
            ("192.0.2.1", false),
            ("a.2b", false),
        ] {
            assert_eq!(is_plain_name(text), is_plain, "{text}");
            if is_plain {
                assert_eq!(Host::of_any(text), Host::Name(text), "{text}");
            }
        }
    }

    #[test]
    fn hosts() {
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        for (text, host) in [
            ("example.com", Host::Name("example.com")),
            ("example.com.", Host::Name("example.com")),
            ("_dmarc.example.com", Host::Name("_dmarc.example.com")),
            ("münchen.example", Host::Name("münchen.example")),
            ("203.0.113.10", Host::Ip(address("203.0.113.10"))),
            ("203.0.113.10.", Host::Ip(address("203.0.113.10"))),
            ("2001:db8::1", Host::Ip(address("2001:db8::1"))),
            ("[2001:db8::1]", Host::Ip(address("2001:db8::1"))),
            ("dead.beef", Host::Name("dead.beef")),
            ("192.0.2.256", Host::Other),
            ("AWS Internal", Host::Other),
            ("a..b", Host::Other),
            ("<script>", Host::Other),
            ("", Host::Other),
            (".", Host::Other),
        ] {
            assert_eq!(Host::new(text), host, "{text}");
        }
    }

    #[test]
    fn ports() {
        for (text, split) in [
            ("example.com", ("example.com", None)),
            ("example.com:8080", ("example.com", Some(8080))),
            ("[2001:db8::1]:443", ("[2001:db8::1]", Some(443))),
            ("[2001:db8::1]", ("[2001:db8::1]", None)),
            ("2001:db8::1", ("2001:db8::1", None)),
            ("example.com:", ("example.com:", None)),
            ("example.com:99999", ("example.com:99999", None)),
            ("example.com:+80", ("example.com:+80", None)),
        ] {
            assert_eq!(split_port(text), split, "{text}");
        }
    }
}

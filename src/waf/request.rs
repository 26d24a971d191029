use std::net::IpAddr;

use crate::error::Refusal;
#[cfg(feature = "ecs")]
use crate::json::used_members;
use crate::json::{Json, Reader, objects};
use crate::text::Text;

use super::entries::{Entries, Entry};

#[cfg(feature = "ecs")]
used_members!(Host);

objects! {
    /// `httpRequest`: the request that WAF evaluated.
    ///
    /// Path, query and headers are exactly what the client sent. If the web ACL redacts one, `REDACTED` or a hash
    /// replaces it.
    pub struct HttpRequest<'a> {
        /// The address of the client, or of the proxy in front of it.
        "clientIp" => client_ip: Option<IpAddr> => ecs,
        /// The country of that address, as ISO 3166-1 alpha-2. `-` is an absent value.
        "country" => country: Option<Text<'a>> => ecs,
        /// The headers, in the order and the letter case of the request.
        "headers" => headers: Entries<Header<'a>> => custom,
        /// The path.
        "uri" => uri: Option<Text<'a>> => ecs,
        /// The query, without the question mark.
        "args" => args: Option<Text<'a>> as Exact => ecs,
        /// The protocol with its version: `HTTP/1.1`.
        "httpVersion" => http_version: Option<Text<'a>> => ecs,
        /// The method.
        "httpMethod" => http_method: Option<Text<'a>> => ecs,
        /// The id that the protected service gave the request; for a load balancer, its trace id. The text `null` is an
        /// absent value.
        "requestId" => request_id: Option<Text<'a>> => ecs,
        /// The fragment, without the hash.
        "fragment" => fragment: Option<Text<'a>> => ecs,
        /// `http` or `https`.
        "scheme" => scheme: Option<Text<'a>> => ecs,
        /// The host that the request is for.
        "host" => host: Option<Text<'a>> => aws_unless_used(Used::Host),
        /// A second `clientAsn`, if [`Record::client_asn`](super::Record::client_asn) already has one.
        "clientAsn" => client_asn: Option<u32>,
        /// A second `forwardedAsn`, if [`Record::forwarded_asn`](super::Record::forwarded_asn) already has one.
        "forwardedAsn" (lenient) => forwarded_asn: Option<u32>,
        /// A second `cfDistributionTenantId`, if
        /// [`Record::cf_distribution_tenant_id`](super::Record::cf_distribution_tenant_id) already has one.
        "cfDistributionTenantId" => cf_distribution_tenant_id: Option<Text<'a>>,
    }
    with custom;

    /// A header.
    pub struct Header<'a> {
        /// The name, in the letter case of the request.
        "name" => name: Option<Text<'a>> as Exact,
        /// The value.
        "value" | "myValue" => value: Option<Text<'a>> as Exact,
    }

    /// A label that a rule added to the request.
    pub struct Label<'a> {
        /// The name with its namespaces: `awswaf:managed:aws:core-rule-set:NoUserAgent_Header`.
        "name" => name: Option<Text<'a>> as Exact,
    }
}

impl<'a> HttpRequest<'a> {
    /// The value of a header. The name is compared ignoring case. If there are several, the first.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.header_values(name).next()
    }

    /// The values of all headers with a name, in any letter case.
    pub(super) fn header_values(&self, name: &str) -> impl Iterator<Item = &str> {
        let has_name = |header: &&Header<'a>| header.name.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(name));
        self.headers.iter().filter(has_name).filter_map(|header| header.value.as_deref())
    }
}

impl<'a> Entry<'a> for Header<'a> {
    /// Most requests have fewer, and this many take less than the kilobyte from which allocators are slow.
    const USUAL: usize = 14;

    /// `"Host": "www.example.com"`, or a list for a repeated header.
    fn read_member(key: Text<'a>, reader: &mut Reader<'a>, headers: &mut Vec<Self>) -> Result<(), Box<Refusal>> {
        let name = Some(key).filter(|key| !key.is_empty());
        for value in read_texts(reader)? {
            headers.push(Header { name: name.clone(), value, ..Header::default() });
        }
        Ok(())
    }
}

impl<'a> Entry<'a> for Label<'a> {
    /// `"name": "awswaf:..."`. If the label itself is the key, its value is kept.
    fn read_member(key: Text<'a>, reader: &mut Reader<'a>, labels: &mut Vec<Self>) -> Result<(), Box<Refusal>> {
        if key == "name" {
            let names = read_texts(reader)?.into_iter().flatten();
            labels.extend(names.map(|name| Label { name: Some(name), ..Label::default() }));
        } else {
            let mut label = Label { name: Some(key), ..Label::default() };
            label.unknown.push("value".into(), reader.raw()?);
            labels.push(label);
        }
        Ok(())
    }
}

/// A text, or several in a list.
fn read_texts<'a>(reader: &mut Reader<'a>) -> Result<Vec<Option<Text<'a>>>, Box<Refusal>> {
    if reader.peek() != Some(b'[') {
        return Ok(vec![Text::read_item(reader)?]);
    }
    let mut texts = Vec::new();
    reader.open_list()?;
    while reader.item()? {
        texts.push(Text::read_item(reader)?);
    }
    Ok(texts)
}

//! What each field of an S3 access record becomes.

use std::borrow::Cow;

use crate::ecs::{
    Category, Event, Kind, Mapper, Outcome, ToEcs, Type, account_text, network_type, present, region_text, text,
};
use crate::format::Format;
use crate::text::url::{UrlParts, extension};
use crate::text::{Arn, Text};
use crate::write::{as_leaf, key, text_leaf};

use super::{Key, Record, Request, Requester};

impl ToEcs for Record<'_> {
    fn set_fields<'a>(&'a self, mapper: &Mapper, event: &mut Event<'a>) {
        mapper.begin(event, Format::S3Access, self.original(), key!("s3access"), self);
        event.event.start = self.time.map(Into::into);
        event.timestamp = self.time.or(self.envelope_time()).map(Into::into);
        event.cloud.service.name = Some("s3".into());
        event.event.kind = Some(Kind::Event);
        let (category, kind) = kind_of(self.operation.as_deref().unwrap_or_default());
        event.event.category = [category].into();
        event.event.r#type = [kind].into();
        event.event.outcome = Some(self.outcome());
        event.event.duration = self.total_time.and_then(|time| time.as_nanos().try_into().ok());
        event.event.action = text(&self.operation);
        event.event.id = text(&self.request_id);
        event.event.code = text(&self.error_code);
        event.error.set(|error| &mut error.code, text(&self.error_code));
        self.set_client(event);
        self.set_requester(event);
        self.set_place(event);
        self.set_request(event, mapper);
        self.set_tls(event);
        self.set_file(event);
    }
}

/// The category and the type of an operation. Operations of S3 itself are no requests.
fn kind_of(operation: &str) -> (Category, Type) {
    let Some(action) = operation.strip_prefix("S3.") else {
        return (Category::Web, Type::Access);
    };
    let is_deletion = action.starts_with("EXPIRE.") || matches!(action, "CREATE.DELETEMARKER" | "DELETE.UPLOAD");
    let kind = match action {
        _ if is_deletion => Type::Deletion,
        _ if action.starts_with("TRANSITION") => Type::Change,
        _ => Type::Info,
    };
    (Category::File, kind)
}

impl Record<'_> {
    /// A status from 400 on is a failure, whatever the error code: a 304 has one too. Actions of S3 itself have no status.
    fn outcome(&self) -> Outcome {
        match (self.http_status, &self.error_code) {
            (Some(400..), _) | (None, Some(_)) => Outcome::Failure,
            _ => Outcome::Success,
        }
    }

    fn set_client<'a>(&'a self, event: &mut Event<'a>) {
        let Some(ip) = self.remote_ip else { return };
        event.client.to_mut().address = Some(ip.into());
        event.client.to_mut().ip = Some(ip);
        event.source.address = Some(ip.into());
        event.source.ip = Some(ip);
        event.network.r#type = Some(network_type(ip));
        event.related.add_ips([ip]);
    }

    /// Who made the request. `user.name` of a session is the name of its role, as in CloudTrail: many sessions with different
    /// names share a role, and rules are written for the role.
    fn set_requester<'a>(&'a self, event: &mut Event<'a>) {
        let requester = text(&self.requester);
        event.client.set(|client| &mut client.user.id, requester.clone());
        event.related.add_users(text(&self.bucket_owner));
        let is_email = |name: &&str| name.find('@').is_some_and(|place| place > 0);
        let (arn, name, session) = match self.identity() {
            None | Some(Requester::Anonymous) => return,
            Some(Requester::Service(service)) => {
                event.service.set(|fields| &mut fields.name, present(Text::from(service)));
                return;
            }
            Some(Requester::Account(id)) => {
                event.user.set(|user| &mut user.id, present(Text::from(id)));
                (None, None, None)
            }
            Some(Requester::Root { arn }) => (Some(arn), Some("root"), None),
            Some(Requester::User { arn, name }) => (Some(arn), Some(name), None),
            Some(Requester::FederatedUser { name, .. }) => (None, Some(name), None),
            Some(Requester::Role { role, session, .. }) => (None, Some(role), Some(session)),
            Some(Requester::Other(_)) => (None, None, None),
        };
        event.user.set(|user| &mut user.entity.id, arn.map(Text::from));
        event.user.set(|user| &mut user.name, present(name.map(Text::from)));
        let email = session.or(name).filter(is_email);
        event.user.set(|user| &mut user.email, email.map(Text::from));
        let before_at = session.filter(is_email).and_then(|session| Some(session.split_once('@')?.0));
        event.related.add_users(requester);
        event.related.add_users([name, session, before_at].into_iter().flatten().map(Text::from));
    }

    /// The region of the bucket, and the account of the access point. The account of the requester is another one.
    fn set_place<'a>(&'a self, event: &mut Event<'a>) {
        let access_point = self.access_point_arn.as_deref().and_then(Arn::new);
        let region = self.host_header.as_deref().and_then(region_of).map(Text::from);
        event.cloud.region = region.or_else(|| access_point.and_then(|arn| region_text(arn.region)));
        event.cloud.account.id = access_point.and_then(|arn| account_text(arn.account));
    }

    fn set_request<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper) {
        let host = self.host_header.as_deref().filter(|host| *host != "-");
        if let Some(host) = host {
            mapper.set_host(&mut event.destination, host);
            event.related.add_ips(event.destination.ip);
            mapper.set_url_host(event, host);
        }
        if let Some(request) = self.request() {
            self.set_url(event, mapper, request, host);
            event.http.set(|http| &mut http.request.method, present(request.method.map(Text::from)));
            event.http.set(|http| &mut http.version, present(request.version.map(Text::from)));
            event.network.protocol = Some("http".into());
            event.network.transport = Some("tcp".into());
        }
        event.http.set(|http| &mut http.request.id, text(&self.request_id));
        event.http.set(|http| &mut http.request.referrer, text(&self.referer));
        event.http.set(|http| &mut http.response.status_code, self.http_status);
        event.http.set(|http| &mut http.response.body.bytes, self.bytes_sent);
        if let Some(host) = self.referer.as_deref().and_then(|referrer| UrlParts::new(referrer).host) {
            event.related.add_ips(crate::text::address(host));
            event.related.add_host_names([host]);
        }
        if let Some(agent) = &self.user_agent {
            event.user_agent = mapper.user_agent(agent, Cow::Borrowed);
        }
    }

    /// `url.*`, from the target as it was sent. A target that is a whole URL has its own host.
    fn set_url<'a>(&'a self, event: &mut Event<'a>, mapper: &Mapper, request: Request<'a>, host: Option<&'a str>) {
        let Some(target) = request.target else { return };
        let parts = UrlParts::new(target);
        if let Some(host) = parts.host {
            mapper.set_url_host(event, host);
            event.url.to_mut().port = parts.port;
        }
        let is_encrypted = self.tls_version.is_some() || self.cipher_suite.is_some();
        let scheme = parts.scheme.unwrap_or(if is_encrypted { "https" } else { "http" });
        let url = event.url.to_mut();
        url.original = present(Text::from(target));
        url.scheme = present(Text::from(scheme));
        url.path = present(Text::from(parts.path)).filter(|path| !path.is_empty());
        url.query = present(parts.query.map(Text::from));
        url.fragment = present(parts.fragment.map(Text::from));
        url.extension = present(extension(parts.path).map(Text::from));
        url.username = present(parts.user.and_then(|user| user.split(':').next()).map(Text::from));
        url.full = match (parts.scheme, host) {
            (Some(_), _) => Some(target.into()),
            (None, Some(host)) if target.starts_with('/') => Some([scheme, "://", host, target].concat().into()),
            _ => None,
        };
    }

    fn set_tls<'a>(&'a self, event: &mut Event<'a>) {
        event.tls.set(|tls| &mut tls.cipher, text(&self.cipher_suite));
        if let Some(version) = self.tls_version.as_deref().filter(|version| *version != "-") {
            event.tls.to_mut().set_version(version);
        }
    }

    /// `file.*`: the object. A key that cannot be decoded is no path.
    fn set_file<'a>(&'a self, event: &mut Event<'a>) {
        event.file.set(|file| &mut file.size, self.object_size);
        match self.object_key() {
            None => {}
            Some(Cow::Borrowed(path)) => set_path(event, path, Text::from),
            Some(Cow::Owned(path)) => set_path(event, &path, |part| Text::from(part.to_owned())),
        }
    }
}

fn set_path<'a, 'p>(event: &mut Event<'a>, path: &'p str, part: impl Fn(&'p str) -> Text<'a>) {
    let name = path.rsplit('/').next().filter(|name| !name.is_empty());
    event.file.set(|file| &mut file.path, present(part(path)));
    event.file.set(|file| &mut file.name, present(name.map(&part)));
    event.file.set(|file| &mut file.extension, present(extension(path).map(&part)));
}

/// The region in the name of an endpoint of S3. The global endpoint has none, and a bucket may be named like a region, so the
/// name is read from its end.
fn region_of(host: &str) -> Option<&str> {
    const SUFFIXES: [&str; 4] = [".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".api.aws"];
    let host = host.split_once(':').map_or(host, |(name, _)| name);
    let name = SUFFIXES.iter().find_map(|suffix| host.strip_suffix(suffix))?;
    let mut labels = name.strip_suffix(".vpce").unwrap_or(name).rsplit('.');
    let last = labels.next()?;
    if is_region(last) {
        // `s3.us-east-1`, `s3-accesspoint.dualstack.us-east-1`, `dualstack.s3.us-east-1`
        return labels.take(2).any(|label| label.starts_with("s3")).then_some(last);
    }
    // `s3-us-west-2`, `s3-website-us-east-1`
    let rest = last.strip_prefix("s3-")?;
    let region = ["website-", "fips-", "accesspoint-"].iter().find_map(|kind| rest.strip_prefix(kind)).unwrap_or(rest);
    is_region(region).then_some(region)
}

/// `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`
fn is_region(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase());
    let is_first = parts.next().is_some_and(|first| first == "eusc" || first.len() == 2 && is_word(first));
    let is_last =
        parts.next_back().is_some_and(|last| !last.is_empty() && last.bytes().all(|digit| digit.is_ascii_digit()));
    let mut words = parts.peekable();
    is_first && is_last && words.peek().is_some() && words.all(is_word)
}

text_leaf!(Key<'_>);

as_leaf! {
    Key<'_> => &'l Self: |key| key;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_of_endpoints() {
        for (host, region) in [
            ("amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com", Some("eu-west-1")),
            ("s3.eu-west-1.amazonaws.com:443", Some("eu-west-1")),
            ("b.s3.dualstack.us-gov-west-1.amazonaws.com", Some("us-gov-west-1")),
            ("b.s3-fips.dualstack.us-east-2.amazonaws.com", Some("us-east-2")),
            ("b.s3-us-west-2.amazonaws.com", Some("us-west-2")),
            ("b.s3-website-us-east-1.amazonaws.com", Some("us-east-1")),
            ("b.s3-website.eu-central-1.amazonaws.com", Some("eu-central-1")),
            ("ap-123456789012.s3-accesspoint.eu-west-1.amazonaws.com", Some("eu-west-1")),
            ("b.s3.cn-north-1.amazonaws.com.cn", Some("cn-north-1")),
            ("b.s3.eusc-de-east-1.amazonaws.eu", Some("eusc-de-east-1")),
            ("b.bucket.vpce-0123456789abcdef0.s3.us-east-1.vpce.amazonaws.com", Some("us-east-1")),
            ("b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", Some("us-east-1")),
            ("s3.us-east-1.mine.s3.eu-west-1.amazonaws.com", Some("eu-west-1")),
            ("s3.us-east-1.s3.amazonaws.com", None),
            ("b.s3.amazonaws.com", None),
            ("b.s3.dualstack.amazonaws.com", None),
            ("s3-external-1.amazonaws.com", None),
            ("s3.us-east-1.example.com", None),
            ("www.example.com", None),
            ("b.ec2.us-east-1.amazonaws.com", None),
            ("", None),
        ] {
            assert_eq!(region_of(host), region, "{host}");
        }
    }

    #[test]
    fn operations_of_s3_itself_are_no_requests() {
        for (operation, category, kind) in [
            ("REST.GET.OBJECT", Category::Web, Type::Access),
            ("BATCH.DELETE.OBJECT", Category::Web, Type::Access),
            ("S3.EXPIRE.OBJECT", Category::File, Type::Deletion),
            ("S3.CREATE.DELETEMARKER", Category::File, Type::Deletion),
            ("S3.DELETE.UPLOAD", Category::File, Type::Deletion),
            ("S3.TRANSITION.OBJECT", Category::File, Type::Change),
            ("S3.TRANSITION_GDA.OBJECT", Category::File, Type::Change),
            ("S3.COMPUTE.OBJECT.CHECKSUM", Category::File, Type::Info),
            ("", Category::Web, Type::Access),
        ] {
            assert_eq!(kind_of(operation), (category, kind), "{operation}");
        }
    }
}

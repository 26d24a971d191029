use serde::{Serialize, Serializer};

use crate::schema::text_values;
use crate::text::url::UrlParts;
use crate::text::{Text, Value, texts};

/// The request line of an access log, kept as logged: `METHOD scheme://host:port/path?query HTTP/1.1`.
///
/// The client sent it, so it may contain anything. [`RequestLine::parts`] splits it from both ends: the method comes
/// before the first space, the version after the last, and spaces and quotes between them belong to the URL.
///
/// ```
/// use awslog::elb::RequestLine;
///
/// let line =
///     RequestLine::from("GET https://[2001:db8::1]:443/a b?c=\\x22d\\x22 HTTP/1.1");
/// let parts = line.parts();
/// assert_eq!(parts.method, Some("GET"));
/// assert_eq!(parts.url.unwrap().host, Some("[2001:db8::1]"));
/// assert_eq!(parts.url.unwrap().port, Some(443));
/// assert_eq!(parts.url.unwrap().path, Some("/a b"));
/// assert_eq!(parts.url.unwrap().query, Some("c=\\x22d\\x22"));
/// assert_eq!(parts.version, Some("HTTP/1.1"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestLine<'a>(Text<'a>);

/// The parts of a [`RequestLine`], as logged. A part that is logged as `-` is absent, as in
/// `- http://www.example.com:80- -` of a malformed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestParts<'r> {
    /// The method.
    pub method: Option<&'r str>,
    /// The URL.
    pub url: Option<Url<'r>>,
    /// The version, such as `HTTP/1.1`.
    pub version: Option<&'r str>,
}

/// The parts of a URL of a load balancer log, as logged.
///
/// The load balancer puts scheme, host and port before the path that the client requested. A text without `://` has a path
/// if it begins with a slash, and otherwise no parts.
///
/// ```
/// use awslog::elb::Url;
///
/// let url = Url::new("http://www.example.com:80-");
/// assert_eq!(
///     (url.scheme, url.host, url.port),
///     (Some("http"), Some("www.example.com"), Some(80))
/// );
/// assert_eq!((url.path, url.query), (None, None));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Url<'r> {
    /// The whole URL.
    pub text: &'r str,
    /// The scheme: the part before `://`.
    pub scheme: Option<&'r str>,
    /// The user information before the host, which may contain a password: `user:password`.
    pub user: Option<&'r str>,
    /// The host: a name or an address, in brackets if it is logged so.
    pub host: Option<&'r str>,
    /// The port.
    pub port: Option<u16>,
    /// The path: from the first slash after the host to a question mark or a hash.
    pub path: Option<&'r str>,
    /// The query: after the first question mark, up to a hash.
    pub query: Option<&'r str>,
    /// The fragment: after the first hash.
    pub fragment: Option<&'r str>,
}

impl<'a> RequestLine<'a> {
    /// The whole line.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Splits the line. All parts are absent if the line has only one word.
    pub fn parts(&self) -> RequestParts<'_> {
        let Some((method, rest)) = self.0.split_once(' ') else {
            return RequestParts { method: None, url: None, version: None };
        };
        let (front, last) = rest.rsplit_once(' ').unwrap_or(("", rest));
        let (url, version) = if is_version(last) { (front, last) } else { (rest, "") };
        RequestParts { method: present(method), url: present(url).map(Url::new), version: present(version) }
    }

    /// Converts the line into an owned one.
    pub fn into_owned(self) -> RequestLine<'static> {
        RequestLine(self.0.into_owned())
    }
}

/// Returns whether a word can be the version.
fn is_version(word: &str) -> bool {
    matches!(word, "" | "-") || word.starts_with("HTTP/")
}

fn present(text: &str) -> Option<&str> {
    Some(text).filter(|text| !matches!(*text, "" | "-"))
}

impl<'r> Url<'r> {
    /// The parts of a URL.
    pub fn new(text: &'r str) -> Self {
        let parts = UrlParts::new(text);
        if parts.scheme.is_none() && !text.starts_with('/') {
            return Url {
                text,
                scheme: None,
                user: None,
                host: None,
                port: None,
                path: None,
                query: None,
                fragment: None,
            };
        }
        Url {
            text,
            scheme: parts.scheme,
            user: parts.user.and_then(present),
            host: parts.host.and_then(present),
            port: parts.port,
            path: present(parts.path),
            query: parts.query.and_then(present),
            fragment: parts.fragment.and_then(present),
        }
    }
}

texts!(RequestLine);

text_values! { RequestLine<'_>: |line| line.as_str(); }

impl<'a> From<&'a str> for RequestLine<'a> {
    fn from(text: &'a str) -> Self {
        RequestLine(text.into())
    }
}

impl<'a> From<Text<'a>> for RequestLine<'a> {
    fn from(text: Text<'a>) -> Self {
        RequestLine(text)
    }
}

impl AsRef<str> for RequestLine<'_> {
    /// The text as logged.
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Serialize for RequestLine<'_> {
    /// Writes the text as logged.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_split_from_both_ends() {
        for (line, method, url, version) in [
            ("GET http://h:80/ HTTP/1.1", Some("GET"), Some("http://h:80/"), Some("HTTP/1.1")),
            ("GET http://h:80/a b  c HTTP/1.1", Some("GET"), Some("http://h:80/a b  c"), Some("HTTP/1.1")),
            ("GET http://h:80/a\" \"b HTTP/1.1", Some("GET"), Some("http://h:80/a\" \"b"), Some("HTTP/1.1")),
            ("GET http://h:80/a - HTTP/1.1", Some("GET"), Some("http://h:80/a -"), Some("HTTP/1.1")),
            ("GET http://h:80/a b", Some("GET"), Some("http://h:80/a b"), None),
            ("GET HTTP/1.1", Some("GET"), None, Some("HTTP/1.1")),
            ("- http://h:80- -", None, Some("http://h:80-"), None),
            ("- http://h:80-/ ", None, Some("http://h:80-/"), None),
            ("- - -", None, None, None),
            ("- ", None, None, None),
            ("GET", None, None, None),
            ("", None, None, None),
        ] {
            let request = RequestLine::from(line);
            let parts = request.parts();
            assert_eq!((parts.method, parts.url.map(|url| url.text), parts.version), (method, url, version), "{line}");
        }
    }

    #[test]
    fn urls_in_their_parts() {
        for (text, scheme, host, port, path, query) in [
            ("http://h:80/a/b?c?d", Some("http"), Some("h"), Some(80), Some("/a/b"), Some("c?d")),
            ("https://h/", Some("https"), Some("h"), None, Some("/"), None),
            ("https://h?q", Some("https"), Some("h"), None, None, Some("q")),
            ("https://h:443/?", Some("https"), Some("h"), Some(443), Some("/"), None),
            ("https://[2001:db8::1]:443/", Some("https"), Some("[2001:db8::1]"), Some(443), Some("/"), None),
            ("https://[2001:db8::1]/", Some("https"), Some("[2001:db8::1]"), None, Some("/"), None),
            ("http://h:80-", Some("http"), Some("h"), Some(80), None, None),
            ("http://h:80-/", Some("http"), Some("h"), Some(80), Some("/"), None),
            ("http://h:99999/", Some("http"), Some("h:99999"), None, Some("/"), None),
            ("http://h/a:1", Some("http"), Some("h"), None, Some("/a:1"), None),
            ("http:///", Some("http"), None, None, Some("/"), None),
            ("wss://é:1é/é?é", Some("wss"), Some("é:1é"), None, Some("/é"), Some("é")),
            ("://h/", None, None, None, None, None),
            ("a b://h/", None, None, None, None, None),
            ("/only/a/path?x", None, None, None, Some("/only/a/path"), Some("x")),
            ("a/path?x", None, None, None, None, None),
        ] {
            let (user, fragment) = (None, None);
            assert_eq!(Url::new(text), Url { text, scheme, user, host, port, path, query, fragment });
        }
    }
}

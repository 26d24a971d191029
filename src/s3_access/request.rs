/// The parts of a request line, as the client sent them.
///
/// The client chose the text, so it is split from both ends: the method comes before the first space, the version after
/// the last, and spaces and quotes between them belong to the target.
///
/// ```
/// use awslog::s3_access::Request;
///
/// let request = Request::new(r#"GET /a" "b?c HTTP/1.1"#);
/// assert_eq!(request.method, Some("GET"));
/// assert_eq!(request.target, Some(r#"/a" "b?c"#));
/// assert_eq!(request.version, Some("1.1"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request<'r> {
    /// The method.
    pub method: Option<&'r str>,
    /// The target: path and query, or a whole URL.
    pub target: Option<&'r str>,
    /// The version of HTTP, such as `1.1`.
    pub version: Option<&'r str>,
}

impl<'r> Request<'r> {
    /// Splits a request line. A text of one word has no parts.
    pub fn new(line: &'r str) -> Self {
        let Some((method, rest)) = line.split_once(' ') else {
            return Request { method: None, target: None, version: None };
        };
        let (target, version) = match rest.rsplit_once(' ') {
            Some((target, last)) => match last.strip_prefix("HTTP/") {
                Some(version) => (target, Some(version)),
                None => (rest, None),
            },
            None => rest.strip_prefix("HTTP/").map_or((rest, None), |version| ("", Some(version))),
        };
        Request { method: present(method), target: present(target), version: version.and_then(present) }
    }
}

fn present(text: &str) -> Option<&str> {
    Some(text).filter(|text| !matches!(*text, "" | "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_from_both_ends() {
        for (line, method, target, version) in [
            ("GET / HTTP/1.1", Some("GET"), Some("/"), Some("1.1")),
            ("GET /a b  c HTTP/1.1", Some("GET"), Some("/a b  c"), Some("1.1")),
            ("GET /a HTTP/1.1 b HTTP/2.0", Some("GET"), Some("/a HTTP/1.1 b"), Some("2.0")),
            ("GET http://h/a HTTP/1.0", Some("GET"), Some("http://h/a"), Some("1.0")),
            ("GET /a b", Some("GET"), Some("/a b"), None),
            ("GET /a", Some("GET"), Some("/a"), None),
            ("GET HTTP/1.1", Some("GET"), None, Some("1.1")),
            ("GET", None, None, None),
            ("- - -", None, Some("- -"), None),
            ("", None, None, None),
        ] {
            assert_eq!(Request::new(line), Request { method, target, version }, "{line}");
        }
    }
}

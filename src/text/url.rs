//! Splits URLs by RFC 3986.

/// The parts of a URL, or of the target of a request, as written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct UrlParts<'u> {
    /// The part before `://`.
    pub(crate) scheme: Option<&'u str>,
    /// The part before the last `@` of the authority.
    pub(crate) user: Option<&'u str>,
    /// The name or address, in brackets if it is written so. Never empty.
    pub(crate) host: Option<&'u str>,
    pub(crate) port: Option<u16>,
    /// From the first slash after the host to a question mark or a hash. In a text without scheme and host,
    /// everything before those.
    pub(crate) path: &'u str,
    /// Between the first question mark and a hash.
    pub(crate) query: Option<&'u str>,
    /// After the first hash.
    pub(crate) fragment: Option<&'u str>,
}

impl<'u> UrlParts<'u> {
    pub(crate) fn new(text: &'u str) -> Self {
        let scheme = text.split_once(':').filter(|(scheme, _)| is_scheme(scheme));
        let Some((scheme, rest)) = scheme.and_then(|(scheme, rest)| Some((scheme, rest.strip_prefix("//")?))) else {
            return UrlParts::of_target(text);
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let (user, host) = split_user(authority);
        let (host, port) = split_port(host);
        let host = Some(host).filter(|host| !host.is_empty());
        UrlParts { scheme: Some(scheme), user, host, port, ..UrlParts::of_target(target) }
    }

    /// Path, query and fragment.
    fn of_target(text: &'u str) -> Self {
        let (text, fragment) = split_fragment(text);
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        UrlParts { path, query, fragment, ..UrlParts::default() }
    }
}

/// Splits a text at the first hash.
pub(crate) fn split_fragment(text: &str) -> (&str, Option<&str>) {
    match memchr::memchr(b'#', text.as_bytes()).and_then(|hash| text.split_at_checked(hash)) {
        Some((front, after)) => (front, after.get(1..)),
        None => (text, None),
    }
}

/// Splits the user information from an authority.
pub(crate) fn split_user(authority: &str) -> (Option<&str>, &str) {
    match memchr::memrchr(b'@', authority.as_bytes()).and_then(|at| authority.split_at_checked(at)) {
        Some((user, after)) => (Some(user), after.get(1..).unwrap_or_default()),
        None => (None, authority),
    }
}

/// Splits the port from a host. Load balancers write a hyphen after it if there is no path.
fn split_port(authority: &str) -> (&str, Option<u16>) {
    let split = authority.rsplit_once(':').and_then(|(host, port)| {
        let port = crate::fast::number::whole(port.strip_suffix('-').unwrap_or(port))?;
        Some((host, port.try_into().ok()?))
    });
    split.map_or((authority, None), |(host, port)| (host, Some(port)))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// The part after the last dot of a path's last segment.
#[cfg(any(feature = "ecs", test))]
pub(crate) fn extension(path: &str) -> Option<&str> {
    let mark = path.bytes().rposition(|byte| matches!(byte, b'/' | b'.'))?;
    let (front, extension) = path.split_at_checked(mark + 1)?;
    (front.ends_with('.') && !extension.is_empty()).then_some(extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_targets() {
        type Parts = (
            Option<&'static str>,
            Option<&'static str>,
            Option<&'static str>,
            Option<u16>,
            &'static str,
            Option<&'static str>,
            Option<&'static str>,
        );
        let cases: [(&str, Parts); 17] = [
            ("/a.b?c=d#e", (None, None, None, None, "/a.b", Some("c=d"), Some("e"))),
            ("/a#b?c", (None, None, None, None, "/a", None, Some("b?c"))),
            ("/a#", (None, None, None, None, "/a", None, Some(""))),
            ("", (None, None, None, None, "", None, None)),
            ("*", (None, None, None, None, "*", None, None)),
            ("http://h", (Some("http"), None, Some("h"), None, "", None, None)),
            ("http://h/a?b#c", (Some("http"), None, Some("h"), None, "/a", Some("b"), Some("c"))),
            ("http://h#c/d?e", (Some("http"), None, Some("h"), None, "", None, Some("c/d?e"))),
            ("http://h?b@c", (Some("http"), None, Some("h"), None, "", Some("b@c"), None)),
            ("http://u:p@h:80/", (Some("http"), Some("u:p"), Some("h"), Some(80), "/", None, None)),
            (
                "http://u@v@[2001:db8::1]:80/a",
                (Some("http"), Some("u@v"), Some("[2001:db8::1]"), Some(80), "/a", None, None),
            ),
            ("http://[2001:db8::1]/", (Some("http"), None, Some("[2001:db8::1]"), None, "/", None, None)),
            ("rtmp://h:99999/", (Some("rtmp"), None, Some("h:99999"), None, "/", None, None)),
            ("http://h:80-", (Some("http"), None, Some("h"), Some(80), "", None, None)),
            ("http:///a", (Some("http"), None, None, None, "/a", None, None)),
            ("/a?u=http://h/b", (None, None, None, None, "/a", Some("u=http://h/b"), None)),
            ("1http://h/", (None, None, None, None, "1http://h/", None, None)),
        ];
        for (text, (scheme, user, host, port, path, query, fragment)) in cases {
            assert_eq!(UrlParts::new(text), UrlParts { scheme, user, host, port, path, query, fragment }, "{text}");
        }
    }

    #[test]
    fn extensions_of_paths() {
        for (path, expected) in [
            ("/a.b", Some("b")),
            ("/a.b/c", None),
            ("/a.", None),
            ("/a.b.c", Some("c")),
            ("", None),
            ("é.ü", Some("ü")),
        ] {
            assert_eq!(extension(path), expected, "{path}");
        }
    }
}

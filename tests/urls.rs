//! The mapping of URLs in all formats.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test panics")]

use awslog::ecs::{Mapper, ToEcs};
use awslog::{cloudfront, elb, waf};
use serde_json::{Value, json};

#[track_caller]
fn event(record: &impl ToEcs) -> Value {
    serde_json::to_value(Mapper::new().to_ecs(record)).unwrap()
}

/// `url` of an event, but for `original` and the pieces of the domain.
#[track_caller]
fn url(event: &Value) -> Value {
    let mut url = event["url"].clone();
    for key in ["original", "registered_domain", "subdomain", "top_level_domain"] {
        url.as_object_mut().unwrap().remove(key);
    }
    url
}

#[track_caller]
fn of_cloudfront(host: &str, stem: &str, query: &str) -> Value {
    let layout: cloudfront::Layout = "cs-protocol x-host-header cs-uri-stem cs-uri-query".parse().unwrap();
    url(&event(&layout.parse_line(&["https", host, stem, query].join("\t")).unwrap()))
}

#[track_caller]
fn of_elb(url_text: &str) -> Value {
    let json = json!({"elb_status_code": 200, "target_processing_time": 1, "request_line": format!("GET {url_text} HTTP/1.1")});
    url(&event(&elb::parse_line(&json.to_string()).unwrap()))
}

#[track_caller]
fn of_waf(host: &str, uri: &str, args: &str) -> Value {
    let request = json!({"uri": uri, "args": args, "headers": [{"name": "Host", "value": host}]});
    url(&event(
        &waf::parse_line(&json!({"webaclId": "a", "action": "ALLOW", "httpRequest": request}).to_string()).unwrap(),
    ))
}

#[test]
fn paths_that_are_no_urls() {
    for path in ["/a://b", "a", "/", "/a.b/c"] {
        let expected = json!({"scheme": "https", "domain": "www.example.com", "path": path});
        let mut found = of_cloudfront("www.example.com", path, "-");
        found.as_object_mut().unwrap().retain(|key, _| expected.get(key).is_some());
        assert_eq!(found, expected);
        let expected = json!({"domain": "www.example.com", "path": path});
        let mut found = of_waf("www.example.com", path, "");
        found.as_object_mut().unwrap().retain(|key, _| expected.get(key).is_some());
        assert_eq!(found, expected);
    }
}

#[test]
fn a_fragment_ends_path_query_and_extension() {
    let full = |rest: &str| format!("https://www.example.com{rest}");
    assert_eq!(
        of_cloudfront("www.example.com", "/a.b%23loc", "-"),
        json!({"scheme": "https", "domain": "www.example.com", "path": "/a.b", "extension": "b", "fragment": "loc",
            "full": full("/a.b#loc")})
    );
    assert_eq!(
        of_cloudfront("www.example.com", "/a", "b=c%23loc"),
        json!({"scheme": "https", "domain": "www.example.com", "path": "/a", "query": "b=c", "fragment": "loc",
            "full": full("/a?b=c#loc")})
    );
    assert_eq!(
        of_cloudfront("www.example.com", "/a%23b", "c"),
        json!({"scheme": "https", "domain": "www.example.com", "path": "/a", "fragment": "b?c", "full": full("/a#b?c")})
    );
    // The client's own encoding is no fragment.
    assert_eq!(
        of_cloudfront("www.example.com", "/a%2523b.c", "-"),
        json!({"scheme": "https", "domain": "www.example.com", "path": "/a%23b.c", "extension": "c", "full": full("/a%23b.c")})
    );
    assert_eq!(
        of_elb("https://www.example.com:443/a.b?c=d#loc"),
        json!({"scheme": "https", "domain": "www.example.com", "port": 443, "path": "/a.b", "extension": "b", "query": "c=d",
            "fragment": "loc", "full": "https://www.example.com:443/a.b?c=d#loc"})
    );
    assert_eq!(of_elb("/a.b#loc"), json!({"path": "/a.b", "extension": "b", "fragment": "loc"}));
    assert_eq!(of_waf("h.example.com", "/a#b", ""), json!({"domain": "h.example.com", "path": "/a", "fragment": "b"}));
    assert_eq!(
        of_waf("h.example.com", "/a", "b#c"),
        json!({"domain": "h.example.com", "path": "/a", "query": "b", "fragment": "c"})
    );
}

#[test]
fn a_whole_url_in_the_place_of_a_path() {
    assert_eq!(
        of_cloudfront("www.example.com", "rtmp://d111111abcdef8.cloudfront.net:1935/cfx/st.flv", "key=value"),
        json!({"scheme": "rtmp", "domain": "d111111abcdef8.cloudfront.net", "port": 1935, "path": "/cfx/st.flv",
            "extension": "flv", "query": "key=value", "full": "rtmp://d111111abcdef8.cloudfront.net:1935/cfx/st.flv?key=value"})
    );
    assert_eq!(
        of_waf("proxy.example.com", "http://user:secret@www.example.com:8080/a?b#c", ""),
        json!({"scheme": "http", "username": "user", "domain": "www.example.com", "port": 8080, "path": "/a", "query": "b",
            "fragment": "c"})
    );
    // A URL behind a slash is a path.
    assert_eq!(of_waf("h.example.com", "/a?u=http://b/", "")["path"], "/a?u=http://b/");
}

#[test]
fn addresses_of_version_6_stand_in_brackets() {
    assert_eq!(
        of_cloudfront("%5B2001:db8::1%5D:8443", "/a", "-"),
        json!({"scheme": "https", "domain": "[2001:db8::1]", "port": 8443, "path": "/a", "full": "https://[2001:db8::1]:8443/a"})
    );
    assert_eq!(of_cloudfront("2001:db8::1", "/a", "-")["full"], "https://[2001:db8::1]/a");
    assert_eq!(of_elb("https://[2001:db8::1]:443/")["domain"], "[2001:db8::1]");
    for host in ["[2001:db8::1]", "[2001:db8::1]:8080", "2001:db8::1"] {
        assert_eq!(of_waf(host, "/", "")["domain"], "[2001:db8::1]", "{host}");
        let request = json!({"host": host, "uri": "/"});
        let record = json!({"webaclId": "a", "action": "ALLOW", "httpRequest": request}).to_string();
        let event = event(&waf::parse_line(&record).unwrap());
        assert_eq!(event["destination"]["address"], "2001:db8::1", "{host}");
        assert_eq!(event["destination"]["ip"], "2001:db8::1", "{host}");
        assert_eq!(event["related"]["ip"], json!(["2001:db8::1"]), "{host}");
    }
}

#[test]
fn user_information_is_no_part_of_a_domain() {
    let url = of_elb("http://alice:secret@www.example.com:80/a");
    assert_eq!(
        (&url["domain"], &url["port"], &url["username"]),
        (&json!("www.example.com"), &json!(80), &json!("alice"))
    );
    assert_eq!(of_cloudfront("alice:secret@www.example.com", "/", "-")["domain"], "www.example.com");
    let request = json!({"host": "alice@www.example.com:80", "uri": "/"});
    let record = json!({"webaclId": "a", "action": "ALLOW", "httpRequest": request}).to_string();
    let event = event(&waf::parse_line(&record).unwrap());
    assert_eq!(event["url"]["domain"], "www.example.com");
    assert_eq!(event["destination"]["domain"], "www.example.com");
    assert_eq!(event["destination"]["address"], "www.example.com");
    assert_eq!(event["related"]["hosts"], json!(["www.example.com"]));
}

/// A stem that is a whole URL has a query and a fragment of its own.
#[test]
fn the_query_of_a_stem_that_is_a_url() {
    for (stem, query, expected) in [
        ("https://www.example.com/a?b=1#c", "-", json!({"path": "/a", "query": "b=1", "fragment": "c"})),
        ("https://www.example.com/a?b=1", "d#e", json!({"path": "/a", "query": "b=1"})),
        ("https://www.example.com/a#c", "b=1", json!({"path": "/a", "fragment": "c?b=1"})),
        ("/a?b#c", "d=1", json!({"path": "/a?b", "query": "d=1", "fragment": "c"})),
        ("/a#c", "d=1", json!({"path": "/a", "fragment": "c?d=1"})),
        ("/a", "d=1#c", json!({"path": "/a", "query": "d=1", "fragment": "c"})),
    ] {
        let mut found = of_cloudfront("www.example.com", stem, query);
        found.as_object_mut().unwrap().retain(|key, _| ["path", "query", "fragment"].contains(&&**key));
        assert_eq!(found, expected, "{stem} {query}");
    }
}

//! What values print, as text and for people who look for a fault.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use awslog::cloudtrail::SourceAddress;
use awslog::ecs::{Address, Event, FreeForm, Kind as EventKind, Mapper, Namespace, ValueSet};
use awslog::text::{Encoded, Text};
use awslog::{Decoder, ErrorKind, Format, cloudtrail, elb, route53, vpc_flow};

const FLOW: &str = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 198.51.100.7 49152 443 6 9 4249 1768480490 \
                    1768480550 ACCEPT OK";

#[test]
fn as_text() {
    for (text, expected) in [
        (elb::Escaped::from(r"a\x22b").to_string(), "a\"b"),
        (elb::Kind::ALL.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "), ELB_KINDS),
        (format!("{} {}", route53::Kind::Resolver, route53::Kind::Public), "Resolver query log public zone query log"),
        (SourceAddress::from("192.0.2.10").to_string(), "192.0.2.10"),
        (SourceAddress::from("192.0.2.10, 192.0.2.11").to_string(), "192.0.2.10, 192.0.2.11"),
        (SourceAddress::from("sqs.amazonaws.com").to_string(), "sqs.amazonaws.com"),
        (vpc_flow::Action::Accept.to_string(), "ACCEPT"),
        (vpc_flow::Action::from("LATER").to_string(), "LATER"),
        (Encoded::from("a%20b").to_string(), "a b"),
        (Address::Ip([192, 0, 2, 10].into()).to_string(), "192.0.2.10"),
        (Address::Name("one".into()).to_string(), "one"),
        (EventKind::PipelineError.to_string(), "pipeline_error"),
        (FreeForm::Omit.to_string(), "omit"),
        (Namespace::default().to_string(), "default"),
        (ErrorKind::Truncated.to_string(), "truncated"),
        (Format::S3Access.to_string(), "s3access"),
    ] {
        assert_eq!(text, expected);
    }
    // In columns.
    for (text, expected) in [
        (format!("{:>9}|", Format::Waf), "      waf|"),
        (format!("{:>42}|", elb::Kind::AlbAccess), "      Application Load Balancer access log|"),
        (format!("{:20}|", route53::Kind::Resolver), "Resolver query log  |"),
        (format!("{:>9}|", vpc_flow::Action::Accept), "   ACCEPT|"),
        (format!("{:5}|", Encoded::from("%41")), "A    |"),
        (format!("{:5}|", Text::from("a")), "a    |"),
        (format!("{:6}|", EventKind::Event), "event |"),
        (format!("{:6}|", FreeForm::Raw), "raw   |"),
        (format!("{:6}|", ErrorKind::Json), "json  |"),
        (format!("{:9}|", Namespace::default()), "default  |"),
    ] {
        assert_eq!(text, expected);
    }
}

const ELB_KINDS: &str = "Application Load Balancer access log Application Load Balancer connection log Application Load \
                         Balancer health check log Network Load Balancer access log Classic Load Balancer access log";

#[test]
fn tcp_flags() {
    let layout: vpc_flow::Layout = "${tcp-flags}".parse().unwrap();
    for (bits, names) in [("0", ""), ("2", "syn"), ("18", "syn ack"), ("63", "fin syn rst psh ack urg")] {
        assert_eq!(layout.parse_line(bits).unwrap().tcp_flags.unwrap().to_string(), names, "{bits}");
    }
}

#[test]
fn flags_of_a_list() {
    use awslog::vpc_flow::{TcpFlag, TcpFlags};

    let flags = [TcpFlag::Syn, TcpFlag::Ack, TcpFlag::Syn].into_iter().collect::<TcpFlags>();
    assert_eq!((flags.to_string().as_str(), flags.into_iter().count()), ("syn ack", 2));
}

/// Texts as logged, from a borrowed text and from an owned one.
#[test]
fn texts_as_logged() {
    macro_rules! assert_kept {
        ($($type:ty,)+) => {$(
            for text in ["192.0.2.1,%20b", "GET /a\\x22 HTTP/1.1", ""] {
                let (borrowed, owned) = (<$type>::from(text), <$type>::from(Text::from(text.to_owned())));
                assert_eq!((borrowed.as_ref(), owned.as_ref(), borrowed.as_str()), (text, text, text));
                assert_eq!(borrowed, owned);
            }
        )+};
    }
    assert_kept! {
        elb::RequestLine<'_>, elb::List<'_>, elb::Escaped<'_>, Encoded<'_>, awslog::text::AddressList<'_>,
        awslog::s3_access::Key<'_>,
    }
    let text = Text::from(std::borrow::Cow::Borrowed("a"));
    assert_eq!((AsRef::<str>::as_ref(&text), String::from(text.clone())), ("a", "a".to_owned()));
    assert!(matches!(std::borrow::Cow::from(text), std::borrow::Cow::Borrowed("a")));
}

#[test]
fn texts_are_keys_of_maps() {
    let owned = Text::from("a".to_owned());
    let texts = [Text::from("a"), owned, Text::from("b")].into_iter().collect::<std::collections::HashSet<_>>();
    assert_eq!((texts.len(), texts.contains("a"), texts.contains("c")), (2, true, false));
}

#[test]
fn for_people() {
    let record = vpc_flow::parse_line(FLOW).unwrap();
    let mapper = Mapper::new();
    let event = mapper.to_ecs(&record);
    let debug = |name: &str| format!("{:?}", event.get(name).unwrap());
    assert_eq!(format!("{:?}", event.event.category), "{Network}");
    assert_eq!(debug("event.category"), r#"List([Text("network")])"#);
    assert_eq!(
        debug("event"),
        "Object({\"kind\": Text(\"event\"), \"category\": List([Text(\"network\")]), \"type\": List([Text(\"allowed\"), \
         Text(\"connection\")]), \"action\": Text(\"ACCEPT\"), \"outcome\": Text(\"success\"), \"module\": Text(\"aws\"), \
         \"dataset\": Text(\"aws.vpcflow\"), \"start\": Timestamp(2026-01-15 12:34:50.0 +00), \"end\": \
         Timestamp(2026-01-15 12:35:50.0 +00)})"
    );
    assert_eq!(format!("{:?}", event.network.community_id.as_ref().unwrap()), "1:Xuvss6rpWqWPmU02DPqD34hjq+M=");
    assert_eq!(debug("network.community_id"), "Formatted(1:Xuvss6rpWqWPmU02DPqD34hjq+M=)");
    let flow = r#"{"version":"2","account_id":"123456789012","interface_id":"eni-0123456789abcdef0","action":"ACCEPT","log_status":"OK"}"#;
    assert_eq!(format!("{:?}", event.aws.as_ref().unwrap()), format!("{{\"vpcflow\": {flow}}}"));
    assert_eq!(debug("aws"), format!("Json({{\"vpcflow\":{flow}}})"));
    let mut event = Event::default();
    event.labels.insert("team", "payments");
    assert_eq!(format!("{:?}", event.get("labels").unwrap()), r#"Map({"team": Text("payments")})"#);
    assert_eq!(format!("{:?}", ValueSet::<awslog::ecs::Type>::default()), "{}");

    let json = r#"{"eventVersion":"1.11","requestParameters":{"a":1}}"#;
    let record = cloudtrail::parse_line(json).unwrap();
    assert_eq!(format!("{:?}", record.request_parameters), r#"Some({"a":1})"#);
    assert_eq!(format!("{:9}|", record.request_parameters.unwrap()), r#"{"a":1}  |"#);
    assert_eq!(format!("{:?}", Text::from("a\"b")), r#""a\"b""#);

    let mut decoder = Decoder::new(Format::Waf).max_record_bytes(100);
    decoder.push(b"{}\n{");
    assert_eq!(
        format!("{decoder:?}"),
        "Decoder { format: Some(Waf), max_record_bytes: 100, offset: 0, buffered: 4, .. }"
    );
    assert_eq!(format!("{:?}", decoder.records()), "DecodedRecords { .. }");
    let error = vpc_flow::parse_line("").unwrap_err();
    assert_eq!(format!("{error:?}"), format!("Error({:?}, {:?})", error.kind(), error.to_string()));
    assert_eq!(
        format!("{:?}", Mapper::builder().clock(time::UtcDateTime::now).private_suffixes(true)),
        "MapperBuilder { aws_fields: true, data_stream: true, namespace: Namespace(None), keep_original: false, \
         decode_user_agent: true, user_agent_cache: 1024, clock: true, community_id: true, internal_networks: [], \
         free_form: Elastic, private_suffixes: true, public_suffix_list: false }"
    );
}

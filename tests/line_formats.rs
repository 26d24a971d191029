//! Every line format has the same words: what is said of one `Layout` and `Parser` holds for the others.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test panics")]

use awslog::{Decoder, ErrorKind};

/// Uses each method of a format's `Layout` and `Parser` with two names and a line that has a value for each.
macro_rules! line_format {
    ($module:ident, names: $names:expr, header: $header:expr, values: $values:expr) => {
        mod $module {
            use super::*;
            use awslog::$module::{Layout, Parser, Record, Records, parse_line, records};

            const NAMES: [&str; 2] = $names;

            fn line(delimiter: &str) -> String {
                $values.join(delimiter)
            }

            /// A line in a layout that begins as the others and has one column more.
            fn long() -> Layout {
                Layout::from_names([NAMES[0], NAMES[1], "brand-new"]).unwrap().with_delimiter("|").unwrap()
            }

            #[test]
            fn a_layout_by_names() {
                let layout = Layout::from_names(NAMES).unwrap();
                assert_eq!(layout.names().collect::<Vec<_>>(), NAMES);
                assert_eq!(layout.unknown_names().count(), 0);
                assert_eq!(long().unknown_names().collect::<Vec<_>>(), ["brand-new"]);
                assert_eq!(Layout::from_names::<[&str; 0]>([]).unwrap_err().kind(), ErrorKind::Layout);
            }

            #[test]
            fn a_layout_by_a_header_line() {
                let layout = Layout::from_header($header).unwrap();
                assert_eq!(layout.names().collect::<Vec<_>>(), NAMES);
                assert_eq!($header.parse::<Layout>().unwrap().names().collect::<Vec<_>>(), NAMES);
                let error = Layout::from_header("nothing known").unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Layout);
            }

            #[test]
            fn delimiters() {
                let layout = Layout::from_names(NAMES).unwrap();
                for (delimiter, separator) in
                    [("", "\t"), ("\t", "\t"), (",", ","), (" ", " "), (";", ";"), ("é||é", "é||é")]
                {
                    let layout = layout.clone().with_delimiter(delimiter).unwrap();
                    let text = line(separator);
                    let record: Record<'_> = layout.parse_line(&text).unwrap();
                    assert_eq!(record.beyond_layout().len(), 0, "{delimiter}");
                    assert_eq!(record.original(), Some(text.as_str()));
                    let text = format!("{text}{separator}more");
                    assert_eq!(layout.parse_line(&text).unwrap().beyond_layout(), ["more"], "{delimiter}");
                }
                let error = layout.with_delimiter("------").unwrap_err();
                assert!(error.to_string().ends_with(": expected a delimiter of at most 5 characters"), "{error}");
            }

            #[test]
            fn short_lines() {
                let text = line("|");
                let error = long().parse_line(&text).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Truncated);
                assert!(error.to_string().contains("expected 3 values, one for each column, found 2"), "{error}");
                assert!(error.to_string().contains("`accept_short_lines`"), "{error}");
                assert!(long().accept_short_lines(true).parse_line(&text).is_ok());

                let mut parser = Parser::with_layout(long());
                assert_eq!(parser.parse_line(&text).unwrap_err().to_string(), error.to_string());
                assert!(parser.accept_short_lines(true).parse_line(&text).unwrap().is_some());
                let mut parser = Parser::with_layout(long().accept_short_lines(true));
                assert!(parser.parse_line(&text).unwrap().is_some());
                assert!(parser.accept_short_lines(false).parse_line(&text).is_err());
                let read: Records<'_> = Parser::with_layout(long()).accept_short_lines(true).records(text.as_bytes());
                assert_eq!(read.filter(Result::is_ok).count(), 1);

                let mut decoder = Decoder::from(Parser::with_layout(long()).accept_short_lines(true));
                decoder.push(text.as_bytes());
                decoder.finish();
                assert_eq!(decoder.records().filter(Result::is_ok).count(), 1);
            }

            #[test]
            fn a_header_line_sets_the_layout_of_a_parser() {
                let mut parser = Parser::new();
                assert_eq!(parser.layout(), None);
                assert_eq!(parser.parse_line("").unwrap(), None);
                assert_eq!(parser.parse_line($header).unwrap(), None);
                assert_eq!(parser.layout().unwrap().names().collect::<Vec<_>>(), NAMES);
                let text = line($header.chars().find(|next| *next == ',').map_or(" ", |_| ","));
                assert!(parser.parse_line(&text).unwrap().is_some());

                let parser = Parser::with_layout(long());
                assert_eq!(parser.layout(), Some(&long()));
                assert_eq!(Parser::default().layout(), None);
            }

            #[test]
            fn a_json_object_is_a_record_of_its_own() {
                let json = format!("{{\"{}\": \"{}\"}}", NAMES[0], $values[0]);
                let record = parse_line(&json).unwrap();
                assert_eq!(Parser::new().parse_line(&json).unwrap(), Some(record.clone()));
                assert_eq!(Parser::with_layout(long()).parse_line(&json).unwrap(), Some(record.clone()));
                assert_eq!(records(json.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap(), [record]);
                let error = parse_line(&format!("{json} x")).unwrap_err();
                assert!(error.to_string().contains("expected the end of the record, found \"x\""), "{error}");
            }
        }
    };
}

line_format!(
    vpc_flow,
    names: ["srcaddr", "bytes"],
    header: "srcaddr,bytes",
    values: ["192.0.2.10", "4249"]
);

line_format!(
    cloudfront,
    names: ["c-ip", "sc-status"],
    header: "#Fields: c-ip,sc-status",
    values: ["192.0.2.10", "404"]
);

line_format!(
    elb,
    names: ["client_ip", "listener_port"],
    header: "client_ip,listener_port",
    values: ["192.0.2.10", "443"]
);

line_format!(
    s3_access,
    names: ["remote_ip", "bytes_sent"],
    header: "remote_ip,bytes_sent",
    values: ["192.0.2.10", "4249"]
);

line_format!(
    route53,
    names: ["query_name", "resolver_ip"],
    header: "query_name,resolver_ip",
    values: ["example.com", "192.0.2.53"]
);

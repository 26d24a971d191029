//! The formats, one row each: what tests, benchmarks and fuzz targets that go over all formats know of them.
//!
//! A new format is one row of [`ROWS`]. What is special about it is in tests of its own.
#![allow(dead_code, reason = "each user takes a part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test panics")]

use std::fs;
use std::path::{Path, PathBuf};

use awslog::schema::Field;
use awslog::{
    Decoder, Format, Record, Result, cloudfront, cloudtrail, config, elb, guardduty, network_firewall, route53,
    s3_access, vpc_flow, waf,
};

/// A format.
pub struct Row {
    pub format: Format,
    /// Its module. Its folder of fixtures has the same name.
    pub module: &'static str,
    /// Its heading in `docs/mapping.md`.
    pub title: &'static str,
    /// Reads one record.
    pub parse_line: ParseLine,
    /// What is needed to read its lines, if it has any.
    pub lines: Option<Lines>,
    /// The key of the list that holds its records in AWS's files.
    pub list: Option<&'static str>,
    /// Short records, each as AWS writes it.
    pub samples: &'static [&'static str],
    /// The structs that its records become.
    pub kinds: &'static [Kind],
}

/// The lines of a format.
pub struct Lines {
    /// Its `Parser`.
    pub parser: fn() -> Box<dyn LineParser>,
    /// What comes before the names in a header line.
    pub header: &'static str,
    /// What separates values.
    pub delimiter: &'static str,
    /// Where values beyond the default layout are kept.
    pub beyond: Beyond,
}

/// Where values beyond the default layout are kept.
#[derive(Clone, Copy)]
pub enum Beyond {
    /// In `beyond_layout`.
    Listed,
    /// By their number in the line, as unknown columns.
    Numbered,
}

/// The `Parser` of a format.
pub trait LineParser {
    fn parse_line<'a>(&mut self, line: &'a str) -> Result<Option<Record<'a>>>;
    fn into_decoder(self: Box<Self>) -> Decoder;
}

/// A struct that records of a format become.
pub struct Kind {
    /// Its heading in `docs/mapping.md`, if the format has several structs.
    pub title: &'static str,
    /// The module that reads it.
    pub module: &'static str,
    pub schema: &'static [Field],
    /// Reads what a record of this struct is serialized to, even if the fields alone do not say which struct it is.
    pub parse_line: ParseLine,
    /// Reads a line in the default layout. `None` if these records are JSON objects only.
    pub parse_columns: Option<ParseLine>,
    /// The smallest records, as JSON objects. They have no key in common.
    pub smallest: [&'static str; 2],
    /// Whether a record is of this struct.
    pub is_kind_of: fn(&Record<'_>) -> bool,
}

pub type ParseLine = for<'a> fn(&'a str) -> Result<Record<'a>>;

/// A function whose records are of one format, as a function whose records are of any.
macro_rules! any_record {
    ($parse_line:expr) => {{
        fn parse_line(line: &str) -> Result<Record<'_>> {
            Ok($parse_line(line)?.into())
        }
        parse_line
    }};
}

/// What a module has under the same names in every format.
macro_rules! row {
    ($format:ident, $module:ident, $title:literal) => {
        Row {
            format: Format::$format,
            module: stringify!($module),
            title: $title,
            parse_line: any_record!($module::parse_line),
            lines: None,
            list: None,
            samples: &[],
            kinds: &[],
        }
    };
}

/// The `Parser` of a module.
macro_rules! lines {
    ($module:ident, $header:literal, $delimiter:literal) => {{
        struct Parser($module::Parser);

        impl LineParser for Parser {
            fn parse_line<'a>(&mut self, line: &'a str) -> Result<Option<Record<'a>>> {
                Ok(self.0.parse_line(line)?.map(Record::from))
            }

            fn into_decoder(self: Box<Self>) -> Decoder {
                Decoder::from(self.0)
            }
        }

        let parser = || -> Box<dyn LineParser> { Box::new(Parser($module::Parser::new())) };
        Lines { parser, header: $header, delimiter: $delimiter, beyond: Beyond::Listed }
    }};
}

/// The `Record` of a module.
macro_rules! kind {
    ($module:ident) => {
        kind!(stringify!($module), $module, |_| true, $module::parse_line)
    };
    ($format:ident, $folder:ident::$module:ident, $variant:ident) => {
        kind!(
            concat!(stringify!($folder), "::", stringify!($module)),
            $folder::$module,
            |record| matches!(record, Record::$format($folder::Record::$variant(_))),
            |line| $folder::$module::parse_line(line).map($folder::Record::from)
        )
    };
    ($name:expr, $($module:ident)::+, $is_kind_of:expr, $parse_line:expr) => {
        Kind {
            title: "",
            module: $name,
            schema: $($module)::+::Record::SCHEMA,
            parse_line: any_record!($parse_line),
            parse_columns: Some(any_record!($parse_line)),
            smallest: ["", ""],
            is_kind_of: $is_kind_of,
        }
    };
}

pub const ROWS: &[Row] = &[
    Row {
        lines: Some(lines!(cloudfront, "#Fields: ", "\t")),
        samples: &[
            "2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10\tGET\td111111abcdef8.cloudfront.net\t/\t200",
            r#"{"date":"2026-01-15","time":"12:34:56","c-ip":"192.0.2.10","sc-status":"200"}"#,
        ],
        kinds: &[Kind { smallest: [r#"{"cs-bytes":null}"#, r#"{"sc-bytes":null}"#], ..kind!(cloudfront) }],
        ..row!(CloudFront, cloudfront, "CloudFront")
    },
    Row {
        lines: Some(lines!(vpc_flow, "", " ")),
        samples: &[
            "2 123456789012 eni-0123456789abcdef0 192.0.2.10 198.51.100.20 34892 22 6 3 228 1768480490 1768480550 REJECT OK",
            r#"{"version":2,"interface_id":"eni-0123456789abcdef0","srcaddr":"192.0.2.10"}"#,
        ],
        kinds: &[Kind {
            parse_columns: Some(|line| vpc_flow::Layout::default().parse_line(line).map(Record::from)),
            smallest: [r#"{"interface-id":null}"#, r#"{"log-status":null}"#],
            ..kind!(vpc_flow)
        }],
        ..row!(VpcFlow, vpc_flow, "VPC flow logs")
    },
    Row {
        lines: Some(lines!(elb, "#Fields: ", " ")),
        samples: &[
            r#"2026-01-15T12:34:56.945958Z my-lb 192.0.2.10:2817 - -1 -1 -1 503 0 0 0 "GET http://www.example.com:80/a b HTTP/1.1" "-" - -"#,
            r#"{"time":"2026-01-15T12:34:56Z","elb":"app/a/b","elb_status_code":"200"}"#,
        ],
        kinds: &[
            Kind {
                title: "Application, access",
                smallest: [r#"{"elb":null}"#, r#"{"target_status_code":null}"#],
                ..kind!(Elb, elb::alb_access, AlbAccess)
            },
            Kind {
                title: "Application, connections",
                smallest: [r#"{"elb":null}"#, r#"{"listener_port":null}"#],
                ..kind!(Elb, elb::alb_connection, AlbConnection)
            },
            Kind {
                title: "Application, health checks",
                smallest: [r#"{"elb":null}"#, r#"{"target_addr":null}"#],
                ..kind!(Elb, elb::alb_health_check, AlbHealthCheck)
            },
            Kind {
                title: "Network, TLS",
                smallest: [r#"{"elb":null}"#, r#"{"connection_time":null}"#],
                ..kind!(Elb, elb::nlb_tls, NlbTls)
            },
            Kind {
                title: "Classic",
                smallest: [r#"{"elb":null}"#, r#"{"backend_status_code":null}"#],
                ..kind!(Elb, elb::classic, Classic)
            },
        ],
        ..row!(Elb, elb, "Load balancers")
    },
    Row {
        list: Some("Records"),
        samples: &[r#"{"eventVersion":"1.11","eventName":"ListBuckets","eventSource":"s3.amazonaws.com"}"#],
        kinds: &[
            Kind {
                title: "Events",
                smallest: [
                    r#"{"eventVersion":"1.11","eventType":"AwsApiCall"}"#,
                    r#"{"eventTime":"2026-01-15T12:34:56Z","eventID":"smallest"}"#,
                ],
                is_kind_of: |record| matches!(record, Record::CloudTrail(record) if record.digest.is_none()),
                ..kind!(cloudtrail)
            },
            Kind {
                title: "Digests",
                schema: cloudtrail::Digest::SCHEMA,
                smallest: [
                    r#"{"digestS3Object":"AWSLogs/digest.json.gz"}"#,
                    r#"{"digestStartTime":"2026-01-15T12:00:00Z"}"#,
                ],
                is_kind_of: |record| matches!(record, Record::CloudTrail(record) if record.digest.is_some()),
                ..kind!(cloudtrail)
            },
        ],
        ..row!(CloudTrail, cloudtrail, "CloudTrail")
    },
    Row {
        samples: &[
            r#"{"timestamp":1768480496123,"formatVersion":1,"webaclId":"a","action":"BLOCK","httpRequest":{"uri":"/"}}"#,
        ],
        kinds: &[Kind {
            smallest: [
                r#"{"formatVersion":1,"httpSourceName":"CF"}"#,
                r#"{"webaclId":"00000000-0000-4000-8000-000000000001"}"#,
            ],
            ..kind!(waf)
        }],
        ..row!(Waf, waf, "WAF")
    },
    Row {
        samples: &[
            r#"{"firewall_name":"egress-fw","availability_zone":"us-east-1b","event_timestamp":"1768480600","event":{"src_ip":"192.0.2.10","event_type":"netflow","proto":"TCP"}}"#,
        ],
        kinds: &[Kind {
            smallest: [
                r#"{"firewall_name":"smallest"}"#,
                r#"{"event_timestamp":"1768480600","event":{"direction":"to_server"}}"#,
            ],
            ..kind!(network_firewall)
        }],
        ..row!(NetworkFirewall, network_firewall, "Network Firewall")
    },
    Row {
        list: Some("Findings"),
        samples: &[
            r#"{"schemaVersion":"2.0","accountId":"123456789012","region":"us-east-1","id":"1","arn":"arn:aws:guardduty:us-east-1:123456789012:detector/0/finding/1","type":"Recon:EC2/Portscan","severity":5,"resource":{"resourceType":"Instance"}}"#,
        ],
        kinds: &[Kind {
            smallest: [
                r#"{"schemaVersion":"2.0","type":"Default:EC2/Least"}"#,
                r#"{"partition":"smallest","service":{"detectorId":"smallest"}}"#,
            ],
            ..kind!(guardduty)
        }],
        ..row!(GuardDuty, guardduty, "GuardDuty")
    },
    Row {
        list: Some("configurationItems"),
        samples: &[
            r#"{"configurationItemVersion":"1.3","configurationItemStatus":"OK","resourceType":"AWS::S3::Bucket","resourceId":"amzn-s3-demo-bucket"}"#,
        ],
        kinds: &[Kind {
            smallest: [r#"{"configurationStateMd5Hash":"smallest"}"#, r#"{"configSnapshotId":"smallest"}"#],
            ..kind!(config)
        }],
        ..row!(Config, config, "Config")
    },
    Row {
        lines: Some(Lines { beyond: Beyond::Numbered, ..lines!(s3_access, "#Fields: ", " ") }),
        samples: &[
            r#"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0 amzn-s3-demo-bucket [15/Jan/2026:12:34:56 +0000] 192.0.2.10 - 7A1B2C3D4E5F6071 REST.GET.OBJECT a "GET /a b HTTP/1.1" 200 - 1 1 23 21 "-" "curl/8.5.0" -"#,
            r#"{"bucket_owner_id":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0","operation":"REST.GET.OBJECT","key_name":"a"}"#,
        ],
        kinds: &[Kind { smallest: [r#"{"bucket_owner":null}"#, r#"{"turn_around_time":null}"#], ..kind!(s3_access) }],
        ..row!(S3Access, s3_access, "S3 access logs")
    },
    Row {
        lines: Some(lines!(route53, "", " ")),
        samples: &[
            "1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A NOERROR UDP FRA6 192.0.2.53 -",
            r#"{"query_timestamp":"2026-01-15T12:34:56Z","query_name":"www.example.com.","query_type":"A","rcode":"NOERROR","srcaddr":"192.0.2.10"}"#,
        ],
        kinds: &[
            Kind {
                title: "Resolver",
                parse_columns: None,
                smallest: [
                    r#"{"query_timestamp":"2026-01-15T12:34:56Z","query_name":"."}"#,
                    r#"{"firewall_rule_group_id":"rslvr-frg-smallest"}"#,
                ],
                ..kind!(Route53, route53::resolver, Resolver)
            },
            Kind {
                title: "public zones",
                smallest: [r#"{"hosted_zone_id":null}"#, r#"{"edge_location":null}"#],
                ..kind!(Route53, route53::public, Public)
            },
        ],
        ..row!(Route53, route53, "Route 53")
    },
];

impl Row {
    /// The row of a format.
    pub fn of(format: Format) -> &'static Row {
        ROWS.iter().find(|row| row.format == format).unwrap_or_else(|| panic!("{format} has no row in tests/registry"))
    }

    /// Every fixture of the format, by name.
    pub fn fixtures(&self) -> Vec<Fixture> {
        read_folder(self.module)
            .into_iter()
            .map(|(name, bytes)| Fixture { row: Row::of(self.format), name, bytes })
            .collect()
    }

    /// The struct of a record of the format.
    pub fn kind_of(&self, record: &Record<'_>) -> &Kind {
        self.kinds.iter().find(|kind| (kind.is_kind_of)(record)).unwrap()
    }

    /// What follows `aws.` in its events.
    pub fn dataset(&self) -> &'static str {
        self.format.as_str()
    }

    /// A parser of its lines, if it has any.
    pub fn parser(&self) -> Option<Box<dyn LineParser>> {
        self.lines.as_ref().map(|lines| (lines.parser)())
    }
}

/// The names of all formats in a sentence: `cloudfront, cloudtrail, ..., config or waf`.
pub fn format_names() -> String {
    let names: Vec<_> = Format::ALL.iter().map(|format| format.as_str()).collect();
    let (last, names) = names.split_last().unwrap();
    format!("{} or {last}", names.join(", "))
}

/// A file of `fixtures/`.
pub struct Fixture {
    pub row: &'static Row,
    /// The name of its folder and its own.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Fixture {
    pub fn format(&self) -> Format {
        self.row.format
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub fn records(&self) -> impl Iterator<Item = Result<Record<'_>>> {
        awslog::records(self.format(), &self.bytes)
    }
}

/// Every fixture of every format, by name.
pub fn fixtures() -> Vec<Fixture> {
    let mut fixtures = ROWS.iter().flat_map(Row::fixtures).collect::<Vec<_>>();
    fixtures.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(fixtures.len() >= ROWS.len());
    fixtures
}

/// The fixtures made to break things. Their names begin with the module of their format.
pub fn hostile_fixtures() -> Vec<Fixture> {
    let files = read_folder("hostile").into_iter();
    let fixtures = files.map(|(name, bytes)| {
        let module = name.trim_start_matches("hostile/").split('-').next();
        let row = ROWS.iter().find(|row| Some(row.module) == module);
        Fixture { row: row.unwrap_or_else(|| panic!("{name} begins with no format")), name, bytes }
    });
    fixtures.collect()
}

/// Every file of a folder of `fixtures/`, by name.
pub fn read_folder(folder: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(fixtures_folder().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let named = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        (format!("{folder}/{name}"), fs::read(&path).unwrap())
    };
    paths.into_iter().map(named).collect()
}

/// The folder `fixtures/`, from any package of the repository.
pub fn fixtures_folder() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = package.ancestors().map(|folder| folder.join("fixtures"));
    folders.find(|folder| folder.is_dir()).unwrap_or_else(|| panic!("no fixtures above {}", package.display()))
}

use awslog::ecs::ToEcs;
use awslog::{Error, Format, cloudfront, elb, vpc_flow};

/// What the user says of the columns.
#[derive(Default)]
pub struct Columns {
    pub fields: Option<String>,
    pub delimiter: Option<String>,
    pub accept_short_lines: bool,
}

impl Columns {
    /// The names among the fields that the format does not know.
    pub fn unknown_names(&self, format: Format) -> Vec<String> {
        fn owned<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
            names.map(str::to_owned).collect()
        }
        let fields = self.fields.as_deref().unwrap_or_default();
        match format {
            Format::CloudFront => fields.parse().map(|layout: cloudfront::Layout| owned(layout.unknown_names())),
            Format::VpcFlow => fields.parse().map(|layout: vpc_flow::Layout| owned(layout.unknown_names())),
            Format::Elb => fields.parse().map(|layout: elb::Layout| owned(layout.unknown_names())),
            _ => return Vec::new(),
        }
        .unwrap_or_default()
    }
}

/// Reads line after line of a format.
pub enum LineReader {
    CloudFront(cloudfront::Parser),
    VpcFlow(vpc_flow::Parser),
    Elb(elb::Parser),
    /// A format whose lines are JSON documents, each for itself.
    Json(Format),
}

impl LineReader {
    /// A reader that begins with the columns that are named, or with the format's own.
    pub fn new(format: Format, columns: &Columns) -> Result<Self, Error> {
        let reader = match (format, &columns.fields) {
            (Format::CloudFront, fields) => match (fields, &columns.delimiter) {
                (None, None) => LineReader::CloudFront(cloudfront::Parser::new()),
                (fields, delimiter) => {
                    let mut layout = cloudfront::Layout::standard();
                    if let Some(fields) = fields {
                        layout = fields.parse()?;
                    }
                    if let Some(delimiter) = delimiter {
                        layout = layout.with_delimiter(delimiter)?;
                    }
                    LineReader::CloudFront(cloudfront::Parser::with_layout(layout))
                }
            },
            (Format::VpcFlow, Some(fields)) => LineReader::VpcFlow(vpc_flow::Parser::with_layout(fields.parse()?)),
            (Format::VpcFlow, None) => LineReader::VpcFlow(vpc_flow::Parser::new()),
            (Format::Elb, Some(fields)) => {
                let mut layout: elb::Layout = fields.parse()?;
                if let Some(delimiter) = &columns.delimiter {
                    layout = layout.with_delimiter(delimiter)?;
                }
                LineReader::Elb(elb::Parser::with_layout(layout))
            }
            (Format::Elb, None) => LineReader::Elb(elb::Parser::new()),
            _ => LineReader::Json(format),
        };
        Ok(if columns.accept_short_lines { reader.accept_short_lines() } else { reader })
    }

    fn accept_short_lines(self) -> Self {
        match self {
            LineReader::CloudFront(parser) => LineReader::CloudFront(parser.accept_short_lines(true)),
            LineReader::VpcFlow(parser) => LineReader::VpcFlow(parser.accept_short_lines(true)),
            LineReader::Elb(parser) => LineReader::Elb(parser.accept_short_lines(true)),
            LineReader::Json(_) => self,
        }
    }

    /// Hands what a line holds to `write`: a record, or several where the line is a JSON document, or none.
    pub fn read(&mut self, line: &[u8], write: impl FnMut(Result<&dyn ToEcs, Error>)) {
        let is_json = matches!(line.first(), Some(b'{' | b'['));
        match (self, std::str::from_utf8(line)) {
            (LineReader::CloudFront(parser), Ok(text)) if !is_json => each(parser.parse_line(text).transpose(), write),
            (LineReader::VpcFlow(parser), Ok(text)) if !is_json => each(parser.parse_line(text).transpose(), write),
            (LineReader::Elb(parser), Ok(text)) if !is_json => each(parser.parse_line(text).transpose(), write),
            (LineReader::CloudFront(parser), _) => each(parser.clone().records(line), write),
            (LineReader::VpcFlow(parser), _) => each(parser.clone().records(line), write),
            (LineReader::Elb(parser), _) => each(parser.clone().records(line), write),
            (LineReader::Json(format), _) => each(awslog::records(*format, line), write),
        }
    }
}

fn each<R: ToEcs>(
    records: impl IntoIterator<Item = Result<R, Error>>,
    mut write: impl FnMut(Result<&dyn ToEcs, Error>),
) {
    for record in records {
        match record {
            Ok(record) => write(Ok(&record)),
            Err(error) => write(Err(error)),
        }
    }
}

/// Whether the first line is a record of the format, whatever it looks like. Objects are not asked: nearly any could be
/// one of any JSON format, with nothing but unknown keys.
pub fn reads(format: Format, front: &[u8]) -> bool {
    let is_json = matches!(front.trim_ascii_start().first(), Some(b'{' | b'['));
    !is_json && awslog::records(format, front).next().is_some_and(|record| record.is_ok())
}

/// The format whose columns have these names.
pub fn format_of(fields: &str) -> Format {
    const VPC_FLOW: [&str; 5] = ["${", "addr", "account", "interface", "status"];
    let is_vpc_flow = VPC_FLOW.iter().any(|part| fields.contains(part)) && !fields.contains("sc-status");
    if is_vpc_flow { Format::VpcFlow } else { Format::CloudFront }
}

use awslog::ecs::ToEcs;
use awslog::{Error, Format, cloudfront, elb, vpc_flow};

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
    pub fn new(format: Format, fields: Option<&str>) -> Result<Self, Error> {
        Ok(match (format, fields) {
            (Format::CloudFront, Some(fields)) => {
                LineReader::CloudFront(cloudfront::Parser::with_layout(fields.parse()?))
            }
            (Format::CloudFront, None) => LineReader::CloudFront(cloudfront::Parser::new()),
            (Format::VpcFlow, Some(fields)) => LineReader::VpcFlow(vpc_flow::Parser::with_layout(fields.parse()?)),
            (Format::VpcFlow, None) => LineReader::VpcFlow(vpc_flow::Parser::new()),
            (Format::Elb, Some(fields)) => LineReader::Elb(elb::Parser::with_layout(fields.parse()?)),
            (Format::Elb, None) => LineReader::Elb(elb::Parser::new()),
            _ => LineReader::Json(format),
        })
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

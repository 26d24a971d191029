use awslog::{Format, Record, Result, cloudfront, elb, vpc_flow};

/// The parser of any format that has lines.
pub enum LineParser {
    CloudFront(cloudfront::Parser),
    VpcFlow(vpc_flow::Parser),
    Elb(elb::Parser),
}

impl LineParser {
    pub fn new(format: Format) -> Option<Self> {
        match format {
            Format::CloudFront => Some(LineParser::CloudFront(cloudfront::Parser::new())),
            Format::VpcFlow => Some(LineParser::VpcFlow(vpc_flow::Parser::new())),
            Format::Elb => Some(LineParser::Elb(elb::Parser::new())),
            _ => None,
        }
    }

    pub fn parse_line<'a>(&mut self, line: &'a str) -> Result<Option<Record<'a>>> {
        match self {
            LineParser::CloudFront(parser) => parser.parse_line(line).map(|record| record.map(Record::from)),
            LineParser::VpcFlow(parser) => parser.parse_line(line).map(|record| record.map(Record::from)),
            LineParser::Elb(parser) => parser.parse_line(line).map(|record| record.map(Record::from)),
        }
    }
}

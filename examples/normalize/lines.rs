use awslog::{Error, Format, Record, cloudfront, elb};

/// Reads line after line of a format.
pub enum LineReader {
    CloudFront(cloudfront::Parser),
    Elb(elb::Parser),
}

impl LineReader {
    /// A reader that begins with the columns that are named, or with the format's own.
    pub fn new(format: Format, fields: Option<&str>) -> Result<Self, Error> {
        Ok(match (format, fields) {
            (Format::CloudFront, Some(fields)) => {
                LineReader::CloudFront(cloudfront::Parser::with_layout(fields.parse()?))
            }
            (Format::Elb, Some(fields)) => LineReader::Elb(elb::Parser::with_layout(fields.parse()?)),
            (Format::Elb, None) => LineReader::Elb(elb::Parser::new()),
            _ => LineReader::CloudFront(cloudfront::Parser::new()),
        })
    }

    /// Hands what a line holds to `write`: a record, or several, or none.
    pub fn read<'l>(&mut self, line: &'l [u8], mut write: impl FnMut(Result<Record<'l>, Error>)) {
        match (self, std::str::from_utf8(line)) {
            (LineReader::CloudFront(parser), Ok(line)) => {
                parser.parse_line(line).transpose().into_iter().for_each(|record| write(record.map(Record::from)));
            }
            (LineReader::Elb(parser), Ok(line)) => {
                parser.parse_line(line).transpose().into_iter().for_each(|record| write(record.map(Record::from)));
            }
            (LineReader::Elb(_), Err(_)) => awslog::records(Format::Elb, line).for_each(write),
            (LineReader::CloudFront(_), Err(_)) => awslog::records(Format::CloudFront, line).for_each(write),
        }
    }
}

use awslog::{Decoder, Error, Format, cloudfront, elb, route53, s3_access, vpc_flow};

/// The options for columns.
#[derive(Default)]
pub struct Columns {
    pub fields: Option<String>,
    pub delimiter: Option<String>,
    pub accept_short_lines: bool,
}

impl Columns {
    /// The names in `--fields` that the format does not know.
    pub fn unknown_names(&self, format: Format) -> Vec<String> {
        fn owned<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
            names.map(str::to_owned).collect()
        }
        let fields = self.fields.as_deref().unwrap_or_default();
        match format {
            Format::CloudFront => fields.parse().map(|layout: cloudfront::Layout| owned(layout.unknown_names())),
            Format::VpcFlow => fields.parse().map(|layout: vpc_flow::Layout| owned(layout.unknown_names())),
            Format::Elb => fields.parse().map(|layout: elb::Layout| owned(layout.unknown_names())),
            Format::Route53 => fields.parse().map(|layout: route53::Layout| owned(layout.unknown_names())),
            Format::S3Access => fields.parse().map(|layout: s3_access::Layout| owned(layout.unknown_names())),
            _ => return Vec::new(),
        }
        .unwrap_or_default()
    }
}

/// A decoder with the columns that are named, or with the format's own.
pub fn decoder(format: Format, columns: &Columns) -> Result<Decoder, Error> {
    let accept = columns.accept_short_lines;
    Ok(match (format, &columns.fields, &columns.delimiter) {
        (Format::CloudFront, None, None) => cloudfront::Parser::new().accept_short_lines(accept).into(),
        (Format::CloudFront, fields, delimiter) => {
            let mut layout = cloudfront::Layout::standard();
            if let Some(fields) = fields {
                layout = fields.parse()?;
            }
            if let Some(delimiter) = delimiter {
                layout = layout.with_delimiter(delimiter)?;
            }
            cloudfront::Parser::with_layout(layout).accept_short_lines(accept).into()
        }
        (Format::VpcFlow, Some(fields), _) => {
            vpc_flow::Parser::with_layout(fields.parse()?).accept_short_lines(accept).into()
        }
        (Format::VpcFlow, None, _) => vpc_flow::Parser::new().accept_short_lines(accept).into(),
        (Format::Elb, Some(fields), delimiter) => {
            let mut layout: elb::Layout = fields.parse()?;
            if let Some(delimiter) = delimiter {
                layout = layout.with_delimiter(delimiter)?;
            }
            elb::Parser::with_layout(layout).accept_short_lines(accept).into()
        }
        (Format::Elb, None, _) => elb::Parser::new().accept_short_lines(accept).into(),
        (Format::Route53, Some(fields), delimiter) => {
            let mut layout: route53::Layout = fields.parse()?;
            if let Some(delimiter) = delimiter {
                layout = layout.with_delimiter(delimiter)?;
            }
            route53::Parser::with_layout(layout).accept_short_lines(accept).into()
        }
        (Format::Route53, None, _) => route53::Parser::new().accept_short_lines(accept).into(),
        (Format::S3Access, Some(fields), delimiter) => {
            let mut layout: s3_access::Layout = fields.parse()?;
            if let Some(delimiter) = delimiter {
                layout = layout.with_delimiter(delimiter)?;
            }
            s3_access::Parser::with_layout(layout).accept_short_lines(accept).into()
        }
        (Format::S3Access, None, _) => s3_access::Parser::new().accept_short_lines(accept).into(),
        _ => Decoder::new(format),
    })
}

/// Returns whether the first line is a record of the format. Objects are not tried: nearly any could be an object of
/// any JSON format with unknown keys only.
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

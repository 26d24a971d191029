use awslog::{Decoder, Error, Format, Layout, cloudfront};

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
        let layout = self.fields.as_deref().and_then(|fields| Layout::parse(format, fields)?.ok());
        layout.iter().flat_map(Layout::unknown_names).map(str::to_owned).collect()
    }

    /// The layout that is named; `None` if the format's own is.
    fn layout(&self, format: Format) -> Result<Option<Layout>, Error> {
        let layout = match (&self.fields, &self.delimiter) {
            (Some(fields), _) => Layout::parse(format, fields).transpose()?,
            (None, Some(_)) if format == Format::CloudFront => Some(cloudfront::Layout::standard().into()),
            _ => None,
        };
        match (layout, &self.delimiter) {
            (Some(layout), Some(delimiter)) if format != Format::VpcFlow => layout.with_delimiter(delimiter).map(Some),
            (layout, _) => Ok(layout),
        }
    }
}

/// A decoder with the columns that are named, or with the format's own.
pub fn decoder(format: Format, columns: &Columns) -> Result<Decoder, Error> {
    let decoder = columns.layout(format)?.map_or_else(|| Decoder::new(format), Decoder::from);
    Ok(decoder.accept_short_lines(columns.accept_short_lines))
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

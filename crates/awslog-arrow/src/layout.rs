use awslog::{Decoder, Format, cloudfront, elb, route53, s3_access, vpc_flow};

/// The columns that the lines of a log have: a `Layout` of one of the formats that have one.
///
/// ```
/// use awslog::vpc_flow;
/// use awslog_arrow::Layout;
///
/// let layout = Layout::from("${srcaddr} ${bytes}".parse::<vpc_flow::Layout>()?);
/// assert!(matches!(layout, Layout::VpcFlow(_)));
/// # Ok::<(), awslog::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Layout {
    /// Of CloudFront logs.
    CloudFront(cloudfront::Layout),
    /// Of load balancer logs.
    Elb(elb::Layout),
    /// Of query logs of public zones.
    Route53(route53::Layout),
    /// Of S3 access logs.
    S3Access(s3_access::Layout),
    /// Of flow logs.
    VpcFlow(vpc_flow::Layout),
}

impl Layout {
    /// The format that has it.
    pub(crate) fn format(&self) -> Format {
        match self {
            Layout::CloudFront(_) => Format::CloudFront,
            Layout::Elb(_) => Format::Elb,
            Layout::Route53(_) => Format::Route53,
            Layout::S3Access(_) => Format::S3Access,
            Layout::VpcFlow(_) => Format::VpcFlow,
        }
    }

    /// A decoder of lines that have it.
    pub(crate) fn decoder(&self) -> Decoder {
        match self.clone() {
            Layout::CloudFront(layout) => cloudfront::Parser::with_layout(layout).into(),
            Layout::Elb(layout) => elb::Parser::with_layout(layout).into(),
            Layout::Route53(layout) => route53::Parser::with_layout(layout).into(),
            Layout::S3Access(layout) => s3_access::Parser::with_layout(layout).into(),
            Layout::VpcFlow(layout) => vpc_flow::Parser::with_layout(layout).into(),
        }
    }
}

impl From<cloudfront::Layout> for Layout {
    fn from(layout: cloudfront::Layout) -> Self {
        Layout::CloudFront(layout)
    }
}

impl From<elb::Layout> for Layout {
    fn from(layout: elb::Layout) -> Self {
        Layout::Elb(layout)
    }
}

impl From<route53::Layout> for Layout {
    fn from(layout: route53::Layout) -> Self {
        Layout::Route53(layout)
    }
}

impl From<s3_access::Layout> for Layout {
    fn from(layout: s3_access::Layout) -> Self {
        Layout::S3Access(layout)
    }
}

impl From<vpc_flow::Layout> for Layout {
    fn from(layout: vpc_flow::Layout) -> Self {
        Layout::VpcFlow(layout)
    }
}

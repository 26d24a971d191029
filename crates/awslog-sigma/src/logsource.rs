//! Which records a rule meets.

use awslog::Format;
use rsigma_parser::{LogSource, SigmaRule};

/// What a rule's field names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taxonomy {
    /// AWS's names.
    Aws,
    /// ECS names.
    Ecs,
}

impl Taxonomy {
    /// The taxonomy with this name. Sigma's default is that fields have the names of the log.
    pub(crate) fn of(name: Option<&str>) -> Option<Self> {
        match name {
            None | Some("sigma" | "aws") => Some(Taxonomy::Aws),
            Some("ecs") => Some(Taxonomy::Ecs),
            Some(_) => None,
        }
    }
}

/// Whether a rule can meet a record of any format.
pub(crate) fn is_of_aws(rule: &SigmaRule, taxonomy: Taxonomy) -> bool {
    let LogSource { category, product, service, .. } = &rule.logsource;
    let is_format = |name: &String| Format::ALL.iter().any(|format| format.as_str().eq_ignore_ascii_case(name));
    product.as_ref().is_none_or(|product| product.eq_ignore_ascii_case("aws"))
        && service.as_ref().is_none_or(is_format)
        && match taxonomy {
            Taxonomy::Aws => category.is_none() && (product.is_some() || service.is_some()),
            Taxonomy::Ecs => true,
        }
}

/// Where records of a format come from: `product: aws` and the format's name as the service.
pub(crate) fn of_format(format: Format) -> LogSource {
    LogSource { product: Some("aws".to_owned()), service: Some(format.as_str().to_owned()), ..LogSource::default() }
}

//! `data_stream.*`: the Elasticsearch data stream of an event.

use std::fmt;
use std::str::FromStr;

/// The namespace of data streams, such as `default` or `production`: the last part of `logs-aws.cloudtrail-default`,
/// and `data_stream.namespace` of events.
///
/// ```
/// use awslog::ecs::Namespace;
///
/// assert_eq!(Namespace::default().as_str(), "default");
/// assert_eq!("production".parse::<Namespace>()?.to_string(), "production");
/// assert_eq!(
///     "eu-west".parse::<Namespace>().unwrap_err().to_string(),
///     "a namespace of data streams cannot contain '-'",
/// );
/// # Ok::<(), awslog::ecs::InvalidNamespace>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Namespace(Option<Box<str>>);

impl Namespace {
    /// The namespace that Elastic's own shippers use by default.
    const DEFAULT: &str = "default";

    /// The maximum length that Elasticsearch accepts, in bytes.
    const LONGEST: usize = 100;

    /// The name of the namespace.
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or(Self::DEFAULT)
    }

    /// Returns the name of the data stream for a dataset.
    ///
    /// ```
    /// use awslog::{Format, ecs::Namespace};
    ///
    /// assert_eq!(
    ///     Namespace::default().data_stream(Format::CloudTrail.dataset()),
    ///     "logs-aws.cloudtrail-default"
    /// );
    /// ```
    pub fn data_stream(&self, dataset: &str) -> String {
        format!("logs-{dataset}-{}", self.as_str())
    }

    /// The namespace if it is not the default one.
    pub(super) fn custom(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// The default namespace, for which events do not allocate.
    pub(super) const fn default_text() -> &'static str {
        Self::DEFAULT
    }
}

impl FromStr for Namespace {
    type Err = InvalidNamespace;

    /// # Errors
    ///
    /// Returns an error if Elasticsearch does not accept the name in a data stream: if it is empty, is longer than
    /// 100 bytes, or contains a capital letter, white space, or one of `-`, `\`, `/`, `*`, `?`, `"`, `<`, `>`, `|`,
    /// `,`, `#` and `:`.
    fn from_str(namespace: &str) -> Result<Self, InvalidNamespace> {
        let is_refused = |letter: &char| {
            letter.is_uppercase()
                || letter.is_whitespace()
                || letter.is_control()
                || r#"-\/*?"<>|,#:"#.contains(*letter)
        };
        match namespace.chars().find(is_refused) {
            _ if namespace.is_empty() => Err(InvalidNamespace(Fault::Empty)),
            _ if namespace.len() > Self::LONGEST => Err(InvalidNamespace(Fault::Long)),
            Some(letter) => Err(InvalidNamespace(Fault::Contains(letter))),
            None if namespace == Self::DEFAULT => Ok(Namespace(None)),
            None => Ok(Namespace(Some(namespace.into()))),
        }
    }
}

impl fmt::Display for Namespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a text is not a [`Namespace`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a namespace of data streams cannot {0}")]
pub struct InvalidNamespace(Fault);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Fault {
    #[error("be empty")]
    Empty,
    #[error("be longer than {} bytes", Namespace::LONGEST)]
    Long,
    #[error("contain {0:?}")]
    Contains(char),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_names() {
        for namespace in ["a", "eu_west_1", "prod.1", "é", &"x".repeat(100)] {
            assert_eq!(namespace.parse::<Namespace>().unwrap().as_str(), namespace);
        }
        assert_eq!("default".parse(), Ok(Namespace::default()));
    }

    #[test]
    fn invalid_names() {
        for (namespace, words) in [
            ("", "be empty"),
            ("a b", "contain ' '"),
            ("Prod", "contain 'P'"),
            ("a-b", "contain '-'"),
            ("a:b", "contain ':'"),
            ("a\nb", r"contain '\n'"),
            (&"x".repeat(101), "be longer than 100 bytes"),
        ] {
            let refused = namespace.parse::<Namespace>().unwrap_err().to_string();
            assert_eq!(refused, format!("a namespace of data streams cannot {words}"));
        }
    }
}

//! The two kinds of records as one type.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;

use serde::{Serialize, Serializer};
use time::UtcDateTime;

use crate::error::Refusal;
use crate::lines::{ColumnSet, Columns, Fill, LayoutColumn, LineRecord, Short};
use crate::schema::{Field, Object, Selection};
use crate::text::Text;

use super::public::Column;
use super::{public, resolver};

/// The kinds of Route 53 query logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The VPC Resolver: [`resolver`].
    Resolver,
    /// Public hosted zones: [`public`].
    Public,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Kind] = &[Kind::Resolver, Kind::Public];

    /// The name in a sentence.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Resolver => "Resolver query log",
            Kind::Public => "public zone query log",
        }
    }

    /// The fields of the records of each kind.
    pub(super) const SCHEMAS: &'static [&'static [Field]] = &[Kind::Resolver.schema(), Kind::Public.schema()];

    /// Of the fields of all kinds, those of this one.
    pub(super) fn part(self, projection: Selection) -> Selection {
        projection.of_schema(Self::SCHEMAS, self as usize)
    }

    /// The fields of the records of this kind.
    pub const fn schema(self) -> &'static [Field] {
        match self {
            Kind::Resolver => resolver::Record::SCHEMA,
            Kind::Public => public::Record::SCHEMA,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A record of a Route 53 query log, of either kind.
#[allow(clippy::large_enum_variant, reason = "records pass through one at a time, and a box for each costs more")]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Record<'a> {
    /// The VPC Resolver: [`resolver`].
    Resolver(resolver::Record<'a>),
    /// Public hosted zones: [`public`].
    Public(public::Record<'a>),
}

/// What a method of the record does with either kind.
macro_rules! either {
    ($this:expr, $record:ident => $result:expr) => {
        match $this {
            Record::Resolver($record) => $result,
            Record::Public($record) => $result,
        }
    };
}

impl<'a> Record<'a> {
    /// The kind of the record.
    pub fn kind(&self) -> Kind {
        match self {
            Record::Resolver(_) => Kind::Resolver,
            Record::Public(_) => Kind::Public,
        }
    }

    /// The fields of the record and their values.
    ///
    /// ```
    /// use awslog::route53;
    /// use awslog::schema::Value;
    ///
    /// let line = "1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE www.example.com A NOERROR \
    ///     UDP FRA6 192.0.2.53 192.0.2.0/24";
    /// let name = route53::parse_line(line)?;
    /// assert_eq!(name.as_object().get("query_name"), Some(Value::Text("www.example.com")));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn as_object(&self) -> Object<'_> {
        either!(self, record => record.as_object())
    }

    crate::schema::lookups!();

    /// When the query was made.
    pub fn query_timestamp(&self) -> Option<UtcDateTime> {
        either!(self, record => record.query_timestamp)
    }

    /// The name that was asked for, as logged: the Resolver writes a dot at its end, public zones do not.
    pub fn query_name(&self) -> Option<&str> {
        either!(self, record => record.query_name.as_deref())
    }

    /// The address that a `PTR` query asks the name of.
    ///
    /// ```
    /// use awslog::route53;
    ///
    /// let line = "1.0 2026-01-15T12:34:56.130Z Z0123456789EXAMPLE \
    ///     20.100.51.198.in-addr.arpa PTR NOERROR UDP FRA6 192.0.2.53 -";
    /// let record = route53::parse_line(line)?;
    /// assert_eq!(record.reverse_address(), Some([198, 51, 100, 20].into()));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn reverse_address(&self) -> Option<IpAddr> {
        either!(self, record => record.reverse_address())
    }

    /// The values after the last column of the layout, as logged, null markers included: AWS may append new ones. None for
    /// the Resolver.
    pub fn beyond_layout(&self) -> &[Text<'a>] {
        match self {
            Record::Resolver(_) => &[],
            Record::Public(record) => record.beyond_layout(),
        }
    }

    /// The exact text of the record in the input.
    pub fn original(&self) -> Option<&str> {
        either!(self, record => record.original())
    }

    /// The time from the record's wrapper: the `timestamp` of a CloudWatch Logs message, or the `timestamp`, `@timestamp`,
    /// `date` or `time` that a forwarder adds to the text of a record. `None` if there is no wrapper, or no such time in it.
    pub fn envelope_time(&self) -> Option<UtcDateTime> {
        either!(self, record => record.envelope_time())
    }

    /// Converts the record into an owned one, which no longer borrows from the input.
    pub fn into_owned(self) -> Record<'static> {
        match self {
            Record::Resolver(record) => Record::Resolver(record.into_owned()),
            Record::Public(record) => Record::Public(record.into_owned()),
        }
    }
}

impl<'a> LineRecord<'a> for Record<'a> {
    #[inline(always)]
    fn empty() -> Self {
        Record::Public(public::Record::default())
    }

    fn set_source(&mut self, source: &'a str) {
        either!(self, record => record.set_source(source));
    }

    fn set_envelope_time(&mut self, time: UtcDateTime) {
        either!(self, record => record.set_envelope_time(time));
    }

    fn goes_beyond_layout(&self) -> bool {
        !self.beyond_layout().is_empty()
    }
}

impl Serialize for Record<'_> {
    /// Writes the record of its kind.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        either!(self, record => record.serialize(serializer))
    }
}

impl<'a> From<resolver::Record<'a>> for Record<'a> {
    fn from(record: resolver::Record<'a>) -> Self {
        Record::Resolver(record)
    }
}

impl<'a> From<public::Record<'a>> for Record<'a> {
    fn from(record: public::Record<'a>) -> Self {
        Record::Public(record)
    }
}

/// The names under `aws.route53` that hold no text in some kind of record.
#[cfg(feature = "ecs")]
pub(super) const TYPED: &[&[&str]] = &[&["answers", "firewall", "srcids"], public::Record::TYPED];

/// The columns of a layout.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PublicColumns(pub(super) Cow<'static, [LayoutColumn<Column>]>);

impl Columns for PublicColumns {
    type Record<'a> = Record<'a>;

    /// Whether a record of either kind has a field of this name.
    fn has_column(name: &str) -> bool {
        resolver::Record::FIELDS.contains(&name) || Column::find(name).is_some()
    }

    fn into_owned<'a>(record: Record<'_>) -> Record<'a> {
        record.into_owned()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.names()
    }

    fn unknown_names(&self) -> impl Iterator<Item = &str> {
        self.0.unknown_names()
    }

    fn narrowed(&self, projection: Selection) -> Option<Self> {
        self.0.narrowed(Kind::Public.part(projection)).map(PublicColumns)
    }

    #[inline]
    fn fill<'a>(
        &self,
        short: Short,
        values: impl Iterator<Item: Clone + AsRef<str> + Into<Text<'a>>>,
        record: &mut Record<'a>,
    ) -> Result<(), Box<Refusal>> {
        match record {
            Record::Public(record) => Fill::fill(record, &self.0, short, values),
            Record::Resolver(_) => {
                let mut public = public::Record::default();
                Fill::fill(&mut public, &self.0, short, values)?;
                *record = Record::Public(public);
                Ok(())
            }
        }
    }
}

//! The five kinds of records as one type.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::error::Refusal;
use crate::json::Reader;
use crate::lines::{ColumnSet, Columns, Fill, FirstQuoted, LayoutColumn, LineRecord, QuotedValues, Short, same_name};
use crate::schema::{Field, Object, Selection};
use crate::text::Text;

use super::client_quotes;
use super::pieces::{self, is_piece};

/// A record of one kind.
pub(super) trait KindRecord<'a>: Fill<'a> + Sized {
    /// The columns that can be assembled from parts: an address and its port, and the parts of a request line.
    const CLIENT: Option<Self::Column> = None;
    const TARGET: Option<Self::Column> = None;
    const REQUEST: Option<Self::Column> = None;

    /// Where the first quoted value of a line ends; `None` if no value has spaces.
    const FIRST_QUOTED: Option<FirstQuoted>;

    /// The places of the values that the load balancer puts in quotes, a bit each, if the first is a request line.
    const QUOTED: u64 = 0;

    /// Whether the record, which so many values were read into, has what shows that each of them is in its column.
    fn is_complete(&self, _values: usize) -> bool {
        true
    }

    /// Reads a line with the columns in the order of the table into an empty record.
    fn read_line(&mut self, line: &'a str, short: Short) -> Result<(), Box<Refusal>> {
        if Self::QUOTED == 0 {
            self.read_wanted(|_| true, line, short)
        } else {
            client_quotes::read_line(self, line, short)
        }
    }

    /// Whether the places of a line's values do not depend on what the values are.
    fn has_certain_places(line: &'a str) -> bool {
        Self::QUOTED == 0 || client_quotes::has_certain_places::<Self>(line)
    }

    /// Reads the values at the wanted places.
    fn read_wanted(
        &mut self,
        is_wanted: impl Fn(usize) -> bool,
        line: &'a str,
        short: Short,
    ) -> Result<(), Box<Refusal>> {
        self.set_source(line);
        let Some(first) = Self::FIRST_QUOTED else {
            return self.fill_in_order(is_wanted, line.trim_end_matches(' ').split(' '));
        };
        let mut values = QuotedValues::new(line, first);
        self.fill_in_order(is_wanted, values.by_ref())?;
        values.check_end(short)
    }
}

/// The kinds of records, a row each: the variant, its module and its name.
macro_rules! kinds {
    ($($(#[$meta:meta])* $variant:ident, $module:ident, $name:literal;)+) => {
        /// The kinds of load balancer logs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$meta])* $variant,)+
        }

        /// A record of a load balancer log, of any kind.
        #[allow(clippy::large_enum_variant, reason = "records pass through one at a time, and a box for each costs more")]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Record<'a> {
            $($(#[$meta])* $variant(super::$module::Record<'a>),)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant),+];

            /// The name in a sentence.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Kind::$variant => $name,)+
                }
            }

            /// Reads a line of this kind in its default layout.
            pub(super) fn read_line<'a>(
                self,
                line: &'a str,
                short: Short,
                record: &mut Record<'a>,
            ) -> Result<(), Box<Refusal>> {
                match self {
                    $(Kind::$variant => match record.emptied_as(self) {
                        Record::$variant(record) => record.read_line(line, short),
                        _ => Ok(()),
                    },)+
                }
            }

            /// The same, but the values are where its quotes are, whatever a client has put into them.
            pub(super) fn read_as_quoted<'a>(self, line: &'a str, record: &mut Record<'a>) -> Result<(), Box<Refusal>> {
                match self {
                    $(Kind::$variant => match record.emptied_as(self) {
                        Record::$variant(record) => record.read_wanted(|_| true, line, Short::Refused),
                        _ => Ok(()),
                    },)+
                }
            }

            /// Reads these fields, of those of all kinds. Returns `false` if the line has to be read as a whole.
            pub(super) fn read_line_projected<'a>(
                self,
                line: &'a str,
                projection: Selection,
                record: &mut Record<'a>,
            ) -> bool {
                let projection = self.part(projection);
                match self {
                    $(Kind::$variant => match record.emptied_as(self) {
                        Record::$variant(record) if super::$module::Record::has_certain_places(line) => {
                            record.read_wanted(|place| projection.has(place), line, Short::Refused).is_ok()
                        }
                        _ => false,
                    },)+
                }
            }

            /// Reads the next JSON object as one of this kind.
            pub(super) fn read_object<'a>(
                self,
                reader: &mut Reader<'a>,
                record: &mut Record<'a>,
            ) -> Result<(), Box<Refusal>> {
                match self {
                    $(Kind::$variant => match record.emptied_as(self) {
                        Record::$variant(record) => pieces::read_object(reader, record),
                        _ => Ok(()),
                    },)+
                }
            }

            /// Whether the places of a line's values do not depend on what the values are.
            pub(super) fn has_certain_places(self, line: &str) -> bool {
                match self {
                    $(Kind::$variant => super::$module::Record::has_certain_places(line),)+
                }
            }

            /// Where the first quoted value of a line ends.
            pub(super) const fn first_quoted(self) -> Option<FirstQuoted> {
                match self {
                    $(Kind::$variant => <super::$module::Record<'_> as KindRecord<'_>>::FIRST_QUOTED,)+
                }
            }

            /// The fields of the records of each kind.
            pub(super) const SCHEMAS: &'static [&'static [Field]] = &[$(Kind::$variant.schema()),+];

            /// The fields of the records of this kind.
            pub const fn schema(self) -> &'static [Field] {
                match self {
                    $(Kind::$variant => super::$module::Record::SCHEMA,)+
                }
            }

            /// How much a name speaks for this kind.
            fn weight(self, name: &str) -> u32 {
                match self {
                    $(Kind::$variant => weight::<super::$module::Record<'_>>(name),)+
                }
            }
        }

        impl<'a> Record<'a> {
            /// The fields of the record and their values.
            ///
            /// ```
            /// use awslog::elb;
            /// use awslog::schema::Value;
            ///
            /// let line = "2026-01-15T12:34:58.945958Z my-loadbalancer 192.0.2.10:2817 -";
            /// let record = elb::Record::from(elb::classic::parse_line(line)?);
            /// let name = record.as_object().get("elb");
            /// assert_eq!(name, Some(Value::Text("my-loadbalancer")));
            /// # Ok::<(), awslog::Error>(())
            /// ```
            pub fn as_object(&self) -> Object<'_> {
                match self {
                    $(Record::$variant(record) => record.as_object(),)+
                }
            }

            crate::schema::lookups!();

            /// The kind of the record.
            pub fn kind(&self) -> Kind {
                match self {
                    $(Record::$variant(_) => Kind::$variant,)+
                }
            }

            /// The value of an unknown column, by its name in the header, as logged.
            pub fn unknown(&self, name: &str) -> Option<&Text<'a>> {
                match self {
                    $(Record::$variant(record) => record.unknown(name),)+
                }
            }

            /// The values after the last column of the layout, as logged, null markers included: AWS appends new ones.
            pub fn beyond_layout(&self) -> &[Text<'a>] {
                match self {
                    $(Record::$variant(record) => record.beyond_layout(),)+
                }
            }

            /// The exact text of the record in the input.
            pub fn original(&self) -> Option<&str> {
                match self {
                    $(Record::$variant(record) => record.original(),)+
                }
            }

            /// The time from the record's wrapper: the `timestamp` of a CloudWatch Logs message, or the `timestamp`,
            /// `@timestamp`, `date` or `time` that a forwarder adds to the text of a record. `None` if there is no
            /// wrapper, or no such time in it.
            pub fn envelope_time(&self) -> Option<time::UtcDateTime> {
                match self {
                    $(Record::$variant(record) => record.envelope_time(),)+
                }
            }

            /// Converts the record into an owned one, which no longer borrows from the input.
            pub fn into_owned(self) -> Record<'static> {
                match self {
                    $(Record::$variant(record) => Record::$variant(record.into_owned()),)+
                }
            }

            /// Makes this an empty record of a kind.
            #[inline(always)]
            fn emptied_as(&mut self, kind: Kind) -> &mut Self {
                *self = match kind {
                    $(Kind::$variant => Record::$variant(Default::default()),)+
                };
                self
            }
        }

        impl<'a> LineRecord<'a> for Record<'a> {
            #[inline(always)]
            fn empty() -> Self {
                Record::Classic(Default::default())
            }

            fn set_source(&mut self, source: &'a str) {
                match self {
                    $(Record::$variant(record) => record.set_source(source),)+
                }
            }

            fn set_envelope_time(&mut self, time: time::UtcDateTime) {
                match self {
                    $(Record::$variant(record) => record.set_envelope_time(time),)+
                }
            }

            fn goes_beyond_layout(&self) -> bool {
                !self.beyond_layout().is_empty()
            }
        }

        impl Serialize for Record<'_> {
            /// Writes the record of its kind.
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Record::$variant(record) => record.serialize(serializer),)+
                }
            }
        }

        $(impl<'a> From<super::$module::Record<'a>> for Record<'a> {
            fn from(record: super::$module::Record<'a>) -> Self {
                Record::$variant(record)
            }
        })+

        /// The names under `aws.elb` that hold no text in some kind of record.
        #[cfg(feature = "ecs")]
        pub(super) const TYPED: &[&[&str]] = &[&["backend"], $(super::$module::Record::TYPED),+];

        /// The columns of a layout of one kind.
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) enum KindColumns {
            $($variant(Vec<LayoutColumn<super::$module::Column>>),)+
        }

        impl KindColumns {
            pub(super) fn new<N: AsRef<str>>(kind: Kind, names: &[N]) -> Self {
                match kind {
                    $(Kind::$variant => KindColumns::$variant(LayoutColumn::named(names)),)+
                }
            }

            pub(super) fn kind(&self) -> Kind {
                match self {
                    $(KindColumns::$variant(_) => Kind::$variant,)+
                }
            }

            /// Whether values are of the types of the first columns, and a column among those does not accept any text.
            pub(super) fn suit<'a>(&self, values: impl Iterator<Item = &'a str>) -> bool {
                match self {
                    $(KindColumns::$variant(columns) => suit::<super::$module::Record<'a>>(columns, values),)+
                }
            }

            /// The columns of which those of the projection are read.
            fn wanted(&self, projection: Selection) -> Self {
                let projection = self.kind().part(projection);
                match self {
                    $(KindColumns::$variant(columns) => {
                        let columns = columns.iter();
                        KindColumns::$variant(columns.map(|column| pieces::narrowed::<super::$module::Record<'_>>(column, projection)).collect())
                    })+
                }
            }

            fn columns(&self) -> Vec<(&str, bool)> {
                match self {
                    $(KindColumns::$variant(columns) => {
                        columns.iter().map(|column| (column.name(), column.has_unknown_name())).collect()
                    })+
                }
            }
        }

        impl Columns for KindColumns {
            type Record<'a> = Record<'a>;

            fn has_column(name: &str) -> bool {
                Kind::any_has(name)
            }

            fn into_owned<'a>(record: Record<'_>) -> Record<'a> {
                record.into_owned()
            }

            fn names(&self) -> impl Iterator<Item = &str> {
                self.columns().into_iter().map(|(name, _)| name)
            }

            fn unknown_names(&self) -> impl Iterator<Item = &str> {
                self.columns().into_iter().filter_map(|(name, is_unknown)| is_unknown.then_some(name))
            }

            fn narrowed(&self, projection: Selection) -> Option<Self> {
                Some(self.wanted(projection))
            }

            fn fill<'a>(
                &self,
                short: Short,
                values: impl Iterator<Item: Clone + AsRef<str> + Into<Text<'a>>>,
                record: &mut Record<'a>,
            ) -> Result<(), Box<Refusal>> {
                match self {
                    $(KindColumns::$variant(columns) => match record.emptied_as(self.kind()) {
                        Record::$variant(record) => pieces::fill(columns, short, values, record),
                        _ => Ok(()),
                    },)+
                }
            }
        }
    };
}

kinds! {
    /// Application Load Balancer, access log: [`alb_access`](super::alb_access).
    AlbAccess, alb_access, "Application Load Balancer access log";
    /// Application Load Balancer, connection log: [`alb_connection`](super::alb_connection).
    AlbConnection, alb_connection, "Application Load Balancer connection log";
    /// Application Load Balancer, health check log: [`alb_health_check`](super::alb_health_check).
    AlbHealthCheck, alb_health_check, "Application Load Balancer health check log";
    /// Network Load Balancer, access log of TLS listeners: [`nlb_tls`](super::nlb_tls).
    NlbTls, nlb_tls, "Network Load Balancer access log";
    /// Classic Load Balancer, access log: [`classic`](super::classic).
    Classic, classic, "Classic Load Balancer access log";
}

impl Kind {
    /// Of the fields of all kinds, those of this one.
    pub(super) fn part(self, projection: Selection) -> Selection {
        projection.of_schema(Self::SCHEMAS, self as usize)
    }

    /// The kind that has fields of the most of these names.
    pub(super) fn of_names(names: impl Iterator<Item: AsRef<str>>) -> Option<Kind> {
        let mut tally = Tally::default();
        for name in names {
            tally.see(name.as_ref());
        }
        tally.most()
    }

    /// Whether some kind has a field of this name, or puts one together of a piece of this name.
    pub(super) fn any_knows(name: &str) -> bool {
        Kind::ALL.iter().any(|kind| kind.weight(name) > 0)
    }

    /// Whether some kind has a field of this name.
    pub(super) fn any_has(name: &str) -> bool {
        Kind::ALL.iter().any(|kind| kind.weight(name) > PIECE)
    }
}

/// How much the names seen so far speak for each kind.
#[derive(Debug, Default)]
pub(super) struct Tally([u32; Kind::ALL.len()]);

impl Tally {
    /// Counts a name.
    pub(super) fn see(&mut self, name: &str) {
        for (kind, weight) in Kind::ALL.iter().zip(&mut self.0) {
            *weight = weight.saturating_add(kind.weight(name));
        }
    }

    /// The first of the kinds that have the most.
    pub(super) fn most(&self) -> Option<Kind> {
        let most = self.0.iter().max().filter(|most| **most > 0)?;
        Kind::ALL.iter().zip(&self.0).find_map(|(kind, count)| (count == most).then_some(*kind))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a field's own name speaks, one of its other names, and the name of a piece of its value.
const OWN_NAME: u32 = 4;
const OTHER_NAME: u32 = 3;
const PIECE: u32 = 2;

fn weight<'a, R: KindRecord<'a>>(name: &str) -> u32 {
    match R::Column::find(name) {
        Some(column) if same_name(column.name(), name) => OWN_NAME,
        Some(_) => OTHER_NAME,
        None if is_piece::<R>(name) => PIECE,
        None => 0,
    }
}

fn suit<'a, R: Fill<'a>>(columns: &[LayoutColumn<R::Column>], values: impl Iterator<Item = &'a str>) -> bool {
    let mut record = R::empty();
    let mut is_typed = false;
    for (column, value) in columns.iter().zip(values) {
        if let (LayoutColumn::Known(column), false) = (column, matches!(value, "-" | "")) {
            if record.set(*column, value).is_err() {
                return false;
            }
            is_typed |= R::empty().set(*column, "\0").is_err();
        }
    }
    is_typed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_the_names_of_their_fields() {
        for (names, kind) in [
            ("type time elb client_port target_port", Some(Kind::AlbAccess)),
            ("time client_ip client_port", Some(Kind::AlbConnection)),
            ("type time latency", Some(Kind::AlbHealthCheck)),
            ("type version time", Some(Kind::NlbTls)),
            ("timestamp elb client:port BACKEND:PORT", Some(Kind::Classic)),
            ("time elb elb_status_code", Some(Kind::AlbAccess)),
            ("type time elb client_ip client_port", Some(Kind::AlbAccess)),
            ("timestamp elb elb_status_code", Some(Kind::Classic)),
            ("brand-new type", Some(Kind::AlbAccess)),
            ("date x-edge-location", None),
            ("", None),
        ] {
            assert_eq!(Kind::of_names(names.split(' ')), kind, "{names}");
        }
    }
}

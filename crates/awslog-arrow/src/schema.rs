//! The schemas: which columns the records of each format have.

use arrow_schema::{DataType, Field, Schema};
use awslog::Format;
use awslog::schema::{self, Kind};

use crate::shape::{Shape, map_of};

/// The column that says of which kind a record is, for formats with several.
pub(crate) const KIND: &str = "kind";

/// The column for everything that has no column of its own.
pub(crate) const EXTRA: &str = "extra";

/// The column with the reason why a record was refused.
pub(crate) const ERROR: &str = "_error";

/// The column with the text of a refused record.
pub(crate) const ORIGINAL: &str = "_original";

/// The columns of a format: those of its records, then `extra`, `_error` and `_original`.
///
/// The schema is the same for every log of the format, whatever columns or keys the log has. Columns are named as the fields of
/// the record, such as `awslog::vpc_flow::Record`.
///
/// ```
/// use arrow_schema::DataType;
/// use awslog::Format;
///
/// let schema = awslog_arrow::schema(Format::VpcFlow);
/// assert_eq!(schema.field_with_name("bytes")?.data_type(), &DataType::UInt64);
/// assert_eq!(schema.fields().last().unwrap().name(), "_original");
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
pub fn schema(format: Format) -> Schema {
    Columns::of_format(format).schema()
}

/// The columns of ECS events: the field sets of `awslog::ecs::Event`, nested as ECS nests them, then `extra`, `_error` and
/// `_original`.
///
/// `aws` is JSON text, because its fields depend on the format.
///
/// ```
/// let schema = awslog_arrow::ecs_schema();
/// let source = schema.field_with_name("source")?;
/// assert_eq!(source.data_type().to_string().split('(').next(), Some("Struct"));
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
#[cfg(feature = "ecs")]
pub fn ecs_schema() -> Schema {
    Columns::of_events().schema()
}

/// The columns of what becomes rows.
pub(crate) struct Columns {
    /// In the order of the schema.
    pub(crate) named: Vec<Declared>,
    /// For each struct that a row is made from, the columns of its fields, in the order of the struct.
    pub(crate) places: Vec<Vec<usize>>,
}

/// A column of a format or of events.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Declared {
    pub(crate) name: &'static str,
    pub(crate) aws_name: &'static str,
    pub(crate) content: Content,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Content {
    /// The values of a field.
    Values(Kind),
    /// Of which kind the record is.
    Kind,
    /// What has no column of its own.
    Extra,
    /// Why the record was refused.
    Error,
    /// The text of the refused record.
    Original,
}

impl Columns {
    pub(crate) fn of_format(format: Format) -> Self {
        match format.schemas() {
            [fields] => Self::of_struct(fields),
            structs => Self::of_kinds(structs.iter().copied()),
        }
    }

    #[cfg(feature = "ecs")]
    pub(crate) fn of_events() -> Self {
        Self::of_struct(awslog::ecs::Event::SCHEMA)
    }

    /// The place of the column with a name.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.named.iter().position(|column| column.name == name || column.aws_name == name)
    }

    fn schema(&self) -> Schema {
        let fields = self.named.iter().map(|column| column.field(&column.content.shape()));
        Schema::new(fields.collect::<Vec<_>>())
    }

    fn of_struct(fields: &'static [schema::Field]) -> Self {
        Self::of_structs(Vec::new(), [fields].into_iter())
    }

    /// One column for each name that any of the kinds of a format has.
    fn of_kinds(structs: impl Iterator<Item = &'static [schema::Field]>) -> Self {
        let kind = Declared { name: KIND, aws_name: KIND, content: Content::Kind };
        Self::of_structs(vec![kind], structs)
    }

    /// The columns of several structs, after those that are given. Fields of one name share a column.
    fn of_structs(mut named: Vec<Declared>, structs: impl Iterator<Item = &'static [schema::Field]>) -> Self {
        let mut places = Vec::new();
        for fields in structs {
            let mut places_of_fields = Vec::new();
            for field in fields {
                let place = named.iter().position(|column| column.name == field.name).unwrap_or(named.len());
                if place == named.len() {
                    named.push(Declared::from(field));
                }
                places_of_fields.push(place);
            }
            places.push(places_of_fields);
        }
        named.extend(OWN);
        Columns { named, places }
    }
}

/// The columns that every schema ends with.
const OWN: [Declared; 3] = [
    Declared { name: EXTRA, aws_name: EXTRA, content: Content::Extra },
    Declared { name: ERROR, aws_name: ERROR, content: Content::Error },
    Declared { name: ORIGINAL, aws_name: ORIGINAL, content: Content::Original },
];

impl From<&schema::Field> for Declared {
    fn from(field: &schema::Field) -> Self {
        Declared { name: field.name, aws_name: field.aws_name, content: Content::Values(field.kind) }
    }
}

impl Declared {
    /// The column as a field of a schema, with what is wanted of it.
    pub(crate) fn field(&self, shape: &Shape) -> Field {
        let data_type = match self.content {
            Content::Extra => map_of(DataType::Utf8),
            _ => shape.data_type(),
        };
        Field::new(self.name, data_type, true)
    }
}

impl Content {
    /// All that the column can hold.
    pub(crate) fn shape(self) -> Shape {
        match self {
            Content::Values(kind) => Shape::of(kind),
            Content::Kind | Content::Error | Content::Original => Shape::Value(Kind::Text),
            Content::Extra => Shape::Map(Box::new(Shape::Value(Kind::Text))),
        }
    }
}

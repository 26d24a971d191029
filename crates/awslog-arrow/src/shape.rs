use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, TimeUnit};
use awslog::schema::{self, Kind};

/// What a column holds: values of a kind, with the fields of objects that are wanted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// Values that have no values in them.
    Value(Kind),
    List(Box<Shape>),
    Object(Vec<Member>),
    Map(Box<Shape>),
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    /// Its place in the object.
    pub(crate) index: usize,
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
}

impl Shape {
    /// All that values of a kind have.
    pub(crate) fn of(kind: Kind) -> Self {
        match kind {
            Kind::List(kind) => Shape::List(Box::new(Shape::of(*kind))),
            Kind::Map(kind) => Shape::Map(Box::new(Shape::of(*kind))),
            Kind::Object(fields) => Shape::Object(fields.iter().enumerate().map(Member::of).collect()),
            kind => Shape::Value(kind),
        }
    }

    /// What values of a kind have at some paths. A path leads through lists as if their items stood in their place; an empty one
    /// leads to the whole value. The error is the path that leads nowhere.
    pub(crate) fn at<'n>(kind: Kind, paths: &[&'n str]) -> Result<Self, &'n str> {
        if paths.contains(&"") {
            return Ok(Shape::of(kind));
        }
        match (kind, paths) {
            (Kind::List(kind), _) => Ok(Shape::List(Box::new(Shape::at(*kind, paths)?))),
            (Kind::Object(fields), _) => {
                let named = group(paths, |name| position(fields, name))?;
                let members = named.into_iter().filter_map(|(index, rests)| Some((index, fields.get(index)?, rests)));
                let members = members.map(|(index, field, rests)| {
                    Shape::at(field.kind, &rests).map(|shape| Member { index, name: field.name, shape })
                });
                Ok(Shape::Object(members.collect::<Result<_, _>>()?))
            }
            (_, [path, ..]) => Err(path),
            (_, []) => Ok(Shape::Object(Vec::new())),
        }
    }

    pub(crate) fn data_type(&self) -> DataType {
        match self {
            Shape::List(items) => DataType::List(Arc::new(Field::new("item", items.data_type(), true))),
            Shape::Map(values) => map_of(values.data_type()),
            Shape::Object(members) => {
                let fields = members.iter().map(|member| Field::new(member.name, member.shape.data_type(), true));
                DataType::Struct(fields.collect())
            }
            Shape::Value(kind) => match kind {
                Kind::Unsigned => DataType::UInt64,
                Kind::Signed => DataType::Int64,
                Kind::Float => DataType::Float64,
                Kind::Boolean => DataType::Boolean,
                Kind::Timestamp => DataType::Timestamp(TimeUnit::Nanosecond, Some("UTC".into())),
                Kind::Date => DataType::Date32,
                Kind::Time => DataType::Time64(TimeUnit::Nanosecond),
                Kind::Duration => DataType::Duration(TimeUnit::Nanosecond),
                // Texts, addresses and free-form JSON.
                _ => DataType::Utf8View,
            },
        }
    }
}

impl Member {
    fn of((index, field): (usize, &schema::Field)) -> Self {
        Member { index, name: field.name, shape: Shape::of(field.kind) }
    }
}

/// The place of the field with a name.
fn position(fields: &[schema::Field], name: &str) -> Option<usize> {
    fields.iter().position(|field| field.has_name(name))
}

/// The paths by the place of what their first names lead to, in the order in which these come first, with what is left of each
/// path. The error is the path whose first name `find` does not know.
pub(crate) fn group<'n>(
    paths: &[&'n str],
    find: impl Fn(&str) -> Option<usize>,
) -> Result<Vec<(usize, Vec<&'n str>)>, &'n str> {
    let mut groups: Vec<(usize, Vec<&'n str>)> = Vec::new();
    for &path in paths {
        // Names can have dots themselves.
        let splits = path.match_indices('.').map(|(dot, _)| path.split_at(dot));
        let splits = [(path, "")].into_iter().chain(splits);
        let found = splits.into_iter().find_map(|(name, rest)| Some((find(name)?, rest.trim_start_matches('.'))));
        let (place, rest) = found.ok_or(path)?;
        match groups.iter_mut().find(|(known, _)| *known == place) {
            Some((_, rests)) => rests.push(rest),
            None => groups.push((place, vec![rest])),
        }
    }
    Ok(groups)
}

/// The type of maps from texts to values of a type. The parts are named as Arrow's own builders name them.
pub(crate) fn map_of(values: DataType) -> DataType {
    let entries = [Field::new("keys", DataType::Utf8, false), Field::new("values", values, true)];
    DataType::Map(Arc::new(Field::new("entries", DataType::Struct(Fields::from_iter(entries)), false)), false)
}

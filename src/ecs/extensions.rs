use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::field_set::Empty;
use crate::schema::{self, AsValue, Entries, Items};
use crate::text::Text;
use crate::write::{AwsOptions, Fields, Key, Leaf, Object, Sink, write_list};

/// Fields of an [`Event`](super::Event) beyond its typed ones: fields of ECS that the event lacks, such as `organization.id`, and
/// fields of your own. A dot in a name leads into an object.
///
/// They are written after the fields of the event. Those whose names begin like a field set of the event are written inside that
/// set. Where the event itself has a value at a name, that value is written. Under `aws`, that is everything if the event has
/// [`aws`](super::Event::aws).
///
/// ```
/// use awslog::ecs::Event;
///
/// let mut event = Event::default();
/// event.cloud.region = Some("eu-central-1".into());
/// event.extensions.insert("organization.id", "o-example");
/// event.extensions.insert("organization.name", "Example");
/// event.extensions.insert("cloud.project.id", "payments");
/// event.extensions.insert("example.attempts", 3);
/// event.extensions.insert("example.zones", ["a", "b"]);
///
/// assert_eq!(
///     serde_json::to_string(&event)?,
///     concat!(
///         r#"{"ecs":{"version":"9.4.0"},"#,
///         r#""cloud":{"region":"eu-central-1","project":{"id":"payments"}},"#,
///         r#""organization":{"id":"o-example","name":"Example"},"#,
///         r#""example":{"attempts":3,"zones":["a","b"]}}"#,
///     ),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// An empty text, an empty list and a number that is not finite are not written. Names nest at most 20 deep, as deep as
/// Elasticsearch reads them; further dots are part of the last name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extensions<'a>(Vec<Extension<'a>>);

#[derive(Clone, Debug, PartialEq)]
struct Extension<'a> {
    name: Text<'a>,
    content: Content<'a>,
}

#[derive(Clone, Debug, PartialEq)]
enum Content<'a> {
    Value(ExtensionValue<'a>),
    Object(Extensions<'a>),
}

/// A value of [`Extensions`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ExtensionValue<'a> {
    /// A text.
    Text(Text<'a>),
    /// A whole number that is not negative.
    Unsigned(u64),
    /// A whole number.
    Signed(i64),
    /// A number.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// A list.
    List(Vec<ExtensionValue<'a>>),
}

const DEEPEST: usize = 20;

impl<'a> Extensions<'a> {
    /// Sets a field, replacing the value at its name. A dot in the name leads into an object.
    pub fn insert(&mut self, name: impl Into<Text<'a>>, value: impl Into<ExtensionValue<'a>>) {
        let name = name.into();
        let value = Content::Value(value.into());
        match name.as_borrowed() {
            Some(name) => self.place(name.splitn(DEEPEST, '.').map(Text::from), value),
            None => self.place(name.splitn(DEEPEST, '.').map(|part| part.to_owned().into()), value),
        }
    }

    fn place(&mut self, names: impl Iterator<Item = Text<'a>>, value: Content<'a>) {
        let mut names = names.peekable();
        let mut object = self;
        let mut value = Some(value);
        while let Some(name) = names.next() {
            let content = match names.peek() {
                Some(_) => Content::Object(Extensions::default()),
                None => value.take().unwrap_or(Content::Object(Extensions::default())),
            };
            let place = object.0.iter().position(|extension| extension.name == name);
            let place = place.unwrap_or(object.0.len());
            if place == object.0.len() {
                object.0.push(Extension { name, content });
            } else if let Some(extension) = object.0.get_mut(place) {
                let leads_on = names.peek().is_some() && matches!(extension.content, Content::Object(_));
                if !leads_on {
                    extension.content = content;
                }
            }
            match object.0.get_mut(place).map(|extension| &mut extension.content) {
                Some(Content::Object(inner)) => object = inner,
                _ => return,
            }
        }
    }

    /// The value of a field. `None` if it is absent or an object.
    pub fn get(&self, name: &str) -> Option<&ExtensionValue<'a>> {
        let mut object = self;
        let mut names = name.splitn(DEEPEST, '.').peekable();
        while let Some(name) = names.next() {
            match &object.0.iter().find(|extension| extension.name == *name)?.content {
                Content::Value(value) => return Some(value).filter(|_| names.peek().is_none()),
                Content::Object(inner) => object = inner,
            }
        }
        None
    }

    /// Whether there are no fields.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes the fields of an event or an object in it together with these.
    #[cold]
    pub(super) fn write_with<S: Sink>(&self, sink: &mut S, write_own: impl FnOnce(&mut Merge<'_, '_, S>)) {
        let mut merge = Merge { sink, rest: self.0.iter().collect() };
        write_own(&mut merge);
        let Merge { sink, rest } = merge;
        rest.into_iter().for_each(|extension| extension.write(sink));
    }
}

impl<'a, N: Into<Text<'a>>, V: Into<ExtensionValue<'a>>> Extend<(N, V)> for Extensions<'a> {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, fields: I) {
        fields.into_iter().for_each(|(name, value)| self.insert(name, value));
    }
}

impl Extension<'_> {
    fn is_absent(&self) -> bool {
        match &self.content {
            Content::Value(value) => value.is_nothing(),
            Content::Object(object) => Fields::is_empty(object),
        }
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        match &self.content {
            _ if self.is_absent() => {}
            Content::Value(value) => sink.named_leaf(&self.name, value),
            Content::Object(object) => sink.named_leaf(&self.name, &Object::new(object)),
        }
    }
}

impl Fields for Extensions<'_> {
    fn is_empty(&self) -> bool {
        self.0.iter().all(Extension::is_absent)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        self.0.iter().for_each(|extension| extension.write(sink));
    }
}

impl Empty for Extensions<'_> {
    const EMPTY: Self = Extensions(Vec::new());
}

/// Writes fields, and extensions inside the objects that they belong to.
pub(super) struct Merge<'s, 'e, S> {
    sink: &'s mut S,
    /// The extensions that are still to be written.
    rest: Vec<&'e Extension<'e>>,
}

impl<'e, S> Merge<'_, 'e, S> {
    fn take(&mut self, name: &str) -> Option<&'e Extension<'e>> {
        let place = self.rest.iter().position(|extension| extension.name == *name)?;
        Some(self.rest.remove(place))
    }

    /// Takes the extensions inside the object with this name.
    fn take_object(&mut self, key: Key) -> Option<&'e Extensions<'e>> {
        match &self.take(key.name())?.content {
            Content::Object(extensions) => Some(extensions),
            Content::Value(_) => None,
        }
    }
}

impl<S: Sink> Sink for Merge<'_, '_, S> {
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, value: &L) {
        self.take(key.name());
        self.sink.leaf(key, value);
    }

    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, value: &L) {
        self.take(name);
        self.sink.named_leaf(name, value);
    }

    fn options(&self) -> AwsOptions {
        self.sink.options()
    }

    fn is_satisfied(&self) -> bool {
        self.sink.is_satisfied()
    }

    fn rendered<F: Fields + ?Sized>(&mut self, key: Key, fields: &F, json: &[u8]) {
        match self.take_object(key) {
            Some(extensions) => self.sink.object(key, &Extended { fields, extensions }),
            None => self.sink.rendered(key, fields, json),
        }
    }

    fn object<F: Fields + ?Sized>(&mut self, key: Key, fields: &F) {
        if fields.is_empty() {
            return;
        }
        // Objects without extensions take the same path: if their fields were written from a second place, the compiler would not
        // inline them where events usually write them.
        let extensions = self.take_object(key).unwrap_or(const { &Extensions::EMPTY });
        self.sink.object(key, &Extended { fields, extensions });
    }
}

/// An object with extensions inside.
struct Extended<'e, F: ?Sized> {
    fields: &'e F,
    extensions: &'e Extensions<'e>,
}

impl<F: Fields + ?Sized> Fields for Extended<'_, F> {
    fn write<S: Sink>(&self, sink: &mut S) {
        self.extensions.write_with(sink, |merge| self.fields.write(merge));
    }
}

impl Leaf for ExtensionValue<'_> {
    fn is_nothing(&self) -> bool {
        match self {
            ExtensionValue::Text(text) => text.is_empty(),
            ExtensionValue::Float(number) => !number.is_finite(),
            ExtensionValue::List(items) => items.iter().all(Leaf::is_nothing),
            ExtensionValue::Unsigned(_) | ExtensionValue::Signed(_) | ExtensionValue::Boolean(_) => false,
        }
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        match self {
            ExtensionValue::Text(text) => text.write_json(out),
            ExtensionValue::Unsigned(number) => number.write_json(out),
            ExtensionValue::Signed(number) => number.write_json(out),
            ExtensionValue::Float(number) => number.write_json(out),
            ExtensionValue::Boolean(flag) => flag.write_json(out),
            ExtensionValue::List(items) => {
                write_list(items.iter().filter(|item| !item.is_nothing()), out, |item, out| item.write_json(out));
            }
        }
    }
}

impl Serialize for ExtensionValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            ExtensionValue::Text(text) => text.serialize(serializer),
            ExtensionValue::Unsigned(number) => serializer.serialize_u64(*number),
            ExtensionValue::Signed(number) => serializer.serialize_i64(*number),
            ExtensionValue::Float(number) => serializer.serialize_f64(*number),
            ExtensionValue::Boolean(flag) => serializer.serialize_bool(*flag),
            ExtensionValue::List(items) => serializer.collect_seq(items.iter().filter(|item| !item.is_nothing())),
        }
    }
}

impl Entries for Extensions<'_> {
    fn entry(&self, index: usize) -> Option<(&str, schema::Value<'_>)> {
        let extension = self.0.iter().filter(|extension| !extension.is_absent()).nth(index)?;
        let value = match &extension.content {
            Content::Value(value) => value.as_value()?,
            Content::Object(object) => schema::Value::Map(schema::Map::new(object)),
        };
        Some((extension.name.as_str(), value))
    }
}

impl ExtensionValue<'_> {
    fn as_value(&self) -> Option<schema::Value<'_>> {
        Some(match self {
            ExtensionValue::Text(text) => return text.as_value(),
            ExtensionValue::Unsigned(number) => schema::Value::Unsigned(*number),
            ExtensionValue::Signed(number) => schema::Value::Signed(*number),
            ExtensionValue::Float(number) => schema::Value::Float(*number),
            ExtensionValue::Boolean(flag) => schema::Value::Boolean(*flag),
            ExtensionValue::List(items) => schema::Value::List(schema::List::new(items)),
        })
    }
}

impl Items for Vec<ExtensionValue<'_>> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> Option<schema::Value<'_>> {
        self.get(index).filter(|item| !item.is_nothing())?.as_value()
    }
}

/// Types that become values.
macro_rules! values_from {
    ($($type:ty: |$value:ident| $made:expr;)+) => {$(
        impl<'a> From<$type> for ExtensionValue<'a> {
            fn from($value: $type) -> Self {
                $made
            }
        }
    )+};
}

values_from! {
    Text<'a>: |text| ExtensionValue::Text(text);
    &'a str: |text| ExtensionValue::Text(text.into());
    Cow<'a, str>: |text| ExtensionValue::Text(text.into());
    String: |text| ExtensionValue::Text(text.into());
    u64: |number| ExtensionValue::Unsigned(number);
    u32: |number| ExtensionValue::Unsigned(number.into());
    i64: |number| ExtensionValue::Signed(number);
    i32: |number| ExtensionValue::Signed(number.into());
    f64: |number| ExtensionValue::Float(number);
    bool: |flag| ExtensionValue::Boolean(flag);
}

impl<'a, V: Into<ExtensionValue<'a>>> From<Vec<V>> for ExtensionValue<'a> {
    fn from(items: Vec<V>) -> Self {
        items.into_iter().collect()
    }
}

impl<'a, V: Into<ExtensionValue<'a>>, const N: usize> From<[V; N]> for ExtensionValue<'a> {
    fn from(items: [V; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<'a, V: Into<ExtensionValue<'a>>> FromIterator<V> for ExtensionValue<'a> {
    fn from_iter<I: IntoIterator<Item = V>>(items: I) -> Self {
        ExtensionValue::List(items.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::ecs::Event;

    fn json(event: &Event<'_>) -> String {
        let mut json = Vec::new();
        event.write_json(&mut json);
        let json = String::from_utf8(json).unwrap();
        assert_eq!(json, serde_json::to_string(event).unwrap());
        json.strip_prefix(r#"{"ecs":{"version":"9.4.0"}"#).unwrap().to_owned()
    }

    #[test]
    fn inside_of_field_sets_and_after_them() {
        let mut event = Event::default();
        event.extensions.extend([
            ("source.geo.timezone", "UTC"),
            ("source.nat.ip", "192.0.2.1"),
            ("log.level", "info"),
        ]);
        assert_eq!(
            json(&event),
            r#","source":{"geo":{"timezone":"UTC"},"nat":{"ip":"192.0.2.1"}},"log":{"level":"info"}}"#
        );
        event.source.port = Some(443);
        event.source.geo.to_mut().name = Some("FRA56".into());
        assert_eq!(
            json(&event),
            concat!(
                r#","source":{"port":443,"geo":{"name":"FRA56","timezone":"UTC"},"nat":{"ip":"192.0.2.1"}},"#,
                r#""log":{"level":"info"}}"#
            )
        );
        assert_eq!(event.get("log.level").unwrap().text().unwrap(), "info");
    }

    #[test]
    fn values_of_the_event_stay() {
        let mut event = Event::default();
        event.event.action = Some("Hit".into());
        event.extensions.insert("event.action", "Miss");
        event.extensions.insert("event", "none");
        assert_eq!(json(&event), r#","event":{"action":"Hit"}}"#);
        event.event.action = None;
        assert_eq!(json(&event), r#","event":"none"}"#);
    }

    #[test]
    fn absent_values_are_not_written() {
        let mut event = Event::default();
        event.extensions.insert("a.b", "");
        event.extensions.insert("c", [""; 2]);
        event.extensions.insert("d", f64::NAN);
        assert_eq!(json(&event), "}");
        event.extensions.insert("a.b", vec![1.5]);
        event.extensions.insert("a.b.c", true);
        event.extensions.insert("a.d", -1);
        assert_eq!(json(&event), r#","a":{"b":{"c":true},"d":-1}}"#);
        assert_eq!(event.extensions.get("a.b.c"), Some(&true.into()));
        assert_eq!((event.extensions.get("a.b"), event.extensions.get("a.b.c.d")), (None, None));
    }

    #[test]
    fn names_with_many_dots() {
        let mut event = Event::default();
        event.extensions.insert(".".repeat(100_000), 1);
        assert_eq!(event.clone(), event);
        assert_eq!(json(&event).matches('{').count(), 19);
    }
}

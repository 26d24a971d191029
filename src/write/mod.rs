//! Writes events, as JSON bytes or through serde. Both walk the same fields in the same order, so only their speed
//! differs.

mod free_form;
mod json;
mod leaves;
mod map_text;
mod members;
mod place;
mod serde_map;
mod timestamp;
mod under_aws;
mod unknown;
mod used;

use serde::{Serialize, Serializer};

use crate::json::Raw;
use map_text::{MapText, map_text, write_map_text};

pub use free_form::{FreeForm, UnknownFreeForm};
pub(crate) use free_form::{FreeParts, write_flattened};
pub(crate) use json::{write_object, write_plain};
pub(crate) use leaves::{Keyword, decoded, keyword, milliseconds, text_leaf, write_list};
pub(crate) use members::{AsLeaf, FieldsWithAwsKeys, Member, WithAwsKeys, as_leaf};
pub(crate) use place::{CustomFields, Nested, NestedFields, Place};
pub(crate) use serde_map::{NamedValues, VisitSink, serialize_named};
pub use timestamp::Timestamp;
pub(crate) use under_aws::under_aws;
pub(crate) use unknown::{Names, snake_case, write_unknown, write_unknown_with_aws_keys};
pub(crate) use used::{AwsOptions, Used};

/// The name of a field: plain, and as JSON between two values and before a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    name: &'static str,
    json: &'static str,
    before_text: &'static str,
}

impl Key {
    /// `json` is the name as [`quoted`] has it.
    pub(crate) const fn new(name: &'static str, json: &'static [u8]) -> Self {
        let before_text = match std::str::from_utf8(json) {
            Ok(json) => json,
            Err(_) => "",
        };
        Key { name, json: before_text.split_at(json.len() - 1).0, before_text }
    }

    pub(crate) const fn name(self) -> &'static str {
        self.name
    }
}

/// `,"name":"`
pub(crate) const fn quoted<const LENGTH: usize>(name: &str) -> [u8; LENGTH] {
    let mut json = [0; LENGTH];
    let (before, rest) = json.split_at_mut(2);
    let (middle, after) = rest.split_at_mut(name.len());
    before.copy_from_slice(b",\"");
    middle.copy_from_slice(name.as_bytes());
    after.copy_from_slice(b"\":\"");
    json
}

/// A [`Key`] from a name that is known at compile time.
macro_rules! key {
    ($name:expr) => {
        const {
            const NAME: &str = $name;
            const JSON: &[u8] = &$crate::write::quoted::<{ NAME.len() + 5 }>(NAME);
            $crate::write::Key::new(NAME, JSON)
        }
    };
}
pub(crate) use key;

/// A value of one field.
pub(crate) trait Leaf: Serialize {
    /// Returns whether the value means absent, such as an empty text. It is omitted then.
    fn is_nothing(&self) -> bool {
        false
    }

    /// Whether the value is written as text, whose opening quote is written with the key.
    const IS_TEXT: bool = false;

    /// Whether an index accepts any text in the field of the value.
    const IS_KEYWORD: bool = Self::IS_TEXT;

    /// Appends the value as JSON, without the opening quote of a text.
    fn write_rest(&self, out: &mut Vec<u8>);

    /// Appends the value as JSON.
    #[inline(always)]
    fn write_json(&self, out: &mut Vec<u8>) {
        if Self::IS_TEXT {
            out.push(b'"');
        }
        self.write_rest(out);
    }
}

/// An object: fields that can be written.
pub(crate) trait Fields {
    /// Returns whether no field has a value. Such an object is omitted.
    fn is_empty(&self) -> bool {
        write_nothing(self)
    }

    /// The same if a rule has used some values. Objects whose fields are never used ignore the options.
    fn is_empty_with(&self, _options: AwsOptions) -> bool {
        self.is_empty()
    }

    /// Writes each field that has a value.
    fn write<S: Sink>(&self, sink: &mut S);
}

/// A member of an object: a value that may be absent, a list that may be empty, or an object.
pub(crate) trait Field {
    /// Returns whether there is nothing to write.
    fn is_absent(&self) -> bool;

    /// Writes the field unless it is absent.
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S);
}

/// Where fields are written to.
pub(crate) trait Sink: Sized {
    /// Writes one field with a name that is known at compile time.
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, value: &L);

    /// Writes one field with a name from the log.
    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, value: &L);

    /// The form of the object.
    fn options(&self) -> AwsOptions {
        AwsOptions::PLAIN
    }

    /// Returns whether further fields make no difference.
    #[inline(always)]
    fn is_satisfied(&self) -> bool {
        false
    }

    /// The values that a rule of the mapping has used, which are not written.
    fn used(&self) -> Used {
        self.options().used
    }

    /// Writes a free-form part as text, unless it is empty.
    fn map_text(&mut self, key: Key, part: &Raw<'_>) -> MapText {
        let text = map_text(part);
        if !text.is_empty() {
            self.leaf(key, text.as_str());
        }
        write_map_text(part, &mut Vec::new())
    }

    /// Writes a field unless it is absent.
    #[inline(always)]
    fn field<F: Field + ?Sized>(&mut self, key: Key, value: &F) {
        value.write_at(key, self);
    }

    /// Writes an object whose JSON is already available.
    fn rendered<F: Fields + ?Sized>(&mut self, key: Key, fields: &F, _json: &[u8]) {
        self.object(key, fields);
    }

    /// Writes an object unless it is empty.
    fn object<F: Fields + ?Sized>(&mut self, key: Key, fields: &F) {
        let options = self.options().nested();
        if !fields.is_empty_with(options) {
            self.leaf(key, &Object { fields, options });
        }
    }
}

/// Returns whether fields would write nothing.
pub(crate) fn write_nothing(fields: &(impl Fields + ?Sized)) -> bool {
    write_nothing_with(fields, AwsOptions::PLAIN)
}

/// The same with these options.
pub(crate) fn write_nothing_with(fields: &(impl Fields + ?Sized), options: AwsOptions) -> bool {
    struct Probe {
        is_empty: bool,
        options: AwsOptions,
    }

    impl Sink for Probe {
        fn leaf<L: Leaf + ?Sized>(&mut self, _: Key, _: &L) {
            self.is_empty = false;
        }

        fn named_leaf<L: Leaf + ?Sized>(&mut self, _: &str, _: &L) {
            self.is_empty = false;
        }

        fn object<F: Fields + ?Sized>(&mut self, _: Key, fields: &F) {
            self.is_empty = self.is_empty && fields.is_empty_with(self.options.nested());
        }

        fn options(&self) -> AwsOptions {
            self.options
        }

        fn is_satisfied(&self) -> bool {
            !self.is_empty
        }
    }

    let mut probe = Probe { is_empty: true, options };
    fields.write(&mut probe);
    probe.is_empty
}

/// The fields as a value.
#[derive(Debug)]
pub(crate) struct Object<'a, F: ?Sized> {
    fields: &'a F,
    options: AwsOptions,
}

impl<'a, F: ?Sized> Object<'a, F> {
    pub(crate) fn new(fields: &'a F) -> Self {
        Object { fields, options: AwsOptions::PLAIN }
    }
}

impl<F: Fields + ?Sized> Serialize for Object<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_map::serialize(serializer, self.fields, self.options)
    }
}

impl<F: Fields + ?Sized> Leaf for Object<'_, F> {
    fn is_nothing(&self) -> bool {
        self.fields.is_empty()
    }

    fn write_rest(&self, out: &mut Vec<u8>) {
        write_object(self.fields, self.options, out);
    }
}

//! What records and events are made of: fields by name and kind, and values one by one.
//!
//! Programs that know which fields they want use the fields of a struct. This module is for programs that want all of
//! them, or those whose names are known at run time only, such as the columns of a table, a filter or a detection
//! rule. A record describes itself with `SCHEMA`, returns one value with `get`, and lists its values with `values`.
//! All three come from the tables that define the structs. They do not allocate, and unused fields cost nothing.
//!
//! ```
//! use awslog::schema::{Kind, Value};
//! use awslog::vpc_flow::{self, Record};
//!
//! let field = &Record::SCHEMA[3];
//! assert_eq!((field.name, field.aws_name, field.kind), ("srcaddr", "srcaddr", Kind::Ip));
//!
//! let line = "2 123456789012 eni-0123456789abcdef0 192.0.2.10 198.51.100.7 49152 443 6 \
//!     9 4249 1768480490 1768480550 ACCEPT OK";
//! let record = vpc_flow::parse_line(line)?;
//! assert_eq!(record.get("bytes"), Some(Value::Unsigned(4249)));
//! assert_eq!(record.get("log-status"), Some(Value::Text("OK")));
//! assert_eq!(record.get("vpc_id"), None);
//! assert_eq!(record.values().count(), 14);
//! # Ok::<(), awslog::Error>(())
//! ```

mod row;

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use time::{Date, Time, UtcDateTime};

pub(crate) use row::{BEYOND_LAYOUT, Row};

/// A field of a record, of an object in it, or of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// The name of the struct's field: AWS's name in snake_case, or ECS's name.
    pub name: &'static str,
    /// AWS's name as logs spell it, or ECS's name.
    pub aws_name: &'static str,
    /// The kind of its values.
    pub kind: Kind,
    /// The field's documentation, as rustdoc shows it.
    pub doc: &'static str,
}

impl Field {
    /// Whether this is the field's name in snake_case, or AWS's name.
    pub fn has_name(&self, name: &str) -> bool {
        self.name == name || self.aws_name == name
    }

    /// A field whose name is AWS's.
    pub(crate) const fn new(name: &'static str, kind: Kind, doc: &'static str) -> Self {
        Field { name, aws_name: name, kind, doc }
    }
}

/// A set of fields, by their places in the schema. Where there are several schemas, the places go on from one to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Selection(u128);

impl Selection {
    /// All fields, whatever their number.
    pub(crate) const ALL: Selection = Selection(u128::MAX);

    pub(crate) const NONE: Selection = Selection(0);

    /// The fields with these names, of any schema. A name may be a path, which begins with the name of a field.
    pub(crate) fn named<'n>(schemas: &[&[Field]], names: impl Iterator<Item = &'n str>) -> Self {
        let mut set = Selection::NONE;
        for name in names {
            let first = name.split('.').next().unwrap_or_default();
            let mut start = 0;
            for fields in schemas {
                let place = |name: &str| fields.iter().position(|field| field.has_name(name));
                if let Some(place) = place(name).or_else(|| place(first)) {
                    set.insert(start + place);
                }
                start += fields.len();
            }
        }
        set
    }

    /// The part for the schema with this index.
    pub(crate) fn of_schema(self, schemas: &[&[Field]], index: usize) -> Self {
        if self == Selection::ALL {
            return self;
        }
        Selection(self.0 >> start_of(schemas, index))
    }

    /// The same fields, of the schema with this index.
    pub(crate) const fn in_schema(self, schemas: &[&[Field]], index: usize) -> Self {
        Selection(self.0 << start_of(schemas, index))
    }

    /// The fields that AWS names so, for constants.
    pub(crate) const fn of(fields: &[Field], mut aws_names: &[&str]) -> Self {
        let mut set = Selection::NONE;
        while let [name, rest @ ..] = aws_names {
            set.insert(place_of(fields, name));
            aws_names = rest;
        }
        set
    }

    /// Whether the field with this place is in the set.
    #[inline(always)]
    pub(crate) const fn has(self, place: usize) -> bool {
        place >= u128::BITS as usize || self.0 & 1 << place != 0
    }

    pub(crate) const fn insert(&mut self, place: usize) {
        if place < u128::BITS as usize {
            self.0 |= 1 << place;
        }
    }

    pub(crate) const fn with(self, other: Selection) -> Self {
        Selection(self.0 | other.0)
    }

    pub(crate) const fn has_any(self, other: Selection) -> bool {
        self.0 & other.0 != 0
    }
}

/// How many fields the schemas before an index have, for constants.
const fn start_of(mut schemas: &[&[Field]], index: usize) -> usize {
    let (mut start, mut passed) = (0, 0);
    while let [fields, rest @ ..] = schemas {
        if passed == index {
            break;
        }
        start += fields.len();
        passed += 1;
        schemas = rest;
    }
    start
}

/// Returns whether a set can have any of the fields: the fields of one schema that are beyond its places are always read, but
/// not those of several.
pub(crate) const fn fit_in_selection(schemas: &[&[Field]]) -> bool {
    schemas.len() <= 1 || start_of(schemas, schemas.len()) <= u128::BITS as usize
}

/// The index of the field with this AWS name, for constants. An unknown name does not compile.
pub(crate) const fn place_of(fields: &[Field], aws_name: &str) -> usize {
    let mut place = 0;
    let mut rest = fields;
    loop {
        assert!(!rest.is_empty(), "a field has this name");
        if let [field, others @ ..] = rest {
            if is_same(field.aws_name.as_bytes(), aws_name.as_bytes()) {
                return place;
            }
            place += 1;
            rest = others;
        }
    }
}

const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, one_rest @ ..], [second, other_rest @ ..]) = (one, other) {
        if *first != *second {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}

/// The kinds of [`Value`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Text, and the values of enums: [`Value::Text`], [`Value::Formatted`], or [`Value::Ip`] for values that may be
    /// an address or a name.
    Text,
    /// A whole number that is not negative.
    Unsigned,
    /// A whole number.
    Signed,
    /// A number with a fraction.
    Float,
    /// True or false.
    Boolean,
    /// An IP address.
    Ip,
    /// An instant in UTC.
    Timestamp,
    /// A date.
    Date,
    /// A time of day in UTC.
    Time,
    /// A duration.
    Duration,
    /// JSON that AWS leaves free-form, as its exact text.
    Json,
    /// A list of values of one kind.
    List(&'static Kind),
    /// An object with these fields.
    Object(&'static [Field]),
    /// An object whose keys are data, with values of one kind.
    Map(&'static Kind),
}

/// A value of a record or an event, borrowed from it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'r> {
    /// Text as logged, and the values of enums.
    Text(&'r str),
    /// Text that is stored in another form and formatted on demand.
    Formatted(Formatted<'r>),
    /// A whole number that is not negative.
    Unsigned(u64),
    /// A whole number.
    Signed(i64),
    /// A number with a fraction.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// An IP address.
    Ip(IpAddr),
    /// An instant in UTC.
    Timestamp(UtcDateTime),
    /// A date.
    Date(Date),
    /// A time of day in UTC.
    Time(Time),
    /// A duration.
    Duration(Duration),
    /// JSON that AWS leaves free-form.
    Json(Json<'r>),
    /// A list.
    List(List<'r>),
    /// An object with fields.
    Object(Object<'r>),
    /// An object whose keys are data.
    Map(Map<'r>),
}

impl<'r> Value<'r> {
    /// The text of a field of [`Kind::Text`] or [`Kind::Ip`]. It borrows unless it is an address or stored in another
    /// form.
    pub fn text(self) -> Option<Cow<'r, str>> {
        match self {
            Value::Text(text) => Some(text.into()),
            Value::Ip(address) => Some(address.to_string().into()),
            Value::Formatted(text) => Some(text.to_string().into()),
            _ => None,
        }
    }

    /// The same value if it borrows from nothing.
    #[inline(always)]
    pub(crate) fn detached<'a>(self) -> Option<Value<'a>> {
        match self {
            Value::Unsigned(number) => Some(Value::Unsigned(number)),
            Value::Signed(number) => Some(Value::Signed(number)),
            Value::Float(number) => Some(Value::Float(number)),
            Value::Boolean(flag) => Some(Value::Boolean(flag)),
            Value::Ip(address) => Some(Value::Ip(address)),
            Value::Timestamp(instant) => Some(Value::Timestamp(instant)),
            Value::Date(date) => Some(Value::Date(date)),
            Value::Time(time) => Some(Value::Time(time)),
            Value::Duration(duration) => Some(Value::Duration(duration)),
            _ => None,
        }
    }

    /// The value at a path from here: a name, or names separated by dots.
    ///
    /// Names lead into objects and maps. A path into a list or into free-form JSON finds nothing.
    pub fn get(self, path: &str) -> Option<Value<'r>> {
        match self {
            Value::Object(object) => object.get(path),
            Value::Map(map) => map.get(path),
            _ => None,
        }
    }
}

/// The value at a path, where `find` finds the value of one name. Names may contain dots.
fn walk<'r>(path: &str, find: impl Fn(&str) -> Option<Value<'r>>) -> Option<Value<'r>> {
    find(path)
        .or_else(|| path.match_indices('.').find_map(|(dot, _)| find(path.get(..dot)?)?.get(path.get(dot + 1..)?)))
}

/// An object with fields: a record, an event, or an object in one.
#[derive(Clone, Copy)]
pub struct Object<'r>(&'r dyn Fields);

impl<'r> Object<'r> {
    pub(crate) fn new(fields: &'r dyn Fields) -> Self {
        Object(fields)
    }

    /// Its fields, in the order of the struct.
    pub fn schema(self) -> &'static [Field] {
        self.0.schema()
    }

    /// The value of the field with this index in [`schema`](Self::schema). `None` if it is absent.
    pub fn value(self, index: usize) -> Option<Value<'r>> {
        self.0.value(index)
    }

    /// Calls a function with each value and the index of its field in [`schema`](Self::schema), in the order of the struct. That
    /// takes less time than to ask for every field, because most are absent in most records.
    ///
    /// ```
    /// use awslog::vpc_flow::{Layout, Record};
    ///
    /// let layout: Layout = "${srcaddr} ${bytes}".parse()?;
    /// let record = layout.parse_line("192.0.2.10 4249")?;
    /// let mut names = Vec::new();
    /// record.as_object().for_each(|index, _| names.push(Record::SCHEMA[index].name));
    /// assert_eq!(names, ["srcaddr", "bytes"]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    #[inline]
    pub fn for_each(self, then: impl FnMut(usize, Value<'r>)) {
        self.visit(&mut Each(then));
    }

    /// Calls a visitor with each value and the index of its field in [`schema`](Self::schema), in the order of the struct: the
    /// fastest way to move all values of many records elsewhere.
    ///
    /// ```
    /// use awslog::schema::{Value, Visitor};
    /// use awslog::vpc_flow;
    ///
    /// /// The sum of all numbers.
    /// struct Sum(u64);
    ///
    /// impl<'r> Visitor<'r> for Sum {
    ///     fn value(&mut self, _index: usize, _value: Value<'r>) {}
    ///
    ///     fn unsigned(&mut self, _index: usize, number: u64) {
    ///         self.0 += number;
    ///     }
    /// }
    ///
    /// let layout: vpc_flow::Layout = "${srcaddr} ${packets} ${bytes}".parse()?;
    /// let record = layout.parse_line("192.0.2.10 9 4249")?;
    /// let mut sum = Sum(0);
    /// record.as_object().visit(&mut sum);
    /// assert_eq!(sum.0, 4258);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    #[inline]
    pub fn visit(self, visitor: &mut dyn Visitor<'r>) {
        self.0.visit(visitor);
    }

    /// The value at a path: a name in snake_case, AWS's name, or the name of an unknown key or column. A dot leads
    /// into an object.
    pub fn get(self, path: &str) -> Option<Value<'r>> {
        walk(path, |name| {
            let field = self.schema().iter().position(|field| field.has_name(name));
            match field {
                Some(index) => self.value(index),
                None => self.unknown().find_map(|(unknown, value)| (unknown == name).then_some(value)),
            }
        })
    }

    /// The fields that have a value, by name in snake_case, in the order of the struct, followed by the unknown keys
    /// or columns.
    pub fn values(self) -> impl Iterator<Item = (&'r str, Value<'r>)> {
        let known = self.schema().iter().enumerate();
        let known = known.filter_map(move |(index, field)| Some((field.name, self.value(index)?)));
        known.chain(self.unknown())
    }

    /// The unknown keys or columns that have a value.
    pub fn unknown(self) -> impl Iterator<Item = (&'r str, Value<'r>)> {
        let is_null = |value| matches!(value, Value::Json(json) if json.as_str() == Some("null"));
        (0..).map_while(move |index| self.0.unknown(index)).filter(move |(_, value)| !is_null(*value))
    }
}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.values()).finish()
    }
}

impl PartialEq for Object<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.values().eq(other.values())
    }
}

/// A list of values.
#[derive(Clone, Copy)]
pub struct List<'r>(&'r dyn Items);

impl<'r> List<'r> {
    pub(crate) fn new(items: &'r dyn Items) -> Self {
        List(items)
    }

    /// The number of items.
    pub fn len(self) -> usize {
        self.0.count()
    }

    /// Returns whether there are no items.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The items, in order.
    pub fn iter(self) -> impl Iterator<Item = Value<'r>> {
        (0..self.len()).filter_map(move |index| self.0.item(index))
    }

    /// Calls a visitor with each item and its index.
    #[inline]
    pub fn visit(self, visitor: &mut dyn Visitor<'r>) {
        self.0.visit(visitor);
    }
}

impl fmt::Debug for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for List<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// An object whose keys are data, such as tags.
#[derive(Clone, Copy)]
pub struct Map<'r>(&'r dyn Entries);

impl<'r> Map<'r> {
    pub(crate) fn new(entries: &'r dyn Entries) -> Self {
        Map(entries)
    }

    /// The value at a path: a key, optionally followed by a dot and a path into an object.
    pub fn get(self, path: &str) -> Option<Value<'r>> {
        walk(path, |name| self.iter().find_map(|(key, value)| (key == name).then_some(value)))
    }

    /// The keys with their values, in the order of the log.
    pub fn iter(self) -> impl Iterator<Item = (&'r str, Value<'r>)> {
        (0..).map_while(move |index| self.0.entry(index))
    }
}

impl fmt::Debug for Map<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl PartialEq for Map<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// Text that is stored in another form, such as a Community ID. `Display` formats it.
#[derive(Clone, Copy)]
pub struct Formatted<'r>(&'r dyn fmt::Display);

impl<'r> Formatted<'r> {
    #[cfg(feature = "ecs")]
    pub(crate) fn new(text: &'r dyn fmt::Display) -> Self {
        Formatted(text)
    }
}

impl fmt::Display for Formatted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Formatted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for Formatted<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

/// Free-form JSON.
#[derive(Clone, Copy)]
pub struct Json<'r>(&'r dyn JsonText);

impl<'r> Json<'r> {
    pub(crate) fn new(text: &'r dyn JsonText) -> Self {
        Json(text)
    }

    /// The exact text, if the log has it. The `aws` object of an event has no text until it is written, for example
    /// with [`to_string`](ToString::to_string).
    pub fn as_str(self) -> Option<&'r str> {
        self.0.text()
    }
}

impl fmt::Display for Json<'_> {
    /// Writes the JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.text() {
            Some(text) => f.write_str(text),
            None => self.0.write(f),
        }
    }
}

impl fmt::Debug for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Json<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

/// Takes values one by one: see [`Object::visit`].
///
/// The most frequent kinds of values have methods of their own, so that a visitor need not ask which kind a value is. By default,
/// these call [`value`](Self::value).
pub trait Visitor<'r> {
    /// Takes a value, and the index of its field or its place in the list.
    fn value(&mut self, index: usize, value: Value<'r>);

    /// Takes a [`Value::Text`].
    fn text(&mut self, index: usize, text: &'r str) {
        self.value(index, Value::Text(text));
    }

    /// Takes a [`Value::Unsigned`].
    fn unsigned(&mut self, index: usize, number: u64) {
        self.value(index, Value::Unsigned(number));
    }

    /// Takes a [`Value::Boolean`].
    fn boolean(&mut self, index: usize, flag: bool) {
        self.value(index, Value::Boolean(flag));
    }

    /// Takes a [`Value::Ip`].
    fn ip(&mut self, index: usize, address: IpAddr) {
        self.value(index, Value::Ip(address));
    }

    /// Takes a [`Value::Ip`] together with its text in the form of RFC 5952, if the log has it in that form.
    fn logged_ip(&mut self, index: usize, address: IpAddr, _text: &'r str) {
        self.ip(index, address);
    }

    /// Takes a [`Value::Timestamp`].
    fn timestamp(&mut self, index: usize, instant: UtcDateTime) {
        self.value(index, Value::Timestamp(instant));
    }

    /// Takes a [`Value::Duration`].
    fn duration(&mut self, index: usize, duration: Duration) {
        self.value(index, Value::Duration(duration));
    }

    /// Takes a [`Value::Object`].
    fn object(&mut self, index: usize, object: Object<'r>) {
        self.value(index, Value::Object(object));
    }
}

/// The visitor of [`Object::for_each`].
struct Each<F>(F);

impl<'r, F: FnMut(usize, Value<'r>)> Visitor<'r> for Each<F> {
    fn value(&mut self, index: usize, value: Value<'r>) {
        (self.0)(index, value);
    }
}

/// The data of an [`Object`].
pub(crate) trait Fields {
    fn schema(&self) -> &'static [Field];

    /// The value of a field. `None` if it is absent.
    fn value(&self, index: usize) -> Option<Value<'_>>;

    /// Calls a visitor with each value and the index of its field.
    fn visit<'s>(&'s self, visitor: &mut dyn Visitor<'s>) {
        for index in 0..self.schema().len() {
            if let Some(value) = self.value(index) {
                visitor.value(index, value);
            }
        }
    }

    /// The unknown key or column with this index. `None` after the last one.
    fn unknown(&self, _index: usize) -> Option<(&str, Value<'_>)> {
        None
    }
}

/// The data of a [`List`].
pub(crate) trait Items {
    fn count(&self) -> usize;

    fn item(&self, index: usize) -> Option<Value<'_>>;

    /// Calls a visitor with each item and its index.
    fn visit<'s>(&'s self, visitor: &mut dyn Visitor<'s>) {
        for index in 0..self.count() {
            if let Some(value) = self.item(index) {
                visitor.value(index, value);
            }
        }
    }
}

/// The data of a [`Map`].
pub(crate) trait Entries {
    fn entry(&self, index: usize) -> Option<(&str, Value<'_>)>;
}

/// The data of a [`Json`].
pub(crate) trait JsonText {
    fn text(&self) -> Option<&str>;

    fn write(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// A type of the tables: its kind, and how to view its values.
pub(crate) trait AsValue {
    const KIND: Kind;

    /// The value. `None` if it is absent.
    fn as_value(&self) -> Option<Value<'_>>;

    /// Calls a visitor with the value, if there is one.
    #[inline]
    fn visit<'s>(&'s self, index: usize, visitor: &mut dyn Visitor<'s>) {
        if let Some(value) = self.as_value() {
            visitor.value(index, value);
        }
    }
}

impl<T: AsValue> AsValue for Option<T> {
    const KIND: Kind = T::KIND;

    fn as_value(&self) -> Option<Value<'_>> {
        self.as_ref()?.as_value()
    }

    #[inline]
    fn visit<'s>(&'s self, index: usize, visitor: &mut dyn Visitor<'s>) {
        if let Some(value) = self {
            value.visit(index, visitor);
        }
    }
}

impl<T: AsValue> AsValue for Box<T> {
    const KIND: Kind = T::KIND;

    fn as_value(&self) -> Option<Value<'_>> {
        (**self).as_value()
    }

    #[inline]
    fn visit<'s>(&'s self, index: usize, visitor: &mut dyn Visitor<'s>) {
        (**self).visit(index, visitor);
    }
}

impl<T: AsValue> AsValue for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);

    fn as_value(&self) -> Option<Value<'_>> {
        (!self.is_empty()).then(|| Value::List(List::new(self)))
    }
}

impl<T: AsValue> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> Option<Value<'_>> {
        self.get(index)?.as_value()
    }

    fn visit<'s>(&'s self, visitor: &mut dyn Visitor<'s>) {
        for (index, item) in self.iter().enumerate() {
            item.visit(index, visitor);
        }
    }
}

/// Types with `Copy` values: the kind, which is the variant, the method of visitors if there is one, and the conversion.
macro_rules! scalars {
    ($($type:ty: $kind:ident $($method:ident)?, |$value:ident| $made:expr;)+) => {$(
        impl AsValue for $type {
            const KIND: Kind = Kind::$kind;

            fn as_value(&self) -> Option<Value<'_>> {
                let $value = *self;
                Some(Value::$kind($made))
            }

            $(#[inline]
            fn visit<'s>(&'s self, index: usize, visitor: &mut dyn Visitor<'s>) {
                let $value = *self;
                visitor.$method(index, $made);
            })?
        }
    )+};
}

scalars! {
    u8: Unsigned unsigned, |number| number.into();
    u16: Unsigned unsigned, |number| number.into();
    u32: Unsigned unsigned, |number| number.into();
    u64: Unsigned unsigned, |number| number;
    i64: Signed, |number| number;
    f64: Float, |number| number;
    bool: Boolean boolean, |flag| flag;
    IpAddr: Ip ip, |address| address;
    UtcDateTime: Timestamp timestamp, |instant| instant;
    Date: Date, |date| date;
    Time: Time, |time| time;
    Duration: Duration duration, |duration| duration;
}

/// Types that are viewed as text: the type, and the text of a value.
macro_rules! text_values {
    ($($type:ty: |$value:ident| $text:expr;)+) => {$(
        impl $crate::schema::AsValue for $type {
            const KIND: $crate::schema::Kind = $crate::schema::Kind::Text;

            fn as_value(&self) -> Option<$crate::schema::Value<'_>> {
                let $value = self;
                Some($crate::schema::Value::Text($text))
            }

            #[inline]
            fn visit<'s>(&'s self, index: usize, visitor: &mut dyn $crate::schema::Visitor<'s>) {
                let $value = self;
                visitor.text(index, $text);
            }
        }
    )+};
}
pub(crate) use text_values;

text_values! { &str: |text| text; }

/// The methods `get` and `values` of a type with `as_object`.
macro_rules! lookups {
    () => {
        /// The value of a field by its name in snake_case or AWS's name, or of an unknown key or column. A dot leads into
        /// an object. `None` if it is absent.
        pub fn get(&self, path: &str) -> Option<$crate::schema::Value<'_>> {
            self.as_object().get(path)
        }

        /// The fields that have a value, by name in snake_case, in the order of the struct, followed by the unknown keys
        /// or columns.
        pub fn values(&self) -> impl Iterator<Item = (&str, $crate::schema::Value<'_>)> {
            self.as_object().values()
        }
    };
}
pub(crate) use lookups;

/// The schema of a struct from the rows of its table: documentation, AWS's name, field and type. `unknown` views one
/// of its unknown keys or columns, `has` says whether a field has a value at all.
macro_rules! schema {
    (
        impl [$($life:lifetime)?] $name:ty {
            $($(#[doc = $doc:literal])* $aws_name:literal $field:ident: $type:ty,)+
        }
        unknown $unknown:expr,
        has |$member:ident| $has:expr
    ) => {
        #[allow(dead_code, reason = "not every struct that is private is asked")]
        impl $(<$life>)? $name {
            /// The fields, in the order of the struct.
            pub const SCHEMA: &'static [$crate::schema::Field] = &[$($crate::schema::Field {
                name: $crate::schema::field_name(stringify!($field)),
                aws_name: $aws_name,
                kind: <$type as $crate::schema::AsValue>::KIND,
                doc: concat!($($doc, "\n"),*).trim_ascii(),
            }),+];

            $crate::schema::lookups!();

            /// The fields and their values, for code that does not know the type.
            pub fn as_object(&self) -> $crate::schema::Object<'_> {
                $crate::schema::Object::new(self)
            }
        }

        impl $(<$life>)? $crate::schema::Fields for $name {
            fn schema(&self) -> &'static [$crate::schema::Field] {
                Self::SCHEMA
            }

            fn value(&self, index: usize) -> Option<$crate::schema::Value<'_>> {
                let mut places = 0..;
                $(if places.next() == Some(index) {
                    let $member = &self.$field;
                    return if $has { $crate::schema::AsValue::as_value($member) } else { None };
                })+
                None
            }

            fn visit<'s>(&'s self, visitor: &mut dyn $crate::schema::Visitor<'s>) {
                let mut index = 0;
                $({
                    let $member = &self.$field;
                    if $has {
                        $crate::schema::AsValue::visit($member, index, visitor);
                    }
                    index += 1;
                })+
                let _ = index;
            }

            fn unknown(&self, index: usize) -> Option<(&str, $crate::schema::Value<'_>)> {
                let unknown: fn(&Self, usize) -> Option<(&str, $crate::schema::Value<'_>)> = $unknown;
                unknown(self, index)
            }
        }

        impl $(<$life>)? $crate::schema::AsValue for $name {
            const KIND: $crate::schema::Kind = $crate::schema::Kind::Object(Self::SCHEMA);

            fn as_value(&self) -> Option<$crate::schema::Value<'_>> {
                Some($crate::schema::Value::Object(self.as_object()))
            }

            #[inline]
            fn visit<'s>(&'s self, index: usize, visitor: &mut dyn $crate::schema::Visitor<'s>) {
                visitor.object(index, self.as_object());
            }
        }
    };
}
pub(crate) use schema;

/// The name of a field as text: raw identifiers without their `r#`.
pub(crate) const fn field_name(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

//! Records and events as the engine asks them.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use awslog::ecs;
use awslog::schema::{Json, Object, Value};
use rsigma_eval::{Event, EventValue};
use serde_json::Number;

use crate::json;
use crate::names::Names;
use crate::path::{Path, Step};

/// A record or an ECS event as the engine's [`Event`]: the engine asks for the fields that a rule names, and nothing else is
/// looked at or copied.
///
/// ```
/// use awslog_sigma::LogEvent;
/// use rsigma_eval::{Event, EventValue};
///
/// let json = br#"{"eventVersion":"1.11","userIdentity":{"type":"Root"},
///     "requestParameters":{"ipPermissions":{"items":[
///         {"fromPort":22},{"fromPort":443}]}}}"#;
/// let record = awslog::records(awslog::Format::CloudTrail, json).next().unwrap()?;
/// let event = LogEvent::of_record(&record);
/// assert_eq!(event.get_field("userIdentity.type"), Some(EventValue::Str("Root".into())));
/// assert_eq!(
///     event.get_field("requestParameters.ipPermissions.items.fromPort"),
///     Some(EventValue::Array(vec![EventValue::Int(22), EventValue::Int(443)])),
/// );
/// assert_eq!(event.get_field("errorCode"), None);
/// # Ok::<(), awslog::Error>(())
/// ```
///
/// # Values
///
/// - Names are AWS's (`userIdentity.type`, `cs(User-Agent)`) or those in snake_case; those of an event are ECS's. A path crosses
///   lists: all items count. `[0]` and `[-1]` select one item.
/// - What is absent, `-`, empty or `null` is absent: `field: null` and `field|exists: false` match it.
/// - Counters, ports and status codes are numbers. Durations of records are seconds, those of events are nanoseconds. Instants
///   are text as in `2026-01-15T12:34:56Z`, and dates as in `2026-01-15`.
/// - Free-form JSON such as `requestParameters` is searched when a rule asks. As a whole it is its text, so that
///   `requestParameters|contains` works, which rules of SigmaHQ use. A repeated key has all of its values.
/// - Keywords look at every text and number of the record, those in free-form JSON included.
pub struct LogEvent<'r> {
    object: Object<'r>,
    names: &'static Names,
    /// The unit of durations: nanoseconds in events, seconds in records.
    is_ecs: bool,
    /// The `aws` object of an event, which has no text of its own.
    written: OnceLock<String>,
}

impl<'r> LogEvent<'r> {
    /// A record, for rules with AWS's names.
    pub fn of_record(record: &'r awslog::Record<'_>) -> Self {
        Self::new(record.as_object(), false)
    }

    /// An ECS event, for rules with ECS names.
    ///
    /// ```
    /// use awslog::ecs::Mapper;
    /// use awslog_sigma::LogEvent;
    /// use rsigma_eval::{Event, EventValue};
    ///
    /// let log = b"#Fields: c-ip sc-status\n192.0.2.10\t404\n";
    /// let record = awslog::records(awslog::Format::CloudFront, log).next().unwrap()?;
    /// let event = Mapper::new().to_ecs(&record);
    /// let event = LogEvent::of_event(&event);
    /// assert_eq!(event.get_field("http.response.status_code"), Some(EventValue::Int(404)));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn of_event(event: &'r ecs::Event<'_>) -> Self {
        Self::new(event.as_object(), true)
    }

    fn new(object: Object<'r>, is_ecs: bool) -> Self {
        LogEvent { object, names: Names::of(object.schema()), is_ecs, written: OnceLock::new() }
    }

    /// The value of a field of the record itself.
    fn field(&self, name: &str) -> Option<Value<'r>> {
        match self.names.index(name) {
            Some(index) => self.object.value(index),
            None => unknown(self.object, name),
        }
    }

    /// Appends the values at a path in an object.
    fn collect_in<'s>(
        &'s self,
        path: Path<'_>,
        find: &dyn Fn(&str) -> Option<Value<'r>>,
        found: &mut Vec<EventValue<'s>>,
    ) {
        // Names of columns and keys may have dots.
        if let Some(value) = path.as_name().and_then(find) {
            found.extend(self.event_value(value));
        } else if let Some((Step::Key(key), rest)) = path.split_first()
            && let Some(value) = find(&key)
        {
            self.collect(value, rest, found);
        }
    }

    /// Appends the values at a path below a value.
    fn collect<'s>(&'s self, value: Value<'r>, path: Path<'_>, found: &mut Vec<EventValue<'s>>) {
        let Some((step, rest)) = path.split_first() else {
            found.extend(self.event_value(value));
            return;
        };
        match value {
            Value::Object(object) => self.collect_in(path.after_dot(), &|name| find(object, name), found),
            Value::Map(map) => {
                let find = |name: &str| map.iter().find_map(|(key, value)| (key == name).then_some(value));
                self.collect_in(path.after_dot(), &find, found);
            }
            Value::List(list) => match step {
                Step::Key(_) => list.iter().for_each(|item| self.collect(item, path, found)),
                Step::Index(index) => {
                    if let Some(item) = index.of(list.len()).and_then(|index| list.iter().nth(index)) {
                        self.collect(item, rest, found);
                    }
                }
            },
            Value::Json(json) => json::collect(self.text(json), path, found),
            _ => {}
        }
    }

    /// The text of free-form JSON. An event has one such object without a text: `aws`.
    fn text<'s>(&'s self, json: Json<'r>) -> &'s str {
        json.as_str().unwrap_or_else(|| self.written.get_or_init(|| json.to_string()))
    }

    /// The value as a rule sees it. `None` for an object without members.
    fn event_value<'s>(&'s self, value: Value<'r>) -> Option<EventValue<'s>> {
        Some(match value {
            Value::Text(text) => EventValue::Str(text.into()),
            Value::Formatted(text) => EventValue::Str(text.to_string().into()),
            Value::Ip(address) => EventValue::Str(address.to_string().into()),
            Value::Unsigned(number) => unsigned(number),
            Value::Signed(number) => EventValue::Int(number),
            Value::Float(number) => EventValue::Float(number),
            Value::Boolean(flag) => EventValue::Bool(flag),
            Value::Timestamp(instant) => EventValue::Str(ecs::Timestamp::from(instant).to_string().into()),
            Value::Date(date) => EventValue::Str(date.to_string().into()),
            Value::Time(time) => EventValue::Str(clock(time).into()),
            Value::Duration(duration) => self.duration(duration),
            Value::Json(json) => json::value(self.text(json)),
            Value::List(list) => EventValue::Array(list.iter().filter_map(|item| self.event_value(item)).collect()),
            Value::Object(object) => self.members(named(object))?,
            Value::Map(map) => self.members(map.iter())?,
            // Kinds of values that `awslog` may add.
            _ => return None,
        })
    }

    fn members<'s>(&'s self, members: impl Iterator<Item = (&'r str, Value<'r>)>) -> Option<EventValue<'s>> {
        let members = members.filter_map(|(name, value)| Some((Cow::Borrowed(name), self.event_value(value)?)));
        let members = members.collect::<Vec<_>>();
        (!members.is_empty()).then_some(EventValue::Map(members))
    }

    fn duration(&self, duration: Duration) -> EventValue<'static> {
        match i64::try_from(duration.as_nanos()) {
            Ok(nanoseconds) if self.is_ecs => EventValue::Int(nanoseconds),
            _ => EventValue::Float(duration.as_secs_f64()),
        }
    }

    /// Calls a function with each text and number of a value until it returns true.
    fn any_text(&self, value: Value<'r>, is_match: &mut dyn FnMut(&str) -> bool) -> bool {
        match value {
            Value::Text(text) => is_match(text),
            Value::Json(json) => json::any_text(self.text(json), is_match),
            Value::List(list) => list.iter().any(|item| self.any_text(item, is_match)),
            Value::Object(object) => object.values().any(|(_, value)| self.any_text(value, is_match)),
            Value::Map(map) => map.iter().any(|(_, value)| self.any_text(value, is_match)),
            Value::Boolean(_) => false,
            value => match self.event_value(value).as_ref().and_then(EventValue::as_str) {
                Some(text) => is_match(&text),
                None => false,
            },
        }
    }

    fn to_json_value(&self, value: Value<'r>) -> Option<serde_json::Value> {
        Some(match value {
            Value::Unsigned(number) => number.into(),
            Value::Float(number) => Number::from_f64(number).map_or(serde_json::Value::Null, Into::into),
            Value::Json(json) => {
                let text = self.text(json);
                serde_json::from_str(text).unwrap_or_else(|_| text.into())
            }
            Value::List(list) => list.iter().filter_map(|item| self.to_json_value(item)).collect::<Vec<_>>().into(),
            Value::Object(object) => self.to_json_object(named(object)),
            Value::Map(map) => self.to_json_object(map.iter()),
            value => self.event_value(value)?.to_json(),
        })
    }

    fn to_json_object(&self, members: impl Iterator<Item = (&'r str, Value<'r>)>) -> serde_json::Value {
        let members = members.filter_map(|(name, value)| Some((name.to_owned(), self.to_json_value(value)?)));
        serde_json::Value::Object(members.collect())
    }
}

impl Event for LogEvent<'_> {
    fn get_field(&self, path: &str) -> Option<EventValue<'_>> {
        if let Some(value) = self.field(path) {
            return self.event_value(value);
        }
        let path = Path::new(path);
        if !path.has_steps() {
            return None;
        }
        let mut found = Vec::new();
        self.collect_in(path, &|name| self.field(name), &mut found);
        match found.len() {
            0 | 1 => found.pop(),
            _ => Some(EventValue::Array(found)),
        }
    }

    fn any_string_value(&self, pred: &dyn Fn(&str) -> bool) -> bool {
        self.any_text(Value::Object(self.object), &mut |text| pred(text))
    }

    fn all_string_values(&self) -> Vec<Cow<'_, str>> {
        let mut values = Vec::new();
        self.visit_string_values(&mut |text| values.push(Cow::Owned(text.to_owned())));
        values
    }

    fn visit_string_values(&self, visit: &mut dyn FnMut(&str)) {
        self.any_text(Value::Object(self.object), &mut |text| {
            visit(text);
            false
        });
    }

    fn to_json(&self) -> serde_json::Value {
        self.to_json_object(named(self.object))
    }
}

impl fmt::Debug for LogEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LogEvent").field(&self.object).finish()
    }
}

/// The members of an object by AWS's names.
fn named(object: Object<'_>) -> impl Iterator<Item = (&str, Value<'_>)> {
    let known = object.schema().iter().enumerate();
    known.filter_map(move |(index, field)| Some((field.aws_name, object.value(index)?))).chain(object.unknown())
}

fn find<'r>(object: Object<'r>, name: &str) -> Option<Value<'r>> {
    match object.schema().iter().position(|field| field.has_name(name)) {
        Some(index) => object.value(index),
        None => unknown(object, name),
    }
}

fn unknown<'r>(object: Object<'r>, name: &str) -> Option<Value<'r>> {
    object.unknown().find_map(|(key, value)| (key == name).then_some(value))
}

/// Numbers beyond those that the engine has as integers are approximate.
fn unsigned(number: u64) -> EventValue<'static> {
    i64::try_from(number).map_or(EventValue::Float(number as f64), EventValue::Int)
}

/// `12:34:56`, with a fraction only if there is one.
fn clock(time: awslog::time::Time) -> String {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    let mut text = format!("{hour:02}:{minute:02}:{second:02}");
    if nanosecond > 0 {
        text += format!(".{nanosecond:09}").trim_end_matches('0');
    }
    text
}

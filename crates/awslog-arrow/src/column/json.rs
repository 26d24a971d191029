use std::fmt::{self, Write};

use awslog::schema::Value;
use awslog::time::UtcDateTime;

/// Writes a value as text: texts as they are, instants in the form of RFC 3339, lists and objects as JSON.
pub(super) fn write_text(value: Value<'_>, out: &mut String) {
    match value {
        Value::Timestamp(instant) => write_display(Rfc3339(instant), out),
        value => match value.text() {
            Some(text) => out.push_str(&text),
            None => write_json(value, out),
        },
    }
}

/// Writes a value as JSON.
pub(super) fn write_json(value: Value<'_>, out: &mut String) {
    match value {
        Value::Unsigned(number) => write_display(number, out),
        Value::Signed(number) => write_display(number, out),
        Value::Float(number) if number.is_finite() => write_display(number, out),
        Value::Boolean(flag) => write_display(flag, out),
        Value::Json(json) => write_display(json, out),
        Value::List(list) => write_all(list.iter(), ['[', ']'], out, write_json),
        Value::Object(object) => write_all(object.values(), ['{', '}'], out, write_member),
        Value::Map(map) => write_all(map.iter(), ['{', '}'], out, write_member),
        Value::Timestamp(instant) => write_quoted(Rfc3339(instant), out),
        Value::Date(date) => write_quoted(date, out),
        Value::Time(time) => write_quoted(time, out),
        Value::Duration(duration) => {
            write_display(format_args!("{}.{:09}", duration.as_secs(), duration.subsec_nanos()), out);
        }
        value => match value.text() {
            Some(text) => write_quoted(text, out),
            None => out.push_str("null"),
        },
    }
}

/// An instant in the form of RFC 3339.
struct Rfc3339(UtcDateTime);

impl fmt::Display for Rfc3339 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = (self.0.date(), self.0.time());
        let (hour, minute, second, nanosecond) = time.as_hms_nano();
        write!(f, "{date}T{hour:02}:{minute:02}:{second:02}")?;
        if nanosecond > 0 {
            write!(f, ".{nanosecond:09}")?;
        }
        f.write_str("Z")
    }
}

fn write_member((name, value): (&str, Value<'_>), out: &mut String) {
    write_quoted(name, out);
    out.push(':');
    write_json(value, out);
}

fn write_all<T>(items: impl Iterator<Item = T>, [open, close]: [char; 2], out: &mut String, write: fn(T, &mut String)) {
    out.push(open);
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

/// A string takes everything that is written to it.
fn write_display(value: impl fmt::Display, out: &mut String) {
    let _ = write!(out, "{value}");
}

fn write_quoted(text: impl fmt::Display, out: &mut String) {
    out.push('"');
    let _ = write!(Escaping(out), "{text}");
    out.push('"');
}

/// Escapes what JSON does not allow in a text.
struct Escaping<'o>(&'o mut String);

impl Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            match character {
                '"' | '\\' => self.0.extend(['\\', character]),
                '\0'..' ' => write!(self.0, "\\u{:04x}", u32::from(character))?,
                _ => self.0.push(character),
            }
        }
        Ok(())
    }
}

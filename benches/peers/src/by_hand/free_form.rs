//! Free-form JSON as text, as Elastic writes it: `{key=value, list=[1, 2]}`.

use std::fmt::{self, Write as _};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// The text of JSON, without what is empty.
pub fn text(json: &str) -> Option<String> {
    let mut out = String::with_capacity(json.len());
    let mut json = sonic_rs::Deserializer::from_str(json);
    let is_something = Part(&mut out).deserialize(&mut json).expect("the part has been read before");
    is_something.then_some(out)
}

/// Appends a value, and returns whether there is something in it.
struct Part<'o>(&'o mut String);

impl Part<'_> {
    fn number(self, number: impl fmt::Display) -> bool {
        write!(self.0, "{number}").expect("a String takes everything");
        true
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(true)
    }

    fn visit_u64<E>(self, value: u64) -> Result<bool, E> {
        Ok(self.number(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<bool, E> {
        Ok(self.number(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<bool, E> {
        Ok(self.number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<bool, E> {
        self.0.push_str(value);
        Ok(!value.is_empty())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let start = self.0.len();
        let mut separator = "{";
        let mut end = start;
        while let Some(key) = map.next_key::<crate::json::Text<'_>>()? {
            self.0.push_str(separator);
            self.0.push_str(&key);
            self.0.push('=');
            if map.next_value_seed(Part(self.0))? {
                separator = ", ";
                end = self.0.len();
            }
            self.0.truncate(end);
        }
        self.0.push_str(if end > start { "}" } else { "" });
        Ok(end > start)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let start = self.0.len();
        let mut separator = "[";
        let mut end = start;
        loop {
            self.0.push_str(separator);
            let Some(is_something) = list.next_element_seed(Part(self.0))? else { break };
            if is_something {
                separator = ", ";
                end = self.0.len();
            }
            self.0.truncate(end);
        }
        self.0.truncate(end);
        self.0.push_str(if end > start { "]" } else { "" });
        Ok(end > start)
    }
}

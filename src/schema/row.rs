use std::net::IpAddr;
use std::sync::Arc;

use super::{AsValue, Field, Fields, Object, Value, Visitor};
use crate::fast::is_canonical_v6;

/// The values of a line, for those who want all of them and no record.
///
/// A record has a field for each column of its format. To set a hundred fields to absent, and to check each of them when the record is
/// dropped, takes longer than to read thirty values. A row is used for one line after the other, and has only the values that a
/// line has.
pub(crate) struct Row<'a> {
    schema: &'static [Field],
    cells: Vec<Cell<'a>>,
    unknown: Vec<(Arc<str>, &'a str)>,
    beyond: Vec<&'a str>,
}

/// The value of a field, and its text in the line.
#[derive(Clone, Copy)]
struct Cell<'a> {
    index: u32,
    value: Value<'a>,
    text: &'a str,
}

impl<'a> Row<'a> {
    /// An empty row of a format whose records have these fields.
    pub(crate) fn new(schema: &'static [Field]) -> Self {
        Row { schema, cells: Vec::with_capacity(schema.len()), unknown: Vec::new(), beyond: Vec::new() }
    }

    /// The values in the order of their fields.
    pub(crate) fn as_object(&mut self) -> Object<'_> {
        if !self.cells.is_sorted_by_key(|cell| cell.index) {
            self.cells.sort_unstable_by_key(|cell| cell.index);
        }
        Object::new(self)
    }

    /// Removes all values.
    pub(crate) fn clear(&mut self) {
        self.cells.clear();
        self.unknown.clear();
        self.beyond.clear();
    }

    /// Adds the value of the field with this index, which has none yet, and has this text in the line.
    #[inline(always)]
    pub(crate) fn push(&mut self, index: u32, value: Value<'a>, text: &'a str) {
        self.cells.push(Cell { index, value, text });
    }

    /// Keeps the value of a column that the format does not know.
    #[cold]
    pub(crate) fn push_unknown(&mut self, name: &Arc<str>, text: &'a str) {
        self.unknown.push((name.clone(), text));
    }

    /// Keeps a value after the last column.
    #[cold]
    pub(crate) fn push_beyond(&mut self, text: &'a str) {
        self.beyond.push(text);
    }

    /// Returns whether the line had values after the last column of its layout.
    pub(crate) fn goes_beyond_layout(&self) -> bool {
        !self.beyond.is_empty()
    }

    /// Returns whether the field with this index has a value.
    pub(crate) fn has(&self, index: u32) -> bool {
        self.cells.iter().any(|cell| cell.index == index)
    }
}

impl Fields for Row<'_> {
    fn schema(&self) -> &'static [Field] {
        self.schema
    }

    fn value(&self, index: usize) -> Option<Value<'_>> {
        self.cells.iter().find(|cell| cell.index as usize == index).map(|cell| cell.value)
    }

    fn visit<'s>(&'s self, visitor: &mut dyn Visitor<'s>) {
        for cell in &self.cells {
            let index = cell.index as usize;
            match cell.value {
                Value::Text(text) => visitor.text(index, text),
                Value::Unsigned(number) => visitor.unsigned(index, number),
                // Such an address is read in the form of RFC 5952 only.
                Value::Ip(address @ IpAddr::V4(_)) => visitor.logged_ip(index, address, cell.text),
                Value::Ip(address @ IpAddr::V6(v6)) => match is_canonical_v6(cell.text, v6) {
                    true => visitor.logged_ip(index, address, cell.text),
                    false => visitor.ip(index, address),
                },
                Value::Timestamp(instant) => visitor.timestamp(index, instant),
                Value::Duration(duration) => visitor.duration(index, duration),
                value => visitor.value(index, value),
            }
        }
    }

    fn unknown(&self, index: usize) -> Option<(&str, Value<'_>)> {
        match self.unknown.get(index) {
            Some((name, text)) => Some((name, Value::Text(text))),
            None if index == self.unknown.len() => Some((BEYOND_LAYOUT, self.beyond.as_value()?)),
            None => None,
        }
    }
}

/// The name of the values after the last column of a layout.
pub(crate) const BEYOND_LAYOUT: &str = "beyond_layout";

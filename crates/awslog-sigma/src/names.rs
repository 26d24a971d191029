//! The names of a format's fields, ready for many lookups.

use std::ptr;
use std::sync::OnceLock;

use awslog::schema::Field;

/// The names of the fields of one schema, by length: few names have the same one, so that a lookup compares one or two.
pub(crate) struct Names {
    schema: &'static [Field],
    by_length: Vec<Vec<(&'static str, usize)>>,
    /// The next schema that has been asked for.
    next: OnceLock<Box<Names>>,
}

static FIRST: OnceLock<Box<Names>> = OnceLock::new();

impl Names {
    /// The names of a schema, made when it is first asked for.
    pub(crate) fn of(schema: &'static [Field]) -> &'static Names {
        let mut place = &FIRST;
        loop {
            let names = place.get_or_init(|| Box::new(Names::new(schema)));
            if ptr::eq(names.schema, schema) {
                return names;
            }
            place = &names.next;
        }
    }

    fn new(schema: &'static [Field]) -> Self {
        let mut by_length = Vec::<Vec<_>>::new();
        for (index, field) in schema.iter().enumerate() {
            for name in [field.name, field.aws_name] {
                if by_length.len() <= name.len() {
                    by_length.resize_with(name.len() + 1, Vec::new);
                }
                if let Some(names) = by_length.get_mut(name.len())
                    && !names.contains(&(name, index))
                {
                    names.push((name, index));
                }
            }
        }
        Names { schema, by_length, next: OnceLock::new() }
    }

    /// The index of the field with this name.
    pub(crate) fn index(&self, name: &str) -> Option<usize> {
        let names = self.by_length.get(name.len())?;
        names.iter().find_map(|(known, index)| (*known == name).then_some(*index))
    }
}

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::{Serialize, Serializer};

use super::values::{Listed, Values};
use super::write::{Field, Fields, Key, Object, Sink};

/// A group of fields that many events have none of. Until something is put into it, it takes no time to make, to write and
/// to drop; then it is boxed, so that events are small enough to be moved.
///
/// It reads and is set as the group itself:
///
/// ```
/// use awslog::ecs::{Event, Mapper};
///
/// let mut event = Event::default();
/// assert_eq!(event.url.path, None);
/// event.url.path = Some("/index.html".into());
/// assert_eq!(event.url.path.as_deref(), Some("/index.html"));
/// ```
#[derive(Clone)]
pub struct Sparse<T>(Option<Box<T>>);

impl<T: Default> Sparse<T> {
    /// Sets a field of the group if there is a value; without one the group is not made.
    #[inline]
    pub(crate) fn set<V>(&mut self, field: impl FnOnce(&mut T) -> &mut Option<V>, value: Option<V>) {
        if value.is_some() {
            *field(self.0.get_or_insert_default()) = value;
        }
    }
}

/// What can be empty, and is so without being made.
pub trait Empty: Sized {
    /// Nothing.
    const EMPTY: Self;
}

impl<T> Empty for Option<T> {
    const EMPTY: Self = None;
}

impl<T> Empty for Vec<T> {
    const EMPTY: Self = Vec::new();
}

impl<T: Listed> Empty for Values<T> {
    const EMPTY: Self = Values::EMPTY;
}

impl<T> Empty for Sparse<T> {
    const EMPTY: Self = Sparse(None);
}

/// Fields of which none is set, behind a reference.
pub trait EmptyFields: Empty {
    /// The fields.
    fn empty<'e>() -> &'e Self
    where
        Self: 'e;
}

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Sparse(None)
    }
}

impl<T> From<T> for Sparse<T> {
    fn from(fields: T) -> Self {
        Sparse(Some(Box::new(fields)))
    }
}

impl<T: EmptyFields> Deref for Sparse<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::empty())
    }
}

impl<T: EmptyFields + Default> DerefMut for Sparse<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_with(Box::default)
    }
}

impl<T: EmptyFields + PartialEq> PartialEq for Sparse<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: EmptyFields + fmt::Debug> fmt::Debug for Sparse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: EmptyFields + Fields> Serialize for Sparse<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Object(&**self).serialize(serializer)
    }
}

impl<T: Fields> Field for Sparse<T> {
    fn is_absent(&self) -> bool {
        self.0.as_deref().is_none_or(Fields::is_empty)
    }

    #[inline]
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        if let Some(fields) = &self.0 {
            sink.object(key, &**fields);
        }
    }
}

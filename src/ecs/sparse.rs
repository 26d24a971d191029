use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::values::{Listed, ValueSet};
use crate::schema::{AsValue, Kind, Value};
use crate::write::{AwsOptions, Field, Fields, Key, Object, Sink, write_object};

/// A group of fields that is empty in many events. An empty group costs nothing to create, write or drop. Setting a field
/// allocates the group, so that events stay small enough to be moved.
///
/// Read and set its fields as if it were the group itself:
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
pub struct Sparse<T, H = Box<T>> {
    held: Option<H>,
    group: PhantomData<T>,
}

/// How a group is stored.
pub trait Hold<T>: From<T> {
    /// An empty group.
    fn get(&self) -> &T;

    /// The fields, for changes.
    fn get_mut(&mut self) -> &mut T;

    /// The JSON of the fields, if it was already written.
    fn json(&self) -> Option<&[u8]> {
        None
    }
}

impl<T> Hold<T> for Box<T> {
    #[inline]
    fn get(&self) -> &T {
        self
    }

    #[inline]
    fn get_mut(&mut self) -> &mut T {
        self
    }
}

/// Fields, and their JSON, shared by many events. An event that sets a field gets its own copy.
#[derive(Clone, Debug)]
pub struct Shared<T>(Arc<Rendered<T>>);

#[derive(Clone, Debug)]
struct Rendered<T> {
    fields: T,
    json: Option<Box<[u8]>>,
}

/// Fields, of which one is set at least, with their JSON.
pub(crate) fn rendered<T: Fields>(fields: T) -> Shared<T> {
    let mut json = Vec::new();
    write_object(&fields, AwsOptions::PLAIN, &mut json);
    Shared(Arc::new(Rendered { fields, json: Some(json.into()) }))
}

impl<T> From<T> for Shared<T> {
    fn from(fields: T) -> Self {
        Shared(Arc::new(Rendered { fields, json: None }))
    }
}

impl<T: Clone> Hold<T> for Shared<T> {
    fn get(&self) -> &T {
        &self.0.fields
    }

    fn get_mut(&mut self) -> &mut T {
        let rendered = Arc::make_mut(&mut self.0);
        rendered.json = None;
        &mut rendered.fields
    }

    fn json(&self) -> Option<&[u8]> {
        self.0.json.as_deref()
    }
}

impl<T: Default, H: Hold<T>> Sparse<T, H> {
    #[inline]
    fn get_mut(&mut self) -> &mut T {
        self.held.get_or_insert_with(|| T::default().into()).get_mut()
    }

    /// Sets a field of the group if there is a value; without one the group is not made.
    #[inline]
    pub(crate) fn set<V>(&mut self, field: impl FnOnce(&mut T) -> &mut Option<V>, value: Option<V>) {
        if value.is_some() {
            *field(self.get_mut()) = value;
        }
    }
}

/// Types with an empty value that costs nothing to create.
pub trait Empty: Sized {
    /// The empty value.
    const EMPTY: Self;
}

impl<T> Empty for Option<T> {
    const EMPTY: Self = None;
}

impl<T> Empty for Vec<T> {
    const EMPTY: Self = Vec::new();
}

impl<T: Listed> Empty for ValueSet<T> {
    const EMPTY: Self = ValueSet::EMPTY;
}

impl<T, H> Empty for Sparse<T, H> {
    const EMPTY: Self = Sparse { held: None, group: PhantomData };
}

/// Groups of fields that can lend an empty group.
pub trait EmptyFields: Empty {
    /// The fields.
    fn empty<'e>() -> &'e Self
    where
        Self: 'e;
}

impl<T, H> Default for Sparse<T, H> {
    fn default() -> Self {
        Sparse::EMPTY
    }
}

impl<T, H: Hold<T>> From<T> for Sparse<T, H> {
    fn from(fields: T) -> Self {
        Sparse { held: Some(fields.into()), group: PhantomData }
    }
}

impl<T> From<Shared<T>> for Sparse<T, Shared<T>> {
    fn from(shared: Shared<T>) -> Self {
        Sparse { held: Some(shared), group: PhantomData }
    }
}

impl<T: EmptyFields, H: Hold<T>> Deref for Sparse<T, H> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.held.as_ref().map_or_else(|| T::empty(), Hold::get)
    }
}

impl<T: EmptyFields + Default, H: Hold<T>> DerefMut for Sparse<T, H> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.get_mut()
    }
}

impl<T: EmptyFields + PartialEq, H: Hold<T>> PartialEq for Sparse<T, H> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: EmptyFields + fmt::Debug, H: Hold<T>> fmt::Debug for Sparse<T, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: EmptyFields + Fields, H: Hold<T>> Serialize for Sparse<T, H> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Object::new(&**self).serialize(serializer)
    }
}

impl<T: Fields, H: Hold<T>> Field for Sparse<T, H> {
    fn is_absent(&self) -> bool {
        self.held.as_ref().is_none_or(|held| held.get().is_empty())
    }

    #[inline]
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        if let Some(held) = &self.held {
            match held.json() {
                Some(json) => sink.rendered(key, held.get(), json),
                None => sink.object(key, held.get()),
            }
        }
    }
}

impl<T: AsValue, H: Hold<T>> AsValue for Sparse<T, H> {
    const KIND: Kind = T::KIND;

    fn as_value(&self) -> Option<Value<'_>> {
        self.held.as_ref()?.get().as_value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ecs::Event;
    use crate::ecs::event::UserAgent;

    fn json(event: &Event<'_>) -> String {
        let mut json = Vec::new();
        event.write_json(&mut json);
        let json = String::from_utf8(json).unwrap();
        assert_eq!(json, serde_json::to_string(event).unwrap());
        json
    }

    #[test]
    fn what_one_event_sets_is_not_in_another_that_shares_the_group() {
        let agent = UserAgent { name: Some("curl".into()), version: Some("8.4.0".into()), ..UserAgent::default() };
        let shared = rendered(agent.clone());
        let [mut one, mut other, mut own] = std::array::from_fn(|_| Event::default());
        one.user_agent = shared.clone().into();
        other.user_agent = shared.into();
        own.user_agent = agent.into();
        let before = r#"{"ecs":{"version":"9.4.0"},"user_agent":{"name":"curl","version":"8.4.0"}}"#;
        assert_eq!([json(&one), json(&other), json(&own)], [before; 3]);

        one.user_agent.name = Some("example".into());
        other.user_agent.set(|agent| &mut agent.version, None);
        assert_eq!(json(&one), before.replace("curl", "example"));
        assert_eq!(json(&other), before);
        assert_eq!(other, own);
    }
}

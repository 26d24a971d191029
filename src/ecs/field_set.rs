use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::values::{Listed, ValueSet};
use crate::schema::{AsValue, Kind, Value, Visitor};
use crate::write::{self, AwsOptions, Field, Key, Sink, write_object};

/// A field set of an [`Event`](super::Event) that many events do not have, such as `url.*`. An absent set costs nothing to
/// create, write or drop. The first field that is set allocates it.
///
/// It dereferences to the struct of its fields, so they are read as if it were that struct; an absent set reads as one without
/// values. [`to_mut`](Self::to_mut) sets fields, and [`get_mut`](Self::get_mut) changes or removes them without an allocation:
///
/// ```
/// use awslog::ecs::Event;
/// use awslog::ecs::event::Url;
///
/// let mut event = Event::default();
/// assert_eq!(event.url.path, None);
/// event.url.to_mut().path = Some("/index.html".into());
/// assert_eq!(event.url.path.as_deref(), Some("/index.html"));
/// if let Some(url) = event.url.get_mut() {
///     url.path = None;
/// }
/// assert_eq!(event.url.path, None);
///
/// // The whole set.
/// let mut url = Url::default();
/// url.domain = Some("www.example.com".into());
/// event.url = url.into();
/// event.url = None.into();
/// assert_eq!(serde_json::to_string(&event)?, r#"{"ecs":{"version":"9.4.0"}}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct FieldSet<T>(Option<Box<Held<T>>>);

#[derive(Clone)]
enum Held<T> {
    Own(T),
    /// Shared by many events. One that sets a field gets its own copy.
    Shared(Arc<Rendered<T>>),
}

#[derive(Clone)]
struct Rendered<T> {
    fields: T,
    json: Option<Box<[u8]>>,
}

impl<T> Held<T> {
    #[inline]
    fn fields(&self) -> &T {
        match self {
            Held::Own(fields) => fields,
            Held::Shared(shared) => &shared.fields,
        }
    }
}

impl<T: Clone> Held<T> {
    #[inline]
    fn to_mut(&mut self) -> &mut T {
        match self {
            Held::Own(fields) => fields,
            Held::Shared(shared) => own_copy(shared),
        }
    }
}

#[cold]
fn own_copy<T: Clone>(shared: &mut Arc<Rendered<T>>) -> &mut T {
    let rendered = Arc::make_mut(shared);
    rendered.json = None;
    &mut rendered.fields
}

mod sealed {
    pub trait Sealed {}
}

pub(super) use sealed::Sealed;

/// The structs that a [`FieldSet`] holds: those of [`event`](super::event). Other types cannot implement it.
pub trait EventPart: Sealed + Clone + Default {
    /// A struct whose fields are all absent.
    #[doc(hidden)]
    fn empty<'e>() -> &'e Self
    where
        Self: 'e;
}

impl<T> FieldSet<T> {
    /// The fields, unless the set is absent.
    #[inline]
    fn fields(&self) -> Option<&T> {
        self.0.as_deref().map(Held::fields)
    }

    /// The JSON of the fields, if it was already written.
    #[inline]
    pub(crate) fn json(&self) -> Option<&[u8]> {
        match self.0.as_deref()? {
            Held::Own(_) => None,
            Held::Shared(shared) => shared.json.as_deref(),
        }
    }
}

/// Fields, at least one of them set, that many events share together with their JSON.
pub(crate) fn shared<T: write::Fields>(fields: T) -> FieldSet<T> {
    let mut json = Vec::new();
    write_object(&fields, AwsOptions::PLAIN, &mut json);
    let rendered = Rendered { fields, json: Some(json.into()) };
    FieldSet(Some(Box::new(Held::Shared(Arc::new(rendered)))))
}

impl<T: EventPart> FieldSet<T> {
    /// The fields, to be set. Allocates the set if it is absent.
    #[inline]
    pub fn to_mut(&mut self) -> &mut T {
        self.0.get_or_insert_with(|| Box::new(Held::Own(T::default()))).to_mut()
    }

    /// The fields, to be changed or removed. `None` if the set is absent.
    #[inline]
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut().map(Held::to_mut)
    }

    /// Sets a field if there is a value. Without one, an absent set stays absent.
    #[inline]
    pub(crate) fn set<V>(&mut self, field: impl FnOnce(&mut T) -> &mut Option<V>, value: Option<V>) {
        if value.is_some() {
            *field(self.to_mut()) = value;
        }
    }
}

impl<T> Default for FieldSet<T> {
    #[inline(always)]
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<T> From<T> for FieldSet<T> {
    #[inline]
    fn from(fields: T) -> Self {
        FieldSet(Some(Box::new(Held::Own(fields))))
    }
}

impl<T> From<Option<T>> for FieldSet<T> {
    #[inline]
    fn from(fields: Option<T>) -> Self {
        fields.map_or(Self::EMPTY, Self::from)
    }
}

impl<T: EventPart> Deref for FieldSet<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.fields().unwrap_or_else(|| T::empty())
    }
}

impl<T: EventPart + PartialEq> PartialEq for FieldSet<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: EventPart + fmt::Debug> fmt::Debug for FieldSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: EventPart + Serialize> Serialize for FieldSet<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<T: write::Fields> Field for FieldSet<T> {
    fn is_absent(&self) -> bool {
        self.fields().is_none_or(write::Fields::is_empty)
    }

    #[inline]
    fn write_at<S: Sink>(&self, key: Key, sink: &mut S) {
        if let Some(held) = &self.0 {
            match self.json() {
                Some(json) => sink.rendered(key, held.fields(), json),
                None => sink.object(key, held.fields()),
            }
        }
    }
}

impl<T: AsValue> AsValue for FieldSet<T> {
    const KIND: Kind = T::KIND;

    fn as_value(&self) -> Option<Value<'_>> {
        self.fields()?.as_value()
    }

    fn visit<'s>(&'s self, index: usize, visitor: &mut dyn Visitor<'s>) {
        if let Some(fields) = self.fields() {
            fields.visit(index, visitor);
        }
    }
}

/// Types with an empty value that is a constant.
pub(crate) trait Empty: Sized {
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

impl<T> Empty for FieldSet<T> {
    const EMPTY: Self = FieldSet(None);
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
    fn changing_a_shared_set_does_not_change_other_events() {
        let agent = UserAgent { name: Some("curl".into()), version: Some("8.4.0".into()), ..UserAgent::default() };
        let user_agent = shared(agent.clone());
        let [mut one, mut other, mut own] = std::array::from_fn(|_| Event::default());
        one.user_agent = user_agent.clone();
        other.user_agent = user_agent;
        own.user_agent = agent.into();
        let before = r#"{"ecs":{"version":"9.4.0"},"user_agent":{"name":"curl","version":"8.4.0"}}"#;
        assert_eq!([json(&one), json(&other), json(&own)], [before; 3]);

        one.user_agent.to_mut().name = Some("example".into());
        other.user_agent.set(|agent| &mut agent.version, None);
        assert_eq!(json(&one), before.replace("curl", "example"));
        assert_eq!(json(&other), before);
        assert_eq!(other, own);
    }

    #[test]
    fn a_set_without_values_is_not_written() {
        let mut event = Event::default();
        assert!(event.url.get_mut().is_none());
        event.url.to_mut().path = None;
        event.source.geo.to_mut().name = None;
        assert_eq!(json(&event), r#"{"ecs":{"version":"9.4.0"}}"#);
        assert_eq!(event, Event::default());
        assert_eq!(event.get("url"), None);
    }

    #[test]
    fn one_pointer_wide() {
        assert_eq!(size_of::<FieldSet<UserAgent<'_>>>(), size_of::<usize>());
    }
}

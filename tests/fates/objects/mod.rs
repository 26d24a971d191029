//! The objects of the JSON formats: which keys of their structs hold further objects.
//!
//! A key that holds objects and has no row fails the test by its name: nothing that the test can put in its place is a
//! value of such a key.

mod cloudtrail;
mod config;
mod guardduty;
mod waf;

use super::Object;

/// A struct of a record.
pub trait HasObject {
    const OBJECT: Object;
}

/// The structs of a format, a row each: every key that holds further objects, in which shape, and the struct of those.
macro_rules! objects {
    ($($name:ident { $($key:literal: $shape:ident $inner:ident,)* })+) => {$(
        impl HasObject for $name<'_> {
            const OBJECT: Object = Object {
                fields: $name::FIELDS,
                inner: &[$(($key, Shape::$shape, &<$inner<'_> as HasObject>::OBJECT)),*],
            };
        }
    )+};
}
use objects;

//! What the members of an object are read into: scalars, lists, and objects.

use std::net::IpAddr;

use super::{Raw, Reader};
use crate::error::{ErrorKind, Refusal};
use crate::text::{Text, Value};

/// A type that is read from JSON.
pub(crate) trait Json<'a>: Sized {
    /// The same type without a borrow.
    type Owned: 'static;

    /// Reads the next value. Returns `None` if it means absent, as null does.
    fn read(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>>;

    /// Reads an item of a list, or the value of a key that is data. There, `-` is a text.
    fn read_item(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        Self::read(reader)
    }

    /// Reads the next value into memory of its own.
    fn read_boxed(reader: &mut Reader<'a>) -> Result<Option<Box<Self>>, Box<Refusal>> {
        Ok(Self::read(reader)?.map(Box::new))
    }

    fn into_owned(self) -> Self::Owned;
}

/// A member that may be absent.
pub(crate) trait Absent {
    fn is_absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// A member of an object: an optional value, or a list. For a list, null, absent and empty are equal.
pub(crate) trait Member<'a>: Default {
    /// The same type without a borrow.
    type Owned: 'static;

    fn read(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>>;

    fn into_owned(self) -> Self::Owned;
}

impl<'a, T: Json<'a>> Member<'a> for Option<T> {
    type Owned = Option<T::Owned>;

    fn read(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>> {
        // Errors have the position of the value.
        reader.peek();
        T::read(reader)
    }

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<'a, T: Json<'a>> Member<'a> for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn read(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>> {
        read_list(reader, 0)
    }

    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}

/// Reads a list with this initial capacity. Null is an empty list, and is skipped as an item.
pub(crate) fn read_list<'a, T: Json<'a>>(reader: &mut Reader<'a>, usual: usize) -> Result<Vec<T>, Box<Refusal>> {
    if !reader.enter_list()? {
        return Ok(Vec::new());
    }
    let mut list = Vec::with_capacity(usual);
    while reader.item()? {
        if !reader.null()? {
            list.extend(T::read_item(reader)?);
        }
    }
    Ok(list)
}

impl<'a, T: Json<'a>> Json<'a> for Box<T> {
    type Owned = Box<T::Owned>;

    fn read(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        T::read_boxed(reader)
    }

    fn into_owned(self) -> Self::Owned {
        Box::new((*self).into_owned())
    }
}

impl<'a> Json<'a> for Raw<'a> {
    type Owned = Raw<'static>;

    fn read(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        if reader.null()? { Ok(None) } else { reader.raw().map(Some) }
    }

    fn into_owned(self) -> Raw<'static> {
        Raw::into_owned(self)
    }
}

/// Reads a scalar like the text of a column. An empty text and `-` are absent.
pub(crate) fn read_scalar<'a, T: Value<'a>>(reader: &mut Reader<'a>) -> Result<Option<T>, Box<Refusal>> {
    read_by(reader, T::read, T::EXPECTED, is_nothing)
}

fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "-")
}

/// Reads a scalar by its text.
#[inline]
fn read_by<'a, T>(
    reader: &mut Reader<'a>,
    read: impl Fn(Text<'a>) -> Option<T>,
    expected: &'static str,
    is_nothing: impl Fn(&str) -> bool,
) -> Result<Option<T>, Box<Refusal>> {
    let at = reader.position();
    if let Some(text) = reader.plain_string() {
        return match read(text.into()) {
            _ if is_nothing(text) => Ok(None),
            None => Err(wrong_value(expected, text, at)),
            value => Ok(value),
        };
    }
    match reader.scalar()? {
        Some(text) if !is_nothing(&text) => match read(text.clone()) {
            None => Err(wrong_value(expected, &text, at)),
            value => Ok(value),
        },
        _ => Ok(None),
    }
}

/// The refusal of a scalar that does not have its member's type.
#[cold]
pub(crate) fn wrong_value(expected: &'static str, found: &str, at: usize) -> Box<Refusal> {
    Refusal::new(ErrorKind::Value, expected).with_found(crate::error::quoted(found)).at_byte(at)
}

/// Types that are read from the text of a scalar.
macro_rules! scalar {
    ($($type:ty),+) => {$(
        impl<'a> $crate::json::Json<'a> for $type {
            type Owned = <$type as $crate::text::Value<'a>>::Owned;

            #[inline]
            fn read(
                reader: &mut $crate::json::Reader<'a>,
            ) -> std::result::Result<Option<Self>, Box<$crate::error::Refusal>> {
                $crate::json::read_scalar(reader)
            }

            fn into_owned(self) -> Self::Owned {
                $crate::text::Value::into_owned(self)
            }
        }
    )+};
}
pub(crate) use scalar;

scalar!(i64, f64, IpAddr);

/// The types of nearly all numbers, and truth values: those without quotes need no text.
macro_rules! bare_scalar {
    ($($type:ty: $read:ident),+) => {$(
        impl<'a> Json<'a> for $type {
            type Owned = $type;

            #[inline]
            fn read(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
                match reader.$read() {
                    Some(value) => Ok(Some(value)),
                    None => read_scalar(reader),
                }
            }

            fn into_owned(self) -> $type {
                self
            }
        }
    )+};
}

bare_scalar!(u8: plain_number, u16: plain_number, u32: plain_number, u64: plain_number, bool: plain_bool);

impl<'a> Json<'a> for Text<'a> {
    type Owned = Text<'static>;

    #[inline]
    fn read(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        read_scalar(reader)
    }

    fn read_item(reader: &mut Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        read_coded::<_, crate::text::Exact>(reader)
    }

    fn into_owned(self) -> Text<'static> {
        Text::into_owned(self)
    }
}

/// Reads a scalar with a codec. An empty text is absent, and so is `-` unless the codec keeps it.
pub(crate) fn read_coded<'a, T, C: crate::text::Codec<'a, T>>(
    reader: &mut Reader<'a>,
) -> Result<Option<T>, Box<Refusal>> {
    read_by(reader, C::read, C::EXPECTED, |text| text.is_empty() || text == "-" && !C::KEEPS_DASH)
}

//! Writes the values of a record that have no ECS field: `aws.<dataset>`.

use super::{BEYOND_LAYOUT, Kept, Leftover};
use crate::text::Text;
use crate::write::{Names, Sink, key, snake_case};

/// A record whose values go under `aws.<dataset>`.
pub(crate) trait UnderAws<'a> {
    /// The names that do not hold text, and empty names. Unknown columns do not get them, because an index would
    /// refuse their values.
    const TYPED: &'static [&'static [&'static str]];

    /// Writes the columns.
    fn write_columns<S: Sink>(&self, sink: &mut S);

    /// What the record holds outside its fields.
    fn leftover(&self) -> &Leftover<'a>;
}

/// Writes a record: its columns, then the unknown ones and the values beyond the layout. A name that is taken gets a
/// number.
/// number.
#[inline(always)]
pub(crate) fn write_under_aws<'a, R: UnderAws<'a>, S: Sink>(record: &R, sink: &mut S) {
    record.write_columns(sink);
    let leftover = record.leftover();
    if !leftover.is_empty() && !sink.is_satisfied() {
        write_leftover(record, leftover, sink);
    }
}

fn write_leftover<'a, R: UnderAws<'a>, S: Sink>(record: &R, leftover: &Leftover<'a>, sink: &mut S) {
    let beyond = leftover.beyond().iter().filter(|value| !matches!(value.as_str(), "" | "-"));
    let beyond = beyond.map(Text::reborrow).collect::<Vec<_>>();
    sink.field(key!(BEYOND_LAYOUT), &beyond);
    if leftover.columns().is_empty() {
        return;
    }
    let typed = R::TYPED.iter().copied().flatten().copied();
    let mut names = Names::taken(typed.chain([BEYOND_LAYOUT]), sink.used());
    record.write_columns(&mut names);
    for (name, value) in leftover.columns() {
        let name = names.free(snake_case(name.as_str()));
        match value {
            Kept::Text(text) => sink.named_leaf(&name, text),
            Kept::Json(raw) => sink.named_leaf(&name, raw),
        }
    }
}

/// How a record is written under `aws`.
///
/// A row is the field, its type and its fate, if any: see [`columns!`](super::columns).
macro_rules! under_aws {
    ($record:ident [$($option:tt)*] $($field:ident [$type:ty] [$($fate:tt)*])+) => {
        impl<'a> $record<'a> {
            /// The places of the fields under `aws.<dataset>`.
            const PLACES: &'static [Option<$crate::write::Place>] =
                &[$($crate::lines::under_aws!(@place $field $($fate)*)),+];

            /// The names under `aws.<dataset>` that do not hold text, and empty names.
            pub(super) const TYPED: &'static [&'static str] =
                &[$($crate::lines::under_aws!(@typed $field [$type] $($fate)*)),+];
        }

        impl<'a> $crate::lines::UnderAws<'a> for $record<'a> {
            const TYPED: &'static [&'static [&'static str]] = $crate::lines::under_aws!(@dataset $($option)*);

            fn write_columns<S: $crate::write::Sink>(&self, sink: &mut S) {
                $($crate::lines::under_aws!(@write self sink $field $($fate)*);)+
                $crate::lines::under_aws!(@custom self sink $($option)*);
            }

            fn leftover(&self) -> &$crate::lines::Leftover<'a> {
                &self.leftover
            }
        }

        impl $crate::write::Fields for $record<'_> {
            fn write<S: $crate::write::Sink>(&self, sink: &mut S) {
                $crate::lines::write_under_aws(self, sink);
            }
        }

        impl $crate::write::NestedFields for $record<'_> {
            // Inlined, so that names are compared at compile time.
            #[inline(always)]
            fn write_nested<S: $crate::write::Sink>(&self, object: &str, sink: &mut S) {
                _ = (object, &sink);
                $($crate::lines::under_aws!(@nested self sink object $field $($fate)*);)+
            }
        }
    };

    (@place $field:ident ecs) => { None };
    (@place $field:ident custom) => { None };
    (@place $field:ident $($fate:ident)?) => { Some($crate::write::Place::new(stringify!($field))) };
    (@place $field:ident $fate:ident ($place:literal $(as $form:ident)?)) => { Some($crate::write::Place::new($place)) };

    (@typed $field:ident [$type:ty] ecs) => { "" };
    (@typed $field:ident [$type:ty] custom) => { "" };
    (@typed $field:ident [$type:ty] $($fate:ident)?) => {
        $crate::write::Place::new(stringify!($field)).typed::<<$type as $crate::write::AsLeaf>::Leaf<'a>>()
    };
    (@typed $field:ident [$type:ty] $fate:ident ($place:literal)) => {
        $crate::write::Place::new($place).typed::<<$type as $crate::write::AsLeaf>::Leaf<'a>>()
    };
    (@typed $field:ident [$type:ty] $fate:ident ($place:literal as $form:ident)) => {
        $crate::write::Place::new($place).typed_as::<$type, _>($crate::write::$form)
    };

    (@write $record:ident $sink:ident $field:ident ecs) => {};
    (@write $record:ident $sink:ident $field:ident custom) => {};
    (@write $record:ident $sink:ident $field:ident aws_unless_used $(($($place:tt)+))?) => {
        if !$sink.used().contains(Column::$field as u32) {
            $crate::lines::under_aws!(@write $record $sink $field $(aws ($($place)+))?);
        }
    };
    (@write $record:ident $sink:ident $field:ident) => {
        $crate::lines::under_aws!(@value $record $sink $field [stringify!($field)])
    };
    (@write $record:ident $sink:ident $field:ident aws ($place:literal $(as $form:ident)?)) => {{
        const PLACE: $crate::write::Place = $crate::write::Place::new($place);
        match PLACE.object {
            None => $crate::lines::under_aws!(@value $record $sink $field [PLACE.name] $($form)?),
            Some(object) => {
                if const { PLACE.is_first_in_object(Self::PLACES) } {
                    $sink.object($crate::write::key!(PLACE.top()), &$crate::write::Nested($record, object));
                }
            }
        }
        if $sink.is_satisfied() {
            return;
        }
    }};

    (@nested $record:ident $sink:ident $object:ident $field:ident aws ($place:literal $(as $form:ident)?)) => {{
        const PLACE: $crate::write::Place = $crate::write::Place::new($place);
        if PLACE.object == Some($object) {
            $crate::lines::under_aws!(@value $record $sink $field [PLACE.name] $($form)?);
        }
    }};
    (@nested $record:ident $sink:ident $object:ident $field:ident aws_unless_used ($($place:tt)+)) => {
        if !$sink.used().contains(Column::$field as u32) {
            $crate::lines::under_aws!(@nested $record $sink $object $field aws ($($place)+));
        }
    };
    (@nested $record:ident $sink:ident $object:ident $field:ident $($fate:tt)*) => {};

    (@value $record:ident $sink:ident $field:ident [$name:expr]) => {{
        $crate::write::Member::write_at(&$record.$field, $crate::write::key!($crate::write::Place::new($name).name), $sink);
        if $sink.is_satisfied() {
            return;
        }
    }};
    (@value $record:ident $sink:ident $field:ident [$name:expr] $form:ident) => {
        $sink.field($crate::write::key!($name), &$record.$field.as_ref().map($crate::write::$form))
    };

    (@custom $record:ident $sink:ident custom $($option:tt)*) => {
        $crate::write::CustomFields::write_custom($record, $sink)
    };
    (@custom $record:ident $sink:ident $($option:tt)*) => {};

    (@dataset dataset($typed:path)) => { $typed };
    (@dataset named_by($method:ident)) => { &[Self::TYPED] };
    (@dataset) => { &[Self::TYPED] };
    (@dataset custom $($option:tt)*) => { $crate::lines::under_aws!(@dataset $($option)*) };
}
pub(crate) use under_aws;

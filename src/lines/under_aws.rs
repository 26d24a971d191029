//! Writes the values of a record that have no ECS field: `aws.<dataset>`.

use super::{Kept, Leftover};
use crate::schema::BEYOND_LAYOUT;
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

/// How a record is written under `aws`. Part of [`columns!`](super::columns).
///
/// A row is `$field`, `$type` and `$place`, which is empty where the field's own name is its place. `$option` are those of the
/// table.
macro_rules! columns_under_aws {
    ($record:ident [$($option:tt)*] $($field:ident [$type:ty] [$($place:tt)*])+) => {
        $crate::lines::columns_under_aws!(@rows [$($option)*] $record $($field [$($place)*])+);

        impl<'a> $record<'a> {
            /// The names under `aws.<dataset>` that do not hold text, and empty names.
            pub(super) const TYPED: &'static [&'static str] =
                &[$($crate::lines::columns_under_aws!(@typed $field [$type] $($place)*)),+];
        }

        impl<'a> $crate::lines::UnderAws<'a> for $record<'a> {
            const TYPED: &'static [&'static [&'static str]] = $crate::lines::columns_under_aws!(@dataset $($option)*);

            fn write_columns<S: $crate::write::Sink>(&self, sink: &mut S) {
                self.write_placed(sink);
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
    };

    (@rows [custom $($option:tt)*] $record:ident $($row:tt)+) => { $crate::write::under_aws! { $record [custom] $($row)+ } };
    (@rows [$($option:tt)*] $record:ident $($row:tt)+) => { $crate::write::under_aws! { $record [] $($row)+ } };

    (@typed $field:ident [$type:ty] ecs) => { "" };
    (@typed $field:ident [$type:ty] custom) => { "" };
    (@typed $field:ident [$type:ty] $($place:ident)?) => {
        $crate::lines::columns_under_aws!(@typed $field [$type] aws (stringify!($field)))
    };
    (@typed $field:ident [$type:ty] aws (as $form:ident)) => {
        $crate::write::Place::new(stringify!($field)).typed_as::<$type, _>($crate::write::$form)
    };
    (@typed $field:ident [$type:ty] aws ($path:literal as $form:ident)) => {
        $crate::write::Place::new($path).typed_as::<$type, _>($crate::write::$form)
    };
    (@typed $field:ident [$type:ty] $place:ident ($path:expr)) => {
        $crate::write::Place::new($path).typed::<<$type as $crate::write::AsLeaf>::Leaf<'a>>()
    };

    (@dataset dataset($typed:path)) => { $typed };
    (@dataset custom $($option:tt)*) => { $crate::lines::columns_under_aws!(@dataset $($option)*) };
    (@dataset $($option:tt)*) => { &[Self::TYPED] };
}
pub(crate) use columns_under_aws;

//! How the rows of a table are written under `aws.<dataset>`.

/// How the values of a struct are written under `aws`: `columns!` and `objects!` hand their rows on to this.
///
/// For the rows
///
/// ```ignore
/// under_aws! {
///     Call []
///     call_name [ecs]
///     count [aws("call.count")]
///     region [aws_unless_used(Used::Region)]
/// }
/// ```
///
/// it writes
///
/// ```ignore
/// impl Call<'_> {
///     const PLACES: &'static [Option<Place>] =
///         &[None, Some(Place::new("call.count")), None];
///     fn write_placed<S: Sink>(&self, sink: &mut S) {
///         /* {"call": {"count": ..}, "region": ..} */
///     }
/// }
/// impl NestedFields for Call<'_> { /* `count` in `call` */ }
/// ```
///
/// A row is `$field` and `$place`, which says where the value stands under `aws.<dataset>`:
///
/// - none, or `aws`: by the field's own name;
/// - `aws("pkt_src_service")`, `aws("sublocation.type")`: by that name, or by that name in an object;
/// - `aws(as keyword)`, `aws("name" as keyword)`: in another form than the type's own: `flattened` (any JSON as an object),
///   `aws_keys` (objects keep AWS's keys), or a function of [`crate::write`], such as `keyword` (a number or truth value as text);
/// - `aws_unless_used`, `aws_unless_used("name")`: only if the mapping has not marked the value as used (`Event::using`). Columns
///   are marked by their `Column`, members of objects by a variant of `Used`, which the row names: `aws_unless_used(Used::Name)`;
/// - `custom`, `custom("name")`: the format's mapping writes it, together with others:
///   [`CustomFields`](crate::write::CustomFields);
/// - `ecs`: nowhere, because ECS fields hold all of it.
///
/// `$custom` is there if the struct has [`CustomFields`](crate::write::CustomFields).
macro_rules! under_aws {
    ($name:ident [$($custom:ident)?] $($field:ident [$($place:tt)*])+) => {
        impl $name<'_> {
            /// Where the values stand that always have their names under `aws`, in the order of the fields.
            #[allow(dead_code, reason = "only tables of objects, and with names in two parts, use it")]
            const PLACES: &'static [Option<$crate::write::Place>] =
                &[$($crate::write::under_aws!(@place $field $($place)*)),+];

            /// Writes the values that have a place.
            #[inline(always)]
            pub(crate) fn write_placed<S: $crate::write::Sink>(&self, sink: &mut S) {
                $(
                    if sink.is_satisfied() {
                        return;
                    }
                    $crate::write::under_aws!(@write self sink $field $($place)*);
                )+
                $($crate::write::under_aws!(@$custom self sink);)?
            }
        }

        impl $crate::write::NestedFields for $name<'_> {
            // Inlined, so that names are compared at compile time.
            #[inline(always)]
            fn write_nested<S: $crate::write::Sink>(&self, object: &str, sink: &mut S) {
                let _ = (object, &sink);
                $($crate::write::under_aws!(@nested self sink object $field $($place)*);)+
            }
        }
    };

    (@place $field:ident) => { Some($crate::write::Place::new(stringify!($field))) };
    (@place $field:ident ecs) => { None };
    (@place $field:ident aws_unless_used $($place:tt)?) => { None };
    (@place $field:ident $place:ident ($path:literal $(as $form:ident)?)) => { Some($crate::write::Place::new($path)) };
    (@place $field:ident $place:ident $((as $form:ident))?) => { Some($crate::write::Place::new(stringify!($field))) };

    (@write $self:ident $sink:ident $field:ident ecs) => {};
    (@write $self:ident $sink:ident $field:ident custom $(($path:literal))?) => {};
    (@write $self:ident $sink:ident $field:ident $(aws $((as $form:ident))?)?) => {
        $crate::write::under_aws!(
            @form $self $sink $field [$crate::write::Place::new(stringify!($field)).name] $($($form)?)?
        )
    };
    (@write $self:ident $sink:ident $field:ident aws ($path:literal $(as $form:ident)?)) => {
        if const { $crate::write::Place::new($path).object.is_none() } {
            $crate::write::under_aws!(@form $self $sink $field [$crate::write::Place::new($path).name] $($form)?);
        } else if const { $crate::write::Place::new($path).is_first_in_object(Self::PLACES) } {
            const OBJECT: &str = $crate::write::Place::new($path).top();
            $sink.object($crate::write::key!(OBJECT), &$crate::write::Nested($self, OBJECT));
        }
    };
    (@write $self:ident $sink:ident $field:ident aws_unless_used (Used::$member:ident)) => {
        if !$sink.used().contains(Used::$member) {
            $crate::write::under_aws!(@write $self $sink $field aws);
        }
    };
    (@write $self:ident $sink:ident $field:ident aws_unless_used $(($name:literal))?) => {
        if !$sink.used().contains(Column::$field) {
            $crate::write::under_aws!(@form $self $sink $field [$crate::write::under_aws!(@name $field $($name)?)]);
        }
    };

    (@nested $self:ident $sink:ident $object:ident $field:ident aws ($path:literal $(as $form:ident)?)) => {
        if const { $crate::write::Place::new($path).object.is_some() }
            && const { $crate::write::Place::new($path).top() } == $object
        {
            $crate::write::under_aws!(@form $self $sink $field [$crate::write::Place::new($path).name] $($form)?)
        }
    };
    (@nested $self:ident $sink:ident $object:ident $field:ident $($place:tt)*) => {};

    (@name $field:ident) => { $crate::write::Place::new(stringify!($field)).name };
    (@name $field:ident $name:literal) => { $name };

    (@form $self:ident $sink:ident $field:ident [$name:expr]) => {
        $crate::write::Member::write_at(&$self.$field, $crate::write::key!($name), $sink)
    };
    (@form $self:ident $sink:ident $field:ident [$name:expr] flattened) => {
        $crate::write::write_flattened($sink, $crate::write::key!($name), $self.$field.as_ref())
    };
    (@form $self:ident $sink:ident $field:ident [$name:expr] aws_keys) => {
        $crate::write::Member::write_with_aws_keys_at(&$self.$field, $crate::write::key!($name), $sink)
    };
    (@form $self:ident $sink:ident $field:ident [$name:expr] $form:ident) => {
        $sink.field($crate::write::key!($name), &$self.$field.as_ref().map($crate::write::$form))
    };

    (@custom $self:ident $sink:ident) => { $crate::write::CustomFields::write_custom($self, $sink) };
}
pub(crate) use under_aws;

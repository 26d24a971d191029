//! How the objects of [`objects!`](super::objects) stand under `aws.<dataset>` in an event.

/// How an object stands under `aws` in an event. Part of [`objects!`](super::objects).
macro_rules! object_under_aws {
    (
        $name:ident [$($own:ident)*] [$($custom:ident)?]
        $($key:literal $field:ident [$($place:tt)*])+
    ) => {
        impl $name<'_> {
            /// Where the members stand that always have their names under `aws`, in the order of the fields.
            const PLACES: &'static [Option<$crate::write::Place>] =
                &[$($crate::json::object_under_aws!(@place $field $($place)*)),+];

            /// Writes the members that have a field.
            #[inline(always)]
            pub(crate) fn write_known<S: $crate::write::Sink>(&self, sink: &mut S) {
                $(
                    if sink.is_satisfied() {
                        return;
                    }
                    $crate::json::object_under_aws!(@write self, sink, $field $($place)*);
                )+
                self.write_varying(sink);
            }

            /// Writes the members whose names may be free: those with `aws_unless_used` and `custom`.
            #[inline(always)]
            fn write_varying<S: $crate::write::Sink>(&self, sink: &mut S) {
                let _ = &sink;
                $($crate::json::object_under_aws!(@write_varying self, sink, $field $($place)*);)+
                $($crate::json::object_under_aws!(@$custom self, sink);)?
            }
        }

        impl $crate::write::Fields for $name<'_> {
            fn is_empty_with(&self, options: $crate::write::AwsOptions) -> bool {
                $crate::write::write_nothing_with(self, options)
            }

            fn write<S: $crate::write::Sink>(&self, sink: &mut S) {
                self.write_known(sink);
                $crate::write::write_unknown(
                    sink,
                    &self.unknown,
                    Self::PLACES.iter().flatten().map(|place| place.top())
                        $(.chain($crate::json::object_under_aws!(@names $custom)))?,
                    |names| self.write_varying(names),
                );
            }
        }

        impl $crate::write::NestedFields for $name<'_> {
            // Inlined, so that names are compared when this is compiled.
            #[inline(always)]
            fn write_nested<S: $crate::write::Sink>(&self, object: &str, sink: &mut S) {
                let _ = (object, &sink);
                $($crate::json::object_under_aws!(@write_nested self, object, sink, $field $($place)*);)+
            }
        }

        $crate::json::object_under_aws!(@value [$($own)*] $name $($key $field)+);
    };
    // Records are no values in other objects.
    (@value [$($own:ident)+] $($row:tt)+) => {};
    (@value [] $name:ident $($key:literal $field:ident)+) => {
        impl $crate::write::FieldsWithAwsKeys for $name<'_> {
            fn write_with_aws_keys<S: $crate::write::Sink>(&self, sink: &mut S) {
                $($crate::write::Member::write_with_aws_keys_at(&self.$field, $crate::write::key!($key), sink);)+
                $crate::write::write_unknown_with_aws_keys(sink, &self.unknown, Self::FIELDS);
            }
        }

        impl $crate::write::AsLeaf for $name<'_> {
            type Leaf<'l> = $crate::write::Object<'l, Self> where Self: 'l;
            type WithAwsKeys<'l> = $crate::write::WithAwsKeys<'l, Self> where Self: 'l;

            fn as_leaf(&self) -> $crate::write::Object<'_, Self> {
                $crate::write::Object::new(self)
            }

            fn as_leaf_with_aws_keys(&self) -> $crate::write::WithAwsKeys<'_, Self> {
                $crate::write::WithAwsKeys(self)
            }

            #[inline(always)]
            fn write_at<S: $crate::write::Sink>(&self, key: $crate::write::Key, sink: &mut S) {
                sink.object(key, self);
            }
        }
    };

    (@place $field:ident) => { Some($crate::write::Place::new(stringify!($field))) };
    (@place $field:ident ecs) => { None };
    (@place $field:ident aws_unless_used ($used:expr)) => { None };
    (@place $field:ident $place:ident ($path:literal $($form:tt)*)) => { Some($crate::write::Place::new($path)) };
    (@place $field:ident $($place:tt)+) => { Some($crate::write::Place::new(stringify!($field))) };

    (@write $self:ident, $sink:ident, $field:ident) => {
        $crate::json::object_under_aws!(@write $self, $sink, $field aws)
    };
    (@write $self:ident, $sink:ident, $field:ident ecs) => {};
    (@write $self:ident, $sink:ident, $field:ident custom $(($path:literal))?) => {};
    (@write $self:ident, $sink:ident, $field:ident aws_unless_used ($used:expr)) => {};
    (@write $self:ident, $sink:ident, $field:ident aws $((as $form:ident))?) => {
        $crate::json::object_under_aws!(
            @form $self, $sink, $field, $crate::write::key!($crate::write::Place::new(stringify!($field)).name) $(, $form)?
        )
    };
    (@write $self:ident, $sink:ident, $field:ident aws ($path:literal $(as $form:ident)?)) => {
        if const { $crate::write::Place::new($path).object.is_none() } {
            $crate::json::object_under_aws!(
                @form $self, $sink, $field, $crate::write::key!($crate::write::Place::new($path).name) $(, $form)?
            )
        } else if const { $crate::write::Place::new($path).is_first_in_object(Self::PLACES) } {
            const OBJECT: &str = $crate::write::Place::new($path).top();
            $sink.object($crate::write::key!(OBJECT), &$crate::write::Nested($self, OBJECT));
        }
    };

    (@write_varying $self:ident, $sink:ident, $field:ident aws_unless_used ($used:expr)) => {
        if !$sink.used().contains($used) {
            $crate::json::object_under_aws!(@write $self, $sink, $field aws);
        }
    };
    (@write_varying $self:ident, $sink:ident, $field:ident $($place:tt)*) => {};

    (@write_nested $self:ident, $object:ident, $sink:ident, $field:ident aws ($path:literal $(as $form:ident)?)) => {
        if const { $crate::write::Place::new($path).object.is_some() }
            && const { $crate::write::Place::new($path).top() } == $object
        {
            $crate::json::object_under_aws!(
                @form $self, $sink, $field, $crate::write::key!($crate::write::Place::new($path).name) $(, $form)?
            )
        }
    };
    (@write_nested $self:ident, $object:ident, $sink:ident, $field:ident $($place:tt)*) => {};

    (@form $self:ident, $sink:ident, $field:ident, $key:expr) => {
        $crate::write::Member::write_at(&$self.$field, $key, $sink)
    };
    (@form $self:ident, $sink:ident, $field:ident, $key:expr, flattened) => {
        $crate::write::write_flattened($sink, $key, $self.$field.as_ref())
    };
    (@form $self:ident, $sink:ident, $field:ident, $key:expr, aws_keys) => {
        $crate::write::Member::write_with_aws_keys_at(&$self.$field, $key, $sink)
    };
    (@form $self:ident, $sink:ident, $field:ident, $key:expr, $form:ident) => {
        $sink.field($key, &$self.$field.as_ref().map($crate::write::$form))
    };

    (@custom $self:ident, $sink:ident) => { $crate::write::CustomFields::write_custom($self, $sink) };
    (@names custom) => { <Self as $crate::write::CustomFields>::NAMES.iter().copied() };
}
pub(crate) use object_under_aws;

/// The members of a format's objects with `aws_unless_used`: the enum `Used`, by which the mapping marks them as used.
macro_rules! used_members {
    ($($member:ident),+) => {
        /// The members that ECS fields hold in some events. In the others they are under `aws`.
        #[derive(Clone, Copy, Debug)]
        pub(super) enum Used {
            $($member,)+
        }

        impl From<Used> for u32 {
            fn from(member: Used) -> u32 {
                member as u32
            }
        }
    };
}
pub(crate) use used_members;

//! How the objects of [`objects!`](super::objects) stand under `aws.<dataset>` in an event.

/// How an object stands under `aws` in an event. Part of [`objects!`](super::objects).
macro_rules! object_under_aws {
    (
        $name:ident [$($own:ident)*] [$($custom:ident)?]
        $($key:literal $field:ident [$($place:tt)*])+
    ) => {
        $crate::write::under_aws! { $name [$($custom)?] $($field [$($place)*])+ }

        impl $crate::write::Fields for $name<'_> {
            fn is_empty_with(&self, options: $crate::write::AwsOptions) -> bool {
                $crate::write::write_nothing_with(self, options)
            }

            fn write<S: $crate::write::Sink>(&self, sink: &mut S) {
                self.write_placed(sink);
                $crate::write::write_unknown(
                    sink,
                    &self.unknown,
                    Self::PLACES.iter().flatten().map(|place| place.top())
                        $(.chain($crate::json::object_under_aws!(@names $custom)))?,
                    |names| self.write_placed(names),
                );
            }
        }

        $crate::json::object_under_aws!(@value [$($own)*] $name $($key $field)+);
    };
    // Records are no values in other objects.
    (@value [$($own:ident)+] $($row:tt)+) => {};
    (@value [] $name:ident $($key:literal $field:ident)+) => {
        impl $crate::write::FieldsWithAwsKeys for $name<'_> {
            fn write_with_aws_keys<S: $crate::write::Sink>(&self, sink: &mut S) {
                $(
                    if sink.is_satisfied() {
                        return;
                    }
                    $crate::write::Member::write_with_aws_keys_at(&self.$field, $crate::write::key!($key), sink);
                )+
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

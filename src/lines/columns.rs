//! A record of columns, from one table.

/// A record of columns: the struct, how it is read and written, and where its values go under `aws`, from one table.
///
/// For a table of two rows
///
/// ```text
/// columns! {
///     /// One flow.
///     pub struct Record<'a> {
///         /// The address of the sender.
///         "srcaddr" | "sourceaddress" => srcaddr: IpAddr => ecs,
///         /// The account.
///         "account-id" (common) => account_id: Text<'a>,
///         ..
///     }
/// }
/// ```
///
/// it writes
///
/// ```text
/// pub struct Record<'a> {
///     pub srcaddr: Option<IpAddr>,
///     pub account_id: Option<Text<'a>>,
///     /* leftover, source */
/// }
/// impl Record { /* FIELDS, unknown_columns, beyond_layout, original, into_owned, … */ }
///
/// // column_set!
/// enum Column { srcaddr, account_id }
/// impl ColumnSet for Column { /* names and other spellings */ }
/// // fill!
/// impl Fill for Record { /* match column { Column::srcaddr => … } */ }
/// // serialize_columns!
/// impl Serialize for Record { /* an object with AWS's names */ }
/// // columns_under_aws!
/// impl write::Fields for Record { /* account_id, and what has no field */ }
/// ```
///
/// A row is
///
/// ```text
/// "aws-name" (marks) since 3 | "another spelling" unless "-1"
///     => field: Type as Codec => place,
/// ```
///
/// - The marks: `common` means that other logs have keys of that name too; `lenient` means that a value of another
///   type is kept like an unknown column instead of refusing the record, for columns that no ECS field needs; `own`
///   means that AWS has no such column: these rows come last.
/// - `since`: the version of the log that introduced the column. The rows with a version come first, in the order of
///   AWS's table.
/// - `unless`: a text that means absent in this column only.
/// - `as`: the codec of [`crate::text`], if the type alone does not determine it.
/// - The place says where the value stands under `aws.<dataset>`: see `write::under_aws!`.
///
/// After `..` may stand `named_by(method)`, a method that names columns when the record is serialized; `custom`, if there
/// are custom fields; and `dataset(TYPED)`, the names that hold no text in any record of a dataset that has several.
macro_rules! columns {
    (
        $(#[$meta:meta])*
        pub struct $record:ident<'a> {
            $(
                $(#[doc = $doc:literal])*
                $name:literal $(($($mark:ident),+))? $(since $version:literal)? $(| $alias:literal)* $(unless $null:literal)*
                    => $field:ident: $type:ty $(as $codec:ident)? $(=> $place:ident $(($($detail:tt)+))?)?,
            )+
            .. $($option:ident $(($($argument:tt)+))?),*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $record<'a> {
            $($(#[doc = $doc])* pub $field: Option<$type>,)+
            leftover: $crate::lines::Leftover<'a>,
            source: $crate::text::Source<'a>,
        }

        impl<'a> $record<'a> {
            /// AWS's names of the columns, in the order of the fields. Other spellings are read too.
            pub const FIELDS: &'static [&'static str] = {
                const NAMES: &[&str] = &[$($name),+];
                const OWN: usize = 0 $(+ $crate::lines::columns!(@own $($($mark)+)?))+;
                NAMES.split_at(NAMES.len() - OWN).0
            };

            /// The value of an unknown column, by its name in the header, as logged.
            pub fn unknown(&self, name: &str) -> Option<&$crate::text::Text<'a>> {
                self.unknown_columns().find_map(|(known, value)| (known == name).then_some(value))
            }

            /// The unknown columns, with their values as logged; JSON values other than texts as their exact JSON. The
            /// second occurrence of a known column is here too, and so is a value that does not have its column's type, if
            /// no ECS field needs it.
            pub fn unknown_columns(&self) -> impl Iterator<Item = (&str, &$crate::text::Text<'a>)> {
                self.leftover.columns().iter().map(|(name, value)| (name.as_str(), value.text()))
            }

            /// The values after the last column of the layout, as logged, null markers included.
            pub fn beyond_layout(&self) -> &[$crate::text::Text<'a>] {
                self.leftover.beyond()
            }

            /// The exact text of the record in the input.
            pub fn original(&self) -> Option<&str> {
                self.source.text()
            }

            $crate::text::envelope_time!();

            /// Converts the record into an owned one, which no longer borrows from the input.
            pub fn into_owned(self) -> $record<'static> {
                $record {
                    $($field: self.$field.map($crate::text::Value::into_owned),)+
                    leftover: self.leftover.into_owned(),
                    source: self.source.into_owned(),
                }
            }
        }

        $crate::schema::schema! {
            impl ['a] $record<'a> { $($(#[doc = $doc])* $name $field: Option<$type>,)+ }
            unknown |record, index| record.leftover.value(index),
            has |_column| true
        }
        $crate::lines::column_set! { $record $($field $name [$($version)?] [$($alias)*] [$($($mark)+)?])+ }
        $crate::lines::fill! {
            $record [$($option $(($($argument)+))?)*] $($field [$type] [$($codec)?] $name [$($null)*] [$($($mark)+)?])+
        }
        $crate::lines::serialize_columns! { $record $($field [$($codec)?])+ }
        #[cfg(feature = "ecs")]
        $crate::lines::columns_under_aws! {
            $record [$($option $(($($argument)+))?)*] $($field [$type] [$($place $(($($detail)+))?)?])+
        }
    };
    (@own) => { 0 };
    (@own own) => { 1 };
    (@own $other:ident $($mark:ident)*) => { $crate::lines::columns!(@own $($mark)*) };
    (@codec) => { $crate::text::Plain };
    (@codec $codec:ident) => { $crate::text::$codec };
}
pub(crate) use columns;

/// How a record is serialized.
///
/// A row is the field and its codec, if it has one.
macro_rules! serialize_columns {
    ($record:ident $($field:ident [$($codec:ident)?])+) => {
        impl serde::Serialize for $record<'_> {
            /// Writes an object with AWS's names, in the order of the fields. Absent values are left out, unless the
            /// column occurs again with a value. Dates, times and durations are texts as AWS writes them, whole numbers
            /// are numbers.
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                // Without a null in front, the second value would be read again as the first.
                let again = self.leftover.repeated::<Column>();
                $(if let Some(value) = &self.$field {
                    let value = $crate::text::Coded::<_, $crate::lines::columns!(@codec $($codec)?)>::new(value);
                    map.serialize_entry($crate::lines::Fill::serialized_name(self, Column::$field), &value)?;
                } else if again & (1 << Column::$field as u32) != 0 {
                    map.serialize_entry($crate::lines::Fill::serialized_name(self, Column::$field), &())?;
                })+
                // Without a distinctive key, or any at all, it would not be read again.
                let present = again $(| if self.$field.is_some() { 1 << Column::$field as u32 } else { 0_u128 })+;
                let has_unknown = !self.leftover.columns().is_empty();
                if let Some(column) = $crate::lines::missing_distinctive::<Column>(present, has_unknown) {
                    map.serialize_entry($crate::lines::Fill::serialized_name(self, column), &())?;
                }
                self.leftover.serialize_into(&mut map)?;
                map.end()
            }
        }
    };
}
pub(crate) use serialize_columns;

//! How the objects of [`objects!`](super::objects) are read.

/// How an object is read. Part of [`objects!`](super::objects).
macro_rules! object_reading {
    (
        $name:ident
        $($key:literal [$($mark:ident)?] [$($alias:literal)*] $field:ident [$type:ty] [$($codec:ident)?])+
        [$($own:ident)*]
    ) => {
        const _: () = {
            /// The members, named like their fields.
            #[derive(Clone, Copy)]
            #[allow(non_camel_case_types, reason = "named like the fields")]
            enum Place {
                $($field,)+
            }

            /// The keys and their other spellings.
            const NAMES: &[(&str, Place)] = &[$(($key, Place::$field), $(($alias, Place::$field),)*)+];

            static KEYS: $crate::fast::Keys<Place, { $crate::fast::slots_for(NAMES.len()) }> = $crate::fast::Keys::new(NAMES);

            /// The place of a known key, which may begin with a capital letter.
            fn place_of(key: &str) -> Option<Place> {
                KEYS.find(key).or_else(|| KEYS.find($crate::json::SmallKey::new(key)?.as_str()))
            }

            impl<'a> $name<'a> {
                /// Reads the members of an object that has been opened.
                fn read_members(
                    &mut self,
                    reader: &mut $crate::json::Reader<'a>,
                ) -> std::result::Result<(), Box<$crate::error::Refusal>> {
                    // AWS writes most keys in the order of the table: each is tried in its turn, and looked up only where
                    // it is out of turn.
                    let mut next = reader.next_member();
                    $({
                        const KEY: &str = concat!("\"", $key, "\":");
                        if next.starts_with(KEY.as_bytes()) && $crate::json::Absent::is_absent(&self.$field) {
                            reader.take_key_of(next, KEY);
                            $crate::json::object_reading!(@store self, reader, $key, $field, [$($mark)?], $type $(, $codec)?);
                            next = reader.next_member();
                        }
                    })+
                    let _ = next;
                    if reader.member()? { self.look_members_up(reader) } else { Ok(()) }
                }

                /// Reads the members that are left, from the next key on.
                #[inline(never)]
                fn look_members_up(
                    &mut self,
                    reader: &mut $crate::json::Reader<'a>,
                ) -> std::result::Result<(), Box<$crate::error::Refusal>> {
                    loop {
                        let key = reader.member_key()?;
                        let place = place_of(&key);
                        self.read_member(key, place, reader)?;
                        if !reader.member()? {
                            return Ok(());
                        }
                    }
                }

                /// Reads an object, which may be absent, and passes over the members that the reader's projection does not have.
                /// Adds those of them that have a value to `others`.
                ///
                /// Records are filled where they are: to return one in an `Option` copies it.
                #[allow(dead_code, reason = "only some records are read so")]
                pub(crate) fn fill_projected(
                    &mut self,
                    reader: &mut $crate::json::Reader<'a>,
                    others: &mut $crate::schema::Selection,
                ) -> std::result::Result<(), Box<$crate::error::Refusal>> {
                    if !reader.enter_object()? {
                        return Ok(());
                    }
                    if reader.projection() == $crate::schema::Selection::ALL {
                        return self.read_members(reader);
                    }
                    while reader.member()? {
                        let key = reader.member_key()?;
                        self.read_wanted_member(key, reader, others)?;
                    }
                    Ok(())
                }

                /// Reads the value of a key, or passes it over if the reader's projection does not have it and adds it to `others`
                /// if it has a value.
                #[allow(dead_code, reason = "only some records are read so")]
                fn read_wanted_member(
                    &mut self,
                    key: $crate::text::Text<'a>,
                    reader: &mut $crate::json::Reader<'a>,
                    others: &mut $crate::schema::Selection,
                ) -> std::result::Result<(), Box<$crate::error::Refusal>> {
                    match place_of(&key) {
                        Some(place) if !reader.projection().has(place as usize) => {
                            if reader.pass_over()? {
                                others.insert(place as usize);
                            }
                            Ok(())
                        }
                        place => self.read_member(key, place, reader),
                    }
                }

                /// Reads the value of a key, which is unknown without a place, or if it has come before.
                fn read_member(
                    &mut self,
                    key: $crate::text::Text<'a>,
                    place: Option<Place>,
                    reader: &mut $crate::json::Reader<'a>,
                ) -> std::result::Result<(), Box<$crate::error::Refusal>> {
                    match place {
                        Some(place) if self.read_at(place, reader)? => {}
                        _ => {
                            let value = reader.raw()?;
                            self.unknown.push(key, value);
                        }
                    }
                    Ok(())
                }

                /// Reads the value of a member, if it has not come before.
                fn read_at(
                    &mut self,
                    place: Place,
                    reader: &mut $crate::json::Reader<'a>,
                ) -> std::result::Result<bool, Box<$crate::error::Refusal>> {
                    match place {
                        $(Place::$field if $crate::json::Absent::is_absent(&self.$field) => {
                            $crate::json::object_reading!(@store self, reader, $key, $field, [$($mark)?], $type $(, $codec)?);
                        })+
                        _ => return Ok(false),
                    }
                    Ok(true)
                }
            }
        };

        impl<'a> $crate::json::Json<'a> for $name<'a> {
            type Owned = $name<'static>;

            fn read(
                reader: &mut $crate::json::Reader<'a>,
            ) -> std::result::Result<Option<Self>, Box<$crate::error::Refusal>> {
                if !reader.enter_object()? {
                    return Ok(None);
                }
                let mut object = Self::default();
                object.read_members(reader)?;
                Ok(Some(object))
            }

            // Read in its final place: a copy costs as much as reading several members.
            fn read_boxed(
                reader: &mut $crate::json::Reader<'a>,
            ) -> std::result::Result<Option<Box<Self>>, Box<$crate::error::Refusal>> {
                if !reader.enter_object()? {
                    return Ok(None);
                }
                let mut object = Box::<Self>::default();
                object.read_members(reader)?;
                Ok(Some(object))
            }

            fn into_owned(self) -> $name<'static> {
                $name {
                    $($field: $crate::json::object_reading!(@owned self.$field $(, $codec)?),)+
                    unknown: self.unknown.into_owned(),
                    $($own: self.$own.into_owned(),)*
                }
            }
        }
    };
    (@store $self:ident, $reader:ident, $key:literal, $field:ident, [], $type:ty $(, $codec:ident)?) => {
        $self.$field = $crate::json::object_reading!(@read $reader, $type $(, $codec)?)
            .map_err(|refusal| refusal.in_member($key))?;
    };
    (@store $self:ident, $reader:ident, $key:literal, $field:ident, [lenient], $type:ty $(, $codec:ident)?) => {
        let start = $reader.position();
        match $crate::json::object_reading!(@read $reader, $type $(, $codec)?) {
            Ok(value) => $self.$field = value,
            Err(refusal) => {
                let value = $reader.misfit(start, refusal).map_err(|refusal| refusal.in_member($key))?;
                $self.unknown.push($key.into(), value);
            }
        }
    };
    (@read $reader:ident, $type:ty) => { <$type as $crate::json::Member<'a>>::read($reader) };
    (@read $reader:ident, $type:ty, $codec:ident) => { $crate::json::read_coded::<_, $crate::text::$codec>($reader) };
    (@owned $value:expr) => { $crate::json::Member::into_owned($value) };
    (@owned $value:expr, Exact) => { $crate::json::Member::into_owned($value) };
    (@owned $value:expr, $codec:ident) => { $value };
}
pub(crate) use object_reading;

/// A key that begins with a capital letter, with a small one in its place: AWS's APIs write `AccountId` where files
/// have `accountId`.
#[derive(Debug)]
pub(crate) struct SmallKey {
    bytes: [u8; LONGEST_KEY],
    length: usize,
}

/// No key that this crate knows is as long.
const LONGEST_KEY: usize = 64;

impl SmallKey {
    /// `None` where the key begins with a small letter, or is longer than any that is known.
    pub(crate) fn new(key: &str) -> Option<Self> {
        if !key.starts_with(|first: char| first.is_ascii_uppercase()) {
            return None;
        }
        let mut bytes = [0; LONGEST_KEY];
        bytes.get_mut(..key.len())?.copy_from_slice(key.as_bytes());
        bytes.first_mut()?.make_ascii_lowercase();
        Some(SmallKey { bytes, length: key.len() })
    }

    pub(crate) fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|key| std::str::from_utf8(key).ok()).unwrap_or_default()
    }
}

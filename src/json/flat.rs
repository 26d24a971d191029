use crate::error::Refusal;
use crate::foreign;
use crate::text::{BEYOND_LAYOUT, Fill, Known, Text};

use super::reader::Reader;

/// Fills a record of columns from a JSON object: one key a column, values as text or as JSON's own scalars.
///
/// `is_null` says of a key, its column and its value whether the value stands for none, as null itself does. A key that comes again is kept beside the
/// record's fields, as one that the format does not know.
///
/// An object of known keys is a record, and so is one that has a telling key ([`Known::TELLING`]), unless its other keys say that
/// it is something else. `expected` is what to say of one that is none.
pub(crate) fn read_columns<'a, R: Fill<'a>>(
    reader: &mut Reader<'a>,
    record: &mut R,
    mut is_null: impl FnMut(&str, Option<R::Column>, &str) -> bool,
    expected: &'static str,
) -> Result<(), Box<Refusal>> {
    let start = reader.position();
    let mut near = 0;
    let mut seen = 0_u128;
    reader.open_object()?;
    while let Some(key) = reader.key()? {
        let known = R::Column::find_near(near, &key);
        near = known.map_or(near, |(place, _)| place + 1);
        let bit = known.map_or(0, |(place, _)| 1_u128 << place);
        match known {
            Some((_, column)) if seen & bit == 0 => {
                seen |= bit;
                let value = reader.scalar().map_err(|refusal| refusal.in_field(column.name()))?;
                if let Some(value) = value.filter(|value| !is_null(&key, Some(column), value)) {
                    record.set(column, value)?;
                }
            }
            None if key == BEYOND_LAYOUT && reader.peek() == Some(b'[') => {
                reader.open_list()?;
                while reader.item()? {
                    let value = any_text(reader)?;
                    value.into_iter().for_each(|value| record.leftover().push_beyond(value));
                }
            }
            _ => {
                if let Some(value) = any_text(reader)?.filter(|value| !is_null(&key, None, value)) {
                    record.leftover().push_key(key, value);
                }
            }
        }
    }
    let unknown = record.leftover().columns();
    let is_record = unknown.is_empty() && seen != 0 || seen & R::Column::TELLING != 0;
    if !is_record || foreign::is_foreign(unknown.iter().map(|(name, _)| name.as_str()), reader.text_from(start)) {
        return Err(foreign::no_record(expected));
    }
    Ok(())
}

/// A value of any kind as text: a list or an object as its exact JSON.
fn any_text<'a>(reader: &mut Reader<'a>) -> Result<Option<Text<'a>>, Box<Refusal>> {
    match reader.peek() {
        Some(b'{' | b'[') => reader.raw().map(|raw| Some(raw.into_text())),
        _ => reader.scalar(),
    }
}

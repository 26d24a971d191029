use super::{ColumnSet, Fill, Kept};
use crate::error::Refusal;
use crate::json::{Reader, foreign};
use crate::schema::BEYOND_LAYOUT;
use crate::text::Text;

/// Fills a record of columns from a JSON object with one key per column, and values as text or as JSON scalars.
///
/// `is_null` says whether the text of a key and its column is a null marker. The second occurrence of a key is kept as an unknown
/// key is.
///
/// An object of known keys is a record, and so is one that has a distinctive key ([`ColumnSet::DISTINCTIVE`]), unless its other keys say that
/// it is something else; `other_sign` is a distinctive key without a column. `expected` describes a record, for errors.
///
/// Columns that the reader's projection does not have are passed over.
pub(crate) fn read_columns<'a, R: Fill<'a>>(
    reader: &mut Reader<'a>,
    record: &mut R,
    mut is_null: impl FnMut(&str, Option<R::Column>, &str) -> bool,
    other_sign: Option<&str>,
    expected: &'static str,
) -> Result<(), Box<Refusal>> {
    let start = reader.position();
    let mut near = 0;
    let mut seen = 0_u128;
    reader.open_object()?;
    let projection = reader.projection();
    while let Some(key) = reader.key()? {
        let known = R::Column::find_near(near, &key);
        near = known.map_or(near, |(place, _)| place + 1);
        let bit = known.map_or(0, |(place, _)| 1_u128 << place);
        match known {
            Some((_, column)) if seen & bit == 0 => {
                seen |= bit;
                if known.is_some_and(|(place, _)| !projection.has(place)) {
                    // The name alone can say something too.
                    is_null(&key, Some(column), "");
                    reader.skip()?;
                    continue;
                }
                if R::Column::LENIENT & bit != 0 && matches!(reader.peek(), Some(b'{' | b'[')) {
                    let value = reader.raw()?;
                    record.leftover().push_key(key, Kept::Json(value));
                    continue;
                }
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
                let value = match reader.peek() {
                    Some(b'"') => Some(reader.string()?).filter(|text| !is_null(&key, None, text)).map(Kept::Text),
                    Some(b'n') => reader.null().map(|_| None)?,
                    _ => Some(reader.raw()?).filter(|raw| !is_null(&key, None, raw.as_str())).map(Kept::Json),
                };
                if let Some(value) = value {
                    record.leftover().push_key(key, value);
                }
            }
        }
    }
    let unknown = record.leftover().columns();
    // The second occurrence of a known column says nothing.
    let marks = unknown.iter().map(|(name, _)| name.as_str());
    let marks = marks.filter(|name| foreign::is_mark(name) && R::Column::find(name).is_none());
    let is_sign = |name: &str| other_sign.is_some_and(|sign| name == sign);
    let is_record = unknown.is_empty() && seen != 0
        || seen & R::Column::DISTINCTIVE != 0
        || unknown.iter().any(|(name, _)| is_sign(name.as_str()));
    if !is_record || foreign::is_foreign(marks, reader.text_from(start)) {
        return Err(foreign::no_record(expected));
    }
    Ok(())
}

/// A value of any kind as text: lists and objects as their exact JSON.
fn any_text<'a>(reader: &mut Reader<'a>) -> Result<Option<Text<'a>>, Box<Refusal>> {
    match reader.peek() {
        Some(b'{' | b'[') => reader.raw().map(|raw| Some(raw.into_text())),
        _ => reader.scalar(),
    }
}

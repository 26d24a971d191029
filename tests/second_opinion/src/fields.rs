//! The fields of a line, as text, beside those of a record.

use awslog::schema::{Object, Value};

use crate::pair::Difference;
use crate::reading::Reading;

/// Compares a field with the peer's text of it, which is `None` if it is absent.
pub fn compare(object: Object<'_>, name: &str, theirs: Option<&str>) -> Option<Difference> {
    let schema = object.schema();
    let place = schema.iter().position(|field| field.has_name(name)).unwrap_or_else(|| panic!("no field {name}"));
    let value = object.value(place);
    let same = match (value, theirs) {
        (None, None) => true,
        (Some(_), None) => false,
        // What does not have its field's type is kept as it is.
        (None, Some(theirs)) => unknown(object, name).is_some_and(|kept| is_same(&kept, theirs)),
        (Some(value), Some(theirs)) => {
            let theirs = Reading::of_text(schema[place].kind, theirs);
            Reading::of_value(value).zip(theirs).is_some_and(|(ours, theirs)| ours.means(&theirs))
        }
    };
    let words = |text: Option<String>| text.unwrap_or_else(|| "absent".to_owned());
    (!same).then(|| {
        let ours = value.map(|value| format!("{value:?}"));
        Difference::new(schema[place].name, words(ours), words(theirs.map(|text| format!("{text:?}"))))
    })
}

/// Whether two texts are equal but for the zeros in front of a number.
fn is_same(kept: &str, theirs: &str) -> bool {
    kept == theirs || kept.parse::<u64>().is_ok_and(|number| theirs.parse() == Ok(number))
}

/// The text of an unknown column.
fn unknown(object: Object<'_>, name: &str) -> Option<String> {
    object.unknown().find_map(|(known, value)| match value {
        _ if known.replace('-', "_") != name.replace('-', "_") => None,
        Value::Text(text) => Some(text.to_owned()),
        other => Some(format!("{other:?}")),
    })
}

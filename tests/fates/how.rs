//! How an event value was made from a sentinel, judged by the two values.

use serde_json::Value;
use time::UtcDateTime;
use time::format_description::well_known::Rfc3339;

use super::{Fate, Field, RECORD};

/// Fields whose values are words of ECS's own, or of Elastic's, even where a text happens to hold the word.
const WORDS: &[&str] =
    &["event.category", "event.type", "event.outcome", "entity.type", "network.protocol", "aws.elb.protocol"];

/// How new values at a path come from a sentinel, and whether one of them is all of it.
pub fn all(field: &Field, path: &str, values: &[Value]) -> (String, bool) {
    let sentinels = scalars(&field.sentinel);
    let mut words = Vec::<String>::new();
    let mut made = Vec::new();
    let mut is_whole = false;
    for value in values {
        let whole = sentinels.iter().find_map(|sentinel| whole(sentinel, value));
        is_whole |= whole.is_some();
        let part = || sentinels.iter().find_map(|sentinel| part(sentinel, value)).filter(|_| !WORDS.contains(&path));
        match whole.or_else(part) {
            Some("") => {}
            Some(word) if words.iter().any(|known| known == word) => {}
            Some(word) => words.push(word.to_owned()),
            None => made.push(format!("`{}`", plain(value))),
        }
    }
    if !made.is_empty() {
        words.push(derived(field, &made.join(", ")));
    }
    (words.join(", "), is_whole)
}

/// What the words for values that a rule has made begin with.
pub const DERIVED: &str = "derived";

/// The longest example that the page shows.
const LONGEST_EXAMPLE: usize = 32;

/// The words for values that a rule has made of a sentinel.
fn derived(field: &Field, made: &str) -> String {
    match &field.sentinel {
        _ if made == format!("`{RECORD}`") => "the text of the record".to_owned(),
        Value::Object(members) if members.is_empty() => format!("{made} if present"),
        _ if !field.is_example => DERIVED.to_owned(),
        Value::String(text) if text.len() <= LONGEST_EXAMPLE => format!("{DERIVED} (`{text}` → {made})"),
        Value::String(_) | Value::Object(_) => format!("{DERIVED} ({made})"),
        sentinel => format!("{DERIVED} (`{sentinel}` → {made})"),
    }
}

/// What stands in front of versions, and says no more than the name of their field.
const MARKS: &[&str] = &["HTTP/", "TLSv"];

/// Whether fates say all of a sentinel: one by itself, or all together every word of it.
pub fn is_said(sentinel: &Value, fates: &[Fate]) -> bool {
    let values = fates.iter().flat_map(|fate| &fate.values).map(plain).collect::<Vec<_>>().join("\n").to_lowercase();
    let has_words = |text: &str| {
        let mut words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.all(|word| values.contains(&word.to_lowercase()))
    };
    let has = |sentinel: &Value| {
        let text = plain(sentinel);
        let text = MARKS.iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(&text);
        has_words(text) || has_words(&percent_decoded(text)) || has_words(&escapes_decoded(text))
    };
    fates.iter().any(|fate| fate.is_whole) || scalars(sentinel).iter().all(has)
}

/// The scalars of a value.
fn scalars(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(members) => members.values().flat_map(scalars).collect(),
        Value::Array(items) => items.iter().flat_map(scalars).collect(),
        scalar => vec![scalar.clone()],
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The words for a value that is all of a sentinel: none if it is the same.
fn whole(sentinel: &Value, value: &Value) -> Option<&'static str> {
    let (said, found) = (plain(sentinel), plain(value));
    if sentinel == value || said == found {
        // Lines have texts only: a number in them is one that is written as text.
        return Some(if sentinel.is_number() && value.is_string() { "as text" } else { "" });
    }
    if let (Some(said), Ok(found)) = (instants(&said), UtcDateTime::parse(&found, &Rfc3339)) {
        return said.contains(&found).then_some("as date and time");
    }
    match value {
        Value::Number(number) => whole_number(said.parse().ok()?, number.as_f64()?),
        Value::String(_) => whole_text(&said, &found),
        _ => None,
    }
}

fn whole_number(said: f64, found: f64) -> Option<&'static str> {
    let is = |factor: f64| said != 0.0 && (said * factor - found).abs() < 0.5;
    if said == found {
        Some("")
    } else if is(1e9) {
        Some("seconds → nanoseconds")
    } else if is(1e6) {
        Some("milliseconds → nanoseconds")
    } else {
        None
    }
}

fn whole_text(said: &str, found: &str) -> Option<&'static str> {
    let (percent, escapes) = (percent_decoded(said), escapes_decoded(said));
    if percent == found {
        Some("percent-decoded")
    } else if escapes == found {
        Some(r"`\xNN` decoded")
    } else if said.eq_ignore_ascii_case(found) {
        Some("in lower case")
    } else if said.len() > 3 && UtcDateTime::parse(found, &Rfc3339).is_ok() && found.contains(said) {
        Some("in a date and time")
    } else if said.len() > 3 && found.contains(said) {
        Some("in a longer text")
    } else if said.len() > 3 && (found.contains(&percent) || found.contains(&escapes)) {
        Some("decoded, in a longer text")
    } else {
        None
    }
}

/// The words for a value that is a part of a sentinel.
fn part(sentinel: &Value, value: &Value) -> Option<&'static str> {
    let (said, found) = (plain(sentinel), plain(value));
    if sentinel.as_f64().is_some_and(|number| value.as_f64() == Some(number.trunc())) {
        return Some("without its fraction");
    }
    let texts = [percent_decoded(&said), escapes_decoded(&said), said];
    texts.iter().any(|text| has_words_of(text, &found)).then_some("a part")
}

/// Whether a text holds another one that neither begins nor ends inside of a word or a number of it.
fn has_words_of(text: &str, part: &str) -> bool {
    let (text, part) = (text.to_lowercase(), part.to_lowercase());
    let class = |letter: char| (letter.is_alphabetic(), letter.is_ascii_digit());
    let goes_on = |one: Option<char>, other: Option<char>| match (one, other) {
        (Some(one), Some(other)) => one.is_alphanumeric() && class(one) == class(other),
        _ => false,
    };
    text.match_indices(&part).any(|(start, part)| {
        let (front, rest) = (&text[..start], &text[start + part.len()..]);
        !goes_on(front.chars().next_back(), part.chars().next())
            && !goes_on(part.chars().next_back(), rest.chars().next())
    })
}

fn percent_decoded(text: &str) -> String {
    text.replace("%20", " ").replace("%2520", "%20")
}

fn escapes_decoded(text: &str) -> String {
    text.replace(r"\x41", "A")
}

/// The moments that a text may stand for.
fn instants(text: &str) -> Option<Vec<UtcDateTime>> {
    for text in [text.to_owned(), format!("{text}Z"), format!("{}Z", text.replace(' ', "T"))] {
        if let Ok(instant) = UtcDateTime::parse(&text, &Rfc3339) {
            return Some(vec![instant]);
        }
    }
    let numbers = match text.parse::<i128>() {
        Ok(number) => vec![number * 1_000_000_000, number * 1_000_000],
        Err(_) => vec![(text.parse::<f64>().ok()? * 1e9) as i128],
    };
    Some(numbers.into_iter().filter_map(|number| UtcDateTime::from_unix_timestamp_nanos(number).ok()).collect())
}

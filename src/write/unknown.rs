//! What a format does not know, under `aws.<dataset>`: each by its own name in snake_case.

use std::collections::HashMap;

use super::free_form::FreeForm;
use super::{Fields, Key, Leaf, Sink, key};
use crate::json::Unknown;
use crate::lines::{Kept, Leftover};
use crate::text::Text;

/// Writes the unknown columns and the values beyond the layout, beside the fields that `known` writes. A name that
/// is taken already gets a number, and so does one of `typed`, where an index takes no text.
pub(crate) fn write_leftover<S: Sink>(sink: &mut S, leftover: &Leftover<'_>, known: &impl Fields, typed: &[&str]) {
    let beyond = leftover.beyond().iter().filter(|value| !matches!(value.as_str(), "" | "-"));
    let beyond = beyond.map(Text::reborrow).collect::<Vec<_>>();
    sink.field(key!("beyond_layout"), &beyond);
    if leftover.columns().is_empty() {
        return;
    }
    let mut names = Names::taken(typed);
    known.write(&mut names);
    for (name, value) in leftover.columns() {
        let name = names.free(snake_case(name.as_str()));
        match value {
            Kept::Text(text) => sink.named_leaf(&name, text),
            Kept::Json(raw) => sink.named_leaf(&name, raw),
        }
    }
}

/// Writes the keys of an object that the format does not know, beside those that it does.
pub(crate) fn write_unknown<S: Sink>(sink: &mut S, unknown: &Unknown<'_>, known: &[&str]) {
    if !unknown.is_empty() {
        write_unknown_as(sink, unknown, Names::taken(known), snake_case);
    }
}

/// The same for an object that is written with AWS's keys.
pub(crate) fn write_logged_unknown<S: Sink>(sink: &mut S, unknown: &Unknown<'_>, known: &[&str]) {
    if !unknown.is_empty() {
        write_unknown_as(sink, unknown, Names::taken(known), str::to_owned);
    }
}

/// Writes the keys of an object that the format does not know, beside the fields that `known` writes and those of `typed`.
pub(crate) fn write_unknown_beside<S: Sink>(sink: &mut S, unknown: &Unknown<'_>, known: &impl Fields, typed: &[&str]) {
    if !unknown.is_empty() {
        let mut names = Names::taken(typed);
        known.write(&mut names);
        write_unknown_as(sink, unknown, names, snake_case);
    }
}

fn write_unknown_as<S: Sink>(sink: &mut S, unknown: &Unknown<'_>, mut names: Names, name: impl Fn(&str) -> String) {
    for (key, value) in unknown.iter().filter(|(_, value)| value.as_str() != "null") {
        sink.named_leaf(&names.free(name(key)), value);
    }
}

/// The names that are taken, and how often.
#[derive(Default)]
struct Names(HashMap<String, u32>);

impl Names {
    fn taken(names: &[&str]) -> Self {
        Names(names.iter().map(|name| (name.to_string(), 1)).collect())
    }

    /// The name, with a number behind it if it is taken.
    fn free(&mut self, name: String) -> String {
        let Some(mut times) = self.0.get(&name).copied() else {
            self.0.insert(name.clone(), 1);
            return name;
        };
        let free = loop {
            times += 1;
            let candidate = format!("{name}_{times}");
            if !self.0.contains_key(&candidate) {
                break candidate;
            }
        };
        // The search goes on from there next time: whatever the names are, all the searches together are linear.
        self.0.insert(name, times);
        self.0.insert(free.clone(), 1);
        free
    }
}

impl Sink for Names {
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, _: &L) {
        self.0.insert(key.name().to_owned(), 1);
    }

    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, _: &L) {
        self.0.insert(name.to_owned(), 1);
    }

    /// That by which most names are taken.
    fn free_form(&self) -> FreeForm {
        FreeForm::Elastic
    }
}

/// `brandNew-Column(ms)` as `brand_new_column_ms`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    let mut was_lower = false;
    for character in name.chars() {
        let is_upper = character.is_uppercase();
        if (is_upper && was_lower || !character.is_alphanumeric()) && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        if character.is_alphanumeric() {
            snake.extend(character.to_lowercase());
        }
        was_lower = !is_upper && character.is_alphanumeric();
    }
    snake.truncate(snake.trim_end_matches('_').len());
    if snake.is_empty() { "unnamed".to_owned() } else { snake }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_snake_case() {
        for (name, snake) in [
            ("brand-new", "brand_new"),
            ("cs(Brand-New)", "cs_brand_new"),
            ("timestamp(us)", "timestamp_us"),
            ("newKey", "new_key"),
            ("NewKey", "new_key"),
            ("ARNPrefix", "arnprefix"),
            ("ja5Fingerprint", "ja5_fingerprint"),
            ("already_snake_2", "already_snake_2"),
            ("--", "unnamed"),
            ("", "unnamed"),
        ] {
            assert_eq!(snake_case(name), snake, "{name}");
        }
    }

    #[test]
    fn taken_names_get_a_number() {
        let mut names = Names::default();
        names.leaf(key!("taken"), "");
        let free = ["new", "new", "taken", "new", "new_2"].map(|name| names.free(name.to_owned()));
        assert_eq!(free, ["new", "new_2", "taken_2", "new_3", "new_2_2"]);
    }

    #[test]
    fn names_that_are_in_each_others_way() {
        const MANY: u32 = 20_000;
        let mut names = Names::default();
        for number in 2..MANY {
            names.free(format!("new_{number}"));
        }
        let last = (0..MANY).map(|_| names.free("new".to_owned())).last();
        assert_eq!(last.unwrap(), format!("new_{}", 2 * MANY - 2));
    }
}

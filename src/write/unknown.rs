//! Writes what a format does not know under `aws.<dataset>`, by its own name in snake_case.

use std::borrow::Cow;
use std::collections::HashMap;

use super::free_form::FreeForm;
use super::{AwsOptions, Key, Leaf, Sink, Used};
use crate::json::Unknown;

/// Writes the unknown keys of an object, by names that are neither in `taken` nor written by `write_placed`.
pub(crate) fn write_unknown<S: Sink>(
    sink: &mut S,
    unknown: &Unknown<'_>,
    taken: impl Iterator<Item = &'static str>,
    write_placed: impl FnOnce(&mut Names),
) {
    if !unknown.is_empty() && !sink.is_satisfied() {
        let mut names = Names::taken(taken, sink.used());
        write_placed(&mut names);
        write_unknown_as(sink, unknown, names, snake_case);
    }
}

/// The same for an object with AWS's keys.
pub(crate) fn write_unknown_with_aws_keys<S: Sink>(sink: &mut S, unknown: &Unknown<'_>, known: &[&'static str]) {
    if !unknown.is_empty() {
        write_unknown_as(sink, unknown, Names::taken(known.iter().copied(), Used::NONE), |key| named(key).to_owned());
    }
}

fn write_unknown_as<S: Sink>(sink: &mut S, unknown: &Unknown<'_>, mut names: Names, name: impl Fn(&str) -> String) {
    for (key, value) in unknown.iter().filter(|(_, value)| value.as_str() != "null") {
        sink.named_leaf(&names.free(name(key)), value);
    }
}

/// The names that are taken, and the last number given to each.
#[derive(Default)]
pub(crate) struct Names {
    times: HashMap<Cow<'static, str>, u32>,
    used: Used,
}

impl Names {
    pub(crate) fn taken(names: impl Iterator<Item = &'static str>, used: Used) -> Self {
        Names { times: names.map(|name| (name.into(), 1)).collect(), used }
    }

    /// The name, followed by a number if it is taken.
    pub(crate) fn free(&mut self, name: String) -> String {
        let Some(mut times) = self.times.get(name.as_str()).copied() else {
            self.times.insert(name.clone().into(), 1);
            return name;
        };
        let free = loop {
            times += 1;
            let candidate = format!("{name}_{times}");
            if !self.times.contains_key(candidate.as_str()) {
                break candidate;
            }
        };
        // The next search continues from there: whatever the names are, all searches together take linear time.
        self.times.insert(name.into(), times);
        self.times.insert(free.clone().into(), 1);
        free
    }
}

impl Sink for Names {
    fn leaf<L: Leaf + ?Sized>(&mut self, key: Key, _: &L) {
        self.times.insert(key.name().into(), 1);
    }

    fn named_leaf<L: Leaf + ?Sized>(&mut self, name: &str, _: &L) {
        self.times.insert(name.to_owned().into(), 1);
    }

    /// The form in which the most names are taken.
    fn options(&self) -> AwsOptions {
        AwsOptions { free_form: FreeForm::Elastic, used: self.used }
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
    named(&snake).to_owned()
}

/// A key, or a name in place of an empty one, which no index takes.
pub(super) fn named(key: &str) -> &str {
    if key.is_empty() { "unnamed" } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::key;

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
    fn an_empty_key_gets_a_name() {
        assert_eq!(["", "a", "unnamed"].map(named), ["unnamed", "a", "unnamed"]);
    }

    #[test]
    fn taken_names_get_a_number() {
        let mut names = Names::default();
        names.leaf(key!("taken"), "");
        let free = ["new", "new", "taken", "new", "new_2"].map(|name| names.free(name.to_owned()));
        assert_eq!(free, ["new", "new_2", "taken_2", "new_3", "new_2_2"]);
    }

    #[test]
    fn names_that_collide_with_numbered_ones() {
        const MANY: u32 = 20_000;
        let mut names = Names::default();
        for number in 2..MANY {
            names.free(format!("new_{number}"));
        }
        let last = (0..MANY).map(|_| names.free("new".to_owned())).last();
        assert_eq!(last.unwrap(), format!("new_{}", 2 * MANY - 2));
    }
}

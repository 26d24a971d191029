//! JSON as `serde_json` reads it, with the keys that occur twice and the digits of numbers.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::generate::Random;
use crate::mutate::{self, ODD};

#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    Null,
    Boolean(bool),
    /// As it is written.
    Number(String),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

/// The members of an object, in order.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

impl Tree {
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        // The limit of depth counts from the root, so the text is read as a whole first. Numbers of any size are JSON.
        serde_json::from_str::<serde::de::IgnoredAny>(text)?;
        Tree::of_part(text)
    }

    fn of_part(text: &str) -> Result<Self, serde_json::Error> {
        let text = text.trim_matches([' ', '\t', '\n', '\r']);
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text)?;
                let members = members.into_iter().map(|(key, value)| Ok((key, Tree::of_part(value.get())?)));
                Tree::Object(members.collect::<Result<_, serde_json::Error>>()?)
            }
            Some(b'[') => {
                let items = serde_json::from_str::<Vec<&RawValue>>(text)?;
                Tree::List(items.into_iter().map(|item| Tree::of_part(item.get())).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Tree::Text(serde_json::from_str(text)?),
            Some(b't' | b'f') => Tree::Boolean(serde_json::from_str(text)?),
            Some(b'n') => Tree::Null,
            _ => Tree::Number(text.to_owned()),
        })
    }

    /// The text of a scalar.
    pub fn scalar(&self) -> Option<&str> {
        Some(match self {
            Tree::Number(text) | Tree::Text(text) => text,
            Tree::Boolean(true) => "true",
            Tree::Boolean(false) => "false",
            _ => return None,
        })
    }

    /// Whether it stands for an absent value.
    pub fn is_nothing(&self) -> bool {
        *self == Tree::Null || matches!(self, Tree::Text(text) if matches!(text.as_str(), "" | "-"))
    }

    /// Changes one of the values or keys in it.
    pub fn change(&mut self, random: &mut Random) {
        match self {
            Tree::Object(members) if !members.is_empty() => change_object(members, random),
            Tree::List(items) if !items.is_empty() => {
                let place = random.below(items.len() as u64) as usize;
                match random.below(8) {
                    0 => drop(items.remove(place)),
                    1 => items.insert(place, items[place].clone()),
                    2 => items.insert(place, odd(random)),
                    _ => items[place].change(random),
                }
            }
            Tree::Text(text) if random.below(3) == 0 => *text = mutate::text(text, random),
            Tree::Text(text) if random.below(4) == 0 => *self = of_text(text),
            Tree::Number(text) if random.below(2) == 0 => *self = Tree::Text(std::mem::take(text)),
            _ => *self = odd(random),
        }
    }
}

fn change_object(members: &mut Vec<(String, Tree)>, random: &mut Random) {
    let place = random.below(members.len() as u64) as usize;
    let other = random.below(members.len() as u64) as usize;
    match random.below(16) {
        0 => drop(members.remove(place)),
        1 => members.push(members[place].clone()),
        2 => members.insert(other, (members[place].0.clone(), odd(random))),
        3 => members.swap(place, other),
        4 => members[place].1 = members[other].1.clone(),
        5 => members.insert(place, (mutate::text(&members[place].0, random), odd(random))),
        6 => members[place].0 = members[other].0.clone(),
        7 => {
            let key = &mut members[place].0;
            let first = key.chars().next().map_or(0, char::len_utf8);
            *key = format!("{}{}", key[..first].to_uppercase(), &key[first..]);
        }
        _ => members[place].1.change(random),
    }
}

/// A number or a word that a text is, as itself.
fn of_text(text: &str) -> Tree {
    let value = serde_json::from_str::<&RawValue>(text).ok();
    value.and_then(|value| Tree::of_part(value.get()).ok()).unwrap_or(Tree::Null)
}

/// A value that is unusual where it stands.
fn odd(random: &mut Random) -> Tree {
    match random.below(12) {
        0 => Tree::Null,
        1 => Tree::Boolean(random.below(2) == 0),
        2 => Tree::List(vec![]),
        3 => Tree::Object(vec![]),
        4 => Tree::List(vec![odd(random), odd(random)]),
        5 => Tree::Object(vec![(random.pick(ODD).to_owned(), odd(random)), (random.pick(ODD).to_owned(), odd(random))]),
        6 | 7 => of_text(random.pick(ODD)),
        8 => of_text(random.pick(&[
            "-0",
            "0.0",
            "-0.0",
            "1e2",
            "1E+2",
            "1e-7",
            "1.50",
            "123456789012345678901234567890",
            "0.1",
            "1e308",
            "1e309",
            "5e-324",
        ])),
        _ => Tree::Text(random.pick(ODD).to_owned()),
    }
}

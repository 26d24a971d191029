//! The tables by the first word of their phrases: one look-up a word.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::os::{SIGNS, Sign};
use super::products::{PRODUCTS, Product};
use super::tokens::{Word, split_number};
use crate::ecs::hash::WordHasher;

pub(super) static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

#[derive(Debug)]
pub(super) struct Index(HashMap<&'static str, Entry, BuildHasherDefault<WordHasher>>);

/// The rows whose phrases begin with a word.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) signs: Vec<Ranked<Sign>>,
    pub(super) products: Vec<Ranked<Product>>,
}

/// A row with its place in its table: the first row wins, wherever its phrase stands.
#[derive(Debug)]
pub(super) struct Ranked<T: 'static> {
    pub(super) rank: usize,
    pub(super) row: &'static T,
}

impl Index {
    fn new() -> Self {
        let mut index = HashMap::<_, Entry, _>::default();
        for (rank, row) in SIGNS.iter().enumerate() {
            index.entry(first_word(row.phrase)).or_default().signs.push(Ranked { rank, row });
        }
        for (rank, row) in PRODUCTS.iter().enumerate() {
            index.entry(first_word(row.phrase)).or_default().products.push(Ranked { rank, row });
        }
        Index(index)
    }

    pub(super) fn at(&self, word: &str) -> Option<&Entry> {
        self.0.get(word)
    }
}

fn first_word(phrase: &'static str) -> &'static str {
    let word = phrase.split([' ', '/', ';', ',', ']']).next().unwrap_or_default();
    split_number(word).0.trim_end_matches(['_', '-'])
}

/// The text behind a phrase that stands at a word. One that ends in a letter ends where a word or its number does, and one
/// that ends in a digit where a number does.
pub(super) fn behind<'a>(word: Word<'a>, phrase: &str) -> Option<&'a str> {
    let behind = word.here.strip_prefix(phrase)?;
    let is_cut = match (phrase.bytes().next_back()?, behind.bytes().next().unwrap_or_default()) {
        (b'0'..=b'9', next) => next.is_ascii_alphanumeric(),
        (b'a'..=b'z' | b'A'..=b'Z', next) => next.is_ascii_alphabetic(),
        _ => false,
    };
    (!is_cut).then_some(behind)
}

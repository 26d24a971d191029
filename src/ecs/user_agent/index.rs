//! The tables by the first word of their phrases: one lookup per word.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::os::{SIGNS, Sign};
use super::products::{PRODUCTS, Product};
use super::tokens::{Word, split_number};
use crate::fast::WordHasher;

pub(super) static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

#[derive(Debug)]
pub(super) struct Index(HashMap<&'static str, Entry, BuildHasherDefault<WordHasher>>);

/// The rows whose phrases begin with a word.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) signs: Vec<Ranked<Sign>>,
    pub(super) products: Vec<Ranked<Product>>,
}

/// A row with its index in the table. The first row wins, wherever its phrase occurs.
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

/// The text after a phrase that starts at a word. A phrase that ends in a letter must end at the end of the word or
/// at its number, and one that ends in a digit at the end of a number.
pub(super) fn after<'a>(word: Word<'a>, phrase: &str) -> Option<&'a str> {
    let last = phrase.bytes().next_back()?;
    // Phrases that begin with the same word differ at the end.
    if word.here.as_bytes().get(phrase.len() - 1) != Some(&last) {
        return None;
    }
    let after = word.here.strip_prefix(phrase)?;
    let is_cut = match (last, after.bytes().next().unwrap_or_default()) {
        (b'0'..=b'9', next) => next.is_ascii_alphanumeric(),
        (b'a'..=b'z' | b'A'..=b'Z', next) => next.is_ascii_alphabetic(),
        _ => false,
    };
    (!is_cut).then_some(after)
}

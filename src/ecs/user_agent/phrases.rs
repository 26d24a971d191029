//! Tables of phrases, and how an agent's words are looked up in them.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::words::Word;
use crate::ecs::hash::WordHasher;

/// A row of a table: what an agent says, and what that means.
pub(super) trait Row: 'static {
    /// The words to find. A phrase that ends in a letter or digit ends where a word does.
    fn phrase(&self) -> &'static str;
}

/// A table's rows, by the first word of their phrase.
#[derive(Debug)]
pub(super) struct Phrases<T: 'static> {
    by_first_word: HashMap<&'static str, Vec<Ranked<T>>, BuildHasherDefault<WordHasher>>,
}

/// A row with its place in the table: the first row wins, wherever its phrase stands.
#[derive(Debug)]
pub(super) struct Ranked<T: 'static> {
    pub(super) rank: usize,
    pub(super) row: &'static T,
}

impl<T> Clone for Ranked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Ranked<T> {}

impl<T: Row> Phrases<T> {
    /// The index of a table.
    pub(super) fn new(table: &'static [T]) -> Self {
        let mut by_first_word = HashMap::<_, Vec<_>, _>::default();
        for (rank, row) in table.iter().enumerate() {
            let first_word = row.phrase().split([' ', '/', ';', ']']).next().unwrap_or_default().trim_end_matches('_');
            by_first_word.entry(first_word).or_default().push(Ranked { rank, row });
        }
        Phrases { by_first_word }
    }

    /// The rows whose phrase stands at a word, in the table's order, each with the text behind it.
    pub(super) fn at<'p, 'a: 'p>(&'p self, word: Word<'a>) -> impl Iterator<Item = (Ranked<T>, &'a str)> + 'p {
        let rows = self.by_first_word.get(word.name).map(Vec::as_slice).unwrap_or_default();
        rows.iter().filter_map(move |ranked| {
            let phrase = ranked.row.phrase();
            let behind = word.here.strip_prefix(phrase)?;
            let cut = phrase.ends_with(is_alphanumeric) && behind.starts_with(is_alphanumeric);
            (!cut).then_some((*ranked, behind))
        })
    }
}

fn is_alphanumeric(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

//! What threads remember by hash.

use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};

use thread_local::ThreadLocal;

use super::hash;

/// Places that texts fall on by their hash. Each thread has a table of its own, so that no thread ever waits for another.
#[derive(Debug)]
pub(crate) struct Table<P: Send> {
    places: usize,
    /// Not known to a sender, who else could choose texts that all fall on one place.
    seed: u64,
    threads: ThreadLocal<RefCell<Vec<P>>>,
}

impl<P: Default + Send> Table<P> {
    /// A table of so many places for each thread that asks for one.
    pub(crate) fn new(places: usize) -> Self {
        Table { places, seed: RandomState::new().hash_one(places), threads: ThreadLocal::new() }
    }

    /// How many places a thread has.
    pub(crate) fn places(&self) -> usize {
        self.places
    }

    /// The hash of a text: the same in all threads.
    pub(crate) fn hash(&self, text: &str) -> u64 {
        hash::hash(self.seed, text.as_bytes())
    }

    /// Does something at a hash's place, unless the table is in use by this very thread.
    pub(crate) fn at_place<T>(&self, hash: u64, work: impl FnOnce(&mut P) -> T) -> Option<T> {
        let table =
            self.threads.get_or(|| RefCell::new(std::iter::repeat_with(P::default).take(self.places).collect()));
        let place = (u128::from(hash) * self.places as u128) >> 64;
        table.try_borrow_mut().ok()?.get_mut(usize::try_from(place).ok()?).map(work)
    }

    /// The places of this thread, if it has any yet.
    #[cfg(test)]
    pub(crate) fn of_this_thread(&self) -> Option<&RefCell<Vec<P>>> {
        self.threads.get()
    }
}

//! Hash tables per thread, the basis of the caches.

use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};

use thread_local::ThreadLocal;

use crate::fast::hash;

/// A table of slots by hash. Each thread has its own table, so that no thread waits for another.
#[derive(Debug)]
pub(crate) struct Table<P: Send> {
    slots: usize,
    /// Random, because a sender who knows the seed could choose texts that all have the same slot.
    seed: u64,
    threads: ThreadLocal<RefCell<Vec<P>>>,
}

impl<P: Default + Send> Table<P> {
    /// A table with this number of slots for each thread that uses it.
    pub(crate) fn new(slots: usize) -> Self {
        Table { slots, seed: RandomState::new().hash_one(slots), threads: ThreadLocal::new() }
    }

    /// The number of slots per thread.
    pub(crate) fn slots(&self) -> usize {
        self.slots
    }

    /// The hash of a text: the same in all threads.
    pub(crate) fn hash(&self, text: &str) -> u64 {
        hash(self.seed, text.as_bytes())
    }

    /// Calls `work` with the slot of a hash, unless this thread is using the table already.
    pub(crate) fn with_slot<T>(&self, hash: u64, work: impl FnOnce(&mut P) -> T) -> Option<T> {
        let table = self.threads.get_or(|| RefCell::new(std::iter::repeat_with(P::default).take(self.slots).collect()));
        let slot = (u128::from(hash) * self.slots as u128) >> 64;
        table.try_borrow_mut().ok()?.get_mut(usize::try_from(slot).ok()?).map(work)
    }

    /// The slots of this thread, if it has a table already.
    #[cfg(test)]
    pub(crate) fn of_this_thread(&self) -> Option<&RefCell<Vec<P>>> {
        self.threads.get()
    }
}

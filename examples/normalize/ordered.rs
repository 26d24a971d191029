//! Work on several threads whose results are taken in order.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many steps a file may be ahead of the file whose steps are taken: its events have to stay in memory.
const AHEAD: usize = 64;

/// The same for a single thread, which only has to be kept busy while its events are written.
const AHEAD_ALONE: usize = 2;

/// Calls `work` with each file, on several threads, and `take` with the steps of all files, in the order of the files.
/// After an error of `take`, the channels are closed, and `work` finds that out when it sends another step.
pub fn each<S: Send, E>(
    files: &[PathBuf],
    threads: usize,
    mut take: impl FnMut(S) -> Result<(), E>,
    work: impl Fn(&Path, SyncSender<S>) + Sync,
) -> Result<(), E> {
    let threads = threads.clamp(1, files.len().max(1));
    let ahead = if threads == 1 { AHEAD_ALONE } else { AHEAD };
    let files = Mutex::new(files.iter());
    let (announce, announced) = channel::<Receiver<S>>();
    let next_file = |announce: &Sender<Receiver<S>>| {
        // Under the lock, so that files are announced in their order.
        let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
        let file = files.next()?;
        let (sender, receiver) = sync_channel(ahead);
        announce.send(receiver).ok()?;
        Some((file, sender))
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            let (announce, next_file, work) = (announce.clone(), &next_file, &work);
            scope.spawn(move || {
                while let Some((file, steps)) = next_file(&announce) {
                    work(file, steps);
                }
            });
        }
        drop(announce);
        announced.into_iter().flatten().try_for_each(&mut take)
    })
}

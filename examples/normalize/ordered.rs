//! Work on several threads whose results are taken in order.

use std::mem;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many steps a task may be ahead of the task whose steps are taken: its events have to stay in memory.
const AHEAD: usize = 64;

/// The same for a single task, which only has to be kept busy while its events are written.
const AHEAD_ALONE: usize = 2;

/// Nobody takes further steps.
pub struct Closed;

/// Takes the steps of a task. What it leaves of a step, such as its memory, can be used for the next one.
pub type Sink<'a, S> = dyn FnMut(&mut S) -> Result<(), Closed> + 'a;

/// Calls `work` with each task, on several threads, and `take` with the steps of all tasks, in the order of the tasks.
/// After an error of `take`, `work` finds out when it sends another step.
pub fn each<T: Sync, S: Default + Send, E>(
    tasks: &[T],
    threads: usize,
    mut take: impl FnMut(&mut S) -> Result<(), E>,
    work: impl Fn(&T, &mut Sink<'_, S>) + Sync,
) -> Result<(), E> {
    if threads == 1 {
        return one_after_another(tasks, take, work);
    }
    let threads = threads.min(tasks.len());
    let ahead = if threads == 1 { AHEAD_ALONE } else { AHEAD };
    let queue = Mutex::new(tasks.iter());
    let (announce, announced) = channel::<Receiver<S>>();
    let next_task = |announce: &Sender<Receiver<S>>| {
        // Under the lock, so that tasks are announced in their order.
        let mut queue = lock(&queue);
        let task = queue.next()?;
        let (sender, receiver) = sync_channel(ahead);
        announce.send(receiver).ok()?;
        Some((task, sender))
    };
    // Taken steps, whose memory the system would otherwise have to clear anew for each one.
    let spare = Mutex::new(Vec::new());
    let (next_task, work, spare) = (&next_task, &work, &spare);
    thread::scope(|scope| {
        let start = |_: &usize| {
            let announce = announce.clone();
            let run = move || {
                while let Some((task, steps)) = next_task(&announce) {
                    work(task, &mut |step| {
                        let next = lock(spare).pop().unwrap_or_default();
                        steps.send(mem::replace(step, next)).map_err(|_| Closed)
                    });
                }
            };
            thread::Builder::new().spawn_scoped(scope, run).is_ok()
        };
        // The system may have fewer threads to give.
        let started = (0..threads).take_while(start).count();
        drop(announce);
        if started == 0 {
            return one_after_another(tasks, take, work);
        }
        announced.into_iter().flatten().try_for_each(|mut step| {
            take(&mut step)?;
            lock(spare).push(step);
            Ok(())
        })
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same without another thread, which would have to be woken for each step.
fn one_after_another<T, S, E>(
    tasks: &[T],
    mut take: impl FnMut(&mut S) -> Result<(), E>,
    work: impl Fn(&T, &mut Sink<'_, S>),
) -> Result<(), E> {
    tasks.iter().try_for_each(|task| {
        let mut taken = Ok(());
        work(task, &mut |step| {
            taken = take(step);
            taken.as_ref().map(drop).map_err(|_| Closed)
        });
        taken
    })
}

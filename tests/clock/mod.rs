//! How long work takes: the processor's time of this thread where the system tells it, so that other programs do not count.

use std::fs;
use std::hint::black_box;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How much a measurement may exceed the true time.
pub static NOISE: LazyLock<Duration> = LazyLock::new(|| match processor_time() {
    Some(_) => Duration::from_millis(5),
    None => Duration::from_millis(40),
});

/// Without the processor's time, one measurement at a time.
static MEASURING: Mutex<()> = Mutex::new(());

/// How long the work takes.
pub fn time<T>(work: impl FnOnce() -> T) -> Duration {
    if let Some(start) = processor_time() {
        black_box(work());
        return processor_time().unwrap_or(start) - start;
    }
    let _alone = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// The time that this thread has run so far. Linux counts it in nanoseconds, up to when the thread last gave way.
fn processor_time() -> Option<Duration> {
    thread::yield_now();
    let times = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(times.split(' ').next()?.parse().ok()?))
}

//! Memory, in a program of its own: its allocator counts, which costs time.

use std::process::ExitCode;

use peers::Memory;

fn main() -> ExitCode {
    peers::measure_memory(|run| {
        let info = allocation_counter::measure(run);
        Memory { allocations: info.count_total, peak: info.bytes_max }
    })
}

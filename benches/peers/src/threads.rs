//! Two threads that share a mapper.

use std::hint::black_box;
use std::thread;

use awslog::cloudfront::records;
use awslog::ecs::Mapper;

use crate::compare::Comparison;
use crate::events::write_events;
use crate::generate::cloudfront::{file, lines};

const LINES: usize = 64_000;

/// Two threads, each with its half of the files, and one thread with both: the ratio is the scaling factor.
pub fn threads(rounds: usize) {
    let lines = lines(LINES);
    let halves = [file(&lines[..LINES / 2]), file(&lines[LINES / 2..])];
    let mapper = Mapper::new();
    let write = |half: &str, out: &mut Vec<u8>| write_events(records(half.as_bytes()), &mapper, out);
    let [mut first, mut second, mut one] = [const { Vec::new() }; 3];
    let two = |first: &mut Vec<u8>, second: &mut Vec<u8>| {
        thread::scope(|scope| {
            scope.spawn(|| write(&halves[0], first));
            write(&halves[1], second);
        });
    };
    two(&mut first, &mut second);
    for (half, out) in halves.iter().zip([&first, &second]) {
        write(half, &mut one);
        assert!(one == *out, "two threads make other events than one");
    }

    let bytes = halves.iter().map(String::len).sum();
    Comparison::new("CloudFront to ECS, two threads", bytes, || two(black_box(&mut first), black_box(&mut second)))
        .with("awslog, one thread", || halves.iter().for_each(|half| write(half, black_box(&mut one))))
        .run(rounds);
}

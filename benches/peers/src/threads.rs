//! Two threads that share a mapper.

use std::hint::black_box;
use std::sync::mpsc::channel;
use std::thread;

use awslog::cloudfront::records;
use awslog::ecs::Mapper;

use crate::compare::Comparison;
use crate::events::write_events;
use crate::generate::cloudfront::{file, lines};
use crate::report::Report;

const LINES: usize = 64_000;

/// Two threads, each with its half of the files, and one thread with both: the ratio is the scaling factor. Both threads stay
/// for all rounds, as those of a program do: a thread learns the user agents and hosts of its log once.
pub fn threads(report: &mut Report) {
    let lines = lines(LINES);
    let halves = [file(&lines[..LINES / 2]), file(&lines[LINES / 2..])];
    let bytes = halves.iter().map(String::len).sum();
    let mapper = Mapper::new();
    let write = |half: &str, out: &mut Vec<u8>| write_events(records(half.as_bytes()), &mapper, out);
    let [mut expected, mut second, mut one] = [const { Vec::new() }; 3];
    write(&halves[0], &mut expected);

    thread::scope(|scope| {
        let (ask, asked) = channel();
        let (answer, answered) = channel();
        scope.spawn({
            let (half, expected, write) = (&halves[0], &expected, &write);
            move || {
                let mut first = Vec::new();
                write(half, &mut first);
                assert!(first == *expected, "two threads make other events than one");
                for () in asked {
                    write(half, black_box(&mut first));
                    answer.send(()).expect("the other thread waits");
                }
            }
        });
        let two = || {
            ask.send(()).expect("the other thread listens");
            write(&halves[1], black_box(&mut second));
            answered.recv().expect("the other thread answers");
        };
        Comparison::new("CloudFront to ECS, two threads", bytes, LINES, two)
            .with("awslog, one thread", || halves.iter().for_each(|half| write(half, black_box(&mut one))))
            .run(report);
        drop(ask);
    });
}

//! The shortest way from a log line to an ECS event.

use std::io::{self, Write};

use awslog::cloudfront;
use awslog::ecs::Mapper;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let line =
        "2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10\tGET\td111111abcdef8.cloudfront.net\t/images/cat.jpg\t200";

    // A record has AWS's own names, and types: here `Option<u64>`.
    let record = cloudfront::parse_line(line)?;
    let bytes = record.sc_bytes.unwrap_or_default();

    // An event has the names and types of ECS, and serializes with serde.
    let mapper = Mapper::new();
    let event = mapper.to_ecs(&record);
    let json = serde_json::to_string_pretty(&event)?;

    // A reader that closes the pipe is not an error.
    let _ = writeln!(io::stdout(), "{bytes} bytes\n{json}");
    Ok(())
}

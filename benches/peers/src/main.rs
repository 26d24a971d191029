//! Speed.

use std::process::ExitCode;

fn main() -> ExitCode {
    peers::measure_speed()
}

//! Copies the fixtures to where cargo-fuzz looks for its first inputs.

use std::fs;
use std::path::Path;

use awslog::Format;
use awslog_fuzz::registry::{fixtures, hostile_fixtures, read_folder};

fn main() {
    for fixture in fixtures() {
        // The first byte is the format.
        let format = Format::ALL.iter().position(|format| *format == fixture.format()).unwrap_or_default() as u8;
        write("records", &fixture.name, &[format], &fixture.bytes);
        // The second one says how the chunks are cut.
        write("decoder", &format!("{}-bytes", fixture.name), &[format, 0], &fixture.bytes);
        write("decoder", &format!("{}-chunks", fixture.name), &[format, 0x25], &fixture.bytes);
        // The second one says how long batches and chunks are.
        write("batches", &fixture.name, &[format, 0x42], &fixture.bytes);
    }
    // The first two bytes are the mapper's options.
    let any = fixtures().into_iter().chain(hostile_fixtures()).map(|fixture| (fixture.name, fixture.bytes));
    for (name, bytes) in any {
        write("mapper", &name, &[0, 0], &bytes);
        write("mapper", &format!("{name}-all-options"), &[0xFE, 0], &bytes);
    }
    // A user agent is the first column of its row.
    for (_, table) in read_folder("user_agents") {
        let table = String::from_utf8_lossy(&table);
        let rows = table.lines().filter(|row| !row.starts_with('#')).zip(1..);
        for (agent, number) in rows.filter_map(|(row, number)| Some((row.split('\t').next()?, number))) {
            write("user_agents", &format!("agents-{number}"), b"", agent.as_bytes());
        }
    }
}

/// Writes an input of a target.
fn write(target: &str, name: &str, options: &[u8], bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name.replace('/', "-")), [options, bytes].concat()).unwrap();
}

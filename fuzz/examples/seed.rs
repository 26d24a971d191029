//! Writes the first inputs to where cargo-fuzz looks for them: the fixtures in small pieces, and what earlier runs have found for user agents.

use std::fs;
use std::path::{Path, PathBuf};

use awslog::Format;
use awslog_fuzz::registry::{Fixture, fixtures, hostile_fixtures, read_folder};

/// The length of a piece, unless one line or record is longer. A mutation in a large file is in one record of many, and all are
/// read again for it.
const LENGTH: usize = 1024;

fn main() {
    for fixture in fixtures() {
        // The first byte is the format.
        let format = Format::ALL.iter().position(|format| *format == fixture.format()).unwrap_or_default() as u8;
        for (name, piece) in pieces(&fixture) {
            write("records", &name, &[format], &piece);
            // The second one says how the chunks are cut.
            write("decoder", &format!("{name}-bytes"), &[format, 0], &piece);
            write("decoder", &format!("{name}-chunks"), &[format, 0x25], &piece);
            // The second one says how long batches and chunks are, the third what is in the batches.
            for contents in 0..3 {
                write("batches", &format!("{name}-{contents}"), &[format, 0x42, contents], &piece);
            }
        }
    }
    // The first two bytes are the mapper's options.
    for fixture in fixtures().iter().chain(&hostile_fixtures()) {
        for (name, piece) in pieces(fixture) {
            write("mapper", &name, &[0, 0], &piece);
            write("mapper", &format!("{name}-all-options"), &[0xFE, 0], &piece);
        }
    }
    // A user agent is the first column of its row.
    for (_, table) in read_folder("user_agents") {
        let table = String::from_utf8_lossy(&table);
        let rows = table.lines().filter(|row| !row.starts_with('#')).zip(1..);
        for (agent, number) in rows.filter_map(|(row, number)| Some((row.split('\t').next()?, number))) {
            write("user_agents", &format!("agents-{number}"), b"", agent.as_bytes());
        }
    }
    let found = fs::read_to_string(folder("found/user_agents.txt")).unwrap();
    for (agent, number) in found.lines().zip(1..) {
        write("user_agents", &format!("found-{number}"), b"", agent.as_bytes());
    }
}

/// A small fixture as it is; of a larger one the front, and its JSON objects each alone or its lines a few at a time.
fn pieces(fixture: &Fixture) -> Vec<(String, Vec<u8>)> {
    let bytes = &fixture.bytes;
    if bytes.len() <= LENGTH {
        return vec![(fixture.name.clone(), bytes.clone())];
    }
    let mut pieces = vec![bytes[..LENGTH].to_vec()];
    if fixture.row.lines.is_some() && !bytes.starts_with(b"{") {
        let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').peekable();
        let header = lines.next_if(|line| line.starts_with(b"#")).unwrap_or_default();
        let mut piece = header.to_vec();
        for line in lines {
            if piece.len() > header.len() && piece.len() + line.len() > LENGTH {
                pieces.push(std::mem::replace(&mut piece, header.to_vec()));
            }
            piece.extend(line);
        }
        pieces.push(piece);
    } else {
        let records = fixture.records().flatten();
        pieces.extend(records.filter_map(|record| Some(record.original()?.as_bytes().to_vec())));
    }
    let named = pieces.into_iter().zip(1..).map(|(piece, number)| (format!("{}-{number}", fixture.name), piece));
    named.collect()
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Writes an input of a target.
fn write(target: &str, name: &str, options: &[u8], bytes: &[u8]) {
    let folder = folder("corpus").join(target);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name.replace('/', "-")), [options, bytes].concat()).unwrap();
}

//! What readers of the documentation see: no example is wider than the page.
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use std::fs;
use std::path::{Path, PathBuf};

/// The columns of a code block that docs.rs shows without scrolling.
const WIDTH: usize = 88;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder with this extension, in a stable order.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The text of a line of documentation; `None` if it is a line of code.
fn documentation(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let text = line.strip_prefix("//!").or_else(|| line.strip_prefix("///"))?;
    Some(text.strip_prefix(' ').unwrap_or(text))
}

/// The lines that rustdoc shows in code blocks and that are too wide.
fn too_wide<'a>(lines: impl Iterator<Item = Option<&'a str>>) -> Vec<String> {
    let mut in_code = false;
    let mut found = Vec::new();
    for (number, line) in lines.enumerate() {
        let Some(line) = line else {
            in_code = false;
            continue;
        };
        if line.starts_with("```") {
            in_code = !in_code;
        } else if in_code && !line.starts_with("# ") && line.chars().count() > WIDTH {
            found.push(format!("{}: {line}", number + 1));
        }
    }
    found
}

#[test]
fn no_line_of_an_example_is_cut() {
    let mut found = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let source = fs::read_to_string(&path).unwrap();
        found.extend(
            too_wide(source.lines().map(documentation)).iter().map(|line| format!("{}:{line}", path.display())),
        );
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    found.extend(too_wide(readme.lines().map(Some)).iter().map(|line| format!("README.md:{line}")));
    assert!(found.is_empty(), "wider than {WIDTH} columns:\n{}", found.join("\n"));
}

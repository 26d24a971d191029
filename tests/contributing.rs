//! `CONTRIBUTING.md` lists the files that a new format touches, and no other file has to know all formats.
#![allow(clippy::unwrap_used, clippy::string_slice, clippy::panic, reason = "a failing test panics")]

use std::collections::BTreeSet;
use std::fs;

mod registry;
mod source;

use registry::{ROWS, Row};
use source::{code, files, has_word, name, root, rust_files};

/// Files that name every format and that nobody has to change for a new one, and what is in them.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("docs/mapping.md", "tests write it"),
    ("tests/fates/details/mod.rs", "what is special about the fields of a format, if anything"),
    ("tests/detection.rs", "cases"),
    ("tests/hostile.rs", "cases"),
    ("tests/other_formats.rs", "cases"),
    ("tests/projection.rs", "cases"),
    ("tests/tables.rs", "cases"),
    ("tests/values_of_other_types.rs", "cases"),
];

/// What is looked at for names of formats. In a packaged crate some of it is missing.
const LOOKED_AT: &[&str] = &["src", "tests", "benches", "fuzz", "examples", "crates", "docs", ".ci"];

/// The files that a new format touches, from the table in `CONTRIBUTING.md`. `<format>` stands for its module.
fn listed() -> BTreeSet<String> {
    let page = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let (_, section) = page.split_once("\n## Add a format\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    rows.map(|(file, _)| file.to_owned()).collect()
}

/// The folders and files of a format alone: those that have its module's name.
fn is_own(file: &str, row: &Row) -> bool {
    file.split(['/', '.']).any(|part| part == row.module)
}

fn names_format(text: &str, row: &Row) -> bool {
    has_word(text, row.module) || has_word(text, &format!("{:?}", row.format))
}

/// The files that name every format.
fn files_naming_every_format() -> BTreeSet<String> {
    let folders = LOOKED_AT.iter().map(|folder| root().join(folder)).filter(|folder| folder.is_dir());
    let top = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let mut found = BTreeSet::new();
    for file in folders.flat_map(|folder| files(&folder)).chain(top) {
        let name = name(&file);
        // Events of the fixtures, measurements of other libraries and of tests, and the API as `.ci/api` writes it.
        if ["tests/expected/", "benches/peers/", "docs/api/", "docs/mutants.md"]
            .iter()
            .any(|folder| name.starts_with(folder))
        {
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        if ROWS.iter().all(|row| names_format(&text, row)) {
            found.insert(name);
        }
    }
    found
}

#[test]
fn a_new_format_touches_the_files_that_are_listed() {
    let listed = listed();
    for own in ["src/<format>/", "fixtures/<format>/"] {
        assert!(listed.contains(own), "CONTRIBUTING.md lists {own}");
    }
    let others: BTreeSet<_> = listed.into_iter().filter(|file| !file.contains("<format>")).collect();
    for file in &others {
        assert!(root().join(file).is_file(), "CONTRIBUTING.md lists {file}, which is not there");
    }
    let mut expected = files_naming_every_format();
    for (file, _) in EXCEPTIONS {
        assert!(root().join(file).is_file(), "{file} is not there: remove it from EXCEPTIONS");
        expected.remove(*file);
    }
    // What changes for users is in the changelog, whichever formats it names.
    expected.insert("CHANGELOG.md".to_owned());
    assert_eq!(others, expected, "the table in CONTRIBUTING.md (left) and the files that name every format (right)");
}

#[test]
fn only_the_files_that_are_listed_name_a_format_in_the_source() {
    let listed = listed();
    let mut found = BTreeSet::new();
    for file in rust_files(&root().join("src")) {
        let name = name(&file);
        let code = code(&file);
        let names = |row: &&Row| {
            let paths =
                [format!("{}::", row.module), format!("Format::{:?}", row.format), format!("Record::{:?}", row.format)];
            !is_own(&name, row) && paths.iter().any(|path| code.contains(path))
        };
        if !listed.contains(&name) && ROWS.iter().any(|row| names(&row)) {
            found.insert(name);
        }
    }
    assert_eq!(found, BTreeSet::new(), "files of src/ that name a format in their code");
}

//! The modules of `src/` import each other in one direction, without circles.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test panics"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

mod source;

use source::{code, rust_files};

/// A module, and the modules that it may import. Each row names rows above it only, so that a circle cannot be written down.
///
/// `FORMAT` stands for each of the formats, and `FORMAT/ecs` for the mapping of that format.
const LAYERS: &[(&str, &[&str])] = &[
    ("format", &[]),
    ("fast", &[]),
    ("schema", &["fast"]),
    ("error", &["format", "fast"]),
    ("text", &["format", "error", "schema", "fast"]),
    ("json", &["format", "error", "schema", "fast", "text"]),
    ("write", &["error", "schema", "fast", "text", "json"]),
    ("lines", &["format", "error", "schema", "fast", "text", "json", "write"]),
    (FORMAT, &["format", "error", "schema", "fast", "text", "json", "lines"]),
    ("ecs", &["format", "error", "schema", "fast", "text", "json", "write"]),
    (MAPPING, &["format", "schema", "fast", "text", "json", "write", FORMAT, "ecs"]),
    ("any", &["format", "error", "schema", "fast", "text", "json", "lines", FORMAT, "ecs"]),
    ("decoder", &["format", "error", "schema", "fast", "text", "json", "lines", FORMAT, "any"]),
    // Pages of the documentation.
    ("_documentation", &[]),
    ("cookbook", &[]),
];

const FORMAT: &str = "FORMAT";
const MAPPING: &str = "FORMAT/ecs";

/// What the macros that generate records may name in addition, because they expand inside a format: `$crate::write`.
const IN_MACROS: &[(&str, &str)] = &[("text", "json"), ("text", "write"), ("json", "write")];

/// Imports against the direction that are still there: this list only gets shorter.
const EXCEPTIONS: &[(&str, &str)] = &[];

fn src() -> PathBuf {
    source::root().join("src")
}

/// The names of a module, from the crate's root: `["vpc_flow", "ecs"]`.
fn module_path(file: &Path) -> Vec<String> {
    let relative = file.strip_prefix(src()).unwrap().with_extension("");
    let mut names: Vec<String> = relative.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
    if names.last().is_some_and(|name| name == "mod" || name == "lib") {
        names.pop();
    }
    names
}

/// The first names of the path after `crate::`: one name, or those of a list in braces. A macro over all formats writes
/// `crate::$module`.
fn first_names(path: &str) -> Vec<&str> {
    let end = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    if path.starts_with('$') {
        return vec![FORMAT];
    }
    let Some(list) = path.strip_prefix('{') else {
        return vec![&path[..end(path)]];
    };
    let (mut names, mut depth, mut is_first) = (Vec::new(), 0, true);
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_first = true,
            _ if is_first && !character.is_whitespace() => {
                names.push(&list[at..at + end(&list[at..])]);
                is_first = false;
            }
            _ => {}
        }
    }
    names
}

/// The modules, or names of the crate's root, that a file imports, and whether a macro names them.
fn imports(file: &Path) -> BTreeSet<(String, bool)> {
    let code = code(file);
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let in_macro = code[..at].ends_with('$');
        if in_macro || !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            found
                .extend(first_names(&code[at + "crate::".len()..]).into_iter().map(|name| (name.to_owned(), in_macro)));
        }
    }
    // `super::` leaves the module only at its top.
    let top = "super::".repeat(module_path(file).len());
    for (at, _) in code.match_indices(&top).filter(|_| !top.is_empty()) {
        if !code[..at].ends_with("::") {
            found.extend(first_names(&code[at + top.len()..]).into_iter().map(|name| (name.to_owned(), false)));
        }
    }
    found
}

/// Where the crate's root has its names from.
fn reexports() -> BTreeMap<String, String> {
    let root = code(&src().join("lib.rs"));
    let uses = root.split(';').filter_map(|item| item.trim().rsplit_once("pub use ").map(|(_, path)| path));
    let mut found = BTreeMap::new();
    for path in uses.filter(|path| !path.starts_with("::")) {
        let (module, names) = path.split_once("::").unwrap();
        for name in first_names(names) {
            found.insert(name.to_owned(), module.to_owned());
        }
    }
    found
}

/// The formats: the folders that have a mapping.
fn formats() -> BTreeSet<String> {
    let folders = fs::read_dir(src()).unwrap().map(|entry| entry.unwrap().path());
    let has_mapping = |folder: &PathBuf| folder.join("ecs.rs").is_file() || folder.join("ecs").is_dir();
    folders.filter(has_mapping).map(|folder| folder.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

/// Every import of one module by another and whether a macro names it, with the files that have it.
fn arrows() -> BTreeMap<(String, String, bool), Vec<String>> {
    let (formats, reexports) = (formats(), reexports());
    let mut arrows = BTreeMap::new();
    for file in rust_files(&src()) {
        let path = module_path(&file);
        let Some(first) = path.first() else { continue };
        let is_mapping = formats.contains(first) && path.get(1).is_some_and(|name| name == "ecs");
        let importer = if is_mapping { format!("{first}/ecs") } else { first.clone() };
        for (name, in_macro) in imports(&file) {
            let imported = reexports.get(&name).unwrap_or(&name).clone();
            // `crate::time` is the crate of that name.
            if imported != importer && imported != "time" {
                let shown = file.strip_prefix(src()).unwrap().display().to_string();
                arrows.entry((importer.clone(), imported, in_macro)).or_insert_with(Vec::new).push(shown);
            }
        }
    }
    arrows
}

/// The row of a module.
fn row(module: &str) -> Option<&'static (&'static str, &'static [&'static str])> {
    let formats = formats();
    let name = match module.split_once('/') {
        Some((format, "ecs")) if formats.contains(format) => MAPPING,
        None if formats.contains(module) => FORMAT,
        _ => module,
    };
    LAYERS.iter().find(|(row, _)| *row == name)
}

fn may_import(importer: &str, imported: &str, in_macro: bool) -> bool {
    let Some((_, allowed)) = row(importer) else { return false };
    match imported == FORMAT || formats().contains(imported) {
        // A mapping knows its own format, and what knows all formats knows each.
        true => allowed.contains(&FORMAT) && importer.split_once('/').is_none_or(|(own, _)| own == imported),
        false => allowed.contains(&imported) || (in_macro && IN_MACROS.contains(&(importer, imported))),
    }
}

#[test]
fn the_table_has_no_circle() {
    for (index, (module, imported)) in LAYERS.iter().enumerate() {
        for imported in *imported {
            assert!(LAYERS[..index].iter().any(|(above, _)| above == imported), "{module}: {imported} is not above it");
        }
    }
}

#[test]
fn every_module_has_a_row() {
    let modules: BTreeSet<String> =
        rust_files(&src()).iter().filter_map(|file| module_path(file).first().cloned()).collect();
    for module in &modules {
        assert!(row(module).is_some(), "src/{module} has no row in LAYERS");
    }
}

#[test]
fn imports_follow_the_arrows() {
    let arrows = arrows();
    let mut against = BTreeMap::new();
    for ((importer, imported, in_macro), files) in &arrows {
        if !may_import(importer, imported, *in_macro) {
            against.insert((importer.as_str(), imported.as_str()), files.join(", "));
        }
    }
    let new: Vec<String> = against
        .iter()
        .filter(|(arrow, _)| !EXCEPTIONS.contains(arrow))
        .map(|((importer, imported), files)| format!("{importer} imports {imported}: {files}"))
        .collect();
    assert!(new.is_empty(), "imports against the arrows:\n{}", new.join("\n"));
    let stale: Vec<_> = EXCEPTIONS.iter().filter(|arrow| !against.contains_key(*arrow)).collect();
    assert!(stale.is_empty(), "remove these from EXCEPTIONS, they are gone: {stale:?}");
}

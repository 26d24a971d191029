//! Files of the package and of the repository.

use std::fs;
use std::path::Path;

/// The text files in a folder of this package and below, by their names in it, in order.
pub fn of(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    walk(&root, &root, &mut files);
    files.sort();
    files
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.push((path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"), text));
        }
    }
}

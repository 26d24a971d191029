use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The named files, and the regular files in the named directories if `recursive` is set, sorted by name. What cannot be
/// listed stays in the list: opening it gives the error.
pub fn list(paths: &[PathBuf], recursive: bool) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if recursive && path.is_dir() && walk(path, &mut files).is_ok() {
            continue;
        }
        files.push(path.clone());
    }
    files
}

fn walk(directory: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(directory)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            if walk(&path, files).is_err() {
                files.push(path);
            }
        // A link to a directory may lead back up, and a pipe to which nobody writes never ends.
        } else if !path.metadata().is_ok_and(|data| !data.is_file()) {
            files.push(path);
        }
    }
    Ok(())
}

//! Whether an input is also the output: what is read would then never end, or be what was just written.

#[cfg(unix)]
use std::{
    fs::File,
    io,
    os::{fd::AsFd, unix::fs::MetadataExt},
    sync::LazyLock,
};

#[cfg(unix)]
pub fn is_output(input: impl AsFd) -> bool {
    static OUTPUT: LazyLock<Option<(u64, u64)>> = LazyLock::new(|| identity(io::stdout()));
    OUTPUT.is_some() && *OUTPUT == identity(input)
}

/// The device and the number of a regular file.
#[cfg(unix)]
fn identity(file: impl AsFd) -> Option<(u64, u64)> {
    let data = File::from(file.as_fd().try_clone_to_owned().ok()?).metadata().ok()?;
    data.is_file().then(|| (data.dev(), data.ino()))
}

#[cfg(not(unix))]
pub fn is_output<T>(_: T) -> bool {
    false
}

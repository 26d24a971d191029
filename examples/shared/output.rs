//! Whether an input is also the output: what is read would then never end, or be what was just written.

use std::fs::Metadata;
#[cfg(unix)]
use std::{
    fs::File,
    io,
    os::{fd::AsFd, unix::fs::MetadataExt},
    sync::LazyLock,
};

#[cfg(unix)]
pub fn is_output(input: &Metadata) -> bool {
    static OUTPUT: LazyLock<Option<(u64, u64)>> = LazyLock::new(|| identity(&metadata(io::stdout())?));
    OUTPUT.is_some() && *OUTPUT == identity(input)
}

#[cfg(unix)]
pub fn standard_input_is_output() -> bool {
    metadata(io::stdin()).is_some_and(|input| is_output(&input))
}

#[cfg(unix)]
fn metadata(stream: impl AsFd) -> Option<Metadata> {
    File::from(stream.as_fd().try_clone_to_owned().ok()?).metadata().ok()
}

/// The device and the number of a regular file.
#[cfg(unix)]
fn identity(file: &Metadata) -> Option<(u64, u64)> {
    file.is_file().then(|| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
pub fn is_output(_: &Metadata) -> bool {
    false
}

#[cfg(not(unix))]
pub fn standard_input_is_output() -> bool {
    false
}

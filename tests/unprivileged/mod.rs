//! Programs that run as a user who may not read everything, even if the tests run as root.
#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The user and the group that own nothing.
const NOBODY: u32 = 65534;

/// A folder that every user can reach, which may not be so for that of the build.
pub struct Place {
    pub folder: PathBuf,
}

impl Place {
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("awslog-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        allow(&folder, 0o755);
        Place { folder }
    }

    /// A program where every user can reach it.
    pub fn reachable(&self, program: &Path) -> PathBuf {
        let reachable = self.folder.join(program.file_name().unwrap());
        if !reachable.exists() && fs::hard_link(program, &reachable).is_err() {
            fs::copy(program, &reachable).unwrap();
        }
        reachable
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Sets what the owner, the group and others may do.
pub fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// A program with the rights of this user, or of nobody if this user is root.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    if is_root {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

//! A cluster of processes: this program in other roles.

mod process;
mod roles;

pub use process::Cluster;
pub use roles::{Role, client, run, runtime};

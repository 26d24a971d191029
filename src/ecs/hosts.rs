//! A cache of hosts: logs repeat the same few.

use super::domain::{Cut, Domains, Host, Pieces, is_plain_name, split_port};
use super::table::Table;
use crate::text::url::split_user;

/// The longest name that is cached, in bytes.
const LONGEST: usize = 64;

/// The number of slots per thread, and of names per slot: less than 128 KiB in all.
const SLOTS: usize = 256;
const WAYS: usize = 4;

/// A host and its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Located<'a> {
    /// The text without user information and port.
    pub(crate) text: &'a str,
    pub(crate) host: Host<'a>,
    pub(crate) port: Option<u16>,
    /// Set for names only.
    pub(crate) pieces: Pieces<'a>,
}

/// How names are split, by name. A new name replaces the oldest one in its slot.
#[derive(Debug)]
pub(crate) struct Hosts(Table<Slot>);

/// The names of one slot, the newest first.
#[derive(Debug, Default)]
struct Slot([Entry; WAYS]);

#[derive(Debug)]
struct Entry {
    hash: u64,
    /// Bytes after the length are undefined.
    name: [u8; LONGEST],
    length: usize,
    cut: Option<Cut>,
}

impl<'a> Located<'a> {
    /// A name without a port.
    fn name(name: &'a str, cut: Option<Cut>) -> Self {
        Located { text: name, host: Host::Name(name), port: None, pieces: Pieces::new(name, cut) }
    }

    /// Reads a host without the cache.
    fn anew(text: &'a str, domains: &Domains) -> Self {
        let (_, text) = split_user(text);
        let (text, port) = split_port(text);
        let host = Host::new(text);
        let pieces = match host {
            Host::Name(name) => Pieces::new(name, domains.cut(name)),
            Host::Ip(_) | Host::Other => Pieces::default(),
        };
        Located { text, host, port, pieces }
    }
}

impl Hosts {
    pub(crate) fn new() -> Self {
        Hosts(Table::new(SLOTS))
    }

    /// Reads the text of a host.
    pub(crate) fn locate<'a>(&self, text: &'a str, domains: &Domains) -> Located<'a> {
        let hash = self.0.hash(text);
        // A cached name is a plain one, and has no port.
        if let Some(cut) = self.0.with_slot(hash, |slot| slot.look_up(hash, text)).flatten() {
            return Located::name(text, cut);
        }
        if text.len() <= LONGEST && is_plain_name(text) {
            let cut = domains.cut(text);
            self.0.with_slot(hash, |slot| slot.insert(hash, text, cut));
            return Located::name(text, cut);
        }
        Located::anew(text, domains)
    }
}

impl Default for Entry {
    fn default() -> Self {
        Entry { hash: 0, name: [0; LONGEST], length: 0, cut: None }
    }
}

impl Slot {
    fn look_up(&self, hash: u64, name: &str) -> Option<Option<Cut>> {
        self.0.iter().find(|entry| entry.is(hash, name)).map(|entry| entry.cut)
    }

    fn insert(&mut self, hash: u64, name: &str, cut: Option<Cut>) {
        self.0.rotate_right(1);
        let [youngest, ..] = &mut self.0;
        youngest.set(hash, name, cut);
    }
}

impl Entry {
    /// No name is empty.
    fn is(&self, hash: u64, name: &str) -> bool {
        self.hash == hash && !name.is_empty() && self.name.get(..self.length) == Some(name.as_bytes())
    }

    fn set(&mut self, hash: u64, name: &str, cut: Option<Cut>) {
        if let Some(slot) = self.name.get_mut(..name.len()) {
            slot.copy_from_slice(name.as_bytes());
            (self.hash, self.length, self.cut) = (hash, name.len(), cut);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cached_host_equals_a_new_one() {
        let (hosts, domains) = (Hosts::new(), Domains::default());
        let long = format!("{}.example.com", "a".repeat(60));
        for text in [
            "www.example.com",
            "WWW.Example.CO.UK",
            "com",
            "localhost",
            "example.com.",
            "example.com:8080",
            "192.0.2.1",
            "[2001:db8::1]:443",
            "alice:secret@www.example.com:80",
            "a..b",
            "",
            long.as_str(),
        ] {
            for _ in 0..3 {
                assert_eq!(hosts.locate(text, &domains), Located::anew(text, &domains), "{text}");
            }
        }
    }

    #[test]
    fn names_replace_each_other() {
        let (hosts, domains) = (Hosts::new(), Domains::default());
        let names = (0..20 * SLOTS).map(|number| format!("host{number}.example.org")).collect::<Vec<_>>();
        for _ in 0..2 {
            for name in &names {
                assert_eq!(hosts.locate(name, &domains), Located::anew(name, &domains));
            }
        }
        assert_eq!(hosts.0.of_this_thread().map(|table| table.borrow().len()), Some(SLOTS));
    }
}

//! The hosts met before: a log names the same few over and over.

use super::domain::{Cut, Domains, Host, Pieces, is_plain_name, split_port};
use super::table::Table;
use crate::text::url::split_user;

/// The longest name that is kept, in bytes.
const LONGEST: usize = 64;

/// How many places a thread has, and how many names each of them: less than 128 KiB in all.
const PLACES: usize = 256;
const WAYS: usize = 4;

/// A host with what is told of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Located<'a> {
    /// The text without user information and without a port.
    pub(crate) text: &'a str,
    pub(crate) host: Host<'a>,
    pub(crate) port: Option<u16>,
    /// Of a name alone.
    pub(crate) pieces: Pieces<'a>,
}

/// Where the names are cut into their pieces, by name; a name takes the place of the oldest whose hash falls on the same.
#[derive(Debug)]
pub(crate) struct Hosts(Table<Place>);

/// The names of one place, the youngest in front.
#[derive(Debug, Default)]
struct Place([Known; WAYS]);

#[derive(Debug)]
struct Known {
    hash: u64,
    /// What stands behind its length counts for nothing.
    name: [u8; LONGEST],
    length: usize,
    cut: Option<Cut>,
}

impl<'a> Located<'a> {
    /// A name and nothing else.
    fn name(name: &'a str, cut: Option<Cut>) -> Self {
        Located { text: name, host: Host::Name(name), port: None, pieces: Pieces::new(name, cut) }
    }

    /// What is told without a table.
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
        Hosts(Table::new(PLACES))
    }

    /// What the text of a host says.
    pub(crate) fn locate<'a>(&self, text: &'a str, domains: &Domains) -> Located<'a> {
        let hash = self.0.hash(text);
        // A name that is known is a plain one, and has no port.
        if let Some(cut) = self.0.at_place(hash, |place| place.look_up(hash, text)).flatten() {
            return Located::name(text, cut);
        }
        if text.len() <= LONGEST && is_plain_name(text) {
            let cut = domains.cut(text);
            self.0.at_place(hash, |place| place.insert(hash, text, cut));
            return Located::name(text, cut);
        }
        Located::anew(text, domains)
    }
}

impl Default for Known {
    fn default() -> Self {
        Known { hash: 0, name: [0; LONGEST], length: 0, cut: None }
    }
}

impl Place {
    fn look_up(&self, hash: u64, name: &str) -> Option<Option<Cut>> {
        self.0.iter().find(|known| known.is(hash, name)).map(|known| known.cut)
    }

    fn insert(&mut self, hash: u64, name: &str, cut: Option<Cut>) {
        self.0.rotate_right(1);
        let [youngest, ..] = &mut self.0;
        youngest.set(hash, name, cut);
    }
}

impl Known {
    /// No name is empty.
    fn is(&self, hash: u64, name: &str) -> bool {
        self.hash == hash && !name.is_empty() && self.name.get(..self.length) == Some(name.as_bytes())
    }

    fn set(&mut self, hash: u64, name: &str, cut: Option<Cut>) {
        if let Some(place) = self.name.get_mut(..name.len()) {
            place.copy_from_slice(name.as_bytes());
            (self.hash, self.length, self.cut) = (hash, name.len(), cut);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_time_is_as_the_first() {
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
    fn names_take_each_others_places() {
        let (hosts, domains) = (Hosts::new(), Domains::default());
        let names = (0..20 * PLACES).map(|number| format!("host{number}.example.org")).collect::<Vec<_>>();
        for _ in 0..2 {
            for name in &names {
                assert_eq!(hosts.locate(name, &domains), Located::anew(name, &domains));
            }
        }
        assert_eq!(hosts.0.of_this_thread().map(|table| table.borrow().len()), Some(PLACES));
    }
}

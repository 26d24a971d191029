//! The hosts met before: a log names the same few over and over.

use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};

use thread_local::ThreadLocal;

use super::domain::{Cut, Domains, Host, Pieces, is_plain_name, split_port};
use super::hash::hash;

/// The longest name that is kept, in bytes.
const LONGEST: usize = 64;

/// How many names a thread keeps, in less than 128 KiB.
const PLACES: usize = 1024;

/// A host with what is told of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Located<'a> {
    /// The text without a port.
    pub(crate) text: &'a str,
    pub(crate) host: Host<'a>,
    pub(crate) port: Option<u16>,
    /// Of a name alone.
    pub(crate) pieces: Pieces<'a>,
}

/// Where the names are cut into their pieces, by name. Each thread has a table of its own, so that no thread ever waits for
/// another; a name takes the place of the one whose hash falls on the same.
#[derive(Debug)]
pub(crate) struct Hosts {
    /// Not known to a sender, who else could choose names that all fall on one place.
    seed: u64,
    tables: ThreadLocal<RefCell<Vec<Known>>>,
}

#[derive(Clone, Debug)]
struct Known {
    /// Zeros behind its length.
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
        Hosts { seed: RandomState::new().hash_one(PLACES), tables: ThreadLocal::new() }
    }

    /// What the text of a host says.
    pub(crate) fn locate<'a>(&self, text: &'a str, domains: &Domains) -> Located<'a> {
        // A name that is known is a plain one, and has no port.
        if let Some(cut) = self.at_place(text, |known| known.is(text).then_some(known.cut)).flatten() {
            return Located::name(text, cut);
        }
        if text.len() <= LONGEST && is_plain_name(text) {
            let cut = domains.cut(text);
            self.at_place(text, |known| known.set(text, cut));
            return Located::name(text, cut);
        }
        Located::anew(text, domains)
    }

    /// Does something at a name's place, unless the table is in use by this very thread.
    fn at_place<T>(&self, name: &str, work: impl FnOnce(&mut Known) -> T) -> Option<T> {
        let table = self.tables.get_or(|| RefCell::new(vec![Known::NOTHING; PLACES]));
        let place = hash(self.seed, name.as_bytes()) as usize % PLACES;
        table.try_borrow_mut().ok()?.get_mut(place).map(work)
    }
}

impl Known {
    const NOTHING: Self = Known { name: [0; LONGEST], length: 0, cut: None };

    /// No name is empty.
    fn is(&self, name: &str) -> bool {
        !name.is_empty() && self.name.get(..self.length) == Some(name.as_bytes())
    }

    fn set(&mut self, name: &str, cut: Option<Cut>) {
        if let Some(place) = self.name.get_mut(..name.len()) {
            place.copy_from_slice(name.as_bytes());
            self.length = name.len();
            self.cut = cut;
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
        assert_eq!(hosts.tables.get().map(|table| table.borrow().len()), Some(PLACES));
    }
}

//! `related.*`: the addresses, hosts, users and hashes of an event, each once, in order of appearance.

use std::collections::HashSet;
use std::hash::Hash;
use std::net::IpAddr;

use super::domain::{Host, split_port};
use super::event::{DnsAnswer, Related};
use super::present;
use crate::text::Text;
use crate::text::url::split_user;

/// From this number of values on, a set finds duplicates. Nearly all lists are shorter.
const MANY: usize = 32;

/// Most lists have no more values. To reserve memory for them costs half of what a list costs that grows.
const USUAL: usize = 4;

impl<'a> Related<'a> {
    /// Adds addresses to `related.ip`.
    pub(crate) fn add_ips(&mut self, addresses: impl IntoIterator<Item = IpAddr>) {
        add_distinct(&mut self.ip, addresses);
    }

    /// Adds names to `related.hosts`.
    pub(crate) fn add_hosts(&mut self, hosts: impl IntoIterator<Item = Text<'a>>) {
        add_distinct(&mut self.hosts, hosts);
    }

    /// Adds those of the texts that are host names, with or without a port.
    pub(crate) fn add_host_names(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        self.add_hosts(texts.into_iter().filter_map(|text| match Host::new(split_port(split_user(text).1).0) {
            Host::Name(name) => Some(name.into()),
            _ => None,
        }));
    }

    /// Adds users to `related.user`.
    pub(crate) fn add_users(&mut self, users: impl IntoIterator<Item = Text<'a>>) {
        add_distinct(&mut self.user, users.into_iter().filter_map(present).filter(|user| !user.is_empty()));
    }

    /// Adds hashes to `related.hash`.
    pub(crate) fn add_hashes(&mut self, hashes: impl IntoIterator<Item = Text<'a>>) {
        add_distinct(&mut self.hash, hashes.into_iter().filter_map(present).filter(|hash| !hash.is_empty()));
    }
}

/// Adds the values that a list does not hold yet, in linear time.
pub(crate) fn add_distinct<T: Clone + Eq + Hash>(list: &mut Vec<T>, values: impl IntoIterator<Item = T>) {
    add_distinct_by(list, values, T::clone);
}

/// Adds the answers that a list does not hold yet, in linear time.
pub(crate) fn add_distinct_answers<'a>(
    list: &mut Vec<DnsAnswer<'a>>,
    answers: impl IntoIterator<Item = DnsAnswer<'a>>,
) {
    add_distinct_by(list, answers, |answer| {
        let DnsAnswer { name, r#type, class, data, ttl } = answer;
        (name.clone(), r#type.clone(), class.clone(), data.clone(), *ttl)
    });
}

fn add_distinct_by<T: PartialEq, K: Eq + Hash>(
    list: &mut Vec<T>,
    values: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
) {
    let mut seen = None;
    for value in values {
        let is_new = if list.len() < MANY {
            !list.contains(&value)
        } else {
            let seen: &mut HashSet<K> = seen.get_or_insert_with(|| list.iter().map(&key).collect());
            seen.insert(key(&value))
        };
        if is_new {
            if list.capacity() == 0 {
                *list = Vec::with_capacity(USUAL);
            }
            list.push(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_once_in_order_of_appearance() {
        let mut list = vec![3, 1];
        add_distinct(&mut list, [1, 2, 3, 2]);
        assert_eq!(list, [3, 1, 2]);
        add_distinct(&mut list, (0..100_000).chain(0..100_000));
        assert_eq!(list.len(), 100_000);
        assert_eq!(list[..5], [3, 1, 2, 0, 4]);
    }
}

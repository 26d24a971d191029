//! Finds a key among the known ones of an object. Compared with one known key after the other, keys took a seventh of the
//! instructions of Network Firewall's records, which have them in changing order.

/// The known keys, and what each stands for.
#[derive(Debug)]
pub(crate) struct Keys<P: 'static, const SLOTS: usize> {
    names: &'static [(&'static str, P)],
    /// The place of a name in `names`, at the slot of its hash or at the next free one.
    slots: [u8; SLOTS],
}

/// A slot without a name.
const FREE: u8 = u8::MAX;

/// How many slots so many keys need, so that most of them have a slot of their own.
pub(crate) const fn slots_for(keys: usize) -> usize {
    assert!(keys < 128);
    (2 * keys).next_power_of_two()
}

impl<P: Copy, const SLOTS: usize> Keys<P, SLOTS> {
    /// For each key in the order of a table. No key is there twice.
    #[allow(clippy::indexing_slicing, reason = "done when this is compiled, where a wrong index is an error")]
    pub(crate) const fn new(names: &'static [(&'static str, P)]) -> Self {
        assert!(SLOTS == slots_for(names.len()));
        let mut slots = [FREE; SLOTS];
        let mut place = 0;
        while place < names.len() {
            let mut slot = hash(names[place].0.as_bytes()) % SLOTS;
            while slots[slot] != FREE {
                assert!(!is_equal(names[slots[slot] as usize].0, names[place].0), "a key is there twice");
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = place as u8;
            place += 1;
        }
        Keys { names, slots }
    }

    /// What a key stands for. At least half of the slots are free, so the search ends.
    #[inline]
    pub(crate) fn find(&self, key: &str) -> Option<P> {
        let mut slot = hash(key.as_bytes());
        loop {
            let place = *self.slots.get(slot % SLOTS)?;
            let (name, meaning) = self.names.get(usize::from(place))?;
            if *name == key {
                return Some(*meaning);
            }
            slot += 1;
        }
    }
}

/// Compares texts in constants, where `==` is not possible.
pub(crate) const fn is_equal(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([first, rest @ ..], [other_first, other_rest @ ..]) = (one, other) {
        if *first != *other_first {
            return false;
        }
        (one, other) = (rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}

/// A hash of the first and last bytes, and the length.
#[inline(always)]
const fn hash(key: &[u8]) -> usize {
    let (first, last) = if let (Some(first), Some(last)) = (key.first_chunk(), key.last_chunk()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (key.first_chunk(), key.last_chunk()) {
        (u32::from_le_bytes(*first) as u64, u32::from_le_bytes(*last) as u64)
    } else {
        match *key {
            [first, _, last] | [first, last] => (first as u64, last as u64),
            [only] => (only as u64, 0),
            _ => (0, 0),
        }
    };
    let word = first ^ last.rotate_left(27) ^ (key.len() as u64) << 56;
    (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[(&str, usize)] = &[
        ("a", 0),
        ("id", 1),
        ("di", 2),
        ("tcp", 3),
        ("top", 4),
        ("alert", 5),
        ("start", 6),
        ("src_ip", 7),
        ("src_port", 8),
        ("app_proto_ts", 9),
        ("app_proto_tc", 10),
        ("pkts_toserver", 11),
        ("pkts_toclient", 12),
        ("resolver_network_interface", 13),
        ("resolver-network-interface", 13),
    ];

    /// The plain twin.
    fn plain(key: &str) -> Option<usize> {
        NAMES.iter().find_map(|(name, place)| (*name == key).then_some(*place))
    }

    #[test]
    fn known_keys_and_those_like_them() {
        static KEYS: Keys<usize, { slots_for(NAMES.len()) }> = Keys::new(NAMES);
        for (name, place) in NAMES {
            assert_eq!(KEYS.find(name), Some(*place), "{name}");
            for at in 0..name.len() {
                for letter in ["", "x", "a", "_", "é"] {
                    let mut other = name.to_string();
                    other.insert_str(at, letter);
                    assert_eq!(KEYS.find(&other), plain(&other), "{other}");
                    other.remove(at + letter.len());
                    assert_eq!(KEYS.find(&other), plain(&other), "{other}");
                }
            }
        }
        assert_eq!(KEYS.find(""), None);
    }

    #[test]
    fn a_full_table_of_few_and_of_many_keys() {
        static ONE: Keys<(), { slots_for(1) }> = Keys::new(&[("id", ())]);
        assert_eq!([ONE.find("id"), ONE.find("di"), ONE.find("")], [Some(()), None, None]);
        static NONE: Keys<(), { slots_for(0) }> = Keys::new(&[]);
        assert_eq!(NONE.find("id"), None);
    }
}

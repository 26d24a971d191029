//! A cache of user agents: logs repeat the same few.

use std::borrow::Cow;

use super::{UserAgent, read};
use crate::ecs::FieldSet;
use crate::ecs::field_set::shared;
use crate::ecs::table::Table;
use crate::text::Text;

/// The longest text that is cached, in bytes. Longer ones are rare, and never honest.
const LONGEST: usize = 1024;

/// The longest JSON that is cached. It is longer than the text by the names of its fields, unless nearly every byte
/// needs an escape.
const LONGEST_JSON: usize = 3 * LONGEST;

/// The maximum number of agents per thread.
const MOST_ENTRIES: usize = 1 << 16;

/// The number of agents per slot.
const WAYS: usize = 4;

/// Results by the text as logged, percent-encoded or not.
///
/// Each thread has its own table, so that no thread waits for another. A thread holds less than 8 KiB per entry,
/// whatever the input: an agent of more than 1 KiB, or of more than 3 KiB as JSON, is parsed each time. The first
/// time an agent occurs, only its hash is kept, so that a stream of agents that are all different costs little.
///
/// ```
/// use std::borrow::Cow;
///
/// use awslog::ecs::user_agent::{Cache, parse};
///
/// let cache = Cache::new(1024);
/// for _ in 0..3 {
///     let agent = cache.parse_with("curl/8.4.0%20(linux-gnu)", |logged| {
///         Cow::from(logged.replace("%20", " "))
///     });
///     assert_eq!(agent, parse("curl/8.4.0 (linux-gnu)"));
/// }
/// ```
#[derive(Debug)]
pub struct Cache {
    /// Each slot holds [`WAYS`] agents.
    table: Table<Slot>,
}

/// The agents of one slot, the most frequent first.
#[derive(Debug, Default)]
struct Slot {
    /// The hashes of agents that occurred once.
    met: [u64; WAYS],
    entries: [Option<Entry>; WAYS],
}

#[derive(Debug)]
struct Entry {
    hash: u64,
    logged: Box<str>,
    agent: FieldSet<UserAgent<'static>>,
}

impl Cache {
    /// Creates a cache of about this number of agents per thread, at most 65,536. 0 turns it off.
    pub fn new(entries: usize) -> Self {
        let slots = entries.min(MOST_ENTRIES).div_ceil(WAYS);
        Cache { table: Table::new(slots) }
    }

    /// Returns what [`parse`](super::parse) returns for the decoded text. `decode` is called only if the logged text
    /// is not in the cache.
    pub fn parse_with<'a>(&self, logged: &'a str, decode: impl FnOnce(&'a str) -> Cow<'a, str>) -> UserAgent<'a> {
        self.find_or_parse(logged, decode, Entry::agent, |agent| agent)
    }

    /// The same as a group of an event, which shares the cached agent.
    pub(crate) fn fields<'a>(
        &self,
        logged: &'a str,
        decode: impl FnOnce(&'a str) -> Cow<'a, str>,
    ) -> FieldSet<UserAgent<'a>> {
        self.find_or_parse(logged, decode, |entry, _| entry.agent.clone(), FieldSet::from)
    }

    /// The result of `cached` for a cached agent, or of `parsed` for any other.
    fn find_or_parse<'a, A>(
        &self,
        logged: &'a str,
        decode: impl FnOnce(&'a str) -> Cow<'a, str>,
        cached: impl Fn(&Entry, &'a str) -> A,
        parsed: impl Fn(UserAgent<'a>) -> A,
    ) -> A {
        if self.table.slots() == 0 || logged.len() > LONGEST {
            return parsed(parse_decoded(decode(logged)));
        }
        let hash = self.table.hash(logged);
        let look_up = |slot: &mut Slot| slot.look_up(hash, logged).map(|entry| cached(entry, logged));
        if let Some(agent) = self.table.with_slot(hash, look_up).flatten() {
            return agent;
        }
        let decoded = decode(logged);
        if self.table.with_slot(hash, |slot| slot.meet(hash)).unwrap_or_default()
            && let Some(entry) = Entry::read(hash, logged, &decoded)
        {
            let agent = cached(&entry, logged);
            self.table.with_slot(hash, |slot| slot.insert(entry));
            return agent;
        }
        parsed(parse_decoded(decoded))
    }
}

impl Slot {
    fn look_up(&mut self, hash: u64, logged: &str) -> Option<&Entry> {
        let is_it = |entry: &Option<Entry>| entry.as_ref().is_some_and(|entry| entry.is(hash, logged));
        let way = self.entries.iter().position(is_it)?;
        // Moves the agent one step forward, so that frequent ones are evicted last.
        let front = way.saturating_sub(1);
        self.entries.swap(way, front);
        self.entries.get(front)?.as_ref()
    }

    /// Returns whether an agent has occurred before.
    fn meet(&mut self, hash: u64) -> bool {
        let has_met = self.met.contains(&hash);
        if !has_met {
            self.met.rotate_right(1);
            self.met[0] = hash;
        }
        has_met
    }

    /// Fills an empty way, or replaces the last one.
    fn insert(&mut self, entry: Entry) {
        let way = self.entries.iter().position(Option::is_none).unwrap_or(WAYS - 1);
        if let Some(replaced) = self.entries.get_mut(way) {
            *replaced = Some(entry);
        }
    }
}

impl Entry {
    /// Reads an agent. Returns `None` if the agent says nothing or is too long.
    fn read(hash: u64, logged: &str, decoded: &str) -> Option<Entry> {
        if decoded.len() > LONGEST {
            return None;
        }
        let original = Some(Text::borrowed(decoded).into_owned());
        let agent = shared(read(decoded)?.into_user_agent(original, Text::into_owned));
        let is_short = agent.json().is_some_and(|json| json.len() <= LONGEST_JSON);
        is_short.then(|| Entry { hash, logged: logged.into(), agent })
    }

    fn is(&self, hash: u64, logged: &str) -> bool {
        self.hash == hash && *self.logged == *logged
    }

    fn agent<'a>(&self, logged: &'a str) -> UserAgent<'a> {
        let UserAgent { original, name, version, os, device } = &*self.agent;
        let is_as_logged = original.as_deref() == Some(logged);
        let original = if is_as_logged { Some(Text::borrowed(logged)) } else { original.clone() };
        UserAgent { original, name: name.clone(), version: version.clone(), os: os.clone(), device: device.clone() }
    }
}

/// Reads an agent whose decoded text may not live as long as the logged one.
fn parse_decoded(decoded: Cow<'_, str>) -> UserAgent<'_> {
    match decoded {
        Cow::Borrowed(decoded) => super::parse(decoded),
        Cow::Owned(decoded) => match read(&decoded) {
            Some(found) => {
                let mut agent = found.into_user_agent(None, Text::into_owned);
                agent.original = Some(Text::from(decoded));
                agent
            }
            None => UserAgent::default(),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::super::parse;
    use super::*;
    use crate::ecs::Event;

    const LOGGED: &str = "Mozilla/5.0%20(Macintosh;%20Intel%20Mac%20OS%20X%2010_15_7)%20Version/17.1%20Safari/605.1.15";

    fn decode(logged: &str) -> Cow<'_, str> {
        if logged.contains('%') { Cow::from(logged.replace("%20", " ")) } else { Cow::from(logged) }
    }

    /// The number of agents that this thread holds.
    fn cached(cache: &Cache) -> usize {
        let table = cache.table.of_this_thread().map(RefCell::borrow);
        table.map_or(0, |table| table.iter().flat_map(|slot| &slot.entries).flatten().count())
    }

    #[test]
    fn cached_agents_are_not_decoded() {
        let cache = Cache::new(16);
        let expected = parse(&decode(LOGGED)).name.map(Text::into_owned);
        let second = [cache.parse_with(LOGGED, decode), cache.parse_with(LOGGED, decode)][1].clone();
        let third = cache.parse_with(LOGGED, |_| panic!("decoded"));
        assert_eq!(third, second);
        assert_eq!(third.name, expected);
        assert_eq!(third.original.as_deref(), Some(&*decode(LOGGED)));
        assert_eq!(cached(&cache), 1);
    }

    #[test]
    fn events_share_cached_agents() {
        let cache = Cache::new(16);
        let [_, second, third] = std::array::from_fn(|_| cache.fields(LOGGED, decode));
        for (third, second) in [(&third.original, &second.original), (&third.os.version, &second.os.version)] {
            assert_eq!(third.as_deref().map(str::as_ptr), second.as_deref().map(str::as_ptr));
        }
        assert_eq!(third.original.as_deref(), Some(&*decode(LOGGED)));
        assert!(third.os.version.is_some());
    }

    #[test]
    fn events_have_the_same_agent_each_time() {
        let cache = Cache::new(16);
        fn event(user_agent: FieldSet<UserAgent<'_>>) -> Event<'_> {
            Event { user_agent, ..Event::default() }
        }
        for (logged, kept) in [
            (LOGGED.to_owned(), 1),
            ("curl/8.4.0 \"\u{1}é\\".to_owned(), 1),
            (format!("curl/8.4.0 {}", "\u{1}".repeat(LONGEST - 11)), 0),
            ("-".to_owned(), 0),
        ] {
            let before = cached(&cache);
            let decoded = decode(&logged);
            let expected = event(parse(&decoded).into());
            for _ in 0..3 {
                let event = event(cache.fields(&logged, decode));
                let mut json = Vec::new();
                event.write_json(&mut json);
                assert_eq!(event, expected);
                assert_eq!(String::from_utf8(json).unwrap(), serde_json::to_string(&expected).unwrap());
            }
            assert_eq!(cached(&cache), before + kept, "{logged}");
        }
    }

    #[test]
    fn a_text_that_is_not_encoded_stays_borrowed() {
        let cache = Cache::new(16);
        for _ in 0..3 {
            let agent = cache.parse_with("curl/8.4.0", Cow::from);
            assert_eq!(agent.original.and_then(|original| original.as_borrowed()), Some("curl/8.4.0"));
        }
    }

    #[test]
    fn nothing_is_cached_when_it_is_off() {
        let cache = Cache::new(0);
        for _ in 0..3 {
            assert_eq!(cache.parse_with(LOGGED, decode), parse(&decode(LOGGED)));
        }
        assert!(cache.table.of_this_thread().is_none());
    }

    #[test]
    fn the_number_of_entries_has_a_maximum() {
        let cache = Cache::new(usize::MAX);
        assert_eq!(cache.parse_with("curl/8.4.0", Cow::from), parse("curl/8.4.0"));
        assert_eq!(cache.table.slots() * WAYS, MOST_ENTRIES);
    }

    #[test]
    fn long_agents_are_not_cached() {
        let cache = Cache::new(16);
        let agent = |length: usize| format!("curl/8.4.0 {}", "x".repeat(length - 11));
        for (length, kept) in [(8 * LONGEST, 0), (LONGEST + 1, 0), (LONGEST, 1)] {
            let agent = agent(length);
            for _ in 0..3 {
                assert_eq!(cache.parse_with(&agent, Cow::from), parse(&agent));
            }
            assert_eq!(cached(&cache), kept, "{length}");
        }
    }

    #[test]
    fn agents_are_cached_the_second_time_up_to_the_limit() {
        let cache = Cache::new(64);
        let agents = (0..1000).map(|number| format!("example/{number}")).collect::<Vec<_>>();
        for agent in &agents {
            assert_eq!(cache.parse_with(agent, Cow::from), parse(agent));
        }
        assert_eq!(cached(&cache), 0);
        for agent in agents.iter().flat_map(|agent| [agent; 3]) {
            assert_eq!(cache.parse_with(agent, Cow::from), parse(agent));
        }
        assert_eq!(cached(&cache), 64);
    }

    #[test]
    fn empty_agents_give_empty_groups() {
        let cache = Cache::new(16);
        for text in ["", "-", "", "-", "", "-"] {
            assert_eq!(cache.parse_with(text, Cow::from), UserAgent::default());
        }
    }

    #[test]
    fn a_decoder_may_use_the_cache_itself() {
        let cache = Cache::new(16);
        for _ in 0..3 {
            let agent = cache.parse_with(LOGGED, |logged| {
                assert_eq!(cache.parse_with("curl/8.4.0", Cow::from), parse("curl/8.4.0"));
                decode(logged)
            });
            assert_eq!(agent, parse(&decode(LOGGED)));
        }
    }

    #[test]
    fn threads_share_it() {
        let cache = Cache::new(16);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    for _ in 0..100 {
                        assert_eq!(cache.parse_with(LOGGED, decode), parse(&decode(LOGGED)));
                    }
                    assert_eq!(cached(&cache), 1);
                });
            }
        });
    }
}

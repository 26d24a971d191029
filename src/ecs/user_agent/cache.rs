//! The agents met before: a mapper sees the same few over and over.

use std::borrow::Cow;
use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use thread_local::ThreadLocal;

use super::hash::hash;
use super::{UserAgent, read};
use crate::text::Text;

/// The longest text that is kept, in bytes. Longer ones are rare, and never honest.
const LONGEST: usize = 1024;

/// How many agents share a place in the table.
const WAYS: usize = 4;

/// Results by the text as the log holds it, percent-encoded or not.
///
/// Each thread has a table of its own, so that no thread ever waits for another. A thread holds less than 4 KiB for
/// each entry, whatever is sent: an agent of more than 1 KiB is read anew each time. An agent is kept when it is met
/// for the second time, and only its hash before, so that a stream of agents that are all different costs little.
///
/// ```
/// use std::borrow::Cow;
///
/// use awslog::ecs::user_agent::{Cache, parse};
///
/// let cache = Cache::new(1024);
/// for _ in 0..3 {
///     let agent = cache.parse_with("curl/8.4.0%20(linux-gnu)", |logged| Cow::from(logged.replace("%20", " ")));
///     assert_eq!(agent, parse("curl/8.4.0 (linux-gnu)"));
/// }
/// ```
#[derive(Debug)]
pub struct Cache {
    /// The number of places in a table: each holds [`WAYS`] agents.
    places: usize,
    /// Not known to a sender, who else could choose agents that all fall on one place.
    seed: u64,
    tables: ThreadLocal<RefCell<Vec<Place>>>,
}

/// The agents of one place, the one that is met most often in front.
#[derive(Debug, Default)]
struct Place {
    /// The hashes of those met once.
    met: [u64; WAYS],
    known: [Option<Box<Known>>; WAYS],
}

#[derive(Debug)]
struct Known {
    hash: u64,
    logged: Box<str>,
    /// Without `original`, where that is the logged text.
    agent: UserAgent<'static>,
}

impl Cache {
    /// A cache of about so many agents a thread; 0 turns it off.
    pub fn new(entries: usize) -> Self {
        Cache { places: entries.div_ceil(WAYS), seed: RandomState::new().hash_one(entries), tables: ThreadLocal::new() }
    }

    /// What [`parse`](super::parse) says of the decoded text; `decode` is called only where the logged text is not
    /// known.
    pub fn parse_with<'a>(&self, logged: &'a str, decode: impl FnOnce(&'a str) -> Cow<'a, str>) -> UserAgent<'a> {
        if self.places == 0 || logged.len() > LONGEST {
            return parse_decoded(decode(logged));
        }
        let hash = hash(self.seed, logged.as_bytes());
        match self.look_up(hash, logged) {
            Met::Known(agent) => agent,
            Met::Once => self.learn(hash, logged, decode(logged)),
            Met::Never => parse_decoded(decode(logged)),
        }
    }

    fn look_up<'a>(&self, hash: u64, logged: &'a str) -> Met<'a> {
        self.at_place(hash, |place| place.look_up(hash, logged)).unwrap_or(Met::Never)
    }

    fn learn<'a>(&self, hash: u64, logged: &'a str, decoded: Cow<'a, str>) -> UserAgent<'a> {
        if decoded.len() > LONGEST {
            return parse_decoded(decoded);
        }
        let share = |text: Text<'_>| Text::from(Arc::<str>::from(&*text));
        let is_as_logged = decoded == logged;
        let original = (!is_as_logged).then(|| share(Text::borrowed(&decoded)));
        let Some(agent) = read(&decoded).map(|found| found.into_user_agent(original, share)) else {
            return UserAgent::default();
        };
        let known = Known { hash, logged: logged.into(), agent };
        let agent = known.agent(logged);
        self.at_place(hash, |place| place.insert(known));
        agent
    }

    /// Does something at a hash's place, unless the table is in use by this very thread.
    fn at_place<T>(&self, hash: u64, work: impl FnOnce(&mut Place) -> T) -> Option<T> {
        let table =
            self.tables.get_or(|| RefCell::new(std::iter::repeat_with(Place::default).take(self.places).collect()));
        let place = (u128::from(hash) * self.places as u128) >> 64;
        table.try_borrow_mut().ok()?.get_mut(usize::try_from(place).ok()?).map(work)
    }
}

/// How well an agent is known.
enum Met<'a> {
    Known(UserAgent<'a>),
    Once,
    Never,
}

impl Place {
    fn look_up<'a>(&mut self, hash: u64, logged: &'a str) -> Met<'a> {
        let is_it = |known: &Option<Box<Known>>| known.as_ref().is_some_and(|known| known.is(hash, logged));
        if let Some(way) = self.known.iter().position(is_it) {
            // One step to the front, so that what is met often is the last to go.
            let way = if way > 0 {
                self.known.swap(way, way - 1);
                way - 1
            } else {
                way
            };
            return match self.known.get(way) {
                Some(Some(known)) => Met::Known(known.agent(logged)),
                _ => Met::Never,
            };
        }
        if self.met.contains(&hash) {
            return Met::Once;
        }
        self.met.rotate_right(1);
        self.met[0] = hash;
        Met::Never
    }

    /// Takes the place of an empty way, or of the last one.
    fn insert(&mut self, known: Known) {
        let way = self.known.iter().position(Option::is_none).unwrap_or(WAYS - 1);
        if let Some(slot) = self.known.get_mut(way) {
            *slot = Some(Box::new(known));
        }
    }
}

impl Known {
    fn is(&self, hash: u64, logged: &str) -> bool {
        self.hash == hash && *self.logged == *logged
    }

    fn agent<'a>(&self, logged: &'a str) -> UserAgent<'a> {
        let mut agent: UserAgent<'a> = self.agent.clone();
        agent.original = agent.original.or(Some(Text::borrowed(logged)));
        agent
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

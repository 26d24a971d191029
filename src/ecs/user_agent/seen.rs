//! Collects what the tokens of an agent say, and decides on the name.

use super::browsers::{firefox_os, in_context, nameless, number_after};
use super::found::{Found, System, Value};
use super::index::{self, INDEX, Ranked};
use super::names::{Name, Named, is_name, trimmed};
use super::os;
use super::products::{Kind, Product};
use super::tokens::{Token, Word};
use super::{bots, device};

/// What has been seen of an agent so far.
///
/// The name is the first of these:
///
/// 1. a crawler, by the table or by a word like `bot` in its name;
/// 2. an app of the table;
/// 3. the product in front, if it is not a browser: `Example/1.0 (…)`;
/// 4. the name after `compatible;`, or the one before a link in a comment;
/// 5. a separate product after the browser's: `… Chrome/124.0.0.0 Safari/537.36 Example/1.0`;
/// 6. a library;
/// 7. the browser.
///
/// A name in a comment counts only if no product precedes it.
#[derive(Debug, Default)]
pub(super) struct Seen<'a> {
    /// The length of the agent.
    length: usize,
    system: Best<System<'a>>,
    device: Option<&'static str>,
    front: Front<'a>,
    /// Crawlers of the table.
    crawler: Best<Named<'a>>,
    crawler_in_comment: Best<Named<'a>>,
    /// Crawlers by a word in their names.
    marked: Option<Named<'a>>,
    marked_in_comment: Option<Named<'a>>,
    /// Whether any word marks a crawler.
    has_mark: bool,
    app: Best<Named<'a>>,
    /// The app of a comment before the browser.
    app_in_comment: Best<Named<'a>>,
    compatible: Compatible<'a>,
    /// The name of the last token, and the first name that is followed by a link.
    last: Option<Named<'a>>,
    linked: Option<Named<'a>>,
    /// The product that the first comment begins with, if it does.
    inner: Option<Option<Named<'a>>>,
    /// The first separate product after the last of the browser's.
    own: Option<Named<'a>>,
    /// Whether a browser's product follows `own`.
    own_is_old: bool,
    library: Best<Named<'a>>,
    engine: Best<Named<'a>>,
    /// The number of `Version/…`, which is the release of some browsers.
    release: Option<&'a str>,
    /// Whether it is that of a phone that puts its own name first.
    is_phone: bool,
    /// Whether the agent begins like those of browsers, which have words between the products.
    is_browser: bool,
}

/// What comes before everything else.
#[derive(Clone, Copy, Debug, Default)]
enum Front<'a> {
    /// Nothing so far.
    #[default]
    Empty,
    /// Words without a version, which are a name if a link follows.
    Words(&'a str),
    /// A product.
    Product(Named<'a>),
    /// A product of the table.
    Known,
    /// Something that is not a name: `Mozilla/5.0`.
    Nobody,
}

/// What follows `compatible;`.
#[derive(Clone, Copy, Debug, Default)]
enum Compatible<'a> {
    #[default]
    Absent,
    /// The next token.
    Next,
    /// Words that are a name if the part ends here.
    Words(&'a str),
    Product(Named<'a>),
    Nobody,
}

impl<'a> Seen<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Seen { length: text.len(), ..Seen::default() }
    }

    /// Adds the next token.
    pub(super) fn take(&mut self, token: Token<'a>) {
        if token.is_link {
            return self.take_link(token);
        }
        let mut known = Known::Unknown;
        for word in token.words() {
            let found = self.take_word(token, word);
            if word.is_first {
                known = found;
            }
        }
        self.take_name(token, known);
    }

    /// Adds a word that is in the tables or marks a crawler.
    fn take_word(&mut self, token: Token<'a>, word: Word<'a>) -> Known {
        let mut known = Known::Unknown;
        match INDEX.at(word.name) {
            Some(entry) => {
                for Ranked { rank, row } in &entry.signs {
                    if let Some(after) = index::after(word, row.phrase) {
                        self.system.offer(*rank, || row.read(after));
                        known = Known::Sign;
                    }
                }
                for product in &entry.products {
                    let after = index::after(word, product.row.phrase);
                    if let Some(named) = after.and_then(|after| product.row.read(after)) {
                        known = known.max(self.take_product(token, word, product, named));
                    }
                }
            }
            None => {
                for Ranked { rank, row } in os::signs_at_start(word) {
                    if let Some(after) = index::after(word, row.phrase) {
                        self.system.offer(*rank, || row.read(after));
                        known = if token.in_comment { Known::Sign } else { known };
                    }
                }
                self.system.offer(usize::MAX, || os::read_word(word));
            }
        }
        self.device = self.device.or_else(|| device::named(word));
        if bots::is_mark(word) {
            self.has_mark = true;
            let marked = if token.in_comment { &mut self.marked_in_comment } else { &mut self.marked };
            if marked.is_none_or(|marked| marked.version.is_none())
                && let Some(named) = bots::read(token, word)
                && (marked.is_none() || named.version.is_some())
            {
                *marked = Some(named);
            }
        }
        known
    }

    /// Adds a product of the table, if it is at the position of a product.
    fn take_product(
        &mut self,
        token: Token<'a>,
        word: Word<'a>,
        Ranked { rank, row }: &Ranked<Product>,
        named: Named<'a>,
    ) -> Known {
        let is_bare = word.is_first && !token.has_slash;
        let is_front = matches!(self.front, Front::Empty);
        let is_in_place = match row.kind {
            _ if token.in_comment => row.is_inside && token.starts_part(),
            Kind::Rider | Kind::Phone => true,
            Kind::Engine => word.is_first && (is_front || self.is_browser),
            Kind::Library => word.is_first && (is_front || self.is_browser || token.starts_part() && !is_bare),
            Kind::Crawler => word.is_first && (token.starts_part() || self.is_browser),
            Kind::App => token.starts_part() || self.is_browser,
        };
        if !is_in_place {
            return Known::Rider;
        }
        let best = match row.kind {
            Kind::Rider | Kind::Phone => {
                self.is_phone |= row.kind == Kind::Phone;
                self.is_browser |= token.has_slash && Product::BROWSERS.contains(&word.name);
                if word.name == "Version" {
                    self.release = self.release.or(named.version);
                }
                return Known::Rider;
            }
            Kind::Crawler if token.in_comment => &mut self.crawler_in_comment,
            Kind::Crawler => &mut self.crawler,
            // After the browser, a comment belongs to the app.
            Kind::App if token.in_comment && self.engine.value().is_none() => &mut self.app_in_comment,
            Kind::App => &mut self.app,
            Kind::Library => &mut self.library,
            Kind::Engine => {
                self.is_browser |= word.name == "Opera";
                &mut self.engine
            }
        };
        best.offer(*rank, || Some(named));
        if row.kind == Kind::Engine { Known::Engine } else { Known::Named }
    }

    /// Adds the token as a name that is not in a table.
    fn take_name(&mut self, token: Token<'a>, known: Known) {
        let is_unknown = known == Known::Unknown;
        let product = if is_unknown { Named::product(token) } else { None };
        let product = product.filter(|product| product.version.is_some());
        self.compatible = self.compatible.then(token, is_unknown);
        self.last = if token.starts_part() && is_unknown { product.or_else(|| self.bare(token)) } else { None };
        if token.in_comment {
            self.inner.get_or_insert(product);
            if let Front::Empty = self.front {
                self.front = Front::Nobody;
            }
            return;
        }
        match self.front {
            Front::Empty => self.front = Front::new(token, known),
            Front::Words(_) if !token.starts_part() => self.front = Front::new(token, known),
            Front::Words(_) => self.front = product.map_or(self.front, Front::Product),
            Front::Nobody if known == Known::Engine => self.own_is_old = true,
            Front::Nobody
                if product.is_some()
                    && (self.is_browser || token.starts_part())
                    && (self.own_is_old || self.own.is_none()) =>
            {
                self.own = Named::own(token).or(self.own);
                self.own_is_old = false;
            }
            _ => {}
        }
    }

    /// A word that is a name if a link follows: after a modern browser.
    fn bare(&self, token: Token<'a>) -> Option<Named<'a>> {
        let is_behind = self.engine.value().is_some() && !self.is_engine(&["IE", "Opera"]);
        let is_name = || token.text.starts_with(|c: char| c.is_ascii_uppercase()) && is_name(token.text);
        (is_behind && !token.has_slash && is_name() && !is_compatible(token.text))
            .then(|| Named::read(trimmed(token.text), None))
    }

    fn take_link(&mut self, link: Token<'a>) {
        self.has_mark |= device::is_crawlers_link(link, self.length - link.here.len());
        self.linked = self.linked.or(self.last.take());
        if let Front::Words(words) = self.front {
            self.front = Named::bare(words).map_or(Front::Nobody, Front::Product);
        }
        self.compatible = self.compatible.end();
    }

    /// Decides who sent the request, and from which system.
    pub(super) fn found(mut self, text: &'a str) -> Found<'a> {
        let os = self.system.take().or_else(|| self.firefox_os(text)).unwrap_or_default();
        let is_unnamed = os.name.is_none() && self.engine.value().is_none();
        let front = match self.front {
            Front::Product(named) if !self.is_phone => Some(named),
            _ => None,
        };
        let crawler = self.crawler.take().or(self.marked);
        let (crawler, stranger, inner) = if front.is_none() {
            self.take_app_of_comment();
            (
                crawler.or_else(|| self.crawler_in_comment.take()).or(self.marked_in_comment),
                self.compatible.end().product().or(self.linked),
                self.inner.flatten().filter(|_| is_unnamed),
            )
        } else {
            (crawler, None, None)
        };
        let is_bot = crawler.is_some() || self.has_mark || stranger.is_some();
        let device = device::read(text, &os, self.device, is_bot);
        let named = crawler
            .or_else(|| self.app().or(front).or(stranger).or(self.own).or(inner))
            .or_else(|| self.library.take())
            .or_else(|| self.browser(text));
        let (name, version) = match named {
            Some(Named { name: Name::Fixed(name), version }) => {
                (Some(Value::Fixed(in_context(name, &os, text))), version)
            }
            Some(Named { name: Name::Read(name), version }) => (Some(Value::read(name)), version),
            None => (nameless(text, &os, device.as_ref()).map(Value::Fixed), self.release),
        };
        let version = match name {
            Some(Value::Fixed("Android")) => os.version.clone(),
            Some(Value::Fixed("Apple Mail")) => number_after(text, "AppleWebKit/").map(Value::read),
            _ => version.map(Value::read),
        };
        Found { name, version, os, device }
    }

    fn is_engine(&self, names: &[&str]) -> bool {
        self.engine.value().is_some_and(|engine| matches!(engine.name, Name::Fixed(name) if names.contains(&name)))
    }

    fn firefox_os(&self, text: &str) -> Option<System<'a>> {
        if self.is_engine(&["Firefox"]) { firefox_os(text) } else { None }
    }

    /// A modern browser has no other names in the comment before it.
    fn take_app_of_comment(&mut self) {
        if !self.is_engine(&["Chrome", "Firefox"])
            && let Some((rank, app)) = self.app_in_comment.0.take()
        {
            self.app.offer(rank, || Some(app));
        }
    }

    /// The app of the table. Opera on phones gives its release as the browser's.
    fn app(&mut self) -> Option<Named<'a>> {
        let app = self.app.take()?;
        let opera = self.engine.value().and_then(|engine| engine.version);
        Some(match app.name {
            Name::Fixed("Opera Mobile" | "Opera Tablet") => {
                Named { version: self.release.or(opera).or(app.version), ..app }
            }
            _ => app,
        })
    }

    fn browser(&mut self, text: &str) -> Option<Named<'a>> {
        let engine = self.engine.take()?;
        Some(match engine.name {
            Name::Fixed("Safari") if !text.starts_with("Safari/") => Named { version: self.release, ..engine },
            Name::Fixed("Opera") => Named { version: self.release.or(engine.version), ..engine },
            _ => engine,
        })
    }
}

impl<'a> Front<'a> {
    /// The text before a token outside of comments.
    fn new(token: Token<'a>, known: Known) -> Self {
        match known {
            Known::Named if token.has_slash => Front::Known,
            Known::Engine if token.text.starts_with("Opera/") => Front::Known,
            Known::Sign if token.starts_part() && token.has_slash => Front::Nobody,
            Known::Rider | Known::Engine if token.starts_part() || token.has_slash => Front::Nobody,
            _ => match Named::whole(token) {
                Some(named @ Named { version: Some(_), .. }) => Front::Product(named.without_device()),
                Some(Named { name: Name::Read(words), .. }) => Front::Words(words),
                _ => Front::Nobody,
            },
        }
    }
}

fn is_compatible(word: &str) -> bool {
    word.eq_ignore_ascii_case("compatible")
}

/// What the tables have for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    Unknown,
    /// A system.
    Sign,
    /// Not a name.
    Rider,
    /// A browser engine that others claim to be.
    Engine,
    /// A name.
    Named,
}

impl<'a> Compatible<'a> {
    /// Continues `compatible;` with the next token.
    fn then(self, token: Token<'a>, is_unknown: bool) -> Self {
        match self {
            Compatible::Absent | Compatible::Nobody if token.starts_part() && is_compatible(token.text) => {
                Compatible::Next
            }
            Compatible::Words(_) if token.starts_part() => self.end(),
            Compatible::Next if !is_unknown || !token.starts_part() => Compatible::Nobody,
            Compatible::Next | Compatible::Words(_) => match Named::whole(token) {
                Some(Named { name: Name::Read(words), version: None }) if !token.has_slash => Compatible::Words(words),
                Some(named) => Compatible::Product(named),
                None => Compatible::Nobody,
            },
            _ => self,
        }
    }

    fn product(self) -> Option<Named<'a>> {
        match self {
            Compatible::Product(named) => Some(named),
            _ => None,
        }
    }

    /// The same at the end of a part.
    fn end(self) -> Self {
        match self {
            Compatible::Words(words) => Named::bare(words).map_or(Compatible::Nobody, Compatible::Product),
            _ => self,
        }
    }
}

/// The best candidate: the one with the lowest rank.
#[derive(Debug)]
struct Best<T>(Option<(usize, T)>);

impl<T> Default for Best<T> {
    fn default() -> Self {
        Best(None)
    }
}

impl<T> Best<T> {
    fn value(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, value)| value)
    }

    fn take(&mut self) -> Option<T> {
        self.0.take().map(|(_, value)| value)
    }

    fn offer(&mut self, rank: usize, value: impl FnOnce() -> Option<T>) {
        if self.0.as_ref().is_none_or(|(best, _)| rank < *best)
            && let Some(value) = value()
        {
            self.0 = Some((rank, value));
        }
    }
}

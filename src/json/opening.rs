//! Decides which objects are records and which are wrappers, and finds what is in a wrapper.
//!
//! | wrapper | what is opened |
//! | --- | --- |
//! | CloudWatch Logs: subscriptions, `filter-log-events`, `get-log-events` | the `message` of each item of `logEvents` or `events`, at its `timestamp` |
//! | CloudWatch Logs Insights | the `@message` of each row of `results`, at its `@timestamp` |
//! | forwarders | one text of an object: under `message`, `log` and similar keys, or under any other key if the text is certainly a record; also in nested objects (`event.original`) |
//! | EventBridge and others | the lists, objects and texts that the format names in its [`Envelope`](super::Envelope) |
//!
//! An object is a record if a key that only records have precedes all of these. A text may be a whole document
//! itself.

use time::UtcDateTime;

use crate::error::{ErrorKind, Refusal};
use crate::text::time::epoch_or_date;

use super::documents::Document;
use super::extent::{Ends, Extent};
use super::reader::Reader;
use super::walker::SHORT;

/// Lists of messages, or of records.
const LISTS: &[&str] = &["logEvents", "events"];

/// Rows of `{"field":…,"value":…}`.
pub(super) const ROWS: &str = "results";

/// Returns whether forwarders put a record of any layout in a text of this name.
fn is_text(key: &str) -> bool {
    matches!(
        key,
        "message" | "@message" | "log" | "record" | "original" | "event" | "msg" | "line" | "raw" | "_raw" | "MESSAGE"
    )
}

/// Returns whether a text of this name may be a record, among other things.
fn may_be_text(key: &str) -> bool {
    matches!(key, "body" | "Body" | "Message" | "data" | "payload" | "textPayload" | "short_message")
}

/// The time at which a forwarder read a record, or a service sent it.
const TIMES: &[&str] = &["timestamp", "@timestamp", "date", "time", "Timestamp"];

/// Returns whether both records and wrappers have a key of this name.
fn is_common(key: &str) -> bool {
    matches!(
        key,
        "timestamp"
            | "@timestamp"
            | "time"
            | "date"
            | "type"
            | "id"
            | "version"
            | "@version"
            | "account"
            | "accountId"
            | "account_id"
            | "account-id"
            | "region"
            | "source"
            | "sources"
            | "host"
            | "hostname"
            | "status"
            | "action"
            | "level"
            | "stream"
            | "tags"
            | "name"
            | "start"
            | "end"
            | "status_code"
            | "count"
            | "owner"
    )
}

/// The maximum depth of objects in which texts are searched.
const DEEPEST_TEXT: u32 = 3;

/// The kind of an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Class {
    Record {
        /// A key of a record was found.
        is_sure: bool,
    },
    /// A wrapper with a list, which may be of any length.
    Lists,
    /// A wrapper that is opened once it is complete; a record if nothing is found in it.
    Whole,
}

/// How many values without an end are searched to the end of the input.
pub(super) const SEARCHES: u32 = 4;

/// How many bytes of a value are searched for its end after that.
const SEARCHED_START: usize = 512;

/// A record, because it is not a wrapper.
const UNSURE: Class = Class::Record { is_sure: false };

/// The state of deciding what an object is, between attempts.
#[derive(Clone, Debug)]
pub(super) struct Classifying {
    /// After the last member that was examined.
    at: usize,
    is_first: bool,
    /// The end of the next member's value.
    value: Option<Extent>,
    /// The start of that value, if it is a text that may be a record.
    text: Option<usize>,
    /// The length of the text when the next key was incomplete.
    tried: usize,
    /// Whether a text has been looked into, which depends on more than the text.
    has_text: bool,
    /// The end of what shows that the object is a record: the first byte of a value.
    front: Option<usize>,
}

impl Classifying {
    /// Starts at the bracket of an object.
    pub(super) fn new(bracket: usize) -> Self {
        Classifying { at: bracket + 1, is_first: true, value: None, text: None, tried: 0, has_text: false, front: None }
    }

    /// After what shows that the object is surely a record, whatever follows.
    pub(super) fn end_of_front(&self) -> Option<usize> {
        self.front.filter(|_| !self.has_text)
    }

    /// Makes the next attempt however little was added, because the text will not grow.
    pub(super) fn hurry(&mut self) {
        self.tried = 0;
    }

    pub(super) fn shift(&mut self, bytes: usize) {
        self.at = self.at.saturating_sub(bytes);
        if let Some(value) = &mut self.value {
            value.shift(bytes);
        }
        self.text = self.text.map(|start| start.saturating_sub(bytes));
        self.tried = self.tried.saturating_sub(bytes);
    }

    /// Examines further members. Returns `None` if more of the text is needed.
    ///
    /// A value that does not end before the input does uses up one of the `searches`. When none is left, only the
    /// start of a value is searched, so that many unclosed objects take linear time.
    pub(super) fn class<D: Document>(
        &mut self,
        text: &str,
        is_last: bool,
        format: &D,
        depth: u32,
        searches: &mut u32,
    ) -> Option<Class> {
        loop {
            if let Some(value) = &mut self.value {
                let reach = if *searches > 0 { text.len() } else { text.len().min(self.at + SEARCHED_START) };
                match value.end(text.as_bytes().get(..reach).unwrap_or_default(), Ends::Member) {
                    Some(end) => self.at = end,
                    None if is_last => {
                        *searches = searches.saturating_sub(1);
                        return Some(UNSURE);
                    }
                    None => return None,
                }
                self.value = None;
                if let Some(start) = self.text.take()
                    && is_surely_record(text.get(start..self.at).unwrap_or_default(), format, depth)
                {
                    return Some(Class::Whole);
                }
            }
            let tried = self.tried.saturating_sub(self.at);
            if !is_last && tried > SHORT && text.len() - self.at < tried * 2 {
                return None;
            }
            let mut reader = Reader::inside_object(text, self.at, self.is_first);
            let key = match reader.key() {
                Ok(Some(key)) => key,
                Ok(None) => return Some(Class::Whole),
                Err(refusal) if is_last || refusal.kind() != ErrorKind::Truncated => return Some(UNSURE),
                Err(_) => {
                    self.tried = text.len();
                    return None;
                }
            };
            let first = reader.peek();
            if first.is_none() && !is_last {
                return None;
            }
            let known = |keys: &[&str]| keys.contains(&key.as_str());
            match first {
                Some(b'[') if known(LISTS) || key == ROWS || known(D::ENVELOPE.lists) => return Some(Class::Lists),
                Some(b'{') if known(D::ENVELOPE.objects) => return Some(Class::Whole),
                Some(b'"') if known(D::ENVELOPE.texts) => return Some(Class::Whole),
                Some(b'"') if is_text(&key) || may_be_text(&key) => {
                    self.text = Some(reader.position());
                    self.has_text = true;
                }
                _ if D::is_record_key(&key) && !is_common(&key) => {
                    self.front = Some(reader.position() + 1);
                    return Some(Class::Record { is_sure: true });
                }
                _ => {}
            }
            self.value = Some(Extent::new(reader.position()));
            self.at = reader.position();
            self.is_first = false;
        }
    }
}

/// An item of a wrapper that is a record or contains some.
#[derive(Clone, Copy, Debug)]
pub(super) struct Find {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is a string rather than the record itself.
    pub(super) is_text: bool,
}

/// The content of a wrapper.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// In the order of the text.
    pub(super) finds: Vec<Find>,
    pub(super) time: Option<UtcDateTime>,
    /// Why the members after these cannot be read.
    pub(super) refusal: Option<Box<Refusal>>,
    /// Whether it is CloudWatch Logs' test of a destination.
    pub(super) is_control: bool,
    /// The end of the wrapper, or where it cannot be read further.
    pub(super) end: usize,
}

/// The texts of a wrapper.
#[derive(Default)]
struct Texts {
    /// Those under keys where forwarders put a record.
    known: Vec<Find>,
    other: Vec<Find>,
}

/// Looks for records in the object that begins at `start`.
pub(super) fn contents<D: Document>(text: &str, start: usize, format: &D, depth: u32) -> Contents {
    let mut reader = Reader::new(text, start);
    let mut contents = Contents::default();
    let mut texts = Texts::default();
    let mut read = || -> Result<(), Box<Refusal>> {
        let mut time_place = usize::MAX;
        reader.open_object()?;
        while let Some(key) = reader.key()? {
            let known = |keys: &[&str]| keys.contains(&key.as_str());
            let first = reader.peek();
            let place = TIMES.iter().position(|time| *time == key.as_str()).filter(|place| *place < time_place);
            if let Some(place) = place
                && matches!(first, Some(b'"' | b'0'..=b'9'))
            {
                if let Some(time) = reader.scalar()?.as_deref().and_then(epoch_or_date) {
                    contents.time = Some(time);
                    time_place = place;
                }
                continue;
            }
            let value = reader.position();
            match first {
                Some(b'{') if !known(D::ENVELOPE.objects) => text_of_object(&mut reader, &mut texts, DEEPEST_TEXT)?,
                _ => drop(reader.skip()?),
            }
            let find = Find { start: value, end: reader.position(), is_text: first == Some(b'"') };
            match first {
                Some(b'"') if key == "messageType" => {
                    contents.is_control = text.get(value..find.end) == Some("\"CONTROL_MESSAGE\"");
                }
                Some(b'[') if known(LISTS) || known(D::ENVELOPE.lists) => contents.finds.push(find),
                Some(b'{') if known(D::ENVELOPE.objects) => contents.finds.push(find),
                Some(b'"') if known(D::ENVELOPE.texts) => texts.known.push(find),
                Some(b'"') => texts.push(&key, find),
                _ => {}
            }
        }
        Ok(())
    };
    contents.refusal = read().err();
    contents.end = reader.position();
    if contents.is_control {
        return contents;
    }
    texts.choose(text, format, depth, &mut contents.finds);
    contents.finds.sort_by_key(|find| find.start);
    contents
}

impl Texts {
    fn push(&mut self, key: &str, find: Find) {
        if is_text(key) { self.known.push(find) } else { self.other.push(find) }
    }

    /// The texts that are certainly records, each once; otherwise the one under a forwarder's key, if it can be a
    /// record.
    fn choose<D: Document>(self, text: &str, format: &D, depth: u32, finds: &mut Vec<Find>) {
        let quoted = |find: &Find| text.get(find.start..find.end).unwrap_or_default();
        let can_be = |find: &Find| {
            let first = first_byte(quoted(find));
            D::HAS_LINES || matches!(first, Some(b'{' | b'[' | b'"'))
        };
        if let ([find], true) = (self.known.as_slice(), finds.is_empty())
            && can_be(find)
            && !self.other.iter().any(|find| is_worth_a_look::<D>(quoted(find)))
        {
            finds.push(*find);
            return;
        }
        let before = finds.len();
        for find in self.known.iter().chain(&self.other) {
            let is_new = finds.iter().all(|found| quoted(found) != quoted(find));
            if is_new && is_worth_a_look::<D>(quoted(find)) && is_surely_record(quoted(find), format, depth) {
                finds.push(*find);
            }
        }
        if finds.len() == before && before == 0 {
            finds.extend(self.known.iter().find(|find| can_be(find)));
        }
    }
}

/// Collects the texts of the next object.
fn text_of_object(reader: &mut Reader<'_>, texts: &mut Texts, depth: u32) -> Result<(), Box<Refusal>> {
    if depth == 0 {
        return reader.skip().map(drop);
    }
    reader.open_object()?;
    while let Some(key) = reader.key()? {
        let first = reader.peek();
        let start = reader.position();
        if first == Some(b'{') {
            text_of_object(reader, texts, depth - 1)?;
            continue;
        }
        reader.skip()?;
        let find = Find { start, end: reader.position(), is_text: true };
        match first {
            Some(b'"') if key == "original" => texts.known.push(find),
            Some(b'"') => texts.other.push(find),
            _ => {}
        }
    }
    Ok(())
}

/// The record in a row of Logs Insights, the list that begins at `start`.
pub(super) fn row_contents(text: &str, start: usize) -> Contents {
    let mut reader = Reader::new(text, start);
    let mut contents = Contents::default();
    let mut read = || -> Result<(), Box<Refusal>> {
        reader.open_list()?;
        while reader.item()? {
            let (mut field, mut value) = (None, None);
            reader.open_object()?;
            while let Some(key) = reader.key()? {
                let value_start = reader.position();
                match (key.as_str(), reader.peek()) {
                    ("field", Some(b'"')) => field = Some(reader.string()?),
                    ("value", Some(b'"')) => {
                        let text = reader.string()?;
                        let start = value_start;
                        value = Some((text, Find { start, end: reader.position(), is_text: true }));
                    }
                    _ => drop(reader.skip()?),
                }
            }
            match (field.as_deref(), value) {
                (Some("@message"), Some((_, find))) => contents.finds.push(find),
                (Some("@timestamp"), Some((time, _))) => contents.time = epoch_or_date(&time),
                _ => {}
            }
        }
        Ok(())
    };
    contents.refusal = read().err();
    contents.end = reader.position();
    if contents.refusal.is_none() && contents.finds.is_empty() {
        let refusal = Refusal::new(ErrorKind::Format, "a row of Logs Insights with the field `@message`");
        contents.refusal = Some(refusal.with_hint("add `@message` to the fields of the query"));
    }
    contents
}

/// The length of the shortest record, including quotes.
const SHORTEST: usize = 12;

/// The maximum number of nested texts that are opened to decide whether the outermost is a record.
pub(super) const LOOKED_INTO: u32 = 2;

/// Returns whether the string could be a record. Ids and names could not.
fn is_worth_a_look<D: Document>(quoted: &str) -> bool {
    quoted.len() >= SHORTEST
        && (matches!(first_byte(quoted), Some(b'{' | b'[' | b'"')) || D::HAS_LINES && quoted.contains([' ', '\\', ',']))
}

/// Returns whether the string certainly is a record of the format, or contains some.
fn is_surely_record<D: Document>(quoted: &str, format: &D, depth: u32) -> bool {
    if quoted.len() < SHORTEST {
        return false;
    }
    let is_json = matches!(first_byte(quoted), Some(b'{' | b'[' | b'"'));
    if depth == 0 || !is_json && !D::HAS_LINES {
        return is_json;
    }
    let Ok(text) = Reader::new(quoted, 0).string() else {
        return false;
    };
    if is_json { leads_to_record(&text, format, depth - 1) } else { format.is_line(&text) }
}

/// Returns whether a text is JSON that is a record or contains some, by its first keys.
fn leads_to_record<D: Document>(text: &str, format: &D, depth: u32) -> bool {
    let mut reader = Reader::new(text, 0);
    while reader.peek() == Some(b'[') {
        if reader.open_list().is_err() {
            return false;
        }
    }
    let start = reader.position();
    match reader.peek() {
        Some(b'"') => {
            let is_whole = reader.skip().is_ok();
            is_whole && is_surely_record(text.get(start..reader.position()).unwrap_or_default(), format, depth)
        }
        Some(b'{') => match Classifying::new(start).class(text, true, format, depth, &mut { SEARCHES }) {
            Some(Class::Record { is_sure }) => is_sure,
            Some(Class::Lists) => true,
            Some(Class::Whole) => !contents(text, start, format, depth).finds.is_empty(),
            None => false,
        },
        _ => false,
    }
}

/// The first byte of a string that is not white space, escaped or not.
fn first_byte(quoted: &str) -> Option<u8> {
    let mut rest = quoted.strip_prefix('"')?;
    loop {
        rest = rest.trim_ascii_start();
        match ["\\n", "\\r", "\\t"].iter().find_map(|escape| rest.strip_prefix(escape)) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    match rest.as_bytes() {
        [b'\\', escaped, _, ..] => Some(*escaped),
        [first, _, ..] => Some(*first),
        _ => None,
    }
}

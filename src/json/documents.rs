use std::borrow::Cow;
use std::marker::PhantomData;

use time::UtcDateTime;

use crate::error::{Error, ErrorKind, Found, Refusal};
use crate::format::Format;
use crate::text::{Text, without_mark};

use super::reader::{DEEPEST, Reader};
use super::scan::end_of_plain_text;

/// A format whose records are JSON objects.
pub(crate) trait Document {
    type Record<'a>;

    const FORMAT: Format;

    const ENVELOPE: Envelope;

    /// Whether an object with this key, met before any key of a wrapper, is a record itself.
    fn is_record_key(key: &str) -> bool;

    /// Reads the record that comes next.
    fn read<'a>(reader: &mut Reader<'a>) -> Result<Self::Record<'a>, Box<Refusal>>;

    /// Reads a record that was a text inside of its wrapper.
    fn read_message(message: &str) -> Result<Self::Record<'_>, Box<Refusal>> {
        let mut reader = Reader::new(message, 0);
        Self::read(&mut reader)
    }

    /// Remembers the text that the record was read from.
    fn set_source<'a>(record: &mut Self::Record<'a>, source: &'a str);

    /// Remembers the time that the wrapper gives.
    fn set_envelope_time(record: &mut Self::Record<'_>, time: UtcDateTime);

    fn into_owned<'a>(record: Self::Record<'_>) -> Self::Record<'a>;

    /// The key in a wrapper that says something of all the records in a list behind it.
    const MARK: Option<&'static str> = None;

    /// Tells a record that it stands in the list of a wrapper, and whether [`Self::MARK`] stands in front of that list.
    fn set_listed(_record: &mut Self::Record<'_>, _marked: bool) {}
}

/// The keys of a wrapper that records lie behind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Envelope {
    /// A list of records: CloudTrail's `Records`.
    pub(crate) lists: &'static [&'static str],
    /// One record: EventBridge's `detail`.
    pub(crate) objects: &'static [&'static str],
    /// One record as text: Firehose's `message`.
    pub(crate) texts: &'static [&'static str],
}

/// CloudWatch Logs delivers records of any format as the texts of this list.
const LOG_EVENTS: &str = "logEvents";
const MESSAGE: &str = "message";

/// The records of a whole object, one at a time: one alone, one a line, one behind the other, in a list, or
/// in the wrappers of [`Envelope`]; which of them, the bytes say themselves.
#[derive(Clone, Debug)]
pub(crate) struct Documents<'a, D> {
    bytes: &'a [u8],
    text: Cow<'a, str>,
    damage: Vec<Damage>,
    at: usize,
    open: Vec<Open>,
    lines: LineCount,
    /// The next newline with a bracket behind it, or the end, from where somebody has asked.
    boundary: Option<usize>,
    ended: bool,
    of: PhantomData<fn() -> D>,
}

/// A place where the input is not UTF-8.
#[derive(Clone, Copy, Debug)]
struct Damage {
    /// Where its replacement stands in the text.
    at: usize,
    /// Where it stands in the input.
    original: usize,
    /// How many bytes it has there.
    length: usize,
}

/// What has been entered and not yet left.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Open {
    List,
    LogEvents,
    Wrapper { control: bool, marked: bool },
}

/// What comes next.
enum Next {
    Record,
    Message,
    End,
}

impl<'a, D: Document> Documents<'a, D> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let bytes = without_mark(bytes);
        let (text, damage) = match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), Vec::new()),
            Err(_) => {
                let (text, damage) = repaired(bytes);
                (Cow::Owned(text), damage)
            }
        };
        Documents { damage, ..Self::of(bytes, text) }
    }

    fn of(bytes: &'a [u8], text: Cow<'a, str>) -> Self {
        let lines = LineCount::default();
        Documents {
            bytes,
            text,
            damage: Vec::new(),
            at: 0,
            open: Vec::new(),
            lines,
            boundary: None,
            ended: false,
            of: PhantomData,
        }
    }

    /// The next record. `read_message` reads a record that was a text inside of its wrapper; a text may also be none.
    pub(crate) fn next_with(
        &mut self,
        mut read_message: impl FnMut(&str) -> Result<Option<D::Record<'_>>, Box<Refusal>>,
    ) -> Option<Result<D::Record<'a>, Error>> {
        let start = loop {
            if self.ended {
                return None;
            }
            match self.find_next() {
                Ok(Next::End) => return None,
                Ok(Next::Message) => match self.read_message(&mut read_message).transpose() {
                    None => {}
                    record => return record,
                },
                Ok(Next::Record) => break self.at,
                Err(refusal) => return Some(Err(self.recover(self.at, refusal, false))),
            }
        };
        let read = match &self.text {
            Cow::Borrowed(text) => read_in_place::<D>(text, start),
            Cow::Owned(text) => read_in_place::<D>(text, start).map(|(record, end)| (D::into_owned(record), end)),
        };
        Some(match read {
            Ok((mut record, end)) => {
                self.set_listed(&mut record);
                self.at = end;
                self.undamaged(start, end, Ok(record))
            }
            Err(refusal) => Err(self.recover(start, refusal, true)),
        })
    }

    fn set_listed(&self, record: &mut D::Record<'_>) {
        if let [.., Open::Wrapper { marked, .. }, Open::List] = *self.open.as_slice() {
            D::set_listed(record, marked);
        }
    }

    /// Moves to where the next record begins, through the wrappers around it.
    fn find_next(&mut self) -> Result<Next, Box<Refusal>> {
        loop {
            let mut reader = Reader::new(&self.text, self.at);
            while reader.peek() == Some(b',') {
                reader.take(b',', "`,`")?;
            }
            self.at = reader.position();
            match (reader.peek(), self.open.last().copied()) {
                (None, None) => return Ok(Next::End),
                (None, Some(Open::Wrapper { .. })) => return Err(reader.unexpected("`,` or `}`")),
                (None, Some(_)) => return Err(reader.unexpected("`,` or `]`")),
                (Some(b']'), Some(Open::List | Open::LogEvents)) | (Some(b'}'), Some(Open::Wrapper { .. })) => {
                    self.open.pop();
                    self.at += 1;
                }
                (_, Some(Open::LogEvents)) => return Ok(Next::Message),
                (_, Some(Open::Wrapper { control, .. })) => {
                    if let Some(next) = self.enter_member(control)? {
                        return Ok(next);
                    }
                }
                _ if self.open.len() >= DEEPEST as usize => return Err(reader.too_deep()),
                (Some(b'['), _) => self.enter(Open::List, self.at),
                (Some(b'{'), _) if is_wrapper::<D>(reader) => {
                    self.enter(Open::Wrapper { control: false, marked: false }, self.at);
                }
                _ => return Ok(Next::Record),
            }
        }
    }

    fn enter(&mut self, open: Open, bracket: usize) {
        self.open.push(open);
        self.at = bracket + 1;
    }

    /// Reads a wrapper's next key and goes to the records behind it, or behind a value that holds none.
    fn enter_member(&mut self, control: bool) -> Result<Option<Next>, Box<Refusal>> {
        let mut reader = Reader::new(&self.text, self.at);
        let key = reader.string()?;
        reader.take(b':', "`:`")?;
        let value = reader.peek();
        let at = reader.position();
        let envelope = D::ENVELOPE;
        match value {
            Some(b'[') if key == LOG_EVENTS && !control => self.enter(Open::LogEvents, at),
            Some(b'[') if envelope.lists.contains(&&*key) => self.enter(Open::List, at),
            Some(b'{') if envelope.objects.contains(&&*key) => {
                self.at = at;
                return Ok(Some(Next::Record));
            }
            Some(b'"') if envelope.texts.contains(&&*key) => {
                self.at = at;
                return Ok(Some(Next::Message));
            }
            Some(b'"') if key == "messageType" => {
                let is_control = reader.string()? == "CONTROL_MESSAGE";
                self.at = reader.position();
                if let Some(Open::Wrapper { control, .. }) = self.open.last_mut() {
                    *control = is_control;
                }
            }
            _ => {
                let is_mark = value != Some(b'n') && D::MARK.is_some_and(|mark| key == mark);
                reader.skip()?;
                self.at = reader.position();
                if let Some(Open::Wrapper { marked, .. }) = self.open.last_mut() {
                    *marked |= is_mark;
                }
            }
        }
        Ok(None)
    }

    /// Reads a record that is a text: the value that comes next, or the `message` of the object that does.
    fn read_message(
        &mut self,
        mut read_message: impl FnMut(&str) -> Result<Option<D::Record<'_>>, Box<Refusal>>,
    ) -> Result<Option<D::Record<'a>>, Error> {
        let start = self.at;
        let mut reader = Reader::new(&self.text, start);
        let mut envelope_time = None;
        let read = message_text(&mut reader).map(|(message, time)| {
            envelope_time = time;
            let Some(mut record) = read_message(&message)? else {
                return Ok(None);
            };
            D::set_source(&mut record, &message);
            if let Some(time) = time {
                D::set_envelope_time(&mut record, time);
            }
            Ok(Some(D::into_owned(record)))
        });
        let end = reader.position();
        match read {
            Err(refusal) => Err(self.recover(start, refusal, true)),
            Ok(read) => {
                self.at = end;
                self.undamaged(start, end, read).map_err(|error| error.with_envelope_time(envelope_time))
            }
        }
    }

    /// Refuses what was read from bytes that are not UTF-8.
    fn undamaged<T>(&mut self, start: usize, end: usize, read: Result<T, Box<Refusal>>) -> Result<T, Error> {
        let first = self.damage.partition_point(|damage| damage.at < start);
        let read = match self.damage.get(first) {
            Some(damage) if damage.at < end => {
                let bytes = self.bytes.get(damage.original..).unwrap_or_default();
                Err(not_utf8(bytes).at_byte(damage.original))
            }
            _ => read,
        };
        read.map_err(|refusal| self.error(start, end, refusal))
    }

    /// Goes on behind a record that cannot be read: where its brackets close, or where a line begins with a
    /// bracket. Where there is no such place, and where the wrapper itself is broken, everything left belongs
    /// to the error.
    fn recover(&mut self, start: usize, refusal: Box<Refusal>, is_record: bool) -> Error {
        let boundary = self.boundary(start).map(|boundary| boundary - start);
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let candidate = boundary.and_then(|end| rest.get(..end)).unwrap_or(rest);
        let closed = if is_record { extent(candidate, !self.open.is_empty()) } else { None };
        let length = closed.or(boundary);
        let end = start + length.unwrap_or(rest.len());
        self.ended = length.is_none();
        self.at = end;
        let refusal = refusal.map_byte(|byte| self.original(byte));
        self.error(start, end, refusal)
    }

    /// Where the next line begins that begins with a bracket. It is looked for once, however many records are refused
    /// in front of it.
    fn boundary(&mut self, start: usize) -> Option<usize> {
        let newline = match self.boundary {
            Some(newline) if newline >= start => newline,
            _ => {
                let rest = self.text.as_bytes().get(start..).unwrap_or_default();
                memchr::memmem::find(rest, b"\n{").map_or(self.text.len(), |newline| start + newline)
            }
        };
        self.boundary = Some(newline);
        (newline < self.text.len()).then_some(newline + 1)
    }

    fn error(&mut self, start: usize, end: usize, refusal: Box<Refusal>) -> Error {
        let (start, end) = (self.original(start), self.original(end));
        let original = self.bytes.get(start..end).unwrap_or_default().trim_ascii_end();
        Error::new(D::FORMAT, refusal, original).with_line(self.lines.up_to(self.bytes, start))
    }

    /// The place in the input of a place in the text.
    fn original(&self, at: usize) -> usize {
        let before = self.damage.partition_point(|damage| damage.at < at);
        match before.checked_sub(1).and_then(|last| self.damage.get(last)) {
            Some(damage) => {
                let behind = damage.at + char::REPLACEMENT_CHARACTER.len_utf8();
                damage.original + damage.length + at.saturating_sub(behind)
            }
            None => at,
        }
    }
}

/// The refusal of bytes of which the first is not UTF-8.
#[cold]
pub(crate) fn not_utf8(bytes: &[u8]) -> Box<Refusal> {
    let found = bytes.first().map(|byte| Found::words(format!("the byte 0x{byte:02X}")));
    Refusal::new(ErrorKind::Encoding, "UTF-8 text").with_found(found)
}

impl<'a, D: Document> Iterator for Documents<'a, D> {
    type Item = Result<D::Record<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_with(|message| D::read_message(message).map(Some))
    }
}

/// Reads a text that holds one record and nothing else, perhaps in wrappers.
pub(crate) fn read_alone<D: Document>(text: &str) -> Result<D::Record<'_>, Box<Refusal>> {
    let mut documents = Documents::<D>::of(text.as_bytes(), Cow::Borrowed(text));
    let next = documents.find_next()?;
    let mut reader = Reader::new(text, documents.at);
    let (mut record, end) = match next {
        Next::Record => read_in_place::<D>(text, documents.at)?,
        Next::Message => {
            let (message, time) = message_text(&mut reader)?;
            let mut record = D::read_message(&message)?;
            D::set_source(&mut record, &message);
            if let Some(time) = time {
                D::set_envelope_time(&mut record, time);
            }
            (D::into_owned(record), reader.position())
        }
        Next::End => return Err(reader.unexpected("a record")),
    };
    documents.set_listed(&mut record);
    documents.at = end;
    match documents.find_next()? {
        Next::End => Ok(record),
        _ => Err(Reader::new(text, documents.at).unexpected("the end of the record")),
    }
}

fn read_in_place<D: Document>(text: &str, start: usize) -> Result<(D::Record<'_>, usize), Box<Refusal>> {
    let mut reader = Reader::new(text, start);
    let mut record = D::read(&mut reader)?;
    let end = reader.position();
    D::set_source(&mut record, text.get(start..end).unwrap_or_default());
    Ok((record, end))
}

/// Whether the object that comes next is a wrapper and no record.
fn is_wrapper<D: Document>(mut reader: Reader<'_>) -> bool {
    let mut find = || -> Result<bool, Box<Refusal>> {
        reader.open_object()?;
        while let Some(key) = reader.key()? {
            let known = |keys: &[&str]| keys.contains(&&*key);
            match reader.peek() {
                Some(b'[') if key == LOG_EVENTS || known(D::ENVELOPE.lists) => return Ok(true),
                Some(b'{') if known(D::ENVELOPE.objects) => return Ok(true),
                Some(b'"') if known(D::ENVELOPE.texts) => return Ok(true),
                _ if D::is_record_key(&key) => return Ok(false),
                _ => drop(reader.skip()?),
            }
        }
        Ok(false)
    };
    find().unwrap_or(false)
}

/// A text, or the `message` of an object with its `timestamp`.
fn message_text<'t>(reader: &mut Reader<'t>) -> Result<(Text<'t>, Option<UtcDateTime>), Box<Refusal>> {
    if reader.peek() == Some(b'"') {
        return reader.string().map(|text| (text, None));
    }
    let (mut message, mut time) = (None, None);
    reader.open_object()?;
    while let Some(key) = reader.key()? {
        if key == MESSAGE && reader.peek() == Some(b'"') {
            message = Some(reader.string()?);
        } else if key == "timestamp" && matches!(reader.peek(), Some(b'0'..=b'9')) {
            time = reader.scalar()?.and_then(|text| crate::text::time::epoch_milliseconds(&text));
        } else {
            reader.skip()?;
        }
    }
    let message = message.ok_or_else(|| Refusal::new(ErrorKind::Json, "an object with a `message`"))?;
    Ok((message, time))
}

/// How long the value at the front is, told by its brackets alone. What is no object and no list ends with its
/// line, in a list with a comma too.
fn extent(bytes: &[u8], in_list: bool) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b'"' => at += string_extent(bytes.get(at..)?)?,
            b',' if depth == 0 && in_list => return Some(at - 1),
            b'\n' if depth == 0 => return Some(at),
            _ => continue,
        }
        if depth == 0 && *byte != b'"' {
            return Some(at);
        }
    }
    None
}

/// How far it is behind the quote that ends a string.
fn string_extent(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += end_of_plain_text(bytes.get(at..)?)?;
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The text with a replacement character for what is not UTF-8.
fn repaired(bytes: &[u8]) -> (String, Vec<Damage>) {
    let mut text = String::with_capacity(bytes.len());
    let mut damage = Vec::with_capacity(bytes.utf8_chunks().count());
    let mut original = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        original += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            damage.push(Damage { at: text.len(), original, length: chunk.invalid().len() });
            text.push(char::REPLACEMENT_CHARACTER);
            original += chunk.invalid().len();
        }
    }
    (text, damage)
}

/// Counts lines as far as somebody has asked, and goes on from there.
#[derive(Clone, Debug, Default)]
struct LineCount {
    at: usize,
    newlines: u64,
}

impl LineCount {
    /// The number of the line that a byte stands in, counted from 1.
    fn up_to(&mut self, bytes: &[u8], at: usize) -> u64 {
        let between = bytes.get(self.at..at).unwrap_or_default();
        self.newlines += memchr::memchr_iter(b'\n', between).count() as u64;
        self.at = at;
        self.newlines + 1
    }
}

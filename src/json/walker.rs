//! Finds records through wrappers, lists and lines, in a window of the input.
//!
//! A walker over a part of the input finds the same records and errors as one over the whole: it decides nothing
//! before it is certain that the following bytes cannot change the decision. If that takes more bytes, the walker
//! says so and remembers how far it has examined the text ([`Extent`], [`Classifying`]), so that nothing is examined
//! again from its start whenever bytes arrive.
//!
//! - A record is read where it begins. If that fails in a window that is not the last, its end is searched by its
//!   brackets. Once it has arrived, the record is read again, and an error is final.
//! - A wrapper with a list is entered as soon as the key of the list has arrived, without buffering the list. All
//!   other wrappers are opened when they are complete.
//! - After an error, the walk continues where the record's brackets close, or at the next line that begins with a
//!   bracket, whichever is first.

use std::marker::PhantomData;

use time::UtcDateTime;

use crate::error::{Error, ErrorKind, Found, Refusal};
use crate::schema::Selection;
use crate::text::Splitter;
use crate::text::without_end;

use super::documents::Document;
use super::extent::{Ends, Extent};
use super::input::{Input, LineCount, floor};
use super::opening::{Class, Classifying, Contents, Find, LOOKED_INTO, ROWS, SEARCHES, contents, row_contents};
use super::reader::{DEEPEST, Reader};

/// The maximum nesting of wrappers that are opened when they are complete.
const DEEPEST_WRAPPER: u32 = 16;

/// How many bytes are kept of text that cannot be read at all.
const FRONT: usize = 64 * 1024;

/// Up to this length, an incomplete value is examined again whenever more of it arrives.
pub(super) const SHORT: usize = 1024;

/// The state of a walk.
#[derive(Clone, Debug)]
pub(crate) struct Walker<D> {
    at: usize,
    open: Vec<Open>,
    /// Whether the key of a member has been read, so that its value is next.
    is_value_next: bool,
    /// What is known about the value that begins here.
    pending: Pending,
    /// How many more values may turn out to have no end.
    searches: u32,
    /// A member of a wrapper that is skipped.
    passed_over: Option<Extent>,
    /// A record that is too long.
    skipped: Option<Extent>,
    /// A search for the next line that begins with a bracket.
    is_lost: bool,
    boundary: Boundary,
    lines: LineCount,
    /// The length of the last record that was read.
    usual_length: usize,
    /// How the last record began, up to the key that tells it from a wrapper. An object that begins so is a record too.
    usual_front: Vec<u8>,
    /// The remaining parts of an opened wrapper, the last first.
    finds: Vec<Find>,
    wrapper: Wrapper,
    inside: Option<Box<Inside<D>>>,
    is_ended: bool,
    /// The time of the wrapper around this walk.
    time: Option<UtcDateTime>,
    depth: u32,
    /// The fields of records that are read.
    projection: Selection,
    of: PhantomData<fn() -> D>,
}

/// What has been entered and not left yet.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Open {
    List,
    Rows,
    Wrapper { control: bool, marked: bool },
}

#[derive(Clone, Debug, Default)]
struct Pending {
    class: Option<Class>,
    classifying: Option<Classifying>,
    extent: Option<Extent>,
    /// The length of a text that could not be read.
    tried: usize,
}

/// The next line that begins with a bracket, searched once however many records are refused before it.
#[derive(Clone, Copy, Debug, Default)]
struct Boundary {
    found: Option<usize>,
    searched: usize,
}

/// A wrapper that was opened when it was complete.
#[derive(Clone, Debug, Default)]
struct Wrapper {
    start: usize,
    end: usize,
    time: Option<UtcDateTime>,
    refusal: Option<Box<Refusal>>,
}

/// The content of a wrapper: a part of the same text, or a text that had to be unescaped.
#[derive(Clone, Debug)]
struct Inside<D> {
    text: Option<String>,
    /// Its position in the surrounding text.
    start: usize,
    end: usize,
    content: Content<D>,
}

#[allow(clippy::large_enum_variant, reason = "there is one at a time, and a box for each costs more")]
#[derive(Clone, Debug)]
enum Content<D> {
    Documents(Walker<D>),
    /// Lines, from this position on.
    Lines(usize, Splitter),
}

/// What comes next.
enum Next {
    /// An object or other value that is to be read as a record.
    Record,
    /// A string that is to be read as a record.
    Text,
    /// A wrapper to open.
    Whole,
    /// A list that is one record.
    Row,
    /// Continue with the next step.
    Again,
    /// The end of the input, or of the window.
    Nothing,
    Broken(Box<Refusal>, usize),
}

impl<D: Document> Walker<D> {
    pub(crate) fn new() -> Self {
        Walker {
            at: 0,
            open: Vec::new(),
            is_value_next: false,
            pending: Pending::default(),
            searches: SEARCHES,
            passed_over: None,
            skipped: None,
            is_lost: false,
            boundary: Boundary::default(),
            lines: LineCount::default(),
            usual_length: 0,
            usual_front: Vec::new(),
            finds: Vec::new(),
            wrapper: Wrapper::default(),
            inside: None,
            is_ended: false,
            time: None,
            depth: 0,
            projection: Selection::ALL,
            of: PhantomData,
        }
    }

    /// Starts after this number of line feeds.
    pub(crate) fn after_lines(newlines: u64, projection: Selection) -> Self {
        Walker { lines: LineCount::after(newlines), projection, ..Walker::new() }
    }

    /// Reads only these fields of the records that follow.
    pub(crate) fn project(&mut self, projection: Selection) {
        self.projection = projection;
    }

    /// Starts a walk through the content of a wrapper.
    fn inner(&self, at: usize) -> Self {
        Walker { at, time: self.wrapper.time, depth: self.depth + 1, projection: self.projection, ..Walker::new() }
    }

    /// Returns whether an opened wrapper has contents that have not been read yet.
    pub(crate) fn is_inside(&self) -> bool {
        self.inside.is_some() || !self.finds.is_empty() || self.wrapper.refusal.is_some()
    }

    /// The position from which on the text is still needed.
    pub(crate) fn position(&self) -> usize {
        if self.is_inside() { self.wrapper.start } else { self.at }
    }

    /// Returns whether no wrapper is open.
    pub(crate) fn is_outside(&self) -> bool {
        !self.is_inside() && self.open.is_empty()
    }

    /// Returns whether only white space follows.
    pub(crate) fn is_at_end(&self, text: &str) -> bool {
        self.is_outside() && text.get(self.at..).is_none_or(|rest| rest.trim_ascii_start().is_empty())
    }

    /// Drops bytes before [`Self::position`], with this number of line feeds among them. Not allowed while [`Self::is_inside`].
    pub(crate) fn shift(&mut self, bytes: usize, newlines: u64) {
        self.lines.shift(bytes, newlines);
        self.at -= bytes;
        self.boundary.found = self.boundary.found.and_then(|found| found.checked_sub(bytes));
        self.boundary.searched = self.boundary.searched.saturating_sub(bytes);
        self.pending.tried = self.pending.tried.saturating_sub(bytes);
        let extents = [&mut self.passed_over, &mut self.skipped, &mut self.pending.extent];
        extents.into_iter().flatten().for_each(|extent| extent.shift(bytes));
        if let Some(classifying) = &mut self.pending.classifying {
            classifying.shift(bytes);
        }
    }

    /// The next record. `None` at the end, and if more of the input is needed.
    #[inline]
    pub(crate) fn next<'t>(&mut self, input: Input<'t>, format: &mut D) -> Option<Result<D::Record<'t>, Error>> {
        loop {
            // Looked at where it is: a record is large.
            let read = self.read_next(input, format);
            match &read {
                Some(Ok(record)) if D::is_probe(record) => {}
                _ => return read,
            }
        }
    }

    fn read_next<'t>(&mut self, input: Input<'t>, format: &mut D) -> Option<Result<D::Record<'t>, Error>> {
        loop {
            if self.is_inside() {
                match self.next_inside(input, format) {
                    Some(read) => return Some(read),
                    None => continue,
                }
            }
            if self.is_ended || !self.go_on(input) {
                return None;
            }
            match self.find_next(input, format) {
                Next::Record => return self.read_record(input),
                Next::Text => {
                    let (text, is_last) = input.reach(self.at);
                    match self.extent_end(text, Ends::Member) {
                        Some(end) => self.open_finds(vec![Find { start: self.at, end, is_text: true }], None, end),
                        None if is_last => return self.read_record(input),
                        None => return self.wait(input, text),
                    }
                }
                Next::Whole | Next::Row => {
                    let (text, is_last) = input.reach(self.at);
                    match self.extent_end(text, Ends::Member) {
                        None if !is_last => return self.wait(input, text),
                        _ => {}
                    }
                    let is_row = text.as_bytes().get(self.at) == Some(&b'[');
                    let contents =
                        if is_row { row_contents(text, self.at) } else { contents(text, self.at, format, LOOKED_INTO) };
                    if contents.is_control {
                        self.go_to(contents.end);
                        continue;
                    }
                    if contents.finds.is_empty() && !is_row {
                        return self.read_record(input);
                    }
                    let Contents { finds, time, refusal, end, .. } = contents;
                    match refusal {
                        Some(refusal) if finds.is_empty() => return self.refuse(input, self.at, refusal, end, true),
                        refusal => {
                            self.open_finds(finds, time, end);
                            self.wrapper.refusal = refusal;
                        }
                    }
                }
                Next::Again => {}
                Next::Nothing => return None,
                Next::Broken(refusal, position) => return self.refuse(input, self.at, refusal, position, false),
            }
        }
    }

    /// Skips a value that holds no records. Returns `false` if its end has not arrived.
    fn go_on(&mut self, input: Input<'_>) -> bool {
        let bytes = input.text.as_bytes();
        if let Some(mut extent) = self.skipped.take() {
            match extent.end(bytes, Ends::Skipped) {
                Some(end) => self.go_to(end),
                None if input.is_last => {
                    self.at = bytes.len();
                    self.is_ended = true;
                    return false;
                }
                None => {
                    self.at = extent.position();
                    self.skipped = Some(extent);
                    return false;
                }
            }
        }
        if self.is_lost {
            match self.boundary(input.text, self.at) {
                Some(boundary) => self.go_to(boundary),
                None => {
                    self.at = if input.is_last { bytes.len() } else { self.boundary.searched.max(self.at) };
                    self.is_ended = input.is_last;
                    return false;
                }
            }
            self.is_lost = false;
        }
        true
    }

    fn go_to(&mut self, at: usize) {
        self.at = at;
        self.is_value_next = false;
        self.pending = Pending::default();
    }

    /// Finds the end of the value that begins here.
    fn extent_end(&mut self, text: &str, ends: Ends) -> Option<usize> {
        let at = self.at;
        let extent = self.pending.extent.get_or_insert_with(|| Extent::new(at));
        // A repeated search finds the same end, because nothing after it has been examined.
        extent.end(text.as_bytes(), ends)
    }

    /// Whether the object that begins here begins like the last record: whether it is one, too, depends on nothing else.
    /// Examining each object anew took a fifth of the instructions of Route 53's records.
    fn begins_as_usual(&self, text: &str) -> bool {
        let rest = text.as_bytes().get(self.at..).unwrap_or_default();
        !self.usual_front.is_empty() && rest.starts_with(&self.usual_front)
    }

    /// Keeps the front of the object that has been found to be a record.
    fn keep_front(&mut self, text: &str) {
        let end = self.pending.classifying.as_ref().and_then(Classifying::end_of_front);
        let front = end.and_then(|end| text.as_bytes().get(self.at..end));
        if let Some(front) = front.filter(|front| front.len() <= SHORT) {
            self.usual_front.clear();
            self.usual_front.extend_from_slice(front);
        }
    }

    /// Waits for more of a value, unless it is too long.
    fn wait<R>(&mut self, input: Input<'_>, text: &str) -> Option<Result<R, Error>> {
        if text.len() < input.text.len() { Some(Err(self.too_long(input))) } else { None }
    }

    /// Refuses a record that is too long.
    #[cold]
    fn too_long(&mut self, input: Input<'_>) -> Error {
        let start = self.at;
        let front = floor(input.text, start.saturating_add(input.limit.min(FRONT)));
        let refusal = Refusal::new(ErrorKind::TooLong, format!("a record of at most {} bytes", input.limit))
            .with_found(Found::words("a longer one"))
            .with_hint("raise `max_record_bytes`");
        self.go_to(start);
        self.skipped = Some(Extent::new(start));
        self.error(input, start, front, refusal)
    }

    /// Moves to the start of the next record, through the wrappers around it.
    fn find_next(&mut self, input: Input<'_>, format: &D) -> Next {
        loop {
            let text = input.text;
            if let Some(mut extent) = self.passed_over.take() {
                match extent.end(text.as_bytes(), Ends::Member) {
                    Some(end) => self.go_to(end),
                    None if input.is_last => {
                        // A value that has been passed over may be gone: the error shows none of it.
                        self.at = text.len();
                        let mut reader = Reader::new(text, self.at);
                        return Next::Broken(reader.unexpected("`,` or `}`"), self.at);
                    }
                    None => {
                        self.at = extent.position();
                        self.passed_over = Some(extent);
                        return Next::Nothing;
                    }
                }
            }
            if self.pending.class.is_none() {
                let mut reader = Reader::new(text, self.at);
                while reader.peek() == Some(b',') {
                    drop(reader.take(b',', "`,`"));
                }
                if reader.position() != self.at {
                    self.at = reader.position();
                    self.pending = Pending::default();
                }
            }
            let mut reader = Reader::new(text, self.at);
            let open = if self.is_value_next { None } else { self.open.last().copied() };
            match (reader.peek(), open) {
                (None, _) if !input.is_last => return Next::Nothing,
                (None, None) if self.open.is_empty() => return Next::Nothing,
                (None, Some(Open::Wrapper { .. })) => return Next::Broken(reader.unexpected("`,` or `}`"), self.at),
                (None, _) => return Next::Broken(reader.unexpected("`,` or `]`"), self.at),
                (Some(b']'), Some(Open::List | Open::Rows)) | (Some(b'}'), Some(Open::Wrapper { .. })) => {
                    self.open.pop();
                    self.go_to(self.at + 1);
                }
                (_, Some(Open::Wrapper { control, .. })) => match self.enter_member(input, control) {
                    Next::Again => {}
                    next => return next,
                },
                (Some(b'['), Some(Open::Rows)) => return Next::Row,
                _ if self.open.len() >= DEEPEST as usize => return Next::Broken(reader.too_deep(), self.at),
                (Some(b'['), _) => self.enter(Open::List),
                (Some(b'{'), _) => {
                    let (text, is_last) = input.reach(self.at);
                    let class = match self.pending.class {
                        Some(class) => class,
                        None if self.begins_as_usual(text) => Class::Record { is_sure: true },
                        None => {
                            let at = self.at;
                            let classifying = self.pending.classifying.get_or_insert_with(|| Classifying::new(at));
                            if text.len() < input.text.len() {
                                classifying.hurry();
                            }
                            match classifying.class(text, is_last, format, LOOKED_INTO, &mut self.searches) {
                                Some(class) => {
                                    self.keep_front(text);
                                    class
                                }
                                // It is too long, and its kind will not be known.
                                None if text.len() < input.text.len() => Class::Record { is_sure: false },
                                None => return Next::Nothing,
                            }
                        }
                    };
                    self.pending.class = Some(class);
                    match class {
                        Class::Record { .. } => return Next::Record,
                        Class::Whole => return Next::Whole,
                        Class::Lists => self.enter(Open::Wrapper { control: false, marked: false }),
                    }
                }
                (Some(b'0'..=b'9'), None) if !D::HAS_LINES && self.open.is_empty() && self.depth == 0 => {
                    match time_in_front(text, self.at) {
                        Some((time, at)) => {
                            self.go_to(at);
                            self.time = Some(time);
                        }
                        None if !input.is_last && text.len() - self.at < LONGEST_TIME => return Next::Nothing,
                        None => return Next::Record,
                    }
                }
                (Some(b'"'), _) if !D::HAS_LINES || !self.open.is_empty() => return Next::Text,
                _ => return Next::Record,
            }
        }
    }

    /// Enters the value whose bracket is next.
    fn enter(&mut self, open: Open) {
        self.open.push(open);
        self.go_to(self.at + 1);
    }

    /// Reads a wrapper's next key, and moves to the records after it, or past a value without records.
    fn enter_member(&mut self, input: Input<'_>, control: bool) -> Next {
        let (text, is_last) = input.reach(self.at);
        if !is_last && self.is_too_early(text) {
            return Next::Nothing;
        }
        let mut reader = Reader::new(text, self.at);
        let read = reader.string().and_then(|key| reader.take(b':', "`:`").map(|()| key));
        let (key, first) = match (read, reader.peek()) {
            (Err(refusal), _) => return Next::Broken(refusal, reader.position()),
            (Ok(_), None) if !is_last => return Next::Nothing,
            (Ok(key), first) => (key, first),
        };
        let envelope = D::ENVELOPE;
        let known = |keys: &[&str]| keys.contains(&key.as_str());
        let at = reader.position();
        match first {
            Some(b'[') if control && key == "logEvents" => self.pass_over(at),
            Some(b'[') if key == "logEvents" || key == "events" || known(envelope.lists) => {
                self.at = at;
                self.enter(Open::List);
            }
            Some(b'[') if key == ROWS => {
                self.at = at;
                self.enter(Open::Rows);
            }
            Some(b'{') if known(envelope.objects) => self.go_to_value(at),
            Some(b'"') if known(envelope.texts) => {
                self.go_to_value(at);
                return Next::Text;
            }
            Some(b'"') if key == "messageType" => {
                let rest = text.get(at..).unwrap_or_default();
                const CONTROL: &str = "\"CONTROL_MESSAGE\"";
                if !is_last && rest.len() < CONTROL.len() {
                    return Next::Nothing;
                }
                let is_control = rest.starts_with(CONTROL);
                if let Some(Open::Wrapper { control, .. }) = self.open.last_mut() {
                    *control = is_control;
                }
                self.pass_over(at);
            }
            _ => {
                let is_mark = first != Some(b'n') && D::MARK.is_some_and(|mark| key == mark);
                if let Some(Open::Wrapper { marked, .. }) = self.open.last_mut() {
                    *marked |= is_mark;
                }
                self.pass_over(at);
            }
        }
        Next::Again
    }

    fn go_to_value(&mut self, at: usize) {
        self.go_to(at);
        self.is_value_next = true;
    }

    fn pass_over(&mut self, at: usize) {
        self.go_to(at);
        self.passed_over = Some(Extent::new(at));
    }

    /// Returns whether a text that could not be read has grown so little that the next attempt is deferred.
    fn is_too_early(&self, text: &str) -> bool {
        let tried = self.pending.tried.saturating_sub(self.at);
        tried > SHORT && text.len() - self.at < tried * 2
    }

    /// Returns whether the text has grown too little since the last attempt for reading all of it again to cost linear time.
    fn has_grown_little(&self, text: &str) -> bool {
        let tried = self.pending.tried.saturating_sub(self.at);
        text.len() - self.at < tried * 2
    }

    /// Reads the record that begins here.
    fn read_record<'t>(&mut self, input: Input<'t>) -> Option<Result<D::Record<'t>, Error>> {
        let start = self.at;
        let (text, is_last) = input.reach(start);
        let is_cut = text.len() < input.text.len();
        let is_in_doubt = self.has_grown_little(text) || text.len() - start < self.usual_length;
        if !is_last && !is_cut && is_in_doubt && self.extent_end(text, self.record_ends()).is_none() {
            // Its end has not arrived, but it may be invalid already.
            if self.boundary(text, start).is_none() || self.is_too_early(text) {
                return None;
            }
        }
        let mut reader = Reader::new(text, start).with_projection(self.projection);
        let mut read = D::read(&mut reader);
        let Ok(record) = &mut read else {
            let refusal = read.err()?;
            return self.refuse(input, start, refusal, reader.position(), true);
        };
        let end = reader.position();
        D::set_source(record, text.get(start..end).unwrap_or_default());
        if let Some(time) = self.time {
            D::set_envelope_time(record, time);
        }
        if let [.., Open::Wrapper { marked, .. }, Open::List] = *self.open.as_slice() {
            D::set_listed(record, marked);
        }
        self.go_to(end);
        self.usual_length = end - start;
        match input.refused(start, end) {
            Some(refusal) => Some(Err(self.error(input, start, end, refusal))),
            None => read.ok().map(Ok),
        }
    }

    fn record_ends(&self) -> Ends {
        Ends::Record { in_list: !self.open.is_empty() }
    }

    /// Continues after what cannot be read: where its brackets close, or at a line that begins with a bracket.
    /// Without such a position, and if the wrapper itself is broken, the rest belongs to the error. Nothing is
    /// refused before its end is known.
    #[cold]
    fn refuse<R>(
        &mut self,
        input: Input<'_>,
        start: usize,
        refusal: Box<Refusal>,
        position: usize,
        is_record: bool,
    ) -> Option<Result<R, Error>> {
        let (text, is_last) = input.reach(start);
        let is_cut = text.len() < input.text.len();
        let boundary = self.boundary(text, start);
        if is_record && !is_last && !is_cut && boundary.is_none() && position == text.len() {
            self.pending.tried = text.len();
            return None;
        }
        // Other records follow the boundary. Examining them each time would take quadratic time.
        let own = text.get(..boundary.unwrap_or(text.len())).unwrap_or(text);
        let closed = if is_record { self.extent_end(own, self.record_ends()) } else { None };
        let is_certain = is_last || closed.is_some() || is_beyond_doubt(&refusal, position, text);
        let end = match (closed, boundary) {
            (Some(closed), Some(boundary)) => Some(closed.min(boundary)),
            (closed, boundary) => closed.or(boundary),
        };
        let end = end.filter(|_| is_certain);
        if !is_record && end.is_none() && is_certain && (is_last || text.len() - start >= FRONT) {
            let front = floor(text, start.saturating_add(FRONT));
            let error = self.error(input, start, front, refusal);
            self.go_to(start);
            self.is_lost = true;
            return Some(Err(error));
        }
        if end.is_none() && !is_last {
            self.pending.tried = text.len();
            return if is_cut { Some(Err(self.too_long(input))) } else { None };
        }
        let shown = end.unwrap_or(text.len());
        let shown = if is_record { shown } else { shown.min(floor(text, start.saturating_add(FRONT))) };
        let error = self.error(input, start, shown, refusal);
        self.is_ended = end.is_none();
        self.go_to(end.unwrap_or(text.len()));
        Some(Err(error))
    }

    /// The start of the next line that begins with a bracket.
    fn boundary(&mut self, text: &str, start: usize) -> Option<usize> {
        let newline = match self.boundary.found.filter(|newline| *newline >= start) {
            Some(newline) => newline,
            None => {
                let from = start.max(self.boundary.searched);
                let rest = text.as_bytes().get(from..).unwrap_or_default();
                let Some(newline) = memchr::memmem::find(rest, b"\n{") else {
                    self.boundary.searched = from.max(text.len().saturating_sub(1));
                    return None;
                };
                from + newline
            }
        };
        self.boundary.found = Some(newline);
        (newline + 1 < text.len()).then_some(newline + 1)
    }

    #[cold]
    fn error(&mut self, input: Input<'_>, start: usize, end: usize, refusal: Box<Refusal>) -> Error {
        let original = input.bytes(start, end);
        let refusal = refusal.map_byte(|byte| input.original(byte));
        let line = self.lines.up_to(input.text, start);
        Error::new(D::FORMAT, refusal, original.trim_ascii_end()).with_line(line).with_envelope_time(self.time)
    }

    /// Opens the wrapper that begins here.
    fn open_finds(&mut self, mut finds: Vec<Find>, time: Option<UtcDateTime>, end: usize) {
        finds.reverse();
        let start = self.at;
        self.finds = finds;
        self.wrapper = Wrapper { start, end, time: time.or(self.time), refusal: None };
        self.go_to(end);
    }

    /// The next record of the opened wrapper.
    fn next_inside<'t>(&mut self, input: Input<'t>, format: &mut D) -> Option<Result<D::Record<'t>, Error>> {
        loop {
            let time = self.wrapper.time;
            if let Some(inside) = &mut self.inside {
                let read = inside.next(input, time, format);
                let (is_in_place, start) = (inside.is_in_place(), inside.start);
                match read {
                    Some(Ok(record)) => return Some(Ok(record)),
                    Some(Err(error)) => return Some(Err(self.error_inside(input, is_in_place, start, error))),
                    None => self.inside = None,
                }
            }
            let Some(find) = self.finds.pop() else {
                let refusal = self.wrapper.refusal.take()?;
                let (start, end) = (self.wrapper.start, self.at);
                self.at = start;
                return self.refuse(input, start, refusal, end, true);
            };
            let mut inside = match self.look_inside(input, find) {
                Ok(inside) => inside,
                Err(refusal) => {
                    let (start, end) = (self.wrapper.start, self.wrapper.end);
                    return Some(Err(self.error(input, start, end, refusal)));
                }
            };
            let read = inside.next(input, time, format);
            let (is_in_place, start) = (inside.is_in_place(), inside.start);
            // Nearly all texts contain one record.
            if read.is_some() && !inside.is_at_end(input) {
                self.inside = Some(Box::new(inside));
            }
            match read {
                Some(Ok(record)) => return Some(Ok(record)),
                Some(Err(error)) => return Some(Err(self.error_inside(input, is_in_place, start, error))),
                None => {}
            }
        }
    }

    /// Starts reading a part of the opened wrapper.
    fn look_inside(&self, input: Input<'_>, find: Find) -> Result<Inside<D>, Box<Refusal>> {
        let Find { start, end, is_text } = find;
        if self.depth >= DEEPEST_WRAPPER {
            let expected = format!("records in at most {DEEPEST_WRAPPER} wrappers, one in the other");
            return Err(Refusal::new(ErrorKind::Json, expected).at_byte(start));
        }
        if !is_text {
            let lines = self.lines.clone();
            let content = Content::Documents(Walker { lines, ..self.inner(start) });
            return Ok(Inside { text: None, start, end, content });
        }
        if let Some(refusal) = input.refused(start, end) {
            return Err(refusal);
        }
        let text = Reader::new(input.text, start).string()?;
        let is_document = !D::HAS_LINES || {
            let front = text.trim_ascii_start();
            front.starts_with(['{', '[']) || front.starts_with("\"{")
        };
        let at = if text.is_borrowed() { start + 1 } else { 0 };
        let content = if is_document {
            let lines = if text.is_borrowed() { self.lines.clone() } else { LineCount::default() };
            Content::Documents(Walker { lines, ..self.inner(at) })
        } else {
            Content::Lines(at, Splitter::new())
        };
        let end = if text.is_borrowed() { end - 1 } else { end };
        let text = if text.is_borrowed() { None } else { Some(text.as_str().to_owned()) };
        Ok(Inside { text, start, end, content })
    }

    /// The error of a record in a wrapper. Its position is its own if its text is in the input unchanged, otherwise
    /// that of the wrapper.
    #[cold]
    fn error_inside(&mut self, input: Input<'_>, is_in_place: bool, start: usize, error: Error) -> Error {
        let line = self.lines.up_to(input.text, self.wrapper.start);
        let wrapper = input.text.get(self.wrapper.start..self.wrapper.end).unwrap_or_default();
        let error = error.in_wrapper(wrapper.get(..floor(wrapper, FRONT)).unwrap_or_default());
        if is_in_place {
            return error;
        }
        let time = error.envelope_time().or(self.wrapper.time);
        let refusal = error.into_refusal().map_byte(|_| input.original(start));
        let original = input.bytes(self.wrapper.start, self.wrapper.end);
        Error::new(D::FORMAT, refusal, &original).with_line(line).with_envelope_time(time)
    }
}

impl<D: Document> Inside<D> {
    fn next<'t>(
        &mut self,
        input: Input<'t>,
        time: Option<UtcDateTime>,
        format: &mut D,
    ) -> Option<Result<D::Record<'t>, Error>> {
        let Inside { text, end, content, .. } = self;
        match (content, text) {
            (Content::Documents(walker), None) => walker.next(input.up_to(*end), format),
            (Content::Documents(walker), Some(text)) => {
                walker.next(Input::whole(text), format).map(|read| read.map(D::into_owned))
            }
            (Content::Lines(at, splitter), None) => next_line(input.up_to(*end).text, at, splitter, time, format),
            (Content::Lines(at, splitter), Some(text)) => {
                next_line(text, at, splitter, time, format).map(|read| read.map(D::into_owned))
            }
        }
    }

    /// Returns whether only white space is left.
    fn is_at_end(&self, input: Input<'_>) -> bool {
        let text = match &self.text {
            Some(text) => text,
            None => input.up_to(self.end).text,
        };
        match &self.content {
            Content::Documents(walker) => walker.is_at_end(text),
            Content::Lines(at, _) => *at >= text.len(),
        }
    }

    /// Whether errors have positions in the surrounding text.
    fn is_in_place(&self) -> bool {
        self.text.is_none() && matches!(self.content, Content::Documents(_))
    }
}

/// The next record in a text of lines.
fn next_line<'t, D: Document>(
    text: &'t str,
    at: &mut usize,
    splitter: &mut Splitter,
    time: Option<UtcDateTime>,
    format: &mut D,
) -> Option<Result<D::Record<'t>, Error>> {
    loop {
        let rest = text.get(*at..).filter(|rest| !rest.is_empty())?;
        let piece = format.next_line(splitter, rest.as_bytes(), true)?;
        *at += piece.next;
        let line = without_end(rest.get(..piece.length).unwrap_or_default());
        let mut record = None;
        if let Err(refusal) = format.read_message(line, &mut record) {
            return Some(Err(Error::new(D::FORMAT, refusal, line.as_bytes())));
        }
        if let Some(mut record) = record {
            if let Some(time) = time {
                D::set_envelope_time(&mut record, time);
            }
            return Some(Ok(record));
        }
    }
}

/// Returns whether an error is final: not caused by the end of the text, which could cut a word or a number.
fn is_beyond_doubt(refusal: &Refusal, position: usize, text: &str) -> bool {
    const LONGEST_WORD: usize = 16;
    let is_inside = |at: usize| {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let is_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
        rest.len() >= LONGEST_WORD && !rest.iter().all(is_number)
    };
    refusal.kind() != ErrorKind::Truncated && is_inside(position) && refusal.byte().is_none_or(is_inside)
}

/// The maximum length of a time before a document, including the name of a log stream.
const LONGEST_TIME: usize = 640;

/// The time before a document, as in CloudWatch Logs' exports and `aws logs tail`, and the position of the document.
#[cold]
fn time_in_front(text: &str, at: usize) -> Option<(UtcDateTime, usize)> {
    let front = text.as_bytes().get(at..)?;
    let brace = front.iter().take(LONGEST_TIME).position(|byte| matches!(byte, b'{' | b'\n'))?;
    let front = text.get(at..at + brace + 1)?;
    let (time, documents) = crate::text::without_time(front)?;
    documents.contains(&"{").then_some((time, at + brace))
}

//! What no program can do without: a scan for the separators, and for events as many bytes in as many pieces, from texts that
//! are there already. It understands nothing.

use std::hint::black_box;

use serde::de::IgnoredAny;
use serde_json::Deserializer;
use wide::u8x16;

/// How a log is scanned.
#[derive(Clone, Copy)]
pub enum Scan {
    /// The ends of values and lines. Lines that start with `#` are none.
    Lines { delimiter: u8 },
    /// The quotes and brackets of JSON. Records are the objects in so many others.
    Json { depth: usize },
}

impl Scan {
    /// Scans a log, and does something at the end of each record.
    pub fn run(self, text: &str, mut at_end: impl FnMut()) {
        let mut places = Vec::with_capacity(1 << 12);
        match self {
            Scan::Lines { delimiter } => {
                let bytes = text.as_bytes();
                let mut start = 0;
                blocks(bytes, |offset, block| {
                    let mut found = block.equal(b'\n') | block.equal(delimiter);
                    while found != 0 {
                        let place = offset + found.trailing_zeros() as usize;
                        found &= found - 1;
                        places.push(place as u32);
                        if bytes[place] == b'\n' {
                            black_box(&mut places).clear();
                            if bytes[start] != b'#' {
                                at_end();
                            }
                            start = place + 1;
                        }
                    }
                });
            }
            Scan::Json { depth } => {
                let bytes = text.as_bytes();
                let mut strings = Strings::default();
                let mut nesting = 0;
                blocks(bytes, |offset, block| {
                    let mut found = strings.quotes_and_brackets(&block);
                    while found != 0 {
                        let place = offset + found.trailing_zeros() as usize;
                        found &= found - 1;
                        places.push(place as u32);
                        match bytes[place] {
                            b'{' | b'[' => nesting += 1,
                            b'}' | b']' => {
                                nesting -= 1;
                                if nesting == depth {
                                    black_box(&mut places).clear();
                                    at_end();
                                }
                            }
                            _ => {}
                        }
                    }
                });
            }
        }
    }
}

/// Sixty-four bytes that are compared at once.
struct Block([u8x16; 4]);

impl Block {
    /// A bit for each byte that equals `sought`, the lowest for the first.
    #[inline(always)]
    fn equal(&self, sought: u8) -> u64 {
        bits(self.0.map(|part| part.cmp_eq(u8x16::splat(sought))))
    }

    /// A bit for each bracket or brace: either differs from the other in one bit.
    #[inline(always)]
    fn brackets(&self) -> u64 {
        bits(self.0.map(|part| {
            let part = part | u8x16::splat(0x20);
            part.cmp_eq(u8x16::splat(b'{')) | part.cmp_eq(u8x16::splat(b'}'))
        }))
    }
}

#[inline(always)]
fn bits(marks: [u8x16; 4]) -> u64 {
    let [a, b, c, d] = marks.map(|part| u64::from(part.move_mask() as u16));
    a | b << 16 | c << 32 | d << 48
}

/// The blocks of a text with their offsets, the last one filled up with zeros.
#[inline(always)]
fn blocks(bytes: &[u8], mut each: impl FnMut(usize, Block)) {
    let (whole, rest) = bytes.as_chunks::<64>();
    let mut last = [0; 64];
    last[..rest.len()].copy_from_slice(rest);
    for (number, bytes) in whole.iter().chain([&last]).enumerate() {
        let part = |number: usize| u8x16::from(<[u8; 16]>::try_from(&bytes[number * 16..][..16]).expect("16 bytes"));
        each(number * 64, Block([part(0), part(1), part(2), part(3)]));
    }
}

/// Which bytes are in strings of JSON, as simdjson finds them.
#[derive(Default)]
struct Strings {
    /// Whether the first byte of the next block is escaped: 1 or 0.
    is_escaped: u64,
    /// Whether the next block starts in a string: all bits or none.
    is_inside: u64,
}

impl Strings {
    /// The quotes around strings, and the brackets outside.
    #[inline(always)]
    fn quotes_and_brackets(&mut self, block: &Block) -> u64 {
        let quotes = block.equal(b'"') & !self.escaped(block.equal(b'\\'));
        let mut inside = quotes;
        for shift in [1, 2, 4, 8, 16, 32] {
            inside ^= inside << shift;
        }
        inside ^= self.is_inside;
        self.is_inside = ((inside as i64) >> 63) as u64;
        quotes | block.brackets() & !inside
    }

    #[inline(always)]
    fn escaped(&mut self, backslashes: u64) -> u64 {
        const EVEN: u64 = 0x5555_5555_5555_5555;
        let backslashes = backslashes & !self.is_escaped;
        let follows = backslashes << 1 | self.is_escaped;
        let odd_starts = backslashes & !EVEN & !follows;
        let (even_starts, overflows) = odd_starts.overflowing_add(backslashes);
        self.is_escaped = u64::from(overflows);
        (EVEN ^ even_starts << 1) & follows
    }
}

/// Events that only have to be copied.
pub struct Pieces {
    /// The lengths of the pieces of all events.
    lengths: Vec<u16>,
    /// Where the pieces of each event end in `lengths`.
    ends: Vec<usize>,
    /// What pieces are copied from.
    texts: Vec<u8>,
}

impl Pieces {
    /// The pieces of which events consist: each value, and what stands before it. What stands in the log as it is, such as
    /// free-form JSON, is one piece.
    pub fn of(events: &[u8], log: &[&str]) -> Self {
        let events = std::str::from_utf8(events).expect("events are UTF-8");
        let mut pieces = Pieces { lengths: Vec::new(), ends: Vec::new(), texts: Vec::new() };
        assert_eq!(events.lines().count(), log.len(), "the number of events");
        for (event, record) in events.lines().zip(log) {
            pieces.cut(event, record);
            pieces.push(1);
            pieces.ends.push(pieces.lengths.len());
        }
        assert_eq!(pieces.lengths.iter().map(|length| usize::from(*length)).sum::<usize>(), events.len());
        let longest = pieces.lengths.iter().copied().max().unwrap_or_default();
        pieces.texts = events.bytes().cycle().take(longest.into()).collect();
        pieces
    }

    fn cut(&mut self, event: &str, record: &str) {
        let bytes = event.as_bytes();
        let (mut start, mut place) = (0, 0);
        while let Some(byte) = bytes.get(place) {
            let end = match byte {
                b'{' | b'[' => {
                    let end = end_of_value(event, place);
                    let is_copied = place > 0 && end - place > 2 && record.contains(&event[place..end]);
                    if is_copied { end } else { place }
                }
                b'"' => {
                    let end = end_of_value(event, place);
                    if bytes.get(end) == Some(&b':') {
                        place = end + 1;
                        continue;
                    }
                    // The quotes belong to what stands around.
                    place += 1;
                    end - 1
                }
                b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => end_of_value(event, place),
                _ => place,
            };
            if end > place || bytes[place] == b'"' {
                self.push(place - start);
                self.push(end - place);
                (start, place) = (end, end + usize::from(bytes[end] == b'"'));
            } else {
                place += 1;
            }
        }
        self.push(bytes.len() - start);
    }

    fn push(&mut self, length: usize) {
        if length > 0 {
            self.lengths.push(length.try_into().expect("no piece of an event is longer than 65,535 bytes"));
        }
    }

    /// Scans the log, and copies the pieces of one event for each record.
    pub fn write(&self, scan: Scan, log: &str, out: &mut Vec<u8>) {
        let mut ends = self.ends.iter();
        let mut start = 0;
        out.clear();
        scan.run(log, || {
            let end = ends.next().copied().unwrap_or(start);
            for length in &self.lengths[start..end] {
                out.extend_from_slice(&self.texts[..usize::from(*length)]);
            }
            start = end;
        });
    }
}

fn end_of_value(text: &str, place: usize) -> usize {
    let mut values = Deserializer::from_str(&text[place..]).into_iter::<IgnoredAny>();
    values.next().expect("a value").expect("JSON");
    place + values.byte_offset()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(scan: Scan, text: &str) -> usize {
        let mut count = 0;
        scan.run(text, || count += 1);
        count
    }

    #[test]
    fn records_are_counted() {
        assert_eq!(count(Scan::Lines { delimiter: b' ' }, "#a b\na b\n\nc\n"), 3);
        let escaped = r#"{"Records":[{"a":"]}\\"},{"b":["\"{","\\\\"]},{}]}"#;
        assert_eq!(count(Scan::Json { depth: 2 }, escaped), 3);
        let long = format!("{}\n", r#"{"text":"\\\\\\\"{[","list":[{"a":1}]}"#).repeat(100);
        assert_eq!(count(Scan::Json { depth: 0 }, &long), 100);
    }

    #[test]
    fn pieces_are_values_and_what_stands_before() {
        let event = r#"{"a":"text","b":{"c":1,"d":["",true]},"e":{"free":"form"}}"#;
        let pieces = Pieces::of(format!("{event}\n").as_bytes(), &[r#"{"e":{"free":"form"}}"#]);
        let mut start = 0;
        let cut = pieces.lengths.iter().map(|length| {
            start += usize::from(*length);
            &event[start - usize::from(*length)..start.min(event.len())]
        });
        let expected = [
            r#"{"a":""#,
            "text",
            r#"","b":{"c":"#,
            "1",
            r#","d":[""#,
            r#"","#,
            "true",
            r#"]},"e":"#,
            r#"{"free":"form"}"#,
            "}",
        ];
        assert_eq!(cut.take(expected.len()).collect::<Vec<_>>(), expected);
    }
}

//! From a valid input to one that is nearly valid.

use crate::generate::Random;

/// Values that readers disagree about, if about any.
pub const ODD: &[&str] = &[
    "",
    "-",
    "--",
    "0",
    "-0",
    "-1",
    "+1",
    "00",
    "007",
    "1",
    "1.0",
    "1.5",
    ".5",
    "5.",
    "1e3",
    "1E400",
    "255",
    "256",
    "65535",
    "65536",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "0.000001",
    "0.1234567891",
    "99999999999",
    "100000000000",
    "1768480496123",
    "253402300800",
    "NaN",
    "inf",
    "-inf",
    "Infinity",
    "0x10",
    "1_000",
    "1,000",
    " 1",
    "1 ",
    "\u{ff11}",
    "\u{661}",
    "null",
    "true",
    "TRUE",
    "True",
    "false",
    "tRUE",
    "192.0.2.1",
    "192.0.2.256",
    "192.0.2.01",
    "192.0.2",
    "192.0.2.1:80",
    "192.0.2.1/32",
    "::",
    "::1",
    "2001:db8::1",
    "2001:DB8::1",
    "2001:db8:0:0:0:0:0:1",
    "::ffff:192.0.2.1",
    "fe80::1%eth0",
    "[2001:db8::1]:443",
    "2001:db8:::1",
    "1:2:3:4:5:6:7:8:9",
    "0.0.0.0",
    "2026-01-15",
    "2026-02-29",
    "2024-02-29",
    "0000-01-01",
    "9999-12-31",
    "12:34:56",
    "23:59:60",
    "24:00:00",
    "12:34",
    "2026-01-15T12:34:56Z",
    "2026-01-15T12:34:56.123456789Z",
    "2026-01-15T12:34:56+01:00",
    "2026-01-15T12:34:56",
    "2026-01-15t12:34:56z",
    "20260115T123456Z",
    "2026-01-15 12:34:56",
    "2026-13-01T00:00:00Z",
    "caf\u{e9}",
    "\u{1f600}",
    "\u{feff}",
    "\u{2028}",
    "a b",
    "a\tb",
    "a\"b",
    "\"",
    "\"\"",
    "\"a\"",
    "a\\b",
    "\\",
    "\\x22",
    "\\\"",
    "%20",
    "%2520",
    "%",
    "%zz",
    "%C3%A9",
    "a%09b",
    "\u{0}",
    "\u{7f}",
    "\u{1b}[31m",
    "a,b",
    "a;b",
    "{}",
    "[]",
    "[a]",
    "{\"a\":1}",
    "example.com",
    "OK",
    "ACCEPT",
    "GET",
    "HTTP/1.1",
    "https",
    "TLSv1.3",
    "Hit",
    "Error",
    "S3",
    "IPv4",
    "http",
    "h2",
    "#Fields:",
    "#",
];

/// Changes the values of a line: drops, doubles, swaps, or replaces them, or splits one.
pub fn values(values: &mut Vec<String>, random: &mut Random) {
    // Most lines have one odd thing, so that the first difference does not hide the others.
    for _ in 0..=random.rank(4) {
        if values.is_empty() {
            return;
        }
        let place = random.below(values.len() as u64) as usize;
        match random.below(12) {
            0 => drop(values.remove(place)),
            1 => values.insert(place, values[place].clone()),
            2 => {
                let other = random.below(values.len() as u64) as usize;
                values.swap(place, other);
            }
            3 => values.truncate(place),
            4 => values.push(random.pick(ODD).to_owned()),
            5 => values.insert(place, random.pick(ODD).to_owned()),
            6 | 7 => values[place] = text(&values[place], random),
            _ => values[place] = random.pick(ODD).to_owned(),
        }
    }
}

/// Changes a text: drops, doubles, or replaces one of its characters, or puts something odd into it.
pub fn text(text: &str, random: &mut Random) -> String {
    let mut characters = text.chars().collect::<Vec<_>>();
    let place = random.below(characters.len() as u64 + 1) as usize;
    match random.below(8) {
        0 if place < characters.len() => drop(characters.remove(place)),
        1 if place < characters.len() => characters.insert(place, characters[place]),
        2 => characters.truncate(place),
        3 => characters.iter_mut().for_each(|character| character.make_ascii_uppercase()),
        4 if place < characters.len() => characters[place] = char::from(random.below(128) as u8),
        5 if place < characters.len() && characters[place].is_ascii_digit() => {
            characters[place] = char::from(b'0' + random.below(10) as u8);
        }
        _ => drop(characters.splice(place..place, random.pick(ODD).chars())),
    }
    characters.into_iter().collect()
}

/// Whether a value is a number after a plus sign, or a negative zero.
pub fn has_sign(value: &str) -> bool {
    value.starts_with("-0")
        || value.strip_prefix('+').is_some_and(|number| number.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether an error is about such a value.
pub fn is_about_sign(error: &str) -> bool {
    error.rsplit_once("found \"").is_some_and(|(_, found)| has_sign(found))
}

/// Whether spaces follow each other, or begin or end a line.
pub fn has_empty_value(line: &str) -> bool {
    let line = line.trim_end_matches(['\r', '\n']);
    line.contains("  ") || line.starts_with(' ') || line.ends_with(' ')
}

/// Whether a line begins with a date and time.
pub fn has_time_in_front(line: &str) -> bool {
    let first = line.split([' ', '\t']).next().unwrap_or_default();
    let date = first.split(['T', 't']).next().unwrap_or_default();
    let is_digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    let is_date = match date.len() {
        8 => is_digits(date),
        10 => date.as_bytes()[4] == b'-',
        _ => false,
    };
    is_date && first.len() > date.len()
}

/// The end of a line, sometimes that of another system.
pub fn line_end(random: &mut Random) -> &'static str {
    match random.below(20) {
        0 => "\r\n",
        1 => "\n",
        2 => "\r",
        _ => "",
    }
}

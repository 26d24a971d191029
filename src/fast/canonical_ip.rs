//! Whether an IPv6 address is in the form of RFC 5952, without writing it. Written for each value, addresses made batches of VPC flow
//! logs of version 5 take 3 % more instructions.

use std::net::Ipv6Addr;

use super::ip::marks;
use super::write_ip::{around_longest_zeros, hexadecimal_digits};

/// Returns whether a text is the address that has been read from it in the form of RFC 5952.
///
/// There, letters are small, and each colon has its place: groups have as many digits as their numbers need, and `::` stands for the
/// longest zeros. What is between two colons is the right number, because the text has been read as this address.
pub(crate) fn is_canonical_v6(text: &str, address: Ipv6Addr) -> bool {
    if address.to_ipv4_mapped().is_some() {
        return text == address.to_string();
    }
    let segments = address.segments();
    let (front, back) = around_longest_zeros(&segments).unwrap_or((&segments, &[]));
    let (mut colons, mut length) = colons_after(front, 0);
    let has_gap = front.len() + back.len() < segments.len();
    if has_gap {
        // The first of the two colons, unless it is the one after a group.
        if front.is_empty() {
            colons = 1;
            length = 1;
        }
        colons |= 1 << length;
        length += 1;
        let (more, end) = colons_after(back, length);
        colons |= more;
        length = end;
    }
    if !has_gap || !back.is_empty() {
        // No colon follows the last group.
        length -= 1;
        colons ^= 1 << length;
    }
    text.len() == length
        && marks(text.as_bytes(), |block| block.equal(b':')) == Some(colons)
        && marks(text.as_bytes(), |block| block.capitals()) == Some(0)
}

/// A bit for the colon after each of these groups, the first of which begins at `start`, and where the last one ends.
fn colons_after(segments: &[u16], start: usize) -> (u64, usize) {
    segments.iter().fold((0, start), |(colons, start), segment| {
        let end = start + hexadecimal_digits(*segment) as usize;
        (colons | 1 << end, end + 1)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The plain twin.
    fn is_as_written(text: &str, address: Ipv6Addr) -> bool {
        address.to_string() == text
    }

    #[test]
    fn forms_of_addresses() {
        for (text, expected) in [
            ("2001:db8::1", true),
            ("2001:DB8::1", false),
            ("2001:0db8::1", false),
            ("2001:db8:0:0:0:0:0:1", false),
            ("2001:db8::0:1", false),
            ("2001:db8:0:0:1::1", false),
            ("2001:db8::1:0:0:1", true),
            ("2001:db8::1:1:1:1:1", false),
            ("2001:db8:0:1:1:1:1:1", true),
            ("1:2:3:4:5:6:7:8", true),
            ("1:2:3:4:5:6:7::", false),
            ("1:2:3:4:5:6::", true),
            ("::3:4:5:6:7:8", true),
            ("::", true),
            ("::1", true),
            ("1::", true),
            ("0::1", false),
            ("::1.2.3.4", false),
            ("::102:304", true),
            ("1:2:3:4:5:6:1.2.3.4", false),
            ("::ffff:192.0.2.1", true),
            ("::ffff:c000:201", false),
            ("::FFFF:192.0.2.1", false),
            ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true),
        ] {
            let address = text.parse().unwrap();
            assert_eq!(is_canonical_v6(text, address), expected, "{text}");
            assert_eq!(is_as_written(text, address), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn as_the_standard_library_writes_them(
            segments in prop::array::uniform8(prop_oneof![4 => Just(0_u16), 1 => any::<u16>(), 2 => 0..0x200_u16]),
            widths in prop::array::uniform8(1..5_usize),
            zeros in prop::option::of((0..8_usize, 1..9_usize)),
            big: bool,
        ) {
            let address = Ipv6Addr::from(segments);
            prop_assert!(is_canonical_v6(&address.to_string(), address));
            // With zeros in front of numbers, and `::` for other zeros than the longest.
            let group = |place: usize| match big {
                true => format!("{:01$X}", segments[place], widths[place]),
                false => format!("{:01$x}", segments[place], widths[place]),
            };
            let groups = |places: std::ops::Range<usize>| places.map(group).collect::<Vec<_>>().join(":");
            let text = match zeros {
                Some((start, length)) if segments[start..].iter().take(length).all(|segment| *segment == 0) => {
                    format!("{}::{}", groups(0..start), groups((start + length).min(8)..8))
                }
                _ => groups(0..8),
            };
            prop_assert_eq!(text.parse(), Ok(address));
            prop_assert_eq!(is_canonical_v6(&text, address), is_as_written(&text, address), "{}", text);
        }
    }
}

//! Decodes DNS names in ASCII (`xn--…`) to Unicode: [RFC 3492].
//!
//! [RFC 3492]: https://www.rfc-editor.org/rfc/rfc3492

/// The prefix of an encoded label.
const PREFIX: &str = "xn--";

/// The maximum length of a DNS label. Longer ones are not decoded, because decoding takes quadratic time.
const LONGEST_LABEL: usize = 63;

/// The parameters of section 5.
const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_CODE_POINT: u32 = 0x80;

/// Decodes the encoded labels of a lower-case name. `None` if no label is encoded, or one is invalid.
pub(crate) fn decode_name(name: &str) -> Option<String> {
    if !name.split('.').any(|label| label.starts_with(PREFIX)) {
        return None;
    }
    let mut decoded = String::with_capacity(name.len());
    for label in name.split('.') {
        if !decoded.is_empty() {
            decoded.push('.');
        }
        match label.strip_prefix(PREFIX) {
            Some(encoded) => decoded.extend(decode_label(encoded)?),
            None => decoded.push_str(label),
        }
    }
    Some(decoded)
}

/// The decoding procedure of section 6.2: each number says where the next letter is inserted, and which letter it is.
fn decode_label(encoded: &str) -> Option<Vec<char>> {
    if encoded.is_empty() || encoded.len() > LONGEST_LABEL || !encoded.is_ascii() {
        return None;
    }
    // A hyphen with nothing before it separates nothing, and is no digit.
    let (basic, extended) = encoded.rsplit_once('-').filter(|(basic, _)| !basic.is_empty()).unwrap_or(("", encoded));
    let mut letters = basic.chars().collect::<Vec<_>>();
    let (mut code_point, mut bias, mut place) = (FIRST_CODE_POINT, FIRST_BIAS, 0_u32);
    let mut digits = extended.bytes();
    while digits.len() > 0 {
        let before = place;
        let (mut weight, mut threshold_base) = (1_u32, BASE);
        loop {
            let digit = digit(digits.next()?)?;
            place = place.checked_add(digit.checked_mul(weight)?)?;
            let threshold = threshold_base.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            threshold_base += BASE;
        }
        let count = u32::try_from(letters.len()).ok()? + 1;
        bias = adapt(place - before, count, before == 0);
        code_point = code_point.checked_add(place / count)?;
        place %= count;
        letters.insert(usize::try_from(place).ok()?, char::from_u32(code_point)?);
        place += 1;
    }
    Some(letters)
}

/// The bias adaptation function of section 6.1.
fn adapt(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut steps = 0;
    while delta > ((BASE - T_MIN) * T_MAX) / 2 {
        delta /= BASE - T_MIN;
        steps += BASE;
    }
    steps + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

fn digit(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (name, decoded) in [
            ("xn--mnchen-3ya.example", Some("münchen.example")),
            ("xn--85x722f.xn--55qx5d.cn", Some("食狮.公司.cn")),
            ("www.xn--p1ai", Some("www.рф")),
            ("xn--fiqs8s", Some("中国")),
            ("xn--ls8h.example", Some("💩.example")),
            // The examples of section 7.1 of the RFC, in lower case.
            ("xn--ihqwcrb4cv8a8dqg056pqjye", Some("他们为什么不说中文")),
            ("xn--3b-ww4c5e180e575a65lsy2b", Some("3年b組金八先生")),
            ("xn--hello-another-way--fc4qua05auwb3674vfr0b", Some("hello-another-way-それぞれの場所")),
            ("www.example.com", None),
            ("xn--", None),
            ("xn---55qx5d", None),
            ("xn--z", None),
            ("xn--é", None),
            ("xn--99999999", None),
            ("xn--_.example", None),
        ] {
            assert_eq!(decode_name(name).as_deref(), decoded, "{name}");
        }
        assert_eq!(decode_name(&format!("xn--{}", "a".repeat(64))), None);
    }
}

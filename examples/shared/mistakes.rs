use std::borrow::Cow;

/// Files that are often mistaken for logs, by their first bytes.
const BINARY: [(&[u8], &str); 11] = [
    (b"PK\x03\x04", "is a zip archive: unpack it first, as in unzip -p FILE | normalize"),
    (b"BZh", "is compressed with bzip2: bzip2 -dc FILE | normalize"),
    (b"\x28\xB5\x2F\xFD", "is compressed with zstd: zstd -dc FILE | normalize"),
    (b"\xFD7zXZ\0", "is compressed with xz: xz -dc FILE | normalize"),
    (b"\x04\x22\x4D\x18", "is compressed with lz4: lz4 -dc FILE | normalize"),
    (b"\xFF\x06\x00\x00sNaPpY", "is compressed with snappy: decompress it first"),
    (b"\x1F\x8B", "is compressed with gzip twice: gzip -dc FILE | normalize"),
    (
        b"PAR1",
        "is a Parquet file: only text and JSON are supported; configure the log delivery accordingly, or convert it",
    ),
    (b"Obj\x01", "is an Avro file: only text and JSON are supported; convert it first"),
    (b"\xFF\xFE", "is UTF-16 text: iconv -f UTF-16 -t UTF-8 FILE | normalize"),
    (b"\xFE\xFF", "is UTF-16 text: iconv -f UTF-16 -t UTF-8 FILE | normalize"),
];

/// How many bytes of a page are examined.
const FRONT: usize = 4096;

/// Describes an input that is not a log but is often mistaken for one, and says what to do. No log begins like any of
/// these.
pub fn find(front: &[u8]) -> Option<Cow<'static, str>> {
    if let Some((_, advice)) = BINARY.iter().find(|(magic, _)| front.starts_with(magic)) {
        return Some(Cow::from(*advice));
    }
    if front.get(257..262) == Some(b"ustar") {
        return Some(Cow::from("is a tar archive: tar -xOf FILE | normalize"));
    }
    if front.len() >= 4 && front.iter().take(8).skip(1).step_by(2).all(|byte| *byte == 0) {
        return Some(Cow::from("is UTF-16 text: iconv -f UTF-16LE -t UTF-8 FILE | normalize"));
    }
    if !front.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(front).trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let text = String::from_utf8_lossy(front.get(..FRONT).unwrap_or(front));
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if let Some(code) = error_code(text) {
        return Some(Cow::from(format!("is S3's error {code}: fetch the object again")));
    }
    let lower = text.to_ascii_lowercase();
    if lower.contains("<!doctype html") || lower.contains("<html") {
        return Some(Cow::from("is a web page, perhaps a sign-in page: fetch the file again"));
    }
    Some(Cow::from("is XML, not an AWS log"))
}

/// The code of the `<Error>` document that S3 returns if it does not return the object.
fn error_code(text: &str) -> Option<&str> {
    let (_, error) = text.split_once("<Error>")?;
    let (_, code) = error.split_once("<Code>")?;
    let (code, _) = code.split_once("</Code>")?;
    (!code.is_empty() && code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(code)
}

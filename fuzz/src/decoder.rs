use awslog::{Decoder, Error, Record};

use crate::format_of;

/// A decoder finds in chunks what `records` finds in the whole, and has then dealt with all of it.
pub fn check_decoder(format: u8, cuts: u8, file: &[u8]) {
    let format = format_of(format);
    let mut expected = awslog::records(format, file).map(outcome);
    let mut decoder = Decoder::new(format);
    let mut rest = file;
    let mut length = usize::from(cuts) % 64;
    while !rest.is_empty() {
        // Small and larger chunks in turn; for 0, single bytes.
        length = if cuts == 0 { 1 } else { (length * 7 + usize::from(cuts)) % 97 + 1 };
        let (chunk, behind) = rest.split_at(length.min(rest.len()));
        rest = behind;
        decoder.push(chunk);
        for found in decoder.records().map(outcome) {
            assert_eq!(Some(found), expected.next());
        }
    }
    decoder.finish();
    for found in decoder.records().map(outcome) {
        assert_eq!(Some(found), expected.next());
    }
    assert_eq!(expected.next(), None);
    assert_eq!((decoder.offset(), decoder.buffered()), (file.len() as u64, 0));
}

/// All that is known of a record, or of an error.
fn outcome(read: Result<Record<'_>, Error>) -> String {
    match read {
        Ok(record) => {
            let json = serde_json::to_string(&record).unwrap();
            format!("{json} {:?} {:?}", record.envelope_time(), record.original())
        }
        Err(error) => format!("{error} {:?} {:?} {:?}", error.line(), error.byte(), error.original()),
    }
}

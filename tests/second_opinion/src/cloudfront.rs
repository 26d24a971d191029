//! CloudFront's standard logs beside `cloudfront-logs`, its texts and its typed values.

use std::panic::{catch_unwind, set_hook, take_hook};

use awslog::cloudfront::{Record, parse_line};
use cloudfront_logs::{ValidatedRawLogline, ValidatedTimeLogline};

use crate::explained::{Explained, Right};
use crate::fields;
use crate::generate::{self, Random};
use crate::mutate;
use crate::pair::{Difference, Pair};
use crate::registry::Row;

pub fn pair() -> Pair {
    Pair {
        name: "cloudfront",
        peer: "cloudfront-logs",
        seeds: seeds(),
        change,
        compare: Box::new(compare),
        explained: EXPLAINED,
    }
}

fn seeds() -> Vec<String> {
    let mut seeds = generate::cloudfront::lines(60);
    for fixture in Row::of(awslog::Format::CloudFront).fixtures() {
        let lines = std::str::from_utf8(&fixture.bytes).unwrap_or_default().lines();
        seeds.extend(lines.filter(|line| line.split('\t').count() == 33).map(str::to_owned));
    }
    seeds
}

fn change(seed: &str, random: &mut Random) -> String {
    let mut values = seed.split('\t').map(str::to_owned).collect::<Vec<_>>();
    mutate::values(&mut values, random);
    values.join("\t") + mutate::line_end(random)
}

fn compare(input: &str) -> Vec<Difference> {
    let ours = parse_line(input);
    // A peer that panics has an opinion too.
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    let theirs = catch_unwind(|| (ValidatedTimeLogline::try_from(input), ValidatedRawLogline::try_from(input)));
    set_hook(hook);
    let Ok((typed, text)) = theirs else {
        return vec![Difference::new("panic", if ours.is_ok() { "a record" } else { "an error" }, "a panic")];
    };
    let mut differences = Vec::new();
    match (&ours, &typed) {
        (Ok(_), Err(error)) => differences.push(Difference::new("accepted", "a record", error)),
        (Err(error), Ok(_)) => differences.push(Difference::new("refused", error, "a line")),
        (Ok(ours), Ok(typed)) => compare_typed(ours, typed, &mut differences),
        (Err(_), Err(_)) => {}
    }
    if let (Ok(ours), Ok(text)) = (&ours, text) {
        compare_text(ours, &text, &mut differences);
    }
    differences
}

fn compare_typed(ours: &Record<'_>, theirs: &ValidatedTimeLogline<'_>, differences: &mut Vec<Difference>) {
    macro_rules! same {
        ($($field:ident: $theirs:expr;)+) => {$(
            if ours.$field != $theirs {
                let ours = format!("{:?}", ours.$field);
                differences.push(Difference::new(concat!("typed ", stringify!($field)), ours, format!("{:?}", $theirs)));
            }
        )+};
    }
    same! {
        date: Some(theirs.date);
        time: Some(theirs.time);
        sc_bytes: Some(theirs.sc_bytes);
        c_ip: Some(theirs.c_ip);
        sc_status: Some(theirs.sc_status);
        cs_bytes: Some(theirs.cs_bytes);
        time_taken: Some(theirs.time_taken);
        c_port: Some(theirs.c_port);
        fle_encrypted_fields: theirs.fle_encrypted_fields;
        time_to_first_byte: Some(theirs.time_to_first_byte);
        sc_content_len: theirs.sc_content_len;
    }
}

fn compare_text(ours: &Record<'_>, theirs: &ValidatedRawLogline<'_>, differences: &mut Vec<Difference>) {
    macro_rules! same {
        ($($field:ident)+) => {$(
            let text = Some(theirs.$field).filter(|text| !matches!(*text, "-" | ""));
            differences.extend(fields::compare(ours.as_object(), stringify!($field), text));
        )+};
    }
    same! {
        date time x_edge_location sc_bytes c_ip cs_method cs_host cs_uri_stem sc_status cs_referer cs_user_agent
        cs_uri_query cs_cookie x_edge_result_type x_edge_request_id x_host_header cs_protocol cs_bytes time_taken
        x_forwarded_for ssl_protocol ssl_cipher x_edge_response_result_type cs_protocol_version fle_status
        fle_encrypted_fields c_port time_to_first_byte x_edge_detailed_result_type sc_content_type sc_content_len
        sc_range_start sc_range_end
    }
}

const FIELDS: &str = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html#BasicDistributionFileFormat";

const EXPLAINED: &[Explained] = &[
    Explained {
        name: "a time in front of the line, as exports of CloudWatch Logs have it, is not the record's",
        right: Right::Awslog,
        link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3Export.html",
        example: "2026-01-15T12:34:56Z\t2026-01-15\t12:35:01\tNRT57-C1\t2173\t192.0.2.1\tGET\td.cloudfront.net\t/",
        is: |input, _| mutate::has_time_in_front(input),
    },
    Explained {
        name: "Rust's parser takes a number with a plus sign, or a negative zero, which AWS does not write",
        right: Right::Either,
        link: FIELDS,
        example: "2026-01-15\t12:35:01\tNRT57-C1\t+2173\t192.0.2.1\tGET\td111111abcdef8.cloudfront.net\t/\t200\t-\tcurl/8.5.0\t-\t-\tHit\tid==\twww.example.com\thttps\t100\t0.001\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-",
        is: |input, difference| {
            difference.place == "refused" && mutate::is_about_sign(&difference.ours)
                || value(input, &difference.place).is_some_and(mutate::has_sign)
        },
    },
    Explained {
        name: "a year has four digits and no sign",
        right: Right::Awslog,
        link: FIELDS,
        example: "-2026-01-15\t12:35:01\tNRT57-C1\t2173\t192.0.2.1\tGET\td111111abcdef8.cloudfront.net\t/\t200\t-\tcurl/8.5.0\t-\t-\tHit\tid==\twww.example.com\thttps\t100\t0.001\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-",
        is: |input, difference| {
            let words = "field `date`: expected a date as YYYY-MM-DD, found \"";
            input.starts_with(['-', '+']) && difference.place == "refused" && difference.ours.contains(words)
        },
    },
    Explained {
        name: "a list of addresses in `x-forwarded-for` is separated by `,%20`",
        right: Right::Awslog,
        link: FIELDS,
        example: "2026-01-15\t12:35:01\tNRT57-C1\t2173\t192.0.2.1\tGET\td111111abcdef8.cloudfront.net\t/\t200\t-\tcurl/8.5.0\t-\t-\tHit\tid==\twww.example.com\thttps\t100\t0.001\t192.0.2.1,%20192.0.2.2\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-",
        is: |_, difference| difference.place == "accepted" && difference.theirs == "x_forwarded_for invalid",
    },
    Explained {
        name: "the end of the line is no part of its last value",
        right: Right::Awslog,
        link: FIELDS,
        example: "2026-01-15\t12:35:01\tNRT57-C1\t2173\t192.0.2.1\tGET\td111111abcdef8.cloudfront.net\t/\t200\t-\tcurl/8.5.0\t-\t-\tHit\tid==\twww.example.com\thttps\t100\t0.001\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-\r",
        is: |input, difference| {
            input.ends_with(['\r', '\n'])
                && (difference.place == "sc_range_end" || difference.theirs == "sc_range_end invalid")
        },
    },
    Explained {
        name: "a duration that `std` has no room for makes cloudfront-logs panic",
        right: Right::Awslog,
        link: FIELDS,
        example: "2026-01-15\t12:35:01\tNRT57-C1\t2173\t192.0.2.1\tGET\td111111abcdef8.cloudfront.net\t/\t200\t-\tcurl/8.5.0\t-\t-\tHit\tid==\twww.example.com\thttps\t100\t-1\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-",
        is: |_, difference| difference.place == "panic",
    },
    Explained {
        name: "a duration has digits and a point: no sign and no exponent, and it is less than 584 years",
        right: Right::Awslog,
        link: FIELDS,
        example: "2026-01-15\t12:35:01\tNRT57-C1\t2173\t192.0.2.1\tGET\td111111abcdef8.cloudfront.net\t/\t200\t-\tcurl/8.5.0\t-\t-\tHit\tid==\twww.example.com\thttps\t100\t1e3\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-",
        is: |_, difference| {
            (difference.place == "refused" && difference.ours.contains("expected seconds"))
                || (difference.place.contains("time_t") && is_number(&difference.theirs))
        },
    },
    Explained {
        name: "older lines have fewer columns, and later ones will have more",
        right: Right::Awslog,
        link: FIELDS,
        example: "2026-01-15\t12:35:01\tNRT57-C1\t2173\t192.0.2.1\tGET\td111111abcdef8.cloudfront.net\t/\t200\t-\tcurl/8.5.0\t-\t-\tHit\tid==\twww.example.com\thttps\t100\t0.001\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-\tnew",
        is: |_, difference| {
            difference.place == "accepted"
                && ["field count", "empty", "comment"].iter().any(|words| difference.theirs.contains(words))
        },
    },
    Explained {
        name: "any value may be absent",
        right: Right::Awslog,
        link: FIELDS,
        example: "2026-01-15\t12:35:01\tNRT57-C1\t-\t192.0.2.1\tGET\td111111abcdef8.cloudfront.net\t/\t200\t-\tcurl/8.5.0\t-\t-\tHit\tid==\twww.example.com\thttps\t100\t0.001\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-",
        is: |_, difference| difference.place == "accepted" && difference.theirs.ends_with(" invalid"),
    },
    Explained {
        name: "a leap second is the last moment of its minute",
        right: Right::Awslog,
        link: "https://www.rfc-editor.org/rfc/rfc3339#section-5.7",
        example: "2026-01-15\t23:59:60\tNRT57-C1\t2173\t192.0.2.1\tGET\td111111abcdef8.cloudfront.net\t/\t200\t-\tcurl/8.5.0\t-\t-\tHit\tid==\twww.example.com\thttps\t100\t0.001\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-",
        is: |input, difference| input.contains(":60\t") && difference.place.contains("time"),
    },
];

/// The value of a column, which a difference names.
fn value<'a>(input: &'a str, place: &str) -> Option<&'a str> {
    let name = place.trim_start_matches("typed ");
    let column = Record::SCHEMA.iter().position(|field| field.name == name)?;
    input.split('\t').nth(column)
}

/// Whether it is the text of a number in a form that logs do not have.
fn is_number(words: &str) -> bool {
    words.chars().all(|letter| letter.is_ascii_alphanumeric() || "\"()+-._".contains(letter))
}

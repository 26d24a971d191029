//! The parts of host names beside `publicsuffix`, and as the rules of the public suffix list decide them.

use awslog::cloudfront::parse_line;
use awslog::ecs::Mapper;
use publicsuffix::{List, Psl};

use crate::explained::{Explained, Right};
use crate::generate::Random;
use crate::mutate;
use crate::pair::{Difference, Pair};

/// Rules as the public suffix list has them: one or several labels, wildcards and their exceptions, names beyond ASCII, and
/// private suffixes.
const RULES: &str = "\
// ===BEGIN ICANN DOMAINS===
biz\ncom\nnet\norg\nuk\nco.uk\njp\nac.jp\nkyoto.jp\nide.kyoto.jp\n*.kobe.jp\n!city.kobe.jp\n*.ck\n!www.ck\n*.mm\nus\nak.us
k12.ak.us\ncn\ncom.cn\n公司.cn\n中国\nno\ntromsø.no\nрф\nde
// ===END ICANN DOMAINS===
// ===BEGIN PRIVATE DOMAINS===
uk.com\ncloudfront.net\n*.compute.example.org
// ===END PRIVATE DOMAINS===
";

/// Registered domains by the rules of the list's ICANN section. `-` for a public suffix.
///
/// <https://github.com/publicsuffix/list/wiki/Format>
const FACTS: &[(&str, &str)] = &[
    ("com", "-"),
    ("COM", "-"),
    ("example.com", "example.com"),
    ("www.example.com", "example.com"),
    ("a.b.c.example.com", "example.com"),
    ("WWW.Example.COM", "Example.COM"),
    // A private suffix is a name as any other.
    ("shop.uk.com", "uk.com"),
    ("d111111abcdef8.cloudfront.net", "cloudfront.net"),
    // Two labels, and names below them.
    ("co.uk", "-"),
    ("example.co.uk", "example.co.uk"),
    ("www.example.co.uk", "example.co.uk"),
    ("example.uk", "example.uk"),
    ("jp", "-"),
    ("example.jp", "example.jp"),
    ("ac.jp", "-"),
    ("www.example.ac.jp", "example.ac.jp"),
    ("kyoto.jp", "-"),
    ("example.kyoto.jp", "example.kyoto.jp"),
    ("ide.kyoto.jp", "-"),
    ("www.example.ide.kyoto.jp", "example.ide.kyoto.jp"),
    // A wildcard takes a label, and an exception takes it back.
    ("example.kobe.jp", "-"),
    ("www.example.kobe.jp", "www.example.kobe.jp"),
    ("a.www.example.kobe.jp", "www.example.kobe.jp"),
    ("city.kobe.jp", "city.kobe.jp"),
    ("www.city.kobe.jp", "city.kobe.jp"),
    ("example.ck", "-"),
    ("shop.example.ck", "shop.example.ck"),
    ("a.shop.example.ck", "shop.example.ck"),
    ("www.ck", "www.ck"),
    ("shop.www.ck", "www.ck"),
    ("example.mm", "-"),
    ("shop.example.mm", "shop.example.mm"),
    ("us", "-"),
    ("example.us", "example.us"),
    ("ak.us", "-"),
    ("example.ak.us", "example.ak.us"),
    ("k12.ak.us", "-"),
    ("school.k12.ak.us", "school.k12.ak.us"),
    ("www.school.k12.ak.us", "school.k12.ak.us"),
    // A top-level domain that is not listed is a suffix.
    ("unlisted-name", "-"),
    ("example.unlisted-name", "example.unlisted-name"),
    ("www.example.unlisted-name", "example.unlisted-name"),
    // Beyond ASCII, and the same in Punycode.
    ("公司.cn", "-"),
    ("例子.公司.cn", "例子.公司.cn"),
    ("www.例子.公司.cn", "例子.公司.cn"),
    ("例子.com.cn", "例子.com.cn"),
    ("中国", "-"),
    ("www.例子.中国", "例子.中国"),
    ("xn--55qx5d.cn", "-"),
    ("xn--fsqu00a.xn--55qx5d.cn", "xn--fsqu00a.xn--55qx5d.cn"),
    ("www.xn--fsqu00a.xn--55qx5d.cn", "xn--fsqu00a.xn--55qx5d.cn"),
    ("xn--fiqs8s", "-"),
    ("www.xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s"),
    ("tromsø.no", "-"),
    ("www.example.TROMSØ.NO", "example.TROMSØ.NO"),
    ("www.example.xn--troms-zua.no", "example.xn--troms-zua.no"),
    ("пример.рф", "пример.рф"),
    ("www.xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
];

const LABELS: &[&str] = &[
    "a",
    "www",
    "example",
    "city",
    "ide",
    "xn--fsqu00a",
    "例子",
    "bücher",
    "BÜCHER",
    "xn--bcher-kva",
    "_dmarc",
    "-",
    "1",
    "0x1",
    "xn--",
    "xn--a",
    "xn--55qx5d",
    "compute",
    "kobe",
    "İ",
    "ß",
    "ǅ",
];

const SUFFIXES: &[&str] = &[
    "biz",
    "com",
    "net",
    "org",
    "uk",
    "co.uk",
    "jp",
    "ac.jp",
    "kyoto.jp",
    "ide.kyoto.jp",
    "kobe.jp",
    "city.kobe.jp",
    "ck",
    "www.ck",
    "mm",
    "us",
    "ak.us",
    "k12.ak.us",
    "cn",
    "com.cn",
    "公司.cn",
    "xn--55qx5d.cn",
    "中国",
    "xn--fiqs8s",
    "no",
    "tromsø.no",
    "xn--troms-zua.no",
    "TROMSØ.NO",
    "рф",
    "РФ",
    "xn--p1ai",
    "de",
    "unlisted",
    "uk.com",
    "cloudfront.net",
    "compute.example.org",
    "example.org",
];

pub fn pair() -> Pair {
    let list = || RULES.parse::<List>().expect("a list");
    let theirs = list();
    let built_in = Mapper::new();
    let ours = Mapper::builder().public_suffix_list(list()).private_suffixes(true).build();
    Pair {
        name: "domains",
        peer: "publicsuffix",
        seeds: FACTS.iter().map(|(host, _)| (*host).to_owned()).collect(),
        change,
        compare: Box::new(move |input| {
            let mut differences = compare(input, &ours, &theirs);
            if let Some((_, fact)) = FACTS.iter().find(|(host, _)| *host == input) {
                let [domain, _] = parts(input, &built_in);
                let domain = domain.unwrap_or_else(|| "-".to_owned());
                if domain != *fact {
                    differences.push(Difference::new("published", domain, fact));
                }
            }
            differences
        }),
        explained: EXPLAINED,
    }
}

fn change(seed: &str, random: &mut Random) -> String {
    let mut host = match random.below(4) {
        0 => seed.to_owned(),
        _ => random.pick(SUFFIXES).to_owned(),
    };
    for _ in 0..random.below(4) {
        host = format!("{}.{host}", random.pick(LABELS));
    }
    match random.below(8) {
        0 => host.to_uppercase(),
        1 => mutate::text(&host, random),
        2 => host + ".",
        _ => host,
    }
}

/// The registered domain and the public suffix that an event has.
fn parts(host: &str, mapper: &Mapper) -> [Option<String>; 2] {
    let json = format!(r#"{{"x-host-header":{}}}"#, serde_json::Value::from(host));
    let Ok(record) = parse_line(&json) else { return [None, None] };
    let event = mapper.to_ecs(&record);
    [&event.url.registered_domain, &event.url.top_level_domain].map(|part| part.as_deref().map(str::to_owned))
}

fn compare(input: &str, ours: &Mapper, list: &List) -> Vec<Difference> {
    let name = input.strip_suffix('.').unwrap_or(input).to_lowercase();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let domain = list.domain(name.as_bytes()).map(|domain| text(domain.as_bytes()));
    let suffix = list.suffix(name.as_bytes()).map(|suffix| text(suffix.as_bytes()));
    let ours = parts(input, ours).map(|part| part.map(|part| part.to_lowercase()));
    let mut differences = Vec::new();
    for (place, ours, theirs) in [("domain", &ours[0], domain), ("suffix", &ours[1], suffix)] {
        if *ours != theirs {
            differences.push(Difference::new(place, format!("{ours:?}"), format!("{theirs:?}")));
        }
    }
    differences
}

const EXPLAINED: &[Explained] = &[
    Explained {
        name: "CloudFront's percent-encoding is no part of the name",
        right: Right::Awslog,
        link: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html#BasicDistributionFileFormat",
        example: "example.org%C3%A9",
        is: |input, _| input.contains('%'),
    },
    Explained {
        name: "a port is no part of the name, nor is what precedes an `@`",
        right: Right::Awslog,
        link: "https://www.rfc-editor.org/rfc/rfc9110#field.host",
        example: "example.com:8080",
        is: |input, _| input.contains([':', '@']),
    },
    Explained {
        name: "what is no host name has no domain",
        right: Right::Awslog,
        link: "https://www.rfc-editor.org/rfc/rfc952",
        example: "exa mple.com",
        is: |input, difference| difference.ours == "None" && !is_name(input),
    },
];

/// Whether a text is made of labels, and does not end in a number as addresses do.
fn is_name(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|letter| !letter.is_ascii() || letter.is_ascii_alphanumeric() || "-_".contains(letter))
    };
    let name = text.strip_suffix('.').unwrap_or(text);
    name.split('.').all(label)
        && !name.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
}

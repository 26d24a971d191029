//! Log lines as they come from real traffic, all different and always the same.

/// A small generator of pseudo-random numbers (SplitMix64): the same seed gives the same lines everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.number() % bound
    }

    pub fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        let place = self.below(texts.len() as u64) as usize;
        texts.get(place).copied().unwrap_or_default()
    }

    /// An address of the networks that are kept for documentation.
    pub fn address(&mut self) -> String {
        match self.below(5) {
            0 => format!("2001:db8:{:x}:{:x}::{:x}", self.below(65536), self.below(65536), self.below(65536)),
            _ => format!("{}.{}", self.pick(&["192.0.2", "198.51.100", "203.0.113"]), self.below(256)),
        }
    }

    pub fn letters(&mut self, length: usize) -> String {
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        (0..length).map(|_| char::from(ALPHABET[self.below(64) as usize])).collect()
    }
}

pub const USER_AGENTS: &[&str] = &[
    "Mozilla/5.0%20(Windows%20NT%2010.0;%20Win64;%20x64)%20AppleWebKit/537.36%20(KHTML,%20like%20Gecko)%20Chrome/124.0.0.0%20Safari/537.36",
    "Mozilla/5.0%20(iPhone;%20CPU%20iPhone%20OS%2017_4_1%20like%20Mac%20OS%20X)%20AppleWebKit/605.1.15%20(KHTML,%20like%20Gecko)%20Version/17.4.1%20Mobile/15E148%20Safari/604.1",
    "Mozilla/5.0%20(Linux;%20Android%2014;%20SM-S918B)%20AppleWebKit/537.36%20(KHTML,%20like%20Gecko)%20Chrome/124.0.6367.82%20Mobile%20Safari/537.36",
    "Mozilla/5.0%20(Macintosh;%20Intel%20Mac%20OS%20X%2010_15_7)%20AppleWebKit/605.1.15%20(KHTML,%20like%20Gecko)%20Version/17.1%20Safari/605.1.15",
    "Mozilla/5.0%20(X11;%20Ubuntu;%20Linux%20x86_64;%20rv:125.0)%20Gecko/20100101%20Firefox/125.0",
    "Mozilla/5.0%20(compatible;%20Googlebot/2.1;%20+http://www.google.com/bot.html)",
    "curl/8.5.0",
    "python-requests/2.31.0",
];

/// Lines of standard logs, about 520 bytes each.
pub fn cloudfront(count: usize) -> Vec<String> {
    let mut random = Random::new(2026);
    (0..count).map(|number| cloudfront_line(&mut random, number)).collect()
}

fn cloudfront_line(random: &mut Random, number: usize) -> String {
    let status = random.pick(&["200", "200", "200", "200", "304", "301", "404", "403", "502", "000"]);
    let result = random.pick(&["Hit", "Hit", "Hit", "Miss", "RefreshHit", "Error"]);
    let query = match random.below(3) {
        0 => format!("v={}&lang=de&page={}&utm_source=newsletter", random.letters(8), random.below(100)),
        1 => format!("q=caf%25C3%25A9%2520{}", random.letters(6)),
        _ => "-".to_owned(),
    };
    let cookie =
        if random.below(3) == 0 { format!("session={};%20theme=dark", random.letters(24)) } else { "-".to_owned() };
    let forwarded =
        if random.below(6) == 0 { format!("{},%20{}", random.address(), random.address()) } else { "-".to_owned() };
    let taken = format!("{}.{:03}", random.below(3), random.below(1000));
    let size = random.below(2_000_000);
    [
        "2026-01-15".to_owned(),
        format!("{:02}:{:02}:{:02}", number / 3600 % 24, number / 60 % 60, number % 60),
        format!("{}{}-P{}", random.pick(&["FRA", "NRT", "IAD", "SEA", "LHR"]), random.below(90), random.below(9)),
        (size + 620).to_string(),
        random.address(),
        random.pick(&["GET", "GET", "GET", "POST", "HEAD"]).to_owned(),
        format!("d{}.cloudfront.net", random.pick(&["111111abcdef8", "222222abcdef8", "333333abcdef8"])),
        format!(
            "/assets/{}/{}.{}",
            random.letters(8),
            random.letters(12),
            random.pick(&["js", "css", "jpg", "html", "json"])
        ),
        status.to_owned(),
        random.pick(&["https://www.example.com/", "https://www.example.com/shop/list?page=2", "-"]).to_owned(),
        random.pick(USER_AGENTS).to_owned(),
        query,
        cookie,
        result.to_owned(),
        format!("{}==", random.letters(54)),
        random.pick(&["www.example.com", "static.example.com", "api.example.co.uk"]).to_owned(),
        "https".to_owned(),
        (200 + random.below(900)).to_string(),
        taken.clone(),
        forwarded,
        random.pick(&["TLSv1.3", "TLSv1.3", "TLSv1.2"]).to_owned(),
        "TLS_AES_128_GCM_SHA256".to_owned(),
        result.to_owned(),
        random.pick(&["HTTP/2.0", "HTTP/2.0", "HTTP/3.0", "HTTP/1.1"]).to_owned(),
        "-".to_owned(),
        "-".to_owned(),
        (1024 + random.below(64000)).to_string(),
        taken,
        result.to_owned(),
        random.pick(&["text/html;%20charset=UTF-8", "application/javascript", "image/jpeg", "-"]).to_owned(),
        size.to_string(),
        "-".to_owned(),
        "-".to_owned(),
    ]
    .join("\t")
}

/// A file of standard logs, with its header.
pub fn cloudfront_file(lines: &[String]) -> String {
    format!(
        "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status \
         cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header \
         cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type \
         cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte \
         x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end\n{}\n",
        lines.join("\n")
    )
}

//! Standard logs of CloudFront.

use super::{Random, user_agents};

/// How many sites there are, each a distribution.
const SITES: usize = 200;

/// Lines of standard logs, about 520 bytes each.
pub fn lines(count: usize) -> Vec<String> {
    let mut random = Random::new(2026);
    let agents = user_agents::encoded();
    (0..count).map(|number| line(&mut random, &agents, number)).collect()
}

fn line(random: &mut Random, agents: &[String], number: usize) -> String {
    let site = random.rank(SITES);
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
        format!("d{:06}abcdef8.cloudfront.net", 111_111 + site),
        path(random),
        status.to_owned(),
        referrer(random, site),
        agents[random.rank(agents.len())].clone(),
        query,
        cookie,
        result.to_owned(),
        format!("{}==", random.letters(54)),
        host(site),
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

/// The host of a site: most have one of their own, under several suffixes.
fn host(site: usize) -> String {
    let name = ["www", "static", "api", "images", "shop"][site % 5];
    match (site / 5, site % 3) {
        (0, 0) => format!("{name}.example.co.uk"),
        (0, _) => format!("{name}.example.com"),
        (number, 0) => format!("{name}{number}.example.net"),
        (number, _) => format!("{name}{number}.example.org"),
    }
}

/// Half of the requests are for a few popular things, the rest for things that nobody asks for twice.
fn path(random: &mut Random) -> String {
    let extension = random.pick(&["js", "css", "jpg", "html", "json"]);
    match random.below(2) {
        0 => format!("/assets/2026/01/release-{:04}.{extension}", random.rank(2_000)),
        _ => format!("/assets/{}/{}.{extension}", random.letters(8), random.letters(12)),
    }
}

fn referrer(random: &mut Random, site: usize) -> String {
    match random.below(3) {
        0 => format!("https://{}/", host(site)),
        1 => format!("https://{}/shop/list?page={}", host(site), random.below(50)),
        _ => "-".to_owned(),
    }
}

/// A file of standard logs, with its header.
pub fn file(lines: &[String]) -> String {
    format!(
        "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status \
         cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header \
         cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type \
         cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte \
         x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end\n{}\n",
        lines.join("\n")
    )
}

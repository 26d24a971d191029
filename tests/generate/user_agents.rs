//! The user agents of a site's visitors: browsers in many versions on many systems, apps, crawlers and tools.

/// Those that are met most.
const COMMON: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.6367.82 Mobile Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "curl/8.5.0",
    "python-requests/2.31.0",
];

const DEVICES: &[&str] = &["Pixel 8", "Pixel 6a", "SM-A546B", "SM-G991U", "SM-T870", "M2101K6G", "CPH2451", "moto g54"];

/// Some 400 of them, the most frequent first: with [`Random::rank`](super::Random::rank) they come as
/// often as they do at a site.
pub fn all() -> Vec<String> {
    let mut agents = COMMON.iter().map(|agent| (*agent).to_owned()).collect::<Vec<_>>();
    for version in 0..20 {
        agents.extend(of_version(version));
    }
    agents
}

/// The same with a percent layer around them, as CloudFront writes them.
pub fn encoded() -> Vec<String> {
    all().iter().map(|agent| agent.replace(' ', "%20")).collect()
}

/// What one round of updates brings.
fn of_version(number: usize) -> impl Iterator<Item = String> {
    let chrome = 142 - number;
    let (ios, minor) = (18 - number / 4, number % 4);
    let firefox = 144 - number;
    let device = DEVICES[number % DEVICES.len()];
    let other_device = DEVICES[(number + 3) % DEVICES.len()];
    let android = 15 - number / 5;
    let build = 6_000 + number * 41;
    const WINDOWS: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
    const MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
    const BLINK: &str = "AppleWebKit/537.36 (KHTML, like Gecko)";
    const WEBKIT: &str = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
    [
        format!("{WINDOWS} {BLINK} Chrome/{chrome}.0.0.0 Safari/537.36"),
        format!("Mozilla/5.0 (iPhone; CPU iPhone OS {ios}_{minor} like Mac OS X) {WEBKIT} Version/{ios}.{minor} Mobile/15E148 Safari/604.1"),
        format!("Mozilla/5.0 (Linux; Android {android}; {device}) {BLINK} Chrome/{chrome}.0.{build}.82 Mobile Safari/537.36"),
        format!("{MAC} {BLINK} Chrome/{chrome}.0.0.0 Safari/537.36"),
        format!("{WINDOWS} {BLINK} Chrome/{chrome}.0.0.0 Safari/537.36 Edg/{chrome}.0.{build}.51"),
        format!("{MAC} {WEBKIT} Version/{ios}.{minor} Safari/605.1.15"),
        format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{firefox}.0) Gecko/20100101 Firefox/{firefox}.0"),
        format!("Mozilla/5.0 (iPad; CPU OS {ios}_{minor} like Mac OS X) {WEBKIT} Version/{ios}.{minor} Mobile/15E148 Safari/604.1"),
        format!("Mozilla/5.0 (Linux; Android {android}; SAMSUNG {device}) {BLINK} SamsungBrowser/{ios}.0 Chrome/{chrome}.0.0.0 Mobile Safari/537.36"),
        format!("Mozilla/5.0 (iPhone; CPU iPhone OS {ios}_{minor} like Mac OS X) {WEBKIT} CriOS/{chrome}.0.{build}.54 Mobile/15E148 Safari/604.1"),
        format!("Mozilla/5.0 (X11; Linux x86_64) {BLINK} Chrome/{chrome}.0.0.0 Safari/537.36"),
        format!("Mozilla/5.0 (Linux; Android {android}; {other_device} Build/AP3A.240905.015; wv) {BLINK} Version/4.0 Chrome/{chrome}.0.{build}.100 Mobile Safari/537.36"),
        format!("Mozilla/5.0 (Android {android}; Mobile; rv:{firefox}.0) Gecko/{firefox}.0 Firefox/{firefox}.0"),
        format!("{WINDOWS} {BLINK} Chrome/{chrome}.0.0.0 Safari/537.36 OPR/{}.0.0.0", chrome - 15),
        format!("ExampleShop/{}.{minor}.1 (iPhone; iOS {ios}.{minor}; Scale/3.00)", 30 - number),
        format!("Dalvik/2.1.0 (Linux; U; Android {android}; {other_device} Build/UP1A.231005.{number:03})"),
        format!("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/{chrome}.0.{build}.90 Safari/537.36"),
        format!("okhttp/4.{}.{minor}", 12 - number / 4),
        format!("python-requests/2.{}.{minor}", 32 - number),
        format!("Mozilla/5.0 (compatible; ExampleBot/1.{number}; +https://www.example.com/bot)"),
    ]
    .into_iter()
}

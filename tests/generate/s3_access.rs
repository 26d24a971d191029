//! S3 access logs.

use super::{Random, user_agents};

/// The programs that read most objects.
const TOOLS: &[&str] = &[
    "aws-sdk-java/2.25.60 Linux/5.10.0 OpenJDK_64-Bit_Server_VM/17.0.9+9-LTS Java/17.0.9 vendor/Amazon.com_Inc. io/sync http/Apache cfg/retry-mode/legacy",
    "Boto3/1.34.11 md/Botocore#1.34.11 ua/2.0 os/linux#6.1.66 md/arch#x86_64 lang/python#3.11.6 md/pyimpl#CPython cfg/retry-mode#standard",
    "aws-cli/2.15.10 Python/3.11.6 Linux/6.1.66-91.160.amzn2023.x86_64 exe/x86_64.amzn.2023 prompt/off command/s3.cp",
    "[aws-internal/3 aws-sdk-java/1.12.500 Linux/4.14.255 OpenJDK_64-Bit_Server_VM/25.372-b08 java/1.8.0_372]",
    "S3Console/0.4",
];

/// Lines of 27 values, about 700 bytes each.
pub fn lines(count: usize) -> Vec<String> {
    let mut random = Random::new(2026);
    let agents = TOOLS.iter().map(|agent| (*agent).to_owned()).chain(user_agents::all()).collect::<Vec<_>>();
    (0..count).map(|_| line(&mut random, &agents)).collect()
}

/// Mostly reads by applications, some by browsers, and now and then a copy or a delete without a request of its own.
fn line(random: &mut Random, agents: &[String]) -> String {
    const OWNER: &str = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2b0";
    let time = random.below(86_400);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    let time = format!("[15/Jan/2026:{hour:02}:{minute:02}:{second:02} +0000]");
    let (address, id) = (random.address(), format!("{:016X}", random.number()));
    let (role, session) = (random.below(40), random.letters(20));
    let requester = match random.below(8) {
        0 => "-".to_owned(),
        1 => format!("arn:aws:iam::123456789012:user/ops/user{role}"),
        _ => format!("arn:aws:sts::123456789012:assumed-role/Role{role}/{session}"),
    };
    let object = format!("data/year=2026/part-{:05}/{}.parquet", random.below(10_000), random.letters(16));
    let (size, taken) = (random.below(1 << 24), random.below(400));
    let host_id = random.letters(74);
    let tail = format!(
        "- {host_id}= SigV4 TLS_AES_128_GCM_SHA256 AuthHeader amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com TLSv1.3 - - eu-west-1"
    );
    let front = format!("{OWNER} amzn-s3-demo-bucket {time} {address} {requester} {id}");
    if random.below(20) == 0 {
        return format!("{front} BATCH.DELETE.OBJECT {object} - 204 - - {size} - - - - {tail}");
    }
    let (method, operation) = random
        .pick(&["GET REST.GET.OBJECT", "GET REST.GET.OBJECT", "HEAD REST.HEAD.OBJECT", "PUT REST.PUT.OBJECT"])
        .split_once(' ')
        .unwrap_or_default();
    let (status, error, sent) = match random.below(12) {
        0 => (404, "NoSuchKey", 311),
        1 => (403, "AccessDenied", 243),
        _ => (200, "-", size),
    };
    let referer = random.pick(&["-", "-", "-", "https://www.example.com/reports"]);
    let agent = agents.get(random.rank(agents.len())).map_or("-", String::as_str);
    format!(
        "{front} {operation} {object} \"{method} /{object}?x-id=GetObject HTTP/1.1\" {status} {error} {sent} {size} {taken} {} \
         \"{referer}\" \"{agent}\" {tail}",
        taken / 2
    )
}

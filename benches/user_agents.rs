//! What reading a user agent costs, by kind, and what the cache saves.

use std::borrow::Cow;
use std::hint::black_box;

use awslog::ecs::user_agent::{Cache, parse};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

/// Agents by kind, each with its name.
const KINDS: [(&str, &[(&str, &str)]); 4] = [
    (
        "AWS callers",
        &[
            (
                "aws-cli/2.18.17 md/awscrt#0.22.0 ua/2.0 os/linux#6.8.0-1016-aws md/arch#x86_64 lang/python#3.12.6 \
                 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/distrib#ubuntu.24 md/prompt#off \
                 md/command#ssm.send-command",
                "aws-cli",
            ),
            ("Boto3/1.26.165 Python/3.10.6 Linux/5.19.0-46-generic Botocore/1.29.165", "Boto3"),
            (
                "APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) terraform-provider-aws/3.76.1 \
                 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go/1.44.157 (go1.19.3; linux; amd64)",
                "aws-sdk-go",
            ),
            (
                "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.666 Linux/4.9.184-0.1.ac.235.83.329.metal1.x86_64 \
                 OpenJDK_64-Bit_Server_VM/25.232-b09 java/1.8.0_232]",
                "aws-sdk-java",
            ),
        ],
    ),
    (
        "browsers",
        &[
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 \
                 Safari/537.36",
                "Chrome",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/17.4.1 Mobile/15E148 Safari/604.1",
                "Mobile Safari",
            ),
            ("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0", "Firefox"),
            (
                "Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S908B) AppleWebKit/537.36 (KHTML, like Gecko) \
                 SamsungBrowser/24.0 Chrome/117.0.0.0 Mobile Safari/537.36",
                "Samsung Internet",
            ),
        ],
    ),
    (
        "crawlers",
        &[
            ("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", "AhrefsBot"),
            (
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
                "GPTBot",
            ),
            ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "FacebookBot"),
        ],
    ),
    (
        "tools",
        &[
            ("curl/8.4.0", "curl"),
            ("python-requests/2.31.0", "Python Requests"),
            ("Go-http-client/2.0", "Go-http-client"),
            ("MyTool/1.2.3", "MyTool"),
        ],
    ),
];

fn by_kind(criterion: &mut Criterion) {
    for (kind, agents) in KINDS {
        let mut group = criterion.benchmark_group(kind);
        for (agent, name) in agents {
            assert_eq!(parse(agent).name.as_deref(), Some(*name));
            group.bench_function(format!("{name}, parsed"), |bencher| bencher.iter(|| parse(black_box(agent))));
            let cache = Cache::new(1024);
            let cached = |agent| cache.parse_with(agent, Cow::Borrowed);
            assert_eq!([cached(agent), cached(agent), cached(agent)], [parse(agent), parse(agent), parse(agent)]);
            group.bench_function(format!("{name}, cached"), |bencher| bencher.iter(|| cached(black_box(agent))));
        }
        group.finish();
    }
}

fn encoded(criterion: &mut Criterion) {
    let logged = "Mozilla/5.0%20(Windows%20NT%2010.0;%20Win64;%20x64)%20AppleWebKit/537.36%20(KHTML,%20like%20Gecko)\
                  %20Chrome/124.0.0.0%20Safari/537.36";
    let decode = |logged: &str| Cow::<str>::Owned(logged.replace("%20", " "));
    let cache = Cache::new(1024);
    criterion.bench_function("percent-encoded, decoded and parsed", |bencher| {
        bencher.iter(|| parse(&decode(black_box(logged))).name.is_some());
    });
    criterion.bench_function("percent-encoded, cached", |bencher| {
        bencher.iter(|| cache.parse_with(black_box(logged), decode));
    });
}

/// Agents that are all different: the cache must not cost more than it could ever save.
fn all_different(criterion: &mut Criterion) {
    const COUNT: usize = 2_000;
    let mut group = criterion.benchmark_group("2,000 agents, all different");
    for (kind, agents) in KINDS {
        let agents = (0..COUNT)
            .flat_map(|number| agents.iter().map(move |(agent, _)| format!("{agent} x/{number}")))
            .take(COUNT)
            .collect::<Vec<_>>();
        for (cached, entries) in [("without a cache", 0), ("with a cache", 1024)] {
            group.bench_function(format!("{kind}, {cached}"), |bencher| {
                bencher.iter_batched_ref(
                    || Cache::new(entries),
                    |cache| agents.iter().filter(|agent| cache.parse_with(agent, Cow::Borrowed).name.is_some()).count(),
                    BatchSize::SmallInput,
                );
            });
        }
    }
    group.finish();
}

criterion_group!(benches, by_kind, encoded, all_different);
criterion_main!(benches);

//! VPC flow logs.

use super::Random;

/// The header of version 5.
pub const VERSION_5: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end \
    action log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id \
    sublocation-type sublocation-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path";

/// Lines in the default layout, about 120 bytes each.
pub fn version_2_lines(count: usize) -> Vec<String> {
    let mut random = Random::new(2026);
    (0..count).map(|_| version_2(&mut random)).collect()
}

/// Lines of versions 2 to 5, about 260 bytes each, as [`VERSION_5`] names their values.
pub fn version_5_lines(count: usize) -> Vec<String> {
    let mut random = Random::new(2026);
    (0..count).map(|_| version_5(&mut random)).collect()
}

/// The 14 values of the default format: mostly TCP, some UDP and ICMP, and the odd interval without traffic.
fn version_2(random: &mut Random) -> String {
    let head = format!("2 123456789012 eni-0{:016x}", random.number());
    let start = 1_768_480_490 + random.below(86_400);
    let end = start + 60;
    if random.below(50) == 0 {
        return format!("{head} - - - - - - - {start} {end} - NODATA");
    }
    let (source, destination) = (random.address(), random.address());
    let protocol = random.pick(&["6", "6", "6", "6", "6", "6", "6", "17", "17", "1"]);
    let (from, to) = if protocol == "1" { (0, 0) } else { (1024 + random.below(60_000), random.below(1024)) };
    let packets = 1 + random.below(1000);
    let bytes = packets * (40 + random.below(1400));
    let action = random.pick(&["ACCEPT", "ACCEPT", "ACCEPT", "ACCEPT", "REJECT"]);
    format!("{head} {source} {destination} {from} {to} {protocol} {packets} {bytes} {start} {end} {action} OK")
}

/// The 29 values of versions 2 to 5.
fn version_5(random: &mut Random) -> String {
    let line = version_2(random).replacen('2', "5", 1);
    let (subnet, instance, flags) = (random.below(1 << 16), random.below(1 << 24), random.below(20));
    let (source, destination) = (random.address(), random.address());
    let family = if source.contains(':') { "IPv6" } else { "IPv4" };
    let service = random.pick(&["-", "-", "S3", "DYNAMODB"]);
    let (direction, path) = if random.below(2) == 0 { ("ingress", "-") } else { ("egress", "8") };
    format!(
        "{line} vpc-0123456789abcdef0 subnet-0123456789abc{subnet:04x} i-0123456789a{instance:06x} {flags} {family} {source} \
         {destination} us-east-1 use1-az4 - - - {service} {direction} {path}"
    )
}

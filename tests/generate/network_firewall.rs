//! Logs of Network Firewall.

use std::fmt::Write as _;

use super::{Random, user_agents};

/// Flows, and alerts on TLS and HTTP, one a line, about 660 bytes each.
pub fn log(records: usize) -> String {
    let mut random = Random::new(2026);
    let agents = user_agents::all();
    let mut log = String::new();
    for _ in 0..records {
        write_record(&mut random, &agents, &mut log);
    }
    log
}

fn write_record(random: &mut Random, agents: &[String], log: &mut String) {
    let time = random.below(86_000);
    let micros = random.below(1_000_000);
    let clock =
        |time: u64| format!("2026-01-15T{:02}:{:02}:{:02}.{micros:06}+0000", time / 3600, time / 60 % 60, time % 60);
    let (zone, seconds) = (random.pick(&["us-east-1a", "us-east-1b", "us-east-1c"]), 1_768_435_200 + time);
    let head =
        format!(r#"{{"firewall_name":"egress-fw","availability_zone":"{zone}","event_timestamp":"{seconds}","event":"#);
    let (source, destination) = match random.below(6) {
        0 => (
            format!("2001:0db8:0000:0000:0000:0000:0000:{:04x}", random.below(65_536)),
            "2001:0db8:0000:0000:0000:0000:0000:0020".to_owned(),
        ),
        _ => (format!("192.0.2.{}", random.below(256)), format!("198.51.100.{}", random.below(256))),
    };
    let (port, flow, host) = (1024 + random.below(64_000), random.below(1 << 52), random.rank(2_000));
    let time = clock(time);
    let ends = format!(r#""src_ip":"{source}","src_port":{port},"dest_ip":"{destination}""#);
    match random.below(10) {
        0..6 => {
            let (packets, age) = (1 + random.below(200), random.below(50));
            let bytes = packets * (60 + random.below(1_400));
            let (flags, names) = match random.below(3) {
                0 => ("02", r#""syn":true"#),
                1 => ("1b", r#""syn":true,"fin":true,"psh":true,"ack":true"#),
                _ => ("13", r#""syn":true,"fin":true,"ack":true"#),
            };
            let application = random.pick(&["tls", "tls", "http", "unknown"]);
            write!(log, r#"{head}{{"tcp":{{"tcp_flags":"{flags}",{names}}},"app_proto":"{application}",{ends},"netflow":{{"pkts":{packets},"bytes":{bytes},"start":"{time}","end":"{time}","age":{age},"min_ttl":47,"max_ttl":241}},"event_type":"netflow","flow_id":{flow},"proto":"TCP","dest_port":443,"timestamp":"{time}"}}}}"#)
        }
        6..8 => write!(log, r#"{head}{{"app_proto":"tls",{ends},"event_type":"alert","alert":{{"severity":3,"signature_id":4,"rev":0,"signature":"aws:alert_established action","action":"allowed","category":""}},"flow_id":{flow},"proto":"TCP","tls":{{"subject":"CN=host{host}.example.com","issuerdn":"C=US, O=Example CA, CN=Example CA 1","serial":"08:C9:76:68:CB:30:31:1C:B2:24:A4:B3:22:F0:16:29","fingerprint":"34:36:32:fb:05:65:83:55:a0:8e:24:7b:41:52:bf:98:88:3b:bf:9b","sni":"host{host}.example.com","version":"TLS 1.2","notbefore":"2025-11-03T00:00:00","notafter":"2026-12-02T23:59:59","ja3":{{}},"ja3s":{{}}}},"dest_port":443,"timestamp":"{time}"}}}}"#),
        _ => {
            let agent = agents.get(random.rank(agents.len())).map_or("curl/8.5.0", String::as_str);
            let (action, verdict) = random.pick(&["allowed pass", "blocked drop"]).split_once(' ').unwrap_or_default();
            write!(log, r#"{head}{{"timestamp":"{time}","flow_id":{flow},"event_type":"alert",{ends},"dest_port":80,"proto":"TCP","tx_id":0,"alert":{{"action":"{action}","gid":1,"signature_id":1000003,"rev":2,"signature":"Deny other web traffic","category":"Potential Corporate Privacy Violation","severity":1,"metadata":{{"signature_severity":["Major"]}}}},"verdict":{{"action":"{verdict}"}},"http":{{"hostname":"host{host}.example.com","url":"/item/{host}?page=1","http_user_agent":"{agent}","http_method":"GET","protocol":"HTTP/1.1","status":200,"http_content_type":"text/html","length":512}},"app_proto":"http","direction":"to_server","pkt_src":"geneve encapsulation"}}}}"#)
        }
    }
    .unwrap();
    log.push('\n');
}

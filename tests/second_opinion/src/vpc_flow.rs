//! VPC flow logs beside Vector's `parse_aws_vpc_flow_log`, in any layout.

use awslog::vpc_flow::Layout;

use crate::explained::{Explained, Right};
use crate::fields;
use crate::generate::Random;
use crate::generate::vpc_flow::{VERSION_5, version_2_lines, version_5_lines};
use crate::mutate;
use crate::pair::{Difference, Pair};
use crate::registry::Row;
use crate::vector::{Call, text};

const VERSION_2: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end \
    action log-status";

/// The columns that Vector knows and version 5 does not have.
const LATER: &str = "version ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id \
    ecs-container-id ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id \
    reject-reason resource-id encryption-status instance-tag instance-tag-2 interface-tag interface-tag-2 asg-tag \
    asg-tag-2 interface-type next-hop-interface-id next-hop-subnet-id next-hop-az-id next-hop-vpc-id \
    next-hop-interface-type";

const LATER_LINE: &str = "11 arn:aws:ecs:us-east-1:123456789012:cluster/web web \
    arn:aws:ecs:us-east-1:123456789012:container-instance/web/0123456789abcdef 0123456789abcdef 0123456789ab-1 - web \
    arn:aws:ecs:us-east-1:123456789012:task-definition/web:3 arn:aws:ecs:us-east-1:123456789012:task/web/0123 0123 BPA \
    nat-0123456789abcdef0 1 name%20a - team - a%3Db - nat_gateway eni-0123456789abcdef1 subnet-0123456789abcdef1 \
    use1-az4 vpc-0123456789abcdef1 transit_gateway";

pub fn pair() -> Pair {
    let mut call = Call::new("parse_aws_vpc_flow_log(.first, .second)");
    Pair {
        name: "vpc_flow",
        peer: "Vector",
        seeds: seeds(),
        change,
        compare: Box::new(move |input| compare(input, &mut call)),
        explained: EXPLAINED,
    }
}

/// The names of the columns, and a line of values.
fn seeds() -> Vec<String> {
    let mut seeds = vec![format!("{LATER}\n{LATER_LINE}")];
    seeds.extend(version_2_lines(40).into_iter().map(|line| format!("{VERSION_2}\n{line}")));
    seeds.extend(version_5_lines(40).into_iter().map(|line| format!("{VERSION_5}\n{line}")));
    for fixture in Row::of(awslog::Format::VpcFlow).fixtures() {
        let lines = std::str::from_utf8(&fixture.bytes).unwrap_or_default().lines();
        let default = lines.filter(|line| line.starts_with("2 ") && line.split(' ').count() == 14);
        seeds.extend(default.map(|line| format!("{VERSION_2}\n{line}")));
    }
    seeds
}

fn change(seed: &str, random: &mut Random) -> String {
    let (header, line) = seed.split_once('\n').expect("a header and a line");
    let mut values = line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let mut columns = header.split(' ').map(str::to_owned).collect::<Vec<_>>();
    // Layouts are the user's: columns go in pairs with their values.
    for _ in 0..random.below(4) {
        let (place, other) = (random.below(columns.len() as u64) as usize, random.below(columns.len() as u64) as usize);
        columns.swap(place, other);
        values.swap(place, other);
        if random.below(2) == 0 && columns.len() > 1 {
            columns.remove(place);
            values.remove(place);
        }
    }
    mutate::values(&mut values, random);
    format!("{}\n{}{}", columns.join(" "), values.join(" "), mutate::line_end(random))
}

fn compare(input: &str, call: &mut Call) -> Vec<Difference> {
    let (header, line) = input.split_once('\n').expect("a header and a line");
    let theirs = call.run(line, &header.replace('-', "_"));
    let layout = Layout::from_header(header).expect("a header");
    let (record, theirs) = match (layout.parse_line(line), theirs) {
        (Err(_), Err(_)) => return Vec::new(),
        (Ok(_), Err(error)) => return vec![Difference::new("accepted", "a record", error)],
        (Err(error), Ok(_)) => return vec![Difference::new("refused", error, "an object")],
        (Ok(record), Ok(theirs)) => (record, theirs),
    };
    let names = header.split(' ').map(|name| name.replace('-', "_"));
    names
        .filter_map(|name| {
            let theirs = theirs.get(name.as_str()).and_then(text);
            fields::compare(record.as_object(), &name, theirs.as_deref())
        })
        .collect()
}

const RECORDS: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html";

const EXPLAINED: &[Explained] = &[
    Explained {
        name: "a line that begins as one of another format is refused",
        right: Right::Awslog,
        link: "https://docs.rs/awslog/latest/awslog/enum.ErrorKind.html#variant.Format",
        example: "srcaddr account-id\n#Fields: date",
        is: |_, difference| difference.place == "refused" && difference.ours.contains(": read it as `"),
    },
    Explained {
        name: "Rust's parser takes a number with a plus sign, or a negative zero, which AWS does not write",
        right: Right::Either,
        link: RECORDS,
        example: "srcaddr srcport\n192.0.2.1 +1",
        is: |input, difference| {
            difference.place == "refused" && mutate::is_about_sign(&difference.ours)
                || value(input, &difference.place).is_some_and(mutate::has_sign)
        },
    },
    Explained {
        name: "the end of the line is no part of its last value",
        right: Right::Awslog,
        link: RECORDS,
        example: "srcaddr log-status\n192.0.2.1 OK\r\n",
        is: |input, difference| input.ends_with(['\r', '\n']) && has_line_end(&difference.theirs),
    },
    Explained {
        name: "Vector refuses a value that is no number; awslog keeps it as text where no ECS field needs it",
        right: Right::Either,
        link: RECORDS,
        example: "srcaddr tcp-flags\n192.0.2.1 SYN",
        is: |_, difference| {
            difference.place == "accepted" && difference.theirs.contains("failed to parse value as i64")
        },
    },
    Explained {
        name: "Vector refuses values after the last column; awslog keeps them",
        right: Right::Either,
        link: RECORDS,
        example: "srcaddr log-status\n192.0.2.1 OK new",
        is: |_, difference| difference.place == "accepted" && difference.theirs.contains("no key for value"),
    },
    Explained {
        name: "Vector takes any text as an address",
        right: Right::Awslog,
        link: RECORDS,
        example: "srcaddr log-status\n192.0.2.256 OK",
        is: |_, difference| difference.place == "refused" && difference.ours.contains("expected an IP address"),
    },
    Explained {
        name: "Vector takes any 64-bit number as port, protocol, count or time",
        right: Right::Awslog,
        link: RECORDS,
        example: "srcaddr srcport\n192.0.2.1 65536",
        is: |_, difference| {
            let words = ["expected a whole number", "expected seconds since 1970"];
            difference.place == "refused" && words.iter().any(|words| difference.ours.contains(words))
        },
    },
    Explained {
        name: "several spaces in a row are one: AWS writes no empty value",
        right: Right::Awslog,
        link: RECORDS,
        example: "srcaddr region log-status\n192.0.2.1  OK",
        is: |input, _| input.split_once('\n').is_some_and(|(_, line)| mutate::has_empty_value(line)),
    },
];

/// The value of a column, which a difference names.
fn value<'a>(input: &'a str, place: &str) -> Option<&'a str> {
    let (header, line) = input.split_once('\n')?;
    let column = header.split(' ').position(|name| name.replace('-', "_") == place)?;
    line.trim_end_matches(['\r', '\n']).split(' ').nth(column)
}

fn has_line_end(words: &str) -> bool {
    ["\\r\"", "\\n\"", "\r`", "\n`"].iter().any(|end| words.ends_with(end))
}

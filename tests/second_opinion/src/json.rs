//! Every JSON format beside `serde_json`: what the record shows is what a generic parser sees.

mod explained;
mod model;
mod tree;
mod write;

use awslog::schema::Object;

use crate::generate::Random;
use crate::pair::{Difference, Pair};
use crate::registry::{self, ROWS};
use model::Model;
use tree::Tree;

/// The formats whose records are JSON objects only, and the one of Route 53 that is.
const MODULES: &[&str] =
    &["cloudtrail", "waf", "network_firewall", "guardduty", "config", "route53::resolver"];

pub fn pair() -> Pair {
    Pair {
        name: "json",
        peer: "serde_json",
        seeds: seeds(),
        change,
        compare: Box::new(compare),
        explained: explained::EXPLAINED,
    }
}

/// The module of a record on a line of its own, and the record, from the fixtures.
fn seeds() -> Vec<String> {
    let mut seeds = Vec::new();
    for row in ROWS {
        for fixture in row.fixtures() {
            for record in fixture.records().filter_map(Result::ok) {
                let module = row.kind_of(&record).module;
                if let Some(text) = record.original().filter(|_| MODULES.contains(&module)) {
                    seeds.push(format!("{module}\n{text}"));
                }
            }
        }
    }
    seeds
}

fn change(seed: &str, random: &mut Random) -> String {
    let (module, text) = seed.split_once('\n').expect("a module and a record");
    let mut tree = Tree::parse(text).expect("a record of a fixture is JSON");
    for _ in 0..random.rank(6) {
        tree.change(random);
    }
    let text = write::write(&tree, random);
    // A few are no JSON for one of the two, or for both.
    match random.below(8) {
        0 => format!("{module}\n{}", crate::mutate::text(&text, random)),
        _ => format!("{module}\n{text}"),
    }
}

fn compare(input: &str) -> Vec<Difference> {
    let (module, text) = input.split_once('\n').expect("a module and a record");
    let kind = kind_of(module);
    let theirs = Tree::parse(text);
    let record = match ((kind.parse_line)(text), &theirs) {
        (Err(_), Err(_)) => return Vec::new(),
        (Ok(_), Err(error)) => return vec![Difference::new("accepted", "a record", error)],
        (Err(error), Ok(tree)) => {
            // What does not have its field's type is no difference: Rust's parsers refuse it as well.
            let mut model = Model::default();
            model.read_object(kind.schema, "", tree);
            return match model.misfits.first() {
                Some(_) => Vec::new(),
                None => vec![Difference::new(format!("refused: {:?}", error.kind()), error, "JSON")],
            };
        }
        (Ok(record), Ok(_)) => record,
    };
    let tree = theirs.expect("the record is JSON");
    let mut differences = Vec::new();
    let object = digest(record.as_object()).unwrap_or(record.as_object());
    let schema = object.schema();
    let mut model = Model::default();
    let expected = model.read_object(schema, "", &tree);
    model::compare(&expected, object, "", &mut differences);
    // What it is serialized to is read by the generic parser, and must mean the same.
    let written = serde_json::to_string(&record).expect("a record can be written");
    let written = Tree::parse(&written).expect("what serde_json writes is JSON");
    let written = Model::default().read_object(schema, "", &written);
    if differences.is_empty() && !expected.means(&written) {
        differences.push(Difference::new("serialized", format!("{written:?}"), format!("{expected:?}")));
    }
    differences
}

fn kind_of(module: &str) -> &'static registry::Kind {
    let mut kinds = ROWS.iter().flat_map(|row| row.kinds);
    kinds.find(|kind| kind.module == module).unwrap_or_else(|| panic!("{module} is no module"))
}

/// The digest that a record of CloudTrail is, if it is one.
fn digest(object: Object<'_>) -> Option<Object<'_>> {
    match object.get("digest") {
        Some(awslog::schema::Value::Object(digest)) => Some(digest),
        _ => None,
    }
}


//! Every JSON format beside `serde_json`: what the record shows is what a generic parser sees.

mod explained;
mod model;
mod tree;
mod write;

use awslog::schema::{Field, Kind, Object, Value};

use crate::generate::Random;
use crate::pair::{Difference, Pair};
use crate::registry::{self, ROWS};
use model::Model;
use tree::Tree;

/// The formats whose records are JSON objects only, and the one of Route 53 that is.
const MODULES: &[&str] = &["cloudtrail", "waf", "network_firewall", "guardduty", "config", "route53::resolver"];

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
    // Some fixtures have strings that only awslog reads.
    let Ok(mut tree) = Tree::parse(text) else { return format!("{module}\n{}", crate::mutate::text(text, random)) };
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
            if schemas(kind.schema).any(|schema| Model::has_misfit(schema, tree)) {
                return Vec::new();
            }
            return vec![Difference::new(format!("refused: {:?}", error.kind()), error, "JSON")];
        }
        (Ok(record), Ok(_)) => record,
    };
    let tree = theirs.expect("the record is JSON");
    let mut differences = Vec::new();
    let object = own_object(record.as_object());
    let schema = object.schema();
    let mut model = Model::default();
    model::find_too_large(object, "", &mut model.too_large);
    let expected = model.read_object(schema, "", &tree);
    model::compare(&expected, object, "", &mut differences);
    // What it is serialized to is read by the generic parser, and must mean the same.
    let written = serde_json::to_string(&record).expect("a record can be written");
    let written = Tree::parse(&written).expect("what serde_json writes is JSON");
    let written = match &written {
        Tree::Object(members) if members.len() == 1 && members[0].0 == "scanResult" => &members[0].1,
        other => other,
    };
    let written = model.read_object(schema, "", written);
    if differences.is_empty() {
        differences.extend(expected.difference(&written));
    }
    differences
}

fn kind_of(module: &str) -> &'static registry::Kind {
    let mut kinds = ROWS.iter().flat_map(|row| row.kinds);
    kinds.find(|kind| kind.module == module).unwrap_or_else(|| panic!("{module} is no module"))
}

/// The schema, and those of the objects that a record can be in place of its own members.
fn schemas(schema: &'static [Field]) -> impl Iterator<Item = &'static [Field]> {
    let own = schema.iter().filter(|field| OWN_OBJECTS.contains(&field.name));
    let own = own.filter_map(|field| match field.kind {
        Kind::Object(schema) => Some(schema),
        _ => None,
    });
    std::iter::once(schema).chain(own)
}

/// The fields that hold such an object, and are no keys: a digest of CloudTrail, and the result of a scan of GuardDuty.
const OWN_OBJECTS: &[&str] = &["digest", "scan_result"];

/// The object with its own schema that a record is, or the record.
fn own_object(record: Object<'_>) -> Object<'_> {
    let own = OWN_OBJECTS.iter().find_map(|name| match record.get(name) {
        Some(Value::Object(object)) => Some(object),
        _ => None,
    });
    own.unwrap_or(record)
}

//! What a generic reading of JSON makes of the fields that a schema names, by the rules of the documentation:
//!
//! - null, an empty text and `-` are absent, except where `-` is data: in a list of texts, in a map, in what people choose,
//! - scalars are read by their text,
//! - the first value of a key that occurs twice is the field's, if it has the field's type and is not absent, and the others are
//!   unknown keys,
//! - a key may begin with a capital letter.

use awslog::schema::{Field, Kind, Object, Value};

use super::OWN_OBJECTS;
use super::tree::Tree;
use crate::pair::Difference;
use crate::reading::Reading;

/// What is expected of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    Scalar(Reading),
    Json(Tree),
    List(Vec<Expected>),
    Map(Vec<(String, Expected)>),
    Object(Members),
    /// A list in another form than a list.
    OtherForm(Tree),
}

/// What is expected of an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Members {
    /// The fields that have a value, by their places in the schema.
    pub fields: Vec<(usize, Expected)>,
    pub unknown: Vec<(String, Tree)>,
}

/// A reading, and the values that did not have the kinds of their fields.
#[derive(Default)]
pub struct Model {
    pub misfits: Vec<String>,
    /// Whether a list is something else.
    pub other_forms: bool,
    /// The whole numbers that their fields have no room for: the schema does not say how large a number may be.
    pub too_large: Vec<(String, Reading)>,
}

impl Model {
    /// Whether a value in an object does not have the kind of its field.
    pub fn has_misfit(schema: &[Field], tree: &Tree) -> bool {
        let mut model = Model::default();
        model.read_object(schema, "", tree);
        !model.misfits.is_empty() || model.other_forms
    }

    pub fn read_object(&mut self, schema: &[Field], path: &str, tree: &Tree) -> Members {
        let mut members = Members::default();
        let Tree::Object(pairs) = tree else {
            self.misfits.push(path.to_owned());
            return members;
        };
        for (key, tree) in pairs {
            match place_of(schema, key).filter(|place| members.fields.iter().all(|(taken, _)| taken != place)) {
                None => members.unknown.push((key.clone(), tree.clone())),
                Some(place) => {
                    let count = self.misfits.len();
                    match self.read(schema[place].kind, &join(path, schema[place].name), tree, false) {
                        Some(value) => members.fields.push((place, value)),
                        None if self.misfits.len() > count => {
                            members.unknown.push((schema[place].aws_name.to_owned(), tree.clone()));
                        }
                        None => {}
                    }
                }
            }
        }
        members.unknown.retain(|(_, tree)| *tree != Tree::Null);
        members
    }

    /// Reads a value. `None` if it is absent, or a misfit.
    fn read(&mut self, kind: Kind, path: &str, tree: &Tree, in_list: bool) -> Option<Expected> {
        match kind {
            Kind::Json => (*tree != Tree::Null).then(|| Expected::Json(tree.clone())),
            _ if tree.is_nothing() && !(is_hyphen(tree) && kind == Kind::Text && is_data(path, in_list)) => None,
            Kind::List(kind) => match tree {
                // Some lists may be of the data of their objects alone.
                Tree::List(items)
                    if matches!(kind, Kind::Object(_)) && items.iter().any(|item| item.scalar().is_some()) =>
                {
                    self.other_forms = true;
                    Some(Expected::OtherForm(tree.clone()))
                }
                Tree::List(items) => {
                    let items = items.iter().filter_map(|item| self.read(*kind, path, item, true)).collect::<Vec<_>>();
                    (!items.is_empty()).then_some(Expected::List(items))
                }
                other => {
                    self.other_forms = true;
                    Some(Expected::OtherForm(other.clone()))
                }
            },
            Kind::Map(kind) => {
                let Tree::Object(pairs) = tree else {
                    self.misfits.push(path.to_owned());
                    return None;
                };
                let entry = |(key, tree): &(String, Tree)| Some((key.clone(), self.read(*kind, path, tree, true)?));
                let entries = pairs.iter().filter_map(entry).collect::<Vec<_>>();
                (!entries.is_empty()).then_some(Expected::Map(entries))
            }
            Kind::Object(schema) => {
                if !matches!(tree, Tree::Object(_)) {
                    self.misfits.push(path.to_owned());
                    return None;
                }
                Some(Expected::Object(self.read_object(schema, path, tree)))
            }
            _ => match tree.scalar().and_then(|text| Reading::of_text(kind, text)) {
                Some(reading) if !self.is_too_large(path, &reading) => Some(Expected::Scalar(reading)),
                _ => {
                    self.misfits.push(path.to_owned());
                    None
                }
            },
        }
    }

    fn is_too_large(&self, path: &str, number: &Reading) -> bool {
        self.too_large.iter().any(|(known, large)| known == path && large == number)
    }
}

/// Finds the whole numbers that awslog keeps as unknown although they are of the kind of their fields. Every field has room for a byte.
pub fn find_too_large(object: Object<'_>, path: &str, found: &mut Vec<(String, Reading)>) {
    for (key, value) in object.unknown() {
        let Some(place) = object.schema().iter().position(|field| field.aws_name == key) else { continue };
        let field = &object.schema()[place];
        let tree = tree_of(value);
        let number = tree.scalar().and_then(|text| Reading::of_text(field.kind, text));
        let has_come_before = object.value(place).and_then(Reading::of_value) == number;
        if let Some(Reading::Whole(..-128 | 256..)) = number
            && !has_come_before
        {
            found.extend(number.map(|number| (join(path, field.name), number)));
        }
    }
    for (place, field) in object.schema().iter().enumerate() {
        if let Some(value) = object.value(place) {
            find_too_large_in(value, &join(path, field.name), found);
        }
    }
}

fn find_too_large_in(value: Value<'_>, path: &str, found: &mut Vec<(String, Reading)>) {
    match value {
        Value::Object(object) => find_too_large(object, path, found),
        Value::List(list) => list.iter().for_each(|item| find_too_large_in(item, path, found)),
        Value::Map(map) => map.iter().for_each(|(_, value)| find_too_large_in(value, path, found)),
        _ => {}
    }
}

/// The ends of the paths of texts that people choose, where `-` is a value.
const DATA: &[&str] = &[
    "http_request.args",
    "http_request.headers.name",
    "http_request.headers.value",
    "request_headers_inserted.name",
    "request_headers_inserted.value",
    "labels.name",
    "custom_values.key",
    "custom_values.value",
    "insight.value",
    "baseline.value",
    "request_headers.value",
    "response_headers.value",
    "tags.key",
    "tags.value",
];

/// A list of AWS's own values.
const NO_DATA: &str = "oversize_fields";

fn is_data(path: &str, in_list: bool) -> bool {
    in_list && path != NO_DATA || DATA.iter().any(|end| path.ends_with(end))
}

fn is_hyphen(tree: &Tree) -> bool {
    matches!(tree, Tree::Text(text) if text == "-")
}

/// Keys that AWS spells in two ways: one of them, the name of the field, and another field of the same object.
const SPELLINGS: &[(&str, &str, &str)] = &[
    ("publicKeyFingerprint", "digestPublicKeyFingerprint", "awsAccountId"),
    ("eventId", "eventID", "eventVersion"),
    ("arn", "ARN", "accountId"),
    ("myValue", "value", "name"),
    ("reject_target", "reject-target", "action"),
    ("account", "accountId", "scanStartedAt"),
    ("failureReason", "scanStatusReason", "schemaVersion"),
    ("scanStartTime", "scanStartedAt", "schemaVersion"),
    ("scanEndTime", "scanCompletedAt", "schemaVersion"),
    ("etag", "eTag", "bucketName"),
    ("scanResult", "scanResultStatus", "threats"),
    ("sourceIps", "sourceIPs", "requestUri"),
    ("taskCreatedAt", "createdAt", "arn"),
    ("code", "productCodeId", "productCodeType"),
    ("productType", "productCodeType", "productCodeId"),
    ("name", "account", "uid"),
    ("subnetId", "subNetId", "ipv6Addresses"),
    ("kubernetesResourcesTypes", "type", "containerUids"),
    ("latitude", "lat", "city"),
    ("longitude", "lon", "city"),
    ("version", "configurationItemVersion", "configurationItemCaptureTime"),
    ("snapshotVersion", "configurationItemVersion", "configurationItemCaptureTime"),
    ("configurationStateID", "configurationStateId", "configurationItemVersion"),
    ("accountId", "awsAccountId", "configurationItemVersion"),
    ("arn", "ARN", "configurationItemVersion"),
    ("availibilityZone", "availabilityZone", "configurationItemVersion"),
    ("configurationItemMD5Hash", "configurationStateMd5Hash", "configurationItemVersion"),
    ("configRuleARN", "configRuleArn", "configurationItemVersion"),
    ("relationshipName", "name", "resourceId"),
    ("rdata", "Rdata", "Type"),
    ("type", "Type", "Rdata"),
    ("answer_type", "Type", "Rdata"),
    ("class", "Class", "Rdata"),
    ("answer_class", "Class", "Rdata"),
    ("resolver-endpoint", "resolver_endpoint", "instance"),
    ("resolver-network-interface", "resolver_network_interface", "instance"),
];

/// The field of a key.
fn place_of(schema: &[Field], key: &str) -> Option<usize> {
    let is_read = |field: &&Field| !OWN_OBJECTS.contains(&field.name);
    let named = |key: &str| schema.iter().position(|field| is_read(&field) && field.aws_name == key);
    let find = |key: &str| {
        let other = SPELLINGS
            .iter()
            .find(|(other, name, beside)| *other == key && named(name).is_some() && named(beside).is_some());
        named(key).or_else(|| named(other?.1))
    };
    find(key).or_else(|| {
        let first = key.chars().next().filter(char::is_ascii_uppercase)?;
        find(&format!("{}{}", first.to_ascii_lowercase(), &key[1..]))
    })
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// What the object shows beside what is expected.
pub fn compare(expected: &Members, object: Object<'_>, path: &str, differences: &mut Vec<Difference>) {
    let mut unknown = object.unknown().map(|(key, value)| (key.to_owned(), tree_of(value))).collect::<Vec<_>>();
    for (place, field) in object.schema().iter().enumerate() {
        let expected = expected.fields.iter().find_map(|(known, value)| (*known == place).then_some(value));
        let path = join(path, field.name);
        match (object.value(place), expected) {
            (None, None) => {}
            (Some(value), Some(expected)) => compare_value(expected, value, &path, differences),
            // An object without members is as good as none.
            (None, Some(Expected::Object(members))) if members.is_empty() => {}
            (Some(value), None) => differences.push(Difference::new(path, format!("{value:?}"), "absent")),
            (None, Some(expected)) => differences.push(Difference::new(path, "absent", format!("{expected:?}"))),
        }
    }
    // Another form of a list may be empty: then the next value of the same key is the field's.
    let is_of_other_form = |key: &str| {
        place_of(object.schema(), key).is_some_and(|place| {
            expected.fields.iter().any(|(known, value)| *known == place && matches!(value, Expected::OtherForm(_)))
        })
    };
    unknown.retain(|(key, _)| !is_of_other_form(key));
    if !unknown.iter().eq(expected.unknown.iter().filter(|(key, _)| !is_of_other_form(key))) {
        let place = join(path, "unknown");
        differences.push(Difference::new(place, format!("{unknown:?}"), format!("{:?}", expected.unknown)));
    }
}

fn compare_value(expected: &Expected, value: Value<'_>, path: &str, differences: &mut Vec<Difference>) {
    let same = match (expected, value) {
        (Expected::Object(members), Value::Object(object)) => return compare(members, object, path, differences),
        (Expected::List(items), Value::List(list)) if items.len() == list.iter().count() => {
            items.iter().zip(list.iter()).for_each(|(item, value)| compare_value(item, value, path, differences));
            return;
        }
        (Expected::Map(entries), Value::Map(map)) => {
            let values = map.iter().collect::<Vec<_>>();
            if entries.iter().map(|(key, _)| key.as_str()).eq(values.iter().map(|(key, _)| *key)) {
                let pairs = entries.iter().zip(values);
                pairs.for_each(|((_, entry), (_, value))| compare_value(entry, value, path, differences));
                return;
            }
            false
        }
        (Expected::Json(tree), value) => *tree == tree_of(value),
        (Expected::Scalar(reading), value) => Reading::of_value(value).is_some_and(|value| reading.means(&value)),
        _ => false,
    };
    if !same {
        differences.push(Difference::new(path, format!("{value:?}"), format!("{expected:?}")));
    }
}

/// Free-form JSON, as the generic parser sees it.
fn tree_of(value: Value<'_>) -> Tree {
    match value {
        Value::Json(json) => Tree::parse(json.as_str().unwrap_or_default()).expect("free-form JSON is JSON"),
        other => panic!("an unknown key has JSON, not {other:?}"),
    }
}

impl Members {
    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.unknown.is_empty()
    }

    /// The first member that the other does not have with the same meaning.
    pub fn difference(&self, other: &Members) -> Option<Difference> {
        let find = |place: usize| other.fields.iter().find_map(|(known, value)| (*known == place).then_some(value));
        let words = |value: Option<&Expected>| value.map_or_else(|| "absent".to_owned(), |value| format!("{value:?}"));
        for (place, value) in &self.fields {
            match (value, find(*place)) {
                (Expected::Object(one), Some(Expected::Object(other))) => {
                    if let Some(difference) = one.difference(other) {
                        return Some(difference);
                    }
                }
                (value, Some(other)) if value.means(other) => {}
                (Expected::Object(members), None) if members.is_empty() => {}
                (value, other) => return Some(Difference::new("serialized", words(other), words(Some(value)))),
            }
        }
        if self.unknown != other.unknown {
            return Some(Difference::new(
                "serialized unknown",
                format!("{:?}", other.unknown),
                format!("{:?}", self.unknown),
            ));
        }
        let extra = other.fields.iter().find(|(place, _)| self.fields.iter().all(|(known, _)| known != place));
        extra.map(|(_, value)| Difference::new("serialized", words(Some(value)), "absent"))
    }
}

impl Expected {
    fn means(&self, other: &Expected) -> bool {
        match (self, other) {
            (Expected::Scalar(one), Expected::Scalar(other)) => one.means(other),
            (Expected::Json(one), Expected::Json(other)) => one == other,
            (Expected::List(one), Expected::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.means(other))
            }
            (Expected::Map(one), Expected::Map(other)) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|((key, one), (name, other))| key == name && one.means(other))
            }
            (Expected::Object(one), Expected::Object(other)) => one.difference(other).is_none(),
            (Expected::OtherForm(_), _) | (_, Expected::OtherForm(_)) => true,
            _ => false,
        }
    }
}

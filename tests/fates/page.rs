//! The page of the fates: one table for each source.

use std::fmt::Write;

use serde_json::Value;

use super::{Fate, Field, Source, parsed, sources};
use crate::schema::aws;

const INTRODUCTION: &str = "\
# Where every field goes

Every field that awslog knows, and the event fields that its value goes to. A test writes the tables: it gives every field a unique
value, maps the record with `Mapper::new()`, and compares the event with that of the same record without the field. `BLESS=1 cargo
test --test field_fates` writes this page. Without `BLESS`, the test fails if the page differs from what the mapper does.

- **AWS field**: the name that AWS uses. A dot leads into an object, `[]` into the items of a list, `*` into the members of an object
  whose keys are data. A condition after the name means that the field maps differently under that condition than in the row above.
- **event field**: where the event has the value. The items of a list have the path of the list. *Also* means in addition to the row
  above.
- **how**: the conversion. If the cell is empty or does not name the event field, the event has the value as logged; numbers and
  booleans of lines become JSON numbers and booleans. *A part* is a part of the value. *Derived* means that a rule computes the value,
  with an example if the rule recognizes certain values only. *If present* means that the presence of the object counts, not its
  content.
- **names**: the origin of names under `aws`. *Elastic's* are those of Elastic's AWS package, with the type that it declares: what it
  declares as a keyword is text in every event, even if AWS logs a number or a boolean. *Ours* are AWS's own in snake_case, where
  Elastic has no name; [`aws-fields.md`][aws-fields] lists them with their types.

Everything else goes under `aws.<dataset>` as logged: unknown columns and keys, at any depth, under their names in snake_case, and
values beyond the last column in `beyond_layout`. `MapperBuilder::aws_fields(false)` omits `aws`, and with it all values that have no
other field.

[aws-fields]: aws-fields.md
";

/// The whole page.
pub fn page() -> Result<String, Vec<String>> {
    let mut page = INTRODUCTION.to_owned();
    let mut problems = Vec::new();
    let mut format = "";
    for source in sources() {
        if source.row.title != format {
            format = source.row.title;
            write!(page, "\n## {format}\n").unwrap();
        }
        if !source.kind.title.is_empty() {
            write!(page, "\n### {}\n", source.kind.title).unwrap();
        }
        match section(source) {
            Ok(section) => page.push_str(&section),
            Err(section) => problems.extend(section),
        }
    }
    if problems.is_empty() { Ok(page) } else { Err(problems) }
}

fn section(source: &Source) -> Result<String, Vec<String>> {
    let mut section = format!(
        "\nModule `{}`. The event of an empty record has {}.\n\n| AWS field | event field | how | names |\n| --- | --- | --- | --- |\n",
        source.kind.module,
        in_event_of_none(source).map_err(|problem| vec![problem])?.join(", ")
    );
    let mut problems = Vec::new();
    let mut objects = source.fates_of_objects().map_err(|problem| vec![problem])?;
    for field in source.fields()? {
        let (around, others): (Vec<_>, _) =
            objects.into_iter().partition(|(path, _)| field.path.starts_with(&format!("{path}.")));
        objects = others;
        for (path, fates) in around {
            section.push_str(&row(&format!("`{path}`"), "", &fates));
        }
        match rows(source, &field) {
            Ok(rows) => section.push_str(&rows),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(section) } else { Err(problems) }
}

/// The row of a field, and of the contexts in which it maps differently.
fn rows(source: &Source, field: &Field) -> Result<String, String> {
    let name = format!("`{}`", field.path);
    let alone = source.fates(field)?;
    let mut rows = row(&name, "", &alone);
    let is_as_alone = |fate: &Fate| alone.iter().any(|known| known.path == fate.path);
    for (words, fates) in source.fates_in_contexts(field)? {
        let (known, more): (Vec<_>, Vec<_>) = fates.into_iter().partition(is_as_alone);
        let name = format!("{name} {words}");
        match (known.len() == alone.len(), more.is_empty()) {
            (true, true) => {}
            (true, false) => rows.push_str(&row(&name, "also ", &more)),
            (false, _) => rows.push_str(&row(&name, "", &[known, more].concat())),
        }
    }
    Ok(rows)
}

fn row(name: &str, also: &str, fates: &[Fate]) -> String {
    let paths = listed(fates.iter().map(|fate| fate.path.as_str()));
    let cells = [name, &format!("{also}{paths}"), &how(fates), &names(fates)].map(|cell| cell.replace('|', r"\|"));
    format!("| {} |\n", cells.join(" | ")).replace("|  |", "| |").replace("|  |", "| |")
}

/// Whose names those under `aws` are: with the paths, where some are Elastic's and some are ours.
fn names(fates: &[Fate]) -> String {
    let under_aws = fates.iter().map(|fate| fate.path.as_str()).filter(|path| path.starts_with("aws."));
    let is_elastic = |path: &&str| aws::field_at(path).is_some_and(|field| field.is_elastic);
    let (elastic, ours): (Vec<_>, Vec<_>) = under_aws.partition(is_elastic);
    match (elastic.is_empty(), ours.is_empty()) {
        (true, true) => String::new(),
        (false, true) => "Elastic's".to_owned(),
        (true, false) => "ours".to_owned(),
        (false, false) => format!("Elastic's: {}; ours: {}", listed(elastic.into_iter()), listed(ours.into_iter())),
    }
}

/// What is done to a value: with the paths, where not the same is done for all of them.
fn how(fates: &[Fate]) -> String {
    let mut hows = fates.iter().map(|fate| fate.how.as_str()).collect::<Vec<_>>();
    hows.dedup();
    if let [how] = hows[..] {
        return how.to_owned();
    }
    let mut known = Vec::new();
    hows.retain(|how| {
        !how.is_empty() && !known.contains(how) && {
            known.push(*how);
            true
        }
    });
    let with_paths = hows.iter().map(|how| {
        let same = fates.iter().filter(|fate| fate.how == **how).map(|fate| fate.path.as_str());
        format!("{how}: {}", listed(same))
    });
    with_paths.collect::<Vec<_>>().join("; ")
}

/// Names in a row, as code.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// What the events of all the smallest records have.
fn in_event_of_none(source: &Source) -> Result<Vec<String>, String> {
    let events = source.kind.smallest.iter().map(|record| source.event(&parsed(record)));
    let events = events.collect::<Result<Vec<_>, String>>()?;
    let (first, others) = events.split_first().unwrap();
    let common = first.iter().filter(|(path, values)| others.iter().all(|event| event.get(*path) == Some(*values)));
    let texts = |values: &[Value]| listed(values.iter().filter_map(Value::as_str));
    Ok(common.map(|(path, values)| format!("`{path}` {}", texts(values))).collect())
}

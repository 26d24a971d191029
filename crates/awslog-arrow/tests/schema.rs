//! The schemas do not change unnoticed: `docs/arrow.md` has every column.
//!
//! `BLESS=1 cargo test -p awslog-arrow --test schema` writes it anew: read the difference before you commit it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test panics")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use arrow_schema::{DataType, Fields, Schema};
use awslog::Format;
use awslog::schema::{Field, Kind};

const PAGE: &str = "../../docs/arrow.md";

const HEAD: &str = "# Columns

The columns of the batches that [`awslog-arrow`](../crates/awslog-arrow) makes, for each format and for ECS events, with the names that they have
in the log. A test writes this page from the schemas.

| values | Arrow type |
| --- | --- |
| texts, enums | `Utf8View` |
| IP addresses | `Utf8View`, in the form of RFC 5952 |
| counters and other whole numbers | `UInt64`, `Int64` if they can be negative |
| numbers with a fraction | `Float64` |
| truth values | `Boolean` |
| instants | `Timestamp(ns, UTC)` |
| dates, times of day | `Date32`, `Time64(ns)` |
| durations | `Duration(ns)` |
| lists, objects | `List`, `Struct` |
| objects whose keys are data, such as tags | `Map`, with keys of type `Utf8` |
| free-form JSON, such as `requestParameters` | `Utf8View`, the exact text |

Every column can be null. Three columns are in every schema:

- `extra` is a `Map(Utf8, Utf8)` of what has no column of its own: unknown columns and keys, and instants and durations that do not fit into 64
  bits of nanoseconds (instants before 1677-09-21 and after 2262-04-11). Its keys are names as logged. In front of the unknown keys of an object stand the names of
  the columns that lead to the object, in front of those of an item of a list its index too: `user_identity.newKey`, `resources.0.newKey`. Its values are texts as
  logged, and everything else as JSON.
- `_error` and `_original` are null, unless the record was refused: they hold the reason, and the text of the record, with U+FFFD in place of
  bytes that are not UTF-8. All other columns are null then.

Below, `[]` stands for the items of a list, and `{}` for the values of a map.
";

/// What the section of a format with several kinds of records has after its table.
const KINDS: &str = "
A record is of one of {count} kinds, which `kind` names. Fields of the same name share a column.
";

#[test]
fn the_page_has_every_column() {
    let mut page = HEAD.to_owned();
    for format in Format::ALL {
        write_section(&mut page, format.title(), &awslog_arrow::schema(*format), format.schemas());
        match format.schemas().len() {
            1 => {}
            2 => page.push_str(&KINDS.replace("{count}", "two")),
            5 => page.push_str(&KINDS.replace("{count}", "five")),
            count => page.push_str(&KINDS.replace("{count}", &count.to_string())),
        }
    }
    #[cfg(feature = "ecs")]
    write_section(&mut page, "ECS events", &awslog_arrow::ecs_schema(), &[awslog::ecs::Event::SCHEMA]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    if std::env::var_os("BLESS").is_some() {
        return fs::write(path, page).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap();
    for (number, (committed, page)) in committed.lines().zip(page.lines()).enumerate() {
        assert_eq!(committed, page, "docs/arrow.md, line {}", number + 1);
    }
    assert_eq!(committed.lines().count(), page.lines().count(), "docs/arrow.md: the number of its lines");
}

fn write_section(page: &mut String, title: &str, schema: &Schema, structs: &[&'static [Field]]) {
    let (initial, rest) = title.split_at(1);
    write!(page, "\n## {}{rest}\n\n| column | type | in the log |\n| --- | --- | --- |\n", initial.to_uppercase())
        .unwrap();
    write_rows(page, "", schema.fields(), structs);
}

fn write_rows(page: &mut String, prefix: &str, columns: &Fields, structs: &[&'static [Field]]) {
    for column in columns {
        let field = structs.iter().copied().flatten().find(|field| field.name == column.name());
        let path = format!("{prefix}{}", column.name());
        let logged = field.map_or(String::new(), |field| format!("`{}`", field.aws_name));
        writeln!(page, "| `{path}` | `{}` | {logged} |", type_name(column.data_type())).unwrap();
        if let Some(field) = field {
            write_parts(page, &path, column.data_type(), field.kind);
        }
    }
}

/// Writes the rows of what is in a column.
fn write_parts(page: &mut String, path: &str, data_type: &DataType, kind: Kind) {
    match (data_type, kind) {
        (DataType::List(item), Kind::List(kind)) => write_parts(page, &format!("{path}[]"), item.data_type(), *kind),
        (DataType::Struct(columns), Kind::Object(fields)) => write_rows(page, &format!("{path}."), columns, &[fields]),
        (DataType::Map(entries, _), Kind::Map(kind)) => {
            let DataType::Struct(columns) = entries.data_type() else { panic!("{entries}") };
            write_parts(page, &format!("{path}{{}}"), columns[1].data_type(), *kind);
        }
        _ => {}
    }
}

fn type_name(data_type: &DataType) -> String {
    match data_type {
        DataType::Struct(_) => "Struct".into(),
        DataType::List(item) => format!("List({})", type_name(item.data_type())),
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(columns) => {
                format!("Map({}, {})", type_name(columns[0].data_type()), type_name(columns[1].data_type()))
            }
            other => panic!("{other}"),
        },
        DataType::Timestamp(_, Some(zone)) => format!("Timestamp(ns, {zone})"),
        DataType::Time64(_) => "Time64(ns)".into(),
        DataType::Duration(_) => "Duration(ns)".into(),
        other => other.to_string(),
    }
}

#[test]
fn names_of_columns_are_unique() {
    for format in Format::ALL {
        let schema = awslog_arrow::schema(*format);
        let mut names = schema.fields().iter().map(|field| field.name()).collect::<Vec<_>>();
        names.sort();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "{format}");
    }
}

#[test]
fn fields_of_one_name_have_one_type() {
    for format in Format::ALL {
        let mut fields: Vec<Field> = Vec::new();
        for field in format.schemas().iter().copied().flatten() {
            match fields.iter().find(|known| known.name == field.name) {
                Some(known) => assert_eq!(known.kind, field.kind, "{format}: {}", field.name),
                None => fields.push(*field),
            }
        }
    }
}

use awslog::Format;

use super::{Change, NEW_NAME};

/// What stands between the values of a line.
fn delimiter(line: &str) -> char {
    if line.contains('\t') {
        '\t'
    } else if line.split(',').count() > line.split(' ').count() {
        ','
    } else {
        ' '
    }
}

/// The values of a line. Those in quotes may hold the delimiter.
fn split(line: &str, delimiter: char) -> Vec<String> {
    let mut in_quotes = false;
    let is_end = |char: char| {
        in_quotes ^= char == '"' && delimiter != '\t';
        char == delimiter && !in_quotes
    };
    line.split(is_end).map(str::to_owned).collect()
}

/// A line with some of its values changed.
pub fn changed_line(line: &str, changes: &[Change], others: &[String]) -> String {
    let delimiter = delimiter(line);
    let mut values = split(line, delimiter);
    for change in changes {
        let place = change.place.index(values.len());
        match change.how.index(8) {
            0 => values[place] = change.text.clone(),
            1 => values[place] = "-".to_owned(),
            2 => values[place] = change.other.get(&values).clone(),
            3 => {
                let other = split(&others[change.other.index(others.len())], delimiter);
                values[place] = other.get(place).cloned().unwrap_or_default();
            }
            4 => values.push(change.text.clone()),
            5 => values.truncate(place.max(1)),
            6 => {
                let ends = values[place].char_indices().map(|(end, _)| end).chain([values[place].len()]);
                let end = *change.other.get(&ends.collect::<Vec<_>>());
                values[place].insert_str(end, &change.text);
            }
            _ => drop(values[place].pop()),
        }
    }
    let mut line = values.join(&delimiter.to_string()).replace(['\n', '\r'], "");
    // Two lines with open quotes may be one record with a line feed: nobody can tell.
    if delimiter != '\t' && line.matches('"').count() % 2 == 1 {
        line.push('"');
    }
    // Neither blank nor a header nor JSON, so that it is a record whatever is in it.
    let is_other = line.trim_start_matches(['\u{FEFF}', '"']).starts_with(['#', '{', '[']);
    if is_other || line.trim().is_empty() { format!("x{line}") } else { line }
}

/// Gives all lines another column, or the same in another order.
pub fn change_columns(format: Format, names: &mut String, records: &mut [String], change: &Change) {
    let of_values = delimiter(&records[0]);
    let start = names.strip_prefix("#Fields:").map_or(0, |rest| names.len() - rest.trim_start().len());
    let (mark, listed) = names.split_at(start);
    let of_names = delimiter(listed);
    let mut columns = listed.split(of_names).map(str::to_owned).collect::<Vec<_>>();
    // A header of a load balancer's log that does not say that it is one begins with three known names.
    let first = if format == Format::Elb && start == 0 { 3 } else { 0 };
    let [place, other] = [change.place, change.other].map(|place| first + place.index(columns.len() - first));
    let how = change.how.index(3);
    match how {
        0 => columns.swap(place, other),
        1 => columns.insert(place, NEW_NAME.to_owned()),
        _ => columns.push(columns[other].clone()),
    }
    *names = format!("{mark}{}", columns.join(&of_names.to_string()));
    for record in records {
        let mut values = split(record, of_values);
        if values.len() != columns.len() - usize::from(how != 0) {
            continue;
        }
        match how {
            0 => values.swap(place, other),
            1 => values.insert(place, "new".to_owned()),
            _ => values.push(values[other].clone()),
        }
        *record = values.join(&of_values.to_string());
    }
}

//! Lines whose values are in quotes where they may hold spaces.

/// The words of a line, and whether each is in quotes. `None` if a quote stands anywhere else than around a word.
pub fn words(line: &str) -> Option<Vec<(bool, &str)>> {
    let mut words = Vec::new();
    let mut rest = line;
    loop {
        let (is_quoted, end) = match rest.strip_prefix('"') {
            Some(quoted) => (true, quoted.find('"')? + 2),
            None => (false, rest.find(' ').unwrap_or(rest.len())),
        };
        let (word, after) = rest.split_at(end);
        if !is_quoted && word.contains('"') {
            return None;
        }
        words.push((is_quoted, if is_quoted { &word[1..word.len() - 1] } else { word }));
        match after.strip_prefix(' ') {
            Some(after) => rest = after,
            None if after.is_empty() => return Some(words),
            None => return None,
        }
    }
}

/// Whether the words in these places are in quotes, and no others. A word may be missing at the end.
pub fn are_quoted(line: &str, places: &[usize]) -> bool {
    let line = line.trim_end_matches(['\r', '\n']);
    words(line).is_some_and(|words| {
        words.iter().enumerate().all(|(place, (is_quoted, _))| *is_quoted == places.contains(&place))
    })
}

//! What the command lines of the examples share.

use std::vec;

/// The words after the name of the program.
pub fn words() -> Result<vec::IntoIter<String>, String> {
    let words = std::env::args_os()
        .skip(1)
        .map(|word| word.into_string().map_err(|word| format!("{}: expected UTF-8 text", word.display())));
    Ok(words.collect::<Result<Vec<_>, _>>()?.into_iter())
}

/// The number after an option.
pub fn number(option: &str, word: &str) -> Result<usize, String> {
    match word.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("{option}: expected a number from 1, found {word:?}")),
    }
}

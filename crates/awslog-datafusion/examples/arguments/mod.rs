//! What the command lines of the examples share.

/// The number after an option.
pub fn number(option: &str, word: &str) -> Result<usize, String> {
    match word.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("{option}: expected a number from 1, found {word:?}")),
    }
}

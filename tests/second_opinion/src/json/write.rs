//! Writes JSON in one of the many ways that mean the same.

use super::tree::Tree;
use crate::generate::Random;

pub fn write(tree: &Tree, random: &mut Random) -> String {
    let mut writer = Writer { out: String::new(), spaced: random.below(4) == 0, escaped: random.below(3) == 0, random };
    writer.value(tree);
    writer.out
}

struct Writer<'r> {
    out: String,
    /// White space is between values.
    spaced: bool,
    /// Some characters are escaped that need not be.
    escaped: bool,
    random: &'r mut Random,
}

impl Writer<'_> {
    fn value(&mut self, tree: &Tree) {
        self.space();
        match tree {
            Tree::Null => self.out.push_str("null"),
            Tree::Text(text) => self.text(text),
            Tree::List(items) => {
                self.out.push('[');
                for (place, item) in items.iter().enumerate() {
                    self.out.push_str(if place == 0 { "" } else { "," });
                    self.value(item);
                }
                self.space();
                self.out.push(']');
            }
            Tree::Object(members) => {
                self.out.push('{');
                for (place, (key, value)) in members.iter().enumerate() {
                    self.out.push_str(if place == 0 { "" } else { "," });
                    self.space();
                    self.text(key);
                    self.space();
                    self.out.push(':');
                    self.value(value);
                }
                self.space();
                self.out.push('}');
            }
            scalar => self.out.push_str(scalar.scalar().unwrap_or_default()),
        }
        self.space();
    }

    fn space(&mut self) {
        if self.spaced {
            self.out.push_str(self.random.pick(&["", "", " ", "\n", "\r\n", "\t", "  "]));
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        for character in text.chars() {
            let plain = !matches!(character, '"' | '\\' | '\0'..' ');
            if plain && !(self.escaped && self.random.below(8) == 0) {
                self.out.push(character);
                continue;
            }
            let short = match character {
                '"' => r#"\""#,
                '\\' => r"\\",
                '/' => r"\/",
                '\n' => r"\n",
                '\r' => r"\r",
                '\t' => r"\t",
                '\u{8}' => r"\b",
                '\u{c}' => r"\f",
                _ => "",
            };
            if short.is_empty() || self.random.below(4) == 0 {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let digits = format!("{unit:04x}");
                    self.out.push_str(r"\u");
                    self.out.push_str(&if self.random.below(2) == 0 { digits } else { digits.to_uppercase() });
                }
            } else {
                self.out.push_str(short);
            }
        }
        self.out.push('"');
    }
}

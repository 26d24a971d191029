//! `field|expand: '%name%'`: lists that come with the rules and not in them.

use std::collections::HashMap;

use rsigma_parser::{Detection, Modifier, SigmaRule, SigmaString, SigmaValue};

/// The values of each placeholder by its name.
pub(crate) type Placeholders = HashMap<String, Vec<String>>;

/// Puts the values in place of the placeholders of a rule. The error is the name of one that has none.
pub(crate) fn expand(rule: &mut SigmaRule, placeholders: &Placeholders) -> Result<(), String> {
    rule.detection.named.values_mut().try_for_each(|detection| expand_in(detection, placeholders))
}

fn expand_in(detection: &mut Detection, placeholders: &Placeholders) -> Result<(), String> {
    match detection {
        Detection::AllOf(items) => {
            for item in items.iter_mut().filter(|item| item.field.has_modifier(Modifier::Expand)) {
                let mut values = Vec::new();
                for value in &item.values {
                    match value {
                        SigmaValue::String(text) => expand_text(&text.original, placeholders, &mut values)?,
                        value => values.push(value.clone()),
                    }
                }
                item.values = values;
                item.field.modifiers.retain(|modifier| *modifier != Modifier::Expand);
            }
            Ok(())
        }
        Detection::AnyOf(detections) | Detection::And(detections) => {
            detections.iter_mut().try_for_each(|detection| expand_in(detection, placeholders))
        }
        Detection::ArrayMatch { body, .. } => expand_in(body, placeholders),
        Detection::Conditional { named, .. } => {
            named.values_mut().try_for_each(|detection| expand_in(detection, placeholders))
        }
        Detection::Keywords(_) => Ok(()),
    }
}

/// Appends a text once for each value of its placeholder. A text has one placeholder at most.
fn expand_text(text: &str, placeholders: &Placeholders, values: &mut Vec<SigmaValue>) -> Result<(), String> {
    let parts = text.split_once('%').and_then(|(before, rest)| Some((before, rest.split_once('%')?)));
    let Some((before, (name, after))) = parts else {
        values.push(SigmaValue::String(SigmaString::new(text)));
        return Ok(());
    };
    match placeholders.get(name) {
        Some(found) if !found.is_empty() => {
            let text = |value: &String| SigmaString::new(&format!("{before}{}{after}", escaped(value)));
            values.extend(found.iter().map(text).map(SigmaValue::String));
            Ok(())
        }
        _ => Err(name.to_owned()),
    }
}

/// A value in which `*` and `?` are no wildcards.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for letter in value.chars() {
        if matches!(letter, '*' | '?' | '\\') {
            text.push('\\');
        }
        text.push(letter);
    }
    text
}

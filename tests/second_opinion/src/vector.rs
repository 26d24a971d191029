//! Vector's language: a function of it as a function.

use std::collections::BTreeMap;

use vrl::compiler::runtime::Runtime;
use vrl::compiler::state::RuntimeState;
use vrl::compiler::{Program, TargetValue, TimeZone};
use vrl::value::{KeyString, Secrets, Value};

/// The result of a call: an object, or the words of an error.
pub type Answer = Result<BTreeMap<KeyString, Value>, String>;

pub struct Call {
    program: Program,
    runtime: Runtime,
}

impl Call {
    /// A call whose parameters are the first and the second text: `parse_json(.first)`.
    pub fn new(call: &str) -> Self {
        let source = format!(".result, .error = {call}");
        let compiled = vrl::compiler::compile(&source, &vrl::stdlib::all());
        let program = compiled.unwrap_or_else(|errors| panic!("{}", vrl::diagnostic::Formatter::new(&source, errors)));
        Call { program: program.program, runtime: Runtime::new(RuntimeState::default()) }
    }

    pub fn run(&mut self, first: &str, second: &str) -> Answer {
        let event = BTreeMap::from([("first".into(), first.into()), ("second".into(), second.into())]);
        let mut target = TargetValue {
            value: Value::Object(event),
            metadata: Value::Object(BTreeMap::new()),
            secrets: Secrets::default(),
        };
        self.runtime.clear();
        let result = self.runtime.resolve(&mut target, &self.program, &TimeZone::default());
        result.unwrap_or_else(|error| panic!("Vector stops with {error:?} at {first}"));
        let Value::Object(mut event) = target.value else { panic!("the event is an object") };
        match (event.remove("error"), event.remove("result")) {
            (None | Some(Value::Null), Some(Value::Object(result))) => Ok(result),
            (Some(error), _) if error.to_str_lossy().is_some() => Err(text(&error).unwrap_or_default()),
            (error, result) => panic!("Vector answers {error:?} and {result:?}"),
        }
    }
}

/// A value as text. `None` for null.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => Some(items.iter().filter_map(text).collect::<Vec<_>>().join(" ")),
        other => Some(other.to_str_lossy().map_or_else(|| other.to_string(), Into::into)),
    }
}

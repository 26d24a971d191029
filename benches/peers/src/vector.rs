//! Vector: a program in its language, compiled once and run for each record.

use std::collections::BTreeMap;

use vrl::compiler::runtime::Runtime;
use vrl::compiler::state::RuntimeState;
use vrl::compiler::{Program, TargetValue, TimeZone};
use vrl::value::{Secrets, Value};

pub struct Vector {
    program: Program,
    runtime: Runtime,
}

impl Vector {
    pub fn new(source: &str) -> Self {
        let compiled = vrl::compiler::compile(source, &vrl::stdlib::all());
        let program = compiled.unwrap_or_else(|errors| {
            panic!("{}", vrl::diagnostic::Formatter::new(source, errors));
        });
        Vector { program: program.program, runtime: Runtime::new(RuntimeState::default()) }
    }

    /// Runs the program with a line as `.message`, and writes the event that it makes of it.
    pub fn write(&mut self, line: &str, out: &mut Vec<u8>) {
        let mut target = TargetValue {
            value: Value::Object(BTreeMap::from([("message".into(), line.into())])),
            metadata: Value::Object(BTreeMap::new()),
            secrets: Secrets::default(),
        };
        self.runtime.clear();
        let result = self.runtime.resolve(&mut target, &self.program, &TimeZone::default());
        result.unwrap_or_else(|error| panic!("Vector stops with {error:?} at {line}"));
        serde_json::to_writer(&mut *out, &target.value).expect("an event can be written");
        out.push(b'\n');
    }
}

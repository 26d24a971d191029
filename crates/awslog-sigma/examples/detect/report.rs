use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use awslog::Record;
use awslog::ecs::{Event, Mapper};
use awslog_sigma::rsigma_eval::EvaluationResult;
use serde_json::json;

use crate::shared;

/// Writes hits and counts them.
pub struct Report<W> {
    output: W,
    json: bool,
    mapper: Mapper,
    /// By title and level.
    counts: BTreeMap<(String, &'static str), u64>,
}

impl<W: Write> Report<W> {
    pub fn new(output: W, json: bool) -> Self {
        let mapper = Mapper::builder().aws_fields(false).build();
        Report { output, json, mapper, counts: BTreeMap::new() }
    }

    /// Writes the hits of one record.
    pub fn hits(&mut self, path: &Path, line: u64, record: &Record<'_>, hits: &[EvaluationResult]) -> io::Result<()> {
        let event = self.mapper.to_ecs(record);
        let time = event.timestamp.map(|time| time.to_string());
        let (who, whence) = (who(&event), whence(&event));
        for hit in hits {
            let level = hit.header.level.map_or("-", |level| level.as_str());
            *self.counts.entry((hit.header.rule_title.clone(), level)).or_default() += 1;
            if self.json {
                let hit = json!({
                    "time": time,
                    "file": path.to_string_lossy(),
                    "line": line,
                    "format": record.format().as_str(),
                    "who": who,
                    "from": whence,
                    "hit": hit,
                });
                writeln!(self.output, "{hit}")?;
            } else {
                let [time, who, whence] = [&time, &who, &whence].map(|text| printable(text.as_deref().unwrap_or("-")));
                let rule = printable(&hit.header.rule_title);
                let file = printable(&path.to_string_lossy());
                writeln!(self.output, "{time}\t{file}\t{line}\t{rule}\t{level}\t{who}\t{whence}")?;
            }
        }
        self.output.flush()
    }

    /// Writes the number of hits of each rule to standard error.
    pub fn finish(&mut self) -> io::Result<()> {
        for ((rule, level), count) in &self.counts {
            shared::complain(format_args!("{count:8} {} ({level})", printable(rule)));
        }
        self.output.flush()
    }
}

/// Who did it.
fn who(event: &Event<'_>) -> Option<String> {
    let user = event.get("user.name").or_else(|| event.get("user.id"));
    user.and_then(|user| user.text()).map(Into::into)
}

/// From where.
fn whence(event: &Event<'_>) -> Option<String> {
    let source = event.get("source.address").or_else(|| event.get("source.ip"));
    source.and_then(|source| source.text()).map(Into::into)
}

/// Escapes control characters: a user name or a file name may contain sequences for the terminal.
fn printable(text: &str) -> String {
    let escape =
        |letter: char| if letter.is_control() { letter.escape_debug().to_string() } else { letter.to_string() };
    text.chars().map(escape).collect()
}

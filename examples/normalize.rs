//! Writes ECS events of log files.

use std::io::Write;

fn main() {
    let mapper = awslog::ecs::Mapper::new();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut bytes = Vec::new();
    let mut format = None;
    let mut iter = args.iter();
    let mut any = false;
    while let Some(a) = iter.next() {
        if a == "--format" { format = iter.next().and_then(|f| f.parse().ok()); } else { any = true; bytes.extend(std::fs::read(a).unwrap()); }
    }
    if !any { std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).unwrap(); }
    let format = format.or(awslog::Format::detect(&bytes)).unwrap();
    for r in awslog::records(format, &bytes) {
        let mut out = vec![];
        match &r {
            Ok(r) => { let e = mapper.to_ecs(r); e.write_json(&mut out); assert_eq!(serde_json::to_string(&e).unwrap().into_bytes(), out); }
            Err(e) => { eprintln!("{e}"); mapper.pipeline_error(e).write_json(&mut out) }
        }
        out.push(b'\n');
        std::io::stdout().write_all(&out).unwrap();
    }
}

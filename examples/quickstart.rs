//! The shortest way from a log line to an ECS event.

use awslog::cloudfront;
use awslog::ecs::Mapper;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let line =
        "2026-01-15\t12:34:56\tFRA56-P3\t1045619\t192.0.2.10\tGET\td111111abcdef8.cloudfront.net\t/images/cat.jpg\t200";

    let record = cloudfront::parse_line(line)?;
    println!(
        "{} bytes to {}",
        record.sc_bytes.unwrap_or_default(),
        record.c_ip.map(|ip| ip.to_string()).unwrap_or_default()
    );

    let mapper = Mapper::new();
    let event = mapper.to_ecs(&record);
    println!("{}", serde_json::to_string_pretty(&event)?);
    Ok(())
}

//! [Sigma](https://sigmahq.io) rules on AWS logs: the engine [`rsigma_eval`] asks [`awslog`]'s records and ECS events for the fields
//! that a rule names, without JSON in between.
//!
//! [`RulesBuilder`] reads Sigma files, and [`Rules`] meets records with them:
//!
//! ```
//! use awslog::Format;
//! use awslog_sigma::RulesBuilder;
//!
//! let mut builder = RulesBuilder::new();
//! builder.add_yaml("trail_stopped.yml", "
//! title: Trail stopped
//! level: high
//! logsource:
//!     product: aws
//!     service: cloudtrail
//! detection:
//!     selection:
//!         eventSource: cloudtrail.amazonaws.com
//!         eventName: [StopLogging, DeleteTrail]
//!     condition: selection
//! ");
//! let (mut rules, problems) = builder.build();
//! assert_eq!(problems, []);
//!
//! let log = br#"{"Records":[{"eventVersion":"1.11","eventName":"StopLogging",
//!     "eventSource":"cloudtrail.amazonaws.com"}]}"#;
//! let record = awslog::records(Format::CloudTrail, log).next().unwrap()?;
//! let hits = rules.detect(&record);
//! assert_eq!(hits[0].header.rule_title, "Trail stopped");
//! # Ok::<(), awslog::Error>(())
//! ```
//!
//! Rules are trusted, records are not: no record can make a rule panic or take more than linear time. [`LogEvent`] is for those
//! who run an engine of their own.

mod builder;
mod event;
mod json;
mod logsource;
mod names;
mod path;
mod placeholders;
mod rules;

pub use builder::{Problem, RulesBuilder};
pub use event::LogEvent;
pub use rules::Rules;

pub use rsigma_eval;
pub use rsigma_parser;

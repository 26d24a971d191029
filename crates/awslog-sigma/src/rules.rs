//! Rules that meet records.

use std::fmt;

use awslog::ecs::{Event, Mapper};
use awslog::{Format, Record};
use rsigma_eval::{CorrelationEngine, EvaluationResult, MatchDetailLevel};
use rsigma_parser::LogSource;

use crate::LogEvent;
use crate::logsource;

/// Compiled rules. [`RulesBuilder`](crate::RulesBuilder) makes them.
///
/// A rule meets a record as its `taxonomy` and `logsource` say:
///
/// - Fields have AWS's names, unless the rule says `taxonomy: ecs`. Such a rule meets the records of its `service`: `cloudtrail`,
///   or the name of another [`Format`], and with `product: aws` alone the records of every format.
/// - A rule with `taxonomy: ecs` meets the events of every format, unless its `service` names one.
///
/// ```
/// use awslog::Format;
/// use awslog_sigma::RulesBuilder;
///
/// let mut builder = RulesBuilder::new();
/// builder.add_yaml("denied.yml", "
/// title: Denied
/// level: low
/// logsource:
///     product: aws
///     service: cloudtrail
/// detection:
///     selection:
///         errorCode|endswith: 'AccessDenied'
///     filter:
///         userIdentity.invokedBy|exists: true
///     condition: selection and not filter
/// ");
/// let (mut rules, problems) = builder.build();
/// assert_eq!(problems, []);
///
/// let log = br#"{"Records":[{"eventVersion":"1.11","eventName":"GetObject","errorCode":"AccessDenied"},
///     {"eventVersion":"1.11","eventName":"GetObject"}]}"#;
/// for record in awslog::records(Format::CloudTrail, log) {
///     for hit in rules.detect(&record?) {
///         println!("{}", hit.header.rule_title);
///     }
/// }
/// # Ok::<(), awslog::Error>(())
/// ```
pub struct Rules {
    /// Rules with AWS's names.
    records: Side,
    /// Rules with ECS names.
    events: Side,
    mapper: Mapper,
    sources: Vec<(Format, LogSource)>,
    foreign: usize,
}

/// The rules of one taxonomy.
pub(crate) struct Side {
    engine: CorrelationEngine,
}

impl Side {
    pub(crate) fn new(engine: CorrelationEngine) -> Self {
        Side { engine }
    }

    fn is_empty(&self) -> bool {
        self.engine.detection_rule_count() == 0
    }

    fn correlates(&self) -> bool {
        self.engine.correlation_rule_count() > 0
    }

    fn len(&self) -> usize {
        self.engine.detection_rule_count() + self.engine.correlation_rule_count()
    }

    fn evaluate(&self, event: &LogEvent<'_>, source: &LogSource, is_ecs: bool) -> Vec<EvaluationResult> {
        let engine = self.engine.engine();
        if is_ecs { engine.evaluate_pruned(event, source) } else { engine.evaluate_with_logsource(event, source) }
    }

    /// The hits with those of correlations. Without a time, a hit does not count for a correlation.
    fn correlate(
        &mut self,
        event: &LogEvent<'_>,
        hits: Vec<EvaluationResult>,
        time: Option<i64>,
    ) -> Vec<EvaluationResult> {
        match time {
            Some(time) if self.correlates() => self.engine.process_with_detections(event, hits, time),
            _ => hits,
        }
    }
}

impl Rules {
    pub(crate) fn new(records: Side, events: Side, mapper: Mapper, foreign: usize) -> Self {
        let sources = Format::ALL.iter().map(|format| (*format, logsource::of_format(*format))).collect();
        Rules { records, events, mapper, sources, foreign }
    }

    /// The number of rules and correlations.
    pub fn len(&self) -> usize {
        self.records.len() + self.events.len()
    }

    /// Returns whether there are no rules.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of rules that were left out because they are for other products.
    pub fn foreign(&self) -> usize {
        self.foreign
    }

    /// How much a hit says about the fields that matched. The default is their names and values.
    pub fn set_match_detail(&mut self, level: MatchDetailLevel) {
        self.records.engine.set_match_detail(level);
        self.events.engine.set_match_detail(level);
    }

    /// The rules that fire on a record, and the correlations that fire with it. Correlations go by the time of the record, so
    /// records may be years old. They do not have to be in order, but within a correlation's `timespan` of each other.
    ///
    /// ```
    /// use awslog::Format;
    /// use awslog_sigma::RulesBuilder;
    ///
    /// let mut builder = RulesBuilder::new();
    /// builder.add_yaml("denied.yml", "
    /// title: Denied
    /// name: denied
    /// logsource:
    ///     product: aws
    ///     service: cloudtrail
    /// detection:
    ///     selection:
    ///         errorCode: AccessDenied
    ///     condition: selection
    /// ---
    /// title: Denied twice
    /// correlation:
    ///     type: event_count
    ///     rules:
    ///         - denied
    ///     group-by:
    ///         - sourceIPAddress
    ///     timespan: 5m
    ///     condition:
    ///         gte: 2
    /// ");
    /// let (mut rules, problems) = builder.build();
    /// assert_eq!(problems, []);
    ///
    /// let log = br#"{"Records":[
    ///     {"eventVersion":"1.11","eventTime":"2026-01-15T12:00:00Z",
    ///      "sourceIPAddress":"192.0.2.10","errorCode":"AccessDenied"},
    ///     {"eventVersion":"1.11","eventTime":"2026-01-15T12:01:00Z",
    ///      "sourceIPAddress":"192.0.2.10","errorCode":"AccessDenied"}]}"#;
    /// let mut titles = Vec::new();
    /// for record in awslog::records(Format::CloudTrail, log) {
    ///     titles.extend(rules.detect(&record?).into_iter().map(|hit| hit.header.rule_title));
    /// }
    /// assert_eq!(titles, ["Denied", "Denied", "Denied twice"]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn detect(&mut self, record: &Record<'_>) -> Vec<EvaluationResult> {
        let of_record = self.of_record(record);
        if self.events.is_empty() && (of_record.is_empty() || !self.records.correlates()) {
            return of_record;
        }
        // The time of a record is a part of its mapping.
        let event = self.mapper.to_ecs(record);
        let of_event = self.of_event(record.format(), &event);
        if of_record.is_empty() && of_event.is_empty() {
            return of_record;
        }
        let time = event.timestamp.map(|time| time.unix_timestamp());
        let mut hits = self.records.correlate(&LogEvent::of_record(record), of_record, time);
        hits.extend(self.events.correlate(&LogEvent::of_event(&event), of_event, time));
        hits
    }

    /// The rules that fire on a record, without correlations. Many threads may call it at once.
    ///
    /// ```
    /// # use awslog::Format;
    /// # use awslog_sigma::RulesBuilder;
    /// let (rules, _) = RulesBuilder::new().build();
    /// let log = b"#Fields: c-ip\n192.0.2.66\n";
    /// let record = awslog::records(Format::CloudFront, log).next().unwrap()?;
    /// assert!(rules.evaluate(&record).is_empty());
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn evaluate(&self, record: &Record<'_>) -> Vec<EvaluationResult> {
        let mut hits = self.of_record(record);
        if !self.events.is_empty() {
            hits.extend(self.of_event(record.format(), &self.mapper.to_ecs(record)));
        }
        hits
    }

    /// The hits of rules with AWS's names.
    fn of_record(&self, record: &Record<'_>) -> Vec<EvaluationResult> {
        match self.source(record.format()) {
            Some(source) if !self.records.is_empty() => {
                self.records.evaluate(&LogEvent::of_record(record), source, false)
            }
            _ => Vec::new(),
        }
    }

    /// The hits of rules with ECS names.
    fn of_event(&self, format: Format, event: &Event<'_>) -> Vec<EvaluationResult> {
        match self.source(format) {
            Some(source) if !self.events.is_empty() => self.events.evaluate(&LogEvent::of_event(event), source, true),
            _ => Vec::new(),
        }
    }

    fn source(&self, format: Format) -> Option<&LogSource> {
        self.sources.iter().find_map(|(known, source)| (*known == format).then_some(source))
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rules").field("rules", &self.len()).field("foreign", &self.foreign).finish_non_exhaustive()
    }
}

//! From Sigma files to a set of rules.

use std::collections::HashSet;
use std::fmt;

use awslog::ecs::Mapper;
use rsigma_eval::{CorrelationConfig, CorrelationEngine, TimestampFallback, compile_rule};
use rsigma_parser::{CorrelationRule, SigmaCollection, SigmaRule, parse_sigma_yaml};

use crate::logsource::{self, Taxonomy};
use crate::placeholders::{self, Placeholders};
use crate::rules::{Rules, Side};

/// Collects Sigma files. [`build`](Self::build) makes [`Rules`] of those that can be read and says what is wrong with the others.
///
/// ```
/// use awslog_sigma::RulesBuilder;
///
/// let mut builder = RulesBuilder::new();
/// builder.add_yaml("root.yml", "
/// title: Root account
/// logsource:
///     product: aws
///     service: cloudtrail
/// detection:
///     selection:
///         userIdentity.type: Root
///     condition: selection
/// ");
/// builder.add_yaml("broken.yml", "title: [");
/// let (rules, problems) = builder.build();
/// assert_eq!(rules.len(), 1);
/// assert_eq!(problems[0].source(), "broken.yml");
/// ```
pub struct RulesBuilder {
    sides: [Documents; 2],
    placeholders: Placeholders,
    mapper: Mapper,
    correlations: Vec<(String, CorrelationRule)>,
    foreign: usize,
    problems: Vec<Problem>,
}

/// The documents of one taxonomy.
#[derive(Default)]
struct Documents {
    rules: Vec<(String, SigmaRule)>,
    collection: SigmaCollection,
}

/// A document that is left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    source: String,
    reason: String,
    placeholder: Option<String>,
}

impl Problem {
    /// The name under which the file was added.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The placeholder that has no values, if that is the reason.
    pub fn placeholder(&self) -> Option<&str> {
        self.placeholder.as_deref()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.source, self.reason)
    }
}

impl Default for RulesBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl RulesBuilder {
    /// No rules yet.
    pub fn new() -> Self {
        RulesBuilder {
            sides: Default::default(),
            placeholders: Placeholders::new(),
            mapper: Mapper::new(),
            correlations: Vec::new(),
            foreign: 0,
            problems: Vec::new(),
        }
    }

    /// The mapper that makes the events for rules with ECS names. The default is [`Mapper::new`].
    pub fn mapper(&mut self, mapper: Mapper) -> &mut Self {
        self.mapper = mapper;
        self
    }

    /// The values of a placeholder: `field|expand: '%name%'` matches each of them. `*` and `?` in values are no wildcards.
    ///
    /// ```
    /// use awslog::Format;
    /// use awslog_sigma::RulesBuilder;
    ///
    /// let mut builder = RulesBuilder::new();
    /// builder.placeholder("bad", ["192.0.2.66", "192.0.2.67"]);
    /// builder.add_yaml("bad.yml", "
    /// title: Bad address
    /// taxonomy: ecs
    /// logsource:
    ///     product: aws
    /// detection:
    ///     selection:
    ///         source.ip|expand: '%bad%'
    ///     condition: selection
    /// ");
    /// let (mut rules, _) = builder.build();
    /// let log = b"#Fields: c-ip\n192.0.2.66\n192.0.2.1\n";
    /// let mut hits = Vec::new();
    /// for record in awslog::records(Format::CloudFront, log) {
    ///     hits.push(rules.detect(&record?).len());
    /// }
    /// assert_eq!(hits, [1, 0]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn placeholder(&mut self, name: &str, values: impl IntoIterator<Item = impl Into<String>>) -> &mut Self {
        self.placeholders.insert(name.to_owned(), values.into_iter().map(Into::into).collect());
        self
    }

    /// Adds the documents of a file: rules, correlations and filters. The name is for problems.
    pub fn add_yaml(&mut self, source: &str, yaml: &str) -> &mut Self {
        match parse_sigma_yaml(yaml) {
            Ok(collection) => self.add_collection(source, collection),
            Err(error) => self.problem(source, error),
        }
        self
    }

    fn add_collection(&mut self, source: &str, collection: SigmaCollection) {
        let is_empty = collection.rules.is_empty()
            && collection.correlations.is_empty()
            && collection.filters.is_empty()
            && collection.errors.is_empty();
        if is_empty {
            self.problem(source, "there is no rule in it");
        }
        for error in collection.errors {
            self.problem(source, error);
        }
        for rule in collection.rules {
            match Taxonomy::of(rule.taxonomy.as_deref()) {
                Some(taxonomy) => self.side(taxonomy).rules.push((source.to_owned(), rule)),
                None => self.unknown_taxonomy(source, &rule.title, rule.taxonomy.as_deref()),
            }
        }
        for filter in collection.filters {
            match Taxonomy::of(filter.taxonomy.as_deref()) {
                Some(taxonomy) => self.side(taxonomy).collection.filters.push(filter),
                None => self.unknown_taxonomy(source, &filter.title, filter.taxonomy.as_deref()),
            }
        }
        self.correlations.extend(collection.correlations.into_iter().map(|rule| (source.to_owned(), rule)));
    }

    fn unknown_taxonomy(&mut self, source: &str, title: &str, name: Option<&str>) {
        let name = name.unwrap_or_default();
        self.problem(source, format_args!("{title}: expected the taxonomy sigma, aws or ecs, found {name:?}"));
    }

    fn problem(&mut self, source: &str, reason: impl fmt::Display) {
        self.problems.push(Problem { source: source.to_owned(), reason: reason.to_string(), placeholder: None });
    }

    fn side(&mut self, taxonomy: Taxonomy) -> &mut Documents {
        let [records, events] = &mut self.sides;
        match taxonomy {
            Taxonomy::Aws => records,
            Taxonomy::Ecs => events,
        }
    }

    /// The rules that can run, and what is wrong with the others.
    ///
    /// Rules for other products, such as `product: windows`, never meet a record: they are left out, and are no problem
    /// ([`Rules::foreign`]).
    pub fn build(mut self) -> (Rules, Vec<Problem>) {
        self.keep_rules(Taxonomy::Aws);
        self.keep_rules(Taxonomy::Ecs);
        self.keep_correlations();
        let [records, events] = std::mem::take(&mut self.sides);
        let records = self.engine(records);
        let events = self.engine(events);
        (Rules::new(records, events, self.mapper, self.foreign), self.problems)
    }

    /// Compiles the rules one by one, so that one that is wrong costs no other.
    fn keep_rules(&mut self, taxonomy: Taxonomy) {
        for (source, mut rule) in std::mem::take(&mut self.side(taxonomy).rules) {
            if !logsource::is_of_aws(&rule, taxonomy) {
                self.foreign += 1;
                continue;
            }
            if let Err(name) = placeholders::expand(&mut rule, &self.placeholders) {
                let reason = format!("{}: the placeholder %{name}% has no values", rule.title);
                self.problems.push(Problem { source, reason, placeholder: Some(name) });
                continue;
            }
            if let Err(error) = compile_rule(&rule) {
                self.problem(&source, format_args!("{}: {error}", rule.title));
                continue;
            }
            // The engine finds the correlations of a hit by the id of its rule.
            rule.id = rule.id.or_else(|| rule.name.clone());
            self.side(taxonomy).collection.rules.push(rule);
        }
    }

    /// Keeps the correlations whose rules are all known, in an order in which each follows those that it refers to.
    fn keep_correlations(&mut self) {
        let mut waiting = std::mem::take(&mut self.correlations);
        loop {
            let known = [Taxonomy::Aws, Taxonomy::Ecs].map(|taxonomy| self.side(taxonomy).names());
            let of = |correlation: &CorrelationRule| {
                known.iter().position(|names| correlation.rules.iter().all(|name| names.contains(name)))
            };
            let (ready, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, rule)| of(rule).is_some());
            waiting = rest;
            if ready.is_empty() {
                let known = known.into_iter().flatten().collect::<HashSet<_>>();
                for (source, correlation) in waiting {
                    let missing = correlation.rules.iter().find(|name| !known.contains(name.as_str()));
                    let reason = match missing {
                        Some(name) => {
                            format!("refers to the rule {name:?}, which is unknown, left out, or refers back")
                        }
                        None => "refers to rules with AWS's names and to rules with ECS names".to_owned(),
                    };
                    self.problem(&source, format_args!("{}: {reason}", correlation.title));
                }
                return;
            }
            for (source, mut correlation) in ready {
                let taxonomy = if of(&correlation) == Some(0) { Taxonomy::Aws } else { Taxonomy::Ecs };
                correlation.id = correlation.id.or_else(|| correlation.name.clone());
                match CorrelationEngine::default().add_correlation(&correlation) {
                    Ok(()) => self.side(taxonomy).collection.correlations.push(correlation),
                    Err(error) => self.problem(&source, format_args!("{}: {error}", correlation.title)),
                }
            }
        }
    }

    fn engine(&mut self, documents: Documents) -> Side {
        let config = CorrelationConfig { timestamp_fallback: TimestampFallback::Skip, ..CorrelationConfig::default() };
        let mut engine = CorrelationEngine::new(config.clone());
        let collection = documents.collection;
        if let Err(error) = engine.add_collection(&collection) {
            // All else has been compiled before.
            self.problem("filters", format_args!("left out: {error}"));
            engine = CorrelationEngine::new(config);
            let collection = SigmaCollection { filters: Vec::new(), ..collection };
            if let Err(error) = engine.add_collection(&collection) {
                self.problem("rules", error);
            }
        }
        Side::new(engine)
    }
}

impl Documents {
    /// The ids and names that correlations may refer to.
    fn names(&self) -> HashSet<String> {
        let rules = self.collection.rules.iter().map(|rule| [&rule.id, &rule.name]);
        let correlations = self.collection.correlations.iter().map(|rule| [&rule.id, &rule.name]);
        rules.chain(correlations).flatten().flatten().cloned().collect()
    }
}

impl fmt::Debug for RulesBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RulesBuilder").field("problems", &self.problems).finish_non_exhaustive()
    }
}

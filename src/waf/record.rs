use time::UtcDateTime;

use crate::error::Refusal;
use crate::json::foreign;
use crate::json::{Json, Reader, objects};
use crate::schema::Selection;
use crate::text::{Source, Text};

use super::entries::Entries;
use super::request::{HttpRequest, Label};
use super::rules::{MatchDetail, MatchingRule, MonetizeVerifyResponse, RateBasedRule, RuleGroup, TokenResponse};
use super::values::{Action, HttpSource, OversizeField, RuleType};
use super::web_acl::WebAcl;

objects! {
    /// One record: a request, and what the rules of a web ACL decided about it.
    ///
    /// An absent key, null, and an empty text or list are all absent values.
    ///
    /// <https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html>
    pub struct Record<'a> {
        /// When the request arrived; logged in milliseconds since 1970.
        "timestamp" => timestamp: Option<UtcDateTime> as MillisecondsOrDate => ecs,
        /// The version of the log's format: 1.
        "formatVersion" (lenient) => format_version: Option<u32> => aws(as keyword),
        /// The web ACL: an ARN, or a GUID in WAF Classic. See [`Record::web_acl`].
        "webaclId" => webacl_id: Option<Text<'a>> => custom("id"),
        /// The rule that decided: its name, or its GUID in WAF Classic; `Default_Action` if no rule decided.
        "terminatingRuleId" => terminating_rule_id: Option<Text<'a>> => ecs,
        /// The kind of rule that decided.
        "terminatingRuleType" => terminating_rule_type: Option<RuleType<'a>> => ecs,
        /// The action that was applied to the request.
        "action" => action: Option<Action<'a>> => ecs,
        /// What the rule that decided found. AWS fills it only for SQL injection and cross-site scripting.
        "terminatingRuleMatchDetails" => terminating_rule_match_details: Vec<MatchDetail<'a>> => aws(as aws_keys),
        /// The service that asked WAF about the request. `-` is an absent value.
        "httpSourceName" => http_source_name: Option<HttpSource<'a>> => aws("source.name"),
        /// The resource that the request was for: the id of a distribution, `<account>-app/<name>/<id>` for a load
        /// balancer, `<account>:<api>:<stage>` for API Gateway. `-` is an absent value.
        "httpSourceId" => http_source_id: Option<Text<'a>> => aws("source.id"),
        /// The rule groups that evaluated the request.
        "ruleGroupList" => rule_group_list: Vec<RuleGroup<'a>> => aws(as aws_keys),
        /// The rate-based rules that evaluated the request.
        "rateBasedRuleList" => rate_based_rule_list: Vec<RateBasedRule<'a>> => aws(as aws_keys),
        /// The rules of the web ACL itself that matched but did not decide.
        "nonTerminatingMatchingRules" => non_terminating_matching_rules: Vec<MatchingRule<'a>> => aws(as aws_keys),
        /// The headers that WAF inserted into the request.
        "requestHeadersInserted" => request_headers_inserted: Entries<super::Header<'a>> => custom,
        /// The status code of WAF's own response: a custom one, 405 for a CAPTCHA, 202 for a challenge.
        "responseCodeSent" => response_code_sent: Option<u16>,
        /// The request.
        "httpRequest" => http_request: Option<Box<HttpRequest<'a>>> => aws("request"),
        /// The labels that rules added to the request; the first hundred.
        "labels" => labels: Entries<Label<'a>>,
        /// The state of the client's token, if the rule that decided requires a CAPTCHA.
        "captchaResponse" => captcha_response: Option<Box<TokenResponse<'a>>>,
        /// The state of the client's token, if the rule that decided requires a challenge.
        "challengeResponse" => challenge_response: Option<Box<TokenResponse<'a>>>,
        /// The payment that the request came with.
        "monetizeVerifyResponse" => monetize_verify_response: Option<Box<MonetizeVerifyResponse<'a>>>,
        /// The JA3 fingerprint of the client's TLS handshake, 32 hexadecimal digits.
        "ja3Fingerprint" => ja3_fingerprint: Option<Text<'a>> => ecs,
        /// The JA4 fingerprint of the client's TLS handshake, 36 characters.
        "ja4Fingerprint" => ja4_fingerprint: Option<Text<'a>>,
        /// The parts of the request that were longer than WAF inspects.
        "oversizeFields" => oversize_fields: Vec<OversizeField<'a>>,
        /// The length of the request's body, in bytes.
        "requestBodySize" => request_body_size: Option<u64>,
        /// How much of the body WAF inspected, in bytes.
        "requestBodySizeInspectedByWAF" (lenient) => request_body_size_inspected_by_waf: Option<u64>,
        /// The autonomous system of the client's address. Also read from `httpRequest`.
        "clientAsn" => client_asn: Option<u32> => ecs,
        /// The autonomous system of the forwarded address. Also read from `httpRequest`.
        "forwardedAsn" (lenient) => forwarded_asn: Option<u32>,
        /// The tenant of a multi-tenant CloudFront distribution. Also read from `httpRequest`.
        "cfDistributionTenantId" => cf_distribution_tenant_id: Option<Text<'a>>,
        ..
        source: Source<'a>,
    }
    with custom;
}

/// The maximum number of rule groups that are examined. A web ACL has fewer.
const MOST_GROUPS: usize = 64;

/// What makes an object a WAF record: one of the keys that only WAF has.
const EXPECTED: &str = "a WAF record, which has `webaclId`, `terminatingRuleId` or `httpRequest`";

/// The keys of [`EXPECTED`], and others that are as good.
pub(super) const DISTINCTIVE_KEYS: &[&str] = &[
    "webaclId",
    "terminatingRuleId",
    "httpRequest",
    "httpSourceName",
    "terminatingRuleType",
    "ruleGroupList",
    "rateBasedRuleList",
    "nonTerminatingMatchingRules",
];

const DISTINCTIVE: Selection = Selection::of(Record::SCHEMA, DISTINCTIVE_KEYS);

impl<'a> Record<'a> {
    /// The value of a header of the request. The name is compared ignoring case. If there are several, the first.
    ///
    /// ```
    /// let json =
    ///     r#"{"httpRequest":{"headers":[{"name":"User-Agent","value":"curl/8.5.0"}]}}"#;
    /// let record = awslog::waf::parse_line(json)?;
    /// assert_eq!(record.header("user-agent"), Some("curl/8.5.0"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn header(&self, name: &str) -> Option<&str> {
        self.http_request.as_ref()?.header(name)
    }

    /// The headers of the request in their order, including repeated ones: name and value, empty if there is none.
    ///
    /// ```
    /// let json = r#"{"httpRequest":{"headers":[{"name":"a","value":"1"},
    ///     {"name":"B","value":"2"},{"name":"a","value":"3"}]}}"#;
    /// let record = awslog::waf::parse_line(json)?;
    /// assert_eq!(record.headers().collect::<Vec<_>>(), [("a", "1"), ("B", "2"), ("a", "3")]);
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self.http_request.iter().flat_map(|request| &request.headers);
        headers.map(|header| (header.name.as_deref().unwrap_or_default(), header.value.as_deref().unwrap_or_default()))
    }

    /// The pieces of the web ACL's ARN; `None` where it is a GUID, as in WAF Classic.
    pub fn web_acl(&self) -> Option<WebAcl<'_>> {
        WebAcl::new(self.webacl_id.as_deref()?)
    }

    /// The rule group that decided about the request, if one did.
    ///
    /// A group whose action is overridden to Count still logs the rule that would have decided. A group has decided
    /// if the web ACL's terminating rule is a group, the action of the group's rule is the record's, and the group is
    /// not counted by a rule of the web ACL. Of several such groups, it is the one that the terminating rule is named
    /// after, otherwise the last.
    ///
    /// ```
    /// let json = r#"{"action":"BLOCK","terminatingRuleId":"AWS-SQLi",
    ///     "terminatingRuleType":"MANAGED_RULE_GROUP",
    ///     "ruleGroupList":[{"ruleGroupId":"AWS#Anonymous",
    ///     "terminatingRule":{"ruleId":"HostingProvider","action":"BLOCK"}},
    ///     {"ruleGroupId":"AWS#SQLi","terminatingRule":{"ruleId":"SQLi_BODY",
    ///     "action":"BLOCK"}}],
    ///     "nonTerminatingMatchingRules":[{"ruleId":"AWS-Anonymous","action":"COUNT"}]}"#;
    /// let record = awslog::waf::parse_line(json)?;
    /// let group = record.terminating_rule_group().unwrap();
    /// assert_eq!(group.rule_group_id.as_deref(), Some("AWS#SQLi"));
    /// # Ok::<(), awslog::Error>(())
    /// ```
    pub fn terminating_rule_group(&self) -> Option<&RuleGroup<'a>> {
        let id = self.terminating_rule_id.as_deref().unwrap_or_default();
        let is_rule = matches!(self.terminating_rule_type, Some(RuleType::Regular | RuleType::RateBased));
        if is_rule || id == "Default_Action" {
            return None;
        }
        let has_decided = |group: &&RuleGroup<'_>| {
            let rule = group.terminating_rule.as_ref();
            rule.is_some_and(|rule| rule.action.is_none() || self.action.is_none() || rule.action == self.action)
        };
        let groups = || self.rule_group_list.iter().rev().filter(has_decided).take(MOST_GROUPS);
        let is_counted = |group: &&RuleGroup<'_>| {
            let mut rules = self.non_terminating_matching_rules.iter();
            rules.any(|rule| rule.rule_id.as_deref().is_some_and(|rule| group.gives_name_to(rule)))
        };
        groups().find(|group| group.gives_name_to(id)).or_else(|| groups().find(|group| !is_counted(group)))
    }

    /// The exact text of the record in the input.
    pub fn original(&self) -> Option<&str> {
        self.source.text()
    }

    crate::text::envelope_time!();

    /// Converts the record into an owned one, which no longer borrows from the input.
    pub fn into_owned(self) -> Record<'static> {
        Json::into_owned(self)
    }

    /// Reads the record that comes next.
    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, Box<Refusal>> {
        let start = reader.position();
        let mut others = Selection::NONE;
        let mut record = Self::default();
        record.fill_projected(reader, &mut others)?;
        let is_record = others.has_any(DISTINCTIVE) || record.is_record();
        foreign::check(is_record, &record.unknown, reader.text_from(start), EXPECTED)?;
        record.take_null_markers();
        record.take_from_request();
        Ok(record)
    }

    pub(super) fn set_source(&mut self, source: &'a str) {
        self.source.set_text(source);
    }

    pub(super) fn set_envelope_time(&mut self, time: time::UtcDateTime) {
        self.source.set_time(time);
    }

    /// Whether the object is a record. See [`EXPECTED`].
    fn is_record(&self) -> bool {
        self.webacl_id.is_some()
            || self.terminating_rule_id.is_some()
            || self.http_request.is_some()
            || self.http_source_name.is_some()
            || self.terminating_rule_type.is_some()
            || !self.rule_group_list.is_empty()
            || !self.rate_based_rule_list.is_empty()
            || !self.non_terminating_matching_rules.is_empty()
    }

    /// Takes away what AWS writes in place of nothing.
    fn take_null_markers(&mut self) {
        self.http_source_name.take_if(|name| name.as_str() == "-");
        self.http_source_id.take_if(|id| id == "-");
        if let Some(request) = &mut self.http_request {
            request.country.take_if(|country| country == "-");
            request.request_id.take_if(|id| id == "null");
        }
    }

    /// AWS does not say whether these keys are in the record or in its request, so users find them in one place.
    fn take_from_request(&mut self) {
        if let Some(request) = &mut self.http_request {
            move_to(&mut self.client_asn, &mut request.client_asn);
            move_to(&mut self.forwarded_asn, &mut request.forwarded_asn);
            move_to(&mut self.cf_distribution_tenant_id, &mut request.cf_distribution_tenant_id);
        }
    }
}

fn move_to<T>(place: &mut Option<T>, other: &mut Option<T>) {
    if place.is_none() {
        *place = other.take();
    }
}

use time::UtcDateTime;

use crate::json::{Raw, objects};
use crate::text::Text;

use super::values::{
    Action, ChainName, ConditionType, CurrencyMode, LimitKey, SensitivityLevel, TokenFailure, VerificationStatus,
};

objects! {
    /// An item of `ruleGroupList`: a rule group that evaluated the request.
    pub struct RuleGroup<'a> {
        /// The group: an ARN, `AWS#AWSManagedRulesCommonRuleSet`, `<vendor>#<name>#<version>`, or of WAF Classic a GUID.
        "ruleGroupId" => rule_group_id: Option<Text<'a>>,
        /// The rule of the group that decided about the request, if one of them did.
        "terminatingRule" => terminating_rule: Option<Box<MatchingRule<'a>>>,
        /// The rules of the group that matched but did not decide.
        "nonTerminatingMatchingRules" => non_terminating_matching_rules: Vec<MatchingRule<'a>>,
        /// The rules that were excluded from the group.
        "excludedRules" => excluded_rules: Vec<ExcludedRule<'a>>,
        /// Not described by AWS, which logs null.
        "customerConfig" => customer_config: Option<Raw<'a>>,
    }

    /// A rule that matched the request.
    pub struct MatchingRule<'a> {
        /// The rule's name, or its GUID in WAF Classic.
        "ruleId" => rule_id: Option<Text<'a>>,
        /// What the rule did.
        "action" => action: Option<Action<'a>>,
        /// What the rule would have done, if its group overrides the action.
        "overriddenAction" => overridden_action: Option<Action<'a>>,
        /// What the rule found. AWS fills it only for SQL injection and cross-site scripting.
        "ruleMatchDetails" => rule_match_details: Vec<MatchDetail<'a>>,
        /// The state of the client's token, if the rule required a CAPTCHA.
        "captchaResponse" => captcha_response: Option<Box<TokenResponse<'a>>>,
        /// The state of the client's token, if the rule required a challenge.
        "challengeResponse" => challenge_response: Option<Box<TokenResponse<'a>>>,
    }

    /// An item of `excludedRules`.
    pub struct ExcludedRule<'a> {
        /// How it was excluded: `EXCLUDED_AS_COUNT`.
        "exclusionType" => exclusion_type: Option<Action<'a>>,
        /// The rule.
        "ruleId" => rule_id: Option<Text<'a>>,
    }

    /// An item of `terminatingRuleMatchDetails` and `ruleMatchDetails`: what a statement found in the request.
    pub struct MatchDetail<'a> {
        /// The kind of attack.
        "conditionType" => condition_type: Option<ConditionType<'a>>,
        /// How sensitive the statement is to SQL injection.
        "sensitivityLevel" => sensitivity_level: Option<SensitivityLevel<'a>>,
        /// Where in the request it was found, such as `HEADER` or `URI`; `UNKNOWN` for JSON bodies.
        "location" => location: Option<Text<'a>>,
        /// The parts of the request that matched.
        "matchedData" => matched_data: Vec<Text<'a>>,
    }

    /// An item of `rateBasedRuleList`: a rate-based rule that evaluated the request.
    pub struct RateBasedRule<'a> {
        /// The rule: an ARN, or a GUID in WAF Classic; `NO_EVALUATION_PERFORMED` if it did not count the request.
        "rateBasedRuleId" => rate_based_rule_id: Option<Text<'a>>,
        /// The rule's name.
        "rateBasedRuleName" => rate_based_rule_name: Option<Text<'a>>,
        /// What requests are counted by.
        "limitKey" => limit_key: Option<LimitKey<'a>>,
        /// The address that requests are counted by, if it is a single address; `INVALID` if it is not an address.
        "limitValue" => limit_value: Option<Text<'a>>,
        /// How many requests a window allows.
        "maxRateAllowed" (lenient) => max_rate_allowed: Option<u64>,
        /// The length of the window in seconds.
        "evaluationWindowSec" (lenient) => evaluation_window_sec: Option<u64>,
        /// The parts of the request that it is counted by.
        "customValues" => custom_values: Vec<CustomValue<'a>>,
    }

    /// An item of `customValues`: a part of the request that a rate-based rule counted it by.
    pub struct CustomValue<'a> {
        /// The kind of part: `HEADER` and so on.
        "key" => key: Option<Text<'a>> as Exact,
        /// Its name, if parts of that kind have one.
        "name" => name: Option<Text<'a>>,
        /// The first 32 characters of its value.
        "value" => value: Option<Text<'a>> as Exact,
    }

    /// `captchaResponse` and `challengeResponse`: the state of the token that shows that the client has passed.
    pub struct TokenResponse<'a> {
        /// The status code of the response if the client was stopped, 405 or 202; 0 if the request went on.
        "responseCode" (lenient) => response_code: Option<u16>,
        /// When the client passed, in seconds since 1970; 0 if it did not. See [`TokenResponse::solved_at`].
        "solveTimestamp" (lenient) => solve_timestamp: Option<u64> => custom,
        /// Why the client was stopped.
        "failureReason" => failure_reason: Option<TokenFailure<'a>>,
    }
    with custom;

    /// `monetizeVerifyResponse`: the result of verifying the payment that came with a request.
    pub struct MonetizeVerifyResponse<'a> {
        /// Whether the payment was verified.
        "verificationStatus" => verification_status: Option<VerificationStatus<'a>>,
        /// Why it was not.
        "failureReason" => failure_reason: Option<Text<'a>>,
        /// The blockchain.
        "chainName" => chain_name: Option<ChainName<'a>>,
        /// The blockchain by its CAIP-2 id: `eip155:84532`.
        "network" => network: Option<Text<'a>>,
        /// How much was paid, as a decimal number of `currency`.
        "amount" => amount: Option<Text<'a>>,
        /// The currency: `USDC`.
        "currency" => currency: Option<Text<'a>>,
        /// The contract of the currency.
        "asset" => asset: Option<Text<'a>>,
        /// The address of the payer.
        "payerAddress" => payer_address: Option<Text<'a>>,
        /// The key that keeps a payment from being processed twice.
        "idempotencyKey" => idempotency_key: Option<Text<'a>>,
        /// Whether it is real money.
        "currencyMode" => currency_mode: Option<CurrencyMode<'a>>,
    }
}

/// No rule has a longer name.
const LONGEST_NAME: usize = 256;

impl RuleGroup<'_> {
    /// The group's name: `SQLi` of `AWS#SQLi`, `vendor#SQLi#1.0` and `arn:...:regional/rulegroup/SQLi/<id>`, or the GUID.
    fn name(&self) -> Option<&str> {
        let id = self.rule_group_id.as_deref()?;
        match id.split_once('#') {
            Some((_, name)) => name.split('#').next(),
            None => match id.split_once("/rulegroup/") {
                Some((_, name)) => name.split('/').next(),
                None => Some(id),
            },
        }
    }

    /// Returns whether a rule of the web ACL is named after the group, as in the console: `AWS-SQLi`.
    pub(super) fn gives_name_to(&self, rule: &str) -> bool {
        rule.len() <= LONGEST_NAME && self.name().is_some_and(|name| !name.is_empty() && rule.contains(name))
    }
}

impl TokenResponse<'_> {
    /// The time at which the client passed. `None` if it did not.
    pub fn solved_at(&self) -> Option<UtcDateTime> {
        let seconds = self.solve_timestamp.filter(|seconds| *seconds != 0)?;
        UtcDateTime::from_unix_timestamp(seconds.try_into().ok()?).ok()
    }
}

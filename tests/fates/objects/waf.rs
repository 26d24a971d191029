//! The objects of WAF records.

use awslog::waf::*;

use super::{HasObject, objects};
use crate::fates::{Object, Shape};

objects! {
    Record {
        "terminatingRuleMatchDetails": List MatchDetail,
        "ruleGroupList": List RuleGroup,
        "rateBasedRuleList": List RateBasedRule,
        "nonTerminatingMatchingRules": List MatchingRule,
        "requestHeadersInserted": List Header,
        "httpRequest": One HttpRequest,
        "labels": List Label,
        "captchaResponse": One TokenResponse,
        "challengeResponse": One TokenResponse,
        "monetizeVerifyResponse": One MonetizeVerifyResponse,
    }
    HttpRequest {
        "headers": List Header,
    }
    RuleGroup {
        "terminatingRule": One MatchingRule,
        "nonTerminatingMatchingRules": List MatchingRule,
        "excludedRules": List ExcludedRule,
    }
    MatchingRule {
        "ruleMatchDetails": List MatchDetail,
        "captchaResponse": One TokenResponse,
        "challengeResponse": One TokenResponse,
    }
    RateBasedRule {
        "customValues": List CustomValue,
    }
    Header {} Label {} ExcludedRule {} MatchDetail {} CustomValue {} TokenResponse {} MonetizeVerifyResponse {}
}

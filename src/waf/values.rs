//! The values of WAF's fields that AWS lists. All the lists are open.

use crate::text::open_enum;

open_enum! {
    /// `action`: what WAF did with the request, or what a rule says to do.
    ///
    /// <https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html>
    pub enum Action {
        /// The request went on to the resource.
        Allow = "ALLOW",
        /// The request was refused.
        Block = "BLOCK",
        /// The request was counted, and the next rule evaluated it.
        Count = "COUNT",
        /// The client had to solve a puzzle.
        Captcha = "CAPTCHA",
        /// The client had to run a script silently.
        Challenge = "CHALLENGE",
        /// The client had to pay.
        Monetize = "MONETIZE",
        /// The rule was excluded from its group, which counts the request only.
        ExcludedAsCount = "EXCLUDED_AS_COUNT",
    }
}

open_enum! {
    /// `terminatingRuleType`: the kind of rule that decided.
    pub enum RuleType {
        /// A rule of the web ACL, or its default action.
        Regular = "REGULAR",
        /// A rate-based rule.
        RateBased = "RATE_BASED",
        /// A rule group.
        Group = "GROUP",
        /// A rule group that AWS or a seller manages.
        ManagedRuleGroup = "MANAGED_RULE_GROUP",
    }
}

open_enum! {
    /// `httpSourceName`: the service that asked WAF about the request.
    pub enum HttpSource {
        /// CloudFront.
        CloudFront = "CF",
        /// API Gateway.
        ApiGateway = "APIGW",
        /// An Application Load Balancer.
        LoadBalancer = "ALB",
        /// AppSync.
        AppSync = "APPSYNC",
        /// A Cognito user pool.
        Cognito = "COGNITOIDP",
        /// App Runner.
        AppRunner = "APPRUNNER",
        /// Verified Access.
        VerifiedAccess = "VERIFIED_ACCESS",
    }
}

open_enum! {
    /// `conditionType`: the kind of attack that a statement found.
    pub enum ConditionType {
        /// SQL injection.
        SqlInjection = "SQL_INJECTION",
        /// Cross-site scripting.
        Xss = "XSS",
    }
}

open_enum! {
    /// `sensitivityLevel`: how readily a SQL injection statement reports an attack.
    pub enum SensitivityLevel {
        /// Fewer attacks are found, with fewer false positives.
        Low = "LOW",
        /// More attacks are found, with more false positives.
        High = "HIGH",
    }
}

open_enum! {
    /// `limitKey`: what a rate-based rule counts requests by.
    pub enum LimitKey {
        /// The client's address.
        Ip = "IP",
        /// An address in a header.
        ForwardedIp = "FORWARDED_IP",
        /// Parts of the request: see [`RateBasedRule::custom_values`](super::RateBasedRule::custom_values).
        CustomKeys = "CUSTOMKEYS",
        /// All requests together.
        Constant = "CONSTANT",
    }
}

open_enum! {
    /// `oversizeFields`: a part of the request that was longer than WAF inspects.
    pub enum OversizeField {
        /// The body.
        RequestBody = "REQUEST_BODY",
        /// The body, inspected as JSON.
        RequestJsonBody = "REQUEST_JSON_BODY",
        /// The headers.
        RequestHeaders = "REQUEST_HEADERS",
        /// The cookies.
        RequestCookies = "REQUEST_COOKIES",
    }
}

open_enum! {
    /// `failureReason`: what was wrong with the token of a puzzle or challenge.
    pub enum TokenFailure {
        /// There was none.
        Missing = "TOKEN_MISSING",
        /// It was too old.
        Expired = "TOKEN_EXPIRED",
        /// It was not a valid token.
        Invalid = "TOKEN_INVALID",
        /// It was for another domain.
        DomainMismatch = "TOKEN_DOMAIN_MISMATCH",
    }
}

open_enum! {
    /// `verificationStatus`: the result of verifying a payment.
    pub enum VerificationStatus {
        /// The payment is valid.
        Verified = "VERIFIED",
        /// The payer has insufficient funds.
        InsufficientFunds = "INSUFFICIENT_FUNDS",
        /// The payment could not be read.
        InvalidPayload = "INVALID_PAYLOAD",
        /// The payment does not match the requirements.
        InvalidPaymentRequirements = "INVALID_PAYMENT_REQUIREMENTS",
        /// The payment could not be verified.
        ServiceError = "SERVICE_ERROR",
    }
}

open_enum! {
    /// `chainName`: the blockchain of a payment.
    pub enum ChainName {
        /// Base.
        Base = "BASE",
        /// Solana.
        Solana = "SOLANA",
        /// The test network of Base.
        BaseSepolia = "BASE_SEPOLIA",
        /// The development network of Solana.
        SolanaDevnet = "SOLANA_DEVNET",
    }
}

open_enum! {
    /// `currencyMode`: whether a payment is of real money.
    pub enum CurrencyMode {
        /// Real money.
        Real = "REAL",
        /// Test money.
        Test = "TEST",
    }
}

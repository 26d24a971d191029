//! `insightDetails`: what an Insights event says.

use super::values::{InsightState, InsightType};
use crate::json::objects;
use crate::text::Text;

objects! {
    /// Unusual activity, as the Insights events of trails describe it.
    ///
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html>
    pub struct InsightDetails<'a> {
        /// Whether it begins or ends. The two events share their `sharedEventID`.
        "state" => state: Option<InsightState<'a>>,
        /// The service that was called.
        "eventSource" => event_source: Option<Text<'a>>,
        /// The API that was called.
        "eventName" => event_name: Option<Text<'a>>,
        /// What is unusual.
        "insightType" => insight_type: Option<InsightType<'a>>,
        /// The error whose rate is unusual.
        "errorCode" => error_code: Option<Text<'a>>,
        /// How unusual it is, and who takes part.
        "insightContext" => insight_context: Option<InsightContext<'a>>,
    }

    /// `insightDetails.insightContext`
    pub struct InsightContext<'a> {
        /// The rates.
        "statistics" => statistics: Option<InsightStatistics<'a>>,
        /// Who takes part, by several attributes.
        "attributions" => attributions: Vec<Attribution<'a>>,
    }

    /// `insightDetails.insightContext.statistics`
    pub struct InsightStatistics<'a> {
        /// What is usual.
        "baseline" => baseline: Option<Average<'a>>,
        /// What was measured.
        "insight" => insight: Option<Average<'a>>,
        /// How long the unusual activity lasted, in minutes.
        "insightDuration" (lenient) => insight_duration: Option<u64>,
        /// How long was measured for the baseline, in minutes.
        "baselineDuration" (lenient) => baseline_duration: Option<u64>,
    }

    /// A rate.
    pub struct Average<'a> {
        /// Calls or errors a minute.
        "average" (lenient) => average: Option<f64>,
    }

    /// `insightDetails.insightContext.attributions[]`
    pub struct Attribution<'a> {
        /// `userIdentityArn`, `userAgent` or `errorCode`.
        "attribute" => attribute: Option<Text<'a>>,
        /// The most significant values, at most five.
        "insight" => insight: Vec<AttributionValue<'a>>,
        /// The usual values, five at most.
        "baseline" => baseline: Vec<AttributionValue<'a>>,
    }

    /// A value of an attribute with its rate.
    pub struct AttributionValue<'a> {
        /// The value; calls without an error have the text `null` for the error code.
        "value" => value: Option<Text<'a>> as Exact,
        /// Calls or errors a minute.
        "average" (lenient) => average: Option<f64>,
    }
}

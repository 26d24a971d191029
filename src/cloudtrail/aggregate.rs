//! What an aggregated event says: how often data events occurred in five minutes.

use time::UtcDateTime;

use crate::json::objects;
use crate::text::Text;

objects! {
    /// `timeWindow`: the time that was aggregated.
    ///
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/aggregating-data-events.html>
    pub struct TimeWindow<'a> {
        /// The first moment.
        "windowStart" => window_start: Option<UtcDateTime> as DateOrEpoch,
        /// The moment after the last.
        "windowEnd" => window_end: Option<UtcDateTime> as DateOrEpoch,
        /// How long it is, as an ISO 8601 duration: `PT5M`.
        "windowSize" => window_size: Option<Text<'a>>,
    }

    /// `summary`: the counts.
    pub struct Summary<'a> {
        /// The counts by the dimension that was chosen.
        "primaryDimension" => primary_dimension: Option<Dimension<'a>>,
        /// The counts by other dimensions.
        "details" => details: Vec<Dimension<'a>>,
    }

    /// `summary.primaryDimension`, `summary.details[]`: the counts by one dimension.
    pub struct Dimension<'a> {
        /// `eventName`, `resourceARN`, `userIdentity`, `userAgent` or `sourceIpAddress`.
        "dimension" => dimension: Option<Text<'a>>,
        /// The count of each value.
        "statistics" => statistics: Vec<Statistic<'a>>,
        /// `Count`
        "aggregationType" => aggregation_type: Option<Text<'a>>,
    }

    /// One value of a dimension.
    pub struct Statistic<'a> {
        /// The value.
        "name" => name: Option<Text<'a>>,
        /// How many events have it.
        "value" (lenient) => value: Option<u64>,
    }
}

//! The objects of CloudTrail events and digests.

use awslog::cloudtrail::*;

use super::{HasObject, objects};
use crate::fates::{Object, Shape};

objects! {
    Summary {
        "primaryDimension": One Dimension,
        "details": List Dimension,
    }
    Dimension {
        "statistics": List Statistic,
    }
    Digest {
        "logFiles": List LogFile,
    }
    UserIdentity {
        "sessionContext": One SessionContext,
        "onBehalfOf": One OnBehalfOf,
        "inScopeOf": One InScopeOf,
        "invokedByDelegate": One InvokedByDelegate,
    }
    SessionContext {
        "sessionIssuer": One SessionIssuer,
        "webIdFederationData": One WebIdFederationData,
        "attributes": One SessionAttributes,
    }
    InsightDetails {
        "insightContext": One InsightContext,
    }
    InsightContext {
        "statistics": One InsightStatistics,
        "attributions": List Attribution,
    }
    InsightStatistics {
        "baseline": One Average,
        "insight": One Average,
    }
    Attribution {
        "insight": List AttributionValue,
        "baseline": List AttributionValue,
    }
    Record {
        "userIdentity": One UserIdentity,
        "resources": List Resource,
        "addendum": One Addendum,
        "insightDetails": One InsightDetails,
        "edgeDeviceDetails": One EdgeDeviceDetails,
        "tlsDetails": One TlsDetails,
        "eventContext": One EventContext,
        "timeWindow": One TimeWindow,
        "summary": One Summary,
    }
    TimeWindow {} Statistic {} LogFile {} OnBehalfOf {} InScopeOf {} InvokedByDelegate {} SessionIssuer {}
    WebIdFederationData {} SessionAttributes {} Average {} AttributionValue {} Resource {} Addendum {}
    EdgeDeviceDetails {} TlsDetails {} EventContext {}
}

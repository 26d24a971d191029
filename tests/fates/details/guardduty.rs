//! The details of GuardDuty.

use super::{Context, Details};

pub const GUARDDUTY: Details = Details {
    examples: &[
        ("resource.ebsVolumeDetails.scannedVolumeDetails[].volumeSizeInGB", "81"),
        ("resource.ebsVolumeDetails.skippedVolumeDetails[].volumeSizeInGB", "82"),
        ("service.ebsVolumeScanDetails.scanStartedAt", r#""2026-01-15T12:04:00Z""#),
        ("service.ebsVolumeScanDetails.scanCompletedAt", r#""2026-01-15T12:05:00Z""#),
        ("accountId", r#""111122223333""#),
        ("region", r#""eu-west-1""#),
        ("resource.instanceDetails.availabilityZone", r#""eu-west-1a""#),
        ("type", r#""UnauthorizedAccess:EC2/SSHBruteForce""#),
        ("severity", "8.5"),
        ("service.action.actionType", r#""NETWORK_CONNECTION""#),
        ("service.action.networkConnectionAction.connectionDirection", r#""INBOUND""#),
        ("service.action.networkConnectionAction.protocol", r#""TCP""#),
        ("service.action.dnsRequestAction.domain", r#""pool.example.com""#),
        ("service.action.dnsRequestAction.protocol", r#""UDP""#),
        ("service.action.awsApiCallAction.userAgent", r#""curl/8.5.0""#),
        ("service.action.awsApiCallAction.domainDetails.domain", r#""caller.example.com""#),
        ("service.action.networkConnectionAction.remoteIpDetails.organization.asn", r#""64496""#),
        ("service.action.portProbeAction.portProbeDetails[].remoteIpDetails.organization.asn", r#""64496""#),
        ("service.action.awsApiCallAction.remoteIpDetails.organization.asn", r#""64496""#),
        ("service.action.kubernetesApiCallAction.remoteIpDetails.organization.asn", r#""64496""#),
        ("service.action.rdsLoginAttemptAction.remoteIpDetails.organization.asn", r#""64496""#),
        ("service.action.kubernetesApiCallAction.userAgent", r#""kubectl/1.30.0""#),
    ],
    contexts: &[
        Context {
            words: "outbound",
            record: r#"{"service":{"action":{"networkConnectionAction":{"connectionDirection":"OUTBOUND"}}}}"#,
            fields: &[
                "service.action.networkConnectionAction.connectionDirection",
                "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4",
                "service.action.networkConnectionAction.remotePortDetails.port",
                "service.action.networkConnectionAction.localIpDetails.ipAddressV4",
                "service.action.networkConnectionAction.localPortDetails.port",
            ],
        },
        Context {
            words: "with `lon`",
            record: r#"{"service":{"action":{"networkConnectionAction":{"remoteIpDetails":{"geoLocation":{"lat":12.5,"lon":-98.25}}}}}}"#,
            fields: &["service.action.networkConnectionAction.remoteIpDetails.geoLocation.lat"],
        },
        Context {
            words: "with `lat`",
            record: r#"{"service":{"action":{"networkConnectionAction":{"remoteIpDetails":{"geoLocation":{"lat":12.5,"lon":-98.25}}}}}}"#,
            fields: &["service.action.networkConnectionAction.remoteIpDetails.geoLocation.lon"],
        },
        Context {
            words: "of a network connection",
            record: r#"{"service":{"action":{"actionType":"NETWORK_CONNECTION"}}}"#,
            fields: &["service.action.networkConnectionAction.blocked"],
        },
    ],
    ..Details::NONE
};

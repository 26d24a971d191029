use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use time::UtcDateTime;

use super::aggregate::{Summary, TimeWindow};
use super::digest::Digest;
use super::identity::UserIdentity;
use super::insight::InsightDetails;
use super::values::{AddendumReason, EventCategory, EventType, SourceAddress};
use crate::fast::number;
#[cfg(feature = "ecs")]
use crate::json::used_members;
use crate::json::{Json, Member, Raw, objects};
use crate::text::{Source, Text};

#[cfg(feature = "ecs")]
used_members!(EventSource, EventName, AwsRegion, PrincipalId, AccountId, UserName, IssuerUserName);

objects! {
    /// One record: an event of any kind, or a digest file.
    ///
    /// All kinds of events share the members and fill some of them: Insights events have
    /// [`insight_details`](Self::insight_details) and nothing of a call, aggregated events
    /// [`time_window`](Self::time_window) and [`summary`](Self::summary). A digest file has [`digest`](Self::digest) and
    /// nothing else. `null`, an empty text, an empty list and an absent key are all none.
    ///
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>
    pub struct Record<'a> {
        /// The version of the record's schema: [`Record::version`] parses it.
        "eventVersion" => event_version: Option<Text<'a>>,
        /// Who made the call.
        "userIdentity" => user_identity: Option<Box<UserIdentity<'a>>>,
        /// When the call was made.
        "eventTime" => event_time: Option<UtcDateTime> as DateOrEpoch => ecs,
        /// The service that was called, as a host name: `s3.amazonaws.com`.
        "eventSource" => event_source: Option<Text<'a>> => aws_unless_used(Used::EventSource),
        /// The API that was called, or what happened.
        "eventName" => event_name: Option<Text<'a>> => aws_unless_used(Used::EventName),
        /// The region that was called.
        "awsRegion" => aws_region: Option<Text<'a>> => aws_unless_used(Used::AwsRegion),
        /// Where the call came from.
        "sourceIPAddress" => source_ip_address: Option<SourceAddress<'a>> => ecs,
        /// The user agent, cut at 1 KB; S3 writes it in brackets.
        "userAgent" => user_agent: Option<Text<'a>> => ecs,
        /// The error code of the response.
        "errorCode" => error_code: Option<Text<'a>>,
        /// The error message, cut at 1 KB.
        "errorMessage" => error_message: Option<Text<'a>>,
        /// The parameters of the call, which depend on the API; absent above 100 KB.
        "requestParameters" => request_parameters: Option<Raw<'a>> => custom,
        /// The response to a call that changes something; absent above 100 KB.
        "responseElements" => response_elements: Option<Raw<'a>> => custom,
        /// Data that is part of neither the request nor the response; absent above 28 KB.
        "additionalEventData" => additional_event_data: Option<Raw<'a>> => custom("additional_eventdata"),
        /// The id of the call. Not always a UUID.
        "requestID" => request_id: Option<Text<'a>>,
        /// The id of the event, the same if the event is delivered again.
        "eventID" | "eventId" => event_id: Option<Text<'a>> => ecs,
        /// Whether the call changes nothing.
        "readOnly" (lenient) => read_only: Option<bool>,
        /// The resources that were accessed.
        "resources" => resources: Vec<Resource<'a>>,
        /// The kind of source that generated the event.
        "eventType" => event_type: Option<EventType<'a>>,
        /// The version of the API.
        "apiVersion" => api_version: Option<Text<'a>>,
        /// Whether it is a management event.
        "managementEvent" (lenient) => management_event: Option<bool> => aws(as keyword),
        /// The account that the event was delivered to.
        "recipientAccountId" => recipient_account_id: Option<Text<'a>>,
        /// An id that the events of several accounts about one action share.
        "sharedEventID" => shared_event_id: Option<Text<'a>>,
        /// The VPC endpoint that was called; also `AWS Internal` or a service.
        "vpcEndpointId" => vpc_endpoint_id: Option<Text<'a>>,
        /// The account of the VPC endpoint; also `AWS Internal` or a service.
        "vpcEndpointAccountId" => vpc_endpoint_account_id: Option<Text<'a>>,
        /// What a service did on its own, with [`EventType::AwsServiceEvent`].
        "serviceEventDetails" => service_event_details: Option<Raw<'a>> => custom,
        /// Why the event was delayed or delivered again.
        "addendum" => addendum: Option<Box<Addendum<'a>>>,
        /// Insights events: the unusual activity.
        "insightDetails" => insight_details: Option<Box<InsightDetails<'a>>> => custom("flattened"),
        /// The category of the event: management, data, network activity or Insights.
        "eventCategory" => event_category: Option<EventCategory<'a>>,
        /// The edge device that was called.
        "edgeDeviceDetails" => edge_device_details: Option<Box<EdgeDeviceDetails<'a>>>,
        /// The TLS connection of the call.
        "tlsDetails" => tls_details: Option<Box<TlsDetails<'a>>>,
        /// Whether the credentials come from a console session; logged only when true, as text.
        "sessionCredentialFromConsole" (lenient) => session_credential_from_console: Option<bool> => aws(as keyword),
        /// Condition keys and tags that an event data store adds.
        "eventContext" => event_context: Option<Box<EventContext<'a>>>,
        /// Aggregated events: the account.
        "accountId" => account_id: Option<Text<'a>>,
        /// Aggregated events: the time window.
        "timeWindow" => time_window: Option<Box<TimeWindow<'a>>>,
        /// Aggregated events: the counts.
        "summary" => summary: Option<Box<Summary<'a>>>,
        ..
        /// A digest file, whose object has its own keys. If it is present, all other members are absent.
        pub digest as "digest": Option<Box<Digest<'a>>>,
        source: Source<'a>,
    }
    with custom;
}

impl<'a> Record<'a> {
    /// `eventVersion` as numbers that can be compared: `1.08` is (1, 8), and (1, 11) is above it. `None` for anything
    /// that is not two whole numbers with a dot between.
    pub fn version(&self) -> Option<(u64, u64)> {
        let (major, minor) = self.event_version.as_deref()?.split_once('.')?;
        Some((number::whole(major)?, number::whole(minor)?))
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

    pub(super) fn set_source(&mut self, source: &'a str) {
        self.source.set_text(source);
    }

    pub(super) fn set_envelope_time(&mut self, time: time::UtcDateTime) {
        self.source.set_time(time);
    }
}

impl<'a> From<Digest<'a>> for Record<'a> {
    fn from(digest: Digest<'a>) -> Self {
        Record { digest: Some(Box::new(digest)), ..Record::default() }
    }
}

impl Serialize for Record<'_> {
    /// Writes an object with AWS's keys, in the order of the fields. Absent members are left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(digest) = &self.digest {
            return digest.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        self.serialize_members(&mut map)?;
        map.end()
    }
}

objects! {
    /// `resources[]`: a resource that was accessed.
    pub struct Resource<'a> {
        /// The account that owns it.
        "accountId" => account_id: Option<Text<'a>>,
        /// Its type: `AWS::S3::Object`.
        "type" => r#type: Option<Text<'a>>,
        /// Its ARN.
        "ARN" | "arn" => arn: Option<Text<'a>>,
        /// The common prefix of several resources' ARNs, in place of the ARNs.
        "ARNPrefix" => arn_prefix: Option<Text<'a>>,
    }

    /// `addendum`: why an event was delayed or delivered again.
    pub struct Addendum<'a> {
        /// The reason.
        "reason" => reason: Option<AddendumReason<'a>>,
        /// The names of the changed fields, with [`AddendumReason::UpdatedData`].
        "updatedFields" => updated_fields: Option<Text<'a>>,
        /// The `requestID` of the original event, if different.
        "originalRequestID" => original_request_id: Option<Text<'a>>,
        /// The `eventID` of the original event.
        "originalEventID" => original_event_id: Option<Text<'a>>,
    }

    /// `edgeDeviceDetails`: an edge device, such as an Outpost.
    pub struct EdgeDeviceDetails<'a> {
        /// The kind of device: `outposts`.
        "type" => r#type: Option<Text<'a>>,
        /// The id of the device.
        "deviceId" => device_id: Option<Text<'a>>,
    }

    /// `tlsDetails`: the TLS connection of the call; absent for calls by a service.
    pub struct TlsDetails<'a> {
        /// The version: `TLSv1.3`.
        "tlsVersion" => tls_version: Option<Text<'a>> => ecs,
        /// The cipher suite.
        "cipherSuite" => cipher_suite: Option<Text<'a>> => ecs,
        /// The host that the client called.
        "clientProvidedHostHeader" => client_provided_host_header: Option<Text<'a>> => ecs,
        /// The key exchange: `X25519MLKEM768`, `x25519`.
        "keyExchange" => key_exchange: Option<Text<'a>>,
    }

    /// `eventContext`: what an event data store adds to events.
    pub struct EventContext<'a> {
        /// IAM's global condition keys with their values, a text or a list of texts each.
        "requestContext" => request_context: Option<Raw<'a>> => aws(as flattened),
        /// Tags of the resources and of the caller.
        "tagContext" => tag_context: Option<Raw<'a>> => aws(as flattened),
    }
}

//! The values of CloudTrail's fields that AWS lists, and those with a type of their own.

use std::fmt;
use std::net::IpAddr;

use serde::{Serialize, Serializer};

use crate::schema::{self, AsValue, Kind};
use crate::text::{AddressList, Logged, Text, Value, address, open_enum};

open_enum! {
    /// `eventType`: the type of the event.
    ///
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>
    pub enum EventType {
        /// An API call.
        AwsApiCall = "AwsApiCall",
        /// An action that a service took on its own.
        AwsServiceEvent = "AwsServiceEvent",
        /// An action in the console that is not an API call.
        AwsConsoleAction = "AwsConsoleAction",
        /// A sign-in to the console.
        AwsConsoleSignIn = "AwsConsoleSignIn",
        /// A call through a VPC endpoint, as records spell it.
        AwsVpceEvent = "AwsVpceEvent",
        /// A call through a VPC endpoint, as AWS's list of fields spells it.
        AwsVpceEvents = "AwsVpceEvents",
        /// Unusual activity.
        AwsCloudTrailInsight = "AwsCloudTrailInsight",
        /// A summary of data events.
        AwsAggregatedEvent = "AwsAggregatedEvent",
    }
}

open_enum! {
    /// `eventCategory`: the category of the event.
    ///
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>
    pub enum EventCategory {
        /// Management of resources.
        Management = "Management",
        /// Operations on the data in a resource.
        Data = "Data",
        /// Calls through VPC endpoints.
        NetworkActivity = "NetworkActivity",
        /// Unusual activity.
        Insight = "Insight",
        /// Summaries of data events.
        Aggregated = "Aggregated",
    }
}

open_enum! {
    /// `userIdentity.type`: the type of identity that made the call.
    ///
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html>
    pub enum IdentityType {
        /// The account itself.
        Root = "Root",
        /// An IAM user.
        IamUser = "IAMUser",
        /// Temporary credentials of a role.
        AssumedRole = "AssumedRole",
        /// A role.
        Role = "Role",
        /// Temporary credentials of `GetFederationToken`.
        FederatedUser = "FederatedUser",
        /// A directory service.
        Directory = "Directory",
        /// Another account.
        AwsAccount = "AWSAccount",
        /// An AWS service.
        AwsService = "AWSService",
        /// A user of IAM Identity Center.
        IdentityCenterUser = "IdentityCenterUser",
        /// Not known to CloudTrail.
        Unknown = "Unknown",
        /// A user of a SAML provider, in calls of STS.
        SamlUser = "SAMLUser",
        /// A user of a web identity provider, in calls of STS.
        WebIdentityUser = "WebIdentityUser",
    }
}

open_enum! {
    /// `addendum.reason`: why an event was delivered late or again.
    ///
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>
    pub enum AddendumReason {
        /// The event was delivered late.
        DeliveryDelay = "DELIVERY_DELAY",
        /// A field was missing or wrong in the first delivery.
        UpdatedData = "UPDATED_DATA",
        /// CloudTrail had an outage.
        ServiceOutage = "SERVICE_OUTAGE",
    }
}

open_enum! {
    /// `insightDetails.state`: whether unusual activity begins or ends.
    pub enum InsightState {
        /// It begins.
        Start = "Start",
        /// It has ended.
        End = "End",
    }
}

open_enum! {
    /// `insightDetails.insightType`: what is unusual.
    pub enum InsightType {
        /// The rate of API calls.
        ApiCallRateInsight = "ApiCallRateInsight",
        /// The rate of API errors.
        ApiErrorRateInsight = "ApiErrorRateInsight",
    }
}

/// `sourceIPAddress`: the caller's address, several of them, or the name of the service that called.
///
/// ```
/// use awslog::cloudtrail::SourceAddress;
///
/// assert_eq!(
///     SourceAddress::from("192.0.2.1"),
///     SourceAddress::Address([192, 0, 2, 1].into())
/// );
/// assert_eq!(
///     SourceAddress::from("lambda.amazonaws.com"),
///     SourceAddress::Name("lambda.amazonaws.com".into())
/// );
///
/// let proxied = SourceAddress::from("192.0.2.1,198.51.100.7");
/// assert_eq!(proxied.ip(), Some([192, 0, 2, 1].into()));
/// assert_eq!(proxied.to_text(), "192.0.2.1,198.51.100.7");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SourceAddress<'a> {
    /// An address.
    Address(IpAddr),
    /// A list of which at least one item is an address, as proxies write them: the caller's first. Managed Grafana logs it.
    List(AddressList<'a>),
    /// Anything else: a service's host name, or `AWS Internal`.
    Name(Text<'a>),
}

impl SourceAddress<'_> {
    /// The address; for a list, the first item that is an address. `None` for a name.
    pub fn ip(&self) -> Option<IpAddr> {
        match self {
            SourceAddress::Address(address) => Some(*address),
            SourceAddress::List(list) => list.addresses().next(),
            SourceAddress::Name(_) => None,
        }
    }

    /// The address, the list or the name as text. It borrows unless it is an address, which is written in the form of RFC 5952.
    pub fn to_text(&self) -> Text<'_> {
        match self {
            SourceAddress::Address(address) => address.to_string().into(),
            SourceAddress::List(list) => list.as_str().into(),
            SourceAddress::Name(name) => name.reborrow(),
        }
    }

    /// Converts the value into an owned one.
    pub fn into_owned(self) -> SourceAddress<'static> {
        match self {
            SourceAddress::Address(address) => SourceAddress::Address(address),
            SourceAddress::List(list) => SourceAddress::List(list.into_owned()),
            SourceAddress::Name(name) => SourceAddress::Name(name.into_owned()),
        }
    }
}

/// Returns whether a text that is not an address is a list of addresses, or an address with a port.
fn is_list(text: &str) -> bool {
    // Names of services do not contain these characters.
    text.contains([',', ':']) && text.split(',').any(|item| address(item).is_some())
}

impl<'a> From<Text<'a>> for SourceAddress<'a> {
    fn from(text: Text<'a>) -> Self {
        match crate::fast::ip(&text) {
            Some(address) => SourceAddress::Address(address),
            None if is_list(&text) => SourceAddress::List(text.into()),
            None => SourceAddress::Name(text),
        }
    }
}

impl<'a> From<&'a str> for SourceAddress<'a> {
    fn from(text: &'a str) -> Self {
        Text::from(text).into()
    }
}

impl fmt::Display for SourceAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SourceAddress::Address(address) => address.fmt(f),
            SourceAddress::List(list) => f.write_str(list.as_str()),
            SourceAddress::Name(name) => name.fmt(f),
        }
    }
}

impl Serialize for SourceAddress<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            SourceAddress::Address(address) => address.serialize(serializer),
            SourceAddress::List(list) => list.serialize(serializer),
            SourceAddress::Name(name) => name.serialize(serializer),
        }
    }
}

impl<'a> Value<'a> for SourceAddress<'a> {
    const EXPECTED: &'static str = "text";

    type Owned = SourceAddress<'static>;

    fn read(text: impl Logged<'a>) -> Option<Self> {
        Some(text.into().into())
    }

    fn into_owned(self) -> SourceAddress<'static> {
        SourceAddress::into_owned(self)
    }
}

crate::json::scalar!(SourceAddress<'a>);

impl AsValue for SourceAddress<'_> {
    const KIND: Kind = Kind::Text;

    fn as_value(&self) -> Option<schema::Value<'_>> {
        match self {
            SourceAddress::Address(address) => address.as_value(),
            SourceAddress::List(list) => list.as_value(),
            SourceAddress::Name(name) => name.as_value(),
        }
    }

    fn visit<'s>(&'s self, index: usize, visitor: &mut dyn schema::Visitor<'s>) {
        match self {
            SourceAddress::Address(address) => address.visit(index, visitor),
            SourceAddress::List(list) => list.visit(index, visitor),
            SourceAddress::Name(name) => name.visit(index, visitor),
        }
    }
}

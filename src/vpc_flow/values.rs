//! The values of the fields that AWS lists. All the lists are open.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::schema::{self, AsValue, Kind};
use crate::text::{Value, open_enum, values};

open_enum! {
    /// `action`: what happened to the traffic.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
    pub enum Action {
        /// Security groups and network ACLs accepted it.
        Accept = "ACCEPT",
        /// It was refused, or came after its connection was closed.
        Reject = "REJECT",
    }
}

open_enum! {
    /// `log-status`: whether there was anything to log.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
    pub enum LogStatus {
        /// Data was logged normally.
        Ok = "OK",
        /// There was no traffic in the interval. The record has no flow.
        NoData = "NODATA",
        /// Records were skipped in the interval because of an internal capacity limit or an error. The record has no
        /// flow, and may stand for several.
        SkipData = "SKIPDATA",
    }
}

open_enum! {
    /// `type`: the kind of traffic.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
    pub enum TrafficType {
        /// IPv4.
        Ipv4 = "IPv4",
        /// IPv6.
        Ipv6 = "IPv6",
        /// Elastic Fabric Adapter.
        Efa = "EFA",
    }
}

open_enum! {
    /// `flow-direction`: the direction of the flow, as seen by the network interface.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
    pub enum FlowDirection {
        /// To the interface.
        Ingress = "ingress",
        /// From the interface.
        Egress = "egress",
    }
}

open_enum! {
    /// `sublocation-type`: the kind of location outside an availability zone.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
    pub enum SublocationType {
        /// A Wavelength Zone.
        Wavelength = "wavelength",
        /// An Outpost.
        Outpost = "outpost",
        /// A Local Zone.
        LocalZone = "localzone",
    }
}

open_enum! {
    /// `reject-reason`: why the traffic was refused.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
    pub enum RejectReason {
        /// VPC block public access.
        BlockPublicAccess = "BPA",
        /// VPC encryption controls.
        EncryptionControls = "EC",
    }
}

open_enum! {
    /// `interface-type` and `next-hop-interface-type`: the kind of network interface.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
    pub enum InterfaceType {
        /// A NAT gateway.
        NatGateway = "nat_gateway",
        /// A Network Load Balancer.
        NetworkLoadBalancer = "network_load_balancer",
        /// A regional NAT gateway.
        RegionalNatGateway = "regional_nat_gateway",
        /// A transit gateway.
        TransitGateway = "transit_gateway",
        /// A VPC endpoint.
        VpcEndpoint = "vpc_endpoint",
    }
}

/// An enum of the numbers that AWS documents, which also holds others.
macro_rules! open_numbers {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $number:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* #[doc = concat!("`", $number, "`")] $variant,)+
            /// A number that is not in this list.
            Other(u32),
        }

        impl $name {
            /// The number as AWS logs it.
            pub const fn number(self) -> u32 {
                match self {
                    $($name::$variant => $number,)+
                    $name::Other(number) => number,
                }
            }
        }

        impl From<u32> for $name {
            fn from(number: u32) -> Self {
                match number {
                    $($number => $name::$variant,)+
                    _ => $name::Other(number),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u32(self.number())
            }
        }

        impl AsValue for $name {
            const KIND: Kind = Kind::Unsigned;

            fn as_value(&self) -> Option<schema::Value<'_>> {
                Some(schema::Value::Unsigned(self.number().into()))
            }

            fn visit<'s>(&'s self, index: usize, visitor: &mut dyn schema::Visitor<'s>) {
                visitor.unsigned(index, self.number().into());
            }
        }

        values! {
            $name: "a whole number below 4294967296", |text| u32::read(text).map($name::from);
        }
    };
}

open_numbers! {
    /// `traffic-path`: the path of egress traffic out of the VPC. Only flows with direction `egress` have it.
    ///
    /// ```
    /// use awslog::vpc_flow::TrafficPath;
    ///
    /// assert_eq!(TrafficPath::from(8), TrafficPath::InternetGateway);
    /// assert_eq!(TrafficPath::from(9), TrafficPath::Other(9));
    /// assert_eq!(TrafficPath::InternetGateway.number(), 8);
    /// ```
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
    pub enum TrafficPath {
        /// Through another resource in the same VPC, including those with an interface managed by AWS, and the local
        /// gateway of an Outpost.
        SameVpc = 1,
        /// Through an internet gateway or a gateway VPC endpoint, if the record does not distinguish them.
        InternetGatewayOrEndpoint = 2,
        /// Through a virtual private gateway.
        VirtualPrivateGateway = 3,
        /// Through a peering connection within the region.
        IntraRegionPeering = 4,
        /// Through a peering connection to another region.
        InterRegionPeering = 5,
        /// Through a Local Zone or a Wavelength Zone; in older records through a local gateway.
        LocalZone = 6,
        /// Through a gateway VPC endpoint.
        GatewayEndpoint = 7,
        /// Through an internet gateway.
        InternetGateway = 8,
    }
}

open_numbers! {
    /// `encryption-status`: how the traffic is encrypted.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
    pub enum EncryptionStatus {
        /// Nothing.
        NotEncrypted = 0,
        /// The Nitro System.
        Nitro = 1,
        /// The application.
        Application = 2,
        /// Both the Nitro System and the application.
        NitroAndApplication = 3,
    }
}

/// `tcp-flags`: the combined flags of all segments in the interval.
///
/// A short connection sets several in one record: 3 is SYN and FIN, 19 is SYN, ACK and FIN. In VPC flow logs ACK counts
/// only together with SYN, and PSH is never there: a flow of other segments has no flag at all, which is 0.
///
/// ```
/// use awslog::vpc_flow::{TcpFlag, TcpFlags};
///
/// let flags = TcpFlags::from_bits(19);
/// assert!(flags.contains(TcpFlag::Syn));
/// assert_eq!(
///     flags.iter().map(TcpFlag::as_str).collect::<Vec<_>>(),
///     ["fin", "syn", "ack"]
/// );
/// assert_eq!(flags.to_string(), "fin syn ack");
/// assert_eq!(flags, [TcpFlag::Ack, TcpFlag::Fin, TcpFlag::Syn].into_iter().collect());
/// ```
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TcpFlags(u8);

/// One of the [`TcpFlags`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TcpFlag {
    /// No more data from the sender.
    Fin = 1,
    /// The beginning of a connection.
    Syn = 2,
    /// The connection is reset.
    Rst = 4,
    /// Data for immediate delivery to the receiver. Transit Gateway flow logs have it.
    Psh = 8,
    /// An acknowledgment.
    Ack = 16,
    /// Urgent data. Transit Gateway flow logs have it.
    Urg = 32,
}

impl TcpFlag {
    /// Every flag, from the lowest bit on.
    pub const ALL: [TcpFlag; 6] = [TcpFlag::Fin, TcpFlag::Syn, TcpFlag::Rst, TcpFlag::Psh, TcpFlag::Ack, TcpFlag::Urg];

    /// The name in lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            TcpFlag::Fin => "fin",
            TcpFlag::Syn => "syn",
            TcpFlag::Rst => "rst",
            TcpFlag::Psh => "psh",
            TcpFlag::Ack => "ack",
            TcpFlag::Urg => "urg",
        }
    }
}

impl TcpFlags {
    /// The flags of a number as AWS logs it. Bits without a [`TcpFlag`] are kept.
    pub const fn from_bits(bits: u8) -> Self {
        TcpFlags(bits)
    }

    /// The number as AWS logs it.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Returns whether the flag was set in any segment.
    pub const fn contains(self, flag: TcpFlag) -> bool {
        self.0 & flag as u8 != 0
    }

    /// The flags, from the lowest bit on.
    pub fn iter(self) -> TcpFlagsIter {
        TcpFlagsIter { flags: self, all: TcpFlag::ALL.into_iter() }
    }

    /// Returns whether no bit is set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The iterator of [`TcpFlags::iter`].
#[derive(Clone, Debug)]
pub struct TcpFlagsIter {
    flags: TcpFlags,
    all: std::array::IntoIter<TcpFlag, 6>,
}

impl Iterator for TcpFlagsIter {
    type Item = TcpFlag;

    fn next(&mut self) -> Option<TcpFlag> {
        self.all.find(|flag| self.flags.contains(*flag))
    }
}

impl IntoIterator for TcpFlags {
    type Item = TcpFlag;
    type IntoIter = TcpFlagsIter;

    fn into_iter(self) -> TcpFlagsIter {
        self.iter()
    }
}

impl FromIterator<TcpFlag> for TcpFlags {
    fn from_iter<I: IntoIterator<Item = TcpFlag>>(flags: I) -> Self {
        TcpFlags(flags.into_iter().fold(0, |bits, flag| bits | flag as u8))
    }
}

impl fmt::Display for TcpFlags {
    /// The names with spaces between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, flag) in self.iter().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            f.write_str(flag.as_str())?;
        }
        Ok(())
    }
}

impl Serialize for TcpFlags {
    /// The number.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

impl AsValue for TcpFlags {
    const KIND: Kind = Kind::Unsigned;

    fn as_value(&self) -> Option<schema::Value<'_>> {
        self.0.as_value()
    }

    fn visit<'s>(&'s self, index: usize, visitor: &mut dyn schema::Visitor<'s>) {
        self.0.visit(index, visitor);
    }
}

values! {
    TcpFlags: "a whole number below 256", |text| u8::read(text).map(TcpFlags);
}

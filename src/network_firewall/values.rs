//! The values of Network Firewall's fields that AWS or Suricata lists. All the lists are open.

use crate::text::open_enum;

open_enum! {
    /// `event_type`: what Suricata reports. Records of AWS's TLS log have none.
    pub enum EventType {
        /// A rule matched.
        Alert = "alert",
        /// One direction of a flow.
        Netflow = "netflow",
        /// A TLS handshake.
        Tls = "tls",
        /// An HTTP request.
        Http = "http",
        /// A DNS message.
        Dns = "dns",
        /// A packet that a rule dropped.
        Drop = "drop",
        /// A packet that a rule passed.
        Pass = "pass",
        /// Both directions of a flow.
        Flow = "flow",
        /// Traffic that Suricata could not decode.
        Anomaly = "anomaly",
        /// Counters of the engine.
        Stats = "stats",
    }
}

open_enum! {
    /// `alert.action`: what the rule asked for. Another rule may have decided: see [`VerdictAction`].
    pub enum AlertAction {
        /// To let the packet through.
        Allowed = "allowed",
        /// To drop or reject the packet.
        Blocked = "blocked",
    }
}

open_enum! {
    /// `verdict.action`: what the firewall did with the packet.
    pub enum VerdictAction {
        /// The packet was dropped.
        Drop = "drop",
        /// The packet was dropped, and its sender was notified.
        Reject = "reject",
        /// The packet went on.
        Pass = "pass",
        /// The packet went on, with an alert.
        Alert = "alert",
    }
}

open_enum! {
    /// `direction`: the direction of the packet in its flow. It does not say whether the packet left the network.
    pub enum PacketDirection {
        /// From the client to the server.
        ToServer = "to_server",
        /// From the server to the client.
        ToClient = "to_client",
    }
}

open_enum! {
    /// `revocation_check.status`: whether the certificate was revoked.
    pub enum RevocationStatus {
        /// The certificate was revoked.
        Revoked = "REVOKED",
        /// Nothing is known about the certificate.
        Unknown = "UNKNOWN",
    }
}

open_enum! {
    /// `revocation_check.action`: what the firewall did with the connection.
    pub enum RevocationAction {
        /// The connection went on.
        Pass = "PASS",
        /// The connection was dropped.
        Drop = "DROP",
        /// The connection was reset.
        Reject = "REJECT",
    }
}

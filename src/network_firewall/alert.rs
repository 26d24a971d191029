//! `event.alert` and `event.verdict`: the rule that matched, and what became of the packet.

use std::net::IpAddr;

use crate::json::{Map, Raw, objects};
use crate::text::Text;

use super::text_list::TextList;
use super::values::{AlertAction, VerdictAction};

objects! {
    /// `alert`: the rule that matched.
    pub struct Alert<'a> {
        /// How severe the rule is: 1 is the most severe; 3 if the rule says nothing.
        "severity" => severity: Option<u32> => ecs,
        /// The id of the rule: its `sid`.
        "signature_id" => signature_id: Option<u32> => ecs,
        /// The revision of the rule; 0 for lists of domains and default actions.
        "rev" => rev: Option<u32> => ecs,
        /// The name of the rule: its `msg`. `aws:alert_established action` and similar are default actions.
        "signature" => signature: Option<Text<'a>> => ecs,
        /// What this rule asked for. Another rule may have decided: see [`EveEvent::verdict`](super::EveEvent::verdict).
        "action" => action: Option<AlertAction<'a>>,
        /// The class of the rule: its `classtype`.
        "category" => category: Option<Text<'a>> => ecs,
        /// The metadata of the rule, by the author's own keys.
        "metadata" => metadata: Map<'a, TextList<'a>>,
        /// The group of the rule.
        "gid" (lenient) => gid: Option<u32>,
        /// The attacker, if the rule names the target.
        "source" => source: Option<AlertEnd<'a>>,
        /// The victim, if the rule names the target.
        "target" => target: Option<AlertEnd<'a>>,
        /// The references of the rule.
        "references" => references: Option<TextList<'a>>,
        /// The text of the rule.
        "rule" => rule: Option<Text<'a>>,
        /// The context that the rule saved.
        "context" => context: Option<Raw<'a>> => aws(as flattened),
    }

    /// `alert.source` and `alert.target`.
    pub struct AlertEnd<'a> {
        /// The address.
        "ip" (lenient) => ip: Option<IpAddr>,
        /// The port.
        "port" (lenient) => port: Option<u16>,
    }

    /// `verdict`: what became of the packet.
    pub struct Verdict<'a> {
        /// What the firewall did.
        "action" => action: Option<VerdictAction<'a>>,
        /// How the sender was notified: `tcp-reset`, `icmp-prohib`.
        "reject" => reject: Option<TextList<'a>>,
        /// Who was notified: `to_client`, `to_server` or `both`.
        "reject-target" | "reject_target" => reject_target: Option<Text<'a>>,
    }
}

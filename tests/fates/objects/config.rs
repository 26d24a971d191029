//! The objects of Config items and notifications.

use awslog::config::*;

use super::{HasObject, objects};
use crate::fates::{Object, Shape};

objects! {
    Record {
        "relationships": List Relationship,
        "configurationItemDiff": One ConfigurationItemDiff,
        "s3DeliverySummary": One S3DeliverySummary,
    }
    ConfigurationItemDiff {
        "changedProperties": Map ChangedProperty,
    }
    Relationship {} ChangedProperty {} S3DeliverySummary {}
}

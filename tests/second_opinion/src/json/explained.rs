//! Where awslog reads JSON in another way than `serde_json` and the model of its fields.

use crate::explained::Explained;

pub const EXPLAINED: &[Explained] = &[];

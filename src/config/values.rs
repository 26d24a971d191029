use crate::text::open_enum;

open_enum! {
    /// The status of a configuration item.
    pub enum ItemStatus {
        /// It was recorded.
        Ok = "OK",
        /// The resource was discovered.
        ResourceDiscovered = "ResourceDiscovered",
        /// The resource exists, but the recorder does not record resources of its type.
        ResourceNotRecorded = "ResourceNotRecorded",
        /// It was deleted.
        ResourceDeleted = "ResourceDeleted",
        /// It was deleted, and the recorder does not record resources of its type.
        ResourceDeletedNotRecorded = "ResourceDeletedNotRecorded",
    }
}

open_enum! {
    /// What a notification is about.
    pub enum MessageType {
        /// A resource has changed; its item is in the message.
        ConfigurationItemChangeNotification = "ConfigurationItemChangeNotification",
        /// A resource has changed; its item was too large for the message and is in a bucket.
        OversizedConfigurationItemChangeNotification = "OversizedConfigurationItemChangeNotification",
        /// The same, but the item could not be delivered to the bucket.
        OversizedConfigurationItemChangeDeliveryFailed = "OversizedConfigurationItemChangeDeliveryFailed",
        /// A snapshot is being delivered.
        ConfigurationSnapshotDeliveryStarted = "ConfigurationSnapshotDeliveryStarted",
        /// A snapshot has been delivered.
        ConfigurationSnapshotDeliveryCompleted = "ConfigurationSnapshotDeliveryCompleted",
        /// A history file has been delivered.
        ConfigurationHistoryDeliveryCompleted = "ConfigurationHistoryDeliveryCompleted",
        /// The compliance of a resource with a rule changed.
        ComplianceChangeNotification = "ComplianceChangeNotification",
        /// Rules are being evaluated.
        ConfigRulesEvaluationStarted = "ConfigRulesEvaluationStarted",
        /// It is time to evaluate a rule.
        ScheduledNotification = "ScheduledNotification",
    }
}

open_enum! {
    /// What was done to a resource, or to one of its properties.
    pub enum ChangeType {
        /// It was created.
        Create = "CREATE",
        /// It was changed.
        Update = "UPDATE",
        /// It was deleted.
        Delete = "DELETE",
        /// No recorded change.
        None = "NONE",
    }
}

open_enum! {
    /// The file that an item was read from. It is detected from the keys around the item's list, and serialized under
    /// `fileKind`, which no AWS log has.
    pub enum FileKind {
        /// A snapshot: the current state of the items.
        Snapshot = "snapshot",
        /// A history: the items that have changed. The lists that the API returns count as one too.
        History = "history",
    }
}

open_enum! {
    /// How often changes of a resource are recorded.
    pub enum RecordingFrequency {
        /// Continuously, with each change.
        Continuous = "CONTINUOUS",
        /// Once a day.
        Daily = "DAILY",
    }
}

use time::UtcDateTime;

use super::Text;

/// The origin of a record: the text that it was read from, and the time of its wrapper. Neither is part of the
/// record's content: records are equal whatever text they were read from, and however they were delivered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source<'a> {
    text: Option<Text<'a>>,
    time: Option<UtcDateTime>,
}

impl<'a> Source<'a> {
    pub(crate) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    pub(crate) fn set_text(&mut self, text: &'a str) {
        self.text = Some(text.into());
    }

    /// The time of the wrapper.
    pub(crate) fn time(&self) -> Option<UtcDateTime> {
        self.time
    }

    #[cold]
    pub(crate) fn set_time(&mut self, time: UtcDateTime) {
        self.time = Some(time);
    }

    pub(crate) fn into_owned(self) -> Source<'static> {
        Source { text: self.text.map(Text::into_owned), time: self.time }
    }
}

impl PartialEq for Source<'_> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The method of a record that returns the time of its wrapper.
macro_rules! envelope_time {
    () => {
        /// The time from the record's wrapper: the `timestamp` of a CloudWatch Logs message, the `time` of an
        /// EventBridge event, or the `timestamp`, `@timestamp`, `date` or `time` that a forwarder adds to the text of
        /// a record. `None` if there is no wrapper, or no such time in it.
        ///
        /// It belongs to the delivery and not to the record: it is not serialized, and records with different times
        /// can be equal. In an event, it is the `@timestamp` of a record without a time of its own.
        pub fn envelope_time(&self) -> Option<::time::UtcDateTime> {
            self.source.time()
        }
    };
}
pub(crate) use envelope_time;

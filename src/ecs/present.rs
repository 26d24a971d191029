use crate::text::Text;

/// A text for a field of ECS; `-` is none there, also where the log has it as a value.
pub(crate) fn present<'a>(text: impl Into<Option<Text<'a>>>) -> Option<Text<'a>> {
    text.into().filter(|text| text != "-")
}

/// The text of a record's value, where it is one for a field of ECS.
pub(crate) fn text<'a>(value: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    present(value.as_ref().map(Text::reborrow))
}

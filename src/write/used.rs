//! What of a record goes under `aws`, and how.

use super::FreeForm;

/// The values of a record that a rule of the mapping has used, so that they do not go under `aws` too: a bit for each, by
/// the number that its format gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Used(u128);

impl Used {
    pub(crate) const NONE: Self = Used(0);

    pub(crate) fn insert(&mut self, value: impl Into<u32>) {
        self.0 |= 1 << value.into();
    }

    #[inline(always)]
    pub(crate) fn contains(self, value: impl Into<u32>) -> bool {
        self.0 >> value.into() & 1 != 0
    }
}

/// How an object under `aws` is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AwsOptions {
    pub(crate) free_form: FreeForm,
    pub(crate) used: Used,
}

impl AwsOptions {
    /// Those of every other object.
    pub(crate) const PLAIN: Self = AwsOptions { free_form: FreeForm::Raw, used: Used::NONE };

    /// Those of an object in the object: its parts stand there as they are.
    pub(crate) fn nested(self) -> Self {
        AwsOptions { free_form: FreeForm::Raw, ..self }
    }
}

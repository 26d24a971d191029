//! Options for what goes under `aws` and how.

use super::FreeForm;

/// The values of a record that a rule of the mapping has used, and that therefore do not go under `aws`. One bit per
/// value, by the number that its format assigns.
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

/// How to write an object under `aws`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AwsOptions {
    pub(crate) free_form: FreeForm,
    pub(crate) used: Used,
}

impl AwsOptions {
    /// The options of all other objects.
    pub(crate) const PLAIN: Self = AwsOptions { free_form: FreeForm::Raw, used: Used::NONE };

    /// The options of nested objects, whose parts are written unchanged.
    pub(crate) fn nested(self) -> Self {
        AwsOptions { free_form: FreeForm::Raw, ..self }
    }
}

//! Differences that are known, as data.

use crate::pair::Difference;

/// A difference with its reason.
pub struct Explained {
    /// What differs, and why.
    pub name: &'static str,
    pub right: Right,
    /// Documentation that decides it.
    pub link: &'static str,
    /// An input that differs so. If it no longer does, the run fails.
    pub example: &'static str,
    /// Whether a difference is of this kind.
    pub is: fn(input: &str, difference: &Difference) -> bool,
}

/// Who is right.
#[derive(Clone, Copy)]
pub enum Right {
    /// The documentation decides for awslog.
    Awslog,
    /// Both can be meant; the documentation leaves it open, or the two are made for different uses.
    Either,
}

impl Right {
    pub fn name(self) -> &'static str {
        match self {
            Right::Awslog => "awslog is right",
            Right::Either => "either is right",
        }
    }
}

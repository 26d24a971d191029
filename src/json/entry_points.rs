use super::documents::{Document, read_one};
use crate::error::{Error, Result};
use crate::text::without_end;

/// Reads exactly one record.
#[inline]
pub(crate) fn parse_line<D: Document + Default>(line: &str) -> Result<D::Record<'_>> {
    let line = without_end(line);
    read_one(line, &mut D::default()).map_err(|refusal| Error::new(D::FORMAT, refusal, line.as_bytes()))
}

/// The public entry points of a JSON format over its `Parser`: `parse_line`, `records` and `Records`.
///
/// The invocation lists them with their documentation, above all the examples.
macro_rules! entry_points {
    (
        $(#[$parse_line:meta])*
        pub fn parse_line;
        $(#[$records:meta])*
        pub fn records;
        $(#[$iterator:meta])*
        pub struct Records;
    ) => {
        $(#[$parse_line])*
        pub fn parse_line(line: &str) -> $crate::error::Result<Record<'_>> {
            $crate::json::parse_line::<Parser>(line)
        }

        $(#[$records])*
        pub fn records(bytes: &[u8]) -> Records<'_> {
            Records($crate::json::Documents::new(bytes))
        }

        $(#[$iterator])*
        #[derive(Clone, Debug)]
        pub struct Records<'a>($crate::json::Documents<'a, Parser>);

        impl<'a> Records<'a> {
            /// The next record, as what `wrap` makes of it.
            #[inline]
            pub(crate) fn next_as<T>(&mut self, wrap: impl FnOnce(Record<'a>) -> T) -> Option<$crate::error::Result<T>> {
                $crate::json::wrapped(self.0.next(&mut Parser), wrap)
            }
        }

        impl<'a> Iterator for Records<'a> {
            type Item = $crate::error::Result<Record<'a>>;

            fn next(&mut self) -> Option<Self::Item> {
                self.0.next(&mut Parser)
            }
        }
    };
}
pub(crate) use entry_points;

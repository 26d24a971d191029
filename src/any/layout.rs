use crate::any::{EachDecoding, line_formats};
use crate::error::Result;
use crate::format::Format;

macro_rules! layouts {
    ($($variant:ident: $module:ident,)+) => {
        /// The layout of the lines of any format that has lines, for code that does not know the format.
        ///
        /// [`Decoder`](crate::Decoder) reads such lines:
        ///
        /// ```
        /// use awslog::{Decoder, Format, Layout};
        ///
        /// let layout = Layout::parse(Format::VpcFlow, "${srcaddr} ${bytes}").unwrap()?;
        /// let mut decoder = Decoder::from(layout);
        /// decoder.push(b"192.0.2.10 4249\n");
        /// assert_eq!(decoder.records().count(), 1);
        /// # Ok::<(), awslog::Error>(())
        /// ```
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Layout {
            $(
                #[doc = concat!("`", stringify!($module), "::Layout`")]
                $variant(crate::$module::Layout),
            )+
        }

        impl Layout {
            /// Reads the columns of a format from a text, as `FromStr` of the format's `Layout` does. `None` if the format has no
            /// lines.
            ///
            /// ```
            /// use awslog::{Format, Layout};
            ///
            /// assert!(Layout::parse(Format::Elb, "client_ip,client_port").unwrap().is_ok());
            /// assert!(Layout::parse(Format::Elb, "unheard-of").unwrap().is_err());
            /// assert!(Layout::parse(Format::Waf, "action").is_none());
            /// ```
            pub fn parse(format: Format, columns: &str) -> Option<Result<Self>> {
                match format {
                    $(Format::$variant => Some(columns.parse().map(Layout::$variant)),)+
                    _ => None,
                }
            }

            /// The format of the lines.
            pub fn format(&self) -> Format {
                match self {
                    $(Layout::$variant(_) => Format::$variant,)+
                }
            }

            /// The same columns with another delimiter: 1 to 5 characters, or none for a TAB.
            ///
            /// # Errors
            ///
            /// The delimiter is longer.
            pub fn with_delimiter(self, delimiter: &str) -> Result<Self> {
                match self {
                    $(Layout::$variant(layout) => layout.with_delimiter(delimiter).map(Layout::$variant),)+
                }
            }

            /// The names that this crate does not know: columns that AWS has added, or typing errors.
            ///
            /// ```
            /// use awslog::{Format, Layout};
            ///
            /// let layout = Layout::parse(Format::VpcFlow, "${srcaddr} ${bites}").unwrap()?;
            /// assert_eq!(layout.unknown_names(), ["bites"]);
            /// # Ok::<(), awslog::Error>(())
            /// ```
            pub fn unknown_names(&self) -> Vec<&str> {
                match self {
                    $(Layout::$variant(layout) => layout.unknown_names().collect(),)+
                }
            }
        }

        $(impl From<crate::$module::Layout> for Layout {
            fn from(layout: crate::$module::Layout) -> Self {
                Layout::$variant(layout)
            }
        })+

        impl From<Layout> for EachDecoding {
            fn from(layout: Layout) -> Self {
                match layout {
                    $(Layout::$variant(layout) => crate::$module::Parser::with_layout(layout).into(),)+
                }
            }
        }
    };
}

line_formats!(layouts);

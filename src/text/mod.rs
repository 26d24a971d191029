//! How a line of text becomes values. Nothing here knows a log format.

mod borrowed;

pub use borrowed::Text;

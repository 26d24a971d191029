//! The values that AWS documents.

use crate::text::open_enum;

open_enum! {
    /// The version of the signature of a request.
    pub enum SignatureVersion {
        /// Version 2.
        SigV2 = "SigV2",
        /// Version 4.
        SigV4 = "SigV4",
    }
}

open_enum! {
    /// Where the signature of a request was.
    pub enum AuthenticationType {
        /// In the `Authorization` header.
        AuthHeader = "AuthHeader",
        /// In the query string: a presigned URL.
        QueryString = "QueryString",
    }
}

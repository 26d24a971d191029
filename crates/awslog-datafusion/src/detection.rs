//! Which format a file has.

use awslog::Format;
use datafusion::common::plan_err;
use datafusion::error::Result;
use datafusion::object_store::path::Path;
use datafusion::object_store::{ObjectMeta, ObjectStore};
use futures::StreamExt;

use crate::input::{self, Chunks, Failure};

/// From how many bytes the format of a file is detected.
const FRONT: usize = 64 << 10;

/// How many files may say which format a table has.
const FILES: usize = 20;

/// The first bytes of a file, as many as detection takes, and why there are no more if that is not its end.
pub(crate) async fn front(chunks: &mut Chunks) -> (Vec<u8>, Option<Failure>) {
    let mut front = Vec::new();
    while front.len() < FRONT {
        match chunks.next().await {
            Some(Ok(chunk)) => front.extend_from_slice(&chunk),
            Some(Err(failure)) => return (front, Some(failure)),
            None => break,
        }
    }
    (front, None)
}

/// The format of these bytes, or why it is not known.
pub(crate) fn detect(front: &[u8]) -> Result<Format, String> {
    Format::detect(front).ok_or_else(|| match Format::describe_unknown(front) {
        Some(description) => format!("the format cannot be detected: this is {description}"),
        None => "the format cannot be detected".to_owned(),
    })
}

/// The address of a file, for people. The URL of its store ends in a slash.
pub(crate) fn address(store_url: &str, location: &Path) -> String {
    let url = format!("{store_url}{location}");
    url.strip_prefix("file://").unwrap_or(&url).to_owned()
}

/// The format of the first file that has a known one.
pub(crate) async fn detect_among(store: &dyn ObjectStore, store_url: &str, files: &[ObjectMeta]) -> Result<Format> {
    let mut first = None;
    for file in files.iter().filter(|file| file.size > 0).take(FILES) {
        let mut chunks = input::open(store, &file.location, file.size).await?;
        let (front, failure) = front(&mut chunks).await;
        match (detect(&front), failure) {
            (Ok(format), _) => return Ok(format),
            (Err(_), Some(Failure::Store(error))) => return Err(error),
            (Err(words), _) => {
                first.get_or_insert_with(|| format!("{}: {words}", address(store_url, &file.location)));
            }
        }
    }
    match first {
        Some(words) => plan_err!("{words}; say which logs these are, such as STORED AS CLOUDTRAIL or read_cloudtrail"),
        None => plan_err!(
            "no file has content that could say which logs these are: name the format, as in STORED AS CLOUDTRAIL or read_cloudtrail"
        ),
    }
}

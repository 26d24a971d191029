//! The public types are `Send`, `Sync` and, if owned, `'static`.

use awslog::cloudfront::{Layout, Parser, Record, Records};
use awslog::ecs::{Event, Mapper, MapperBuilder};
use awslog::{Error, Format, waf};

fn shared<T: Send + Sync>() {}

fn kept<T: 'static>() {}

#[test]
fn everything_public_is_send_and_sync() {
    shared::<Error>();
    shared::<awslog::Decoder>();
    shared::<Format>();
    shared::<Layout>();
    shared::<Parser>();
    shared::<Record<'_>>();
    shared::<Records<'_>>();
    shared::<awslog::Record<'_>>();
    shared::<awslog::Records<'_>>();
    shared::<waf::Record<'_>>();
    shared::<waf::Records<'_>>();
    shared::<Event<'_>>();
    shared::<Mapper>();
    shared::<MapperBuilder>();
    kept::<Record<'static>>();
    kept::<waf::Record<'static>>();
    kept::<Error>();
}

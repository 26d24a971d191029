//! Events of EventBridge: the wrapper of findings and of the results of scans.

use time::UtcDateTime;

use super::record::Record;
use super::{is_finding_key, read_detail};
use crate::error::{ErrorKind, Found, Refusal};
use crate::json::Reader;
use crate::text::{Text, time::date_or_epoch};

/// Whether a key is one of a wrapper, and of no finding.
pub(super) fn is_key(key: &str) -> bool {
    matches!(key, "detail-type" | "detail")
}

/// An event of EventBridge.
pub(super) struct Wrapper<'a> {
    /// Where its `detail` begins.
    detail: Reader<'a>,
    kind: Option<Text<'a>>,
    id: Option<Text<'a>>,
    account: Option<Text<'a>>,
    region: Option<Text<'a>>,
    time: Option<UtcDateTime>,
}

impl<'a> Wrapper<'a> {
    /// The next wrapper, if there is one. Findings are recognized by the first key that only they have.
    pub(super) fn find(reader: Reader<'a>) -> Option<Self> {
        Self::read_members(reader).ok().flatten()
    }

    fn read_members(mut reader: Reader<'a>) -> Result<Option<Self>, Box<Refusal>> {
        let mut detail = None;
        let [mut kind, mut id, mut account, mut region, mut when] = [const { None }; 5];
        if reader.peek() != Some(b'{') {
            return Ok(None);
        }
        reader.open_object()?;
        while let Some(key) = reader.key()? {
            let place = match key.as_str() {
                "detail-type" => &mut kind,
                "id" => &mut id,
                "account" => &mut account,
                "region" => &mut region,
                "time" => &mut when,
                "detail" if reader.peek() == Some(b'{') => {
                    detail = Some(reader.clone());
                    reader.skip()?;
                    continue;
                }
                key if is_finding_key(key) => return Ok(None),
                _ => {
                    reader.skip()?;
                    continue;
                }
            };
            if reader.peek() == Some(b'"') {
                *place = Some(reader.string()?);
            } else {
                reader.skip()?;
            }
        }
        let time = when.as_deref().and_then(date_or_epoch);
        Ok(detail.map(|detail| Wrapper { detail, kind, id, account, region, time }))
    }

    /// Reads the record in the wrapper, and moves past the wrapper.
    pub(super) fn read(self, reader: &mut Reader<'a>) -> Result<Record<'a>, Box<Refusal>> {
        let time = self.time;
        let record = self.read_inside().map_err(|refusal| refusal.at_envelope_time(time))?;
        reader.skip()?;
        Ok(record)
    }

    fn read_inside(mut self) -> Result<Record<'a>, Box<Refusal>> {
        self.refuse_status()?;
        let start = self.detail.clone();
        let mut record = read_detail(&mut self.detail)?;
        record.set_source(start.text_up_to(&self.detail));
        if let Some(scan) = &mut record.scan_result {
            scan.account_id = scan.account_id.take().or(self.account);
            scan.region = scan.region.take().or(self.region);
            scan.id = scan.id.take().or(self.id);
            scan.time = scan.time.or(self.time);
        }
        if let Some(time) = self.time {
            record.set_envelope_time(time);
        }
        Ok(record)
    }

    /// Refuses the states of GuardDuty's own coverage and protection, which EventBridge carries too.
    fn refuse_status(&self) -> Result<(), Box<Refusal>> {
        const STATES: [&str; 3] = [
            "GuardDuty Runtime Protection",
            "GuardDuty Malware Protection Resource Status",
            "GuardDuty Malware Protection Post",
        ];
        match self.kind.as_deref() {
            Some(kind) if STATES.iter().any(|state| kind.starts_with(state)) => Err(self.status()),
            _ => Ok(()),
        }
    }

    #[cold]
    fn status(&self) -> Box<Refusal> {
        let kind = self.kind.as_deref().unwrap_or_default();
        let found = format!("the state of a protection (EventBridge's `{}`)", kind.escape_default());
        Refusal::new(ErrorKind::Format, "a finding or the result of a malware scan").with_found(Found::words(found))
    }
}

//! `aws.guardduty.*`: the whole finding, with the names and the nesting of Elastic's integration. If Elastic has no
//! name, AWS's own in snake_case. The tables of the objects say where each value goes, except for these.

use crate::guardduty::action::{GeoLocation, RemoteIpDetails};
use crate::guardduty::record::Record;
use crate::write::{CustomFields, Fields, Member, Sink, key};

impl CustomFields for Record<'_> {
    fn write_custom<S: Sink>(&self, sink: &mut S) {
        if let Some(severity) = self.severity {
            sink.object(key!("severity"), &Severity(severity));
        }
    }
}

/// `severity.*`: the number, and what AWS calls it.
struct Severity(f64);

impl Fields for Severity {
    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(key!("code"), &self.0);
        if let Some(label) = severity_label(self.0) {
            sink.leaf(key!("value"), label);
        }
    }
}

impl CustomFields for RemoteIpDetails<'_> {
    const NAMES: &'static [&'static str] = &["location"];

    /// An index takes only a point for `geo_location`: anything else is `location`.
    fn write_custom<S: Sink>(&self, sink: &mut S) {
        match &self.geo_location {
            Some(place) if point(place).is_some() && place.unknown.is_empty() => {
                self.geo_location.write_at(key!("geo_location"), sink);
            }
            location => location.write_at(key!("location"), sink),
        }
    }
}

/// Latitude and longitude. `None` unless both are present and valid.
pub(super) fn point(place: &GeoLocation<'_>) -> Option<(f64, f64)> {
    place.lat.zip(place.lon).filter(|(lat, lon)| lat.abs() <= 90.0 && lon.abs() <= 180.0)
}

/// What AWS calls findings of a severity.
///
/// <https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html>
fn severity_label(severity: f64) -> Option<&'static str> {
    match severity {
        1.0..4.0 => Some("Low"),
        4.0..7.0 => Some("Medium"),
        7.0..9.0 => Some("High"),
        9.0..=10.0 => Some("Critical"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_severities() {
        for (severity, label) in [
            (0.0, None),
            (1.0, Some("Low")),
            (3.9, Some("Low")),
            (3.99, Some("Low")),
            (4.0, Some("Medium")),
            (6.95, Some("Medium")),
            (7.0, Some("High")),
            (8.9, Some("High")),
            (9.0, Some("Critical")),
            (10.0, Some("Critical")),
            (10.5, None),
            (f64::NAN, None),
        ] {
            assert_eq!(severity_label(severity), label, "{severity}");
        }
    }
}

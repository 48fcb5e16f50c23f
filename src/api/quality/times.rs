//! How long something took, as percentiles.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::api::figures::Count;
use crate::rollup::distribution::Distribution;

/// Lengths of time. The percentiles come from buckets: see `relative_error` of the answer. None: nothing was
/// measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Times {
    /// How many were measured.
    pub count: Count,
    /// The mean in milliseconds; exact.
    pub mean_ms: Option<u64>,
    /// The median in milliseconds.
    pub p50_ms: Option<u64>,
    /// In milliseconds.
    pub p95_ms: Option<u64>,
    /// In milliseconds.
    pub p99_ms: Option<u64>,
}

/// Lengths that are being added up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    distribution: Distribution,
    total_ms: u64,
}

impl Sample {
    /// Adds merged buckets as the database returns them. What does not look like a bucket adds nothing.
    pub fn add_buckets(&mut self, json: &str) {
        let buckets: BTreeMap<i64, f64> = serde_json::from_str(json).unwrap_or_default();
        for (bucket, times) in buckets {
            self.distribution.add(bucket, times.round() as u64);
        }
    }

    /// Adds to the sum of all lengths.
    pub fn add_total(&mut self, ms: Count) {
        self.total_ms = self.total_ms.saturating_add(ms.0);
    }

    /// The percentiles.
    #[inline(never)] // Used in a dozen places, each of which would have the whole of it.
    pub fn times(&self) -> Times {
        let percentile = |percent| self.distribution.percentile(percent).map(|ms| ms.round() as u64);
        let count = self.distribution.count();
        Times {
            count: Count(count),
            mean_ms: (count > 0).then(|| (self.total_ms as f64 / count as f64).round() as u64),
            p50_ms: percentile(50.0),
            p95_ms: percentile(95.0),
            p99_ms: percentile(99.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_come_from_added_buckets_and_the_mean_from_the_total() {
        let mut sample = Sample::default();
        sample.add_buckets(r#"{"-1": 1, "0": 97}"#);
        sample.add_buckets(r#"{"73": 1, "0": 1.0}"#);
        sample.add_total(Count(1_098));
        let times = sample.times();
        assert_eq!((times.count, times.mean_ms, times.p50_ms), (Count(100), Some(11), Some(1)));
        assert_eq!(
            (times.p99_ms, sample.distribution.percentile(100.0).map(f64::round)),
            (Some(1), Some(1001.0))
        );
    }

    #[test]
    fn what_was_not_measured_has_no_percentiles() {
        let mut sample = Sample::default();
        sample.add_buckets("[]");
        sample.add_buckets("{\"x\": 1}");
        assert_eq!(sample.times(), Times::default());
    }
}

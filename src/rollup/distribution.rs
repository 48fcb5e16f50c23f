//! Lengths of time as distributions that can be added up: counts in buckets that grow by a constant factor.
//!
//! Bucket `i` holds lengths from more than 1.1^(i-1) to 1.1^i milliseconds, and stands for the value whose
//! relative error is the same at both ends, 2 × 1.1^i ÷ 2.1. So a percentile that is read from buckets is
//! within 4.8 % of the exact one (DDSketch: Masson, Rim, Lee, VLDB 2019), whatever was added up. Lengths of
//! 0 ms are in bucket -1.

use std::collections::BTreeMap;

/// The factor between two buckets; `fold_tallies.sql` has the same.
pub const FACTOR: f64 = 1.1;

/// The largest relative error of a percentile: (1.1 - 1) ÷ (1.1 + 1).
pub const RELATIVE_ERROR: f64 = (FACTOR - 1.0) / (FACTOR + 1.0);

/// The bucket of lengths of 0 ms.
const ZERO: i64 = -1;

/// Counts in buckets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Distribution {
    buckets: BTreeMap<i64, u64>,
}

impl Distribution {
    /// The bucket of a length in milliseconds.
    pub fn bucket(ms: u64) -> i64 {
        if ms == 0 { ZERO } else { ((ms as f64).ln() / FACTOR.ln()).ceil() as i64 }
    }

    /// What a bucket stands for, in milliseconds.
    fn value(bucket: i64) -> f64 {
        if bucket <= ZERO { 0.0 } else { 2.0 * FACTOR.powi(bucket as i32) / (FACTOR + 1.0) }
    }

    /// Counts `times` lengths of one bucket.
    pub fn add(&mut self, bucket: i64, times: u64) {
        let count = self.buckets.entry(bucket).or_default();
        *count = count.saturating_add(times);
    }

    /// How many lengths there are.
    pub fn count(&self) -> u64 {
        self.buckets.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// The length in milliseconds which `percent` % of all lengths do not exceed (nearest rank); None when
    /// there are none.
    pub fn percentile(&self, percent: f64) -> Option<f64> {
        let count = self.count();
        let rank = ((percent / 100.0 * count as f64).ceil() as u64).clamp(1, count.max(1));
        let mut seen = 0_u64;
        for (bucket, times) in &self.buckets {
            seen = seen.saturating_add(*times);
            if seen >= rank {
                return Some(Self::value(*bucket));
            }
        }
        None
    }
}

impl std::ops::AddAssign<&Self> for Distribution {
    fn add_assign(&mut self, other: &Self) {
        for (bucket, times) in &other.buckets {
            self.add(*bucket, *times);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn of(lengths: impl IntoIterator<Item = u64>) -> Distribution {
        let mut distribution = Distribution::default();
        for ms in lengths {
            distribution.add(Distribution::bucket(ms), 1);
        }
        distribution
    }

    #[test]
    fn every_length_is_near_what_its_bucket_stands_for() {
        for ms in (1..10_000).chain((10_000..4_000_000).step_by(997)) {
            let value = Distribution::value(Distribution::bucket(ms));
            assert!((value - ms as f64).abs() / ms as f64 <= RELATIVE_ERROR + 1e-12, "{ms}: {value}");
        }
        assert_eq!(of([0]).percentile(50.0), Some(0.0));
        const { assert!(RELATIVE_ERROR <= 0.05) };
    }

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let exact = |percent: f64| (percent / 100.0 * 1000.0).ceil() * 10.0;
        let distribution = of((1..=1000).map(|n| n * 10));
        for percent in [0.1, 1.0, 50.0, 95.0, 99.0, 100.0] {
            let found = distribution.percentile(percent).unwrap();
            assert!((found / exact(percent) - 1.0).abs() <= RELATIVE_ERROR + 1e-12, "{percent}: {found}");
        }
        assert_eq!(Distribution::default().percentile(50.0), None);
    }

    #[test]
    fn what_is_added_up_is_the_same_as_what_is_counted_at_once() {
        let mut sum = of(0..500);
        sum += &of(500..1000);
        assert_eq!(sum, of(0..1000));
    }
}

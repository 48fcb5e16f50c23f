//! Numbers as answers write them: kept exact while they are added up, rounded when they are written.

use std::ops::AddAssign;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A sum as the database returns it: a JavaScript number. Beyond 2^53 it is rounded, which no real org
/// reaches; a dishonest client may, and then the figure must be wrong rather than the answer a failure.
fn whole(number: f64) -> u64 {
    // The conversion saturates, and what is no number becomes 0.
    number.round() as u64
}

/// How many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Count(pub u64);

/// An amount of money, kept in nano-dollars (10^-9 USD) so that sums are exact; written in USD, to the
/// millionth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Usd {
    /// Nano-dollars.
    pub nanos: u64,
}

/// A length of time, kept in milliseconds so that sums are exact; written in whole seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seconds {
    /// Milliseconds.
    pub ms: u64,
}

/// A difference of two amounts of money, kept in nano-dollars and read and written as [`Usd`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsdDifference {
    /// Nano-dollars; negative when the second amount is the larger.
    pub nanos: i64,
}

/// A part of a whole, 0 to 1; written to four digits.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Ratio(f64);

impl Ratio {
    /// How much of the whole the part is; None when there is no whole.
    pub fn of(part: Count, whole: Count) -> Option<Self> {
        (whole.0 > 0).then(|| Self(part.0 as f64 / whole.0 as f64))
    }
}

/// How many on average; written to two digits.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Average(f64);

impl Average {
    /// The sum over so many; 0 over none.
    pub fn of(sum: Count, over: Count) -> Self {
        Self(if over.0 == 0 { 0.0 } else { sum.0 as f64 / over.0 as f64 })
    }
}

impl Serialize for Average {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((self.0 * 100.0).round() / 100.0)
    }
}

/// A length of time in whole milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Milliseconds(pub u64);

impl Milliseconds {
    /// The mean of so many lengths that add up to `sum_ms`; 0 of none.
    pub fn mean(sum_ms: Count, over: Count) -> Self {
        Self(whole(Average::of(sum_ms, over).0))
    }
}

impl Usd {
    /// What this is more than another amount.
    pub fn minus(self, other: Self) -> UsdDifference {
        let nanos = |usd: Self| i64::try_from(usd.nanos).unwrap_or(i64::MAX);
        UsdDifference { nanos: nanos(self) - nanos(other) }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }
}

impl AddAssign for Usd {
    fn add_assign(&mut self, other: Self) {
        self.nanos = self.nanos.saturating_add(other.nanos);
    }
}

impl AddAssign for UsdDifference {
    fn add_assign(&mut self, other: Self) {
        self.nanos = self.nanos.saturating_add(other.nanos);
    }
}

impl AddAssign for Seconds {
    fn add_assign(&mut self, other: Self) {
        self.ms = self.ms.saturating_add(other.ms);
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(whole(f64::deserialize(deserializer)?)))
    }
}

impl<'de> Deserialize<'de> for Usd {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { nanos: whole(f64::deserialize(deserializer)?) })
    }
}

impl<'de> Deserialize<'de> for UsdDifference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As `whole`.
        Ok(Self { nanos: f64::deserialize(deserializer)?.round() as i64 })
    }
}

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { ms: whole(f64::deserialize(deserializer)?) })
    }
}

impl Usd {
    /// Rounded to the millionth.
    fn rounded(self) -> f64 {
        // A whole number of millionths over a million is the double nearest to the decimal, which is
        // written with just its digits.
        let micros = self.nanos / 1000 + u64::from(self.nanos % 1000 >= 500);
        micros as f64 / 1e6
    }
}

impl Serialize for Usd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.rounded())
    }
}

impl Serialize for UsdDifference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let usd = Usd { nanos: self.nanos.unsigned_abs() }.rounded();
        serializer.serialize_f64(if self.nanos < 0 && usd > 0.0 { -usd } else { usd })
    }
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((self.0 * 1e4).round() / 1e4)
    }
}

impl Serialize for Seconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.ms / 1000 + u64::from(self.ms % 1000 >= 500))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn money_is_written_without_noise() {
        let cases = [
            (0, "0.0"),
            (499, "0.0"),
            (500, "1e-6"),
            (300_000_000, "0.3"),
            (1_234_567_890, "1.234568"),
            (19_990_000_000, "19.99"),
            (9_007_199_254_740_993, "9007199.254741"),
        ];
        for (nanos, written) in cases {
            assert_eq!(serde_json::to_string(&Usd { nanos }).unwrap(), written, "{nanos}");
        }
    }

    #[test]
    fn a_difference_of_money_may_be_negative() {
        let of = |a: u64, b: u64| serde_json::to_string(&Usd { nanos: a }.minus(Usd { nanos: b })).unwrap();
        assert_eq!(of(1_500_000_000, 250_000_000), "1.25");
        assert_eq!(of(250_000_000, 1_500_000_000), "-1.25");
        assert_eq!(of(1, 2), "0.0");
        assert_eq!(of(u64::MAX, u64::MAX), "0.0");
        let mut sum: UsdDifference = serde_json::from_str("-2500000000.0").unwrap();
        sum += UsdDifference { nanos: 1_000_000_000 };
        assert_eq!(serde_json::to_string(&sum).unwrap(), "-1.5");
        assert_eq!(serde_json::from_str::<UsdDifference>("-1e300").unwrap().nanos, i64::MIN);
    }

    #[test]
    fn a_ratio_is_written_to_four_digits_and_needs_a_whole() {
        assert_eq!(serde_json::to_string(&Ratio::of(Count(2), Count(3))).unwrap(), "0.6667");
        assert_eq!(serde_json::to_string(&Ratio::of(Count(0), Count(0))).unwrap(), "null");
    }

    #[test]
    fn time_is_written_in_whole_seconds() {
        for (ms, written) in [(0, "0"), (499, "0"), (500, "1"), (61_499, "61")] {
            assert_eq!(serde_json::to_string(&Seconds { ms }).unwrap(), written, "{ms}");
        }
    }

    #[test]
    fn rounding_is_the_last_thing_done() {
        let mut sum = Seconds::default();
        for _ in 0..1000 {
            sum += Seconds { ms: 400 };
        }
        assert_eq!(serde_json::to_string(&sum).unwrap(), "400");
    }

    #[test]
    fn a_sum_beyond_measure_is_a_number_still() {
        for (text, expected) in
            [("1e300", u64::MAX), ("-5", 0), ("9.2233720368547758e18", 1 << 63), ("2.0", 2)]
        {
            assert_eq!(serde_json::from_str::<Count>(text).unwrap(), Count(expected), "{text}");
        }
        let mut most = Count(u64::MAX);
        most += Count(1);
        assert_eq!(most, Count(u64::MAX));
    }
}

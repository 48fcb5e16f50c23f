//! A price: USD per million tokens for people, nano-dollars per token in the database.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A price of at most [`UsdPerMillion::MAX`], to the thousandth of a dollar per million tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsdPerMillion {
    /// Nano-dollars per token: a thousand times the dollars per million.
    pub nanos_per_token: i64,
}

impl UsdPerMillion {
    /// The highest price that is believed; list prices are below 250.
    pub const MAX: f64 = 10_000.0;

    /// Reads a price; None when it is negative, too high, or finer than a thousandth of a dollar. A finer one
    /// is refused rather than rounded: 0.0375 would become 0.038, an error of more than 1 % in every figure.
    pub fn from_usd(usd: f64) -> Option<Self> {
        if !(0.0..=Self::MAX).contains(&usd) {
            return None;
        }
        let nanos = (usd * 1000.0).round();
        // 0.1 × 1000 is not exactly 100 in binary.
        ((usd * 1000.0 - nanos).abs() < 1e-6).then_some(Self { nanos_per_token: nanos as i64 })
    }
}

impl Serialize for UsdPerMillion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.nanos_per_token as f64 / 1000.0)
    }
}

/// From a row: a JavaScript number.
impl<'de> Deserialize<'de> for UsdPerMillion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { nanos_per_token: f64::deserialize(deserializer)?.round() as i64 })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_price_is_kept_exactly_or_not_at_all() {
        let cases = [
            (0.0, Some(0)),
            (0.1, Some(100)),
            (0.01, Some(10)),
            (0.125, Some(125)),
            (18.75, Some(18_750)),
            (3.999, Some(3_999)),
            (10_000.0, Some(10_000_000)),
            (0.0375, None),
            (0.0001, None),
            (-0.001, None),
            (10_000.001, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
        ];
        for (usd, nanos) in cases {
            assert_eq!(UsdPerMillion::from_usd(usd).map(|price| price.nanos_per_token), nanos, "{usd}");
        }
    }

    #[test]
    fn a_price_is_written_in_usd() {
        for (nanos_per_token, written) in [(0, "0.0"), (100, "0.1"), (12_500, "12.5"), (3_999, "3.999")] {
            assert_eq!(serde_json::to_string(&UsdPerMillion { nanos_per_token }).unwrap(), written);
        }
    }
}

//! The figures of a day, a group or a whole range.

use std::ops::AddAssign;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What was used. Read from a row of `usage.sql`, written as docs/API.md says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Model requests that were answered.
    pub requests: Count,
    /// Model requests that failed for good.
    pub errors: Count,
    /// Tokens of prompts that neither came from nor went to the cache.
    pub input_tokens: Count,
    /// Tokens that were generated.
    pub output_tokens: Count,
    /// Tokens of prompts that came from the cache.
    pub cache_read_tokens: Count,
    /// Tokens of prompts that were written to the cache.
    pub cache_creation_tokens: Count,
    /// Tokens at the list prices of their days.
    #[serde(rename(deserialize = "list_cost_nanos"))]
    pub cost_usd: Usd,
    /// What the clients said it cost.
    #[serde(rename(deserialize = "reported_cost_nanos"))]
    pub reported_cost_usd: Usd,
    /// Tokens that have no price and are in no cost.
    pub unpriced_tokens: Count,
    /// Sessions started.
    pub sessions: Count,
    /// User prompts.
    pub prompts: Count,
    /// Tool calls that ran.
    pub tool_runs: Count,
    /// Those that failed.
    pub tool_errors: Count,
    /// Lines of code added.
    pub lines_added: Count,
    /// Lines of code removed.
    pub lines_removed: Count,
    /// Commits made.
    pub commits: Count,
    /// Pull requests opened.
    pub pull_requests: Count,
    /// Time spent typing.
    #[serde(rename(deserialize = "active_user_ms"))]
    pub active_user_seconds: Seconds,
    /// Time Claude spent working.
    #[serde(rename(deserialize = "active_cli_ms"))]
    pub active_cli_seconds: Seconds,
}

impl Figures {
    /// All four kinds of tokens.
    pub fn tokens(&self) -> Count {
        let mut tokens = self.input_tokens;
        tokens += self.output_tokens;
        tokens += self.cache_read_tokens;
        tokens += self.cache_creation_tokens;
        tokens
    }

    /// Whether nothing was used at all: the daily table keeps rows that were corrected to zero.
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.requests += other.requests;
        self.errors += other.errors;
        self.input_tokens += other.input_tokens;
        self.output_tokens += other.output_tokens;
        self.cache_read_tokens += other.cache_read_tokens;
        self.cache_creation_tokens += other.cache_creation_tokens;
        self.cost_usd += other.cost_usd;
        self.reported_cost_usd += other.reported_cost_usd;
        self.unpriced_tokens += other.unpriced_tokens;
        self.sessions += other.sessions;
        self.prompts += other.prompts;
        self.tool_runs += other.tool_runs;
        self.tool_errors += other.tool_errors;
        self.lines_added += other.lines_added;
        self.lines_removed += other.lines_removed;
        self.commits += other.commits;
        self.pull_requests += other.pull_requests;
        self.active_user_seconds += other.active_user_seconds;
        self.active_cli_seconds += other.active_cli_seconds;
    }
}

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

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { ms: whole(f64::deserialize(deserializer)?) })
    }
}

impl Serialize for Usd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A whole number of millionths over a million is the double nearest to the decimal, which is
        // written with just its digits.
        let micros = self.nanos / 1000 + u64::from(self.nanos % 1000 >= 500);
        serializer.serialize_f64(micros as f64 / 1e6)
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

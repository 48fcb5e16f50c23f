//! What else a model's price depends on: fast mode, and a prompt over the model's threshold.

/// Which of a model's prices applies to a request. Rows store the [`code`](Rate::code).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(i64)]
pub enum Rate {
    /// The list price.
    #[default]
    Standard = 0,
    /// Fast mode.
    Fast = 1,
    /// The prompt was longer than the model's threshold; the whole request is billed at this rate.
    LongPrompt = 2,
    /// Both.
    FastLongPrompt = 3,
}

impl Rate {
    /// The number that stands for this rate in the database.
    pub const fn code(self) -> i64 {
        self as i64
    }

    /// The rate that a number stands for.
    pub const fn from_code(code: i64) -> Option<Self> {
        match code {
            0 => Some(Self::Standard),
            1 => Some(Self::Fast),
            2 => Some(Self::LongPrompt),
            3 => Some(Self::FastLongPrompt),
            _ => None,
        }
    }
}

/// The rate of one request.
///
/// `model` is a [normalised](super::normalise) name. `prompt_tokens` is the whole prompt: input, cache
/// read and cache creation together. The answer does not depend on the day: a price that was dropped
/// is a row in the price table with the standard figures from that day on.
pub fn rate(model: &str, fast: bool, prompt_tokens: u64) -> Rate {
    let long = long_prompt_threshold(model).is_some_and(|threshold| prompt_tokens > threshold);
    match (fast, long) {
        (false, false) => Rate::Standard,
        (true, false) => Rate::Fast,
        (false, true) => Rate::LongPrompt,
        (true, true) => Rate::FastLongPrompt,
    }
}

/// Tokens of prompt above which the model costs (or once cost) more; None when it never did.
fn long_prompt_threshold(model: &str) -> Option<u64> {
    match model {
        "claude-haiku-5-5" => Some(100_000),
        // Until March 2026; see migrations/0003_prices.sql.
        "claude-opus-4-6" | "claude-sonnet-4-6" | "claude-sonnet-4-5" | "claude-sonnet-4" => Some(200_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_follows_speed_and_prompt() {
        let cases = [
            ("claude-opus-5-5", false, 900_000, Rate::Standard),
            ("claude-opus-5-5", true, 900_000, Rate::Fast),
            ("claude-haiku-5-5", false, 100_000, Rate::Standard),
            ("claude-haiku-5-5", false, 100_001, Rate::LongPrompt),
            ("claude-sonnet-4-5", false, 200_000, Rate::Standard),
            ("claude-sonnet-4-5", false, 200_001, Rate::LongPrompt),
            ("claude-sonnet-4-6", false, 200_001, Rate::LongPrompt),
            ("claude-sonnet-4", false, 200_001, Rate::LongPrompt),
            ("claude-opus-4-6", true, 200_000, Rate::Fast),
            ("claude-opus-4-6", true, 200_001, Rate::FastLongPrompt),
            ("claude-opus-4-7", false, 1_000_000, Rate::Standard),
            ("", false, u64::MAX, Rate::Standard),
            ("somebody-elses-model", true, 1, Rate::Fast),
        ];
        for (model, fast, prompt_tokens, expected) in cases {
            assert_eq!(rate(model, fast, prompt_tokens), expected, "{model} {fast} {prompt_tokens}");
        }
    }

    #[test]
    fn a_code_stands_for_one_rate() {
        for rate in [Rate::Standard, Rate::Fast, Rate::LongPrompt, Rate::FastLongPrompt] {
            assert_eq!(Rate::from_code(rate.code()), Some(rate));
        }
        assert_eq!(Rate::from_code(4), None);
        assert_eq!(Rate::from_code(-1), None);
    }
}

//! What a turn is called: the day on which to look for it, and its trace.

use crate::api::day;
use crate::telemetry::time::Day;

/// `2026-11-20-0123456789ab`: a turn. The day is one of those on which it has rows, or a neighbour of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TurnId {
    /// Where to look.
    pub day: Day,
    /// The first six bytes of the trace id; of the prompt id where there are no spans.
    pub trace: i64,
}

impl TurnId {
    const DATE: usize = "YYYY-MM-DD".len();

    /// Reads an id; None when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, trace) = text.split_at_checked(Self::DATE)?;
        let trace = trace.strip_prefix('-')?;
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if trace.len() != 12 || !trace.bytes().all(is_hex) {
            return None;
        }
        Some(Self { day: day::parse(date)?, trace: i64::from_str_radix(trace, 16).ok()? })
    }

    /// The trace's six bytes in hexadecimal.
    pub fn trace_hex(self) -> String {
        format!("{:012x}", self.trace)
    }
}

impl std::fmt::Display for TurnId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", day::iso8601(self.day), self.trace_hex())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_written() {
        for (text, day, trace) in [
            ("2026-11-20-0000000000ff", 20777, 255),
            ("2026-11-21-ffffffffffff", 20778, (1 << 48) - 1),
            ("1970-01-01-000000000000", 0, 0),
        ] {
            let id = TurnId { day: Day(day), trace };
            assert_eq!(TurnId::parse(text), Some(id));
            assert_eq!(id.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_id() {
        for text in [
            "",
            "2026-11-20",
            "2026-11-20-",
            "2026-11-20-0000000000f",
            "2026-11-20-0000000000fff",
            "2026-11-20-0000000000FF",
            "2026-11-20-+000000000ff",
            "2026-11-20_0000000000ff",
            "2026-02-30-0000000000ff",
            "2026-11-é0-000000000ff",
            "0000000000ff",
        ] {
            assert_eq!(TurnId::parse(text), None, "{text}");
        }
    }
}

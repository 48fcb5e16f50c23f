//! A moment as ISO 8601 in UTC.

use chrono::{DateTime, Datelike, Timelike};

/// Milliseconds since 1970-01-01 as `2026-11-21T03:30:00.000Z`; empty when beyond the calendar.
pub(super) fn iso8601(unix_ms: i64) -> String {
    let Some(time) = DateTime::from_timestamp_millis(unix_ms) else { return String::new() };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
        time.timestamp_subsec_millis()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc() {
        let cases = [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_795_231_800_007, "2026-11-21T03:30:00.007Z"),
            (i64::MAX, ""),
        ];
        for (unix_ms, expected) in cases {
            assert_eq!(iso8601(unix_ms), expected);
        }
    }
}

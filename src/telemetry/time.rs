//! UTC days, and which clocks are believed.

use crate::otlp::{Field, Reason};

/// Milliseconds of an hour.
pub const HOUR_MS: i64 = 3_600_000;

/// Milliseconds of a day.
pub const DAY_MS: i64 = 86_400_000;

/// 2020-01-01, before the first Claude client; an earlier time is a clock that was never set.
const EARLIEST_MS: i64 = 1_577_836_800_000;

/// How many days behind that of its arrival a record's may be. A clock in the wrong time zone is a day ahead; records of
/// one that is years ahead would stretch every list of days, and be deleted years later.
const DAYS_AHEAD: i64 = 2;

/// A UTC day: the number of days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

impl Day {
    /// The day in which a moment (Unix milliseconds) lies.
    pub fn of(unix_ms: i64) -> Self {
        Self(unix_ms.div_euclid(DAY_MS))
    }

    /// Milliseconds from this day's midnight to a moment in it.
    pub fn time_of(self, unix_ms: i64) -> i64 {
        unix_ms - self.0 * DAY_MS
    }
}

/// The time of a record in Unix milliseconds: from 2020 to two days after the day on which it arrived.
///
/// # Errors
/// Why the record cannot be placed in a day.
pub fn believed(time: Field<i64>, name: &str, arrived: Day) -> Result<i64, (Reason, String)> {
    match time {
        Field::Is(ms) if ms >= EARLIEST_MS && Day::of(ms).0 <= arrived.0 + DAYS_AHEAD => Ok(ms),
        Field::Is(_) => Err((
            Reason::TimeUnbelievable,
            format!(
                "{name} is not between the year 2020 and {DAYS_AHEAD} days from now: check the client's clock"
            ),
        )),
        Field::Absent => Err((Reason::TimeMissing, format!("{name} is missing"))),
        Field::Bad => Err((Reason::TimeMalformed, format!("{name} is not a number of nanoseconds"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_utc() {
        assert_eq!(Day::of(0), Day(0));
        assert_eq!(Day::of(DAY_MS - 1), Day(0));
        assert_eq!(Day::of(DAY_MS), Day(1));
        assert_eq!(Day::of(1_795_225_933_456), Day(20_778));
        assert_eq!(Day(20_778).time_of(1_795_225_933_456), 6_733_456);
        assert_eq!(Day::of(DAY_MS - 1).time_of(DAY_MS - 1), DAY_MS - 1);
    }

    #[test]
    fn absurd_clocks_are_not_believed() {
        let arrived = Day(20_778);
        assert_eq!(believed(Field::Is(1_795_225_933_456), "t", arrived), Ok(1_795_225_933_456));
        for time in [Field::Absent, Field::Bad, Field::Is(-1), Field::Is(1), Field::Is(i64::MAX)] {
            assert!(believed(time, "t", arrived).is_err(), "{time:?}");
        }
    }

    #[test]
    fn a_clock_may_be_behind_by_years_and_ahead_by_two_days() {
        let arrived = Day(20_778);
        let is_believed = |ms| believed(Field::Is(ms), "t", arrived).is_ok();
        assert!(!is_believed(EARLIEST_MS - 1));
        assert!(is_believed(EARLIEST_MS));
        assert!(is_believed(20_781 * DAY_MS - 1));
        assert!(!is_believed(20_781 * DAY_MS));
        let message = "t is not between the year 2020 and 2 days from now: check the client's clock";
        let refused = (Reason::TimeUnbelievable, message.to_owned());
        assert_eq!(believed(Field::Is(i64::MAX), "t", arrived), Err(refused));
    }
}

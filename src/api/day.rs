//! A UTC day as the API writes it, `YYYY-MM-DD`.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate};
use serde::Serializer;

use crate::telemetry::time::Day;

/// Reads `YYYY-MM-DD`, from 1970 on; None for anything else.
pub fn parse(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let mut part = |digits: usize| {
        parts
            .next()
            .filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|part| part.parse::<u16>().ok())
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    if parts.next().is_some() || year < 1970 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
    Some(number(date))
}

/// Writes `YYYY-MM-DD`.
pub fn iso8601(day: Day) -> String {
    match date(day) {
        Some(date) => format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
        // No row has such a day.
        None => format!("day {}", day.0),
    }
}

/// The first and the last day of a day's month.
pub fn month(day: Day) -> (Day, Day) {
    let first = date(day).and_then(|date| date.with_day(1));
    let next = first.and_then(|first| first.checked_add_months(Months::new(1)));
    match first.zip(next) {
        Some((first, next)) => (number(first), Day(number(next).0 - 1)),
        // No row has such a day.
        None => (day, day),
    }
}

/// Writes a field of an answer.
///
/// # Errors
/// When the serializer fails.
pub(super) fn serialize<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&iso8601(*day))
}

/// Writes a field of an answer that may be empty.
///
/// # Errors
/// When the serializer fails.
pub(super) fn serialize_option<S: Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serialize(day, serializer),
        None => serializer.serialize_none(),
    }
}

fn date(day: Day) -> Option<NaiveDate> {
    epoch().checked_add_days(Days::new(u64::try_from(day.0).ok()?))
}

fn number(date: NaiveDate) -> Day {
    Day(date.signed_duration_since(epoch()).num_days())
}

fn epoch() -> NaiveDate {
    DateTime::UNIX_EPOCH.date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_number_and_a_date() {
        let cases = [("1970-01-01", 0), ("1970-02-01", 31), ("2026-10-07", 20733), ("2028-02-29", 21243)];
        for (text, number) in cases {
            assert_eq!(parse(text), Some(Day(number)), "{text}");
            assert_eq!(iso8601(Day(number)), text);
        }
    }

    #[test]
    fn a_month_has_a_first_and_a_last_day() {
        let cases = [
            ("2026-11-01", "2026-11-01", "2026-11-30"),
            ("2026-12-31", "2026-12-01", "2026-12-31"),
            ("2028-02-10", "2028-02-01", "2028-02-29"),
        ];
        for (of, first, last) in cases {
            let (from, to) = month(parse(of).unwrap_or(Day(0)));
            assert_eq!((iso8601(from).as_str(), iso8601(to).as_str()), (first, last), "{of}");
        }
    }

    #[test]
    fn what_is_no_day() {
        let cases = [
            "",
            "2026",
            "2026-1-1",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-32",
            "1969-12-31",
            "2026-01-01T00:00:00Z",
            "2026-01-01 ",
            "20260101",
            "+026-01-01",
            "２０２６-01-01",
            "2026-01-01-01",
        ];
        for text in cases {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

//! Which days, and whose figures: the parameters that every resource that reads figures takes.

use std::collections::BTreeMap;

use super::call::Call;
use super::day;
use super::label::{self, AttributeRow, Attributes, BUILT_IN, OWN_PREFIX};
use super::problem::{Problem, shortened};
use crate::auth::member::{Member, OrgId};
use crate::pricing;
use crate::store::{Database, Param};
use crate::telemetry::source::Source;
use crate::telemetry::time::Day;
use crate::telemetry::word::{self, MAX_WORD_BYTES, WordId};

/// The most days that one answer covers.
const MAX_DAYS: i64 = 400;
/// The days that are meant when none are named.
const DEFAULT_DAYS: i64 = 30;
/// The most values of one parameter.
pub(crate) const MAX_VALUES: usize = 50;
/// The user under which rows are added up over everybody.
const EVERYBODY: i64 = -1;
/// No user is beyond this: the largest number that a JavaScript number carries exactly.
const LAST_USER: i64 = 1 << 53;

/// The parameter that asks for the range before too: `compare=previous` sets [`Filter::compare`].
pub(crate) const COMPARE: &str = "compare";

/// A range of days, and what its rows must be of. An empty list is no condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// First UTC day.
    pub from: Day,
    /// Last UTC day, not before the first.
    pub to: Day,
    /// Any of these users; [`WordId::NONE`] is who did not say who they are.
    pub users: Vec<WordId>,
    /// Any of these values of each label; `""` is a session without it. Labels are named as they are stored.
    pub labels: BTreeMap<String, Vec<String>>,
    /// Any of these models; [`WordId::NONE`] is what has no model.
    pub models: Vec<WordId>,
    /// Any of these surfaces.
    pub sources: Vec<Source>,
    /// Each user's rows are asked for, even when no user or label is filtered: otherwise the rows are read
    /// that are added up over everybody, which are few.
    pub by_person: bool,
    /// The range before is asked for too.
    pub compare: bool,
}

/// A filter, and what else a request asks for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Which rows.
    pub filter: Filter,
    /// The org's own labels; empty when the request names none.
    pub attributes: Attributes,
    own: Vec<(&'static str, String)>,
    names_from: bool,
}

impl Asked {
    /// A parameter of the resource's own.
    pub(crate) fn own(&self, name: &str) -> Option<&str> {
        self.own.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The same, with so many days up to `to` when it is not said from when on.
    pub(crate) fn or_last(mut self, days: i64) -> Self {
        if !self.names_from {
            self.filter.from = Day(self.filter.to.0 - (days - 1));
        }
        self
    }
}

impl Filter {
    /// A range of days without any condition.
    pub fn days(from: Day, to: Day) -> Self {
        Self {
            from,
            to,
            users: Vec::new(),
            labels: BTreeMap::new(),
            models: Vec::new(),
            sources: Vec::new(),
            by_person: false,
            compare: false,
        }
    }

    /// The range of equal length right before, under the same conditions.
    pub fn previous(&self) -> Self {
        let length = self.to.0 - self.from.0 + 1;
        Self { from: Day(self.from.0 - length), to: Day(self.to.0 - length), compare: false, ..self.clone() }
    }

    /// The same, from each user's rows.
    pub fn by_person(self) -> Self {
        Self { by_person: true, ..self }
    }

    /// Whether figures that have no model are out of reach.
    pub fn only_models(&self) -> bool {
        !self.models.is_empty() && !self.models.contains(&WordId::NONE)
    }

    /// The parameters ?1 to ?9 of `filter.sql`. A resource's own come after them.
    pub fn parameters(&self, org: OrgId) -> Vec<Param> {
        let (first_user, last_user) = self.users_between();
        let numbers = |numbers: Vec<i64>| json_or_null(&numbers, numbers.is_empty());
        vec![
            org.get().into(),
            self.from.0.into(),
            self.to.0.into(),
            first_user.into(),
            last_user.into(),
            numbers(self.users.iter().map(|word| word.0).collect()),
            json_or_null(&self.labels, self.labels.is_empty()),
            numbers(self.models.iter().map(|word| word.0).collect()),
            numbers(self.sources.iter().map(|source| *source as i64).collect()),
        ]
    }

    fn users_between(&self) -> (i64, i64) {
        let ids = || self.users.iter().map(|word| word.0);
        match (ids().min(), ids().max()) {
            (Some(first), Some(last)) => (first, last),
            _ if self.by_person || !self.labels.is_empty() => (0, LAST_USER),
            _ => (EVERYBODY, EVERYBODY),
        }
    }

    /// Reads the parameters of a request; `own` are the resource's own, each at most once.
    ///
    /// # Errors
    /// 400 naming the first parameter that is unknown, given too often, malformed or out of range.
    pub(crate) fn parse(
        parameters: &[(String, String)],
        own: &'static [&'static str],
        attributes: Attributes,
        today: Day,
    ) -> Result<Asked, Problem> {
        let (mut from, mut to, mut compare) = (None, None, None);
        let mut filter = Self::days(today, today);
        let mut own_values: Vec<(&'static str, String)> = Vec::new();
        for (name, value) in parameters {
            match name.as_str() {
                "from" => once(&mut from, name, parse_day(name, value)?)?,
                "to" => once(&mut to, name, parse_day(name, value)?)?,
                "user" => one_more(&mut filter.users, name, user(&short_enough(name, value)?))?,
                "model" => one_more(&mut filter.models, name, model(&short_enough(name, value)?))?,
                "source" => one_more(&mut filter.sources, name, source(value)?)?,
                COMPARE => once(&mut compare, name, previous(value)?)?,
                other => {
                    if let Some(known) = own.iter().find(|known| **known == other) {
                        if own_values.iter().any(|(before, _)| before == known) {
                            return Err(twice(name));
                        }
                        own_values.push((known, value.clone()));
                    } else if let Some(label) = label::stored_name(other, &attributes) {
                        let value = short_enough(name, value)?;
                        one_more(filter.labels.entry(label.to_owned()).or_default(), name, value)?;
                    } else {
                        return Err(unknown(name, own, &attributes));
                    }
                }
            }
        }
        (filter.from, filter.to) = range(from, to, today)?;
        filter.compare = compare.is_some();
        Ok(Asked { filter, attributes, own: own_values, names_from: from.is_some() })
    }

    /// Reads a call's parameters. Asks the database only when a label of the org's own is named.
    ///
    /// # Errors
    /// As [`Filter::parse`]; 503 when the database does not answer.
    pub(super) async fn read(
        call: &Call<'_>,
        database: &Database,
        member: &Member,
        now_ms: i64,
        own: &'static [&'static str],
    ) -> Result<Asked, Problem> {
        let query = &call.head.query;
        let names_own = |text: &str| text.contains(OWN_PREFIX);
        let attributes = if query.iter().any(|(name, value)| names_own(name) || names_own(value)) {
            let rows: Vec<AttributeRow> = database.run(label::attributes(member.org_id)).await?.read()?;
            rows.into_iter().map(|row| row.attribute).collect()
        } else {
            Attributes::new()
        };
        Self::parse(query, own, attributes, Day::of(now_ms))
    }
}

/// Lists and texts cannot fail to be written as JSON.
fn json_or_null(value: &impl serde::Serialize, is_empty: bool) -> Param {
    if is_empty { Param::Null } else { serde_json::to_string(value).map_or(Param::Null, Param::Text) }
}

fn once<T>(slot: &mut Option<T>, name: &str, value: T) -> Result<(), Problem> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(twice(name)),
    }
}

fn twice(name: &str) -> Problem {
    Problem::bad_parameter(name, format!("`{name}` is given twice."))
}

fn one_more<T: PartialEq>(values: &mut Vec<T>, name: &str, value: T) -> Result<(), Problem> {
    if !values.contains(&value) {
        values.push(value);
    }
    if values.len() > MAX_VALUES {
        let detail = format!("`{}` may be given at most {MAX_VALUES} times.", shortened(name));
        return Err(Problem::bad_parameter(name, detail));
    }
    Ok(())
}

/// A value as it is stored: cleaned as words are.
///
/// # Errors
/// 400 when it is longer than any word.
pub(super) fn short_enough(name: &str, value: &str) -> Result<String, Problem> {
    if value.len() > MAX_WORD_BYTES {
        let detail = format!("`{}` must have at most {MAX_WORD_BYTES} bytes.", shortened(name));
        return Err(Problem::bad_parameter(name, detail));
    }
    Ok(word::clean(value))
}

/// As [`crate::telemetry::identity`] writes users.
pub(super) fn user(value: &str) -> WordId {
    if value.contains('@') { WordId::of(&value.to_lowercase()) } else { WordId::of(value) }
}

fn model(value: &str) -> WordId {
    WordId::of(&pricing::normalise(value))
}

fn source(value: &str) -> Result<Source, Problem> {
    Source::ALL.iter().copied().find(|source| source.name() == value).ok_or_else(|| {
        let names: Vec<&str> = Source::ALL.iter().map(|source| source.name()).collect();
        let detail = format!("`source` must be one of {}; it was `{}`.", names.join(", "), shortened(value));
        Problem::bad_parameter("source", detail)
    })
}

fn previous(value: &str) -> Result<(), Problem> {
    if value == "previous" {
        return Ok(());
    }
    let detail = format!("`{COMPARE}` must be previous; it was `{}`.", shortened(value));
    Err(Problem::bad_parameter(COMPARE, detail))
}

fn parse_day(name: &str, value: &str) -> Result<Day, Problem> {
    day::parse(value).ok_or_else(|| {
        let detail = format!("`{name}` must be a day as YYYY-MM-DD; it was `{}`.", shortened(value));
        Problem::bad_parameter(name, detail)
    })
}

fn range(from: Option<Day>, to: Option<Day>, today: Day) -> Result<(Day, Day), Problem> {
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, today),
        (None, to) => {
            let to = to.unwrap_or(today);
            (Day(to.0 - (DEFAULT_DAYS - 1)), to)
        }
    };
    let (first, last) = (day::iso8601(from), day::iso8601(to));
    if from > to {
        let detail = format!("`from` must not be after `to`; it was {first}, and `to` was {last}.");
        return Err(Problem::bad_parameter("from", detail));
    }
    if to.0 - from.0 >= MAX_DAYS {
        let detail = format!("`from` to `to` must be at most {MAX_DAYS} days; it was {first} to {last}.");
        return Err(Problem::bad_parameter("from", detail));
    }
    Ok((from, to))
}

fn unknown(name: &str, own: &[&str], attributes: &Attributes) -> Problem {
    let mut known: Vec<String> = ["from", "to", "user"].map(str::to_owned).into();
    known.extend(BUILT_IN.map(str::to_owned));
    known.extend(["model", "source"].map(str::to_owned));
    known.extend(label::own_names(attributes));
    known.push(COMPARE.to_owned());
    known.extend(own.iter().map(|name| (*name).to_owned()));
    let last = known.pop().unwrap_or_default();
    let detail =
        format!("There is no parameter `{}`; there are {} and {last}.", shortened(name), known.join(", "));
    Problem::bad_parameter(name, detail)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    fn parse(query: &str) -> Result<Asked, Problem> {
        let parameters: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let attributes = ["squad".to_owned(), "org.unit".to_owned()].into();
        Filter::parse(&parameters, &["group_by"], attributes, day::parse("2026-11-21").unwrap())
    }

    fn filter(query: &str) -> Filter {
        parse(query).unwrap().filter
    }

    fn bound(filter: &Filter) -> [Param; 9] {
        filter.parameters(OrgId::new(7)).try_into().unwrap()
    }

    #[test]
    fn what_is_not_said_has_a_default() {
        let cases = [
            ("", "2026-10-23", "2026-11-21"),
            ("from=2026-11-01", "2026-11-01", "2026-11-21"),
            ("to=2026-03-30", "2026-03-01", "2026-03-30"),
            ("from=2026-11-21&to=2026-11-21", "2026-11-21", "2026-11-21"),
            ("from=2025-10-18", "2025-10-18", "2026-11-21"),
            ("to=2027-01-30", "2027-01-01", "2027-01-30"),
        ];
        for (query, from, to) in cases {
            let expected = Filter::days(day::parse(from).unwrap(), day::parse(to).unwrap());
            assert_eq!(filter(query), expected, "{query}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let long = format!("user={}", "x".repeat(257));
        let many: String = (0..51).map(|n| format!("&team=t{n}")).collect();
        let cases = [
            ("from=yesterday", "from", "`from` must be a day as YYYY-MM-DD; it was `yesterday`."),
            ("to=2026-02-30", "to", "`to` must be a day as YYYY-MM-DD; it was `2026-02-30`."),
            (
                "from=2026-11-02&to=2026-11-01",
                "from",
                "`from` must not be after `to`; it was 2026-11-02, and `to` was 2026-11-01.",
            ),
            (
                "from=2025-10-17",
                "from",
                "`from` to `to` must be at most 400 days; it was 2025-10-17 to 2026-11-21.",
            ),
            (
                "org=2",
                "org",
                "There is no parameter `org`; there are from, to, user, team, department, cost_center, environment, \
                 repository, model, source, label.org.unit, label.squad, compare and group_by.",
            ),
            ("to=2026-11-01&to=2026-11-02", "to", "`to` is given twice."),
            ("group_by=day&group_by=day", "group_by", "`group_by` is given twice."),
            ("compare=previous&compare=previous", "compare", "`compare` is given twice."),
            ("compare=next", "compare", "`compare` must be previous; it was `next`."),
            (
                "source=emacs",
                "source",
                "`source` must be one of cli, vscode, agent_sdk, desktop, cowork, office, cloud, other; \
                 it was `emacs`.",
            ),
            (long.as_str(), "user", "`user` must have at most 256 bytes."),
            (many.as_str(), "team", "`team` may be given at most 50 times."),
        ];
        for (query, parameter, detail) in cases {
            let problem = parse(query).unwrap_err();
            assert_eq!(
                (problem.status(), problem.parameter(), problem.detail()),
                (400, Some(parameter), detail),
                "{query}"
            );
        }
        assert_eq!(parse("label.tribe=x").unwrap_err().parameter(), Some("label.tribe"));
    }

    #[test]
    fn the_resource_s_own_parameters_are_handed_on() {
        let asked = parse("group_by=label.squad&compare=previous").unwrap();
        assert_eq!(asked.own("group_by"), Some("label.squad"));
        assert!(asked.filter.compare);
        assert!(!parse("").unwrap().filter.compare);
        assert_eq!(parse("").unwrap().own("group_by"), None);
    }

    #[test]
    fn a_resource_may_mean_other_days() {
        let from = |query: &str| day::iso8601(parse(query).unwrap().or_last(7).filter.from);
        assert_eq!(from(""), "2026-11-15");
        assert_eq!(from("to=2026-11-07"), "2026-11-01");
        assert_eq!(from("from=2026-01-01"), "2026-01-01");
    }

    #[test]
    fn values_are_found_as_they_are_stored() {
        let filter = filter(
            "user=Mia@Example.org&user=user_01ABC&user=&model=us.anthropic.claude-sonnet-4-5-20250929-v1:0\
             &source=vscode&source=cli&team=ML&team=&label.org.unit=7",
        );
        assert_eq!(filter.users, ["mia@example.org", "user_01ABC", ""].map(WordId::of));
        assert_eq!(filter.models, [WordId::of("claude-sonnet-4-5")]);
        let [_, _, _, _, _, users, labels, _, sources] = bound(&filter);
        let Param::Text(users) = users else { panic!("{users:?}") };
        assert!(users.ends_with(",0]"), "{users}");
        assert_eq!(labels, r#"{"org.unit":["7"],"team":["ML",""]}"#.into());
        assert_eq!(sources, "[2,1]".into());
    }

    #[test]
    fn the_rows_of_everybody_are_read_unless_persons_matter() {
        let mia = WordId::of("mia@example.org").0;
        let cases = [
            ("", (-1, -1)),
            ("model=claude-opus-5-5&source=cli", (-1, -1)),
            ("user=mia@example.org", (mia, mia)),
            ("user=mia@example.org&user=", (0, mia)),
            ("team=ml", (0, LAST_USER)),
            ("label.squad=", (0, LAST_USER)),
        ];
        for (query, between) in cases {
            assert_eq!(filter(query).users_between(), between, "{query}");
        }
        assert_eq!(filter("").by_person().users_between(), (0, LAST_USER));
        assert_eq!(
            bound(&filter("from=2026-11-20"))[5..],
            [Param::Null, Param::Null, Param::Null, Param::Null]
        );
    }

    #[test]
    fn the_range_before_is_as_long_and_ends_where_this_one_starts() {
        let filter = filter("from=2026-11-01&to=2026-11-21&compare=previous&source=cli");
        let previous = filter.previous();
        assert_eq!(
            (day::iso8601(previous.from), day::iso8601(previous.to)),
            ("2026-10-11".into(), "2026-10-31".into())
        );
        assert_eq!((previous.sources, previous.compare), (filter.sources, false));
    }

    #[test]
    fn a_model_filter_leaves_out_what_has_no_model() {
        assert!(filter("model=claude-opus-5-5").only_models());
        assert!(!filter("model=claude-opus-5-5&model=").only_models());
        assert!(!filter("").only_models());
    }
}

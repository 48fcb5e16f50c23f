//! Whose usage, and grouped by what.

use std::cmp::Reverse;

use serde::{Serialize, Serializer};

use super::Row;
use crate::api::filter::{Asked, Filter};
use crate::api::label::{self, Attributes, BUILT_IN};
use crate::api::problem::{Problem, shortened};
use crate::telemetry::source::Source;
use crate::telemetry::word::WordId;

/// The resource's own parameters.
pub(crate) const OWN: &[&str] = &["group_by", "top"];

/// The most groups whose days are answered.
const MAX_TOP: u8 = 20;

/// What usage is grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupBy {
    /// UTC day.
    Day,
    /// Who used it.
    User,
    /// The model; what has none is under `""`.
    Model,
    /// Which client.
    Source,
    /// A label of the session; sessions without it are under `""`.
    Label {
        /// The label as parameters call it.
        name: String,
        /// The label as it is stored.
        stored: String,
    },
}

impl GroupBy {
    /// Those that every org has, beside the labels.
    pub(crate) const ALWAYS: [Self; 4] = [Self::Day, Self::User, Self::Model, Self::Source];

    /// Reads the name of a grouping; None when there is no such.
    pub(crate) fn parse(name: &str, attributes: &Attributes) -> Option<Self> {
        Self::ALWAYS.into_iter().find(|group_by| group_by.name() == name).or_else(|| {
            let stored = label::stored_name(name, attributes)?;
            Some(Self::Label { name: name.to_owned(), stored: stored.to_owned() })
        })
    }

    /// The name in queries and answers.
    pub fn name(&self) -> &str {
        match self {
            Self::Day => "day",
            Self::User => "user",
            Self::Model => "model",
            Self::Source => "source",
            Self::Label { name, .. } => name,
        }
    }

    /// The name in SQL.
    pub(crate) fn sql_name(&self) -> &str {
        match self {
            Self::Label { .. } => "label",
            Self::Day => "all",
            other => other.name(),
        }
    }

    /// Whether each user's rows are needed, and not those of everybody together.
    pub(crate) fn is_of_persons(&self) -> bool {
        matches!(self, Self::User | Self::Label { .. })
    }

    /// Every name that [`GroupBy::parse`] takes.
    pub(crate) fn names(attributes: &Attributes) -> Vec<String> {
        let mut names: Vec<String> = Self::ALWAYS.iter().map(|group_by| group_by.name().to_owned()).collect();
        names.extend(BUILT_IN.map(str::to_owned));
        names.extend(label::own_names(attributes));
        names
    }
}

impl Serialize for GroupBy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageQuery {
    /// Which rows.
    pub filter: Filter,
    /// The grouping.
    pub group_by: GroupBy,
    /// Of how many groups, the dearest, each day is asked for.
    pub top: u8,
}

impl UsageQuery {
    /// A query without [`UsageQuery::top`].
    pub fn new(filter: Filter, group_by: GroupBy) -> Self {
        Self { filter, group_by, top: 0 }
    }

    /// A filter that reads the rows which the groups are made of.
    pub(super) fn with_persons(&self, filter: &Filter) -> Filter {
        Filter { by_person: filter.by_person || self.group_by.is_of_persons(), ..filter.clone() }
    }

    /// The filter that is left with the dearest of these groups.
    pub(super) fn narrowed(&self, groups: &[Row]) -> Filter {
        let mut dearest: Vec<&Row> = groups.iter().collect();
        sort(&mut dearest);
        dearest.truncate(self.top.into());
        let mut filter = self.with_persons(&self.filter);
        let words = || dearest.iter().filter_map(|row| row.id).map(WordId).collect();
        match &self.group_by {
            GroupBy::Day => {}
            GroupBy::User => filter.users = words(),
            GroupBy::Model => filter.models = words(),
            GroupBy::Source => {
                filter.sources = dearest.iter().filter_map(|row| row.id).map(Source::from_code).collect();
            }
            GroupBy::Label { stored, .. } => {
                let values = dearest.iter().map(|row| row.text.clone().unwrap_or_default()).collect();
                filter.labels.insert(stored.clone(), values);
            }
        }
        filter
    }

    /// Reads the resource's own parameters.
    ///
    /// # Errors
    /// 400 naming the parameter that is not as it must be.
    pub(in crate::api) fn parse(asked: Asked) -> Result<Self, Problem> {
        let group_by = match asked.own("group_by") {
            None => GroupBy::Day,
            Some(name) => GroupBy::parse(name, &asked.attributes).ok_or_else(|| {
                let names = GroupBy::names(&asked.attributes).join(", ");
                let detail = format!("`group_by` must be one of {names}; it was `{}`.", shortened(name));
                Problem::bad_parameter("group_by", detail)
            })?,
        };
        let top = match asked.own("top") {
            None => 0,
            Some(text) => text.parse().ok().filter(|top| (1..=MAX_TOP).contains(top)).ok_or_else(|| {
                let detail = format!("`top` must be 1 to {MAX_TOP}; it was `{}`.", shortened(text));
                Problem::bad_parameter("top", detail)
            })?,
        };
        if top > 0 && group_by == GroupBy::Day {
            let detail = "`top` needs a `group_by` other than day.";
            return Err(Problem::bad_parameter("top", detail));
        }
        Ok(Self { top, ..Self::new(asked.filter, group_by) })
    }
}

/// The dearest first, then those with the most tokens, then by name.
pub(super) fn sort(groups: &mut [&Row]) {
    groups.sort_by_key(|row| (Reverse((row.sums.cost, row.sums.tokens())), row.text.as_deref()));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;
    use crate::telemetry::time::Day;

    fn parse(query: &str) -> Result<UsageQuery, Problem> {
        let parameters: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let attributes = ["squad".to_owned()].into();
        UsageQuery::parse(Filter::parse(&parameters, OWN, attributes, Day(20_000)).unwrap())
    }

    #[test]
    fn what_is_not_said_has_a_default() {
        let query = parse("").unwrap();
        assert_eq!((query.group_by, query.top), (GroupBy::Day, 0));
    }

    #[test]
    fn every_grouping_has_its_name() {
        let names = ["day", "user", "model", "source", "team", "department", "cost_center", "environment"];
        for name in names.into_iter().chain(["repository", "label.squad"]) {
            let query = parse(&format!("group_by={name}")).unwrap();
            assert_eq!(query.group_by.name(), name);
            let of_persons = !["day", "model", "source"].contains(&name);
            assert_eq!(query.with_persons(&query.filter).by_person, of_persons, "{name}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            (
                "group_by=week",
                "group_by",
                "`group_by` must be one of day, user, model, source, team, department, cost_center, environment, \
                 repository, label.squad; it was `week`.",
            ),
            ("group_by=user&top=21", "top", "`top` must be 1 to 20; it was `21`."),
            ("group_by=user&top=0", "top", "`top` must be 1 to 20; it was `0`."),
            ("top=3", "top", "`top` needs a `group_by` other than day."),
        ];
        for (query, parameter, detail) in cases {
            let problem = parse(query).unwrap_err();
            assert_eq!((problem.parameter(), problem.detail()), (Some(parameter), detail), "{query}");
        }
    }
}

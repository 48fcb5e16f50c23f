//! The answer, put together from rows.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{KeptRow, LabelRow, MAX_VALUES, UsedRow, User};
use crate::api::day;
use crate::api::label::Attributes;
use crate::api::retention::Retention;
use crate::telemetry::source::Source;
use crate::telemetry::time::Day;

/// What the statements returned, in their order.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// Who reports.
    pub users: Vec<User>,
    /// What sessions are labelled with.
    pub labels: Vec<LabelRow>,
    /// What was used.
    pub used: Vec<UsedRow>,
    /// The org's own labels.
    pub attributes: Attributes,
    /// What is kept.
    pub kept: Option<KeptRow>,
}

/// What figures can be filtered on. Lists are in the order of their texts and have at most 2,000 values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Dimensions {
    /// Who reports.
    pub users: Vec<User>,
    /// Models of the range.
    pub models: Vec<String>,
    /// Surfaces of the range.
    pub sources: Vec<&'static str>,
    /// Values of `team`.
    pub teams: Vec<String>,
    /// Values of `department`.
    pub departments: Vec<String>,
    /// Values of `cost_center`.
    pub cost_centers: Vec<String>,
    /// Values of `environment`.
    pub environments: Vec<String>,
    /// Values of `repository`.
    pub repositories: Vec<String>,
    /// Values of the org's own labels, by attribute.
    pub labels: BTreeMap<String, Vec<String>>,
    /// The org's own labels, as an admin listed them.
    pub attributes: Attributes,
    /// Whether a list has more values than are answered.
    pub truncated: bool,
    /// The first UTC day that has figures.
    #[serde(serialize_with = "day::serialize_option")]
    pub first_day: Option<Day>,
    /// The last one.
    #[serde(serialize_with = "day::serialize_option")]
    pub last_day: Option<Day>,
    /// How long things are kept.
    pub retention: Retention,
}

/// Takes the values that are too many off a list.
struct Bounded {
    truncated: bool,
}

impl Bounded {
    fn cut<T>(&mut self, mut list: Vec<T>) -> Vec<T> {
        let most = usize::try_from(MAX_VALUES).unwrap_or(usize::MAX);
        self.truncated |= list.len() > most;
        list.truncate(most);
        list
    }
}

impl Dimensions {
    /// Puts the answer together from the results of [`super::statements`].
    pub fn new(read: Read) -> Self {
        let mut bounded = Bounded { truncated: false };
        let users = bounded.cut(read.users);
        let used = bounded.cut(read.used);
        // Their rows are in the order of their names.
        let mut models: Vec<String> = Vec::new();
        for row in &used {
            if !row.model.is_empty() && models.last() != Some(&row.model) {
                models.push(row.model.clone());
            }
        }
        let sources = Source::ALL
            .iter()
            .filter(|source| used.iter().any(|row| Source::from_code(row.source) == **source))
            .map(|source| source.name())
            .collect();
        let mut labels: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in read.labels {
            labels.entry(row.label).or_default().push(row.value);
        }
        let mut values_of = |label: &str| bounded.cut(labels.remove(label).unwrap_or_default());
        let mut own = BTreeMap::new();
        for attribute in &read.attributes {
            own.insert(attribute.clone(), values_of(attribute));
        }
        let retention = read.kept.map_or_else(Retention::default, |kept| Retention {
            raw_days: kept.raw_days,
            daily_days: kept.daily_days,
        });
        Self {
            users,
            models,
            sources,
            teams: values_of("team"),
            departments: values_of("department"),
            cost_centers: values_of("cost_center"),
            environments: values_of("environment"),
            repositories: values_of("repository"),
            labels: own,
            attributes: read.attributes,
            truncated: bounded.truncated,
            first_day: read.kept.and_then(|kept| kept.first_day).map(Day),
            last_day: read.kept.and_then(|kept| kept.last_day).map(Day),
            retention,
        }
    }
}

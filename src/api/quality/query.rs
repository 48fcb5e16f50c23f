//! Whose quality, and grouped by what.

use crate::api::filter::{Asked, Filter};
use crate::api::problem::{Problem, shortened};
use crate::api::usage::GroupBy;

/// The parameters beside the filter's.
pub(crate) const OWN: &[&str] = &["group_by"];

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualityQuery {
    /// Which rows.
    pub filter: Filter,
    /// The grouping; None: no groups. Never by day, which is the series.
    pub group_by: Option<GroupBy>,
}

impl QualityQuery {
    /// Reads the resource's own parameters.
    ///
    /// # Errors
    /// 400 naming the parameter that is not as it must be.
    pub(in crate::api) fn parse(asked: Asked) -> Result<Self, Problem> {
        let group_by = match asked.own("group_by") {
            None => None,
            Some(name) => {
                let known = GroupBy::parse(name, &asked.attributes).filter(|known| *known != GroupBy::Day);
                Some(known.ok_or_else(|| {
                    let detail = format!(
                        "`group_by` must be one of user, model, source, team, department, cost_center, environment, \
                         repository or a label of the org's own; it was `{}`.",
                        shortened(name)
                    );
                    Problem::bad_parameter("group_by", detail)
                })?)
            }
        };
        Ok(Self { filter: asked.filter, group_by })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;
    use crate::telemetry::time::Day;

    fn parse(query: &str) -> Result<QualityQuery, Problem> {
        let parameters: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let attributes = ["squad".to_owned()].into();
        QualityQuery::parse(Filter::parse(&parameters, OWN, attributes, Day(20_000))?)
    }

    #[test]
    fn groups_are_there_when_they_are_asked_for() {
        assert_eq!(parse("").unwrap().group_by, None);
        assert_eq!(parse("group_by=user").unwrap().group_by, Some(GroupBy::User));
        for label in ["team", "repository", "label.squad"] {
            assert_eq!(parse(&format!("group_by={label}")).unwrap().group_by.unwrap().name(), label);
        }
        assert!(parse("compare=previous").unwrap().filter.compare);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (query, parameter) in [
            ("group_by=day", "group_by"),
            ("group_by=label.tribe", "group_by"),
            ("group_by=", "group_by"),
            ("order=cost", "order"),
        ] {
            let problem = parse(query).unwrap_err();
            assert_eq!((problem.status(), problem.parameter()), (400, Some(parameter)), "{query}");
        }
    }
}

//! Which columns a table has.

use crate::api::filter::{Asked, Filter};
use crate::api::problem::{Problem, shortened};
use crate::api::usage::GroupBy;

/// The resource's own parameters.
pub(crate) const OWN: &[&str] = &["group_by"];

/// What a line is told apart by: as [`GroupBy`].
pub type Column = GroupBy;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportQuery {
    /// Which rows.
    pub filter: Filter,
    /// The first columns, in order, each once.
    pub columns: Vec<Column>,
}

impl ExportQuery {
    /// A query; the filter is told whether persons matter.
    pub fn new(filter: Filter, columns: Vec<Column>) -> Self {
        let of_persons = columns.iter().any(Column::is_of_persons);
        Self { filter: if of_persons { filter.by_person() } else { filter }, columns }
    }

    /// Reads the resource's own parameters.
    ///
    /// # Errors
    /// 400 naming what cannot be a column, or is one twice.
    pub(in crate::api) fn parse(asked: Asked) -> Result<Self, Problem> {
        let names = asked.own("group_by").unwrap_or("day,user,source,model");
        let mut columns: Vec<Column> = Vec::new();
        for name in names.split(',') {
            let column = Column::parse(name, &asked.attributes).ok_or_else(|| {
                let known = Column::names(&asked.attributes).join(", ");
                let detail = format!("`group_by` must be of {known}; it was `{}`.", shortened(name));
                Problem::bad_parameter("group_by", detail)
            })?;
            if columns.contains(&column) {
                let detail = format!("`group_by` names {name} twice.");
                return Err(Problem::bad_parameter("group_by", detail));
            }
            columns.push(column);
        }
        Ok(Self::new(asked.filter, columns))
    }

    /// The labels among the columns, as the database takes them.
    pub(super) fn labels_json(&self) -> String {
        let labels: Vec<&str> = self
            .columns
            .iter()
            .filter_map(|column| match column {
                Column::Label { stored, .. } => Some(stored.as_str()),
                _ => None,
            })
            .collect();
        // A list of texts cannot fail to be written.
        serde_json::to_string(&labels).unwrap_or_else(|_| "[]".to_owned())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;
    use crate::telemetry::time::Day;

    fn parse(query: &str) -> Result<ExportQuery, Problem> {
        let parameters: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        ExportQuery::parse(Filter::parse(&parameters, OWN, ["squad".to_owned()].into(), Day(20_000)).unwrap())
    }

    #[test]
    fn columns_are_in_the_order_in_which_they_are_named() {
        let names = |query: &str| -> Vec<String> {
            parse(query).unwrap().columns.iter().map(|column| column.name().to_owned()).collect()
        };
        assert_eq!(names(""), ["day", "user", "source", "model"]);
        assert_eq!(names("group_by=label.squad,day,team"), ["label.squad", "day", "team"]);
        assert_eq!(parse("group_by=label.squad,day,team").unwrap().labels_json(), r#"["squad","team"]"#);
        assert!(parse("group_by=day,team").unwrap().filter.by_person);
        assert!(!parse("group_by=day,model").unwrap().filter.by_person);
    }

    #[test]
    fn what_is_no_column_is_named() {
        for (query, detail) in [
            (
                "group_by=day,week",
                "`group_by` must be of day, user, model, source, team, department, cost_center, environment, \
                 repository, label.squad; it was `week`.",
            ),
            ("group_by=day,model,day", "`group_by` names day twice."),
        ] {
            assert_eq!(parse(query).unwrap_err().detail(), detail);
        }
        assert!(parse("group_by=").is_err());
    }
}

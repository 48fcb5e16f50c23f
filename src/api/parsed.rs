//! What becomes of the parameters of a request before the database is asked: for fuzzing (`fuzz/`).

use super::audit::{AuditQuery, Cursor};
use super::day;
use super::export::ExportQuery;
use super::filter::Filter;
use super::problem::Problem;
use super::quality::QualityQuery;
use super::routes;
use super::turns::{TurnId, TurnsQuery};
use super::usage::UsageQuery;
use super::{export, quality, turns, usage};
use crate::auth::email::Email;
use crate::auth::member::OrgId;
use crate::telemetry::time::Day;

/// The resources that take parameters; `activity` stands for all that take the filter's alone.
pub const RESOURCES: [&str; 6] = ["activity", "usage", "quality", "turns", "export.csv", "audit"];

/// Reads the query of a resource, in an org with one label of its own.
///
/// # Errors
/// The status, what is wrong, and the parameter to blame.
pub fn query(resource: &str, query: &[u8], today: Day) -> Result<(), (u16, String, Option<String>)> {
    let parameters: Vec<(String, String)> = form_urlencoded::parse(query).into_owned().collect();
    let asked = |own| Filter::parse(&parameters, own, ["squad".to_owned()].into(), today);
    let read = || -> Result<(), Problem> {
        let filter = match resource {
            "usage" => UsageQuery::parse(asked(usage::OWN)?)?.filter,
            "quality" => QualityQuery::parse(asked(quality::OWN)?)?.filter,
            "turns" => TurnsQuery::read(asked(turns::OWN)?)?.filter,
            "export.csv" => ExportQuery::parse(asked(export::OWN)?)?.filter,
            "audit" => return AuditQuery::parse(&parameters, &["before", "limit"]).map(drop),
            _ => asked(&[])?.filter,
        };
        filter.previous().parameters(OrgId::new(1));
        Ok(())
    };
    read().map_err(|problem| {
        let (detail, parameter) = (problem.detail().to_owned(), problem.parameter().map(str::to_owned));
        (problem.status(), detail, parameter)
    })
}

/// Everything that the last segment of a path can be read as, as it is written.
pub fn path(path: &str) -> Vec<String> {
    let id = routes::decoded_id(path);
    let turn = TurnId::parse(&id).map(|id| id.to_string());
    let change = Cursor::parse(&id).map(|cursor| cursor.to_string());
    let day = day::parse(&id).map(day::iso8601);
    let email = Email::parse(&id).map(|email| email.to_string());
    [turn, change, day, email].into_iter().flatten().collect()
}

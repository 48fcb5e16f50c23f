//! `GET` and `PUT /api/v1/dimensions`: what figures can be filtered on, and the org's own list of labels.

mod answer;

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::filter::Filter;
use super::label::{self, AttributeRow, Attributes, BUILT_IN};
use super::problem::{Problem, shortened};
use super::reply::Reply;
use crate::auth::audit::{self, Action, Change};
use crate::auth::member::{Admin, Member, OrgId};
use crate::otlp::Key;
use crate::rollup::stamp;
use crate::store::sql::sql;
use crate::store::{Database, Rows, Statement};
use crate::telemetry::attribute::Attribute;
use crate::telemetry::word::is_name;

pub use answer::{Dimensions, Read};

/// The most values of one dimension that are answered.
const MAX_VALUES: i64 = 2_000;
/// The days whose models and sources are answered when none are named.
const DEFAULT_DAYS: i64 = 90;
/// The most attributes that an org may list: each is looked for in every session's resource.
const MAX_ATTRIBUTES: usize = 20;

/// A row of `users.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct User {
    /// An e-mail address, an account or an installation; `""` for who did not say.
    pub user: String,
    /// What they are called, where it is known.
    pub name: Option<String>,
}

/// A row of `labels.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LabelRow {
    /// The label as it is stored.
    pub label: String,
    /// One of its values.
    pub value: String,
}

/// A row of `used.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UsedRow {
    /// The source's code.
    pub source: i64,
    /// The model; `""`: none.
    pub model: String,
}

/// The row of `kept.sql`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct KeptRow {
    /// The first day that has figures.
    pub first_day: Option<i64>,
    /// The last one.
    pub last_day: Option<i64>,
    /// Days that spans, events and turns are kept.
    pub raw_days: i64,
    /// Days that daily figures are kept.
    pub daily_days: i64,
}

/// What to ask the database: users, labels, models with sources, attributes, and what is kept. The rows are
/// the fields of [`Read`], in order. Of the filter, only the days matter: what can be chosen stays the same
/// whatever is chosen, and the rows of everybody are read, which are few.
pub fn statements(org: OrgId, filter: &Filter) -> [Statement; 5] {
    let mut of_range = Filter::days(filter.from, filter.to).parameters(org);
    of_range.push(MAX_VALUES.into());
    [
        Statement::new(sql!("users.sql"), [org.get().into(), MAX_VALUES.into()]),
        Statement::new(sql!("labels.sql"), [org.get().into(), MAX_VALUES.into()]),
        Statement::joined(&[sql!("../filter.sql"), sql!("used.sql")], of_range),
        label::attributes(org),
        Statement::new(sql!("kept.sql"), [org.get().into()]),
    ]
}

/// Answers with what the figures of the member's org can be filtered on.
pub(super) async fn read(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let filter = Filter::read(call, database, member, now_ms, &[]).await?.or_last(DEFAULT_DAYS).filter;
    let results = database.batch(&statements(member.org_id, &filter)).await?;
    let [users, labels, used, attributes, kept] = results.as_slice() else {
        // A batch has a result for each of its statements.
        return Ok(Reply::json(200, &Dimensions::new(Read::default())));
    };
    let read = Read {
        users: users.read()?,
        labels: labels.read()?,
        used: used.read()?,
        attributes: attributes_of(attributes)?,
        kept: kept.first()?,
    };
    Ok(Reply::json(200, &Dimensions::new(read)))
}

fn attributes_of(rows: &Rows) -> Result<Attributes, Problem> {
    let rows: Vec<AttributeRow> = rows.read()?;
    Ok(rows.into_iter().map(|row| row.attribute).collect())
}

/// The body of `PUT`, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct OwnLabels {
    /// Resource attributes, as set in `OTEL_RESOURCE_ATTRIBUTES`.
    pub attributes: Attributes,
}

impl OwnLabels {
    /// # Errors
    /// 400 when an attribute cannot be a label, or there are too many.
    fn check(&self) -> Result<(), Problem> {
        let wrong = |detail: String| Err(Problem::bad_parameter("attributes", detail));
        if self.attributes.len() > MAX_ATTRIBUTES {
            return wrong(format!("`attributes` may name at most {MAX_ATTRIBUTES}."));
        }
        for attribute in &self.attributes {
            if !is_name(attribute) {
                return wrong(format!(
                    "`{}` cannot be a label: it must be 1 to 100 of the characters a-z A-Z 0-9 _ - . : @ + #.",
                    shortened(attribute)
                ));
            }
            if BUILT_IN.contains(&attribute.as_str()) {
                return wrong(format!("`{attribute}` is there already; it needs no listing."));
            }
            if Attribute::from_name(attribute).is_some() {
                return wrong(format!(
                    "`{attribute}` is read by Thinspan itself; it cannot be a label besides."
                ));
            }
        }
        Ok(())
    }
}

/// Replaces the org's list, and keeps who did.
pub fn replace(admin: &Admin, labels: &OwnLabels, now_ms: i64) -> [Statement; 4] {
    // A list of texts cannot fail to be written; were it to, nothing would be listed.
    let list = serde_json::to_string(&labels.attributes).unwrap_or_else(|_| "[]".to_owned());
    let org = admin.member().org_id;
    let change = Change {
        org,
        actor: &admin.member().email,
        action: Action::LabelsSet,
        subject: None,
        detail: Some(&list),
    };
    let [unlist, enlist] = [sql!("unlist_attributes.sql"), sql!("list_attributes.sql")]
        .map(|sql| Statement::new(sql, [org.get().into(), list.as_str().into()]));
    [unlist, enlist, audit::note(&change, now_ms), stamp::of_org(org)]
}

/// Lists the org's own labels. They count from the next session on; what is stored stays.
pub(super) async fn write(
    call: &Call<'_>,
    database: &Database,
    admin: &Admin,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let labels: OwnLabels = call.json(r#"`{"attributes": ["squad"]}`"#)?;
    labels.check()?;
    database.batch(&replace(admin, &labels, now_ms)).await?;
    Ok(Reply::json(200, &labels))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn an_own_label_is_a_name_that_is_not_taken() {
        let check = |attributes: &[&str]| {
            let attributes = attributes.iter().map(|name| (*name).to_owned()).collect();
            OwnLabels { attributes }.check()
        };
        let many: Vec<String> = (0..21).map(|n| format!("a{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(check(&[]).is_ok());
        assert!(check(&["squad", "org.unit", "x:y"]).is_ok());
        assert!(check(&many[..20]).is_ok());
        let long = "x".repeat(101);
        for wrong in [
            &[""][..],
            &["a b"],
            &["é"],
            &["team"],
            &["repository"],
            &["team.id"],
            &["service.name"],
            &[long.as_str()],
            &many,
        ] {
            let problem = check(wrong).unwrap_err();
            assert_eq!((problem.status(), problem.parameter()), (400, Some("attributes")), "{wrong:?}");
        }
    }
}

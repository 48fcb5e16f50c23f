//! `PUT /api/v1/retention`: how long an org's rows are kept. What is older is deleted by the cron's next passes.

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::audit::{self, Action, Change};
use crate::auth::member::Admin;
use crate::rollup::stamp;
use crate::store::sql::sql;
use crate::store::{Database, Statement};

/// The longest that spans, events and turns are kept: they are most of what is stored.
const MAX_RAW_DAYS: i64 = 365;
/// The longest that daily figures are kept: three years.
const MAX_DAILY_DAYS: i64 = 1100;

/// How long things are kept, in days; the body of `PUT`, and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Retention {
    /// Spans, events, metrics exports and turns: 1 to 365.
    pub raw_days: i64,
    /// Daily figures: at least `raw_days`, at most 1,100.
    pub daily_days: i64,
}

impl Default for Retention {
    /// As a new org has it.
    fn default() -> Self {
        Self { raw_days: 30, daily_days: 400 }
    }
}

impl Retention {
    /// # Errors
    /// 400 naming what is out of range.
    fn check(self) -> Result<(), Problem> {
        let Self { raw_days, daily_days } = self;
        if !(1..=MAX_RAW_DAYS).contains(&raw_days) {
            let detail = format!("`raw_days` must be 1 to {MAX_RAW_DAYS}; it was {raw_days}.");
            return Err(Problem::bad_parameter("raw_days", detail));
        }
        if !(raw_days..=MAX_DAILY_DAYS).contains(&daily_days) {
            let detail = format!(
                "`daily_days` must be {raw_days} (`raw_days`) to {MAX_DAILY_DAYS}; it was {daily_days}."
            );
            return Err(Problem::bad_parameter("daily_days", detail));
        }
        Ok(())
    }
}

/// Sets it, and keeps who did.
pub fn set(admin: &Admin, retention: Retention, now_ms: i64) -> [Statement; 3] {
    let Retention { raw_days, daily_days } = retention;
    let org = admin.member().org_id;
    let detail = format!("{raw_days} days raw, {daily_days} days of daily figures");
    let change = Change {
        org,
        actor: &admin.member().email,
        action: Action::RetentionSet,
        subject: None,
        detail: Some(&detail),
    };
    [
        Statement::new(sql!("set_retention.sql"), [org.get().into(), raw_days.into(), daily_days.into()]),
        audit::keep(&change, now_ms),
        stamp::of_org(org),
    ]
}

/// Sets how long the admin's org keeps its rows.
pub(super) async fn write(
    call: &Call<'_>,
    database: &Database,
    admin: &Admin,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let retention: Retention = call.json(r#"`{"raw_days": 30, "daily_days": 400}`"#)?;
    retention.check()?;
    database.batch(&set(admin, retention, now_ms)).await?;
    Ok(Reply::json(200, &retention))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn raw_rows_go_before_daily_ones() {
        let cases = [
            (1, 1, None),
            (30, 400, None),
            (365, 1100, None),
            (0, 400, Some("raw_days")),
            (-1, 400, Some("raw_days")),
            (366, 400, Some("raw_days")),
            (30, 29, Some("daily_days")),
            (30, 1101, Some("daily_days")),
        ];
        for (raw_days, daily_days, wrong) in cases {
            let problem = Retention { raw_days, daily_days }.check().err();
            assert_eq!(problem.as_ref().and_then(Problem::parameter), wrong, "{raw_days} {daily_days}");
        }
    }
}

//! Exports that were turned away because of their token.

use serde::{Deserialize, Serialize};

use crate::api::figures::Count;
use crate::api::instant::iso8601;
use crate::auth::rejection::Reason;

/// A row of `rejections.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RejectionRow {
    /// The first characters of what stood where the token belongs.
    pub prefix: String,
    /// What was wrong with it: a code of [`Reason`].
    pub reason: i64,
    /// How often, at least.
    pub count: Count,
    /// The last time, in milliseconds since 1970-01-01.
    pub last_ms: i64,
}

/// Exports with the same token and the same fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Rejection {
    /// The first characters of the token; empty when there was none.
    prefix: String,
    /// What was wrong.
    reason: Reason,
    /// How often, at least.
    count: Count,
    /// The last time.
    last_at: String,
}

/// What is shown of the rows; a reason that this version does not know is left out.
pub fn rejections(rows: &[RejectionRow]) -> Vec<Rejection> {
    rows.iter()
        .filter_map(|row| {
            Some(Rejection {
                prefix: row.prefix.clone(),
                reason: Reason::from_code(row.reason)?,
                count: row.count,
                last_at: iso8601(row.last_ms),
            })
        })
        .collect()
}

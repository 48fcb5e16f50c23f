//! A change of an org's own prices: a new row with a date.

use serde::{Deserialize, Serialize};

use super::{OwnPrice, PriceRow, Prices, RateName, UsdPerMillion};
use crate::api::day;
use crate::api::problem::{Problem, shortened};
use crate::auth::audit::{self, Action};
use crate::auth::email::Email;
use crate::auth::member::OrgId;
use crate::pricing::{Rate, normalise};
use crate::rollup::stamp;
use crate::store::sql::sql;
use crate::store::{Param, Statement};
use crate::telemetry::time::Day;

/// The most rows that an org may keep: some 20 models, their rates, and a change a month for years.
pub const MAX_ROWS: i64 = 1000;

/// What a body is.
pub(super) const EXPECTED: &str = r#"`{"model": "claude-…", "input": 4, "output": 20, "cache_read": 0.4, "cache_creation_5m": 5, "cache_creation_1h": 8}` or `{"model": "claude-…", "follows_list": true}`, with `rate`, `from` and `change_past` where needed"#;

/// The body of the call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "PriceChange"))]
pub struct Body {
    /// The name of a model.
    model: String,
    /// Which of its prices.
    #[serde(default = "standard")]
    rate: RateName,
    /// The first UTC day, as YYYY-MM-DD; without it, today.
    from: Option<String>,
    /// USD per million tokens, at most three decimals.
    input: Option<f64>,
    /// Likewise.
    output: Option<f64>,
    /// Likewise.
    cache_read: Option<f64>,
    /// Likewise.
    cache_creation_5m: Option<f64>,
    /// Likewise.
    cache_creation_1h: Option<f64>,
    /// Instead of prices: the list's count again.
    #[serde(default)]
    follows_list: bool,
    /// `from` may be before today, which changes what past days cost.
    #[serde(default)]
    change_past: bool,
}

fn standard() -> RateName {
    RateName::Standard
}

/// From a day on, the org has these prices for a model and rate, or none of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// As [`normalise`] writes it.
    pub model: String,
    /// Which of the model's prices.
    pub rate: Rate,
    /// First day.
    pub from: Day,
    /// None: the list's price counts again.
    pub prices: Option<Prices>,
}

impl Change {
    /// As the audit log tells it.
    fn in_words(&self) -> String {
        let (from, rate) = (day::iso8601(self.from), RateName::from(self.rate).name());
        let Some(prices) = &self.prices else { return format!("{rate}, from {from}: the list's price") };
        let usd = |price: UsdPerMillion| price.nanos_per_token as f64 / 1000.0;
        format!(
            "{rate}, from {from}: input {}, output {}, cache read {}, cache creation {} and {} USD per million tokens",
            usd(prices.input),
            usd(prices.output),
            usd(prices.cache_read),
            usd(prices.cache_creation_5m),
            usd(prices.cache_creation_1h),
        )
    }

    /// Checks a body.
    ///
    /// # Errors
    /// 400 naming what is wrong.
    pub(super) fn read(body: Body, today: Day) -> Result<Self, Problem> {
        let model = normalise(&body.model).into_owned();
        if model.is_empty() || model.chars().any(char::is_control) {
            return Err(Problem::bad_parameter("model", "`model` must be the name of a model."));
        }
        let from = match &body.from {
            None => today,
            Some(text) => day::parse(text).ok_or_else(|| {
                let detail = format!("`from` must be a day as YYYY-MM-DD; it was `{}`.", shortened(text));
                Problem::bad_parameter("from", detail)
            })?,
        };
        if from < today && !body.change_past {
            let detail = format!(
                "`from` is before today, {}: this changes what past days cost. Say `\"change_past\": true` if that is meant.",
                day::iso8601(today)
            );
            return Err(Problem::bad_parameter("from", detail));
        }
        let price = |name: &str, usd: Option<f64>| match (usd, body.follows_list) {
            (None, true) => Ok(None),
            (Some(_), true) => {
                Err(Problem::bad_parameter(name, format!("`{name}` is of no use with `follows_list`.")))
            }
            (usd, false) => match usd.and_then(UsdPerMillion::from_usd) {
                Some(price) => Ok(Some(price)),
                None => {
                    let detail = format!(
                        "`{name}` must be USD per million tokens, 0 to {}, with at most three decimals.",
                        UsdPerMillion::MAX
                    );
                    Err(Problem::bad_parameter(name, detail))
                }
            },
        };
        let (input, output) = (price("input", body.input)?, price("output", body.output)?);
        let cache_read = price("cache_read", body.cache_read)?;
        let cache_creation_5m = price("cache_creation_5m", body.cache_creation_5m)?;
        let cache_creation_1h = price("cache_creation_1h", body.cache_creation_1h)?;
        let prices = match (input, output, cache_read, cache_creation_5m, cache_creation_1h) {
            (
                Some(input),
                Some(output),
                Some(cache_read),
                Some(cache_creation_5m),
                Some(cache_creation_1h),
            ) => Some(Prices { input, output, cache_read, cache_creation_5m, cache_creation_1h }),
            _ => None,
        };
        Ok(Self { model, rate: body.rate.into(), from, prices })
    }
}

/// Stores a change. The first statement returns an [`PriceRow`], or nothing when the org has [`MAX_ROWS`]
/// already; the second keeps who did it. The third has the turns of the days from then on priced again, by which
/// they are ranked; what a day costs is computed whenever it is read.
pub fn statements(org: OrgId, change: &Change, created_by: &Email, now_ms: i64) -> [Statement; 4] {
    let detail = change.in_words();
    let kept = audit::Change {
        org,
        actor: created_by,
        action: Action::PriceSet,
        subject: Some(&change.model),
        detail: Some(&detail),
    };
    let price = |of: fn(&Prices) -> UsdPerMillion| match &change.prices {
        Some(prices) => Param::Int(of(prices).nanos_per_token),
        None => Param::Null,
    };
    [
        Statement::new(
            sql!("set_own.sql"),
            [
                org.get().into(),
                change.model.as_str().into(),
                change.rate.code().into(),
                change.from.0.into(),
                i64::from(change.prices.is_none()).into(),
                price(|prices| prices.input),
                price(|prices| prices.output),
                price(|prices| prices.cache_read),
                price(|prices| prices.cache_creation_5m),
                price(|prices| prices.cache_creation_1h),
                created_by.as_str().into(),
                now_ms.into(),
                MAX_ROWS.into(),
            ],
        ),
        audit::keep(&kept, now_ms),
        Statement::new(sql!("reprice_turns.sql"), [org.get().into(), change.from.0.into()]),
        stamp::of_org(org),
    ]
}

/// An org's own price, and what it is the price of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "StoredPrice"))]
pub struct Stored {
    /// The model, as the price list writes it.
    model: String,
    /// Which of its prices.
    rate: RateName,
    #[serde(flatten)]
    price: OwnPrice,
}

impl Stored {
    /// What was stored.
    pub fn new(change: &Change, row: &PriceRow) -> Self {
        Self { model: row.model.clone(), rate: change.rate.into(), price: row.into() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use serde_json::{Value, json};

    use super::*;

    const TODAY: Day = Day(20778);

    fn read(body: Value) -> Result<Change, Problem> {
        Change::read(serde_json::from_value(body).unwrap(), TODAY)
    }

    fn priced(with: Value) -> Value {
        let mut body = json!({
            "model": "claude-opus-5-5",
            "input": 3.6, "output": 18, "cache_read": 0.18, "cache_creation_5m": 4.5, "cache_creation_1h": 7.2
        });
        for (name, value) in with.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    }

    #[test]
    fn a_change_begins_today_at_the_standard_rate_unless_told_otherwise() {
        let change = read(priced(json!({}))).unwrap();
        assert_eq!((change.from, change.rate), (TODAY, Rate::Standard));
        assert_eq!(change.prices.unwrap().cache_read.nanos_per_token, 180);
        let change = read(priced(json!({"from": "2026-12-01", "rate": "fast_long_prompt"}))).unwrap();
        assert_eq!((change.from, change.rate), (Day(20788), Rate::FastLongPrompt));
    }

    #[test]
    fn a_model_is_named_as_rows_name_it() {
        let change = read(priced(json!({"model": " us.anthropic.Claude-Opus-5-5-20260901-v1:0 "}))).unwrap();
        assert_eq!(change.model, "claude-opus-5-5");
    }

    #[test]
    fn an_own_price_can_end() {
        let change = read(json!({"model": "claude-opus-5-5", "follows_list": true})).unwrap();
        assert_eq!(change.prices, None);
    }

    #[test]
    fn the_past_changes_only_when_asked() {
        let problem = read(priced(json!({"from": "2026-11-20"}))).unwrap_err();
        assert_eq!((problem.status(), problem.parameter()), (400, Some("from")));
        assert!(problem.detail().contains("change_past"));
        let change = read(priced(json!({"from": "2026-11-20", "change_past": true}))).unwrap();
        assert_eq!(change.from, Day(20777));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            (priced(json!({"model": " "})), "model"),
            (priced(json!({"model": "a\u{0}b"})), "model"),
            (priced(json!({"from": "tomorrow"})), "from"),
            (priced(json!({"input": null})), "input"),
            (priced(json!({"output": -1})), "output"),
            (priced(json!({"cache_read": 10_000.5})), "cache_read"),
            (priced(json!({"cache_creation_5m": 0.0375})), "cache_creation_5m"),
            (priced(json!({"follows_list": true})), "input"),
            (json!({"model": "m"}), "input"),
        ];
        for (body, parameter) in cases {
            let problem = read(body.clone()).unwrap_err();
            assert_eq!((problem.status(), problem.parameter()), (400, Some(parameter)), "{body}");
        }
    }

    #[test]
    fn a_body_with_anything_else_is_not_read() {
        for body in [
            json!({}),
            priced(json!({"rate": "slow"})),
            priced(json!({"org_id": 2})),
            priced(json!({"input": "3.6"})),
        ] {
            assert!(serde_json::from_value::<Body>(body.clone()).is_err(), "{body}");
        }
    }
}

//! `GET` and `POST /api/v1/prices`: what a token costs, by the list and by the org's own agreement.

mod change;
mod usd;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::day;
use super::figures::Count;
use super::filter::Filter;
use super::instant::iso8601;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::member::{Admin, Member, OrgId};
use crate::pricing::Rate;
use crate::store::sql::sql;
use crate::store::{Database, Statement};
use crate::telemetry::time::Day;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use change::Body;
pub use change::{Change, Stored, statements as change};
pub use usd::UsdPerMillion;

/// The days whose models are looked up in the prices when none are named.
const DEFAULT_DAYS: i64 = 90;

/// A rate as the API writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Rate"))]
pub enum RateName {
    /// The list price.
    Standard,
    /// Fast mode.
    Fast,
    /// The prompt was longer than the model's threshold.
    LongPrompt,
    /// Both.
    FastLongPrompt,
}

impl RateName {
    /// In words.
    const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Fast => "fast",
            Self::LongPrompt => "long prompt",
            Self::FastLongPrompt => "fast, long prompt",
        }
    }
}

impl From<Rate> for RateName {
    fn from(rate: Rate) -> Self {
        match rate {
            Rate::Standard => Self::Standard,
            Rate::Fast => Self::Fast,
            Rate::LongPrompt => Self::LongPrompt,
            Rate::FastLongPrompt => Self::FastLongPrompt,
        }
    }
}

impl From<RateName> for Rate {
    fn from(name: RateName) -> Self {
        match name {
            RateName::Standard => Self::Standard,
            RateName::Fast => Self::Fast,
            RateName::LongPrompt => Self::LongPrompt,
            RateName::FastLongPrompt => Self::FastLongPrompt,
        }
    }
}

/// USD per million tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Prices {
    /// Of prompts that neither come from nor go to the cache.
    pub input: UsdPerMillion,
    /// Generated.
    pub output: UsdPerMillion,
    /// Of prompts that come from the cache.
    pub cache_read: UsdPerMillion,
    /// Written to the cache for five minutes.
    pub cache_creation_5m: UsdPerMillion,
    /// Written to the cache for an hour.
    pub cache_creation_1h: UsdPerMillion,
}

/// A row of `list.sql` or `own.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PriceRow {
    /// As [`crate::pricing::normalise`] writes it.
    pub model: String,
    /// [`Rate`]
    pub rate: i64,
    /// UTC days since 1970-01-01.
    pub from_day: i64,
    /// Of own prices; not 0: from this day on the list's price counts again.
    pub follows_list: i64,
    /// In force from then on; all five are NULL, or none is.
    pub input: Option<UsdPerMillion>,
    /// Likewise.
    pub output: Option<UsdPerMillion>,
    /// Likewise.
    pub cache_read: Option<UsdPerMillion>,
    /// Likewise.
    pub cache_creation_5m: Option<UsdPerMillion>,
    /// Likewise.
    pub cache_creation_1h: Option<UsdPerMillion>,
    /// Of own prices: address of the admin.
    pub created_by: String,
    /// Of own prices: Unix time in milliseconds.
    pub created_ms: i64,
}

impl PriceRow {
    /// None: from that day on there is no such price.
    fn prices(&self) -> Option<Prices> {
        if self.follows_list != 0 {
            return None;
        }
        Some(Prices {
            input: self.input?,
            output: self.output?,
            cache_read: self.cache_read?,
            cache_creation_5m: self.cache_creation_5m?,
            cache_creation_1h: self.cache_creation_1h?,
        })
    }
}

/// A row of `unpriced.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UnpricedRow {
    /// The model's name; None: its word is missing, or the usage has no model.
    pub model: Option<String>,
    /// [`Rate`]
    pub rate: i64,
    /// Tokens of all four kinds.
    pub tokens: Count,
    /// The last day on which there were some.
    pub last_day: i64,
}

/// Every price: the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct PriceList {
    /// The UTC day for which `in_force` is told.
    #[serde(serialize_with = "day::serialize")]
    today: Day,
    /// By model and rate.
    prices: Vec<ModelRate>,
    /// Models in use that have no price.
    unpriced: Vec<Unpriced>,
}

/// The prices of one model at one rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ModelPrices"))]
struct ModelRate {
    /// The model.
    model: String,
    /// Which of its prices.
    rate: RateName,
    /// Today's; None: there is none.
    in_force: Option<InForce>,
    /// The list's, in order of their days.
    list: Vec<ListPrice>,
    /// The org's own, likewise.
    own: Vec<OwnPrice>,
}

/// What a token costs today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "PriceInForce"))]
struct InForce {
    /// Whose price it is.
    source: PriceSource,
    /// Since when.
    #[serde(serialize_with = "day::serialize")]
    from: Day,
    #[serde(flatten)]
    prices: Prices,
}

/// Whose price it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
enum PriceSource {
    /// The list's.
    List,
    /// The org's own.
    Own,
}

/// A list price, until the next one; no prices: there is no such price any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct ListPrice {
    /// Since when.
    #[serde(serialize_with = "day::serialize")]
    from: Day,
    /// None: from then on there is no such price.
    prices: Option<Prices>,
}

/// An org's own price, until its next one; no prices: the list's counts again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct OwnPrice {
    /// Since when.
    #[serde(serialize_with = "day::serialize")]
    from: Day,
    /// From then on the list's price counts again.
    follows_list: bool,
    /// None: it follows the list.
    prices: Option<Prices>,
    /// Address of the admin who set it.
    created_by: String,
    /// When it was set.
    created_at: String,
}

impl From<&PriceRow> for OwnPrice {
    fn from(row: &PriceRow) -> Self {
        Self {
            from: Day(row.from_day),
            follows_list: row.follows_list != 0,
            prices: row.prices(),
            created_by: row.created_by.clone(),
            created_at: iso8601(row.created_ms),
        }
    }
}

/// A model in use that has no price on some day of the range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "UnpricedModel"))]
struct Unpriced {
    /// The model; empty: it was not told.
    model: String,
    /// Which of its prices is missing.
    rate: RateName,
    /// All four kinds of tokens.
    tokens: Count,
    /// The last day on which there were some.
    #[serde(serialize_with = "day::serialize")]
    last_day: Day,
}

/// What to ask the database: rows of [`PriceRow`], the list's and the org's own, and of [`UnpricedRow`].
/// The filter is about what was used, not about the prices.
pub fn statements(org: OrgId, filter: &Filter) -> [Statement; 3] {
    [
        Statement::new(sql!("list.sql"), []),
        Statement::new(sql!("own.sql"), [org.get().into()]),
        Statement::joined(
            &[
                sql!("../filter.sql"),
                ",\n",
                sql!("unpriced_wanted.sql"),
                sql!("../../pricing/tariff.sql"),
                sql!("unpriced.sql"),
            ],
            filter.parameters(org),
        ),
    ]
}

impl PriceList {
    /// Puts the answer together from the results of [`statements`], which are in the order of their days.
    pub fn new(today: Day, list: &[PriceRow], own: &[PriceRow], unpriced: Vec<UnpricedRow>) -> Self {
        let mut of: BTreeMap<(&str, RateName), ModelRate> = BTreeMap::new();
        for row in list {
            let Some(rates) = entry(&mut of, &row.model, row.rate) else { continue };
            let (from, prices) = (Day(row.from_day), row.prices());
            rates.list.push(ListPrice { from, prices });
        }
        for row in own {
            let Some(rates) = entry(&mut of, &row.model, row.rate) else { continue };
            rates.own.push(row.into());
        }
        let mut prices: Vec<ModelRate> = of.into_values().collect();
        for rates in &mut prices {
            rates.in_force = in_force(rates, today);
        }
        let unpriced = unpriced
            .into_iter()
            .filter_map(|row| {
                Some(Unpriced {
                    model: row.model.unwrap_or_default(),
                    rate: Rate::from_code(row.rate)?.into(),
                    tokens: row.tokens,
                    last_day: Day(row.last_day),
                })
            })
            .collect();
        Self { today, prices, unpriced }
    }
}

/// The prices of a model and rate; None for a rate that this version does not know.
fn entry<'a, 'b>(
    of: &'a mut BTreeMap<(&'b str, RateName), ModelRate>,
    model: &'b str,
    rate: i64,
) -> Option<&'a mut ModelRate> {
    let rate = RateName::from(Rate::from_code(rate)?);
    let new =
        || ModelRate { model: model.to_owned(), rate, in_force: None, list: Vec::new(), own: Vec::new() };
    Some(of.entry((model, rate)).or_insert_with(new))
}

/// The same choice as `pricing/tariff.sql` makes.
fn in_force(rates: &ModelRate, today: Day) -> Option<InForce> {
    let own = rates.own.iter().rev().find(|price| price.from <= today).filter(|price| !price.follows_list);
    if let Some(price) = own {
        return price.prices.map(|prices| InForce { source: PriceSource::Own, from: price.from, prices });
    }
    let price = rates.list.iter().rev().find(|price| price.from <= today)?;
    price.prices.map(|prices| InForce { source: PriceSource::List, from: price.from, prices })
}

/// Answers with every price.
pub(super) async fn read(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let filter = Filter::read(call, database, member, now_ms, &[]).await?.or_last(DEFAULT_DAYS).filter;
    let today = Day::of(now_ms);
    let results = database.batch(&statements(member.org_id, &filter)).await?;
    let [list, own, unpriced] = results.as_slice() else {
        return Ok(Reply::json(200, &PriceList::new(today, &[], &[], Vec::new())));
    };
    let (list, own): (Vec<PriceRow>, Vec<PriceRow>) = (list.read()?, own.read()?);
    Ok(Reply::json(200, &PriceList::new(today, &list, &own, unpriced.read()?)))
}

/// Puts a price of the org's own in force, or ends one.
pub(super) async fn set(
    call: &Call<'_>,
    database: &Database,
    admin: &Admin,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let change = Change::read(call.json(change::EXPECTED)?, Day::of(now_ms))?;
    let member = admin.member();
    let results = database.batch(&change::statements(member.org_id, &change, &member.email, now_ms)).await?;
    let stored = match results.first() {
        Some(rows) => rows.first::<PriceRow>()?,
        None => None,
    };
    match stored {
        Some(row) => Ok(Reply::json(201, &Stored::new(&change, &row))),
        None => Err(Problem::too_many_prices(change::MAX_ROWS)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use serde_json::{Value, json};

    use super::*;

    fn list(model: &str, from_day: i64, nanos: Option<i64>) -> PriceRow {
        let price = nanos.map(|nanos_per_token| UsdPerMillion { nanos_per_token });
        PriceRow {
            model: model.to_owned(),
            rate: 0,
            from_day,
            follows_list: 0,
            input: price,
            output: price,
            cache_read: price,
            cache_creation_5m: price,
            cache_creation_1h: price,
            created_by: "admin@example.com".to_owned(),
            created_ms: 0,
        }
    }

    fn own(model: &str, from_day: i64, nanos: Option<i64>) -> PriceRow {
        PriceRow { follows_list: i64::from(nanos.is_none()), ..list(model, from_day, nanos) }
    }

    fn in_force_on(day: i64, list: &[PriceRow], own: &[PriceRow]) -> Value {
        let answer = serde_json::to_value(PriceList::new(Day(day), list, own, Vec::new())).unwrap();
        answer["prices"][0]["in_force"].clone()
    }

    #[test]
    fn the_orgs_own_price_goes_before_the_lists_until_it_follows_the_list() {
        let list = [list("m", 10, Some(1000)), list("m", 40, Some(1500)), list("m", 60, None)];
        let own = [own("m", 20, Some(500)), own("m", 30, None)];
        let cases = [
            (9, json!(null)),
            (10, json!(["list", 1.0])),
            (20, json!(["own", 0.5])),
            (29, json!(["own", 0.5])),
            (30, json!(["list", 1.0])),
            (40, json!(["list", 1.5])),
            (60, json!(null)),
        ];
        for (day, expected) in cases {
            let found = in_force_on(day, &list, &own);
            let found = if found.is_null() { found } else { json!([found["source"], found["input"]]) };
            assert_eq!(found, expected, "{day}");
        }
    }

    #[test]
    fn the_answer_is_as_documented() {
        let unpriced = UnpricedRow {
            model: Some("somebody-elses".to_owned()),
            rate: 1,
            tokens: Count(7),
            last_day: 20777,
        };
        let answer =
            PriceList::new(Day(20778), &[list("m", 0, Some(250))], &[own("m", 20778, None)], vec![unpriced]);
        let prices = json!({
            "input": 0.25, "output": 0.25, "cache_read": 0.25, "cache_creation_5m": 0.25, "cache_creation_1h": 0.25
        });
        let mut in_force = prices.clone();
        in_force["source"] = json!("list");
        in_force["from"] = json!("1970-01-01");
        assert_eq!(
            serde_json::to_value(answer).unwrap(),
            json!({
                "today": "2026-11-21",
                "prices": [{
                    "model": "m", "rate": "standard", "in_force": in_force,
                    "list": [{ "from": "1970-01-01", "prices": prices }],
                    "own": [{
                        "from": "2026-11-21", "follows_list": true, "prices": null,
                        "created_by": "admin@example.com", "created_at": "1970-01-01T00:00:00.000Z"
                    }]
                }],
                "unpriced": [
                    { "model": "somebody-elses", "rate": "fast", "tokens": 7, "last_day": "2026-11-20" }
                ]
            })
        );
    }
}
